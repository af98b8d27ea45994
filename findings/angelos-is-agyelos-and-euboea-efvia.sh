#!/usr/bin/env bash
set -euo pipefail
# greek-utils 1.3.0 (npm) writes Greek in Latin letters by sound (toPhoneticLatin), letter by letter (toTransliteratedLatin)
# or as on a telephone (toGreeklish).
# Guess: by sound, γγ is ng and ευ is ev or ef by the letter behind it, as the standard of Greece and of the United Nations
# (ELOT 743) has it.
# Seen: ντ, μπ and Τσ are right (Mitsotákis, Bakoyiánni), but Άγγελος is "Ágyelos", Αγγλία (England) "Agglía" and άγχος
# "ágkhos"; before e and i the second γ is softened by itself. Ευ is ef everywhere: Ευρώπη (Europe) "Efrópi", Εύβοια
# "Éfvia", Αυγή "Afgí"; Ευάγγελος, whose ευ stands before a vowel, is "Eiágyelos". Λευκωσία (Nicosia) is right.
# Who is hurt: names of persons and of places in notes and on maps: no catalogue has an Agyelos. What to do: take ICU's
# Greek-Latin/UNGEGN, and try Άγγελος, Ευρώπη and Ευάγγελος.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund greek-utils@1.3.0
cat > try.mjs <<'END'
import assert from "node:assert";
import library from "greek-utils";

const KNOWN = {
  Μητσοτάκης: "Mitsotákis", Μπακογιάννη: "Bakoyiánni", Λευκωσία: "Lefkosía", Άγγελος: "Ágyelos", Αγγλία: "Agglía",
  άγχος: "ágkhos", Ευρώπη: "Efrópi", Εύβοια: "Éfvia", Αυγή: "Afgí", Ευάγγελος: "Eiágyelos",
};
for (const [name, known] of Object.entries(KNOWN)) {
  const written = library.toPhoneticLatin(name);
  console.log(name, written);
  assert.strictEqual(written, known);
}
END
node try.mjs
