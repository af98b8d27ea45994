"""The check `acronym-unexplained`: a short form is spelled out."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("prose", "short"),
    [
        ("The OHCHR reports.", "OHCHR"),
        ("Three IDPs flee.", "IDP"),
        ("The CoI finds crimes.", "CoI"),
    ],
)
def test_a_short_form_that_nobody_explains_is_found(house: Path, prose: str, short: str) -> None:
    """Once, where it is used first; also in the plural, and of both cases."""
    (found,) = told("acronym-unexplained", house, f"## A\n\n{prose} {prose}\n")
    assert found == f"brief.md:3: `{short}` is never spelled out"


@pytest.mark.parametrize(
    "prose",
    [
        "The OHCHR reports; the UN, the USA and NATO listen.",
        "The Panel of Experts (PoE) reports. The PoE ends.",
        "Resolution A/HRC/RES/55/21, S/PV.7353, Chapter VII, Pope John XXIII.",
        "Ms McDonald and Mr MacLeod of Geneva spoke in English.",
    ],
)
def test_what_needs_no_explanation_is_none(house: Path, prose: str) -> None:
    """Those of `acronyms:`, those that everybody knows, spelled out in the text, symbols, names."""
    assert not told(
        "acronym-unexplained", house, prose, acronyms={"OHCHR": "Office of the High Commissioner"}
    )


def test_a_title_in_capitals_is_no_row_of_short_forms(house: Path) -> None:
    """A text that is all capitals has none."""
    assert not told("acronym-unexplained", house, "## THE WAY AHEAD\n\nText.\n")
