#!/usr/bin/env bash
set -euo pipefail
# pygal 3.1.3 draws maps of the world as SVG with pygal_maps_world 1.0.2: World().add("votes", {"fr": 5, …}), by the
# country codes of ISO 3166 in small letters.
# Guess: members of the United Nations are there; a code that is not is an error, as is a misspelled one.
# Seen: its list has 184 entries, and 23 of the 193 members are not among them: South Sudan, which the map's borders are
# older than, Qatar, and Fiji, Solomon Islands, Vanuatu, Samoa, Tonga, the Comoros, Barbados and other island states,
# though Mauritius and the Maldives are. A value of theirs is dropped: no shape, no mark, no message; "zz" is too.
# Who is hurt: a map of votes or ratifications leaves out just the states whose land the sea takes, and who counts the
# coloured ones has 23 too few. What to do: compare the codes of the data with pygal_maps_world.i18n.COUNTRIES, and
# print what the map does not have in a table beside it.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pygal==3.1.3 pygal_maps_world==1.0.2
venv/bin/python - <<'PY'
import re
import warnings

from pygal_maps_world.i18n import COUNTRIES
from pygal_maps_world.maps import World

MEMBERS = "ag bb bs dm fj fm gd ki km kn lc mh nr pw qa sb ss to tt tv vc vu ws".split()  # of the UN
warnings.simplefilter("error")
missing = [code for code in MEMBERS if code not in COUNTRIES]
print(len(COUNTRIES), "entries, without", len(missing), "members:", *missing)
votes = {"fj": 5, "ss": 5, "km": 5, "zz": 5, "mu": 5, "mv": 5}
chart = World()
chart.add("votes", votes)
drawn = chart.render(is_unicode=True)
coloured = [code for code in votes if re.search(rf'class="{code} [^"]*color-0', drawn)]
print("drawn of", *votes, ":", *coloured)
assert len(COUNTRIES) == 184 and missing == MEMBERS and len(missing) == 23
assert coloured == ["mu", "mv"]
PY
