#!/usr/bin/env bash
set -euo pipefail
# WeasyPrint 70.0, a heading that calls a footnote: the number of the call becomes part of the heading's
# bookmark and of the running head that is made from it (string-set: content(text)). "Votes in 2024" with
# note 1 is "Votes in 20241" in the outline that readers jump by, and at the head of each page; the text of
# the note itself stays out of both.
# Guess: the call is generated content such as ::before and ::marker, which content(text) leaves out.
# A bookmark-label (and string-set) from an attribute that holds the bare words is right.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 pypdfium2==5.1.0
venv/bin/python - <<'PY'
import pypdfium2
import weasyprint

print("WeasyPrint", weasyprint.__version__)
STYLE = (
    "@page { @top-left { content: string(head) } } .note { float: footnote }"
    "h2 { string-set: head content(text) } h2::before { content: 'Part ' } h2::after { content: ' end' }"
    "h2[data-label] { string-set: head attr(data-label); bookmark-label: attr(data-label) }"
)
seen = {}
for name, attribute in (("plain", ""), ("attribute", " data-label='Votes in 2024'")):
    page = f"<style>{STYLE}</style><h2{attribute}>Votes in 2024<span class=note>A note.</span></h2>"
    weasyprint.HTML(string=page).write_pdf("it.pdf")
    document = pypdfium2.PdfDocument("it.pdf")
    lines = document[0].get_textpage().get_text_range().splitlines()
    heads = [line for line in lines if line.startswith("Votes")]  # the heading itself begins with "Part"
    seen[name] = [mark.get_title() for mark in document.get_toc()], heads
    print(f"{name:10} bookmark {seen[name][0]}, running head {heads}")
assert seen == {
    "plain": (["Votes in 20241"], ["Votes in 20241"]),
    "attribute": (["Votes in 2024"], ["Votes in 2024"]),
}
PY
