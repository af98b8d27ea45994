"""The check `quotes-and-dashes`: no typewriter is seen on the page."""

from pathlib import Path

import pytest
from support.printed_pages import SOURCES, brief_of, find, told

FIGURE = {"image": "it.svg", "caption": "A picture"}


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("From 14-16 villages it was so.", "a hyphen in a range in `From 14-16 villages it"),
        ("It was - we think - so.", "a hyphen for a dash"),
        ("“We wait”, - said the chair.", "a hyphen for a dash in `“We wait”, - said"),
        ("It was so , and is.", "a space before a comma"),
        ("It was so,and is.", "no space after a comma"),
        ("It was so.And is.", "no space after a full stop"),
        ("Winter is coming.. It is.", "two full stops in `Winter is coming.. It is"),
        ("It rose to 5 %..", "two full stops"),
        ("Er sagte ,,ja''.", "two signs for a quotation mark in `Er sagte ,,ja"),
        ("It said >>yes<< to all.", "two signs for a quotation mark"),
        ("One,, two.", "two signs beside each other"),
        ("One;, two.", "two signs beside each other"),
        (
            "Prices rose by 60 – 85% since May.",
            "spaces in a range in `Prices rose by 60 – 85% since",
        ),
        ("So it was in 2019 – 2021.", "spaces in a range"),
        ("410,230 in October, or -0.5%.", "a hyphen for a minus in `October, or -0.5%"),
        ("It fell (-3) again.", "a hyphen for a minus"),
        ("It‘s so.", "a mark the wrong way round in `It‘s so."),
        ("She said ”no” to it.", "a mark the wrong way round in `She said ”no”"),
        ("It´s so.", "an accent for an apostrophe in `It´s so."),
        ("First a -> b.", "two signs for one in `First a -> b."),
        ("Where p <= 0.05 it is so.", "two signs for one in `Where p <= 0.05"),
        ("About 5 +- 2 of them.", "two signs for one in `About 5 +- 2"),
        ("Copyright (c) 2024.", "letters for a sign in `Copyright (c) 2024."),
    ],
)
def test_what_the_press_does_not_set_is_found_in_the_text(
    house: Path, prose: str, said: str
) -> None:
    """On its line, with the words around it."""
    found, *_ = told("quotes-and-dashes", house, f"## A\n\n{prose}\n")
    assert found.startswith(f"brief.md:3: {said}")


@pytest.mark.parametrize(
    "prose",
    [
        "Shi‘a, Sana‘a and ‘Abd; “Why?” “No,” she said (“yes”). “It’s ‘fine’.” The ’90s.",
        "In German „so“, in Polish „tak”; the states’ “own”.",
        "Article 5 (c) of 2024 and (c) another; an e-mail, x=>y.",
        "As in 10.1016/S0140-6736(20)30183-5 it is.",
    ],
)
def test_marks_that_stand_right_are_left_alone(house: Path, prose: str) -> None:
    """The ‘ayn of Arabic, quotations of other languages, letters that count."""
    assert told("quotes-and-dashes", house, f"## A\n\n{prose}\n") == []


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        ("zh", "合作的纽带 ,而不是根源。", "a mark of half the width"),
        ("zh", "不是根源。。", "two signs beside each other"),
        ("ar", "في السنة ,وهو الأعلى", "a space on the wrong side of a comma"),
        ("ar", "السنة،وهي الأعلى", "no space after a comma"),
        ("ru", "рост на +2,5..3,0 °C", "two full stops for a range"),
        ("fr", "de 3,1-3,5 par an", "a hyphen in a range"),
    ],
)
def test_each_script_has_its_own_marks(house: Path, language: str, prose: str, said: str) -> None:
    """A Chinese comma is as wide as a letter, an Arabic one has its space behind it."""
    (found,) = told("quotes-and-dashes", house, prose, language=language)
    assert said in found


