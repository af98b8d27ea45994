"""Tests of the command: an exit code, plain words, and a clean end whatever happens."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.harm import EATS, HANGS, let_pages_harm
from support.printed import (
    HOUSE,
    PAPERS,
    add_brief,
    house_theme,
    new_house,
    own_file,
    run,
    run_apart,
    words,
)
from support.tools import hear_signals

from briefpress.cache.freshness import Freshness
from briefpress.commands.status import news_of

PLAIN = "## A heading\n\nSome text.\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two plain briefs and a broken one, which tests only read."""
    house = new_house(tmp_path_factory.mktemp("cli") / "house")
    for slug in ("one", "two"):
        add_brief(house, slug, PLAIN)
    add_brief(house, "broken", "## A heading\n\n{{ facts.nobody }}\n")
    return house


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
def test_a_build_says_what_it_made(house: Path) -> None:
    """Success is 0: a line for each PDF with pages, size and time, and a sum."""
    add_brief(house, "one", PLAIN)
    done = run_apart(house=house)
    assert (done.returncode, done.stderr) == (0, "")
    first, second, third = done.stdout.splitlines()
    assert re.fullmatch(r"output/one\.pdf  1 page, \d+ KB, \d+\.\d s", first)
    assert re.fullmatch(r"output/one\.letter\.pdf  1 page, \d+ KB, \d+\.\d s", second)
    assert re.fullmatch(r"2 PDFs in \d+\.\d s", third)
    assert outputs(house) == ["one.letter.pdf", "one.pdf"]


@pytest.mark.long
def test_a_brief_with_an_error_is_1_and_the_others_are_built(shared: Path) -> None:
    """Errors are 1: place, severity, message and hint on stderr, and the other briefs are there."""
    done = run("--paper", "a4", house=shared)
    assert done.returncode == 1
    assert done.stderr.startswith("content/broken/brief.md:3: error: no fact `nobody`\n  hint: ")
    assert "1 brief has errors: printed as a draft, and not to be published" in done.stderr
    assert "Traceback" not in done.stderr
    assert {"one.pdf", "two.pdf", "broken.pdf"} <= {*outputs(shared)}


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
    ("before", "said"),
    [
        ("sys.version_info = (3, 9, 2, 'final', 0); sys.version = '3.9.2 (main)'",
         "error: this is Python 3.9.2, 3.11 is needed"),
        ("sys.modules['click'] = None", "error: this Python has no package `click`"),
        # One that a command asks for long after it has begun.
        ("sys.modules['tinycss2'] = None", "error: this Python has no package `tinycss2`"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_made", [False, True])
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
def test_progress_is_plain_where_nobody_watches(shared: Path) -> None:
    """Into a file or a pipe go whole lines: no colour, no bar, no line that is written over."""
    options = ("--paper", "a4", "--jobs", 1)
    done = run_apart("one", "two", "broken", *options, house=shared, env={"TERM": "xterm-256color"})
    for text in (done.stdout, done.stderr):
        assert text.endswith("\n")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)


@pytest.mark.long
def test_on_a_terminal_there_is_colour(shared: Path) -> None:
    """On a terminal errors are in colour, and after the bar the cursor is there again."""
    import pty

    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "build.py", "--force", "--paper", "a4", "--jobs", "1"],
        cwd=shared, stdin=writer, stdout=writer, stderr=writer,
        env=os.environ | {"TERM": "xterm-256color", "NO_COLOR": ""},
    ) as process:  # fmt: skip
        os.close(writer)
        shown = b""
        try:
            while part := os.read(reader, 65536):
                shown += part
        except OSError:  # the terminal is closed
            pass
    os.close(reader)
    assert process.returncode == 1
    assert b"\x1b[31m" in shown
    assert shown.count(b"\x1b[?25l") == shown.count(b"\x1b[?25h")
    assert b"output/one.pdf" in shown


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
            [sys.executable, "build.py", "theme"], cwd=shared, stdout=full, stderr=-1, text=True
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
def test_jobs_do_not_change_the_bytes(house: Path) -> None:
    """One worker or three give the same PDFs."""
    add_brief(house, "one", f"## A heading\n\n{words(300)}\n")
    made = []
    for jobs in (1, 3):
        assert run_apart("--jobs", jobs, house=house).returncode == 0
        made.append([(house / "output" / name).read_bytes() for name in outputs(house)])
    assert made[0] == made[1]
    assert len(made[0]) == len(PAPERS)


