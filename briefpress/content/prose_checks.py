"""Find what is wrong with Markdown that was read: headings, addresses, pictures, notes, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model.problems import Place, Problems
from ..model.scripts import HANZI
from ..model.text import MARK
from .prose_html import DEPTH, SCHEMES, find_html
from .prose_lines import read_count
from .prose_reader import UNTYPED, ReadMarkdown

if TYPE_CHECKING:
    from markdown_it.token import Token

_LANG = re.compile(r"(?:\{:?|<)[^{}<>]*\blang\s*=\s*[\"']?([^\s\"'{}<>]+)")
_HREF = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n((?:.*\n)*?)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*[:=]", re.MULTILINE)


def take_front_matter(text: str, place: Place, problems: Problems) -> str:
    """Leave empty lines for the fields at the head of *text*: they stand in brief.yaml."""
    match = _FRONT_MATTER.match(text)
    fields = _FIELD.findall(match[2]) if match else []
    if match is None or not _FIELD.match(match[2]):
        return text
    problems.error(
        place,
        f"fields at the head of the text: {', '.join(fields[:9])}",
        f"move them into brief.yaml, and delete the lines from {match[1]} to {match[1]}",
    )
    return "\n" * match[0].count("\n") + text[match.end() :]


_PROPERTY = re.compile(r"[A-Z][\w ]{1,20}: \S")


def check_properties(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Tell of fields at the head of a text as another tool exports them, `Status: In progress`."""
    blocks = [one for one in reading.tokens[:6] if one.type in ("heading_open", "inline")]
    first = next((one for one in blocks if one.type == "inline"), None)
    if blocks and blocks[0].type == "heading_open":
        first = blocks[2] if len(blocks) > 2 and blocks[2].type == "inline" else None
    lines = first.content.split("\n") if first is not None else []
    if len(lines) > 1 and all(map(_PROPERTY.match, lines)) and not _are_counted(lines):
        names = ", ".join(line.partition(":")[0] for line in lines[:9])
        problems.warning(
            place.down(reading.lines.origin(first.map[0]) if first and first.map else 0),
            f"fields at the head of the text: {names}",
            "move them into brief.yaml, or delete them",
        )


