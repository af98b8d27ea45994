"""Tests of the look: pages that a reader can read, and a brand of six lines."""

import re
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from unicodedata import east_asian_width

import pikepdf
import pytest
from support.printed import (
    HOUSE,
    MILLIMETRE,
    PAPERS,
    Line,
    add_everything,
    everything,
    house_theme,
    lines_of,
    new_house,
    own_file,
    pdf_of,
    print_brief,
    print_briefs,
    read_pages,
    real,
    save,
    tags,
    text_of,
    translated,
    words,
)
from support.tools import need, verapdf

from briefpress.checks.evidence.copied import copy_pages, find_otherwise_copied

SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height of each paper in millimetres."""
HEADS = {
    "dprk": ("Human rights and security in the DPRK", "Policy brief 12 · 26 November 2024"),
    "dprk.es": (
        "Derechos humanos y seguridad",
        "Informe de políticas 12 · 26 de noviembre de 2024",
    ),
    "dprk.fr": ("Droits humains et sécurité en RPDC", "Note de synthèse 12 · 26 novembre 2024"),
    "dprk.ko": ("북한의 인권과 안보", "정책 브리프 12 · 2024년 11월 26일"),
    "dprk.ru": ("Права человека и безопасность", "Аналитическая записка 12 · 26 ноября 2024 года"),
    "dprk.zh": ("朝鲜的人权与安全", "政策简报 12 · 2024年11月26日"),
}
"""How the head of the second page begins and ends, for each brief that has one."""
PAGES = {**dict.fromkeys(HEADS, 2), "dprk.ar": 2, "panel-of-experts": 1}
MAIN = ("dprk", "panel-of-experts")
BRIEFS = [(slug, paper) for slug in MAIN for paper in PAPERS]
BRIEFS += [(slug, PAPERS[n % 2]) for n, slug in enumerate(sorted({*PAGES} - {*MAIN}))]


@pytest.fixture(params=BRIEFS, ids="-".join)
def printed(request: Any) -> tuple[Path, str]:
    """Each real brief on each of its papers, and the name of the paper."""
    return translated().files[request.param], request.param[1]


# ---------------------------------------------------------------------------------------------
# The real content


@pytest.mark.long
def test_the_real_content_is_built_without_a_word() -> None:
    """Neither an error nor a warning is said about the institute's own briefs."""
    assert [str(problem) for outcome in translated().outcomes for problem in outcome.problems] == []
    assert {*translated().files} == {*BRIEFS}


@pytest.mark.java
@pytest.mark.long
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_language_conforms_to_what_it_claims(flavour: Any) -> None:
    """PDF/A-3a and PDF/UA-1, in whatever letters."""
    judged = verapdf([*translated().files.values()], flavour)
    assert {file.name: rules for file, rules in judged.items() if rules} == {}


@pytest.mark.long
def test_every_word_copies_as_it_is_read() -> None:
    """In each language, in PDFium and Poppler."""
    need("pdftotext")
    found = {}
    for outcome in translated().outcomes:
        for pdf in (edition.pdf for edition in outcome.written):
            readers = dict(copy_pages(pdf.data))
            assert [*readers] == ["PDFium", "Poppler"]
            for reader, pages in readers.items():
                for page, text in zip(pdf.layout.pages, pages, strict=True):
                    if otherwise := find_otherwise_copied(page, text):
                        found[outcome.slug, pdf.paper, reader] = otherwise
    assert found == {}


@pytest.mark.long
@pytest.mark.parametrize(("slug", "paper"), BRIEFS)
def test_a_brief_is_one_sheet_and_a_statement_one_page(slug: str, paper: str) -> None:
    """The brief fills the two sides of a sheet, the statement one."""
    assert len(read_pages(translated().files[slug, paper])) == PAGES[slug]


@pytest.mark.long
def test_the_paper_has_its_size(printed: tuple[Path, str]) -> None:
    """Every page is as large as its paper, and nothing is cropped."""
    file, paper = printed
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            size = [round(float(side) / MILLIMETRE, 1) for side in page.mediabox[2:]]
            assert tuple(size) == SIZES[paper]
            assert [*page.cropbox] == [*page.mediabox]


