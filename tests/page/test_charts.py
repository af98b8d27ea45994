"""Figures: a chart's specification and its data become SVG, or an error on the right line."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from support.charts import CSV, draw, drawn, prepare, texts
from support.depth import few
from support.houses import House, said

from briefpress.page.charts import draw_chart, prepare_chart
from briefpress.page.dates_and_numbers import write_date

pytestmark = pytest.mark.long  # to draw a chart takes 50 ms

YAML = "content/tiny/brief.yaml"
ENCODING = """\
encoding:
  x: {field: people, type: quantitative}
  y: {field: date, type: nominal}
"""
BAR = "mark: bar\n" + ENCODING


# ---------------------------------------------------------------------------------------------
# What is drawn


def test_a_chart_is_svg_with_its_text(house: House) -> None:
    """The SVG is well-formed, its labels are text, and every bar is there."""
    svg = drawn(house, BAR)
    tree = ElementTree.fromstring(svg)
    texts = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "2023-08-29" in texts
    assert "2023-10-09" in texts
    assert len(re.findall('aria-roledescription="bar"', svg)) == 2


def test_a_chart_has_a_title_and_a_description(house: House) -> None:
    """Caption and `alt` are in the SVG, escaped, for those who do not see it."""
    svg = drawn(house, BAR)
    tree = ElementTree.fromstring(svg)
    assert [(child.tag.partition("}")[2], child.text) for child in tree][:2] == [
        ("title", "Returns"),
        ("desc", "Two bars & more"),
    ]


def test_a_chart_is_drawn_in_the_type_and_colours_of_the_house(house: House) -> None:
    """Font and colours are those of styles/tokens.css."""
    svg = drawn(house, BAR)
    assert set(re.findall('font-family="([^"]*)"', svg)) == {"Source Sans Pro"}
    assert f'fill="{house.theme.tokens["ink"]}"' in svg


def test_a_chart_can_name_the_colours_of_the_brand(house: House) -> None:
    """Where a colour is meant, its name in the house stands for its value."""
    colours = ("accent", "ink", "muted", "pale")
    layers = "".join(f"- mark: {{type: bar, color: {colour}}}\n" for colour in colours)
    svg = drawn(house, f"layer:\n{layers}{ENCODING}")
    assert {f'fill="{house.theme.tokens[colour]}"' in svg for colour in colours} == {True}


def test_a_word_that_is_also_a_colour_stays_a_word(house: House) -> None:
    """Data and titles that hold `accent` or `ink` are not painted over."""
    svg = drawn(house, "title: accent\n" + BAR, "date,people\nink,5\n")
    assert ">accent</text>" in svg
    assert ">ink</text>" in svg


@pytest.mark.parametrize(("tag", "number"), [("en", "10,000"), ("fr", "10\u00a0000")])
def test_a_chart_speaks_the_language_of_the_brief(house: House, tag: str, number: str) -> None:
    """Numbers on the axes are written as in the text."""
    svg = drawn(house, BAR, "date,people\nx,20000\n", tag)
    assert number in svg


@pytest.mark.parametrize(("tag", "sign"), [("en", "20%"), ("fr", "20\u00a0%")])
def test_an_axis_of_per_cents_has_its_sign(house: House, tag: str, sign: str) -> None:
    """As the language writes it; a format that the author gives the axis stays."""
    assert sign in drawn(house, BAR, "date,people\nx,12%\ny,30%\n", tag)
    own = BAR.replace("quantitative", "quantitative, axis: {format: d}")
    assert "%" not in drawn(house, own, "date,people\nx,12%\ny,30%\n", tag)


_MONTHS = BAR.replace(
    "nominal}", "nominal, axis: {labelExpr: \"utcFormat(toDate(datum.value), '%-d %b %Y')\"}}"
)


def test_the_first_line_of_an_arabic_chart_has_room_for_its_signs(house: House) -> None:
    """The hamza above a letter of its title was cut off."""
    titled = BAR.replace("mark:", "title: T\nmark:", 1)
    tops = {
        tag: float(re.findall(r'miterlimit="10" transform="translate\([\d.]+,([\d.]+)\)', svg)[0])
        for tag in ("ar", "en")
        if (svg := drawn(house, titled, "date,people\n2023,5\n2024,6\n", tag))
    }
    assert tops["ar"] == tops["en"] + 4


@pytest.mark.parametrize("tag", ["ar", "pt", "ru"])
def test_a_chart_names_months_as_a_table_does(house: House, tag: str) -> None:
    """d3 has other short forms than the page: `сен` where a table has `сент.`, `Set` for `set.`,
    and one of the two names that a month has in Arabic.
    """
    language = house.theme.languages[tag]
    days = [write_date(date(2023, month, 18), "day_short", language) for month in (3, 9)]
    svg = drawn(house, _MONTHS, "date,people\n2023-03-18,5\n2023-09-18,6\n", tag)
    assert {" ".join(day.replace("\u2060", "").split()) for day in days} <= {*texts(svg)}


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [("zh", "1月5日", "2024年1月"), ("ko", "1월 5일", "2024년 1월"), ("en", "5 Jan", "Jan 2024")],
)
def test_the_dates_of_an_axis_are_in_the_order_of_the_language(
    house: House, tag: str, day: str, month: str
) -> None:
    """A month before its day, a year before both, in Chinese and Korean."""
    spec = "mark: line\nencoding:\n  x: {field: date, type: temporal}\n"
    spec += "  y: {field: people, type: quantitative}\n"
    svg = drawn(house, spec, "date,people\n2024-01-05,5\n2024-01-12,6\n", tag)
    assert day in texts(svg)
    assert month in texts(drawn(house, spec, "date,people\n2024-01,5\n2024-02,6\n", tag))


def test_two_quarters_stand_under_a_line_once(house: House) -> None:
    """d3 would write a quarter under each of their months, which was refused."""
    spec = "mark: line\nencoding:\n  x: {field: quarter, type: temporal}\n"
    spec += "  y: {field: people, type: quantitative}\n"
    svg = drawn(house, spec, "quarter,people\n2024Q1,5\n2024Q2,6\n")
    assert [one for one in texts(svg) if "Q" in one] == ["2024 Q1", "2024 Q2"]


def test_a_month_without_a_day_has_its_own_form(house: House) -> None:
    """Russian writes `18 марта` and `март`."""
    csv = "date,people\n2023-03-18,5\n2023-04-18,6\n"
    svg = drawn(house, _MONTHS.replace("%-d ", ""), csv, "ru")
    assert "март 2023" in texts(svg)


def test_data_keeps_its_types(house: House) -> None:
    """Numbers are numbers, codes are text, and what is no number among numbers is unknown."""
    chart, complaint = prepare(
        house,
        "mark: bar\nencoding: {y: {field: a, type: nominal}}\n",
        "a,b\n1,2.50\n007,-3\nx,1e5\n",
    )
    assert chart is not None, complaint
    rows = [(row["a"], row["b"]) for row in json.loads(chart.spec)["data"]["values"]]
    assert rows == [("1", 2.5), ("007", -3), ("x", None)]


def test_scalars_of_a_specification_have_their_types(house: House) -> None:
    """In a chart, and only there, YAML's numbers and truths are JSON's; quotes make them text."""
    chart, complaint = prepare(
        house, "mark: {type: bar, size: 3, opacity: 0.5, clip: true, tooltip: null}\n"
        "title: '1.10'\ndescription: NO\n" + ENCODING
    )  # fmt: skip
    assert chart is not None, complaint
    spec = json.loads(chart.spec)
    assert spec["mark"] == {"type": "bar", "size": 3, "opacity": 0.5, "clip": True, "tooltip": None}
    assert (spec["title"], spec["description"]) == ("1.10", "NO")


def test_the_same_chart_has_the_same_digest(house: House) -> None:
    """A chart is known by what it shows: its digest changes with data, caption and language."""
    first, _ = prepare(house, BAR)
    again, _ = prepare(house, BAR)
    other_data, _ = prepare(house, BAR, CSV.replace("80", "81"))
    other_mark, _ = prepare(house, BAR.replace("bar", "point"))
    french, _ = prepare(house, BAR, tag="fr")
    assert first is not None
    digests = {chart.digest for chart in (first, other_data, other_mark, french) if chart}
    assert again is not None
    assert first.digest == again.digest
    assert len(digests) == 4


@pytest.mark.parametrize(
    "spec",
    [
        "mark: {type: line, point: true}\n" + ENCODING,
        "layer:\n- mark: bar\n- {mark: text, encoding: {text: {field: people}}}\n" + ENCODING,
        "mark: bar\nencoding: {x: {aggregate: count}, y: {field: date, type: nominal}}\n",
        "mark: bar\nencoding: {color: {field: date, type: nominal, legend: {type: symbol}}}\n",
        "mark: point\nencoding: {x: {field: people, type: quantitative, scale: {type: log}}}\n",
        "mark: bar\ntransform: [{calculate: datum.people * 2, as: twice}]\n"
        "encoding: {x: {field: twice, type: quantitative}}\n",
        "mark: tick\nencoding: {x: {field: date, type: temporal, timeUnit: year}}\n",
    ],
    ids=["line", "layers", "count", "legend", "scale", "calculated", "time"],
)
def test_the_grammar_is_open_to_authors(house: House, spec: str) -> None:
    """Layers, transforms, scales, legends and other marks are drawn."""
    assert "<svg" in drawn(house, spec)


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("spec", "line", "message", "hint"),
    [
        ("mark: bra\n" + ENCODING, 9, "no mark `bra` in Vega-Lite", "did you mean `bar`?"),
        ("mark: {type: bra}\n" + ENCODING, 9, "no mark `bra` in Vega-Lite", "did you mean `bar`?"),
        ("mark: map\n" + ENCODING, 9, "no mark `map` in Vega-Lite", "marks: arc, area"),
        ("layer:\n- mark: bar\n- mark: txet\n" + ENCODING, 11, "no mark `txet` in Vega-Lite",
         "did you mean `text`?"),
        (ENCODING, 8, "the chart has no mark", "add `mark: bar`, or `kind: bars`"),
        (BAR + "  colour: {field: date}\n", 13, "no channel `colour` in Vega-Lite",
         "did you mean `color`?"),
        (BAR + "  href: {field: date}\n", 13, "a chart cannot hold `href`", "its data is the CSV"),
        (BAR.replace("nominal", "nominl"), 12, "no type `nominl` in Vega-Lite",
         "did you mean `nominal`?"),
        (BAR.replace("nominal", "[nominal]"), 12, "no type `['nominal']` in Vega-Lite", ""),
        (BAR.replace("nominal", "{a: b}"), 12, "no type `{'a': 'b'}` in Vega-Lite", ""),
        (BAR.replace("field: date", "field: dates"), 12, "no column `dates` in `d.csv`",
         "did you mean `date`?"),
        (BAR + "transform:\n- aggregate: [{op: sum, field: peple, as: all}]\n", 14,
         "no column `peple` in `d.csv`", "did you mean `people`?"),
        (BAR + "transform:\n- {filter: x, groupby: [date, stat]}\n", 14,
         "no column `stat` in `d.csv`", "its columns: date, people"),
    ],
)  # fmt: skip
def test_a_name_that_vega_lite_does_not_know_is_an_error(
    house: House, spec: str, line: int, message: str, hint: str
) -> None:
    """An unknown mark, channel, type or column is refused on its line, where Vega is silent."""
    chart, complaint = prepare(house, spec)
    assert chart is None
    assert complaint.startswith(f"{YAML}:{line}: error: {message}\n  hint: {hint}")
    assert complaint.count("error:") == 1


def test_every_mistake_of_a_chart_is_told(house: House) -> None:
    """Mark, channel, column and type are checked in one go."""
    spec = "mark: bra\nencoding:\n  xx: {field: dat, type: nominl}\n"
    lines = prepare(house, spec)[1].splitlines()[::2]
    assert [line.partition(": error: ")[2] for line in lines] == [
        "no mark `bra` in Vega-Lite",
        "no channel `xx` in Vega-Lite",
        "no column `dat` in `d.csv`",
        "no type `nominl` in Vega-Lite",
    ]


@pytest.mark.parametrize(
    "outside",
    [
        "data: {url: 'https://example.org/x.csv'}",
        "data: {url: 'file:///etc/passwd'}",
        "data: {values: [1]}",
        "datasets: {a: [1]}",
        "transform: [{lookup: date, from: {data: {url: x.csv}, key: a}}]",
        "layer: [{data: {url: x.csv}, mark: bar}]",
        "usermeta: {embedOptions: {}}",
        "encoding: {url: {value: 'https://example.org/x.png'}}",
    ],
)
def test_a_chart_fetches_nothing(house: House, outside: str) -> None:
    """Data from elsewhere, addresses and what loads by itself are refused."""
    chart, complaint = prepare(house, f"mark: bar\n{outside}\n")
    assert chart is None
    assert f"{YAML}:10: error: a chart cannot hold `" in complaint


@pytest.mark.parametrize(
    ("csv", "line", "message", "hint"),
    [
        ("date,people\na,80\nb,~60\n", 3, "`~60` is no number for the chart: `~`", "write 60"),
        ("date,people\na,80\nb,~60\nc,70\n", 3, "`~60` is no number", "write 60"),
        ("date,people\n\na,80\n\nb,9\n\nc,<5\n", 7, "`<5` is no number", "write 5, and `<` in"),
        ("date,people\na,#REF!\nb,9\nc,8\n", 2, "`#REF!` is an error of the spreadsheet", "mend"),
        ("date,people\na,9\nb,1E+05\nc,8\n", 3, "`1E+05` is an error of the spreadsheet", "mend"),
        (
            'date,people\na,1.5\nb,2.5\nc,"3,5"\n',
            4,
            "`3,5` is no number: the decimals of its column stand behind a point",
            "write all",
        ),
        ("date,people\na,€5\nb,US$6\nc,US$7\n", 2, "`€5` stands in a column of US$", "give each"),
        ("date,people\na,5%\nb,6%\nc,700\n", 4, "`700` stands in a column of %", "give each"),
        ("date,people\na,5 May 2024\nb,6 May 2024\n", 2, "`5 May 2024` is no number for", "write"),
    ],
)
def test_a_quantity_that_is_no_number_is_an_error(
    house: House, csv: str, line: int, message: str, hint: str
) -> None:
    """Vega-Lite draws no bar for it and says nothing; the line of the CSV file is named."""
    chart, complaint = prepare(house, BAR, csv)
    assert chart is None
    assert complaint.startswith(f"content/tiny/d.csv:{line}: error: {message}")
    assert complaint.splitlines()[1].startswith(f"  hint: {hint}")
    assert complaint.count("error:") == 1


def test_the_numbers_of_a_european_spreadsheet_are_drawn(house: House) -> None:
    """Where semicolons divide cells, a comma is a decimal point."""
    chart, complaint = prepare(house, BAR, "date;people\na;12,5\nb;-3\n")
    assert chart is not None, complaint
    people = [row["people"] for row in json.loads(chart.spec)["data"]["values"]]
    assert people == [12.5, -3]


def values(house: House, spec: str, csv: str) -> list[dict[str, object]]:
    """Give the rows that Vega-Lite gets."""
    chart, complaint = prepare(house, spec, csv)
    assert chart is not None, complaint
    rows: list[dict[str, object]] = json.loads(chart.spec)["data"]["values"]
    return rows


LINE = BAR.replace("mark: bar", "mark: line").replace("nominal", "ordinal")


@pytest.mark.parametrize("cell", ["", "n/a", "–", "..", "—", "-", "NaN", "k. A.", "…"])
def test_an_empty_cell_is_a_gap(house: House, cell: str) -> None:
    """A value that is not known is left open, never 0."""
    csv = f"date,people\na,80\nb,90\nc,{cell}\nd,70\ne,60\n"
    assert [row["people"] for row in values(house, LINE, csv)] == [80, 90, None, 70, 60]


def test_a_line_stops_at_a_gap(house: House) -> None:
    """And goes on after it."""
    svg = drawn(house, LINE, "date,people\na,80\nb,90\nc,\nd,70\ne,60\n")
    (path,) = re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]*)"', svg)
    assert path.count("M") == 2


@pytest.mark.parametrize(
    ("kind", "cells", "given"),
    [
        ("temporal", "05/01/2024 12/01/2024 19/01/2024", "2024-01-05 2024-01-12 2024-01-19"),
        ("temporal", "01/05/2024 01/12/2024 01/19/2024", "2024-01-05 2024-01-12 2024-01-19"),
        ("temporal", "05.01.2024 12.01.2024", "2024-01-05 2024-01-12"),
        ("temporal", "2019 2020 2022", "2019-01-01 2020-01-01 2022-01-01"),
        ("temporal", "2024-Q1 2024-Q2", "2024-01-01 2024-04-01"),
        ("temporal", "2024-01 2024-02", "2024-01-01 2024-02-01"),
        ("ordinal", "Jan-24 Feb-24", "Jan-24 Feb-24"),
        ("ordinal", "05/01/2024 12/01/2024", "05/01/2024 12/01/2024"),
        ("nominal", "Q1/2024 Q2/2024", "Q1/2024 Q2/2024"),
    ],
)
def test_a_day_is_a_day_where_time_is_meant(
    house: House, kind: str, cells: str, given: str
) -> None:
    """Dates, quarters and years are days of the calendar on an axis of time, names elsewhere."""
    csv = "date,people\n" + "".join(f"{cell},5\n" for cell in cells.split())
    rows = values(house, BAR.replace("nominal", kind), csv)
    assert [row["date"] for row in rows] == given.split()


@pytest.mark.parametrize(
    ("cells", "line", "message"),
    [
        ("05/01/2024 12/01/2024", 2, "`05/01/2024` is 2024-01-05 or 2024-05-01, and no date of"),
        ("13/01/2024 01/14/2024 15/01/2024", 3, "`01/14/2024` is no day of the calendar: the day"),
        ("2024-01-05 soon 2024-01-06", 3, "`soon` is no date"),
        ("Jan-24 Feb-24", 2, "`Jan-24` is no date for the chart"),
        ("120 130", 2, "`120` is no date for the chart"),
    ],
)
def test_a_date_that_cannot_be_told_is_an_error(
    house: House, cells: str, line: int, message: str
) -> None:
    """A chart asks which day is meant, once, and draws none in the wrong month."""
    csv = "date,people\n" + "".join(f"{cell},5\n" for cell in cells.split())
    house.put("d.csv", csv)
    spec = {"mark": "bar", "encoding": {"x": {"field": "date", "type": "temporal"}}}
    figure = {"data": "d.csv", "caption": "c", "alt": "a b", "chart": spec}
    brief, problems = house.parse(f"figures: {json.dumps({'f': figure})}\n", "{{ figures.f }}\n")
    if brief is not None:
        tokens, language = house.theme.tokens, house.theme.languages["en"]
        assert prepare_chart(brief, "f", tokens, language, problems) is None
    assert f"content/tiny/d.csv:{line}: error: {message}" in said(problems)
    assert said(problems).count("error:") == 1


def test_years_stand_under_a_line(house: House) -> None:
    """A year on an axis of time is no moment of 1970, and no month stands between two."""
    spec = "mark: line\nencoding:\n  x: {field: year, type: temporal}\n"
    spec += "  y: {field: people, type: quantitative}\n"
    svg = drawn(house, spec, "year,people\n2019,2.13\n2020,2.28\n2021,3.18\n2022,3.55\n")
    labels = re.findall(r">([^<]*)</text>", svg)
    assert [label for label in labels if re.match("20|J", label)] == [
        "2019",
        "2020",
        "2021",
        "2022",
    ]


@pytest.mark.parametrize(
    "spec",
    [
        BAR + "transform: [{filter: 'datum.people > ('}]\n",
        BAR.replace("quantitative", "quantitative, bin: {maxbins: x}"),
    ],
)
def test_what_vega_lite_refuses_is_its_complaint_in_a_line(house: House, spec: str) -> None:
    """A specification that cannot be drawn gives one short sentence, not a traceback."""
    chart, complaint = prepare(house, spec)
    assert chart is not None, complaint
    refusals = draw_chart(chart, [])
    assert isinstance(refusals, tuple)
    (refusal,) = refusals
    assert refusal.message.startswith("Vega-Lite refuses this chart: ")
    assert len(refusal.message) <= 240
    assert "\n" not in refusal.message


# ---------------------------------------------------------------------------------------------
# What would say something false


@pytest.mark.parametrize(
    ("mark", "channel", "message"),
    [
        (
            "bar",
            "scale: {type: log}",
            "bars show their number by their length from zero, and",
        ),
        ("area", "scale: {type: log}", "areas show their number by their length from zero"),
        ("bar", "scale: {zero: false}", "bars show their number by their length, and this scale"),
        ("{type: bar}", "scale: {domain: [50, 900]}", "bars show their number by their length"),
        ("area", "scale: {domainMin: 10}", "areas show their number by their length"),
    ],
)
def test_bars_and_areas_begin_at_zero(house: House, mark: str, channel: str, message: str) -> None:
    """A length without a zero says nothing, or something false: use dots."""
    spec = BAR.replace("bar", mark).replace("quantitative}", f"quantitative, {channel}}}")
    chart, complaint = prepare(house, spec)
    assert chart is None
    assert f"{YAML}:11: error: {message}" in complaint
    assert "kind: dots" in complaint


@pytest.mark.parametrize(
    "spec",
    [
        "mark: bar\nencoding:\n  x: {field: people, type: quantitative, scale: {zero: false}}\n"
        "  x2: {datum: 20}\n  y: {field: date, type: nominal}\n",
        "mark: bar\nencoding:\n  x: {field: people, bin: true, type: quantitative}\n"
        "  y: {aggregate: count, type: quantitative}\n",
        BAR.replace("bar", "point").replace("quantitative", "quantitative, scale: {zero: false}"),
        BAR.replace("quantitative", "quantitative, scale: {domain: [-100, 900]}"),
    ],
    ids=["ranges", "bins", "points", "zero within"],
)
def test_what_needs_no_zero_needs_none(house: House, spec: str) -> None:
    """Bars from here to there, bins and points may begin anywhere."""
    chart, complaint = prepare(house, spec)
    assert chart is not None, complaint


def test_more_colours_than_the_house_has_are_told(house: House) -> None:
    """A colour that comes back says that two series are one; a scale of one's own is one's own."""
    csv = "date,people,group\n" + "".join(f"2024,{n},Group {n}\n" for n in range(1, 8))
    spec = BAR + "  color: {field: group, type: nominal}\n"
    chart, complaint = prepare(house, spec, csv)
    assert chart is None
    assert f"{YAML}:13: error: 7 series, and a reader can tell 6 colours apart" in complaint
    assert "small-multiples" in complaint
    assert prepare(house, spec, csv.replace("2024,7,Group 7\n", ""))[0] is not None
    own = spec.replace("nominal}\n", "nominal, scale: {scheme: tableau10}}\n")
    assert prepare(house, own, csv)[0] is not None


def test_a_domain_that_leaves_a_row_out_is_told(house: House) -> None:
    """A value outside a scale is not drawn: the row is named."""
    spec = BAR.replace("bar", "point").replace(
        "quantitative", "quantitative, scale: {domain: [90, 900]}"
    )
    chart, complaint = prepare(house, spec)
    assert chart is None
    assert "content/tiny/d.csv:2: error: 80 lies outside the chart" in complaint


GROUPS = """\
encoding:
  x: {field: year, type: ordinal}
  y: {field: people, type: quantitative}
  color: {field: camp, type: nominal}
