#!/usr/bin/env bash
set -euo pipefail
# markdownify 1.2.3 (PyPI; MarkItDown makes Markdown of Word files and web pages with it) and Markdown 3.10.
# Guess: it escapes what Markdown would read as a mark, as it does `2 * 3` and `snake_case`; so a paragraph that
# begins with a date of German, Czech or Norwegian, "3. Mai 2024 …", is a paragraph again when it is read.
# Seen: the point is not escaped. The paragraph becomes a list, and Python-Markdown, which begins every list
# with 1, prints "1. Mai 2024": the day is another one. "1998. The war ended." loses its year in the same way.
# pandoc and mammoth write `3\.`.
# Who is hurt: readers of a chronicle, whose events have all moved to the first of their month.
# What to do: put a backslash before the point of each line that begins with a number, before it is read.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet markdownify==1.2.3 Markdown==3.10 pypandoc-binary==1.17
cat >it.py <<'PY'
import markdown
import pypandoc
from markdownify import markdownify

PAGE = "<p>3. Mai 2024: Der Damm bricht.</p><p>1998. The war ended; 2 * 3 * 4 and a_b_c.</p>"
written = markdownify(PAGE)
print("markdownify 1.2.3 writes:", repr(written))
assert r"2 \* 3" in written and r"a\_b\_c" in written
assert written.startswith("3. Mai")
html = markdown.markdown(written)
print("expected: two paragraphs; seen:", html.replace("\n", ""))
assert "<ol>" in html and "start" not in html
assert "3. Mai" not in html and "1998" not in html
sound = pypandoc.convert_text(PAGE, "commonmark", format="html")
print("pandoc writes:", repr(sound))
assert "3\\. Mai" in sound
PY
env/bin/python it.py
