"""Tests of quick_layout.py: the same bytes, and what WeasyPrint does again without it."""

import inspect
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.houses import ROOT
from support.printed import add_brief, new_house, page_of, words

from briefpress.model.brief import TextFile
from briefpress.model.page import Html
from briefpress.model.patches import VERSIONS
from briefpress.press import known_styles, quick_layout
from briefpress.press.pdf_ua import write_pdf_ua
from briefpress.press.render import Press
from briefpress.press.weasyprint_patches import load


def _undo(patch: pytest.MonkeyPatch) -> None:
    """Put back what quick_layout.py has changed in WeasyPrint, and leave the other patches."""
    load()
    modules = [one for name, one in [*sys.modules.items()] if name.startswith("weasyprint.")]
    classes = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    undone = 0
    for holder in (*modules, *classes):
        for name, value in [*vars(holder).items()]:
            if _is_quick(value):
                patch.setattr(
                    holder, name, inspect.unwrap(value, stop=lambda it: not _is_quick(it))
                )
                undone += 1
    assert undone


def _is_quick(value: Any) -> bool:
    """Whether it is a function of quick_layout.py."""
    code = getattr(value, "__code__", None)
    return code is not None and code.co_filename in (quick_layout.__file__, known_styles.__file__)


# ---------------------------------------------------------------------------------------------
# The same bytes

LOOK = """
@page { size: 90mm 120mm; margin: 8mm 6mm; @bottom-right { content: counter(page) } }
@page { @footnote { border-top: 0.5pt solid; padding-top: 2pt } }
body { font: 8pt/11pt "Source Serif Pro"; orphans: 2; widows: 2 }
.note { float: footnote; font-size: 6pt; line-height: 8pt; padding-inline-start: 4mm }
.note.line { footnote-policy: line }
.note::footnote-marker { position: absolute; margin-inline-start: -4mm }
.beside { float: inline-end; width: 30%; font-size: 7pt; padding: 1mm; background: #eee }
.start { float: left; width: 20mm; margin: 0 2mm 1mm 0 }
.columns { columns: 2; column-gap: 4mm }
.just { text-align: justify; hyphens: auto; word-spacing: 0.3pt }
.wide { letter-spacing: 0.1em; text-indent: calc(1em + 2%); margin-left: calc(2% + 3px) }
.high::first-letter { float: left; font-size: 22pt; line-height: 1 }
.first::first-line { font-variant-caps: small-caps; font-weight: bold }
.short { max-lines: 2; block-ellipsis: auto; continue: discard }
.kept { break-inside: avoid; border: 1pt solid; padding: 2mm; box-sizing: border-box; width: 80% }
.flex { display: flex; gap: 3mm } .flex > * { flex: 1 }
.tabs { white-space: pre-wrap; tab-size: 6 }
.relative { position: relative; top: 1pt }
table { width: 100%; border-collapse: collapse } td { border: 0.5pt solid; padding: 1mm }
.apart { border-collapse: separate; border-spacing: 1mm }
a::after { content: leader(".") target-counter(attr(href), page) }
u { text-decoration: underline wavy; text-underline-offset: 10% }
"""
HEBREW = "שלום לכולם, זהו משפט ארוך מספיק כדי להישבר על פני שורות אחדות של הדף הקטן הזה."
ARABIC = "هذه جملة طويلة بما يكفي لتنكسر على عدة أسطر من هذه الصفحة الصغيرة 123 abc."


