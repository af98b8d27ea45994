#!/usr/bin/env bash
set -euo pipefail
# MARC is the format of library catalogues, that of the United Nations among them: 245 is the title, with $a, the rest ($b), and the
# number and name of a part ($n, $p). pymarc 5.4.0 reads it, and a record has .title, .isbn, .publisher, .pubyear for who wants
# no numbers of fields.
# Guess: the title is all but the statement of who made it ($c); an ISBN is the whole of it, with or without hyphens.
# Seen: the title is $a and $b. The part is left out, so "Official records. Seventy-ninth session. Supplement No. 53" and each other
# volume of the same series have ONE title, "Official records." An ISBN that was typed with spaces is cut at the first: 978. One
# with hyphens is right. The publisher and the year keep the comma and full stop of cataloguing ("United Nations,", "2024.").
# Nothing is said; a record without parts is right.
# Who is hurt: a list of sources names a hundred volumes alike, and joining by title makes one of them. What to do: put $a, $b, $n
# and $p together in the order of the record (format_field gives them, with $c), and look at .isbn's length.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pymarc==5.4.0
venv/bin/python - <<'PY'
from pymarc import Field, Indicators, MARCReader, Record, Subfield


def record(part, isbn):
    made = Record(force_utf8=True)
    for tag, marks, pieces in (
        ("020", "  ", [("a", isbn)]),
        ("245", "00", [("a", "Official records."), ("n", "Seventy-ninth session."), ("p", f"Supplement No. {part} /"), ("c", "UN.")]),
        ("264", " 1", [("a", "New York :"), ("b", "United Nations,"), ("c", "2024.")]),
    ):
        made.add_field(Field(tag, Indicators(*marks), [Subfield(*piece) for piece in pieces]))
    (read,) = MARCReader(made.as_marc())
    return read


one, two = record(1, "978 92 1 100000 5"), record(53, "978-92-1-100000-5")
for read in (one, two):
    print(read["245"].format_field(), "->", read.title, read.isbn, read.publisher, read.pubyear)
assert one.title == two.title == "Official records."
assert one["245"].format_field() == "Official records. Seventy-ninth session. Supplement No. 1 / UN."
assert one.isbn == "978" and two.isbn == "9789211000005"
assert one.publisher == "United Nations," and one.pubyear == "2024."
PY
