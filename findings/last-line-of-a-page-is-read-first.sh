#!/usr/bin/env bash
set -euo pipefail
# pdf2json 4.1.0 (npm) takes the text out of a PDF; its getRawTextContent gives it as plain text, for search and for language
# models. fpdf2 2.8.9 writes the PDF here, from the first line to the last.
# Guess: lines come in the order of the page, from its head to its foot, as in 4.0.0.
# Seen: each page comes from its FOOT to its head: the page number, the notes, the last line, and the title at the end. Each
# line by itself is right, so a search for words finds them and a count of words agrees; what spans two lines is turned
# round ("forty people" + "were killed" is "were killed" + "forty people"). The list of its pieces (Texts), from which
# pdf2json makes the text, is in the right order, and 4.0.0 and all before it read downwards: a smaller number of the
# version changed it.
# Who is hurt: a summary that is made from the text begins with the notes; sentences across lines say something else.
# What to do: read the pieces and their places instead, and test an upgrade by two lines in order, not by words found.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet fpdf2==2.8.9
venv/bin/python - <<'PY'
from fpdf import FPDF

paper = FPDF()
paper.add_page()
paper.set_font("helvetica", size=12)
for line in ("Forty people", "were killed.", "Twelve states", "voted in favour."):
    paper.cell(0, 10, line, new_x="LMARGIN", new_y="NEXT")
paper.output("paper.pdf")
PY
cat > read.cjs <<'END'
const found = require("pdf2json");
const reader = new (found.default || found)(null, 1);
reader.on("pdfParser_dataReady", (paper) => {
  const pieces = paper.Pages[0].Texts.map((text) => decodeURIComponent(text.R[0].T));
  const lines = reader.getRawTextContent().split(/\r?\n/).filter((line) => line && !line.startsWith("-----"));
  process.stderr.write(`${lines.join(" | ")} (pieces: ${pieces.join(" | ")})\n`);
});
reader.on("pdfParser_dataError", (error) => { throw error.parserError; });
reader.loadPDF("paper.pdf");
END
for version in 4.0.0 4.1.0; do
  npm install --silent --no-audit --no-fund "pdf2json@$version"
  node read.cjs 2> "lines-$version" > /dev/null
  echo "$version: $(cat "lines-$version")"
done
down="Forty people | were killed. | Twelve states | voted in favour."
up="voted in favour. | Twelve states | were killed. | Forty people"
grep -qF "$down (pieces: $down)" lines-4.0.0
grep -qF "$up (pieces: $down)" lines-4.1.0