class _Pages:
    """Pages that are made by chance, from a number: what is hard to set, side by side."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)

    def page(self) -> str:
        """One page, or several."""
        direction = self.chance.choice(("ltr", "ltr", "rtl"))
        blocks = "".join(self.block() for _ in range(self.chance.randint(6, 9)))
        body = f'<body dir="{direction}"><h2 id="top">{self.text(5)}</h2>{blocks}'
        return f'<html lang="en"><title>It</title>{body}</html>'

    def text(self, most: int) -> str:
        return words(self.chance.randint(2, most), self.chance.randint(0, 99))

    def line(self, most: int = 40, *, notes: bool = True) -> str:
        parts = [self.text(most)]
        for _ in range(self.chance.randint(0, 3)):
            parts += [self.chance.choice(self.inlines(notes)), self.text(most)]
        return " ".join(parts)

    def inlines(self, notes: bool) -> list[str]:
        plain = [f"<b>{self.text(4)}</b>", f"<u>{self.text(4)}</u>", "extra\u00adordi\u00adnary"]
        plain += [f"<bdi>{HEBREW}</bdi>", ARABIC, '<a href="#top">where</a>', "a<br>b"]
        return plain + [self.note() for _ in range(5)] if notes else plain

    def note(self) -> str:
        policy = self.chance.choice(("", " line"))
        inside = [self.text(12), f"<span class=start>{self.text(3)}</span>{self.text(9)}", HEBREW]
        inside += [f"<i class=relative>{self.text(9)}</i>"]
        inside += [f"<table><tr><td>{self.text(5)}<td>{self.text(9)}</table>"]
        return f'<span class="note{policy}">{self.chance.choice(inside)}</span>'

    def table(self) -> str:
        kind = self.chance.choice(("", "apart"))
        rows = "".join(f"<tr><td>{self.line(6)}<td>{self.line(9)}" for _ in range(4))
        return f'<table class="{kind}"><thead><tr><th>A<th>{self.text(4)}</thead>{rows}</table>'

    def block(self) -> str:
        kinds: list[Callable[[], str]] = [
            lambda: f"<p>{self.line()}</p>",
            lambda: f"<div class=beside>{self.line(9)}</div><p>{self.line()}</p>",
            lambda: f"<div class=start>{self.line(6, notes=False)}</div><p>{self.line()}</p>",
            lambda: f"<div class=columns><p>{self.line()}</p><p>{self.line()}</p></div>",
            lambda: f"<p class=just lang=en>{self.line(60)}</p>",
            lambda: f"<p class=wide>{self.line()}</p>",
            lambda: f"<p class=high>{self.line()}</p><p class=first>{self.line()}</p>",
            lambda: f"<div class=short><p>{self.line()}</p></div>",
            lambda: f"<div class=kept><p>{self.line()}</p></div>",
            lambda: f"<div class=flex><p>{self.line(9)}</p><p>{self.line(9)}</p></div>",
            lambda: f"<ol><li>{self.line(9)}<li><p>{self.line(9)}</p></ol>",
            lambda: f'<p dir=rtl lang=he style="line-height: 1.5">{HEBREW} {self.line(5)}</p>',
            lambda: f"<p class=tabs>a\tb\n{self.text(5)}\tc</p>",
            *[self.table] * 2,
        ]
        return self.chance.choice(kinds)()


PRINTED = (327, 35, 49)
"""Numbers of pages that WeasyPrint can set; many others break it, with the patches or without."""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Html:
    """A closed page: its fonts are those of every page here."""
    house = new_house(tmp_path_factory.mktemp("quick") / "house")
    add_brief(house, "it", "Text.")
    page = page_of(house, "it")
    look = TextFile("styles/look.css", LOOK)
    return replace(page, styles=(page.styles[0], look), attachments={}, fit=None)


def _print_closed(pages: list[Html]) -> list[bytes]:
    """Print them with one press, so with one set of fonts."""
    press = Press()
    return [press.print_pdf(page, write_pdf_ua).data for page in pages]


def _first_difference(first: list[bytes], second: list[bytes]) -> int | None:
    assert len(first) == len(second)
    assert all(data.startswith(b"%PDF-") for data in first)
    return next(
        (n for n, (one, other) in enumerate(zip(first, second, strict=True)) if one != other), None
    )


@pytest.mark.deep
@pytest.mark.long
def test_generated_pages_have_the_same_bytes(closed: Html, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes in floats, columns and tables, right-to-left text, calc(): as without the patches.

    The short ones are printed twice, as their styles are known the second time.
    """
    pages = [replace(closed, text=_Pages(number).page()) for number in PRINTED]
    quick = _print_closed(pages + pages[1:])
    _undo(monkeypatch)
    plain = _print_closed(pages)
    assert _first_difference(quick, plain + plain[1:]) is None


