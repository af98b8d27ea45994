"""The check `link-text`: a link says where it leads."""

import re
from pathlib import Path

import pytest
from support.broken import whole
from support.printed import new_house, words
from support.printed_pages import find, proof_of

from briefpress.checks.evidence.tag_tree import links


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "here"), ("en", "Click here"), ("en", "this link"), ("en", "Read more…"),
        ("en", "*here*"), ("fr", "ici"), ("fr", "Cliquez ici"), ("fr", "en savoir plus"),
        ("fr-CA", "ce lien"),
    ],
)  # fmt: skip
def test_a_link_that_says_nothing_is_found(house: Path, language: str, text: str) -> None:
    """In English and in French, in capitals, in italics, with its dots."""
    prose = f"## One\n\nSee the report [{text}](https://example.org/a).\n"
    (found,) = find("link-text", proof_of(house, prose, language=language))
    bare = text.strip("*")
    assert found.message == f"the link `{bare}` does not say where it leads"
    assert found.place.file == "content/it/brief.md"
    assert found.place.line == 3


@pytest.mark.long
def test_an_address_that_is_long_is_found(house: Path) -> None:
    """A text has room for a name; nobody listens to sixty letters, or types them."""
    address = "https://example.org/documents/" + "a-long-name-" * 4 + "end"
    prose = f"## One\n\nSee [{address}]({address}).\n"
    (found,) = find("link-text", proof_of(house, prose))
    assert "is an address of 81 letters" in found.message


@pytest.mark.long
def test_two_goals_of_one_name_are_found(house: Path) -> None:
    """Both are named, at the second."""
    prose = (
        "## One\n\nThe [annual report](https://example.org/2023) of 2023.\n\n"
        "The [Annual report](https://example.org/2024) of 2024.\n"
    )
    (found,) = find("link-text", proof_of(house, prose))
    assert "leads to https://example.org/2024, another of the same name to" in found.message
    assert str(found.place).startswith("content/it/brief.md:5:")


@pytest.mark.long
def test_a_link_over_two_lines_is_one(house: Path) -> None:
    """Its text is what both lines say: neither of them is `here`, or a name of its own."""
    prose = f"{words(9)} and [here {words(12)} here](https://example.org/a) and so on.\n"
    assert not find("link-text", proof_of(house, prose))


@pytest.mark.long
def test_honest_links_have_no_finding(house: Path) -> None:
    """One goal named twice or in two ways, long addresses in notes, short ones, mail."""
    long = "https://example.org/documents/" + "a-long-name-" * 4 + "end"
    prose = (
        "## One\n\n[The report](https://example.org/r), again [the report](http://example.org/r/), "
        "[what it says here](https://example.org/x), [example.org](https://example.org), "
        f"[ici](https://example.org/fr), mail [us](mailto:us@example.org), [a study]({long}).\n\n"
        "Cited.[@long]\n"
    )
    sources = {"long": {"type": "webpage", "title": "A page", "issued": "2024", "URL": long}}
    assert not find("link-text", proof_of(house, prose, sources=sources))


@pytest.mark.long
def test_a_list_of_what_is_cited_may_have_long_addresses(house: Path) -> None:
    """Where the citation style sets no notes, they stand in a list at the end."""
    institute = house / "content/institute.yaml"
    text = re.sub(r"(?m)^citation_style:.*\n", "", institute.read_text("utf-8"))
    institute.write_text(f"{text}\ncitation_style: apa\n", "utf-8")
    long = "https://example.org/documents/" + "a-long-name-" * 4 + "end"
    sources = {"long": {"type": "webpage", "title": "A page", "issued": "2024", "URL": long}}
    proof = proof_of(house, "Cited.[@long]\n", sources=sources)
    assert any(link.address == long for link in links(proof.tags.root))
    assert not find("link-text", proof)


@pytest.mark.long
def test_the_brief_that_holds_everything_has_one() -> None:
    """It has a link whose text is `lien`, and many that are honest."""
    (found,) = find("link-text", whole())
    assert "the link `lien` does not say" in found.message
