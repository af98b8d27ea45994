#!/usr/bin/env bash
set -euo pipefail
# JSON-stat is the format in which Eurostat, Norway, Ireland and others answer a query: the values of a table are
# one list, and which country and year each belongs to is told by its place in it.
# pyjstat 2.4.0 (with pandas 3.1.1) reads it into a data frame, where each row names its country and year, and
# writes such a frame back by putting the column of values down as it comes. Rows that were sorted by their value, as
# for a ranking, keep that order under dimensions of the old one: Chad's 30 is Niger's when it is read again, with no
# error and no warning. Of rows whose gap was dropped three values are written for four places, the second of them
# Niger's at Chad's place; pyjstat does not read that file again (IndexError), and its writer says nothing.
# One would have guessed that rows are put down by their labels, or refused.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pyjstat==2.4.0 pandas==3.1.1
venv/bin/python - <<'PY'
import json
import warnings

from pyjstat import pyjstat

warnings.simplefilter("error")
warnings.simplefilter("ignore", DeprecationWarning)  # write() calls a function of its own that is out of use
DATASET = {
    "version": "2.0",
    "class": "dataset",
    "label": "Refugees received",
    "id": ["country", "year"],
    "size": [2, 2],
    "dimension": {
        "country": {
            "label": "country",
            "category": {"index": ["TCD", "NER"], "label": {"TCD": "Chad", "NER": "Niger"}},
        },
        "year": {
            "label": "year",
            "category": {"index": ["2021", "2022"], "label": {"2021": "2021", "2022": "2022"}},
        },
    },
    "value": [30, None, 10, 20],
}


def cells(frame):
    return {(row.country, row.year): row.value for row in frame.itertuples()}


def written(frame):
    return pyjstat.Dataset.read(frame).write()


frame = pyjstat.Dataset.read(json.dumps(DATASET)).write("dataframe")
assert cells(frame)["Chad", "2021"] == 30 and cells(frame)["Niger", "2022"] == 20

whole = frame.fillna(0).sort_values("value")
print("sorted by value, as it is", cells(whole))
again = pyjstat.Dataset.read(written(whole)).write("dataframe")
print("sorted by value, read back", cells(again))
assert cells(whole)["Chad", "2021"] == 30 and cells(whole)["Niger", "2022"] == 20
assert cells(again)["Niger", "2021"] == 30 and cells(again)["Chad", "2021"] == 10

known = frame.dropna()
print("gap dropped, as it is", cells(known))
dataset = json.loads(written(known))
print("gap dropped, written", dataset["size"], dataset["value"])
assert dataset["size"] == [2, 2] and dataset["value"] == [30, 10, 20]
PY
