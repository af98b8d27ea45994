"""The check `document-title`: the PDF says its title, and has it shown."""

from pathlib import Path
from typing import Any

import pytest
from support.broken import broken, whole, with_template
from support.printed import add_brief, new_house
from support.printed_pages import find, proof_in, proof_of


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
def test_a_template_without_a_title_is_found(house: Path) -> None:
    """The metadata have none then."""
    proof = with_template(house, "{{ plain(brief.title) }}</title>", "</title>")
    (found,) = find("document-title", proof)
    assert found.message == "the PDF has no title, on a4"
    assert str(found.place) == "templates/policy-brief.html"


@pytest.mark.long
@pytest.mark.parametrize("title", ["brief.pdf", "final_v3.docx", "it", "Untitled"])
def test_a_file_name_is_no_title(house: Path, title: str) -> None:
    """Nor is what a word processor says where nobody has given one."""
    proof = with_template(house, "{{ plain(brief.title) }}</title>", f"{title}</title>")
    (found,) = find("document-title", proof)
    assert f"is the name of a file, `{title}`" in found.message


@pytest.mark.long
def test_a_title_that_is_not_shown_is_found() -> None:
    """Without DisplayDocTitle a viewer shows the name of the file."""

    def breaks(pdf: Any) -> None:
        del pdf.Root.ViewerPreferences

    (found,) = find("document-title", broken(whole(), breaks))
    assert found.message == "the PDF does not ask its viewer to show the title, on a4"


def test_an_honest_title_has_no_finding() -> None:
    """With apostrophes, words in italics and a short form."""
    assert not find("document-title", whole())


@pytest.mark.long
def test_a_title_that_is_the_name_of_its_folder_has_no_finding(house: Path) -> None:
    """A country brief is called as its country, and so is its folder."""
    add_brief(house, "sudan", "## A\n\nText.", title="Sudan")
    assert not find("document-title", proof_in(house, "sudan"))


@pytest.mark.long
@pytest.mark.parametrize("title", ["Untitled", "Document"])
def test_a_title_may_be_any_word(house: Path, title: str) -> None:
    """It is what its author has written."""
    assert not find("document-title", proof_of(house, "## A\n\nText.", title=title))


@pytest.mark.long
def test_a_title_that_is_a_file_is_its_authors(house: Path) -> None:
    """Its place is the line of the title, not the template."""
    (found,) = find("document-title", proof_of(house, "## A\n\nText.", title="final_v3.docx"))
    assert str(found.place).startswith("content/it/brief.yaml:")
