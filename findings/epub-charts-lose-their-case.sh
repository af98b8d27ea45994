#!/usr/bin/env bash
set -euo pipefail
# EPUB 3 takes SVG within its pages, which is how a chart stays sharp and can be read aloud. Its names are
# written with capitals inside: viewBox, linearGradient, clipPath, textPath; XHTML minds the difference.
# EbookLib 0.20 reads each page with lxml's parser for HTML, which makes every name small, and writes the
# result as XHTML: viewbox, lineargradient, clippath are names of nothing. Charts are printed at a wrong
# size, gradients and clips are gone; MathML's definitionURL goes the same way.
# Nor does the manifest say that the page has SVG (properties="svg"), which EPUB 3 demands.
# Guess: what was given as XHTML comes out as it was; HTML parsers of browsers mend these names as well.
# Pictures that are files of their own (EpubItem with image/svg+xml) are left as they are.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ebooklib==0.20
venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

from ebooklib import epub
from lxml import etree

print("EbookLib", version("ebooklib"))
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="#14355e"/></linearGradient><clipPath id="c"><rect width="100" height="40"/>'
    '</clipPath></defs><rect width="100" height="40" fill="url(#g)" clip-path="url(#c)"/></svg>'
)
PAGE = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Votes</title></head><body>{CHART}</body></html>'
book = epub.EpubBook()
book.set_identifier("example")
book.set_title("Votes")
book.set_language("en")
page = epub.EpubHtml(title="Votes", file_name="text.xhtml", content=PAGE)
chart = epub.EpubItem(uid="chart", file_name="chart.svg", media_type="image/svg+xml", content=CHART.encode())
for item in (page, chart, epub.EpubNcx(), epub.EpubNav()):
    book.add_item(item)
book.spine = [page]
epub.write_epub("it.epub", book)


def names(tree):
    """Names of elements and attributes that have a capital, or had one."""
    every = [etree.QName(e).localname for e in tree.iter()] + [str(a) for e in tree.iter() for a in e.attrib]
    return {name for name in every if name.lower() in ("viewbox", "lineargradient", "clippath")}


with zipfile.ZipFile("it.epub") as file:
    inside = names(etree.fromstring(file.read("EPUB/text.xhtml")))
    alone = names(etree.fromstring(file.read("EPUB/chart.svg")))
    opf = etree.fromstring(file.read("EPUB/content.opf"))
properties = opf.xpath("string(//*[@href='text.xhtml']/@properties)")
print("in the page:", sorted(inside), "| as a file:", sorted(alone), f"| properties of the page: {properties!r}")
assert inside == {"viewbox", "lineargradient", "clippath"}
assert alone == {"viewBox", "linearGradient", "clipPath"}
assert properties == ""
PY
