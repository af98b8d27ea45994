#!/usr/bin/env bash
set -euo pipefail
# JATS, the XML of journals, keeps a paper's translation in the same file (sub-article, article-type="translation"), so
# do SciELO and the journals of Latin America: one file, three languages, one set of sources.
# Guess: pandoc 3.9 (pypandoc-binary 1.17) reads the paper, and leaves the translation out, or parts it with its language.
# Seen: the translation's title and its text come behind the sources as words of the paper, with
# no heading and no language: an English paper ends in French. Whoever counts words, looks for sentences in common or
# has it read aloud takes it for English. A reviewer's report (article-type="reviewer-report") comes out in
# the same way, as the last words of the author. No warning, exit 0.
# What to do: take each sub-article out and read it as a file of its own.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17
venv/bin/python - <<'PY'
import pypandoc

JATS = """<article xml:lang="en"><front><article-meta><title-group><article-title>Rights</article-title></title-group>
</article-meta></front><body><sec><title>Result</title><p>Forty people returned.</p></sec></body><back><ref-list>
<ref id="b1"><element-citation publication-type="book"><source>Law</source><year>2020</year></element-citation></ref>
</ref-list></back><sub-article article-type="{kind}" xml:lang="fr"><front-stub><title-group><article-title>Droits
</article-title></title-group></front-stub><body><p>Quarante personnes sont revenues.</p></body></sub-article>
</article>"""

assert pypandoc.get_pandoc_version().startswith("3.9")
print("expected: the paper in English alone, or a part in French that says so")
for kind in ("translation", "reviewer-report"):
    html = pypandoc.convert_text(JATS.replace("{kind}", kind), "html", format="jats")
    print(f"seen, {kind}:", html.replace("\n", " "))
    assert html.index("Forty people") < html.index("Droits") < html.index("<p>Quarante personnes")
    assert "lang" not in html and html.count("<h1") == 1
PY
