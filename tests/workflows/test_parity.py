"""The languages of a brief beside each other: who is behind, in which line."""

import json
from datetime import date

import pytest
from support.houses import HEAD, ROOT, House
from support.printed import call

from briefpress.cache.freshness import BuildState
from briefpress.checks.evidence.numbers import NumberFinder
from briefpress.checks.parity import _without_marks
from briefpress.editions.ledger import Edition, Ledger
from briefpress.model.problems import Problems
from briefpress.page.theme import read_theme
from briefpress.workflows.languages import LanguageStanding, compare_all

FIELDS = """\
key_messages: ["We counted 670 people."]
facts:
  returned: {value: 670, show: "more than {{ facts.returned.value }}"}
boxes: {sum: "A box on people who were returned."}
sources:
  body: {type: report, author: [{literal: A Body}], title: It, issued: 2024}
"""
ENGLISH = """\
## Background

On 29 August 2024 we counted {{ facts.returned }} people in 1,200 towns.[@body, p. 4]

## Risk

The vote was 13 to 2.[^1]

{{ boxes.sum }}

[^1]: A note of 2023.

## Action

Resolution 55/21 asks for three reports.
"""
WORDS = """\
title: Un titre
standfirst: Deux lignes.
key_messages: ["Nous avons compté 670 personnes."]
facts:
  returned: {show: "plus de {{ facts.returned.value }}"}
boxes: {sum: "Un encadré sur les personnes renvoyées."}
"""
FRENCH = """\
## Contexte

Le 29 août 2024, nous avons compté {{ facts.returned }} personnes dans 1 200 villes.[@body, p. 4]

## Risque

Le vote a été de 13 voix contre 2.[^1]

{{ boxes.sum }}

[^1]: Une note de 2023.

## Action

La résolution 55/21 demande 3 rapports.
"""


def compare(
    house: House, french: str = FRENCH, words: str = WORDS, ledger: Ledger | None = None
) -> list[LanguageStanding]:
    """How English and French of a brief stand."""
    house.put("brief.yaml", HEAD + FIELDS)
    house.put("brief.md", ENGLISH)
    house.put("brief.fr.md", french)
    house.put("fr.yaml", words)
    state = BuildState(house.root, ledger or Ledger())
    return compare_all(house.root, ["tiny", "tiny.fr"], house.theme, state)


def test_languages_that_say_the_same_are_level(house: House) -> None:
    """Months, groups of thousands and numbers written as words are no difference."""
    english, french = compare(house)
    assert (english.slug, english.language, english.is_main) == ("tiny", "en", True)
    assert (french.slug, french.language, french.is_main) == ("tiny.fr", "fr", False)
    assert (english.behind, french.behind) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("1 200", "1 300", "brief.fr.md:3", "`1 300` stands here, and `1,200` in content/tiny/b"),
        ("29 août", "28 août", "brief.fr.md:3", "`28` stands here, and `29` in"),
        ("13 voix contre 2", "12 voix contre 3", "brief.fr.md:7", "`12` stands here, and `13` in"),
        (" 2023", "", "brief.fr.md:5", "`2023` is missing, it stands in content/tiny/brief.md:11"),
        ("[@body, p. 4]", "", "brief.fr.md:1", "`[@body]` is missing in this section, it stands"),
        ("13 voix", "13 voix[@body]", "brief.fr.md:7", "`[@body]` is not in the same section of"),
        ("{{ facts.returned }}", "670", "brief.fr.md:1", "`{{ facts.returned }}` is missing in"),
        ("{{ boxes.sum }}\n", "", "brief.fr.md:5", "`{{ boxes.sum }}` is missing in this section"),
        ("2.[^1]", "2.", "brief.fr.md:5", "`[^…]` is missing in this section"),
        (
            "## Risque\n\nLe vote a été de 13 voix contre 2.[^1]\n\n{{ boxes.sum }}\n",
            "",
            "brief.fr.md:11",
            "the section “Risk” is missing, it stands in content/tiny/brief.md:5",
        ),
        (
            "## Action",
            "## Suite\n\nEncore.\n\n## Action",
            "brief.fr.md:13",
            "the section “Suite” is not in brief.md",
        ),
    ],
)
def test_what_differs_in_the_prose_is_told_with_both_lines(
    house: House, old: str, new: str, place: str, message: str
) -> None:
    """The place is where the French is to be mended; the message names the English line."""
    behind = compare(house, FRENCH.replace(old, new))[1].behind
    assert old in FRENCH
    told = [f"{one.place}: {one.message}" for one in behind]
    assert any(one.startswith(f"content/tiny/{place}: {message}") for one in told), told


