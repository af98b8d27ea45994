"""Tests of the preview: a save is on the screen, a mistake is told over its draft,
and nobody but this machine sees either.
"""

import http.client
import io
import json
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

import pytest
from PIL import Image
from support.depth import few
from support.houses import ROOT
from support.printed import add_brief, new_house, own_file, pdf_of, print_brief, run
from support.screen import chromium, watching

from briefpress.model.problems import Place, Problems
from briefpress.press.workers import Workers
from briefpress.preview.builder import Builder
from briefpress.preview.dashboard import HOUSE, Card, Dashboard, in_a_sentence
from briefpress.preview.rasters import Picture, Print, last_prints, read_print
from briefpress.preview.remark_marks import Sought, find_marks
from briefpress.preview.server import listen_on, refused
from briefpress.preview.watcher import can_change_a_page, touched
from briefpress.workflows import build as building
from briefpress.workflows.build import Outcome

pytestmark = pytest.mark.long

SENTENCE = "The council met in the morning and heard the report of the panel on the year before. "
TWO_PAGES = "## First\n\nAlpha begins.\n\n" + "\n\n".join([SENTENCE * 7] * 10) + "\n\nOmega ends.\n"
PLAIN = "## First\n\nOne sentence.\n"
PDF = (  # an empty sheet of A4
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
LETTER = PDF.replace(b"595.28 841.89", b"612.00 791.99")


# ---------------------------------------------------------------------------------------------
# Which saves count, and what they touch


@pytest.mark.parametrize(
    "name",
    ["brief.md", "brief.yaml", "returns.csv", "map.svg", "a b.png", "blocks/x.html", "4913.csv"],
)  # fmt: skip
def test_a_file_of_the_house_counts(name: str) -> None:
    """Whatever an author or a designer writes may be part of a page."""
    assert can_change_a_page(PurePosixPath("content/dprk", name))


@pytest.mark.parametrize(
    "name",
    [".brief.md.swp", "brief.md~", "#brief.md#", ".#brief.md", "4913", "~$brief.docx", ".git/index",
     "brief.md.tmp", "brief.yaml___jb_tmp___", ".DS_Store", "brief.md.swx", "x.crdownload"],
)  # fmt: skip
def test_what_editors_leave_does_not_count(name: str) -> None:
    """Swap files, backups, locks and temporary names start no build."""
    assert not can_change_a_page(PurePosixPath("content/dprk", name))


@pytest.mark.parametrize(
    ("path", "slugs"),
    [
        ("content/dprk/brief.md", ["dprk"]),
        ("content/dprk", ["dprk"]),
        ("content/mali/deep/map.svg", ["mali"]),
        ("content/nobody/brief.md", []),
        ("content/institute.yaml", ["dprk", "mali"]),
        ("content", ["dprk", "mali"]),
        ("styles/tokens.css", ["dprk", "mali"]),
        ("templates/blocks/timeline.html", ["dprk", "mali"]),
        ("editions/ledger.jsonl", ["dprk", "mali"]),
    ],
)
def test_a_save_touches_its_brief_or_all(path: str, slugs: list[str]) -> None:
    """A file of a brief touches that brief; what all briefs share touches all."""
    assert touched([PurePosixPath(path)], ["dprk", "mali"]) == slugs


# ---------------------------------------------------------------------------------------------
# What is said


def problems(*places: Place, warn: bool = False) -> Problems:
    """Problems at *places*."""
    made = Problems()
    for place in places:
        (made.warning if warn else made.error)(place, "a message")
    return made


@pytest.mark.parametrize(
    ("found", "changed", "said"),
    [
        (problems(), None, "dprk: 2 pages, rebuilt"),
        (problems(), (1, 2), "dprk: 2 pages, rebuilt"),
        (problems(), (2,), "dprk: 2 pages, rebuilt, page 2 changed"),
        (problems(), (), "dprk: 2 pages, nothing changed"),
        (
            problems(Place("content/dprk/brief.yaml", 12), warn=True),
            None,
            "dprk: 2 pages, rebuilt, 1 warning",
        ),
        (problems(Place("content/dprk/brief.md", 4)), None, "dprk: 1 error in brief.md line 4"),
        (
            problems(Place("content/dprk/brief.md"), Place("styles/base.css", 7)),
            None,
            "dprk: 2 errors, the first in brief.md",
        ),
    ],
)
def test_what_became_of_a_brief_is_one_sentence(
    found: Problems, changed: tuple[int, ...] | None, said: str
) -> None:
    """A screen reader says which brief, how it went, and where to look."""
    made = Print("a4", "output/dprk.pdf", b"", "", ((1, 1), (1, 1)), changed=changed)
    assert in_a_sentence("dprk", found, [made]) == said


# ---------------------------------------------------------------------------------------------
# Pictures and PDFs


def test_a_picture_is_a_true_png() -> None:
    """The PNG holds the pixels that PDFium drew, at the width that was asked for."""
    picture = Picture.of(PDF, 0, 333)
    image = Image.open(io.BytesIO(picture.png()))
    assert (image.width, image.height, image.mode) == (333, picture.height, "RGB")
    rows = [
        picture.pixels[row * picture.stride :][: 3 * picture.width] for row in range(picture.height)
    ]
    assert image.tobytes() == b"".join(rows)


def test_only_pdfs_that_lie_in_output_are_shown(tmp_path: Path) -> None:
    """A link that leads out of output/ and a file that is no PDF are passed over."""
    (tmp_path / "output").mkdir()
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (tmp_path / "output/one.pdf").symlink_to(tmp_path / "secret.pdf")
    (tmp_path / "output/two.pdf").write_bytes(b"no PDF")
    (tmp_path / "output/three.pdf").write_bytes(PDF)
    assert last_prints(tmp_path, "one", {}) == ()
    assert last_prints(tmp_path, "two", {}) == ()
    (print_,) = last_prints(tmp_path, "three", {"a4": "12345678"})
    assert (print_.paper, print_.file, print_.stamp) == ("a4", "output/three.pdf", "12345678")
    assert print_.page_sizes == ((595.28, 841.89),)


# ---------------------------------------------------------------------------------------------
# The builder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A house with two briefs that nobody builds."""
    house = new_house(tmp_path / "house")
    add_brief(house, "one", PLAIN)
    add_brief(house, "two", PLAIN)
    return house


@pytest.fixture
def builder(small: Path) -> Iterator[Builder]:
    """A builder of that house; no worker is started."""
    with Workers(1) as workers:
        yield Builder(small, workers, Dashboard(), lambda outcome: None)


def states(builder: Builder) -> dict[str, str]:
    """Give the state of each brief on the dashboard."""
    return {slug: card.state for slug, card in builder.dashboard.cards.items() if slug != HOUSE}


def save(builder: Builder, path: str) -> None:
    """Tell of a save."""
    builder.saves.put({PurePosixPath(path)})
    builder.take()


def test_briefs_come_and_go(builder: Builder, small: Path) -> None:
    """A new folder is a new brief, a deleted one is gone, and one that is back is there again."""
    assert states(builder) == {"one": "waiting", "two": "waiting"}
    add_brief(small, "three", PLAIN)
    save(builder, "content/three")
    assert builder.waiting == ["one", "two", "three"]
    (small / "content/two").rename(small / "content/four")
    builder.saves.put({PurePosixPath("content/two")})
    save(builder, "content/four")
    assert states(builder)["two"] == "gone"
    assert builder.waiting == ["one", "three", "four"]
    (small / "content/four").rename(small / "content/two")
    save(builder, "content/two")
    assert (states(builder)["two"], states(builder)["four"]) == ("waiting", "gone")


def test_content_may_be_away_for_a_while(builder: Builder, small: Path) -> None:
    """While git or a rename has it, the screen stays as it is, and says so; then all is built."""
    builder.waiting = []
    (small / "content").rename(small / "away")
    save(builder, "content")
    assert states(builder) == {"one": "waiting", "two": "waiting"}
    assert builder.waiting == []
    (problem,) = builder.dashboard.cards[HOUSE].problems
    assert str(problem).startswith("content: error: this folder is not there")
    builder.show(Outcome("one", problems=Problems()), None)  # what was being built meanwhile
    (small / "away").rename(small / "content")
    save(builder, "content")
    assert builder.waiting == ["one", "two"]


def test_a_bug_of_the_engine_is_a_problem(builder: Builder, monkeypatch: Any) -> None:
    """Whatever breaks in a build is shown with its brief, and the next brief is built."""

    def broken(*_: Any, **__: Any) -> Iterator[Outcome]:
        raise ZeroDivisionError("nothing by nothing")

    monkeypatch.setattr(building, "build", broken)
    builder.build(["one"])
    card = builder.dashboard.cards["one"]
    assert card.state == "errors"
    assert "ZeroDivisionError: nothing by nothing" in card.problems[0].message
    assert "`briefpress one`" in (card.problems[0].hint or "")
    builder.dashboard.program = "python build.py"
    (told,) = card.as_json(builder.dashboard.word)["problems"]
    assert "`python build.py one`" in told["hint"]
    assert builder.waiting == ["two"]


def test_an_error_of_a_half_saved_file_is_not_shown(builder: Builder, monkeypatch: Any) -> None:
    """Where a brief was saved again while it was built, only the newest state is shown."""
    later = [True]

    def build(_: Path, slugs: list[str], *__: Any, **___: Any) -> Iterator[Outcome]:
        if later.pop():
            builder.saves.put({PurePosixPath("content/one/brief.md")})
        yield Outcome(slugs[0], problems=problems(Place("content/one/brief.md", 1)))

    monkeypatch.setattr(building, "build", build)
    builder.build(["one"])
    assert states(builder)["one"] == "waiting"
    assert builder.waiting == ["two", "one"]
    later.append(False)
    builder.build(["one"])
    assert states(builder)["one"] == "errors"


def test_an_error_of_the_house_holds_all_briefs(builder: Builder, small: Path) -> None:
    """With a broken style sheet nothing is built; the house says why, once."""
    said: list[str] = []
    builder.tell = lambda outcome: said.append(outcome.slug)
    tokens = own_file(small, "styles/tokens.css")
    good = tokens.read_text()
    tokens.write_text(good + "\nbody {")
    builder.build(["one"])
    builder.build(["two"])
    assert states(builder) == {"one": "held", "two": "held"}
    card = builder.dashboard.cards[HOUSE]
    assert (card.state, card.problems[0].place.file) == ("errors", "styles/tokens.css")
    assert said == [HOUSE]


def test_the_brief_on_the_screen_comes_first(builder: Builder, monkeypatch: Any) -> None:
    """The brief that somebody looks at is built first of all that wait."""
    begun: list[str] = []

    class Enough(BaseException):
        pass

    def build(batch: list[str]) -> None:
        begun.extend(batch)
        builder.waiting = [slug for slug in builder.waiting if slug not in batch]
        if not builder.waiting:
            raise Enough

    monkeypatch.setattr(builder, "build", build)
    builder.dashboard.looked_at = "two"
    with pytest.raises(Enough):
        builder.build_on()
    assert begun == ["two", "one"]


def test_a_paper_that_is_shown_first_is_compared_with_the_one_before() -> None:
    """Its new page is told as changed, at once and when the other papers are there."""
    old = [read_print(PDF, "output/one.pdf"), read_print(LETTER, "output/one.letter.pdf")]
    new = [read_print(data.replace(b"9]", b"8]"), "") for data in (PDF, LETTER)]
    dashboard = Dashboard()
    dashboard.put(Card("one", "building", (*old,)))
    dashboard.lay_first("one", [new[1]])
    card = dashboard.cards["one"]
    assert card.state == "building"
    assert [(one.name, one.changed) for one in card.prints] == [
        (old[0].name, None),
        (new[1].name, (1,)),
    ]
    dashboard.lay("one", Outcome("one"), new)
    card = dashboard.cards["one"]
    assert card.state == "current"
    assert [(one.name, one.changed) for one in card.prints] == [(one.name, (1,)) for one in new]


def test_news_is_what_changed_since() -> None:
    """A browser that knows the dashboard up to a serial number hears of later cards alone."""
    dashboard = Dashboard()
    woken: list[int] = []
    with dashboard.listening(lambda: woken.append(1)):
        dashboard.put(Card("one"))
        dashboard.put(Card("two"))
        first = dashboard.news(0)
        dashboard.mark("one", "building")
        dashboard.mark("one", "building")  # which is nothing new
    assert [card.slug for card in first] == ["one", "two"]
    assert [card.slug for card in dashboard.news(first[-1].serial)] == ["one"]
    dashboard.put(Card("three"))
    assert len(woken) == 3


# ---------------------------------------------------------------------------------------------
# Who may ask


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8128", "LOCALHOST:1", "127.0.0.1:8128", "[::1]:8128"]
)
def test_this_machine_may_ask(host: str) -> None:
    """Every name of this machine is good, with any port: there may be a tunnel between."""
    assert not refused(host, None)
    assert not refused(host, f"http://{host}")


