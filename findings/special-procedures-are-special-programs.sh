#!/usr/bin/env bash
set -euo pipefail
# OpenCC 1.4.2 turns simplified Chinese into traditional Chinese by words; its setting s2twp takes the words of Taiwan too:
# 软件 (software) is 軟體 there and 打印机 a 印表機.
# Guess: words of everyday life and of computers are changed; terms of law and of the United Nations are left alone.
# Seen: the words of computers are changed in all texts. 程序 is a procedure in law and a program in a computer: the special
# procedures of the Human Rights Council (特别程序) are 特別程式, special PROGRAMS, the rules of procedure (议事程序) 議事程式;
# but 司法程序 (judicial procedure) and 正当程序 (due process) are in its list and stay. A document of the UN (文件) is a
# computer's file or an archive (檔案), a country under review (对象国) is an object of a program (物件國), a circular economy
# (循环经济) one of loops (迴圈經濟), and land data are 資料. With s2tw, the setting without words, all of them stay.
# Who is hurt: a brief on the special procedures is about software, for readers in Taiwan, and is not found by its term.
# What to do: take s2tw (signs alone) for texts of law, and change words by a list of your own.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet opencc==1.4.2
venv/bin/python - <<'PY'
import opencc

KNOWN = {
    "特别程序": "特別程式", "议事程序": "議事程式", "司法程序": "司法程序", "正当程序": "正當程序",
    "联合国文件": "聯合國檔案", "对象国": "物件國", "循环经济": "迴圈經濟",
}  # fmt: skip
with_words, signs = opencc.OpenCC("s2twp"), opencc.OpenCC("s2tw")
for simplified, known in KNOWN.items():
    words = with_words.convert(simplified)
    print(simplified, words, signs.convert(simplified))
    assert words == known
assert [signs.convert(term) for term in ("特别程序", "联合国文件", "对象国")] == ["特別程序", "聯合國文件", "對象國"]
PY
