"""The check `placeholder`: nothing is printed that is still to come."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import TODAY, brief_of, told

from briefpress.checks.preflight import Proofreader
from briefpress.model.placeholders import CAPTION, STANDFIRST, TITLE
from briefpress.model.problems import Problems


@pytest.mark.parametrize(
    "words",
    [
        "XX", "XXX", "TBC", "TBD", "TODO", "TK", "TKTK", "???", "[insert figure]", "Lorem ipsum",
        "[to be confirmed]", "[number]", "[XX]", "[TBC]", "#REF!", "#NAME?", "#DIV/0!", "1E+05",
        "$XX", "xx%",
        "20XX", "____", "[insérer le chiffre]", "FIXME", "[add source]", "[?]", "x.x",
        "<insert name>", "$ X", "XX million", "YYYY",
        "[Abbildung einfügen]", "[Quelle fehlt]", "[أدرج الشكل هنا]", "[此处插入图表]",
        "[그림 삽입]", "(to be completed)", "(à compléter)", "(추후 보완)", "(уточнить)",
        "（待补充）", "A DEFINIR", "PENDIENTE", "À COMPLÉTER", "[month]", "[Name of minister]",
        "(source?)", "XX,000",
    ],
)  # fmt: skip
def test_what_is_still_to_come_is_found(house: Path, words: str) -> None:
    """Marks of those who write, in prose, on their line."""
    prose = f"One sentence.\n\nOf these, {words.replace('_', chr(92) + '_')} people in camps fled."
    if words.startswith("<"):
        prose = prose.replace("<", "&lt;").replace(">", "&gt;")
    (found,) = told("placeholder", house, prose)
    assert found.startswith(f"brief.md:3: `{words}` is ")


@pytest.mark.parametrize(
    "field",
    [
        {"title": "The XX people who left"},
        {"standfirst": "A sentence, TBC."},
        {"title": f"{TITLE} (draft)"},
        {"standfirst": STANDFIRST},
        {"tables": {"t": {"columns": ["a"], "rows": [["b"]], "caption": CAPTION}}},
        {"key_messages": ["The number is [insert figure]."]},
        {"number": "XX"},
        {"licence": "TBC"},
        {"contact": {"name": "XX"}},
        {"authors": [{"name": "TBC"}]},
        {"facts": {"a": {"show": "XX people", "source": "one"}}},
        {"tables": {"t": {"columns": ["a"], "rows": [["TBC"]], "caption": "c"}}},
        {"recommendations": [{"to": "XX states", "actions": ["Act."]}]},
    ],
    ids=lambda field: next(iter(field)),
)
def test_fields_are_looked_at(house: Path, field: dict[str, Any]) -> None:
    """Texts of brief.yaml are read over like the prose."""
    prose = "Text.\n\n" + "{{ tables.t }}" * ("tables" in field)
    prose += "{{ recommendations }}" * ("recommendations" in field)
    (found,) = told("placeholder", house, prose, **field)
    assert found.startswith("brief.yaml:")
    assert "is still to come" in found


@pytest.mark.parametrize(
    "cell",
    ["XX", "xx%", "TBC", "tbc", "t.b.c.", "TBD", "?", "???", "#REF!", "#DIV/0!", "#N/A", "#WERT!",
     "#VALOR!", "#NOME?", "#ИМЯ?", "#Н/Д", "à compléter", "pendiente", "a completar",
     "#VALEUR!", "#¡REF!", "1E+05", "1,2E+06", "######", "NaN", "to be confirmed", "TODO",
     "nan", "NULL", "None", "inf", "<NA>", "[xx]"],
)  # fmt: skip
def test_cells_are_looked_at(house: Path, cell: str) -> None:
    """A cell of a table or of a chart is found on its line of the file."""
    table = {"data": "t.csv", "caption": "c"}
    csv = f'place;people\nNorth;12\nSouth;"{cell}"\nEast;13\n'.encode()
    (found,) = told("placeholder", house, "{{ tables.t }}", {"t.csv": csv}, tables={"t": table})
    assert found.startswith(f"t.csv:3: `{cell}` is ")


@pytest.mark.parametrize(
    "prose",
    [
        "The XX century was short.", "Article XX of the treaty holds.",
        "Under Title XX of the Act.",
        "Tuberculosis (TBC) killed many; TBC still does.", "Carriers of XX chromosomes.",
        "The Techniker Krankenkasse (TK) pays, says TK.", "Flight TK 1821 landed.", "Really??",
        "She asked: is it so? No!", "He wrote [sic] and “[the] figure”.", "The name [withheld].",
        "As $x^2$ has it.", "Sizes XL and XXL.", "Louis XX was never king.", "In the 20th century.",
        "The [figure 2] shows.",
        "Vote: 5 x 5.", "A/79/L.12 was adopted.", "At `pH` 7.", "Max added it.",
        "The #MeToo movement.",
        "Number 1 of 3.", "She wrote [addressing him] thus.",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(house: Path, prose: str) -> None:
    """Roman numerals, illnesses, sizes and editors' brackets are meant."""
    assert not told("placeholder", house, prose)


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("El siglo XX fue corto, y el XX aniversario también. TODO cambia.", "fr"),
        ("Au XXe siècle, et le XX congrès.", "fr"),
        ("El siglo XX fue corto. Según el capítulo XX del libro, la XX cumbre y sesión.", "es"),
        ("No século XX foi assim; o artigo XX da lei, e a XX sessão, João XX disse.", "pt"),
        ("Au XX siècle, selon le chapitre XX du livre ; Louis XX règne.", "fr"),
        ("В нач. XX в., в XX–XXI вв., на рубеже XX и XXI вв. было так.", "ru"),
        ("В XX веке, на XX съезде партии и по статье XX закона.", "ru"),
    ],
)
def test_roman_numerals_of_other_languages_are_none(house: Path, prose: str, language: str) -> None:
    """Where centuries and congresses are counted in them."""
    found = told("placeholder", house, prose, language=language)
    assert not [one for one in found if "XX" in one]


