"""Turn lines as people type and paste them into lines of CommonMark, and keep their numbers.

CommonMark nests a list by as many blanks as its marker is wide, and knows `-`, `*`, `+`, `1.` and
`1)` alone. People nest by two, three or four blanks or a tab, paste `•` and `a)` from a word
processor, and break lines by hand, so that one begins with a dash or a year. This module
decides what is a list and what a sentence, and writes it so that it can be read in one way alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from ..model.scripts import ALPHABETS, HANZI
from ..model.text import MARK

GAP = "\ue002"
"""Stands for the end of a line inside of a name or a citation, which is set in one line."""
ALONE = "\ue003"
"""Stands before a block that has a line to itself: no sentence goes on above or below it."""

_INVISIBLE = re.compile("[\u00ad\u200b\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Soft hyphens, blanks of no width, control characters: nobody finds a word that holds one."""
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));?")
_HARD = "\u00a0\u2002-\u200a\u202f\u3000"
_LEAD = re.compile(f"[ \t{_HARD}]*")
COUNTED = {*ALPHABETS, "hanzi"}
"""The classes of lists that count in other signs than those that HTML has types for."""
_MARKER = re.compile(
    r"(?:(?P<bullet>[-*+•·▪▫●■◦○□‣⁃➢➤►▶▸❖◆◇✓✔・ㆍ–—−]|ㅇ(?=\s)|[o§](?=\t|[ \u00a0]{3})"
    r"|§(?=\s+[^\W\d_]))"
    r"|(?P<open>[(（]?)(?P<number>\d{1,9}|#|[a-zA-Z]|[ivx]{2,6}|[IVXLC]{2,9}"
    rf"|[{''.join(ALPHABETS.values())}]|هـ|[{HANZI}]{{1,3}})"
    r"(?P<close>[.)）、．]|\.\)|\.?[-–](?=\s)|(?<=[IVXLC\dء-ي])\s[-–—](?=\s)|\.?[°º]\)?))"
    rf"(?:(?P<blanks>[ \t{_HARD}]+)|(?<=[）、．])|(?=[ぁ-ヿ一-鿿가-힣])|$)"
)
_PLAIN = str.maketrans("（）、．-–—°º", "()..)))))")
"""The signs around a number in other languages, as Markdown has them."""
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$|={2,}[ \t]*$")
"""A line across the page, or the line under a heading."""
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_BLOCK = re.compile(r"#{1,6}(?:\s|$)|>|`{3}|~{3}|<|\[\^|\||:::")
"""The beginning of something else than a paragraph."""
_HEADING = re.compile(r"(#{2,6})(?=[^\s#])")
_UNDER_A_TABLE = re.compile(r"(?!.*\|)")
"""A line that is no row of the table above it: `Source: …`, a caption of pandoc's, a sentence."""
_DATE = re.compile(r"[^\W\d]{3,}\.? \d{4}\b")
_END = re.compile(rf"[.!?;…。][*_)\"”’»]{{0,3}}(?:{MARK.pattern}|\[\^[^\[\]]*\])*$")
"""The end of a sentence, below which a dash begins an item."""
_QUOTE = re.compile(r" {0,3}> ?")
_SPEAKER = re.compile("(?:--|[–—―]{1,2})[ \u00a0]?[^\\W\\d_]|(?:--|[–—―]{1,2})[ \u00a0]?\ue000")
"""The line under a quotation that says whose it is."""
_ONLY_CITED = re.compile(rf"> ?(?:--|[–—―])[ \u00a0]?((?:{MARK.pattern})+)[ \t]*")
"""Such a line that has a citation and no name."""
_NAME = 14
"""Words of such a line, at most, where an empty line stands between it and the quotation."""
_WITH_A_HYPHEN = re.compile(r"- (?=[^\W\d_])")
"""The same, as it is typed where a keyboard has no dash."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PASTED = "•·▪▫●■◦○□‣⁃➢➤►▶▸❖◆◇✓✔・ㆍo§ㅇ−"
"""Bullets of a word processor; what is pasted has lost how far to the right it stood."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HANZI = HANZI[:9]
_AHEAD = 60
"""Lines in which the next item is looked for."""


