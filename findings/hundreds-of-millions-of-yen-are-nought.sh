#!/usr/bin/env bash
set -euo pipefail
# Newspapers and ministries of Japan write large numbers half in figures: 2.5億 is 250 million, 1億2,500万 125 million, 3,500万
# 35 million. @geolonia/japanese-numeral 1.0.2 (npm) reads numbers in Japanese signs, in figures and mixed (kanji2number),
# and finds them in a text (findKanjiNumbers).
# Guess: a decimal point and the comma of thousands are known, or raise an error, as other text does ("1,200" does).
# Seen: 12万, 1億2500万 and 25万3千 are right; with a point or a comma the part before 億 or 万 is dropped: 2.5億 is 0, 1.5兆 0,
# 3,500万 0, 2,500億 0, and 1億2,500万 is 100 million, not 125. In a text of 2.5億円 it finds "5億", 500 million; of 3,500万円
# "500万", a seventh of it; of 1億2,500万円 two numbers.
# Who is hurt: each figure of a Japanese budget with a point: it is twice as large, or nothing. What to do: take commas out
# first, and refuse a number with a point.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @geolonia/japanese-numeral@1.0.2
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "@geolonia/japanese-numeral";

const KNOWN = {
  "12万": [120000, "12万"], "1億2500万": [125000000, "1億2500万"], "25万3千": [253000, "25万3千"],
  "2.5億": [0, "5億"], "1.5兆": [0, "5兆"], "3,500万": [0, "500万"], "2,500億": [0, "500億"],
  "1億2,500万": [100000000, "1億2 500万"],
};
for (const [written, known] of Object.entries(KNOWN)) {
  const seen = [library.kanji2number(written), library.findKanjiNumbers(`予算は${written}円`).join(" ")];
  console.log(written, ...seen);
  assert.deepStrictEqual(seen, known);
}
assert.throws(() => library.kanji2number("1,200"), TypeError);
END
node try.mjs
