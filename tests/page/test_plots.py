"""Charts of a kind: each row becomes a mark that can be read, or an error says which does not."""

import datetime
import itertools
import json
import re
from collections.abc import Sequence

import pytest
from support.charts import drawn, prepare, texts
from support.depth import few
from support.houses import ROOT, House

from briefpress.model.colour import contrast
from briefpress.page.charts import prepare_chart
from briefpress.page.plots.chart_words import Lettering, spread
from briefpress.page.plots.palette import APART, ink_on, lightness, series_colours

pytestmark = pytest.mark.long  # to draw a chart takes 50 ms

YAML = "content/tiny/brief.yaml"
CSV = "content/tiny/d.csv"
NAMES = ["Chad", "Sudan", "Niger", "Mali", "Togo", "Benin", "Ghana", "Kenya", "Uganda", "Egypt"]
LONG = [
    "Democratic People’s Republic of Korea",
    "United Republic of Tanzania and Zanzibar",
    "Children under five who were seen at a clinic in the capital during the rains",
]


def by_year(names: list[str], years: range = range(2019, 2025)) -> str:
    """A file with a row for each of *names* in each of *years*; no two numbers are alike."""
    rows = [
        f"{year},{name},{100 * (n + 1) + 7 * k}"
        for n, name in enumerate(names)
        for k, year in enumerate(years)
    ]
    return "year,group,people\n" + "\n".join(rows) + "\n"


def by_place(names: list[str], numbers: list[str]) -> str:
    """A file with a row for each of *names*."""
    rows = [f"{name},{number}" for name, number in zip(names, numbers, strict=True)]
    return "place,people\n" + "\n".join(rows) + "\n"


def plot(kind: str, x: str = "year", y: str = "people", more: str = "") -> str:
    """A specification of lines; `kind` is the first, in line 9 of brief.yaml."""
    return f"kind: {kind}\nx: {x}\ny: {y}\n{more}"


SERIES = "series: group\n"
OVER_TIME = ("line", "area", "bars", "stacked", "share", "dots")
OTHERS = ("small-multiples", "slope")
BY_PLACE = ("bars", "stacked", "dots", "line")
DAYS = "\n".join(
    f"{datetime.date(2024, 1, 1) + datetime.timedelta(3 * n)},{n + 5}" for n in range(40)
)
SHAPES = {
    "one row": (plot("{}", "year"), "year,people\n2024,7\n"),
    "days": (plot("{}", "day"), f"day,people\n{DAYS}\n"),
    "months, large numbers":
        (plot("{}", "month"), "month,people\n2024-01,1200000\n2024-02,11559000\n2024-03,9000\n"),
    "quarters, fractions":
        (plot("{}", "q"), "q,people\n2023-Q4,0.002\n2024-Q1,0.013\n2024-Q2,0.005\n2024-Q3,0.004\n"),
    "half a century": (plot("{}", more=SERIES), by_year(["Chad"], range(1970, 2025))),
    "long names": (plot("{}", more=SERIES), by_year(LONG)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "shape"),
    few(
        [
            (kind, shape)
            for kind in OVER_TIME
            for shape, (spec, _) in SHAPES.items()
            if kind != "share" or SERIES in spec
        ],
        8,
    ),
)
def test_every_kind_draws_every_shape_of_data(house: House, kind: str, shape: str) -> None:
    """Whatever the rows are, each becomes a mark, and no text is cut or covered; in the smallest
    chart the type is that of a page as well: 438 pixels are 116 mm.
    """
    spec, csv = SHAPES[shape]
    assert _least_type(drawn(house, spec.format(kind), csv), 438) >= 6.45


def _least_type(svg: str, width: int) -> float:
    """The smallest type of a chart that is printed *width* pixels wide, in points."""
    sizes = map(float, re.findall(r'font-size="([\d.]+)px"', svg))
    return min(sizes) * 0.75 * width / float(re.findall(r' width="([\d.]+)"', svg)[0])


@pytest.mark.parametrize("kind", few(BY_PLACE, 2))
@pytest.mark.parametrize("count", [2, 60])
def test_every_kind_draws_labels(house: House, kind: str, count: int) -> None:
    """From two labels to sixty, each is drawn, also those that need several lines."""
    names = [f"Place {n}" for n in range(count)]
    names[-1] = LONG[2] if count < 20 else names[-1]
    svg = drawn(house, plot(kind, "place"), by_place(names, [str(n + 1) for n in range(count)]))
    if kind != "line":
        assert "Place 0" in texts(svg)


@pytest.mark.parametrize("count", few([1, 10]))
def test_small_multiples_and_highlights_take_many_series(house: House, count: int) -> None:
    """Series that one chart cannot tell apart are for many small ones, or one that matters."""
    csv = by_year(NAMES[:count])
    assert "<svg" in drawn(house, plot("small-multiples", more=SERIES), csv)
    assert "<svg" in drawn(house, plot("line", more=f"{SERIES}highlight: Chad"), csv)


def test_each_of_a_few_whole_numbers_is_named_under_an_axis(house: House) -> None:
    """The twelve months of a year by their numbers, and not 5 and 10 alone."""
    csv = "month,cases\n" + "".join(f"{n},{100 + n}\n" for n in range(1, 13))
    found = texts(drawn(house, plot("line", "month", "cases"), csv))
    assert {str(n) for n in range(1, 13)} <= set(found)
    many = "day,cases\n" + "".join(f"{n},{100 + n}\n" for n in range(1, 32))
    assert "3" not in texts(drawn(house, plot("line", "day", "cases"), many))


@pytest.mark.parametrize("kind", ["line", "bars", "stacked", "dots", "small-multiples"])
def test_what_is_below_zero_is_drawn(house: House, kind: str) -> None:
    """Negative numbers have their place, with a minus that is no hyphen."""
    csv = "year,people\n2019,-12\n2020,8\n2021,-3\n2022,0\n"
    assert any(text.startswith("−") for text in texts(drawn(house, plot(kind), csv)))


EMPTY = "year,men,women\n2019,5,6\n2020,,7\n2021,7,8\n2022,n/a,n/a\n2023,8,\n"


@pytest.mark.parametrize(
    ("kind", "count"), [("bars", 3), ("stacked", 1), ("small-multiples", 3), ("dots", 0)]
)
def test_a_bar_of_which_nothing_is_known_says_so(house: House, kind: str, count: int) -> None:
    """An empty cell is no nought: words stand in its place, once for two of them side by side."""
    spec = f"kind: {kind}\nx: year\ny: [men, women]\n"
    spec += "marks: bars\n" if kind == "small-multiples" else ""
    found = texts(drawn(house, spec, EMPTY))
    assert found.count("No data") == count
    assert ("≥7" in found) is (kind == "stacked")  # one of its parts is not known


