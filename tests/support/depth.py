"""Say which of many cases are tried each time, and which by `make deep` alone."""

from collections.abc import Iterable
from typing import Any

import pytest


def few(cases: Iterable[Any], kept: int = 1) -> list[Any]:
    """Give the first *kept* of *cases* as they are; the others have the mark `deep`.

    For cases that each print a page or start a process, and promise the same of another template,
    paper, language or seed.
    """
    return some(cases, range(kept))


def some(cases: Iterable[Any], kept: Iterable[int]) -> list[Any]:
    """The same with the numbers of those that are *kept*, counted from 0."""
    kept = {*kept}
    return [
        case if number in kept else pytest.param(*_values(case), marks=pytest.mark.deep)
        for number, case in enumerate(cases)
    ]


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
