"""The changes that come most often, counted: how many files each of them takes.

A change is made in a copy of the house, in no more files than are promised, and tried there.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.houses import ROOT
from support.printed import add_brief, new_house, own_file, print_brief, save, text_of, words
from support.printed_pages import SOURCES, TODAY, proof_of

from briefpress.checks.preflight import Proofreader
from briefpress.model.contract import BriefFields, Institute
from briefpress.model.fields import Contract
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
    '["had", "that", "her"]': '["die"]',
    '"at this link", ': '"hier", ',
    "'(an? |the )?(image|": "'(ein |das )?(Bild|",
    "(of|showing|": "(von|mit|",
}
"""The German words of templates/languages/de.toml, by the English ones in their places."""
SOUND = """\
## Die Lage

„Jene, die die Grenze sehen“, sagt die BRD am 12. Mai 2024, und am 12. und 13. Mai 2024 erneut.

Die Entschließung 6700 und {{ facts.many }} zählen.[@one, S. 5]
"""
"""Prose that is sound in German, and in English is full of faults."""
FAULTY = """\
## Die Lage

Siehe [hier](https://example.org/a), denn 1951 Menschen sind viele. Sie sind der der Lage nahe.

{{ figures.f }}

"""
FACTS = {
    "count": {"value": "6700", "source": "one"},
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


@pytest.mark.long
def test_a_language_is_one_file(tmp_path: Path) -> None:
    """A brief is printed and checked in a language that the house learnt from one file."""
    house = new_house(tmp_path / "house")
    text = (ROOT / "templates/languages/en.toml").read_text("utf-8")
    for english, german in GERMAN.items():
        assert english in text, english
        text = text.replace(english, german)
    own_file(house, "templates/languages/de.toml").write_text(text, "utf-8")

    outcome = print_brief(
        house,
        "Text.\n\n{{ published }}.\n",
        language="de",
        series="Bericht",
        key_messages=["Eins."],
    )
    assert not outcome.problems.found
    printed = text_of(save(outcome.written[0].pdf, tmp_path))
    assert "KERNAUSSAGEN" in printed.upper()
    assert "26. November 2024" in printed

    of_language = {"doubled-word", "acronym-unexplained", "fact-retyped"}
    assert of_language <= _findings(house, SOUND, language="en")
    assert not {*of_language, "fact-disagrees"} & _findings(house, SOUND, language="de")
    sentence = " ".join(["Wort"] * 21)
    faulty = f"{FAULTY}{sentence} bzw. {sentence}.\n"
    expected = {"link-text", "alt-text", "doubled-word", "fact-retyped", "long-sentence"}
    found = _findings(house, faulty, language="de", figures={"f": FIGURE})
    assert expected <= found
    in_english = _findings(house, faulty, language="en", figures={"f": FIGURE})
    assert {"link-text", "alt-text", "fact-retyped", "long-sentence"}.isdisjoint(in_english)


# ---------------------------------------------------------------------------------------------
# A paper, a check and a field of the brief, in one engine, which each command starts anew


def _engine(folder: Path) -> Path:
    """Make a house with an engine of its own, which a test may change."""
    house = new_house(folder)
    for name in ("briefpress", "templates", "styles"):
        shutil.copytree(ROOT / name, house / name)
    return house


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


_COMMANDS = """\
import sys
from briefpress.cli import main
for command in sys.argv[1:]:
    code = main(command.split(), "python build.py")
    if code:
        sys.exit(code)
    print("\\f", end="", flush=True)
"""


def _run(house: Path, *commands: str) -> list[str]:
    """Run commands of the house's own engine, one after another in one process; what each says."""
    done = subprocess.run(
        [sys.executable, "-c", _COMMANDS, *commands], cwd=house, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split("\f")[:-1]


def _sizes(file: Path) -> set[tuple[int, int]]:
    """The sizes of the pages of a PDF, in millimetres."""
    with pikepdf.open(file) as pdf:
        boxes = [[float(side) * 25.4 / 72 for side in page.mediabox[2:]] for page in pdf.pages]
    return {(round(width), round(height)) for width, height in boxes}


CHECK = '''\
"""A sentence shouts.

Why: nobody listens.

Mend: end it with a full stop.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each text that has an exclamation mark."""
    for text in reading.texts:
        if "!" in text.text:
            yield Finding(text.place, "it shouts", "end it with a full stop")
'''


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[str]]:
    """A house whose engine has a paper, a check and a field more, and what its commands say.

    A paper is a line in model/papers.py; a check is its file and a line in the table; a field is a
    line of the contract and one of the template that prints it.
    """
    house = _engine(tmp_path_factory.mktemp("changed") / "house")
    _change(
        house / "briefpress/model/papers.py",
        '    "a3": PaperSize',
        '    "a5": PaperSize("A5", "148mm", "210mm", twice="a4"),\n    "a3": PaperSize',
    )
    (house / "briefpress/checks/rules/shouting.py").write_text(CHECK, "utf-8")
    _change(
        house / "briefpress/checks/table.py", '("doubled-word", ', '("doubled-word", "shouting", '
    )
    _change(
        house / "briefpress/model/contract.py",
        "    back_page: Annotated[bool, OF_PAGE] = False\n",
        '    shelfmark: Label | None = None\n    """Its shelfmark."""\n'
        "    back_page: Annotated[bool, OF_PAGE] = False\n",
    )
    _change(
        house / "templates/parts/parts.html",
        "{% if brief.licence or institute.licence %}\n",
        "{% if brief.shelfmark %}<p>shelfmark: {{ brief.shelfmark }}</p>{% endif %}\n"
        "{% if brief.licence or institute.licence %}\n",
    )
    prose = f"## A heading\n\nStop!\n\n{words(300)}\n"
    add_brief(house, "it", prose, paper=["a5"], shelfmark="JZ 4971")
    allow = {"shouting": "it is an emergency"}
    add_brief(house, "calm", "## A heading\n\nStop!\n", paper=["a5"], allow=allow)
    commands = ("build it", "schema", "build --help", "booklet --help",
                "booklet it --draft --paper a5", "check", "check --explain shouting")  # fmt: skip
    return house, _run(house, *commands)


@pytest.mark.deep
@pytest.mark.long
def test_a_paper_is_one_file(changed: tuple[Path, Sequence[str]]) -> None:
    """A5 is a line in model/papers.py: it is printed, described, imposed, packed and watched."""
    house, (_, _, of_build, of_booklet, booklet, *_) = changed
    assert _sizes(house / "output/it.pdf") == {(148, 210)}
    schema = json.loads((house / "output/schema/brief.json").read_text("utf-8"))
    assert '["a4", "letter", "a5"]' in json.dumps(schema)
    assert "a4 or letter or a5" in " ".join(of_build.split())
    assert "[a3|a4|a5|letter|tabloid]" in of_booklet
    assert "of A4" in booklet
    assert _sizes(house / "output/it.booklet.pdf") == {(297, 210)}
    watched = (
        "from pathlib import Path; from briefpress.preview.rasters import last_prints\n"
        "print(*(one.paper for one in last_prints(Path(), 'it', {})))"
    )
    command = [sys.executable, "-c", watched]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=True)
    assert done.stdout == "a5\n"


