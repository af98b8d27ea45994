"""What votes.py promises: results of votes are marked, and no other number is."""

import re

import pytest
from support.printed import HOUSE

from briefpress.model.problems import Problems
from briefpress.page.languages import read_language
from briefpress.page.votes import mark_ranges, mark_votes

VOTES = {
    "en": [
        ("11 in favour, 2 against, 2 abstentions", ["11 in favour", "2 against", "2 abstentions"]),
        ("It was 1,204 votes to 96; by 212 votes.", ["1,204 votes to 96", "212 votes"]),
        ("They had 13 for, 1 against, 1 abstaining.", ["13 for", "1 against", "1 abstaining"]),
        ("A vote of 13 to 1; 13–1–1 in March.", ["13 to 1", "13–1–1"]),
        ("One\xa0had 11\xa0in favor.", ["11\xa0in favor"]),
        ("In 2014 against all, 10 to 20 per cent for nothing, 11 for each.", []),
        ("Version 2.11 against 11 against-all; A/11 in favour; 1991–1993.", []),
        ('<a href="/11 in favour">here</a> <b title="2 against">it</b>', []),
        ("<aside><b>13–1–1</b></aside> then <b>12</b> were <i>1 abstention</i>", ["1 abstention"]),
    ],
    "fr": [
        ("11 voix pour, 2 contre, 2 abstentions", ["11 voix pour", "2 contre", "2 abstentions"]),
        ("Par 13 voix contre 1.", ["13 voix contre 1"]),
        ("De 11 pour cent, 2 pour tous, en 2014 contre eux.", []),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "text", "expected"), [(tag, *it) for tag, its in VOTES.items() for it in its]
)
def test_results_of_votes_are_marked(tag: str, text: str, expected: list[str]) -> None:
    """Each with the words that say so; the words of the page stay as they are."""
    file = HOUSE / "templates" / "languages" / f"{tag}.toml"
    language = read_language(tag, file.read_text("utf-8"), Problems())
    assert language
    page = f"<style>p {{ 13–1–1 }}</style><body><p>{text}</p>"
    marked = mark_votes(page, language.votes)
    assert re.findall(r'<span class="vote">(.*?)</span>', marked) == expected
    assert re.sub(r'<span class="vote">(.*?)</span>', r"\1", marked) == page
    assert mark_votes(page, "") == page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices rose by 60–85% since May, by 5–6 per cent.", ["60–85%", "5–6"]),
        ("US$ 3.5–4.5 million; $20–30, 10–12.5\xa0%.", ["3.5–4.5", "$20–30", "10–12.5\xa0%"]),
        ("In 1904–2025, 13–1–1, on 2024–11–26, a–b.", []),
    ],
)
def test_ranges_of_short_numbers_are_marked(text: str, expected: list[str]) -> None:
    """With their unit; those of years may break, and dates and votes are none."""
    made = mark_ranges(f"<body><p>{text}</p>")
    assert re.findall('<span class="range">(.*?)</span>', made) == expected
