"""Tests of the report on accessibility: what a listener gets, so that it can be judged."""

import json
from functools import cache
from typing import Any

import pytest
from support.broken import broken, elements, whole
from support.printed import PAPERS, new_house, temporary
from support.printed_pages import find, proof_in

from briefpress.checks.accessibility import report, tell
from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.table import TABLE


@cache
def _real(slug: str, paper: str) -> PrintedPage:
    house = new_house(temporary(f"{slug}-{paper}"), content=True)
    return proof_in(house, slug, paper)


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", ["dprk", "panel-of-experts"])
def test_the_real_briefs_have_no_finding(slug: str, paper: str) -> None:
    """No check of accessibility has anything to say of them, on either paper."""
    for name in TABLE["Accessibility"]:
        assert not find(name, _real(slug, paper)), name


@pytest.mark.long
def test_it_tells_what_the_document_is() -> None:
    """Title, language, phrases in another one, short forms with their meaning."""
    told = report(whole())
    assert (told["title"], told["language"]) == ("Un titre avec l’ONU dedans", "fr")
    assert told["title_is_shown"]
    assert {(one["language"], one["text"]) for one in told["phrases"]} == {
        ("la", "phrase étrangère"), ("en", "vite"),
    }  # fmt: skip
    assert told["short_forms"] == {"ONU": "Organisation des Nations unies"}


def test_it_tells_what_is_on_the_page() -> None:
    """Headings with their levels, figures with alt, tables with heads and size, notes, links."""
    told = report(whole())
    levels = [(one["level"], one["text"]) for one in told["headings"]]
    assert levels[0] == (1, "Un titre avec l’ONU dedans")
    assert (3, "Un titre plus profond") in levels and (4, "Encore plus profond") in levels
    figures = [(one["caption"], one["alt"]) for one in told["figures"]]
    assert ("Figure 1. Une image", "Un rectangle bleu") in figures
    (votes,) = (one for one in told["tables"] if "Un vote" in one["caption"])
    assert (votes["rows"], votes["columns"]) == (2, 6)
    assert {one["scope"] for one in votes["heads"]} == {"column"}
    assert [one["id"] for one in told["notes"]] == [f"note-{n}" for n in range(1, 7)]
    assert told["calls"] == 6
    address = "https://example.org/a/long/address"
    assert {"text": "lien en italique", "address": address, "page": 1} in told["links"]


def test_it_tells_the_order_and_the_contrast() -> None:
    """Each page block by block, a figure by its alt; each pair of colours with its ratio."""
    told = report(whole())
    texts = [one["text"] for one in told["order"] if one["page"] == 2]
    assert texts.index("Des barres") < texts.index("En dates") < texts.index("Ce qui doit suivre")
    ratios = [one["ratio"] for one in told["contrast"]]
    assert ratios == sorted(ratios)
    assert all(one["ratio"] >= one["least"] for one in told["contrast"])
    assert told["unread"] == []


def test_it_is_honest_about_what_it_cannot_know() -> None:
    """A person has to judge whether an alt is true, and whether the order makes sense."""
    asked = " ".join(report(whole())["to_judge"])
    for word in ("description true", "order make sense", "colour alone", "plain enough"):
        assert word in asked


def test_json_can_hold_it() -> None:
    """Everything that was told comes back."""
    told = report(whole())
    assert json.loads(json.dumps(told)) == told


@pytest.mark.long
def test_a_terminal_shows_all_of_it() -> None:
    """In lines that fit, under a heading for each part; what is not there is said to be none."""
    for proof in (whole(), _real("panel-of-experts", "a4")):
        text = tell(report(proof))
        assert max(map(len, text.splitlines())) <= 110
        assert not [line for line in text.splitlines() if line != line.rstrip()]
        for part in ("Document", "Headings", "Figures", "Tables", "Notes", "Links", "Contrast",
                     "Read on page 1, in this order", "Only a person can judge"):  # fmt: skip
            assert f"\n{part}" in text
    assert "\nFigures\n  none\n" in text
    assert "\nTables\n  none\n" in text


def test_what_is_missing_is_said() -> None:
    """A figure without alt, a note without a name, no title: the report shows the gap."""

    def breaks(pdf: Any) -> None:
        del elements(pdf, "Figure")[0].Alt
        del elements(pdf, "Note")[0].ID
        del pdf.Root.ViewerPreferences

    text = tell(report(broken(whole(), breaks)))
    assert "Figure 1. Une image, page 1\n    alt: none" in text
    assert "  no name, page 1: 1 Conseil des droits" in text
    assert "a viewer shows the name of the file" in text
