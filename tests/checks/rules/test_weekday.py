"""The check `weekday`: a date has the name of its own day."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("language", "prose", "day"),
    [
        ("en", "It ends on Friday, 12 May 2026.", "Tuesday"),
        ("en", "It ends on Friday, May 12, 2026.", "Tuesday"),
        ("de", "Es endet am Freitag, den 12. Mai 2026.", "Dienstag"),
        ("ru", "Он пройдёт в пятницу, 12 мая 2026 года.", "вторник"),
        ("es", "Termina el viernes 12 de mayo de 2026.", "martes"),
        ("fr", "Il finit le vendredi 12 mai 2026.", "mardi"),
        ("ko", "2026년 5월 12일(금요일)에 끝난다.", "화요일"),
        ("zh", "会议定于2026年5月12日（星期五）举行。", "星期二"),
    ],
)
def test_a_date_of_another_day_is_told(house: Path, language: str, prose: str, day: str) -> None:
    """With the day that it is, in the language of the brief."""
    (found,) = told("weekday", house, prose, language=language)
    assert found.endswith(f"that day is a {day}")


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("en", "It ends on Tuesday, 12 May 2026, and every Friday, 12 people come in May 2026."),
        ("de", "Am Dienstag, dem 12. Mai 2026, und am Freitag."),
        ("ru", "Во вторник, 12 мая 2026 года; в пятницу, 12 мая."),
    ],
)
def test_a_date_of_its_own_day_is_none(house: Path, language: str, prose: str) -> None:
    """Nor is one without its year."""
    assert not told("weekday", house, prose, language=language)
