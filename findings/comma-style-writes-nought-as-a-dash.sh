#!/usr/bin/env bash
# The button "Comma style" of a spreadsheet, and its accounting formats, show 0 as a dash, and CSV
# is saved as shown: the cell is a space, a dash and three spaces.
# Guess: a dash in a column of numbers says that nothing is known, so it is read as an empty cell;
# pandas is told so with na_values=["-"], or makes NaN of it by to_numeric(errors="coerce").
# Seen: ssf 0.11.2 (the number formats of SheetJS) writes 0 as " -   " in formats 43 and 44 ("$-"
# with three spaces), " - " in 41, and 0 in 37 to 40; for pandas 3.0.0 the mean of 0, 10 and 20 is
# 15, with na_values and with to_numeric.
# Who is hurt: a month without cases or a donor who gave nothing is left out of means and lines.
# What to do: before blanks are stripped, a cell of one blank, a dash and three blanks is 0; a bare
# dash is not known.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" ssf@0.11.2
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile pandas==3.0.0

cat > save.js <<'JS'
const SSF = require("ssf");
const shown = (format) => JSON.stringify(SSF.format(format, 0));
for (const format of [37, 38, 39, 40, 41, 43, 44]) console.error(format, shown(format));
console.log("cases");
for (const cases of [0, 10, 20]) console.log(SSF.format(43, cases));
if (shown(43) !== '" -   "' || shown(44) !== '" $-   "' || shown(37) !== '"0 "') process.exit(1);
JS
node save.js > cases.csv
cat -A cases.csv

cat > read.py <<'PY'
import pandas

print("pandas", pandas.__version__)
known = pandas.read_csv("cases.csv", na_values=["-"], skipinitialspace=True)
known = known["cases"].map(lambda one: one.strip() if isinstance(one, str) else one)
means = [pandas.to_numeric(known.replace("-", None)).mean()]
plain = pandas.read_csv("cases.csv")["cases"]
means.append(pandas.to_numeric(plain, errors="coerce").mean())
print("means of 0, 10 and 20:", means)
assert means == [15, 15]
PY
env/bin/python read.py
