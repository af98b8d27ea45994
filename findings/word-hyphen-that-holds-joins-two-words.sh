#!/usr/bin/env bash
set -euo pipefail
# Word has a hyphen at which no line ends (Ctrl+Shift+_). It is no letter: it is an element of its
# own, w:noBreakHyphen, between two pieces of text. Case numbers, symbols and names have it.
# Guess: whoever reads the text of a .docx gets a hyphen there, plain or U+2011.
# Seen: docx2txt 0.9 and docx2python 3.7.1 give nothing, "C594/18" for C-594/18 and "CoxBazar" for
# Cox-Bazar; python-docx 1.2.0 gives "-", pandoc 3.9 and mammoth 1.13.0 U+2011, which most text
# fonts do not have: their readers see a box.
# Who is hurt: a case is looked up under another number; a search for a name finds nothing.
# What to do: compare what was read with the elements of w:r; set U+2011 as a plain hyphen between
# two word joiners (U+2060), which every font can print and no line ends at.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 mammoth==1.13.0 \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1
cat > it.py <<'PY'
import zipfile
from importlib.metadata import version

import docx
import docx2python
import docx2txt
import mammoth
import pypandoc

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RUN = "<w:r><w:t>Case C</w:t><w:noBreakHyphen/><w:t>594/18 of Cox</w:t><w:noBreakHyphen/><w:t>Bazar</w:t></w:r>"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p>{RUN}</w:p><w:sectPr/></w:body></w:document>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>',
}
with zipfile.ZipFile("it.docx", "w") as file:
    for part, text in PARTS.items():
        file.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
print("pandoc", pypandoc.get_pandoc_version())
for name in ("mammoth", "python-docx", "docx2txt", "docx2python"):
    print(name, version(name))
seen = {
    "docx2txt": docx2txt.process("it.docx").strip(),
    "docx2python": docx2python.docx2python("it.docx").text.strip(),
    "python-docx": docx.Document("it.docx").paragraphs[0].text,
    "pandoc": pypandoc.convert_file("it.docx", "plain", format="docx").strip(),
    "mammoth": mammoth.extract_raw_text("it.docx").value.strip(),
}
print("expected: 'Case C-594/18 of Cox-Bazar', with any hyphen")
for name, text in seen.items():
    print(f"seen, {name}: {ascii(text)}")
assert seen["docx2txt"] == "Case C594/18 of CoxBazar"
assert seen["docx2python"] == "Case C594/18 of CoxBazar"
assert seen["python-docx"] == "Case C-594/18 of Cox-Bazar"
assert seen["pandoc"] == seen["mammoth"] == "Case C\u2011594/18 of Cox\u2011Bazar"
PY
venv/bin/python it.py
