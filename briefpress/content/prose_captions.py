"""Make what is typed above and below a table of Markdown its caption and its line of sources.

Word has a paragraph `Table 1: Returns by district` over a table and `Source: …` under it; so do
people who write Markdown, and pandoc begins a caption with `Table:` or a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.brief import NUMBER, Language

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ABOVE = re.compile(r"<p>((?:(?!</p>).)*)</p>\s*\Z", re.DOTALL)
_BELOW = re.compile(r"\s*<p>((?:(?!</p>).)*)</p>", re.DOTALL)
_EMPHASIS = r"(?:</?(?:strong|em)>)*"
_STOP = rf"{_EMPHASIS}\s*(?:[.:：]|(?<=\s)[–—-](?=[\s<])){_EMPHASIS}\s*"


class Captions:
    """Finds captions in one language."""

    def __init__(self, language: Language) -> None:
        """Read how *language* calls a table, a source and a note."""
        words, self._word = language.words, language.words["table"]
        self._continued = words["continued"]
        tables = _one_of([*language.locators.get("table", ()), self._word])
        self._caption = re.compile(
            rf"{_EMPHASIS}(?:(?:{tables})\s*(?P<number>\d{{0,2}}){_STOP}|:\s+)(?P<words>.+)",
            re.DOTALL | re.IGNORECASE,
        )
        sources = [words["source"], words["sources"], *language.locators.get("note", ())]
        self._source = re.compile(rf"{_EMPHASIS}(?:{_one_of(sources)})\s*[:：]", re.IGNORECASE)

    def join(self, html: str) -> str:
        """Give each table of *html* the caption and the sources that are typed around it."""
        parts, end = [], 0
        for table in _TABLE.finditer(html):
            before, end = html[end : table.start()], table.end()
            caption = source = ""
            above, below = _ABOVE.search(before), _BELOW.match(html, end)
            if above and (found := self._caption.fullmatch(above[1])):
                caption, before = self._write(found), before[: above.start()]
            elif (
                below
                and (found := self._caption.fullmatch(below[1]))
                and not _TABLE.match(html, below.end() + 1)  # of which it is the caption
            ):
                caption, end = self._write(found), below.end()
            below = _BELOW.match(html, end)
            if below and self._source.match(below[1]):
                source, end = f'\n<p class="source">{below[1]}</p>', below.end()
            whole = table[0].replace("<table>", f"<table>{caption}")
            is_bare = not caption and not source
            parts += [before, whole if is_bare else f'<div class="table">\n{whole}{source}\n</div>']
        return "".join([*parts, html[end:]])

    def _write(self, caption: re.Match[str]) -> str:
        words = caption["words"].strip()
        for tag in ("em", "strong"):
            if words.count(f"<{tag}>") < words.count(f"</{tag}>"):  # it began before the number
                words = words.replace(f"</{tag}>", "", 1)
        if not caption["number"]:
            return f"\n<caption>{words}</caption>"
        label = f"{self._word}&nbsp;{caption['number']}"
        return (
            f'\n<caption><span class="label" data-continued="{label} ({self._continued}).">'
            f"{label}.</span> {words}</caption>"
        )


def _one_of(words: Iterable[str]) -> str:
    plain = {word.replace(NUMBER, "").strip() for word in words}
    return "|".join(map(re.escape, sorted(plain, key=len, reverse=True)))
