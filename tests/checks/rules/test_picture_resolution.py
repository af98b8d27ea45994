"""The check `picture-resolution`: a picture is sharp where it is printed."""

from pathlib import Path

import pytest
from support.printed import DRAWING, own_file, picture
from support.printed_pages import find, proof_of

FIGURE = {"f": {"image": "it.png", "caption": "A picture", "alt": "A grey area, all of it"}}
PROSE = "{{ figures.f }}\n"
WIDE = "figure img { width: 100% !important }\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("pixels", "severity"), [(300, None), (660, None), (700, "warning"), (900, "warning")]
)
def test_too_few_pixels_are_found(house: Path, pixels: int, severity: str | None) -> None:
    """Under 150 an inch an error, under 200 a warning; how many it should have is said."""
    style = own_file(house, "styles/base.css")
    style.write_text(style.read_text("utf-8") + WIDE, "utf-8")
    files = {"it.png": picture(pixels, pixels // 4)}
    (found,) = find("picture-resolution", proof_of(house, PROSE, files, figures=FIGURE))
    assert found.severity == severity
    assert f"`it.png` has {round(pixels / (116 / 25.4))} pixels an inch" in found.message
    assert found.hint.startswith("take one that is 913 pixels wide")
    assert found.place.file == "content/it/brief.yaml"


@pytest.mark.long
@pytest.mark.parametrize("pixels", [60, 300, 660])
def test_a_small_picture_is_printed_small(house: Path, pixels: int) -> None:
    """It is not blown up beyond 150 pixels an inch, so there is no error; a warning says so."""
    files = {"it.png": picture(pixels, pixels // 4)}
    (found,) = find("picture-resolution", proof_of(house, PROSE, files, figures=FIGURE))
    assert found.severity == "warning"
    assert "`it.png` has 150 pixels an inch" in found.message


@pytest.mark.long
def test_enough_pixels_and_drawings_are_none(house: Path) -> None:
    """A drawing has no pixels."""
    files = {"it.png": picture(1000, 250)}
    assert not find("picture-resolution", proof_of(house, PROSE, files, figures=FIGURE))
    drawn = {"f": FIGURE["f"] | {"image": "it.svg"}}
    proof = proof_of(house, PROSE, {"it.svg": DRAWING}, figures=drawn)
    assert not find("picture-resolution", proof)


@pytest.mark.long
@pytest.mark.parametrize(("width", "room"), [("text", 116), ("page", 174)])
def test_it_is_judged_by_the_width_that_it_is_to_fill(house: Path, width: str, room: int) -> None:
    """One with few pixels is printed narrower than it was asked for: the hint is for all of it."""
    figures = {"f": FIGURE["f"] | {"width": width}}
    (found,) = find(
        "picture-resolution", proof_of(house, PROSE, {"it.png": picture(600, 150)}, figures=figures)
    )
    assert f"102 mm wide where {room} have room" in found.message
    assert found.hint.startswith(f"take one that is {room / 25.4 * 200:.0f} pixels wide")
