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
