"""Write the JSON Schemas of content/."""

from __future__ import annotations

import click

from .shared import (
    find_house,
    show,
)


@click.command()
def schema() -> int:
    """Write the JSON Schemas of brief.yaml, institute.yaml and a meeting's file.

    An editor completes fields with them, templates of the house, and checks that can be switched
    off.
    """
    import json

    from ..checks.table import load, names
    from ..editions.files import write_whole
    from ..model.contract import schemas
    from ..model.house import theme_files
    from ..model.problems import Place, Problems

    problems = Problems()
    house = find_house()
    templates = [
        name.removeprefix("templates/").removesuffix(".html")
        for name in theme_files(house)
        if name.startswith("templates/") and name.endswith(".html") and name.count("/") == 1
    ]
    for name, made in schemas(templates, {one: load(one).what for one in names()}).items():
        path = house / "output/schema" / f"{name}.json"
        text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        label = f"output/schema/{name}.json"
        if write_whole(path, text.encode(), Place(label), problems):
            click.echo(label)
    show(problems)
    return 1 if problems.errors else 0
