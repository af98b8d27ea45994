"""Turn what an author wrote for an older contract into what the newest one says: tree → tree.

institute.yaml names the contract that its content/ is written for (`contract: 1`; without it, 1).
Content of an older one is read as if its author had rewritten it; nothing on disk is changed. So a
PDF of years ago, which carries its content, can still be restored and compared.

To change the contract: raise `CONTRACT`, add the step that leads from the one before to it, and
keep a PDF of the one before in tests/contracts/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from ..model.problems import Place, Problems, Stopped
from .yaml_text import Path, Scalar

CONTRACT = 1
"""The contract that this briefpress reads without a step."""

Kind = Literal["institute", "brief", "facts", "meeting"]
"""Which file a tree was read from: institute.yaml, brief.yaml, facts.yaml, or a file of
meetings/."""
Step = Callable[[Kind, Any], Any]
"""Gives the tree of a file as the next contract writes it. Scalars are handed on as they are, for
they carry their place."""

STEPS: Mapping[int, Step] = {}
"""The step from each contract to the next, by the number of the older one."""


def read_contract(institute: Any, places: Mapping[Path, Place], problems: Problems) -> int:
    """The number of the contract that the tree of institute.yaml names. Raises `Stopped`.

    What is no number counts as the newest contract, whose own check tells it.

    Problems: a contract that is newer than ours.
    """
    written = institute.get("contract", "1")
    if not (isinstance(written, str) and written.isdecimal()):
        return CONTRACT
    if int(written) > CONTRACT:
        problems.error(
            places[("contract",)],
            f"this is written for contract {written}, and this briefpress knows "
            f"{CONTRACT} as the newest",
            "install a newer briefpress",
        )
        raise Stopped
    return int(written)


def migrate(
    kind: Kind,
    tree: Any,
    places: Mapping[Path, Place],
    contract: int,
    steps: Mapping[int, Step] = STEPS,
) -> tuple[Any, dict[Path, Place]]:
    """Lead the tree of a file from *contract* to the newest one.

    Gives the tree and the place of each of its values: that of its own text, or else of what holds
    it.
    """
    while step := steps.get(contract):
        tree, contract = step(kind, tree), contract + 1
    all_places = dict(places)
    _find_places(tree, (), all_places)
    return tree, all_places


def _find_places(tree: Any, path: Path, places: dict[Path, Place]) -> None:
    """Note the place of each value below *path* that has none yet, because a step moved it."""
    if path not in places:
        places[path] = tree.place if isinstance(tree, Scalar) else places[path[:-1]]
    below = dict(enumerate(tree)) if isinstance(tree, list) else tree
    for key, value in below.items() if isinstance(below, dict) else ():
        _find_places(value, (*path, key), places)
