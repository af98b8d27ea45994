"""Maps: every row is on the map, nothing disputed is drawn before the house has decided, no label
covers another.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.houses import ROOT, House, said

from briefpress.content.geojson import read_shapes
from briefpress.content.yaml_text import read_yaml
from briefpress.model.boundaries import AREAS, Boundaries
from briefpress.model.brief import TextFile
from briefpress.model.colour import contrast
from briefpress.model.contract import schemas
from briefpress.model.problems import Problems
from briefpress.page.fonts import font_folder
from briefpress.page.maps.areas import surface
from briefpress.page.maps.countries import find_country, find_region, name_of
from briefpress.page.maps.drawing import DrawnMap, draw_map
from briefpress.page.maps.order import MapOrder, order_map
from briefpress.page.maps.outlines import atlas_file, contains, read_atlas
from briefpress.page.maps.place_labels import LabelWords, PlacedLabel, Room, place_beside
from briefpress.page.maps.projections import Azimuthal, EqualEarth, clip_line, clip_to_box
from briefpress.page.maps.shades import class_of, find_breaks, ramp, shade
from briefpress.page.maps.shown import find_shown
from briefpress.page.maps.under_labels import BLACK
from briefpress.page.plots.chart_words import Lettering
from briefpress.page.plots.palette import APART, lightness
from briefpress.workflows.lay_out import open_house

FONTS = font_folder("Source Sans Pro")
EVERYTHING = "areas:\n" + "".join(
    f"  {key}: {{shown: {'apart' if area.can_be_cut else 'atlas'}}}\n"
    for key, area in AREAS.items()
)
"""A file that decides of each area."""
PROSE = "## Where\n\nHere.\n\n{{ figures.there }}\n"


def fields(chart: str, data: str = "", width: str = "text") -> str:
    """The figure of a map."""
    named = f"\n    data: {data}" if data else ""
    return (
        f"figures:\n  there:\n    chart: {{kind: map, {chart}}}{named}\n    width: {width}\n"
        "    caption: Where it is\n    alt: A map that shows where it is, for the tests.\n"
    )


@pytest.fixture
def order(house: House) -> Callable[..., MapOrder]:
    """Order a map of the tiny brief: its `chart:`, its CSV, boundaries.yaml."""

    def make(
        chart: str, csv: str = "", *, boundaries: str = EVERYTHING, width: str = "text"
    ) -> MapOrder:
        house.put("rates.csv", csv)
        if boundaries:
            house.put("../boundaries.yaml", boundaries)
        brief = house.brief(fields(chart, "rates.csv" if csv else "", width), PROSE)
        made = order_map(brief, "there", open_house(house.root, Problems()), FONTS)
        assert made is not None
        return made

    return make


@pytest.fixture
def draw(order: Callable[..., MapOrder]) -> Callable[..., DrawnMap]:
    """Draw such a map."""
    return lambda *args, **named: draw_map(order(*args, **named), atlas_file())


def complaints(drawn: DrawnMap) -> str:
    """Give the problems that its author reads."""
    return said(Problems([*drawn.problems]))


SHADED = "region: Africa, code: iso, value: rate"


@pytest.mark.long
def test_a_map_of_nothing_is_told(order: Callable[..., MapOrder]) -> None:
    """A draft whose `data:` stands in the wrong place has no region, no country, no place."""
    some = order("region: Africa")
    drawn = draw_map(replace(some, map=some.map.model_copy(update={"region": []})), atlas_file())
    assert "the map shows nothing" in complaints(drawn)
    assert drawn.svg == b""


# Rows


def test_codes_and_names_of_many_lists_are_known() -> None:
    """Codes of two and three letters and three digits, names in many languages and of the UN."""
    known = {
        "KP": ["KP", "PRK", "prk", "408", "DPRK", "North Korea", "Corée du Nord", "Nordkorea",
               "Democratic People's Republic of Korea", "Korea, Dem. People’s Rep."],
        "CI": ["Côte d’Ivoire", "Cote d'Ivoire", "CIV", "384"],
        "AF": ["4", "004", "Afghanistan"], "NO": ["NO", "Norway"], "NA": ["NA", "Namibia"],
        "GB": ["UK", "GBR", "United Kingdom of Great Britain and Northern Ireland"],
        "XK": ["XK", "XKX", "Kosovo"], "TR": ["Turkey", "Türkiye"], "LC": ["St. Lucia"],
        "CD": ["DRC", "Congo, Dem. Rep.", "Democratic Republic of the Congo"], "CG": ["Congo"],
    }  # fmt: skip
    for code, texts in known.items():
        for text in texts:
            assert find_country(text, "fr") == code, text
    for text in (
        "SU",
        "ZZ",
        "World",
        "Korea",
        "Republic of China",
        "N. Cyprus",
        "Congo (East)",
        "Africa",
        "999",
        "",
        "Sub-Saharan Africa",
        "DDR",
        "278",
        "YMD",
        "EU",
    ):
        assert find_country(text, "en") is None, text
    assert find_country("Niger", "en") == "NE"
    assert find_region("Afrique", "fr") == find_region("Africa", "en") == "002"
    assert name_of("KP", "fr") == "Corée du Nord"


def test_other_languages_have_more_than_one_name_for_a_country() -> None:
    """That of the UN, that of everybody, and either half of `Myanmar (Birmania)`."""
    known = {
        "es": {"US": "EEUU", "MM": "Birmania", "PS": "Palestina", "CZ": "República Checa"},
        "pt": {"US": "EUA", "IR": "Irão", "CD": "República Democrática do Congo"},
        "ru": {"US": "США", "CF": "ЦАР", "KR": "Южная Корея", "BY": "Белоруссия"},
        "ar": {"PS": "فلسطين", "SY": "الجمهورية العربية السورية"},
        "zh": {"CD": "刚果民主共和国", "RU": "俄罗斯联邦"},
        "ko": {"KR": "한국", "PS": "팔레스타인"},
    }
    for language, names in known.items():
        for code, name in names.items():
            assert find_country(name, language) == code, name


def test_names_turned_round_and_in_short_forms_are_known() -> None:
    """As ISO, the UN, the World Bank and Natural Earth turn and shorten them."""
    known = {
        "KR": ["Korea, Republic of", "Korea (the Republic of)", "Korea, South", "S. Korea"],
        "KP": ["Korea (the Democratic People's Republic of)", "D.P.R. Korea", "N. Korea",
               "République populaire démocratique de Corée"],
        "CD": ["RD Congo", "R.D. Congo", "Congo, République démocratique du", "Dem. Rep. Congo"],
        "CG": ["Congo, Republic of", "République du Congo"], "VA": ["Vatican", "Holy See"],
        "TZ": ["Tanzania, United Republic of"], "PS": ["Palestine, State of"],
        "MD": ["Moldova, Republic of"], "MK": ["Macedonia, North"], "SD": ["Sudan (the)"],
        "HK": ["China, Hong Kong SAR", "Hong Kong, China"], "CF": ["Central African Rep.", "CAR"],
        "US": ["U.S.A.", "U.S.", "EE.UU."], "GB": ["U.K."], "AE": ["U.A.E."], "SS": ["S. Sudan"],
        "XK": ["Kosovo*", "Kosovo[1]", "Kosovo (under UNSCR 1244)"], "MH": ["Marshall Is."],
        "VG": ["Virgin Islands (British)"], "MF": ["St. Martin (French part)"],
    }  # fmt: skip
    for code, texts in known.items():
        for text in texts:
            assert find_country(text, "en") == code, text


@pytest.mark.long
def test_a_row_without_a_country_is_told_on_its_line(draw: Callable[..., DrawnMap]) -> None:
    """All at once, each with the nearest name; a country twice names both lines."""
    drawn = draw(SHADED, "iso,rate\nKenia,1\nKenya,2\nNigera,3\nKEN,4\n,5\nMali,x\nTGO,n/a\n")
    text = complaints(drawn)
    assert drawn.svg == b""
    assert "rates.csv:4: error: `Nigera` is no country" in text
    assert "did you mean `Nigeria`?" in text or "did you mean `Niger`?" in text
    assert "rates.csv:3: error: `Kenya` again, it stands in line 2" in text
    assert "rates.csv:5: error: `KEN` again" in text
    assert "rates.csv:6: error: no country in this row" in text
    assert "rates.csv:7: error: `x` is no number" in text
    assert "TGO" not in text


@pytest.mark.long
@pytest.mark.parametrize(
    ("cell", "message", "hint"),
    [
        ("Korea", "`Korea` is no country", "did you mean `North Korea` or `South Korea`?"),
        ("Virgin Islands", "is no country", "`British Virgin Islands` or `U.S. Virgin Islands`?"),
        ("Phillipines", "is no country", "did you mean `Philippines`?"),
        ("Sub-Saharan Africa", "is no country, but several", "hint: delete the row"),
        ("World", "is no country, but several", "hint: delete the row"),
        ("Somaliland", "is no country", "in content/boundaries.yaml it is `somaliland`"),
        ("N. Cyprus", "is no country", "in content/boundaries.yaml it is `northern-cyprus`"),
        ("Northern Cyprus", "is no country", "it has no code of a country"),
        ("Crimea", "is no country", "in content/boundaries.yaml it is `crimea`"),
        ("Total", "`Total` adds up other rows", "hint: delete the row"),
        ("Basin", "is no country", "hint: write the code of ISO 3166"),
        ("Valdoria", "is no country", "a file of its outlines at `shapes:`"),
    ],
)
def test_a_hint_guesses_only_what_is_likely(
    draw: Callable[..., DrawnMap], cell: str, message: str, hint: str
) -> None:
    """It names both of two that are meant as often, and a disputed area is not its neighbour."""
    text = complaints(draw(SHADED, f"iso,rate\nKE,1\n{cell},2\n"))
    assert message in text
    assert hint in text
    assert ("did you mean" in text) == hint.endswith("?")


@pytest.mark.long
def test_an_unknown_column_names_those_that_there_are(draw: Callable[..., DrawnMap]) -> None:
    """On the line of `code:` or `value:`."""
    text = complaints(draw("region: Africa, code: isso, value: rates", "iso,rate\nKE,1\n"))
    assert "no column `isso` in `rates.csv`" in text
    assert "did you mean `iso`?" in text


@pytest.mark.long
def test_words_shade_a_map_and_too_many_are_told(draw: Callable[..., DrawnMap]) -> None:
    """The legend has each word; six are more than can be told apart."""
    svg = draw(SHADED, "iso,rate\nKE,Party\nTZ,Signatory\nUG,Neither\n").svg.decode()
    assert all(f">{word}</text>" in svg for word in ("Party", "Signatory", "Neither"))
    rows = "".join(f"{code},word {code}\n" for code in ("KE", "TZ", "UG", "RW", "BI", "SO"))
    assert "6 different words" in complaints(draw(SHADED, f"iso,rate\n{rows}"))


@pytest.mark.long
def test_rows_outside_the_frame_are_told(draw: Callable[..., DrawnMap]) -> None:
    """A few are a warning; a file of the whole world is not, also where most of it lies within the
    frame; none inside is an error.
    """
    drawn = draw(SHADED, "iso,rate\nKE,1\nTZ,2\nBR,3\n")
    assert "rates.csv:4: warning: 1 of 3 rows lie outside the map: BR" in complaints(drawn)
    assert drawn.svg
    assert not draw(SHADED, "iso,rate\nKE,1\nBR,2\nUS,3\n").problems
    inside = ["DZ", "AO", "BJ", "BW", "BF", "BI", "CM", "CF", "TD", "KM"]
    outside = ["AR", "BO", "BR", "CL", "CO", "EC", "GY", "PY", "PE"]
    rows = "".join(f"{code},{n}\n" for n, code in enumerate(inside + outside))
    assert not draw(SHADED, f"iso,rate\n{rows}").problems
    text = complaints(draw(SHADED, "iso,rate\nBR,2\nUS,3\n"))
    assert "no row of the data lies within the map" in text


@pytest.mark.long
def test_every_row_of_the_world_becomes_a_mark(draw: Callable[..., DrawnMap]) -> None:
    """The 193 members of the United Nations among them, however small they are."""
    codes = [code for code in read_atlas(_file()).outlines if len(code) == 2] + ["TV", "XK", "PS"]
    csv = "iso,rate\n" + "".join(f"{code},{n}\n" for n, code in enumerate(codes))
    drawn = draw("region: world, code: iso, value: rate", csv)
    assert "AQ" in complaints(drawn), "the Antarctic is not on a map of the world"
    assert len(drawn.problems) == 1
    assert drawn.svg.count(b'r="2.1"') > 30


@pytest.mark.long
def test_a_country_that_is_too_small_to_see_is_a_dot(draw: Callable[..., DrawnMap]) -> None:
    """In the colour of those that are highlighted; its name stands beside it, not on it."""
    plain = draw("region: world").svg.decode()
    small = "Singapore, Malta, Tuvalu"
    svg = draw(f"region: world, highlight: [{small}], labels: [Malta, Singapore]").svg.decode()
    assert plain.count("<circle") == 0
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*fill="(#\w+)"', svg)
    assert len(dots) == 3
    assert len({colour for _, _, colour in dots}) == 1
    for name in ("Malta", "Singapore"):
        ((x, y),) = re.findall(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{name}<', svg)
        half = 2.2 * len(name)  # of the word, at least
        for at, height, _ in dots:
            assert abs(float(at) - float(x)) > half or abs(float(height) - float(y)) > 8, name


@pytest.mark.long
def test_dots_of_countries_without_an_outline_stand_in_one_order(
    draw: Callable[..., DrawnMap],
) -> None:
    """That of their codes: the same brief gives the same bytes."""
    svg = draw("region: world, highlight: [TV, CX, TK, CC, GI]").svg.decode()
    across = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    cocos, christmas, gibraltar, tokelau, tuvalu = across
    assert gibraltar < cocos < christmas < tuvalu < tokelau


@pytest.mark.long
def test_what_is_highlighted_lies_on_the_map(draw: Callable[..., DrawnMap]) -> None:
    """A map of Brazil would not show Kenya, and nobody would see that it is missing."""
    text = complaints(draw("region: [Brazil], highlight: [Brazil, Kenya]"))
    assert "Kenya is not on the map" in text
    assert not draw("region: [Brazil], highlight: [Brazil]").problems


@pytest.mark.long
def test_an_area_that_the_house_shows_as_a_part_has_no_row(draw: Callable[..., DrawnMap]) -> None:
    """A row of Taiwan, where boundaries.yaml shows it as China."""
    decided = EVERYTHING.replace("taiwan: {shown: apart}", "taiwan: {shown: CN}")
    text = complaints(
        draw("region: [CN], code: iso, value: rate", "iso,rate\nTW,1\nCN,2\n", boundaries=decided)
    )
    assert "rates.csv:2: error: content/boundaries.yaml shows Taiwan as `CN`" in text


# Disputed areas


@pytest.mark.long
def test_nothing_disputed_is_drawn_before_the_house_has_decided(
    draw: Callable[..., DrawnMap],
) -> None:
    """One error names all that is to be decided on this map, and shows how; the example works."""
    drawn = draw("region: [Ukraine]", boundaries="")
    text = complaints(drawn)
    assert drawn.svg == b""
    assert "there is no content/boundaries.yaml that says how: Crimea\n  hint: make that" in text
    example = re.search(r"`(areas: .*?\}\})`", text)
    assert example is not None
    assert example[1] == "areas: {crimea: {shown: apart}}"
    mended = draw("region: [Ukraine]", boundaries=f"{example[1]}\n")
    assert not mended.problems
    assert b'data-areas="crimea"' in mended.svg
    other = complaints(draw("region: [Ukraine]", boundaries="areas: {kosovo: {shown: apart}}\n"))
    assert "content/boundaries.yaml does not say how: Crimea\n  hint: write into it, for" in other


@pytest.mark.long
def test_the_world_asks_for_each_area(draw: Callable[..., DrawnMap]) -> None:
    """And the message is not cut."""
    text = complaints(draw("region: world", boundaries=""))
    assert all(area.name in text for area in AREAS.values())
    assert all(f"{key}: {{shown" in text for key in AREAS)


@pytest.mark.long
def test_a_map_without_disputed_areas_asks_for_nothing(draw: Callable[..., DrawnMap]) -> None:
    """Nor does one of the brief's own shapes."""
    assert not draw("region: [Brazil], highlight: [BRA]", boundaries="").problems


