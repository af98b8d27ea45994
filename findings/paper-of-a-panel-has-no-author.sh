#!/usr/bin/env bash
set -euo pipefail
# JATS is the XML in which journals and most archives of papers keep them. An author that is a body stands in
# <collab>, a source that was typed as one text in <mixed-citation>; both are everyday parts of it.
# Guess: pandoc 3.9 (pypandoc-binary 1.17), which reads JATS, takes the body as an author without a given name, and
# the typed source as its text.
# Seen: of "Panel of Experts" an empty author is left, in its place among the others, so a paper by a person and a
# panel is by that person and nobody; an editor is no author, rightly, and no editor either. The typed source is an
# entry with its key and no word in it, which is cited as nothing; nor is a body the author of a source. Labels of tables and figures go, "see Table 1" stays.
# No warning, exit 0, with --verbose neither.
# Who is hurt: whoever takes in a paper by a commission, an agency or a working group: nobody has written it.
# What to do: turn collab into a name, and mixed-citation into a note, before pandoc reads the file; count the authors.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17
venv/bin/python - <<'PY'
import json

import pypandoc

JATS = """<article xml:lang="en"><front><article-meta><title-group><article-title>Arms</article-title></title-group>
<contrib-group><contrib contrib-type="author"><collab>Panel of Experts</collab></contrib>
<contrib contrib-type="author"><name><surname>Doe</surname><given-names>Ann</given-names></name></contrib>
</contrib-group></article-meta></front><body><p>Found <xref ref-type="bibr" rid="b1">1</xref>, see Table 1.</p>
<table-wrap><label>Table 1</label><caption><p>Votes</p></caption><table><tbody><tr><td>5</td></tr></tbody></table>
</table-wrap></body><back><ref-list><ref id="b1"><mixed-citation>Security Council, Resolution 1718 (2006)
</mixed-citation></ref><ref id="b2"><element-citation publication-type="report"><collab>World Bank</collab>
<source>Poverty</source><year>2021</year></element-citation></ref></ref-list></back></article>"""

assert pypandoc.get_pandoc_version().startswith("3.9")
meta = json.loads(pypandoc.convert_text(JATS, "json", format="jats"))["meta"]


def plain(value):
    if isinstance(value, list):
        return "".join(map(plain, value))
    if value.get("t") == "Space":
        return " "
    content = value.get("c", "")
    return content if isinstance(content, str) else plain(content)


authors = [plain(author) for author in meta["author"]["c"]]
print("expected: ['Panel of Experts', 'Ann Doe']\nseen:", authors)
assert authors == ["", "Ann Doe"]
sources = json.loads(pypandoc.convert_text(JATS, "csljson", format="jats"))
print("seen, sources:", sources)
assert [sorted(source) for source in sources] == [["id", "type"], ["id", "issued", "title", "type"]]
text = pypandoc.convert_text(JATS, "plain", format="jats")
print("seen, text:", text.split("\n"))
assert text.count("Table 1") == 1 and "Security Council" not in text
PY
