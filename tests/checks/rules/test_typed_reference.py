"""The check `typed-reference`: no number of a figure, a table or an annex is typed by hand."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import SOURCES, brief_of, find, told

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
FIELDS: dict[str, Any] = {
    "figures": {
        name: {"image": "map.svg", "caption": "A map", "alt": "A border"} for name in ("map", "two")
    },
    "tables": {"returns": {"columns": ["Year", "People"], "rows": [[2023, 5]], "caption": "Five"}},
    "sources": {"one": SOURCES["one"]},
}
BLOCKS = (
    "\n\n{{ figures.map }}\n\n{{ figures.two }}\n\n{{ tables.returns }}\n\n"
    "## Annex: the method {: .annex }\n\nWe counted.\n"
)


def told_of(house: Path, sentence: str, **fields: Any) -> list[str]:
    """Give the problems of *sentence* in a brief with two figures, a table and an annex."""
    files = {"map.svg": DRAWING.encode()}
    brief = brief_of(house, sentence + BLOCKS, files, **FIELDS, **fields)
    return [f"{one.message}; {one.hint}" for one in find("typed-reference", brief)]


@pytest.mark.parametrize(
    ("sentence", "number", "name"),
    [
        ("Arrests rose, see figure 2.", "figure 2", "figures.two"),
        ("Arrests rose (Figure 2).", "Figure 2", "figures.two"),
        ("As fig. 1 shows, arrests rose.", "fig. 1", "figures.map"),
        ("Table 1 counts them, and others.", "Table 1", "tables.returns"),
        ("Figure 2 of this brief says so.", "Figure 2", "figures.two"),
        ("It is said in annex A.", "annex A", "annexes.the-method"),
        ("It is said.[^1]\n\n[^1]: See figure 1.", "figure 1", "figures.map"),
    ],
)
def test_a_number_that_is_typed_is_told(house: Path, sentence: str, number: str, name: str) -> None:
    """On its line, with the name that prints the number."""
    (found,) = told_of(house, sentence)
    assert f"`{number}` is typed by hand" in found
    assert f"{{{{ {name}.ref }}}}" in found


@pytest.mark.parametrize(
    ("tag", "sentence", "typed"),
    [
        ("en", "Chart 2 shows it.", ["Chart 2"]),
        ("es", "Véase la Tabla 1 y la gráfica n.º 2.", ["Tabla 1", "gráfica n.º 2"]),
        ("fr", "Voir la carte 2.", ["carte 2"]),
        ("pt", "Conforme a Tabela 1.", ["Tabela 1"]),
        ("ru", "Из Таблицы 1 видно (см. рис. 2).", ["Таблицы 1", "рис. 2"]),
        ("ru", "В таблице 5 строк, на карте 12 лагерей.", []),
        ("ar", "كما يبين الجدول رقم (1) والشكل ٢.", ["الجدول رقم (1)", "والشكل ٢"]),
        ("ar", "ارتفعت بشكل 2 ملحوظ.", []),
        ("zh", "如表1所示（见图 2）。", ["表1", "图 2"]),
        ("zh", "去年发表1篇，代表2人，附表1张。", []),
        ("ko", "<표 1>과 그림2에서 보듯이 목표 1은 표 1장이다.", ["표 1", "그림2"]),
    ],
)
def test_a_number_is_typed_in_any_language(
    house: Path, tag: str, sentence: str, typed: list[str]
) -> None:
    """Behind a word in any case, with and without a blank; what is counted is no reference."""
    told = told_of(house, sentence, language=tag)
    assert sorted(one.split("`")[1] for one in told) == sorted(typed)


def test_a_number_before_a_caption_is_to_be_deleted(house: Path) -> None:
    """The page numbers captions, so that it would stand there twice."""
    figures = {"map": FIELDS["figures"]["map"] | {"caption": "Figure 1 – A map"}}
    files = {"map.svg": DRAWING.encode()}
    brief = brief_of(house, "{{ figures.map }}", files, figures=figures)
    (found,) = find("typed-reference", brief)
    assert found.hint == "delete it: a caption is numbered by itself"


def test_a_number_that_no_figure_has_is_told(house: Path) -> None:
    """It had one once: the figures that there are, are named."""
    (found,) = told_of(house, "Arrests rose, see figure 5.")
    assert "{{ figures.map.ref }}, {{ figures.two.ref }}" in found


@pytest.mark.long
@pytest.mark.parametrize(
    "sentence",
    [
        "See {{ figures.map.ref }} and {{ tables.returns.ref }}.",
        "See figure 2 of the UN report.",
        "See table 1 in the annual review.",
        "See Table 2.1 and figure 1-2, figure 1a, and tables.",
        "The review shows it in its figure 2, and in the UNHCR figure 1.",
        "The Council’s table 1 says so.",
        "It rose (Human Rights Watch, figure 2).",
        "It rose (figure 2).[@one]",
        "It rose.[^1]\n\n[^1]: Human Rights Watch, *World Report*, figure 2.",
        "The report says: “As figure 2 shows, it rose.”[@one]",
        "The figure 2,000 is wrong, and annex I countries agree with annex C.",
    ],
)
def test_a_number_of_another_publication_is_no_mistake(house: Path, sentence: str) -> None:
    """Nor is one that the page fills in."""
    assert not told_of(house, sentence)


def test_a_brief_without_figures_numbers_none(house: Path) -> None:
    """Where it has none of its own, every one is somebody else’s."""
    assert not told("typed-reference", house, "See figure 2, and table 1.", sources={})


@pytest.mark.long
def test_a_french_brief_is_read_in_french(house: Path) -> None:
    """Its words, and those that say whose a figure is."""
    assert len(told_of(house, "Voir la figure 2 et le tableau 1.", language="fr")) == 2
    assert not told_of(house, "Voir la figure 2 du rapport et son tableau 1.", language="fr")


def test_a_number_of_a_table_without_one_is_told(house: Path) -> None:
    """A table that was typed in the prose has no number, so no sentence can name it by one."""
    prose = "Le tableau 1 dit tout.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    brief = brief_of(house, prose, language="fr")
    (found,) = find("typed-reference", brief)
    assert found.message == "`tableau 1` is typed by hand"
    assert str(found.hint).startswith("no table of the brief has a number: give it a caption")


def test_the_number_of_a_chapter_of_a_report_is_told_once(house: Path) -> None:
    """Its chapters have numbers by themselves; a year and one chapter of several are no number."""
    prose = "## 1. Causes\n\nText.\n\n## 2) Costs\n\nText.\n"
    (found,) = told("typed-reference", house, prose, template="report")
    assert found == "brief.md:1: `1.` is typed by hand, and a report numbers its chapters"
    assert not told("typed-reference", house, prose)
    for heading in ("2030 goals", "3 lessons", "Costs"):
        changed = prose.replace("2) Costs", heading)
        assert not told("typed-reference", house, changed, template="report")
