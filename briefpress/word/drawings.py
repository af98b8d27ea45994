"""Read the drawings of a Word file: pictures and text boxes come over, the rest is named."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from ..model.text import is_file_name
from .blocks import Left, WordBlock, WordPicture
from .chart_data import read_chart
from .inline import without_hidden
from .nodes import (
    ancestors_of,
    is_line,
    words_of,
)
from .package import DGM, VML_OFFICE, WP, A, C, Package, R, V, W

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".svg", ".avif")


class DrawingReader:
    """Reads drawings, and keeps the files of their pictures."""

    def __init__(self, package: Package, files: dict[str, bytes], left: list[Left]) -> None:
        """Put pictures into *files*, and what cannot come into *left*."""
        self.package, self.files, self.left = package, files, left
        self.number = 0
        """How many drawings were read."""
        self._names: dict[str, str] = {}
        """The file of each part that is a picture."""

    def read(
        self, node: Any, part: str, read_box: Callable[[Any], list[WordBlock]]
    ) -> Iterator[WordBlock]:
        """Give the text boxes of a drawing in *part*, then its pictures; name what cannot come.

        *read_box*: reads what is in a box.
        """
        if is_line(node):
            return
        self.number += 1
        described = next(iter(node.iter(f"{WP}docPr")), None)
        name = "" if described is None else described.get("name", "")
        alt = "" if described is None else described.get("descr") or described.get("title") or ""
        has_content = False
        for box in node.iter(f"{W}txbxContent"):
            if not any(above.tag == f"{W}txbxContent" for above in ancestors_of(box, node)):
                has_content = True
                yield from read_box(box)
        relations = self.package.relations(part)
        for blip in [*node.iter(f"{A}blip", f"{V}imagedata")]:
            if any(above.tag == f"{W}txbxContent" for above in ancestors_of(blip, node)):
                continue
            has_content = True
            shape = blip.getparent()
            own = shape.get("alt") if blip.tag == f"{V}imagedata" and shape is not None else ""
            wanted = blip.get(f"{R}embed") or blip.get(f"{R}id") or blip.get(f"{R}link") or ""
            yield from self._picture(relations.get(wanted), alt or own or "", name)
        for chart in node.iter(f"{C}chart"):
            has_content = True
            target = relations.get(chart.get(f"{R}id", ""), ("", "", False))[1]
            root = self.package.root(target) if target in self.package.parts else None
            tags = frozenset({f"{A}t", f"{C}v"})
            words = "" if root is None else words_of(root, tags)
            self._left_drawing("chart", name, alt, words, self._keep_numbers(root))
        for diagram in node.iter(f"{DGM}relIds"):
            has_content = True
            target = relations.get(diagram.get(f"{R}dm", ""), ("", "", False))[1]
            root = self.package.root(target) if target in self.package.parts else None
            words = "" if root is None else words_of(root, frozenset({f"{A}t"}))
            self._left_drawing(
                "SmartArt", name, alt, words, "save it as a picture, or write a list"
            )
        for embedded in node.iter(f"{VML_OFFICE}OLEObject"):
            what = f"embedded object {embedded.get('ProgID', '')}".strip()
            self.left.append(Left(what, hint="save what it shows as a picture, or as a CSV file"))
            has_content = True
        if not has_content:
            words = words_of(node, frozenset({f"{A}t"}))
            for one in node.iter(f"{V}textpath"):  # WordArt of an old Word
                words = f"{words} {one.get('string', '')}".strip()
            self._left_drawing("drawing", name, alt, words, "save it as a picture, if it is needed")

    def _keep_numbers(self, chart: Any) -> str:
        """Write the numbers of a *chart* into a CSV file; returns what to do with it."""
        numbers = None if chart is None else read_chart(chart)
        if numbers is None:
            return "draw it from its numbers: `chart:`"
        taken = sum(one.startswith("chart-") and one.endswith(".csv") for one in self.files)
        file = f"chart-{taken + 1}.csv"
        self.files[file] = numbers.as_csv
        columns = ", ".join(numbers.heads[1:4])
        return (
            f"its numbers are in {file}; draw it under `figures:` with `data: {file}` and "
            f"`chart: {{kind: {numbers.kind}, x: Label, y: [{columns}]}}`"
        )

    def _left_drawing(self, what: str, name: str, alt: str, words: str, hint: str) -> None:
        called = f"{what} “{name}”" if name else what
        self.left.append(Left(called, " ".join(f"{alt} {words}".split()), hint=hint))

    def _picture(
        self, related: tuple[str, str, bool] | None, alt: str, name: str
    ) -> Iterator[WordBlock]:
        """Keep the file of a picture, *related* to its part, and give its block."""
        if related is None or related[2] or related[1] not in self.package.parts:
            where = f" at {related[1]}" if related and related[2] else ""
            hint = "insert it into the Word file, or save it beside brief.yaml"
            self.left.append(Left(f"picture “{name}”{where}, not in the file", alt, hint=hint))
            return
        part = related[1]
        file = self._names.get(part) or self._file_name(part)
        self._names[part] = file
        self.files[file] = self.package.parts[part]
        if not file.lower().endswith(PICTURES):
            kind = file.rpartition(".")[2].upper()
            hint = f"save {file} as PNG, and name it under `figures:`"
            self.left.append(Left(f"picture “{name}”: {kind} cannot be printed", alt, hint=hint))
            return
        picture = WordPicture(file, " ".join(without_hidden(alt).split()))
        yield WordBlock("figure", picture=picture)

    def _file_name(self, part: str) -> str:
        stem, ending = posixpath.splitext(posixpath.basename(part).lower())
        stem = re.sub(r"[^a-z0-9-]+", "-", stem).strip("-") or "picture"
        file = f"{stem}{ending}"
        if not is_file_name(file):
            file = f"picture-{len(self.files) + 1}.bin"
        while file in self.files:
            stem += "-2"
            file = f"{stem}{ending}"
        return file