"""


@pytest.mark.parametrize(
    ("spec", "csv", "message"),
    [
        (BAR.replace("bar", "point").replace("quantitative", "quantitative, scale: {type: log}"),
         "date,people\na,5\nb,0\n", "d.csv:3: error: 0 has no place on a log scale"),
        (BAR.replace("quantitative", "quantitative, scale: {type: sqrt}"),
         CSV, "bars show their number by their length from zero, and a sqrt scale is not even"),
        (BAR.replace("quantitative", "quantitative, axis: {format: .0%}"),
         "date,people\na,12%\nb,30%\n", "12% would be a hundred times as much"),
        ("mark: line\n" + GROUPS.replace("color", "strokeDash"),
         "year,camp,people\n" + "".join(f"{y},{c},5\n" for y in (1, 2) for c in "ABCDEF"),
         "6 series, and a reader can tell 5 kinds of dashes apart"),
        ("mark: area\n" + GROUPS,
         "year,camp,people\n2019,A,5\n2020,A,\n2021,A,7\n2022,A,8\n",
         "d.csv:2: error: the row `2019, A, 5` stands alone between gaps, where no area is drawn"),
        ("mark: area\n" + GROUPS,
         "year,camp,people\n2019,A,5\n2021,A,7\n2019,B,3\n2020,B,4\n2021,B,5\n",
         "`A` has no row of 2020, and its area would be 0 there"),
    ],
    ids=["log", "bent", "hundred times", "dashes", "alone", "no row"],
)  # fmt: skip
def test_what_would_be_drawn_as_something_else_is_refused(
    house: House, spec: str, csv: str, message: str
) -> None:
    """Vega-Lite draws each of these, leaves a value out, or shows another, and says nothing."""
    chart, complaint = prepare(house, spec, csv)
    assert chart is None
    assert message in complaint


def test_a_gap_does_not_move_what_comes_after_it(house: House) -> None:
    """Vega-Lite leaves rows with a gap out before it orders the names; and years that one series
    lacks would stand behind the last.
    """
    gap = "year,camp,people\n2019,A,5\n2020,A,\n2021,A,7\n2019,B,3\n2020,B,4\n2021,B,5\n"
    lacking = gap.replace("2020,A,\n", "")
    for csv in (gap, lacking, gap.replace("\n", "\nSite ").removesuffix("Site ")):
        years = [one[-4:] for one in texts(drawn(house, "mark: bar\n" + GROUPS, csv))]
        assert [one for one in years if one.startswith("20")] == ["2019", "2020", "2021"]


def test_what_is_not_known_is_neither_null_nor_missed(house: House) -> None:
    """A cell of a heat map that is not known stays white, and its number is left out."""
    heat = GROUPS.replace("camp, type: nominal", "people, type: quantitative")
    heat = heat.replace("y: {field: people, type: quantitative}", "y: {field: camp, type: nominal}")
    for mark, channel in (("rect", "color"), ("text", "text"), ("circle", "size")):
        spec = f"mark: {mark}\n{heat.replace('color', channel)}"
        csv = "year,camp,people\n2019,A,5\n2020,A,\n2019,B,3\n2020,B,4\n"
        assert "null" not in texts(drawn(house, spec, csv))


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("mark: rect\n" + GROUPS.replace("camp, type: nominal", "people, type: quantitative"),
         "gradient_0"),
        ("mark: {type: bar, clip: true}\n" + GROUPS, "clip1"),
    ],
    ids=["a scale of colours", "bars that are clipped"],
)  # fmt: skip
def test_a_chart_is_the_same_behind_another_one(house: House, spec: str, name: str) -> None:
    """Two of one process are the same bytes; Vega goes on counting gradients and clips."""
    csv = "year,camp,people\n2019,A,5\n2020,A,3\n"
    first = drawn(house, spec, csv)
    assert f' id="{name}"' in first and f'"url(#{name})"' in first
    assert drawn(house, spec, csv) == first


# ---------------------------------------------------------------------------------------------
# What is read back


@pytest.mark.parametrize(
    ("spec", "csv", "message", "row"),
    few([
        (BAR.replace("bar", "line"), "date,people\na,5\nb,\nc,3\nd,4\n",
         "the row `a, 5` stands alone between gaps, where no line is drawn", 0),
        ("width: 1000\n" + BAR, CSV, "`people` would be printed in 3.6 pt", None),
        (BAR.replace("quantitative", "quantitative, axis: {labelFontSize: 8}"), CSV,
         "would be printed in 6.0 pt", None),
        (BAR.replace("nominal", "nominal, axis: {labelLimit: 20}"), CSV,
         "`2023-08-29` is cut", None),
        ("mark: bar\nencoding:\n  y: {field: people, type: quantitative}\n"
         "  x: {field: date, type: nominal}\n",
         "date,people\n" + "".join(f"A long name {n},5\n" for n in range(12)),
         "`A long name 0` and `A long name 1` lie over each other, and", None),
        (BAR.replace("quantitative", "quantitative, axis: {format: '.1s', tickCount: 20}"),
         "date,people\na,1000\n", "an axis says `", None),
        ("autosize: none\nlayer:\n- mark: bar\n- mark: {type: text, align: left, dx: 4}\n"
         "  encoding: {text: {field: date, type: nominal}}\n" + ENCODING,
         "date,people\nA name which is very long indeed,80\nb,2\n",
         "` reaches over the edge of the chart", None),
    ]),
    ids=["not drawn", "wide", "small", "cut", "overlap", "twice", "edge"],
)  # fmt: skip
def test_a_drawn_chart_is_read_back(
    house: House, spec: str, csv: str, message: str, row: int | None
) -> None:
    """A mark that is not drawn, cut, covered or too small refuses the chart, which names it."""
    refusals = draw(house, spec, csv)
    assert isinstance(refusals, tuple), "nothing was refused"
    assert any(message in one.message and one.row == row for one in refusals), refusals


@pytest.mark.parametrize(
    "spec",
    few([
        "projection: {type: equalEarth}\nlayer:\n"
        "- {data: {sphere: true}, mark: {type: geoshape, fill: pale}}\n"
        "- {data: {graticule: true}, mark: {type: geoshape, filled: false}}\n"
        "- {mark: circle, encoding: {longitude: {field: lon, type: quantitative},"
        " latitude: {field: lat, type: quantitative}}}\n",
        "facet: {field: group, type: nominal}\ncolumns: 2\n"
        "spec: {width: 150, mark: point, encoding:"
        " {x: {field: lon, type: quantitative}, y: {field: lat, type: quantitative}}}\n",
        "hconcat:\n"
        "- {width: 150, mark: bar, encoding: {x: {field: lon, type: quantitative}}}\n"
        "- {width: 150, mark: point, encoding: {y: {field: lat, type: quantitative}}}\n",
        "repeat: [lon, lat]\nspec: {width: 150, mark: point, encoding:"
        " {x: {field: {repeat: repeat}, type: quantitative}}}\n",
        "repeat: {layer: [lon, lat]}\nspec: {mark: line, encoding:"
        " {x: {field: group, type: nominal}, y: {field: {repeat: layer}, type: quantitative}}}\n",
        "transform: [{fold: [lon, lat]}]\nmark: bar\n"
        "encoding: {x: {field: value, type: quantitative},"
        " color: {field: key, type: nominal}, y: {field: group, type: nominal}}\n",
        "mark: boxplot\nencoding: {x: {field: lon, type: quantitative}}\n",
        "mark: arc\nencoding: {theta: {field: lon, type: quantitative},"
        " color: {field: group, type: nominal}, tooltip: {field: lat, type: quantitative}}\n",
        "mark: bar\nencoding: {x: {field: lon, type: quantitative, aggregate: sum},"
        " fillOpacity: {value: 0.5}, y: {field: group, type: nominal}}\n",
    ], 2),
    ids=["map", "facet", "concat", "repeat", "repeat in layers", "fold", "summary", "pie", "sum"],
)  # fmt: skip
def test_whatever_vega_lite_can_draw_is_drawn(house: House, spec: str) -> None:
    """Maps, facets, parts beside each other and summaries are known, drawn, and not refused."""
    assert "<svg" in drawn(house, spec, "group,lon,lat\nA,10,20\nA,40,30\nB,25,5\n")


def test_a_narrow_chart_is_not_drawn_larger(house: House) -> None:
    """A chart half as wide as the text keeps the size of its type."""
    svg = drawn(house, "width: 200\n" + BAR)
    assert re.match(r'<svg[^>]* width="438"[^>]* viewBox="0 0 438 ', svg)


def test_a_head_with_dots_and_brackets_is_a_column(house: House) -> None:
    """Vega-Lite would look for an object in it, and draw nothing."""
    csv = "date,U.S. [m]\n2023-08-29,80\n2023-10-09,500\n"
    svg = drawn(house, BAR.replace("people", "'U.S. [m]'"), csv)
    assert len(re.findall('aria-roledescription="bar"', svg)) == 2
    assert "U.S. [m]" in texts(svg)


# ---------------------------------------------------------------------------------------------
# Cases that went wrong once


def test_an_empty_cell_breaks_a_line(house: House) -> None:
    """A month of which nothing is known is no zero: the line stops, and begins again."""
    spec = (
        "mark: {type: line, point: true}\nencoding:\n  x: {field: month, type: ordinal}\n"
        "  y: {field: people, type: quantitative}\n  color: {field: camp, type: nominal}\n"
    )
    csv = "month,camp,people\nJan,North,120\nFeb,North,\nMar,North,180\n"
    csv += "Jan,South,80\nFeb,South,75\nMar,South,95\n"
    svg = drawn(house, spec, csv)
    assert len(re.findall('aria-roledescription="point"', svg)) == 5


def test_a_line_of_years_says_years(house: House) -> None:
    """`temporal` years of a file are years, and each stands under the axis once."""
    spec = (
        "mark: line\nencoding:\n  x: {field: year, type: temporal}\n"
        "  y: {field: people, type: quantitative}\n"
    )
    csv = "year,people\n" + "".join(f"{2019 + n},{n + 0.5}\n" for n in range(6))
    svg = drawn(house, spec, csv)
    assert [text for text in texts(svg) if text[:2] == "20"] == [str(2019 + n) for n in range(6)]
    for kind in ("quantitative", "ordinal"):
        svg = drawn(house, spec.replace("temporal", kind), csv)
        assert [text for text in texts(svg) if text[:2] == "20"] == [
            str(2019 + n) for n in range(6)
        ]
