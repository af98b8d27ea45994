"""The parts of a brief that colleagues approve before it is published, each with a digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Part = Literal["prose", "facts", "page"]
PARTS: tuple[Part, ...] = ("prose", "facts", "page")
"""The text; the facts, with their data and sources; the printed page."""


@dataclass(frozen=True)
class PartState:
    """A part of a brief, as it was or as it is."""

    digest: str
    """SHA-256 of it."""
    pieces: Mapping[str, str]
    """Eight digits of the digest of each of its pieces, by name: `title`, `facts.returned`,
    `“Background”`. They tell which of them has changed."""

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, str]]) -> PartState:
        """The state of a part that has these *pieces*, name and text, in their order."""
        listed = [*pieces]
        texts: dict[str, list[str]] = {}
        for name, text in listed:
            texts.setdefault(name, []).append(text)
        short = {name: _digest(parts)[:8] for name, parts in texts.items()}
        return cls(_digest(listed), short)

    def changed_since(self, before: PartState) -> tuple[str, ...]:
        """Name the pieces that are other than *before*, new, or gone; in the order of this one."""
        names = [name for name in self.pieces if self.pieces[name] != before.pieces.get(name)]
        names += [name for name in before.pieces if name not in self.pieces]
        return tuple(names)


PartStates = Mapping[Part, PartState]


def _digest(value: object) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()
