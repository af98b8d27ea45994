"""A brief in several languages: its structure once, its words in each."""

import pytest
from support.houses import HEAD, PROSE, House, said

from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.model.brief import Brief
from briefpress.model.house import find_briefs
from briefpress.model.problems import Problems, Stopped

FIELDS = """\
keywords: [peace]
acronyms: {UNHCR: the refugee agency}
facts:
  returned: {value: 670, show: "more than {{ facts.returned.value }}", label: people returned}
  share: {value: 12, unit: "%"}
timeline:
  - {date: 2024-01-02, event: It began.}
  - {date: 2024-02-03, event: It ended.}
recommendations:
  - to: The Council
    actions: [Meet., Vote.]
quotes:
  envoy: We are late.
figures:
  map: {image: map.png, caption: A place, alt: A place on a map, credit: Somebody}
"""
WORDS = """\
title: Un petit document
standfirst: Deux lignes.
keywords: [paix]
acronyms: {HCR: l’organisme}
facts:
  returned: {show: "plus de {{ facts.returned.value }}", label: personnes renvoyées}
timeline:
  - event: Le début.
  - event: La fin.
recommendations:
  - to: Le Conseil
    actions: [Se réunir., Voter.]
quotes:
  envoy: {text: Nous sommes en retard., speaker: L’envoyée}
figures:
  map: {caption: Un lieu, alt: Un lieu sur une carte, credit: Quelqu’un}
"""
FRENCH = (
    "## Contexte\n\nUne phrase sur {{ facts.returned }} personnes.\n\n{{ facts }}\n\n"
    "{{ timeline }}\n\n{{ recommendations }}\n\n{{ quotes.envoy }}\n\n{{ figures.map }}\n"
)
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0"
    b"\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)


def french(
    house: House, words: str | None = WORDS, fields: str = FIELDS, prose: str = FRENCH
) -> tuple[Brief | None, str]:
    """Parse the brief in French: it, and what its author is told."""
    house.put("brief.yaml", HEAD + fields)
    house.put("map.png", PICTURE)
    house.put("brief.fr.md", prose)
    if words is not None:
        house.put("fr.yaml", words)
    problems = Problems()
    try:
        sources = read_sources(house.root / "content", "tiny.fr", problems)
        return parse_brief(sources, house.theme.languages, problems), said(problems)
    except Stopped:
        return None, said(problems)


def test_a_brief_in_another_language_has_its_own_name(house: House) -> None:
    """The main language has the name of the folder, another one its tag behind it."""
    house.put("brief.fr.md", FRENCH)
    house.put("brief.zh-Hant.md", FRENCH)
    assert find_briefs(house.root / "content") == ["tiny", "tiny.fr", "tiny.zh-Hant"]


@pytest.mark.parametrize(
    ("fields", "names"),
    [("", ["tiny", "tiny.fr"]), ("language: fr\n", ["tiny", "tiny.en"])],
    ids=["that of the institute", "that of the brief"],
)
def test_prose_with_a_tag_may_be_that_of_the_main_language(
    house: House, fields: str, names: list[str]
) -> None:
    """Without brief.md, the main language is told by `language:`."""
    (house.root / "content/tiny/brief.md").unlink()
    house.put("brief.yaml", HEAD + fields)
    house.put("brief.en.md", PROSE)
    house.put("brief.fr.md", FRENCH)
    assert find_briefs(house.root / "content") == names
    main = read_sources(house.root / "content", "tiny", Problems())
    assert main.prose.base == ("brief.fr.md" if fields else "brief.en.md")
    assert not main.files