LANGUAGES = sorted(path.stem for path in (ROOT / "templates/languages").glob("*.toml"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_rows_say_it_in_the_language_of_the_brief(house: House, tag: str) -> None:
    """A dash in the cell says that there is nothing, and is printed; n/a is not known."""
    csv = "place,people\nChad,5\nMali,n/a\nTogo,–\nNiger,0\n"
    found = texts(drawn(house, plot("bars", "place"), csv, tag))
    no_data = house.theme.languages[tag].words["map_no_data"]
    assert (found.count(no_data), found.count("–"), found.count("0")) == (1, 1, 1)


def test_series_with_places_of_their_own_have_no_gaps(house: House) -> None:
    """Where each label has one series alone, the others are not missing."""
    csv = "place,group,people\nA,x,1\nB,y,2\nC,z,3\n"
    assert "No data" not in texts(drawn(house, plot("bars", "place", more=SERIES), csv))


def test_a_share_of_what_is_not_known_is_refused(house: House) -> None:
    """Shares of the known parts would be too large; those that add up to 100 are right."""
    spec = "kind: share\nx: year\ny: [men, women]\n"
    assert "`women` of `2023` is not known" in prepare(house, spec, EMPTY)[1]
    assert not prepare(house, spec, "year,men,women\n2019,40,60\n2020,100,\n")[1]


IN_TURN = [
    (marks, shape, ("side", "text", "page")[(number + turn) % 3])
    for number, marks in enumerate(("line", "bars", "area"))
    for turn, shape in enumerate(SHAPES)
]
"""Marks with each shape of data, and both with each width: of all three, a third."""


@pytest.mark.parametrize(("marks", "shape", "width"), few(IN_TURN, 4))
def test_small_multiples_are_made_of_what_is_asked(
    house: House, marks: str, shape: str, width: str
) -> None:
    """Lines, bars and areas: each row has its mark, and all words can be read."""
    spec, csv = SHAPES[shape]
    spec = spec.format("small-multiples") + f"marks: {marks}\n"
    assert "<svg" in drawn(house, spec, csv, width=width)


@pytest.mark.parametrize(("count", "width"), [(6, "side"), (1, "text"), (3, "page")])
def test_small_bars_over_labels_have_their_numbers(house: House, count: int, width: str) -> None:
    """Labels stand once, left of each row; every bar says its number, also those below zero."""
    rows = [
        f"{LONG[2] if n == 1 else f'Place {n}'},{name},{n * 7 - 5 + k}"
        for k, name in enumerate(["2019", "2022", "2024"])
        for n in range(count)
    ]
    csv = "place,year,people\n" + "\n".join(rows) + "\n"
    spec = plot("small-multiples", "place", more="series: year\nmarks: bars\nunit: People\n")
    found = texts(drawn(house, spec, csv, width=width))
    assert found.count("Place 0") == (3 if width == "side" else 1)
    assert {"−5", "−4", "−3", "2019", "2022", "2024", "People"} <= set(found)


@pytest.mark.parametrize("marks", ["bars", "area"])
def test_small_multiples_with_a_gap_leave_it(house: House, marks: str) -> None:
    """An unknown value is not drawn as 0, and a year between two gaps is seen."""
    csv = "year,group,people\n2019,A,5\n2020,A,\n2021,A,7\n2022,A,\n2023,A,9\n2019,B,1\n2023,B,2\n"
    svg = drawn(house, plot("small-multiples", more=f"{SERIES}marks: {marks}\n"), csv)
    shown = set(re.findall(r'aria-label="(\d)\.people"', svg))
    assert shown >= {"0", "2", "4", "5", "6"} and not shown & {"1", "3"}


@pytest.mark.parametrize(
    ("tag", "kind", "unit"),
    [
        ("en", "bars", "22 m³/s"),
        ("fr", "line", "5 hab./km²"),
        ("ru", "bars", "100 тыс. чел."),
        ("es", "line", "3 millones"),
    ],
)
def test_a_number_and_its_unit_stay_in_one_line(
    house: House, tag: str, kind: str, unit: str
) -> None:
    """In the unit above a chart and in its labels, however narrow it is."""
    csv = f"year,Water at {unit} or,Other\n2020,1,2\n2021,2,5\n2022,3,9\n"
    spec = f"kind: {kind}\nx: year\ny: [Water at {unit} or, Other]\nunit: As much as fits {unit}\n"
    lines = texts(drawn(house, spec, csv, tag=tag, width="side"))
    assert sum(unit in line.replace("\xa0", " ") for line in lines) == 2, lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a 3\u00a0millones\u00a0de\u00a0euros", ["a", "3\u00a0millones\u00a0de", "euros"]),
        ("Government-controlled", ["Government-", "controlled"]),
        ("Gesamtbevölkerungszahlen", ["Gesamtbevölke", "rungszahlen"]),
    ],
)
def test_a_word_that_is_too_wide_is_broken_where_it_has_a_joint(
    text: str, lines: list[str]
) -> None:
    """A hard space gives way before a letter is cut off."""
    assert Lettering("no such font").wrap(text, 80) == lines


def test_a_row_is_left_out_by_its_label(house: House) -> None:
    """Its bar goes, and with it its number; the rest stays as it is."""
    svg = drawn(house, plot("bars", "place", more="without: Total"),
                by_place(["North", "South", "Total"], ["31", "42", "73"]))  # fmt: skip
    assert "South" in svg
    assert "42" in svg
    assert "Total" not in svg
    assert "73" not in re.findall(r">(\d+)<", svg)


@pytest.mark.parametrize(
    ("more", "number", "shown"),
    [
        ("", "US$ 31", "US$"),
        ("unit: Millions of francs", "CHF 31", "Millions of francs"),
        ("", "31", None),
    ],
)
def test_a_chart_of_money_names_its_currency(
    house: House, more: str, number: str, shown: str | None
) -> None:
    """As its unit, where the author gives it none."""
    csv = by_place(["North", "South"], [number, number.replace("31", "42")])
    found = texts(drawn(house, plot("bars", "place", more=more), csv))
    assert [one for one in ("US$", "CHF", "Millions of francs") if one in found] == [shown][
        : bool(shown)
    ]


def test_shares_of_money_are_per_cents(house: House) -> None:
    """No currency stands over them."""
    csv = "year,North,South\n2023,€ 12,€ 14\n2024,€ 13,€ 9\n"
    assert "€" not in texts(drawn(house, "kind: share\nx: year\ny: [North, South]\n", csv))


@pytest.mark.parametrize(("tag", "label"), [("en", "Q2"), ("fr", "T2")])
def test_a_quarter_says_that_it_is_one(house: House, tag: str, label: str) -> None:
    """Where the head of its column alone says so, which no chart shows."""
    csv = "Q,people\n2024/1,3\n2024/2,5\n2024/3,9\n"
    assert label in texts(drawn(house, plot("line", "Q"), csv, tag=tag))


def test_a_slope_goes_from_one_year_to_another(house: House) -> None:
    """Each series has its name and its number on both sides."""
    csv = by_year(NAMES[:3], range(2023, 2025))
    svg = drawn(house, plot("slope", more=SERIES), csv)
    assert {"2023", "2024", "Chad\u2002100", "107\u2002Chad", "307\u2002Niger"} <= set(texts(svg))


def _leaders(svg: str) -> int:
    """How many thin lines lead from the ends of lines to their names."""
    return len(re.findall('<line [^>]*stroke-width="0.5"', svg))


@pytest.mark.parametrize("kind", ["line", "slope"])
@pytest.mark.parametrize("count", [2, 6])
def test_names_that_were_moved_apart_are_led_to(house: House, kind: str, count: int) -> None:
    """Where lines end close together no name covers another, and each has a line to its end."""
    heads = NAMES[:count]
    close = "year," + ",".join(heads) + "\n"
    close += "".join(
        f"{year},{','.join(str(start + n / 10) for n in range(count))}\n"
        for year, start in ((2020, 9), (2024, 30))
    )
    spec = f"kind: {kind}\nx: year\ny: [{', '.join(heads)}]\n"
    svg = drawn(house, spec, close)
    assert _leaders(svg) == count * (2 if kind == "slope" else 1)
    assert sum(any(name in text for name in heads) for text in texts(svg)) == count * (
        2 if kind == "slope" else 1
    )


def test_a_name_beside_its_line_needs_no_leader(house: House) -> None:
    """Where lines end apart; one goes on from a line that ends early, or to a thin area."""
    far = "year,Chad,Mali\n2020,1,9\n2022,2,8\n2024,3,7\n"
    spec = "kind: line\nx: year\ny: [Chad, Mali]\n"
    assert _leaders(drawn(house, spec, far)) == 0
    assert _leaders(drawn(house, spec, far.replace("4,3,7", "4,,7"))) == 1
    thin = "year,Chad,Mali,Niger\n2020,90,1,1\n2022,80,1,1\n"
    areas = "kind: area\nx: year\ny: [Chad, Mali, Niger]\n"
    assert _leaders(drawn(house, areas, thin)) == 2  # Chad stands apart from the two


def test_type_on_a_colour_can_be_read() -> None:
    """With a contrast of 4.5:1, on each colour of a house and on an ochre, which is between."""
    for colour in (*series_colours("#14355e", "#ad3b1e"), "#b98b3e", "#767676", "#808080"):
        assert contrast(ink_on(colour, "#1c232d"), colour) >= 4.5
    assert ink_on("#14355e", "#1c232d") == "#ffffff"


@pytest.mark.parametrize("kind", few(["stacked", "share"]))
@pytest.mark.parametrize("x", ["place", "year"])
def test_a_part_without_room_says_its_number_outside(house: House, kind: str, x: str) -> None:
    """Each number of a stack is printed, however narrow its part; none for what is zero."""
    rows = "".join(f"{2020 + n if x == 'year' else f'P{n}'},{900 + n},3,{n},91\n" for n in range(4))
    spec = f"kind: {kind}\nx: {x}\ny: [Chad, Mali, Niger, Togo]\n"
    found = texts(drawn(house, spec, f"{x},Chad,Mali,Niger,Togo\n{rows}"))
    if kind == "stacked":
        assert found.count("3") == 5 and {"900", "903", "1", "2", "91"} <= set(found)
        assert found.count("0") == 0
    else:
        assert found.count("<1%") == 7 and found.count("9%") == 4


