"""The command: arguments in, an exit code out; what its parts do is in commands/."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .commands.table import COMMANDS, load


class _Commands(click.Group):
    """Commands, of which `build` goes without saying: `briefpress x` is `briefpress build x`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((arg for arg in args if not arg.startswith("-")), None)
        if first not in COMMANDS and not {"-h", "--help", "--version"} & set(args):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command: build. `dprk --paper letter` prints the brief dprk on Letter.",
)
@click.version_option(package_name="briefpress")
@click.option(
    "--resident/--no-resident",
    expose_value=False,
    help="Have a press wait in memory for the next command (default: at a terminal, on Linux).",
)
def command() -> None:
    """Print the institute's policy briefs: Markdown and YAML in, PDF out."""


def main(
    arguments: Sequence[str] | None = None,
    program: str = "briefpress",
    folder: Path | None = None,
) -> int:
    """Run the command: 0, or 1 where the content has errors, or 2 where the command line has.

    *program*: what was called, as hints and usage name it. *folder*: where that lies, if it brings
    a house of its own: build.py does.
    """
    # A command is short: it need not look for garbage often. At 50,000, one brief looks twice,
    # which takes 40 ms; at 400,000, a worker grows by a third.
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):  # Windows may write in a code page without dashes
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(
            command.main(arguments, prog_name=program, obj=folder, standalone_mode=False) or 0
        )
    except click.ClickException as error:
        error.show()
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was finished is in output/", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
