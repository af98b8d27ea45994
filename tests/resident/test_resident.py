"""Tests of a resident press: what it answers is what the command itself would have done,
and killed, starved, made stale or attacked it costs a cold start and nothing else.
"""

import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest
from support.printed import add_brief, bare_house, own_file, words
from support.residents import (
    PATIENCE,
    PROGRAM,
    Place,
    children,
    copy_package,
    is_there,
    meeting_place,
    state,
    wait_until,
)
from support.tools import hear_signals

from briefpress.resident import client, sockets
from briefpress.resident.client import find_resident_house, split_resident_option

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="residents are for Linux alone"),
    pytest.mark.kills,
]


def make_house(folder: Path, title: str = "A title") -> Path:
    """A house with two briefs, one of which has an error."""
    house = bare_house(folder)
    add_brief(house, "one", f"## A heading\n\n{words(80)}\n", title=title, paper=["a4"])
    add_brief(house, "wrong", "## A heading\n\nA {{ facts.missing }}.\n", paper=["a4"])
    return house


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where the residents of this file are met that no test harms."""
    with meeting_place(tmp_path_factory.mktemp("place") / "run") as place:
        yield place


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, place: Place) -> Path:
    """A house with a resident that listens."""
    house = make_house(tmp_path_factory.mktemp("resident") / "house")
    place.settle(house)
    return house


def digests(house: Path) -> dict[str, str]:
    """The PDFs of *house*."""
    files = sorted((house / "output").glob("*.pdf"))
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def without_times(text: str) -> list[str]:
    """The lines of *text*, without seconds."""
    return [line.partition(", ")[0].partition(" in ")[0] for line in text.splitlines()]


# ---------------------------------------------------------------------------------------------
# The same


@pytest.mark.parametrize(
    "arguments",
    [
        ["one", "--force"],
        ["--force"],
        ["wrong", "--force", "-q"],
        ["status", "--format", "json"],
        ["check", "one"],
        ["nobody"],
        ["build", "--paper", "b4"],
        ["html", "one"],
    ],
    ids=" ".join,
)
def test_a_command_says_and_makes_the_same(place: Place, house: Path, arguments: list[str]) -> None:
    """Output, exit code and every byte are those of a command that runs by itself."""
    cold = place.run(house, "--no-resident", *arguments)
    made = digests(house)
    warm = place.run(house, *arguments)
    assert (cold.is_warm, warm.is_warm) == (False, True)
    assert warm.code == cold.code
    assert without_times(warm.out) == without_times(cold.out)
    assert without_times(warm.err) == without_times(cold.err)
    assert digests(house) == made


def test_a_command_is_run_where_and_as_it_was_called(place: Place, house: Path) -> None:
    """Folder, umask, limits and environment are those of the caller, for this command alone."""
    before = os.umask(0o027)
    try:
        done = place.run(house / "content/one", "one", "--force", TZ="Asia/Tokyo")
    finally:
        os.umask(before)
    assert done.is_warm and done.code == 0, done.err
    assert (house / "output/one.pdf").stat().st_mode & 0o777 == 0o640
    assert place.run(house, "one", "--force").is_warm
    assert (house / "output/one.pdf").stat().st_mode & 0o777 == 0o666 & ~before
    # Once somebody works with few file descriptors, the next one with all.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    try:
        done = place.run(house, "one", "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert done.is_warm and done.code == 0, done.err
    assert place.run(house, "one", "--force", NO_COLOR="1").is_warm


def test_the_time_limit_of_a_brief_holds(place: Place, house: Path) -> None:
    """A worker of a resident's command is stopped in time, as any other."""
    done = place.run(house, "one", "--force", "--time-limit", "0.1", "-q")
    assert done.is_warm
    assert done.code == 0 or "after 0.1 s" in done.err


def test_two_at_once_are_both_answered(place: Place, house: Path) -> None:
    """Commands that run at the same time do not wait for one another, and each prints its own."""
    with ThreadPoolExecutor(3) as threads:
        calls = [
            threads.submit(place.run, house, *arguments)
            for arguments in (["one", "--force"], ["status"], ["one", "--force"])
        ]
    for call in calls:
        assert call.result().is_warm
        assert call.result().code == 0, call.result().err


# ---------------------------------------------------------------------------------------------
# Ended


