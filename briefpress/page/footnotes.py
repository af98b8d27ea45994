"""Set the notes of a page and spell out its short forms, in the order in which it is read.

A source is named in full in the first note that cites it, and a short form is spelled out where it
is first used. The order is known only when the page is whole, so this is the last step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape

from ..model.brief import Language
from ..model.page import Citations
from ..model.scripts import APOSTROPHES, is_in_compound, with_one_apostrophe, word_edges
from ..model.text import MARK, Citation, Cited, CitedTogether, Mark, plain
from .citations import LONG, link, shown_address
from .right_to_left import is_from_left

CitationWriter = Callable[[Sequence[CitedTogether]], Citations]
"""Writes the citations of a page, all at once: a later one may be shorter for an earlier one."""

_TOKEN = re.compile(
    r"(?P<tag><(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)|(?P<mark>\ue000[0-9]+\ue001)|(?P<text>[^<\ue000]+)"
)
_VOID = {"br", "hr", "img", "link", "meta", "wbr"}
_MOVES = re.compile(r"<figure\b|class=\"(?:[^\"]*\s)?(?:beside|table)[\s\"]")
"""In the tag of a block that may be printed a page later: beside the text, a figure, a table."""
_TABLE = re.compile(r"<(?:figure|table)\b")
"""In the tag of a table, with its caption where it has one."""
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
_IN_LINE = re.compile(r"</?(?:a|abbr|b|cite|em|i|mark|q|small|span|strong)\b(?![^>]*footnote)")
WIDE = 999
"""The last number of a note for which its margin is wide enough; the styles widen it from there."""
_BEFORE = 20
"""Characters before a short form that tell whether it can be spelled out there."""
_APPOSED = 24
"""Characters between a meaning and its short form that its author adds: `, the JWA`."""
_IN_APPOSITION = re.compile(r"[\"'”’»]*[,;:–—-]?[^\w.!?]*(?:[^\W\d]+\s){0,3}[\"'“‘„«(]*")
"""Words and signs that may stand between the two: a comma, `or the`, `known as`."""
_AHEAD = 400
"""Characters behind a short form in which its meaning may begin: of its list, of its row."""
_APART = {
    *("h1", "h2", "h3", "h4", "title", "style", "abbr", "th", "figcaption", "caption", "a", "dfn"),
}
"""Elements in which a short form stays short."""
_HEADING = re.compile("h[1-4]")
_SOURCE_LINE = re.compile(r"class=\"(?:[^\"]*\s)?(?:source|credit)[\s\"]")
"""In the tag of a line that nobody reads as text: it says where a figure or a picture is from."""
_IN_TEXT = re.compile(r"<aside class=\"box[\s\"]")
"""The tag of a box, which is read with the text around it, if it does not stand beside it."""
_BESIDE = re.compile(r"<[^>]*\bclass=\"(?:[^\"]*\s)?beside[\s\"]")
_BIG_FIGURE = re.compile(r"<b class=\"big\"")
"""The tag of a big figure, in which a short form stays short: `300 MCM`."""
_WAITING = re.compile("\ue014([0-9]+)\ue015")
"""A short form in a note or a line of sources, until the page is whole."""
_OPEN, _CLOSE = "\ue012\ue013"
"""Around a citation in the text, until the page is whole."""
_BEHIND_STOP = re.compile(
    rf"\.((?:\s*{_OPEN}[^{_CLOSE}]*{_CLOSE})+)(?=[\s\u2060\u202f]*(?:$|<|[“‘«]|[^\W\d_](?<=[^a-zß-ÿ])))"
)
"""Citations that stand behind the full stop of their sentence: it is theirs, too."""
_NOTES = rf"(?:{MARK.pattern}|<brief-note\b.*?</brief-note>)+"
"""Citations and notes that stand beside each other."""
_AROUND_STOP = re.compile(
    rf"(?P<before>(?>{MARK.pattern}|<brief-note\b.*?</brief-note>)+)\.(?P<behind>{_NOTES})",
    re.DOTALL,
)
"""Some before the full stop of a sentence, and some behind it."""
_NAMED = re.compile('<a class="note-number" href="#note-([0-9]+)">')
"""A link of a note to another one, `(n 5)`: which citation, from 0, has that note."""


def set_notes(
    page: str,
    marks: Sequence[Mark],
    acronyms: Mapping[str, str],
    language: Language,
    write: CitationWriter,
) -> tuple[str, Citations]:
    """Set the notes of *page*, which has *marks*, and spell each of its *acronyms* out once.

    Gives the page and its citations, whose list of
    references is not yet in it.
    """
    order = _ReadingOrder(marks, acronyms, language, write)
    return order.resolve(page), order.citations


def _as_printed(words: str) -> str:
    """Pattern of *words* in a text of HTML, with a space of any kind between them."""
    pattern = re.escape(escape(words, quote=False)).replace(r"\ ", r"\s")
    return re.sub(f"[{APOSTROPHES}]", f"[{APOSTROPHES}]", pattern)


def _apart(short: str) -> str:
    """Pattern of a short form that is a word of its own, also in the plural."""
    before, behind = word_edges(short)
    return f"{before}{_as_printed(short)}(?=s?{behind})"


def find_blocks(text: str, begins: re.Pattern[str]) -> Iterator[range]:
    """Find the blocks in *text* whose tags match *begins*: where each begins and ends."""
    name, depth, begin = "", 0, 0
    for token in _TOKEN.finditer(text):
        tag = token["tag"] or ""
        if not depth and begins.search(tag):
            name, depth, begin = re.match(r"<([\w-]*)", tag)[1], 1, token.start()  # type: ignore[index]
        elif depth and re.match(rf"<{name}\b", tag):
            depth += 1
        elif depth and tag == f"</{name}>":
            depth -= 1
            if not depth:
                yield range(begin, token.end())


class _ReadingOrder:
    """Goes through a page from its beginning, sets its notes and spells short forms out."""

    def __init__(
        self,
        marks: Sequence[Mark],
        acronyms: Mapping[str, str],
        language: Language,
        write: CitationWriter,
    ) -> None:
        self.marks, self.write = marks, write
        self.acronyms = {with_one_apostrophe(short): words for short, words in acronyms.items()}
        self.language = language
        self.spelled_out = re.compile(language.spelled_out)
        names = sorted(self.acronyms, key=len, reverse=True)
        written = {form for one in acronyms.values() for form in (one, language.plural(one))}
        meanings = "|".join(map(_as_printed, sorted(written)))
        self.acronym = re.compile(
            rf"(?P<spelled>\b(?:{meanings})\s)?(?P<open>\()?"
            rf"(?P<short>{'|'.join(map(_apart, names))})"
            r"(?P<ending>[’']?s(?![\w-]))?(?P<close>\))?"
        ) if names else None  # fmt: skip
        self.spelled: set[str] = set()
        """Meanings that were spelled out in the text so far, or need not be."""
        self.spelled_beside: set[str] = set()
        """The same, in the margin."""
        self.spelled_in_notes: set[str] = set()
        """Short forms that an author spells out in a note, or in a line of sources."""
        self.waiting: dict[tuple[str, str], str] = {}
        """Short forms in notes and lines of sources, until the page is whole: the meaning, and the
        short form marked up, and how it reads where the text spells it out nowhere."""
        self.source_line = 0
        """How many elements are open in a line that names sources, with itself; or none."""
        self.big_figure = 0
        """The same of a big figure."""
        self.beside = 0
        """The same of what stands beside the text."""
        self.cited: set[str] = set()
        """Sources that were cited so far."""
        self.cited_in_text: set[str] = set()
        """Sources that the text cites anywhere, besides the lines under figures."""
        self.numbers: dict[int, int] = {}
        """Which of those that are written a citation is, by where it stands."""
        self.out: list[str] = []
        self.stack: list[str] = []
        """Elements that are open."""
        self.notes = 0
        """How many were set so far."""
        self.note_numbers: dict[int, int] = {}
        """The number of the note of each citation, until the press moves one."""
        self.ahead = ""
        """The text behind the one that is being copied."""
        self.note_ended = False
        self.notes_of_table: dict[str, tuple[int, int]] = {}
        """Notes of the table that is open, by what they read: where in `out` each begins, and its
        number."""
        self.address = ""
        self.heading = 0
        """Where in `out` the tag of the heading stands that is open."""
        self.heading_notes: list[range] = []
        """Where in `out` its notes stand, with what parts two of them."""

    def resolve(self, text: str) -> str:
        """Give the page *text* with its notes and spelled-out forms; `citations` is set then."""
        head, body, rest = text.partition("<body")
        body = self.place_calls(body + rest)
        self.citations = self.write([*self.find_written(body)])
        self.named = {int(one) for text in self.citations.written for one in _NAMED.findall(text)}
        for token in _TOKEN.finditer(body):
            if token["mark"]:
                self.citation(self.marks[int(token["mark"][1:-1])], token.start())
            elif token["tag"]:
                self.tag(token["tag"])
            else:
                self.ahead = body[token.end() : token.end() + _AHEAD]
                self.text(token["text"])
        whole = _BEHIND_STOP.sub(lambda match: f" {match[1].lstrip()}.", "".join(self.out))
        return head + self.end_waiting(whole.replace(_OPEN, "").replace(_CLOSE, ""))

    def place_calls(self, text: str) -> str:
        """Put citations and notes of *text* before a mark behind which their author has them, where
        the language does so; the point of an abbreviation stays with it, `2014 г.`.

        In other languages those before a full stop stand behind it where others do, so that all
        are together.
        """
        marks = self.language.calls_before
        if not marks:
            return _AROUND_STOP.sub(r".\g<before>\g<behind>", text)
        short = self.language.checks.abbreviations

        def place(match: re.Match[str]) -> str:
            word = re.split(r"\W", text[max(0, match.start() - _BEFORE) : match.start()])[-1]
            is_short = match["mark"] == "." and word in short
            return match[0] if is_short else match["notes"] + match["mark"]

        pattern = rf"(?<![.…])(?P<mark>[\u00a0\u202f ]?[{re.escape(marks)}])(?P<notes>{_NOTES})"
        return re.sub(pattern, place, text, flags=re.DOTALL)

    def end_waiting(self, page: str) -> str:
        """Put in what waits: a short form that the text spells out is short in each note; any other
        is spelled out in the first.
        """
        waiting, known = [*self.waiting.items()], self.spelled | self.spelled_in_notes

        def put_in(match: re.Match[str]) -> str:
            (meaning, short), long = waiting[int(match[1])]
            if meaning in known:
                return short
            known.add(meaning)
            return long

        return _WAITING.sub(put_in, page)

    def find_written(self, text: str) -> Iterator[CitedTogether]:
        """Find the citations of *text* that will be written, in order; `numbers` is set then.

        One that a table has more than once is written once.
        """
        marks = [(self.marks[int(match[1])], match.start()) for match in MARK.finditer(text)]
        cites = [(mark, start) for mark, start in marks if isinstance(mark, Citation)]
        self.cited_in_text = {
            one.key for cite, _ in cites if not cite.only_if_new for one in cite.items
        }
        moving, tables = (list(find_blocks(text, tag)) for tag in (_MOVES, _TABLE))
        at_table: dict[tuple[int, tuple[Cited, ...]], int] = {}
        written = 0
        for cite, start in cites:
            if not self.is_written(cite):
                continue
            table = next((one.start for one in tables if start in one), -1 - start)
            self.numbers[start] = at_table.setdefault((table, cite.items), written)
            if self.numbers[start] == written:
                written += 1
                yield CitedTogether(cite.items, any(start in one for one in moving))

    def is_written(self, mark: Citation) -> bool:
        """Whether *mark* is written: under a figure, only if nothing else cites its sources."""
        keys = {cited.key for cited in mark.items}
        known = mark.only_if_new and keys <= self.cited | self.cited_in_text
        self.cited |= keys
        return bool(keys) and not known

    def tag(self, tag: str) -> None:
        """Copy a tag of the page; that of a note begins or ends a footnote."""
        name = re.match(r"</?([\w-]*)", tag)[1]  # type: ignore[index]
        if name == "brief-note":
            if tag[1] != "/":
                self.open_note()
            else:
                self.close_note()
            return
        self.note_ended = False
        self.out.append(tag)
        if tag[1] == "/":
            while self.stack and self.stack.pop() != name:
                pass
            if len(self.stack) < self.source_line:
                self.source_line = 0
            if len(self.stack) < self.big_figure:
                self.big_figure = 0
            if len(self.stack) < self.beside:
                self.beside = 0
            if name == "a":
                self.end_link()
            elif _HEADING.fullmatch(name):
                self.end_heading()
        elif name not in _VOID and not tag.endswith("/>"):
            if _TABLE.match(tag) and not {"figure", "table"}.intersection(self.stack):
                self.notes_of_table.clear()
            self.stack.append(name)
            if _SOURCE_LINE.search(tag):
                self.source_line = len(self.stack)
            if _BIG_FIGURE.match(tag):
                self.big_figure = len(self.stack)
            if (
                not self.beside
                and not _IN_TEXT.match(tag)
                and (name == "aside" or _BESIDE.match(tag))
            ):
                self.beside = len(self.stack)
            if name == "a":
                href = re.search(r'href="((?:https?|mailto):[^"]*)"', tag)
                self.address = href[1] if href else ""
                self.link_start = len(self.out)
            elif _HEADING.fullmatch(name):
                self.heading, self.heading_notes = len(self.out) - 1, []

    def text(self, text: str) -> None:
        """Copy a text of the page, its short forms spelled out or marked up.

        A number right behind the call of a note, as in Chinese, stands apart from it.
        """
        if text.strip():
            text = "\u2009" * (self.note_ended and text[0].isdigit()) + text
            self.note_ended = False
        if self.acronym and not (self.big_figure or _APART.intersection(self.stack)):
            text = self.acronym.sub(self.spell, text)
        elif self.acronym and not {"abbr", "title", "style"}.intersection(self.stack):
            text = self.acronym.sub(self.mark_up, text)
        self.out.append(text)

    def mark_up(self, match: re.Match[str]) -> str:
        """Mark a short form up with its meaning, without spelling it out."""
        before = match[0][: match.start("short") - match.start()]
        behind = match[0][match.end("short") - match.start() :]
        return f"{before}{self.abbr(match)}{behind}"

    def abbr(self, match: re.Match[str]) -> str:
        """The short form of *match*, which says its meaning to those who hear it."""
        return f'<abbr title="{self.meaning(match)}">{match["short"]}</abbr>'

    def meaning(self, match: re.Match[str]) -> str:
        """The meaning of the short form of *match*, as HTML."""
        meaning = self.acronyms[with_one_apostrophe(" ".join(unescape(match["short"]).split()))]
        return escape(_APOSTROPHE.sub("’", meaning))

    def spell(self, match: re.Match[str]) -> str:
        """Spell a short form out where it is first used: `the Commission of Inquiry (CoI)`.

        Where the meaning would not fit into the sentence, behind “an” or where “the” is missing,
        it is explained: `UNICEF (United Nations Children’s Fund) says`. A short form that the
        margin spells out is spelled out in the text again: nobody reads the margin first. Notes
        and lines of sources count as neither. Within a compound, `IDP-led`, there is no room.
        """
        if is_in_compound(match.string, *match.span("short")):
            return self.mark_up(match)
        meaning = self.meaning(match)
        if "brief-note" in self.stack or self.source_line:
            if match["spelled"] or self.is_explained(match, meaning):
                self.spelled_in_notes.add(meaning)
                return self.mark_up(match)
            key = (meaning, self.mark_up(match))
            self.waiting.setdefault(key, self.spell_out(match, meaning))
            return f"\ue014{[*self.waiting].index(key)}\ue015"
        known = meaning in self.spelled or self.is_explained(match, meaning)
        if self.beside:
            known |= meaning in self.spelled_beside
            self.spelled_beside.add(meaning)
        else:
            self.spelled.add(meaning)
        return self.mark_up(match) if known or match["spelled"] else self.spell_out(match, meaning)

    def spell_out(self, match: re.Match[str], meaning: str) -> str:
        """Write the short form of *match* with its *meaning*, as both fit into its sentence."""
        open_, ending, close = match["open"] or "", match["ending"] or "", match["close"] or ""
        words, before = self.language.short_forms, self.before(match)
        several = not ending and words.several and re.search(words.several, before)
        is_of_several = bool(words.plurals) and bool(ending == "s" or several)
        if is_of_several:
            plural = escape(self.language.plural(unescape(meaning)))
            is_of_several = not words.several or plural != meaning
            meaning = plural
        if open_:
            return f"({self.abbr(match)}{ending}, {meaning}{close}"
        begins = not before.strip() or before.rstrip()[-1:] in ".!?…"
        if is_of_several:
            first = self.language.capitalise(meaning) if begins else meaning
            return f"{first} ({self.abbr(match)}{ending}){close}"
        if ending != "s" and self.spelled_out.search(f"{before}|{unescape(meaning)}"):
            return f"{meaning} ({self.abbr(match)}){ending}{close}"
        is_name = meaning[:1].isupper() and bool(words.article)
        if ending and is_name and re.search(words.takes_article, unescape(meaning)):
            article = self.language.capitalise(words.article) if begins else words.article
            return f"{article} {meaning} ({self.abbr(match)}){ending}{close}"
        if (
            self.language.style_sheet == "cjk"
        ):  # no space, and brackets as wide as letters in Chinese
            brackets = "（{}）" if self.language.full_width else "({})"
            return f"{self.abbr(match)}{brackets.format(meaning)}{ending}{close}"
        if ending == "s":  # a plural whose meaning cannot be put into it
            return f"{self.abbr(match)}s ({meaning}){close}"
        return f"{self.abbr(match)} ({meaning}){ending}{close}"

    def is_explained(self, match: re.Match[str], meaning: str) -> bool:
        """Whether the author says beside *match* what it stands for: `WFP: World Food Programme`
        in a list, in two cells, in brackets; or just before, `a Joint Water Authority, the JWA`.
        """
        meanings = (meaning, self.language.plural(meaning))
        spelled_out = {with_one_apostrophe(unescape(one).casefold()) for one in meanings}
        before = self.before(match, max(map(len, spelled_out)) + _APPOSED)
        before = with_one_apostrophe(before.casefold())
        for one in spelled_out:
            at = before.rfind(one)
            between = before[at + len(one) :]
            if at >= 0 and not before[:at][-1:].isalnum() and _IN_APPOSITION.fullmatch(between):
                return True
        behind = match.string[match.end() :]
        if not re.search(r"\w", behind):
            behind += re.sub("<[^<>]*>", " ", self.ahead[:_AHEAD])
        words = unescape(re.sub(r"\s", " ", behind)).lstrip(" :,;.–—=-([•")
        words = with_one_apostrophe(words.casefold())
        return words.startswith(with_one_apostrophe(unescape(meaning).casefold()))

    def before(self, match: re.Match[str], most: int = _BEFORE) -> str:
        """The text before *match*, in its paragraph, of at *most* so many characters."""
        text = match.string[: match.start()]
        for part in reversed(self.out):
            if part.startswith("<"):
                if not _IN_LINE.match(part):
                    break
            elif len(text) > most:
                break
            else:
                text = part + text
        return re.sub(r"\s", " ", unescape(text)[-most:])

    def open_note(self, name: str = "") -> None:
        """Begin a footnote, right behind the last word; a comma parts it from a note before it."""
        while self.out and not self.out[-1].strip():
            self.out.pop()
        if self.out:  # a text may begin with a tag, of a short form
            self.out[-1] = self.out[-1].rstrip()
        self.note_start = len(self.out)
        if self.note_ended:
            self.out.append('<span class="between-notes">, </span>')
        before = next((part for part in reversed(self.out) if not part.startswith("</")), "")
        joint = "\u202f" if before[-1:].isdigit() else "\u2060"  # copied, 670 and 1 are not 6701
        self.note_begin = len(self.out)
        self.notes += 1
        looks = " wide" * (self.notes > WIDE) + " behind-number" * (joint == "\u202f")
        self.out.append(f'{joint}<span class="footnote{looks}"{name}>')
        self.stack.append("brief-note")

    def close_note(self) -> None:
        """Close a footnote and the elements open in it; in a table each note is printed once.

        On a page that is read from the right, one in Latin letters is set from the left.
        """
        note = "".join(self.out[self.note_begin + 1 :])
        if self.language.direction == "rtl" and is_from_left(note):
            tag = self.out[self.note_begin]
            self.out[self.note_begin] = tag.replace("footnote", "footnote from-left", 1)
        self.out.append("</span>")
        while self.stack and self.stack.pop() != "brief-note":
            pass
        if {"figure", "table"}.intersection(self.stack):
            text = "".join(self.out[self.note_begin + 1 :])
            begin, number = self.notes_of_table.setdefault(text, (self.note_begin, self.notes))
            if begin != self.note_begin:
                self.call_again(begin, number)
        self.note_ended = True
        self.heading_notes.append(range(self.note_start, len(self.out)))

    def call_again(self, begin: int, number: int) -> None:
        """Call the note that begins at *begin* in `out`, in the place of the same one behind it."""
        joint, _, tag = self.out[begin].partition("<")
        name = re.search(r'id="([^"]*)"', tag)
        target = name[1] if name else f"note-of-table-{number}"
        if not name:
            self.out[begin] = f'{joint}<{tag.removesuffix(">")} id="{target}">'
        joint = self.out[self.note_begin].partition("<")[0]
        call = f'<a class="note-number" href="#{target}">{number}</a>'
        looks = " behind-number" * (joint == "\u202f")
        self.out[self.note_begin :] = [f'{joint}<span class="note-again{looks}">{call}</span>']
        self.notes -= 1

    def citation(self, mark: Mark, start: int) -> None:
        """Write a citation: as a note, in a note, or in the text, as its style has it.

        One without sources is the line that suggests how to cite the brief.
        """
        assert isinstance(mark, Citation)
        if not mark.items:
            self.out.append(self.citations.suggestion)
        elif start in self.numbers:
            number = self.numbers[start]
            html = _NAMED.sub(self.number_note, self.citations.written[number])
            self.note_numbers.setdefault(number, self.notes + ("brief-note" not in self.stack))
            if "brief-note" in self.stack:
                self.out.append(html.removesuffix("."))
            elif self.citations.in_notes:
                self.open_note(f' id="note-{number}"' if number in self.named else "")
                self.out.append(html)
                self.close_note()
            elif mark.only_if_new:
                self.out.append(mark.without_note)
            else:
                spaced = not self.out or self.out[-1][-1:].isspace()
                self.out.append(f"{'' if spaced else ' '}{_OPEN}{html}{_CLOSE}")
        else:
            self.out.append(mark.without_note)

    def number_note(self, match: re.Match[str]) -> str:
        """Write the number of the note that *match* names."""
        return f"{match[0]}{self.note_numbers.get(int(match[1]), '')}"

    def end_heading(self) -> None:
        """Name a heading with notes by its words alone in the outline, without their numbers."""
        if self.heading_notes:
            inside = range(self.heading + 1, len(self.out) - 1)
            notes = set().union(*self.heading_notes)
            words = plain("".join(self.out[at] for at in inside if at not in notes))
            tag = self.out[self.heading].removesuffix(">")
            self.out[self.heading] = f'{tag} data-label="{escape(words)}">'

    def end_link(self) -> None:
        """Show the address of a link in a note, unless its text, or a line beside it, shows it."""
        text = "".join(self.out[self.link_start : -1])
        address, self.address = self.address, ""
        shown = shown_address(address)
        known = {plain(address), plain(shown).replace("\u2060", "")}
        tag = self.out[self.link_start - 1]
        if "brief-note" in self.stack and len(plain(text)) > LONG and "class=" not in tag:
            self.out[self.link_start - 1] = tag.replace("<a", '<a class="long"', 1)
        known |= {plain(text)} if 'class="addressed"' in tag else set()
        if not address or "brief-note" in self.stack or plain(text) in known:
            return
        self.open_note()
        self.out.append(link(address))
        self.close_note()
