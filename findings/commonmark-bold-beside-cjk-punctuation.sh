#!/usr/bin/env bash
set -euo pipefail
# CommonMark decides by the neighbours of ** whether it may open or close, and was
# written with spaces between words in mind. Bold text that begins or ends with a
# bracket, quotation mark or colon and touches a letter, which is how Chinese,
# Japanese and Korean are written, stays plain and the asterisks are printed.
# markdown-it-py 4.3.0, mistune 3.4.0 and cmarkgfm 2025.10.22 agree on that;
# Python-Markdown 3.11.3 prints the same line in bold.
# One would have guessed that ** works alike in every language and every library.
# The preview in an editor (CommonMark) and the printed page disagree, and authors
# "mend" it with spaces that then stand in the print. Check the text of the page for
# leftover ** and _ and name the line; choose one parser for preview and print.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet Markdown==3.11.3 markdown-it-py==4.3.0 mistune==3.4.0 cmarkgfm==2025.10.22
venv/bin/python - <<'PY'
from importlib.metadata import version

import cmarkgfm
import markdown
import mistune
from markdown_it import MarkdownIt

parsers = {"Markdown": markdown.markdown, "markdown-it-py": MarkdownIt().render,
           "mistune": mistune.html, "cmarkgfm": cmarkgfm.github_flavored_markdown_to_html}
print(" | ".join(f"{name} {version(name)}" for name in parsers))
lines = ["**重要：**请看附件。", "朝鲜**（DPRK）**的报告", "これは**「重要」**です。", "**한국어(조선말)**는 중요하다.",
         "وقال **«لا»**ثم خرج"]
for line in lines:
    bold = [name for name, parse in parsers.items() if "<strong>" in parse(line)]
    stars = [name for name, parse in parsers.items() if "**" in parse(line)]
    print(f"{line}: expected bold in all; seen: bold in {bold}, asterisks printed by {stars}")
    assert bold == ["Markdown"] and stars == ["markdown-it-py", "mistune", "cmarkgfm"]
for line in ("**重要**请看附件。", "**Important:** see the annex."):
    assert all("<strong>" in parse(line) for parse in parsers.values())
print("seen: without punctuation at the edge, or with a space behind it, all four agree")
PY