@contextmanager
def held(house: Path) -> Iterator[Callable[[], bool]]:
    """Have each command in *house* wait in the middle, for the ledger: a pipe that nobody fills.

    Gives whether one waits; at the end of the block it goes on.
    """
    ledger = house / "editions/ledger.jsonl"
    ledger.parent.mkdir(exist_ok=True)
    os.mkfifo(ledger)
    writers: list[int] = []

    def waits() -> bool:
        with suppress(OSError):  # nobody reads it yet
            writers.append(os.open(ledger, os.O_WRONLY | os.O_NONBLOCK))
        return bool(writers)

    try:
        yield waits
    finally:
        ledger.unlink()
        for writer in writers:
            os.close(writer)


def hold(
    place: Place, house: Path, waits: Callable[[], bool], resident: int
) -> tuple[subprocess.Popen[str], int]:
    """Begin a command that is *held*: what called for it, and its own process."""
    process = place.begin(house, "status")
    return process, wait_until_held(waits, resident, process.pid)


def wait_until_held(waits: Callable[[], bool], resident: int, process: int) -> int:
    """Wait until a command is *held*, and *process*, which called for it, waits for its end; the
    process of the command.

    Both sleep then: Python puts a signal off that comes right before it begins to read, until it
    has read.
    """
    wait_until(waits, "no command runs")
    (command,) = children(resident)
    wait_until(lambda: state(process) == state(command) == "S", "they do not wait")
    return command


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        (signal.SIGINT, 130, "stopped"),
        (signal.SIGTERM, -signal.SIGTERM, ""),
        (signal.SIGHUP, -signal.SIGHUP, ""),
    ],
)
def test_a_signal_reaches_the_command(
    place: Place, house: Path, number: signal.Signals, code: int, message: str
) -> None:
    """Ctrl-C, `kill` and a closed terminal end a command of a resident as they end any other."""
    (resident,) = place.residents()
    with held(house) as waits:
        process, command = hold(place, house, waits, resident)
        process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert message in err
    wait_until(lambda: not is_there(command), "the command goes on")
    assert place.run(house, "status").is_warm


def test_a_command_rests_and_goes_on(place: Place, house: Path) -> None:
    """Ctrl-Z stops the command as well as its caller, and `fg` has both go on."""
    (resident,) = place.residents()
    with held(house) as waits:
        process, command = hold(place, house, waits, resident)
        process.send_signal(signal.SIGTSTP)
        wait_until(lambda: state(process.pid) == state(command) == "T", "they do not stop")
        process.send_signal(signal.SIGCONT)
        wait_until(lambda: "T" not in (state(process.pid), state(command)), "one does not go on")
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def test_a_command_that_is_killed_says_so(place: Place, house: Path) -> None:
    """Where its process is killed the caller learns it, in words and by the exit code of a kill."""
    (resident,) = place.residents()
    with held(house) as waits:
        process, command = hold(place, house, waits, resident)
        os.kill(command, signal.SIGKILL)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + signal.SIGKILL
    assert "ended from outside: Killed" in err and "run it again" in err
    assert place.run(house, "status").is_warm


def test_a_caller_that_is_killed_takes_its_command_along(place: Place, house: Path) -> None:
    """Nobody is left who goes on for a caller that is gone."""
    (resident,) = place.residents()
    with held(house) as waits:
        process, command = hold(place, house, waits, resident)
        process.kill()
        process.communicate(timeout=PATIENCE)
        wait_until(lambda: not is_there(command), "the command goes on")


def test_a_resident_that_is_killed_costs_a_cold_start(tmp_path: Path) -> None:
    """Killed while idle, the next command runs by itself; during a command, that is finished."""
    house = make_house(tmp_path / "house")
    with meeting_place(tmp_path / "run") as place:
        resident = place.settle(house)
        with held(house) as waits:
            process, _ = hold(place, house, waits, resident)
            os.kill(resident, signal.SIGKILL)
            wait_until(lambda: not is_there(resident), "it is still there")
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        assert "never built" in out
        done = place.run(house, "one", "--force")
        assert (done.is_warm, done.code) == (False, 0), done.err
        wait_until(lambda: [*place.residents()], "no other resident was started")
        assert place.run(house, "one", "--force").is_warm


# ---------------------------------------------------------------------------------------------
# Starved


