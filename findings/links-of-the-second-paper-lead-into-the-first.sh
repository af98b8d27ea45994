#!/usr/bin/env bash
set -euo pipefail
# WeasyPrint 70.0 writes a link within a paper as the name of a place (#note), and the PDF has a list of such names.
# Papers by one house have the same names: note-1, sources, annex.
# pypdf 7.1.1 (PdfWriter.append), pypdfium2 5.15.2 (import_pages) and pikepdf 10.18.0 (pages.extend) put two of them
# together so that the link on the second paper's first page leads to the place of that name in the FIRST paper:
# page 3 in place of 7. No reader sees a fault, for the place is there. PyMuPDF 2.0 (insert_pdf) drops the link.
# pikepdf warns that links may not resolve, which is not what happens; its add_pages_from renames and is right.
# One would have guessed a dead link at worst.
# Who puts papers together resolves each link to its page first, or renames the places paper by paper.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 pypdf==7.1.1 pypdfium2==5.15.2 pikepdf==10.18.0 PyMuPDF==2.0
venv/bin/python - <<'PY'
import warnings

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import weasyprint

for name, filler in (("first", 1), ("second", 2)):
    page = '<p style="break-before: page">'
    text = f'<p>{name}: <a href="#note">note</a></p>' + f"{page}text</p>" * filler
    weasyprint.HTML(string=f'{text}<div id="note" style="break-before: page">Note of {name}</div>').write_pdf(
        f"{name}.pdf"
    )


def by_pypdf():
    writer = pypdf.PdfWriter()
    writer.append("first.pdf")
    writer.append("second.pdf")
    writer.write("out.pdf")


def by_pypdfium2():
    with pypdfium2.PdfDocument("first.pdf") as first, pypdfium2.PdfDocument("second.pdf") as second:
        first.import_pages(second)
        first.save("out.pdf")


def by_pikepdf_extend():
    with pikepdf.open("first.pdf") as first, pikepdf.open("second.pdf") as second, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first.pages.extend(second.pages)
        first.save("out.pdf")


def by_pikepdf_add():
    with pikepdf.open("first.pdf") as first, pikepdf.open("second.pdf") as second:
        first.add_pages_from(second)
        first.save("out.pdf")


def by_pymupdf():
    with pymupdf.open("first.pdf") as first, pymupdf.open("second.pdf") as second:
        first.insert_pdf(second)
        first.save("out.pdf")


def links():
    """Map each page with a link to the page that it leads to, from 1."""
    with pymupdf.open("out.pdf") as paper:
        return {page.number + 1: link["page"] + 1 for page in paper for link in page.get_links()}


for merge, expected in (
    (by_pypdf, {1: 3, 4: 3}),
    (by_pypdfium2, {1: 3, 4: 3}),
    (by_pikepdf_extend, {1: 3, 4: 3}),
    (by_pymupdf, {1: 3}),
    (by_pikepdf_add, {1: 3, 4: 7}),
):
    merge()
    print(merge.__name__, links())
    assert links() == expected
PY
