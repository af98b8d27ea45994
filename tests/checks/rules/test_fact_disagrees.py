"""The check `fact-disagrees`: no number contradicts a fact."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import told

FACTS = {
    "returned": {
        "value": "670", "show": "more than 670", "big": "670+", "source": "one",
        "label": "people forcibly returned",
    },
    "first": {"value": "80", "as_of": "2023-08-29", "source": "one"},
    "vote": {"show": "13 in favour, 1 against and 1 abstention", "big": "13–1–1", "source": "one"},
}  # fmt: skip
PARTS = {"for": {"from": "v.csv#date=2024-03-28/for", "source": "one"}}
CSV = "date,people,label\n2023-08-29,80,80\n2023-10-09,500,500+\n"
VOTES = "date,question,for,against,abstaining,outcome\n2024-03-28,The mandate,13,1,1,vetoed\n"
CHART = {
    "mark": "bar",
    "encoding": {"x": {"field": "date", "type": "nominal"},
                 "y": {"field": "people", "type": "quantitative"}},
}  # fmt: skip
FIGURE = {"chart": CHART, "data": "c.csv", "caption": "Returns", "source": "one",
          "alt": "Bars: 80 on 29 August 2023, 500 on 9 October 2023."}  # fmt: skip
TABLE = {"kind": "votes", "data": "v.csv", "caption": "A vote", "source": "one"}
PROSE = "China returned {{ facts.returned }} people.\n\n{{ figures.f }}\n\n{{ tables.v }}\n"


def _read(
    house: Path, prose: str = PROSE, csv: str = CSV, votes: str = VOTES, **fields: Any
) -> list[str]:
    said = {"facts": FACTS, "figures": {"f": FIGURE}, "tables": {"v": TABLE}} | fields
    return told(
        "fact-disagrees", house, prose, {"c.csv": csv.encode(), "v.csv": votes.encode()}, **said
    )


@pytest.mark.long
def test_what_agrees_is_none(house: Path) -> None:
    """A fact, its chart, its alt text, its table and the text say the same."""
    assert not _read(house)


@pytest.mark.long
@pytest.mark.parametrize(
    ("show", "agrees"),
    [
        ("about 3.1 million", True), ("3.1 m", True), ("3,1 millions", True), ("3,100,000", True),
        ("3,100 thousand", True), ("3,1 milioni", True), ("3,1 мільйона", True),
        ("3.125 million", False), ("3.1 billion", False), ("1.3 million", False),
        ("3.1 thousand", False),
    ],
)  # fmt: skip
def test_a_word_may_make_a_number_larger(house: Path, show: str, agrees: bool) -> None:
    """Millions are written as people write them, and compared."""
    fact = {"value": "3100000", "show": show, "source": "one"}
    said = _read(house, facts=FACTS | {"many": fact})
    assert agrees != any("the fact `many` is 3100000" in one for one in said)


@pytest.mark.long
def test_millions_in_data_are_compared(house: Path) -> None:
    """A label beside its number is the same number, or is told."""
    assert not _read(house, csv=CSV + "2023-10-10,3000000,about 3 million\n")
    (said,) = _read(house, csv=CSV + "2023-10-10,3000000,about 4 million\n")
    assert "c.csv:4: `about 4 million` beside 3000000" in said


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"csv": CSV.replace("29,80,80", "29,90,90")},
         "c.csv:2: 90, and the fact `first` of that day is 80"),
        ({"csv": CSV.replace("500,500+", "500,600+")}, "c.csv:3: `600+` beside 500"),
        ({"votes": VOTES.replace("13,1,1", "12,2,1")}, "is in no row of `v.csv`"),
        ({"facts": FACTS | {"returned": FACTS["returned"] | {"show": "more than 760"}}},
         "the fact `returned` is 670, and reads `more than 760`"),
        ({"facts": FACTS | {"returned": FACTS["returned"] | {"show": "more than 720"}}},
         "the fact `returned` is 670, and reads `more than 720`"),
        ({"facts": FACTS | {"returned": FACTS["returned"] | {"big": "607+"}}},
         "the fact `returned` is 670, and reads `607+`"),
        ({"facts": FACTS | {"vote": FACTS["vote"] | {"big": "13–2–1"}}}, "and `13–2–1`"),
        ({"facts": FACTS | PARTS | {"vote": FACTS["vote"] | {"big": "{{ facts.for }}–2–1"}}},
         "and `13–2–1`"),
        ({"facts": FACTS | PARTS | {"vote": {"show": "{{ facts.for }} to 2, and 1 abstention",
                                             "source": "one"}}}, "is in no row of `v.csv`"),
        ({"figures": {"f": FIGURE | {"alt": "Bars: 80 on one day, 5000 on another."}}},
         "the alt text says 5000, and `c.csv` has 500"),
        ({"key_messages": ["China returned 760 people."]},
         "760, and the fact `returned`, which counts the same, is 670"),
        ({"title": "Of 671 people returned, nothing is known"}, "671, and the fact `returned`"),
    ],
)  # fmt: skip
def test_a_contradiction_is_found(house: Path, change: dict[str, Any], said: str) -> None:
    """In a chart's data, a table of votes, the fact's own words, an alt text, a text."""
    assert any(said in one for one in _read(house, **change))


@pytest.mark.long
@pytest.mark.parametrize(
    "message",
    [
        "China returned 500 people on one day.",  # another number, of the chart
        "Some 700 people fled.",  # round, and no slip
        "It was 76 times as many people.",
        "The 6th session of 2024 heard 67 witnesses.",
    ],
)
def test_other_numbers_are_none(house: Path, message: str) -> None:
    """A number that is no slip of a fact's, or counts something else."""
    assert not _read(house, key_messages=[message])


