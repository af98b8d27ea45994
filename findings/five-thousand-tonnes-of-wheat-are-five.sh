#!/usr/bin/env bash
set -euo pipefail
# Food aid is counted in metric tonnes; the World Food Programme and its tables write mt, the SI t. Two libraries of
# units on npm, convert-units 2.3.4 and js-quantities 1.8.0, take both short forms and give kilograms.
# Guess: t is the tonne in both, as the SI has it; mt is the tonne, or unknown.
# Seen: in convert-units t is the American short ton of 907 kg and mt the tonne. In js-quantities t is the tonne, and mt
# a THOUSANDTH of it, by the prefix m: 5,000 mt of wheat are five tonnes; Mt is a million tonnes, MT no mass at all but
# the magnetic field of a million tesla, and kt, a thousand tonnes, the speed of a knot. Nothing is said.
# Who is hurt: a table moved from one library to the other is wrong by a tenth in one column and a thousandfold in the
# other, and each of the two reads the form that the other has right. What to do: write kg, or the unit's whole name,
# "tonne" (js-quantities) or "mt" (convert-units), and test 1 of each unit.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund convert-units@2.3.4 js-quantities@1.8.0
cat > weigh.js <<'END'
const assert = require("assert");
const convert = require("convert-units");
const Qty = require("js-quantities");

for (const [unit, known] of [["t", 907.184], ["mt", 1000]]) {
  console.log(`convert-units: 1 ${unit} is ${convert(1).from(unit).to("kg")} kg`);
  assert.strictEqual(convert(1).from(unit).to("kg"), known);
}
const UNITS = [["t", 1000], ["mt", 1], ["Mt", 1e9], ["tonne", 1000], ["ton", 907.18474]];
for (const [unit, known] of UNITS) {
  const kilograms = Qty(`1 ${unit}`).to("kg").scalar;
  console.log(`js-quantities: 1 ${unit} is ${kilograms} kg`);
  assert(Math.abs(kilograms / known - 1) < 1e-9);
}
for (const [unit, known] of [["MT", "magnetism"], ["kt", "speed"]]) {
  console.log(`js-quantities: 1 ${unit} is a ${Qty(`1 ${unit}`).kind()}`);
  assert.strictEqual(Qty(`1 ${unit}`).kind(), known);
}
assert.strictEqual(Qty("5000 mt").to("tonne").scalar, 5);
END
node weigh.js
