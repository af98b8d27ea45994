"""Write the JSON Schemas of content/."""

from __future__ import annotations

import click

from .shared import (
    find_house,
    show,
)


@click.command()
def schema() -> int:
    """Write the JSON Schemas of brief.yaml and institute.yaml, for the editor's completion."""
    import json

    from ..editions.files import write_whole
    from ..model.contract import schemas
    from ..model.problems import Place, Problems

    problems = Problems()
    for name, made in schemas().items():
        path = find_house() / "output/schema" / f"{name}.json"
        text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        label = f"output/schema/{name}.json"
        if write_whole(path, text.encode(), Place(label), problems):
            click.echo(label)
    show(problems)
    return 1 if problems.errors else 0
