#!/usr/bin/env bash
set -euo pipefail
# speech-rule-engine 4.1.5 (npm) makes the words in which a formula of MathML is read aloud, for MathJax and with it for most
# pages with mathematics, in some ten languages.
# Guess: a number is spoken as it is written; or its decimal point becomes the language's comma where it is one.
# Seen: in Spanish, French and Swedish a point between digits becomes a comma, whatever it parts. Spain and half of Latin America
# part thousands by it: 1.250 (1250) is handed to the voice as 1,250, one and a quarter, and 1.250.000 as "1 punto 250,000". German,
# Italian, Danish and Norwegian, with the same point, keep 1.250, and turn only 12.5 into 12,5: they know that three digits
# behind a point are a thousand. 1250 and 12,5 are right everywhere. Nothing is said.
# Who is hurt: who listens to a report in Spanish: a thousand times too little, in the midst of numbers that are right.
# What to do: write numbers into <mn> without a mark for thousands, or with U+00A0.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund speech-rule-engine@4.1.5
cat > speak.cjs <<'JS'
const assert = require("assert");
const engine = require("speech-rule-engine");

const SPOKEN = {
  es: ["1,250", "1 punto 250,000", "12,5", "1250"], fr: ["1,250", "1 point 250,000", "12,5", "1250"],
  sv: ["1,250", "1 punkt 250,000", "12,5", "1250"], de: ["1.250", "1.250.000", "12,5", "1250"],
  it: ["1.250", "1.250.000", "12,5", "1250"], da: ["1.250", "1.250.000", "12,5", "1250"],
};
(async () => {
  for (const [locale, known] of Object.entries(SPOKEN)) {
    engine.setupEngine({ locale, domain: "mathspeak" });
    await engine.engineReady();
    const seen = ["1.250", "1.250.000", "12.5", "1250"].map((number) =>
      engine.toSpeech(`<math xmlns="http://www.w3.org/1998/Math/MathML"><mn>${number}</mn></math>`));
    console.log(locale, "1.250, 1.250.000, 12.5, 1250 ->", seen);
    assert.deepStrictEqual(seen, known);
  }
})();
JS
node speak.cjs
