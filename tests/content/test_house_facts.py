"""Facts of the house: a brief names them as its own, and carries those that it names."""

import pytest
from support.houses import House

from briefpress.content.house_facts import holds_facts
from briefpress.model.problems import Problems

FACTS = """\
# For all briefs.
facts:
  returned: {value: 670, show: 'more than {{ facts.returned.value }}', source: hrw, as_of: 2024}
  first: {from: returns.csv#date=2023/people, source: hrw}
  second: {value: 40, source: 'hrw, p. 3; un'}
  both: {sum: [first, second]}
  secret: {value: 99, source: other}
sources:
  hrw: {type: report, title: Of the house, issued: 2024}
  un: {type: report, title: Of the UN, issued: 2024}
  other: {type: report, title: Not cited, issued: 2024}
notes: For colleagues.
"""
YAML, FILE = "content/tiny/brief.yaml", "content/facts.yaml"


@pytest.fixture
def shared(house: House) -> House:
    """A house with facts that all of its briefs may print."""
    house.put("../facts.yaml", FACTS)
    house.put("../returns.csv", "date,people\n2023,80\n2024,500\n")
    return house


@pytest.mark.long
def test_a_brief_names_a_fact_of_the_house_as_its_own(shared: House) -> None:
    """It is printed, with the sources that it cites, and has its place in facts.yaml."""
    brief = shared.brief("", "There are {{ facts.returned }} people, {{ facts.both }} of them.\n")
    assert [*brief.fields.facts] == ["both", "first", "returned", "second"]
    assert [*brief.fields.sources] == ["hrw", "un"]
    assert str(brief.fields.facts["both"].value) == "120"
    assert str(brief.place("facts", "returned")) == f"{FILE}:3"
    page, _ = shared.lay_out(brief, "a4", Problems())
    assert page is not None
    assert "more than 670" in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_fields_name_facts_of_the_house(shared: House) -> None:
    """Not the prose alone: a field, and a fact of the brief's own that is made of it."""
    fields = "key_messages: ['Of {{ facts.second }} people.']\nfacts: {own: {sum: [returned]}}\n"
    brief = shared.brief(fields, "Text {{ facts.own }}.\n")
    assert {*brief.fields.facts} == {"own", "second", "returned"}


def test_a_brief_that_names_none_has_none(shared: House) -> None:
    """A facts.yaml with an error is nothing to those who do not need it."""
    shared.put("../facts.yaml", "facts: [\n")
    brief = shared.brief("facts: {own: {value: 3}}\n", "Text {{ facts.own }}.\n")
    assert [*brief.fields.facts] == ["own"]
    assert "facts.yaml" not in brief.content


def test_the_pdf_carries_the_facts_that_are_named_and_no_other(shared: House) -> None:
    """Facts of other briefs, remarks and notes stay in the house."""
    content = shared.brief("", "There are {{ facts.both }} people.\n").content
    assert {"facts.yaml", "returns.csv"} <= {*content}
    carried = content["facts.yaml"].decode()
    assert "second" in carried
    assert not any(
        word in carried for word in ("secret", "other:", "returned", "colleagues", "#  ")
    )
    assert "facts.yaml" not in shared.brief("", "None.\n").content


def test_what_the_pdf_carries_gives_the_same_page(shared: House) -> None:
    """The content of a PDF is read as that of the house was."""
    prose = "There are {{ facts.returned }} people, {{ facts.both }} of them.\n"
    before = shared.brief("", prose)
    for name in ("facts.yaml", "returns.csv"):
        shared.put(f"../{name}", before.content[name])
    after = shared.brief("", prose)
    assert after.content == before.content
    pages = [shared.lay_out(brief, "a4", Problems())[0] for brief in (before, after)]
    assert None not in pages
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("{value: 680}", "warning: the fact `returned` is 680 here, and 670 in facts.yaml"),
        ("{value: 670, show: all}", ""),
        ("{show: many}", "warning: the fact `returned` is many here, and more than"),
    ],
)
def test_a_fact_of_the_briefs_own_wins(shared: House, own: str, words: str) -> None:
    """Where it has another value, the author is told."""
    brief, problems = shared.parse(f"facts: {{returned: {own}}}\n", "Of {{ facts.returned }}.\n")
    assert brief is not None
    assert [*brief.fields.facts] == ["returned"]
    assert str(brief.place("facts", "returned")) == f"{YAML}:4"
    said = [str(problem) for problem in problems]
    assert len(said) == bool(words)
    assert all(words in one for one in said)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("facts: {retuned: {value: 3}}\n", f"{YAML[:-10]}brief.md:1: error: no fact `returned`"),
        ("facts: {retuned: {value: 3}}\n", "did you mean `retuned`?"),
        ("fact: {returned: {value: 3}}\n", f"{FILE}:1: error: unknown field `fact`"),
        ("facts: {returned: {valu: 3}}\n", f"{FILE}:1: error: unknown field `valu`"),
        ("facts: {returned: {value: x}}\n", f"{FILE}:1: error: `x` is no number for `value`"),
        ("facts: {returned: {value: 3, source: lost}}\n", f"{FILE}:1: error: no source `lost`"),
        ("facts: {returned: {from: lost.csv#a=1/b}}\n", "no file `lost.csv` in content/"),
        ("facts: {returned: [\n", f"{FILE}:2"),
    ],
)
def test_what_is_wrong_in_facts_yaml_has_its_line_there(
    shared: House, facts: str, words: str
) -> None:
    """An error of a fact that a brief prints is told as one of facts.yaml."""
    shared.put("../facts.yaml", facts)
    assert words in shared.complaints("", "There are {{ facts.returned }} people.\n")


def test_a_facts_yaml_that_cannot_be_read_is_told_once(shared: House) -> None:
    """Nobody is told that a fact is unknown, too, where its file cannot be read."""
    shared.put("../facts.yaml", "facts: {returned: [\n")
    assert shared.complaints("", "There are {{ facts.returned }}.\n").count(" error: ") == 1


def test_another_source_of_the_same_name_is_told(shared: House) -> None:
    """A source of the brief's own wins as well, and is not taken for that of the house unseen."""
    fields = "sources:\n  hrw: {type: book, title: Of mine}\n"
    said = shared.complaints(fields, "There are {{ facts.returned }} people.\n")
    assert f"{YAML}:5: warning: the source `hrw` is another one in facts.yaml" in said


@pytest.mark.parametrize(
    ("kept", "holds"),
    [
        (FACTS, True),
        ("facts: {second: {value: '40', source: 'hrw, p. 3; un'}}\n", False),
        (FACTS.replace("40", "41"), False),
        ("facts: [", False),
    ],
)
def test_facts_of_a_pdf_are_those_of_the_house_or_not(
    shared: House, kept: str, *, holds: bool
) -> None:
    """A house has what a PDF carries where each fact and each source is the same."""
    carried = shared.brief("", "There are {{ facts.second }}.\n").content["facts.yaml"]
    assert holds_facts(kept.encode(), carried) is holds
