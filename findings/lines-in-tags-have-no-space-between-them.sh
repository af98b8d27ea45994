#!/usr/bin/env bash
# WeasyPrint 70.0 tags every line of a paragraph as a Span of its own and leaves out the space at
# which the line was broken.
# Guess: a tagged PDF keeps the spaces between words, as the standard asks for, so that a program
# that goes by the tags need not know where the lines stood.
# Seen: the text under the tag P, put together, is "...condemned theabuses in thenorth..."; Poppler
# 22.12's tag view and pdf.js 5.6.205's tag tree show the same. veraPDF has no rule for it, and
# tools that go by place on the page (copy, search) put the space back, so nobody notices.
# Who is hurt: readers who listen by tags, and every export that goes by them (to HTML, Word, a
# database): at the end of each line two words are one, other ones after each new printing.
# What to do: set text with "white-space: pre-wrap" (after joining the lines of the source), which
# keeps the space at the end of each line, or add it to the tagged text while finishing the PDF;
# test by joining the strings under one P.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

poppler=$({ pdfinfo -v 2>&1 || true; } | sed -n 1p)
echo "$poppler"
[ "$poppler" = "pdfinfo version 22.12.0" ]

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 font-source-serif-pro==0.0.1
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205

cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getDocument } from "./node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
const words = {};
let open;
for (const item of items) {
  if (item.type === "beginMarkedContentProps") words[(open = item.id)] = "";
  else if (item.type === "endMarkedContent") open = undefined;
  else if (open && item.str) words[open] += item.str;
}
const read = (node) =>
  node.type === "content" ? words[node.id] : (node.children ?? []).map(read).join("");
console.log(read(await page.getStructTree()));
JS

cat > read.py <<'PY'
import re
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from weasyprint import HTML

print("weasyprint", version("weasyprint"))
SENTENCE = "The council condemned the abuses in the north and asked for a report within a year of the day."
folder = Path(find_spec("font_source_serif_pro").submodule_search_locations[0])
font = next(folder.rglob("SourceSerifPro-Regular.ttf")).as_uri()


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_tags(style):
    HTML(string=f"""<html lang=en><title>Brief</title><style>
    @font-face {{ font-family: House; src: url({font}) }}
    p {{ font: 10pt House; width: 30mm; {style} }}</style><p>{SENTENCE}</p>""").write_pdf(
        "brief.pdf", pdf_variant="pdf/ua-1"
    )
    lines = re.findall(r'^ +"(.*)"$', told("pdfinfo", "-struct-text", "brief.pdf"), re.M)
    assert len(lines) > 3
    return "".join(lines), told("node", "read.mjs", "brief.pdf").strip("\n")


poppler, pdfjs = by_tags("")
print("expected:       ", SENTENCE)
print("Poppler, by tag:", poppler)
print("pdf.js, by tag: ", pdfjs)
glued = "The councilcondemned theabuses in thenorth and askedfor a report withina year of the day."
assert poppler == pdfjs == glued
kept, _ = by_tags("white-space: pre-wrap")
print("with pre-wrap:  ", kept)
assert kept == SENTENCE
print("copied by place:", " ".join(told("pdftotext", "brief.pdf", "-").split()))
PY
env/bin/python read.py
