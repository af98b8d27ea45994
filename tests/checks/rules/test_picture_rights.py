"""The check `picture-rights`: a picture is printed as long, and where, it may be."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import picture
from support.printed_pages import told


def figure(**rights: Any) -> dict[str, Any]:
    """A figure that may be shown as *rights* say."""
    words = {"caption": "A camp", "alt": "Tents in a row", "image": "camp.png"}
    return {"camp": {**words, **rights}}


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ({"until": "2024-11-30"}, "the rights to `figures.camp` have run out on 2024-11-30"),
        ({"channels": ["web", "mail"]}, "may go on the web and by mail, and not on paper"),
        ({"channels": "pack"}, "`figures.camp` may go into a pack, and not on paper"),
    ],
)
def test_a_picture_that_may_not_be_printed_is_found(
    house: Path, rights: dict[str, Any], said: str
) -> None:
    """On the line of its figure that says so."""
    files = {"camp.png": picture(40, 30)}
    (found,) = told("picture-rights", house, "{{ figures.camp }}", files, figures=figure(**rights))
    assert said in found
    assert found.startswith("brief.yaml:")


def test_a_picture_with_rights_is_printed(house: Path) -> None:
    """Until its last day, that one included; and without limits for ever."""
    files = {"camp.png": picture(40, 30)}
    for rights in ({"until": "2024-12-01"}, {"channels": ["paper"]}, {}):
        fields = figure(**rights)
        assert not told("picture-rights", house, "{{ figures.camp }}", files, figures=fields)
