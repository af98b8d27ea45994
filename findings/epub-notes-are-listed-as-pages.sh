#!/usr/bin/env bash
set -euo pipefail
# An EPUB can list the pages of the printed edition (a nav of the type page-list), so that "see p. 4" can be
# followed on a reading device and a class or a meeting can turn to the same page.
# EbookLib 0.20 makes the list by itself, from every element that has both an id and an epub:type, whatever
# the type is: footnotes, chapters and calls of notes are "pages", named by their first words. The document
# below has one page break, page 4, and the list has four pages, of which three are none.
# Guess: it lists the elements of the type pagebreak, as its own create_pagebreak makes them.
# Whoever writes notes as the accessibility rules ask (epub:type="footnote" with an id) gets a false list and
# a nav called "Pages" in English in a document of any language.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ebooklib==0.20
venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

from ebooklib import epub
from ebooklib.utils import create_pagebreak
from lxml import etree

print("EbookLib", version("ebooklib"))
BODY = (
    '<section epub:type="chapter" id="votes">Two votes<p>The text'
    '<a epub:type="noteref" id="call-1" href="#note-1">1</a> goes on.</p>'
    f"{create_pagebreak('4', label='4')}<p>Next.</p></section>"
    '<aside epub:type="footnote" id="note-1">A note on the vote.</aside>'
)
book = epub.EpubBook()
book.set_identifier("example")
book.set_title("Note d’information")
book.set_language("fr")
text = epub.EpubHtml(title="Deux votes", file_name="text.xhtml", lang="fr", content=BODY)
for item in (text, epub.EpubNcx(), epub.EpubNav()):
    book.add_item(item)
book.toc, book.spine = [text], ["nav", text]
epub.write_epub("it.epub", book)
nav = etree.fromstring(zipfile.ZipFile("it.epub").read("EPUB/nav.xhtml"))
space = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
pages = nav.xpath("//h:nav[@epub:type='page-list']//h:a", namespaces=space)
seen = [(page.text, page.get("href")) for page in pages]
title = nav.xpath("string(//h:nav[@epub:type='page-list']/h:h2)", namespaces=space)
print(title, seen)
assert title == "Pages"
assert seen == [
    ("Two votes", "text.xhtml#votes"),
    ("1", "text.xhtml#call-1"),
    ("4", "text.xhtml#4"),
    ("A note on the vote.", "text.xhtml#note-1"),
]
PY
