"""The check `old-number`: no number stays that a correction has changed elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import SOURCES, TODAY, brief_of

from briefpress.checks.evidence.past import Past
from briefpress.checks.evidence.texts import Reading
from briefpress.checks.table import load

FACTS = {
    "sin_agua": {"value": "31", "unit": "%", "label": "de los hogares sin agua potable",
                 "as_of": "2026", "source": "one"},
    "muertes": {"value": "2417", "label": "muertes por cólera", "source": "one"},
    "pozos": {"value": "9", "label": "pozos secos", "source": "one"},
}  # fmt: skip
WAS = {"sin_agua": "24\u00a0%", "muertes": "2.360", "pozos": "7"}
OLD, NEW = (
    "Región,Casos,Año\nTarn,530,2026\nSarn,812,2026\nVenn,95,2026\n",
    "Región,Casos,Año\nTarn,530,2026\nSarn,866,2026\nVenn,95,2026\n",
)
PLACED = "\n\n{{ facts }}\n\n{{ tables.t }}\n"


def _told(
    house: Path, prose: str, editions: tuple[Mapping[str, str], ...] = (WAS,), **fields: Any
) -> list[str]:
    table = {"t": {"data": "c.csv", "caption": "Casos de cólera", "source": "one"}}
    said: dict[str, Any] = {
        "facts": FACTS, "tables": table, "sources": SOURCES, "language": "es", **fields,
    }  # fmt: skip
    brief = brief_of(house, prose + PLACED, {"c.csv": OLD.encode()}, **said)
    old = brief.data
    brief = brief_of(house, prose + PLACED, {"c.csv": NEW.encode()}, **said)
    check = load("old-number")
    assert check.find_in_brief
    reading = Reading(brief, TODAY, Past(editions, lambda: old))
    assert not [*check.find_in_brief(replace(reading, past=None))]
    return [
        f"{one.place.file.rpartition('/')[2]}:{one.place.line}: {one.message}"
        for one in check.find_in_brief(reading)
    ]


@pytest.mark.parametrize(
    ("prose", "number", "name"),
    [
        ("El 24 % de los hogares no tiene agua.", "24", "sin_agua"),
        ("Uno de cada cuatro hogares (el 24 %) bebe agua del río.", "24", "sin_agua"),
        ("Hubo 2.360 muertes.", "2.360", "muertes"),
        ("El cólera mató a 2360.", "2360", "muertes"),
        ("Hay 7 pozos secos.", "7", "pozos"),
    ],
)
def test_the_old_number_of_a_fact_is_told(house: Path, prose: str, number: str, name: str) -> None:
    """In prose, with its line."""
    (found,) = _told(house, prose)
    assert found.startswith("brief.md:1: ")
    assert f": {number} is what the fact `{name}` was in an edition" in found


def test_it_is_told_in_every_text(house: Path) -> None:
    """Key messages, the standfirst, the caption of a table."""
    table = {"data": "c.csv", "caption": "Casos de cólera, y 2.360 muertes", "source": "one"}
    found = _told(
        house,
        "Texto.",
        key_messages=["El 24 % de los hogares no tiene agua."],
        standfirst="El cólera causó 2.360 muertes.",
        tables={"t": table},
    )
    assert len(found) == 3
    assert all(one.startswith("brief.yaml:") for one in found)


def test_an_edition_before_the_last_counts(house: Path) -> None:
    """Who published a correction with the old number in it is told still."""
    now = {"sin_agua": "31\u00a0%", "muertes": "2.417", "pozos": "9"}
    (found,) = _told(house, "Hubo 2.360 muertes.", (now, WAS))
    assert "2.360 is what the fact `muertes` was" in found


@pytest.mark.parametrize(
    "prose",
    [
        "El {{ facts.sin_agua }} de los hogares, del 24 % antes, no tiene agua.",
        "De 2.360 a 2.417 muertes por cólera.",
        "En 2024, el 24 % de los hogares no tenía agua.",
        "El 24 % de los niños no va a la escuela.",
        "El maíz cuesta 24 pesos en los hogares sin agua.",
        "Hay 7 escuelas, y 9 pozos secos.",
        "Dice: «El 24 % de los hogares no tiene agua».",
    ],
)
def test_a_number_of_something_else_is_none(house: Path, prose: str) -> None:
    """A comparison with the new one, another year, other things, other units."""
    if prose.startswith("Dice"):
        prose = "> El 24 % de los hogares no tiene agua."
    assert not _told(house, prose)


@pytest.mark.parametrize(
    ("label", "prose", "is_told"),
    [
        ("Tarn", "El 24 % de los hogares no tiene agua.", True),
        ("Tarn", "En Tarn el 24 % de los hogares no tiene agua.", False),
        ("2024", "El 24 % de los hogares no tenía agua.", False),
    ],
)
def test_a_row_may_have_the_old_number(house: Path, label: str, prose: str, is_told: bool) -> None:
    """That of a place which the sentence names, and that of an earlier year."""
    rows = {"t": {"columns": ["Dónde", "Sin agua"], "caption": "Agua",
                  "rows": [[label, "24 %"], ["Sarn", "40 %"]]}}  # fmt: skip
    assert bool(_told(house, prose, tables=rows)) is is_told


def test_what_has_not_changed_is_none(house: Path) -> None:
    """Neither what an edition has as it is now, nor a fact that is new or was in words."""
    same = {"sin_agua": "el 31\u00a0%", "muertes": "más de 2.417", "pozos": "siete"}
    assert not _told(house, "El 24 % de los hogares no tiene agua. Hubo 2.360 muertes.", (same,))
    assert not _told(house, "El 24 % de los hogares no tiene agua.", ({},))


def test_the_old_cell_of_a_chart_is_told(house: Path) -> None:
    """In its alt text, and in prose beside the name of the row."""
    chart = {
        "mark": "bar",
        "encoding": {"x": {"field": "Región", "type": "nominal"},
                     "y": {"field": "Casos", "type": "quantitative"}},
    }  # fmt: skip
    figure = {"chart": chart, "data": "c.csv", "caption": "Casos", "source": "one",
              "alt": "Barras: 530 en Tarn, 812 en otra región, 95 en Venn."}  # fmt: skip
    found = _told(house, "En Sarn hubo 812 casos.\n\n{{ figures.f }}", figures={"f": figure})
    assert len(found) == 2
    for one in found:
        assert "812 is what `c.csv` had for `Sarn` under `Casos` in the last edition" in one
        assert one.endswith("it has 866 now")


@pytest.mark.parametrize(
    "prose",
    [
        "Hay 812 escuelas en el país.",
        "En Sarn hay 812 escuelas.",
        "En Sarn hubo 866 casos, y 1.491 en todas partes.",
        "Sarn está a 54 km de Tarn.",
    ],
)
def test_a_number_that_no_cell_had_is_none(house: Path, prose: str) -> None:
    """One of other things, the new one, a sum."""
    assert not _told(house, prose)
