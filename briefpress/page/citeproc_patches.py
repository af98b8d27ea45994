"""Change in citeproc-py what the table of patches says: model/patches.py, which says why."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from ..model.patches import is_known


@cache
def patch_citeproc() -> None:
    """Make the patches, once; with a version that they are not made for, none."""
    if is_known("citeproc"):
        _search_once()
        _label_what_is_there()
        _know_numeric_locators()
        _lengthen_terms()
        _know_versus()
        _count_locators()
        _print_substitutes_once()


def _search_once() -> None:
    """Keep what is found in a style, and which source an item cites: neither changes."""
    from citeproc import model
    from citeproc.model import CitationStylesElement
    from citeproc.source import CitationItem

    macros: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    def get_macro(self: Any, name: str) -> Any:
        root = self.get_root()
        if root not in macros:
            macros[root] = {macro.get("name"): macro for macro in root.iterfind("{*}macro")}
        return macros[root][name]

    answers: WeakKeyDictionary[Any, dict[Any, bool]] = WeakKeyDictionary()

    def remember(ask: Any) -> Any:
        def calls_variable(self: Any) -> bool:
            known = answers.setdefault(self.get_root(), {})
            if self not in known:
                known[self] = ask(self)
            return known[self]

        return calls_variable

    results: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()
    xpath_search = CitationStylesElement.xpath_search

    def search_once(self: Any, expression: str) -> Any:
        known = results.setdefault(self.get_root(), {})
        if (self, expression) not in known:
            known[self, expression] = xpath_search(self, expression)
        return known[self, expression]

    def reference(self: Any) -> Any:
        if "_reference" not in vars(self):
            vars(self)["_reference"] = self.bibliography.source[self.key]
        return vars(self)["_reference"]

    for kind in [*vars(model).values()]:
        if isinstance(kind, type) and "calls_variable" in vars(kind):
            kind.calls_variable = remember(kind.calls_variable)  # type: ignore[attr-defined]
    CitationStylesElement.get_macro = get_macro
    CitationStylesElement.xpath_search = search_once
    CitationItem.reference = property(reference)


def _label_what_is_there() -> None:
    """Print a label only with what it labels."""
    from citeproc.model import Label

    process = Label.process

    def process_label(self: Any, item: Any, *of_names: Any, **rest: Any) -> Any:
        labelled = self.get("variable")
        if labelled and labelled != "locator" and not of_names:
            item.reference[labelled.replace("-", "_")]  # raises where there is no such field
        return process(self, item, *of_names, **rest)

    Label.process = process_label


_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(\s*[,&–-]\s*[A-Za-z]*\d+[A-Za-z]*)*")


def _know_numeric_locators() -> None:
    """Have a style told whether a locator is a number, where it asks."""
    from citeproc.model import If

    is_numeric = If._is_numeric

    def is_numeric_locator(self: Any, item: Any) -> Any:
        if self.get("is-numeric") != "locator":
            return is_numeric(self, item)
        return [item.has_locator and bool(_NUMERIC.fullmatch(str(item.locator.identifier)))]

    If._is_numeric = is_numeric_locator


def _lengthen_terms() -> None:
    """Give a term that has no short form its long one."""
    from citeproc.model import CitationStylesElement

    get_term = CitationStylesElement.get_term

    def get_term_in_a_form(self: Any, name: str, form: str | None = None, **rest: Any) -> Any:
        term = get_term(self, name, form, **rest)
        return get_term(self, name, None, **rest) if term is None and form == "short" else term

    CitationStylesElement.get_term = get_term_in_a_form


def _know_versus() -> None:
    """Leave the `v.` between the parties of a case in small."""
    from citeproc.model import TextCased

    TextCased._stop_words = [*TextCased._stop_words, "v", "v.", "vs", "vs."]


def _count_locators() -> None:
    """Take `7(1)` for one article."""
    from citeproc.model import Label

    Label.RE_MULTIPLE_NUMBERS = re.compile(r"\d\)?[^\d.()]+\d|\)\s*[,&–-]\s*\(")


def _print_substitutes_once() -> None:
    """Leave a field out of the rest of a note where it stands in the place of the author."""
    from citeproc.model import Names, Substitute, Text, VariableError

    printed: list[set[str]] = []
    print_variable = Text._variable

    def note_variable(self: Any, item: Any, context: Any) -> Any:
        text = print_variable(self, item, context)
        if text:
            for fields in printed:
                fields.add(self.get("variable"))
        return text

    def render(self: Any, item: Any, context: Any = None, **rest: Any) -> Any:
        for child in self.getchildren():
            own = isinstance(child, Names) and child.name is None
            named = {"names_context": self.getparent()} if own else {}
            printed.append(set())
            try:
                text = child.render(item, context=context, **named, **rest)
            except VariableError:
                text = None
            finally:
                fields = printed.pop()
            if text:
                self.add_to_repressed_list(child, context)
                for field in fields:
                    repressed = context.get_layout().repressed
                    repressed.setdefault(_TEXT, []).append(field)
                return text
        return None

    Text._variable = note_variable
    Substitute.render = render


_TEXT = "{http://purl.org/net/xbiblio/csl}text"
