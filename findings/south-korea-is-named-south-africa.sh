#!/usr/bin/env bash
set -euo pipefail
# iso-codes is the list of countries that Linux, and with it Python's pycountry (26.2.16), have with translations by
# volunteers, in gettext; world-countries 5.1.0 (npm) is another one, for maps. Babel 2.19.0 has the names of CLDR.
# Guess: a name that nobody has translated is the English one; what is translated may be old-fashioned.
# Seen: it may be the name of another country. Of iso-codes, in Gujarati South Korea is South Africa, and North Korea
# and North Macedonia are New Caledonia; in Kannada Mexico is Honduras, in Punjabi Cambodia Colombia, in Marathi Serbia
# Azerbaijan, in Pashto Guinea Guyana. Of world-countries, in Polish South Sudan is Sudan and Cameroon Côte d'Ivoire, in
# Hungarian Tanzania is Tajikistan, in Korean Dominica is the Dominican Republic.
# Who is hurt: two rows of a table have one name, and one country none; who checks it against English sees nothing. What
# to do: no two codes of a language may have one name; compare each with CLDR's.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pycountry==26.2.16 Babel==2.19.0
npm install --silent --no-audit --no-fund world-countries@5.1.0
venv/bin/python - <<'PY'
import gettext
import json
from pathlib import Path

import pycountry
from babel import Locale

ISO_CODES = (
    ("gu", "KR", "ZA"), ("gu", "KP", "NC"), ("gu", "MK", "NC"), ("kn", "MX", "HN"), ("pa", "KH", "CO"),
    ("mr", "RS", "AZ"), ("ps", "GN", "GY"),
)  # fmt: skip
WORLD_COUNTRIES = (("pol", "SS", "SD"), ("pol", "CM", "CI"), ("hun", "TZ", "TJ"), ("kor", "DM", "DO"))


def name_in(language, code):
    """The name that iso-codes has of a country: the translation of its everyday name."""
    country = pycountry.countries.get(alpha_2=code)
    known = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
    return known.gettext(getattr(country, "common_name", country.name))


for language, code, other in ISO_CODES:
    names = Locale(language).territories
    print(f"iso-codes, {language}: {code} is {name_in(language, code)}, as {other}; CLDR has {names[code]}, {names[other]}")
    assert name_in(language, code) in (name_in(language, other), names[other])
atlas = {country["cca2"]: country["translations"] for country in json.loads(
    Path("node_modules/world-countries/countries.json").read_text()
)}  # fmt: skip
for language, code, other in WORLD_COUNTRIES:
    name, same = (atlas[each][language]["common"] for each in (code, other))
    names = Locale.parse({"pol": "pl", "hun": "hu", "kor": "ko"}[language]).territories
    print(f"world-countries, {language}: {code} is {name}, as {other}; CLDR has {names[code]}")
    assert name.lower() in (same.lower(), names[other].lower())
PY
