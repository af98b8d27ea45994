#!/usr/bin/env bash
set -euo pipefail
# html-to-docx 1.8.0 (npm) makes Word files of HTML, for editors in a browser that offer "download as Word".
# Guess: an element within a line that it does not know is set as plain words, as browsers do with any element.
# Seen: it is left out WITH ITS WORDS. <abbr>, <time>, <q>, <cite>, <small> and <kbd> are such: "The <abbr>UN</abbr> met on
# <time>3 May</time> and said <q>no</q>." is "The  met on  and said .", in good grammar until one reads it. <figcaption> goes as
# well, the caption of each figure. Bold, <mark>, <ins> and <sup> are kept, but
# a space alone between two of them is not: "2024fortycame". A list that begins with point 7 begins with 1, and
# dir="rtl" makes no right-to-left paragraph. Nothing is said.
# Who is hurt: of two texts that look alike the one that was marked up with more care loses its dates, its quotations and its
# sources. What to do: unwrap such elements before, and count the words of both.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund html-to-docx@1.8.0
cat > word.cjs <<'JS'
const fs = require("fs");
const HTML = `<p>The <abbr>UN</abbr> met on <time>3 May</time> and said <q>no</q> in <cite>A/79/1</cite>, <small>at night</small>.</p>
<p>In <b>2024</b> <mark>forty</mark> <ins>came</ins>, 10<sup>6</sup> in all.</p>
<ol start="7"><li>Release them.</li></ol><p dir="rtl">السلام</p>
<figure><figcaption>Votes by year</figcaption></figure><p>End.</p>`;
require("html-to-docx")(HTML).then((file) => fs.writeFileSync("page.docx", Buffer.from(file)));
JS
node word.cjs
python3 - <<'PY'
import re
import zipfile

with zipfile.ZipFile("page.docx") as file:
    document = file.read("word/document.xml").decode()
    numbering = file.read("word/numbering.xml").decode()
paragraphs = [
    "".join(re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", paragraph, re.S))
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", document, re.S)
]
paragraphs = [text for text in paragraphs if text.strip()]
print(*paragraphs, sep="\n")
assert paragraphs == ["The  met on  and said  in , .", "In 2024fortycame, 106 in all.", "Release them.", "السلام", "End."]
assert 'w:val="superscript"' in document
assert set(re.findall(r'<w:start w:val="(\d+)"', numbering)) == {"1"} and "startOverride" not in numbering
assert "w:bidi" not in document and "w:rtl" not in document
PY
