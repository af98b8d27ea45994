#!/usr/bin/env bash
set -euo pipefail
# markdown-it-py 4.3.0 (its typographer, behind MyST, Jupyter Book and, as markdown-it on npm, many editors) and textile 4.0.4
# mend the typography of a text: dashes, quotation marks, an ellipsis.
# Guess: (c) is a copyright sign where one can stand, before a year or a name: "(c) 2024 Example".
# Seen: it is one everywhere. Articles and resolutions are cited by paragraphs in brackets, (a), (b), (c): "Article 15(c)" is
# "Article 15©", "paragraphs 5 (a), (b) and (c)" end in ©, subparagraph (r) is ® and (C) of an annex ©. (a), (b) and (p) are
# left alone, so a list of four has one sign in it. Textile does it for brackets of the form [C] too, sets an em dash into
# 2019--2024, and strikes out what stands between an arrow and the next: "-> <-".
# Who is hurt: a citation of a treaty names a paragraph that does not exist, in text that was right as it was typed; a search for
# "15(c)" does not find it. What to do: switch "replacements" off and keep the quotation marks, or write
# (c&#41; in such texts.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet markdown-it-py==4.3.0 textile==4.0.4
venv/bin/python - <<'PY'
import textile
from markdown_it import MarkdownIt

KNOWN = {
    "Article 15(c) of the Covenant": "Article 15© of the Covenant",
    "paragraphs 5 (a), (b) and (c)": "paragraphs 5 (a), (b) and ©",
    "Annex IV(C), section (r)": "Annex IV©, section ®",
    "Article 6(p)": "Article 6(p)",
}
press = MarkdownIt("commonmark", {"typographer": True}).enable(["replacements", "smartquotes"])
for typed, known in KNOWN.items():
    by_markdown = press.renderInline(typed)
    by_textile = textile.textile(typed).replace("&#169;", "©").replace("&#174;", "®").strip()
    print(typed, "|", by_markdown, "|", by_textile)
    assert by_markdown == known and by_textile == f"<p>{known}</p>"
assert "&#169;" in textile.textile("group [C]") and "[C]" in press.renderInline("group [C]")
assert "2019&#8212;2024" in textile.textile("2019--2024")
quotes = MarkdownIt("commonmark", {"typographer": True}).enable(["smartquotes"])
assert quotes.renderInline('"Article 15(c)"') == "“Article 15(c)”"
assert "15(c)" in press.renderInline("Article 15(c&#41;")
PY
