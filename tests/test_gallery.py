"""The gallery, sixteen briefs about a country that does not exist: nothing is found in them.

And three houses, each with a look of its own. Five are printed each time, all by `make deep`, and
by `make gallery` on both papers, but for the longest two.
"""

import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from support.depth import few, some
from support.once import PrintsOnce
from support.printed import HOUSE, PAPERS, new_house, save
from support.printed_pages import find
from support.tools import PROFILES, verapdf

from briefpress.model.house import find_briefs
from briefpress.model.problems import Problems
from briefpress.workflows.build import Outcome, build
from briefpress.workflows.lay_out import open_house

GALLERY = HOUSE / "docs" / "gallery"
CONTENT = GALLERY / "content"
BRIEFS = sorted(path.parent.name for path in CONTENT.glob("*/brief.yaml"))
DAY = date(2025, 12, 31)
MOST = 1_000_000
"""Bytes of all that is kept of it."""
EVERY = bool(os.environ.get("GALLERY"))
"""Whether all are printed on both papers."""
ON_LETTER = ("budget", "climate", "displacement", "election", "floods", "health", "legal",
             "secheresse", "water")  # fmt: skip
LONG = ("country", "water")
"""Reports of six and twelve pages, which are made for one paper."""
ON_BOTH = ("gauges", "statement")
FEW = ["cholera", "gauges", "legal", "schools", "secheresse"]
"""Those of each run: a card, a sitrep, a cover, a turned table, French."""
JUDGED = BRIEFS if EVERY else FEW
"""Those that veraPDF judges."""


def papers_of(name: str) -> list[str]:
    """Those on which a brief of the gallery is printed here."""
    both = name in ON_BOTH or (EVERY and name not in LONG)
    return [*PAPERS] if both else ["letter" if name in ON_LETTER else "a4"]


Print = Callable[[str], Outcome]


@pytest.fixture(scope="module")
def print_it(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Print a brief of the gallery and read it over, once for all tests."""
    house = new_house(tmp_path_factory.mktemp("gallery") / "house")
    shutil.copytree(CONTENT, house / "content", dirs_exist_ok=True)

    @cache
    def printed(name: str) -> Outcome:
        read = build(house, [name], papers_of(name), PrintsOnce(), None, DAY, writes=False)
        (outcome,) = read
        return outcome

    return printed


@pytest.mark.long
@pytest.mark.parametrize("name", some(BRIEFS, map(BRIEFS.index, FEW)))
def test_nothing_is_found_in_a_brief_of_the_gallery(name: str, print_it: Print) -> None:
    """Neither in its texts nor on its pages, and no check is switched off."""
    outcome = print_it(name)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert [proof.pdf.paper for proof in outcome.proofs] == papers_of(name)
    assert [str(one) for proof in outcome.proofs for one in find("copied-text", proof)] == []
    numbers = [
        piece.text
        for proof in outcome.proofs
        for page in proof.pdf.layout.pages
        for piece in page.pieces
        if page.areas[piece.area].path.endswith(".page-of")
    ]
    assert "0" not in numbers, "an entry of a list says no page"
    assert "\nallow:" not in (CONTENT / name / "brief.yaml").read_text("utf-8")


@pytest.mark.java
def test_the_gallery_conforms(print_it: Print, tmp_path: Path) -> None:
    """They pass PDF/A-3a and PDF/UA-1; `make gallery` asks that of all."""
    pdfs = [(name, proof.pdf) for name in JUDGED for proof in print_it(name).proofs]
    files = [save(pdf, tmp_path, f"{name}.{pdf.paper}.pdf") for name, pdf in pdfs]
    for flavour in PROFILES:
        assert {file.name: rules for file, rules in verapdf(files, flavour).items() if rules} == {}


def test_each_brief_of_the_gallery_says_that_it_is_made_up() -> None:
    """There are sixteen, all small, and the last line of each says so."""
    assert len(BRIEFS) == 16
    for name in BRIEFS:
        last = (CONTENT / name / "brief.md").read_text("utf-8").splitlines()[-1]
        assert last.startswith("*") and last.endswith("*"), name
    kept = [path for path in CONTENT.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) < MOST


HOUSES = sorted(path.parent for path in (GALLERY / "houses").glob("*/_brand.yml"))
HOUSE_PAPERS = {"ledger": ["a4"], "press": ["letter"]}
"""The third is printed on both."""


@pytest.mark.long
@pytest.mark.parametrize("there", few(HOUSES), ids=lambda path: path.name)
def test_a_brand_file_alone_makes_a_house(there: Path, tmp_path: Path) -> None:
    """No template, no style, two fonts, a logo: nothing is found on its pages, no check is off."""
    house = tmp_path / there.name
    shutil.copytree(there, house, ignore=shutil.ignore_patterns("output"))
    assert {path.name for path in house.iterdir()} <= {
        "_brand.yml", "content", "logo.svg", "logo-white.svg",
    }  # fmt: skip
    names = find_briefs(house / "content")
    papers = None if EVERY else HOUSE_PAPERS.get(there.name)
    outcomes = [*build(house, names, papers, PrintsOnce(), None, DAY, writes=False)]
    for outcome in outcomes:
        assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
        assert len(outcome.proofs) == len(papers or PAPERS)
    theme = open_house(house, Problems())
    families = {theme.tokens[f"font-{role}"] for role in ("text", "headings")}
    assert len(families) == 2 and not any("Source" in family for family in families)
    last = next(house.glob("content/*/brief.md")).read_text("utf-8").splitlines()[-1]
    assert last.startswith("*") and "made up" in last


@pytest.mark.long
def test_no_two_houses_look_alike() -> None:
    """They are three, and differ in the head, the key messages, the colours and the fonts."""
    looks = [open_house(there, Problems()).tokens for there in HOUSES]
    assert len(looks) == 3
    for token in ("masthead", "messages", "ink", "pale", "font-text", "font-title"):
        assert len({look[token] for look in looks}) >= 2, token
    assert len({look["masthead"] for look in looks}) == 3
