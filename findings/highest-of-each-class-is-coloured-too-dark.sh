#!/usr/bin/env bash
set -euo pipefail
# A map in classes takes its bounds from natural breaks (Fisher and Jenks), whose bounds are values of the data: the
# highest of each class. jenkspy 0.4.1 and mapclassify 2.10.0 give the same bounds, and both count a bound to the
# class below it.
# Vega (vl-convert 1.9.0.post1) counts a bound of a threshold scale to the class above it, so bounds that are handed
# over as they are put the highest country of every class but the last into the next colour: of nine countries in
# three classes two. For bounds that are no data (equal intervals, quantiles) nothing is seen, and that is what a
# test is likely to try. No warning; the legend has the same bounds either way.
# One would have guessed that a bound means the same on both sides of the hand-over.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet jenkspy==0.4.1 mapclassify==2.10.0 numpy==2.4.6 vl-convert-python==1.9.0.post1
venv/bin/python - <<'PY'
import re
import warnings

import jenkspy
import mapclassify
import numpy
import vl_convert

warnings.simplefilter("ignore")  # Numba is not installed
RATES = {"A": 2, "B": 3, "C": 4, "D": 11, "E": 12, "F": 13, "G": 30, "H": 31, "I": 33}
COLOURS = ["#111111", "#222222", "#333333"]
values = numpy.array(list(RATES.values()))


def drawn(bounds):
    """Draw a bar for each country; give the class that its colour is of."""
    colour = {"type": "threshold", "domain": [float(bound) for bound in bounds], "range": COLOURS}
    svg = vl_convert.vegalite_to_svg(
        {
            "data": {"values": [{"country": name, "rate": rate} for name, rate in RATES.items()]},
            "mark": "bar",
            "encoding": {
                "x": {"field": "country"},
                "y": {"field": "rate", "type": "quantitative"},
                "color": {"field": "rate", "type": "quantitative", "scale": colour},
            },
        }
    )
    fills = re.findall(r'aria-label="country: (\w); [^>]*?fill="(#\w+)"', svg)
    return [COLOURS.index(dict(fills)[name]) for name in RATES]


jenks = jenkspy.JenksNaturalBreaks(3)
jenks.fit(values)
fisher = mapclassify.FisherJenks(values, k=3)
counted = [int(number) for number in fisher.yb]
print("bounds", [float(bound) for bound in fisher.bins[:-1]], "classes", counted, "drawn", drawn(fisher.bins[:-1]))
assert [float(bound) for bound in jenks.inner_breaks_] == [float(bound) for bound in fisher.bins[:-1]] == [4, 13]
assert counted == [int(number) for number in jenks.labels_] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
assert drawn(fisher.bins[:-1]) == [0, 0, 1, 1, 1, 2, 2, 2, 2]  # C and F one too high

equal = mapclassify.EqualInterval(values, k=3)
print("equal intervals", [int(number) for number in equal.yb], drawn(equal.bins[:-1]))
assert drawn(equal.bins[:-1]) == [int(number) for number in equal.yb]
PY