@pytest.mark.long
def test_round_figures_are_none(house: Path) -> None:
    """A fact may read in round figures: `nearly 700`."""
    rounded = FACTS["returned"] | {"show": "nearly 700", "big": "≈ 700"}
    assert not _read(house, facts=FACTS | {"returned": rounded})


QUARTERS = "quarter,North,South\nQ4 2023,180.5,220\nQ1 2024,181,231\nQ2 2024,190,231.5\n"
AREA = {
    "chart": {
        "kind": "area",
        "x": "quarter",
        "y": ["North", "South"],
        "unit": "Thousands of people",
    },
    "data": "c.csv",
    "caption": "The number of displaced people",
    "source": "one",
}
DISPLACED = {
    "value": "398000",
    "show": "about 398,000",
    "label": "people displaced within Lethanda",
    "as_of": "2024-06-30",
    "source": "one",
}


def _of_figure(house: Path, alt: str, caption: str = "", **fact: str) -> list[str]:
    figure = AREA | {"alt": alt} | ({"caption": caption} if caption else {})
    facts = {"gone": DISPLACED | fact}
    prose = "There are {{ facts.gone }}.\n\n{{ figures.f }}\n"
    return _read(house, prose, QUARTERS, facts=facts, figures={"f": figure}, tables={})


@pytest.mark.long
@pytest.mark.parametrize(
    ("alt", "caption"),
    [
        ("Areas that rise from 400,500 to about 421,500.", ""),
        ("Areas that rise to 421,500 people in all.", "People displaced, by quarter"),
        ("Two areas.", "Some 412,500 people displaced"),
        ("Two areas; some 370,000 people are displaced at the end.", ""),
    ],
)
def test_what_a_fact_was_is_found_in_alt_texts_and_captions(
    house: Path, alt: str, caption: str
) -> None:
    """The author changed the fact: the newest of the chart, or what is counted so, is as it was."""
    (found,) = _of_figure(house, alt, caption)
    assert "and the fact `gone` is 398000" in found


@pytest.mark.long
@pytest.mark.parametrize(
    ("alt", "fact"),
    [
        ("Areas that rise from 400,500 to about 421,500.", {"as_of": "2023-12-31"}),
        ("Areas that rise from 400,500 to about 421,500.", {"value": "421500", "show": "421,500"}),
        ("Areas that rise from 400,500 to 412,000 in spring.", {}),
        ("Areas that rise to about 400,000.", {}),
        ("Areas that rise to 421,500.", {"label": "refugees abroad", "show": "398,000 abroad"}),
        ("Areas that rise to 421,500.", {"value": "152000", "show": "152,000"}),
        ("In 2023 there were 370,000 people displaced.", {}),
        ("The vote of 2 June 2024 on 12 of 15 points.", {}),
    ],
)
def test_another_time_another_thing_and_round_figures_are_none(
    house: Path, alt: str, fact: dict[str, str]
) -> None:
    """A number of an earlier row, of another year, or of other people is not what the fact was."""
    assert not _of_figure(house, alt, **fact)


@pytest.mark.long
def test_the_last_of_rows_that_are_no_times_is_not_the_newest(house: Path) -> None:
    """A chart of places ends with any of them."""
    rows = QUARTERS.replace("Q4 2023", "Ash").replace("Q1 2024", "Elm").replace("Q2 2024", "Oak")
    figure = AREA | {"alt": "People displaced in three places; 421,500 in the last."}
    prose = "There are {{ facts.gone }}.\n\n{{ figures.f }}\n"
    facts = {"gone": DISPLACED}
    assert not _read(house, prose, rows, facts=facts, figures={"f": figure}, tables={})


SHARES = "place,share\nDessa,17.3%\nLower Dessa,6.1%\nMarches,0.9%\n"


