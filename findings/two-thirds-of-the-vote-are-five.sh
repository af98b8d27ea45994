#!/usr/bin/env bash
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
# Lingua::EN::Words2Nums 0.19 (Perl; liblingua-en-words2nums-perl of Debian 12) reads English numbers in words, also
# ordinals (twenty-first); @persian-tools/persian-tools 4.0.4 (npm) does for Persian (wordsToNumber).
# Guess: fractions are not known, so the answer is nothing, which both give for words that they do not know.
# Seen: as thirds are read as the ordinal, third, a fraction is added up: two-thirds are 5 (2 + 3), three-quarters nothing
# in English; in Persian دو سوم (two thirds) 5 as well, یک چهارم (a quarter) 5 too, one and four. Half a million (نیم
# میلیون) is 1000000. A year as it is spoken, nineteen eighty-four, is 103. Two hundred and fifty thousand and the
# twenty-first are right in both.
# Who is hurt: "a majority of two-thirds" is what decides in the Assembly; 5 stands in the table. What to do: look for words
# of fractions first, and have a person write those.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq liblingua-en-words2nums-perl=0.19-4
dpkg -x ./*.deb root
PERL5LIB="$work/root/usr/share/perl5" perl -e '
use Lingua::EN::Words2Nums;
print "$_: ", words2nums($_) // "none", "\n" for "two-thirds", "a third", "two fifths", "three quarters", "nineteen eighty-four",
  "two hundred and fifty thousand", "twenty-first";
' | tee seen.txt
diff seen.txt - <<'KNOWN'
two-thirds: 5
a third: 3
two fifths: 7
three quarters: none
nineteen eighty-four: 103
two hundred and fifty thousand: 250000
twenty-first: 21
KNOWN
npm install --silent --no-audit --no-fund @persian-tools/persian-tools@4.0.4
cat > try.mjs <<'END'
import assert from "node:assert";
import { wordsToNumber } from "@persian-tools/persian-tools";

const KNOWN = { "دو سوم": 5, "یک چهارم": 5, "نیم میلیون": 1000000, "دویست و پنجاه هزار": 250000, "هفتاد و نهم": 79 };
for (const [words, known] of Object.entries(KNOWN)) {
  const number = wordsToNumber(words);
  console.log(words, number);
  assert.strictEqual(number, known);
}
END
node try.mjs