@pytest.mark.long
def test_every_word_is_well_inside_the_paper(printed: tuple[Path, str]) -> None:
    """No letter comes nearer than 5 mm to the edge, where many printers cannot print."""
    margin = 5 * MILLIMETRE
    for page in read_pages(printed[0]):
        assert len(page.lines) > 20
        for line in page.lines:
            assert margin <= line.x <= line.x + line.width <= page.width - margin, line
            assert margin <= line.y <= line.bottom <= page.height - margin, line


_TEXT_FACE = re.compile(r"Source-Serif-Pro(-Italic)?|Noto-Serif-CJK")


_GUTTER = 12.0
"""Points between two columns, at least."""
_LEVEL = 4.0
"""Points between the lower edges of runs of one line, at most: figures and Chinese differ."""


def _text_lines(lines: list[Line]) -> list[str]:
    """The lines of the running text, which is set in the serif; runs on one height are joined
    where they stand in one column.
    """
    runs = [line for line in lines if _TEXT_FACE.fullmatch(line.font)]
    runs.sort(key=lambda line: (line.page, line.bottom))
    rows: list[list[Line]] = []
    for line in runs:
        first = rows[-1][0] if rows else line
        is_level = line.page == first.page and line.bottom - first.bottom < _LEVEL
        rows[-1:] = [[*rows[-1], line]] if rows and is_level else [*rows[-1:], [line]]
    texts: list[str] = []
    for row in rows:
        row.sort(key=lambda line: line.x)
        for before, line in zip([None, *row], row, strict=False):
            goes_on = before is not None and line.x - before.x - before.width < _GUTTER
            texts[-1:] = [texts[-1] + line.text] if goes_on else [*texts[-1:], line.text]
    return texts


@pytest.mark.long
@pytest.mark.parametrize(("slug", "paper"), [one for one in BRIEFS if one[0] != "dprk.ar"])
def test_a_line_has_a_measure_that_reads_well(slug: str, paper: str) -> None:
    """A line of the running text has 55 to 80 characters, as typographers advise; a Chinese letter
    is as wide as two, an Arabic one has no width of its own.
    """
    lines = _text_lines(lines_of(translated().files[slug, paper]))
    lengths = [sum(2 if east_asian_width(one) in "WF" else 1 for one in line) for line in lines]
    assert len(lengths) > 15
    assert 55 <= median(lengths) <= 80
    assert max(lengths) <= 90


@pytest.mark.long
@pytest.mark.parametrize(("slug", "paper"), [one for one in BRIEFS if one[0] != "dprk.ar"])
def test_each_page_says_what_it_is_part_of(slug: str, paper: str) -> None:
    """Every page has a folio with the number of pages; from the second on, title and date."""
    pages = text_of(translated().files[slug, paper]).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert re.search(rf"\b{number} ?/ ?{len(pages)}\s*$", page)
    for page in pages[1:]:
        head = page.strip().splitlines()[0]
        title, date = HEADS[slug]
        assert head.startswith(title)
        assert head.endswith(date)


@pytest.mark.long
def test_a_page_from_the_right_begins_and_ends_there() -> None:
    """The head of its second page begins at the right edge with the title; the folio is left."""
    second = read_pages(translated().files["dprk.ar", "a4"])[1]
    head = [one for one in second.lines if one.y < 18 * MILLIMETRE]
    foot = [one for one in second.lines if one.y > second.height - 25 * MILLIMETRE]
    title = max(head, key=lambda one: one.x + one.width).text
    assert "حقوق" in (title + title[::-1])  # Poppler gives what it sees, from the left
    assert "2024" in min(head, key=lambda one: one.x).text
    assert "2" in min(foot, key=lambda one: one.x).text


