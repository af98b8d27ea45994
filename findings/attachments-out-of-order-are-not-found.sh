#!/usr/bin/env bash
# WeasyPrint 70.0 writes the names of attached files into the PDF in the order in which they were
# given. The names of a PDF's name tree have to be sorted, because readers look them up by halving.
# Guess: the order of attachments is a matter of taste; a file that is listed can be taken out.
# Seen: with votes.csv given before annex.csv, qpdf 11.3 lists both and then says of either that it is
# not found. qpdf --check finds no fault. In the order of the alphabet both come out.
# Who is hurt: a script that takes the data out of a published brief by name works until somebody
# adds a file or renames one, then a file that everybody can see in the list "does not exist".
# What to do: sort attachments by name before they are given to WeasyPrint, and test that each one
# can be taken out by its name with qpdf, which does not mend the file first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

qpdf --version | sed -n 1p
[ "$(qpdf --version | sed -n 1p)" = "qpdf version 11.3.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile weasyprint==70.0

cat > print.py <<'PY'
import sys

from weasyprint import HTML, Attachment, __version__

print("WeasyPrint", __version__, *sys.argv[1:])
path, *names = sys.argv[1:]
HTML(string="<html lang=en><title>Brief</title><h1>Brief</h1>").write_pdf(
    path, attachments=[Attachment(string=f"inside {name}", name=name) for name in names]
)
PY
env/bin/python print.py given.pdf votes.csv annex.csv
env/bin/python print.py sorted.pdf annex.csv votes.csv

qpdf --check given.pdf | tail -2
for name in annex.csv votes.csv; do
  qpdf --list-attachments given.pdf | grep "^$name "
  [ "$(qpdf --show-attachment="$name" sorted.pdf)" = "inside $name" ]
  echo "expected: inside $name"
  said=$(qpdf --show-attachment="$name" given.pdf 2>&1) && exit 1
  echo "seen:     $(sed -n 1p <<< "$said" | tr -d '\n')"
  grep -q "attachment $name not found" <<< "$said"
done