@pytest.mark.long
def test_a_shipped_brief_has_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fitted to its pages, so with lines that are remembered from one layout to the next."""
    page = page_of(new_house(tmp_path / "house", content=True), "dprk")
    assert page.fit
    quick = _print_closed([page])
    _undo(monkeypatch)
    assert _first_difference(quick, _print_closed([page])) is None


@pytest.mark.deep
@pytest.mark.long
def test_the_gallery_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In French, laid out once."""
    house = new_house(tmp_path / "house")
    shutil.rmtree(house / "content")
    shutil.copytree(ROOT / "docs/gallery/content", house / "content")
    page = replace(page_of(house, "secheresse"), fit=None)
    quick = _print_closed([page])
    _undo(monkeypatch)
    assert _first_difference(quick, _print_closed([page])) is None


# ---------------------------------------------------------------------------------------------
# Lines that are remembered


def test_all_that_breaks_a_line_is_asked_for() -> None:
    """Two styles have one look only where WeasyPrint breaks a line of both at the same place."""
    load()
    from weasyprint.text import fonts, line_break

    split = inspect.unwrap(line_break.split_first_line)
    asked: list[Any] = [split, line_break.create_layout, line_break.Layout, line_break.line_size]
    asked += [line_break.first_line_metrics, fonts.get_font_description]
    source = "\n".join(map(inspect.getsource, asked))
    assert set(re.findall(r"style\['(\w+)'\]", source)) == {*quick_layout.LOOK}


