#!/usr/bin/env bash
set -euo pipefail
# A language can be written in several scripts, and its tag names the one meant: pa-Arab is Punjabi as in Pakistan,
# pa-Guru as in India; ar-Latn is Arabic in Latin letters. rtl-detect 1.1.2 (npm) tells pages and readers which side a
# text begins on.
# Guess: a script in the tag decides, and where there is none the language and country do, as CLDR's likely subtags say.
# Seen: the script is not looked at, nor is the country; there is one list of languages. Punjabi and Uzbek in Arabic
# letters, Fulani in Adlam, Kashmiri and Syriac begin on the left; Arabic, Urdu, Hebrew and Uyghur in Latin or Cyrillic
# letters on the right. Kurdish without a script, which is Kurmanji in Latin letters, is right to left as well. Node's
# Intl.Locale knows all these.
# Who is hurt: a reader of Punjabi in Lahore has each line begin on the left, with its full stop at the wrong end; a
# transliterated bibliography of Arabic titles stands at the right margin. What to do: ask new
# Intl.Locale(tag).getTextInfo(), or Babel's Locale.text_direction, and write dir on the element.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund rtl-detect@1.1.2
cat > side.js <<'END'
const assert = require("assert");
const rtl = require("rtl-detect");

const TAGS = [
  ["ar", "rtl", "rtl"], ["fr", "ltr", "ltr"], ["ckb", "rtl", "rtl"],
  ["pa-Arab", "rtl", "ltr"], ["pa-PK", "rtl", "ltr"], ["uz-Arab", "rtl", "ltr"], ["ff-Adlm", "rtl", "ltr"],
  ["ks", "rtl", "ltr"], ["syr", "rtl", "ltr"],
  ["ar-Latn", "ltr", "rtl"], ["ur-Latn", "ltr", "rtl"], ["he-Latn", "ltr", "rtl"], ["ug-Cyrl", "ltr", "rtl"],
  ["ku", "ltr", "rtl"], ["sd-Deva", "ltr", "rtl"],
];
for (const [tag, right, known] of TAGS) {
  const seen = rtl.getLangDir(tag);
  const name = new Intl.DisplayNames("en", { type: "language" }).of(tag);
  console.log(`${tag} (${name}): ${seen}${seen === right ? "" : ", and is " + right}`);
  assert.strictEqual(seen, known);
}
END
node side.js
