"""Numbers are compared where they are one quantity: what is right is left alone, in any language.

Valdoria is made up, and so are its figures.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import new_house
from support.printed_pages import told

CHART = {
    "mark": "bar",
    "encoding": {"x": {"field": "Year", "type": "nominal"},
                 "y": {"field": "People", "type": "quantitative"}},
}  # fmt: skip
VOTES = "date,question,for,against,abstaining,outcome\n2024-03-28,The mandate,13,1,1,vetoed\n"


@dataclass(frozen=True)
class Case:
    """A small brief."""

    name: str
    prose: str = "Text."
    csv: str = ""
    """The file `t.csv`, of the table `t`."""
    caption: str = "A table"
    chart: str = ""
    """The file `c.csv`, of the chart `c`."""
    alt: str = "Bars that become longer from year to year."
    unit: str = ""
    """Problems of the chart `c`, which then says only its kind and its columns."""
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    language: str = "en"
    kind: str = "table"
    """Problems of the table `t`."""


def _fact(value: str = "", show: str = "", big: str = "", label: str = "", as_of: str = "") -> Any:
    fields = {"value": value, "show": show, "big": big, "label": label, "as_of": as_of}
    return {"n": {name: one for name, one in fields.items() if one} | {"source": "one"}}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that has learnt German; each test writes its brief anew."""
    house = new_house(tmp_path_factory.mktemp("quantities") / "house")
    return house


def _told(house: Path, case: Case) -> list[str]:
    shutil.rmtree(house / "content/it", ignore_errors=True)
    blocks: dict[str, Any] = {}
    if case.csv:
        blocks["tables"] = {"t": {"data": "t.csv", "caption": case.caption, "source": "one",
                                 "kind": case.kind}}  # fmt: skip
    if case.chart:
        plot = {"kind": "bars", "x": "Year", "y": "People", "unit": case.unit}
        figure = {"data": "c.csv", "caption": case.caption, "alt": case.alt, "source": "one"}
        blocks["figures"] = {"c": {"chart": plot if case.unit else CHART} | figure}
    files = {"t.csv": case.csv.encode(), "c.csv": case.chart.encode()}
    return told(
        "fact-disagrees", house, case.prose, {name: data for name, data in files.items() if data},
        language=case.language, facts=case.facts, **blocks,
    )  # fmt: skip


def _same(show: str, value: str = "", big: str = "", language: str = "en", label: str = "") -> Case:
    return Case(f"{language}: {value or show} {big}", facts=_fact(value, show, big, label),
                language=language)  # fmt: skip


SPLIT = "12 in favour, 2 against and 1 abstention"
SANCTIONS = _fact("", SPLIT, "", "the vote on sanctions")
MANDATE = _fact("", SPLIT, "", "the vote on the mandate")

