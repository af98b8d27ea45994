#!/usr/bin/env bash
set -euo pipefail
# @iarna/rtf-to-html 1.1.0 (npm) makes HTML of RTF files: letters, mails of Outlook and texts of missions.
# Guess: a table is a table, or lines with something between the cells; raised figures are <sup>; bold is <strong>; the sign
# that RTF gives beside a letter of Unicode, for old readers, is left out.
# Seen: cells are put together with nothing between them: Chad, 12 and 7 are "Chad127", a hundred and twenty-seven, and the
# next paragraph is in the same line. 10 to the
# sixth is 106, and the text of a footnote stands in the sentence, without a mark: "peopleSee S/2024/215." A letter of
# Cyrillic written as \u1057? comes out with its question mark, "С?". Text that is hidden is printed. No error.
# Who is hurt: each table of numbers; a row without words is one long number that looks like one.
# What to do: let another program read RTF (pandoc has the table), or refuse files with \cell and \super.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @iarna/rtf-to-html@1.1.0
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17
cat > letter.rtf <<'RTF'
{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}
\pard About 10{\super 6} people{\footnote\pard See S/2024/215.} came.{\v Not cleared.}\par
\pard \u1057?\u1086?\u1074?\u1077?\u1090?\par
\trowd\cellx1000\cellx2000\cellx3000\pard\intbl Chad\cell 12\cell 7\cell\row
\pard End.\par}
RTF
cat > html.cjs <<'JS'
const fs = require("fs");
require("@iarna/rtf-to-html").fromString(fs.readFileSync("letter.rtf", "latin1"), (error, html) => {
  if (error) throw error;
  for (const [, line] of html.matchAll(/<p>(.*?)<\/p>/gs)) console.log(line);
});
JS
node html.cjs | tee seen.txt
diff seen.txt - <<'KNOWN'
About 106 peopleSee S/2024/215. came.Not cleared.
С?о?в?е?т?
Chad127End.
KNOWN
venv/bin/python - <<'PY'
import pypandoc  # that the file is sound: another reader has the cells, the raised figure and the letters

html = pypandoc.convert_file("letter.rtf", "html", format="rtf")
print(html)
assert "10<sup>6</sup>" in html and "Совет" in html and "Chad127" not in html
PY
