#!/usr/bin/env bash
set -euo pipefail
# A list to choose from in a form of Word (FORMDROPDOWN) is a field whose result has no
# text: the chosen entry is a number, w:ddList/w:result, beside the entries at the
# beginning of the field. Word shows the entry as part of the sentence and prints it.
# pandoc 3.9, mammoth 1.13.0 and python-docx 1.2.0 give the sentence without it, and say
# nothing: of two files that say the opposite they make the same text. The text of the
# third kind of form field (FORMTEXT) they keep, for it stands in the result.
# One would have guessed that what Word prints is text for whoever reads the file.
# Before converting, write the entry, and the box of FORMCHECKBOX, into the result.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import zipfile

import docx
import mammoth
import pypandoc

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code, data, result=""):
    def sign(kind, inner=""):
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    form = f"<w:ffData><w:enabled/>{data}</w:ffData>"
    return sign("begin", form) + instruction + sign("separate") + result + sign("end")


def write(name, chosen):
    entries = '<w:listEntry w:val="in favour"/><w:listEntry w:val="against"/>'
    listed = field("FORMDROPDOWN", f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>')
    typed = field("FORMTEXT", "<w:textInput/>", run("of Geneva"))
    body = f"<w:p>{run('The mission ')}{typed}{run(' voted ')}{listed}{run('.')}</w:p>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    with zipfile.ZipFile(name, "w") as file:
        for part, text in parts.items():
            file.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def readings(name):
    options = ["--wrap=none"]
    return {
        "pandoc": pypandoc.convert_file(name, "plain", format="docx", extra_args=options).strip(),
        "mammoth": mammoth.extract_raw_text(name).value.strip(),
        "python-docx": docx.Document(name).paragraphs[0].text,
    }


print("pandoc", pypandoc.get_pandoc_version())
assert pypandoc.get_pandoc_version().startswith("3.9")
write("for.docx", 0)
write("against.docx", 1)
seen = {name: readings(name) for name in ("for.docx", "against.docx")}
for name, texts in seen.items():
    for reader, text in texts.items():
        print(f"{name:<13} {reader:<12} {text!r}")
for texts in seen.values():
    assert set(texts.values()) == {"The mission of Geneva voted ."}, texts
print(mammoth.extract_raw_text("against.docx").messages)
assert not mammoth.extract_raw_text("against.docx").messages
PY
