"""Tests of the command: an exit code, plain words, and a clean end whatever happens."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.depth import few
from support.harm import EATS, HANGS, let_pages_harm
from support.printed import (
    HOUSE,
    add_brief,
    house_theme,
    new_house,
    own_file,
    run,
    run_apart,
    words,
)
from support.tools import hear_signals
from support.warm import begin, run_warm

from briefpress.cache.freshness import Freshness
from briefpress.commands.status import news_of

PLAIN = "## A heading\n\nSome text.\n"
OLD = "sys.version_info = (3, 9, 2, 'final', 0); sys.version = '3.9.2 (main)'"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two plain briefs and a broken one, which tests only read."""
    house = new_house(tmp_path_factory.mktemp("cli") / "house")
    add_brief(house, "one", PLAIN)
    add_brief(house, "two", f"## A heading\n\n{words(150)}\n", paper=["a4"])
    add_brief(house, "broken", "## A heading\n\n{{ facts.nobody }}\n", paper=["a4"])
    return house


@dataclass(frozen=True)
class Built:
    """A house that was built twice: into a pipe by two workers, then on a terminal by one."""

    house: Path
    piped: subprocess.CompletedProcess[str]
    first: Mapping[str, bytes]
    """The PDFs of the first time, by their names."""
    code: int
    """The exit code of the second time."""
    shown: bytes
    """All that the terminal was sent."""


@pytest.fixture(scope="module")
def built(shared: Path) -> Built:
    """Build all that is shared, for all tests that ask about the screen."""
    piped = run_apart("--jobs", 2, house=shared, env={"TERM": "xterm-256color"})
    first = {name: (shared / "output" / name).read_bytes() for name in outputs(shared)}
    code, shown = on_a_terminal("--force", "--jobs", "1", house=shared)
    return Built(shared, piped, first, code, shown)


def on_a_terminal(*arguments: str, house: Path) -> tuple[int, bytes]:
    """Run build.py of *house* on a terminal of its own: the exit code, and what was shown."""
    import pty

    reader, writer = pty.openpty()
    env = {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "100"}
    command = begin(*arguments, house=house, env=env, terminal=os.ttyname(writer))
    shown = os.read(reader, 65536)
    os.close(writer)  # which the command has opened by now
    with suppress(OSError):  # the terminal is closed
        while part := os.read(reader, 65536):
            shown += part
    os.close(reader)
    return command.end().returncode, shown


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def outputs(house: Path) -> list[str]:
    """Names of the PDFs in output/."""
    return sorted(path.name for path in (house / "output").glob("*.pdf"))


# ---------------------------------------------------------------------------------------------
# Exit codes and what is said


@pytest.mark.long
def test_a_build_says_what_it_made(built: Built) -> None:
    """A line for each PDF with pages, size and time, and a sum."""
    *lines, last = built.piped.stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines] == [
        f"output/{name}.pdf" for name in ("broken", "one", "one.letter", "two")
    ]
    for line in lines:
        assert re.fullmatch(r"\S+  1 page, \d+ KB, \d+\.\d s", line)
    assert re.fullmatch(r"4 PDFs in \d+\.\d s", last)
    assert [*built.first] == sorted(Path(line.split()[0]).name for line in lines)


