#!/usr/bin/env bash
set -euo pipefail
# Where text of the other direction stands in a paragraph, Word can wrap it in w:dir
# (an embedding) or w:bdo (an override), the elements of ISO/IEC 29500 for what HTML
# writes as dir="rtl" and bdo. pandoc 3.9, mammoth 1.13.0 and python-docx 1.2.0 do not
# know either element and drop it with all the text inside. Only mammoth has a message
# for it, among many harmless ones of the same kind.
# One would have guessed that the direction may be lost and the words stay.
# An English sentence loses its Arabic name, an Arabic one its document symbol: the
# very words for which somebody took care of the direction.
# Unwrap w:dir and w:bdo in the XML before converting, and put the direction onto the
# runs (w:rtl) if it is to be kept. Compare the words before and after.
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


word("direction.docx", "<w:p>" + run("The paper ") + '<w:dir w:val="rtl">' + run("تقرير", "<w:rtl/>") + "</w:dir>"
     + run(" has the symbol ") + '<w:bdo w:val="ltr">' + run("A/79/1") + "</w:bdo>" + run(".") + "</w:p>")
print("expected: The paper تقرير has the symbol A/79/1.")
for reader, text in readings("direction.docx").items():
    print(f"seen, {reader}: {text!r}")
    assert "تقرير" not in text and "A/79/1" not in text
    assert " ".join(text.split()) == "The paper has the symbol ."
messages = [message.message for message in mammoth.convert_to_html("direction.docx").messages]
print("seen, messages of mammoth:", messages)
assert messages == [f"An unrecognised element was ignored: w:{name}" for name in ("dir", "bdo")]
PY
