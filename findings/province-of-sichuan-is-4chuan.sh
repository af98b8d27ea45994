#!/usr/bin/env bash
set -euo pipefail
# uroman 1.3.1.1 writes any script in Latin letters, for searching names across languages and for speech: it is the
# romanizer of much work on languages with few resources. Numbers of any script become figures, as ២០២៤ becomes 2024.
# Guess: Chinese and Japanese numerals become figures where a number stands, and a name stays a name.
# Seen: each numeral is a figure wherever it stands, so names that begin with one lose their sound: Sichuan (four rivers) is
# 4chuan, the Japanese prefecture of Chiba 1000ye, Kowloon 9long, Sansha in the South China Sea 3sha, and of persons
# Zhang San is zhang3 and Li Si is li4, which look like pinyin with tones. Telling it the language (lcode) changes nothing.
# Numerals that have a second form (億, 萬) stay letters, so Vientiane is wanxiang in the same list; Chongqing is read by its
# first sign alone, zhongqing; and 2024 in the
# spelling of documents, 二〇二四, is 2·2·4.
# Who is hurt: an index of places or of persons, sanctioned ones among them: who looks for Sichuan or Kowloon finds nothing,
# and no line is marked. What to do: write names with pinyin or ICU, and look for figures in what comes out as a name.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet uroman==1.3.1.1
venv/bin/python - <<'PY'
import warnings

import uroman

warnings.simplefilter("ignore")
KNOWN = {
    "四川": "4chuan", "四川地震": "4chuandezhen", "千葉": "1000ye", "九龙": "9long", "三沙": "3sha", "张三": "zhang3",
    "李四": "li4", "四国": "4guo", "上海": "shanghai", "重庆": "zhongqing", "萬象": "wanxiang", "一百二十三": "123",
    "二〇二四": "2·2·4", "២០២៤": "2024",
}  # fmt: skip
romanizer = uroman.Uroman()
for name, known in KNOWN.items():
    latin = romanizer.romanize_string(name)
    print(name, latin)
    assert latin == known, (name, latin)
assert romanizer.romanize_string("四川", lcode="zho") == "4chuan"
PY