@pytest.mark.long
def test_a_brief_with_an_error_is_1_and_the_others_are_built(built: Built) -> None:
    """Errors are 1: place, severity, message and hint on stderr, and the other briefs are there."""
    said = built.piped.stderr
    assert built.piped.returncode == built.code == 1
    assert said.startswith("content/broken/brief.md:3: error: no fact `nobody`\n  hint: ")
    assert "1 brief has errors: printed as a draft, and not to be published" in said
    assert "Traceback" not in said
    assert {"one.pdf", "two.pdf", "broken.pdf"} <= {*built.first}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["on"], "did you mean `one`?"),
        (["--paper", "a3"], "choose of a4, letter"),
        (["--jobs", "0"], "--jobs"),
        (["--no-such-option"], "--no-such-option"),
        (["html", "nobody"], "no brief `nobody`"),
        (["html"], "BRIEF"),
        (["new", "three"], "--title"),
        (["new", "doctor", "--title", "A title"], "`doctor` is a command"),
        (["status", "nobody"], "no brief `nobody`"),
        (["status", "--format", "xml"], "--format"),
        (["publish", "one"], "--note"),
        (["publish", "nobody", "--note", "New."], "no brief `nobody`"),
        (["publish", "one", "--note", "New.", "--date", "2024-02-30"], "`2024-02-30` is no day"),
        (["publish", "one", "--note", "New.", "--kind", "first"], "--kind"),
        (["withdraw", "one", "0", "--why", "Wrong."], "EDITION"),
        (["withdraw", "one", "1"], "--why"),
        (["verify"], "name a PDF, or a code"),
        (["verify", "--code", "ONE-1-000000"], "there is no ledger yet"),
        (["build", "--time-limit", "0"], "--time-limit"),
        (["build", "--memory-limit", "lots"], "--memory-limit"),
    ],
)
def test_a_wrong_command_line_is_2(shared: Path, arguments: Sequence[str], said: str) -> None:
    """A command line that makes no sense is 2, says what would, and builds nothing."""
    before = outputs(shared)
    done = run(*arguments, house=shared)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert outputs(shared) == before


def test_without_content_it_says_where_to_go(tmp_path: Path) -> None:
    """Started where no house is, the command says so, and is 2."""
    (tmp_path / "build.py").write_text((HOUSE / "build.py").read_text())
    done = run(house=tmp_path)
    assert done.returncode == 2
    assert "there is no content/ here" in done.stderr


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "said", "is_made"),
    few(
        [
            (OLD, "error: this is Python 3.9.2, 3.11 is needed", False),
            (OLD, "error: this is Python 3.9.2, 3.11 is needed", True),
            ("sys.modules['click'] = None", "error: this Python has no package `click`", False),
            # One that a command asks for long after it has begun.
            (
                "sys.modules['tinycss2'] = None",
                "error: this Python has no package `tinycss2`",
                True,
            ),
        ]
    ),
)
def test_without_its_environment_it_says_what_to_do(
    house: Path, before: str, said: str, is_made: bool
) -> None:
    """A Python too old, or without our packages, is told in a line, and how to come by another."""
    add_brief(house, "one", PLAIN)
    (house / "build.py").write_text((HOUSE / "build.py").read_text())
    if is_made:
        (house / ".venv").mkdir()
    run_it = f"import sys, runpy; {before}; sys.argv = ['build.py', 'one', '--force']; "
    done = subprocess.run(
        [sys.executable, "-c", run_it + "runpy.run_path('build.py', run_name='__main__')"],
        cwd=house, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )  # fmt: skip
    lines = done.stderr.splitlines()
    assert (done.returncode, lines[0].startswith(said), len(lines)) == (1, True, 2), done.stderr
    assert ("make" in lines[1], ".venv/bin/activate" in lines[1]) == (True, True)
    assert ("where you did, run `make`" in lines[1]) == is_made


@pytest.mark.long
def test_quiet_says_nothing_on_success(shared: Path) -> None:
    """With --quiet a build that went well leaves the screen empty."""
    for flag in ("-q", "--quiet"):
        done = run("one", flag, "--paper", "letter", house=shared)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "one.letter.pdf" in outputs(shared)


@pytest.mark.long
def test_quiet_still_says_what_is_wrong(shared: Path) -> None:
    """With --quiet an error is said all the same."""
    done = run("broken", "-q", house=shared)
    assert (done.returncode, done.stdout) == (1, "")
    assert "content/broken/brief.md:3" in done.stderr


@pytest.mark.long
def test_progress_is_plain_where_nobody_watches(built: Built) -> None:
    """Into a file or a pipe go whole lines: no colour, no bar, no line that is written over."""
    for text in (built.piped.stdout, built.piped.stderr):
        assert text.endswith("\n")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)


@pytest.mark.long
def test_on_a_terminal_there_is_colour(built: Built) -> None:
    """On a terminal errors are in colour, and after the bar the cursor is there again."""
    assert b"\x1b[31m" in built.shown
    assert built.shown.count(b"\x1b[?25l") == built.shown.count(b"\x1b[?25h")
    assert b"output/one.pdf" in built.shown


