"""The cover: a picture or a field at the head of page one, which runs to the paper's edges."""

import re

import pytest
from support.houses import House, text_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'


def cover(house: House, fields: str, more: str = "") -> tuple[str, str]:
    """The HTML of the cover that *fields* ask for, and of what follows; hard spaces are spaces."""
    house.put("a.svg", PICTURE)
    text = (
        house.html(f"number: 7\ncover: {{{fields}}}\n{more}")
        .partition("<body")[2]
        .replace("\u00a0", " ")
    )
    head, rest = re.split("(?<=</section>)", text, maxsplit=1)
    return head, rest


@pytest.mark.long
def test_a_picture_has_the_wordmark_on_a_flag_and_the_number_on_a_tab(house: House) -> None:
    """Each stands on a ground of its own; the title follows on the paper."""
    head, rest = cover(house, "image: a.svg, focus: 60% 30%, alt: 'A camp', credit: Jo *Ash*")
    assert '<section class="front-cover third pictured">' in head
    assert '<img src="files/a.svg" alt="A camp" style="object-position: 60% 30%">' in head
    assert '<div class="wordmark flag ink dark"' in head
    assert (
        '<p class="dateline accent dark" data-running="Policy brief 7 · 26 November 2024">' in head
    )
    assert '<p class="credit">Jo <em>Ash</em></p>' in head
    assert "<h1" not in head and "<h1" in rest
    assert text_of(head).count("Institute") == 1


@pytest.mark.long
def test_a_field_holds_masthead_and_title(house: House) -> None:
    """Title and standfirst in letters that the colour bears."""
    head, rest = cover(house, "colour: accent")
    assert '<div class="field accent dark">' in head
    assert head.index('class="masthead"') < head.index("<h1") < head.index('class="standfirst"')
    assert "<h1" not in rest and 'class="dateline' not in head
    assert '<div class="field pale light">' in cover(house, "colour: pale")[0]


def test_a_colour_of_the_house_that_is_light_bears_dark_letters(house: House) -> None:
    """A brand may have a yellow accent."""
    tokens = "styles/tokens.css"
    default = (House(house.root).theme.styles["tokens"]).replace("#ad3b1e", "#f2c230")
    house.restyle(tokens, default)
    assert '<div class="field accent light">' in cover(house, "colour: accent")[0]


def test_a_tab_differs_from_its_field(house: House) -> None:
    """On a field in the accent it has the ink."""
    assert (
        'class="dateline ink dark"'
        in cover(house, "image: a.svg, alt: x, colour: accent, size: page")[0]
    )


@pytest.mark.parametrize("fields", ["size: page", "size: page, image: a.svg, alt: 'A camp'"])
def test_a_whole_page_holds_all_that_names_the_paper(house: House, fields: str) -> None:
    """Title, standfirst, number, day, who publishes it, its standing; the text is none of it."""
    head, rest = cover(house, fields, "authors: Jo Ash\n")
    text = text_of(head)
    for part in ("Institute", "Policy brief 7", "26 November 2024", "A tiny brief", "Jo Ash"):
        assert part in text
    assert 'class="standing"' in head
    assert "One sentence." in rest and "<h1" not in rest


def test_a_logo_stands_on_white(house: House) -> None:
    """It is made for paper."""
    house.put("../logo.svg", PICTURE)
    institute = (house.root / "content/institute.yaml").read_text("utf-8")
    house.put("../institute.yaml", f"{institute}logo: {{file: logo.svg, alt: Institute}}\n")
    assert '<div class="wordmark flag logo"' in cover(house, "image: a.svg, alt: x")[0]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("image: a.svg", "the picture of the cover has no `alt`"),
        ("credit: Jo", "the cover has no picture, and says of it `credit`"),
        ("colour: red", "`red` is no colour"),
        ("size: half", "`half` is no size"),
        ("image: b.svg, alt: x", "no file `b.svg`"),
        ("picture: b.svg", "unknown field `picture`"),
    ],
)
def test_what_is_wrong_with_a_cover_is_told(house: House, fields: str, message: str) -> None:
    """On its line, with what to do."""
    house.put("a.svg", PICTURE)
    told = house.complaints(f"cover: {{{fields}}}\n")
    assert told.startswith(f"content/tiny/brief.yaml:4: error: {message}")
    assert "\n  hint: " in told


def test_a_statement_has_a_cover_as_well(house: House) -> None:
    """Whatever the template."""
    head, _ = cover(house, "colour: ink", "template: statement\n")
    assert '<section class="front-cover third">' in head
