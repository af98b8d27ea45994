#!/usr/bin/env bash
set -euo pipefail
# Tables of statistics name a region once, in a cell that is joined over the rows of its countries (rowspan="2"). Four
# programs make plain text or Markdown of a web page, for mails, search and language models: inscriptis 2.7.6, which is
# sold on its tables, html2text 2025.4.15, markdownify 1.2.3 and, on npm, turndown 7.2.5 with turndown-plugin-gfm 1.0.2.
# Guess: Markdown has no joined cells, so below one there is an empty cell, or the region once more.
# Seen: there is no cell at all. All four put the next row's cells one column to the left: Niger is a region, and its
# figure of 2023 is its "country", that of 2024 stands under 2023. markdownify does know colspan. trafilatura 2.3.1
# leaves an empty cell there, as guessed. Nothing is said.
# Who is hurt: a row by itself is a sound one, and every second number of the table is of the wrong year. What to do:
# count the cells of each row, a joined one in each row that it covers, and fill the gaps in the HTML first.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet inscriptis==2.7.6 html2text==2025.4.15 markdownify==1.2.3
npm install --silent --no-audit --no-fund turndown@7.2.5 turndown-plugin-gfm@1.0.2
cat > table.html <<'END'
<table><thead><tr><th>Region</th><th>Country</th><th>2023</th><th>2024</th></tr></thead>
<tbody><tr><td rowspan="2">Sahel</td><td>Mali</td><td>10</td><td>20</td></tr>
<tr><td>Niger</td><td>30</td><td>40</td></tr></tbody></table>
END
cat > turn.js <<'END'
const turndown = new (require("turndown"))();
turndown.use(require("turndown-plugin-gfm").gfm);
console.log(turndown.turndown(require("fs").readFileSync("table.html", "utf8")));
END
node turn.js > turndown.txt
venv/bin/python - <<'PY'
from pathlib import Path

import html2text
import inscriptis
import markdownify

page = Path("table.html").read_text()
TEXTS = {
    "inscriptis": inscriptis.get_text(page).replace("  ", "|"),
    "html2text": html2text.html2text(page),
    "markdownify": markdownify.markdownify(page),
    "turndown": Path("turndown.txt").read_text(),
}
for name, text in TEXTS.items():
    rows = [[cell.strip() for cell in line.split("|") if cell.strip()] for line in text.splitlines()]
    niger = next(row for row in rows if "Niger" in row)
    head = next(row for row in rows if "Region" in row)
    print(f"{name}: {dict(zip(head, niger, strict=False))}")
    assert dict(zip(head, niger, strict=False)) == {"Region": "Niger", "Country": "30", "2023": "40"}
    line = next(line for line in text.splitlines() if "Niger" in line)
    assert line.lstrip("| ").startswith("Niger")
PY
