#!/usr/bin/env bash
set -euo pipefail
# docx-revisions 0.1.5 reads the tracked changes of a Word file and accepts them all (accept_all), with python-docx 1.2.0.
# Guess: afterwards the file is what Word shows as "no markup": what was struck out is gone, wherever it stood.
# Seen: what was struck out in running text is gone, within cells of tables too. A ROW that was struck out (w:trPr/w:del) stays,
# with all its words, still as a proposal; so does a paragraph whose end was struck out, which Word would join to the next,
# and every change in a header. None of these is in track_changes, so the list is empty and all seems done.
# Who is hurt: the state or the name that was taken out of a table by a row goes to the printer, to pandoc and to a reader
# that shows no markup. What to do: look for w:ins, w:del, w:moveFrom and w:moveTo in all parts of the file afterwards.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx-revisions==0.1.5
venv/bin/python - <<'PY'
import re
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx_revisions import RevisionDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def deleted(number: int, text: str):
    """Give a run with *text* that was struck out."""
    return parse_xml(f'<w:del {W} w:id="{number}" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>')


draft = Document()
draft.add_paragraph("Killed ")._p.append(deleted(1, "forty"))
table = draft.add_table(2, 1)
table.cell(0, 0).paragraphs[0]._p.append(deleted(2, "withheld"))
table.cell(1, 0).text = "name of a witness"
table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="3" w:author="A"/>'))
mark = draft.add_paragraph("joined")._p.get_or_add_pPr()
mark.append(parse_xml(f'<w:rPr {W}><w:del w:id="4" w:author="A"/></w:rPr>'))
draft.add_paragraph(" with the next")
draft.sections[0].header.paragraphs[0]._p.append(deleted(5, "confidential"))
draft.save("draft.docx")

final = RevisionDocument("draft.docx")
print("listed:", [change.text for change in final.track_changes])
assert [change.text for change in final.track_changes] == ["forty", "withheld"]
final.accept_all()
final.save("final.docx")
assert RevisionDocument("final.docx").track_changes == []
with zipfile.ZipFile("final.docx") as parts:
    body = parts.read("word/document.xml").decode()
    head = next(parts.read(name).decode() for name in parts.namelist() if "header" in name)
print("left:", re.findall(r"<w:del [^>]*>", body + head))
assert "forty" not in body and "withheld" not in body
assert "name of a witness" in body and len(re.findall(r"<w:del ", body)) == 2 and "confidential" in head
PY
