#!/usr/bin/env bash
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
# lowdown 1.0.0 and discount 2.2.7 (Debian 12) make HTML of Markdown, and typography with it: quotation marks, dashes, ½ for
# 1/2. lowdown also sets 10^6 with a raised 6.
# Guess: a half within a date, a rule or a symbol is left alone, as it is in 11/2.
# Seen: the sign is looked for on its left side only: 1/2/2024 becomes "½/2024", 3/4/2024 "¾/2024" and 1/4/2024 "¼/2024", in
# both of them. 2/1/2024 and 11/2/2024 stay, so a test with those passes; it is 1 February, 1 April and 3 April that are
# lost. lowdown raises all up to the next space: x^2; is x with a raised "2;", and 10^6^, as Pandoc writes it, a raised
# "6^".
# Who is hurt: a date of a table in the middle of others that are right; nobody can tell which day ½/2024 was. What to do:
# write dates with the month in letters, and switch this typography off.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq lowdown=1.0.0-2 discount=2.2.7-2 libmarkdown2=2.2.7-2
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH="$(dirname "$(find "$work/root" -name 'libmarkdown.so.2')")"
export LD_LIBRARY_PATH
echo 'On 1/2/2024, 3/4/2024, 1/4/2024, 2/1/2024, 11/2/2024.' > dates.md
echo 'So x^2; and 10^6^ people.' > powers.md
by_lowdown="$(root/usr/bin/lowdown -Thtml dates.md | sed 's/&#47;/\//g; s/&#189;/½/g; s/&#190;/¾/g; s/&#188;/¼/g')"
by_discount="$(root/usr/bin/markdown dates.md | sed 's/&frac12;/½/g; s/&frac34;/¾/g; s/&frac14;/¼/g')"
powers="$(root/usr/bin/lowdown -Thtml powers.md)"
printf 'lowdown: %s\ndiscount: %s\n%s\n' "$by_lowdown" "$by_discount" "$powers"
[[ $by_lowdown == "<p>On ½/2024, ¾/2024, ¼/2024, 2/1/2024, 11/2/2024.</p>" ]]
[[ $by_discount == "$by_lowdown" ]]
[[ $powers == "<p>So x<sup>2;</sup> and 10<sup>6^</sup> people.</p>" ]]
