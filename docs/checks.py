"""Write docs/checks.md: every check of the table, as `check --explain` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefpress.checks.table import TABLE, load

PAGE = Path(__file__).with_name("checks.md")
HEAD = """\
# What `check` looks for

`python build.py check` reads briefs over with all of these; `build` and `publish` do so as well.
An error stops the brief, a warning is shown.
A check is switched off for one brief in its brief.yaml, by its name and with a reason.
Where nothing needs that line any more, `check` says so:

```yaml
allow:
  widow: the last line is a quotation that must not be shortened
```

This page is made from the checks themselves: `python docs/checks.py`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()]).rstrip() + "\n"


def _sections() -> Iterator[str]:
    for group, names in TABLE.items():
        yield f"## {group}\n"
        for name in names:
            one = load(name)
            yield f"### {name}\n\n{one.what}\n*{one.severity.capitalize()}.*\n"
            yield f"{one.why[0].upper()}{one.why[1:]}\n\nTo mend it: {one.mend}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
