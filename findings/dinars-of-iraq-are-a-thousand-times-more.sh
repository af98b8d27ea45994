#!/usr/bin/env bash
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
# Locale::Currency::Format 1.35 (Perl; liblocale-currency-format-perl of Debian 12) writes an amount as the country of its
# currency does: currency_format("EUR", 1234.5) is 1.234,50 EUR.
# Guess: where it does not know the signs of a country it takes a point, or raises an error.
# Seen: for ten currencies it knows the number of decimals but no sign to part them from the rest, and joins both without
# one: 12.5 dinars of Iraq are "12500 IQD", two and a half billion 2500000000000 IQD, a thousand times more; 1000 francs of
# the Congo (Kinshasa) are "100000 CDF", a hundred times more. The dinars of Tunisia, Algeria and Serbia, the riel, the
# manat, the lek and the ngultrum the same. Kuwait, Jordan and the euro are right. And every peso (Chile, Argentina,
# Colombia, Uruguay, Cuba) has the sign ₱, which is that of the Philippines.
# Who is hurt: a budget of aid for Kinshasa or Baghdad; nothing is said, and such sums are large anyway. What to do: write
# each currency that a paper has once, with 12.5, and read it.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq liblocale-currency-format-perl=1.35-3
dpkg -x ./*.deb root
PERL5LIB="$work/root/usr/share/perl5" perl -e '
use Locale::Currency::Format;
binmode STDOUT, ":utf8";
print currency_format("IQD", $_), "\n" for 12.5, 1000, 2500000000;
print currency_format($_, 1000), "\n" for qw(CDF TND DZD RSD KHR AZN ALL BTN BBD EUR KWD JOD);
print join(" ", map { currency_format($_, 1000, FMT_SYMBOL) } qw(CLP ARS COP UYU CUP PHP)), "\n";
' | tee seen.txt
diff seen.txt - <<'KNOWN'
12500 IQD
1000000 IQD
2500000000000 IQD
100000 CDF
1000000 TND
100000 DZD
100000 RSD
100000 KHR
100000 AZN
100000 ALL
100000 BTN
100000 BBD
1.000,00 EUR
1,000.000 KWD
1,000.000 JOD
₱1.000 ₱1.000,00 ₱1.000,00 ₱1.000,00 ₱ 1,000.00 ₱1,000.00
KNOWN
