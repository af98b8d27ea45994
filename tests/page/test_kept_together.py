"""Tests of kept_together.py: what stays in one line; results of votes, and no other number."""

import re

import pytest
from support.printed import HOUSE

from briefpress.model.problems import Problems
from briefpress.page.kept_together import keep_together, mark_votes
from briefpress.page.languages import read_languages

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
    language = read_languages({tag: file.read_text("utf-8")}, Problems()).get(tag)
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
        ("Pages 70–74, S12–S15, xii–xv, 12a–12c.", ["70–74", "S12–S15", "xii–xv", "12a–12c"]),
        ("In 1904–2025, June–July.", ["1904–2025", "June–July"]),
        ("De 1\u202f200–1\u202f400 km.", ["1\u202f200–1\u202f400"]),
        ("13–1–1, on 2024–11–26, the government–opposition talks.", []),
        ("The river is at 22 m³/s by noon.", ["22 m³/s"]),
        ("At 22 m<sup>3</sup>/s.", ["22 m<sup>3</sup>/s"]),
        ("3.5 kg CO<sub>2</sub>/ha.", ["CO<sub>2</sub>/ha"]),
        ("120 hab./km², 4 l/(s·km²)", ["120 hab./km²", "4 l/(s·km²)"]),
        ("5\xa0л/с, 3 руб./т", ["5\xa0л/с", "3 руб./т"]),
        ("in kg/ha or €/MWh; S/RES/2397 and/or", ["kg/ha", "€/MWh", "S/RES/2397", "and/or"]),
        ("<b>22</b> <b title='1–2 m/s'>it</b> <a href='/a/b'>m/s</a> <pre>m/s</pre>", []),
        ("https://example.org/a/b, content/dprk/figures, government/opposition", []),
        ("<aside>22 m³/s</aside>", ["22 m³/s"]),
        ("A/HRC/RES/55/21, S/PV.7353.", ["A/HRC/RES/55/21", "S/PV.7353"]),
        ("A/C.3/69/L.28, US/Argentina", ["A/C.3/69/L.28"]),
    ],
)  # fmt: skip
def test_what_stays_in_one_line_is_marked(text: str, expected: list[str]) -> None:
    """Ranges and compound units with their number; dates, votes, addresses are none."""
    page = f"<body><p>{text}</p>"
    made = keep_together(page)
    assert re.findall('<span class="together">(.*?)</span>', made) == expected
    assert re.sub('<span class="together">(.*?)</span>', r"\1", made) == page
