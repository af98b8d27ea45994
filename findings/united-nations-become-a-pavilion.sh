#!/usr/bin/env bash
set -euo pipefail
# Papers in simplified Chinese are written in traditional signs for Hong Kong and Taiwan. hanziconv 0.3.2 and zhconv 1.4.3 (PyPI) do it.
# One simplified sign may stand for several: 合 is "together" and stays, 閤 is a side door; 里 is a mile or "inside" (裏).
# Guess: words of every paper, as "United Nations", "to publish" and "kilometre", are right; only rare words are not.
# Seen: hanziconv takes sign by sign the last that fits: the United Nations (联合国) are 聯閤國, "publish" (发表) has the sign for a
# wrist watch, a thousand (千) is a swing (韆), Taipei (台北) has the sign of a typhoon, cadres (干部) are dry, and the queen (皇后) is "behind". zhconv knows words and
# has all of these right, and still writes kilometre (公里) as 公裏 and Rio (里约) as 裏約 in zh-hant, so each distance in a
# text is misspelt; and both make the surname Fan (范) 範, "model", though it has no other form. Nothing is said.
# Who is hurt: a paper whose first line misspells the organisation that it is about. What to do: give names and the words of
# the trade to the converter in a list (zhconv takes one), and look for 閤, 韆, 裏約 and 公裏 in what comes out.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet hanziconv==0.3.2 zhconv==1.4.3
venv/bin/python - <<'PY' 2>/dev/null
from hanziconv import HanziConv
import zhconv

WORDS = [  # simplified, right, by hanziconv, by zhconv
    ("联合国", "聯合國", "聯閤國", "聯合國"), ("发表", "發表", "發錶", "發表"), ("五千", "五千", "五韆", "五千"),
    ("台北", "臺北", "颱北", "臺北"), ("干部", "幹部", "乾部", "幹部"), ("公里", "公里", "公裏", "公裏"),
    ("里约热内卢", "里約熱內盧", "裏約熱內盧", "裏約熱內盧"), ("范长龙", "范長龍", "範長龍", "範長龍"),
    ("以后", "以後", "以後", "以後"), ("皇后", "皇后", "皇後", "皇后"),
]
for simplified, right, by_sign, by_word in WORDS:
    seen = HanziConv.toTraditional(simplified), zhconv.convert(simplified, "zh-hant")
    print(f"{simplified}: expected {right}, seen {seen[0]} (hanziconv), {seen[1]} (zhconv)")
    assert seen == (by_sign, by_word)
PY
