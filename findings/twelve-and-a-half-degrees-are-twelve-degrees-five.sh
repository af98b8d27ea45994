#!/usr/bin/env bash
set -euo pipefail
# geo-coordinates-parser 1.7.4 (npm) reads places in many notations and gives decimal degrees: made for records that were
# typed by many hands. Some write degrees and minutes with a point between them.
# Guess: "12.5, 15.3" is 12.5 north and 15.3 east, the plainest notation there is.
# Seen: with one or two digits behind the point it is DEGREES AND MINUTES: 12°05', 15°03', fifty kilometres away in Chad; Goma's
# -1.68, 29.23 is refused and -1.7, 29.2 lies 65 km to the north; with N and E behind the numbers too. With three digits behind
# the point, 12.500, 15.300, the same place is right. Where a second number cannot be minutes (39.03, 125.75) it is an error, so
# of a list some rows are right, some are refused and some are moved. Only originalFormat, "DM", tells.
# Who is hurt: incidents and camps of a spreadsheet, which drops a last nought, lie in the next district. What to do: write
# decimal degrees with four digits, or refuse a result whose originalFormat is DM where no minute's sign was typed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund geo-coordinates-parser@1.7.4
cat > places.mjs <<'JS'
import assert from "node:assert";
import { convert } from "geo-coordinates-parser";

const PLACES = [
  ["12.5, 15.3", "12.08333 15.05 DM"], ["12.50, 15.30", "12.83333 15.5 DM"], ["12.500, 15.300", "12.5 15.3 DD"],
  ["-1.7, 29.2", "-1.11667 29.03333 DM"], ["12.5 N 15.3 E", "12.08333 15.05 DM"], ["15.6, 32.5", "15.1 32.08333 DM"],
  ["46.204, 6.143", "46.204 6.143 DD"],
];
for (const [typed, known] of PLACES) {
  const place = convert(typed);
  const seen = `${place.decimalLatitude} ${place.decimalLongitude} ${place.originalFormat}`;
  console.log(`${typed} -> ${seen}`);
  assert.strictEqual(seen, known);
}
for (const typed of ["-1.68, 29.23", "39.03, 125.75"]) assert.throws(() => convert(typed));
JS
node places.mjs
