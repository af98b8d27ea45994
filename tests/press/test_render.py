"""Tests of the press: the same bytes for the same page, and nothing that is not part of it."""

import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from support.depth import few
from support.listener import listening
from support.printed import (
    HOUSE,
    add_brief,
    add_everything,
    everything,
    house_theme,
    new_house,
    own_file,
    page_of,
    picture,
    print_brief,
    print_briefs,
    words,
)

from briefpress.model.brief import TextFile
from briefpress.model.geometry import Setting
from briefpress.model.page import Html, Pdf
from briefpress.press.render import TOKENS, _resolve_tokens, _set
from briefpress.press.workers import print_page


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house for what is printed from a page, not from a brief."""
    house = new_house(tmp_path_factory.mktemp("press") / "house")
    add_brief(house, "plain", f"## A heading\n\n{words(40)}\n")
    return house


@pytest.fixture
def page(house: Path) -> Html:
    """A plain page, closed, without a problem."""
    return page_of(house, "plain")


def said(pdf: Pdf) -> list[str]:
    """Give the problems of the press, without their hints."""
    return [f"{one.place}: {one.severity}: {one.message}" for one in pdf.problems]


def with_body(page: Html, html: str, **assets: bytes) -> Html:
    """Put *html* into the text of *page*, and *assets* beside it."""
    named = {name.replace("__", "/").replace("_svg", ".svg"): data for name, data in assets.items()}
    text = page.text.replace("<h1", f"{html}<h1", 1)
    assert html in text
    return replace(page, text=text, assets={**page.assets, **named})


# ---------------------------------------------------------------------------------------------
# The same bytes


def without_network() -> list[str]:
    """The command before another that takes the network from it; none where that cannot be done."""
    command = ["unshare", "-Urn"]
    can_be_done = shutil.which("unshare") and not subprocess.run([*command, "true"]).returncode
    return command if can_be_done else []


@dataclass(frozen=True)
class Prints:
    """The digests of one content, printed in two places, by the names of the files."""

    apart: dict[str, str]
    """In a process and its workers, without a network, in another zone and order of hashes."""
    here: dict[str, str]
    """In this process, which has printed the brief of everything before."""


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    """A brief in Chinese, whose letters come from elsewhere, and the brief of everything, on A4."""
    everything()
    houses = [tmp_path_factory.mktemp("prints") / name for name in ("a part", "here")]
    for house in houses:
        add_everything(new_house(house))
        add_brief(house, "chinese", "## 前言\n\n他说中文（一）（二）。\n", language="zh")
    apart, here = houses
    zone = "America/New_York" if time.timezone == -9 * 3600 else "Asia/Seoul"
    order = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    done = subprocess.run(
        [*without_network(), sys.executable, "build.py", "-q", "--paper", "a4"],
        cwd=apart, capture_output=True, text=True,
        env=os.environ | {"TZ": zone, "PYTHONHASHSEED": order, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert {*re.findall("content/([^/]+)/", done.stderr)} == {"everything"}
    print_briefs(here)
    return Prints(_digests(apart), _digests(here))


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _digests(house: Path) -> dict[str, str]:
    return {file.name: _digest(file) for file in sorted((house / "output").glob("*.pdf"))}


@pytest.mark.long
def test_the_same_content_gives_the_same_bytes(prints: Prints) -> None:
    """Folder, process, time zone and the order of hashes leave no trace in a PDF."""
    assert len(prints.here) == 2
    assert prints.here == prints.apart


@pytest.mark.long
def test_the_second_print_equals_the_first(prints: Prints) -> None:
    """A press that has printed everything already prints the same bytes as a cold one."""
    assert prints.here[everything().name] == _digest(everything())


@pytest.mark.long
def test_a_changed_fact_changes_the_bytes(house: Path) -> None:
    """Two pages that differ in one word are two PDFs: the digest tells them apart."""
    page = page_of(house, "plain")
    other = replace(page, text=page.text.replace("Rights", "Duties", 1))
    one, two = print_page(page), print_page(other)
    assert one.data != two.data
    assert one.html_digest == page.digest != two.html_digest


# ---------------------------------------------------------------------------------------------
# Nothing from outside


@pytest.fixture
def web() -> Iterator[tuple[str, list[str]]]:
    """A web server that notes what it is asked for."""
    with listening() as listener:
        yield listener.address, listener.heard


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}</svg>'
DRAWING = SVG.format('width="50"><title>it</title><image {}="{{}}" width="9" height="9"/>')
WAYS_IN_THE_TEXT = {
    "image": '<img src="{}" alt="it">',
    "drawing": DRAWING.format("href"),
    "drawing, old": DRAWING.format("xlink:href"),
    "style of an element": '<p style="background: url({})">it</p>',
    "style sheet": "<style>p {{ background: url({}) }}</style>",
    "import": "<style>@import url({});</style>",
    "link to a style sheet": '<link rel="stylesheet" href="{}">',
    "object": '<object data="{}" type="image/png">it</object>',
    "embed": '<embed src="{}" type="image/png">',
    "attachment": '<link rel="attachment" href="{}">',
    "attachment by a link": '<a rel="attachment" href="{}">it</a>',
    "font": "<style>@font-face {{ font-family: X; src: url({}) }}</style>",
    "marker": '<ul style="list-style-image: url({})"><li>it</li></ul>',
    "generated": "<style>h1::before {{ content: url({}) }}</style>",
}
WAYS_IN_A_SHEET = {
    "background": "h1 {{ background: url({}) }}",
    "import": "@import url({});",
    "import as a string": '@import "{}";',
    "font": "@font-face {{ font-family: X; src: url({}) }}",
    "border": "h1 {{ border-image: url({}) 3 }}",
    "page": "@page {{ @bottom-center {{ content: url({}) }} }}",
}
WAYS_IN_A_DRAWING = {
    "image": '<image href="{}" width="9" height="9"/>',
    "image, old": '<image xlink:href="{}" width="9" height="9"/>',
    "import": "<style>@import url({});</style><rect width='9' height='9'/>",
}


def _addresses(web: str, tmp_path: Path) -> list[str]:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    return [f"{web}/it.png", secret.as_uri(), "files/none.png"]


@pytest.fixture(scope="module")
def bare(house: Path) -> Html:
    """A heading and a paragraph in a font of the house, closed, without a problem."""
    page = page_of(house, "plain")
    text = '<html lang="en"><title>It</title><body><h1>It</h1><p>It</p></body></html>'
    style = TextFile("styles/bare.css", "body { font-family: Source Serif Pro }")
    bare = replace(page, text=text, styles=(page.styles[0], style), attachments={}, fit=None)
    assert said(print_page(bare)) == []
    return bare


def _refused(page: Html) -> bool:
    pdf = print_page(page)
    return any(one.severity == "error" for one in pdf.problems)


@pytest.mark.long
def test_a_refusal_names_what_was_asked_for(page: Html) -> None:
    """The error says which address is not part of the page, as the page names it."""
    for address in ("https://example.org/it.png", "file:///etc/passwd", "files/none.png"):
        pdf = print_page(with_body(page, f'<img src="{address}" alt="it">'))
        refusal = f"`{address}` is asked for and is not part of the page"
        assert f"output/plain: error: {refusal}" in said(pdf)
        assert "brief.invalid" not in str(said(pdf))


@pytest.mark.long
@pytest.mark.parametrize("way", few(WAYS_IN_THE_TEXT, 3))
def test_a_page_that_asks_for_more_is_not_printed(
    way: str, bare: Html, web: tuple[str, list[str]], tmp_path: Path
) -> None:
    """An address of the web, of the disk or of nothing in a page is an error; there is no PDF, and
    nothing was asked for."""
    for address in _addresses(web[0], tmp_path):
        wanting = with_body(bare, WAYS_IN_THE_TEXT[way].format(address))
        assert _refused(wanting), address
    assert web[1] == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS_IN_A_SHEET)
def test_a_style_sheet_that_asks_for_more_is_not_printed(
    way: str, bare: Html, web: tuple[str, list[str]], tmp_path: Path
) -> None:
    """The same holds for style sheets, each time that a page is printed with them."""
    for address in _addresses(web[0], tmp_path):
        sheet = TextFile("styles/it.css", WAYS_IN_A_SHEET[way].format(address))
        wanting = replace(bare, styles=(*bare.styles, sheet))
        assert _refused(wanting), address
        assert _refused(wanting), f"{address}, the second time"
    assert web[1] == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS_IN_A_DRAWING)
def test_a_drawing_that_asks_for_more_is_not_printed(
    way: str, bare: Html, web: tuple[str, list[str]], tmp_path: Path
) -> None:
    """The same holds for a drawing among the assets of the page."""
    for address in _addresses(web[0], tmp_path):
        drawing = SVG.format('width="50" height="50">' + WAYS_IN_A_DRAWING[way].format(address))
        image = '<img src="files/it.svg" alt="it">'
        assert _refused(with_body(bare, image, files__it_svg=drawing.encode())), address
    assert web[1] == []


@pytest.mark.long
def test_what_is_part_of_the_page_is_printed(page: Html) -> None:
    """An asset that the page holds is found under its name, spaces and accents included."""
    image = '<img src="files/une%20image%20%C3%A9.png" alt="it">'
    whole = replace(
        with_body(page, image), assets={**page.assets, "files/une image é.png": picture()}
    )
    whole = replace(whole, text=whole.text.replace("<h1", f"{image}<h1", 1))
    assert said(print_page(whole)) == []


@pytest.mark.long
def test_a_picture_that_is_broken_is_an_error(page: Html) -> None:
    """Bytes that are no picture leave no gap on a page that nobody is told of."""
    pdf = print_page(
        with_body(page, '<img src="files/it.svg" alt="it">', files__it_svg=b"no picture")
    )
    assert any("files/it.svg" in one.message for one in pdf.problems if one.severity == "error")


# ---------------------------------------------------------------------------------------------
# Style sheets and fonts


@pytest.mark.long
def test_an_unknown_property_is_a_warning_with_its_line(tmp_path: Path) -> None:
    """A property or value that the press does not know is named with its file and line."""
    house = new_house(tmp_path / "house")
    sheet = own_file(house, "styles/base.css")
    lines = sheet.read_text("utf-8").count("\n")
    with sheet.open("a", encoding="utf-8") as file:
        file.write("p {\n  colour: red;\n  color: rad;\n}\n")
    outcome = print_brief(house, "## A heading\n\nText.\n")
    found = [str(problem) for problem in outcome.problems]
    assert len(found) == 2
    said = "3: warning: `{}` has no effect"
    assert found[0].startswith(f"styles/base.css:{lines + 2}:" + said.format("colour: red"))
    assert found[1].startswith(f"styles/base.css:{lines + 3}:" + said.format("color: rad"))
    assert len(outcome.written) == 1


@pytest.mark.long
def test_a_warning_of_a_style_sheet_is_said_for_each_brief(tmp_path: Path) -> None:
    """A press that has read a sheet before says again what is wrong with it."""
    house = new_house(tmp_path / "house")
    with own_file(house, "styles/base.css").open("a", encoding="utf-8") as file:
        file.write("p { colour: green }\n")
    for slug in ("one", "two"):
        add_brief(house, slug, "## A heading\n\nText.\n")
    assert [len(outcome.problems.found) for outcome in print_briefs(house)] == [1, 1]


@pytest.mark.parametrize("data", [b"", b"not a font", b"\0\1\0\0" + b"\0" * 200])
def test_a_font_that_cannot_be_loaded_is_an_error(page: Html, data: bytes) -> None:
    """A broken font file is an error that names the font, and the press lives on."""
    name = next(name for name in page.assets if name.startswith("fonts/"))
    pdf = print_page(replace(page, assets={**page.assets, name: data}))
    assert pdf.data == b""
    assert [one.severity for one in pdf.problems] == ["error"]
    assert "Source S" in pdf.problems[0].message
    assert said(print_page(page)) == []


@pytest.mark.long
def test_a_font_that_is_missing_is_an_error(page: Html) -> None:
    """A face whose file is not part of the page is an error, the second time as well."""
    name = next(name for name in page.assets if name.startswith("fonts/"))
    assets = {key: data for key, data in page.assets.items() if key != name}
    for _ in range(2):
        pdf = print_page(replace(page, assets=assets))
        assert pdf.data == b""
        assert any(one.severity == "error" for one in pdf.problems)
    assert said(print_page(page)) == []


@pytest.mark.long
def test_two_looks_do_not_mix_in_one_press(page: Html) -> None:
    """A press that has printed with other fonts prints this page as if it had not."""
    before = print_page(page).data
    faces = replace(page.styles[0], text=page.styles[0].text.replace("It.ttf", "Regular.ttf"))
    assert faces.text != page.styles[0].text
    names = {name.replace("It.ttf", "Regular.ttf") for name in page.assets}
    assets = {name: page.assets.get(name, b"") for name in names}
    print_page(replace(page, styles=(faces, *page.styles[1:]), assets=assets))
    assert print_page(page).data == before


@pytest.mark.long
def test_two_pages_whose_fonts_are_called_alike_have_each_its_own(page: Html) -> None:
    """As two briefs in Chinese: their sheets are the same text, their letters are not."""
    name = next(name for name in page.assets if name.endswith("Regular.ttf"))
    for letter in "\u0633\u0634":
        with TTFont(io.BytesIO(page.assets[name])) as font:
            for table in font["cmap"].tables:
                table.cmap = {ord(letter): "a"}
            data = io.BytesIO()
            font.save(data)
        sheet = TextFile(
            "scripts.css",
            '@font-face { font-family: "Letters"; src: url("fonts/letters.ttf") }\n'
            'body { font-family: "Source Serif Pro", "Letters" }',
        )
        pdf = print_page(
            replace(
                page,
                text=page.text.replace("<main", f"<p>{letter}</p><main", 1),
                styles=(*page.styles, sheet),
                assets={**page.assets, "fonts/letters.ttf": data.getvalue()},
            )
        )
        assert pdf.data
        assert not pdf.missing, letter


# ---------------------------------------------------------------------------------------------
# What does not fit


@pytest.mark.long
@pytest.mark.parametrize(
    "prose",
    ["A " + "very" * 60 + "long word.", "    " + "a line of code that does not break " * 8],
    ids=["word", "code"],
)
def test_what_has_no_place_to_break_is_broken(prose: str, tmp_path: Path) -> None:
    """A long word and a long line of code go on in the next line."""
    outcome = print_brief(new_house(tmp_path / "house"), f"## A heading\n\n{prose}\n")
    assert not outcome.problems.errors


@pytest.mark.long
def test_text_that_runs_off_the_paper_is_an_error(tmp_path: Path) -> None:
    """A text that would be cut off at the edge is an error that shows where it begins."""
    prose = "|" + "heading|" * 24 + "\n|" + "-|" * 24 + "\n|" + "contents|" * 24
    outcome = print_brief(new_house(tmp_path / "house"), f"## A heading\n\n{prose}\n")
    errors = [one.message for one in outcome.problems if one.severity == "error"]
    assert "runs over the edge, on page 1" in errors[0]


@pytest.mark.long
def test_a_long_address_is_broken(tmp_path: Path) -> None:
    """An address without a place to break, in text and note, stays on the paper."""
    house = new_house(tmp_path / "house")
    outcome = print_brief(house, f"## A\n\nSee [it](https://example.org/{'a' * 200}) now.\n")
    assert not outcome.problems.found


@pytest.mark.parametrize("fault", [AttributeError, KeyError, OSError, RuntimeError, ValueError])
def test_a_page_that_breaks_the_press_is_a_worded_error(
    page: Html, fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever WeasyPrint stumbles over is an error of the brief; the press lives on."""

    def stumble(*_: object, **__: object) -> None:
        raise fault("it stumbled")

    with monkeypatch.context() as broken:
        broken.setattr("weasyprint.document.layout_document", stumble)
        pdf = print_page(page)
    assert pdf.data == b""
    (problem,) = pdf.problems
    assert str(problem.place) == "output/plain"
    assert problem.severity == "error"
    assert fault.__name__ in problem.message
    assert said(print_page(page)) == []


