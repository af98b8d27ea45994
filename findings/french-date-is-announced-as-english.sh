#!/usr/bin/env bash
set -euo pipefail
# XSLT has format-date() with a language, and numbers in words (format="w" with lang): how reports in XML are set in
# six languages. saxonche 13.1.1 is the processor that most of those use, Saxon HE, for Python.
# Guess: for a language that it does not know it raises an error, or falls back to English and that is seen at once.
# Seen: format-date in French, Arabic, Russian or Chinese prints "[Language: en]26 April 2024" into the page (the standard
# asks for the mark); numbers in words, xsl:number and format-integer(), are English in every language WITHOUT a mark,
# "eighty thousand" and "twenty-first". And a list that is sorted for Swedish by the collation that the standard
# names for it, UCA?lang=sv, has Ö first, where Swedish has it last. No warning; other editions and older ones know some.
# Who is hurt: each language but English, in words that an editor may not read.
# What to do: take month names from CLDR in a table of one's own, and test one date, one number and one list per language.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet saxonche==13.1.1
venv/bin/python - <<'PY'
import saxonche

processor = saxonche.PySaxonProcessor(license=False)
print(processor.version)


def value(expression):
    xpath = processor.new_xpath_processor()
    xpath.declare_namespace("xs", "http://www.w3.org/2001/XMLSchema")
    return [item.string_value for item in xpath.evaluate(expression)]


DAY = "format-date(xs:date('2024-04-26'), '[D] [MNn] [Y]', '{}', (), ())"
for language in ("fr", "ar", "ru", "zh", "es", "de"):
    (day,) = value(DAY.format(language))
    (number,) = value(f"format-integer(80000, 'w', '{language}')")
    print(f"{language}: {day} | {number}")
    assert day == "[Language: en]26 April 2024" and number == "eighty thousand"
assert value(DAY.format("en")) == ["26 April 2024"]
names = value("sort(('Zambia', 'Österreich', 'Ostland'), 'http://www.w3.org/2013/collation/UCA?lang=sv')")
print("expected: Ostland, Zambia, Österreich\nseen:", ", ".join(names))
assert names == ["Österreich", "Ostland", "Zambia"]
PY
