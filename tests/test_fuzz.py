"""Random briefs, and real ones with slips of the hand: a page or a word, never a traceback.

The suite tries a few, the same ones every time. `make fuzz` tries thousands, others every time, and
prints and judges the whole ones; the number of examples is then in the environment (FUZZ).
"""

from __future__ import annotations

import gc
import os
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import tinyhtml5
from hypothesis import HealthCheck, given, settings
from support.houses import ROOT
from support.pandoc import run_once
from support.printed import house_theme, new_house, temporary
from support.tools import need, verapdf
from support.watch import unwatched, watched
from support.wild import Files, broken, mutated, whole

from briefpress.model.brief import Theme
from briefpress.model.page import Html
from briefpress.model.problems import Problem, Problems, Stopped
from briefpress.model.text import find_hidden
from briefpress.page.citeproc import PandocRequest
from briefpress.press.workers import Workers
from briefpress.workflows.build import build
from briefpress.workflows.lay_out import lay_out_brief
from briefpress.workflows.stamps import stamp_draft

pytestmark = pytest.mark.slows  # the hook by which Python tells what is done stays in its process

TODAY = date(2026, 1, 1)
FULL = int(os.environ.get("FUZZ", "0"))
"""Examples of each kind; 0 in the suite, which tries a few."""
few = settings(
    max_examples=FULL or 8,
    derandomize=not FULL,
    database=None,
    deadline=None,  # a machine may be slow
    print_blob=bool(FULL),
    suppress_health_check=[*HealthCheck],
)


@pytest.fixture(autouse=True)
def pandoc_is_not_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a process beside this one, which may read its two files alone: `--sandbox`."""

    def run(request: PandocRequest) -> bytes:
        with unwatched():
            return run_once(request)

    monkeypatch.setattr("briefpress.workflows.lay_out.keep_citations", lambda house: run)


@cache
def wild_house() -> tuple[Path, Theme]:
    """A house for the brief `it`, and its look; everything that is loaded once is loaded."""
    house = new_house(temporary("wild"))
    theme = house_theme(house)
    return house, theme


def put(house: Path, slug: str, files: Files) -> None:
    """Write the brief *slug*, and nothing else, into content/."""
    folder = house / "content" / slug
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _lay_out(house: Path, theme: Theme) -> tuple[list[Html], Problems]:
    """Lay the brief `it` out on both papers; no page where there are errors."""
    problems = Problems()
    try:
        laid = lay_out_brief(house, theme, "it", ["a4", "letter"], None, problems)
        return [stamp_draft(page, laid.brief, theme, problems) for page in laid.pages], problems
    except Stopped:
        return [], problems


# ---------------------------------------------------------------------------------------------
# What must hold, whatever the author wrote

_ELEMENTS = {
    *(
        "a",
        "abbr",
        "aside",
        "b",
        "bdi",
        "blockquote",
        "body",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
    ),
    *("del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3"),
    *(
        "h4",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "img",
        "ins",
        "li",
        "main",
        "mark",
        "meta",
        "ol",
        "p",
    ),
    *("pre", "q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody"),
    *("td", "th", "thead", "time", "title", "tr", "ul"),
}
"""Elements of a page, of the templates and of the dialect. None of them fetches or runs."""
_ATTRIBUTES = {
    *("align", "alt", "charset", "class", "content", "data-embargo", "data-folio", "data-label"),
    *(
        "data-at",
        "data-joins",
        "data-leans",
        "srcset",
        "data-continued",
        "data-name",
        "data-names",
        "data-running",
        "data-said",
        "data-short",
        "datetime",
        "href",
        "id",
    ),
    *("lang", "name", "scope", "src", "start", "title"),
}
_META = {"author", "description", "keywords", "generator", "version", "dcterms.created",
         "dcterms.modified", "dc.identifier", None}  # fmt: skip
_ONCE = ("html", "head", "title", "body", "h1")


def check_page(page: Html) -> None:
    """Nothing of the author's is more than text: the parser of the press itself says so."""
    tree = tinyhtml5.parse(page.text, namespace_html_elements=False)
    found = [element for element in tree.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in found} <= _ELEMENTS
    for name in _ONCE:
        assert sum(element.tag == name for element in found) == 1, name
    for element in found:
        own = {"dir"} if element.tag == "bdi" else set()  # the name of a language
        assert element.attrib.keys() - own <= _ATTRIBUTES, (element.tag, element.attrib)
        address = element.get("href", "#")
        assert re.match(r"#|https?://|mailto:", address), address
        if element.tag == "img":
            assert element.get("src") in page.assets
            assert element.get("alt") is not None
        if element.tag == "meta":
            assert element.get("name") in _META
    assert not re.search("[\ue000-\uf8ff]", page.text), "a mark is left"


