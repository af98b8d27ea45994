"""Have pandoc's citeproc write citations: a style of CSL, sources and citations become HTML.

    citations ─► document (pandoc's JSON) ─► pandoc --citeproc ─► document ─► HTML
    style ─► prepared: every part of a source has a word that pandoc knows ─┘

pandoc gets files of ours alone, in a folder that is deleted, and may open no other.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ..model.brief import NUMBER, Language
from ..model.text import AS_IT_IS, Cited, CitedTogether
from ..pandoc.program import PandocFailed, run_program
from .citation_styles import NOTE_NUMBER_MARKS, Style, adapt_style

API = [1, 23, 1]
"""Version of pandoc's document."""
NOTE_NUMBER = re.compile("{}([0-9]+){}".format(*NOTE_NUMBER_MARKS))
"""The number of the note that named a source first, as pandoc counts them: by citations, from 1."""
_BETWEEN_MARKS = re.compile(r"(‘(?:[^‘’]|’(?=\w))*)’((?:</\w+>)*)([.,])(?=(?:</\w+>)*”)")
"""A full stop or a comma between the end of a quotation and that of the one around it."""
_KNOWN = (
    "book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page",
    "paragraph", "part", "section", "verse", "volume",
)  # fmt: skip
"""The parts of a source that pandoc reads in a citation; CSL knows more."""
_BLANK = ""
"""A part without a word: its word stands before its number, for that is no number, `table A.4`."""
_SPARE = ("opus", "folio", "verse", "column", "line", "issue", "figure", "note", "volume", "book")
"""Parts that stand for those of other names, if the brief has none of them; in this order."""
_BARE = ("chapter", "line", "verse")
"""Parts whose word styles of Chicago leave out where what stands behind it is no number to CSL,
`third`: `3 and 4` is none either.
"""
_NUMERIC = re.compile(r"\w*\d\w*(?:\s*[-–,&]\s*\w*\d\w*)*")


class PandocRequest(NamedTuple):
    """A request to pandoc: all that its answer depends on."""

    style: str
    """The text of a whole CSL style."""
    sources: str
    """CSL-JSON."""
    document: str
    """A document in pandoc's JSON, with a paragraph for each citation."""


RunProcessor = Callable[[PandocRequest], bytes]
"""Runs pandoc on a request, or gives the kept answer to the same request: a document, in JSON.

Raises `CitationsFailed`.
"""


class CitationsFailed(RuntimeError):
    """The processor is missing, or has not done its work. Says what it said."""


@dataclass(frozen=True)
class Written:
    """Citations as pandoc wrote them, as HTML that nobody has cleaned."""

    citations: tuple[str, ...]
    references: Mapping[str, str]
    """The list of what is cited, by the keys of the sources; none of a style that has no list."""


def run_pandoc(request: PandocRequest) -> bytes:
    """Have pandoc write *request*, out of a folder of its own. Raises `CitationsFailed`."""
    with TemporaryDirectory(prefix=f"briefpress-{os.getpid()}-") as name:
        style, sources = Path(name) / "style.csl", Path(name) / "sources.json"
        try:
            style.write_text(request.style, "utf-8")
            sources.write_text(request.sources, "utf-8")
        except OSError as error:
            raise CitationsFailed((error.strerror or str(error)).lower()) from None
        options = [f"--csl={style}", f"--bibliography={sources}"]
        try:
            return run_program(
                ["--from=json", "--to=json", "--citeproc", *options], request.document
            )
        except PandocFailed as failed:
            raise CitationsFailed(str(failed)) from None


def write_in_style(
    style: Style,
    language: Language,
    sources: Sequence[Mapping[str, Any]],
    clusters: Sequence[CitedTogether],
    run: RunProcessor,
) -> Written:
    """Write *clusters*, in reading order, of *sources*, which are CSL-JSON.

    All that the page asks of a processor: another one stands in the place of this function.

    *style*: that of `read_style`. Raises `CitationsFailed`.
    """
    labels = _choose_labels(cited for one in clusters for cited in one.items)
    document = {
        "pandoc-api-version": API,
        "meta": {"lang": {"t": "MetaString", "c": _locale(language)}},
        "blocks": [{"t": "Para", "c": [_cite(one, labels, language)]} for one in clusters],
    }
    prepared = adapt_style(
        style, {known: (_code(known), label) for label, known in labels.items()}, language
    )
    made = run(PandocRequest(prepared, json.dumps(sources), json.dumps(document)))
    written = _read(json.loads(made)["blocks"], len(clusters))
    sign = language.around_number("issue")
    if not sign and language.locale != "en-US":
        return written
    mend = partial(_put_around, sign) if sign else _move_stop
    return Written(
        tuple(map(mend, written.citations)),
        {key: mend(text) for key, text in written.references.items()},
    )


def _locale(language: Language) -> str:
    """The locale of *language* by the name of CSL, which knows Chinese by its countries alone:
    pandoc takes simplified words for `zh-Hant`.
    """
    if language.locale.startswith("zh-Hant"):
        return "zh-TW"
    return "zh-CN" if language.locale in ("zh", "zh-Hans") else language.locale


def _put_around(sign: str, html: str) -> str:
    """Put *sign*, `第{}号`, around the number before which pandoc has written it as a word."""
    number = r"\s*([^\s,;，；<]*[^\s.,;，；<])"
    return re.sub(re.escape(sign) + number, sign.replace(NUMBER, r"\1"), html)


def _move_stop(html: str) -> str:
    """Have the stop behind a quotation that ends another one stand in both, `so.’”`."""
    return _BETWEEN_MARKS.sub(r"\1\3’\2", html)


