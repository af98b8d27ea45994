#!/usr/bin/env bash
set -euo pipefail
# In WebVTT, the captions of the web, the line of a cue's times may say where it stands (line:0, align:start), and a file may have
# remarks (NOTE) between its cues; both are of the standard's first page. subsrt 1.1.1 (npm) turns captions into other formats.
# Guess: what it does not know of a cue's times it passes over, and keeps the words.
# Seen: a cue with a place is left out, words and all. The cues before and behind it are there and are numbered as if nothing were
# missing. Words in braces are taken out of every cue: "the {2024} budget" is "the  budget" (another format has its marks in
# braces). And of a file whose lines end as on Linux and the Macintosh NOTHING is left: the answer is an empty text. Nothing is said.
# Who is hurt: who reads because they cannot hear: cues get a place where a name stands at the foot of the picture, that is where
# somebody new begins to speak. What to do: count the arrows (-->) of both files.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund subsrt@1.1.1
cat > captions.cjs <<'JS'
const assert = require("assert");
const captions = require("subsrt");

const VTT = ["WEBVTT", "", "00:00:01.000 --> 00:00:03.000", "The meeting is open.", "",
  "00:00:05.000 --> 00:00:06.000 line:0", "We do not agree.", "",
  "00:00:07.000 --> 00:00:09.000", "The {2024} budget is adopted.", ""].join("\r\n");
const srt = captions.convert(VTT, { format: "srt" });
console.log(srt);
assert.match(srt, /^2\r\n00:00:01,000 --> 00:00:03,000\r\nThe meeting is open\./);
assert.ok(!srt.includes("We do not agree"));
assert.ok(srt.includes("3\r\n00:00:07,000 --> 00:00:09,000\r\nThe  budget is adopted."));
const plain = captions.convert(VTT.replace(" line:0", ""), { format: "srt" });
assert.ok(plain.includes("We do not agree."));
assert.strictEqual(captions.convert(VTT.replace(/\r\n/g, "\n"), { format: "srt" }), "");
JS
node captions.cjs