def test_words_come_from_their_own_file_and_all_else_from_brief_yaml(house: House) -> None:
    """French has its words; numbers and dates are those of brief.yaml."""
    brief, complaints = french(house)
    assert complaints == ""
    assert brief is not None
    assert (brief.slug, brief.language, brief.series) == ("tiny.fr", "fr", "Note de synthèse")
    fields = brief.fields
    assert (fields.title.html, fields.keywords) == ("Un petit document", ["paix"])
    assert [*fields.acronyms] == ["HCR"]
    fact = fields.facts["returned"]
    assert fact.value == 670
    assert fact.label is not None
    assert fact.label.source == "personnes renvoyées"
    assert [(one.date.year, one.event.source) for one in fields.timeline] == [
        (2024, "Le début."),
        (2024, "La fin."),
    ]
    assert [one.source for one in fields.recommendations[0].actions] == ["Se réunir.", "Voter."]
    quote = fields.quotes["envoy"]
    assert quote.speaker is not None
    assert quote.text.source == "Nous sommes en retard."
    assert fields.figures["map"].image == "map.png"


def test_the_pdf_carries_the_brief_of_its_language_alone(house: House) -> None:
    """English carries what it did; French carries its own prose and words, and brief.yaml."""
    french_brief, _ = french(house)
    assert french_brief is not None
    assert {*french_brief.content} == {
        "institute.yaml",
        "tiny/brief.yaml",
        "tiny/brief.fr.md",
        "tiny/fr.yaml",
        "tiny/map.png",
    }
    english = house.draft()[0]
    assert {"tiny/brief.fr.md", "tiny/fr.yaml"}.isdisjoint(english.content)
    assert "tiny/brief.md" in english.content


@pytest.mark.parametrize(
    ("line", "place", "path"),
    [
        ("standfirst: Deux lignes.\n", "content/tiny/brief.yaml:2", "standfirst"),
        ("  - event: La fin.\n", "content/tiny/brief.yaml:11", "timeline.2.event"),
        (", Voter.", "content/tiny/brief.yaml:14", "recommendations.1.actions.2"),
        (", label: personnes renvoyées", "content/tiny/brief.yaml:7", "facts.returned.label"),
        (", credit: Quelqu’un", "content/tiny/brief.yaml:18", "figures.map.credit"),
    ],
)
def test_words_that_are_left_out_are_told_with_their_line(
    house: House, line: str, place: str, path: str
) -> None:
    """Each text of brief.yaml that fr.yaml does not have is an error, and is printed as it is."""
    assert line in WORDS
    brief, complaints = french(house, WORDS.replace(line, ""))
    assert complaints.startswith(f"{place}: error: `{path}` is not in fr.yaml")
    assert complaints.count("error") == 1
    assert brief is not None


def test_what_has_no_letters_need_not_be_written_again(house: House) -> None:
    """A number, a sign, a name of a fact read the same in every language."""
    fields = FIELDS + 'boxes: {sum: "{{ facts.returned }} – 12 %"}\n'
    _, complaints = french(house, fields=fields, prose=FRENCH + "\n{{ boxes.sum }}\n")
    assert complaints == ""


def test_a_missing_file_of_words_is_told_once(house: House) -> None:
    """Without fr.yaml there is one error, which names what goes into it."""
    _, complaints = french(house, None)
    assert complaints.startswith("content/tiny/fr.yaml: error: the words of brief.yaml are missing")
    assert complaints.count("error") == 1
    assert "`title`, `standfirst`" in complaints


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (WORDS + "series: [Un\n", "this is not YAML"),
        ("# Rien encore\n", "the file is empty"),
    ],
)
def test_words_that_cannot_be_read_are_told_alone(house: House, words: str, complaint: str) -> None:
    """As of brief.yaml: nothing is set, and nothing that stands in the file is called missing."""
    brief, complaints = french(house, words)
    assert brief is None
    assert complaints.count("error") == 1
    assert complaint in complaints


