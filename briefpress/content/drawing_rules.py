"""Find what a drawing says of one of its elements: in its style, by its class, in an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SVG = "{http://www.w3.org/2000/svg}"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([\w-]*)(?:#([\w-]+))?((?:\.[\w-]+)*)")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class _Rule:
    """A rule that chooses elements by a name, an id or classes."""

    name: str
    id: str
    classes: frozenset[str]
    says: dict[str, str]

    def fits(self, element: Any) -> bool:
        """Whether it is a rule for *element*."""
        return (
            self.name in ("", str(element.tag).removeprefix(SVG))
            and self.id in ("", element.get("id"))
            and self.classes <= set((element.get("class") or "").split())
        )


class Rules:
    """The rules of a drawing; those with longer selectors are left out."""

    def __init__(self, styles: Sequence[str]) -> None:
        """Take the texts of the `style` elements of a drawing."""
        self._rules = [*_read(styles)]

    def value(self, element: Any, name: str) -> str:
        """The value of the property *name* of *element* alone; empty where nothing says it."""
        if own := _declarations(element.get("style") or "").get(name):
            return own
        values = [
            rule.says[name] for rule in self._rules if name in rule.says and rule.fits(element)
        ]
        return values[-1] if values else (element.get(name) or "").strip()

    def inherited(self, element: Any, name: str) -> str:
        """The same, taken over from the nearest element around it that says it."""
        values = (self.value(one, name) for one in (element, *element.iterancestors()))
        return next((one for one in values if one and one != "inherit"), "")


def _read(styles: Sequence[str]) -> Iterator[_Rule]:
    for style in styles:
        for selectors, body in _RULE.findall(_REMARK.sub("", style)):
            says = _declarations(body)
            for selector in selectors.split(","):
                if match := _SELECTOR.fullmatch(selector.strip()):
                    name, id_, classes = match.groups(default="")
                    yield _Rule(name, id_, frozenset(classes.split(".")) - {""}, says)


def _declarations(style: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return {
        name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs
    }
