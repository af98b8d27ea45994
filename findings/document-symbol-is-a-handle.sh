#!/usr/bin/env bash
set -euo pipefail
# idutils 1.7.1 tells which kind of identifier a text is (DOI, ISBN, ISSN, arXiv, Handle …) and makes its address: behind the
# field "related works" of Zenodo and of other repositories on Invenio.
# Guess: a document symbol of the United Nations is none of them; a date is none; a wrong ISBN is none.
# Seen: whatever has a slash is a Handle, so A/HRC/25/63, S/2024/123 and E/C.12/GC/24 are Handles, and the address made of
# one leads to the Handle System, where nobody has them. EVERY date is an identifier: 2024-05-04 is a person (GND, the
# authority file of German libraries), and one in eleven, whose last figure happens to be the right check digit, a serial
# (ISSN), as 2024-05-03. An ISBN with a slip is a person too with its hyphens, and an article of medicine without them.
# Who is hurt: links to resolutions that lead nowhere, in records with a DOI, which stand for good. What to do: name the
# scheme with each identifier, give UN documents as URL (docs.un.org), and never let a kind be guessed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet idutils==1.7.1
venv/bin/python - <<'PY'
from collections import Counter
from datetime import date, timedelta

import idutils

KNOWN = {
    "A/HRC/25/63": ["handle"], "S/2024/123": ["handle"], "E/C.12/GC/24": ["handle"], "2014-02-07": ["issn"],
    "2024-05-03": ["issn"], "2024-05-04": ["gnd"], "978-92-1-101234-5": ["gnd"], "9789211012345": ["pmid"],
    "10.1093/ia/iiy123": ["doi", "handle"],
}  # fmt: skip
for text, known in KNOWN.items():
    schemes = idutils.detect_identifier_schemes(text)
    print(text, schemes)
    assert schemes == known, (text, schemes)
assert idutils.to_url("A/HRC/25/63", "handle", "https").endswith("/A/HRC/25/63")
days = [date(2024, 1, 1) + timedelta(day) for day in range(366)]
kinds = Counter(scheme for day in days for scheme in idutils.detect_identifier_schemes(day.isoformat()))
print("days of 2024:", dict(kinds))
assert kinds == {"gnd": 334, "issn": 32}
PY
