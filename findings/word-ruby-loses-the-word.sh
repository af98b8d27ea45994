#!/usr/bin/env bash
set -euo pipefail
# East Asian authors put a reading above a word (furigana, pinyin; Word's "Phonetic
# Guide"), most often above names of persons and places that readers cannot know. In
# the file the word itself sits inside w:ruby. pandoc 3.9, mammoth 1.13.0 and
# python-docx 1.2.0 drop the whole element, the word as well as its reading. Only
# mammoth has a message for it, among many harmless ones of the same kind.
# One would have guessed that the reading may be lost and the word stays.
# The name is missing from the sentence, and the sentence still looks well formed.
# Replace each w:ruby by the runs of its w:rubyBase (and keep w:rt for HTML ruby)
# in the XML before any of these libraries reads the file.
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


ruby = ("<w:r><w:ruby><w:rubyPr><w:lid w:val=\"ja-JP\"/></w:rubyPr><w:rt>" + run("とうきょう") + "</w:rt>"
        "<w:rubyBase>" + run("東京") + "</w:rubyBase></w:ruby></w:r>")
word("ruby.docx", "<w:p>" + run("会議は") + ruby + run("で開かれた。") + "</w:p>")
print("expected: 会議は東京で開かれた。")
for reader, text in readings("ruby.docx").items():
    print(f"seen, {reader}:", text)
    assert text == "会議はで開かれた。"
messages = mammoth.convert_to_html("ruby.docx").messages
print("seen, messages of mammoth:", [message.message for message in messages])
assert [message.message for message in messages] == ["An unrecognised element was ignored: w:ruby"]
PY