@pytest.mark.long
def test_the_bar_shows_names_what_is_left_and_for_how_long(built: Built) -> None:
    """On a terminal a bar names the brief in hand, how many are done and left, and the time."""
    plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", built.shown).decode()
    assert re.search(r"one .*1/3 2 left, [-0-9:]+", plain)
    assert re.search(r"two .*2/3 1 left, [-0-9:]+", plain)


@pytest.mark.long
def test_a_reader_that_goes_away_is_no_traceback(shared: Path) -> None:
    """`build.py | head -1` ends without a word on stderr about pipes."""
    command = f"{sys.executable} build.py one two --paper a4 | head -c 1"
    done = subprocess.run(["sh", "-c", command], cwd=shared, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.long
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_without_a_traceback(shared: Path) -> None:
    """Where what is said cannot be written, that is said, with what to do."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "build.py", "--help"], cwd=shared, stdout=full, stderr=-1, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("error: nothing more can be written: ")
    assert "\n  hint: make room on the disk" in done.stderr


@pytest.mark.long
def test_python_may_run_without_docstrings(shared: Path) -> None:
    """`PYTHONOPTIMIZE=2` takes asserts and docstrings away; the page and the checks stay."""
    done = subprocess.run(
        [sys.executable, "build.py", "one", "--paper", "a4"], cwd=shared, capture_output=True,
        text=True, env={**os.environ, "PYTHONOPTIMIZE": "2"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------------------------------------
# Arguments


@pytest.mark.long
def test_build_goes_without_saying(house: Path) -> None:
    """`build.py one`, `build.py build one` and `build.py --paper a4 one` are one command."""
    add_brief(house, "one", PLAIN, paper=["a4"])
    add_brief(house, "two", PLAIN, paper=["a4"])
    for arguments in (["one"], ["build", "one"], ["--paper", "a4", "one"], ["-q", "one", "one"]):
        done = run(*arguments, house=house)
        assert (done.returncode, done.stderr) == (0, "")
        assert outputs(house) == ["one.pdf"]
        (house / "output/one.pdf").unlink()


@pytest.mark.long
def test_each_paper_is_named(house: Path) -> None:
    """--paper may be given twice; the main paper has the plain name, whatever is asked for."""
    add_brief(house, "one", PLAIN, paper=["letter", "a4"])
    done = run("--paper", "a4", "--paper", "letter", house=house)
    assert done.returncode == 0
    assert outputs(house) == ["one.a4.pdf", "one.pdf"]


@pytest.mark.long
def test_jobs_do_not_change_the_bytes(built: Built) -> None:
    """Two workers or one give the same PDFs."""
    for name, data in built.first.items():
        assert (built.house / "output" / name).read_bytes() == data, name
    assert len(built.first) == 4


@pytest.mark.long
def test_it_can_be_started_from_anywhere(shared: Path, tmp_path: Path) -> None:
    """The house is where build.py is, whatever the working folder."""
    done = subprocess.run(
        [sys.executable, shared / "build.py", "two", "--paper", "a4"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.long
@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["new", "--help"]])
def test_help_waits_for_nothing_heavy(arguments: Sequence[str]) -> None:
    """`--help` explains itself without importing what only a build needs."""
    code = (
        "import sys; from briefpress.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "Usage:" in done.stdout
    heavy = {
        "weasyprint", "jinja2", "pydantic", "markdown", "yaml", "babel", "lxml", "nh3",
        "vl_convert", "rich", "PIL", "multiprocessing", "asyncio", "fontTools",
    }  # fmt: skip
    assert heavy & {*done.stderr.split()} == set()


def test_help_names_every_command() -> None:
    """The help of the command names all that it can do."""
    done = run("--help", house=HOUSE)
    commands = {"build", "doctor", "html", "new", "publish", "schema", "status", "verify"}
    assert commands | {"withdraw"} <= {*done.stdout.split()}
    assert run("--version", house=HOUSE).stdout.strip().endswith("0.1.0")


@pytest.mark.long
def test_the_page_can_be_looked_into(house: Path) -> None:
    """`html` writes one closed file: fonts and pictures are inside, nothing is outside."""
    add_brief(house, "one", PLAIN)
    done = run("html", "one", house=house)
    assert (done.returncode, done.stdout, done.stderr) == (0, "output/one.html\n", "")
    page = (house / "output/one.html").read_text("utf-8")
    assert "A heading" in page
    fonts = len(house_theme(house).fonts)
    assert page.count("data:font/ttf;base64,") == fonts > 4
    named = re.findall(r"""(?:src=|url\()["']?([^"')]+)""", page)
    assert len(named) == fonts
    assert all(address.startswith("data:") for address in named)


def test_a_page_with_an_error_is_written_as_a_draft(shared: Path) -> None:
    """`html` of a broken brief is 1, says what is wrong, and the page says so as well."""
    done = run("html", "broken", house=shared)
    assert (done.returncode, done.stdout) == (1, "output/broken.html\n")
    assert "content/broken/brief.md:3" in done.stderr
    page = (shared / "output/broken.html").read_text("utf-8")
    assert "Draft, 1 error ·" in page
    assert "Cannot be printed: facts.nobody" in page


@pytest.mark.long
def test_new_says_what_comes_next(house: Path) -> None:
    """`new` lists what it made and the command that builds it, which works."""
    done = run("new", "third-brief", "--title", "A third brief", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    *files, last = done.stdout.splitlines()
    assert files == ["content/third-brief/brief.md", "content/third-brief/brief.yaml"]
    assert last == "Now: python build.py third-brief"
    assert run(*last.split()[3:], "--paper", "a4", house=house).returncode == 0
    assert run("new", "third-brief", "--title", "Again", house=house).returncode == 1


@pytest.mark.long
def test_schema_is_where_the_briefs_look_for_it(house: Path) -> None:
    """The first line of each brief.yaml names a schema, and `schema` writes it there."""
    done = run("schema", house=house)
    assert done.stdout.split() == [
        f"output/schema/{name}.json"
        for name in ("brief", "institute", "facts", "meeting", "boundaries", "brand")
    ]
    named = [*(HOUSE / "templates/new").glob("*/brief.yaml"), *HOUSE.glob("content/*/brief.yaml")]
    for file in named:
        where = re.match(r"# yaml-language-server: \$schema=(\S+)", file.read_text("utf-8"))
        assert where is not None
        assert (house / "content/any" / where[1]).resolve() == house / "output/schema/brief.json"


# ---------------------------------------------------------------------------------------------
# Errors of the house


@pytest.mark.long
def test_a_house_that_is_broken_is_said_once(house: Path) -> None:
    """An error in the styles is said once, not for each brief, and is 1."""
    for slug in ("one", "two"):
        add_brief(house, slug, PLAIN)
    own_file(house, "styles/statement.css").write_text("p { color: red\n", "utf-8")
    done = run(house=house)
    assert done.returncode == 1
    assert done.stderr.count("styles/statement.css:1: error: `{` is never closed") == 1
    assert outputs(house) == []
    done = run("import", own_file(house, "styles/statement.css"), "--as", "three", house=house)
    assert (done.returncode, done.stderr.count("error: `{` is never closed")) == (1, 1)


def test_a_font_that_is_not_installed_is_said(house: Path) -> None:
    """A family without a package is an error that names the package."""
    add_brief(house, "one", PLAIN)
    tokens = own_file(house, "styles/tokens.css")
    tokens.write_text(tokens.read_text("utf-8").replace("Source Serif Pro", "No Such"), "utf-8")
    done = run(house=house)
    assert done.returncode == 1
    assert "styles/tokens.css:7: error: the font `No Such` is not installed" in done.stderr
    assert "font_no_such" in done.stderr or "font-no-such" in done.stderr


# ---------------------------------------------------------------------------------------------
# Status


@pytest.mark.long
def test_status_is_a_table(house: Path) -> None:
    """A line for each brief and paper: what it is called, how it stands, and because of what."""
    add_brief(house, "one", PLAIN)
    add_brief(house, "second-brief", PLAIN, paper=["a4"], language="fr")
    assert run("second-brief", house=house).returncode == 0
    (house / "content/second-brief/brief.md").write_text(f"{PLAIN}More.\n", "utf-8")
    done = run("status", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [re.split(r"  +", line) for line in done.stdout.splitlines()]
    assert rows == [
        ["brief", "language", "paper", "state", "PDF", "published", "pages", "what is new"],
        ["one", "–", "–", "never built", "–", "–", "–"],
        ["second-brief", "fr", "a4", "out of date", "draft", "–", "1",
         "brief.md: “A heading” changed"],
    ]  # fmt: skip
    assert run("status", "one", house=house).stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("edition", "published", "said"),
    [
        (None, "edition 1", ["draft printed, not published: readers hold edition 1"]),
        (1, "edition 1", []),
        (None, "edition 1, withdrawn", []),
        (None, "", []),
    ],
)
def test_status_says_what_readers_hold(
    edition: int | None, published: str, said: list[str]
) -> None:
    """A draft that is current is not what they hold where an edition is out."""
    standing = Freshness("it", "a4", "current", edition=edition, pages=2, published=published)
    assert news_of(standing) == said


@pytest.mark.long
def test_status_prints_and_changes_no_pdf(house: Path) -> None:
    """Status looks; it neither prints what is out of date nor makes what is not there."""
    add_brief(house, "one", PLAIN, paper=["a4"])
    assert run("status", house=house).returncode == 0
    assert outputs(house) == []
    run(house=house)
    before = (house / "output/one.pdf").read_bytes()
    add_brief(house, "one", f"{PLAIN}More.\n", paper=["a4"])
    assert "out of date" in run("status", house=house).stdout
    assert (house / "output/one.pdf").read_bytes() == before


# ---------------------------------------------------------------------------------------------
# Limits


@pytest.mark.kills
def test_what_is_too_heavy_costs_its_own_brief(house: Path) -> None:
    """A brief that hangs or fills the memory is named; the rest is built; its last PDF stays."""
    harms = {
        "eats": (EATS, r"(more than 0\.6 GB of memory|the worker died.*)"),
        "hangs": (HANGS, "not finished after 4 s"),
    }
    for slug in ("able", *harms, "zeal"):
        add_brief(house, slug, PLAIN, paper=["a4"])
    assert run(house=house).returncode == 0
    before = {slug: (house / f"output/{slug}.pdf").read_bytes() for slug in harms}
    for slug in ("able", "zeal"):
        add_brief(house, slug, f"{PLAIN}More of it.\n", paper=["a4"])
    for slug, (harm, _) in harms.items():
        add_brief(house, slug, f"{PLAIN}{harm}\n", paper=["a4"])
    let_pages_harm(house)
    done = run_warm("--time-limit", "4", "--memory-limit", "0.6", house=house)
    assert done.returncode == 1
    states = run("status", house=house).stdout
    for slug, (_, said) in harms.items():
        problem = rf"output/{slug}: error: {said}\n  hint: look for a very long table"
        assert re.search(problem, done.stderr), done.stderr
        assert (house / f"output/{slug}.pdf").read_bytes() == before[slug]
        assert re.search(rf"^{slug} .*out of date", states, re.M)
    assert done.stderr.count(": error: ") == 2
    assert "Traceback" not in done.stderr
    assert {"output/able.pdf", "output/zeal.pdf"} <= {*done.stdout.split()}


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
def test_a_worker_that_is_shot_costs_nothing(crowd: Path) -> None:
    """Where the system kills workers, what they had in hand is done once more, and all is built."""
    slugs = [f"brief-{number}" for number in range(8)]
    command = begin(*slugs, "--force", "--jobs", "2", house=crowd)
    command.wait_for_a_line()
    os.kill(workers_of(command.pid)[0], signal.SIGKILL)
    done = command.end()
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 PDFs" in done.stdout
    assert [slug for slug in slugs if not (crowd / f"output/{slug}.pdf").exists()] == []


def workers_of(process: int) -> list[int]:
    """The processes that *process* has started."""
    children = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in children.read_text().split()]


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
def test_a_build_that_is_killed_leaves_no_process(crowd: Path) -> None:
    """Killed by itself, a build takes its workers with it, whatever they are doing."""
    command = begin("--force", house=crowd)
    command.wait_for_a_line()
    workers = workers_of(command.pid)
    assert workers
    os.kill(command.pid, signal.SIGKILL)
    command.end()
    assert all_end(workers), "a worker is left behind"


def all_end(processes: Sequence[int]) -> bool:
    """Whether *processes* end soon; one that does not is killed."""
    for _ in range(6000):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.01)
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return False


# ---------------------------------------------------------------------------------------------
# Ctrl-C


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that is built for a good while."""
    house = new_house(tmp_path_factory.mktemp("crowd") / "house")
    for number in range(60):
        add_brief(house, f"brief-{number}", f"## A heading\n\n{words(40, number)}\n", paper=["a4"])
    return house


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("moment", [None, 0, 0.02, 0.05, 0.1, 0.3, 0.6, 1])
def test_ctrl_c_ends_cleanly(crowd: Path, tmp_path: Path, moment: float | None) -> None:
    """Broken off at any moment, a build ends at once: no traceback, no process, no half file."""
    command = begin("--force", house=crowd, env={"TMPDIR": str(tmp_path)})
    if moment is None:
        command.wait_for_a_line()
    else:
        wait_for_workers(command.pid)
        time.sleep(moment)
    os.killpg(command.pid, signal.SIGINT)
    assert_ended(command.pid, command.end(), crowd, tmp_path)


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("moment", few([0, 0.3]))
def test_ctrl_c_ends_what_has_just_begun(crowd: Path, tmp_path: Path, moment: float) -> None:
    """So does a command that begins with nothing, while its workers load what they need."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "--force"], cwd=crowd, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"TMPDIR": str(tmp_path)}, preexec_fn=hear_signals,
    )  # fmt: skip
    wait_for_workers(process.pid)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=120)
    done = subprocess.CompletedProcess([], process.returncode, out, said)
    assert_ended(process.pid, done, crowd, tmp_path)


