"""Turn a printed page into what an accessibility officer wants to know of it, as told by its tags.

It measures what can be measured, and lists what only a person can judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from ..model.geometry import PageLayout
from ..model.tag_tree import Tag
from .evidence.colour import find_pairs
from .evidence.printed_page import PrintedPage
from .evidence.tag_tree import TextBlock, blocks, calls, lengths, links, rows_of

Report = Mapping[str, Any]
"""The facts about a page; JSON can hold it."""


def report(proof: PrintedPage) -> Report:
    """Say of *proof* what its PDF says to those who do not see it."""
    tree = proof.tags
    root = tree.root
    facts: dict[str, Any] = {
        "brief": proof.brief.slug,
        "paper": proof.pdf.paper,
        "pages": proof.pdf.pages,
        "title": tree.title,
        "title_is_shown": tree.shows_title,
        "language": tree.language,
        "phrases": [
            {"language": tag.language, "text": tag.text, "page": tag.page}
            for tag in root
            if tag.language and tag.language != tree.language
        ],
        "short_forms": dict(
            sorted({tag.text: tag.expansion for tag in root if tag.expansion}.items())
        ),
        "headings": [
            {"level": int(tag.kind[1]), "text": tag.spoken, "page": tag.page}
            for tag in root.all("H1", "H2", "H3", "H4", "H5", "H6")
        ],
        "figures": [
            {"caption": _caption(tag), "alt": tag.alt or tag.actual or "", "page": tag.page}
            for tag in root.all("Figure")
        ],
        "tables": [_table(tag) for tag in root.all("Table")],
        "notes": [{"id": tag.id, "text": tag.text, "page": tag.page} for tag in root.all("Note")],
        "calls": len(calls(root)),
        "links": [
            {"text": link.text, "address": link.address, "page": link.page} for link in links(root)
        ],
        "order": [
            {
                "page": block.page,
                "kind": block.tag.kind,
                "text": block.tag.alt or block.tag.actual or _spoken(block),
            }
            for block in blocks(root)
        ],
        "unread": [{"text": run.text, "page": run.page} for run in tree.untagged],
        "contrast": _contrast(proof.pdf.layout.pages),
    }
    return {**facts, "to_judge": [*_to_judge(facts)]}


def _spoken(block: TextBlock) -> str:
    """The text of *block* as it was written: of one that is whole, that of its tag."""
    return block.tag.spoken if block.text == block.tag.text else block.text


def _caption(tag: Tag) -> str:
    return next((kid.text for kid in tag.tags if kid.kind == "Caption"), "")


def _table(tag: Tag) -> dict[str, Any]:
    rows = rows_of(tag)
    heads = [cell for row in rows for cell in row if cell.kind == "TH"]
    return {
        "caption": _caption(tag),
        "rows": len(rows),
        "columns": max(lengths(rows), default=0),
        "heads": [{"text": cell.text, "scope": cell.scope.lower()} for cell in heads],
        "page": tag.page,
    }


def _contrast(pages: tuple[PageLayout, ...]) -> list[dict[str, Any]]:
    """Each pair of colours once, where it is weakest, and the weakest first."""
    pairs = [(pair, number) for number, one in enumerate(pages, 1) for pair in find_pairs(one)]
    pairs.sort(key=lambda weak: weak[0].ratio / weak[0].least)
    weakest: dict[tuple[str, str], dict[str, Any]] = {}
    for pair, page in pairs:
        weakest.setdefault(
            (pair.colour, pair.ground),
            {
                "colour": pair.colour, "ground": pair.ground, "ratio": int(pair.ratio * 100) / 100,
                "least": pair.least, "text": " ".join(pair.piece.text.split()), "page": page,
            },
        )  # fmt: skip
    return [*weakest.values()]


def _to_judge(summary: Report) -> Iterator[str]:
    """Ask what no program can know."""
    if summary["figures"]:
        yield "Is each description true, and does it say what the figure is there to show?"
        yield "Can what is drawn be told apart? The colours within pictures are not measured."
    if summary["tables"]:
        yield "Do the heads of each table name what stands under them?"
    yield "Does the order make sense when it is heard, above all where text stands beside text?"
    yield "Is anything said by colour alone, or by where it stands: “in red”, “on the right”?"
    yield "Does each heading say what its section says?"
    if summary["links"]:
        yield "Is it clear from each link by itself where it leads, and does it still lead there?"
    yield "Are all foreign phrases marked? One that nobody has marked cannot be found."
    yield "Are the words plain enough for those who have to act on them?"


# ---------------------------------------------------------------------------------------------
# For the terminal

_WIDTH = 110
_KINDS = {"LI": "item", "P": "text", "Div": "text", "Sect": "text", "Note": "note",
          "Figure": "figure", "Table": "table", "Caption": "caption",
          "BlockQuote": "quotation"}  # fmt: skip


def tell(summary: Report) -> str:
    """Write *summary* as lines of at most 110 characters."""
    lines = [
        f"{summary['brief']}, {summary['paper']}: what its PDF says to those who do not see it"
    ]
    for name, rows in _parts(summary):
        lines += ["", name]
        for row in rows or ["  none"]:
            indent = len(row) - len(row.lstrip()) + 4
            lines += wrap(
                row, _WIDTH, subsequent_indent=" " * indent, drop_whitespace=True,
                break_on_hyphens=False,
            )  # fmt: skip
    return "\n".join(lines) + "\n"


def _parts(summary: Report) -> Iterator[tuple[str, list[str]]]:
    shown = "the title" if summary["title_is_shown"] else "the name of the file"
    yield (
        "Document",
        [
            f"  title     {summary['title'] or 'none'}",
            f"  on top    a viewer shows {shown}",
            f"  language  {summary['language'] or 'none'}",
            f"  pages     {summary['pages']}",
        ],
    )
    yield (
        "Phrases in another language",
        [f"  {one['language']}  {one['text']}, page {one['page']}" for one in summary["phrases"]],
    )
    yield (
        "Short forms that are spelled out",
        [f"  {short}: {long}" for short, long in summary["short_forms"].items()],
    )
    yield (
        "Headings",
        [
            f"  {'  ' * (one['level'] - 1)}{one['level']}  {one['text']}"
            for one in summary["headings"]
        ],
    )
    yield (
        "Figures",
        [
            line
            for one in summary["figures"]
            for line in (
                f"  {one['caption'] or 'without a caption'}, page {one['page']}",
                f"    alt: {one['alt'] or 'none'}",
            )
        ],
    )
    yield (
        "Tables",
        [
            line
            for one in summary["tables"]
            for line in (
                f"  {one['caption'] or 'without a caption'}, page {one['page']}: "
                f"{one['rows']} rows, {one['columns']} columns",
                f"    heads: {_heads(one['heads'])}",
            )
        ],
    )
    yield (
        f"Notes: {len(summary['notes'])}, called {summary['calls']} times",
        [
            f"  {one['id'] or 'no name'}, page {one['page']}: {_begin(one['text'])}"
            for one in summary["notes"]
        ],
    )
    yield (
        "Links",
        [f"  {one['text']} → {one['address']}, page {one['page']}" for one in summary["links"]],
    )
    for page in sorted({one["page"] for one in summary["order"]}):
        on_page = [one for one in summary["order"] if one["page"] == page]
        yield (
            f"Read on page {page}, in this order",
            [f"  {_kind(one['kind']):<10}{_begin(one['text'])}" for one in on_page],
        )
    if summary["unread"]:
        yield (
            "Seen and not read",
            [f"  {_begin(one['text'])}, page {one['page']}" for one in summary["unread"]],
        )
    yield (
        "Contrast, the weakest first (WCAG 2, level AA)",
        [
            f"  {one['ratio']:>5.2f}:1  {one['colour']} on {one['ground']}  "
            f"{'enough' if one['ratio'] >= one['least'] else 'too weak'}, "
            f"as in “{_begin(one['text'], 30)}”, page {one['page']}"
            for one in summary["contrast"]
        ],
    )
    yield "Only a person can judge", [f"  - {one}" for one in summary["to_judge"]]


def _heads(heads: list[dict[str, str]]) -> str:
    return ", ".join(f"{one['text'] or 'empty'} ({one['scope'] or 'of nothing'})" for one in heads)


def _kind(kind: str) -> str:
    if kind[:1] == "H" and kind[1:].isdigit():
        return f"heading {kind[1]}"
    return _KINDS.get(kind, kind.lower())


def _begin(text: str, letters: int = 60) -> str:
    """The first words of *text*."""
    if len(text) <= letters:
        return text
    return text[: letters + 1].rpartition(" ")[0].rstrip(" ,;:") + " …"
