#!/usr/bin/env bash
set -euo pipefail
# LibreOffice Writer can hide a section (Format > Sections > Hide): a part for colleagues, or
# the other language of a letter. In the .odt file that is text:display="none"; nothing of it is
# shown or printed. A field (date, variable, text that depends on a condition, a reading above a
# Chinese or Japanese word, a numbered paragraph, a text box) holds what Writer shows in its element.
# pandoc 3.9 does the opposite with both: it prints the hidden section like any other, and drops the
# words of most fields, of ruby (base and reading), of numbered paragraphs and of text boxes, without
# a warning. Cross-references, sequences and spans are kept.
# One would have guessed that what is hidden stays hidden and that each field gives the words it shows.
# odfpy 1.4.1's text of a document has everything: also deleted words of tracked changes, and comments.
# Whoever takes in an .odt has to drop hidden sections, and unwrap the fields, in the XML first.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 odfpy==1.4.1
venv/bin/python - <<'PY'
import zipfile

import pypandoc
from odf import teletype
from odf.opendocument import load

print("pandoc", pypandoc.get_pandoc_version(), "| odfpy 1.4.1")
assert pypandoc.get_pandoc_version().startswith("3.9")
SPACE = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
KIND = "application/vnd.oasis.opendocument.text"
CHANGE = ("<office:change-info><dc:creator>An Editor</dc:creator><dc:date>2024-05-01T00:00:00</dc:date>"
          "</office:change-info>")
CASES = {  # name: (what stands in the document, the word that is looked for, does Writer show it)
    "hidden section": ('<text:section text:name="s" text:display="none"><text:p>secretly</text:p></text:section>',
                       "secretly", False),
    "deleted words": (f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion>{CHANGE}'
                      '<text:p>crossed</text:p></text:deletion></text:changed-region></text:tracked-changes>'
                      '<text:p>kept <text:change text:change-id="c"/></text:p>', "crossed", False),
    "comment": ('<text:p>kept<office:annotation><dc:creator>A Reader</dc:creator><text:p>remark</text:p>'
                '</office:annotation></text:p>', "remark", False),
    "cross-reference": ('<text:p>see <text:bookmark-ref text:ref-name="t">Table 4</text:bookmark-ref></text:p>',
                        "Table 4", True),
    "sequence": ('<text:p>Table <text:sequence text:name="T">17</text:sequence></text:p>', "17", True),
    "date": ('<text:p>Geneva, <text:date text:fixed="true">1 May</text:date></text:p>', "1 May", True),
    "variable": ('<text:p><text:variable-set text:name="n" office:value-type="string">670</text:variable-set>'
                 ' people</text:p>', "670", True),
    "condition": ('<text:p><text:conditional-text text:condition="true" text:string-value-if-true="Draft" '
                  'text:string-value-if-false="">Draft</text:conditional-text></text:p>', "Draft", True),
    "ruby": ('<text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>Tokyo</text:ruby-text>'
             '</text:ruby></text:p>', "東京", True),
    "numbered": ('<text:numbered-paragraph><text:p>Decides</text:p></text:numbered-paragraph>', "Decides", True),
    "text box": ('<text:p><draw:frame><draw:text-box><text:p>Key point</text:p></draw:text-box></draw:frame>'
                 'Rest.</text:p>', "Key point", True),
}
m = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
wrong = {}
for name, (body, word, is_shown) in CASES.items():
    with zipfile.ZipFile("it.odt", "w") as file:
        file.writestr("mimetype", KIND)
        file.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{m}"><m:file-entry m:full-path="/" '
                      f'm:media-type="{KIND}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
                      '</m:manifest>')
        file.writestr("styles.xml", f"<office:document-styles {SPACE}><office:styles/></office:document-styles>")
        file.writestr("content.xml", f"<office:document-content {SPACE}><office:automatic-styles/><office:body>"
                      f"<office:text>{body}</office:text></office:body></office:document-content>")
    has = {"pandoc": word in pypandoc.convert_file("it.odt", "plain", extra_args=["--wrap=none"]),
           "odfpy": word in teletype.extractText(load("it.odt").text)}
    print(f"{name:16} Writer {is_shown!s:6} pandoc {has['pandoc']!s:6} odfpy {has['odfpy']!s:6}")
    for reader, it_has in has.items():
        if it_has != is_shown:
            wrong.setdefault(reader, []).append(name)
print(wrong)
assert wrong == {
    "pandoc": ["hidden section", "date", "variable", "condition", "ruby", "numbered", "text box"],
    "odfpy": ["hidden section", "deleted words", "comment"],
}
PY
