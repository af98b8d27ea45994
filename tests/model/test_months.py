"""Tests of months.py: each language has its own months, whichever was asked for before."""

import json
import subprocess
import sys

import pytest

from briefpress.model.months import read_months

ASK = """
import json, sys
from briefpress.model.months import read_months
for locale in sys.argv[1:]:
    months = [read_months(locale, c, w) for c in ("stand-alone", "format") for w in ("wide",
              "abbreviated")]
print(json.dumps(months))
"""


def _months_after(*locales: str) -> list[list[str]]:
    """The months of the last of *locales*, in a process that read those of the others first."""
    done = subprocess.run([sys.executable, "-c", ASK, *locales], check=True, capture_output=True)
    months: list[list[str]] = json.loads(done.stdout)
    return months


@pytest.mark.long
def test_no_language_has_the_months_of_another() -> None:
    """In Dutch as in Ukrainian, after Chinese and Japanese."""
    for locale in ("nl-NL", "uk-UA"):
        assert _months_after("zh-Hans-CN", "ja-JP", locale) == _months_after(locale)


def test_months_beside_a_day_have_their_case() -> None:
    """In Russian; and a region has those of its language."""
    assert read_months("ru-RU", "stand-alone", "wide")[2] == "март"
    assert read_months("ru-RU", "format", "wide")[2] == "марта"
    assert read_months("nl-BE", "format", "wide")[2] == "maart"
