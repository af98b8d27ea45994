#!/usr/bin/env bash
# WeasyPrint 70.0 breaks words with pyphen 0.18.1, which keeps one dictionary for each country and
# answers a language without a country with the first file of the alphabet.
# Guess: lang="en" means American English, as in most libraries, and lang="de" means Germany.
# Seen: "en" is en_GB, "de" is de_AT, "pt" is pt_BR. The British dictionary breaks by origin, the
# American by sound: "presen-ted" against "pre-sent-ed", "le-gends" against "leg-ends". No log line
# says which dictionary was taken.
# Who is hurt: an American house whose pages say lang="en" gets British breaks in every justified
# column, and a proofreader marks them one by one; the reverse for a Portuguese one.
# What to do: write the country wherever words are broken (lang="en-US"), or choose it once for the
# house, and test one word that the two dictionaries break differently.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pyphen==0.18.1 pypdfium2==5.15.2

cat > break.py <<'PY'
from importlib.metadata import version

import pyphen
import pypdfium2
from weasyprint import HTML

print("weasyprint", version("weasyprint"), "with pyphen", version("pyphen"))
for language, country in (("en", "en_GB"), ("de", "de_AT"), ("pt", "pt_BR")):
    name = pyphen.LANGUAGES[pyphen.language_fallback(language)].name
    print(f"pyphen takes for {language}: {name}")
    assert name == f"hyph_{country}.dic", name


def breaks(word, language):
    """Where *word* is broken, on pages from narrow to wide."""
    found = set()
    for width in range(8, 60, 2):
        HTML(string=f"""<html lang={language}><title>Brief</title><style>
        @page {{ size: 60mm 60mm; margin: 5mm }}
        p {{ font: 10pt serif; width: {width}mm; hyphens: auto; hyphenate-character: "=" }}
        </style><p>{word}""").write_pdf("page.pdf")
        text = pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range()
        found |= {line[:-1] for line in text.split() if line.endswith("=")}
    return found


firsts = {language: breaks("presented", language) for language in ("en", "en-GB", "en-US")}
print("expected: en breaks “presented” as en-US does")
for language, found in firsts.items():
    print(f"{language:5} lines that end in a break:", *sorted(found))
assert firsts["en"] == firsts["en-GB"] != firsts["en-US"]
assert "presen" in firsts["en"] and "presen" not in firsts["en-US"]
PY
env/bin/python break.py
