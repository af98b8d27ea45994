#!/usr/bin/env bash
set -euo pipefail
# Pint 0.25.3 counts with units and turns one into another. Resolutions on oil are in barrels and in tonnes: the cap for the
# DPRK is 500,000 barrels of refined products a year, that of crude 4 million barrels or 525,000 tonnes.
# Guess: barrel, and bbl, its short form in every table of oil, are the barrel of oil, 42 gallons or 159 litres.
# Seen: both are a barrel of 31.5 gallons, 119.24 litres, which America has for other liquids. The barrel of oil is oil_bbl or
# oil_barrel. And mt, as aid and trade write the metric ton, is a thousandth of what is meant: "30 mt" of wheat are 30 kg
# (milli-metric-ton), MT is a megatesla, kt a knot; t is right.
# Who is hurt: a delivery is a quarter below the cap that it exceeds, and no error says so. What to do: write units in full and
# try each with a number that is known from elsewhere: a barrel is 0.159 cubic metres.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet Pint==0.25.3
venv/bin/python - <<'PY'
import pint

units = pint.UnitRegistry()
KNOWN = {
    "barrel": ("liter", 119.24), "bbl": ("liter", 119.24), "oil_bbl": ("liter", 158.99), "oil_barrel": ("liter", 158.99),
    "t": ("kilogram", 1000.0), "mt": ("kilogram", 1.0),
}  # fmt: skip
for name, (unit, known) in KNOWN.items():
    value = units.Quantity(1, name).to(unit).magnitude
    print(name, round(value, 2), unit)
    assert round(value, 2) == known, name
assert str(units("MT").units) == "megatesla" and str(units("kt").units) == "knot"
PY