@pytest.mark.parametrize(
    "host",
    ["", "localhost.evil.example", "evil.example", "127.0.0.1.evil.example", "evil.example:8128",
     "localhost:8128:1", "127.0.0.2", "0.0.0.0:8128", "localhost.", "localhost@evil.example",
     "localhost:8128\n", "[::1].evil.example", "2130706433", " localhost"],
)  # fmt: skip
def test_nobody_else_may_ask(host: str) -> None:
    """A name that someone else made lead to this machine is refused."""
    assert refused(host, None)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8128", "http://127.0.0.1:9", ""]
)
def test_no_other_page_may_ask(origin: str) -> None:
    """A page of another address is refused, one on another port of this machine as well."""
    assert refused("127.0.0.1:8128", origin)


def test_a_taken_port_is_passed_over() -> None:
    """Where the port is taken, the next free one is used."""
    with closing(listen_on(0)) as first:
        port = first.getsockname()[1]
        with closing(listen_on(port)) as second:
            assert second.getsockname()[0] == "127.0.0.1"
            assert second.getsockname()[1] != port


# ---------------------------------------------------------------------------------------------
# The running command, over HTTP


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a brief of two pages and a brief of one; its styles are its own."""
    house = new_house(tmp_path_factory.mktemp("preview") / "house")
    shutil.copytree(ROOT / "styles", house / "styles")
    add_brief(house, "long", TWO_PAGES)
    add_brief(house, "short", PLAIN)
    return house


@pytest.fixture(scope="module")
def address(house: Path) -> Iterator[str]:
    """The address of the preview of that house."""
    with watching(house) as (_, address):
        wait_for(lambda: {"long", "short"} <= prints(address).keys())
        yield address


def ask(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, Any]:
    """Ask for *path*, behind the secret, just as it is written: status, body, headers."""
    where = urlsplit(address)
    path = where.path.rstrip("/") + path
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
    with closing(line):
        line.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.read(), answer.headers


def cards(address: str) -> dict[str, Any]:
    """Give the first news, by slug."""
    where = urlsplit(address)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
    with closing(line):
        line.request("GET", f"{where.path}news")
        answer = line.getresponse()
        assert answer.status == 200
        while True:
            words = answer.readline()
            if words.startswith(b"data: "):
                return {card["slug"]: card for card in json.loads(words[6:])["cards"]}


def test_the_page_is_closed_to_the_world(address: str) -> None:
    """Nothing is loaded from elsewhere, nobody may frame it, every answer says so."""
    for path in ("/", "/preview.js", "/preview.css", "/nowhere", "/briefs/long/letter"):
        _, body, headers = ask(address, path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert b"http://" not in body.replace(b"http://www.w3.org/", b"")
        assert b"https://" not in body


@pytest.mark.parametrize("path", ["/", "/news", "/output/long.pdf", "/preview.js"])
def test_foreign_requests_are_refused(address: str, path: str) -> None:
    """By a foreign name or from a foreign page, nothing is told: not even what is there."""
    for headers in (
        {"Host": "localhost.evil.example"},
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
    ):
        status, body, _ = ask(address, path, **headers)
        assert (status, body) == (403, b"the preview is for this machine alone")


def test_only_who_was_told_the_address_may_look(address: str) -> None:
    """Another account of this machine reaches the port, and is told nothing: not even what is
    there. Each preview has a secret of its own.
    """
    secret = urlsplit(address).path.strip("/")
    assert len(secret) >= 22
    root = address.partition(secret)[0]
    known = ["/", "/news", "/preview.js", "/output/long.pdf", "/briefs/long", "/nowhere"]
    guesses = ["", "/x", f"/{secret[:-1]}", f"/{secret}x", f"/{secret.swapcase()}", "/%00", "/é"]
    for path in (f"{guess}{path}" for guess in guesses for path in known):
        status, body, headers = ask(root, quote(path, safe="/%"))
        assert (status, body) == (403, b"open the address that `watch` has printed"), path
        assert headers["x-content-type-options"] == "nosniff"
    assert ask(address, "/")[0] == 200


def test_no_program_is_told_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser is sent to a file that this account alone can read, and that goes in the end."""
    house = tmp_path / "house"
    (house / "content").mkdir(parents=True)
    secret = "http://127.0.0.1:1/secret/"
    seen: list[tuple[str, str, int]] = []
    told = threading.Event()

    def browse(where: str) -> None:
        file = Path(url2pathname(urlsplit(where).path))
        seen.append((where, file.read_text("utf-8"), file.stat().st_mode & 0o777))
        told.set()

    def show(_: Path, __: int, opened: Callable[[str], None], *___: object) -> None:
        opened(secret)
        assert told.wait(10)

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setattr("briefpress.preview.builder.watch", show)
    done = run("watch", house=house)
    assert done.stdout.startswith(secret)
    ((where, text, mode),) = seen
    assert (secret in where, secret in text, mode) == (False, True, 0o600)
    assert not [*(house / "output").iterdir()]