def test_a_range_is_told_once_and_whole(house: Path) -> None:
    """No dash between its numbers, and no part of one."""
    brief = brief_of(house, "Le prix de 3,1 - 3,5 € baisse.", language="fr")
    (found,) = find("quotes-and-dashes", brief)
    assert found.hint == "write an en dash: 3,1–3,5"


def test_the_hint_is_the_range_itself(house: Path) -> None:
    """As it should be written, and no other one."""
    brief = brief_of(house, "From 16-25, and by 60 – 85% since.", sources=SOURCES)
    hints = [one.hint for one in find("quotes-and-dashes", brief)]
    assert hints == ["write an en dash: 16–25", "write it without: 60–85%"]


@pytest.mark.parametrize(("language", "dash"), [("ru", "—"), ("fr", "–")])
def test_the_dash_is_that_of_the_language(house: Path, language: str, dash: str) -> None:
    """A Russian one is as wide as a square."""
    brief = brief_of(house, "Это - так.", language=language)
    (hint,) = (one.hint for one in find("quotes-and-dashes", brief))
    assert hint == f"write {dash} with spaces around it"


@pytest.mark.long
@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("And so on...", "three full stops"),
        ("This -- or that", "a hyphen for a dash"),
    ],
)
def test_titles_of_sources_are_read_too(house: Path, title: str, said: str) -> None:
    """Nobody sets their dashes: they are printed as they are written."""
    found = told("quotes-and-dashes", house, sources={"one": SOURCES["one"] | {"title": title}})
    assert any(said in one for one in found)


@pytest.mark.long
def test_straight_marks_that_nobody_sees_are_none(house: Path) -> None:
    """Those of a source are set; an alt text is heard. A label of a map is printed as it is."""
    sources = {"one": SOURCES["one"] | {"title": "The Herders' \"Union\" isn't here"}}
    figure = FIGURE | {"alt": 'A map: Togo 2,700, Côte d\'Ivoire 17,900, and the "rest".'}
    svg = {"it.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
    prose = "{{ figures.f }}\n"
    found = told("quotes-and-dashes", house, prose, svg, sources=sources, figures={"f": figure})
    assert not found


@pytest.mark.parametrize(
    "prose",
    [
        "It says \"this\" and 'that' -- isn't it... so?",
        "On 2024-05-08, non-refoulement, a well-known 13–1–1 vote, F-16, COVID-19, 10,000 people.",
        "See https://example.org/a-b--c,d and A/HRC/RES/55-21, e.g. the U.S. or 3.5.",
        "Loi n° 2024-17, n.º 2014-16, № 78-93, No. 2013-15 of 2013, 2024-17",
        "Law 12-2019, 555-0100, 2024-05, +41 22 917-7600, at 15°30'N, 5' long, `it's \"so\"...`",
        "It is, e.g., so, etc. … and so on... (etc.), it said: “no.” Dialysis – there are 34 – is.",
        "In 2019 – 34 of 100 – it was; of 20 – 85 of them – none. From −3 to −5, A-3, x-1.",
        "{{ facts.f }}. See ../a.csv or `a..b`, `-5`. A/HRC/RES/55-21, No. 5., p. 3.",
        "ISBN 978-3-16-148410-0, tel. 212-555-0100, 1 - 2 = −1",
        "It rained [@one]. It did [^1], and more [@one, p. 1].\n\n[^1]: A note.",
    ],
)
def test_what_is_set_or_meant_is_none(house: Path, prose: str) -> None:
    """The press sets what Markdown has; dates, compounds, symbols and addresses are meant."""
    found = told("quotes-and-dashes", house, prose, sources=SOURCES)
    assert not found or "1 - 2" in found[0]


def test_all_of_a_paragraph_are_told_at_once(house: Path) -> None:
    """Whoever mends one has not to wait for the next."""
    found = told("quotes-and-dashes", house, "From 14-16 and from 18-19, by 1-5.")
    assert len(found) == 3
