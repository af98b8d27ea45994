"""What weasyprint_patches.py promises: a quick import and notes that stay, with the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.printed import add_everything, new_house, pdf_of, print_brief, save, tags, words

PRINT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from briefpress.press import weasyprint_patches as engine
{before}
engine.load()
{after}
from support.printed import page_of
from briefpress.press.workers import print_page
pdf = print_page(page_of(Path({house!r}), "everything"))
assert not pdf.problems, pdf.problems
sys.stdout.buffer.write(pdf.data)
print(any(name.startswith("fontTools.ttLib.") for name in sys.modules), file=sys.stderr)
"""


def _print(house: Path, before: str = "", after: str = "") -> tuple[bytes, bool]:
    """Print the brief of everything in a fresh process: its bytes, and whether it met fontTools."""
    code = PRINT.format(
        tests=str(Path(__file__).parents[1]), house=str(house), before=before, after=after
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, done.stderr.split()[-1] == b"True"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the brief that holds everything."""
    house = new_house(tmp_path_factory.mktemp("engine") / "house")
    add_everything(house)
    return house


@pytest.mark.long
def test_the_quick_import_gives_the_same_bytes(house: Path) -> None:
    """With the quick import and without it, the PDF is the same; the quick one has no fontTools."""
    quick, with_fonttools = _print(house)
    plain, without_stubs = _print(house, "engine.VERSION = '0'", "engine._keep_notes()")
    assert not with_fonttools
    assert without_stubs
    assert quick == plain
    assert quick.startswith(b"%PDF-")


@pytest.mark.long
def test_another_version_prints_all_the_same(house: Path) -> None:
    """With a WeasyPrint that is not the one we know, everything of ours stands aside."""
    data, with_fonttools = _print(house, "engine.VERSION = '0'")
    assert with_fonttools
    assert data.startswith(b"%PDF-")


# ---------------------------------------------------------------------------------------------
# Notes

SOURCES = {
    f"s{n}": {
        "type": "report", "title": f"Report number {n} on a subject", "issued": "2024",
        "URL": f"https://example.org/{n}",
    }
    for n in range(12)
}  # fmt: skip


def _prose(before: int) -> str:
    """Text with a dozen notes and boxes that do not break, *before* words down the first page."""
    parts = ["## A heading", words(before)]
    for n in range(4):
        calls = [f"{words(20 + n * 3 + k, n + k)}[@s{3 * n + k}]" for k in range(3)]
        parts += [" ".join(calls) + f" End{n}.", f"{{{{ boxes.b{n} }}}}"]
    return "\n\n".join([*parts, words(60)])


@pytest.mark.long
def test_a_note_never_leaves_the_page_that_calls_it(tmp_path: Path) -> None:
    """However long the text above is, notes and blocks below do not part a note from its call."""
    house = new_house(tmp_path / "house")
    boxes = {f"b{n}": words(60, n) + f" Box{n}." for n in range(4)}
    parted = []
    for number in range(30):
        pdf = pdf_of(print_brief(house, _prose(250 + number * 7), sources=SOURCES, boxes=boxes))
        tree = tags(save(pdf, tmp_path, f"{number}.pdf"))
        calls = {tag.text.strip(", "): tag.page for tag in tree.all("Reference")}
        notes = {tag.all("Lbl")[0].text.strip(): tag.page for tag in tree.all("Note")}
        assert len(calls) == len(SOURCES)
        if calls != notes:
            parted.append(number)
        assert [n for n in range(4) if f"End{n}." not in tree.text] == []
        assert [n for n in range(4) if f"Box{n}." not in tree.text] == []
    assert parted == []


def test_a_note_longer_than_its_page_is_no_silent_loss(tmp_path: Path) -> None:
    """A note that no page can hold is an error that shows where it is cut off."""
    long = " ".join(words(40, n) for n in range(60))
    prose = f"## A\n\nA call.[^n] And on.\n\n[^n]: {long}\n"
    outcome = print_brief(new_house(tmp_path / "house"), prose)
    assert outcome.written == ()
    assert any("runs over the edge, on page" in str(problem) for problem in outcome.problems)
