"""A PDF in output/ → a `Print`: its pages as pictures, and which of them have changed."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from math import dist
from pathlib import Path
from typing import Any

from ..model.papers import PAPERS
from ..press.executors import uninterrupted


@dataclass(frozen=True)
class Print:
    """A brief on one paper, as it was printed last."""

    paper: str
    file: str
    """`output/dprk.pdf`"""
    data: bytes
    title: str
    page_sizes: tuple[tuple[float, float], ...]
    """Width and height of each page, in points."""
    stamp: str = ""
    """The code that stands on its pages."""
    budget: int | None = None
    """How many pages it may have, where that is known."""
    changed: tuple[int, ...] | None = None
    """The pages, from 1, that look otherwise than before, if that is known already."""

    @cached_property
    def name(self) -> str:
        """A name that changes when any page looks different."""
        return sha256(self.data).hexdigest()[:16]

    @property
    def standing(self) -> str:
        """`edition 3`, or `draft`; empty where nobody remembers it."""
        edition = re.search(r"-(\d+)-[0-9A-F]{6}$", self.stamp)
        return f"edition {edition[1]}" if edition else "draft" if self.stamp else ""


class OneAtATime:
    """Lets one thread in at a time, and before all others whoever works for the screen."""

    def __init__(self) -> None:
        self._door = threading.Condition()
        self._inside = False
        self._hurried = 0

    @contextmanager
    def turn(self, *, hurry: bool = False) -> Iterator[None]:
        """Wait for a turn."""
        with self._door:
            self._hurried += hurry
            self._door.wait_for(lambda: not self._inside and (hurry or not self._hurried))
            self._hurried -= hurry
            self._inside = True
        try:
            yield
        finally:
            with self._door:
                self._inside = False
                self._door.notify_all()


_PDFIUM = OneAtATime()
"""PDFium is one library for the whole process, and not made for two threads."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True)
class Picture:
    """A sheet as pixels: red, green, blue, row by row."""

    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    pixels: bytes

    @classmethod
    def of(cls, data: bytes, number: int, width: int, *, hurry: bool = False) -> Picture:
        """Draw page *number*, from 0, of a PDF, *width* pixels wide; before others in a *hurry*."""
        # Opened anew for each picture (0.6 ms), so that none stays open for the garbage collector
        # to close from another thread.
        with opened(data, hurry=hurry) as pdf:
            return cls.drawn(pdf[number], width)

    @classmethod
    def drawn(cls, page: Any, width: int) -> Picture:
        """Draw a page that is open."""
        from pypdfium2 import raw

        bitmap = page.render(
            scale=width / page.get_width(),
            force_bitmap_format=raw.FPDFBitmap_BGR,
            rev_byteorder=True,
        )
        try:
            return cls(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()

    def without(self, boxes: Iterable[Box]) -> bytes:
        """The pixels, white in *boxes*."""
        pixels = bytearray(self.pixels)
        for left, top, right, bottom in boxes:
            left, right = max(int(left), 0), min(int(right), self.width)
            for row in range(max(int(top), 0), min(int(bottom), self.height)):
                start = row * self.stride + left * 3
                pixels[start : start + (right - left) * 3] = b"\xff" * ((right - left) * 3)
        return bytes(pixels)

    def png(self) -> bytes:
        """The picture as a PNG file.

        Least compression, no filter: 900 pixels wide it takes 12 ms and 260 KB. The same through
        Pillow takes 24 ms, WebP without loss 30 ms, and a JPEG, which blurs letters, 5 ms.
        """
        rows, row = memoryview(self.pixels), self.width * 3
        lines = [
            part
            for start in range(0, self.height * self.stride, self.stride)
            for part in (b"\0", rows[start : start + row])
        ]
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )


@contextmanager
def opened(data: bytes, *, hurry: bool = False) -> Iterator[Any]:
    """Open a PDF when it is one's turn; before others in a *hurry*."""
    from pypdfium2 import PdfDocument

    with _PDFIUM.turn(hurry=hurry), PdfDocument(data) as pdf:
        yield pdf


def read_print(data: bytes, file: str, stamp: str = "") -> Print:
    """Read what a PDF says of itself. Raises `PdfiumError` where it is none."""
    with opened(data) as pdf:
        sizes = [pdf.get_page_size(number) for number in range(len(pdf))]
        title = pdf.get_metadata_value("Title")
    page_sizes = tuple((round(width, 2), round(height, 2)) for width, height in sizes)
    paper = min(PAPERS, key=lambda name: dist(PAPERS[name].points, sizes[0] if sizes else (0, 0)))
    return Print(paper, file, data, title, page_sizes, stamp)


def compare(old: Print | None, new: Print) -> Print:
    """Find the pages of *new* that look otherwise than in *old*.

    The stamp does not count: on a draft, it changes on every page with every letter of the brief.
    """
    if old is None or old.name == new.name:
        return replace(new, changed=None if old is None else ())
    changed = []
    for number, page_size in enumerate(new.page_sizes):
        if old.page_sizes[number : number + 1] == (page_size,):
            before, stamp_before = _look_at(old, number)
            after, stamp_after = _look_at(new, number)
            boxes = stamp_before + stamp_after
            if before.without(boxes) == after.without(boxes):
                continue
        changed.append(number + 1)
    return replace(new, changed=tuple(changed))


_ENOUGH = 600
"""Pixels: at this width every letter shows. It takes PDFium 3 ms."""
_AROUND = 75
"""Points to the left and right of a stamp: it is centred, and the word before it moves with it."""


def _look_at(printed: Print, number: int) -> tuple[Picture, list[Box]]:
    """A page, and where the stamp stands on it."""
    width, height = printed.page_sizes[number]
    scale = _ENOUGH / width
    boxes = []
    with opened(printed.data) as pdf:
        page = pdf[number]
        picture = Picture.drawn(page, _ENOUGH)
        text = page.get_textpage()
        search = text.search(printed.stamp) if printed.stamp else None
        while search and (hit := search.get_next()):
            for one in range(text.count_rects(*hit)):
                left, bottom, right, top = text.get_rect(one)
                boxes.append(
                    (
                        (left - _AROUND) * scale,
                        (height - top - 2) * scale,
                        (right + _AROUND) * scale,
                        (height - bottom + 2) * scale,
                    )
                )
    return picture, boxes


def last_prints(house: Path, slug: str, stamps: Mapping[str, str]) -> tuple[Print, ...]:
    """The PDFs of *slug* that lie in output/, the main paper first; those that can be read.

    *stamps*: the code that stands on the pages, by their paper.
    """
    with uninterrupted():  # a library in C would ignore Ctrl-C
        from pypdfium2 import PdfiumError

    output = (house / "output").resolve()
    prints: dict[str, Print] = {}
    for name in (f"{slug}.pdf", *(f"{slug}.{paper}.pdf" for paper in PAPERS)):
        path = output / name
        try:
            if path.resolve(strict=True).parent == output:
                one = read_print(path.read_bytes(), f"output/{name}")
                prints.setdefault(one.paper, replace(one, stamp=stamps.get(one.paper, "")))
        except (OSError, RuntimeError, PdfiumError):
            continue
    return tuple(prints.values())