@pytest.mark.parametrize(
    ("tag", "line", "digits"),
    [
        ("zh", "2014年2月，1月至10月，8月29日遣返80人", ["2014", "29", "80"]),
        ("ko", "2014년 2월, 1월부터 10월까지, 8월 29일 80명", ["2014", "29", "80"]),
        ("en", "In 2014, on 29 August, 80 people", ["2014", "29", "80"]),
    ],
)
def test_a_month_in_digits_is_no_number(tag: str, line: str, digits: list[str]) -> None:
    """Where English has a word for it."""
    language = read_theme(ROOT, Problems()).languages[tag]
    finder = NumberFinder(language.checks)
    assert [one.text for one in finder.find_all(_without_marks(line, language))] == digits


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("compté 670", "compté 680", "fr.yaml:3", "`680` stands here, and `670` in content/tiny/b"),
        ("standfirst: Deux lignes.\n", "", "brief.yaml:2", "`standfirst` is not in fr.yaml"),
        ("Un encadré sur les personnes renvoyées.", "A box on people who were returned.",
         "fr.yaml:6", "`boxes.sum.text` reads as in content/tiny/brief.yaml:7"),
        ('plus de {{ facts.returned.value }}', "plus de 670", "fr.yaml:5",
         "`{{ facts.returned.value }}` is missing, it stands in content/tiny/brief.yaml:6"),
    ],
)  # fmt: skip
def test_what_differs_in_the_fields_is_told(
    house: House, old: str, new: str, place: str, message: str
) -> None:
    """Words that are left out, that are still English, or that have other numbers."""
    assert old in WORDS
    behind = compare(house, words=WORDS.replace(old, new))[1].behind
    told = [f"{one.place}: {one.message}" for one in behind]
    assert any(one.startswith(f"content/tiny/{place}: {message}") for one in told), told


def test_a_sentence_of_a_list_that_is_numbered_has_no_number_of_its_own(house: House) -> None:
    """`1.` at the head of an item counts items; `21.` at the end of a sentence is a number."""
    french = FRENCH.replace("La résolution 55/21", "1. Dans 14 lignes, la résolution 55/21.")
    told = [one.message for one in compare(house, french)[1].behind]
    assert told == ["`14` is not in content/tiny/brief.md:13"]


def edition(slug: str, number: int) -> Edition:
    """An edition of which nothing else matters."""
    return Edition(slug, number, date(2024, 11, 26), "New.", f"{slug.upper()}-{number}-ABCDEF")


def test_an_edition_that_another_language_has_outrun_is_told(house: House) -> None:
    """The language that is behind is named, with the command and the number that it will have."""
    ledger = Ledger().with_event(edition("tiny", 1)).with_event(edition("tiny", 2))
    ledger = ledger.with_event(edition("tiny.fr", 1))
    english, french = compare(house, ledger=ledger)
    assert english.behind == ()
    assert (english.edition, french.edition) == (2, 1)
    assert [str(one) for one in french.behind] == [
        "content/tiny: warning: edition 1 of `tiny.fr`, and edition 2 of `tiny`\n"
        "  hint: `briefpress publish tiny.fr` gives it number 2"
    ]


@pytest.mark.parametrize(
    ("published", "slug", "number"),
    [
        ([], "tiny", 1),
        ([("tiny", 3)], "tiny", 4),
        ([("tiny", 3)], "tiny.fr", 3),
        ([("tiny", 3), ("tiny.fr", 3)], "tiny.fr", 4),
        ([("tiny", 3), ("tiny.fr", 4)], "tiny", 5),
        ([("tiny", 3), ("tiny.fr", 4)], "tiny.es", 3),
        ([("tiny.fr", 2)], "tiny", 2),
    ],
)
def test_a_language_follows_the_main_one_under_its_number(
    published: list[tuple[str, int]], slug: str, number: int
) -> None:
    """One number never means two states of a brief; a language that comes later takes the same."""
    ledger = Ledger(tuple(edition(*one) for one in published))
    assert ledger.next_number(slug, ["tiny", "tiny.es", "tiny.fr"]) == number


@pytest.mark.long
def test_the_command_says_it_in_words_and_for_a_program(house: House) -> None:
    """It ends with 1 where a language is behind, with 0 where none is."""
    compare(house)
    done = call("languages", "tiny", cwd=house.root)
    assert done.returncode == 0, done.stderr
    assert "tiny.fr" in done.stdout
    house.put("brief.fr.md", FRENCH.replace("1 200", "1 300"))
    done = call("languages", "--format", "json", cwd=house.root)
    assert done.returncode == 1
    rows = json.loads(done.stdout)
    assert [row["slug"] for row in rows] == ["tiny", "tiny.fr"]
    (told,) = rows[1]["behind"]
    assert (told["file"], told["line"]) == ("content/tiny/brief.fr.md", 3)
    done = call("languages", cwd=house.root)
    assert (done.returncode, "content/tiny/brief.fr.md:3: warning: `1 300`" in done.stderr) == (
        1,
        True,
    )
