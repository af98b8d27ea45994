#!/usr/bin/env bash
set -euo pipefail
# numero-a-letras 1.0.6 (npm) writes amounts of money in Spanish words, as cheques, contracts and decrees want them.
# Guess: large numbers are right, or end in an error beyond a bound.
# Seen: from a thousand million on, all numbers are the same: 1,000,000,000 is "Millones de Pesos", and so are 2,500,000,000
# and a billion (10 to the twelfth); the number itself is gone, and no error is raised. Below that the words of millions
# have a "de" too many: 2,500,000 are "Dos Millones de Quinientos Mil" (two millions OF five hundred thousand). Round
# millions and all below a million are right, so a test with 1,000,000 and 250,000 passes.
# Who is hurt: budgets of states and of missions are thousands of millions; a contract in which the words decide has none.
# What to do: try such a library with 2,500,000 and 1,000,000,000; take ICU's spellout rules.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund numero-a-letras@1.0.6
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "numero-a-letras";

const KNOWN = [
  [250000, "Doscientos Cincuenta Mil Pesos"],
  [1000000, "Un Millón de Pesos"],
  [2500000, "Dos Millones de Quinientos Mil Pesos"],
  [1000500, "Un Millón de Quinientos Pesos"],
  [1000000000, "Millones de Pesos"],
  [2500000000, "Millones de Pesos"],
  [1000000000000, "Millones de Pesos"],
];
for (const [number, known] of KNOWN) {
  const words = library.NumerosALetras(number).replace(/ +/g, " ");
  console.log(number, words);
  assert.strictEqual(words, `${known} 00/100 M.N.`);
}
END
node try.mjs
