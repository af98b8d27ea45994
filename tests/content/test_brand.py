"""The brand file of a house: what is understood of it, what its tokens become, what is told."""

from itertools import pairwise
from pathlib import Path

import pytest
from support.printed import add_brief, bare_house, own_file, print_briefs
from support.printed_pages import proof_of

from briefpress.cache.freshness import BuildState
from briefpress.content.brand_file import read_brand
from briefpress.editions.ledger import Ledger
from briefpress.model.brief import Theme
from briefpress.model.colour import contrast
from briefpress.model.problems import Problems, Stopped
from briefpress.page.plots.palette import APART, lightness, series_colours
from briefpress.page.theme import read_theme
from briefpress.workflows.lay_out import open_house

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with content/ alone."""
    return bare_house(tmp_path / "house")


def wear(house: Path, text: str, name: str = "_brand.yml") -> tuple[Theme, Problems]:
    """Give *house* a brand file and read its look; whatever is wrong is among the problems."""
    (house / name).write_text(text, "utf-8")
    problems = Problems()
    return read_theme(house, problems, read_brand(house, problems)), problems


def faults(house: Path, text: str) -> list[str]:
    """Give the problems of a brand file, a line each."""
    (house / "_brand.yml").write_text(text, "utf-8")
    problems = Problems()
    read_brand(house, problems)
    return [str(problem) for problem in problems]


BRAND = """\
meta: {name: Somebody, link: https://example.org}
color:
  palette: {deep: "#0a4a5c", coral: "#b93a1b", night: "#101820"}
  primary: deep
  secondary: coral
  foreground: night
  background: white
  danger: coral
typography:
  base: {family: Source Sans Pro, size: 1rem, line-height: 1.5}
  headings: {family: Source Serif Pro, weight: semi-bold}
  monospace: {family: Fira Code}
  link: {color: coral}
defaults:
  quarto: {format: {html: {toc: true}}}
  briefpress: {masthead: band, labels: base}
"""


def test_colours_fonts_and_choices_become_tokens(house: Path) -> None:
    """A name of the palette is its colour; what only others read is accepted and does nothing."""
    theme, problems = wear(house, BRAND)
    assert not problems.found
    expected = {
        "ink": "#0a4a5c", "accent": "#b93a1b", "text": "#101820", "field": "#0a4a5c",
        "font-text": '"Source Sans Pro"', "font-title": '"Source Serif Pro"',
        "font-headings": '"Source Serif Pro"', "font-display": '"Source Sans Pro"',
        "heading-weight": "600", "title-weight": "600", "masthead": "band",
    }  # fmt: skip
    assert {name: theme.tokens[name] for name in expected} == expected
    assert "--ink: #0a4a5c;" in theme.styles["tokens"]
    assert str(theme.origins["ink"]) == "_brand.yml:4"
    assert "leading" not in theme.origins


@pytest.mark.parametrize("name", ["_brand.yml", "_brand.yaml", "content/_brand.yml"])
def test_it_lies_at_the_root_or_beside_institute_yaml(house: Path, name: str) -> None:
    """Under either ending that the format has."""
    theme, problems = wear(house, 'color: {primary: "#123456"}\n', name)
    assert not problems.found
    assert theme.tokens["ink"] == theme.tokens["accent"] == "#123456"


def test_two_brand_files_are_an_error(house: Path) -> None:
    """Nobody would know which of them holds."""
    (house / "content/_brand.yml").write_text("meta: {name: b}\n", "utf-8")
    (fault,) = faults(house, "meta: {name: a}\n")
    assert fault.startswith("content/_brand.yml: error: `_brand.yml` is there as well")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour: {}\n", "1: error: unknown field `colour`"),
        ("color: {primry: red}\n", "did you mean `primary`?"),
        ("color:\n  primary: #14355e\n", "2: error: a colour without quotation marks is a comment"),
        ("color:\n  primary: blurple\n", "2: error: `blurple` is no colour"),
        ("color: {palette: {teal: '#088'}, primary: tael}\n", "did you mean `teal`?"),
        ("color: {palette: {a: b, b: a}, primary: a}\n", "the colour `a` names itself"),
        ("logo: logo.svg\n", "1: error: no file `logo.svg`"),
        ("logo: ../../logo.svg\n", "the path leads out of the house"),
        ("logo: https://example.org/logo.svg\n", "nothing is fetched from the network"),
        ("typography: {headings: {family: A, weight: heavy}}\n", "`heavy` is no weight"),
        ("typography: {fonts: [{family: A, source: file}]}\n", "the font `A` names no files"),
        (
            "typography: {fonts: [{family: A, source: file, files: [a.woff2]}]}\n",
            "`a.woff2` is no TTF and no OTF",
        ),
        ("typography: {fonts: [{family: A, source: moon}]}\n", "`moon` is no source"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(house: Path, text: str, expected: str) -> None:
    """An error on its line, with an action in it."""
    fault, *more = faults(house, text)
    assert fault.startswith("_brand.yml:") and expected in fault
    assert all("names itself" in one for one in more)


def test_light_and_dark_take_the_light_one(house: Path) -> None:
    """Paper is light; a logo on a field of colour is the dark one."""
    (house / "a.svg").write_bytes(SVG)
    (house / "b.svg").write_bytes(SVG.replace(b"rect width", b'rect fill="#fff" width'))
    text = (
        'color: {primary: {light: "#0a4a5c", dark: "#aaddee"}}\n'
        "logo: {medium: {light: a.svg, dark: b.svg}}\n"
    )
    theme, _ = wear(house, text)
    assert theme.tokens["ink"] == "#0a4a5c"
    assert theme.brand and b"#fff" not in theme.brand.logo
    theme, _ = wear(house, f"{text}defaults: {{briefpress: {{masthead: band}}}}\n")
    assert theme.brand and b"#fff" in theme.brand.logo


def test_what_tokens_css_says_otherwise_wins(house: Path) -> None:
    """A line that was changed there is meant; one that is as in the default is the brand's."""
    tokens = own_file(house, "styles/tokens.css")
    tokens.write_text(tokens.read_text("utf-8").replace("#14355e", "#203040"), "utf-8")
    theme, _ = wear(house, BRAND)
    assert (theme.tokens["ink"], theme.tokens["accent"]) == ("#203040", "#b93a1b")
    assert str(theme.origins["ink"]).startswith("styles/tokens.css:")


def test_a_tokens_css_of_an_older_house_gets_what_is_new(house: Path) -> None:
    """Lines that it has not are those of the default, or of the brand."""
    text = own_file(house, "styles/tokens.css").read_text("utf-8")
    older = "\n".join(
        line for line in text.splitlines()
        if not line.strip().startswith(("--title", "--head", "--mast", "--mess", "--field", "--on"))
    )  # fmt: skip
    (house / "styles/tokens.css").write_text(older, "utf-8")
    problems = Problems()
    assert read_theme(house, problems).tokens["masthead"] == "rule"
    theme, _ = wear(house, BRAND)
    assert (theme.tokens["masthead"], theme.tokens["messages"]) == ("band", "ground")
    assert not problems.found


@pytest.mark.parametrize("colour", ["#ffc700", "#7fb2d1", "#ff6f20", "#28a745"])
def test_words_are_never_set_in_a_colour_that_is_too_pale(house: Path, colour: str) -> None:
    """It is darkened for words and told, with the colour that holds; a field keeps it."""
    theme, problems = wear(house, f'color:\n  primary: "{colour}"\n')
    (problem,) = problems
    assert problem.severity == "warning" and str(problem.place) == "_brand.yml:2"
    ink = theme.tokens["ink"]
    assert ink in str(problem) and theme.tokens["field"] == colour
    for name in ("ink", "accent", "text", "muted"):
        for ground in ("#ffffff", theme.tokens["pale"]):
            assert contrast(theme.tokens[name], ground) >= 4.5
    assert contrast(theme.tokens["on-field"], colour) >= 4.5


@pytest.mark.parametrize(
    "palette",
    [
        (),
        ("#b93a1b",),
        ("#141414", "#ffc700", "#a8322a", "#4d7a3c", "#5b9bc4", "#5c3566", "#ffffff"),
        tuple(f"#{n:02x}{n:02x}{n:02x}" for n in range(16, 250, 9)),
    ],
)
def test_six_colours_part_in_grey(palette: tuple[str, ...]) -> None:
    """Those of the palette that hold are taken, the others follow from the brand."""
    six = series_colours("#0a4a5c", "#b93a1b", palette)
    steps = sorted(map(lightness, six))
    assert len({*six}) == 6
    assert min(b - a for a, b in pairwise(steps)) > APART - 1


def test_a_palette_of_six_that_hold_is_taken() -> None:
    """As it is written."""
    palette = ("#3a2a5c", "#7a3b3b", "#5f8a3a", "#c9a864")
    six = series_colours("#10202c", "#b93a1b", palette)
    assert sum(colour in palette for colour in six) >= 3


def test_a_choice_that_nobody_has_is_an_error(house: Path) -> None:
    """On the line of the brand file, with those that there are."""
    (house / "_brand.yml").write_text("defaults:\n  briefpress:\n    masthead: ribbon\n", "utf-8")
    problems = Problems()
    with pytest.raises(Stopped):
        open_house(house, problems)
    (problem,) = problems
    assert str(problem.place) == "_brand.yml:3"
    assert problem.hint == "there are: band, bar, centred, rule"


def test_a_font_that_is_not_there_is_told_on_its_line(house: Path) -> None:
    """Nothing is fetched, whatever source it says."""
    (house / "_brand.yml").write_text("typography:\n  base: No Such Font\n", "utf-8")
    problems = Problems()
    with pytest.raises(Stopped):
        open_house(house, problems)
    assert str(problems.found[0].place) == "_brand.yml:2"
    assert "is not installed" in problems.found[0].message


def test_a_font_is_taken_from_the_files_that_the_brand_names(house: Path) -> None:
    """Its faces are those of its files, and charts find it as well."""
    from briefpress.page.fonts import font_folder

    folder = font_folder("Source Sans Pro")
    assert folder is not None
    (house / "brand").mkdir()
    for face in ("Regular", "Bold"):
        data = (folder / f"SourceSansPro-{face}.ttf").read_bytes()
        (house / "brand" / f"{face}.ttf").write_bytes(data)
    (house / "_brand.yml").write_text(
        "typography:\n"
        "  fonts:\n"
        "    - family: Source Sans Pro\n"
        "      source: file\n"
        "      files: [brand/Regular.ttf, {path: brand/Bold.ttf, weight: bold}]\n"
        "  base: Source Sans Pro\n",
        "utf-8",
    )
    problems = Problems()
    theme = open_house(house, problems)
    assert not problems.found
    assert {*theme.fonts} >= {"fonts/Regular.ttf", "fonts/Bold.ttf"}
    assert theme.chart_fonts == house / "brand"


@pytest.mark.long
def test_a_brand_file_and_what_it_names_make_briefs_stale(house: Path) -> None:
    """A new colour and a new logo change every page."""

    def shared() -> str:
        return BuildState(house, Ledger(())).shared

    (house / "logo.svg").write_bytes(SVG)
    (house / "_brand.yml").write_text("logo: logo.svg\n", "utf-8")
    before = shared()
    (house / "logo.svg").write_bytes(SVG + b" ")
    after_logo = shared()
    (house / "_brand.yml").write_text("logo: logo.svg\ncolor: {primary: teal}\n", "utf-8")
    assert len({before, after_logo, shared()}) == 3


@pytest.mark.long
def test_a_brief_is_printed_with_its_brand(house: Path) -> None:
    """Logo, band and colours are on the page, and no check minds."""
    (house / "logo.svg").write_bytes(SVG)
    (house / "_brand.yml").write_text(f"{BRAND}logo: {{medium: logo.svg}}\n", "utf-8")
    add_brief(house, "it", "## A heading\n\nText.\n")
    (outcome,) = print_briefs(house)
    assert not [one for one in outcome.problems if one.severity == "error"]
    page = outcome.written[0].pdf.layout.pages[0]
    band = next(area for area in page.areas if "masthead" in area.classes)
    assert (band.x, band.y, band.ground) == (0, 0, "#0a4a5c")
    assert any(area.picture == "house/logo" for area in page.areas)


@pytest.mark.long
def test_a_field_of_colour_leaves_the_embargo_on_the_paper(house: Path) -> None:
    """It is read over the band, and neither check nor eye finds one on the other."""
    (house / "_brand.yml").write_text("defaults: {briefpress: {masthead: band}}\n", "utf-8")
    proof = proof_of(house, "Text.\n", {}, embargo="2030-01-01T09:00+00:00")
    page = proof.pdf.layout.pages[0]
    (band,) = [area for area in page.areas if "masthead" in area.classes]
    line = next(piece for piece in page.pieces if piece.text.startswith("Embargoed"))
    assert 0 < line.y < line.bottom < band.y and line.ground == "#ffffff"
