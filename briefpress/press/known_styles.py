"""Have WeasyPrint keep what it worked out of a style for other layouts with the same style sheets.

A style is known by its parent and its declarations, which are the same objects as long as the style
sheets are: so in another page that is set in the same ones, and in the same page once more, it
begins with all that was found of it: its properties, how high a line is and how wide a margin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import wraps
from math import inf
from typing import Any

from ..model.patches import is_known

SETS = 8
"""How many sets of sheets have their styles kept; one takes 0.8 MB for a brief."""
ROOM = 1000
"""How many styles are kept of a set; one that a page writes into `style` is new each time."""
SELECTORS = 3000
"""How many lists of selectors are kept: all sheets of a house are about 1,000."""
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
        with _match_once(html, [one.matcher for one, *_ in style_sheets]):
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
# Rules that match: the same ones in each setting, as a setting changes values alone


def keep_matches(html: Any) -> None:
    """Have *html*, a `weasyprint.HTML`, keep which rules match its elements, as they are now."""
    vars(html)["matches"] = {}


@contextmanager
def _match_once(html: Any, matchers: Sequence[Any]) -> Iterator[None]:
    """Have *matchers* look up what others of the same rules have found for the elements of *html*.

    Rules are the same where as many selectors are, and each has its pseudo-element and weight.
    """
    matches = vars(html).get("matches")
    if matches is None or not is_known("cssselect2"):
        yield
        return
    tree = html.wrapper_element
    elements = matches.setdefault("elements", [*tree.iter_subtree()])
    html.wrapper_element = _Tree(elements)
    for place, matcher in enumerate(matchers):
        rules = _payloads(matcher)
        found = matches.setdefault((place, *(one[:-1] for one in rules.values())), {})
        matcher.match = _match_with(type(matcher).match, matcher, rules, found)
    try:
        yield
    finally:
        html.wrapper_element = tree
        for matcher in matchers:
            vars(matcher).pop("match", None)


class _Tree:
    def __init__(self, elements: Sequence[Any]) -> None:
        self._elements = elements

    def iter_subtree(self) -> Sequence[Any]:
        return self._elements


def _payloads(matcher: Any) -> dict[int, tuple[Any, ...]]:
    """Give the selectors of *matcher* by their number."""
    kept = vars(matcher)
    if "by_number" not in kept:
        groups = [matcher.lang_attr_selectors, matcher.other_selectors]
        for one in ("id", "class", "lower_local_name", "namespace"):
            groups += getattr(matcher, f"{one}_selectors").values()
        every = {one[2]: one[1:] for group in groups for one in group}
        kept["by_number"] = dict(sorted(every.items()))
    rules: dict[int, tuple[Any, ...]] = kept["by_number"]
    return rules


def _match_with(
    match: Any, matcher: Any, rules: dict[int, tuple[Any, ...]], found: dict[Any, list[int]]
) -> Callable[[Any], list[Any]]:
    def match_or_look_up(element: Any) -> list[Any]:
        numbers = found.get(element)
        if numbers is None:
            matching: list[Any] = match(matcher, element)
            found[element] = [number for _, number, _, _ in matching]
            return matching
        return [rules[number] for number in numbers]

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
        # What is computed of the two goes over to the letters that they are for, one by one.
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