@pytest.mark.parametrize(
    ("years", "anchor"), [(range(2019, 2025), "start"), (range(1990, 2025), "")]
)
def test_the_number_of_a_low_part_stands_beside_it(house: House, years: range, anchor: str) -> None:
    """Behind its column, where there is room between two; no row of numbers stands below then."""
    rows = "".join(f"{year},900,33\n" for year in years)
    spec = "kind: stacked\nx: year\ny: [Chad, Mali]\n"
    svg = drawn(house, spec, f"year,Chad,Mali\n{rows}")
    found = re.findall(r'<text [^>]*text-anchor="(\w+)"[^>]*>33</text>', svg)
    assert found == [anchor] * len(years) * bool(anchor)


def test_a_name_of_several_lines_hangs_behind_its_number(house: House) -> None:
    """On the right of a slope: its lines begin at one edge, and the number stands before it."""
    rows = "year,Chad,Water cart in the old town of Sudan\n2019,9,3\n2024,12,40\n"
    spec = "kind: slope\nx: year\ny: [Chad, Water cart in the old town of Sudan]\n"
    found = texts(drawn(house, spec, rows))
    assert "40" in found and "12\u2002Chad" in found


def _weekly(head: str, first: str, form: str = "%Y-%m-%d", count: int = 13) -> tuple[str, str]:
    """A chart of columns over weeks, from the day *first* on, and its file."""
    start = datetime.date.fromisoformat(first)
    days = [start + datetime.timedelta(7 * n) for n in range(count)]
    rows = "".join(f"{day:{form}},{n + 2}\n" for n, day in enumerate(days))
    return plot("{}", head, "Cases"), f"{head},Cases\n{rows}"


@pytest.mark.parametrize(
    ("kind", "tag", "head", "first", "form", "labels"),
    few(
        [
            ("bars", "en", "Week of", "2025-09-22", "%Y-%m-%d", ["Week 39", "2025", "40", "41"]),
            ("line", "en", "Period", "2025-12-15", "%G-W%V", ["Week 51", "52", "1", "2026"]),
            ("bars", "en", "Week ending", "2025-12-07", "%Y-%m-%d", ["Week 49", "50"]),
            ("line", "fr", "Semaine du", "2025-09-22", "%Y-%m-%d", ["Sem. 39", "40"]),
            ("bars", "es", "Semana", "2025-09-22", "%Y-%m-%d", ["Sem. 39", "40"]),
            ("line", "ru", "Неделя с", "2025-09-22", "%Y-%m-%d", ["Нед. 39", "40"]),
        ]
    ),
)
def test_weeks_are_counted(
    house: House, kind: str, tag: str, head: str, first: str, form: str, labels: list[str]
) -> None:
    """A column of weeks has their numbers below it, as ISO 8601 counts them."""
    spec, csv = _weekly(head, first, form)
    assert set(labels) <= set(texts(drawn(house, spec.format(kind), csv, tag=tag)))


@pytest.mark.parametrize(
    ("head", "first"), [("Friday", "2025-09-05"), ("Week of", "2025-12-07"), ("Day", "2025-09-22")]
)
def test_days_are_no_weeks(house: House, head: str, first: str) -> None:
    """Where the column does not say so; a Sunday begins no week of ISO 8601."""
    spec, csv = _weekly(head, first)
    assert not any("Week" in text for text in texts(drawn(house, spec.format("line"), csv)))


@pytest.mark.parametrize("count", [52, 53, 104])
def test_many_weeks_have_room(house: House, count: int) -> None:
    """Every few weeks of a year are numbered; over more the axis has months."""
    spec, csv = _weekly("Week of", "2025-01-06", count=count)
    found = texts(drawn(house, spec.format("bars"), csv))
    assert ("Week 2" in found) is (count < 80) and ("Jan" in found) is (count > 80)


@pytest.mark.parametrize(
    ("more", "least", "drawn_as"),
    [("", 0, ["transform"]), ("", 700, []), ("reverse: true\n", 0, ["aria-label"])],
)
def test_a_dark_line_across_a_plot_is_zero(
    house: House, more: str, least: int, drawn_as: list[str]
) -> None:
    """It is the axis where the scale begins there, or else a rule; without a 0 there is none."""
    csv = f"year,people\n2019,{least + 20}\n2020,{least + 90}\n2021,{least + 50}\n"
    svg = drawn(house, plot("line", more=more), csv)
    muted = house.theme.tokens["muted"]
    lines = re.findall(rf'<line ([\w-]+)=[^>]* x2="\d+[\d.]*" y2="0" stroke="{muted}"', svg)
    assert lines == drawn_as


@pytest.mark.parametrize(
    ("kind", "x", "numbers", "is_broken"),
    [
        ("line", "year", [720, 790, 750], True), ("line", "year", [2, 9, 5], False),
        ("line", "year", [-5, 9, 5], False), ("dots", "place", [720, 790, 750], True),
        ("dots", "place", [-720, -790, -750], True), ("dots", "place", [-20, 30, 10], False),
        ("small-multiples", "year", [720, 790, 750], True),
        ("bars", "year", [720, 790, 750], False),
    ],
)  # fmt: skip
def test_an_axis_without_a_zero_is_broken_off(
    house: House, kind: str, x: str, numbers: list[int], is_broken: bool
) -> None:
    """Four short strokes say that it does not go on to 0."""
    heads = ["2019", "2020", "2021"] if x == "year" else NAMES
    rows = "".join(f"{one},{number}\n" for one, number in zip(heads, numbers, strict=False))
    svg = drawn(house, plot(kind, x), f"{x},people\n{rows}")
    assert (svg.count('stroke-width="0.9"') >= 4) is is_broken


def test_quarters_have_their_year_below_the_first(house: House) -> None:
    """All of them have room so."""
    days = [f"{year}-Q{n}" for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)]
    csv = "q,people\n" + "".join(f"{day},{n + 3}\n" for n, day in enumerate(days))
    found = texts(drawn(house, plot("bars", "q"), csv))
    assert [found.count(one) for one in ("Q1", "Q4", "2022", "2024")] == [3, 3, 1, 1]


@pytest.mark.parametrize("more", ["", "scale: log\n"])
def test_an_axis_may_point_down(house: House, more: str) -> None:
    """`reverse` has the lowest number above: a line of depths falls."""
    csv = "year,depth\n2019,5\n2020,9\n2021,20\n"
    places = {}
    for reverse in ("", "reverse: true\n"):
        svg = drawn(house, plot("line", y="depth", more=more + reverse), csv)
        line = re.findall(r'd="M([-\d.]+),([-\d.]+)L(?:[-\d.]+,[-\d.]+L)*[-\d.]+,([-\d.]+)"', svg)[
            0
        ]
        places[reverse] = float(line[2]) - float(line[1])
    assert places[""] < 0 < places["reverse: true\n"]


@pytest.mark.parametrize("kind", ["bars", "stacked", "share", "area", "dots"])
def test_what_grows_with_its_number_is_not_reversed(house: House, kind: str) -> None:
    """The message says what can be."""
    _, complaint = prepare(house, plot(kind, more="reverse: true\n"), "year,people\n2019,2\n")
    assert "`reverse` turns lines over" in complaint and "kind: line" in complaint


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (["0.0004", "0.00021", "1200000"], {"0.00040", "0.00021", "1,200,000"}),
        (["0.0123", "0.0052", "0.33333"], {"0.012", "0.005", "0.333"}),
        (["0.3333", "0.6667", "1"], {"0.33", "0.67", "1.00"}),
        (["0.0004", "1.2", "820.5", "799"], {"0.0004", "1.2", "820.5", "799"}),
        (["0.0012", "0.9"], {"0.0012", "0.90"}),
        (["12.5", "7"], {"12.5", "7.0"}),
    ],
)
def test_a_number_is_as_exact_as_its_size(
    house: House, numbers: list[str], shown: set[str]
) -> None:
    """A small one is not rounded to another, and a large one has no decimals for its sake."""
    assert shown <= set(
        texts(drawn(house, plot("bars", "place"), by_place(NAMES[: len(numbers)], numbers)))
    )


@pytest.mark.parametrize(
    ("kind", "width", "pixels"),
    few([("line", "page", 657), *((kind, "side", 193) for kind in (*OVER_TIME, *OTHERS))]),
)
def test_a_chart_is_as_wide_as_its_figure(house: House, kind: str, width: str, pixels: int) -> None:
    """Beside the text and over the whole page a chart is laid out anew, in type of one size, its
    unit above it, in lines where it is long.
    """
    unit = "Thousands of people who were counted at a border, by the country from which they came"
    csv = by_year(LONG[:2], range(2023, 2025))
    svg = drawn(house, plot(kind, more=f"{SERIES}unit: {unit}\n"), csv, width=width)
    assert f'width="{pixels}"' in svg
    assert _least_type(svg, pixels) >= 6.5
    assert " ".join(texts(svg)).count(unit) == 1


