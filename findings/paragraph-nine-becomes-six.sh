#!/usr/bin/env bash
set -euo pipefail
# In Writer (.odt) a numbered paragraph can begin anew at a number ("Restart numbering at 9", text:start-value), and one
# can stand in a list without a number (text:list-header, made by the key Backspace), as the second paragraph of a point
# does.
# Guess: pandoc 3.9 (pypandoc-binary 1.17), which reads where a list begins from its style (5 here), reads these as
# well.
# Seen: it does not. 5, 9, a break for a heading, 10 and a paragraph without number become 5, 6, 7 and 8: point 9 is 6,
# and what had no number is a point of its own, so that all behind it move. Exit 0, no warning; each list is in good
# order.
# Who is hurt: a draft resolution or a reply to "paragraph 9" of one: whoever cites it by the copy cites another. What
# to do: before converting, end the list where text:start-value stands on an item, or write the numbers as text; compare
# the numbers of both.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17
venv/bin/python - <<'PY'
import zipfile

import pypandoc

URN = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{URN}office:1.0" xmlns:text="{URN}text:1.0" xmlns:style="{URN}style:1.0"
 office:version="1.3"><office:automatic-styles><text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="5"/>
</text:list-style></office:automatic-styles><office:body><office:text>
<text:list text:style-name="L1"><text:list-item><text:p>is five</text:p></text:list-item>
<text:list-item text:start-value="9"><text:p>is nine</text:p></text:list-item></text:list>
<text:p>Recommendations</text:p>
<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>is ten</text:p></text:list-item>
<text:list-header><text:p>has none</text:p></text:list-header></text:list>
</office:text></office:body></office:document-content>"""
with zipfile.ZipFile("draft.odt", "w") as draft:
    draft.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    draft.writestr("content.xml", CONTENT)
    draft.writestr("styles.xml", f'<office:document-styles xmlns:office="{URN}office:1.0" office:version="1.3"/>')
text = pypandoc.convert_file("draft.odt", "plain")
print(text)
points = [line.split(maxsplit=1) for line in text.splitlines() if line[:1].isdigit()]
assert points == [["5.", "is five"], ["6.", "is nine"], ["7.", "is ten"], ["8.", "has none"]]
PY