@pytest.mark.parametrize(
    "path",
    ["/output/../build.py", "/output/..%2fbuild.py", "/output/%2e%2e/content/long/brief.md",
     "/output/.built/index.json", "/output/.built%2findex.json", "/../../etc/passwd",
     "//etc/passwd", "/output//etc/passwd", "/output/%2fetc%2fpasswd", "/content/long/brief.md",
     "/preview.py", "/briefs/../preview.py", "/output/long.pdf%00.png", "/watch.log",
     "/pages/long/a4/../../../etc/passwd?width=9", "/pages/long/a4/0000000000000000/1.png?width=99",
     "/output/..%5cbuild.py", "/static/../build.py"],
)  # fmt: skip
def test_no_file_is_served_by_its_path(address: str, path: str) -> None:
    """A file that was not built has no address, whichever way its path is written."""
    status, body, _ = ask(address, path)
    assert status == 404
    assert b"import" not in body
    assert b"Alpha" not in body


def test_nothing_can_be_changed_over_http(address: str) -> None:
    """The preview answers, and takes nothing."""
    for method in ("POST", "PUT", "DELETE"):
        assert ask(address, "/", method, **{"Content-Length": "0"})[0] == 405


# ---------------------------------------------------------------------------------------------
# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def screen(browser: Any, address: str) -> Iterator[tuple[Any, list[str]]]:
    """A window of half a screen, and what goes wrong in it: one for all tests, as another one takes
    a third of a second of work.
    """
    with opened(browser, address, width=1000) as both:
        yield both


