"""Have the methods of a dataclass compiled when they are first called.

A frozen dataclass has six, each compiled from a text: 0.56 ms, of which five take 0.3 ms that most
classes of a command never call. A command has 180 of them before its first page is printed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from .patches import is_known

_LATER = ("__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


def quicken_dataclasses() -> None:
    """Do so for each dataclass that is made from now on; `model/patches.py` says why."""
    create = getattr(dataclasses, "_create_fn", None)  # Python 3.13 compiles all six in one go
    if create is None or not is_known("python"):
        return

    def create_later(name: str, args: Any, body: Any, **values: Any) -> Callable[..., Any]:
        if name not in _LATER:
            made: Callable[..., Any] = create(name, args, body, **values)
            return made

        compiled: list[Callable[..., Any]] = []

        def method(self: Any, *rest: Any) -> Any:
            if not compiled:
                compiled.append(create(name, args, body, **values))
                for one in type(self).__mro__:
                    if vars(one).get(name) is method:
                        setattr(one, name, compiled[0])
            return compiled[0](self, *rest)

        method.__name__ = name
        return method

    dataclasses._create_fn = create_later  # type: ignore[attr-defined]
