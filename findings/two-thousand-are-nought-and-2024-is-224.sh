#!/usr/bin/env bash
set -euo pipefail
# nzh 1.0.14 (npm) writes numbers in Chinese signs and reads them back into figures (decodeS), for Chinese as in the
# mainland and in Hong Kong.
# Guess: the two words for two (二 and 两) are both known, and so is the year as it is written, figure by figure (二〇二四).
# Seen: 两, the usual one before hundreds, thousands and more, is left out with its place: 两千 (two thousand) is 0, 两亿 (two
# hundred million) 0, 一万两千 (12,000) 10000, 两百五十 (250) 50, 两千零二十四 (2024) 24. The same with 二 is right, so is what the library
# writes itself, and a test of there and back passes. The year 二〇二四 is 224, two thirds (三分之二) are 32, ten per cent (百分之十)
# 110. Nothing is said.
# Who is hurt: 12,000 displaced are 10,000 in a table made from a Chinese text. What to do: refuse each text with a sign
# that the library does not know, and put 二 for 两 first.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund nzh@1.0.14
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "nzh";

const KNOWN = {
  两千: 0, 两亿: 0, 一万两千: 10000, 两百五十: 50, 两千零二十四: 24, 二千: 2000, 二百五十: 250,
  二千零二十四: 2024, 一亿二千万: 120000000, 二〇二四: 224, 三分之二: 32, 百分之十: 110,
};
for (const [words, known] of Object.entries(KNOWN)) {
  const number = library.cn.decodeS(words);
  console.log(words, number);
  assert.strictEqual(number, known);
}
for (const number of [250, 2000, 2024, 12000, 200000000]) {
  assert.strictEqual(library.cn.decodeS(library.cn.encodeS(number)), number);
}
END
node try.mjs
