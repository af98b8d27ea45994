"""Print a brief at each save, and show it in a browser."""

from __future__ import annotations

import click

from .build import Screen
from .shared import (
    find_house,
    program,
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8128,
    show_default=True,
    help="The next free one, where this one is taken; 0 for any.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
def watch(port: int, no_browser: bool, quiet: bool) -> int:
    """Show every brief in the browser, and build again what a save touches, until Ctrl-C."""
    from contextlib import suppress

    from ..editions.files import write_private
    from ..preview.builder import watch as show

    screen = Screen([], quiet=quiet)
    house = find_house()
    door = house / "output" / DOOR

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if not no_browser:
            import threading
            import webbrowser

            with suppress(OSError):  # whoever sits there opens what was printed
                write_private(door, _PAGE.format(address).encode())
                address = door.resolve().as_uri()
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        show(house, port, opened, screen.outcome, program())
    finally:
        if not no_browser:
            with suppress(OSError):
                door.unlink(missing_ok=True)
    return 0


DOOR = "preview.html"
"""In output/, while `watch` runs: leads the browser to the address, which is a secret. Whatever a
browser is told when it starts can be read by every account of the machine."""
_PAGE = '<!DOCTYPE html>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url={}">\n'
