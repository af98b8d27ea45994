#!/usr/bin/env bash
set -euo pipefail
# Word has two ways to write a field (number of a table, cross-reference, document
# property). The long one is three marks in a row, the short one is a single element,
# w:fldSimple, with the shown result inside. Both are valid and mean the same, and
# programs that write .docx files like the short one. pandoc 3.9, mammoth 1.13.0 and
# python-docx 1.2.0 keep the result of the long one and drop the result of the short
# one; only mammoth has a message for it.
# One would have guessed that the shown result is text in both cases.
# "Table 3: votes" becomes "Table : votes", "see A/79/1" becomes "see".
# Unwrap every w:fldSimple in the XML (keep the runs inside) before converting.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

import docx
import mammoth
import pypandoc

print("pandoc", pypandoc.get_pandoc_version(), "| mammoth", version("mammoth"), "| python-docx", version("python-docx"))
assert pypandoc.get_pandoc_version().startswith("3.9")


def word(name, body):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    with zipfile.ZipFile(name, "w") as file:
        for part, text in parts.items():
            file.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def readings(name):
    return {
        "pandoc": pypandoc.convert_file(name, "plain", format="docx", extra_args=["--wrap=none"]).strip(),
        "mammoth": mammoth.extract_raw_text(name).value.strip(),
        "python-docx": "\n".join(p.text for p in docx.Document(name).paragraphs).strip(),
    }


def simple(instruction, result):
    return f'<w:fldSimple w:instr=" {instruction} ">{run(result)}</w:fldSimple>'


def long(instruction, result):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (mark("begin") + f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            + mark("separate") + run(result) + mark("end"))


for form, name, expected in ((long, "long.docx", "Table 3: votes, see A/79/1, page 12."),
                             (simple, "simple.docx", "Table : votes, see , page .")):
    word(name, "<w:p>" + run("Table ") + form("SEQ Table \\* ARABIC", "3") + run(": votes, see ")
         + form("DOCPROPERTY Symbol", "A/79/1") + run(", page ") + form("REF _Ref1", "12") + run(".") + "</w:p>")
    print(f"{name}: expected 'Table 3: votes, see A/79/1, page 12.'")
    for reader, text in readings(name).items():
        print(f"seen, {reader}: {text!r}")
        assert text == expected
messages = {message.message for message in mammoth.convert_to_html("simple.docx").messages}
print("seen, messages of mammoth:", messages)
assert messages == {"An unrecognised element was ignored: w:fldSimple"}
PY
