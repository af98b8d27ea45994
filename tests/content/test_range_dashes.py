"""A hyphen in a range becomes a dash where nothing else can be meant."""

import pytest
from support.houses import default_theme

from briefpress.content.range_dashes import RangeDashes

LANGUAGES = default_theme().languages


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Monday-Friday"), ("en", "Mon-Fri"), ("en", "3-5 May"), ("en", "May 3-5"),
        ("en", "January 2024-March 2025"), ("en", "3 May-5 June"), ("en", "2019-2024"),
        ("en", "2023-24"), ("en", "pp. 12-15"), ("en", "paras. 74-76"), ("en", "10-12 km"),
        ("en", "15-18 per cent"), ("en", "2.5-3.5 °C"), ("en", "US$5-10 million"),
        ("en", "9:00-17:00"), ("fr", "lundi-vendredi"), ("fr", "12-15 ans"), ("fr", "5-10 %"),
        ("es", "3-5 de mayo"), ("es", "enero-marzo"), ("pt", "segunda-sexta"),
        ("ru", "Пн-Пт"), ("ru", "10-12 км"), ("ru", "январь-март"), ("ar", "الاثنين-الجمعة"),
        ("en", "ages 5-17"), ("fr", "âgées de 5-17"), ("es", "edades 5-17"), ("ar", "الأعمار 5-17"),
        ("en", "9 a.m.-5 p.m."), ("en", "9-5 pm"), ("en", "9-17 Uhr"), ("fr", "9h-17h"),
        ("ar", "0-4 سنوات"), ("ar", "10-12 كيلومترا"),
    ],
)  # fmt: skip
def test_a_range_that_can_be_nothing_else_has_a_dash(tag: str, text: str) -> None:
    """Days, months, years, pages, times, amounts."""
    dashes = RangeDashes(LANGUAGES[tag])
    assert dashes.set(f"({text}), {text}.") == f"({text}), {text}.".replace("-", "–")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Resolution 1718-2006"), ("en", "a 3-4 lead"), ("en", "Law 13-2019"),
        ("en", "tel. 555-0100"), ("en", "2024-05-03"), ("en", "ISSN 2049-3630"), ("en", "1-2-3"),
        ("en", "New York-London"), ("en", "Covid-19"), ("en", "SDG 3-5"), ("en", "12-10 km"),
        ("fr", "loi n° 2014-2016"), ("es", "Ley 30-2019"), ("pt", "segunda-feira"),
    ],
)  # fmt: skip
def test_what_may_be_a_name_or_a_score_keeps_its_hyphen(tag: str, text: str) -> None:
    """Laws, telephones, dates, scores, places."""
    assert RangeDashes(LANGUAGES[tag]).set(f"({text}), {text}.") == f"({text}), {text}."
