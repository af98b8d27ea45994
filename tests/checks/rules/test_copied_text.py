"""The check `copied-text`: each word copies out of the PDF as it is read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.printed import new_house, own_file, print_briefs
from support.printed_pages import find, proof_of

from briefpress.checks.evidence.copied import find_words
from briefpress.checks.preflight import Proofreader
from briefpress.model.problems import Problems

CHECK = "copied-text"
SPREAD = "main > p { letter-spacing: 0.6em }"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _write_style(house: Path, rule: str) -> None:
    style = own_file(house, "styles/policy-brief.css")
    style.write_text(f"{style.read_text('utf-8')}\n{rule}\n", "utf-8")


@pytest.mark.long
def test_letters_that_are_set_apart_are_named(house: Path) -> None:
    """A reader copies each letter by itself, and nobody finds the word."""
    _write_style(house, SPREAD)
    findings = find(CHECK, proof_of(house, "## One\n\nA sovereign neighbour agreed.\n"))
    assert [one.message for one in findings] == [
        f"`{word}` copies from page 1 of a4 as something else, in Poppler"
        for word in ("sovereign", "neighbour", "agreed")
    ]
    assert str(findings[0].place).startswith("content/it/brief.md:3")


@pytest.mark.long
@pytest.mark.parametrize(
    "prose",
    [
        "## One\n\nOn 26 August 2023 the court said “no” (A/HRC/25/63), its first décision.\n",
        # Numbers and Latin words change sides, and marks over letters their places.
        "## One\n\nقال فريق الخبراء في 26 آب/أغسطس 2023 إن جمهورية كوريا A/HRC/25/63 بلغت 670.\n",
        "## One\n\nThe Panel (Корея, 조선, 中国) of *Ελλάδα* met.\n",
    ],
)  # fmt: skip
def test_words_of_any_script_copy_right(house: Path, prose: str) -> None:
    """Numbers, symbols and words of other scripts may stand beside them."""
    assert find(CHECK, proof_of(house, prose)) == []


@pytest.mark.long
def test_a_compound_at_the_end_of_a_line_is_found(house: Path) -> None:
    """Poppler copies it without its hyphen, as a word that was divided there."""
    _write_style(house, "main > p { width: 24mm; hyphens: manual }")
    prose = "## One\n\nAbout gender-based violence, long-term peace, cross-border aid.\n"
    assert find(CHECK, proof_of(house, prose)) == []


def test_numbers_and_short_words_are_not_compared() -> None:
    """Three letters of one script are a word."""
    assert find_words("In 2023 the UN met الخبراء26 Ук, أُعيد") == [
        *("the", "met", "الخبراء", "أعيد"),
    ]  # fmt: skip


@pytest.mark.long
def test_it_is_asked_of_an_edition_alone(house: Path) -> None:
    """`build` and `check` do not ask it, and do not say that its `allow:` is needless."""
    _write_style(house, SPREAD)
    prose = "## One\n\nA sovereign neighbour agreed.\n"
    proof = proof_of(house, prose, allow={CHECK: "a title set apart"})
    (draft,) = print_briefs(house, "it")
    assert CHECK not in [one.check for one in draft.problems]
    for publishes in (False, True):
        problems = Problems()
        reader = Proofreader(proof.brief, date(2024, 12, 1), publishes=publishes)
        reader.read_page(proof.pdf, problems)
        reader.finish(problems)
        assert [str(one) for one in problems if CHECK in str(one)] == []
    brief = replace(proof.brief, fields=proof.brief.fields.model_copy(update={"allow": {}}))
    problems = Problems()
    Proofreader(brief, date(2024, 12, 1), publishes=True).read_page(proof.pdf, problems)
    assert CHECK in [one.check for one in problems]
