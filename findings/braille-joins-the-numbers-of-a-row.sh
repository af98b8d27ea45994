#!/usr/bin/env bash
set -euo pipefail
# Unified English Braille writes a digit as a letter with a sign before the number, and a space WITHIN a number
# (1 250) as one cell that keeps the number going. liblouis 3.24.0, behind most screen readers and embossers,
# has the tables en-ueb-g1 and en-ueb-g2 for it.
# Guess: a space within a number is told by its kind (no-break, narrow) or by groups of three digits.
# Seen: any one space between any two digits is that cell. "12 15", two cells of a row, is one number of four
# digits; "in 2024 250 vessels" has the number 2024250, "on page 5 2023 was" 52023. The older tables of
# Britain and America keep the numbers apart. With two spaces, or a word or comma between them, so does UEB.
# Who is hurt: a table that is given to the embosser as lines of text reads as one long number per row.
# What to do: put at least two spaces or a dash with words between cells, and never begin behind a year
# with a figure: "in 2024, 250 vessels". Back-translate and compare the numbers.
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
see() { # table, text, braille expected of liblouis
  seen="$(braille "$1" "$2")"
  echo "$1: $2 -> $seen"
  [ "$seen" = "$3" ]
}
echo "expected: a number sign ⠼ before each of two numbers, as the older tables have it"
see en-us-g1.ctb "12 15" "⠼⠁⠃⠀⠼⠁⠑"
see en-ueb-g1.ctb "1 250" "⠼⠁⠐⠃⠑⠚"
see en-ueb-g1.ctb "12 15" "⠼⠁⠃⠐⠁⠑"
see en-ueb-g2.ctb "in 2024 250 vessels" "⠔⠀⠼⠃⠚⠃⠙⠐⠃⠑⠚⠀⠧⠑⠎⠎⠑⠇⠎"
see en-ueb-g1.ctb "page 5 2023 was" "⠏⠁⠛⠑⠀⠼⠑⠐⠃⠚⠃⠉⠀⠺⠁⠎"
see en-ueb-g1.ctb "12  15" "⠼⠁⠃⠀⠀⠼⠁⠑"
see en-ueb-g1.ctb "2024, 250" "$(braille en-ueb-g1.ctb '2024,')⠀⠼⠃⠑⠚"
