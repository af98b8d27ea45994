"""Briefs that other people wrote, one of each kind that once went wrong: what each is told.

A folder of tests/kinds/ is a brief. What its author is told on both papers stands in told.txt,
without the paper; where that is empty, the brief prints without a word.
"""

import re
from pathlib import Path

import pytest
from support.printed import new_house, run, text_of

KINDS = sorted(path.parent for path in Path(__file__).parent.glob("kinds/*/brief.yaml"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """A house with all of them, printed, and what each was told."""
    house = new_house(tmp_path_factory.mktemp("kinds") / "house")
    for kind in KINDS:
        folder = house / "content" / kind.name
        folder.mkdir()
        for file in kind.iterdir():
            if file.name != "told.txt":
                (folder / file.name).write_bytes(file.read_bytes())
    done = run("build", "--force", house=house)
    assert "Traceback" not in done.stderr
    told: dict[str, list[str]] = {kind.name: [] for kind in KINDS}
    for line in done.stderr.splitlines():
        if match := re.match(r"(?:content|output)/([a-z-]+)[/:](.*)", line):
            without_paper = re.sub(r", on page \d+ of (a4|letter)| of (a4|letter)\b", "", match[2])
            told[match[1]] += [without_paper] * (without_paper not in told[match[1]])
    return house, told


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_printed_and_told(kind: Path, printed: tuple[Path, dict[str, list[str]]]) -> None:
    """Every one of them is printed, on both papers; what is wrong is told, and nothing else."""
    house, told = printed
    assert told[kind.name] == (kind / "told.txt").read_text("utf-8").splitlines()
    errors = sum(": error: " in f":{line}" for line in told[kind.name])
    for paper in ("", ".letter"):
        text = text_of(house / "output" / f"{kind.name}{paper}.pdf")
        assert bool(re.search(r"Draft, \d+ errors?", text)) is bool(errors)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("chart-day-first-dates", ["5 Jan", "23 Jan"]),
        ("line-chart-of-years", ["2019", "2024"]),
        ("acronym-in-a-short-sentence", ["The United Nations (UN) agreed."]),
        ("numbers-in-columns", ["1,650", "12.5%"]),
        ("lists", ["Third step", "☐"]),
    ],
)
def test_what_it_says_is_on_the_page(
    kind: str, words: list[str], printed: tuple[Path, dict[str, list[str]]]
) -> None:
    """Where nothing is told, what the author meant is printed."""
    text = text_of(printed[0] / "output" / f"{kind}.pdf").replace("\u00a0", " ")
    assert [one for one in words if one not in text] == []


@pytest.mark.parametrize("words", ["May", ".024", "infor- mation."])
def test_what_it_does_not_say_is_on_no_page(
    words: str, printed: tuple[Path, dict[str, list[str]]]
) -> None:
    """A day of January is not drawn in May, and a year has no thousands."""
    kinds = ("chart-day-first-dates", "line-chart-of-years", "label-beside-number")
    texts = [text_of(printed[0] / "output" / f"{kind}.pdf") for kind in kinds]
    assert all(words not in text for text in texts)
