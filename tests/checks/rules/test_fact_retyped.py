"""The check `fact-retyped`: a number stands in one place."""

from pathlib import Path

import pytest
from support.printed_pages import SOURCES, brief_of, find, told

FACTS = {
    "returned": {"value": "670", "show": "more than 670", "source": "one"},
    "troops": {"value": "10000", "source": "one"},
    "rate": {"value": "1.50", "source": "one"},
    "vote": {"show": "13 in favour, 1 against and 1 abstention", "source": "one"},
    "few": {"value": "6", "source": "one"},
}


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("China returned 670 people.", "3: `670` is typed by hand, and is the fact `returned`"),
        ("Of 10,000 troops", "`10,000` is typed by hand, and is the fact `troops`"),
        ("Of 10 000 troops", "is the fact `troops`"),
        ("It was 13 in favour, 1 against and 1 abstention.", "is the fact `vote`"),
    ],
)
def test_a_number_that_a_fact_has_is_found(house: Path, prose: str, said: str) -> None:
    """However its thousands are grouped; a vote is one in its words."""
    (found,) = told("fact-retyped", house, f"## A\n\n{prose}\n", facts=FACTS)
    assert said in found


@pytest.mark.parametrize(
    ("fact", "prose"),
    [
        ({"value": "14213", "big": "14,200"}, "In May 14,200 people were displaced."),
        ({"show": "some 14,200", "big": "14,200"}, "In May 14,200 people were displaced."),
        ({"value": "1420000", "big": "1.42 million"}, "Of 1.42 million people displaced."),
    ],
)
def test_the_number_of_a_big_figure_is_one_as_well(
    house: Path, fact: dict[str, str], prose: str
) -> None:
    """As its author rounds it, `big: 14,200` of 14213, or says it without a value."""
    said = {"f": {**fact, "label": "people displaced", "source": "one"}}
    (found,) = told("fact-retyped", house, f"{prose}\n\n{{{{ facts }}}}", facts=said)
    assert found.endswith("is typed by hand, and is the fact `f`")


@pytest.mark.long
def test_it_is_found_in_every_text(house: Path) -> None:
    """Title, key message, recommendation, event, caption, note."""
    found = told(
        "fact-retyped",
        house,
        "A note.[^n]\n\n[^n]: Of 670 people.\n",
        title="670 people",
        key_messages=["Of 670 people."],
        recommendations=[{"to": "All", "actions": ["Ask for the 670."]}],
        timeline=[{"date": "2024", "event": "670 people return."}],
        tables={"t": {"columns": ["A"], "rows": [["b"]], "caption": "The 670"}},
        facts=FACTS,
    )
    assert len(found) == 6


def test_a_small_number_has_to_count_the_same(house: Path) -> None:
    """Only one of `50 states` and `50 per cent` is the fact; `50` alone may be anything."""
    facts = {"needed": {"value": "50", "label": "states that have ratified", "source": "one"}}
    (found,) = told("fact-retyped", house, "Of 50 states, 50 per cent.", facts=facts)
    assert "`50` is typed by hand" in found


@pytest.mark.parametrize(
    "prose",
    [
        "China returned {{ facts.returned }} people.",
        "Resolution 670 of 6 May, and S/2024/670, para. 670, articles 670 and 671.",
        "The 670th meeting, on page 670, 670-year-old, 1,670 people, 67.0 per cent, 6 types.",
    ],
)
def test_what_only_looks_like_it_is_none(house: Path, prose: str) -> None:
    """The fact itself, a symbol, an article, an ordinal, a part of another number."""
    assert not told("fact-retyped", house, prose, facts=FACTS)


def test_the_hint_writes_a_number_as_the_language_does(house: Path) -> None:
    """Where the fact has no `show:`, which its author has written."""
    facts = {"dead": {"value": "597000", "label": "personas desplazadas", "source": "one"}}
    brief = brief_of(house, "Son 597.000 personas.", sources=SOURCES, facts=facts, language="es")
    (found,) = find("fact-retyped", brief)
    assert (found.hint or "").endswith("it prints `597.000`")


DISPLACED = {
    "idps": {
        "value": "3542000",
        "show": "3.5 million",
        "label": "people displaced in Sarn",
        "source": "one",
    }
}


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("In Sarn 3.5 million people fled.", "3.5 million"),
        ("The number of IDPs grew, to 3.5 million.[@one] Two thirds stay.", "3.5 million"),
        ("In Sarn 3,542,000 people are displaced.", "3,542,000"),
    ],
)
def test_the_hint_says_which_words_the_fact_replaces(house: Path, prose: str, words: str) -> None:
    """`{{ facts.idps }}` for `3.5` alone would print “3.5 million million”."""
    (found,) = find("fact-retyped", brief_of(house, prose, sources=SOURCES, facts=DISPLACED))
    assert found.hint == (
        f"write {{{{ facts.idps }}}} in place of `{words}`; it prints `3.5 million`"
    )


@pytest.mark.parametrize(
    "prose",
    ["In Sarn aid of US$3.5 million.", "In Sarn 3.5 million trees.", "Of 3.5 million."],
)
def test_an_amount_of_something_else_is_no_fact(house: Path, prose: str) -> None:
    """Money, trees, and what the sentence says nothing of."""
    assert not told("fact-retyped", house, prose, facts=DISPLACED)


SHARE = {
    "sin_agua": {"value": "24", "unit": "%", "label": "de los hogares sin agua potable",
                 "source": "one"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("Casi un cuarto de los hogares (el 24 %) no tiene agua potable.", "24 %"),
        ("Los hogares sin agua potable son el 24 por ciento.", "24"),
        ("El 24% de los hogares bebe del río.", "24%"),
    ],
)
def test_a_per_cent_in_brackets_is_found(house: Path, prose: str, words: str) -> None:
    """The hint writes it as its language does."""
    brief = brief_of(house, prose, sources=SOURCES, facts=SHARE, language="es")
    (found,) = find("fact-retyped", brief)
    assert f"`{words}` is typed by hand" in found.message
    assert (found.hint or "").endswith("it prints `24 %`")


@pytest.mark.parametrize(
    "prose",
    [
        "Hogares sin agua potable: en el norte el 24 %, en el sur el 31 %.",
        "El maíz cuesta más (un 24 %).",
        "De los hogares, 24.",
    ],
)
def test_a_per_cent_of_something_else_is_no_fact(house: Path, prose: str) -> None:
    """Beside another one, or where the sentence says nothing of the fact."""
    assert not told("fact-retyped", house, prose, facts=SHARE, language="es")