def _plain_words(source: str) -> list[str]:
    """Words of Markdown, without what stands for something else: names, citations, attributes."""
    text = re.sub(r"\{\{[^}]*\}\}|\[@[^\]]*\]|\{:[^}]*\}|^\[\^[^\]]+\]:", " ", source, flags=re.M)
    return re.findall(r"[^\W_]+", text)


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", ["dprk", "panel-of-experts"])
def test_no_word_is_lost_between_text_and_paper(slug: str, paper: str) -> None:
    """Each word of the prose stands in the PDF, and as often as it was written."""
    source = (HOUSE / "content" / slug / "brief.md").read_text("utf-8")
    printed = re.findall(r"[^\W_]+", text_of(real().files[slug, paper]))
    written = _plain_words(source)
    assert len(written) > 150
    assert {word for word in written if printed.count(word) < written.count(word)} == set()


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_no_field_is_lost_between_yaml_and_paper(paper: str) -> None:
    """Messages, labels, dates, captions, recommendations: what brief.yaml prints stands there."""
    import yaml

    fields = yaml.safe_load((HOUSE / "content/dprk/brief.yaml").read_text("utf-8"))
    texts = [
        fields["title"], fields["standfirst"], *fields["key_messages"],
        *(fact["label"] for fact in fields["facts"].values() if "label" in fact),
        *(fact["big"] for fact in fields["facts"].values() if "label" in fact and "big" in fact),
        *(event["event"] for event in fields["timeline"]),
        *(one["caption"] for one in fields["figures"].values()),
        *(one[key] for one in fields["tables"].values() for key in ("caption", "note")),
        *(text for one in fields["recommendations"] for text in (one["to"], *one["actions"])),
    ]  # fmt: skip
    printed = re.findall(r"[^\W_]+", text_of(real().files["dprk", paper]))
    written = [word for text in texts for word in _plain_words(text)]
    assert len(written) > 150
    assert {word for word in written if printed.count(word) < written.count(word)} == set()


@pytest.mark.long
def test_no_hole_gapes_above_a_figure(printed: tuple[Path, str]) -> None:
    """Above a figure or a table, on its page or at the foot of the one before, a sixth of the page
    is free at most."""
    pages = read_pages(printed[0])
    for page, before in zip(pages, [None, *pages], strict=False):
        # Overleaf a page begins with its running head.
        head = min(line.y for line in page.lines) if before else 0
        text = [line for line in page.lines if line.x < page.width / 2 and line.y > head + 4]
        for caption in text:
            if re.match(r"(Figure|Table)\s\d+\.", caption.text):
                above = [line.bottom for line in text if line.bottom < caption.y + 4]
                assert caption.y - max(above, default=caption.y) <= page.height / 6
        if before:
            assert _free_at_the_foot(before.lines) <= page.height / 6


def _free_at_the_foot(lines: list[Line]) -> float:
    """How much is free between the text of a page and its first note."""
    text = max(line.bottom for line in lines if line.font == "Source-Serif-Pro")
    return min(line.y for line in lines if line.y > text) - text


# ---------------------------------------------------------------------------------------------
# Colours


def _luminance(colour: str) -> float:
    """Relative luminance of `#14355e`, as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: str) -> float:
    """CIE L* from 0, black, to 100, white."""
    luminance = _luminance(colour)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("name", ["ink", "accent", "muted", "text"])
def test_text_stands_out_from_its_ground(name: str) -> None:
    """Each colour of text has a contrast of 4.5:1 on white and on the pale ground (WCAG AA)."""
    tokens = house_theme(HOUSE).tokens
    assert _contrast(tokens[name], "#ffffff") >= 4.5
    assert _contrast(tokens[name], tokens["pale"]) >= 4.5


def test_ink_and_accent_differ_without_colour() -> None:
    """On a black-and-white printer the two colours of a vote or a chart are still two."""
    tokens = house_theme(HOUSE).tokens
    assert abs(_lightness(tokens["ink"]) - _lightness(tokens["accent"])) >= 10


@pytest.mark.long
def test_text_is_printed_in_the_colours_of_the_brand() -> None:
    """No text has a colour that is not among the tokens, so their contrast is the pages' own."""
    tokens = house_theme(HOUSE).tokens
    allowed = {tokens[name] for name in ("ink", "accent", "muted", "text")}
    files = [everything(), *real().files.values()]
    assert {line.colour for file in files for line in lines_of(file)} <= allowed


# ---------------------------------------------------------------------------------------------
# The brand