def wait_for_workers(process: int) -> None:
    """Return when *process* has started its first worker."""
    while not workers_of(process):
        time.sleep(0.001)


def assert_ended(
    group: int, done: subprocess.CompletedProcess[str], house: Path, temporary: Path
) -> None:
    """The command that led *group* was broken off by Ctrl-C, and left nothing behind."""
    assert "Traceback" not in done.stderr
    assert done.returncode == 130
    assert done.stderr.strip() == "stopped; what was finished is in output/"
    assert "60 PDFs" not in done.stdout
    for _ in range(6000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    else:
        os.killpg(group, signal.SIGKILL)
        raise AssertionError("a process is left behind")
    for file in (house / "output").glob("*.pdf"):
        data = file.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
    assert [*(house / "output").glob(".*.unfinished")] == []
    assert [*temporary.glob("briefpress-*")] == []


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_kill_ends_cleanly_too(crowd: Path, tmp_path: Path, number: signal.Signals) -> None:
    """`kill`, a system that shuts down, a closed terminal: as Ctrl-C; nothing is left behind."""
    command = begin("--force", house=crowd, env={"TMPDIR": str(tmp_path)})
    command.wait_for_a_line()
    assert [*tmp_path.glob("briefpress-*")]
    workers = workers_of(command.pid)
    assert workers
    os.kill(command.pid, number)
    done = command.end()
    assert done.stderr.strip() == "stopped; what was finished is in output/"
    assert done.returncode == -number
    assert all_end(workers), "a worker is left behind"
    assert [*tmp_path.glob("briefpress-*")] == []


def test_what_killed_commands_left_is_swept(tmp_path: Path) -> None:
    """Folders of a day ago whose process is gone; those of others, of today and files stay."""
    from briefpress.press.workers import _sweep

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    old = time.time() - 2 * 24 * 60 * 60
    names = {
        f"briefpress-{gone.pid}-abc": old, f"briefpress-{gone.pid}-new": time.time(),
        f"briefpress-{os.getpid()}-abc": old, "briefpress-tests-abc": old, "briefpress-0": old,
    }  # fmt: skip
    for name, when in names.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "font").write_bytes(b"type")
        os.utime(tmp_path / name, (when, when))
    (tmp_path / f"briefpress-{gone.pid}-link").symlink_to(tmp_path / "briefpress-0")
    _sweep(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names, f"briefpress-{gone.pid}-link"} - {f"briefpress-{gone.pid}-abc"}