@pytest.mark.long
@pytest.mark.parametrize(
    ("shown", "colour_of"), [("RU", "RU"), ("UA", "UA"), ("atlas", "RU"), ("apart", "")]
)
def test_an_area_is_shown_as_the_house_says(
    order: Callable[..., MapOrder], shown: str, colour_of: str
) -> None:
    """Crimea in the colour of the country as whose part it is shown, or hatched."""
    decided = EVERYTHING.replace("crimea: {shown: apart}", f"crimea: {{shown: {shown}}}")
    made = order(
        "region: [Ukraine], code: iso, value: rate", "iso,rate\nUA,1\nRU,9\n", boundaries=decided
    )
    svg = draw_map(made, atlas_file()).svg.decode()
    light, dark = ramp(made.tokens["ink"], 2)
    where = _filled(svg, _on_page(made, 34.2, 45.3))
    assert where == {"UA": light, "RU": dark}.get(colour_of, shade(made.tokens["pale"], 93.5))


@pytest.mark.long
def test_the_line_of_an_area_is_as_the_house_says(draw: Callable[..., DrawnMap]) -> None:
    """Dashed, dotted, solid or none; where world-atlas has no line around it, its border there."""
    for line, dashes in (("dashed", "4 2.4"), ("dotted", "1 2"), ("solid", ""), ("none", "")):
        decided = f"areas: {{crimea: {{shown: UA, line: {line}}}}}\n"
        svg = draw("region: [Ukraine]", boundaries=decided).svg.decode()
        assert re.findall('stroke-dasharray="(.*?)"', svg) == [dashes] * bool(dashes)
    kashmir = "jammu-and-kashmir: {shown: atlas, line: dotted}, siachen: {shown: apart, line: none}"
    decided = f"areas: {{{kashmir}, aksai-chin: {{shown: atlas, line: solid}}}}\n"
    assert "1 2" in draw("region: [73, 32, 78, 36]", boundaries=decided).svg.decode()


