#!/usr/bin/env bash
set -euo pipefail
# WCAG asks for a contrast of 4.5 to 1 between words and their ground. get-contrast 3.0.0 and wcag-contrast 3.0.0 (npm), with
# which style sheets and tests are checked, count it; both take colours of CSS.
# Guess: a colour that lets the ground through (rgba with 0.3) is mixed with the ground first, or refused, as "transparent" is.
# Seen: the alpha is dropped. Black at three tenths on white is a pale grey, #b3b3b3, of 2.1 to 1, which fails at each size; both
# say 21 to 1, "AAA", the highest there is, for rgba(0,0,0,0.3), #0000004d and hsla(0,0%,0%,.3) (wcag-contrast: the form with
# eight digits). get-contrast refuses `transparent` with a message, so it knows that there is such a thing.
# #777 on white is right, 4.48, so is a test with plain colours. color-contrast-checker 2.1.0 refuses colours with alpha.
# Who is hurt: readers with weak eyes; notes and axis labels are set in black with alpha in most style sheets, and pass.
# What to do: mix each colour with its ground before it is measured, or measure the finished page.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund get-contrast@3.0.0 wcag-contrast@3.0.0 color-contrast-checker@2.1.0
cat > contrast.mjs <<'JS'
import assert from "node:assert";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { ratio, score } = await import("get-contrast");
const { hex } = require("wcag-contrast");
const Checker = require("color-contrast-checker");

const mixed = Math.round(255 * 0.7).toString(16); // 0.3 of black on white
console.log(`what is seen: #${mixed.repeat(3)}, ${ratio(`#${mixed.repeat(3)}`, "#fff").toFixed(2)} to 1`);
assert.strictEqual(ratio(`#${mixed.repeat(3)}`, "#fff").toFixed(2), "2.10");
for (const colour of ["rgba(0,0,0,0.3)", "#0000004d", "hsla(0,0%,0%,.3)"]) {
  console.log(`get-contrast: ${colour} ${ratio(colour, "#fff")} ${score(colour, "#fff")}`);
  assert.strictEqual(ratio(colour, "#fff"), 21);
  assert.strictEqual(score(colour, "#fff"), "AAA");
}
console.log(`wcag-contrast: #0000004d ${hex("#0000004d", "#ffffff")}`);
assert.strictEqual(hex("#0000004d", "#ffffff"), 21);
assert.strictEqual(ratio("#777", "#fff").toFixed(2), "4.48");
assert.throws(() => ratio("transparent", "#fff"));
assert.throws(() => new Checker().isLevelAA("#0000004d", "#FFFFFF", 14));
JS
node contrast.mjs
