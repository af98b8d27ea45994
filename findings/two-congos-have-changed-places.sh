#!/usr/bin/env bash
set -euo pipefail
# i18n-iso-countries 7.14.0 (npm) gives the names of countries in some 80 languages by their code, for forms and lists.
# Guess: the names are those of CLDR or of ISO; in French and Spanish, where one tries them, they are.
# Seen: in Portuguese CD (Kinshasa) is "República Popular do Congo", the name that Brazzaville had until 1992, and CG
# (Brazzaville) "República Democrática do Congo", which is Kinshasa. In German CD is "Kongo" and CG "Republik Kongo". In
# Turkmen IQ (Iraq) is Eýran, which is Iran. Western Sahara (EH) is in Russian and in Chinese the name of the state that
# the Polisario proclaimed, in the other languages of the UN the name of the territory. Each is found by its code.
# Who is hurt: the war in Kinshasa's east is told of Brazzaville, in a list that was right in English; and an office of
# the UN recognises a state, in two of six languages. What to do: take the names of CLDR (Intl.DisplayNames) or of the
# UN's own list, and compare each language with one by the codes.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund i18n-iso-countries@7.14.0
cat > names.js <<'END'
const assert = require("assert");
const countries = require("i18n-iso-countries");

const NAMES = [
  ["fr", "CD", "République démocratique du Congo"], ["fr", "CG", "République du Congo"],
  ["pt", "CD", "República Popular do Congo"], ["pt", "CG", "República Democrática do Congo"],
  ["de", "CD", "Kongo"], ["de", "CG", "Republik Kongo"],
  ["tk", "IQ", "Eýran"], ["tk", "IR", "Eýran Yslam Respublikasy"],
  ["fr", "EH", "Sahara occidental"], ["ru", "EH", "САДР"], ["zh", "EH", "阿拉伯撒哈拉民主共和国"],
];
for (const [language, code, known] of NAMES) {
  countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
  const name = countries.getName(code, language);
  const cldr = new Intl.DisplayNames(language, { type: "region", fallback: "none" }).of(code);
  console.log(`${language} ${code}: ${name}; CLDR has ${cldr}`);
  if (!(language === "tk" && code === "IR")) assert.strictEqual(name, known);
}
END
node names.js
