#!/usr/bin/env bash
set -euo pipefail
# CITATION.cff is the file by which data and software say how they want to be cited; an author that is a body is its
# `name`. cffconvert 2.0.0, the tool of the format's makers, writes it as BibTeX, RIS and APA.
# Guess: a body is put into braces in BibTeX, as each style guide has it; RIS is what reference managers take.
# Seen: there are no braces. "Ministry of Trade and Industry" is two authors for pandoc 3.9 (pypandoc-binary 1.17),
# Ministry of Trade and a Mr Industry, and "Panel of Experts, 1874 Committee" a person of the family Panel of Experts. A
# test with one word, as UNHCR, or a name without "and" and comma is right. RIS ends with "ER" and not "ER  - ": pandoc
# refuses the file there, and rispy 0.10.0 finds no reference in it, without an error.
# Who is hurt: who is cited is who does not exist, in the machine's own form of a reference that reads rightly in APA.
# What to do: put braces around each `name`, end RIS by "ER  - ", and read both back.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet cffconvert==2.0.0 pypandoc-binary==1.17 rispy==0.10.0 "setuptools<81"
cat > CITATION.cff <<'END'
cff-version: 1.2.0
message: Please cite.
title: Grain exports
authors:
  - name: Ministry of Trade and Industry
  - name: Panel of Experts, 1874 Committee
  - family-names: Stoel
    given-names: Max
    name-particle: van der
date-released: 2024-05-03
END
venv/bin/python - <<'PY'
import json
from pathlib import Path

import pypandoc
import rispy
from cffconvert import Citation

citation = Citation(Path("CITATION.cff").read_text())
names = json.loads(pypandoc.convert_text(citation.as_bibtex(), "csljson", format="bibtex"))[0]["author"]
for name in names:
    print("by BibTeX:", name)
assert [name["family"] for name in names] == ["Trade", "Industry", "Panel of Experts", "Stoel"]
ris = citation.as_ris()
print("last line of RIS:", repr(ris.rstrip("\n").splitlines()[-1]), "rispy finds", rispy.loads(ris))
assert rispy.loads(ris) == []
assert len(rispy.loads(ris.rstrip("\n") + "  - \n")) == 1
try:
    pypandoc.convert_text(ris + "\n", "csljson", format="ris")
    raise SystemExit("pandoc reads it")
except RuntimeError as error:
    print("pandoc:", str(error).splitlines()[0])
PY
