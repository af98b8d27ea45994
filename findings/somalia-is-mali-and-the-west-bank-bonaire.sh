#!/usr/bin/env bash
set -euo pipefail
# countryinfo 1.0.1 (PyPI) gives the people, capital and currency of a country by its name. It forgives slips of the pen
# where RapidFuzz is installed, whoever installed it (here 3.14.6).
# Guess: a name with a slip is found, another one raises CountryNotFoundError; which packages stand beside it changes
# nothing.
# Seen: without RapidFuzz all names below raise the error. With it, which any other package may bring, the names of the
# World Bank's tables are countries, some of them others: "Somalia, Fed. Rep." and Somaliland are MALI, "West Bank and Gaza"
# is Bonaire, Sint Eustatius and Saba, "Dem. Rep. of Korea" the Congo of Kinshasa, "Korea" the North. Their regions are
# states as well: "South Asia" is South Africa, "Africa" the Central African Republic, "Arab World" the Emirates. No
# warning, no score.
# Who is hurt: a table that was refused yesterday has the people of Mali for Somalia today, as an update brought a package.
# What to do: look up by ISO code alone.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet countryinfo==1.0.1
cat > try.py <<'END'
import sys

from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError

KNOWN = {
    "Somalia, Fed. Rep.": "MLI", "Somaliland": "MLI", "West Bank and Gaza": "BES", "Dem. Rep. of Korea": "COD",
    "Korea": "PRK", "South Asia": "ZAF", "Africa": "CAF", "Arab World": "ARE", "Iran, Islamic Rep.": "IRN",
}  # fmt: skip
for name, known in KNOWN.items():
    try:
        code = CountryInfo(name).iso(3)
    except CountryNotFoundError:
        code = None
    print(f"{name}: {code}")
    assert code == (known if sys.argv[1] == "with" else None)
END
venv/bin/python try.py without
venv/bin/pip install --quiet rapidfuzz==3.14.6
venv/bin/python try.py with