@pytest.mark.parametrize(
    ("prose", "language", "words"),
    [
        ("营地里约有XX人。", "zh", "XX"),
        ("Il y a XX personnes ici.", "fr", "XX"),
        ("On y compte xx personnes.", "fr", "xx"),
        ("Hay XX personas aquí.", "es", "XX"),
        ("Etwa XX Menschen kamen.", "de", "XX"),
        ("Budget : à définir.", "fr", "à définir"),
        ("约有×××人逃离。", "zh", "×××"),
        ("약 ○○○명이 떠났다.", "ko", "○○○"),
        ("Около ХХ % людей ушли.", "ru", "ХХ %"),
        ("Llegaron el XX de marzo.", "es", "XX"),
        ("Cerca de XX pessoas vivem aqui.", "pt", "XX"),
        ("Там XX человек.", "ru", "XX"),
        ("营地里的人【待补充】很多。", "zh", "【待补充】"),
        ("수용소에는 약 XX명이 있다.", "ko", "XX"),
        ("في المخيم XX شخص اليوم.", "ar", "XX"),
    ],
)
def test_what_is_to_come_is_found_in_other_letters(
    house: Path, prose: str, language: str, words: str
) -> None:
    """In texts whose words have no capitals, and no space behind a number."""
    (found,) = told("placeholder", house, prose, language=language)
    assert f"`{words}` is " in found


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("该议题仍有待补充，协议（补充）已签。李××说。", "zh"),
        ("김○○ 씨는 ○○군에서 왔다. 개최지(미정).", "ko"),
        (
            "The case (pending) goes on. The [name of witness withheld] saw “[number of arrests]”.",
            "en",
        ),
        ("Los datos por confirmar son muchos; el caso (pendiente) sigue. Pasos: completar.", "es"),
        ("Les élections (à venir) et le budget à définir sont là.", "fr"),
        ("В ХХ веке, на ХХ съезде. Надо уточнить данные.", "ru"),
    ],
)
def test_words_that_mean_what_they_say_are_none(house: Path, prose: str, language: str) -> None:
    """In a sentence; of people whose names are kept back; a supplement, the number of a century."""
    assert not told("placeholder", house, prose, language=language)


def test_codes_are_none(house: Path) -> None:
    """In a column of codes, TK is Tokelau, and NA is Namibia."""
    table = {"data": "t.csv", "caption": "c"}
    csv = b"code,people\nTK,12\nNA,13\nTD,14\nML,15\n"
    assert not told("placeholder", house, "{{ tables.t }}", {"t.csv": csv}, tables={"t": table})


@pytest.mark.long
@pytest.mark.parametrize(("publishes", "severity"), [(False, "warning"), (True, "error")])
def test_a_draft_may_have_what_an_edition_may_not(
    house: Path, publishes: bool, severity: str
) -> None:
    """It is a warning while a brief is written, also of a plain `build`, and stops `publish`."""
    brief = brief_of(house, "Of these, XX people fled.")
    for day in {None, TODAY} if not publishes else {TODAY}:
        problems = Problems()
        Proofreader(brief, day, publishes=publishes).read_brief(problems)
        (found,) = (one for one in problems if one.check == "placeholder")
        assert found.severity == severity
