"""The changes that come most often, counted: how many files each of them takes.

A change is made in a copy of the house, in no more files than are promised, and tried there.
"""

from pathlib import Path
from typing import Any

from support.houses import ROOT
from support.printed import new_house, print_brief, save, text_of
from support.printed_pages import SOURCES, TODAY, proof_of

from briefpress.checks.preflight import Proofreader
from briefpress.model.problems import Problems

# ---------------------------------------------------------------------------------------------
# A language: one file

GERMAN = {
    '"en-GB"': '"de-DE"',
    'quotes = ["“", "”", "‘", "’"]': 'quotes = ["„", "“", "‚", "‘"]',
    'day = "d MMMM y"': 'day = "d. MMMM y"',
    "Key messages": "Kernaussagen",
    'page = ["p.",': 'page = ["S.",',
    '"Mr", "Mrs"': '"bzw", "Hr"',
    '"January", ': '"Januar", "Mai", ',
    '"resolution", ': '"Entschließung", ',
    '["and", "to"]': '["und", "bis"]',
    '["people", "persons"]': '["Menschen"]',
    "{ k = 3,": "{ Mio = 6,",
    '"UN", ': '"BRD", ',
    '["had", "that"]': '["die"]',
    '"at this link", ': '"hier", ',
    "'(an? |the )?(image|": "'(ein |das )?(Bild|",
    "(of|showing|": "(von|mit|",
}
"""What is German in templates/languages/de.toml, by what stands there in English."""
SOUND = """\
## Die Lage

„Jene, die die Grenze sehen“, sagt die BRD am 12. Mai 2024, und am 12. und 13. Mai 2024 erneut.

Die Entschließung 670 und {{ facts.many }} zählen.[@one, S. 5]
"""
"""What is sound in German, and in English is full of faults."""
FAULTY = """\
## Die Lage

Siehe [hier](https://example.org/a), denn 1951 Menschen sind viele. Sie sind der der Lage nahe.

{{ figures.f }}

"""
FACTS = {
    "count": {"value": "670", "source": "one"},
    "year": {"value": "1951", "source": "one"},
    "many": {"value": "3000000", "show": "3 Mio. Leute", "source": "one"},
}
FIGURE = {"image": "f.svg", "caption": "Berge", "alt": "Ein Bild von Bergen und Tälern."}
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def _findings(house: Path, prose: str, **fields: Any) -> set[str]:
    """Print a brief, read it over, and name the checks that find something in it."""
    proof = proof_of(
        house, prose, {"f.svg": PICTURE}, facts=FACTS, sources={"one": SOURCES["one"]}, **fields
    )
    problems = Problems()
    proofreader = Proofreader(proof.brief, TODAY)
    proofreader.read_brief(problems)
    proofreader.read_page(proof.pdf, problems)
    return {problem.check for problem in problems}


def test_a_language_is_one_file(tmp_path: Path) -> None:
    """A brief is printed and checked in a language that the house learnt from one file."""
    house = new_house(tmp_path / "house")
    text = (ROOT / "templates/languages/en.toml").read_text("utf-8")
    for english, german in GERMAN.items():
        assert english in text, english
        text = text.replace(english, german)
    (house / "templates/languages/de.toml").write_text(text, "utf-8")

    outcome = print_brief(
        house, "Text.\n\n{{ published }}.\n", language="de", key_messages=["Eins."]
    )
    assert not outcome.problems.found
    printed = text_of(save(outcome.editions[0].pdf, tmp_path))
    assert "KERNAUSSAGEN" in printed.upper()
    assert "26. November 2024" in printed

    of_language = {"doubled-word", "acronym-unexplained", "fact-retyped", "fact-disagrees"}
    assert of_language <= _findings(house, SOUND, language="en")
    assert not of_language & _findings(house, SOUND, language="de")
    sentence = " ".join(["Wort"] * 21)
    faulty = f"{FAULTY}{sentence} bzw. {sentence}.\n"
    expected = {"link-text", "alt-text", "doubled-word", "fact-retyped", "long-sentence"}
    found = _findings(house, faulty, language="de", figures={"f": FIGURE})
    assert expected <= found
    in_english = _findings(house, faulty, language="en", figures={"f": FIGURE})
    assert {"link-text", "alt-text", "fact-retyped", "long-sentence"}.isdisjoint(in_english)
