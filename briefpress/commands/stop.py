"""End the presses that wait in memory for the next command."""

from __future__ import annotations

import sys

import click


@click.command()
def stop() -> int:
    """End the resident presses, which wait in memory for your next command.

    Each ends by itself after ten idle minutes. Commands that run go on.
    """
    number = 0
    if sys.platform == "linux":
        from ..resident.sockets import stop_all

        number = stop_all()
    click.echo(f"{number} press{'es' * (number != 1)} ended" if number else "no press waits")
    return 0
