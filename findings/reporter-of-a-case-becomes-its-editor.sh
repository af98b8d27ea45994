#!/usr/bin/env bash
set -euo pipefail
# Zotero writes a judgment in RIS with the series that reports it as A2 (TY - CASE, A2 - ICJ
# Reports), its docket number as SV, its counsel as A4; of a book SP is how many pages it has.
# Guess: pandoc 3.9, reading RIS, knows what these tags mean in their kind, as Zotero does.
# Seen: A2 is an editor in every kind: "A v. B", edited by Reports, ICJ, whose given name is ICJ;
# the court (PB) is a publisher; SV and
# the day (DA) are lost; and a book of 350 pages is cited as its page 350.
# Who is hurt: a note on a ruling of the ICJ names an editor who does not exist, and no court.
# What to do: read RIS by kind: of CASE A2 is the container, PB the authority, SV the number; of a
# whole book a page without an end is no page.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
cat > it.py <<'PY'
import json

import pypandoc

print("pandoc", pypandoc.get_pandoc_version())
RIS = """TY  - CASE
ID  - nicaragua
TI  - Nicaragua v. United States of America
A2  - ICJ Reports
PB  - International Court of Justice
SV  - General List No. 70
DA  - 1986/06/27
SP  - 14
ER  - 
TY  - BOOK
ID  - book
TI  - A Book
AU  - Doe, Ann
PB  - P
PY  - 1999
SP  - 350
ER  - 
"""
case, book = json.loads(pypandoc.convert_text(RIS, "csljson", format="ris"))
print("expected: container-title ICJ Reports, authority, number; no editor, no page 350")
print("seen:", json.dumps(case, ensure_ascii=False))
print("seen:", json.dumps(book, ensure_ascii=False))
assert case["editor"] == [{"family": "Reports", "given": "ICJ"}], case
assert case["publisher"] == "International Court of Justice" and "authority" not in case
assert "70" not in json.dumps(case) and "issued" not in case
assert book["page"] == "350"
PY
venv/bin/python it.py
