"""Have WeasyPrint keep what it worked out of a style for other layouts with the same style sheets.

A style is known by its parent and its declarations, which are the same objects as long as the style
sheets are: so in another page that is set in the same ones, and in the same page once more, it
begins with all that was found of it: its properties, how high a line is and how wide a margin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from copy import copy
from functools import wraps
from hashlib import sha256
from itertools import count
from math import inf
from types import CodeType
from typing import Any

from ..model.patches import is_known

SETS = 8
"""How many sets of sheets have their styles kept; one takes 0.8 MB for a brief."""
ROOM = 1000
"""How many styles are kept of a set; one that a page writes into `style` is new each time."""
SELECTORS = 3000
"""How many lists of selectors are kept: all sheets of a house are about 1,000."""
STRUCTURES, SHEETS = 8, 200
"""How many pages, and sheets, have it kept which rules match: 0.1 MB for a brief."""
_NOT_KEPT = {"display", "float", "position"}
"""Each is computed by what was specified of the others, which WeasyPrint keeps beside them."""
_BY_PAGE = re.compile(r"\d\s*p?[dls]?v(w|h|i|b|min|max)\b", re.IGNORECASE)
"""A length in a sheet that depends on the first page."""


class _Known:
    """A style, with the values that were computed of it."""

    def __init__(self, parent: _Known | None, cascaded: Any) -> None:
        self.parent = parent
        self.cascaded = cascaded
        """Kept, as is its parent, so that no other object takes its number."""
        self.values: dict[str, Any] = {}
        """Its properties, as far as they were asked for, and their values."""
        self.anonymous: _Known | None = None
        """The style of boxes within it that stand for no element."""
        self.kept: dict[str, Any] = {}
        """The values that quick_layout.py keeps with a style."""


class KnownStyles:
    """The styles of the sets of sheets that were used last, each with its fonts."""

    def __init__(self) -> None:
        self._sets: dict[tuple[Any, ...], dict[Any, _Known]] = {}

    def use(self, fonts: Any, style_sheets: Sequence[Any], texts: Sequence[str]) -> None:
        """Have the next layout with *fonts* know the styles of *style_sheets*; *texts*: theirs.

        Where a length depends on the size of the page it knows none.
        """
        vars(fonts)["known_styles"] = None
        if not any(map(_BY_PAGE.search, texts)):
            key = fonts, *style_sheets
            styles = self._sets.pop(key, {})
            self._sets[key] = {} if len(styles) > ROOM else styles
            vars(fonts)["known_styles"] = self._sets[key]
            if len(self._sets) > SETS:
                del self._sets[next(iter(self._sets))]


def kept_with(style: Any) -> dict[str, Any]:
    """Give what is kept with *style*, or with all that are like it."""
    kept: dict[str, Any] = vars(style)
    known: _Known | None = kept.get("known")
    if known is not None:
        kept = known.kept
    return kept


def remember_styles() -> None:
    """Change WeasyPrint, once."""
    from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor, validation

    validation.compile_selector_list = _compile_once(validation.compile_selector_list)
    StyleFor.__init__ = _leave_common_out(StyleFor.__init__)
    StyleFor.set_computed_styles = _wait_until_asked(StyleFor.set_computed_styles)
    StyleFor.__call__ = _make_what_is_asked(StyleFor.__call__)
    for kind in (ComputedStyle, AnonymousStyle):
        kind.__missing__ = _remember(kind.__missing__)
        kind.copy = _forget(kind.copy)


# ---------------------------------------------------------------------------------------------
# Pseudo-elements: WeasyPrint's own sheet declares six for each element, and next to none is there


def _leave_common_out(init: Any) -> Any:
    """Have what is declared for a pseudo-element of all elements not matched with each of them."""
    from weasyprint import UA_STYLESHEET
    from weasyprint.css import declaration_precedence

    def is_common(selector: Any) -> bool:
        test, _, _, pseudo_type, (_, layer) = selector
        return bool(pseudo_type) and layer is None and test.__code__.co_code == _always

    matches = _Matches()
    _always = (lambda el: 1).__code__.co_code
    rest = copy(UA_STYLESHEET)
    rest.matcher = copy(UA_STYLESHEET.matcher)
    selectors = UA_STYLESHEET.matcher.other_selectors
    rest.matcher.other_selectors = [one for one in selectors if not is_common(one)]
    common: dict[str, dict[str, Any]] = {}
    for _, specificity, _, pseudo_type, (declarations, _) in filter(is_common, selectors):
        for name, values, importance in declarations:
            weight = declaration_precedence("user agent", importance), inf, specificity
            common.setdefault(pseudo_type, {})[name] = values, weight

    @wraps(init)
    def __init__(styles: Any, html: Any, style_sheets: Any, *more: Any) -> None:
        styles.later = {}
        styles.common = common
        styles.root = html.etree_element, html.base_url
        style_sheets = [
            (rest if one is UA_STYLESHEET else one, *what) for one, *what in style_sheets
        ]
        with _match_once(html, [one.matcher for one, *_ in style_sheets], matches):
            init(styles, html, style_sheets, *more)

    return __init__


def _wait_until_asked(make: Any) -> Any:
    """Have the style of a pseudo-element made when it is asked for."""

    @wraps(make)
    def set_computed_styles(
        styles: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        declared = styles.get_cascaded_styles().get((element, pseudo_type), {})
        if pseudo_type and target_collector and "anchor" not in declared:
            styles.later[element, pseudo_type] = declared
        else:
            make(styles, element, parent, root, pseudo_type, base_url, target_collector)

    return set_computed_styles


def _make_what_is_asked(call: Any) -> Any:
    @wraps(call)
    def style_for(styles: Any, element: Any, pseudo_type: str | None = None) -> Any:
        key = element, pseudo_type
        if pseudo_type and (key in styles.later or pseudo_type in styles.common):
            computed, cascaded = styles.get_computed_styles(), styles.get_cascaded_styles()
            if key not in computed and (element, None) in computed:
                declared = styles.later.get(key, {})
                cascaded[key] = {**styles.common.get(pseudo_type, {}), **declared}
                root, base_url = styles.root
                styles.set_computed_styles(element, element, root, pseudo_type, base_url)
                del cascaded[key]
                computed[key]["anchor"]  # as WeasyPrint does: a style that is empty counts as none
        return call(styles, element, pseudo_type)

    return style_for


# ---------------------------------------------------------------------------------------------
# Rules that match: the same ones in each setting, as a setting changes values alone, and in a page
# of which some words were changed, as no selector asks for them


class _Structure:
    """The elements of a page: their names and attributes, how they stand in one another, and
    whether a text is there at all, for a selector can ask no more.
    """

    def __init__(self, tree: Any) -> None:
        """*tree*: the root of the page, of cssselect2."""
        self.elements = [*tree.iter_subtree()]
        for number, one in enumerate(self.elements):
            one.number = number

    def iter_subtree(self) -> Sequence[Any]:
        """Give the elements, as the root does."""
        return self.elements

    def digest(self, attributes: Set[str]) -> bytes:
        """Give what is the same in pages that are built alike, with the values of *attributes*."""
        digest = sha256()
        for one in self.elements:
            element = one.etree_element
            is_meta = "http-equiv" in element.attrib  # may give the language of the page
            values = [
                (name, value if name in attributes or is_meta else "")
                for name, value in element.items()
            ]
            what = element.tag, values, bool(element.text), len(one.etree_children)
            digest.update(repr(what).encode(errors="surrogatepass"))
        return digest.digest()


class _Matches:
    """Which rules match the elements of the pages that were laid out last, by their structure."""

    def __init__(self) -> None:
        self._found: dict[bytes, dict[int, list[tuple[int, ...] | None]]] = {}
        """By structure and number of a sheet's rules: for each element the numbers of those that
        match it."""
        self._rules: dict[tuple[Any, ...], int] = {}
        self._numbers = count()
        self._combinations: dict[tuple[int, ...], tuple[int, ...]] = {}

    def find(
        self, structure: bytes, elements: int, rules: dict[int, _Rule]
    ) -> list[tuple[int, ...] | None]:
        """Give what was found so far by *rules* in a page with this *structure*, to be added to.

        *elements*: how many it has.
        """
        if len(self._rules) > SHEETS:
            for kept in (self._found, self._rules, self._combinations):
                kept.clear()
        key = tuple(one[:-1] for one in rules.values())
        if key not in self._rules:
            self._rules[key] = next(self._numbers)
        of_page = self._found.pop(structure, {})
        self._found[structure] = of_page
        if len(self._found) > STRUCTURES:
            del self._found[next(iter(self._found))]
        return of_page.setdefault(self._rules[key], [None] * elements)

    def share(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """Give the one of all that are equal to *numbers*."""
        return self._combinations.setdefault(numbers, numbers)


def keep_matches(html: Any) -> None:
    """Have the rules that match *html*, a `weasyprint.HTML`, looked up, for its elements as they
    are now.
    """
    vars(html)["structure"] = _Structure(html.wrapper_element)


@contextmanager
def _match_once(html: Any, matchers: Sequence[Any], matches: _Matches) -> Iterator[None]:
    """Have *matchers* look up in *matches* what others of the same rules have found in a page that
    is built like *html*.
    """
    structure: _Structure | None = vars(html).get("structure")
    if structure is None or not is_known("cssselect2"):
        yield
        return
    tree = html.wrapper_element
    html.wrapper_element = structure
    digest = structure.digest(_ALWAYS.union(*map(_attributes, matchers)))
    for matcher in matchers:
        rules = _rules(matcher)
        matched = matches.find(digest, len(structure.elements), rules)
        matcher.match = _match_with(matcher, rules, matches, matched)
    try:
        yield
    finally:
        html.wrapper_element = tree
        for matcher in matchers:
            vars(matcher).pop("match", None)


_Rule = tuple[Any, Any, int, str | None, Any]
"""The code of a selector, which says all that it asks; its specificity, its number, its
pseudo-element, and what it declares."""


def _rules(matcher: Any) -> dict[int, _Rule]:
    """Give the rules of *matcher* by their number."""
    kept = vars(matcher)
    if "by_number" not in kept:
        groups = [matcher.lang_attr_selectors, matcher.other_selectors]
        for one in ("id", "class", "lower_local_name", "namespace"):
            groups += getattr(matcher, f"{one}_selectors").values()
        every = {one[2]: (one[0].__code__, *one[1:]) for group in groups for one in group}
        kept["by_number"] = dict(sorted(every.items()))
    rules: dict[int, _Rule] = kept["by_number"]
    return rules


def _attributes(matcher: Any) -> frozenset[str]:
    """Give the names of attributes that the selectors of *matcher* ask for, and other words."""
    kept = vars(matcher)
    if "attributes" not in kept:
        kept["attributes"] = frozenset(
            word for code, *_ in _rules(matcher).values() for word in _words(code)
        )
    attributes: frozenset[str] = kept["attributes"]
    return attributes


def _words(code: Any) -> Iterator[str]:
    """Find all that is written in *code*."""
    for one in code.co_consts:
        if isinstance(one, str):
            yield one
        elif isinstance(one, (tuple, frozenset)):
            yield from (word for word in one if isinstance(word, str))
        elif isinstance(one, CodeType):
            yield from _words(one)


_ALWAYS = frozenset({"id", "class", "lang", "{http://www.w3.org/XML/1998/namespace}lang"})
"""Attributes that cssselect2 looks at itself."""


def _match_with(
    matcher: Any,
    rules: dict[int, _Rule],
    matches: _Matches,
    found: list[tuple[int, ...] | None],
) -> Callable[[Any], list[Any]]:
    match = type(matcher).match

    def match_or_look_up(element: Any) -> list[Any]:
        numbers = found[element.number]
        if numbers is None:
            matching: list[Any] = match(matcher, element)
            found[element.number] = matches.share(tuple(number for _, number, *_ in matching))
            return matching
        return [rules[number][1:] for number in numbers]

    return match_or_look_up


def _compile_once(compile_list: Any) -> Any:
    """Have the selectors of a rule compiled once: each setting has its sheets parsed anew."""
    from weasyprint.css.validation import serialize

    known: dict[str, list[Any]] = {}

    @wraps(compile_list)
    def compile_selector_list(prelude: Any, *namespaces: Any) -> list[Any]:
        if namespaces:
            return [*compile_list(prelude, *namespaces)]
        text = serialize(prelude)
        if text not in known:
            if len(known) > SELECTORS:
                known.clear()
            known[text] = compile_list(prelude)
        return [*known[text]]

    return compile_selector_list


# ---------------------------------------------------------------------------------------------
# Values


def _know(style: Any) -> _Known | None:
    """Find what is known of styles like *style*; None where nothing is to be."""
    kept = vars(style)
    if "known" in kept:
        known: _Known | None = kept["known"]
        return known
    kept["known"] = None
    parent, styles = style.parent_style, getattr(style.font_config, "known_styles", None)
    above = _know(parent) if hasattr(parent, "cascaded") else None
    if styles is None or (parent is not None and above is None):
        return None
    if hasattr(style, "cascaded"):
        # The values of the two go over to the letters that they are for, one by one.
        if style.pseudo_type in ("first-letter", "first-line"):
            return None
        key = (
            id(above),
            style.pseudo_type,
            *(
                # A language is written in the page, and read anew with it.
                (name, value if name == "lang" else id(value), precedence, layer, *specificity)
                for name, (value, (precedence, layer, specificity)) in style.cascaded.items()
            ),
        )
        known = styles.get(key)
        if known is None:
            known = styles[key] = _Known(above, style.cascaded)
    else:
        assert above is not None  # an anonymous box stands within another one
        known = above.anonymous = above.anonymous or _Known(above, None)
    kept["known"] = known
    own = {**style}  # what WeasyPrint has written into it
    style.update(known.values)
    style.update(own)
    return known


def _forget(copy_whole: Any) -> Any:
    """Have a copy know nothing: it is made to be changed."""

    @wraps(copy_whole)
    def copy_style(style: Any) -> Any:
        copied = copy_whole(style)
        copied.known = None
        return copied

    return copy_style


def _remember(find: Callable[[Any, str], Any]) -> Any:
    """Have a style begin with all that was found of those like it, and keep what it finds."""

    @wraps(find)
    def find_property(style: Any, name: str) -> Any:
        known = vars(style).get("known", style)
        if known is style:  # asked for the first time
            known = _know(style)
            if name in style:
                return style[name]
        value = find(style, name)
        if known is not None and name not in _NOT_KEPT and name in style:
            known.values[name] = value
        return value

    return find_property
