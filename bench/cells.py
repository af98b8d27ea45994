"""Measure reading and typing a CSV file: `python bench/cells.py [--rounds N]`.

20,000 rows of six kinds of column, read from a file; pandas reads the same file in turn with us.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from distribute import show, take_turns  # noqa: E402

from briefpress.content.data_files import read_csv  # noqa: E402
from briefpress.model.brief import TextFile  # noqa: E402
from briefpress.model.problems import Problems  # noqa: E402
from briefpress.model.text import as_text  # noqa: E402

ROWS = 20_000
KINDS = {
    "plain": ("label", "date", "number", "number", "year", "label"),
    "as people write": ("label", "date", "number", "percent", "money", "label"),
}
"""The kind of each column of a file."""


def write(kind: str) -> str:
    """Write a file: names, days, counts, shares, years or money, remarks."""
    chance = random.Random(7)
    lines = ["place,day,people,share,asked,remark"]
    for number in range(ROWS):
        day, month = chance.randint(1, 28), chance.randint(1, 12)
        people, share = chance.randint(0, 90_000), chance.randint(0, 999) / 10
        place, gap = f"Camp {number % 700}", "" if number % 50 else "n/a"
        if kind == "plain":
            cells = [f"2024-{month:02}-{day:02}", f"{people}", f"{share}", f"{2000 + number % 20}"]
        else:
            cells = [f"{day:02}/{month:02}/2024", gap or f'"{people:,}"', f"{share}%",
                     f'"US$ {people * 11:,}"']  # fmt: skip
        lines.append(",".join([place, *cells, f"round {number}"]))
    return "\n".join(lines) + "\n"


def ours(path: Path, kinds: tuple[str, ...]) -> None:
    """Read and type the file."""
    problems = Problems()
    table = read_csv(TextFile("it.csv", as_text(path.read_bytes())), problems, locale="en-GB")
    assert table is not None, [*map(str, problems)]
    assert tuple(column.kind for column in table.columns) == kinds
    assert len(table.lines) == ROWS


def pandas_(path: Path) -> None:
    """Let pandas read it: it types what is plain, and leaves the rest as text."""
    import pandas

    assert len(pandas.read_csv(path)) == ROWS


def main() -> int:
    """Measure both kinds of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for name, kinds in KINDS.items():
            path = Path(folder) / "it.csv"
            path.write_text(write(name), "utf-8")
            turns: dict[str, Callable[[], None]] = {
                "ours": partial(ours, path, kinds),
                "pandas": partial(pandas_, path),
            }
            pandas_(path)
            gc.collect()
            gc.freeze()  # what pandas has imported is not looked through in our turns
            took = take_turns(turns, rounds)
            what = f"a CSV of {ROWS:,} rows, {name} : pandas' read_csv"
            show(what, median(took["ours"]), median(took["pandas"]), "≤ 8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
