#!/usr/bin/env bash
set -euo pipefail
# Boundaries with their figures travel as shapefiles, whose table (dBase) gives each number a width in characters.
# pyshp 3.1.6 cuts a number that is wider than its field at the right: of 123,456,789 in eight characters it writes
# 12345678, of a billion ten million, of 12,345.67 in six characters 12345., of -12,345,678 -1234567.
# A text that is too long is cut as well, with a warning (PossibleDataLoss) that says what to do; of the number there
# is no word, by the same writer, and what was cut is a sound smaller number for every reader (dbfread 2.0.7 agrees).
# One would have guessed an error, or the asterisks that dBase itself puts where a number has no room; and that of
# the two losses the warning is for the one that nobody can see.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyshp==3.1.6 dbfread==2.0.7
venv/bin/python - <<'PY'
import warnings

import dbfread
import shapefile


def written(value, width, decimals):
    """Write one number beside a text that fits; give what two readers read and what was warned of."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with shapefile.Writer("camps", shapeType=shapefile.POINT) as writer:
            writer.field("name", "C", 10)
            writer.field("people", "N", width, decimals)
            writer.point(15, 13)
            writer.record("Camp", value)
    with shapefile.Reader("camps") as reader:
        ours = reader.record(0)["people"]
    theirs = next(iter(dbfread.DBF("camps.dbf")))["people"]
    return ours, theirs, [str(one.message) for one in told]


for value, width, decimals, cut in (
    (12_345_678, 8, 0, 12_345_678),  # fits
    (123_456_789, 8, 0, 12_345_678),
    (1_000_000_000, 8, 0, 10_000_000),
    (-12_345_678, 8, 0, -1_234_567),
    (12_345.67, 6, 2, 12_345),
):
    ours, theirs, told = written(value, width, decimals)
    print(f"{value} in {width} characters: pyshp {ours}, dbfread {theirs}, warnings {told}")
    assert ours == theirs == cut and not told

with warnings.catch_warnings(record=True) as told, shapefile.Writer("names", shapeType=shapefile.NULL) as writer:
    warnings.simplefilter("always")
    writer.field("name", "C", 10)
    writer.null()
    writer.record("Refugees of Karsk")
print("a text of 17 letters in 10:", [one.category.__name__ for one in told])
assert [one.category.__name__ for one in told] == ["PossibleDataLoss"]
PY
