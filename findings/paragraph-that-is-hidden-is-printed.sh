#!/usr/bin/env bash
set -euo pipefail
# xhtml2pdf 0.2.28 (PyPI) makes PDFs of HTML, for Django above all. HTML hides an element by the attribute `hidden`: a note to
# colleagues, an answer that is not cleared, a part that a script shows later.
# Guess: it is left out, as what has display:none is; a list has the numbers that a browser shows.
# Seen: `hidden` is printed like any other text. display:none in a style is left out, so a test with that passes. And `value` of a
# point in a list is not read: points 7, 12 and 13 are 7, 8 and 9, while start="7" is. Nothing is said of either.
# Who is hurt: what was hidden goes to the readers; "see point 12" leads to no point. What to do: take the elements with `hidden`
# out before, and write numbers of points as text.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet xhtml2pdf==0.2.28 pypdfium2==5.15.2
venv/bin/python - <<'PY'
from importlib.metadata import version

import pypdfium2
from xhtml2pdf import pisa

HTML = """<html><body><p>Seen.</p><p hidden>Not cleared yet.</p><p style="display:none">By style.</p>
<ol start="7"><li>seven</li><li value="12">twelve</li><li>thirteen</li></ol></body></html>"""
with open("page.pdf", "wb") as file:
    assert not pisa.CreatePDF(HTML, dest=file).err
text = pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range()
lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
print(version("xhtml2pdf"), lines)
assert "Not cleared yet." in lines and "By style." not in lines
assert {"7. seven", "8. twelve", "9. thirteen"} <= set(lines)
PY
