"""Commands in processes of their own, forked from one that has loaded what they need.

A process that begins with nothing works for 2 s before its first page is printed, and so does each
of its workers. These begin as the commands of a resident do: what an author's shell sees of them is
the same, but for the time. `printed.run_apart` begins with nothing.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import pickle
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from support.printed import add_brief, new_house, run, temporary

_SERVE = "from support.warm import serve; serve()"


@dataclass(frozen=True)
class Command:
    """A command that runs: the number of its process, which leads a group, and what it says."""

    pid: int
    out: Path
    err: Path

    def wait_for_a_line(self) -> None:
        """Return when it has said something: the first PDF is there."""
        until = time.monotonic() + 120
        while not self.out.stat().st_size:
            assert time.monotonic() < until, self.err.read_text("utf-8")
            time.sleep(0.001)

    def end(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end; the exit code is that of a signal, below 0, where one has ended it."""
        code = _ask({"wait": self.pid})
        said = (file.read_text("utf-8") for file in (self.out, self.err))
        return subprocess.CompletedProcess([], code, *said)


def begin(
    *arguments: object,
    house: Path,
    env: Mapping[str, str] | None = None,
    preexec_fn: Callable[[], object] | None = None,
    terminal: str = "",
) -> Command:
    """Begin `python build.py` in *house* with *arguments*; *preexec_fn* is run before it.

    *terminal*: the file of one at which it runs; without one it writes into files.
    """
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    out, err = folder / "out", folder / "err"
    for file in (out, err):
        file.touch()
    words = [*map(str, arguments)]
    environment = os.environ | dict(env or {})
    request = {"words": words, "house": str(house), "env": environment}
    if preexec_fn:
        request["before"] = base64.b64encode(pickle.dumps(preexec_fn)).decode()
    request["streams"] = [terminal or name for name in (os.devnull, str(out), str(err))]
    return Command(_ask(request), out, err)


def run_warm(*arguments: object, house: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `python build.py` in *house*: a process, and its workers; *options* as `begin` has."""
    return begin(*arguments, house=house, **options).end()


def run_at_once(*commands: Sequence[object], house: Path) -> list[subprocess.CompletedProcess[str]]:
    """Run `python build.py` in *house* with each of *commands*, all at the same time."""
    begun = [begin(*command, house=house) for command in commands]
    return [command.end() for command in begun]


@cache
def _folder() -> Path:
    return temporary("warm")


@cache
def _server() -> subprocess.Popen[str]:
    tests = str(Path(__file__).parents[1])
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": tests, "TMPDIR": str(_folder())},
    )  # fmt: skip
    atexit.register(server.communicate)  # which ends it
    return server


def _ask(request: Mapping[str, Any]) -> int:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


# ---------------------------------------------------------------------------------------------
# In the process that has loaded it


def serve() -> None:
    """Fork for each command that is asked for, and say how it has ended to whoever waits."""
    house = new_house(temporary("house"))
    add_brief(house, "it", "## A heading\n\nSome text.\n", paper=["a4"])
    assert run("it", house=house).returncode == 0
    for line in sys.stdin:
        request = json.loads(line)
        if pid := request.get("wait"):
            _, status = os.waitpid(pid, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
        elif pid := os.fork():
            print(pid, flush=True)
        else:
            _become(request)


def _become(request: Mapping[str, Any]) -> NoReturn:
    """Be the process of a command, from here to its end."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.chdir(request["house"])
    os.environ.clear()
    os.environ.update(request["env"])
    tempfile.tempdir = None
    for number, name in enumerate(request["streams"]):
        os.dup2(os.open(name, os.O_RDWR | os.O_NOCTTY), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - until its end
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    if "before" in request:
        pickle.loads(base64.b64decode(request["before"]))()
    sys.argv = ["build.py", *request["words"]]
    code = 1
    try:
        runpy.run_path("build.py", run_name="__main__")
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)