@pytest.mark.parametrize("line", ["series: Un mot : un autre: encore\n", "series: @un\n"])
def test_a_line_that_lacks_its_quotation_marks_is_told_and_read(house: House, line: str) -> None:
    """As of brief.yaml: the draft shows it, and there is one error."""
    brief, complaints = french(house, WORDS + line)
    assert brief is not None
    assert str(brief.fields.series).endswith(("encore", "@un"))
    assert complaints.count("error") == 1
    assert "this is not YAML" in complaints


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("show:", "value: 680, show:", "`facts.returned.value` is the same in all languages"),
        ("- event: La", "- date: 2025-01-01\n    event: La", "`timeline.2.date` is the same"),
        ("title:", "published: 2025-01-01\ntitle:", "`published` is the same in all languages"),
        ("title:", "pages: 3\ntitle:", "`pages` is the same in all languages"),
        ("title:", "language: fr\ntitle:", "the name of the file says that it is `fr`"),
        ("title:", "titel: x\ntitle:", "unknown field `titel`"),
        ("  map:", "  mpa:", "brief.yaml has no `figures.mpa`"),
        ("title:", "boxes: {new: x}\ntitle:", "brief.yaml has no `boxes`"),
        ("Voter.]", "Voter., Rien.]", "`recommendations.1.actions` has 3 items here, and 2"),
        ("- event: La fin.", "- La fin.", "`timeline.2` is of another shape in brief.yaml"),
    ],
)
def test_what_is_said_once_is_refused_in_another_language(
    house: House, old: str, new: str, complaint: str
) -> None:
    """Numbers, dates and names cannot differ, and nothing can be there that brief.yaml lacks."""
    assert old in WORDS
    _, complaints = french(house, WORDS.replace(old, new, 1))
    assert complaint in complaints
    assert "content/tiny/fr.yaml:" in complaints


def test_a_text_that_one_language_needs_may_be_added(house: House) -> None:
    """A long title in French can have a short one for the running head."""
    brief, complaints = french(house, WORDS + "short_title: Petit\nnotes: not yet read\n")
    assert complaints == ""
    assert brief is not None
    assert brief.fields.short_title is not None


def test_a_picture_with_words_can_be_another_one(house: House) -> None:
    """A figure may name another file of the folder; which cell a fact is from may not differ."""
    house.put("carte.png", PICTURE)
    brief, complaints = french(house, WORDS.replace("  map: {", "  map: {image: carte.png, "))
    assert complaints == ""
    assert brief is not None
    assert "tiny/carte.png" in brief.content


def test_a_series_without_a_name_in_the_language_is_told(house: House) -> None:
    """An Arabic page never says `Policy brief` because nobody thought of it."""
    text = (house.root / "content/institute.yaml").read_text().replace(", fr: Note de synthèse", "")
    house.put("../institute.yaml", text)
    _, complaints = french(house)
    assert "content/institute.yaml: error: `series` has no name in `fr`" in complaints


def test_two_files_for_the_main_language_are_told(house: House) -> None:
    """brief.md and brief.en.md cannot both be the English prose."""
    house.put("brief.en.md", PROSE)
    problems = Problems()
    read_sources(house.root / "content", "tiny.en", problems)
    assert "brief.md is the prose in `en` already" in said(problems)


def test_a_folder_that_is_called_as_a_language_of_another_brief_is_told(house: House) -> None:
    """`tiny.fr/` and brief.fr.md of `tiny` would both be output/tiny.fr.pdf."""
    french(house)
    other = house.root / "content/tiny.fr"
    other.mkdir()
    (other / "brief.yaml").write_text(HEAD)
    (other / "brief.md").write_text(PROSE)
    _, complaints = french(house)
    assert "this folder and brief.fr.md of `tiny` are one file in output/" in complaints


def test_a_language_that_is_not_there_is_told_by_name(house: House) -> None:
    """The briefs that there are stand in the hint."""
    french(house)
    problems = Problems()
    with pytest.raises(Stopped):
        read_sources(house.root / "content", "tiny.ar", problems)
    assert "content/tiny: error: no brief `tiny.ar`" in said(problems)
    assert "tiny.fr" in said(problems)
