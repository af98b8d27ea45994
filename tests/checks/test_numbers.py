"""Numbers that an author typed: which of them count something, in English and in French."""

import pytest
from support.houses import ROOT

from briefpress.checks.evidence.numbers import NumberFinder, write_digits
from briefpress.model.problems import Problems
from briefpress.page.theme import read_theme

FINDERS = {
    tag: NumberFinder(language.checks)
    for tag, language in read_theme(ROOT, Problems()).languages.items()
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "3040万"), ("zh", "3040\u2060万"), ("ko", "3,040만"), ("en", "304 lakh"),
        ("en", "3.04 crore"), ("fr", "30,4 millions"),
    ],
)  # fmt: skip
def test_a_number_is_as_large_as_its_words_say(language: str, text: str) -> None:
    """Also where the page joins it to its word: a line of Chinese does not end between them."""
    (number,) = FINDERS[language].find_typed(text)
    assert 30_400_000 in number.readings


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Of 670 people, 1,951 persons and 67.5 per cent in 2024, 1951 people."),
        ("fr", "Sur 670 personnes, 1 951 personnes et 67,5 % en 2024, 1951 personnes."),
        ("zh", "遣返了670人，1,951人，占67.5%，2024年又有1951人。"),
        ("ko", "670명, 총1,951명, 67.5퍼센트, 2024년에 1951명을 송환했다."),
    ],
)
def test_what_counts_is_found(language: str, text: str) -> None:
    """However it is grouped and divided; a year only where it counts people."""
    found = [number.digits for number in FINDERS[language].find_typed(text)]
    assert found == ["670", "1951", "67.5", "1951"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 8 May, 8 and 9 May, 8–9 May, 8 to 9 May 2024, May 12, Sept. 12."),
        ("en", "Resolution 670, articles 5, 6 and 7, paras. 74–76, §§ 5 to 7, agenda item 4."),
        ("en", "In 2024, A/HRC/25/63, 10-year-old, 12:30."),
        ("fr", "Le 8 mai, les 8 et 9 mai, 8–9 mai, du 8 à 9 mai 2024, le 12 févr."),
        ("fr", "La résolution 670, les articles 5, 6 et 7, par. 74 à 76, n° 12, §§ 5 et 7."),
        (
            "zh",
            "2014年2月7日，中国于8月29日和9月18日通过第1718号决议第74至76段、图3，A/HRC/25/63。",
        ),
        ("ko", "2014년 2월 7일에 결의 1718호, 제5조와 제6조, 표 3, A/HRC/25/63을 채택했다."),
    ],
)
def test_what_only_names_is_not(language: str, text: str) -> None:
    """Dates, articles, paragraphs, years, symbols."""
    assert not [*FINDERS[language].find_typed(text)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "3.1 million", {"3100000"}),
        ("en", "3.125 million", {"3125000", "3125000000"}),
        ("en", "3.1m and 2bn, 4 thousands", {"3.1", "3100000", "2000000000", "4000"}),
        ("fr", "3,1 millions", {"3100000"}),
        ("fr", "2 Md et 5 mille", {"2000000000", "5000"}),
        ("zh", "3.1万人和2亿元", {"31000", "200000000"}),
        ("ko", "3.1만 명과 2억 원", {"31000", "200000000"}),
        ("fr", "3 billion", {"3"}),
        ("en", "2½ and 1’250", {"2.5", "1250"}),
    ],
)
def test_a_word_multiplies(language: str, text: str, values: set[str]) -> None:
    """In the language of the text; what may group or divide, or be metres, has both readings."""
    found = [one for number in FINDERS[language].find_all(text) for one in number.readings]
    assert {*map(write_digits, found)} == values
