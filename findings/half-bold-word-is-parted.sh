#!/usr/bin/env bash
set -euo pipefail
# html2text 2025.4.15 (PyPI), with which mails and web pages are turned into Markdown.
# Guess: a word of which some letters are bold or slanted, as editors make them by a hand that slips, and as
# "<i>Journal</i>s" or "Kilo<b>watt</b>stunde" are meant, keeps its letters together, as in pandoc.
# Seen: a blank is put behind the marks, and stays when the Markdown is read: "Kilowatt stunde", "un certain".
# A number of which a digit within is bold becomes two: "67 0". No warning, no option.
# Who is hurt: whoever quotes the text or counts its words, and whoever looks a name up in it.
# What to do: turn HTML into Markdown by pandoc; or unwrap <b>, <i>, <em>, <strong> that begin or end within a
# word before html2text reads the page.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet html2text==2025.4.15 markdown-it-py==4.0.0 pypandoc-binary==1.17
cat >it.py <<'PY'
import re

import html2text
import pypandoc
from markdown_it import MarkdownIt

PAGE = "<p>Eine Kilo<b>watt</b>stunde, <i>un</i>certain, 6<b>7</b>0 people.</p>"


def words_of(markdown: str) -> str:
    return re.sub("<[^<>]*>", "", MarkdownIt().render(markdown)).strip()


seen = words_of(html2text.html2text(PAGE))
sound = words_of(pypandoc.convert_text(PAGE, "commonmark", format="html", extra_args=["--wrap=none"]))
print("expected, and what pandoc gives:", sound)
print("seen:", seen)
assert sound == "Eine Kilowattstunde, uncertain, 670 people."
assert seen == "Eine Kilowatt stunde, un certain, 67 0 people."
PY
env/bin/python it.py
