#!/usr/bin/env bash
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
# Lingua::EN::NameCase 1.21 (Perl; liblingua-en-namecase-perl of Debian 12) sets names that stand in capitals, as on lists
# of delegates and of sanctions, in the letters of prose: MCDONALD becomes McDonald, VAN DER STOEL van der Stoel.
# Guess: names of Europe are right, others get a capital and small letters.
# Seen: Xi is taken for a Roman number: "XI Jinping", and Li Vi would be "LI VI". Names with Mac of any language become
# Scottish: the first president of Mozambique is "Samora MacHel", that of Senegal "MacKy Sall". Le and Lo, family names of
# Vietnam and of West Africa, are particles: "le Duc Tho", "lo"; so are the El and La of El Salvador and La Paz. Machado,
# Macri, Macau and Macedonia are right: they are on a list, so a test with those passes.
# Who is hurt: a list of delegates; XI Jinping reads as if nothing had been done. What to do: keep a list of names of a
# paper by hand.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq liblingua-en-namecase-perl=1.21-2
dpkg -x ./*.deb root
PERL5LIB="$work/root/usr/share/perl5" perl -e '
use Lingua::EN::NameCase qw(nc);
print nc($_), "\n" for "XI JINPING", "SAMORA MACHEL", "MACKY SALL", "LE DUC THO", "LO", "EL SALVADOR", "LA PAZ", "MARIA MACHADO",
  "MAURICIO MACRI", "MACEDONIA", "VAN DER STOEL", "KIM JONG IL";
' | tee seen.txt
diff seen.txt - <<'KNOWN'
XI Jinping
Samora MacHel
MacKy Sall
le Duc Tho
lo
el Salvador
la Paz
Maria Machado
Mauricio Macri
Macedonia
van der Stoel
Kim Jong Il
KNOWN