# ---------------------------------------------------------------------------------------------
# What a reader sees


def test_lines_are_named_at_their_ends(house: House) -> None:
    """No legend: each name stands beside the end of its line with its last number, none over
    another; beside the text there is no room for numbers.
    """
    csv = "year,group,people\n2019,A,1\n2020,A,5\n2019,B,2\n2020,B,5\n2019,C,3\n2020,C,5\n"
    svg = drawn(house, plot("line", more=SERIES), csv)
    places = {
        name: [float(y) for y in re.findall(rf",([\d.]+)\)\"[^>]*>{name}\u20025</text>", svg)]
        for name in "ABC"
    }
    heights = sorted(y for found in places.values() for y in found)
    assert len(heights) == 3
    assert all(after - before > 11 for before, after in itertools.pairwise(heights))
    assert {"A", "B", "C"} <= {*texts(drawn(house, plot("line", more=SERIES), csv, width="side"))}


def test_areas_and_small_lines_have_their_last_numbers(house: House) -> None:
    """Beside the name of an area, and over the end of each line of small multiples."""
    csv = by_year(NAMES[:3], range(2019, 2022))
    assert {"Chad\u2002114", "Niger\u2002314"} <= {
        *texts(drawn(house, plot("area", more=SERIES), csv))
    }
    small = _middles(drawn(house, plot("small-multiples", more=SERIES), csv))
    assert {"114", "214", "314"} <= {*small}
    assert "114" not in texts(drawn(house, plot("area", more=SERIES), csv, width="side"))


def test_a_month_stands_above_the_middle_of_its_year(house: House) -> None:
    """Each line of a label is a text of its own, or the press would centre both by the wider one;
    a French month keeps its point.
    """
    csv = "month,people\n2021-10,5\n2022-04,9\n2022-10,4\n"
    svg = drawn(house, plot("line", "month"), csv, "fr")
    assert "<tspan" not in svg
    month, year = (re.search(rf"<text([^>]*)>{one}</text>", svg) for one in ("oct\\.", "2021"))
    assert month and year and year[1] == f'{month[1]} y="12"'


def _middles(svg: str) -> dict[str, tuple[float, float]]:
    """Where the texts of a chart of lines are, in its plot."""
    found = re.findall(r'translate\(([\d.-]+),([\d.-]+)\)"[^>]*>([^<]+)</text>', svg)
    return {text: (float(x), float(y)) for x, y, text in found}


def test_the_crest_of_a_single_line_has_its_number(house: House) -> None:
    """Above it; what is lowest below it, the first beside it, where the line does not go."""
    rows = [2, 5, 9, 6, 1, 4]
    csv = "year,people\n" + "".join(f"{2019 + n},{1000 * row}\n" for n, row in enumerate(rows))
    spec = plot("line", more="unit: Count\n")
    at = _middles(drawn(house, spec, csv))
    assert {"9,000", "1,000", "2,000", "4,000"} <= {*at}
    assert at["9,000"][1] < at["4,000"][1] < at["1,000"][1]
    near = _middles(drawn(house, spec, csv.replace("9000", "9700")))
    assert near["9,700"][1] < near["10,000"][1]  # and not on the line of 10,000
    falling = "year,people\n2019,9\n2020,8\n2021,7\n2022,3\n"
    assert not {"8", "7"} & {*_middles(drawn(house, spec, falling))}
    beside = texts(drawn(house, spec, csv, width="side"))
    assert "1,000" not in beside


def test_no_line_goes_through_the_number_of_its_first_point(house: House) -> None:
    """Where it goes up and down at once, the number is left out."""
    calm, noisy = "5,6,7,8,7,6,5,4,5,6", "5,4,5.4,4.2,5.1,4.1,5.3,4.2,6,7"
    for numbers, is_there in ((calm, True), (noisy, False)):
        values = [float(one) for _ in range(6) for one in numbers.split(",")]
        rows = "".join(f"{1960 + n},{value + n / 99:.2f}\n" for n, value in enumerate(values))
        found = texts(drawn(house, plot("line"), f"year,people\n{rows}"))
        assert ("5.00" in found) is is_there


def test_the_parts_of_upright_stacks_are_named_beside_the_last(house: House) -> None:
    """Each at the height of its part; a legend says them where the last stack lacks one."""
    csv = "year,Tin,Fish\n2022,30,12\n2023,31,14\n2024,34,18\n"
    spec = plot("stacked", "year", "[Tin, Fish]")
    svg = drawn(house, spec, csv)
    at = _middles(svg)
    assert at["Fish"][1] < at["Tin"][1] and min(at["Fish"][0], at["Tin"][0]) > 300
    assert _count_squares(svg) == 0
    legend = _middles(drawn(house, spec, csv.replace("34,18", "34,0")))
    assert legend["Fish"][1] == legend["Tin"][1]


def _count_squares(svg: str) -> int:
    """How many squares the legend of a chart has."""
    return len(re.findall(r'd="M-4\.743,-4\.743', svg))


def test_a_legend_names_the_parts_of_all_rows(house: House) -> None:
    """They begin at other places in each row: no name stands over the first one alone."""
    csv = "place,Tin,Fish,Wood\nNorth,50,30,20\nSouth,10,60,30\n"
    svg = drawn(house, plot("share", "place", "[Tin, Fish, Wood]"), csv)
    at = _middles(svg)
    assert at["Tin"][1] == at["Fish"][1] == at["Wood"][1] < 0
    assert at["Tin"][0] < at["Fish"][0] < at["Wood"][0] < at["Tin"][0] + 120
    assert _count_squares(svg) == 3


def test_two_dots_of_a_row_are_named_above_the_first(house: House) -> None:
    """On its outer side each; of dots that lie close to each other a legend says the names."""
    csv = "place,2018,2024\nNorth,100,700\nSouth,300,200\n"
    spec = plot("dots", "place", "['2018', '2024']")
    at = _middles(drawn(house, spec, csv))
    assert at["2018"][1] == at["2024"][1] < at["North"][1] and at["2024"][0] - at["2018"][0] > 150
    close = _middles(drawn(house, spec, csv.replace("100,700", "400,420,").rstrip(",\n")))
    assert close["2024"][0] - close["2018"][0] < 60


def test_series_of_dots_differ_without_colour(house: House) -> None:
    """Each has a shape of its own, in the rows and in the legend."""
    csv = "place,A,B,C\nNorth,100,101,102\nSouth,300,200,250\n"
    svg = drawn(house, plot("dots", "place", "[A, B, C]"), csv)
    shapes = re.findall(r'aria-roledescription="(?:point|circle)"[^>]* d="([^"]+)"[^>]*', svg)
    assert len({re.sub(r"[\d.-]+", "", one) + one[:4] for one in shapes}) >= 3


def test_the_first_colours_of_a_chart_are_far_apart_in_grey(house: House) -> None:
    """Three bars that stand side by side are told apart on a page printed in grey."""
    csv = "year,A,B,C\n2021,1,2,3\n2022,2,3,4\n2023,3,4,5\n"
    chart, complaint = prepare(house, plot("bars", y="[A, B, C]"), csv)
    assert chart is not None, complaint
    seen = sorted(map(lightness, {*re.findall(r'"c": "(#[0-9a-f]{6})", "k"', chart.spec)}))
    assert len(seen) == 3 and min(b - a for a, b in itertools.pairwise(seen)) > 15


def test_rows_of_dots_are_parted_and_no_line_leads_to_a_dot(house: House) -> None:
    """It would be read as a length, and end in stubs; lines as wide as the chart part the rows."""
    svg = drawn(house, plot("dots", "place"), by_place(["A", "B", "C"], ["7.94", "7.98", "8.09"]))
    lines = re.findall(r'translate\(([\d.-]+),[\d.]+\)" x2="([\d.-]+)"[^>]*stroke-width="0.6"', svg)
    assert len(lines) == 2 and len({*lines}) == 1
    assert float(lines[0][0]) < 0 < float(lines[0][1])
    whole = re.search(r'viewBox="0 0 ([\d.]+)', svg)
    assert whole is not None and float(lines[0][1]) == pytest.approx(float(whole[1]), abs=2)


@pytest.mark.parametrize("kind", ["bars", "dots"])
def test_bars_that_lie_may_have_their_numbers_at_x(house: House, kind: str) -> None:
    """Whoever thinks of the lying axis gets the same chart."""
    csv = by_place(["A", "B"], ["12", "-7"])
    named = [
        drawn(house, plot(kind, *at), csv) for at in (("place", "people"), ("people", "place"))
    ]
    assert named[0] == named[1]


