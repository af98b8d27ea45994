"""The check `contrast`: text stands out from what it is printed on."""

from pathlib import Path

import pytest
from support.broken import whole
from support.printed import new_house, own_file
from support.printed_pages import find, proof_of

from briefpress.model.colour import contrast


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _style(house: Path, rule: str) -> None:
    file = own_file(house, "styles/base.css")
    file.write_text(file.read_text("utf-8") + f"\n{rule}\n", "utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)],
)
def test_it_is_reckoned_as_wcag_does(one: str, other: str, ratio: float) -> None:
    """Known pairs have their known ratio, whichever is the ground."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.long
@pytest.mark.parametrize(
    ("colour", "ratio", "severity"),
    [("#959595", "2.99", None), ("#949494", "3.03", "warning"), ("#777777", "4.47", "warning")],
)
def test_a_weak_pair_is_found(house: Path, colour: str, ratio: str, severity: str | None) -> None:
    """Under 3:1 it is an error, under 4.5:1 a warning; colours, words and place are told."""
    _style(house, f"main > p {{ color: {colour} }}")
    (found,) = find("contrast", proof_of(house, "## One\n\nThis is weak.\n"))
    assert found.message == (
        f"`This is weak.` is set in {colour} on #ffffff, a contrast of {ratio}:1, on page 1 of a4"
    )
    assert found.severity == severity
    assert found.hint == "darken the text or lighten its ground, to 4.5:1 at the least"
    assert str(found.place) == "content/it/brief.md:3:1"


@pytest.mark.long
def test_a_pair_is_told_once_a_page(house: Path) -> None:
    """Ten paragraphs in one grey are one finding on each page that they stand on."""
    _style(house, "main > p { color: #999999; break-before: page }")
    found = find("contrast", proof_of(house, "One.\n\nTwo.\n\nThree.\n"))
    pages = [one.message.partition(" on page ")[2] for one in found]
    assert len(pages) == len(set(pages)) >= 3


@pytest.mark.long
def test_the_ground_counts(house: Path) -> None:
    """A colour that would do on white may be too weak on its ground, or mixed with it."""
    _style(house, "main > p { color: #6a6a6a; background: #c0c0c0 }")
    _style(house, "main > p + p { color: rgb(255 255 255 / 40%); background: #14355e }")
    found = find("contrast", proof_of(house, "## One\n\nText.\n\nOther.\n"))
    told = " ".join(one.message for one in found)
    assert len(found) == 2
    assert "#6a6a6a on #c0c0c0" in told and "#72869e on #14355e" in told


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "weight", "fails"),
    [(18, 400, False), (14, 700, False), (17.5, 400, True), (13.5, 700, True)],
)
def test_large_type_may_be_weaker(house: Path, size: float, weight: int, fails: bool) -> None:
    """From 18 points on, or 14 if it is bold, 3:1 will do."""
    _style(house, f"main > p {{ color: #888888; font-size: {size}pt; font-weight: {weight} }}")
    assert bool(find("contrast", proof_of(house, "## One\n\nText.\n"))) is fails


@pytest.mark.long
def test_the_house_passes() -> None:
    """Every colour of the house's own style, on every ground."""
    assert not find("contrast", whole())