def _read(blocks: Sequence[Any], count: int) -> Written:
    citations = tuple(_html(block["c"]) for block in blocks[:count])
    entries = {}
    for block in blocks[count:]:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                (name, _, _), inside = entry["c"]
                entries[name.removeprefix("ref-")] = " ".join(_blocks(inside)).strip()
    return Written(citations, entries)


def _choose_labels(cites: Iterable[Cited]) -> dict[str, str]:
    """Say which part that pandoc knows stands for each part that *cites* name: itself, or one that
    none of them names.
    """
    named = {one.label for one in cites if one.label and one.locator} - {AS_IT_IS}
    known = {one: one for one in sorted(named) if one in _KNOWN}
    spare = (one for one in _SPARE if one not in known)
    return known | dict(zip((_BLANK, *sorted(named - known.keys())), spare, strict=False))


# The document


def _cite(cluster: CitedTogether, labels: Mapping[str, str], language: Language) -> dict[str, Any]:
    citations = [
        {
            "citationId": cited.key,
            "citationPrefix": _inlines(cited.prefix),
            "citationSuffix": _inlines(_behind(cited, labels, language)),
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for cited in cluster.items
    ]
    return {"t": "Cite", "c": [citations, [{"t": "Str", "c": "?"}]]}


def _behind(cited: Cited, labels: Mapping[str, str], language: Language) -> str:
    """Give the part of a source, and what stands behind it.

    An empty part keeps pandoc from reading one in words.
    """
    part, suffix = _locator(cited, labels, language), cited.suffix
    joint = " " * (suffix[:1] in ("(", "["))
    return f"{part or '{}'}{joint}{suffix}" if suffix else part


def _locator(cited: Cited, labels: Mapping[str, str], language: Language) -> str:
    """Name the part of a source in braces, in which pandoc reads all of it as the part."""
    label, part = cited.label or _BLANK, cited.locator
    if not part:
        return ""
    if label == AS_IT_IS:
        label = _BLANK
    elif around := label and language.around_number(label):
        label, part = _BLANK, around.replace(NUMBER, part)
    elif label not in (_BLANK, "page") and (
        label not in labels
        or not part[0].isdecimal()
        or _WITHIN.search(part)
        or (labels[label] in _BARE and not _NUMERIC.fullmatch(part))
    ):
        words = language.part_words(label)
        is_number = part[0].isdecimal()
        own = _WITHIN.split(part)[0]
        label, part = _BLANK, f"{words[is_number and names_several(own, language)]} {part}"
    return f"{{{_code(labels[label])} {part}}}" if label in labels else f"{{{part}}}"


_WITHIN = re.compile(r",\s*(?=(?:[^\W\d_]{1,8}\.|§|¶)\s?\d)")
"""Before a part within a part of a source: `2, para. 4` of `ch. 2, para. 4`."""


def names_several(locator: str, language: Language) -> bool:
    """Whether *locator* names more than one part of a source: `4, 6`, `4 and 6`; not `4 a)`."""
    joined = "|".join(map(re.escape, language.checks.between_numbers))
    return bool(re.search(rf"[-–—,;&]|[\w)]\s+(?:{joined})(?:\s+\(?\w|(?=\d))", locator))


def _code(label: str) -> str:
    """The word by which a citation names the part *label*: no word of any language."""
    return f"qq{label}qq"


_MARKUP = re.compile(r"\*(?P<words>[^*]+)\*|<(?P<tag>i|b|sup|sub|sc)>(?P<inside>.*?)</(?P=tag)>")
_KINDS = {
    "i": "Emph", "b": "Strong", "sup": "Superscript", "sub": "Subscript", "sc": "SmallCaps"
}  # fmt: skip


def _inlines(text: str) -> list[dict[str, Any]]:
    """Write *text*, in which `*words*` and the markup of CSL have their meaning."""
    inlines: list[dict[str, Any]] = []
    end = 0
    for match in _MARKUP.finditer(text):
        inlines += _words(text[end : match.start()])
        kind = _KINDS[match["tag"] or "i"]
        inlines.append({"t": kind, "c": _inlines(match["words"] or match["inside"] or "")})
        end = match.end()
    return inlines + _words(text[end:])


def _words(text: str) -> list[dict[str, Any]]:
    parts = re.split(r"(\s+)", text)
    return [{"t": "Space"} if one.isspace() else {"t": "Str", "c": one} for one in parts if one]


# The answer of pandoc

_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}


def _blocks(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Div":
            yield from _blocks(content[1])
        elif kind in ("Para", "Plain"):
            yield _html(content)


def _html(inlines: Sequence[Any]) -> str:
    return "".join(map(_inline, inlines))


def _inline(node: Any) -> str:
    kind, content = node["t"], node.get("c")
    match kind:
        case "Str":
            return escape(content, quote=False)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Emph" | "Strong" | "Superscript" | "Subscript":
            return f"<{_TAGS[kind]}>{_html(content)}</{_TAGS[kind]}>"
        case "SmallCaps":
            return f'<span style="font-variant:small-caps">{_html(content)}</span>'
        case "Note":
            return " ".join(_blocks(content))
        case "Quoted":
            return (
                f"“{_html(content[1])}”"
                if content[0]["t"] == "DoubleQuote"
                else f"‘{_html(content[1])}’"
            )
        case "Span":
            return _html(content[1]) + (" " if "csl-left-margin" in content[0][1] else "")
        case "Cite" | "Link":
            return _html(content[1])
        case "Underline" | "Strikeout":
            return _html(content)
    return ""
