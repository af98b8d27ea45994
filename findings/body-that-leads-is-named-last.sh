#!/usr/bin/env bash
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
# bibutils 7.2 (Debian 12) turns libraries of references from one format into another by way of MODS; behind many
# scripts of catalogues. A report is by a body and by persons, in the order of its title page: the first is cited.
# Guess: the order of authors is kept, or is that of the alphabet; "and others" of BibTeX means that there are more.
# Seen: in RIS (xml2ris) the persons come first and the bodies behind them, whatever the order was: a report by the
# Panel of Experts and its coordinator is by the coordinator, "van der Stoel and others" in each note. BibTeX from the
# same file (xml2bib) keeps the order. "and others" is one more body, whose name is others. And the pages of a report
# are left out; of an article they are kept.
# Who is hurt: the reference is found under a person's name in EndNote, Zotero and Mendeley, and nobody sees an error.
# What to do: compare the first author and the number of fields of each reference before and after.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq bibutils=7.2-2 libbibutils8=7.2-2
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH="$(dirname "$(find "$work/root" -name 'libbibutils.so.8')")"
export LD_LIBRARY_PATH
cat > library.bib <<'END'
@techreport{one, author={{Panel of Experts} and van der Stoel, Max and others}, title={Sanctions},
institution={United Nations}, year={2024}, pages={12--15}}
@article{two, author={{Panel of Experts} and van der Stoel, Max}, title={Grain}, journal={Aid}, year={2024}, pages={7--9}}
END
root/usr/bin/bib2xml library.bib > library.xml 2> log
root/usr/bin/xml2ris library.xml 2>> log | tr -d '\r' > library.ris
root/usr/bin/xml2bib library.xml 2>> log > back.bib
grep -E '^(TY|AU|SP|EP)' library.ris
grep -A2 'author="{Panel of Experts}' back.bib
authors="$(grep '^AU' library.ris | cut -c7- | paste -sd'|')"
[[ $authors == "van der Stoel, Max|Panel of Experts|others|van der Stoel, Max|Panel of Experts" ]]
[[ $(grep '^SP' library.ris) == "SP  - 7" ]]
[[ $(grep -c 'author="{Panel of Experts}' back.bib) == 2 ]]
