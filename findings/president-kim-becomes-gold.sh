#!/usr/bin/env bash
set -euo pipefail
# Korean texts of law and older records are partly in Chinese signs (hanja). hanja 0.15.1 (PyPI) writes them in hangul, with
# the rule that l at the head of a word becomes n or falls away (勞動 is nodong, not lodong).
# Guess: words of every paper, as "rate", and the commonest surname of Korea, Kim (金), are right.
# Seen: 金 is Geum, "gold", everywhere: President Kim Dae-jung (金大中) and Kim Il-sung are of the family Gold (금), and
# 率 is "sol", to lead, everywhere but at the head of a word: ratio (比率) is bisol, percentage (百分率) baekbunsol, where
# biyul and baekbunyul are the words. The rule of l looks at the first sign of all alone: 北韓離脫住民, North Koreans who have
# fled, has "ritaljumin" (이탈주민 stands in the Act's name), while the same word by itself is right. Nothing is said.
# Lee Seung-man (李承晩) and Roh Moo-hyun are right, so a test with a name may pass.
# Who is hurt: a search for Kim finds no Kim; a table of rates has words that no reader knows. What to do: put a list of
# names and of words in -率 before it, and look at each 금 and 솔 that comes out.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet hanja==0.15.1
venv/bin/python - <<'PY'
import hanja

WORDS = [  # signs, as Korea writes it, as the library does
    ("金大中", "김대중", "금대중"), ("金日成", "김일성", "금일성"),
    ("比率", "비율", "비솔"), ("百分率", "백분율", "백분솔"), ("失敗率", "실패율", "실패솔"),
    ("北韓離脫住民", "북한이탈주민", "북한리탈주민"), ("離脫住民", "이탈주민", "이탈주민"),
    ("李承晩", "이승만", "이승만"), ("盧武鉉", "노무현", "노무현"), ("勞動", "노동", "노동"), ("法律", "법률", "법률"),
]
for signs, written, known in WORDS:
    seen = hanja.translate(signs, "substitution")
    print(f"{signs}: expected {written}, seen {seen}")
    assert seen == known
PY