WORLD_BANK = """"Data Source","World Development Indicators",

"Country Name","Country Code","2020","2021","2022",
"Kenya","KEN","","5.5","6.25",
"Uganda","UGA","","4","8",
"""


def test_years_that_are_heads_become_rows(house: House) -> None:
    """A file of the World Bank is drawn as it is; a year of which nothing is known is no year."""
    spec = plot("line", y="share", more="series: Country Name\n")
    long = (
        "year,Country Name,share\n2021,Kenya,5.5\n2022,Kenya,6.25\n2021,Uganda,4\n2022,Uganda,8\n"
    )
    words = texts(drawn(house, spec, WORLD_BANK))
    assert words == texts(drawn(house, spec, long))
    assert {"2021", "2022", "Kenya\u20026.25"} <= {*words}


def test_a_cell_under_a_year_is_told_on_its_line(house: House) -> None:
    """The rows that a chart makes keep the lines of the file."""
    csv = WORLD_BANK.replace('"4"', '"4x"')
    _, complaint = prepare(house, plot("line", y="share", more="series: Country Name\n"), csv)
    assert f"{CSV}:5: error: `4x` is no number" in complaint


def test_years_are_years(house: House) -> None:
    """2019 … 2024 stand under the lines, without a thousands sign and without `.024`."""
    svg = drawn(house, plot("line", more=SERIES), by_year(NAMES[:2]))
    assert [text for text in texts(svg) if text.startswith("20") and len(text) == 4] == [
        "2019", "2020", "2021", "2022", "2023", "2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("years", "named"),
    few(
        [
            (range(1990, 2026), "1990 1995 2000 2005 2010 2015 2020 2025"),
            (range(1998, 2025), "1998 2005 2010 2015 2020 2024"),
            (range(2001, 2023), "2001 2004 2007 2010 2013 2016 2019 2022"),
            (range(2002, 2023), "2002 2004 2006 2008 2010 2012 2014 2016 2018 2020 2022"),
            (range(2000, 2024), "2000 2005 2010 2015 2020 2023"),
        ]
    ),
)
def test_the_first_and_the_last_year_are_named(house: House, years: range, named: str) -> None:
    """Between them each second or third where these come out even, each fifth or tenth that is not
    close to one of them.
    """
    svg = drawn(house, plot("line"), "year,people\n" + "".join(f"{y},{y % 9}\n" for y in years))
    assert [t for t in texts(svg) if re.fullmatch(r"(?:19|20)\d\d", t)] == named.split()


def test_the_first_and_the_last_day_are_named(house: House) -> None:
    """With the months that begin between them."""
    days = [datetime.date(2025, 9, 15) + datetime.timedelta(n) for n in range(0, 80, 3)]
    csv = "date,people\n" + "".join(f"{day},{n + 3}\n" for n, day in enumerate(days))
    svg = drawn(house, plot("line", x="date"), csv)
    found = [text.replace("\u00a0", " ") for text in texts(svg)]
    assert [text for text in found if re.fullmatch(r"\d+ (?:Sep|Sept|Oct|Nov|Dec)", text)] == [
        "15 Sept", "1 Oct", "1 Nov", "2 Dec",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "months"), [("zh", "1月 2月 3月"), ("ko", "1월 2월 3월"), ("es", "ene feb mar")]
)
def test_a_month_below_an_axis_has_no_year(house: House, tag: str, months: str) -> None:
    """The year stands below the first of it, without its word in Chinese and Korean."""
    csv = "date,people\n2024-01,5\n2024-02,7\n2024-03,9\n"
    svg = drawn(house, plot("line", "date"), csv, tag)
    found = [text.replace("\u2060", "").strip(".") for text in texts(svg)]
    assert set(months.split()) <= set(found)
    assert found.count("2024") == 1


def test_days_within_a_month_are_named_by_weeks(house: House) -> None:
    """Its first and its last day alone would leave the rest without a name."""
    csv = "date,people\n" + "".join(f"2025-05-{n:02},{n + 3}\n" for n in range(1, 32))
    found = [text.replace("\u00a0", " ") for text in texts(drawn(house, plot("bars", "date"), csv))]
    assert [text for text in found if text.endswith("May")] == [
        "1 May", "8 May", "15 May", "22 May", "29 May",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "days", "labels"),
    [
        ("line", ["31/01/2025", "28/02/2025", "31/03/2025"], ["Jan", "Feb", "Mar"]),
        ("bars", ["2024-02-29", "2024-03-31", "2024-04-30"], ["Feb", "Mar", "Apr"]),
        ("area", ["31/03/2024", "30/06/2024", "30/09/2024"], ["Q1", "Q2", "Q3"]),
        ("bars", ["31.12.2022", "31.12.2023", "31.12.2024"], ["2022", "2023", "2024"]),
        ("line", ["30/06/2024", "30/06/2025"], ["Jun", "Jun"]),
        ("area", ["2025-01-31", "2025-02-27", "2025-03-31"], ["31 Jan", "27 Feb", "31 Mar"]),
    ],
)
def test_the_last_day_of_a_period_stands_for_it(
    house: House, kind: str, days: list[str], labels: list[str]
) -> None:
    """As spreadsheets write months, quarters and years; the axis says the period of each value."""
    rows = "".join(f"{day},{n}\n" for n, day in enumerate(days, 3))
    seen = texts(drawn(house, plot(kind, "day"), f"day,people\n{rows}"))
    assert all(any(text.startswith(label) for text in seen) for label in labels)
    months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Oct"}
    shown = {word for text in seen for word in text.split()} & months
    assert shown <= {word for label in labels for word in label.split()}


def test_rows_name_their_months_as_the_text_does(house: House) -> None:
    """In Arabic by both names; an axis has room for one."""
    days = "day,people\n2023-08-29,80\n2023-10-09,500\n2024-04-26,60\n"
    rows = " ".join(texts(drawn(house, plot("bars", "day"), days, "ar")))
    axis = " ".join(texts(drawn(house, plot("line", "day"), days, "ar")))
    assert "آب/أغسطس" in rows and "آب/" not in axis


def test_the_base_line_of_a_stack_runs_through(house: House) -> None:
    """The white edges of its parts lie below it."""
    csv = "year,a,b\n2022,30,12\n2023,1,1\n2024,4,4\n"
    chart, complaint = prepare(house, plot("stacked", "year", "[a, b]"), csv)
    assert chart is not None, complaint
    axes = re.findall(r'"x": ({"axis": {.*?"zindex": \d)', chart.spec)
    assert axes
    assert all(axis.endswith('"zindex": 1') for axis in axes)


@pytest.mark.parametrize(
    ("tag", "csl", "number"), [("en", "en-GB", "1,200"), ("fr", "fr-FR", "1\u202f200"),
                               ("de", "de-DE", "1.200")]
)  # fmt: skip
def test_numbers_are_written_as_the_language_does(
    house: House, tag: str, csl: str, number: str
) -> None:
    """A chart writes its numbers as the text beside it does."""
    if tag == "de":
        words = (ROOT / "templates/languages/en.toml").read_text("utf-8")
        house.restyle("templates/languages/de.toml", words.replace('"en-GB"', f'"{csl}"'))
    svg = drawn(house, plot("bars", "place"), by_place(["A", "B"], ["1200", "30"]), tag)
    assert number in texts(svg)


def test_no_label_is_cut(house: House) -> None:
    """A long label is broken into lines: all of its words are there, and no ellipsis."""
    svg = drawn(house, plot("bars", "place"), by_place(LONG, ["3", "2", "1"]))
    words = " ".join(texts(svg))
    assert all(name in words for name in LONG)
    assert "…" not in svg


def test_there_are_about_four_ticks(house: House) -> None:
    """An axis of numbers has three to six of them, round ones."""
    for most in (1, 7, 11.6, 48, 1_000_000):
        svg = drawn(house, plot("line"), f"year,people\n2019,{most / 3:.3f}\n2020,{most}\n")
        labels = re.findall(r"text-anchor=\"end\"[^>]*>([\d,.]+)</text>", svg)
        assert 3 <= len(labels) <= 6, labels