def test_a_resident_without_file_descriptors_ends(tmp_path: Path) -> None:
    """It cannot take a call any more: the command runs by itself, and a new one is started."""
    house = make_house(tmp_path / "house")
    with meeting_place(tmp_path / "run") as place:
        resident = place.settle(house)
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.prlimit(resident, resource.RLIMIT_NOFILE, (3, hard))
        done = place.run(house, "status")
        assert (done.is_warm, done.code) == (False, 0), done.err
        wait_until(lambda: not is_there(resident), "it is still there")


def test_a_resident_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    """Stopped, with as many calls as it may have: the command runs once, by itself."""
    house = make_house(tmp_path / "house")
    with meeting_place(tmp_path / "run") as place:
        resident = place.settle(house)
        (path,) = place.folder.glob(f"briefpress/*{sockets.SUFFIX}")
        calls: list[socket.socket] = []
        os.kill(resident, signal.SIGSTOP)
        try:
            done = place.run(house, "one", "--force")  # its call is not answered
            assert (done.is_warm, done.code) == (False, 0), done.err
            with suppress(BlockingIOError):
                while True:
                    calls.append(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET))
                    calls[-1].setblocking(False)
                    calls[-1].connect(str(path))
            done = place.run(house, "status")  # there is no room for its call
            assert (done.is_warm, done.code) == (False, 0), done.err
            written = (house / "output/one.pdf").stat().st_ino
        finally:
            os.kill(resident, signal.SIGCONT)
            for line in calls:
                line.close()
        wait_until(lambda: place.run(house, "status").is_warm, "it does not come to itself")
        assert (house / "output/one.pdf").stat().st_ino == written  # nothing was run twice


def test_a_call_that_is_too_long_is_none(place: Place, house: Path) -> None:
    """More than a message holds is not cut: the command runs by itself."""
    done = place.run(house, "status", FILLER="x" * 120_000, FILLER_2="y" * 120_000)
    assert (done.is_warm, done.code) == (False, 0), done.err
    assert place.run(house, "status").is_warm


def test_limits_that_a_resident_cannot_have_are_left_to_the_command(tmp_path: Path) -> None:
    """A caller with more than the resident may have itself is not given less."""
    house = make_house(tmp_path / "house")
    lower_and_raise = (
        "import resource as r; kind = r.RLIMIT_NPROC; before = r.getrlimit(kind)\n"
        "r.setrlimit(kind, (50, 50)); r.setrlimit(kind, before)"
    )
    tried = subprocess.run([sys.executable, "-c", lower_and_raise], capture_output=True)
    with meeting_place(tmp_path / "run") as place:
        resident = place.settle(house)
        resource.prlimit(resident, resource.RLIMIT_NPROC, (50, 50))
        done = place.run(house, "status")
        assert (done.is_warm, done.code) == (tried.returncode == 0, 0), done.err


# ---------------------------------------------------------------------------------------------
# Stale


def test_what_has_changed_is_never_answered_from_memory(tmp_path: Path) -> None:
    """A file of briefpress or of the house that is saved ends the resident; the page is the new."""
    house = make_house(tmp_path / "house")
    package = copy_package(tmp_path / "package")
    with meeting_place(tmp_path / "run", PYTHONPATH=str(package)) as place:
        resident = place.settle(house)
        first = place.run(house, "one", "--force")
        assert first.is_warm and first.code == 0, first.err
        printed = digests(house)

        template = own_file(house, "templates/parts/base.html")
        template.write_text(template.read_text().replace("<html", '<html data-new="yes"', 1))
        html = place.run(house, "html", "one")
        assert not html.is_warm and html.code == 0, html.err
        assert 'data-new="yes"' in "".join(
            file.read_text() for file in (house / "output").rglob("*.html")
        )
        wait_until(lambda: not is_there(resident), "it is still there")

        wait_until(lambda: [*place.residents()], "no other resident was started")
        assert place.run(house, "one", "--force").is_warm
        assert digests(house).keys() == printed.keys()
        (resident,) = place.residents()
        command = package / "briefpress/commands/status.py"
        command.write_text(command.read_text() + "# changed\n")
        done = place.run(house, "status")
        assert (done.is_warm, done.code) == (False, 0), done.err
        wait_until(lambda: not is_there(resident), "it is still there")


