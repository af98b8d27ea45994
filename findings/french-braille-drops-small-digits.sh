#!/usr/bin/env bash
set -euo pipefail
# CO₂, H₂O and 10⁶ are often typed with the small digits of Unicode (U+2082, U+2076), and some editors put them
# there by themselves. liblouis 3.24.0, behind most screen readers and embossers, turns text into braille.
# Guess: a sign that a table does not know is written out by its number, as it is in English and Spanish
# ('\x2082'), ugly but there.
# Seen: the French tables (fr-bfu-comp6, fr-bfu-g2) write a blank for it: CO₂ is "CO ", H₂O "H O", 10⁶ "10 ".
# ² and ³, which are older signs, are right, and № is a blank too. No warning, no mark.
# Who is hurt: a reader of French braille for whom a million is ten, and carbon dioxide carbon monoxide.
# What to do: mark up digits as sub and sup, whose digits are ordinary ones, and replace U+2070 to U+209C and №
# by plain digits and letters in what is given to embossers.
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq liblouis-bin=3.24.0-1 liblouis-data=3.24.0-1 liblouis20=3.24.0-1
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH="$(dirname "$(find "$work/root" -name liblouis.so.20)")"
export LD_LIBRARY_PATH LOUIS_TABLEPATH="$work/root/usr/share/liblouis/tables"
root/usr/bin/lou_translate --version | head -1

braille() { printf '%s\n' "$2" | root/usr/bin/lou_translate --forward "unicode.dis,$1"; }
echo "expected: some cells for each small digit"
for table in fr-bfu-comp6.utb fr-bfu-g2.ctb; do
  for pair in "CO₂=CO" "10⁶=10" "H₂=H"; do
    seen="$(braille "$table" "${pair%%=*}")"
    without="$(braille "$table" "${pair##*=}")"
    echo "$table: ${pair%%=*} -> [$seen], ${pair##*=} -> [$without]"
    [ "${seen%⠀}" = "${without}" ] && [ "$seen" != "$without" ]
  done
done
seen="$(braille fr-bfu-comp6.utb 'km²')"
echo "fr-bfu-comp6.utb: km² -> $seen"
[ "$seen" = "⠅⠍⠈⠣" ]
seen="$(braille es-g1.ctb 'CO₂')"
echo "es-g1.ctb: CO₂ -> $seen, which says \\x2082"
[ "$seen" = "⠨⠨⠉⠕⠄⡳⠭⠆⠴⠦⠆⠄" ]