def check_problem(one: Problem, files: Files) -> None:
    """A place that its author can find, words that he can read, something to do."""
    name = one.place.file
    assert name.startswith(("content/it", "content/institute.yaml")), str(one)
    if one.place.line is not None:
        held = files.get(name.removeprefix("content/it/").replace("content/", "../"), b"")
        lines = re.sub(b"\r\n?", b"\n", held).count(b"\n") + 1
        assert 1 <= one.place.line <= lines + 1, str(one)
    check_words(one)


def check_words(one: Problem) -> None:
    """Words in a line, and something to do; nothing of what goes on inside."""
    assert one.message.strip(), str(one)
    assert one.hint, str(one)
    for said in (one.message, one.hint):
        assert "\n" not in said, repr(said)
        assert not next(find_hidden(said), None), repr(said)
        assert len(said) <= 1000, said[:200]
        assert not re.search(
            r"Traceback|\b([A-Z]\w*)?Error\b|<class|object at 0x|\bpydantic\b|NoneType", said
        ), said
    str(one).encode()


def check_any(files: Files) -> list[Html]:
    """Read, parse and lay out *files* on both papers; what must hold of any brief."""
    house, theme = wild_house()
    put(house, "it", files)
    ours = (house / "content/it", house / "content/institute.yaml", house / "output")
    gc.disable()  # or a folder of fonts that nobody needs any more goes meanwhile
    try:
        with watched(*ours, ROOT / "briefpress", *ROOT.glob("*.egg-info")) as done:
            pages, problems = _lay_out(house, theme)
    finally:
        gc.enable()
    assert not done, "\n".join(done)
    assert pages or problems.errors, "no page, and not a word"
    for one in problems:
        check_problem(one, files)
    for page in pages[: 1 if len({page.text for page in pages}) == 1 else 2]:
        check_page(page)
    return pages


@pytest.mark.long
@few
@given(broken())
def test_a_random_brief_gives_a_page_or_a_word(files: Files) -> None:
    """Fields, prose, data and pictures at random: pages, or problems with a place and a hint."""
    check_any(files)


@pytest.mark.long
@few
@given(mutated())
def test_a_slip_of_the_hand_gives_a_page_or_a_word(files: Files) -> None:
    """The same holds for a real brief in which a byte, a line, a token or a construct is wrong."""
    check_any(files)


@pytest.mark.long
@few
@given(whole())
def test_a_brief_without_a_mistake_gives_pages(files: Files) -> None:
    """A brief that breaks no rule is laid out on both papers, whatever it is put together from."""
    assert len(check_any(files)) == 2


# ---------------------------------------------------------------------------------------------
# On paper


def collect(number: int) -> list[Files]:
    """Random briefs without a mistake, *number* of them."""
    found: list[Files] = []

    @settings(few, max_examples=number)
    @given(whole())
    def take(files: Files) -> None:
        found.append({name: data for name, data in files.items() if "/" not in name})

    take()
    return found


@pytest.mark.deep
@pytest.mark.java
def test_random_briefs_are_printed_and_conform(tmp_path: Path) -> None:
    """A brief that breaks no rule is printed by real workers, and keeps its claims: PDF/A, PDF/UA.

    One brief on A4, the next on Letter. All checks read them over, and what they say is worded.
    """
    need("verapdf")
    house = new_house(tmp_path / "house")
    slugs = []
    for number, files in enumerate(collect(FULL // 10 or 2)):
        slugs.append(f"b{number:03}")
        put(house, slugs[-1], files)
    made: list[Path] = []
    with Workers(2, seconds=600) as executor:  # a machine may be slow
        for paper, half in (("a4", slugs[::2]), ("letter", slugs[1::2])):
            for outcome in build(house, half, [paper], executor):
                assert not outcome.problems.errors, "\n".join(map(str, outcome.problems))
                made += [house / edition.file for edition in outcome.written]
            for outcome in build(house, half, [paper], executor, today=TODAY, writes=False):
                for problem in outcome.problems:
                    check_words(problem)
    assert len(made) == len(slugs)
    broken_rules = {
        f"{file.name}: {rule}"
        for flavour in ("3a", "ua1")
        for file, rules in verapdf(made, flavour).items()
        for rule in rules
    }
    assert not broken_rules
