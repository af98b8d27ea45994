"""Walking the fields of the contract: nothing that has a type is forgotten."""

from typing import Annotated

from support.houses import House

from briefpress.checks.evidence.texts import texts
from briefpress.model.contract import BLOCKS, VALUES
from briefpress.model.fields import (
    BlockFields,
    Contract,
    DataFile,
    Label,
    PictureFile,
    find_blocks,
    find_values,
)
from briefpress.model.text import Citation
from briefpress.model.walk import InFolder, Reads, walk

YAML = """\
short_title: Short
key_messages: [One., Two.]
timeline: [{date: 2024, event: It begins., source: report}]
recommendations: [{to: To all, actions: [Act.]}]
boxes: {law: {title: The law, text: Text.}}
tables: {t: {columns: [H], rows: [[c]], caption: A table, note: Rounded.}}
facts: {a: {value: 1, show: one, label: people}}
sources:
  report: {type: report, title: A report, issued: 2024, container-title: Papers}
"""
PLACED = ("timeline", "recommendations", "boxes.law", "tables.t", "facts")
PROSE = "\n\n".join(["Prose.", *(f"{{{{ {name} }}}}" for name in PLACED)])


class Part(BlockFields):
    """A block that nobody has, with a value of each kind."""

    words: Annotated[dict[str, list[str]], Reads("cell")]
    portrait: PictureFile | None = None
    files: list[DataFile]
    number: Label | None = None


class Whole(Contract):
    """Fields that hold parts in each of the ways in which they can."""

    doi: Label | None = None
    many: list[Part]
    named: dict[str, Part]


def test_every_value_comes_with_its_path_and_what_its_type_says() -> None:
    """Lists and mappings are gone through in order; a note on them holds for all that they hold."""
    part = Part(words={"a": ["x", "y"], "b": ["z"]}, portrait="p.png", files=["d.csv", "e.csv"])
    leaves = [*walk(Whole(doi="10.1", many=[], named={"one": part}))]
    assert [(leaf.path, leaf.value) for leaf in leaves] == [
        (("doi",), "10.1"),
        (("named", "one", "words", "a", 0), "x"),
        (("named", "one", "words", "a", 1), "y"),
        (("named", "one", "words", "b", 0), "z"),
        (("named", "one", "portrait"), "p.png"),
        (("named", "one", "files", 0), "d.csv"),
        (("named", "one", "files", 1), "e.csv"),
    ]
    assert [leaf.annotation(Reads) for leaf in leaves[:4]] == [None, *3 * [Reads("cell")]]
    kinds = [file.kind if (file := leaf.annotation(InFolder)) else None for leaf in leaves[4:]]
    assert kinds == ["picture", "data", "data"]


def test_a_field_is_a_block_by_its_type() -> None:
    """A list prints as one block, a mapping as one for each name; a value prints in a sentence."""
    blocks = find_blocks(Whole)
    assert {name: kind.has_names for name, kind in blocks.items()} == {"many": False, "named": True}
    assert find_values(Whole) == ("doi",)


def test_prose_names_what_prints_in_a_sentence() -> None:
    """Texts, dates and labels of a brief can be named; a list and a length of time can not."""
    assert {"title", "published", "number", "series"} <= {*VALUES}
    assert not {"keywords", "pages", "stale_after", "template", "embargo", *BLOCKS} & {*VALUES}


def test_texts_are_read_in_the_order_of_the_contract(house: House) -> None:
    """The head, the prose, then the blocks that it places, and the sources last."""
    read = [(text.kind, text.text) for text in texts(house.brief(YAML, PROSE))]
    assert read == [
        ("title", "A tiny brief"),
        ("running head", "Short"),
        ("standfirst", "Two lines under it."),
        ("message", "One."),
        ("message", "Two."),
        ("paragraph", "Prose."),
        ("event", "It begins."),
        ("heading", "To all"),
        ("action", "Act."),
        ("heading", "The law"),
        ("paragraph", "Text."),
        ("caption", "A table"),
        ("caption", "Rounded."),
        ("cell", "H"),
        ("cell", "c"),
        ("fact", "one"),
        ("label", "people"),
        ("source", "A report"),
    ]


def test_a_value_is_called_as_its_author_calls_it(house: House) -> None:
    """The path of a value has the hyphens of brief.yaml, so its place is found."""
    brief = house.brief(YAML, PROSE)
    paths = {leaf.path: leaf.value for leaf in walk(brief.fields)}
    assert paths["sources", "report", "container-title"] == "Papers"
    assert str(brief.place("sources", "report", "container-title")).endswith("brief.yaml:12")


def test_every_citation_is_found_by_its_type(house: House) -> None:
    """The source of an event is one, and so is that in a text."""
    brief = house.brief(YAML, PROSE.replace("Prose.", "Prose.[@report, p. 3]"))
    assert [one.items[0].locator for one in brief.citations()] == ["3", None]
    cited = [leaf.path for leaf in walk(brief.fields) if isinstance(leaf.value, Citation)]
    assert cited == [("timeline", 0, "source")]
