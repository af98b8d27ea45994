#!/usr/bin/env bash
set -euo pipefail
# EDTF is the notation of libraries for dates that are uncertain, open or ranges. edtf-validate 2.0.0 (PyPI), by a
# university's library, says whether a date of a record is valid.
# Guess: a day that the year does not have is not valid, as with each parser of dates.
# Seen: it knows that February has no 30th and June no 31st, and that a range may not run backwards; but 29 February is
# valid in EVERY year: 2014, 2023 and 1900, which had none. As a slip of the pen is likeliest at a month's end, a test with
# the 30th passes.
# Who is hurt: a date that never was is printed in the sources of a paper, with the word of a checker. What to do: build
# each full date as a date as well (datetime.date), and refuse what raises.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet edtf-validate==2.0.0
venv/bin/python - <<'PY'
from edtf_validate.valid_edtf import is_valid

KNOWN = {
    "2012-02-29": True, "2014-02-29": True, "2023-02-29": True, "1900-02-29": True,
    "2014-02-30": False, "2014-06-31": False, "2014-13": False, "2014-02-17/2014-01-01": False,
}  # fmt: skip
for text, known in KNOWN.items():
    print(text, is_valid(text))
    assert is_valid(text) is known
PY
