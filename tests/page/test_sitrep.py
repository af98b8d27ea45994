"""The templates of a situation report and of a card: what they print first, and in which order."""

import re
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.houses import House, said
from support.once import PrintsOnce
from support.printed import PAPERS, new_house
from support.printed_pages import TODAY, proof_of

from briefpress.content.scaffold import start_brief
from briefpress.editions.files import write_files
from briefpress.model.geometry import Area, PageLayout, Piece
from briefpress.model.problems import Problems
from briefpress.workflows.build import build

FIELDS = """template: sitrep
number: 7
risk_level: current crisis
next_update: 2024-12-24
key_messages: [It rains.]
facts: {a: {value: 3, label: towns}, b: {value: 5, label: rivers}}
"""


def _text(house: House, fields: str) -> str:
    page, problems = house.page(fields, "{{ facts }}\n\n## One\n\nText.\n")
    assert page is not None, said(problems)
    return page.text.replace("&nbsp;", " ").replace("\u00a0", " ")


def test_a_situation_report_begins_with_its_level_and_day(house: House) -> None:
    """Title and day on a band, level and next update under them, then messages and figures."""
    text = _text(house, FIELDS)
    order = ("situation", "report 7", "<h1", "as-of", "Current crisis", "24 December 2024",
             "It rains.", "3</b>", ">One</h2>")  # fmt: skip
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert text.count("Current crisis") == 1


@pytest.mark.parametrize(
    ("more", "series"),
    [("", "Situation report 7"), ("language: fr\n", "Rapport de situation 7"),
     ("series: Flash note\n", "Flash note 7")],
)  # fmt: skip
def test_a_situation_report_is_called_one(house: House, more: str, series: str) -> None:
    """In its language, unless it names its series; a policy brief keeps that of the institute."""
    assert series in _text(house, FIELDS + more)
    assert "Situation report" not in _text(house, FIELDS.replace("sitrep", "policy-brief"))


def test_a_level_and_an_update_that_are_not_said_leave_no_strip(house: House) -> None:
    """Nor does the other templates' head change."""
    fields = re.sub("(?m)^(risk_level|next_update).*\n", "", FIELDS)
    assert "strip" not in _text(house, fields)
    assert "situation" not in _text(house, FIELDS.replace("sitrep", "policy-brief"))


def test_a_situation_report_that_was_updated_says_both_days(house: House) -> None:
    """The day that counts stands large."""
    text = _text(house, f"{FIELDS}updated: 2024-12-10\n")
    assert re.search(r'as-of">10 December 2024 <span>issued \d+ \w+ 2024', text)


def test_a_cover_takes_the_place_of_the_band(house: House) -> None:
    """A field of colour as in any brief, with level and title on it."""
    text = _text(house, FIELDS + "cover: {colour: ink}\n")
    assert "situation" not in text
    assert "Current crisis" in text


def _top(areas: list[Area], name: str) -> float:
    return next(area.y for area in areas if name in area.classes)


@pytest.mark.long
@pytest.mark.parametrize(("count", "rows"), [(3, [3]), (4, [2, 2]), (5, [3, 2])])
def test_key_messages_stand_in_even_rows(tmp_path: Path, count: int, rows: list[int]) -> None:
    """Three side by side at most; of four, none stands alone over the whole width."""
    fields: dict[str, Any] = {
        "template": "sitrep",
        "key_messages": [f"Message {n}." for n in range(count)],
    }
    page = proof_of(new_house(tmp_path / "house"), "Text.", {}, **fields).pdf.layout.pages[0]
    tops = [round(one.y) for one in page.areas if "key-messages" in one.path and one.tag == "li"]
    assert [tops.count(top) for top in sorted({*tops})] == rows


@pytest.mark.long
@pytest.mark.parametrize("template", few(["card", "sitrep"]))
def test_a_new_one_prints_without_a_word(template: str, tmp_path: Path) -> None:
    """On both papers; big figures stand in a row, as wide as the page."""
    house = new_house(tmp_path / "house")
    problems = Problems()
    files = start_brief(house, "new", "It rains in the north", template, TODAY, problems)
    write_files(house, files, problems)
    (outcome,) = build(house, ["new"], None, PrintsOnce(), None, TODAY, writes=False)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert [proof.pdf.paper for proof in outcome.proofs] == [*PAPERS]
    for proof in outcome.proofs:
        (page,) = proof.pdf.layout.pages
        figures = [one for one in page.areas if one.tag == "li" and "facts" in one.path]
        assert len({area.y for area in figures}) == 1
        assert figures[-1].right == pytest.approx(page.text[2], abs=0.1)
        assert _top([*page.areas], "key-messages") < _top([*page.areas], "facts")


@pytest.mark.long
@pytest.mark.parametrize(
    ("template", "big"),
    few(
        [
            ("sitrep", "$570,000"),
            ("sitrep", "241 million"),
            ("card", "1,340,000"),
            ("card", "241 million"),
            ("policy-brief", "1,340,000"),
        ]
    ),
)
def test_a_big_figure_with_many_letters_stays_in_one_piece(
    template: str, big: str, tmp_path: Path
) -> None:
    """All figures beside it are smaller, too, so that they are of one size."""
    house = new_house(tmp_path / "house")
    count = 4 if template == "sitrep" else 3
    facts = {f"f{n}": {"value": n, "big": big, "label": "a label"} for n in range(1, count)}
    facts["short"] = {"value": 7, "label": "a label"}
    for paper in PAPERS:
        proof = proof_of(house, "{{ facts }}\n\nText.", paper=paper, facts=facts, template=template)
        page = proof.pdf.layout.pages[0]
        pieces = [one for one in page.pieces if one.size > 14 and "facts" in _path(page, one)]
        texts = [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in pieces]
        assert texts == [big] * (count - 1) + ["7"]
        assert len({one.size for one in pieces}) == 1


def _path(page: PageLayout, piece: Piece) -> str:
    return page.areas[piece.area].path
