"""Turn a PDF into the words that readers copy out of it and find in it.

PDFium is the reader of Chrome and Edge. Poppler, that of Linux, is asked where its command
`pdftotext` is installed. Firefox's pdf.js and MuPDF were tried by hand: docs/languages.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import category

from ...model.geometry import PageLayout
from ...model.scripts import FROM_RIGHT, SQUARE
from .text_lines import lines

SECONDS = 20.0
"""How long Poppler may take for a PDF; it takes a tenth of one."""
_WORD = re.compile(rf"(?:(?=[^\W\d_])[{FROM_RIGHT}])+|[{SQUARE}]+|[^\W\d_{FROM_RIGHT}{SQUARE}]+")
_LEAST = 3
"""Letters: of a shorter word nothing can be said, for a reader may find it in another one."""
_HYPHENS = "-\u2010"


def copy_pages(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """Copy the text of each page of the PDF *data*: the name of each reader, and the texts."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pages:
        yield "PDFium", [page.get_textpage().get_text_range() for page in pages]
    if command := shutil.which("pdftotext"):
        try:
            done = subprocess.run(  # noqa: S603 our own words, and the PDF on its standard input
                [command, "-enc", "UTF-8", "-", "-"],
                input=data, capture_output=True, timeout=SECONDS, check=True,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return
        yield "Poppler", done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def find_words(text: str) -> list[str]:
    """List the words of *text*, in small letters, of one script each, without numbers.

    A reader may put a number, or a Latin word, on the other side of an Arabic one, and leave away
    the space between them; marks over letters come in any order.
    """
    plain = "".join(one for one in text if category(one) not in ("Mn", "Cf"))
    return [word for word in _WORD.findall(plain.casefold()) if len(word) >= _LEAST]


def find_otherwise_copied(page: PageLayout, copied: str) -> Sequence[str]:
    """Find the words of *page* that are not in *copied*, what a reader copies of that page.

    A word with a hyphen at the end of its line may be copied without it.
    """
    printed = "\n".join(line.text for line in lines(page))
    counts = Counter(find_words(copied))
    for before, behind in _find_divided(printed.split("\n")):
        whole = find_words(before + behind)
        if whole and counts[whole[0]]:
            counts[whole[0]] -= 1
            counts.update(find_words(before) + find_words(behind))
    missing = Counter(find_words(printed)) - counts
    return [*missing]


def _find_divided(printed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find the words that a hyphen ends a line within: what stands before it, and on the next line.

    *printed*: the lines.
    """
    begin = 0
    for line, below in pairwise(printed):
        words = [*_WORD.finditer(line, begin)] if line.endswith((*_HYPHENS,)) else ()
        begin = 0
        if words and words[-1].end() == len(line) - 1:
            behind = _WORD.match(below)
            yield words[-1][0], behind[0] if behind else ""
            begin = behind.end() if behind else 0
