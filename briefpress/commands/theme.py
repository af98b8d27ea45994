"""Say which templates, styles and words are the house's own, or take a default over."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import FORMAT, find_house, print_json, program, show


@click.group(invoke_without_command=True)
@FORMAT
@click.pass_context
def theme(context: click.Context, form: str) -> int:
    """List templates, styles and words, and say which are the house's own and which the default.

    Before them the tokens of the brand: what each is, and the file and line that say so.
    """
    from ..model.house import compare_theme

    if context.invoked_subcommand:
        return 0
    house = find_house()
    files = compare_theme(house)
    if form == "json":
        print_json([{"file": one.name, "state": one.state, "path": str(one.path)} for one in files])
        return 0
    _show_tokens(house)
    for one in files:
        line = f"{one.name:<40}  {_SAID[one.state]}".rstrip()
        click.echo(f"{one.state:<8}  {line}")
    own = sum(one.state != "default" for one in files)
    click.echo(f"{own} of the house's own, {len(files) - own} defaults")
    if len(files) > own:
        click.echo(f"`{program()} theme copy styles/tokens.css` takes a default over, to change it")
    return 0


def _show_tokens(house: Path) -> None:
    """Say what the house's brand file, or a tokens.css of its own, make of the tokens."""
    from ..model.problems import Problems, Stopped
    from ..workflows.lay_out import open_house

    problems = Problems()
    try:
        look = open_house(house, problems)
    except Stopped:
        look = None
    show(problems)
    if look is None or not look.origins:
        return
    for name, value in look.tokens.items():
        if place := look.origins.get(name):
            click.echo(f"--{name:<20}  {value:<32}  {place}")
    click.echo("all other tokens are those of the default styles/tokens.css\n")


_SAID = {
    "own": "in place of the default",
    "added": "no default has this name",
    "same": "the same as the default: delete it, or change it",
    "default": "",
}


@theme.command()
@click.argument("files", nargs=-1, required=True)
def copy(files: tuple[str, ...]) -> int:
    """Take the defaults FILES over into the house, to change them there: styles/tokens.css, …"""
    from ..editions.files import write_whole
    from ..model.house import default_folder, own_theme_files
    from ..model.problems import Place, Problems, nearest

    house = find_house()
    defaults = own_theme_files(default_folder())
    problems = Problems()
    for name in (Path(file).as_posix() for file in files):
        place = Place(name)
        if name not in defaults:
            problems.error(place, "no default has this name", nearest(name, defaults, "defaults"))
        elif (house / name).exists():
            problems.error(place, "the house has its own", "delete it first, to begin anew")
        elif write_whole(house / name, defaults[name].read_bytes(), place, problems):
            click.echo(name)
    show(problems)
    return 1 if problems.errors else 0