def test_two_houses_and_two_versions_never_meet(tmp_path: Path) -> None:
    """Each has a resident of its own, also where all work at once."""
    houses = [make_house(tmp_path / name, title=name) for name in ("north", "south")]
    package = copy_package(tmp_path / "package")
    versions: list[dict[str, str]] = [{}, {"PYTHONPATH": str(package)}]
    pairs = [(houses[0], versions[0]), (houses[0], versions[1]), (houses[1], versions[0])]
    with meeting_place(tmp_path / "run") as place:
        residents = {place.settle(house, **version) for house, version in pairs}
        assert len(residents) == 3
        with ThreadPoolExecutor(3) as threads:
            calls = [threads.submit(place.run, h, "html", "one", **env) for h, env in pairs]
        assert all(call.result().is_warm for call in calls)
        for house in houses:
            (page,) = (house / "output").rglob("one*.html")
            assert house.name in page.read_text()
        assert place.run(houses[0], "stop").out == "3 presses ended\n"
        wait_until(lambda: not any(map(is_there, residents)), "one is still there")
        assert place.run(houses[0], "stop").out == "no press waits\n"


# ---------------------------------------------------------------------------------------------
# Of another user


def test_another_user_is_not_let_in(place: Place, house: Path, tmp_path: Path) -> None:
    """The folder is the user's alone; even where it is opened, nobody else's call is answered."""
    (resident,) = place.residents()
    (path,) = place.folder.glob(f"briefpress/*{sockets.SUFFIX}")
    assert path.parent.stat().st_mode & 0o777 == 0o700
    if os.getuid():
        return  # only root can be another user; the rule itself is the next test
    program = (
        "import os, socket, sys\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)\n"
        "line.connect(sys.argv[1])\n"
        "try:\n"
        "    line.send(b'stop')\n"
        "    print('answered' if line.recv(64) else 'hung up')\n"
        "except OSError:\n"
        "    print('hung up')\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    closed = subprocess.run(command, capture_output=True, text=True)
    assert "PermissionError" in closed.stderr
    opened = [path, *path.parents[: len(path.parents) - 2]]
    modes = [(one, one.stat().st_mode & 0o7777) for one in opened]
    try:
        for one, mode in modes:
            one.chmod(mode | 0o777)
        tried = subprocess.run(command, capture_output=True, text=True)
    finally:
        for one, mode in modes:
            one.chmod(mode)
    assert tried.stdout == "hung up\n", tried.stderr
    assert is_there(resident)
    assert place.run(house, "status").is_warm


def test_only_a_process_of_this_user_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel says whose process is at the other end."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        assert sockets.may_meet(here)
        monkeypatch.setattr(os, "getuid", lambda: 54321)
        assert not sockets.may_meet(here)


def test_a_folder_that_others_can_enter_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a link, which may lead anywhere."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    folder = tmp_path / "briefpress"
    assert sockets.find_folder() is None
    assert sockets.find_folder(make=True) == str(folder)
    folder.chmod(0o755)
    assert sockets.find_folder() is None
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to("elsewhere")
    assert sockets.find_folder() is None


# ---------------------------------------------------------------------------------------------
# Whether there is one


def test_an_option_may_stand_anywhere() -> None:
    """Before the command and behind it; the last one holds, and what stands behind `--` is left."""
    assert split_resident_option(["one", "--no-resident", "-q"]) == (False, ["one", "-q"])
    assert split_resident_option(["--no-resident", "--resident"]) == (True, [])
    assert split_resident_option(["one", "--", "--resident"]) == (None, ["one", "--", "--resident"])


def test_a_resident_is_for_a_person_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in CI, not in a pipe, not in the background, unless it is asked for."""
    house = str(make_house(tmp_path / "house").resolve())
    monkeypatch.chdir(f"{house}/content/one")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(client.WISH, raising=False)

    def found(*arguments: str, wish: bool | None = None) -> str | None:
        return find_resident_house(arguments, wish, None)

    assert found("one") is None  # a test has no terminal
    assert found("one", wish=True) == house
    monkeypatch.setattr(client, "_is_in_front", lambda: True)
    assert found("one") == house
    assert found("one", wish=False) is None
    assert found("watch") is found("one", "--help") is found("stop", wish=True) is None
    monkeypatch.setenv("CI", "true")
    assert found("one") is None
    assert found("one", wish=True) == house
    monkeypatch.setenv(client.WISH, "1")
    assert found("one") == house
    monkeypatch.setenv(client.WISH, "0")
    assert found("one", wish=True) == house
    assert found("one") is None
    monkeypatch.chdir(tmp_path)
    assert found("one", wish=True) is None
    assert find_resident_house(["one"], True, house) == house


def test_who_reads_other_settings_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that a library reads when it is loaded, and owners of files, are part of it."""
    plain = sockets.identify("/house", {})
    assert plain == sockets.identify("/house", {"TERM": "dumb", "TZ": "UTC"})
    others = [
        sockets.identify("/other", {}),
        *(sockets.identify("/house", {name: "x"}) for name in ("LANG", "PYTHONUTF8", "LD_PRELOAD")),
    ]
    monkeypatch.setattr(sys, "path", [*sys.path, "/elsewhere"])
    others.append(sockets.identify("/house", {}))
    assert len({plain, *others}) == 6


def test_a_terminal_rules_the_command(place: Place, house: Path) -> None:
    """On a terminal, without being asked for, a resident answers; Ctrl-C in it ends the command."""
    (resident,) = place.residents()
    environment = {name: v for name, v in place.environment.items() if name != client.WISH}
    with held(house) as waits:
        process, terminal = os.forkpty()
        if not process:
            hear_signals()
            os.chdir(house)
            program = [sys.executable, "-c", PROGRAM, "status"]
            os.execve(program[0], program, environment)
        wait_until_held(waits, resident, process)
        os.write(terminal, b"\x03")
        said = b""
        with suppress(OSError):  # the terminal is closed
            while data := os.read(terminal, 4096):
                said += data
        _, status = os.waitpid(process, 0)
        os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130, said
    assert b"stopped" in said and b"by itself" not in said


def test_an_idle_resident_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    """After ten minutes without a command, which are none here."""
    from briefpress.resident import server

    path = tmp_path / f"x{sockets.SUFFIX}"
    monkeypatch.setattr(server, "IDLE", -1.0)
    monkeypatch.setattr(server, "LOOK", 0.01)
    monkeypatch.setattr(server._Resident, "_heed_signals", lambda _: os.open("/dev/null", 0))
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen()
        server._Resident(str(tmp_path), "", path, listener, {}, {}, "").run()
        assert listener.fileno() == -1
    assert not path.exists()


def test_a_resident_rehearses_the_brief_that_was_saved_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is another one than before, and no sooner."""
    from briefpress.resident import server

    rehearsed: list[str] = []
    monkeypatch.setattr(server, "_rehearse", lambda _, slug, __: rehearsed.append(slug))
    house = make_house(tmp_path / "house")
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        path = tmp_path / f"x{sockets.SUFFIX}"
        resident = server._Resident(str(house), "", path, listener, {}, {}, "wrong")
        for when, slug in enumerate(("wrong", "one", "one", "wrong"), 2**32):
            os.utime(house / "content" / slug / "brief.md", (when, when))
            resident._rehearse_another()
    assert rehearsed == ["one", "wrong"]


def test_a_system_that_has_none_of_it_runs_commands() -> None:
    """Windows has neither limits nor forks: there the client is imported, and stands aside."""
    program = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('resource', 'fcntl')))\n"
        "from briefpress.__main__ import main\n"
        "sys.platform = 'win32'\n"
        "from briefpress.resident.client import find_resident_house\n"
        "print(find_resident_house(['one'], True, None))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("None\n", "")


GAPS = """
import os, resource
from briefpress.resident.memory import fill_gaps

def count_pages():
    "Pages of memory that a child gets of its own for 50,000 objects."
    read, write = os.pipe()
    if not os.fork():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        held = [bytes(60) for _ in range(50_000)]
        pages = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
        os.write(write, b"%d" % pages)
        os._exit(0)
    os.wait()
    return int(os.read(read, 64))

held = [bytes(60) for _ in range(200_000)]
del held[::2]
with_gaps = count_pages()
filling = fill_gaps()
print(with_gaps, count_pages())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a resident is for Linux")
def test_a_child_takes_new_pages_where_gaps_are_filled() -> None:
    """Objects of a child stand close together, and not each on a page of its parent."""
    ran = subprocess.run([sys.executable, "-c", GAPS], capture_output=True, text=True, check=True)
    with_gaps, filled = map(int, ran.stdout.split())
    assert filled < with_gaps * 0.7
