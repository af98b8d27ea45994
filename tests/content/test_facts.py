"""Facts that are cells of a file or made of others: each has its number, or its author is told."""

import re
from decimal import Decimal

import pytest
from support.houses import House

from briefpress.content.facts import divide_cell
from briefpress.model.text import PartialDate

YAML = "content/tiny/brief.yaml"
RETURNS = """\
date,place,people,share,label
2023-08-29,North,80,11.9%,eighty
2023-09-18,North,"1,240",6%,forty
2023-10-09,South,500,74.6%,
2024-04-26,South,,9%,sixty
"""
SOURCES = "sources:\n  a: {type: report, title: A, issued: 2024}\n  b: {type: report, title: B}\n"


def _facts(house: House, facts: str, csv: str = RETURNS) -> str:
    """Give the problems that an author reads of the lines *facts*."""
    house.put("returns.csv", csv)
    return house.complaints(f"facts:\n{facts}", "Text.\n")


def _page(house: House, facts: str, prose: str, head: str = "") -> str:
    house.put("returns.csv", RETURNS)
    page, problems = house.page(f"{head}facts:\n{facts}", prose)
    assert page is not None
    assert not problems.found
    text = page.text[page.text.index("<main") :]
    return re.sub("<[^>]*>", "", text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("returns.csv#date=2023-08-29/people", "80"),
        ("returns.csv#date=2023-09-18/people", "1,240"),
        ("returns.csv#place=north&date=2023-08-29/share", "11.9%"),
        ("returns.csv#people=1240/share", "6%"),
        ("returns.csv#label=eighty/people", "80"),
    ],
)
def test_a_fact_is_a_cell_of_a_file(house: House, cell: str, printed: str) -> None:
    """A row is found by what it says, as typed or as meant; its number keeps its decimals."""
    text = _page(house, f"  one: {{from: '{cell}'}}\n", "There are {{ facts.one }} here.\n")
    assert f"There are {printed} here." in text


def test_a_name_is_the_same_with_any_apostrophe(house: House) -> None:
    """Whoever types Za'atari means the Zaʿatari of a file, in rows, heads and what is highlighted;
    a short form by such a name is spelled out once.
    """
    house.put("c.csv", "camp,people at m`bera,others\nZaʿatari,80,1\nAzraq,40,2\n")
    page, problems = house.page(
        "facts:\n  one: {from: \"c.csv#camp=Za'atari/people at m'bera\"}\n"
        "acronyms: {ZCM: Za'atari Camp Management}\n"
        "figures:\n  f: {chart: {kind: bars, x: camp, y: others, highlight: Za‘atari}, "
        "data: c.csv, caption: C, alt: A}\n",
        "It has {{ facts.one }}. The Zaʿatari Camp Management (ZCM) and ZCM.\n\n{{ figures.f }}\n",
    )
    assert page is not None and not problems.found, [*map(str, problems)]
    text = re.sub("<[^>]*>", "", page.text).replace("\N{NO-BREAK SPACE}", " ")
    assert "It has 80. The Zaʿatari Camp Management (ZCM) and ZCM." in text


