#!/usr/bin/env bash
set -euo pipefail
# The Islamic date in force in Saudi Arabia, and in most letters and laws with two dates, is that of the calendar of Umm al-Qura.
# Two libraries of npm: hijri-converter 1.1.1, "between Hijri (Um Alqura) and Gregorian", and hijri-date 0.2.2, whose README has
# Eid as its example. moment-hijri 3.0.0 and Node's own Intl (ICU) have the same calendar.
# Guess: all four agree on each day of these years, or hijri-date is a day off now and then, as a calendar by rule is.
# Seen: hijri-date has the calendar by rule (tabular, ICU's islamic-tbla, day for day) and says so nowhere: in 2024 it
# is a day ahead on 219 days, so Eid of 1445 (10 April 2024) is 2 Shawwal and Ramadan begins on its second; but the feast of
# 16 June 2024 is right, so its own example passes. hijri-converter, whose name is that of the calendar, is a day late in 30 days
# of December 2024 and right for the rest of that year. Nothing is said.
# Who is hurt: a decree of Riyadh is cited by a day that it does not bear. What to do: take Intl with islamic-umalqura and
# compare every day of a year, not the feasts.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund hijri-converter@1.1.1 hijri-date@0.2.2 moment-hijri@3.0.0
cat > days.cjs <<'JS'
const assert = require("assert");
const { toHijri } = require("hijri-converter");
const moment = require("moment-hijri");
const safe = require("hijri-date/lib/safe");

const by = (calendar) => {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
  return (date) => {
    const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
    return [parts.year, parts.month, parts.day].map(Number).join("-");
  };
};
const ummAlQura = by("islamic-umalqura"), tabular = by("islamic-tbla");
const READERS = {
  "hijri-date": (y, m, d) => { const { year, month, date } = safe.toHijri(new Date(y, m - 1, d)); return `${year}-${month}-${date}`; },
  "hijri-converter": (y, m, d) => { const { hy, hm, hd } = toHijri(y, m, d); return `${hy}-${hm}-${hd}`; },
  "moment-hijri": (y, m, d) => { const day = moment([y, m - 1, d]); return `${day.iYear()}-${day.iMonth() + 1}-${day.iDate()}`; },
};
const wrong = { "hijri-date": [], "hijri-converter": [], "moment-hijri": [] };
for (let day = new Date(Date.UTC(2024, 0, 1)); day.getUTCFullYear() === 2024; day = new Date(+day + 864e5)) {
  const [y, m, d] = day.toISOString().slice(0, 10).split("-").map(Number);
  for (const [name, read] of Object.entries(READERS)) if (read(y, m, d) !== ummAlQura(day)) wrong[name].push(`${y}-${m}-${d}`);
  assert.strictEqual(READERS["hijri-date"](y, m, d), tabular(day));
}
for (const [name, days] of Object.entries(wrong)) console.log(`${name}: ${days.length} days of 2024 differ, ${days[0]} to ${days.at(-1)}`);
assert.deepStrictEqual(Object.values(wrong).map((days) => days.length), [219, 30, 0]);
assert.deepStrictEqual([wrong["hijri-converter"][0], wrong["hijri-converter"].at(-1)], ["2024-12-2", "2024-12-31"]);
console.log("10 April 2024:", READERS["hijri-date"](2024, 4, 10), "16 June:", READERS["hijri-date"](2024, 6, 16));
assert.strictEqual(READERS["hijri-date"](2024, 4, 10), "1445-10-2");
assert.strictEqual(READERS["hijri-date"](2024, 6, 16), "1445-12-10");
JS
TZ=UTC node days.cjs
