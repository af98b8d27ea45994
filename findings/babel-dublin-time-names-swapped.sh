#!/usr/bin/env bash
set -euo pipefail
# Ireland's law calls summer time the standard time and winter time the exception,
# and the time zone data say so with a negative saving in winter. Babel 2.19.0
# takes any saving that is not zero for summer time, so with tzdata 2026.6 it calls
# winter in Dublin "Irish Standard Time" and summer "Greenwich Mean Time", the wrong
# way round; Casablanca is in "Western European Summer Time" only in Ramadan, when
# its clocks go back. The offsets themselves are right.
# One would have guessed that the name and the offset of one moment agree.
# An embargo "until 10:00 Greenwich Mean Time" printed in July is wrong by an hour.
# Print the offset (UTC+1) or the city, not Babel's long name of the zone.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0 tzdata==2026.6
PYTHONTZPATH="" venv/bin/python - <<'PY'
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import TZPATH, ZoneInfo

from babel.dates import format_datetime

assert TZPATH == ()  # the pinned package and not the machine's data
print("Babel", version("babel"), "| tzdata", version("tzdata"))


def named(zone, month, day):
    moment = datetime(2026, month, day, 12, tzinfo=timezone.utc)
    there = ZoneInfo(zone)
    name = format_datetime(moment, "zzzz", tzinfo=there, locale="en")
    offset = format_datetime(moment, "xxx", tzinfo=there, locale="en")
    print(f"seen: {zone} {moment:%d %B %Y}: {offset} {name}")
    return offset, name


print("expected: Dublin +00:00 Greenwich Mean Time in January, +01:00 Irish Standard Time in July")
assert named("Europe/Dublin", 1, 15) == ("+00:00", "Irish Standard Time")
assert named("Europe/Dublin", 7, 15) == ("+01:00", "Greenwich Mean Time")
print("expected: Casablanca in standard time while its offset is +00:00")
assert named("Africa/Casablanca", 2, 25) == ("+00:00", "Western European Summer Time")
assert named("Africa/Casablanca", 7, 15) == ("+01:00", "Western European Standard Time")
print("for comparison, London is right:")
assert named("Europe/London", 1, 15) == ("+00:00", "Greenwich Mean Time")
assert named("Europe/London", 7, 15) == ("+01:00", "British Summer Time")
PY
