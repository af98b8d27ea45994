"""The numbers that editions of a brief have told its readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...model.cells import DataTable


@dataclass(frozen=True)
class Past:
    """A brief as its readers have it."""

    facts: Sequence[Mapping[str, str]]
    """The value of each fact, by its name, as each edition printed it: the last edition first."""
    read_data: Callable[[], Mapping[str, DataTable]]
    """Reads the data files of the last edition, by name: asked where a number may be of them."""