HONEST = [
    # One fact, said in several ways
    _same("30.4 million", "30400000", "30.4 m"),
    _same("11.6 million", "11559000"),
    _same("some 12 million", "11559000"),
    _same("US$4.2 billion", "4200000000", "$4.2 bn"),
    _same("US$4.2 billion (€3.9 billion)", "4.2"),
    _same("€3.9 billion (US$4.2 billion)", "4200000000"),
    _same("33 per cent", "0.33", "33 %"),
    _same("a third", "33", "33 %"),
    _same("one in four", "25", "1 in 4"),
    _same("1 in 4 children", "0.25", "25%"),
    _same("3 out of 4", "75", "75%"),
    _same("2/3 of the seats", "67", "66.7%"),
    _same("1.5 °C", "1.5", "+1.5 °C"),
    _same("fell by 2.3 per cent", "-2.3", "−2.3%"),
    _same("three years", "36", "3 years"),
    _same("90 minutes", "1.5", "1 h 30"),
    _same("5 to 7 metres", "6", "5–7 m"),
    _same("3½ years", "3.5"),
    _same("1,250 (2023: 980)", "1250"),
    _same("340,000", "340", label="thousand people in camps"),
    _same("4,200 kg", "4.2", label="tonnes of grain"),
    _same("nearly 700", "670", "≈ 700"),
    _same("by 20 May", "20"),
    _same("the under-5s", "340"),
    _same("14 votes in favour and 1 against", "", "14–1–0"),
    _same("120 to 7, with 21 abstentions", "", "120–7–21"),
    _same("61 per cent, up from 48", "", "61%"),
    _same("the years 2023–24", "", "2023–2024"),
    _same("5 weeks", "", "35 days"),
    _same("Article 7, para. 12", "", "Art. 7"),
    _same("from 2.1 to 3.4 million", "", "2.1–3.4 m"),
    _same("33 per cent", "", "1 in 3"),
    _same("61 per cent of households", "", "4.2 m"),
    _same("12 March 2024", "", "12/3/2024"),
    _same("30,4 millions", "30400000", "30,4 M", "fr"),
    _same("un enfant sur 4", "25", "1 sur 4", "fr"),
    _same("33 pour cent", "0.33", "33 %", "fr"),
    _same("11 559 000", "11559000", "11,6 millions", "fr"),
    _same("14 voix pour et 1 contre", "", "14–1–0", "fr"),
    _same("1,5 °C", "1.5", "+1,5 °C", "fr"),
    _same("30,4 Mio. Menschen", "30400000", "30,4 Mio.", "de"),
    _same("4,2 Milliarden Euro", "4200000000", "4,2 Mrd. €", "de"),
    _same("33 Prozent", "0.33", "33 %", "de"),
    _same("1 von 4 Kindern", "25", "25 %", "de"),
    _same("11.559.000", "11559000", "11,6 Mio.", "de"),
    _same("11,6 millones", "11559000", "11,6 M", "es"),
    _same("4,2 mil millones de euros", "4200000000", "4200 M€", "es"),
    _same("33 por ciento", "0.33", "33 %", "es"),
    _same("1 de cada 4 niñas", "25", "25 %", "es"),
    # Labels that hold a number, beside numbers
    Case("ages", csv="Age,People\nUnder 5,340\n5–17,910\n60+,120\n"),
    Case("weeks", csv="Week,Cases\nWeek 9,14\nWeek 10,22\n"),
    Case("months", csv="Month,Cases\nJan-24,10\nFeb-24,20\n"),
    Case("camps", csv="Site,People\nCamp 4,1200\nCamp 12,800\n"),
    Case("phases", csv="Phase,People (m)\nIPC Phase 3,2.1\nIPC Phase 4,0.9\n"),
    Case("articles", csv="Provision,Cases\nArticle 7,12\n\"Article 8, para. 2\",3\n"),
    Case("votes by round", csv="Round,Votes\n1st round,48\n2nd round,52\n"),
    Case("rows of a budget", csv="Line,2024,2025\nTitle 1,120.5,118\nTitle 2,30,41\n"),
    Case("quarters", csv="Quarter,Barrels\nQ1 2024,120\nQ2 2024,140\n"),
    Case("Wochen", csv="Woche,Fälle\nKW 9,14\nKW 10,22\n", language="de"),
    Case("edades", csv="Edad,Personas\nMenores de 5,340\n60 y más,120\n", language="es"),
    Case("âges", csv="Âge,Personnes\nMoins de 5 ans,340\n60 ans et plus,120\n", language="fr"),
    Case("rounded labels",
         csv="Year,Number,Said\n2023,11559000,11.6 million\n2024,670,nearly 700\n"),
    # Rows of a year, and facts of that year
    Case("millions under a head",
         csv="Year,People in need (m),Targeted (m),Asked (US$ m),Share met\n"
             "2024,24.8,14.7,2695,68%\n2025,30.4,20.9,4163,30%\n",
         facts=_fact("30400000", "30.4 million", "30.4 m", "people who need assistance", "2025")),
    Case("another quantity of that year",
         csv="Year,Asked (US$ m),Received (US$ m)\n2024,2695,1837\n2025,4163,1240\n",
         facts=_fact("17000000", "17 million", "17 m", "children out of school", "2025")),
    Case("people of another kind",
         csv="Year,People displaced\n2024,120000\n2025,140000\n",
         facts=_fact("98000", "", "", "people killed or injured", "2025")),
    Case("a measure of other people", csv="Year,People\n2024,120000\n2025,140000\n",
         caption="People displaced in Valdoria",
         facts=_fact("98000", "", "", "people without water", "2025")),
    Case("a share of that year", csv="Year,People in need (%)\n2024,41\n2025,48\n",
         facts=_fact("30400000", "30.4 million", "", "people in need", "2025")),
    Case("a total over parts of that day",
         csv="Date,Region,People\n2025-03-01,North,300\n2025-03-01,South,400\n",
         facts=_fact("700", "", "", "people displaced", "2025-03-01")),
    Case("the last of several, and their total", chart="Year,People\n2023,80\n2024,500\n2025,60\n",
         caption="People returned each year",
         facts=_fact("640", "", "", "people returned since 2023", "2025")),
    Case("two currencies", csv="Year,Spending (€ m)\n2024,120\n2025,131\n",
         facts=_fact("142000000", "US$142 million", "", "spending on schools", "2025")),
    Case("thousands in the caption", csv="Year,Refugees\n2024,310\n2025,340\n",
         caption="Refugees, in thousands",
         facts=_fact("340000", "", "", "refugees", "2025")),
    Case("millones en el título", csv="Año,Personas con hambre\n2024,11.2\n2025,11.6\n",
         caption="Personas con hambre, en millones", language="es",
         facts=_fact("11559000", "11,6 millones", "", "personas con hambre", "2025")),
    Case("Millionen im Kopf",
         csv="Jahr,Ausgaben (Mio. EUR)\n2024,118.5\n2025,120.4\n", language="de",
         facts=_fact("120400000", "120,4 Mio. Euro", "", "Ausgaben für Schulen", "2025")),
    Case("milliers en tête", csv="Année,Réfugiés (milliers)\n2024,310\n2025,340\n", language="fr",
         facts=_fact("340000", "340 000", "", "réfugiés", "2025")),
    Case("another vote of the same fifteen", csv=VOTES, kind="votes", facts=SANCTIONS),
     # What is typed
    Case("a year before", "China returned {{ facts.n }} people in 2024, and 640 people in 2023.",
         facts=_fact("670", "", "", "people returned")),
    Case("people of another kind, typed", "In all, 760 people stood for election.",
         facts=_fact("670", "", "", "people returned from Sarn")),
    Case("another unit", "The road is 607 kilometres long, and returned people walk it.",
         facts=_fact("670", "", "", "people returned along the road")),
    Case("a telephone number", "People who returned call +41 22 917 76 00.",
         facts=_fact("670", "", "", "people returned")),
    Case("a symbol", "People who returned are named in A/HRC/76/607 and in S/2024/760.",
         facts=_fact("670", "", "", "people returned")),
    Case("a parallel", "North of the 38th parallel, 12 people returned.",
         facts=_fact("83", "", "", "people returned")),
    Case("laws", "Article 76 of Law 607 protects people who returned.",
         facts=_fact("670", "", "", "people who returned")),
    Case("ages in a text", "Of children aged 6–59 months, one in three is hungry in week 76.",
         facts=_fact("67", "", "", "children who are hungry")),
    # Alt texts
    Case("sums, differences, axes", chart="Year,People\n2023,80\n2024,500\n2025,60\n",
         alt="Bars on an axis from 0 to 600: 80, then 500, 420 more, then 60; 640 in all."),
    Case("rounded in the alt", chart="Year,People\n2023,11559000\n2024,30400000\n",
         alt="Two bars: 11.6 million in 2023 and 30.4 million in 2024."),
    Case("millions in the unit", chart="Year,People\n2023,720\n2024,790\n",
         unit="Millions of people", alt="It grows from 720 to 790 million."),
    Case("shares in the alt", chart="Year,People\n2023,250\n2024,750\n",
         alt="Two bars: 250 in 2023, a share of 25 per cent, and 750 in 2024, 75 per cent."),
]  # fmt: skip


