#!/usr/bin/env bash
set -euo pipefail
# phonenumbers 9.0.43 (Google's libphonenumber for Python) tells the time zone of a telephone number, so that nobody is rung
# at night and so that a call can be set in the other's time.
# Guess: it gives a zone of the number's country; where a country has several it gives them all.
# Seen: zones that had the same clock once are ONE, under the name of another country, and the clocks have parted since.
# All numbers of Morocco are Atlantic/Canary, those of Palestine and of Libya Europe/Bucharest, of North Korea Asia/Seoul.
# In January Rabat has +01 and the Canaries +00; in July Tripoli has +02 and Bucharest +03; in Gaza and Ramallah the clock is
# turned on another day than in Bucharest. All of these countries have zones of their own in tzdata.
# Who is hurt: the interview or the briefing an hour early, in winter in Rabat and in summer in Tripoli, in places where lines
# are open for an hour. What to do: take the country of the number alone, and the zone of the country from tzdata
# (zone.tab) or from the person.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet phonenumbers==9.0.43 tzdata==2026.6
venv/bin/python - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

KNOWN = (
    ("+212522201234", "Atlantic/Canary", "Africa/Casablanca", datetime(2026, 1, 15, 12)),
    ("+218213612345", "Europe/Bucharest", "Africa/Tripoli", datetime(2026, 7, 15, 12)),
    ("+97022961234", "Europe/Bucharest", "Asia/Hebron", datetime(2026, 10, 24, 12)),
    ("+97082861234", "Europe/Bucharest", "Asia/Gaza", datetime(2026, 10, 24, 12)),
)
for text, known, true, day in KNOWN:
    number = phonenumbers.parse(text)
    (zone,) = timezone.time_zones_for_geographical_number(number)
    given, real = (day.replace(tzinfo=ZoneInfo(name)).strftime("%z") for name in (zone, true))
    print(phonenumbers.region_code_for_number(number), zone, given, true, real, day.date())
    assert zone == known and given != real
PY