@pytest.fixture
def window(screen: tuple[Any, list[str]], address: str) -> Iterator[Any]:
    """That window, empty; whatever goes wrong in it is a failure."""
    page, wrong = screen
    wrong.clear()
    try:
        yield page
    finally:
        if page.url.startswith(address):
            page.evaluate("localStorage.clear()")
        page.goto("about:blank")
    assert not wrong


def open_window(browser: Any, address: str, *, width: int, **how: Any) -> Iterator[Any]:
    """Open a window of its own, *width* pixels wide; whatever goes wrong in it is a failure."""
    with opened(browser, address, width=width, **how) as (page, wrong):
        yield page
    assert not wrong


@contextmanager
def opened(
    browser: Any, address: str, *, width: int, **how: Any
) -> Iterator[tuple[Any, list[str]]]:
    """Open a window *width* pixels wide; gives it, and what goes wrong in it."""
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=address, **how)
    page = context.new_page()
    page.set_default_timeout(120_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    try:
        yield page, wrong
    finally:
        context.close()


def open_brief(window: Any, slug: str = "long", sheets: int = 2) -> None:
    """Show a brief and wait until it is current and every picture of it is there."""
    window.goto(f"./briefs/{slug}")
    until(
        window,
        f"document.querySelectorAll('#pages .sheet img').length === {sheets}"
        " && document.querySelector('#state').dataset.state === 'current'",
    )


def until(window: Any, condition: str, known: Any = None) -> None:
    """Wait until *condition* holds in the window, which may ask for what is *known*.

    Playwright's own way evaluates a text in the page, which our policy forbids. Who looks in each
    frame has the page painted sixty times a second.
    """
    window.evaluate(
        f"""(known) => new Promise((done, fail) => {{
          const late = setTimeout(() => fail(new Error("not within 120 s")), 120000);
          const look = () => {{
            if ({condition}) done(clearTimeout(late)); else setTimeout(look, 30);
          }};
          look();
        }})""",
        known,
    )


def save_with(house: Path, old: str, new: str, name: str) -> None:
    """Save a file with *new* in place of *old*, as editors do: a new file under the old name."""
    path = house / name
    text = path.read_text()
    assert old in text
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text.replace(old, new))
    beside.replace(path)


