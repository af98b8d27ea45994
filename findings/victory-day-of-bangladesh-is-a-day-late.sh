#!/usr/bin/env bash
set -euo pipefail
# Bangladesh dates laws and newspapers by the Bengali calendar. In 2019 (its year 1426) it was reformed so that days of the
# state fall on the dates that they had when they happened: 16 December is 1 Poush, 21 February 8 Falgun, 26 March 12 Chaitra.
# bangla 0.0.6 (PyPI, 2026) and date-bengali-revised 2.0.2 (npm, for calendars of holidays) give the date by that calendar.
# Guess: a library of 2026, and one that is called "revised", have the calendar that is in force; at worst they differ.
# Seen: both have the one of 1987, in which the sixth month has 30 days and not 31, and agree with each other. From the middle
# of October to the middle of March each day is one too late: Victory Day, 16 December, is 2 Poush, the day of the language
# martyrs 9 Falgun. From March to October they are right, so a test with the new year (14 April) or 26 March passes.
# Who is hurt: a decree or a newspaper of that half of the year is cited by the wrong day, and two libraries confirm it.
# What to do: test 16 October, which is 31 Ashwin, and 16 December; count the months by the table of the reform.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet bangla==0.0.6
npm install --silent --no-audit --no-fund date-bengali-revised@2.0.2
cat > days.cjs <<'JS'
const Calendar = require("date-bengali-revised").default;
for (const day of [[2024, 10, 15], [2024, 10, 16], [2024, 12, 16], [2025, 2, 21], [2025, 3, 26], [2025, 4, 14]]) {
  const bengali = new Calendar();
  bengali.fromGregorian(...day);
  console.log(`${day.join("-")} ${bengali.year} ${bengali.month} ${bengali.day}`);
}
JS
node days.cjs | tee npm.txt
venv/bin/python - <<'PY'
import bangla

MONTHS = "বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র".split()
DAYS = {  # the day: (month and day in force since 2019, as both libraries have it)
    (2024, 10, 15): ((6, 30), (6, 30)), (2024, 10, 16): ((6, 31), (7, 1)),
    (2024, 12, 16): ((9, 1), (9, 2)), (2025, 2, 21): ((11, 8), (11, 9)),
    (2025, 3, 26): ((12, 12), (12, 12)), (2025, 4, 14): ((1, 1), (1, 1)),
}
by_npm = dict(line.split(" ", 1) for line in open("npm.txt", encoding="utf-8").read().splitlines())
for (year, month, day), (in_force, known) in DAYS.items():
    seen = bangla.get_date(day, month, year, ordinal=False)
    number = (MONTHS.index(seen["month"]) + 1, int(bangla.convert_bangla_digit_to_english_digit(seen["date"])))
    print(f"{year}-{month}-{day}: in force {in_force}, bangla {number}, npm {by_npm[f'{year}-{month}-{day}']}")
    assert number == known
    assert tuple(map(int, by_npm[f"{year}-{month}-{day}"].split()[1:])) == known
PY
