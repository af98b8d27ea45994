#!/usr/bin/env bash
set -euo pipefail
# The usual guard for country codes in pandas.read_csv is converters={"iso2": str}:
# up to pandas 2 what a converter returned was left alone, so Namibia's NA stayed
# "NA". In pandas 3.1.1 the text that a converter returns is searched for missing
# values once more and Namibia is NaN again. country_converter 1.3.2, which relies
# on the guard, allows pandas 3 to be installed and then cannot be started at all
# (TypeError in re.compile); with pandas 2.2.3 it works.
# One would have guessed that a converter has the last word, as it had before.
# A row of a table, and a country of a map, goes missing after an update of pandas.
# Write keep_default_na=False beside every list of codes, and test with Namibia.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > codes.csv <<'CSV'
iso2,votes
NA,1
FR,2
CSV
cat > look.py <<'PY'
import sys
from importlib.metadata import version

import pandas as pd

print("pandas", version("pandas"), "| country_converter", version("country_converter"))
guarded = pd.read_csv("codes.csv", converters={"iso2": str})["iso2"].tolist()
explicit = pd.read_csv("codes.csv", converters={"iso2": str}, keep_default_na=False)["iso2"].tolist()
print("expected with converters: ['NA', 'FR']; seen:", guarded, "| with keep_default_na=False:", explicit)
assert explicit == ["NA", "FR"]
import country_converter
try:
    started = country_converter.CountryConverter().convert("Namibia", to="ISO2")
except TypeError as error:
    started = f"TypeError: {error}"
print("expected: country_converter knows NA; seen:", started)
if sys.argv[1] == "old":
    assert guarded == ["NA", "FR"] and started == "NA"
else:
    assert guarded[1] == "FR" and guarded[0] != guarded[0]  # NaN
    assert started.startswith("TypeError: first argument must be string")
PY
python3 -m venv venv
venv/bin/pip install --quiet country_converter==1.3.2 pandas==2.2.3
venv/bin/python look.py old
venv/bin/pip install --quiet country_converter==1.3.2 pandas==3.1.1
venv/bin/python look.py new