def _of_shares(house: Path, alt: str, csv: str = SHARES) -> list[str]:
    bars = {"kind": "bars", "x": "place", "y": "share"}
    figure = {"chart": bars, "data": "c.csv", "caption": "A chart", "source": "one", "alt": alt}
    return _read(house, "{{ figures.f }}\n", csv, facts={}, figures={"f": figure}, tables={})


@pytest.mark.long
@pytest.mark.parametrize(
    ("alt", "wrong"),
    [
        ("Bars: in Dessa 27.3 per cent, in Marches 0.9 per cent.", ["27.3% of `Dessa`"]),
        ("Bars: Dessa 17.3%, Marches 4.9%.", ["4.9% of `Marches`"]),
        ("In Dessa 12.3 per cent are displaced, in Marches 44 per cent.",
         ["12.3% of `Dessa`", "44% of `Marches`"]),
        ("Lower Dessa (6.7%), Dessa (17.3%).", ["6.7% of `Lower Dessa`"]),
    ],
)  # fmt: skip
def test_a_per_cent_behind_a_name_is_that_of_its_row(
    house: Path, alt: str, wrong: list[str]
) -> None:
    """Also where no slip of the hand makes the one of the other."""
    found = _of_shares(house, alt)
    assert len(found) == len(wrong)
    assert all(any(one in line for line in found) for one in wrong)


@pytest.mark.long
@pytest.mark.parametrize(
    "alt",
    [
        "Bars: Dessa 17.3 per cent, Lower Dessa 6.1 per cent, Marches 0.9 per cent.",
        "Dessa 17 per cent, Lower Dessa about 6 per cent, Marches 1 per cent.",
        "Dessa, 64 per cent more than Lower Dessa; together 24.3 per cent.",
        "Dessa leads by 11.2 percentage points.",
        "In 2024, half of Dessa; 40 per cent is the axis.",
    ],
)
def test_per_cents_that_agree_or_compare_are_none(house: Path, alt: str) -> None:
    """Rounded, compared, added up, or of no row."""
    assert not _of_shares(house, alt)


def test_whole_numbers_of_an_alt_text_round_those_of_the_data(house: Path) -> None:
    """69 is 69.3, and no slip of 96.0, which it is where 69.3 is not there."""
    csv = "place,share\nAmazon,94.1\nPará,69.3\nAcre,96.0\n"
    assert not _of_shares(house, "From 94 in the Amazon to 69 in Pará.", csv)
    assert _of_shares(house, "From 94 in the Amazon to 69.", csv.replace("69.3", "84.2"))


def test_a_slip_of_a_big_figure_is_told(house: Path) -> None:
    """The big figure rounds its value; prose says another number of the same people."""
    facts = {"f": {"value": "14213", "big": "14,200", "label": "people displaced", "source": "one"}}
    prose = "In May 12,400 people were displaced.\n\n{{ facts }}"
    (found,) = told("fact-disagrees", house, prose, facts=facts)
    assert "12,400, and the fact `f`, which counts the same, is 14213" in found


SHARE = {
    "sin_agua": {"value": "24", "unit": "%", "label": "de los hogares carece de agua potable",
                 "as_of": "2026", "source": "one"},
}  # fmt: skip


@pytest.mark.parametrize(
    "prose",
    [
        "El 31 % de los hogares carece de agua potable.",
        "Un 31 por ciento de los hogares carecen de agua potable.",
        "Llueve poco. El 31% de los hogares carece de agua potable. Nadie lo dice.",
    ],
)
def test_another_per_cent_in_the_same_words_is_told(house: Path, prose: str) -> None:
    """Prose, and a key message, say of the same households another number."""
    (said,) = _read(house, prose, facts=SHARE, figures={}, tables={}, language="es")
    assert "and the fact `sin_agua`, which counts the same, is 24" in said


@pytest.mark.parametrize(
    "prose",
    [
        "En el norte, el 31 % de los hogares carece de agua potable.",
        "El 31 % de los hogares rurales carece de agua potable.",
        "El 31 % de los hogares del sur carece de agua potable.",
        "En el norte el 24 % de los hogares carece de agua potable, en el sur el 31 %.",
        "En 2019 se midió. El 31 % de los hogares carecía de agua potable.",
        "Más del 20 % de los hogares carece de agua potable.",
        "El 76 % de los hogares no carece de agua potable.",
        "El 25 % de los hogares carece de agua potable.",
        "El 31 % de los hogares carece de luz.",
        "El 31 % de los hogares.",
    ],
)
def test_a_per_cent_of_others_is_none(house: Path, prose: str) -> None:
    """One of a place, a group, another year; the rest of a hundred, a round figure, a part."""
    assert not _read(house, prose, facts=SHARE, figures={}, tables={}, language="es")
