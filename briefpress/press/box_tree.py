"""Turn a document that the press laid out into a Layout: what stands where, in which colour.

Read off WeasyPrint's boxes, the only place that knows it: the text of a PDF keeps what is clipped
or covered, and no PDF says where a paragraph ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.geometry import Area, Layout, PageLayout, Piece

POINT = 0.75
"""How many points a CSS pixel has."""
_WHITE = "#ffffff"


def read_layout(document: Any) -> Layout:
    """Look over *document*, WeasyPrint's: where its texts and boxes stand, page by page."""
    numbers = {id(one): n for n, one in enumerate(document._html.etree_element.iter())}
    pages = tuple(_BoxReader(page, numbers).page() for page in document.pages)
    return Layout(pages, dict(_texts(document._html.etree_element, numbers)))


_UNPRINTED = {"head", "style", "script", "template", "title"}
_LINES = {"a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins",
          "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time"}  # fmt: skip
"""Elements that stand in a line of another one."""


def _texts(root: Any, numbers: dict[int, int]) -> Iterator[tuple[int, str]]:
    """Give the words of each element: its own and those of the elements in its lines."""
    texts: dict[int, list[str]] = {}

    def walk(element: Any, owner: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNPRINTED:
            return
        own = element.tag not in _LINES or "footnote" in element.get("class", "").split()
        number = numbers[id(element)] if own else owner
        texts.setdefault(number, []).append(element.text or "")
        for child in element:
            walk(child, number)
            # Words are two where a line breaks between them.
            texts[number].append(f"{' ' * (child.tag == 'br')}{child.tail or ''}")

    walk(root, 0)
    for number, parts in texts.items():
        text = " ".join("".join(parts).split())
        if text:
            yield number, text


class _BoxReader:
    """Walks through the boxes of one page."""

    def __init__(self, drawn: Any, numbers: dict[int, int]) -> None:
        self.box = drawn._page_box
        self.numbers = numbers
        self.areas: list[Area] = []
        self.pieces: list[Piece] = []
        self.calls: list[int] = []
        self.notes: list[int] = []
        self.lines = 0

    def page(self) -> PageLayout:
        page = self.box
        foot = page.content_box_y() + page.height
        risen = max((vars(one).get("grows", 0.0) for one in page.children), default=0.0)
        for child in page.children:
            kind = type(child).__name__
            if kind == "FootnoteAreaBox":
                if not child.children:
                    continue
                foot = min(foot, child.border_box_y() + risen)  # page_foot.py moved them up
                self.notes += [self.number(note) for note in child.children]
            is_of_body = kind not in ("FootnoteAreaBox", "MarginBox") and bool(self.areas)
            above = self.body() if is_of_body else -1  # page_foot.py took it out
            self.walk(child, above, 0, "margin" if kind == "MarginBox" else "", _WHITE)
        left, upper = page.content_box_x(), page.content_box_y()
        edges = (left, upper, left + page.width, foot)
        return PageLayout(
            width=_points(page.margin_width()),
            height=_points(page.margin_height()),
            text=tuple(_points(edge) for edge in edges),  # type: ignore[arg-type]
            areas=tuple(self.areas),
            pieces=tuple(self.pieces),
            calls=tuple(self.calls),
            notes=tuple(self.notes),
        )

    def body(self) -> int:
        return next(n for n, area in enumerate(self.areas) if area.tag == "body")

    def number(self, box: Any) -> int:
        return self.numbers.get(id(box.element), -1)

    def walk(self, box: Any, above: int, layer: int, kind: str, ground: str) -> None:
        box = getattr(box, "_box", box)  # what is positioned stands in a placeholder
        style = box.style
        name = type(box).__name__
        if style["visibility"] != "visible" and not box.children:
            return
        if style["opacity"] == 0:
            return
        if getattr(box, "footnote", None) is not None:
            self.calls.append(self.number(box.footnote))
        if name == "TextBox":
            self.text(box, above, layer, ground)
            return
        if name == "LineBox":
            self.lines += 1
        else:
            layer = self.layer(box, layer)
            kind = self.kind(box, name) if kind != "margin" else kind
            own = _colour(style["background_color"], style, ground)
            if self.is_area(box, name, own):
                self.areas.append(self.area(box, above, layer, kind, own))
                above = len(self.areas) - 1
            ground = own or ground
        for child in box.children:
            self.walk(child, above, layer, kind if kind == "margin" else "", ground)

    def picture(self, box: Any) -> str:
        return str(vars(box).get("picture") or box.element.get("src", ""))  # picture_widths.py

    def layer(self, box: Any, layer: int) -> int:
        style = box.style
        if isinstance(style["z_index"], int) and style["position"] != "static":
            return 2 + max(0, style["z_index"])
        if style["position"] != "static":
            return max(layer, 2)
        return max(layer, 1) if box.is_floated() else layer

    def is_area(self, box: Any, name: str, own: str) -> bool:
        if type(box.style).__name__ == "AnonymousStyle":
            return False
        return name != "InlineBox" or bool(own) or any(_borders(box))

    def kind(self, box: Any, name: str) -> str:
        if "Replaced" in name:
            return "picture"
        classes = box.element.get("class", "").split() if box.element is not None else ()
        if box.is_footnote() or (name != "InlineBox" and "footnote" in classes):
            return "note"
        if box.is_floated():
            return "float"
        if name in ("InlineBox", "InlineBlockBox"):
            return "inline"
        kinds = {"TableBox": "table", "TableRowBox": "row", "TableCellBox": "cell"}
        return kinds.get(name, "item" if box.element_tag == "li" else "block")

    def area(self, box: Any, above: int, layer: int, kind: str, own: str) -> Area:
        x, y, width, height = box.hit_area()
        replacement = getattr(box, "replacement", None)
        pixels = None
        if replacement is not None and hasattr(replacement, "width"):
            pixels = int(replacement.width), int(replacement.height)
        return Area(
            element=self.number(box),
            path=self.path(box, above),
            x=_points(x),
            y=_points(y),
            width=_points(width),
            height=_points(height),
            above=above,
            layer=layer,
            kind=kind,
            ground=own,
            borders=tuple(_borders(box)),
            cuts=box.style["overflow"] != "visible",
            picture=self.picture(box) if replacement is not None else "",
            pixels=pixels,
            justified="justify" in (box.style["text_align_all"], box.style["text_align_last"]),
        )

    def path(self, box: Any, above: int) -> str:
        around = self.areas[above].path if above >= 0 else ""
        if box.element is None:
            name = getattr(box, "at_keyword", None) or box.element_tag or "@footnote"
            return f"{around} {name}".strip()
        classes = box.element.get("class", "").split()
        return f"{around} {'.'.join([str(box.element_tag), *classes])}".strip()

    def text(self, box: Any, above: int, layer: int, ground: str) -> None:
        style = box.style
        if not box.text.strip() or style["visibility"] != "visible":
            return
        self.pieces.append(
            Piece(
                text=box.text,
                x=_points(box.position_x),
                y=_points(box.position_y),
                width=_points(box.width),
                height=_points(box.height),
                size=_points(style["font_size"]),
                colour=_colour(style["color"], style, ground) or "transparent",
                ground=ground,
                area=above,
                line=self.lines,
                layer=layer,
                bold=style["font_weight"] >= 600,
                language=style["lang"] or "",
                stretch=_points(box.justification_spacing),
            )
        )


def _points(pixels: float) -> float:
    return round(pixels * POINT, 2)


def _colour(value: Any, style: Any, ground: str = "#ffffff") -> str:
    """A colour as `#14355e`, mixed with *ground* where one sees through, empty if clear."""
    if value == "currentcolor":
        value = style["color"]
    if value.alpha == 0:
        return ""
    below = [int(ground[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    above = value.to("srgb").coordinates
    parts = (
        part * value.alpha + under * (1 - value.alpha)
        for part, under in zip(above, below, strict=True)
    )
    return "#" + "".join(f"{round(255 * min(1, max(0, part))):02x}" for part in parts)


def _borders(box: Any) -> Iterator[tuple[float, str]]:
    for side in ("top", "right", "bottom", "left"):
        # Cells that share a border have half of it each; their style has the whole.
        width = getattr(box, f"border_{side}_width", 0) and box.style[f"border_{side}_width"]
        if width and box.style[f"border_{side}_style"] not in ("none", "hidden"):
            colour = _colour(box.style[f"border_{side}_color"], box.style)
            if colour:
                yield _points(width), colour