@pytest.mark.deep
@pytest.mark.long
def test_lines_are_forgotten_when_they_are_too_many(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much is printed with one set of fonts, the lines take no more than their room."""
    page = replace(closed, text=_Pages(9).page())
    roomy = _print_closed([page])
    assert roomy != [b""]
    monkeypatch.setattr(quick_layout, "ROOM", 20 * quick_layout.LINE)
    press = Press()
    assert [press.print_pdf(page, write_pdf_ua).data] == roomy
    ((*_, fonts),) = press._fonts
    assert 0 < len(fonts.lines.lines) <= 20


# ---------------------------------------------------------------------------------------------
# What goes on without: each of these fails when its patch is not needed any more

PAGE = f"""<p>{words(60)}<span class=note>{words(9)}</span> {words(30)}
<span class=note>{words(5)}</span> {words(9)}<span class=note>{words(7)}</span></p><p>{words(20)}"""


def _watch(
    page: Html,
    patch: pytest.MonkeyPatch,
    holder: Any,
    name: str,
    key: Callable[..., Any],
    *,
    is_patched: bool = False,
) -> list[Any]:
    """Print a page without the patches; give the keys of each call of a function meanwhile."""
    if not is_patched:
        _undo(patch)
    function = getattr(holder, name)
    calls = []

    def watched(*args: Any, **values: Any) -> Any:
        calls.append(key(*args))
        return function(*args, **values)

    patch.setattr(holder, name, watched)
    assert _print_closed([page]) != [b""]
    return calls


def _most(calls: list[Any]) -> int:
    """How often the same was asked."""
    return Counter(calls).most_common(1)[0][1]


@pytest.mark.long
def test_without_the_patch_a_line_is_broken_again(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone breaks a line of the same text at the same width more than once."""
    load()
    from weasyprint.layout import inline

    calls = _watch(
        replace(closed, text=PAGE),
        monkeypatch,
        inline,
        "split_first_line",
        lambda text, style, context, width, *_: (text, width),
    )
    assert _most(calls) > 1


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_word_is_measured_again(
    closed: Html, is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone measures each word of a box afloat for each box that has the same text."""
    load()
    from weasyprint.layout import preferred

    calls = _watch(
        replace(closed, text=f'<div style="float: left">{words(5)} <b>{words(3)}</b></div>' * 2),
        monkeypatch,
        preferred,
        "split_first_line",
        lambda text, style, context, width, *_: (text, width),
        is_patched=is_patched,
    )
    assert (_most(calls) > 1) is not is_patched


BESIDE = """<div style="float: left; clear: both; width: {width}mm; height: 20mm"></div>
<p lang=en style="{style}">{text} incomprehensibilities {text} and <b>{text}</b>
"""


@pytest.mark.deep
@pytest.mark.long
def test_without_the_patch_each_first_word_beside_a_float_is_measured(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone measures it; a line stands at the same place, if it has room or not."""
    load()
    from weasyprint.layout import preferred

    styles = ("", "text-indent: 9mm", "letter-spacing: 2mm", "hyphens: auto", "direction: rtl")
    wide, *others = (
        BESIDE.format(width=width, style=style, text=words(9))
        for width in (30, 66, 72)
        for style in styles
    )
    pages = [replace(closed, text=wide), replace(closed, text="".join(others))]
    quick = _print_closed(pages)
    for is_patched in (True, False):
        if not is_patched:
            _undo(monkeypatch)
        with monkeypatch.context() as patch:
            texts = _watch(
                pages[0], patch, preferred, "split_first_line",
                lambda text, *_: text, is_patched=True,
            )  # fmt: skip
        measured = [one for one in texts if "incomprehensibilities" in one]
        assert (len(measured) > 1) is not is_patched
    assert _first_difference(quick, _print_closed(pages)) is None


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("top", "height", "is_beside"),
    [(0, 8, False), (0, 10, False), (10, 0, False), (12, 0, True), (20, 9, False), (0, 40, True)],
)
def test_without_the_patch_a_line_beside_nothing_goes_the_long_way(
    direction: str, top: float, height: float, is_beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone looks for the sides of what stands beside a line, if anything does; the line
    stands at the same place, whether it is level with an edge of something or not.
    """
    load()
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox
    from weasyprint.layout import inline

    around = _make_box(BlockBox, direction, 0, 100, 0)
    beside = _make_box(BlockBox, direction, 10, 10, 30)
    context: Any = SimpleNamespace(excluded_shapes=[beside])
    places, asked = [], []
    for is_patched in (True, False):
        if not is_patched:
            _undo(monkeypatch)
        line = _make_box(LineBox, direction, top, height, 2)

        def ask(is_patched: bool = is_patched) -> bool:
            asked.append(is_patched)
            return False

        line.is_floated = ask
        places.append(inline.avoid_collisions(context, line, around, outer=False))
    assert places[0] == places[1]
    assert False in asked
    assert (True in asked) is is_beside


def _make_box(kind: Any, direction: str, top: float, height: float, margin: float) -> Any:
    """Make a box 100 wide that is laid out."""
    box = kind.__new__(kind)
    edges = {
        f"{name}_{side}{width}": 0
        for name, width in (("margin", ""), ("padding", ""), ("border", "_width"))
        for side in ("top", "right", "bottom", "left")
    }
    style = {"direction": direction, "float": "left" if margin == 30 else "none"}
    vars(box).update(edges, style=style, position_x=0, position_y=top, width=100, height=height)
    box.margin_left = margin
    return box


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_two_letters_are_asked_for_again(
    closed: Html, is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone asks Pango for each pair of texts that stand beside each other."""
    load()
    from weasyprint.text import line_break

    calls = _watch(
        replace(closed, text="<p>The <i>\u0175</i> sun</p>" * 3),
        monkeypatch,
        line_break,
        "get_next_break_point_from_text",
        lambda text, lang: text,
        is_patched=is_patched,
    )
    assert (calls.count(" \u0175") > 1) is not is_patched


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_all_children_are_asked_for_their_page(
    is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone asks those in the midst; the answer is that of the first and the last."""
    load()
    from weasyprint.formatting_structure.boxes import BlockBox, TableBox

    def box(page: str, children: list[Any], afloat: str = "none", position: str = "static") -> Any:
        style = {"page": page, "float": afloat, "position": position}
        return BlockBox("p", style, None, children)

    gone = box("gone", [], position="absolute")
    beside, first, last = box("beside", [], "left"), box("first", []), box("", [])
    midst = box("midst", [])
    several: list[list[Any]] = [
        [],
        [gone],
        [first],
        [gone, first, last, gone],
        [beside, midst, last],
    ]
    inner = [kind("p", last.style, None, one) for one in several for kind in (BlockBox, TableBox)]
    parents = [box("parent", [one, last]) for one in inner] + [box("parent", inner)]
    found = [one.page_values() for one in parents]
    with monkeypatch.context() as patch:
        _undo(patch)
        assert [one.page_values() for one in parents] == found
    if not is_patched:
        _undo(monkeypatch)
    asked: list[Any] = []

    def is_in_flow() -> bool:
        asked.append(midst)
        return True

    monkeypatch.setattr(midst, "is_in_normal_flow", is_in_flow)
    assert box("parent", [first, midst, last]).page_values() == ("first", "parent")
    assert bool(asked) is not is_patched


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_selector_is_compiled_for_each_setting(
    is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone compiles it again in a sheet with other values."""
    load()
    compiler = import_module("cssselect2.compiler")
    if not is_patched:
        _undo(monkeypatch)
    compiled: list[Any] = []

    def compile_node(selector: Any) -> str:
        compiled.append(selector)
        return "1"

    monkeypatch.setattr(compiler, "_compile_node", compile_node)
    for colour in ("red", "blue"):
        load().CSS(string=f"p.{words(1)}-of-this-test {{ color: {colour} }}")
    assert len(compiled) == (1 if is_patched else 2)


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_box_in_the_flow_is_asked_for_all_else(
    is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone asks whether it is a note; the answer is the same for each kind of box."""
    load()
    from weasyprint.formatting_structure.boxes import Box

    plain = inspect.unwrap(Box.is_in_normal_flow)
    positions = ("static", "relative", "absolute", "fixed", ("running()", "it"), ("note()", "it"))
    for afloat in ("none", "left", "right", "inline-start", "inline-end", "footnote"):
        for position in positions:
            box = Box("p", {"float": afloat, "position": position}, None)
            assert box.is_in_normal_flow() is plain(box)
    if not is_patched:
        _undo(monkeypatch)
    asked: list[Any] = []

    def is_note(box: Any) -> bool:
        asked.append(box)
        return False

    monkeypatch.setattr(Box, "is_note", is_note)
    assert Box("p", {"float": "none", "position": "static"}, None).is_in_normal_flow()
    assert bool(asked) is not is_patched


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_margins_are_gone_through_three_times(
    is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone copies them and sorts out which are below 0; they collapse to the same."""
    load()
    from weasyprint.layout import block

    plain, chance = inspect.unwrap(block.collapse_margin), random.Random(1)
    for _ in range(99):
        margins = [chance.choice((-2.5, -1, 0, 0.0, 3, 7.25)) for _ in range(chance.randint(0, 5))]
        assert repr(block.collapse_margin(margins)) == repr(plain(margins))
    if not is_patched:
        _undo(monkeypatch)
    compared = _Margin(4.0)
    assert block.collapse_margin([compared]) == 4
    assert (compared.comparisons > 1) is not is_patched


class _Margin(float):
    """A margin that counts how often it is compared with 0."""

    comparisons = 0

    def __gt__(self, other: float) -> bool:
        self.comparisons += 1
        return float(self) > other

    def __ge__(self, other: float) -> bool:
        self.comparisons += 1
        return float(self) >= other

    def __le__(self, other: float) -> bool:
        self.comparisons += 1
        return float(self) <= other


@pytest.mark.long
def test_without_the_patch_a_strut_is_asked_for_again(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone puts the properties of one style together for each of its boxes."""
    load()
    from weasyprint.text import line_break

    calls = _watch(
        replace(closed, text=PAGE),
        monkeypatch,
        line_break,
        "_font_style_cache_key",
        lambda style, *_: id(style),
    )
    assert _most(calls) > 3


@pytest.mark.long
@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_look_is_described_again(
    closed: Html, is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone tells Pango of the font of one style for each of its texts."""
    load()
    from weasyprint.text import line_break

    styles: dict[int, Any] = {}
    calls = _watch(
        replace(closed, text=PAGE),
        monkeypatch,
        line_break,
        "get_font_description",
        lambda style: id(styles.setdefault(id(style), style)),
        is_patched=is_patched,
    )
    assert (_most(calls) > 3) is not is_patched


@pytest.mark.long
def test_without_the_patch_lengths_are_resolved_again(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone resolves the same length of one style for each of its boxes."""
    load()
    from weasyprint.layout import percent

    calls = _watch(
        replace(closed, text=PAGE),
        monkeypatch,
        percent,
        "resolve_one_percentage",
        lambda box, name, *_: (id(box.style), name) if box.style[name] == (0, "px") else box,
    )
    assert _most(calls) > 3


# Styles


def _count_styles(closed: Html, patch: pytest.MonkeyPatch, *, is_patched: bool) -> Counter[Any]:
    """Print a page twice with one press: how many styles are made, by their pseudo-element, and how
    often their font size is worked out.
    """
    load()
    from weasyprint import css

    if not is_patched:
        _undo(patch)
    made: Counter[Any] = Counter()
    init, compute = css.ComputedStyle.__init__, css.COMPUTER_FUNCTIONS["font_size"]

    def count_style(style: Any, parent: Any, cascaded: Any, pseudo_type: Any, *rest: Any) -> None:
        made[pseudo_type] += 1
        init(style, parent, cascaded, pseudo_type, *rest)

    def count_size(*args: Any) -> Any:
        made["font size"] += 1
        return compute(*args)

    patch.setattr(css.ComputedStyle, "__init__", count_style)
    patch.setitem(css.COMPUTER_FUNCTIONS, "font_size", count_size)
    page = replace(closed, text=PAGE)
    first, second = _print_closed([page, page])
    assert first == second != b""
    return made


@pytest.mark.long
def test_without_the_patch_each_element_has_a_style_for_its_note(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone makes a style for the call of each element, though three are notes."""
    plain = _count_styles(closed, monkeypatch, is_patched=False)
    assert plain["footnote-call"] > 2 * 3


@pytest.mark.long
def test_a_style_is_made_for_the_calls_that_there_are(
    closed: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three notes, twice."""
    quick = _count_styles(closed, monkeypatch, is_patched=True)
    assert quick["footnote-call"] == 2 * 3


@pytest.mark.long
@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_value_is_worked_out_for_each_page(
    closed: Html, is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone finds the font size of the same style anew, for the same page."""
    made = _count_styles(closed, monkeypatch, is_patched=is_patched)
    assert (made["font size"] > 12) is not is_patched


@pytest.mark.parametrize(("unit", "is_known"), [("mm", True), ("vw", False), ("pvmin", False)])
def test_a_length_of_the_first_page_is_not_known(closed: Html, unit: str, is_known: bool) -> None:
    """A style is not known in sheets where a length depends on how large the first page is."""
    fonts = _Fonts()
    known_styles.KnownStyles().use(fonts, [object()], [f"p {{ margin: 1{unit} }}"])
    assert (fonts.known_styles is not None) is is_known


class _Fonts:
    """Stands for the fonts of a page."""

    known_styles: Any = None


def test_styles_are_known_for_one_set_of_fonts() -> None:
    """The number of a look is given by the fonts: another page with the same sheets has its own."""
    known, one, other = known_styles.KnownStyles(), _Fonts(), _Fonts()
    for fonts in (one, other):
        known.use(fonts, ["sheet"], [""])
    assert one.known_styles is not other.known_styles


def test_styles_of_few_sheets_are_kept() -> None:
    """As many sets are kept as there is room for, those that were used last."""
    known, fonts = known_styles.KnownStyles(), _Fonts()
    for number in range(known_styles.SETS + 1):
        known.use(fonts, [number], [""])
        fonts.known_styles["it"] = number
        known.use(fonts, [0], [""])
        assert fonts.known_styles["it"] == 0
    known.use(fonts, [1], [""])
    assert fonts.known_styles == {}


MATCHED = "p { color: red } [style] { color: blue } [lang=fr] { top: 0 } :empty { left: 0 }"
"""Rules by the number of the line below whose page they match: each asks for something else."""


@pytest.mark.parametrize(
    ("page", "matching"),
    [
        ('<p title="It">It', [1]),
        ('<p title="They">They', [1]),
        ("<p>It", [1]),
        ('<p style="counter-set: footnote 1">It', [1, 2]),
        ('<div lang="fr">It', [3]),
        ('<div lang="de">It', []),
        ("<p></p>", [1, 4]),
        ("<p><br>", [4]),
    ],
)
def test_a_page_that_is_built_otherwise_is_matched_anew(page: str, matching: list[int]) -> None:
    """Two pages share their matches where all is the same that a selector can ask for."""
    matches = known_styles._Matches()
    for one in ('<p title="It">It', page, "<p>It", page):
        found, _ = _matching(one, MATCHED, matches)
        assert found == (matching if one == page else [1])


def test_rules_are_matched_anew_where_a_note_gets_another_number() -> None:
    """The matches of a page are kept as it is; its numbers are written into it."""
    page, matches = load().HTML(string="<p>It"), known_styles._Matches()
    known_styles.keep_matches(page)
    assert _matching(page, MATCHED, matches)[0] == [1]
    page.etree_element.find(".//p").set("style", "counter-set: footnote 1")
    known_styles.keep_matches(page)
    assert _matching(page, MATCHED, matches)[0] == [1, 2]


@pytest.mark.parametrize("is_patched", [False, True])
@pytest.mark.parametrize(
    ("second", "is_known"), [("p { color: blue }", True), ("p { top: 0 } b { top: 0 }", False)]
)
def test_without_the_patch_rules_are_matched_anew_in_each_setting_and_page(
    is_patched: bool, second: str, is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """cssselect2 alone asks each rule about each element again: in a sheet with other values, in a
    page with other words. Rules that differ are asked with the patch as well.
    """
    if not is_patched:
        monkeypatch.setitem(VERSIONS, "cssselect2", "0")
    matches = known_styles._Matches()
    asked = [_matching('<p title="It">It', "p { color: red }", matches)[1]]
    asked.append(_matching('<p title="They">They', second, matches)[1])
    assert asked[0] > 0
    assert bool(asked[1]) is not (is_patched and is_known)


def _matching(page: Any, css: str, matches: Any) -> tuple[list[int], int]:
    """The numbers of the rules of *css* that match the last element of *page*, and how many
    selectors were asked about it.
    """
    if isinstance(page, str):
        page = load().HTML(string=page)
        known_styles.keep_matches(page)
    matcher = load().CSS(string=css).matcher
    add, asked = type(matcher).add_relevant_selectors, 0

    def count(element: Any, selectors: Any, relevant: Any) -> None:
        nonlocal asked
        asked += len(selectors)
        add(element, selectors, relevant)

    matcher.add_relevant_selectors = count
    with known_styles._match_once(page, [matcher], matches):
        *_, last = page.wrapper_element.iter_subtree()
        return [number for _, number, *_ in matcher.match(last)], asked


def test_matches_of_few_pages_are_kept() -> None:
    """As many pages are kept as there is room for, those that were laid out last; where there are
    very many sheets all is forgotten.
    """
    matches = known_styles._Matches()
    rules: dict[int, Any] = {1: (None, (0, 0, 1), 1, None, ())}
    for number in range(known_styles.STRUCTURES + 1):
        matches.find(b"%d" % number, 1, rules)[0] = (1,)
        assert matches.find(b"0", 1, rules) == [(1,)]
    assert matches.find(b"1", 1, rules) == [None]
    for number in range(known_styles.SHEETS + 1):
        matches.find(b"0", 1, {number: (None, (0, 0, 1), number, None, ())})
    assert matches.find(b"0", 1, rules) == [None]


@pytest.mark.long
@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_notes_are_laid_out_for_each_new_one(
    tmp_path: Path, is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone lays out the first of three notes for each of them, and once for the page;
    with the patch it is once, and once for the page.
    """
    load()
    from weasyprint.layout import block

    house = new_house(tmp_path / "house")
    add_brief(house, "it", "Text.[^1] Text.[^2] Text.[^3]\n\n[^1]: A\n\n[^2]: B\n\n[^3]: C")
    calls = _watch(
        page_of(house, "it"),
        monkeypatch,
        block,
        "block_level_layout",
        lambda context, box, bottom_space, skip_stack, around, *_: (
            box.element if type(around).__name__ == "FootnoteAreaBox" else object()
        ),
        is_patched=is_patched,
    )
    assert (_most(calls) == 2) if is_patched else (_most(calls) > 3)


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_an_undeclared_property_goes_the_long_way(
    is_patched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone looks for calc() in the initial value of a property."""
    load()
    from weasyprint import css

    if not is_patched:
        _undo(monkeypatch)
    looked_at: list[Any] = []
    monkeypatch.setattr(css, "check_math", looked_at.append)
    style = css.ComputedStyle(None, {}, None, None, None, None, None)
    assert style["clear"] == "none"
    assert looked_at == ([] if is_patched else ["none"])


@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_type_is_read_after_all_others(is_patched: bool) -> None:
    """Plain cffi puts the name of each type before the one that it reads."""
    load()
    from cffi import FFI

    library = FFI()
    library.cdef("typedef int one; typedef int other;")
    parser = library._parser
    parse = type(parser)._parse
    if not is_patched:
        parse = parse.__wrapped__
    tree, *_ = parse(parser, "void it(one *);")
    names = {getattr(node, "name", None) for node in tree.ext}
    assert "one" in names
    assert ("other" in names) is not is_patched
    assert library.typeof("other *") is library.typeof("other *")
