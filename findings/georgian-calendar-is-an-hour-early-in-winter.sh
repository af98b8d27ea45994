#!/usr/bin/env bash
set -euo pipefail
# ics 0.7.3 (PyPI) reads and writes calendar files for Python, "for humans"; recurring-ical-events 3.8.2 tells the days of a
# series here.
# Guess: what it does not know (the rule of a series, RRULE) it keeps as it is, so that a file that was read and written again
# is the same calendar.
# Seen: it does keep the rule, and turns each time into UTC, so the zone to which the rule belongs is gone. A meeting each
# Tuesday at nine in Geneva, read in October, is written as each Tuesday at 07:00 UTC: right on the 22nd, and at EIGHT from the
# 29th on, when summer time has ended. A time without a zone (local wherever one is, as "lights out at 23:00") becomes 23:00
# UTC. Single meetings and whole days are right. Where the file named no calendar, which stands for the Gregorian one, it writes
# CALSCALE:GEORGIAN, a slip of the pen: recurring-ical-events refuses the file, for no such calendar is known.
# Who is hurt: everyone who subscribed to the calendar of a session that goes over the last Sunday of October or of March.
# What to do: take icalendar, which keeps TZID, and compare the second half of a series in local time.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ics==0.7.3 recurring-ical-events==3.8.2 icalendar==7.3.2 tzdata==2026.6
venv/bin/python - <<'PY'
from datetime import date
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from ics import Calendar

LINES = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
    "BEGIN:VEVENT", "UID:series", "DTSTAMP:20241001T000000Z", "SUMMARY:Working group",
    "DTSTART;TZID=Europe/Zurich:20241022T090000", "DTEND;TZID=Europe/Zurich:20241022T100000",
    "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT",
    "BEGIN:VEVENT", "UID:floating", "DTSTAMP:20241001T000000Z", "SUMMARY:Lights out",
    "DTSTART:20241022T230000", "DTEND:20241022T233000", "END:VEVENT", "END:VCALENDAR", "",
)  # fmt: skip
typed = "\r\n".join(LINES)
written = Calendar(typed).serialize()


def local_times(text: str) -> list[str]:
    """Give day and time in Geneva of each meeting of the series."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2024, 10, 1), date(2024, 12, 1))
    starts = [event["DTSTART"].dt for event in found if event["UID"] == "series"]
    return [start.astimezone(ZoneInfo("Europe/Zurich")).strftime("%d %b %H:%M") for start in sorted(starts)]


assert "CALSCALE" not in typed and "CALSCALE:GEORGIAN" in written
try:
    recurring_ical_events.of(icalendar.Calendar.from_ical(written))
except recurring_ical_events.InvalidCalendar as error:
    print("as it was written:", error)
else:
    raise SystemExit("the Georgian calendar is known")
written = written.replace("GEORGIAN", "GREGORIAN")
print("typed:  ", local_times(typed))
print("written:", local_times(written))
assert local_times(typed) == ["22 Oct 09:00", "29 Oct 09:00", "05 Nov 09:00"]
assert local_times(written) == ["22 Oct 09:00", "29 Oct 08:00", "05 Nov 08:00"]
assert "DTSTART:20241022T070000Z" in written and "RRULE:FREQ=WEEKLY;COUNT=3" in written
assert "DTSTART:20241022T230000Z" in written and "DTSTART:20241022T230000\r\n" in typed
PY
