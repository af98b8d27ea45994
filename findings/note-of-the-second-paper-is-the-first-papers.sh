#!/usr/bin/env bash
set -euo pipefail
# docx-merger 1.2.2 (npm) puts Word files together, in Node and in the browser. In a Word file a note at the foot is called by a
# number, and its text lies in another part, footnotes.xml; every file counts from its own first note.
# Guess: notes are counted on, or are lost; Word says so when it opens the file, or there is an error.
# Seen: the calls are kept with their old numbers and the notes of the first file alone are there. So the second paper's first note
# is the FIRST paper's first note: its claim has the source of another one, in a sound file that Word opens without a word. A note
# for which the first paper has no number leads nowhere. docxcompose 2.2.0 (PyPI) numbers anew and has both texts.
# Who is hurt: a pack of papers in which a claim is attributed to a source that never said so; pictures and styles are right, so
# who leafs through it sees nothing. What to do: compare w:footnoteReference with footnotes.xml after joining, or use docxcompose.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund docx-merger@1.2.2
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 docxcompose==2.2.0
cat > papers.py <<'PY'
"""Write two papers with a note each; join them by docxcompose."""

import zipfile

from docx import Document
from docxcompose.composer import Composer

OPEN = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="%s">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>%s</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def write(name, claim, source):
    document = Document()
    document.add_paragraph("CLAIM")
    document.save(name)
    with zipfile.ZipFile(name) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    call = b'<w:r><w:t>%s</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>' % claim.encode()
    put = {
        "word/document.xml": (b"<w:r><w:t>CLAIM</w:t></w:r>", call),
        "[Content_Types].xml": (b"</Types>", b'<Override PartName="/word/footnotes.xml" ContentType="%s"/></Types>' % OPEN.encode()),
        "word/_rels/document.xml.rels": (
            b"</Relationships>", b'<Relationship Id="rIdN" Type="%s" Target="footnotes.xml"/></Relationships>' % KIND.encode()),
    }
    for part, (old, new) in put.items():
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    parts["word/footnotes.xml"] = (NOTES % (WORDS, source)).encode()
    with zipfile.ZipFile(name, "w") as file:
        for part, data in parts.items():
            file.writestr(part, data)


write("one.docx", "First claim.", "Source of the first paper.")
write("two.docx", "Second claim.", "Source of the second paper.")
composer = Composer(Document("one.docx"))
composer.append(Document("two.docx"))
composer.save("composed.docx")
PY
venv/bin/python papers.py
cat > merge.cjs <<'JS'
const fs = require("fs");
const Merger = require("docx-merger");
const files = ["one.docx", "two.docx"].map((name) => fs.readFileSync(name, "binary"));
new Merger({}, files).save("nodebuffer", (data) => fs.writeFileSync("merged.docx", data));
JS
node merge.cjs
python3 - <<'PY'
import re
import zipfile


def claims(name):
    with zipfile.ZipFile(name) as file:
        document, notes = (file.read(f"word/{part}.xml").decode() for part in ("document", "footnotes"))
    sources = dict(re.findall(r'<w:footnote w:id="(\d+)">.*?<w:t>(.*?)</w:t>', notes, re.S))
    called = re.findall(r'<w:t>(\w+ claim\.)</w:t>.*?<w:footnoteReference w:id="(\d+)"', document, re.S)
    return {claim: sources.get(number) for claim, number in called}


print("docx-merger:", claims("merged.docx"))
print("docxcompose:", claims("composed.docx"))
assert claims("merged.docx") == {"First claim.": "Source of the first paper.", "Second claim.": "Source of the first paper."}
assert claims("composed.docx") == {"First claim.": "Source of the first paper.", "Second claim.": "Source of the second paper."}
PY
