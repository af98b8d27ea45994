#!/usr/bin/env bash
set -euo pipefail
# Agencies translate XLIFF, programs give PO: translate-toolkit 3.16.2 turns one into the other and back. In PO
# the same English text with two contexts (msgctxt) is two texts, a text that no longer occurs stands behind
# "#~", and the header names the language.
# Guess: the context goes along, XLIFF 1.x has a place for it; old texts stay out; the language is the header's.
# Seen: no context is in the XLIFF: "May" the month and "May" the verb lie side by side, alike; back in PO their
# contexts are "content/brief.md:5" and ":9", made of the place in the source, or nothing at all. The text
# that was struck out is there as any other, "approved", and back in PO it is a text of the brief. The file is
# said to be translated from en-US, and into no language. Nothing is told.
# Who is hurt: a program that looks translations up by their contexts finds none, and one that looks by words
# alone prints the verb for the month; the agency is paid for what was cut.
# What to do: export XLIFF by the program that knows the texts, with ids of its own; on the way back match id,
# then context, then words, and refuse words that have two translations.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet translate-toolkit==3.16.2 polib==1.2.0
cat >fr.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: fr\n"

#: content/brief.md:5
msgctxt "heading"
msgid "May"
msgstr "mai"

#: content/brief.md:9
msgctxt "verb"
msgid "May"
msgstr "peut"

msgctxt "title"
msgid "Abuses persist"
msgstr "Les exactions continuent"

#~ msgid "They said so."
#~ msgstr "Ils l'ont dit."
PO
venv/bin/po2xliff --version
venv/bin/po2xliff --progress=none fr.po fr.xlf
venv/bin/xliff2po --progress=none fr.xlf back.po
grep -n "<file\|heading\|verb\|title" fr.xlf
venv/bin/python - <<'PY'
import re

import polib

xliff = open("fr.xlf", encoding="utf-8").read()
head = re.search("<file[^>]*>", xliff)[0]
assert 'source-language="en-US"' in head and "target-language" not in head
assert not re.search("heading|verb|title", xliff)
back = polib.pofile("back.po")
print("expected: heading, verb, title, and no text that was struck out")
for entry in back:
    print("seen:", repr(entry.msgctxt), repr(entry.msgid), "->", repr(entry.msgstr), "obsolete" * entry.obsolete)
assert [(entry.msgctxt, entry.msgid) for entry in back] == [
    ("content/brief.md:5", "May"), ("content/brief.md:9", "May"),
    (None, "Abuses persist"), (None, "They said so."),
]
assert not any(entry.obsolete or entry.fuzzy for entry in back)
PY
