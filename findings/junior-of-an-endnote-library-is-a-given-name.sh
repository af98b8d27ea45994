#!/usr/bin/env bash
set -euo pipefail
# EndNote writes a library as XML. A name stands there as "Family, Given, Jr."; a page, a DOI and an address in elements
# of their own; for the year anything may be typed, as "in press".
# Guess: pandoc 3.9 (pypandoc-binary 1.17), which reads this XML, gives CSL's fields.
# Seen: "Kim, Min, Jr." has the given name "Jr." and the suffix "Min" (BibTeX has them in that order, EndNote has not).
# The pages go into a field "pages", which CSL has not ("page" is its name), so no note ever prints them; the DOI and the
# address are left out. "in press" becomes the year 0. Nothing is said. Of RIS the name is read in the same wrong order, the rest rightly.
# Who is hurt: every source that comes from EndNote loses its pages and its DOI at once, where RIS from the same
# library keeps them, so who tried one source sees names and titles, and is content.
# What to do: let EndNote write RIS, or rename "pages" and look for the year 0 after reading.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17
venv/bin/python - <<'PY'
import json

import pypandoc

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record><rec-number>1</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors><author>Kim, Min, Jr.</author></authors>
</contributors><titles><title>Sanctions</title><secondary-title>Law</secondary-title></titles><pages>12-19</pages>
<dates><year>in press</year></dates><urls><related-urls><url>https://example.org/1</url></related-urls></urls>
<electronic-resource-num>10.5555/1</electronic-resource-num></record></records></xml>"""
RIS = """TY  - JOUR
AU  - Kim, Min, Jr.
TI  - Sanctions
SP  - 12
EP  - 19
DO  - 10.5555/1
UR  - https://example.org/1
ER  -
"""

assert pypandoc.get_pandoc_version().startswith("3.9")
(source,) = json.loads(pypandoc.convert_text(ENDNOTE, "csljson", format="endnotexml"))
print("expected: given Min, suffix Jr., page 12-19, a DOI, an URL, no year\nseen:", source)
assert source["author"] == [{"family": "Kim", "given": "Jr.", "suffix": "Min"}]
assert source["pages"] == "12-19" and "page" not in source
assert source["issued"]["date-parts"] == [[0]]
assert "DOI" not in source and "URL" not in source
(by_ris,) = json.loads(pypandoc.convert_text(RIS, "csljson", format="ris"))
print("seen, the same source by RIS:", by_ris)
assert by_ris["page"] == "12-19" and by_ris["DOI"] == "10.5555/1" and by_ris["URL"] == "https://example.org/1"
PY
