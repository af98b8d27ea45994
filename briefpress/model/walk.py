"""Fields of the contract → their values, each with its path and what its type says of it.

Whoever needs all texts, citations or files of a brief walks its fields and asks the types; nobody
keeps a list. An annotation of a type, one of the classes below, says more than its class does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from .approvals import Part

Step = str | int
"""A field, a name or the number of an item."""
Annotation = TypeVar("Annotation")

Role = Literal[
    "action", "alt", "caption", "cell", "event", "fact", "heading", "item", "label", "message",
    "note", "paragraph", "quotation", "running head", "source", "standfirst", "title",
]  # fmt: skip
"""The kinds of text, as a reader sees them."""
UNPRINTED: tuple[Role, ...] = ("alt", "fact", "label", "running head", "source")
"""Texts that do not stand on the page as they are: heard, filled into others, or reworded."""


@dataclass(frozen=True)
class Reads:
    """A text that the checks read over."""

    role: Role


@dataclass(frozen=True)
class InSentence:
    """A value that prose can print in a sentence, by its name: `{{ published }}`."""


@dataclass(frozen=True)
class InFolder:
    """The name of a file of the brief's folder: it is read, checked, and carried in the PDF."""

    kind: Literal["data", "picture", "cover", "shapes", "cell"]


@dataclass(frozen=True)
class NamesFact:
    """The name of a fact, of which another one is made."""


@dataclass(frozen=True)
class Drawn:
    """A field that makes a chart: a specification, or columns. The page has it as a picture."""


@dataclass(frozen=True)
class Approved:
    """The part of a brief to which a field belongs, for those who approve it: `page` is how and
    when it is printed, `facts` what it states. Without this, a field is of its `prose`.
    """

    part: Part


@dataclass(frozen=True)
class PrintedIn:
    """The elements that print a field, by their class or tag. A block needs none: it is
    printed in an element whose class is the name of its field, or its singular: `quotes`, `quote`.
    """

    elements: tuple[str, ...]


@dataclass(frozen=True)
class SeenAsTyped:
    """A field that is printed as it is typed, and that no check of texts reads."""


@dataclass(frozen=True)
class WholeInEachLanguage:
    """A field of which another language has other names or another number: it gives all of it."""


@dataclass(frozen=True)
class Leaf:
    """A value that holds no others."""

    path: tuple[Step, ...]
    """Where it stands in its file, as its author calls it."""
    value: Any
    metadata: tuple[Any, ...]
    """The parts of its annotation besides its type."""

    def annotation(self, kind: type[Annotation]) -> Annotation | None:
        """The annotation of this *kind*; None where its type has none."""
        return find_annotation(self.metadata, kind)


def find_annotation(metadata: tuple[Any, ...], kind: type[Annotation]) -> Annotation | None:
    """The first of *metadata* that is a *kind*; None where there is none."""
    return next((one for one in metadata if isinstance(one, kind)), None)


@cache
def find_annotated(model: Any, kind: type[Annotation]) -> Mapping[str, Annotation]:
    """Find the fields of *model*, a class of the contract, annotated with a *kind*."""
    annotated = {
        name: find_annotation(unwrap(info.annotation, tuple(info.metadata))[1], kind)
        for name, info in model.model_fields.items()
    }
    return {name: one for name, one in annotated.items() if one is not None}


def walk(fields: Any, path: tuple[Step, ...] = ()) -> Iterator[Leaf]:
    """Give every value below *fields*, a model of the contract, that an author has written.

    They come in the order in which the contract declares them. An annotation of a list or a mapping
    holds for all that is in it. *path*: of *fields* itself.
    """
    leaves: list[Leaf] = []
    _add_fields(fields, path, leaves)
    return iter(leaves)


def _add_fields(fields: Any, path: tuple[Step, ...], leaves: list[Leaf]) -> None:
    """Add every value below *fields* to *leaves*: a generator in each of its generators takes
    twice as long.
    """
    model: Any = type(fields)
    for name, (alias, shape) in _shapes(model).items():
        value = getattr(fields, name)
        if value is not None:  # most fields of a source are
            _add(value, shape, (*path, alias), leaves)


@dataclass(frozen=True)
class _Shape:
    """The values that a type holds."""

    metadata: tuple[Any, ...]
    holder: type | None = None
    """`list` or `dict`; None where it holds no others."""
    item: _Shape | None = None
    """The type of each of them."""


@cache
def _shapes(model: Any) -> dict[str, tuple[str, _Shape]]:
    """Give what its author calls each field of *model*, and its type.

    Kept, for a brief is walked a dozen times, and a class does not change.
    """
    return {
        name: (info.alias or name, _shape(info.annotation, tuple(info.metadata)))
        for name, info in model.model_fields.items()
    }


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> _Shape:
    annotation, metadata = unwrap(annotation, metadata)
    holder, inner = get_origin(annotation), get_args(annotation)
    if holder is list or (holder is dict and inner[1] is not Any):
        return _Shape(metadata, holder, _shape(inner[-1], metadata))
    return _Shape(metadata)


def _add(value: Any, shape: _Shape, path: tuple[Step, ...], leaves: list[Leaf]) -> None:
    kind: Any = type(value)
    if _is_model(kind):
        _add_fields(value, path, leaves)
    elif shape.item is None:
        leaves.append(Leaf(path, value, shape.metadata))
    else:
        for step, one in enumerate(value) if shape.holder is list else value.items():
            _add(one, shape.item, (*path, step), leaves)


@cache
def _is_model(kind: Any) -> bool:
    """Whether *kind* is a class of the contract."""
    return hasattr(kind, "model_fields")


def unwrap(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """Take `Annotated` and `| None` off a type: the type, and the rest before *metadata*."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = (*more, *metadata)
        elif get_origin(annotation) in (Union, UnionType):
            others = [one for one in get_args(annotation) if one is not NoneType]
            if len(others) > 1:
                return annotation, metadata
            annotation = others[0]
        else:
            return annotation, metadata


def leaf_types(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Give name, type and metadata of each of the `model_fields` of a model.

    Of a list or a mapping, type and metadata are those of its items.
    """
    for name, info in fields.items():
        annotation, metadata = unwrap(info.annotation, tuple(info.metadata))
        while get_origin(annotation) in (list, dict):
            annotation, metadata = unwrap(get_args(annotation)[-1], metadata)
        yield name, annotation, metadata
