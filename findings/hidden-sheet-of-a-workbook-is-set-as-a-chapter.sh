#!/usr/bin/env bash
set -euo pipefail
# pandoc 3.9 (pypandoc-binary 1.17) reads workbooks (.xlsx) and makes tables of them, for reports and for language models.
# Guess: a table as it is seen: a date is a date, 45.6% is 45.6%, and what is hidden is left out, as what is hidden of a
# slide show or a page is.
# Seen: it takes the bare numbers: 26 April 2024 is 45408.0, 12:30 is 0.5208333, 45.6% is 0.456, yes is 1.0, a code that is
# shown as 004 is 4.0, and each count of people has a tenth: 1204000.0. A hidden row, a hidden column and a hidden sheet
# are set like any other, the sheet with a heading; and the address of a link is left out. No warning, exit 0.
# Who is hurt: notes to colleagues and answers not yet cleared are printed; dates cannot be told from counts.
# What to do: read the sheets with openpyxl (states, formats) and give pandoc the text of the cells.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 xlsxwriter==3.3.1
venv/bin/python - <<'PY'
import datetime

import pypandoc
import xlsxwriter

book = xlsxwriter.Workbook("votes.xlsx")
shown = book.add_worksheet("Votes")
shown.write_row(0, 0, ["Day", "Share", "Cleared", "Code", "People"])
shown.write_datetime(1, 0, datetime.datetime(2024, 4, 26), book.add_format({"num_format": "d mmmm yyyy"}))
shown.write(1, 1, 0.456, book.add_format({"num_format": "0.0%"}))
shown.write_boolean(1, 2, True)
shown.write(1, 3, 4, book.add_format({"num_format": "000"}))
shown.write(1, 4, 1204000, book.add_format({"num_format": "#,##0"}))
shown.write_row(2, 0, ["ask the ministry first"])
shown.set_row(2, None, None, {"hidden": True})
shown.write_url(3, 0, "https://example.org/1", string="annex")
hidden = book.add_worksheet("Witnesses")
hidden.hide()
hidden.write_column(0, 0, ["name", "protected"])
book.close()

assert pypandoc.get_pandoc_version().startswith("3.9")
text = pypandoc.convert_file("votes.xlsx", "markdown", format="xlsx", extra_args=["--wrap=none"])
print("expected: 26 April 2024, 45.6%, TRUE, 004, 1,204,000; nothing hidden\nseen:\n" + text)
assert all(word in text.split() for word in ("45408.0", "0.456", "1.0", "4.0", "1204000.0"))
assert "ask the ministry first" in text and "protected" in text and "## Witnesses" in text
assert "annex" in text and "example.org" not in text
PY
