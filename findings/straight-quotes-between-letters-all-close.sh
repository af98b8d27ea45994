#!/usr/bin/env bash
set -euo pipefail
# Python-Markdown 3.11.3 (smarty), smartypants 2.0.2, markdown-it-py 4.3.0 (typographer) and pandoc
# 3.9 (smart) turn the straight quotation marks of a keyboard into curly ones. Chinese and Japanese
# have no blank before a quotation, Arabic writes "and" as a letter in front of it, French an l'.
# Guess: of two straight marks in a sentence the first opens and the second closes, as in English.
# Seen: none counts; all look at the sign before the mark. Without a blank there Python-Markdown and
# smartypants close both, 说：”走吧”，再说; pandoc does so behind a letter, 和”甲”; and
# markdown-it-py leaves both straight where letters are on either side.
# Who is hurt: a Chinese brief, whose quotations begin with a mark that ends them; nothing is told.
# What to do: before such a library sees the text, set a mark that stands between two letters or
# signs yourself: it closes where one is open, else it opens.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  markdown==3.11.3 smartypants==2.0.2 markdown-it-py==4.3.0 pypandoc-binary==1.17
cat > it.py <<'PY'
import html
import re
from importlib.metadata import version

import markdown
import pypandoc
import smartypants
from markdown_it import MarkdownIt

for name in ("markdown", "smartypants", "markdown-it-py"):
    print(name, version(name))
print("pandoc", pypandoc.get_pandoc_version())
TEXTS = {'说："走吧"，再说': "说：“走吧”，再说", '和"甲"与"乙"。': "和“甲”与“乙”。", 'قال و"نعم".': "قال و“نعم”."}
smart = MarkdownIt("commonmark", {"typographer": True}).enable(["replacements", "smartquotes"])
WRITERS = {
    "Python-Markdown": lambda text: markdown.markdown(text, extensions=["smarty"]),
    "smartypants": smartypants.smartypants,
    "markdown-it-py": smart.render,
    "pandoc": lambda text: pypandoc.convert_text(text, "html", format="markdown+smart"),
}


def plain(text):
    return html.unescape(re.sub("<[^>]*>", "", text)).strip()


seen = {name: [plain(write(text)) for text in TEXTS] for name, write in WRITERS.items()}
print("expected:       ", [*TEXTS.values()])
for name, texts in seen.items():
    print(f"seen, {name}:", texts)
english = {name: plain(write('say "go", so')) for name, write in WRITERS.items()}
assert set(english.values()) == {"say “go”, so"}, english
assert seen["Python-Markdown"] == ["说：”走吧”，再说", "和”甲”与”乙”。", "قال و”نعم”."]
assert seen["smartypants"] == seen["Python-Markdown"]
assert seen["markdown-it-py"][1:] == ['和"甲"与"乙"。', 'قال و"نعم".']
assert seen["pandoc"] == ["说：“走吧”，再说", "和”甲”与”乙”。", "قال و”نعم”."]
PY
venv/bin/python it.py