# ---------------------------------------------------------------------------------------------
# The house's own


@pytest.mark.long
def test_a_build_needs_no_network(prints: Prints) -> None:
    """With the network taken away, a brief is printed to the same bytes."""
    if not without_network():
        pytest.skip("no namespaces here to take the network away with")
    assert prints.apart[everything().name] == _digest(everything())


def test_only_the_fonts_of_the_house_are_known() -> None:
    """The look names every font that it prints with, and brings its file."""
    theme = house_theme(HOUSE)
    assert len(theme.fonts) == theme.font_faces.count("@font-face") > 4
    assert all(data[:4] == b"\0\1\0\0" for data in theme.fonts.values())


# ---------------------------------------------------------------------------------------------
# Tokens

SETTING = Setting(9.5, 13, 6)


@pytest.mark.parametrize("remark", ["", "/* --size: 8pt; */ ", "/* was:\n--size: 8pt;\n*/ "])
def test_copyfitting_sets_the_token_and_no_remark_about_it(remark: str) -> None:
    """A token in a comment is no value; the lines below it keep their numbers."""
    css = remark + ":root { --size: 10pt; --ink: #000 }\n.letter { --size: 9pt }\np { color: red }"
    (style,) = _set([TextFile(TOKENS, css)], SETTING)
    assert style.text.count("--size: 9.5pt;") == 1
    assert "8pt" not in style.text
    assert ".letter { }" in style.text
    assert style.text.count("\n") == css.count("\n")


@pytest.mark.parametrize(
    ("value", "is_resolved"),
    [
        ("#14355e", True), ('"Source Serif", serif', True), ("calc(1pt + 2pt)", True),
        ('"a; b"', False), ('"a } b"', False), ("url(data:image/png;base64,AAAA)", False),
        ("1pt\n  solid", False),
    ],
)  # fmt: skip
def test_a_token_is_resolved_where_its_value_is_known_whole(value: str, is_resolved: bool) -> None:
    """A value with a `;` or a `}` in it is left to WeasyPrint, and never cut."""
    css = f":root {{ --it: {value}; }}\np {{ x: var(--it) }}"
    (style,) = _resolve_tokens([TextFile(TOKENS, css)], "")
    assert style.text == (css.replace("var(--it)", value) if is_resolved else css)