@pytest.mark.long
def test_a_check_is_two_files(changed: tuple[Path, Sequence[str]]) -> None:
    """Its own file and a line in the table: it is made, explained, and switched off by its name."""
    _, (*_, said, why) = changed
    assert "content/it/brief.md:3: warning: it shouts [shouting]" in said
    assert "nobody listens" in why
    assert said.count("shouts") == 1


@pytest.mark.long
def test_a_field_is_two_files(changed: tuple[Path, Sequence[str]]) -> None:
    """A line of the contract and one of the template: it is printed, an editor describes it."""
    house, _ = changed
    assert "shelfmark: JZ 4971" in text_of(house / "output/it.pdf")
    schema = json.loads((house / "output/schema/brief.json").read_text("utf-8"))
    assert schema["properties"]["shelfmark"]["description"] == "Its shelfmark."


FOR_AUTHORS = {"notes", "contract"}
"""Fields that nothing prints: they are for those who write, and for what reads the file."""


@pytest.mark.long
@pytest.mark.parametrize("fields", [BriefFields, Institute])
def test_a_field_that_nobody_prints_is_named(fields: type[Contract]) -> None:
    """Each field that an author may write is named in a template or in the engine."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "briefpress").rglob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in files)
    asked = {*re.findall(r"(?:(?<=brief\.)|(?<=fields\.)|(?<=institute\.))\w+", text)}
    assert {*fields.model_fields} - asked - FOR_AUTHORS == set()
