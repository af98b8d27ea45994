#!/usr/bin/env bash
set -euo pipefail
# mdpo 2.1.4 takes the texts of a Markdown file into PO, for translators, and makes the file of the other language from the
# first file and the PO. Here the PO has no translations at all, so each text is its own.
# Guess: the file comes out as it went in, but for the breaks of its lines.
# Seen: a list that goes on behind a figure with 3. and 4. is 1. and 1., so points 3 and 4 of the original are 1 and 2 of the
# translation. A backslash that keeps a year at the head of a paragraph from being a list ("1998\. The war ended.") is gone,
# and the year is a list; "\# 12" becomes a heading. H~2~O is H2O. Nothing is told.
# Who is hurt: readers of two languages in one meeting, who speak of "point 3" and look at different ones.
# What to do: take a tool that puts texts back at their places in the file; compare the numbers of both files.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet mdpo==2.1.4
venv/bin/python - <<'PY'
from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown

SOURCE = """3. Free the prisoners.
4. Open the border.

1998\\. The war ended.

\\# 12 is a number.

H~2~O is short.
"""
markdown_to_pofile(SOURCE).save("empty.po")
seen = pofile_to_markdown(SOURCE, "empty.po")
print(f"expected:\n{SOURCE}\nseen:\n{seen}")
assert seen.startswith("1. Free the prisoners.\n1. Open the border.\n")
assert "\n1998. The war ended." in seen and "\n# 12 is a number." in seen
assert "\nH2O is short." in seen
PY
