#!/usr/bin/env bash
set -euo pipefail
# nameparser 2.6.0 takes a person's name apart into title, first, middle and last name and suffix, for lists of authors and of
# participants.
# Guess: names of Asia may come out in the wrong order; parts of a name remain parts of a name.
# Seen: Md., which is how half of the men of Bangladesh write Mohammed before their name, is a degree (M.D.). "Md. Touhid Hossain"
# has the TITLE Md. and "Md. Shahabuddin" no first name; in the order of an index, "Hossain, Md. Touhid", the first name is gone
# and the SUFFIX is "Md. Touhid". Without the full stop, "Md Shahabuddin", it is a first name. Mohd., of Malaysia and India,
# is a title too. "Lee, King" is a king named Lee. "H.E. Mr. Kofi Annan", as lists of diplomats have it, has the first
# name H.E. and the middle names Mr. Kofi; "Secretary-General António Guterres" the first name Secretary-General.
# Who is hurt: an author is indexed without a given name, and is addressed as Dr. What to do: keep family and given name apart
# from the first entry on, and never guess them for a list of states.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet nameparser==2.6.0
venv/bin/python - <<'PY'
from nameparser import HumanName

KNOWN = (
    ("Md. Touhid Hossain", {"title": "Md.", "first": "Touhid", "last": "Hossain"}),
    ("Md. Shahabuddin", {"title": "Md.", "last": "Shahabuddin"}),
    ("Md Shahabuddin", {"first": "Md", "last": "Shahabuddin"}),
    ("Hossain, Md. Touhid", {"last": "Hossain", "suffix": "Md. Touhid"}),
    ("Mohd. Ali", {"title": "Mohd.", "last": "Ali"}),
    ("Lee, King", {"title": "King", "first": "Lee"}),
    ("H.E. Mr. Kofi Annan", {"first": "H.E.", "middle": "Mr. Kofi", "last": "Annan"}),
    ("Secretary-General António Guterres", {"first": "Secretary-General", "middle": "António", "last": "Guterres"}),
)
for name, known in KNOWN:
    parts = {part: text for part, text in HumanName(name).as_dict().items() if text}
    print(name, parts)
    assert parts == known, (name, parts)
PY
