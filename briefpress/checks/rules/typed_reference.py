"""The number of a figure, a table, an annex or a chapter of a report is typed by hand.

Why: when another figure comes before it, this one gets another number, and the text leads a reader
to the wrong one.

Mend: write its name in the place of the number: `{{ figures.name.ref }}` prints “figure 3”, today's
number, as a link; the chapters of a report have their numbers by themselves. Where the figure is
one of another publication, say whose it is: “figure 3 of the report”.
"""

import re
from collections.abc import Iterator, Mapping

from ...model.brief import Brief
from ...model.problems import Severity
from ...model.scripts import SQUARE, UNCASED
from ...model.text import plain
from ..evidence.texts import TYPED, Reading, Text
from ..table import Finding

SEVERITY: Severity = "warning"
_UNREAD = ("fact", "label", "quotation", "source")
_COUNTED = "张張篇幅个個份条條种種名人次位年月장개점명건"
"""Signs behind a number that counts: 发表1篇, two copies of a 표."""
_COUNTS = re.compile(rf"\s[а-яё{UNCASED}]")
_QUOTED = re.compile(r"[“«„][^“”«»„]*[”»“]")
_OF_A_NAME = re.compile(r"[^.!?…\s:(]\s+[A-Z][\w.’'-]*\s\Z")
"""A name before it that is not the first word of a sentence: `in the UNHCR figure 3`."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the numbers that stand in a sentence behind `figure`, `table` or `annex`, and those
    before the headings of chapters.
    """
    brief = reading.brief
    yield from _chapters(reading)
    texts = [text for text in reading.texts if text.kind not in _UNREAD]
    for noun, by_number in _numbered(brief).items():
        is_numbered = bool(by_number)
        typed = re.compile(
            rf"(?i)(?:(?<![\w-])(?:{_words(brief, noun)})[ \u00a0]|(?:{_typed(brief, noun)})"
            r"[ \u00a0]?)(?P<bracket>\()?(?P<number>\d{1,2}|(?-i:[A-Z]))(?(bracket)\))"
            rf"(?![^\W{SQUARE}]|[’'-]|[.,–]\d|[{_COUNTED}])"
        )
        for text in texts:
            for match in typed.finditer(_QUOTED.sub(lambda it: "“" * len(it[0]), text.typed)):
                is_letter = not match["number"].isdecimal()
                number = match["number"] if is_letter else str(int(match["number"]))
                named = by_number.get(number)
                if is_letter and named is None:  # a document of somebody else has an annex D
                    continue
                if named is None and is_numbered and _COUNTS.match(match.string[match.end() :]):
                    continue  # «в таблице 5 строк»
                if is_letter == (noun == "annex") and not _is_of_others(brief, text, match):
                    yield Finding(
                        text.line_of(match[0]),
                        f"`{match[0]}` is typed by hand",
                        "delete it: a caption is numbered by itself"
                        if text.kind == "caption" and not match.start()
                        else _way_out(match[0], named, by_number)
                        if is_numbered
                        else f"no {noun} of the brief has a number: give it a caption in "
                        f"brief.yaml, or name what is shown in its place",
                    )


_NUMBERING = ("report",)
"""Templates that number their chapters."""
_OF_CHAPTER = re.compile(r"(\d{1,2}|[IVX]{1,5})(?:[.)–—-]|\.[)–—-])?[\s\u00a0]+(?=\S)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _chapters(reading: Reading) -> Iterator[Finding]:
    """Find the first chapter that has its number twice; a heading may begin with a year."""
    if reading.brief.fields.template not in _NUMBERING:
        return
    chapters = [one for one in reading.brief.sections if one.level == 2 and not one.letter]
    headings = [plain(one.html) for one in chapters]
    typed = [_OF_CHAPTER.match(one) for one in headings]
    if len(typed) < 2 or not all(
        match and match[1] in (str(number), *_ROMAN[number - 1 : number])
        for number, match in enumerate(typed, 1)
    ):
        return
    sign = typed[0][0].strip() if typed[0] else ""
    line = next(
        (text for text in reading.texts if text.kind == "heading" and sign in text.text), None
    )
    if line:
        yield Finding(
            line.line_of(line.text),
            f"`{sign}` is typed by hand, and a report numbers its chapters",
            f"delete it here, and the numbers of the other {len(typed) - 1}",
        )


def _numbered(brief: Brief) -> Mapping[str, Mapping[str, str]]:
    """List the numbered parts of the brief by noun: the name of each, by the number that it has
    now."""
    named: dict[str, dict[str, str]] = {}
    for (kind, name), number in brief.numbers.items():
        block = getattr(brief.fields, kind)[name]
        named.setdefault(block.numbered, {})[str(number)] = f"{kind}.{name}"
    for section in brief.sections:
        if section.letter:
            named.setdefault("annex", {})[section.letter] = f"annexes.{section.name}"
    if "<table" in brief.prose.html or brief.fields.tables:  # it stands there without a number
        named.setdefault("table", {})
    return named


def _words(brief: Brief, noun: str) -> str:
    """How an author calls a *noun* before its number, in the language of the brief."""
    part = "appendix" if noun == "annex" else noun
    words = {
        *brief.words.locators.get(part, ()),
        *brief.words.own_locators.get(part, ()),
        brief.words.words[f"{noun}_in_text"],
    }
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _typed(brief: Brief, noun: str) -> str:
    """Other words for it, as a regular expression."""
    words = brief.words.checks
    return {"figure": words.figure_typed, "table": words.table_typed}.get(noun) or "(?!)"


def _is_of_others(brief: Brief, text: Text, match: re.Match[str]) -> bool:
    """Whether the words around *match* say that another publication numbers it."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    words = brief.words.checks
    if words.of_others and re.match(words.of_others, behind):
        return True
    if words.by_others and re.search(rf"(?:{words.by_others})\Z", before):
        return True
    if re.search(r"\([^()]*\w,\s\Z", before) or _OF_A_NAME.search(before):
        return True
    if text.kind == "note" and (text.cited or re.search(r"[,;]\s\Z", before)):
        return True
    near = match.string[max(0, match.start() - 40) : match.end()].rpartition(TYPED)[2]
    end = text.text.find(near) + len(near)
    is_cited = (
        re.fullmatch(r"[)\s.,;:]{0,2}", text.text[end:at]) for at in text.cited if at >= end
    )
    return near in text.text and any(is_cited)


def _way_out(typed: str, named: str | None, by_number: Mapping[str, str]) -> str:
    if named:
        return f"write {{{{ {named}.ref }}}} in its place, which prints the number that it has"
    known = ", ".join(f"{{{{ {name}.ref }}}}" for name in by_number.values())
    return f"name the one that is meant, {known}, or say whose `{typed}` it is"