def test_six_colours_differ_in_grey() -> None:
    """No two of the six are within APART of each other in lightness, whatever the brand is."""
    for ink, accent in (
        ("#14355e", "#ad3b1e"), ("#000000", "#ff0000"), ("#444", "#444"), ("#ffd100", "#ffcc00"),
        ("#005", "#0a7"), ("#7a0019", "#14355e"), ("#1b5e20", "#1b5e21"),
        ("#3d3d3d", "#bbbbbb"), ("#bbbbbb", "#444444"), ("#3a1d5e", "#e6b422"),
        *itertools.product(("#3c3c3c", "#5e5e5e", "#8a8a8a", "#b9b9b9"), repeat=2),
    ):  # fmt: skip
        steps = sorted(map(lightness, series_colours(ink, accent)))
        assert len(steps) == 6
        assert all(b - a > APART - 1 for a, b in itertools.pairwise(steps)), (ink, accent)


def test_the_brand_s_own_colours_come_first(house: House) -> None:
    """Six series have six colours, the house's first."""
    svg = drawn(house, plot("line", more=SERIES), by_year(NAMES[:6]))
    strokes = set(re.findall(r'stroke="(#\w{6})" stroke-width="2"', svg))
    assert len(strokes) == 6
    assert {house.theme.tokens["ink"], house.theme.tokens["accent"]} <= strokes


def test_what_is_highlighted_is_in_the_house_s_colour(house: House) -> None:
    """One line is in the accent, all others in one grey."""
    svg = drawn(house, plot("line", more=f"{SERIES}highlight: Mali"), by_year(NAMES))
    strokes = re.findall(r'stroke="(#\w{6})" stroke-width="2"', svg)
    assert strokes.count(house.theme.tokens["accent"]) == 1
    assert len(set(strokes)) == 2


def test_a_name_has_one_colour_in_all_charts_of_a_brief(house: House) -> None:
    """Whatever a chart highlights, and wherever the name stands in it; none is there twice."""
    house.put("polls.csv", "year,Green,National,Harbour\n2023,30,40,20\n2024,35,36,21\n")
    house.put("seats.csv", "year,Upland,National,Green,Harbour\n2023,5,40,30,25\n2024,5,36,34,25\n")
    figure = "  {0}:\n    data: {0}.csv\n    caption: C\n    alt: A\n    chart: {1}\n"
    polls = "{kind: line, x: year, y: [Green, National, Harbour], highlight: [National, Green]}"
    seats = "{kind: share, x: year, y: [Upland, National, Green, Harbour]}"
    fields = "figures:\n" + figure.format("seats", seats) + figure.format("polls", polls)
    brief, problems = house.parse(fields, "{{ figures.seats }}\n\n{{ figures.polls }}\n")
    assert brief is not None, problems
    language, colours = house.theme.languages["en"], {}
    for name in ("polls", "seats"):
        chart = prepare_chart(brief, name, house.theme.tokens, language, problems)
        assert chart is not None
        marks = re.findall(r'"c": "(#\w{6})", "k": "\d\.(\w+)"', chart.spec)
        colours[name] = {series: colour for colour, series in marks}
    assert colours["polls"]["Green"] == house.theme.tokens["accent"]
    assert len({*colours["seats"].values()}) == len(colours["seats"]) == 4
    for party in ("National", "Green"):
        assert colours["polls"][party] == colours["seats"][party]


@pytest.mark.parametrize(
    ("caption", "named"),
    [
        ("Where the water goes", None),
        ("The wells are drained", "Wells"),
        ("Tin pays for what customs lost", None),
        ("More sales at the wells", None),
    ],
)
def test_the_accent_is_for_what_the_caption_names(
    house: House, caption: str, named: str | None
) -> None:
    """Where no chart marks anything: of three parts none is in it, or the one that it is about."""
    house.put("d.csv", "use,Tin sales,Customs,Wells\nTowns,5,4,3\nFarms,5,3,3\n")
    chart = "{kind: stacked, x: use, y: [Tin sales, Customs, Wells]}"
    fields = f"figures:\n  f: {{data: d.csv, caption: {caption}, alt: A, chart: {chart}}}\n"
    brief, problems = house.parse(fields, "{{ figures.f }}\n")
    assert brief is not None, problems
    tokens = house.theme.tokens
    chart_ = prepare_chart(brief, "f", tokens, house.theme.languages["en"], problems)
    assert chart_ is not None
    marks = dict(re.findall(r'"c": "(#\w{6})", "k": "\d\.([\w ]+)"', chart_.spec))
    assert len(marks) == 3 and tokens["ink"] in marks
    assert marks.get(tokens["accent"]) == named


def test_what_one_chart_highlights_has_the_colour_in_the_others(house: House) -> None:
    """One that it shows grey is grey there as well, even where a place stands behind its name."""
    house.put("flow.csv", "year,Sarn at Weir End,Tessel at Mill\n2023,3,4\n2024,2,4\n")
    house.put("users.csv", "use,Tessel,Sarn,Wells\nTowns,5,4,3\nFarms,5,3,3\n")
    figure = "  {0}:\n    data: {0}.csv\n    caption: C\n    alt: A\n    chart: {1}\n"
    flow = "{kind: line, x: year, y: [Sarn at Weir End, Tessel at Mill], highlight: %s}"
    users = "{kind: stacked, x: use, y: [Tessel, Sarn, Wells]}"
    named = "{{ figures.flow }}\n\n{{ figures.users }}\n"
    colours, of_flow = [], []
    for strong in ("Sarn at Weir End", "[]"):
        fields = figure.format("flow", flow % strong) + figure.format("users", users)
        brief, problems = house.parse(f"figures:\n{fields}", named)
        assert brief is not None, problems
        language, tokens = house.theme.languages["en"], house.theme.tokens
        chart = prepare_chart(brief, "users", tokens, language, problems)
        assert chart is not None
        marks = re.findall(r'"c": "(#\w{6})", "k": "\d\.(\w+)"', chart.spec)
        colours.append({series: colour for colour, series in marks})
        other = prepare_chart(brief, "flow", tokens, language, problems)
        assert other is not None
        marks = re.findall(r'"c": "(#\w{6})", "k": "\d\.(\w+) ', other.spec)
        of_flow.append({series: colour for colour, series in marks})
    emphasised, plain = colours
    assert of_flow[0]["Sarn"] == emphasised["Sarn"] == house.theme.tokens["accent"]
    assert of_flow[1]["Sarn"] == plain["Sarn"] and of_flow[1]["Tessel"] == plain["Tessel"]
    assert len({*emphasised.values()}) == len({*plain.values()}) == 3
    six = series_colours(tokens["ink"], tokens["accent"])
    assert {*plain.values()} <= {*six} and not {emphasised["Tessel"], emphasised["Wells"]} & {*six}


def test_no_light_blue_is_a_lilac() -> None:
    """A light tint of the brand's blue has more green in it than red."""
    for colour in series_colours("#14355e", "#ad3b1e"):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        assert green - red >= (blue - green) * 0.8 or blue < 200


def test_greys_of_a_legend_differ(house: House) -> None:
    """Parts of a whole that are not highlighted can still be told apart."""
    svg = drawn(house, plot("share", more=f"{SERIES}highlight: Mali"), by_year(NAMES[:5]))
    fills = set(re.findall(r'aria-roledescription="rect mark"[^>]*fill="(#\w{6})"', svg))
    assert len(fills) == 5


def test_an_empty_cell_is_a_gap_and_no_zero(house: House) -> None:
    """The line stops before it and begins again behind it; a point alone is a dot."""
    csv = "year,people\n2018,5\n2019,4\n2020,\n2021,3\n2022,2\n2023,n/a\n2024,6\n"
    svg = drawn(house, plot("line"), csv)
    (path,) = re.findall(r'aria-roledescription="line mark" d="([^"]*)"', svg) or [""]
    assert path.count("M") >= 2
    # That of 2024; the others are the first and the lowest, which have their numbers.
    assert len(re.findall('aria-roledescription="point"', svg)) == 3


def test_a_series_that_lacks_a_label_has_a_gap(house: House) -> None:
    """North has no row for February, where South has one: nothing is drawn across it."""
    csv = "month,group,people\nMar,North,1\nApr,South,2\nMar,South,3\nMay,North,4\nMay,South,5\n"
    svg = drawn(house, plot("line", "month", more=SERIES), csv)
    assert len(re.findall('aria-roledescription="point"', svg)) >= 2


def test_bars_stand_in_the_order_of_the_file(house: House) -> None:
    """Nobody sorts them but their author."""
    svg = drawn(house, plot("bars", "place"), by_place(["C", "A", "B"], ["1", "3", "2"]))
    assert [text for text in texts(svg) if text in "ABC"] == ["C", "A", "B"]


