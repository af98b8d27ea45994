#!/usr/bin/env bash
set -euo pipefail
# to-words 5.7.0 (npm) writes numbers, ordinals and amounts in words, in some 120 languages.
# Guess: ordinals are right, or there are none for a language and it raises an error.
# Seen: in French, Italian, Dutch and Arabic ordinals are right up to the twentieth, and for round tens; from the
# twenty-first on they are CARDINALS: the 79th session is "Soixante-Dix-Neuf", the 21st "Ventuno", "Eenentwintig",
# "واحد و عشرون". In Spanish the 52nd is "Cincuenta Y Segundo" but the 21st "Veintiuno". The 101st is "Cent Premier"
# (cent unième). English, German and Norwegian are right, and so are all tests with first, second and tenth.
# Who is hurt: "la session soixante-dix-neuf", in the name of each session of the General Assembly since 1966, in text for the
# ear or for a title. What to do: take ICU's spellout rules, or figures with a mark (79e), and try 21, 79 and 101.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund to-words@5.7.0
cat > try.mjs <<'END'
import assert from "node:assert";
import { ToWords } from "to-words";

const KNOWN = {
  "fr-FR": ["Dix-Neuvième", "Vingt Et Un", "Trentième", "Soixante-Dix-Neuf", "Cent Premier"],
  "it-IT": ["Diciannovesimo", "Ventuno", "Trentesimo", "Settantanove", "Cento Primo"],
  "nl-NL": ["Negentiende", "Eenentwintig", "Dertigste", "Negenenzeventig", "Een Honderd Eerste"],
  "ar-SA": ["التاسع عشر", "واحد و عشرون", "الثلاثون", "تسعة و سبعون", "مائة و الأول"],
  "es-ES": ["Decimonoveno", "Veintiuno", "Trigésimo", "Setenta Y Noveno", "Ciento Primero"],
  "en-US": ["Nineteenth", "Twenty First", "Thirtieth", "Seventy Ninth", "One Hundred First"],
};
for (const [localeCode, known] of Object.entries(KNOWN)) {
  const writer = new ToWords({ localeCode });
  const ordinals = [19, 21, 30, 79, 101].map((number) => writer.toOrdinal(number));
  console.log(localeCode, ordinals.join(", "));
  assert.deepStrictEqual(ordinals, known);
}
END
node try.mjs
