#!/usr/bin/env bash
set -euo pipefail
# WeasyPrint 70.0 mirrors a flex box with `flex-wrap: wrap` and a `column-gap` in text that is read from the right,
# and one row of it is right. Of several rows each second one is not: its gaps are taken off and not added, so that
# its boxes lie over each other by the gap. Two columns of 90 px with a gap of 20 begin at 110 and 0 in the first row
# and at 110 and 40 in the second: words of both are printed over each other, and nothing is logged. From the left
# all rows are right, and without a gap they are in both directions.
# One would have guessed that what is right for the first row is right for each: the sign of the gap is turned over
# once a row, in a variable that all rows share.
# Seen here: left edges 110, 0 | 110, 40 | 110, 0 from the right; 0, 110 in each row from the left.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0
venv/bin/python - <<'PY'
import logging

from weasyprint import HTML

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def lefts(direction, gap):
    html = HTML(string=f"""<html dir="{direction}"><style>
        @page {{ size: 200px 300px; margin: 0 }} body {{ margin: 0; direction: {direction} }}
        ul {{ display: flex; flex-wrap: wrap; column-gap: {gap}px; margin: 0; padding: 0; list-style: none }}
        li {{ flex: none; width: 90px; height: 20px }}</style><ul>{"<li></li>" * 6}</ul>""")
    (page,) = html.render().pages
    items = [box for box in page._page_box.descendants() if box.element_tag == "li"]
    return [tuple(round(one.position_x) for one in items[n : n + 2]) for n in (0, 2, 4)]


seen = {(direction, gap): lefts(direction, gap) for direction in ("ltr", "rtl") for gap in (20, 0)}
for (direction, gap), rows in seen.items():
    print(f"{direction}, a gap of {gap} px: left edges {rows}")
assert seen["ltr", 20] == [(0, 110)] * 3
assert seen["ltr", 0] == [(0, 90)] * 3
assert seen["rtl", 0] == [(110, 20)] * 3
assert seen["rtl", 20] == [(110, 0), (110, 40), (110, 0)]
PY
