#!/usr/bin/env bash
set -euo pipefail
# A .docx file can say in two ways that some words run against their paragraph: as a
# property of each run (w:rtl), or by a wrapper around the runs (w:dir for an isolated
# stretch, w:bdo for a forced order), which is what the standard offers for the bidi
# controls of Unicode and what some programs for Arabic, Hebrew and Persian write.
# pandoc 3.9, mammoth 1.13.0 and python-docx 1.2.0 drop the wrapper with every word in
# it; docx2txt 0.9 keeps the words. Only mammoth has a message for it.
# One would have guessed that a direction that is not understood is left out and the
# words stay: that is what these programs do with w:rtl.
# An English brief loses its Arabic names, an Arabic one its document symbols.
# Unwrap w:dir and w:bdo in the XML (keep the runs inside) before converting.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0 docx2txt==0.9
venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc

packages = ("mammoth", "python-docx", "docx2txt")
print("pandoc", pypandoc.get_pandoc_version(), *(f"| {name} {version(name)}" for name in packages))
assert pypandoc.get_pandoc_version().startswith("3.9")
ARABIC = "وزارة الخارجية"
FORMS = {
    "property": '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>',
    "dir": '<w:dir w:val="rtl"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:dir>',
    "bdo": '<w:bdo w:val="rtl"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:bdo>',
}


def write(name, middle):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'.format
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body><w:p>{text("Letter of the ")}{middle}'
        f'{text(" of May")}</w:p><w:sectPr/></w:body></w:document>',
    }
    with zipfile.ZipFile(name, "w") as file:
        for part, content in parts.items():
            file.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content)


seen = {}
for form, run in FORMS.items():
    name = f"{form}.docx"
    write(name, run.format(ARABIC))
    texts = {
        "pandoc": pypandoc.convert_file(name, "plain", format="docx", extra_args=["--wrap=none"]),
        "mammoth": mammoth.extract_raw_text(name).value,
        "python-docx": "\n".join(p.text for p in docx.Document(name).paragraphs),
        "docx2txt": docx2txt.process(name),
    }
    seen[form] = {reader for reader, text in texts.items() if ARABIC in text}
    for reader, text in texts.items():
        print(f"{form:9} {reader:12} {' '.join(text.split())!r}")
assert seen["property"] == {"pandoc", "mammoth", "python-docx", "docx2txt"}
assert seen["dir"] == seen["bdo"] == {"docx2txt"}
messages = {message.message for message in mammoth.convert_to_html("dir.docx").messages}
print("messages of mammoth:", messages)
assert messages == {"An unrecognised element was ignored: w:dir"}
PY
