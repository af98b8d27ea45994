#!/usr/bin/env bash
set -euo pipefail
# Japanese names and terms stand in Latin letters in notes and file names. pykakasi 2.3.0 (PyPI) reads the signs and writes Hepburn.
# Guess: it errs in rare names of people; terms of foreign policy that every paper has are read right.
# Seen: the three non-nuclear principles (非核三原則, hikaku sangensoku) are "hikaku mihara nori", the last two a surname and a first
# name; the Senkaku islands (尖閣諸島, shotō) end with "sho shima", each sign by itself; the renminbi (人民元, jinmingen) is right,
# and "per head" (一人当たり) has its end twice, "hitoriatari tari". A sufficient fund (十分な, jūbun na) is "juubun na", with
# long vowels as typed on a keyboard, though the result is called `hepburn`. Prime ministers and "Japan and China" are right.
# Who is hurt: a list of treaties and topics in Latin letters has a Mr Mihara in it, and a search for shoto finds nothing. What to do:
# keep a list of terms beside it, and have somebody who reads Japanese look at each term once.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pykakasi==2.3.0
venv/bin/python - <<'PY'
import pykakasi

TERMS = [  # signs, as they are read, as the library reads them
    ("非核三原則", "hikaku sangensoku", "hikaku mihara nori"), ("尖閣諸島", "senkaku shotō", "senkaku sho shima"),
    ("一人当たり", "hitoriatari", "hitoriatari tari"), ("十分な資金", "jūbun na shikin", "juubun na shikin"),
    ("日中関係", "nitchū kankei", "nitchuukankei"), ("人民元", "jinmingen", "jinmingen"),
    ("岸田文雄首相", "Kishida Fumio shushō", "kishida fumio shushou"),
]
reader = pykakasi.kakasi()
for signs, read, known in TERMS:
    seen = " ".join(part["hepburn"] for part in reader.convert(signs))
    print(f"{signs}: expected {read}, seen {seen}")
    assert seen == known
PY