def prints(address: str) -> dict[str, list[str]]:
    """The names of what is shown, of each brief that is current."""
    known = cards(address).items()
    return {
        slug: [one["name"] for one in card["prints"]]
        for slug, card in known
        if slug and card["state"] == "current"
    }


@contextmanager
def edited(
    address: str, house: Path, old: str, new: str, name: str = "content/long/brief.md"
) -> Iterator[None]:
    """Save a change, and in the end take it back and wait until all is as it was."""
    before = prints(address)
    save_with(house, old, new, name)
    try:
        yield
    finally:
        save_with(house, new, old, name)
        wait_for(lambda: prints(address) == before)


def wait_for(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(2400):
        if holds():
            return
        time.sleep(0.05)
    raise TimeoutError("it did not happen")


def pictures(window: Any) -> list[str]:
    """The addresses of the pictures on the screen."""
    found: list[str] = window.eval_on_selector_all("#pages img", "all => all.map(one => one.src)")
    return found


def flashed(window: Any) -> list[int]:
    """The pages that flashed, from 1."""
    found: list[int] = window.eval_on_selector_all(
        "#pages .sheet", "all => all.flatMap((one, i) => one.matches('.flash') ? [i + 1] : [])"
    )
    return found


def test_a_save_changes_the_page_on_the_screen(window: Any, address: str, house: Path) -> None:
    """The page that changed shows it and flashes, the other does not flash, and it is said."""
    open_brief(window)
    before = pictures(window)
    with edited(address, house, "Omega ends", "Omega is over"):
        until(window, "document.querySelector('#pages .sheet.flash img')")
        assert flashed(window) == [2]
        window.get_by_role("status").get_by_text(
            "long: 2 pages, rebuilt, page 2 changed"
        ).wait_for()
        assert pictures(window)[1] != before[1]
    until(window, f"[...document.images].some(one => one.src === {before[1]!r})")


def test_a_change_of_the_look_changes_every_brief(window: Any, address: str, house: Path) -> None:
    """A designer saves a colour, and all first pages follow."""
    window.goto("./")
    until(
        window,
        "document.querySelectorAll('.card img').length === 2"
        " && document.querySelector('#state').dataset.state === 'current'",
    )
    before = {*window.eval_on_selector_all(".card img", "all => all.map(one => one.src)")}
    with edited(address, house, "#14355e", "#0a5e14", "styles/tokens.css"):
        until(
            window,
            "[...document.querySelectorAll('.card img')].every(one => !known.includes(one.src))",
            [*before],
        )


REMARKS = """\
remarks:
  a1:
    at: content/long/brief.md:3
    by: Ana Roy
    in: ana.docx
    on: Alpha begins
    comment: <b>Where?</b>
    replies: [{by: Ben Ito, says: In the North.}]
  b2:
    at: content/long/brief.md:5
    by: Ben Ito
    deleted: Omega
    answer: declined
    why: It is a name.
"""


def print_of(house: Path) -> Print:
    """The brief as it was printed last."""
    return read_print((house / "output/long.pdf").read_bytes(), "output/long.pdf")


def test_a_remark_finds_its_words_among_others_like_them(tmp_path: Path) -> None:
    """Words that stand several times are those of their line; a line may end in the midst of them,
    also at a hyphen. What stands nowhere has no mark.
    """
    long = "A word that stands in a sentence of many words about very long constitutional "
    prose = f"{long * 3}arrangements.\n\nThe rain of May.\n\nAnd the rain of June.\n"
    made = pdf_of(print_brief(new_house(tmp_path / "house"), prose))
    printed = read_print(made.data, "output/it.pdf")
    first, second, wrapped, nowhere = find_marks(
        printed,
        [
            Sought("the rain", "The rain of May."),
            Sought("the rain", "And the rain of June."),
            Sought(prose.partition(".")[0], ""),
            Sought("snow", "The rain of May."),
        ],
    )
    assert first and second and wrapped and nowhere is None
    assert first.left < second.left and first.top < second.top
    assert wrapped.top < first.top and 0 < wrapped.height < 0.05


def test_remarks_of_reviewers_stand_beside_the_page(window: Any, house: Path) -> None:
    """With file and line, reviewer, replies and answers, as soon as they are collected."""
    open_brief(window)
    assert not window.locator("#remarks").is_visible()
    record = house / "content/long/review.yaml"
    record.write_text(REMARKS)
    try:
        window.get_by_text("2 remarks, 1 open").click()
        assert window.locator("#remark-list li").all_inner_texts() == [
            "1\ncontent/long/brief.md:3: Ana Roy: “Alpha begins”: <b>Where?</b>"
            "\nBen Ito: In the North.",
            "2\ncontent/long/brief.md:5: Ben Ito: deleted “Omega”\ndeclined: It is a name.",
        ]
        # Beside its words on the page stands its number, which leads back to what was said.
        mark = window.get_by_role("button", name="Remark 1, Ana Roy")
        assert mark.inner_text() == "1"
        page = window.locator("#pages .sheet").first.bounding_box()
        box = mark.bounding_box()
        found = find_marks(print_of(house), [Sought("Alpha begins", "")])[0]
        assert found and found.page == 1
        assert box["x"] + box["width"] < page["x"] + found.left * page["width"]  # in the margin
        stroke = window.locator("#pages .at").first.bounding_box()
        assert abs(stroke["x"] - page["x"] - found.left * page["width"]) < 4
        middle = page["y"] + (found.top + found.height / 2) * page["height"]
        assert abs(box["y"] + box["height"] / 2 - middle) < 3
        mark.click()
        assert window.evaluate("document.activeElement.textContent").startswith("1content/long")
        record.write_text(REMARKS.replace("  b2:", "    answer: accepted\n  b2:"))
        window.get_by_text("2 remarks, none open").wait_for()
    finally:
        record.unlink()
    window.locator("#remarks").wait_for(state="hidden")


def test_a_mistake_is_told_over_its_draft(window: Any, address: str, house: Path) -> None:
    """Break a file: its problem with file and line, over the new draft. Mend it: both go."""
    open_brief(window)
    before = pictures(window)
    found = window.get_by_role("listitem").get_by_text("content/long/brief.md:3")
    with edited(address, house, "Alpha begins", "Alpha {{ facts.nobody }} begins"):
        found.wait_for()
        assert "no fact nobody" in window.locator("#list").inner_text()
        window.get_by_text("1 error, draft of").wait_for()
        until(window, "document.querySelector('#pages img').src !== known", before[0])
        assert window.locator("#pages img").first.is_visible()
        assert "1 error" in window.title()
        window.get_by_role("status").get_by_text("long: 1 error in brief.md line 3").wait_for()
        window.goto("./")
        card = window.get_by_role("listitem").filter(has_text="long").first
        card.get_by_text("content/long/brief.md:3").wait_for()
        card.locator("img").wait_for()
        window.go_back()
        found.wait_for()
    found.wait_for(state="detached")
    assert not window.locator("#problems").is_visible()
    until(window, "document.querySelector('#pages img').src === known", before[0])
    assert pictures(window) == before


def test_a_new_brief_appears_and_a_deleted_one_goes(window: Any, address: str, house: Path) -> None:
    """A folder that is copied in is built and shown; deleted, it is gone from the page."""
    window.goto("./")
    window.locator(".card img").nth(1).wait_for()
    add_brief(house, "brand-new", PLAIN)
    card = window.locator('[data-slug="brand-new"]')
    card.locator("img").wait_for()
    shutil.rmtree(house / "content/brand-new")
    card.wait_for(state="detached")


def test_a_folder_that_is_replaced_is_watched_again(window: Any, address: str, house: Path) -> None:
    """Styles are moved away, and others come in their place: told, and watched on."""
    open_brief(window, "short", 1)
    before = pictures(window)
    good = prints(address)
    (house / "broken-styles").mkdir()
    (house / "broken-styles/base.css").write_text("p {")
    (house / "styles").rename(house / "good-styles")
    (house / "broken-styles").rename(house / "styles")
    window.locator("#problems.errors").wait_for()
    assert pictures(window) == before
    shutil.rmtree(house / "styles")
    (house / "good-styles").rename(house / "styles")
    window.locator("#problems").wait_for(state="hidden")
    wait_for(lambda: prints(address) == good)
    with edited(address, house, "#14355e", "#123456", "styles/tokens.css"):
        until(window, "document.images[0].src !== known", before[0])


def test_pages_are_sharp_at_any_zoom(window: Any) -> None:
    """A larger page is asked for in more pixels, as many as the screen has."""
    open_brief(window)
    for _ in range(2):
        window.keyboard.press("+")
    until(
        window,
        "(() => { const one = document.querySelector('#pages img');"
        " return one.naturalWidth >= one.clientWidth * devicePixelRatio"
        " && one.clientWidth > 600 })()",
    )
    assert window.locator("#scale").inner_text() != "100 %"
    window.keyboard.press("0")
    until(window, "document.querySelector('#pages img').naturalWidth < 600")


def test_a_dense_screen_gets_dense_pictures(browser: Any, address: str) -> None:
    """Two pixels a point where the screen has them."""
    for window in open_window(browser, address, width=1000, device_scale_factor=2):
        open_brief(window)
        natural, shown = window.eval_on_selector(
            "#pages img", "one => [one.naturalWidth, one.clientWidth]"
        )
        assert abs(natural - 2 * shown) <= 2


def test_pages_keep_their_place(window: Any, address: str, house: Path) -> None:
    """Whoever reads page 2 still reads the same lines after a save."""
    open_brief(window)
    for _ in range(3):
        window.keyboard.press("+")
    window.eval_on_selector("#pages", "one => one.scrollTo(0, 700)")
    until(window, "document.querySelectorAll('#pages img').length === 2")
    top = window.eval_on_selector("#pages", "one => one.scrollTop")
    assert top > 300
    with edited(address, house, "Alpha begins", "Alpha begins here"):
        until(window, "document.querySelector('#pages .sheet.flash img')")
        assert window.eval_on_selector("#pages", "one => one.scrollTop") == top


def test_everything_can_be_done_from_the_keyboard(window: Any, address: str) -> None:
    """Arrows choose a brief, Enter opens it, arrows turn pages, P the paper, Escape goes back."""
    window.goto("./")
    window.locator(".card img").nth(1).wait_for()
    focus = "document.activeElement"
    window.keyboard.press("ArrowRight")
    window.keyboard.press("ArrowRight")
    assert window.evaluate(f"{focus}.getAttribute('href')").endswith("/briefs/short")
    window.keyboard.press("ArrowLeft")
    outline = window.evaluate(f"getComputedStyle({focus}).outlineStyle")
    assert outline != "none"
    window.keyboard.press("Enter")
    window.locator("#pages img").nth(1).wait_for()
    assert window.evaluate(f"{focus}.id") == "pages"
    window.keyboard.press("ArrowRight")
    window.keyboard.press("ArrowRight")
    assert window.evaluate(f"{focus}.getAttribute('aria-label')") == "Page 2 of 2"
    window.keyboard.press("p")
    window.wait_for_url("**/briefs/long/letter")
    window.get_by_role("link", name="Letter").and_(window.locator("[aria-current=page]")).wait_for()
    window.keyboard.press("?")
    window.get_by_role("dialog", name="Keys").wait_for()
    window.keyboard.press("Escape")
    window.keyboard.press("Escape")
    until(window, "location.pathname === known", urlsplit(address).path)
    assert window.evaluate(f"{focus}.getAttribute('href')").endswith("/briefs/long")


def test_tab_reaches_every_control(window: Any) -> None:
    """Tab walks over everything that can be clicked, and none is a trap."""
    open_brief(window)
    reached = set()
    for _ in range(14):
        window.keyboard.press("Tab")
        reached.add(window.evaluate("document.activeElement.textContent.trim().slice(-12)"))
    assert {"All briefs", "A4", "Letter", "−", "+", "PDF", "?"} <= {
        one.removeprefix("‹ ") for one in reached
    }


def test_nothing_is_framed_until_a_key_is_pressed(window: Any) -> None:
    """The pages have the focus, so that keys move them, and show it to whoever presses one."""
    open_brief(window)
    frame = "getComputedStyle(document.activeElement).outlineStyle"
    assert window.evaluate("document.activeElement.id") == "pages"
    assert window.evaluate(frame) == "none"
    window.keyboard.press("Shift")
    assert window.evaluate(frame) == "none"
    window.keyboard.press("ArrowDown")
    assert window.evaluate(frame) == "solid"
    window.keyboard.press("Shift+Tab")
    assert window.evaluate(frame) == "solid"
    window.mouse.click(500, 400)
    window.eval_on_selector("#pages", "one => one.focus()")
    assert window.evaluate(frame) == "none"


def test_papers_that_differ_in_pages_are_counted_one_by_one(browser: Any, address: str) -> None:
    """A page too many on one paper is seen at once, on the card and beside the pages."""
    for window in open_window(browser, address, width=1000):
        window.add_init_script("""{
          const parse = JSON.parse;
          JSON.parse = (text) => {
            const news = parse(text);
            for (const { slug, prints } of news.cards ?? []) {
              if (slug === "long" && prints[1]) prints[1].sheets.push(prints[1].sheets[0]);
            }
            return news;
          };
        }""")
        open_brief(window)
        said = window.locator("#state").inner_text()
        assert said == "A4 2 · Letter 3 pages, draft · A title"
        window.goto("./")
        window.locator(".card img").nth(1).wait_for()
        assert window.locator(".card .state").all_inner_texts() == [
            "A4 2 · Letter 3 pages, draft", "1 page, draft · A4, Letter"
        ]  # fmt: skip


def test_a_screen_reader_finds_names_and_roles(window: Any) -> None:
    """Each part says what it is: heading, papers, zoom, pages with their number, news."""
    open_brief(window)
    for role, name in (
        ("heading", "long"),
        ("navigation", "Paper"),
        ("group", "Zoom"),
        ("button", "Larger"),
        ("button", "Smaller"),
        ("link", "PDF"),
        ("region", "Pages of long on A4"),
        ("img", "Page 2 of 2"),
    ):
        assert window.get_by_role(role, name=name, exact=True).count() == 1, name
    assert window.get_by_role("status").get_attribute("aria-live") == "polite"
    assert window.locator("html").get_attribute("lang") == "en"


CONTRAST = """() => {
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const found = numbers(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    throw new Error("no ground");
  };
  return [...document.querySelectorAll("h1, h2, p, a, button, summary, b, span, code, .hint")]
    .filter((one) => one.offsetParent && one.textContent.trim())
    .map((one) => {
      const [a, b] = [numbers(getComputedStyle(one).color), ground(one)].map(light);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [one.tagName + " " + one.textContent.trim().slice(0, 20), ratio];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(
    browser: Any, address: str, house: Path, scheme: str
) -> None:
    """Every text stands out from its ground by 4.5 to 1, problems too; dark is dark."""
    for window in open_window(browser, address, width=1000, color_scheme=scheme):
        open_brief(window)
        with edited(address, house, "Alpha begins", "Alpha {{ facts.nobody }} begins"):
            window.locator("#problems.errors").wait_for()
            for path in ("./briefs/long", "./"):
                window.goto(path)
                window.locator(".problem").first.wait_for()
                found = window.evaluate(CONTRAST)
                assert len(found) > 5
                assert [one for one in found if one[1] < 4.5] == []
            ground = window.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert (max(map(int, ground[4:-1].split(","))) < 64) == (scheme == "dark")


def test_in_a_dark_room_paper_is_dimmed_until_asked(browser: Any, address: str) -> None:
    """White paper is no lamp in the dark, and one key shows its true colours."""
    for window in open_window(browser, address, width=1000, color_scheme="dark"):
        open_brief(window)
        shown = "getComputedStyle(document.querySelector('#pages img')).filter"
        assert "brightness" in window.evaluate(shown)
        window.get_by_role("button", name="Dim paper").click()
        assert window.evaluate(shown) == "none"


def test_a_phone_scrolls_one_way(browser: Any, address: str, house: Path) -> None:
    """On a phone nothing is wider than the screen, be it pages, cards or problems."""
    for window in open_window(browser, address, width=360, is_mobile=True, has_touch=True):
        for path, inner in (("./briefs/long", "#pages"), ("./", "#cards")):
            window.goto(path)
            window.locator(f"{inner} img").first.wait_for()
            for one in ("html", inner):
                wide, room = window.eval_on_selector(
                    one, "one => [one.scrollWidth, one.clientWidth]"
                )
                assert wide <= room, (path, one)


def test_a_phone_shows_no_piece_of_a_title(browser: Any, address: str) -> None:
    """How many pages there are is told whole; a title has no room beside it."""
    for width, said in ((390, "2 pages, draft"), (1000, "2 pages, draft · A title")):
        for window in open_window(browser, address, width=width):
            open_brief(window)
            assert window.locator("#state").inner_text() == said
            wide, room = window.eval_on_selector(
                "#state", "one => [one.scrollWidth, one.clientWidth]"
            )
            assert wide <= room


def test_whoever_wants_no_motion_gets_none(browser: Any, address: str, house: Path) -> None:
    """With reduced motion a changed page is framed, and nothing moves."""
    for window in open_window(browser, address, width=1000, reduced_motion="reduce"):
        open_brief(window)
        with edited(address, house, "Omega ends", "Omega finishes"):
            until(window, "document.querySelector('#pages .sheet.flash img')")
            timing = window.eval_on_selector(
                ".sheet.flash", "one => getComputedStyle(one, '::after').animationTimingFunction"
            )
            assert timing.startswith("steps(1")


def test_the_pdf_itself_can_be_opened(window: Any, address: str, house: Path) -> None:
    """The link leads to the PDF in output/, byte for byte."""
    open_brief(window)
    path = window.get_by_role("link", name="PDF").get_attribute("href")
    path = f"/{path.removeprefix(urlsplit(address).path)}"
    assert path == "/output/long.pdf"
    status, body, headers = ask(address, path)
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert body == (house / "output/long.pdf").read_bytes()


# ---------------------------------------------------------------------------------------------
# Beginning and end


def test_the_last_good_pages_are_there_before_anything_is_built(tmp_path: Path) -> None:
    """Pages of output/ are shown at once, even where the content is broken by now."""
    house = new_house(tmp_path / "house")
    add_brief(house, "one", "## First\n\n{{ facts.nobody }}\n")
    (house / "output").mkdir()
    (house / "output/one.pdf").write_bytes(PDF)
    with watching(house) as (_, address):
        card = cards(address)["one"]
        assert [one["file"] for one in card["prints"]] == ["output/one.pdf"]
        name = card["prints"][0]["name"]
        status, body, headers = ask(address, f"/pages/one/a4/{name}/1.png?width=200")
        assert (status, headers["content-type"]) == (200, "image/png")
        assert "immutable" in headers["cache-control"]
        assert Image.open(io.BytesIO(body)).width == 200


def test_a_second_one_takes_another_port(tmp_path: Path) -> None:
    """Two of them at once do not get in each other's way."""
    house = new_house(tmp_path / "house")
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with watching(house, "--port", str(port)) as (_, address):
            assert urlsplit(address).port != port
            assert ask(address, "/")[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is there")
@pytest.mark.parametrize("number", few([signal.SIGINT, signal.SIGTERM]))
def test_it_ends_at_once_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    """Ctrl-C and `kill` end it while a browser listens: no process, no traceback, exit 0."""
    house = new_house(tmp_path / "house")
    add_brief(house, "one", PLAIN)
    with watching(house) as (process, address):
        where = urlsplit(address)
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
        line.request("GET", f"{where.path}news")
        assert line.getresponse().readline()
        tasks = Path(f"/proc/{process.pid}/task").iterdir()
        children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
        assert children
        process.send_signal(number)
        assert process.wait(10) == 0
        line.close()
        assert (house / "watch.log").read_text() == ""
        assert not [one for one in children if Path(f"/proc/{one}").exists()]


def test_help_says_what_it_does() -> None:
    """`watch` is a command, and loads nothing to say so."""
    from click.testing import CliRunner

    from briefpress.commands.watch import watch

    said = CliRunner().invoke(watch, ["--help"]).output
    assert "--no-browser" in said
    assert "8128" in said


@pytest.mark.parametrize(
    ("stamp", "standing"),
    [
        ("DPRK-3-8F2C91", "edition 3"),
        ("A-2-12-00AA11", "edition 12"),
        ("8f2c91ab", "draft"),
        ("", ""),
    ],
)
def test_a_print_says_what_it_is(stamp: str, standing: str) -> None:
    """The screen tells a draft from an edition by the code on the pages."""
    assert Print("a4", "output/x.pdf", b"", "X", (), stamp).standing == standing
