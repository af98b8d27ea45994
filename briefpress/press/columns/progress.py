"""How far a page has come: what stands on it, what waits, and where the text goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Kind = Literal["margin", "page", "columns"]
"""How a part is set: beside the margin, in the width of the page, in columns."""
ANY: dict[str, Any] = {"break": "any", "page": None}
"""The next page, where nothing is asked of it."""


class TextSpot(NamedTuple):
    """Where the text goes on, on a page that is laid out."""

    number: int
    """The child that comes next."""
    inner: Any
    """Where in it, as WeasyPrint notes it."""
    position_y: float
    margins: list[float]
    """Those that collapse there."""


@dataclass(frozen=True)
class LaidPart:
    """A part that is laid out, and what waits since then."""

    box: Any
    """None where nothing of it has room."""
    resume_at: Any
    """Where the part goes on on the next page, as WeasyPrint notes it."""
    next_page: dict[str, Any]
    margins: list[float]
    """Those that collapse below it."""
    later: tuple[int, ...] = ()
    """Figures in it that wait for the next page."""
    below_beside: frozenset[int] = frozenset()
    """Those which wait for the end of what stands beside the text."""

    @property
    def boxes(self) -> list[Any]:
        """The boxes of the children in it."""
        return [*self.box.children] if self.box else []


@dataclass(frozen=True)
class Displaced:
    """Children that do not stand between the text before and after them, by their numbers."""

    apart: frozenset[int]
    """Those with a page of their own."""
    waiting: tuple[int, ...] = ()
    """Figures that did not fit further up, and come before the text goes on."""
    later: tuple[int, ...] = ()
    """Figures that wait for the next page."""
    moved: frozenset[int] = frozenset()
    """Those that stand further up or down."""
    unmeasured: frozenset[int] = frozenset()
    """Those of them that may be too high for that."""
    below_beside: frozenset[int] = frozenset()
    """Those that wait for the end of what stands beside the text."""
    brought_back: frozenset[int] = frozenset()
    """Those of them that were tried there: each is once, so the page comes to its end."""
    broken: frozenset[int] = frozenset()
    """Tables that do not wait, but go on on the next page."""
    may_move: bool = True

    def holds(self, index: int) -> bool:
        """Whether the text passes over the child *index*."""
        return index in self.later or index in self.apart or index in self.moved

    def without(self, number: int) -> Displaced:
        """The same, but that the child *number* no longer waits."""
        return replace(self, waiting=tuple(n for n in self.waiting if n != number))

    def with_later(self, *numbers: int) -> Displaced:
        """The same, with *numbers* that wait for the next page."""
        return replace(self, later=(*self.later, *numbers))

    def with_moved(self, numbers: Iterable[int]) -> Displaced:
        """The same, with *numbers* that are moved to where they wait."""
        numbers = tuple(numbers)
        return replace(self, waiting=(*self.waiting, *numbers), moved=self.moved.union(numbers))


@dataclass(frozen=True)
class Progress:
    """A page so far, from which it goes on, or to which it goes back."""

    at: TextSpot
    elsewhere: Displaced
    measure: Kind
    """How the text above is set, `page` where something as wide as the page stands below it."""
    is_at_head: bool
    """Whether nothing stands on this page yet but what waited for it, as wide as the page."""
    placed: tuple[Any, ...] = ()
    """The boxes that stand on the page."""
    top: float | None = None
    """Where the first part begins that stands on the page."""
    next_page: dict[str, Any] = field(default_factory=lambda: {**ANY})
    before_columns: Progress | None = None
    """The page before the columns that are its last part, if any."""
    resume_at: Any = None
    """Where the text goes on on the next page, once it is known."""

    def noting(self, laid: LaidPart) -> Progress:
        """The same, with what waits since a part was *laid* out."""
        elsewhere = self.elsewhere.with_later(*laid.later)
        below_beside = elsewhere.below_beside | laid.below_beside
        return replace(self, elsewhere=replace(elsewhere, below_beside=below_beside))

    def place(
        self, laid: LaidPart, index: int, inner: Any = None, *, is_at_head: bool = False
    ) -> Progress:
        """The page with the part that is *laid* out, to go on with the child *index*, or on the
        next page.
        """
        box = laid.box
        return replace(
            self,
            at=TextSpot(index, inner, box.content_box_y() + box.height, laid.margins),
            top=box.position_y if self.top is None else self.top,
            placed=(*self.placed, *box.children),
            next_page=laid.next_page,
            is_at_head=is_at_head,
            resume_at=laid.resume_at,
        )

    def end_at(self, index: int, inner: Any = None) -> Progress:
        """The page, which ends before *inner* in the child *index*."""
        return replace(self, resume_at={index: inner})


class Rest(dict[int, Any]):
    """Where a flow goes on, as WeasyPrint notes it, and the figures that come before that.

    WeasyPrint compares these notes to see whether a page has to be laid out once more, and hands
    them to the next one: no figure waits anywhere else.
    """

    def __init__(
        self,
        resume_at: Any,
        waiting: list[int],
        turned: list[int],
        inner: Any = None,
        *,
        is_in_columns: bool = False,
    ) -> None:
        super().__init__(resume_at)
        self.waiting = waiting
        """Figures that did not fit."""
        self.turned = turned
        """Parts with a page of their own, which come first: the child with which each begins."""
        self.inner = inner
        """Where the first of them goes on, as WeasyPrint notes it."""
        self.is_in_columns = is_in_columns
        """Whether the text before it stands in columns: a section keeps its measure."""

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and vars(self) == vars(other)

    __hash__ = None


def passed(waiting: Sequence[int], resume_at: Any) -> tuple[int, ...]:
    """Those of the *waiting* figures before which the text does not go on at *resume_at*.

    WeasyPrint takes lines back, so that a heading keeps its text; it comes by the others again.
    """
    return tuple(n for n in waiting if not resume_at or n < next(iter(resume_at)))