def test_small_multiples_share_their_axis(house: House) -> None:
    """All panels have one scale; its numbers stand in the first of each row."""
    chart, complaint = prepare(house, plot("small-multiples", more=SERIES), by_year(NAMES[:5]))
    assert chart is not None, complaint
    views = json.loads(chart.spec)["concat"]
    domains = {
        json.dumps(layer["encoding"]["y"]["scale"]["domain"])
        for view in views
        for layer in view["layer"]
        if layer["encoding"]["y"].get("scale")
    }
    assert len(domains) == 1
    labelled = [view["layer"][0]["encoding"]["y"]["axis"].get("labels", True) for view in views]
    assert labelled == [True, False, False, True, False]


def test_shares_are_parts_of_a_hundred(house: House) -> None:
    """However large a whole is, its parts fill the bar."""
    csv = "place,a,b\nNorth,30,10\nSouth,1,1\n"
    assert {"75%", "25%", "50%"} <= set(texts(drawn(house, plot("share", "place", "[a, b]"), csv)))


@pytest.mark.parametrize(
    ("rows", "labels"),
    few(
        [
            (["A,57.5%,42.5%", "B,32.5%,67.5%"], {"57.5%", "42.5%", "32.5%", "67.5%"}),
            (["A,57.5,42.5", "B,33.5,66.5"], {"57.5%", "42.5%", "33.5%", "66.5%"}),
            (["A,99.6%,0.4%", "B,50.0%,50.0%"], {"99.6%", "50.0%"}),
            (
                ["A,996,4", "B,5,5", "C,575,425", "D,325,675", "E,95,905", "F,335,665", "G,7,0"],
                {">99%", "50%", "58%", "43%", "33%", "68%", "10%", "91%", "34%", "67%", "100%"},
            ),
            (["A,57.3%,42.6%", "B,32.5%,67.6%"], {"57.3%", "42.6%", "32.5%", "67.6%"}),
            (["A,57%,43%", "B,32%,68%"], {"57%", "43%", "32%", "68%"}),
        ]
    ),
)
def test_a_share_is_printed_as_it_is_typed_or_rounded_as_people_do(
    house: House, rows: list[str], labels: set[str]
) -> None:
    """Per cents have the decimals of the file; those of counts none, and half is rounded up."""
    csv = "\n".join(["place,Yes,No", *rows]) + "\n"
    svg = drawn(house, plot("share", "place", "[Yes, No]"), csv)
    assert labels <= {one.replace("&lt;", "<").replace("&gt;", ">") for one in texts(svg)}


@pytest.mark.parametrize(
    ("cells", "labels"),
    [
        (["EUR 950.00", "EUR 1’200.50"], {"950.00", "1,200.50"}),
        (["$4.2", "$3.9"], {"4.2", "3.9"}),
        (["0.125", "1.375"], {"0.13", "1.38"}),
        (["2.5%", "3%"], {"2.5%", "3.0%"}),
    ],
)
def test_cents_stay_and_half_is_rounded_up(
    house: House, cells: list[str], labels: set[str]
) -> None:
    """Money has two decimals or those that were typed."""
    assert labels <= {*texts(drawn(house, plot("bars", "place"), by_place(["A", "B"], cells)))}


def test_a_number_that_names_a_bar_is_not_rounded(house: House) -> None:
    """0.25 is no 0.3."""
    csv = "dose,people\n0.25,5\n0.75,7\n2.125,9\n"
    chart, complaint = prepare(house, plot("dots", "dose"), csv)
    assert chart is not None, complaint
    assert all(f'"{name}"' in chart.spec.replace("\\", "") for name in ("0.25", "0.75", "2.125"))


def test_a_stack_says_what_it_adds_up_to(house: House) -> None:
    """The sum stands at its end."""
    csv = "place,a,b\nNorth,30,12\nSouth,1,1\n"
    assert "42" in texts(drawn(house, plot("stacked", "place", "[a, b]"), csv))


@pytest.mark.parametrize(("head", "names"), [("place", "NS"), ("year", ("2023", "2024"))])
def test_a_stack_of_one_part_says_its_number_once(
    house: House, head: str, names: Sequence[str]
) -> None:
    """At its end, in rows and in columns: its part is all that it adds up to."""
    csv = f"{head},a,b\n{names[0]},30,12\n{names[1]},17,0\n"
    found = texts(drawn(house, plot("stacked", head, "[a, b]"), csv))
    assert [found.count(one) for one in ("30", "12", "42", "17")] == [1, 1, 1, 1]


