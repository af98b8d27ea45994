"""A brief in several languages, from its folder to its PDFs and back."""

import json
from pathlib import Path

import pytest
from support.printed import add_brief, call, new_house, run, text_of

from briefpress.cache.freshness import BuildState
from briefpress.editions.ledger import Ledger

ENGLISH = "## Background\n\nWe counted {{ facts.returned }} people.\n"
FRENCH = "## Contexte\n\nNous avons compté {{ facts.returned }} personnes.\n"
FACTS = {"returned": {"value": "670", "source": "body"}}
SOURCES = {
    "body": {"type": "report", "author": [{"literal": "A Body"}], "title": "It", "issued": "2024"}
}
WORDS = "title: Un titre\nstandfirst: Deux lignes.\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one brief in two languages, and another in one; built."""
    house = new_house(tmp_path_factory.mktemp("languages") / "house")
    files = {"brief.fr.md": FRENCH.encode(), "fr.yaml": WORDS.encode()}
    said = {"facts": FACTS, "sources": SOURCES}
    add_brief(house, "sudan", ENGLISH, files, **said, languages=["en", "fr"])
    add_brief(house, "plain", ENGLISH, facts=FACTS, sources=SOURCES, paper=["a4"])
    done = run(house=house)
    assert (done.returncode, done.stderr) == (0, "")
    return house


def printed(house: Path) -> set[str]:
    """The PDFs of output/, by name."""
    return {file.name for file in (house / "output").glob("*.pdf")}


@pytest.mark.deep
@pytest.mark.long
def test_a_bare_build_prints_each_language_on_each_paper(house: Path) -> None:
    """The main language has no tag in its name, and each says the one number in its own words."""
    assert printed(house) == {
        "sudan.pdf",
        "sudan.letter.pdf",
        "sudan.fr.pdf",
        "sudan.fr.letter.pdf",
        "plain.pdf",
    }
    assert "counted 670 people" in " ".join(text_of(house / "output/sudan.pdf").split())
    french = " ".join(text_of(house / "output/sudan.fr.letter.pdf").split())
    assert "compté 670 personnes" in french
    assert "Un titre" in french


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        (["sudan"], ["sudan", "sudan.fr"]),
        (["sudan", "--language", "fr"], ["sudan.fr"]),
        (["sudan", "--language", "en"], ["sudan"]),
        (["sudan.fr"], ["sudan.fr"]),
        (["--language", "en"], ["plain", "sudan"]),
        (["sudan", "plain"], ["sudan", "sudan.fr", "plain"]),
    ],
)
def test_languages_are_chosen(house: Path, arguments: list[str], slugs: list[str]) -> None:
    """A brief is all of its languages; `--language`, or its whole name, is one of them."""
    done = run("status", *arguments, "--format", "json", house=house)
    assert list(dict.fromkeys(row["slug"] for row in json.loads(done.stdout))) == slugs


def test_a_language_that_nobody_wrote_is_told(house: Path) -> None:
    """The answer says what has to be written for it."""
    done = run("sudan", "--language", "ar", house=house)
    assert done.returncode == 2
    assert "nothing is written in `ar`, only in en, fr; the prose" in done.stderr
    assert "brief.ar.md" in done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "stale", "reason"),
    [
        ("brief.fr.md", "compté", "vu", ["sudan.fr"], "brief.fr.md: “Contexte” changed"),
        ("fr.yaml", "Un titre", "Le titre", ["sudan.fr"], "fr.yaml: title changed"),
        ("brief.md", "counted", "saw", ["sudan"], "brief.md: “Background” changed"),
        ("brief.yaml", "670", "680", ["sudan", "sudan.fr"], "brief.yaml: facts.returned changed"),
    ],
)
def test_a_language_is_out_of_date_because_of_its_own_files(
    house: Path, name: str, old: str, new: str, stale: list[str], reason: str
) -> None:
    """Words of one language make no other stale; what stands in brief.yaml makes all of them."""
    file = house / "content/sudan" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    try:
        state = BuildState(house, Ledger())
        slugs = ("sudan", "sudan.fr", "plain")
        assert [slug for slug in slugs if not state.is_current(slug)] == stale
        assert [state.compare(slug)[0].reasons for slug in stale] == [(reason,)] * len(stale)
    finally:
        file.write_text(text, "utf-8")


def test_a_pdf_gives_back_the_brief_of_its_language(house: Path, tmp_path: Path) -> None:
    """The content of a French PDF prints the same French brief elsewhere."""
    done = call("restore", house / "output/sudan.fr.pdf", tmp_path / "content", cwd=house)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "content/sudan"
    assert {file.name for file in folder.iterdir()} == {"brief.yaml", "brief.fr.md", "fr.yaml"}
    assert (folder / "brief.fr.md").read_text("utf-8") == FRENCH


@pytest.mark.long
def test_all_languages_that_are_ready_are_one_edition(house: Path) -> None:
    """Each has a line and a code of its own; one that is behind follows under the same number."""
    fields = house / "content/sudan/brief.yaml"
    fields.write_text(
        fields.read_text("utf-8").replace('"title"', '"paper": ["a4"], "title"', 1), "utf-8"
    )
    french = house / "content/sudan/brief.fr.md"
    french.write_text(FRENCH.replace("compté", "compté en 2023"), "utf-8")
    day = ("--date", "2024-11-26")
    first = run("publish", "sudan", "--note", "New.", *day, house=house)
    assert first.returncode == 0, first.stderr
    assert "SUDAN-1-" in first.stdout
    assert "SUDAN-FR" not in first.stdout
    assert (
        "content/sudan/brief.fr.md:3: warning: `sudan.fr` is behind and was left out: `2023`"
        in (first.stderr)
    )
    assert "the imprint names `fr`, which is not published with it" in first.stderr
    french.write_text(FRENCH, "utf-8")
    later = run("publish", "sudan.fr", "--note", "New.", *day, house=house)
    assert later.returncode == 0, later.stderr
    assert "SUDAN-FR-1-" in later.stdout
    assert (house / "editions/sudan.fr/1/sudan.fr.pdf").exists()
    for file, old, new in (("brief.md", "counted", "found"), ("brief.fr.md", "compté", "trouvé")):
        text = (house / "content/sudan" / file).read_text("utf-8")
        (house / "content/sudan" / file).write_text(text.replace(old, new), "utf-8")
    second = run("publish", "sudan", "--note", "Words.", *day, "--format", "json", house=house)
    assert second.returncode == 0, second.stderr
    rows = json.loads(second.stdout)
    assert [(row["slug"], row["edition"]) for row in rows] == [("sudan", 2), ("sudan.fr", 2)]
    fields.write_text(fields.read_text("utf-8").replace("670", "680"), "utf-8")
    words = ("--note", "It was wrong.", "--kind", "material")
    third = run("publish", "sudan", *words, *day, house=house)
    assert "SUDAN-3-" in third.stdout, third.stderr
    assert "SUDAN-FR" not in third.stdout
    assert "only `sudan` is published: a material correction prints its note" in third.stderr
    behind = run("languages", "sudan", house=house)
    assert behind.returncode == 1
    assert "edition 2 of `sudan.fr`, and edition 3 of `sudan`" in behind.stderr
    words = ("--note", "C’était faux.", "--kind", "material")
    third = run("publish", "sudan.fr", *words, *day, house=house)
    assert "SUDAN-FR-3-" in third.stdout, third.stderr
    compared = run("diff", "sudan.fr", house=house)
    assert compared.returncode == 0, compared.stderr
    assert run("languages", "sudan", house=house).returncode == 0
