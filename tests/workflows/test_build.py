"""Tests of a build of several briefs: a fault of one stays with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.houses import House

from briefpress.cache.freshness import BuildState
from briefpress.editions.ledger import Edition, Ledger
from briefpress.model.page import Html, Pdf
from briefpress.press.executors import InProcess
from briefpress.press.workers import print_page
from briefpress.workflows import build as building
from briefpress.workflows.build import Outcome, build


def test_a_fault_of_ours_stays_with_its_brief(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error of that brief, in a line; the next one is laid out."""
    asked: list[str] = []

    def break_on(_: object, __: object, slug: str, *___: Any) -> None:
        asked.append(slug)
        raise ValueError(f"no good {slug}")

    monkeypatch.setattr(building, "prepare_brief", break_on)
    outcomes = [*build(house.root, ["one", "two"], None, InProcess())]
    assert asked == ["one", "two"]
    assert [(one.slug, one.problems.errors) for one in outcomes] == [("one", 1), ("two", 1)]
    (error,) = outcomes[1].problems
    assert str(error) == (
        "content/two: error: briefpress broke on this brief: ValueError: no good two\n"
        "  hint: take out what was added last, and send the brief to the developers"
    )


@pytest.mark.long
def test_a_pdf_that_stays_beside_a_new_one_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One paper is printed and the other is not: whoever sends both learns what the old one is."""

    def build_tiny(state: BuildState) -> list[str]:
        (outcome,) = build(house.root, ["tiny"], ["a4", "letter"], InProcess(), state)
        return [str(one) for one in outcome.problems if one.severity == "warning"]

    def print_a4_alone(page: Html, *rest: Any) -> Pdf:
        pdf = print_page(page, *rest)
        return pdf if page.paper == "a4" else replace(pdf, data=b"")

    assert build_tiny(BuildState(house.root, Ledger())) == []
    monkeypatch.setattr(building, "print_page", print_a4_alone)
    house.put("brief.md", "Another sentence.\n")
    state = BuildState(house.root, Ledger())
    (warning,) = build_tiny(state)
    assert "output/tiny.letter.pdf: warning: this is still the PDF from before" in warning
    edition = Edition("tiny", 2, date(2026, 11, 30), "News.", "TINY-2-8F2C91")
    state = BuildState(house.root, Ledger([edition]))
    record = replace(state.record("tiny").printed["letter"], stamp=edition.code)
    state.record_printed("tiny", "letter", record)
    (warning,) = build_tiny(state)
    assert "output/tiny.letter.pdf: warning: this is still edition 2" in warning
    (house.root / "output/tiny.letter.pdf").unlink()
    assert build_tiny(state) == []


@pytest.mark.long
def test_the_paper_that_is_looked_at_comes_first(house: House) -> None:
    """It has an outcome of its own; then comes the whole one, with the same PDFs."""

    def build_tiny(looked_at: str) -> list[Outcome]:
        papers = ["a4", "letter"]
        return [*build(house.root, ["tiny"], papers, InProcess(), looked_at=looked_at)]

    def digests(outcome: Outcome) -> dict[str, str]:
        return {one.pdf.paper: one.digest for one in outcome.written}

    (alone,) = build_tiny("")
    first, whole = build_tiny("letter")
    assert (first.is_first, whole.is_first) == (True, False)
    assert digests(first) == {"letter": digests(alone)["letter"]}
    assert digests(whole) == digests(alone)