@pytest.mark.long
def test_it_can_be_started_from_anywhere(shared: Path, tmp_path: Path) -> None:
    """The house is where build.py is, whatever the working folder."""
    done = subprocess.run(
        [sys.executable, shared / "build.py", "two", "--paper", "a4"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert [*tmp_path.iterdir()] == []


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
    assert run(*last.split()[3:], house=house).returncode == 0
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


def test_a_house_that_is_broken_is_said_once(house: Path) -> None:
    """An error in the styles is said once, not for each brief, and is 1."""
    for slug in ("one", "two"):
        add_brief(house, slug, PLAIN)
    own_file(house, "styles/statement.css").write_text("p { color: red\n", "utf-8")
    done = run(house=house)
    assert done.returncode == 1
    assert done.stderr.count("styles/statement.css:1: error: `{` is never closed") == 1
    assert outputs(house) == []


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
@pytest.mark.parametrize(
    ("harm", "options", "said"),
    [
        (HANGS, ["--time-limit", "4"], "not finished after 4 s"),
        (EATS, ["--memory-limit", "0.6"], r"(more than 0\.6 GB of memory|the worker died.*)"),
    ],
)
def test_what_is_too_heavy_costs_its_own_brief(
    house: Path, harm: str, options: Sequence[str], said: str
) -> None:
    """A brief that hangs or fills the memory is named; the rest is built; its last PDF stays."""
    for slug in ("able", "bad", "zeal"):
        add_brief(house, slug, PLAIN, paper=["a4"])
    assert run(house=house).returncode == 0
    before = (house / "output/bad.pdf").read_bytes()
    for slug in ("able", "zeal"):
        add_brief(house, slug, f"{PLAIN}More of it.\n", paper=["a4"])
    add_brief(house, "bad", f"{PLAIN}{harm}\n", paper=["a4"])
    let_pages_harm(house)
    done = run_apart(*options, house=house)
    assert done.returncode == 1
    problem = rf"output/bad: error: {said}\n  hint: look for a very long table"
    assert re.search(problem, done.stderr), done.stderr
    assert done.stderr.count(": error: ") == 1
    assert "Traceback" not in done.stderr
    assert {"output/able.pdf", "output/zeal.pdf"} <= {*done.stdout.split()}
    assert (house / "output/bad.pdf").read_bytes() == before
    state = next(line for line in run("status", house=house).stdout.splitlines() if "bad" in line)
    assert "out of date" in state


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
def test_a_worker_that_is_shot_costs_nothing(crowd: Path) -> None:
    """Where the system kills workers, what they had in hand is done once more, and all is built."""
    slugs = [f"brief-{number}" for number in range(8)]
    process = subprocess.Popen(
        [sys.executable, "build.py", *slugs, "--force", "--paper", "a4", "--jobs", "2"], cwd=crowd,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()  # the first PDF is there
    os.kill(workers_of(process)[0], signal.SIGKILL)
    out, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert "8 PDFs" in out
    assert [slug for slug in slugs if not (crowd / f"output/{slug}.pdf").exists()] == []


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that *process* has started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in children.read_text().split()]


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_a_build_that_is_killed_leaves_no_process(crowd: Path, death: signal.Signals) -> None:
    """Killed by itself, a build takes its workers with it, whatever they are doing."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "--force"], cwd=crowd, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    workers = workers_of(process)
    assert workers
    process.send_signal(death)
    process.communicate(timeout=120)
    for _ in range(6000):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.01)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    raise AssertionError("a worker is left behind")


@pytest.mark.long
def test_the_bar_shows_names_what_is_left_and_for_how_long(shared: Path) -> None:
    """On a terminal a bar names the brief in hand, how many are done and left, and the time."""
    import pty

    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "build.py", "one", "two", "--force", "--paper", "a4", "--jobs", "1"],
        cwd=shared, stdin=writer, stdout=writer, stderr=writer,
        env=os.environ | {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "100"},
    ) as process:  # fmt: skip
        os.close(writer)
        shown = b""
        try:
            while part := os.read(reader, 65536):
                shown += part
        except OSError:  # the terminal is closed
            pass
    os.close(reader)
    assert process.returncode == 0
    plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown).decode()
    assert re.search(r"one .*0/2 2 left, [-0-9:]+", plain)
    assert re.search(r"two .*1/2 1 left, [-0-9:]+", plain)


# ---------------------------------------------------------------------------------------------
# Ctrl-C


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that is built for a good while."""
    house = new_house(tmp_path_factory.mktemp("crowd") / "house")
    for number in range(60):
        add_brief(house, f"brief-{number}", f"## A heading\n\n{words(400, number)}\n")
    return house


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("moment", [None, 0, 0.02, 0.05, 0.1, 0.3, 0.6, 1])
def test_ctrl_c_ends_cleanly(crowd: Path, tmp_path: Path, moment: float | None) -> None:
    """Broken off at any moment, a build ends at once: no traceback, no process, no half file."""
    process = subprocess.Popen(
        [sys.executable, "build.py"], cwd=crowd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True, env=os.environ | {"TMPDIR": str(tmp_path)},
        preexec_fn=hear_signals,
    )  # fmt: skip
    if moment is None:
        assert process.stdout is not None
        process.stdout.readline()  # the first PDF is there
    else:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not children.read_text():  # the first worker is not there yet
            assert process.poll() is None, process.communicate()
            time.sleep(0.001)
        time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=120)
    assert "Traceback" not in said
    assert process.returncode == 130
    assert said.strip() == "stopped; what was finished is in output/"
    assert "60 PDFs" not in out
    for _ in range(6000):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    else:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError("a process is left behind")
    output = crowd / "output"
    for file in output.glob("*.pdf"):
        data = file.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
    assert [*output.glob(".*.unfinished")] == []
    assert [*tmp_path.glob("briefpress-*")] == []


@pytest.mark.kills
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has started whom")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_kill_ends_cleanly_too(crowd: Path, tmp_path: Path, number: signal.Signals) -> None:
    """`kill`, a system that shuts down, a closed terminal: as Ctrl-C, and no folder is left."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "--force"], cwd=crowd, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(tmp_path)},
        preexec_fn=hear_signals,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    assert [*tmp_path.glob("briefpress-*")]
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert said.strip() == "stopped; what was finished is in output/"
    assert process.returncode == -number
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