def test_a_fact_of_a_row_has_its_day(house: House) -> None:
    """A row that is found by its day says of which day the fact is; a month says none."""
    house.put("returns.csv", RETURNS)
    house.put("months.csv", "month,people\n2023-08,3\n2023-09,4\n")
    brief = house.brief(
        "facts:\n  day: {from: returns.csv#date=2023-08-29/people}\n"
        "  month: {from: months.csv#month=2023-08/people}\n"
    )
    assert brief.fields.facts["day"].as_of == PartialDate(2023, 8, 29)
    assert brief.fields.facts["month"].as_of is None
    assert {"tiny/returns.csv", "tiny/months.csv"} <= set(brief.content)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("returns.csv#date=2023-08-29/peple", "no column `peple`\n  hint: did you mean `people`?"),
        ("returns.csv#dat=2023-08-29/people", "no column `dat`\n  hint: did you mean `date`?"),
        ("returns.csv#date=2023-08-30/people", "no row of `returns.csv` in which `date` is 2023"),
        ("returns.csv#place=North/people", "in which `place` is North: lines 2, 3"),
        ("returns.csv#date=2024-04-26/people", "`people` in line 5 of `returns.csv` is empty"),
        ("returns.csv#date=2023-08-29/label", "line 2 of `returns.csv` is `eighty`, which is no"),
        ("returns.csv", "`returns.csv` names no cell"),
        ("returns.csv#people", "`people` names no cell"),
        ("return.csv#date=2023-08-29/people", "no file `return.csv`"),
    ],
)
def test_a_cell_that_is_not_there_is_told(house: House, cell: str, words: str) -> None:
    """Each way to miss a cell is one error, on the line of the fact, with a way out."""
    said = _facts(house, f"  one: {{from: '{cell}'}}\n")
    assert said.startswith(f"{YAML}:5: error: ")
    assert words in said
    assert said.count(": error:") == 1


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("a.csv#x=1/y", ("a.csv", "x=1/y")),
        ("a.csv#x=#1/y", ("a.csv", "x=#1/y")),
        ("a#b.csv#x=1/y", ("a#b.csv", "x=1/y")),
        ("a.xlsx#x=1/y", ("a.xlsx", "x=1/y")),
        ("a.xlsx#Sheet 1#x=1/y", ("a.xlsx#Sheet 1", "x=1/y")),
        ("lost.csv#x=1/y", ("lost.csv", "x=1/y")),
    ],
)
def test_a_cell_is_told_from_the_sheet(reference: str, parts: tuple[str, str]) -> None:
    """The file is written as `data:` names it, a sheet with it; what is behind that is the cell."""
    assert divide_cell(reference, ["a.csv", "a#b.csv", "a.xlsx"]) == parts


def test_heads_may_hold_the_signs_between_them(house: House) -> None:
    """A column `GDP/capita` and a place `Rock & Hill` are found as they are called."""
    csv = "place,GDP/capita,a=b\nRock & Hill,12,3\nTown,13,4\n"
    house.put("gdp.csv", csv)
    brief = house.brief(
        "facts:\n  one: {from: gdp.csv#place=Rock & Hill/GDP/capita}\n"
        "  two: {from: gdp.csv#a=b=4/GDP/capita}\n"
    )
    assert [one.value for one in brief.fields.facts.values()] == [Decimal(12), Decimal(13)]


