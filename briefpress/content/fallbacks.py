"""Put a fallback for each value of a tree of YAML that is wrong, so that a draft can be printed.

A needed value that is missing, or cannot be read, is replaced by one of its type that a draft shows
as such; others are left out. Whoever found an error tells it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from ..model.fields import Contract
from ..model.text import NO_DAY, Fragment, PartialDate
from ..model.walk import unwrap
from .yaml_text import Path

LENGTH = 80
"""Characters of what its author wrote that a fallback shows."""


class Fallback(str):
    """A text of a draft in the place of one that is missing or cannot be read."""

    __slots__ = ()


def fill_gaps(model: type[Contract], tree: Any, errors: Iterable[Any], tried: set[Path]) -> Any:
    """Give *tree*, the fields of a *model*, with fallbacks for what *errors* of pydantic tell of.

    *tried*: the paths that were filled before, which grows; where one of them is wrong again, what
    holds it is filled, so that whoever tries again and again comes to an end.
    """
    filled = _copy(tree)
    for error in errors:
        path: Path = error["loc"]
        is_missing = error["type"] == "missing"
        is_refused = error["type"] == "extra_forbidden" or path[-1:] == ("[key]",)
        path = tuple(step for step in path if step != "[key]")
        while path in tried:
            path, is_missing = path[:-1], False
        if not path:
            continue
        tried.add(path)
        kind, is_needed = _type_at(model, path)
        value = None
        if is_needed and not is_refused:
            value = _fallback(kind, path, None if is_missing else error["input"])
        _put(filled, path, value)
    return filled


def _copy(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copy(value) for key, value in tree.items()}
    return [_copy(value) for value in tree] if isinstance(tree, list) else tree


def _type_at(model: type[Contract], path: Path) -> tuple[Any, bool]:
    """The type of what stands at *path* in a *model*, and whether it has to be there."""
    kind: Any = model
    is_needed = True
    for step in path:
        if isinstance(kind, type) and issubclass(kind, Contract):
            infos = kind.model_fields.items()
            info = next((one for name, one in infos if step in (name, one.alias)), None)
            if info is None:
                return None, False
            kind, is_needed = unwrap(info.annotation)[0], info.is_required()
        elif inner := get_args(kind):
            kind, is_needed = unwrap(inner[-1])[0], True
    return kind, is_needed


def _fallback(kind: Any, path: Path, written: Any) -> Any:
    """A value of the type *kind* for *path*, where *written* stands; None where there is none."""
    if kind in (Fragment, str) or get_origin(kind) is dict:  # which may be one text for all
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        text = _as_text(written)[:LENGTH] or name
        return Fallback(text) if kind is Fragment else f"[{text}]"
    if kind is datetime.date:
        return NO_DAY
    if kind is PartialDate:
        return PartialDate(*NO_DAY.timetuple()[:3])
    if get_origin(kind) is list:
        item = _fallback(unwrap(get_args(kind)[0])[0], path, written)
        return None if item is None else [item]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    return {} if isinstance(kind, type) and issubclass(kind, Contract) else None


def _as_text(written: Any) -> str:
    """Put a value that an author has written in a line; empty where there is none."""
    if isinstance(written, dict):
        return ", ".join(f"{key}: {_as_text(value)}" for key, value in written.items())
    if isinstance(written, list):
        return ", ".join(map(_as_text, written))
    return " ".join(written.split()) if isinstance(written, str) else ""


def _put(tree: Any, path: Path, value: Any) -> None:
    """Put *value* at *path* of *tree*, or take out what stands there where it is None.

    Where the author wrote a shorter form, as a text for a mapping, the value takes its place.
    """
    holder = tree
    for number, step in enumerate(path):
        is_last = number == len(path) - 1
        inner = _inside(holder, step)
        if is_last or not isinstance(inner, dict | list):
            if value is None and isinstance(holder, dict):
                holder.pop(step, None)
            elif value is None:
                holder[step] = {}
            else:
                holder[step] = value if is_last else {path[-1]: value}
            return
        holder = inner


def _inside(holder: Any, step: Any) -> Any:
    if isinstance(holder, dict):
        return holder.get(step)
    return holder[step] if isinstance(step, int) and step < len(holder) else None
