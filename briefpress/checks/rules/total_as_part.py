"""A chart draws a row Total beside the rows that it adds up.

Why: its bar is as long as all the others together, or stands for a part that is none; a line
rises to it as if it were the next month.

Mend: leave it out of the chart, `without: Total`; or name it at `highlight:` where readers are to
compare the others with it.
"""

from collections.abc import Iterator

from ...model.blocks.figures import Figure, Plot
from ...model.problems import Place, Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_LINES = ("line", "area", "slope")
"""Kinds of charts that go on from one label to the next."""
PARTS = 2
"""Other rows, at least, beside which a row is a total."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each row of a chart of labels that is called Total, and is not one of its highlights."""
    is_total = reading.brief.words.checks.is_total
    for path, block, name in reading.placed_data:
        if not isinstance(block, Figure) or not isinstance(block.chart, Plot):
            continue
        plot, table = block.chart.taken_from(reading.brief.data[name])
        column = table.column(plot.x)
        if column is None or column.kind != "label" or len(set(column.texts)) <= PARTS:
            continue
        drawn = plot.marks if plot.kind == "small-multiples" else plot.kind
        as_what = "point of its line" if drawn in _LINES else "of its parts"
        folder = reading.brief.place(*path).file.rpartition("/")[0]
        for text, line in zip(column.texts, table.lines, strict=True):
            if is_total(text.strip()) and not plot.is_highlighted(text):
                yield Finding(
                    Place(f"{folder}/{name}", line),
                    f"`{text}` is drawn as one more {as_what}",
                    f"leave it out: `without: {text}` under the `chart:` of `{path[-1]}`",
                )
