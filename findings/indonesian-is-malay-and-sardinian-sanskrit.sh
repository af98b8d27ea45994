#!/usr/bin/env bash
set -euo pipefail
# @cospired/i18n-iso-languages 4.2.0 (npm) gives the names of languages in some thirty languages by their code of ISO 639, for
# lists as "available in".
# Guess: a name may be old-fashioned or left in English; no two languages have one name.
# Seen: some have another language's. In Hungarian Indonesian (id) is "maláj", Malay; in Romanian Sardinian (sc) is "Sanscrită",
# Sanskrit, which has that name as well; in Icelandic Marshallese (mh), a state's language, is Malagasy; in Portuguese Interlingue is
# Interlingua. In French, German, Spanish and Russian there is none, so tests in those pass. Each is found by its code, and nothing
# is said.
# Who is hurt: a reader who takes the Malay edition gets the Indonesian one; a census has Sanskrit in Sardinia. What to do: take
# the names of CLDR (Intl.DisplayNames), or look for two codes of one name in each language.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @cospired/i18n-iso-languages@4.2.0
cat > names.cjs <<'JS'
const assert = require("assert");
const languages = require("@cospired/i18n-iso-languages");

const WRONG = [["hu", "id", "ms"], ["ro", "sc", "sa"], ["is", "mh", "mg"], ["pt", "ie", "ia"]]; // in, of, and whose name it is
for (const [within, code, other] of WRONG) {
  languages.registerLocale(require(`@cospired/i18n-iso-languages/langs/${within}.json`));
  const cldr = new Intl.DisplayNames(within, { type: "language", fallback: "none" });
  const name = languages.getName(code, within);
  console.log(`${within}: ${code} is ${name}; CLDR has ${cldr.of(code)}, and ${cldr.of(other)} for ${other}`);
  assert.strictEqual(name.toLowerCase(), cldr.of(other).toLowerCase());
  assert.notStrictEqual(name.toLowerCase(), (cldr.of(code) || "").toLowerCase());
}
for (const within of ["fr", "de", "es", "ru"]) {
  languages.registerLocale(require(`@cospired/i18n-iso-languages/langs/${within}.json`));
  assert.notStrictEqual(languages.getName("id", within), languages.getName("ms", within));
}
JS
node names.cjs
