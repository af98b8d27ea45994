#!/usr/bin/env bash
set -euo pipefail
# geostats 2.1.0 (npm) puts the values of a map into classes (natural breaks, quantiles, equal intervals, standard deviation)
# and says of a value which class it is in.
# Guess: whatever the method, the lowest bound is the lowest value and the highest bound the highest; each value has a class.
# Seen: so it is for five methods. By standard deviation the bounds stand round the mean at equal steps and end there. Of ten
# districts with 12 to 22 and one of 95, in four classes, the lowest bound is -22.34 (people, per cent), the two lowest
# classes hold nothing, and the highest ends at 71.94: 95 is in no class. getClass answers with a TEXT, "Unable to get
# value's class.", where it gives numbers for the others. With six classes it is in the sixth; twelve even values in three
# classes lose their highest as well.
# Who is hurt: the worst-hit district is white on the map, as if nothing were known of it. What to do: put the outer bounds at
# the lowest and the highest value, and let the drawing stop at a value without a class.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund geostats@2.1.0
cat > try.mjs <<'END'
import assert from "node:assert";
import geostats from "geostats";

const districts = [12, 15, 18, 14, 16, 20, 22, 19, 17, 95];
const LOST = "Unable to get value's class.";
for (const method of ["getClassJenks", "getClassQuantile", "getClassEqInterval", "getClassStdDeviation"]) {
  const series = new geostats(districts);
  const bounds = series[method](4);
  const classes = districts.map((value) => series.getClass(value));
  console.log(method, bounds, classes.join(" "));
  assert.deepStrictEqual(classes.filter((found) => found === LOST), method === "getClassStdDeviation" ? [LOST] : []);
}
const even = new geostats([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
console.log(even.getClassStdDeviation(3));
assert.strictEqual(even.getClass(14), LOST);
const more = new geostats(districts);
more.getClassStdDeviation(6);
assert.strictEqual(more.getClass(95), 5);
const bounds = new geostats(districts).getClassStdDeviation(4);
assert.ok(bounds[0] < 0 && bounds.at(-1) < 72);
END
node try.mjs
