"""A step that has room for its calls takes no memory for each of them."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from briefpress.model.call_stack import with_room_for_calls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux counts pages of memory")
CALLS, DEEPEST = 200, 150


def count_pages(depth: int) -> int:
    """Go *depth* calls down, and count the pages of memory that a loop of calls takes there."""
    import resource

    if depth:
        return count_pages(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        take_nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def take_nothing() -> None:
    """Return at once."""


def most_pages(count: Callable[[int], int]) -> int:
    """The most pages that a loop takes, however deep it stands."""
    return max(count(depth) for depth in range(DEEPEST))


def test_a_loop_takes_no_memory_for_its_calls_however_deep_it_stands() -> None:
    """All calls below a step that has room find it in one piece."""
    assert most_pages(with_room_for_calls(count_pages)) < CALLS / 4


def test_without_room_a_loop_at_the_end_of_a_piece_takes_memory_for_each_call() -> None:
    """Fails on the day Python keeps a piece for the next call: then nothing needs room."""
    assert most_pages(count_pages) >= CALLS


def test_a_step_keeps_its_name_and_its_answer() -> None:
    """Workers are told a step by its name."""
    step = with_room_for_calls(divmod)
    assert (step.__name__, step(7, 2)) == ("divmod", (3, 1))
