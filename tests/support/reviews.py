"""Reviews: a brief that is sent, and what a reviewer does to the file as Word would write it."""

from __future__ import annotations

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from briefpress.model.problems import Problems
from briefpress.word.package import open_package
from briefpress.word.place_remarks import PlacedRemark, place_reviewed, with_keys
from briefpress.word.placed_paragraphs import PlacedParagraph, place_paragraphs
from briefpress.word.printed_blocks import read_page
from briefpress.word.read_review import Reviewed, read_reviewed
from briefpress.word.typed_texts import list_typed
from briefpress.word.write_review import ReviewHead, write_review
from briefpress.word.write_styles import find_look

from .houses import PROSE, House, said
from .word import run, zipped

ANA, BEN = "Ana Roy", "Ben Ito"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
_DAY = 'w:date="2026-11-29T10:00:00Z"'


def paragraphs_of(house: House, fields: str = "", prose: str = PROSE) -> list[PlacedParagraph]:
    """The paragraphs of a page, each with its place."""
    return _lay_out(house, fields, prose)[1]


def send(
    house: House, fields: str = "", prose: str = PROSE, pictures: dict[str, bytes] | None = None
) -> bytes:
    """The Word file of a brief."""
    return _lay_out(house, fields, prose, pictures or {})[0]


def _lay_out(
    house: House, fields: str, prose: str, pictures: dict[str, bytes] | None = None
) -> tuple[bytes, list[PlacedParagraph]]:
    brief, problems = house.parse(fields, prose)
    assert brief is not None, said(problems)
    html, _ = house.lay_out(brief, "a4", Problems())
    assert html is not None
    page = read_page(html.text)
    placed = place_paragraphs(page, list_typed(brief))
    look = find_look(house.theme, brief.language, "a4")
    head = ReviewHead("A tiny brief", "For review", "Institute of Tests", "Please comment.")
    if pictures is None:
        return b"", placed
    return write_review(page, placed, pictures, head, house.theme, look), placed


def collect(data: bytes, now: list[PlacedParagraph]) -> tuple[Reviewed, list[PlacedRemark]]:
    """Give the remarks of a file that came back, placed on the page as it is *now*."""
    reviewed = read_reviewed(open_package(data))
    return reviewed, with_keys(place_reviewed(reviewed, "a.docx", now))


class Reviewer:
    """Somebody who opens the file in Word, and changes it."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as packed:
            self.parts: dict[str, str | bytes] = {
                name: packed.read(name) for name in packed.namelist()
            }
        self.text = self._part("word/document.xml")
        self._comments: list[str] = []
        self._extended: list[str] = []
        self._number = 500

    def _part(self, name: str) -> str:
        content = self.parts[name]
        return content.decode() if isinstance(content, bytes) else content

    def replace(self, words: str, inside: str) -> None:
        """Put the XML *inside* in the place of *words*, which lie in one run."""
        for match in re.finditer(
            r"<w:r>(<w:rPr>(?:(?!</w:r>).)*?</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>", self.text
        ):
            before, found, behind = match[2].partition(escape(words))
            if found:
                look = match[1] or ""
                pieces = [_like(before, look), inside, _like(behind, look)]
                self.text = self.text[: match.start()] + "".join(pieces) + self.text[match.end() :]
                return
        raise AssertionError(f"no run holds {words!r}")

    def inserted(self, text: str, author: str = ANA) -> str:
        """XML of an insertion."""
        return f"<w:ins {self._marked(author)}>{run(text)}</w:ins>"

    def deleted(self, text: str, author: str = ANA) -> str:
        """XML of a deletion."""
        gone = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
        return f"<w:del {self._marked(author)}>{gone}</w:del>"

    def _marked(self, author: str) -> str:
        self._number += 1
        return f'w:id="{self._number}" w:author="{author}" {_DAY}'

    def delete(self, words: str, author: str = ANA) -> None:
        """Delete *words*."""
        self.replace(words, self.deleted(words, author))

    def insert(self, behind: str, text: str, author: str = ANA) -> None:
        """Insert *text* behind some words."""
        self.replace(behind, run(behind) + self.inserted(text, author))

    def change(self, words: str, text: str, author: str = ANA) -> None:
        """Write *text* over *words*."""
        self.replace(words, self.deleted(words, author) + self.inserted(text, author))

    def comment(
        self, on: str, text: str, *replies: str, author: str = ANA, resolved: bool = False
    ) -> None:
        """Comment on words; *replies* are of the other reviewer."""
        first = len(self._comments)
        numbers = range(first, first + 1 + len(replies))
        begin = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers)
        end = "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
            for n in numbers
        )
        self.replace(on, begin + run(on) + end)
        for number, one in zip(numbers, (text, *replies), strict=True):
            by = author if number == first else BEN
            self._comments.append(
                f'<w:comment w:id="{number}" w:author="{by}" {_DAY}>'
                f'<w:p w14:paraId="{number + 16:08X}">{run(one)}</w:p></w:comment>'
            )
            parent = "" if number == first else f' w15:paraIdParent="{first + 16:08X}"'
            done = f'{parent} w15:done="{int(resolved)}"'
            self._extended.append(f'<w15:commentEx w15:paraId="{number + 16:08X}"{done}/>')

    def file(self) -> bytes:
        """The file as it comes back."""
        self.parts["word/document.xml"] = self.text
        if self._comments:
            inside, extended = "".join(self._comments), "".join(self._extended)
            self.parts["word/comments.xml"] = f"<w:comments {_NAMES}>{inside}</w:comments>"
            self.parts["word/commentsExtended.xml"] = (
                f"<w15:commentsEx {_NAMES}>{extended}</w15:commentsEx>"
            )
            rows = "".join(
                f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
                for name in ("comments", "commentsExtended")
            )
            related = self._part("word/_rels/document.xml.rels")
            self.parts["word/_rels/document.xml.rels"] = related.replace(
                "</Relationships>", f"{rows}</Relationships>"
            )
        return zipped(self.parts)


def _like(text: str, look: str) -> str:
    if not text:
        return ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
