#!/usr/bin/env bash
set -euo pipefail
# trafilatura 2.3.1 takes the text out of web pages, for corpora, archives and language models. <time> marks a date in
# HTML, within a sentence as well, so that machines know which one is meant; news sites and ministries set it.
# Guess: menus and buttons are left out, words of a sentence never; that a machine can read the date makes it safer.
# Seen: <time> is left out with its words, wherever it stands: "The Council met on and heard three speakers. It meets
# again on ." in text, Markdown and XML, with favor_recall as well. <output> goes too; <abbr>, <data> and <cite> keep
# theirs. And a list that begins with point 3 begins with 1 in Markdown. Nothing is said.
# Who is hurt: of two pages that look alike the one that was made with more care loses its dates; a chronology made from
# such texts has gaps, and a summary by a machine fills them. What to do: unwrap <time> in the HTML before it is read.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet trafilatura==2.3.1 lxml_html_clean==0.4.6
venv/bin/python - <<'PY'
import trafilatura

PAGE = """<html><body><article><h1>Grain</h1><p>The <abbr>UN</abbr> met on {} and heard three speakers on the harvest of
the year, as it had in the year before that one. It meets again on {}.</p><p>It closed with a vote on the text
of the resolution, and nothing else was said on that day by any member.</p>
<ol start="3"><li>Third point of it all</li><li>Fourth point of it all</li></ol></article></body></html>"""
plain = trafilatura.extract(PAGE.format("5 May 2024", "3 December"))
assert "met on 5 May 2024 and" in plain and "again on 3 December." in plain
marked = PAGE.format('<time datetime="2024-05-05">5 May 2024</time>', '<time datetime="2026-12-03">3 December</time>')
for options in ({}, {"favor_recall": True}, {"output_format": "markdown"}, {"output_format": "xml"}):
    text = " ".join(trafilatura.extract(marked, **options).split())
    print(options, text[text.index("The UN") :][:140])
    assert "The UN met on and heard" in text and "2024" not in text and "December" not in text
markdown = trafilatura.extract(marked, output_format="markdown")
assert "1. Third point" in markdown
PY
