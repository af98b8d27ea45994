"""Print a brief at each save, and show it in a browser."""

from __future__ import annotations

import click

from .build import _Screen
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
    from ..preview.builder import watch as show

    screen = _Screen([], quiet)

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if not no_browser:
            import threading
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    show(find_house(), port, opened, screen.outcome, program())
    return 0
