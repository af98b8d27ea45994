#!/usr/bin/env bash
set -euo pipefail
# Zotero, JabRef and Mendeley write a library as BibTeX in ASCII: each letter with a mark is a command of LaTeX,
# {\'c} for one that is made of two, {\DJ} for one that is not.
# pandoc 3.9 (pypandoc-binary 1.17) reads all accents and the letters of French, German, Polish and Danish ({\OE},
# {\ss}, {\L}, {\O}), and leaves out those of Serbian, Croatian, Vietnamese and Icelandic (\DJ, \dj, \dh, \th), the comma
# below of Romanian, and signs: the Spanish opening question mark, the euro, dashes. Zoran Inic is cited for Djindjic, in
# good brackets and order. It gives no warning, with --verbose neither; read as LaTeX it tells at least that it skips
# the command. What stands in \mbox{...}, as symbols do that should not break, is left out too.
# pylatexenc 2.11 and latexcodec 3.0.1 read the letters of all three languages.
# One would have guessed that a reader of an exchange format knows the letters that its writers write.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 pylatexenc==2.11 latexcodec==3.0.1
venv/bin/python - <<'PY'
import codecs
import json
import subprocess

import latexcodec  # noqa: F401  registers its codec
import pypandoc
from pylatexenc.latex2text import LatexNodes2Text

CASES = (
    (r"{\L}ukasiewicz", "Łukasiewicz"),
    (r"\v{S}e\v{s}elj", "Šešelj"),
    (r"{\OE}uvres", "Œuvres"),
    (r"{\DJ}in{\dj}i\'c", "inić"),
    (r"Sigur{\dh}sson", "Sigursson"),
    (r"{\TH}orsteinn", "orsteinn"),
    (r"{\textcommabelow{S}}tefan", "tefan"),
    (r"{\textquestiondown}Qui\'en?", "Quién?"),
    (r"{\texteuro}5{\textendash}6", "56"),
    (r"\mbox{A/79/1} adopted", "adopted"),
)


def pandoc(text, *options):
    return subprocess.run([pypandoc.get_pandoc_path(), *options], input=text.encode(), capture_output=True)


for typed, read in CASES:
    entry = f"@book{{it, title = {{{{{typed}}}}}, author = {{A, B}}, year = 2000}}"
    run = pandoc(entry, "--verbose", "--from=bibtex", "--to=csljson")
    title = json.loads(run.stdout)[0]["title"].strip()
    others = LatexNodes2Text().latex_to_text(typed), codecs.decode(typed, "ulatex+utf8")
    print(f"{typed}: pandoc {title!r}, says {run.stderr.decode()!r}; pylatexenc {others[0]!r}, latexcodec {others[1]!r}")
    assert title == read and not run.stderr
run = pandoc(r"{\DJ}okovic", "--verbose", "--from=latex", "--to=plain")
print("as LaTeX", run.stdout, run.stderr)
assert b"Skipped '\\DJ'" in run.stderr
author = r"@book{it, title = {A}, author = {{\DJ}in{\dj}i{\'c}, Zoran}, year = 2000}"
people = json.loads(pandoc(author, "--from=bibtex", "--to=csljson").stdout)[0]["author"]
print("its author", people)
assert people == [{"family": "inić", "given": "Zoran"}]
PY
