"""The check `tag-language`: the document names its language, a foreign phrase its own."""

from pathlib import Path
from typing import Any

import pytest
from support.broken import broken, elements, whole
from support.printed import new_house, own_file
from support.printed_pages import find, proof_of

PROSE = "It is contrary to *non-refoulement*{: lang=fr } and to *jus cogens*{: lang=la }.\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


@pytest.mark.long
def test_no_language_of_the_document_is_found() -> None:
    """Without one, French is read as the listener's own language is."""

    def breaks(pdf: Any) -> None:
        del pdf.Root.Lang

    found = find("tag-language", broken(whole(), breaks))
    assert [one.message for one in found] == ["the PDF names no language, on a4"]


@pytest.mark.long
def test_a_template_in_one_language_for_all_is_found(house: Path) -> None:
    """A template that always says `en` reads a French brief in English."""
    frame = own_file(house, "templates/parts/base.html")
    text = frame.read_text("utf-8")
    frame.write_text(text.replace('lang="{{ language }}"', 'lang="en"'), "utf-8")
    found = find("tag-language", proof_of(house, "## Un\n\nTexte.\n", language="fr"))
    assert found[0].message == "the PDF says that it is in `en`, the brief is in `fr`, on a4"


@pytest.mark.long
@pytest.mark.parametrize("tag", ["french", "fr_FR", "f", "fr-"])
def test_a_language_that_is_none_is_found(house: Path, tag: str) -> None:
    """A screen reader ignores what is no tag of BCP 47."""

    def breaks(pdf: Any) -> None:
        next(one for one in elements(pdf, "Span") if "/Lang" in one).Lang = tag

    found = find("tag-language", broken(proof_of(house, PROSE), breaks))
    assert f"`{tag}` is no language, on page 1 of a4" in [one.message for one in found]


def test_a_phrase_whose_tag_lost_its_language_is_found(house: Path) -> None:
    """A text that is printed as French and tagged as nothing is pronounced in English."""

    def breaks(pdf: Any) -> None:
        del next(one for one in elements(pdf, "Span") if "/Lang" in one).Lang

    (found,) = find("tag-language", broken(proof_of(house, PROSE), breaks))
    said = "`non-refoulement` is not said in its language, `fr`"
    assert found.message == f"{said}, on page 1 of a4"
    assert str(found.place).startswith("content/it/brief.md:1:")


@pytest.mark.long
def test_a_template_that_strips_the_elements_is_found(house: Path) -> None:
    """Neither page nor tag know the language any more; the author's text does."""
    template = own_file(house, "templates/parts/parts.html")
    text = template.read_text("utf-8")
    whole_text, stripped = "{{ brief.standfirst }}", "{{ plain(brief.standfirst) }}"
    assert whole_text in text
    template.write_text(text.replace(whole_text, stripped), "utf-8")
    standfirst = "On *bona fide*{: lang=la } refugees."
    (found,) = find("tag-language", proof_of(house, "Text.\n", standfirst=standfirst))
    assert found.message == "`bona fide` has lost its language, `la`, on a4"
    assert str(found.place).startswith("content/it/brief.yaml:3:")


@pytest.mark.long
def test_honest_languages_have_no_finding(house: Path) -> None:
    """Phrases in prose, lists, notes, quotations, in capitals; one that nothing prints."""
    assert not find("tag-language", whole())
    prose = (
        PROSE
        + "\n- **Non bis in idem**{: lang=la}\n\n> Une citation *entière*.\n{: lang=fr }\n\n"
        + "A [lien](https://example.org/fr){: lang=fr } and a note.[^a]\n\n"
        + "[^a]: With <span lang='es'>paz</span>.\n"
    )
    proof = proof_of(house, prose, facts={"unused": {"show": "*un mot*{: lang=fr }"}})
    assert not find("tag-language", proof)


@pytest.mark.long
def test_a_language_with_a_region_is_one(house: Path) -> None:
    """`pt-BR`, `zh-Hant-TW`: all that BCP 47 allows."""
    prose = "A *palavra*{: lang=pt-BR } and *mot*{: lang=zh-Hant-TW }.\n"
    assert not find("tag-language", proof_of(house, prose, language="en-GB"))