def check_headings(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """A heading may go one level deeper, not two: readers who hear the page rely on it."""
    level = 1
    for token in reading.tokens:
        if token.type != "heading_open":
            continue
        depth, here = int(token.tag[1]), place.down(reading.line(token))
        if depth == 1:
            problems.error(
                here, "a heading of the first level", "the title is that one; begin with ##"
            )
        elif depth > level + 1:
            problems.error(
                here,
                f"a heading of level {depth} under one of level {level}",
                f"write it with {'#' * (level + 1)}",
            )
        elif depth > 4:
            problems.error(here, f"a heading of level {depth}", "four levels are enough")
        level = max(depth, 2)  # one of the first level is meant to be a section


_HEADING_WORDS = 12
"""Words of a bold line that may be meant as a heading, at most."""
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def check_bold_lines(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Tell of bold lines that stand where a heading would, over a list or a paragraph.

    Word's users make headings so. A sentence may be bold, and so may the caption of a table.
    """
    level, blocks = 0, reading.tokens
    for n, token in enumerate(blocks):
        if token.type == "heading_open":
            level = int(token.tag[1])
        if token.type != "paragraph_open" or token.level:
            continue
        words, has_text = _bold_beginning(blocks[n + 1].children or [])
        after = blocks[n + 3].type if n + 3 < len(blocks) else ""
        is_over = has_text or after in ("paragraph_open", "bullet_list_open", "ordered_list_open")
        if not words or not is_over or len(words.split()) > _HEADING_WORDS:
            continue
        heading = words.rstrip(":： ")
        mark = "#" * min(max(level, 1) + 1, 4)
        other = ", or ## where it begins a section," if mark != "##" else ""
        problems.warning(
            place.down(reading.line(token)),
            f"the bold line `{heading}` is no heading: it is printed as a sentence",
            f"write {mark} {heading}{other} with an empty line under it; "
            "or end it with a full stop where it is a sentence",
        )


_TYPED_HEADING = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.?|[A-Z]\.?)\t[ \t]*(?P<words>\S.*)"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3}\.?)[ \u00a0]+"
    r"(?P<rest>(?!M(?:rd|io|ill)|US|EUR|CHF)[^\W\d_a-zа-яß-ÿ].*)"
)
"""The number and the words of a heading as a word processor gives them: `4⇥Marco`, `1.2 Contexte`.
"""


def check_numbered_lines(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Tell of a line with a number that stands over a paragraph, as headings pasted from a word
    processor do: it is printed as a sentence.
    """
    blocks = reading.tokens
    for n, token in enumerate(blocks):
        if token.type != "paragraph_open" or token.level:
            continue
        match = _TYPED_HEADING.fullmatch(blocks[n + 1].content.strip())
        after = blocks[n + 3].type if n + 3 < len(blocks) else ""
        is_over = after in ("paragraph_open", "bullet_list_open", "ordered_list_open")
        words = (match["words"] or match["rest"]) if match else ""
        if not words or not is_over or len(words.split()) > _HEADING_WORDS:
            continue
        if _SENTENCE.search(words) or words.endswith((";", ",", ":")) or "|" in words:
            continue
        number = (match["number"] or match["dotted"]) if match else ""
        mark = "##" + "#" * min(number.rstrip(".").count("."), 2)
        problems.warning(
            place.down(reading.line(token)),
            f"`{number} {words}` is no heading: it is printed as a sentence",
            f"write {mark} {number} {words}",
        )


def _bold_beginning(tokens: Sequence[Token]) -> tuple[str, bool]:
    """The words of a line that is all bold, and whether text follows it in the same paragraph;
    no words where the line is another, or a sentence.
    """
    line = list(takewhile(lambda one: one.type not in ("softbreak", "hardbreak"), tokens))
    rest = tokens[len(line) + 1 :]
    line = [one for one in line if one.type != "text" or one.content.strip()]
    closed = next((n for n, one in enumerate(line) if one.type == "strong_close"), 0)
    if not closed or line[0].type != "strong_open":
        return "", False
    behind = "".join(one.content for one in line[closed + 1 :])
    words = "".join(one.content for one in line[:closed])
    if behind.strip() not in ("", ":", "："):
        return "", False
    return ("" if _SENTENCE.search(words) or not words.strip() else words.strip()), bool(rest)


def _in_short(address: str) -> str:
    """An address, of a picture that is written into it no more than its kind."""
    return f"{address.partition(',')[0]},…" if address.startswith("data:") else address


def check_addresses(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Refuse pictures in prose, and addresses that paper cannot show."""
    for leaf in reading.leaves():
        for token, line in zip(leaf.tokens, leaf.lines, strict=True):
            if token.type == "image":
                problems.error(
                    place.down(line),
                    f"the picture `{_in_short(str(token.attrs['src']))}` stands in the prose",
                    "define it under `figures:` in brief.yaml and write {{ figures.name }}",
                )
            elif token.type == "link_open":
                apart = reading.addresses.get(token.meta.get("label", ""))
                line = line if apart is None else reading.lines.origin(apart)
                _check_address(str(token.attrs["href"]), place.down(line), problems)
    for html, line in find_html(reading):
        for match in _HREF.finditer(html):
            here = place.down(line + html.count("\n", 0, match.start()))
            _check_address(match[1], here, problems)


def _check_address(address: str, here: Place, problems: Problems) -> None:
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets where a name of a machine should stand
        parts = urlsplit("")
    if parts.scheme not in SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        hint = "begin it with https:// or mailto:"
        if note := _TO_A_NOTE.match(address):
            hint = f"write [^{note[1]}] in place of the link, and the note as [^{note[1]}]: …"
        elif address.startswith("#"):
            hint = "write the words alone; {{ sections.name.ref }} names a section as a link"
        problems.error(here, f"`{address}` is not an address that paper can show", hint)


_TO_A_NOTE = re.compile(r"#_?(?:ftn|fn|footnote|note|edn|ref)[a-z]*[-_:]?(\d+)$", re.IGNORECASE)
"""An address within the page that other tools give to a note, or to its call."""


def check_languages(text: str, place: Place, problems: Problems) -> None:
    """Refuse what is no tag of a language, in the attributes of *text*."""
    for match in _LANG.finditer(text):
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", match[1]):
            problems.error(
                place.down(text.count("\n", 0, match.start())),
                f"`{match[1]}` is no language",
                "write a tag such as fr or pt-BR",
            )


def check_notes(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Each note is written and called, and holds nothing that a line cannot hold."""
    called: set[str] = set()
    for leaf in reading.leaves():
        for token, line in zip(leaf.tokens, leaf.lines, strict=True):
            if token.type != "footnote_ref":
                continue
            label = token.meta.get("label")
            called.add(label or "")
            if label is not None and label not in reading.notes:
                problems.error(
                    place.down(line),
                    f"no note `[^{label}]`",
                    f"write it in a paragraph of its own: [^{label}]: …",
                )
            texts = reading.note(token) or []
            if label is None and (number := _only_number(texts[0])):
                problems.warning(
                    place.down(line),
                    f"the note `^[{number}]` holds its number alone",
                    f"write [^{number}] here, and the note as [^{number}]: …",
                )
            if label is None and any(one.type == "footnote_ref" for one in texts[0]):
                _refuse_note("a note in a line", place.down(line), problems)
    for label, blocks in reading.notes.items():
        here = place.down(reading.lines.origin(reading.starts[label]))
        plain = {"paragraph_open", "paragraph_close", "inline"}
        if label not in called:
            problems.warning(
                here,
                f"the note `[^{label}]` is never called, it will not be printed",
                f"write [^{label}] where it belongs",
            )
        elif {one.type for one in blocks} - plain or any(
            one.type == "footnote_ref" for block in blocks for one in block.children or []
        ):
            _refuse_note(f"the note `[^{label}]`", here, problems)


def _only_number(tokens: Sequence[Token]) -> str:
    """The number that is all of a note; empty where the note says more."""
    text = "".join(token.content for token in tokens).strip()
    return text if re.fullmatch(r"\d{1,3}", text) else ""


def _refuse_note(which: str, here: Place, problems: Problems) -> None:
    problems.error(
        here,
        f"{which} holds more than paragraphs",
        "write lists, tables and the notes of a note into the text",
    )


def check_blocks(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Refuse lists too deep, code that is not closed, items without a text, rows that are long."""
    lines = reading.lines.text.split("\n")
    depth = 0
    blocks = [*reading.blocks()]
    for token, following in zip_longest(blocks, blocks[1:]):
        here = place.down(reading.line(token))
        if token.type.startswith(("list_item_", "blockquote_")):
            depth += token.nesting
            if depth == DEPTH + 1 and token.nesting == 1:
                problems.error(
                    here, f"lists and quotes more than {DEPTH} deep", "move the text to the left"
                )
        if token.type == "fence" and token.map:
            last = lines[min(token.map[1], len(lines)) - 1].strip("> ")
            if token.map[1] - token.map[0] < 2 or last.strip(token.markup[0]) or len(last) < 3:
                problems.error(
                    here,
                    "the block of code that begins here is not closed",
                    f"write {token.markup} in a line of its own below it",
                )
            if _DRAWN.match(token.info.strip()):
                problems.warning(
                    here,
                    f"the code under `{token.info.strip()}` is printed, and not what it draws",
                    "write its result: a figure under `figures:`, a table, a number",
                )
        elif token.type == "hr" and token.map and _DASHED.match(lines[token.map[0]]):
            problems.error(
                here,
                "this line of dashes is a rule across the page, and no table",
                "write a table with | between its cells, and |---|---| under the head",
            )
        elif token.type == "list_item_open" and following.type == "list_item_close":
            problems.warning(here, "an item without a text", "write it, or delete the line")
    for number, cells, columns in _long_rows(reading, lines):
        problems.error(
            place.down(number),
            f"a row of {cells} cells under a head of {columns}",
            "write \\| for a line that is no border, or give the head another cell",
        )


_DASHED = re.compile(r" *-{2,}(?: +-{2,})+ *$")
"""The line under the heads of a table without borders, as pandoc and reStructuredText have it."""
_DRAWN = re.compile(
    r"\{\s*(?:r|python|julia|ojs|sql|stata|mermaid|dot)\b|(?:mermaid|plantuml|graphviz|dot|math"
    r"|dataviewjs?|query|tikz|chart|vega(?:-lite)?)$",
    re.IGNORECASE,
)
"""The word behind a fence of code that another program runs, or draws from."""
_BREAK = re.compile(r"\b(?:page-)?break-(?:after|before)\s*:", re.IGNORECASE)


def check_page_breaks(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Tell of a page break that is written as the style of an element, which is not taken over."""
    for html, line in find_html(reading):
        if _BREAK.search(html):
            problems.error(
                place.down(line),
                "a page break in HTML: it is not taken over",
                "write {{ page_break }} in a line of its own, or delete it",
            )


_ENDED = re.compile(r"[.;!?。！？][\"'”’»)\]]*$")


def _begins_sentence(line: str) -> bool:
    return line[:1].isupper() or line.startswith(("§", "¿", "¡", "«", "“", "„"))


def check_items(reading: ReadMarkdown, text: str, place: Place, problems: Problems) -> None:
    """Tell of a sentence under a list that is set as a part of its last item.

    CommonMark and GitHub read it so; whoever begins a line at the left with a new sentence is
    likely to have meant a new paragraph.
    """
    typed, depth = text.split("\n"), 0
    for token in reading.tokens:
        if token.type.startswith("list_item_"):
            depth += token.nesting
        if token.type != "inline" or not depth or token.map is None:
            continue
        lines = token.content.split("\n")
        for number in range(1, len(lines)):
            origin = reading.lines.origin(token.map[0] + number)
            if _begins_sentence(typed[origin]) and _ENDED.search(lines[number - 1].rstrip()):
                problems.warning(
                    place.down(origin),
                    "this sentence is set as a part of the list’s item above it",
                    "leave an empty line above it; if it belongs to the item, begin it with blanks",
                )
                break


_LEADS_ON = re.compile(r"[:：][*_)\"”’»\]]*$")
_GOES_ON = re.compile(r"[;；][*_)\"”’»\]]*$")
_NUMBERED = re.compile(r"\w{1,2}[/)°\]-]")
"""The sign of an item that is no item of ours: what is left in the text is told elsewhere."""
_OUTSIDE = re.compile(rf"^{UNTYPED}+|{UNTYPED}+(?=[\s:：.,])|(?<=[:：.,]){UNTYPED}+(?=\s)")
"""Ends of bold and slanting words, as they stand around the head of an item."""
_LINE = 45
"""Letters of a line that is no part of a sentence which somebody broke by hand, at most."""


def check_lost_lists(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Tell of lines that are typed as a list without its signs: they are set as one sentence.

    Each ends with a semicolon, they are short and stand under a colon, or a word counts them.
    """
    for leaf in reading.leaves():
        lines = [_OUTSIDE.sub("", MARK.sub("", line)).strip() for line in leaf.typed.split("\n")]
        under_colon = bool(_LEADS_ON.search(lines[0]))
        items = lines[1:] if under_colon else lines
        if leaf.block != "p" or not items or not all(items) or _NUMBERED.match(items[0]):
            continue
        counted = items if _count(items[0]) else items[1:]
        are_counted = _are_counted(counted)
        if are_counted and counted is not items:
            under_colon, items = True, counted
        if len(items) < 3 and not are_counted:
            continue
        are_parted = all(_GOES_ON.search(one) for one in items[:-1]) and (
            under_colon or not any(";" in one[:-1] for one in items)
        )
        are_short = under_colon and all(len(one) <= _LINE for one in items)
        if any(token.type == "hardbreak" for token in leaf.tokens):
            continue
        are_short = are_short and not any(_END.search(one) for one in items[:-1])
        if are_counted or are_parted or are_short:
            first = " ".join(items[0].split()[:5])
            problems.warning(
                place.down(leaf.line_of(leaf.typed.find("\n") + 1 if under_colon else 0)),
                f"`{first}` and the lines below it are set as one sentence",
                "begin each with `- `; or end it with two blanks, where a line should end",
            )


_END = re.compile(r"[.!?。！？]$")
_ORDINALS = ("أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع")
"""First, second … of Arabic, `أولاً: …`, without their ending."""
_COUNTED = re.compile(
    r"(?P<word>[^\W\d_]{2,14})[ \u00a0](?P<number>\d{1,2}|[IVX]{1,4})"
    r"[ \u00a0]?(?:[:：–—-]|\.(?=\s))"
    rf"|(?:第|제)\s?(?P<nth>\d{{1,2}}|[{HANZI}]{{1,2}})(?P<of>[步条阶段章项点部단계조]{{1,2}})[:：，,、.\s]"
    r"|(?P<step>\d{1,2})(?P<behind>단계|차)\s?[:：.]"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})(?:ًا|اً|ا)\s?[:：،-]"
    r"|(?P<sign>§)\s?(?P<article>\d{1,2})[ºo°.]?\s"
)
"""How a line begins that is one of several: `Step 1:`, `Étape 2 :`, `Article 3.`, `第一步：`."""


def _count(line: str) -> tuple[str, int] | None:
    """The word that counts a *line*, and its number; None where it begins otherwise."""
    match = _COUNTED.match(line)
    if match is None:
        return None
    if match["ordinal"]:
        return "", _ORDINALS.index(match["ordinal"]) + 1
    word = match["word"] or match["of"] or match["behind"] or match["sign"]
    count = match["number"] or match["nth"] or match["step"] or match["article"]
    return word.casefold(), read_count(f"{count}.")


def _are_counted(lines: Sequence[str]) -> bool:
    """Whether *lines*, two or more, begin with one word and numbers that rise by one."""
    counts = [_count(line) for line in lines]
    return len(counts) > 1 and all(
        one and other and other == (one[0], one[1] + 1) for one, other in pairwise(counts)
    )


def _long_rows(reading: ReadMarkdown, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Give the rows that have more cells than the head: their line, the cells, those of the head.

    Who reads a table as GitHub does leaves the rest out, without a word.
    """
    from markdown_it.rules_block.table import escapedSplit

    columns = 0
    for token in reading.blocks():
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            cells = escapedSplit(lines[token.map[0]].strip(" >").removeprefix("|"))
            count = len(cells) - (cells[-1:] == [""])
            if count > columns:
                yield reading.line(token), count, columns