@pytest.mark.parametrize("case", few(HONEST, 21), ids=lambda one: one.name)
def test_what_may_be_right_is_left_alone(case: Case, german: Path) -> None:
    """Scale, unit, rounding, shares, votes, labels, years: nothing is certain to be wrong."""
    assert _told(german, case) == []


WRONG = [
    _same("30.4 million", "34000000"),
    _same("30.4 million", "3040000"),
    _same("more than 760", "670"),
    _same("6700", "670"),
    _same("43 per cent", "34"),
    _same("1 in 5", "25"),
    _same("€4.2 billion", "2400000000"),
    _same("1.5 °C", "2.5"),
    _same("four years, 48 months", "36"),
    _same("14 in favour and 1 against", "", "13–1–0"),
    _same("61 per cent", "", "16%"),
    _same("120 for, 7 against, 21 abstaining", "", "120–7–12"),
    _same("11,6 millones", "16100000", "", "es"),
    _same("11,6 Mio.", "1160000", "", "de"),
    _same("30,4 millions", "34000000", "", "fr"),
    _same("11.6 million", "11559000", "16.1 m"),
    Case("another number under the head", csv="Year,People in need (m)\n2024,24.8\n2025,34.0\n",
         facts=_fact("30400000", "30.4 million", "", "people in need of assistance", "2025")),
    Case("a chart's day", chart="Year,People\n2023-08-29,90\n2023-09-18,40\n",
         facts=_fact("80", "", "", "", "2023-08-29")),
    Case("thousands in the caption, another number", csv="Year,Refugees\n2024,310\n2025,430\n",
         caption="Refugees, in thousands", facts=_fact("340000", "", "", "refugees", "2025")),
    Case("Personen im Jahr",
         csv="Jahr,Ausgaben (Mio. EUR)\n2024,118.5\n2025,124.0\n", language="de",
         facts=_fact("120400000", "120,4 Mio. Euro", "", "Ausgaben", "2025")),
    Case("a label beside its number",
         csv="Year,Number,Said\n2023,80,80\n2024,500,600+\n2025,60,about 60\n"),
    Case("millions beside a number",
         csv="Year,Number,Said\n2023,3000000,3 million\n2024,5000000,9 million\n"),
    Case("a vote on the same question", csv=VOTES, kind="votes", facts=MANDATE),
    Case("digits swapped in an alt", chart="Year,People\n2023,340\n2024,910\n",
         alt="Two bars: 430 people in 2023 and 910 in 2024."),
    Case("another number under a unit", chart="Year,People\n2023,720\n2024,795\n",
         unit="Millions of people", alt="It grows from 720 to 759 million."),
    Case("a zero too many in an alt", chart="Year,People\n2023,340\n2024,910\n",
         alt="Two bars: 340 people in 2023 and 9100 in 2024."),
    Case("a decimal in an alt", chart="Year,People\n2023,1250\n2024,3140\n",
         alt="Two bars: 1,250 people in 2023 and 3,410 in 2024."),
    Case("typed with digits swapped", "In all, 760 people returned to Sarn.",
         facts=_fact("670", "", "", "people returned to Sarn")),
    Case("typed with a zero too many", "In all, 6700 people returned to Sarn.",
         facts=_fact("670", "", "", "people returned to Sarn")),
    Case("tapé avec un chiffre de trop", "Au total, 6700 personnes sont rentrées.", language="fr",
         facts=_fact("670", "", "", "personnes rentrées")),
    Case("vertippt", "Im Dorf sind 760 Menschen zurückgekehrt.", language="de",
         facts=_fact("670", "", "", "Menschen zurückgekehrt")),
    Case("mal tecleado", "En total, 760 personas regresaron.", language="es",
         facts=_fact("670", "", "", "personas que regresaron")),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda one: one.name)
def test_a_contradiction_is_found(case: Case, german: Path) -> None:
    """In the fact's own words, in a row, in a label, in an alt text, in a sentence."""
    assert len(_told(german, case)) == 1
