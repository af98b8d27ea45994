"""The check `acronym-unused`: a short form is worth learning."""

from pathlib import Path

import pytest
from support.printed_pages import told

ACRONYMS = {"OHCHR": "Office of the High Commissioner"}


@pytest.mark.parametrize(
    ("prose", "said"),
    [("Nothing.", "`OHCHR` is never used"), ("The OHCHR reports.", "`OHCHR` is used once")],
)
def test_one_that_is_met_once_or_never_is_found(house: Path, prose: str, said: str) -> None:
    """Its place is its line among `acronyms:`."""
    (found,) = told("acronym-unused", house, prose, acronyms=ACRONYMS)
    assert said in found
    assert found.startswith("brief.yaml:")


def test_one_that_is_met_again_is_none(house: Path) -> None:
    """In the text, a key message, a label; the plural counts."""
    assert not told(
        "acronym-unused", house, "The OHCHR reports.", acronyms=ACRONYMS, key_messages=["OHCHRs."]
    )


@pytest.mark.parametrize(
    ("short", "prose", "said"),
    [
        ("IDP", "IDP-led groups help. Every IDP knows it.", ""),
        ("IDP", "The pro-IDP law, and non-IDP homes. An IDP’s home.", ""),
        ("НКО", "Есть НКО-партнёр. Есть НКО.", ""),
        ("联大", "联大通过了决议。后来联大又通过。", ""),
        ("국과수", "국과수는 말했다. 국과수가 왔다.", ""),
        ("GIZ", "Der GIZ-Bericht und die GIZ- oder BMZ-Mittel.", "in compounds alone"),
        ("UN", "UN-25 and A-UN-25, and the UN.", "used once"),
    ],
)
def test_uses_in_compounds_and_other_scripts_count(
    house: Path, short: str, prose: str, said: str
) -> None:
    """One that stands in compounds alone is spelled out nowhere; a code is no use."""
    found = told("acronym-unused", house, prose, acronyms={short: "What it stands for"})
    assert [said in one for one in found] == [True] * bool(said), found


def test_a_list_of_abbreviations_spells_all_out(house: Path) -> None:
    """Then compounds alone are enough."""
    prose = "The GIZ-led and GIZ-run camps.\n\n{{ glossary }}"
    assert not told("acronym-unused", house, prose, acronyms={"GIZ": "A body"})


WFP = {"WFP": "World Food Programme"}
WFP_SOURCE = {
    "type": "report", "title": "T", "author": [{"literal": "World Food Programme"}], "issued": 2024
}  # fmt: skip


@pytest.mark.long
def test_a_use_in_a_source_counts(house: Path) -> None:
    """An author is printed by the short form under a figure, and named in a note: that is a use."""
    sources = {"it": WFP_SOURCE, "two": WFP_SOURCE | {"title": "What the WFP says"}}
    for prose in ("The WFP says.[@it]", "x[@two] y[@two]"):
        assert not told("acronym-unused", house, prose, acronyms=WFP, sources=sources)
    (found,) = told("acronym-unused", house, "The WFP says.", acronyms=WFP, sources=sources)
    assert "used once" in found, "a source that nobody cites is not printed"
