#!/usr/bin/env bash
set -euo pipefail
# hanziconv 0.3.2 turns simplified Chinese into traditional Chinese and back, sign by sign. One simplified sign may stand for
# several traditional ones: 合 (together) is also the simplified form of 閤 (a side door, to shut).
# Guess: where there is a choice the commonest sign is taken, so that names of states and bodies are right.
# Seen: often the rarest is. The United Nations (联合国) are 聯閤國, cooperation is 閤作 and lawful 閤法; Taiwan is written with
# the sign of typhoons (颱灣), a kilometre is 公裏, a system 製度, sanctions are 製裁, intervention 乾預 and to ratify 批準.
# The way back to simplified signs is right for all of them, so a test that goes there and back passes.
# OpenCC 1.4.2, which looks at words, has them right.
# Who is hurt: a brief for Taiwan, Hong Kong or Macao misspells the United Nations in its first line. What to do: convert by
# words (OpenCC), and have a list of names of bodies that must come out as they write themselves.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet hanziconv==0.3.2 opencc==1.4.2
venv/bin/python - <<'PY'
import opencc
from hanziconv import HanziConv

KNOWN = {
    "联合国": "聯閤國", "合作": "閤作", "合法": "閤法", "台湾": "颱灣", "公里": "公裏", "制度": "製度", "制裁": "製裁",
    "干预": "乾預", "批准": "批準",
}  # fmt: skip
by_words = opencc.OpenCC("s2t")
RIGHT = {"联合国": "聯合國", "制裁": "制裁", "公里": "公里", "干预": "干預", "批准": "批准"}
for simplified, known in KNOWN.items():
    traditional = HanziConv.toTraditional(simplified)
    print(simplified, traditional)
    assert traditional == known and HanziConv.toSimplified(traditional) == simplified
for simplified, right in RIGHT.items():
    assert by_words.convert(simplified) == right
PY
