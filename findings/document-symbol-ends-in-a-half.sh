#!/usr/bin/env bash
set -euo pipefail
# Typograf 7.8.0 (npm) mends the typography of a text before it is published, first of all in Russian: spaces, quotation
# marks, dashes. Its rules run in ten languages; a fraction 1/2 becomes one sign, as in good type.
# Guess: a fraction is two figures that stand alone; whoever has letters or further strokes beside them is left as it is.
# Seen: the end of each document symbol that looks like a fraction is one: A/HRC/3/4 is A/HRC/ with three quarters,
# A/RES/1/2 ends in a half, S/2024/1/2 too; A/HRC/25/63 is left. And each -5 C, with a C of any meaning, is degrees.
# Who is hurt: a link or a search with such a symbol finds nothing; most symbols are left, so a reader of proofs who looks
# at some finds none of it. No message.
# What to do: switch off common/number/fraction and common/symbols/cf, as the last run here does, and set fractions oneself.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund typograf@7.8.0 >/dev/null
cat > run.cjs <<'JS'
const assert = require("node:assert");
const Typograf = require("typograf").default ?? require("typograf");

const cases = [
  ["A/HRC/3/4", "A/HRC/¾"], ["A/RES/1/2", "A/RES/½"], ["S/2024/1/2", "S/2024/½"], ["A/HRC/25/63", "A/HRC/25/63"],
  ["1/2", "½"], ["-5 C", "-5 °C"],
];
for (const locale of [["ru", "en-US"], ["en-US"], ["fr"], ["es"]]) {
  const typograf = new Typograf({ locale });
  for (const [text, known] of cases) {
    const seen = typograf.execute(text).replace(/\s/g, " ");
    console.log(`${locale}: ${text} becomes ${seen}`);
    assert.strictEqual(seen, known);
  }
}
const without = new Typograf({
  locale: ["ru", "en-US"], disableRule: ["common/number/fraction", "common/symbols/cf"],
});
assert.strictEqual(without.execute("A/HRC/3/4"), "A/HRC/3/4");
assert.strictEqual(without.execute("-5 C").replace(/\s/g, " "), "-5 C");
JS
node run.cjs
