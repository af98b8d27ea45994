#!/usr/bin/env bash
set -euo pipefail
# htmldocx 0.0.6 writes a page of HTML into a Word file (with python-docx 1.2.0), for offices that want reports as
# .docx.
# Guess: each <ol> is a list of its own, and start="7" begins it at 7.
# Seen: the items have a style, "List Number", and no list: for Word all of them in the document are ONE list. Findings
# 1 and 2, a heading, and recommendations 3 and 4 in place of 1 and 2; what begins at 7 is 5. pandoc 3.9
# (pypandoc-binary 1.17) reads the file in the same way. And a quotation and a list of terms are put behind the last
# item, without a space. Nothing is said; a document with one list is right.
# Who is hurt: the text says "recommendation 1", and there is none; the reply of a ministry speaks of another number.
# What to do: let pandoc write the .docx, or give each list a w:num of its own with a start (w:startOverride), and read
# it back.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet htmldocx==0.0.6 python-docx==1.2.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import re

import pypandoc
from docx import Document
from htmldocx import HtmlToDocx

PAGE = """<h1>Findings</h1><ol><li>ships left</li><li>ships came</li></ol>
<h1>Recommendations</h1><ol><li>stop the ships</li><li>pay the crews</li></ol>
<p>Later:</p><ol start="7"><li>look again</li></ol>
<blockquote>We saw it.</blockquote><dl><dt>Aid</dt><dd>Grain</dd></dl>"""
document = Document()
HtmlToDocx().add_html_to_document(PAGE, document)
document.save("report.docx")
assert "w:numPr" not in document.element.xml
text = pypandoc.convert_file("report.docx", "plain")
numbers = re.findall(r"^(\d+)\. +(.*)$", text, re.MULTILINE)
print(*numbers, sep="\n")
assert numbers == [
    ("1", "ships left"), ("2", "ships came"), ("3", "stop the ships"), ("4", "pay the crews"),
    ("5", "look againWe saw it.AidGrain"),
]  # fmt: skip
PY
