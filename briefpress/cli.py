"""The command: arguments in, an exit code out; what its parts do is in commands/."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from .commands.table import COMMANDS, load
from .model.call_stack import with_room_for_calls


class _Commands(click.Group):
    """The commands; without a name `build` is run: `briefpress x` is `briefpress build x`."""

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


@with_room_for_calls
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
    ended: list[int] = []
    try:
        with _ending_as_ctrl_c(ended):
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
        if ended:  # whoever sent it asks how the command ended
            os.kill(os.getpid(), ended[0])
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # it may be what is full
        click.echo(f"error: nothing more can be written: {error.strerror}", err=True)
        click.echo("  hint: make room on the disk, and give the command again", err=True)
        return 1


@contextmanager
def _ending_as_ctrl_c(ended: list[int]) -> Iterator[None]:
    """Make of `kill` and of a closed terminal the same as of Ctrl-C: no worker and no temporary
    folder is left behind. The number of such a signal goes into *ended*.

    A signal that whoever started the command had it ignore, as `nohup` does, stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: FrameType | None) -> None:
        ended.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which a background job ignores
        signal.raise_signal(signal.SIGINT)  # and waits where it would do harm

    known = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))
    heard = [one for one in known if one and signal.getsignal(one) is signal.SIG_DFL]
    for one in heard:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)