MADE = """\
  north: {value: 80, as_of: 2023, source: a}
  south: {value: 500, as_of: 2024-05, source: a; b}
  lost: {value: 100}
"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("made", "printed"),
    [
        ("{sum: [north, south]}", "580"),
        ("{sum: [north, south], unit: km}", "580 km"),
        ("{sum: [north, south], digits: -2}", "600"),
        ("{share: {of: north, in: south}}", "16%"),
        ("{share: {of: north, in: south}, digits: 2}", "16.00%"),
        ("{change: {from: north, to: south}}", "525%"),
        ("{change: {from: south, to: north}, digits: 1}", "−84.0%"),
        ("{change: {from: south, to: north, as: number}}", "−420"),
        ("{sum: [north, south], show: 'about {{ facts.made.value }}', digits: -1}", "about 580"),
    ],
)
def test_a_fact_is_made_of_others(house: House, made: str, printed: str) -> None:
    """Sums, shares and changes are computed, rounded as their author says, and have a unit."""
    text = _page(house, f"{MADE}  made: {made}\n{SOURCES}", "It is {{ facts.made }}.\n")
    assert f"It is {printed}." in text


def test_a_change_is_printed_without_its_sign(house: House) -> None:
    """Where the words around it say which way it went."""
    made = "  made: {change: {from: south, to: north}}\n"
    text = _page(house, f"{MADE}{made}{SOURCES}", "It is {{ facts.made.size }} less.\n")
    assert "It is 84% less." in text


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        ("year_now: {value: 2025}", "2025"),
        ("base_year: {value: 1990}", "1990"),
        ("x: {value: 1648, label: year of the peace}", "1648"),
        ("x: {value: 2025, show: 'census of {{ facts.x.value }}', label: year}", "census of 2025"),
        ("x: {from: years.csv#land=Oru/census year}", "2019"),
        ("x: {from: years.csv#land=Oru/people}", "2,019"),
        ("x: {value: 2025}", "2,025"),
        ("year_to_date: {value: 2010}", "2,010"),
        ("cases_per_year: {value: 1990}", "1,990"),
        ("exports_year: {value: 2400}", "2,400"),
        ("year: {value: 2010, unit: km}", "2,010 km"),
        ("x: {value: 2010, label: years of war}", "2,010"),
        ("x: {value: 2010, label: year-end stocks}", "2,010"),
        ("year_now: {value: 2010, label: cases}", "2,010"),
    ],
)
def test_a_fact_that_is_a_year_reads_as_one(house: House, fact: str, printed: str) -> None:
    """Its label says so, or without one its name; a number of something in a year is an amount."""
    name = fact.partition(":")[0]
    house.put("years.csv", "land,census year,people\nOru,2019,2019\nTam,2021,900\n")
    placed = "\n{{ facts }}\n" * ("label" in fact)
    text = _page(house, f"  {fact}\n", f"Is {{{{ facts.{name} }}}} x.\n{placed}")
    assert f"Is {printed} x." in text


@pytest.mark.parametrize(("tag", "printed"), [("fr", "0,16 %"), ("en", "0.16%")])
def test_a_share_is_written_in_the_language(house: House, tag: str, printed: str) -> None:
    """The sign of a per cent stands as the language of the brief sets it."""
    facts = "  a: {value: 2}\n  b: {value: 1250}\n  c: {share: {of: a, in: b}, digits: 2}\n"
    text = _page(house, facts, "Is {{ facts.c }} x.\n", f"language: {tag}\n")
    assert f"Is {printed} x." in re.sub(r"\s", " ", text)


def test_what_is_made_of_others_has_their_sources_and_the_last_day(house: House) -> None:
    """Where all of them have one: a sum is no older than its newest part, and cited as they are."""
    facts = "  both: {sum: [north, south]}\n  part: {sum: [north, lost]}\n"
    fields = house.brief(f"facts:\n{MADE}{facts}{SOURCES}").fields
    both, part = fields.facts["both"], fields.facts["part"]
    assert both.source is not None
    assert [one.key for one in both.source.items] == ["a", "b"]
    assert both.as_of == PartialDate(2024, 5)
    assert (part.source, part.as_of) == (None, None)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("  x: {sum: [x]}\n", "the fact `x` is made of itself: x → x"),
        ("  x: {sum: [y]}\n  y: {sum: [z]}\n  z: {sum: [x]}\n", "made of itself: x → y → z → x"),
        ("  x: {sum: [norht]}\n  north: {value: 1}\n", "no fact `norht`\n  hint: did you mean"),
        ("  x: {value: 3, sum: [y]}\n  y: {value: 1}\n", "its number from `value` and `sum`"),
        ("  x: {sum: [y]}\n  y: {show: many}\n", "the fact `y` has no number"),
        (
            "  x: {sum: [y, z]}\n  y: {value: 3, unit: km}\n  z: {value: 4, unit: t}\n",
            "what `x` is made of differs in unit: `y` in km, `z` in t",
        ),
        ("  x: {share: {of: y, in: z}}\n  y: {value: 3}\n  z: {value: 0}\n", "`z` is 0"),
        ("  x: {change: {from: z, to: y}}\n  y: {value: 3}\n  z: {value: 0}\n", "`z` is 0"),
        (
            "  x: {share: {of: y, in: z}}\n  y: {value: 3}\n  z: {value: 1000}\n",
            "is 0.3, which is rounded to 0\n  hint: write `digits: 1`",
        ),
        (
            "  x: {change: {from: y, to: z, as: number}}\n"
            "  y: {value: 3, unit: '%'}\n  z: {value: 4, unit: '%'}\n",
            "the change of a per cent is no per cent",
        ),
    ],
)
def test_what_cannot_be_computed_is_told_once(house: House, facts: str, words: str) -> None:
    """Circles, names that are not there, units that differ: one error, and nothing is printed."""
    said = _facts(house, facts)
    assert words in said
    assert said.count(": error:") == 1


def test_a_fact_without_its_number_is_a_mark_in_the_draft(house: House) -> None:
    """The draft is printed all the same, and the error is not told again where it is named."""
    house.put("returns.csv", RETURNS)
    facts = "facts:\n  one: {from: returns.csv#date=2020/people}\n"
    text = house.draft_page(facts, "There are {{ facts.one }}, {{ facts.one.value }}.\n")
    assert text.count("facts.one") >= 2


def test_alt_and_captions_name_facts(house: House) -> None:
    """In `alt:` a fact is plain text, whatever its author has marked; all else stays as typed."""
    house.put("returns.csv", RETURNS)
    house.put(
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
    )
    fields = (
        "facts:\n  one: {value: 1234, show: '*about* {{ facts.one.value }}'}\n"
        "figures:\n  f:\n    image: a.svg\n    caption: Of {{ facts.one }} people\n"
        "    alt: \"A *bar* of {{ facts.one }} <people> & 'more', of {{ published }}\"\n"
    )
    page, problems = house.page(fields, "Text.\n\n{{ figures.f }}\n")
    assert page is not None
    assert not problems.found
    alt = "A *bar* of about 1,234 &lt;people&gt; &amp; &#39;more&#39;, of 26 November 2024"
    assert f'alt="{alt}"' in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Of <em>about</em> 1,234 people" in page.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("Of {{ facts.none }} people", "no fact `none`"),
        ("Of {{ timeline }}", "the block `timeline` stands inside a text"),
        ("Of {{ 1 + 1 }}", "is not a name"),
    ],
)
def test_a_wrong_name_in_alt_is_told(house: House, alt: str, words: str) -> None:
    """A name that prints nothing is an error on the line of the alt text."""
    house.put(
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
    )
    figures = f"figures:\n  f: {{image: a.svg, caption: C, alt: '{alt}'}}\n"
    said = house.complaints(figures, "Text.\n\n{{ figures.f }}\n")
    assert words in said
    assert f"{YAML}:5: error:" in said


@pytest.mark.parametrize(
    ("value", "words"),
    [("1" * 29, "29 digits before its point are too many, the most is 18"),
     ("1" * 19, "19 digits before"), ("'1e400'", "401 digits before"),
     ("-" + "9" * 5_000, "5000 digits before"), ("0." + "1" * 40, "40 digits after"),
     ("'1e-400'", "400 digits after"), ("1" * 18 + "." + "1" * 13, "13 digits after")],
)  # fmt: skip
def test_a_number_that_nobody_reads_is_told_at_its_line(
    house: House, value: str, words: str
) -> None:
    """It stops nothing but its brief, which is printed as a draft; the hint is to round it."""
    told = _facts(house, f"  many: {{value: {value}, label: stars}}\n")
    assert words in told
    assert "round it, or write it in words in `show:`" in told


@pytest.mark.parametrize("value", ["9" * 18, "-" + "9" * 18 + "." + "9" * 12, "3.14159265", "0"])
def test_a_long_number_is_printed(house: House, value: str) -> None:
    """Also where it is summed, and rounded to its last decimal."""
    facts = f"  many: {{value: {value}}}\n  all: {{sum: [many, many], digits: 6}}\n"
    assert _facts(house, facts) == ""


def test_a_number_among_labels_blames_the_label(house: House) -> None:
    """The cell that is named is a number; another one makes its column one of labels."""
    fact = "  one: {from: 'returns.csv#m=Jan-24/n'}\n"
    complaint = _facts(house, fact, 'm,n\nJan-24,"1,200"\nFeb-24,"1,350*"\nMar-24,<5\nApr-24,7\n')
    assert "`n` is no column of numbers: it says `1,350*` in line 3 of `returns.csv`" in complaint
    assert "hint: write 1,350, and what the mark says in `note:`" in complaint


def test_a_cell_of_two_readings_is_told_once(house: House) -> None:
    """By who reads the file; the fact is not said to be no number as well."""
    complaint = _facts(house, "  one: {from: 'returns.csv#m=b/n'}\n", "m;n\na;1.234\nb;5.678\n")
    assert "`1.234` is 1234 or 1.234" in complaint
    assert complaint.count("error") == 1