def test_a_log_scale_is_for_dots_and_lines(house: House) -> None:
    """Its ticks are powers of ten; it begins and ends near the numbers, and not a power further."""
    csv = by_place(["A", "B", "C"], ["2", "10", "45000"])
    svg = drawn(house, plot("dots", "place", more="scale: log"), csv)
    assert {"2", "10", "100", "1,000", "10,000", "50,000"} <= set(texts(svg))
    assert not {"1", "100,000"} & set(texts(svg))
    wide = drawn(house, plot("line", more="scale: log"), "year,people\n2019,10\n2020,17000000\n")
    assert {"10", "1,000", "100,000"} <= set(texts(wide)) and "100" not in texts(wide)


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("spec", "line", "message", "hint"),
    [
        (plot("barz"), 9, "`barz` is no kind", "did you mean `bars`?"),
        (plot("pie"), 9, "`pie` is no kind", "did you mean `share`?"),
        (plot("sunburst"), 9, "`sunburst` is no kind",
         "known: area, bars, dots, line, share, slope, small-multiples, stacked"),
        (plot("line", "yeer"), 10, "no column `yeer` in `d.csv`", "did you mean `year`?"),
        (plot("line", y="persons"), 11, "no column `persons` in `d.csv`", "its columns: group"),
        (plot("line", y="[people, nobody]"), 11, "no column `nobody` in `d.csv`", ""),
        (plot("line", more="series: camp\n"), 12, "no column `camp` in `d.csv`", "its columns"),
        (plot("line", more="color: red\n"), 12, "unknown field `color`", ""),
        (plot("line", more=f"{SERIES}highlight: Chat\n"), 13,
         "nothing to highlight is called `Chat`", "did you mean `Chad`?"),
        (plot("line", x="group", more="without: [Mali, Chat]\n"), 12,
         "no row `Chat` under `group` to leave out", "did you mean `Chad`?"),
        (plot("bars", more="scale: log\n"), 12, "bars show their number by their length from zero",
         "use `kind: dots`"),
        (plot("area", more="scale: log\n"), 12, "areas show their number by their length", ""),
        (plot("line", y="[people, year]", more=SERIES), 12, "`series` and several columns at `y`",
         "name one column at `y`"),
        (plot("line", more="marks: bars\n"), 12, "`marks` says what small charts are",
         "use `kind: small-multiples`, or delete"),
        (plot("small-multiples", more="marks: bars\nscale: log\n"), 13,
         "bars show their number by their length from zero", "use `kind: dots`"),
        (plot("line", y="group"), None, "`Chad` is no number for the chart", "write it in digits"),
        (plot("slope", more=SERIES), 10, "a slope goes from one `year` to another, and `d.csv` has",
         "keep the rows of two, or use `kind: line`"),
        ("kind: line\ny: people\n", 8, "the field `x` is missing", "add `x: …`"),
    ],
)  # fmt: skip
def test_what_a_plot_cannot_be_is_told_on_its_line(
    house: House, spec: str, line: int | None, message: str, hint: str
) -> None:
    """An unknown kind or column names the known ones; what has no zero has a way out."""
    chart, complaint = prepare(house, spec, by_year(["Chad", "Mali"]))
    place = f"{YAML}:{line}" if line else f"{CSV}:2"
    assert chart is None
    assert complaint.startswith(f"{place}: error: {message}"), complaint
    assert f"\n  hint: {hint}" in complaint


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (['"1,200"', '"1,350*"', "<5", '"2,100"'], {3: "write 1,350, and what the mark says in",
                                                   4: "write 5, and `<` in `note:`"}),
        (['"1,200"', "many", '"2,100"', "few"], {3: "write it in digits", 5: "write it in digits"}),
        (["980", "12 km"], {3: "write 12, and `km` in the head of the column"}),
        (["12 km", "300 m"], {2: "write all of them in one unit, and name it in the head"}),
        (["9500", "1.2万"], {3: "write it in full: 12000"}),
        (["Chad", "Mali"], {2: "write it in digits, 10000 or 12.5; or name another column"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["line", "bars"])
def test_the_odd_cells_of_a_column_are_told_and_no_good_one(
    house: House, kind: str, cells: list[str], lines: dict[int, str]
) -> None:
    """Half of the cells are numbers: the others are what keeps the chart from being drawn."""
    names = ["Jan-24", "Feb-24", "Mar-24", "Apr-24"]
    _, complaint = prepare(house, plot(kind, "place"), by_place(names[: len(cells)], cells))
    assert complaint.count("is no number for the chart") == len(lines)
    for line, hint in lines.items():
        assert f"{CSV}:{line}: error: `{cells[line - 2].strip(chr(34))}` is no number" in complaint
        assert f"hint: {hint}" in complaint


def test_a_total_among_dates_may_be_left_out(house: House) -> None:
    """The row Total of a spreadsheet is no date, and no bar."""
    csv = "day,people\n2024-01-05,3\n2024-01-12,4\n2024-01-19,5\nTotal,12\n"
    _, complaint = prepare(house, plot("line", "day"), csv)
    assert f"{CSV}:5: error: `Total` is no date\n  hint: leave the row out" in complaint
    assert "`without: Total`" in complaint


def test_a_number_of_two_readings_is_told_alone(house: House) -> None:
    """The chart does not say as well that there is no number in its column."""
    _, complaint = prepare(house, plot("bars", "place"), "place;people\nA;1.234\nB;5.678\n")
    assert "`1.234` is 1234 or 1.234" in complaint
    assert complaint.count("error") == 1


@pytest.mark.parametrize("kind", ["stacked", "share", "area"])
@pytest.mark.parametrize("name", ["Total", "Insgesamt", "All"])
def test_a_total_is_no_part_of_itself(house: House, kind: str, name: str) -> None:
    """Whatever it is called, as a column or as a series; a part that is half of all is none."""
    rows = [(2019, 5, 3), (2020, 6, 5), (2021, 7, 2)]
    wide = "".join(f"{year},{a},{b},{a + b}\n" for year, a, b in rows)
    spec = plot(kind, y=f"[men, women, {name}]")
    _, complaint = prepare(house, spec, f"year,men,women,{name}\n{wide}")
    assert f"{YAML}:11: error: `{name}` is the sum of the others" in complaint
    long = "".join(f"{y},a,{a}\n{y},b,{b}\n{y},{name},{a + b}\n" for y, a, b in rows)
    _, complaint = prepare(house, plot(kind, more=SERIES), f"year,group,people\n{long}")
    assert f"{YAML}:12: error: `{name}` is the sum of the others" in complaint
    _, complaint = prepare(house, spec, f"year,men,women,{name}\n2019,1,2,3\n2020,1,2,4\n")
    assert complaint == ""


def test_a_share_is_one_of_several(house: House) -> None:
    """One column of numbers and no series would be bars of 100 per cent, all of them."""
    _, complaint = prepare(house, plot("share"), "year,people\n2019,5\n2020,7\n")
    assert complaint.startswith(f"{YAML}:11: error: `people` alone is 100 per cent of each bar")


@pytest.mark.parametrize(
    "spec", [plot("line"), "mark: bar\nencoding: {y: {field: people, type: quantitative}}\n"]
)
def test_a_head_that_two_columns_have_names_none(house: House, spec: str) -> None:
    """The first would be drawn, and nobody would know."""
    _, complaint = prepare(house, spec, "year,people,people\n2019,5,6\n2020,7,8\n")
    assert "error: two columns of `d.csv` are called `people`" in complaint


@pytest.mark.parametrize(
    ("spec", "csv", "line", "message"),
    [
        (plot("share"), "year,people\n2019,5\n2020,-1\n", 3, "-1 is below zero"),
        (plot("area"), "year,people\n2019,5\n2020,-1\n", 3, "-1 is below zero"),
        (plot("share"), "year,people\n2019,5\n2020,0\n", 3,
         "the parts of `2020` add up to nothing"),
        (plot("line", more="scale: log"), "year,people\n2019,0\n2020,5\n", 2,
         "0 has no place on a log scale"),
        (plot("line"), "year,people\n2019,5\n2020,1\n2020,2\n", 4,
         "`2020` stands in line 3 as well"),
        (plot("bars", "group", more=""), "group,people\nA,5\n,1\n", 3, "no `group` in this row"),
        (plot("line", more=SERIES), "year,group,people\n2019,A,5\n2020,,1\n2020,A,3\n", 3,
         "no `group` in this row"),
    ],
)  # fmt: skip
def test_a_row_that_has_no_place_is_told_on_its_line(
    house: House, spec: str, csv: str, line: int, message: str
) -> None:
    """A value that a kind cannot show is an error on the line of its row."""
    chart, complaint = prepare(house, spec, csv)
    assert chart is None
    assert f"{CSV}:{line}: error: {message}" in complaint


@pytest.mark.parametrize(
    ("kind", "count", "most"), [("line", 7, 6), ("bars", 5, 4), ("stacked", 7, 6), ("area", 9, 6),
                                ("slope", 7, 6), ("dots", 7, 6), ("small-multiples", 17, 16)]
)  # fmt: skip
def test_more_series_than_can_be_told_apart_are_told(
    house: House, kind: str, count: int, most: int
) -> None:
    """The way out is another kind, or the one that matters."""
    csv = by_year([f"Place {n}" for n in range(count)], range(2023, 2025))
    chart, complaint = prepare(house, plot(kind, more=SERIES), csv)
    assert chart is None
    assert f"{count} series, and a reader can tell {most} apart" in complaint
    ways = {"line": "highlight: Place 0", "small-multiples": "put the small ones together"}
    assert ways.get(kind, "kind: small-multiples") in complaint


def test_more_bars_than_a_page_has_room_for_are_told(house: House) -> None:
    """Sixty-one bars under each other are a table."""
    csv = by_place([f"P {n}" for n in range(61)], ["1"] * 61)
    chart, complaint = prepare(house, plot("bars", "place"), csv)
    assert chart is None
    assert f"{YAML}:9: error: 61 bars or rows of dots, and a page has room for 60" in complaint


# ---------------------------------------------------------------------------------------------
# Lettering


def test_labels_are_moved_apart_and_stay_inside() -> None:
    """None covers another, none leaves the plot, and none moves that need not."""
    for middles in ([10.0, 10.0, 10.0], [0.0, 1.0, 99.0], [50.0], [100.0, 100.0, 100.0, 98.0]):
        heights = [13.0] * len(middles)
        moved = sorted(spread(middles, heights, 100.0))
        assert all(b - a >= 13 - 1e-9 for a, b in itertools.pairwise(moved))
        assert moved[0] >= 6.5 - 1e-9
        assert moved[-1] <= 93.5 + 1e-9
    assert spread([20.0, 60.0], [13.0, 13.0], 100.0) == [20.0, 60.0]


def test_words_are_broken_into_lines_that_fit() -> None:
    """Every word is there, also one that is wider than a line."""
    letters = Lettering("Source Sans Pro")
    for text in (LONG[2], "Donaudampfschifffahrtsgesellschaft", "a", "a b"):
        lines = letters.wrap(text, 70)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(letters.width(line) <= 70 for line in lines)


def test_letters_of_chinese_and_korean_are_as_wide_as_high() -> None:
    """Three of them add three times the size to the figures of a date."""
    letters = Lettering("Source Sans Pro")
    for latin, other in (("2023829", "2023年8月29日"), ("2023 8 29", "2023년 8월 29일")):
        assert letters.width(other, 10) == pytest.approx(letters.width(latin, 10) + 30, abs=0.01)


def test_areas_that_are_never_all_known_are_refused(house: House) -> None:
    """Where no year has a number of each series, nothing would be drawn."""
    csv = "year,group,people\n2019,A,5\n2020,A,\n2019,B,\n2020,B,4\n"
    chart, told = prepare(house, "kind: area\nx: year\ny: people\nseries: group\n", csv)
    assert chart is None
    assert "no `year` has a number of each series, and areas stand on each other" in told


def test_a_large_whole_number_has_no_decimal(house: House) -> None:
    """0.5 beside seven milliards does not make them 7,000,000,000.0."""
    svg = drawn(
        house, "kind: bars\nx: place\ny: people\n", by_place(["A", "B"], ["0.5", "7000000000"])
    )
    assert {"0.5", "7,000,000,000"} <= {*texts(svg)}


@pytest.mark.parametrize(
    ("count", "width", "year"), [(13, "side", "2019"), (61, "side", "2023"), (61, "text", "2023")]
)
def test_the_last_label_is_written_where_it_reaches_over_the_end(
    house: House, count: int, width: str, year: str
) -> None:
    """It was left out, and the axis ended a year or three months early."""
    rows = [f"{2018 + n // 12}-{n % 12 + 1:02},{1200 + n}" for n in range(count)]
    csv = "\n".join(["month,people", *rows, ""])
    assert texts(drawn(house, "kind: bars\nx: month\ny: people\n", csv, width=width))[-1] == year