def _colours(file: Path) -> set[str]:
    """Every colour that is filled or stroked with in *file*, drawings among them."""
    found = set()
    with pikepdf.open(file) as pdf:
        streams = [page.Contents.read_bytes() for page in pdf.pages]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                streams.append(item.read_bytes())
    for stream in streams:
        for match in re.finditer(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", stream):
            found.add("#" + "".join(f"{round(float(part) * 255):02x}" for part in match.groups()))
    return found


@pytest.mark.long
def test_six_lines_are_the_brand(tmp_path: Path) -> None:
    """Other colours and fonts in the first six lines of tokens.css, and all of them are printed."""
    house = new_house(tmp_path / "house")
    sheet = own_file(house, "styles/tokens.css")
    old = house_theme(house).tokens
    new = {
        "ink": "#1b4d2b", "accent": "#7a1f5c", "muted": "#5a5a46", "pale": "#f0ead8",
        "font-text": '"Source Sans Pro"', "font-display": '"Source Serif Pro"',
    }  # fmt: skip
    text = sheet.read_text("utf-8")
    assert re.findall(r"--([\w-]+):", text)[:6] == [*new]
    for name, value in new.items():
        text = re.sub(rf"--{name}: [^;]+;", f"--{name}: {value};", text)
    sheet.write_text(text, "utf-8")
    add_everything(house)
    file = house / print_briefs(house)[-1].written[0].file
    colours = {name: value for name, value in new.items() if value.startswith("#")}
    assert {*colours.values()} <= _colours(file)
    assert {old[name] for name in colours} & _colours(file) == set()
    assert {old[name] for name in colours} <= _colours(everything())
    fonts = {line.text[:16]: line.font for line in lines_of(file)}
    assert fonts["Le premier point"] == "Source-Serif-Pro-Bold"
    assert fonts["Une citation en "] == "Source-Sans-Pro-Italic"


# ---------------------------------------------------------------------------------------------
# Page breaks


@pytest.mark.long
def test_a_long_table_repeats_its_head(tmp_path: Path) -> None:
    """On every page that a table goes on, its heads stand above the columns."""
    rows = "".join(f"| row {n} | {n} |\n" for n in range(120))
    pdf = pdf_of(
        print_brief(
            new_house(tmp_path / "house"), f"## A\n\n| Place | People |\n| - | -: |\n{rows}"
        )
    )
    pages = text_of(save(pdf, tmp_path)).split("\f")[:-1]
    assert len(pages) > 2
    assert [page.count("People") for page in pages] == [1] * len(pages)


@pytest.mark.long
def test_the_first_heading_stands_off_what_is_above_it(tmp_path: Path) -> None:
    """Under an opening paragraph as the second does; at the head of the text as high as that."""
    heads = "## One\n\nBetween.\n\n## Two\n\nAfter.\n"
    house, tops = new_house(tmp_path / "house"), []
    for number, opening in enumerate(["Before.\n\n", ""]):
        file = save(pdf_of(print_brief(house, opening + heads)), tmp_path, f"{number}.pdf")
        lines = {line.text: line.y for page in read_pages(file) for line in page.lines}
        tops.append(lines)
    first, second = tops
    assert first["One"] - first["Before."] == pytest.approx(
        first["Two"] - first["Between."], abs=0.5
    )
    assert second["One"] == pytest.approx(first["Before."], abs=3)


@pytest.mark.deep
@pytest.mark.long
def test_a_heading_is_never_the_last_on_a_page(tmp_path: Path) -> None:
    """However long the text is, below each heading stand two lines of its section at least, and no
    line of a paragraph stands alone on a page."""
    house = new_house(tmp_path / "house")
    broken = set()
    for number in range(5):
        sections = [f"## Heading {n}\n\n{words(170, n)}\n\n{words(90, n)}" for n in range(5)]
        prose = f"{words(60 + 52 * number)}\n\n" + "\n\n".join(sections)
        file = save(pdf_of(print_brief(house, prose)), tmp_path, f"{number}.pdf")
        for page in read_pages(file)[:-1]:
            text = [line.y for line in page.lines if line.font == "Source-Serif-Pro"]
            for line in page.lines:
                if line.text.startswith("Heading "):
                    assert len([y for y in text if y > line.y]) >= 2, (number, line)
        for before, after in pairwise(tags(file).all("P")):
            if before.page < after.page:
                broken.add(number)
                # A paragraph that breaks is two elements of the tag tree, one on each page.
                if not before.text.endswith("."):
                    assert min(len(before.pieces()), len(after.pieces())) >= 2, number
    assert len(broken) > 2