@pytest.mark.long
def test_an_area_without_a_line_needs_a_shape(house: House, draw: Callable[..., DrawnMap]) -> None:
    """The Golan can be shown otherwise than world-atlas draws it with the house's own outline."""
    rest = "palestine: {shown: apart}"
    text = complaints(
        draw("region: [Syria]", boundaries=f"areas: {{golan: {{shown: SY}}, {rest}}}\n")
    )
    assert "content/boundaries.yaml:1" in text
    assert "no line around the Golan" in text
    ring = [[35.62, 32.7], [35.9, 32.75], [35.85, 33.3], [35.65, 33.25], [35.62, 32.7]]
    house.put("../golan.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}))
    decided = f"areas: {{golan: {{shown: SY, shape: golan.geojson}}, {rest}}}\n"
    drawn = draw("region: [Syria]", boundaries=decided)
    assert not drawn.problems
    assert b"golan" in drawn.svg


def test_mistakes_in_boundaries_yaml_have_their_lines(house: House) -> None:
    """An unknown field, a file that is not there."""
    house.put("../boundaries.yaml", "areas:\n  crimea: {show: UA}\n")
    text = house.complaints(fields("region: [Ukraine]"), PROSE)
    assert "content/boundaries.yaml:2" in text
    assert "did you mean `shown`?" in text
    house.put("../boundaries.yaml", "areas:\n  golan: {shown: SY, shape: golan.json}\n")
    text = house.complaints(fields("region: [Ukraine]"), PROSE)
    assert "no file `golan.json` beside boundaries.yaml" in text
    assert not house.complaints(), "a brief without a map does not read it"


def test_the_areas_are_where_world_atlas_has_them() -> None:
    """Each that can be cut has an outline, and Western Sahara is whole, on both sides of the wall;
    the country within which the file draws it has none of it left.
    """
    outlines = read_atlas(_file()).outlines
    assert {key for key, area in AREAS.items() if area.can_be_cut} <= outlines.keys()

    def hold(key: str, lon: float, lat: float) -> bool:
        return any(contains(polygon[0], lon, lat) for polygon in outlines[key])

    for lon, lat in ((-14, 25), (-11, 26.5), (-12, 27.4)):
        assert hold("western-sahara", lon, lat)
        assert not hold("MA", lon, lat)
    assert hold("MA", -12.5, 27.9)
    assert hold("crimea", 34.2, 45.2)
    assert not hold("RU", 34.2, 45.2)
    assert len(outlines["kuril-islands"]) == 6


def test_the_page_on_maps_names_each_area() -> None:
    """Its example is one that can be pasted, and decides of each."""
    page = (ROOT / "docs/maps.md").read_text("utf-8")
    problems = Problems()
    (example,) = re.findall(r"```yaml\n(areas:.*?)```", page, re.DOTALL)
    tree, _ = read_yaml(TextFile("boundaries.yaml", example), problems)
    assert not problems.found
    assert Boundaries.model_validate(tree).areas.keys() == AREAS.keys()
    assert all(f"| `{key}` | " in page for key in AREAS)


@pytest.mark.long
def test_a_schema_describes_boundaries_yaml() -> None:
    """An editor completes `shown:`, and says what it is."""
    shown = schemas()["boundaries"]["$defs"]["AreaDecision"]["properties"]["shown"]
    assert "apart" in shown["description"]
    assert Boundaries.model_validate({}).areas == {}


# Points and names


POINTS = ", ".join(
    f"{{lat: {38.7 + n / 5}, lon: {126 + n % 3 / 10}, label: Place number {n}}}" for n in range(9)
)


@pytest.mark.long
def test_no_label_covers_another(
    order: Callable[..., MapOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of nine places beside each other, and none is smaller than 6.5 pt."""
    placed: list[PlacedLabel] = []
    made = order(f"region: [KP], labels: [KP, KR], locator: Asia, points: [{POINTS}]")
    write = "briefpress.page.maps.draw_labels.write_label"

    def keep(label: PlacedLabel, _: str) -> str:
        placed.append(label)
        return ""

    monkeypatch.setattr(write, keep)
    drawn = draw_map(made, atlas_file())
    assert not drawn.problems
    assert len(placed) == 11
    for n, one in enumerate(placed):
        assert one.size * 0.75 >= 6.5
        for other in placed[:n]:
            left, top, right, bottom = one.box
            x0, y0, x1, y1 = other.box
            assert right <= x0 or x1 <= left or bottom <= y0 or y1 <= top, (one, other)


HORN = "region: [SO, KE, ET, DJ], code: iso, value: rate, labels: [SO, KE, ET], "
HORN += "points: [" + ", ".join(
    f"{{lat: {lat}, lon: {lon}, label: {name}}}"
    for name, lat, lon in (
        ("Mogadishu", 2.05, 45.32), ("Baidoa", 3.12, 43.65), ("Dollow", 4.16, 42.08),
        ("Kismaayo", -0.36, 42.55), ("Galkayo", 6.77, 47.43),
    )
) + "]"  # fmt: skip


@pytest.mark.long
def test_the_name_of_a_country_touches_no_disputed_area(
    order: Callable[..., MapOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Somalia” on the hatching of Somaliland says whose it is."""
    grounds: dict[str, str] = {}

    def keep(label: PlacedLabel, ground: str) -> str:
        grounds[label.text] = ground
        return ""

    monkeypatch.setattr("briefpress.page.maps.draw_labels.write_label", keep)
    draw_map(order(HORN, "iso,rate\nKE,32\nET,36\nDJ,14\n", width="side"), atlas_file())
    assert not grounds["Somalia"], grounds


COPPER = "region: [AO, CD, ZM], points: [{lat: -11.66, lon: 27.48, label: Lubumbashi}], "


@pytest.mark.long
def test_the_plate_under_a_place_has_the_colour_of_its_land(
    order: Callable[..., MapOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a boundary between two countries that are highlighted it is no pale patch."""
    grounds: dict[str, str] = {}

    def keep(label: PlacedLabel, ground: str) -> str:
        grounds[label.text] = ground
        return ""

    made = order(f"{COPPER}highlight: [AO, CD, ZM]", width="side")
    monkeypatch.setattr("briefpress.page.maps.draw_labels.write_label", keep)
    draw_map(made, atlas_file())
    shown = find_shown(made, read_atlas(_file()), Problems())
    assert shown is not None
    assert grounds["Lubumbashi"] in (shown.colours.highlight, "")
    assert shown.colours.highlight != shown.colours.land


@pytest.mark.long
def test_a_few_countries_without_room_have_a_line_to_their_names(
    draw: Callable[..., DrawnMap],
) -> None:
    """Where all are named: Rwanda and Burundi are on the map and have values."""
    rows = "iso,rate\nAO,12\nCD,48\nZM,37\nRW,14\nBI,2\n"
    drawn = draw("region: [AO, CD, ZM, RW], code: iso, value: rate, labels: all", rows)
    assert "have no room" not in complaints(drawn)
    assert b">Rwanda<" in drawn.svg and b">Burundi<" in drawn.svg


LAKES = {"CD": 1, "TZ": 15, "UG": 6, "KE": 33, "RW": 7, "BI": 9}
"""Countries and a rate of each: the last two are hardly wider than their names are high."""


@pytest.mark.long
@pytest.mark.parametrize("width", ["side", "page"])
def test_the_name_of_a_small_country_is_not_taken_for_its_neighbours(
    order: Callable[..., MapOrder], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """“Rwanda” in the Congo has a line to Rwanda, and a name stands nowhere but on its land, over a
    fifth of its edge at most, without one.
    """
    placed: dict[str, PlacedLabel] = {}

    def keep(label: PlacedLabel, _: str) -> str:
        placed[label.text] = label
        return ""

    keys = ", ".join(LAKES)
    chart = f"region: [{keys}], labels: [{keys}], code: iso, value: rate"
    made = order(chart, "iso,rate\n" + "".join(f"{key},{n}\n" for key, n in LAKES.items()),
                 width=width)  # fmt: skip
    monkeypatch.setattr("briefpress.page.maps.draw_labels.write_label", keep)
    drawn = draw_map(made, atlas_file())
    assert not drawn.problems
    assert len(placed) == len(LAKES)
    assert width != "side" or (placed["Rwanda"].leader and placed["Burundi"].leader)
    for name, label in placed.items():
        if label.leader:
            others = [one.box for one in placed.values() if one is not label]
            assert Room((0, 0, 900, 900), others).is_open(*label.leader), name
    shown = find_shown(made, read_atlas(_file()), Problems())
    assert shown is not None
    areas = {shown.name(area.key): area for area in shown.areas}
    for label in placed.values():
        if not label.leader:
            on_land = sum(surface(ring) for ring in areas[label.text].rings_in(label.box) if ring)
            left, top, right, bottom = label.box
            assert on_land > 0.6 * (right - left) * (bottom - top), label


@pytest.mark.long
def test_a_label_without_room_is_told(draw: Callable[..., DrawnMap]) -> None:
    """Thirty places in one spot: each that has no room is named, on its line."""
    crowd = ", ".join(f"{{lat: 39, lon: 125.{n:02}, label: Place number {n}}}" for n in range(30))
    text = complaints(draw(f"region: [KP], points: [{crowd}]", width="side"))
    assert "there is no room for the label `Place number" in text
    assert "content/tiny/brief.yaml:6" in text


@pytest.mark.long
def test_a_label_gives_way_to_one_that_has_no_other_place(
    draw: Callable[..., DrawnMap],
) -> None:
    """Eight places of one town: all are named, some with a line to their dot."""
    crowd = ", ".join(
        f"{{lat: {38.9 + n % 4 * 0.07:.2f}, lon: {125.6 + n // 4 * 0.14:.2f}, label: Camp {n}}}"
        for n in range(8)
    )
    drawn = draw(f"region: [KP], points: [{crowd}]", width="text")
    assert not drawn.problems
    assert all(f">Camp {n}<" in drawn.svg.decode() for n in range(8))


def test_a_name_that_has_no_place_beside_stands_on_a_ground(
    house: House, draw: Callable[..., DrawnMap]
) -> None:
    """Over the edge of its shape it is read whatever its neighbours are, and without any."""
    house.put("land.geojson", islands(3.9, 3.9, 3.9, 3.9))
    rows = "pcode,rate\nZ2,9\nZ3,9\n"
    drawn = draw(f"{SEA}, labels: [Z2, Z3]", rows, boundaries="", width="side")
    assert not drawn.problems
    assert all(f">Island no. {n}<" in drawn.svg.decode() for n in (2, 3))


def test_a_point_outside_the_map_is_told(draw: Callable[..., DrawnMap]) -> None:
    """Most often `lat` and `lon` are the wrong way round."""
    text = complaints(draw("region: [KP], points: [{lat: 9, lon: 125.7, label: Pyongyang}]"))
    assert "the point Pyongyang lies outside the map" in text


@pytest.mark.long
def test_points_come_from_a_file(house: House, draw: Callable[..., DrawnMap]) -> None:
    """With circles by their size; a position that is none is told on its line."""
    house.put("camps.csv", "Label,Latitude,Longitude,Size\nAba,13,22.5,1200\nBeni,14,23.5,300\n")
    drawn = draw("region: [Sudan], points_data: camps.csv, unit: People")
    assert not drawn.problems
    assert all(text in drawn.svg for text in (b">Aba<", b">Beni<", b">People<", b">1,200<"))
    house.put("camps.csv", "label,lat,lon\nAba,13N,22.5\nBeni,140,23.5\n")
    text = complaints(draw("region: [Sudan], points_data: camps.csv"))
    assert "camps.csv:2: error: `13N` is no `lat`" in text
    assert "camps.csv:3: error: `140` is no `lat`" in text
    house.put("camps.csv", "place,y,x\nAba,13,22.5\n")
    assert "no column `lat`" in complaints(draw("region: [Sudan], points_data: camps.csv"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("chart", "message"),
    [
        ("region: [Atlantis]", "`Atlantis` is no country and no continent"),
        ("region: [10, 20, 30]", "`10, 20, 30` is no part of the world"),
        ("region: [10, 60, 20, 40]", "is no part of the world"),
        ("region: [Africa, Brazil]", "a continent and a country together"),
        ("region: [Tuvalu]", "there is no outline of Tuvalu"),
        ("region: [Brazil], locator: [Tuvalu]", "there is no outline of Tuvalu"),
        ("region: [Brazil], labels: [Brasilistan]", "`Brasilistan` is no country"),
        ("region: [Brazil], labels: [Kenya]", "Kenya is not on the map"),
        ("region: world, locator: world", "a map of the world needs no locator"),
        ("region: [Brazil], locator: Oceania", "does not lie within its locator"),
    ],
)
def test_what_cannot_be_shown_is_told(
    draw: Callable[..., DrawnMap], chart: str, message: str
) -> None:
    """On its line, and nothing is drawn."""
    drawn = draw(chart)
    assert drawn.svg == b""
    assert message in complaints(drawn)


@pytest.mark.parametrize(
    ("chart", "data", "message"),
    [
        ("region: Africa, code: iso", "rates.csv", "`value` is missing"),
        ("region: Africa, code: iso, value: rate", "", "`data` is missing"),
        ("labels: all", "", "the map does not say what it shows"),
        ("shapes: a.geojson", "", "which property of `shapes` names them"),
        ("region: Africa, breaks: [3, 2]", "", "`breaks` do not rise"),
        ("region: Africa, classes: 9", "", "`9` is no number for `classes`"),
        ("region: Africa, regoin: x", "", "did you mean `region`?"),
        ("region: Africa, clases: 4", "", "did you mean `classes`?"),
        ("points: [{lat: 99, lon: 3}]", "", "`99` is no number for `lat`"),
    ],
)
def test_the_contract_refuses_half_a_map(house: House, chart: str, data: str, message: str) -> None:
    """With the words of the field."""
    house.put("rates.csv", "iso,rate\nKE,1\n")
    house.put("a.geojson", "{}")
    assert message in house.complaints(fields(chart, data), PROSE)


# Own shapes


def two_provinces(*, reverse: bool = False) -> str:
    """Two squares beside each other, as GeoJSON."""
    rings = [
        [[x, 4], [x + 1, 4], [x + 1, 5], [x, 5], [x, 4]][:: -1 if reverse else 1] for x in (20, 21)
    ]
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"pcode": key, "name": name},
                 "geometry": {"type": "Polygon", "coordinates": [ring]}}
                for key, name, ring in zip(("Z1", "Z2"), ("Aru", "Belmo"), rings, strict=True)
            ],
        }
    )  # fmt: skip


OWN = "shapes: land.geojson, join: pcode, code: pcode, value: rate, labels: all"


def test_own_shapes_are_drawn_whichever_way_round(
    house: House, draw: Callable[..., DrawnMap]
) -> None:
    """Without the outlines of countries, and without boundaries.yaml."""
    drawn = []
    for reverse in (False, True):
        house.put("land.geojson", two_provinces(reverse=reverse))
        drawn.append(draw(OWN, "pcode,rate\nz1,3\nZ2,8\n", boundaries=""))
        assert not drawn[-1].problems
        assert all(f">{name}<".encode() in drawn[-1].svg for name in ("Aru", "Belmo"))
    fills = [re.findall('fill="(#.{6})" fill-rule', one.svg.decode()) for one in drawn]
    assert fills[0] == fills[1]


def test_shapes_are_named_by_a_column_of_the_data(
    house: House, order: Callable[..., MapOrder]
) -> None:
    """Whose file has codes alone says which column holds names; the hint says how."""
    house.put("land.geojson", two_provinces().replace('"name"', '"area"'))
    csv = "pcode,region,rate\nZ1,Aru,3\nZ2,Belmo,8\n"
    coded = draw_map(order(OWN, csv), None)
    assert [problem.hint for problem in coded.problems] == [
        "write `labels: region`, the column of their names"
    ]
    assert b">Z1<" in coded.svg
    named = draw_map(order(OWN.replace("labels: all", "labels: region"), csv), None)
    assert not named.problems
    assert all(f">{name}<".encode() in named.svg for name in ("Aru", "Belmo"))


@pytest.mark.parametrize(
    ("join", "fields", "name"),
    [
        ("ADM2_PCODE", {"ADM0_FR": "Mali", "ADM2_FR": "Gao", "ADM2_PCODE": "ML0701"}, "Gao"),
        ("GID_1", {"NAME_0": "Mali", "NAME_1": "Gao", "GID_1": "MLI.2_1"}, "Gao"),
        ("shapeISO", {"shapeName": "Gao", "shapeISO": "ML-7"}, "Gao"),
        ("CD_MUN", {"CD_MUN": 4300101, "NM_MUN": "Santa Aurora"}, "Santa Aurora"),
        ("code", {"code": "77", "surname": "x"}, "77"),
    ],
)
def test_the_names_of_shapes_are_found(join: str, fields: dict[str, object], name: str) -> None:
    """As HDX, GADM, geoBoundaries and a statistics office call them, of the level that joins."""
    square = [[[0, 0], [0, 1], [1, 1], [0, 0]]]
    shape = {"type": "Feature", "properties": fields,
             "geometry": {"type": "Polygon", "coordinates": square}}  # fmt: skip
    (found,) = read_shapes(json.dumps(shape).encode(), join)
    assert found.name == name


def test_a_map_leaves_room_on_its_page(house: House, order: Callable[..., MapOrder]) -> None:
    """One as wide as the page is not as high, where nobody asked for that width."""
    house.put("land.geojson", two_provinces())
    csv = "pcode,rate\nZ1,3\nZ2,8\n"
    wide = replace(order(OWN, csv), width=657.0)
    assert wide.highest < 0.7 * wide.width
    svg = draw_map(replace(wide, highest=200.0), None).svg.decode()
    assert max(float(one) for one in re.findall(r'height="([\d.]+)" fill="none"', svg)) <= 200
    assert order(OWN, csv, width="page").highest == math.inf


def test_a_row_that_no_shape_has_is_told(house: House, draw: Callable[..., DrawnMap]) -> None:
    """With the property that joins them."""
    house.put("land.geojson", two_provinces())
    text = complaints(draw(OWN, "pcode,rate\nZ1,3\nZ3,8\n", boundaries=""))
    assert "rates.csv:3: error: no shape of `land.geojson` has `Z3` as its `pcode`" in text


def test_without_the_outlines_only_own_shapes_are_drawn(
    house: House, order: Callable[..., MapOrder]
) -> None:
    """A locator needs them as well; the hint says how to bring them."""
    house.put("land.geojson", two_provinces())
    own = order(OWN, "pcode,rate\nZ1,3\nZ2,8\n")
    assert not draw_map(own, None).problems
    located = replace(own, map=own.map.model_copy(update={"locator": ["Africa"]}))
    text = complaints(draw_map(located, None))
    assert "the outlines of countries are missing" in text
    assert "`make`" in text


def islands(*sizes: float) -> str:
    """Squares in a row, each with its size in degrees, far from one another, as GeoJSON."""
    rings = [
        [[x, 0], [x + size, 0], [x + size, size], [x, size], [x, 0]]
        for x, size in zip(itertools.count(0, 4), sizes, strict=False)
    ]
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"pcode": f"Z{n}", "name": f"Island no. {n}"},
                 "geometry": {"type": "Polygon", "coordinates": [ring]}}
                for n, ring in enumerate(rings, 1)
            ],
        }
    )  # fmt: skip


SEA = "shapes: land.geojson, join: pcode, code: pcode, value: rate"
ROWS = "pcode,rate\nZ1,1\nZ2,8\nZ3,9\n"


@pytest.mark.parametrize("labels", ["all", "[Z1, Z2, Z3]", "[island no. 1, Island no. 2, Z3]"])
@pytest.mark.parametrize("size", [0.5, 1.0, 2.0, 3.5])
def test_a_name_that_is_wider_than_its_shape_is_never_white_on_white(
    house: House, draw: Callable[..., DrawnMap], labels: str, size: float
) -> None:
    """It stands beside the shape, in dark letters; by code and by name, each is named or told."""
    house.put("land.geojson", islands(size, size, size))
    drawn = draw(f"{SEA}, labels: {labels}", ROWS, boundaries="", width="text")
    svg = drawn.svg.decode()
    assert not drawn.problems
    assert all(f">Island no. {n}<" in svg for n in (1, 2, 3))
    shapes = []
    for start, steps in re.findall(r"M([\d.-]+) [\d.-]+l([^Z]+)Z", svg):
        across = [float(x) for x in steps.split()[::2]]
        shapes.append([*itertools.accumulate([float(start), *across])])
    for x, letters in re.findall(r'<text x="([\d.]+)"[^>]*fill="#ffffff"[^>]*>(Isl[^<]+)<', svg):
        half = 2.2 * len(letters)
        assert any(min(xs) <= float(x) - half < float(x) + half <= max(xs) for xs in shapes)


@pytest.mark.long
def test_names_that_have_no_room_are_told(house: House, draw: Callable[..., DrawnMap]) -> None:
    """Those of a list are errors, each; of all names a warning says which."""
    count = 40
    house.put("land.geojson", islands(*(3.9 for _ in range(count))))
    rows = "pcode,rate\n" + "".join(f"Z{n},{n}\n" for n in range(1, count + 1))
    drawn = draw(f"{SEA}, labels: all", rows, boundaries="", width="side")
    assert drawn.svg
    assert " of 40 names have no room on the map: Island no. " in complaints(drawn)
    every = ", ".join(f"Z{n}" for n in range(1, count + 1))
    drawn = draw(f"{SEA}, labels: [{every}]", rows, boundaries="", width="side")
    assert "error: there is no room for the label `Island no. " in complaints(drawn)


WEST = "region: [Ghana, Togo, Benin, Burkina Faso], code: iso, value: rate, labels: all"


@pytest.mark.long
def test_the_caption_and_the_highest_values_are_named_before_all(
    order: Callable[..., MapOrder],
) -> None:
    """Where a map has no room for all names, those without a value are left out first."""
    ordered = order(WEST, "iso,rate\nTG,51\nGH,38\nBJ,22\nBF,9\n", width="side")
    drawn = draw_map(replace(ordered, title="A third of the refugees are in Togo"), atlas_file())
    assert ">Togo<" in drawn.svg.decode() or "no room for the label `Togo`" in complaints(drawn)
    assert "names have no room on the map: Togo" not in complaints(drawn)
    named = re.findall(r'text-anchor="middle">([^<]+)<', drawn.svg.decode())
    assert named[0] == "Togo"


# Shades


def test_what_is_over_is_in_the_lower_classes() -> None:
    """The highest values, of which a caption tells, have a shade of their own."""
    values = [9300.0, 12500.0, 17900.0, 22700.0, 38400.0, 51200.0]
    for classes in (2, 3, 4, 5):
        breaks = find_breaks(values, classes)
        sizes = [sum(class_of(one, breaks) == n for one in values) for n in range(classes)]
        assert sizes[-1] == min(sizes), classes
    assert class_of(38400.0, find_breaks(values, 5)) < class_of(51200.0, find_breaks(values, 5))


def test_neighbours_in_grey_are_told_apart() -> None:
    """Whatever the colour of the house."""
    for colour in ("#14355e", "#ad3b1e", "#ffd400", "#000", "#f8f8f8"):
        for classes in (2, 4, 6):
            lights = [lightness(one) for one in ramp(colour, classes)]
            assert all(one - other >= APART for one, other in itertools.pairwise(lights))


def test_breaks_are_round_and_no_class_is_empty() -> None:
    """Few values have few classes; a break belongs to the class above it."""
    values = [0.2, 3.1, 4.7, 9.9, 12.2, 18, 23, 44.4, 61, 88, 120, 340]
    breaks = find_breaks(values, 4)
    assert breaks == sorted(breaks)
    assert all(float(f"{one:.2g}") == one for one in breaks)
    assert {class_of(one, breaks) for one in values} == set(range(len(breaks) + 1))
    assert find_breaks([5.0, 5.0], 5) == []
    assert find_breaks([1.0, 2.0, 3.0], 5) == [2.0, 3.0]
    assert class_of(2.0, [2.0, 3.0]) == 1


@pytest.mark.long
@given(
    st.lists(st.sampled_from([0, 0, 0, 1, 2, 5]) | st.floats(-1e6, 1e6), min_size=2, max_size=60),
    st.integers(2, 6),
)
@example([0.0] * 100 + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 5)
def test_different_values_have_different_shades(values: list[float], classes: int) -> None:
    """Also where most rows hold one value; and no class is empty."""
    breaks = find_breaks(values, classes)
    assert len(breaks) < classes
    assert bool(breaks) == (len(set(values)) > 1)
    assert {class_of(one, breaks) for one in values} == set(range(len(breaks) + 1))


def below(svg: bytes) -> list[str]:
    """The words of a map without labels: those of its legend."""
    return re.findall(r">([^<]+)</text>", svg.decode())


@pytest.mark.long
def test_the_legend_says_where_each_shade_ends(draw: Callable[..., DrawnMap]) -> None:
    """Values of which each has its own shade are named; no number stands there twice."""
    both = ["No data", "Status disputed"]
    assert below(draw(SHADED, "iso,rate\nKE,5\n").svg) == ["5", *both]
    assert below(draw(SHADED, "iso,rate\nKE,1\nTZ,2\nUG,3\nML,3\n").svg) == ["1", "2", "3", *both]
    ends = {
        "breaks: [30]": ["20", "30", "60"],  # one end, the break, the other end
        "breaks: [30, 60]": ["20", "40", "60"],  # each has its own shade
        "breaks: [10, 30, 100]": ["10", "30", "100"],  # nothing under 10, nothing over 100
        "breaks: [20, 50]": ["20", "50", "60"],
    }
    for breaks, texts in ends.items():
        drawn = draw(f"{SHADED}, {breaks}", "iso,rate\nKE,20\nTZ,40\nUG,60\n")
        assert below(drawn.svg) == [*texts, *both], breaks


@pytest.mark.long
def test_the_numbers_of_a_legend_stand_apart(draw: Callable[..., DrawnMap]) -> None:
    """On a narrow map the shades stand in a list, each with the numbers from which and to which."""
    rows = "iso,rate\nKE,9300000\nTZ,12500000\nUG,22700000\nEG,38400000\nML,51200000\n"
    chart = f"{SHADED}, breaks: [10000000, 20000000, 40000000]"
    for width, texts in {
        "text": ["9,300,000", "10,000,000", "20,000,000", "40,000,000", "51,200,000"],
        "side": [
            "9,300,000–10,000,000",
            "10,000,000–20,000,000",
            "20,000,000–40,000,000",
            "40,000,000–51,200,000",
        ],
    }.items():
        drawn = draw(chart, rows, width=width)
        legend = below(drawn.svg)
        assert legend[: len(texts)] == texts


@pytest.mark.long
def test_a_name_is_read_on_every_shade(draw: Callable[..., DrawnMap]) -> None:
    """With a contrast of 4.5:1, whatever the colour of its country."""
    named = ["Algeria", "Libya", "Egypt", "Sudan", "Chad", "Niger", "Mali", "Angola"]
    rows = "".join(f"{name},{n}\n" for n, name in enumerate(named))
    for classes in (2, 4, 6):
        chart = f"{SHADED}, classes: {classes}, labels: [{', '.join(named)}]"
        svg = draw(chart, f"iso,rate\n{rows}").svg.decode()
        shades = ramp("#14355e", classes)
        breaks = find_breaks([float(n) for n in range(len(named))], classes)
        for n, name in enumerate(named):
            (letters,) = re.findall(rf'fill="(#\w+)" text-anchor="middle">{name}<', svg)
            assert contrast(letters, shades[class_of(n, breaks)]) >= 4.5, (classes, name)


# Projections


def test_areas_keep_their_size() -> None:
    """A square degree at the equator, and one at 60° north, which is half as large."""
    for projection in (Azimuthal(10, 30), EqualEarth(10)):
        sizes = []
        for lat in (0.0, 60.0):
            ring = ((12, lat), (13, lat), (13, lat + 1), (12, lat + 1), (12, lat))
            (line,) = projection.rings(ring)
            sizes.append(_area(line))
        sphere = [math.radians(1) * (math.sin(math.radians(lat + 1)) - math.sin(math.radians(lat)))
                  for lat in (0.0, 60.0)]  # fmt: skip
        assert sizes == pytest.approx(sphere, rel=0.002)


def test_a_ring_over_the_antimeridian_is_whole() -> None:
    """On a map of a part it is one, on one of the world there is a part at either edge."""
    ring = ((178, -18), (-178, -18), (-178, -16), (178, -16), (178, -18))
    (line,) = Azimuthal(180, -17).rings(ring)
    assert max(x for x, _ in line) - min(x for x, _ in line) < math.radians(5)
    assert len([*EqualEarth(0).rings(ring)]) == 2
    assert len([*EqualEarth(150).rings(ring)]) == 1


def test_a_point_comes_back_from_the_plane() -> None:
    """A point that is projected and taken back is where it was."""
    projection = Azimuthal(178, -18)
    for lon, lat in ((178, -18), (-170, -10), (160, 40)):
        point = projection.point(lon, lat)
        assert point is not None
        back = projection.position(*point)
        assert back is not None
        assert ((back[0] - lon + 180) % 360 - 180, back[1] - lat) == pytest.approx((0, 0), abs=1e-6)


def test_what_leaves_the_frame_is_cut() -> None:
    """A ring stays within, a line comes in its parts."""
    box = (0.0, 0.0, 10.0, 10.0)
    ring = clip_to_box([(-5, -5), (15, -5), (15, 15), (-5, 15)], box)
    assert {*ring} == {(0, 0), (10, 0), (10, 10), (0, 10)}
    parts = [*clip_line([(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)], box)]
    assert parts == [[(0, 5), (5, 5), (5, 10)], [(8, 10), (8, 5)]]


# On the page


def test_the_page_says_what_a_map_does_not(house: House) -> None:
    """Under each map, in the language of the brief, with the house's notes of what it shows."""
    house.put("../boundaries.yaml", "areas: {}\n")
    page, problems = house.page(fields("region: [Brazil]"), PROSE)
    assert page is not None, said(problems)
    assert house.theme.languages["en"].words["map_disclaimer"] in page.text
    page, problems = house.page("language: fr\n" + fields("region: [Brazil]"), PROSE)
    assert page is not None, said(problems)
    assert house.theme.languages["fr"].words["map_disclaimer"] in page.text


def test_a_map_with_the_same_order_is_not_drawn_again(order: Callable[..., MapOrder]) -> None:
    """Its digest holds the data and what the house has decided."""
    first = order("region: [Ukraine]")
    assert order("region: [Ukraine]").digest == first.digest
    other = EVERYTHING.replace("crimea: {shown: apart}", "crimea: {shown: UA}")
    assert order("region: [Ukraine]", boundaries=other).digest != first.digest


def test_the_pdf_carries_what_a_map_is_drawn_from(house: House) -> None:
    """boundaries.yaml without its notes, and the shapes; a brief without a map carries neither."""
    house.put("../boundaries.yaml", "notes: for us\nareas: {crimea: {shown: apart}}\n")
    house.put("land.geojson", two_provinces())
    brief = house.brief(fields("shapes: land.geojson, join: pcode"), PROSE)
    assert brief.content["boundaries.yaml"] == b"areas: {crimea: {shown: apart}}\n"
    assert brief.content["tiny/land.geojson"] == two_provinces().encode()
    assert "boundaries.yaml" not in house.brief().content


def _file() -> Path:
    file = atlas_file()
    assert file is not None, "`make setup` brings it"
    return file


def _area(line: list[tuple[float, float]]) -> float:
    pairs = itertools.pairwise(line)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _on_page(order: MapOrder, lon: float, lat: float) -> tuple[float, float]:
    """Where a position lies on the map of Ukraine: as the dot of a point there."""
    from briefpress.model.maps import MapPoint

    dotted = replace(
        order, map=order.map.model_copy(update={"points": [MapPoint(lat=lat, lon=lon)]})
    )
    svg = draw_map(dotted, atlas_file()).svg.decode()
    found = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="2.9"', svg)
    assert found is not None
    return float(found[1]), float(found[2])


def _filled(svg: str, at: tuple[float, float]) -> str:
    """The colour in which the last area that holds *at* is filled."""
    colour = ""
    for path, fill in re.findall(r'<path d="([^"]*)" fill="(#\w{6})" fill-rule', svg):
        for ring in re.findall(r"M[^M]*", path):
            x = y = 0.0
            points = []
            for dx, dy in re.findall(r"(-?[\d.]+) (-?[\d.]+)", ring):
                x, y = x + float(dx), y + float(dy)
                points.append((x, y))
            if contains([*points, points[0]], *at):
                colour = fill
    return colour


@pytest.mark.long
def test_the_label_of_a_dot_stands_on_a_line_last(order: Callable[..., MapOrder]) -> None:
    """Beside a coast it goes to the other side; where lines are all around, it has a ground."""
    letters, room = Lettering("Source Sans Pro", FONTS), Room((0, 0, 200, 200))
    accra = LabelWords("Accra", 600, BLACK, letters)
    placed = place_beside(accra, (100, 100), 3, room, lambda box: box[2] > 101)
    assert placed is not None
    assert placed.box[2] < 101
    everywhere = place_beside(accra, (100, 100), 3, Room((0, 0, 200, 200)), lambda _: True)
    assert everywhere is not None
    assert everywhere.box[0] > 101
    name = "A town between two boundaries and the sea, with a long name"
    chart = f"region: [GH, TG, BJ], points: [{{lat: 8.5, lon: 1.1, label: '{name}'}}]"
    assert b'rx="1.5"' in draw_map(order(chart), atlas_file()).svg
    chart = "region: [GH, TG, BJ], points: [{lat: 8.5, lon: -0.5, label: Yendi}]"
    assert b'rx="1.5"' not in draw_map(order(chart), atlas_file()).svg