@dataclass(frozen=True)
class Lines:
    """Lines of CommonMark, and where they come from."""

    text: str
    origins: Sequence[int]
    """For each line, which one of the source it was; both from 0."""
    kinds: Mapping[int, str]
    """How a list is numbered where not by 1, 2, 3: `a`, `A`, `i` or `I`, by its first line."""

    def origin(self, line: int) -> int:
        """Which line of the source *line* was; both from 0."""
        return self.origins[min(line, len(self.origins) - 1)]


def as_commonmark(text: str) -> Lines:
    """Put the lines of *text* right."""
    lines = _REFERENCE.sub(_without_marks, _INVISIBLE.sub("", text)).split("\n")
    starts, start = [], 0
    for line in lines:
        starts.append(start)
        start += 1 + line.count(GAP)
    blocks = {number for number, line in enumerate(lines) if ALONE in line}
    writer = _Writer([line.replace(GAP, "").replace(ALONE, "") for line in lines], blocks)
    writer.write_all()
    return Lines(
        "\n".join(line for line, _ in writer.written),
        [starts[origin] for _, origin in writer.written],
        writer.kinds,
    )


def _without_marks(reference: re.Match[str]) -> str:
    """A letter by its number, but none that the page reads as a mark, nor one that controls."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_letter = number in (9, 10) or 32 <= number < 0xE000 or 0xF8FF < number < 0xF0000
    return reference[0] if is_letter else "\ufffd"


# ---------------------------------------------------------------------------------------------
# Markers of items


@dataclass(frozen=True)
class _Marker:
    """The marker before the text of an item."""

    form: str
    """A bullet, or the signs around a number; items of one list share it."""
    readings: Mapping[str, int]
    """The number, by how it may be written: `i` is 1 of `i, ii` and 9 of `a, b`."""
    width: int
    """Columns from the marker to the text."""
    text: str
    """The text behind it."""
    is_sure: bool = True
    """Whether a number begins an item also where no next one comes: `1、2号` is a sentence."""

    def follows(self, other: _Marker, kind: str = "") -> str:
        """Name the numbering in which this is the next item after *other*; empty where none is.

        Where several fit, it is *kind* if that is one of them.
        """
        readings = self.after(other).readings
        return kind if kind in readings else next(iter(readings), "")

    def after(self, other: _Marker) -> _Marker:
        """Keep the readings of this marker in which it is the next item after *other*."""
        rest = {kind: n for kind, n in self.readings.items() if other.readings.get(kind) == n - 1}
        return replace(self, readings=rest)


def _read_marker(rest: str) -> _Marker | None:
    """The marker with which *rest*, a line without its blanks, begins."""
    if rest[:1] and rest[0] in _CIRCLED:
        items = _read_marker(f"{_CIRCLED.index(rest[0]) + 1}) {rest[1:].lstrip()}")
        return items and replace(items, is_sure=False)
    match = _MARKER.match(rest)
    if match is None or _RULE.match(rest):
        return None
    # Many blanks are pasted from a word processor; CommonMark would take the text for code.
    blanks, text = _width(match["blanks"] or " "), rest[match.end() :]
    if (number := match["number"]) is None:
        return _Marker(match["bullet"], {}, len(match["bullet"]) + blanks, text)
    sign, close = match["open"] + number + match["close"], match["close"]
    readings = dict(_readings(number))
    is_letter = number.isascii() and not number.isdecimal() and not set(number) <= {*"IVXLC"}
    if not readings or (close[-1] in "-–—" and is_letter):
        return None  # `a - b` are words
    form = f"{match['open']}{close[-1]}".translate(_PLAIN)
    is_sure = close in (".", ")") and bool(match["blanks"] or not text)
    return _Marker(form, readings, len(sign) + blanks, text, is_sure)


def _readings(number: str) -> Iterator[tuple[str, int]]:
    if number.isdecimal() or number == "#":
        yield "1", int(number) if number != "#" else 1
        return
    for name, letters in ALPHABETS.items():
        if number[0] in letters:
            yield name, letters.index(number[0]) + 1
    if match := re.fullmatch(f"(?:([{_HANZI}]?)(十))?([{_HANZI}]?)", number):
        tens = max(1, _HANZI.find(match[1]) + 1) if match[2] else 0
        yield "hanzi", 10 * tens + (_HANZI.index(match[3]) + 1 if match[3] else 0)
    small = number.lower()
    is_letter = len(number) == 1 and number.isascii()
    letter = {"a" if number == small else "A": ord(small) - 96} if is_letter else {}
    if small in ("l", "c"):  # letters rather than 50 and 100
        yield from letter.items()
    if set(small) <= _ROMAN.keys():
        values = [_ROMAN[letter] for letter in small]
        after = [*values[1:], 0]
        total = sum(-one if one < two else one for one, two in zip(values, after, strict=True))
        yield "i" if number == small else "I", total
    yield from letter.items()


def _goes_on(marker: _Marker, last: _Marker) -> bool:
    """Whether an item behind a paragraph is the next one of the list that ended with *last*.

    A letter with a point is not: `I. Newton`.
    """
    return marker.form == last.form != "." and bool(marker.follows(last))


def goes_on(sign: str, last: str) -> bool:
    """The same of the signs before two items: `e)` and `d)`."""
    markers = _read_marker(sign), _read_marker(last)
    return bool(markers[0] and markers[1] and _goes_on(markers[0], markers[1]))


def read_count(sign: str) -> int:
    """The number that the sign before an item stands for, 5 of `e)`; 0 where it has none."""
    marker = _read_marker(sign)
    return next(iter(marker.readings.values()), 0) if marker else 0


def _width(blanks: str) -> int:
    return len(re.sub(f"[{_HARD}]", " ", blanks).expandtabs(4))


# ---------------------------------------------------------------------------------------------
# Lines


@dataclass
class _Item:
    """An item that is open: where it and its text begin, as they are written and as put right."""

    marker: _Marker
    indent: int
    offset: int
    new_indent: int
    new_offset: int
    kind: str
    end: str
    """The last sign of its marker, as put right."""
    number: _Marker | None = None
    """The number right above a bullet that stands no further in than it."""


@dataclass
class _Writer:
    """Goes through lines and writes them anew."""

    lines: Sequence[str]
    blocks: Set[int] = frozenset()
    """Which of them a block has to itself."""
    written: list[tuple[str, int]] = field(default_factory=list)
    """Each line, and which one of `lines` it was."""
    kinds: dict[int, str] = field(default_factory=dict)
    items: list[_Item] = field(default_factory=list)
    """Items that are open, outermost first."""
    blank: bool = True
    """Whether the line before was empty."""
    paragraph: bool = False
    """Whether the line before belongs to a paragraph, which may go on."""
    lettered: _Marker | None = None
    """The last item with a letter of a list that is in no other one."""

    def write_all(self) -> None:
        """Write every line."""
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            lead = _LEAD.match(line)[0]  # type: ignore[index]
            rest = line[len(lead) :]
            if not rest:
                self.written.append(("", number))
                self.blank, self.paragraph = True, False
                number += 1
            elif _QUOTE.match(line) and not self.items:
                number = self._write_quotation(number)
            elif fence := _FENCE.match(rest):
                number = self._write_code(number, _width(lead), fence[1] or fence[2])
            elif number in self.blocks:
                self._write_block(number, _width(lead), rest)
                number += 1
            else:
                self._write_line(number, _width(lead), rest)
                self.blank = False
                number += 1

    def _write_quotation(self, first: int) -> int:
        """Write the quotation that begins in line *first*; gives the line after it."""
        last = first
        while last < len(self.lines) and _QUOTE.match(self.lines[last]):
            last += 1
        leads = [_QUOTE.match(line)[0] for line in self.lines[first:last]]  # type: ignore[index]
        inner = _Writer([
            line[len(lead) :] for line, lead in zip(self.lines[first:last], leads, strict=True)
        ])  # fmt: skip
        inner.write_all()
        if len(inner.items) == 1 and sum(map(_is_bullet, inner.written)) == 1 and (
            _is_bullet(inner.written[-1]) and len(inner.written) > 1
        ):  # fmt: skip
            line, number = inner.written[-1]
            inner.written[-1] = _WITH_A_HYPHEN.sub("— ", line), number
            inner.items.clear()
            inner.blank = False
        if len(inner.written) > 1 and not inner.items and not inner.blank:
            (before, _), (end, number) = inner.written[-2:]
            if _SPEAKER.match(end) and before.strip() and not _SPEAKER.match(before):
                inner.written.insert(-1, ("", number))  # whose words they are, apart from them
        written = [(leads[number] + line, first + number) for line, number in inner.written]
        speaker = None if inner.items else self._find_speaker(last)
        if speaker is not None:
            line = _WITH_A_HYPHEN.sub("— ", self.lines[speaker].strip())
            written += [(">", last), (f"> {line}", speaker)]
        if len(written) > 2 and (only := _ONLY_CITED.fullmatch(written[-1][0])):
            del written[-2:]  # a dash before nothing but its note
            written[-1] = written[-1][0] + only[1], written[-1][1]
        for place, kind in inner.kinds.items():
            self.kinds[len(self.written) + place] = kind
        self.written += written
        self.blank = self.paragraph = False
        return last if speaker is None else speaker + 1

    def _find_speaker(self, number: int) -> int | None:
        """Find the line that says whose words the quotation above *number* are, and stands below
        it, with an empty line between them or without: a dash and a few words, and no sentence.
        """
        lines = [*self.lines[number : number + 3], "", "", ""]
        ahead = 0 if lines[0].strip() else 1
        line, behind = lines[ahead].strip(), lines[ahead + 1].strip()
        is_said = _SPEAKER.match(line) or (not ahead and _WITH_A_HYPHEN.match(line))
        if not is_said or behind or number + ahead in self.blocks:
            return None
        words = MARK.sub("", line).split()
        is_name = len(words) <= _NAME and not words[-1].endswith((".", "!", "?", "…", ";", ":"))
        return number + ahead if is_name or not ahead else None

    def _write_code(self, first: int, indent: int, fence: str) -> int:
        """Write the block of code whose fence is line *first*; gives the line after it."""
        self._write_text(first, indent, self.lines[first].lstrip())
        shift = _indent(self.written[-1][0]) - _indent(self.lines[first].expandtabs(4))
        number = first + 1
        while number < len(self.lines):
            line = self.lines[number]
            cut = min(max(-shift, 0), _indent(line))
            self.written.append((" " * shift + line[cut:] if line else "", number))
            number += 1
            end = line.strip()
            if len(end) >= len(fence) and not end.strip(fence[0]):
                break
        self.blank = self.paragraph = False
        return number

    def _write_block(self, number: int, indent: int, rest: str) -> None:
        """Write the line of a block, parted from the lines around it."""
        if self.paragraph:
            self.written.append(("", number))
            self.blank, self.paragraph = True, False
        self._write_text(number, indent, rest)
        self.written.append(("", number))
        self.blank, self.paragraph = True, False

    def _write_line(self, number: int, indent: int, rest: str) -> None:
        marker = _read_marker(rest)
        deep = self._depth(number, indent, marker) if marker else 0
        if marker is None or self._is_code(number, indent, marker, deep):
            self._write_text(number, indent, rest)
        elif (kind := self._kind(number, indent, marker, deep)) is not None:
            self._write_item(number, indent, marker, deep, kind)
        else:  # a sentence, whatever it begins with
            sign = re.sub(r"^(\d+)(?=[.)])|^(?=[-*+])", r"\1\\", rest)
            self._write_text(number, indent, sign)

    def _is_code(self, number: int, indent: int, marker: _Marker, deep: int) -> bool:
        """Whether a line so far to the right is code, or goes on with a paragraph."""
        if self.items:
            return self.blank and deep > 0 and indent >= self.items[deep - 1].offset + 4
        return indent >= 4 and not self._is_moved_in(number, indent, marker)

    def _is_moved_in(self, number: int, indent: int, marker: _Marker) -> bool:
        """Whether a list stands by itself so far to the right, as a word processor moves lists in:
        another item, or one of it, comes in the next line.
        """
        return self.blank and bool(self._next(number, indent, marker, at_once=True))

    def _depth(self, number: int, indent: int, marker: _Marker) -> int:
        """How many of the open items hold one that begins in line *number* at *indent* with
        *marker*.
        """
        forms = [item.marker.form for item in self.items]
        is_open = not self.blank or marker.form in "o§"  # these of Word begin no list
        if is_open and forms and {marker.form, forms[-1]} <= {*_PASTED}:
            alike = [n for n, form in enumerate(forms) if form == marker.form]
            if not alike or indent > self.items[-1].indent + 1:  # ● below ○, as Google Docs has it
                return len(forms)
            return next((n for n in alike if self.items[n].indent == indent), alike[0])
        if marker.readings and self.items and abs(indent - self.items[-1].indent) < 2:
            # 一、 and （一）, 1. and 가. stand one below the other, and no further in.
            for deep, item in enumerate(self.items):
                is_beside = abs(indent - item.indent) < 2 and item.marker.form == marker.form
                if is_beside and item.kind and marker.follows(item.marker, item.kind) == item.kind:
                    return deep
            if self._begins_below(number, indent, marker):
                return len(self.items)
        deep = 0
        for item in self.items:
            next_of_it = indent < item.offset and marker.follows(item.marker)
            # In Korean a hyphen stands one blank further in than the circle above it.
            is_below = bool({*_PASTED}.intersection(forms)) and marker.form != item.marker.form
            if indent < item.indent + (1 if is_below else 2) or next_of_it:
                break
            deep += 1
        return deep

    def _begins_below(self, number: int, indent: int, marker: _Marker) -> bool:
        """Whether *marker*, the first of its kind, begins a list in the last item with a number,
        of which the next one comes further down.
        """
        last = self.items[-1]
        if not last.kind or 1 not in marker.readings.values() or (
            last.marker.form == marker.form and marker.readings.get(last.kind) == 1
        ):  # fmt: skip
            return False
        return self._next(number, indent, last.marker, at_once=False, goes_over=True) == last.kind

    def _kind(self, number: int, indent: int, marker: _Marker, deep: int) -> str | None:
        """How the item *marker* is numbered, empty for a bullet; None where it is no item.

        In the midst of a paragraph an item begins only after a colon, or where the next one comes
        in the next line; a dash, a letter and a number in brackets are items only among others.
        """
        before = self.items[deep] if deep < len(self.items) else None
        if before:
            if kind := marker.follows(before.marker, before.kind):
                return kind
            if before.number and (kind := marker.follows(before.number)):
                return kind
            is_same = before.marker.form == marker.form
            if is_same and before.kind == ("1" if "1" in marker.readings else ""):
                return before.kind
        kind = self._next(number, indent, marker, at_once=False)
        count = marker.readings.get("1")
        if count is not None and (count > 999 or (_DATE.match(marker.text) and not kind)):
            return None
        if not marker.readings and not marker.text:
            return ""  # no line under a heading either
        after_colon = re.search(r":[*_]{0,3}$", self._text_before())
        after_sentence = marker.form in (*"-*•",) and _END.search(self._text_before())
        if self.paragraph and not after_colon and not after_sentence:
            inside = self.items and count in (None, 1)
            if not inside and not self._next(number, indent, marker, at_once=True):
                return None
            if count is not None and (count == 0 or count > 99):
                return None
        if count is not None and marker.is_sure and marker.form in (".", ")"):
            return "1"
        if not marker.readings and marker.form not in "–—":
            return ""
        if not kind and not deep and self.lettered and _goes_on(marker, self.lettered):
            return marker.follows(self.lettered)  # a list goes on behind a paragraph
        is_begun = kind not in ALPHABETS or marker.readings[kind] == 1  # г. Москва, д. Ивановка
        return kind.strip("-") if kind and is_begun else None

    def _text_before(self) -> str:
        return self.written[-1][0].rstrip() if self.written else ""

    def _next(
        self, number: int, indent: int, marker: _Marker, *, at_once: bool, goes_over: bool = False
    ) -> str:
        """How the next item after *marker*, in line *number*, is numbered, `-` if not at all.

        Empty where none comes: *at_once*, before any other line that is not moved in; else before a
        paragraph, or, where it *goes_over* them, also behind items of another kind.
        """
        blank = False
        for ahead, line in enumerate(self.lines[number + 1 : number + 1 + _AHEAD], number + 1):
            lead = _LEAD.match(line)[0]  # type: ignore[index]
            rest, width = line[len(lead) :], _width(lead)
            if not rest:
                blank = True
                if at_once:
                    break
                continue
            other = _read_marker(rest)
            if other and abs(width - indent) < 2 and other.form == marker.form:
                if not marker.readings:
                    return "-"
                kinds = [*(after := other.after(marker)).readings]
                if len(kinds) > 1:  # أ and ب are 1 and 2 in two orders
                    return self._next(ahead, indent, after, at_once=at_once) or kinds[0]
                if kinds:
                    return kinds[0]
            elif other and at_once and width >= indent + 2 and not other.readings:
                return "-"  # it holds a list
            if goes_over and other:
                continue
            if width <= indent and (blank or at_once or _BLOCK.match(rest)):
                break
        return ""

    def _write_item(self, number: int, indent: int, marker: _Marker, deep: int, kind: str) -> None:
        before = self.items[deep] if deep < len(self.items) else None
        above = self.items[deep - 1].new_offset if deep else 0
        count = marker.readings[kind] if kind else 0
        end = self._end(marker, before, kind)
        sign = f"{count}{end}" if kind else end
        new_indent = before.new_indent if before else above
        is_cut_off = kind and count != 1 and (before is None or not before.kind)
        if self.paragraph and (not self.items or is_cut_off):
            self.written.append(("", number))  # else CommonMark goes on with the paragraph
        if kind not in ("", "1"):
            self.kinds[len(self.written)] = kind
            self.lettered = self.lettered if deep else marker
        self.written.append((" " * new_indent + f"{sign} {marker.text}".rstrip(" "), number))
        new_offset = new_indent + len(sign) + 1
        offset = indent + marker.width
        number_above = (before.marker if before.kind else before.number) if before else None
        item = _Item(
            marker, indent, offset, new_indent, new_offset, kind, end,
            None if kind else number_above,
        )  # fmt: skip
        self.items[deep:] = [item]
        self.paragraph = bool(marker.text) and not _BLOCK.match(marker.text)

    def _end(self, marker: _Marker, before: _Item | None, kind: str) -> str:
        """The last sign of *marker*, put right: lists of two kinds differ in it for CommonMark."""
        end = marker.form[-1] if kind or marker.form in "-*+" else "-"
        if before is None:
            return end
        is_alike, is_same = marker.form == before.marker.form, before.kind == kind
        follows = is_alike if not kind else marker.follows(before.marker, kind)
        if is_same and follows and (is_alike or kind != "1"):
            return before.end
        if is_same and (kind == "1" or marker.form in "-*+"):
            return end
        return end if end != before.end else ".)"[end == "."] if kind else "-*"[end == "-"]

    def _write_text(self, number: int, indent: int, rest: str) -> None:
        if self._text_before().lstrip().startswith("|") and _UNDER_A_TABLE.match(rest):
            self.written.append(("", number))
        goes_on = self.paragraph and not _BLOCK.match(rest) and not _RULE.match(rest)
        line = self.lines[number]
        if self.items and goes_on:
            top = self.items[-1]
            new = top.new_offset + indent - top.offset if indent >= top.offset else min(indent, 1)
            line = " " * new + rest
        elif self.items:
            while self.items and indent < self._least_indent(self.items[-1]):
                self.items.pop()
            if self.items:
                top = self.items[-1]
                line = " " * (top.new_offset + max(0, indent - top.offset)) + rest
        elif line[:1] not in " \t" or (self.paragraph and rest[:1] == "\\"):
            line = rest
        if not self.items and indent < 4:
            line = line[: len(line) - len(rest)] + _HEADING.sub(r"\1 ", rest)
        if re.match(r"~\s", rest):  # no definition: about so many
            line = line.replace("~", "\\~", 1)
        is_code = self.blank and not self.items and indent >= 4
        self.written.append((line, number))
        self.paragraph = not (is_code or _BLOCK.match(rest) or _RULE.match(rest))

    def _least_indent(self, item: _Item) -> int:
        """How far to the right a paragraph of *item* begins, at least."""
        return min(item.offset, item.indent + 2)


def _is_bullet(written: tuple[str, int]) -> bool:
    return _WITH_A_HYPHEN.match(written[0]) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
