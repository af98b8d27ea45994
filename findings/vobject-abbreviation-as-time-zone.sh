#!/usr/bin/env bash
set -euo pipefail
# vobject 0.9.9 names the time zone of an event in a calendar file by the zone's
# abbreviation: TZID=IST for Asia/Kolkata, TZID=CST for Asia/Shanghai. Abbreviations
# are shared: IST is also Jerusalem's, CST also Chicago's. The second zone gets no
# definition of its own, so its events take over the first one's. Read back,
# the meeting in Jerusalem has moved by two and a half hours, the one in Chicago by
# thirteen, although each was given with a full zoneinfo zone.
# One would have guessed TZID=Asia/Jerusalem, the key that the zone itself carries.
# A calendar of hearings in several cities sends people at the wrong hour.
# Write times in UTC, or use another library (icalendar keeps the key), and read
# each file back before it is published.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
PYTHONTZPATH="" venv/bin/python - <<'PY'
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import vobject

print("vobject", version("vobject"), "| read back with icalendar", version("icalendar"))
calendar = vobject.iCalendar()
given = {}
for city in ("Asia/Kolkata", "Asia/Jerusalem", "Asia/Shanghai", "America/Chicago"):
    start = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo(city))
    given[city] = start.astimezone(timezone.utc)
    event = calendar.add("vevent")
    event.add("uid").value = city
    event.add("dtstart").value = start
text = calendar.serialize()
print("seen, definitions:", [line for line in text.splitlines() if line.startswith("TZID:")])
assert [line for line in text.splitlines() if line.startswith("TZID:")] == ["TZID:IST", "TZID:CST"]
moved = {}
for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
    city, start = str(event["UID"]), event["DTSTART"].dt
    moved[city] = start.astimezone(timezone.utc) - given[city]
    print(f"{city}: expected {given[city]:%H:%M} UTC, seen {start.astimezone(timezone.utc):%H:%M} UTC")
assert moved == {"Asia/Kolkata": timedelta(0), "Asia/Jerusalem": -timedelta(hours=2, minutes=30),
                 "Asia/Shanghai": timedelta(0), "America/Chicago": -timedelta(hours=13)}
PY
