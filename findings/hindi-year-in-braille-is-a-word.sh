#!/usr/bin/env bash
set -euo pipefail
# Braille has no figures: 2024 is the letters b j b d with a sign before them that makes figures of them (dots 3456). The
# languages of India and Nepal have digits of their own, as Hindi २०२४, and one braille for all of them.
# liblouis 3.24.0, behind most screen readers and embossers, has a table for each.
# Guess: own digits are figures as ASCII ones are, as in Arabic, Persian, Khmer and Burmese; or they are unknown signs.
# Seen: in Hindi, Nepali, Marathi, Sanskrit, Bengali, Assamese, Gujarati, Kannada and Telugu they are written without the
# sign, so 2024 is, cell by cell, the letters ba-ja-ba-da, and nobody can tell that it was a number. Typed in ASCII digits
# the same tables set the sign; Punjabi and Malayalam do so for both. In Odia 4 is besides written with the cell of 5:
# 2024 reads as 2025. No warning.
# Who is hurt: a text in Hindi that is set well reads as nonsense in braille wherever it has a number.
# What to do: write ASCII digits into what is given to embossers and screen readers, and translate a number back as a test.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq liblouis-bin=3.24.0-1 liblouis-data=3.24.0-1 liblouis20=3.24.0-1
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH="$(dirname "$(find "$work/root" -name liblouis.so.20)")"
export LD_LIBRARY_PATH LOUIS_TABLEPATH="$work/root/usr/share/liblouis/tables"
root/usr/bin/lou_translate --version | head -1

braille() { printf '%s\n' "$2" | root/usr/bin/lou_translate --forward "unicode.dis,$1" 2>/dev/null; }
echo "expected: ⠼⠃⠚⠃⠙ for each"
for pair in hi=२०२४ ne=२०२४ mr=२०२४ sa=२०२४ bn=২০২৪ as=২০২৪ gu=૨૦૨૪ kn=೨೦೨೪ te=౨౦౨౪; do
  own="$(braille "${pair%%=*}.tbl" "${pair##*=}")"
  ascii="$(braille "${pair%%=*}.tbl" 2024)"
  echo "${pair%%=*}: ${pair##*=} -> $own, 2024 -> $ascii"
  [ "$own" = "⠃⠚⠃⠙" ] && [ "$ascii" = "⠼⠃⠚⠃⠙" ]
done
word="$(braille hi.tbl बजबद)"
echo "hi: the letters बजबद -> $word"
[ "$word" = "⠃⠚⠃⠙" ]
for pair in pa=੨੦੨੪ ml=൨൦൨൪ ar-ar-g1.utb=٢٠٢٤ km-g1.utb=២០២៤; do
  table="${pair%%=*}"
  [ -f "$LOUIS_TABLEPATH/$table" ] || table="$table.tbl"
  own="$(braille "$table" "${pair##*=}")"
  echo "$table: ${pair##*=} -> $own"
  [ "$own" = "⠼⠃⠚⠃⠙" ]
done
four="$(braille or.tbl ୪)" five="$(braille or.tbl ୫)"
echo "or: ୪ (4) -> $four, ୫ (5) -> $five"
[ "$four" = "⠑" ] && [ "$five" = "⠑" ]
