"""Tests of weasyprint_patches.py: a quick import, notes that stay, and the same bytes."""

import inspect
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from support.printed import (
    add_everything,
    new_house,
    pdf_of,
    print_brief,
    save,
    tags,
    words,
)
from support.tools import need

from briefpress.press.weasyprint_patches import load
from briefpress.workflows.build import Outcome

PRINT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from briefpress.model.patches import VERSIONS
from briefpress.press import weasyprint_patches
{before}
weasyprint_patches.load()
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
    house = new_house(tmp_path_factory.mktemp("patches") / "house")
    add_everything(house)
    return house


UNKNOWN = "VERSIONS.update(weasyprint='0', pydyf='0')"
"""As if other versions were installed."""


@pytest.mark.long
def test_the_quick_import_gives_the_same_bytes(house: Path) -> None:
    """With the quick import and without it, the PDF is the same; the quick one has no fontTools."""
    quick, with_fonttools = _print(house)
    plain, without_stubs = _print(
        house,
        "VERSIONS['weasyprint'] = '0'",
        "VERSIONS['weasyprint'] = '70.0'; weasyprint_patches._mend_layout()",
    )
    assert not with_fonttools
    assert without_stubs
    assert quick == plain
    assert quick.startswith(b"%PDF-")


@pytest.mark.long
def test_another_version_prints_all_the_same(house: Path) -> None:
    """With versions that we do not know nothing is changed, and PDF/UA is not claimed."""
    data, with_fonttools = _print(house, UNKNOWN)
    assert with_fonttools
    assert data.startswith(b"%PDF-")
    assert b"pdfaid:part" in data
    assert b"pdfuaid" not in data


# ---------------------------------------------------------------------------------------------
# What goes wrong without: each of these fails when its patch is not needed any more

PLAIN_IMPORT = """
import ctypes.util, sys
asked, find_library = [], ctypes.util.find_library
def find(name):
    found = find_library(name)
    asked.append((name, found))
    return found
ctypes.util.find_library = find
import weasyprint
print(sum(found is None for name, found in asked), "fontTools.ttLib" in sys.modules)
"""


@pytest.fixture(scope="module")
def plain_import() -> list[str]:
    """Names that a plain import asks for in vain, and whether it meets fontTools."""
    done = subprocess.run(
        [sys.executable, "-c", PLAIN_IMPORT], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.long
def test_a_plain_import_asks_for_libraries_by_names_that_are_not_there(
    plain_import: list[str],
) -> None:
    """WeasyPrint alone has the loader asked, process after process, for what is not there."""
    assert int(plain_import[0]) > 0


def test_a_plain_import_loads_fonttools(plain_import: list[str]) -> None:
    """WeasyPrint alone imports fontTools, whether it is needed or not."""
    assert plain_import[1] == "True"


GRADIENT = """
import sys
{before}
import weasyprint
stops = '<stop offset="0" stop-color="#a00"/><stop offset="1" stop-color="#a00"/>'
svg = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="302">'
    f'<linearGradient id="r" x2="90" gradientUnits="userSpaceOnUse">{{stops}}</linearGradient>'
    '<rect fill="url(#r)" width="100" height="40"/></svg>'
)
page = "<style>@page {{ size: 80mm 32mm; margin: 0 }} svg {{ display: block }}</style>" + svg
weasyprint.HTML(string=page).write_pdf(sys.argv[1])
"""


@pytest.mark.long
@pytest.mark.parametrize("is_patched", [False, True])
def test_without_the_patch_a_gradient_is_half_white(is_patched: bool, tmp_path: Path) -> None:
    """Poppler draws a gradient of WeasyPrint alone on a part of its shape, at some sizes."""
    need("pdftoppm")
    load_patches = "from briefpress.press.weasyprint_patches import load; load()"
    program = GRADIENT.format(before=load_patches if is_patched else "")
    file = tmp_path / "it.pdf"
    subprocess.run([sys.executable, "-c", program, file], check=True)
    whites = []
    for resolution in range(50, 110, 10):
        picture = tmp_path / f"{resolution}"
        subprocess.run(
            ["pdftoppm", "-singlefile", "-r", f"{resolution}", file, picture], check=True
        )
        with Image.open(f"{picture}.ppm") as page:
            whites.append(page.getpixel((page.width * 3 // 4, page.height * 3 // 4)))
    assert (WHITE in whites) is not is_patched


WHITE = (255, 255, 255)


@pytest.mark.long
def test_without_the_patch_a_note_is_no_note(house: Path, tmp_path: Path) -> None:
    """WeasyPrint alone tags a note at the foot of a page as something that has no meaning."""
    data, _ = _print(house, UNKNOWN)
    file = tmp_path / "it.pdf"
    file.write_bytes(data)
    assert tags(file).all("Note") == []


def test_without_the_patch_an_object_is_made_into_bytes_twice() -> None:
    """A pydyf.PDF alone asks an object for its bytes for the file, and for the digest again."""
    import pydyf

    asked = []

    class Watched(pydyf.Dictionary):  # type: ignore[misc]
        @property
        def data(self) -> bytes:
            asked.append(self)
            return bytes(super().data)

    pdf = pydyf.PDF()
    pdf.add_object(Watched({"Type": "/Thing"}))
    pdf.write(io.BytesIO(), identifier=True)
    assert len(asked) == 2


def test_without_the_patch_all_pages_are_named_for_each_tag() -> None:
    """A pydyf.PDF alone writes their names anew whenever one is asked for; with it, when there is
    one more.
    """
    load()
    import pydyf

    name_pages = inspect.unwrap(pydyf.PDF.page_references.fget)
    pdf = pydyf.PDF()
    for number in range(2):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert name_pages(pdf) is not name_pages(pdf)
        assert pdf.page_references is pdf.page_references
        assert pdf.page_references == name_pages(pdf)
        assert len(pdf.page_references) == number + 1


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


LENGTHS = (355, 425, 348, 418, 250, 306, 376)
"""Words above the notes: first those with which WeasyPrint alone parts a note, their neighbours."""


def _print_each(folder: Path, template: str) -> Iterator[Outcome]:
    """Print that brief with each length of the text above its notes."""
    house = new_house(folder / "house")
    boxes = {f"b{n}": words(60, n) + f" Box{n}." for n in range(4)}
    for length in LENGTHS:
        fields: dict[str, Any] = {"sources": SOURCES, "boxes": boxes, "template": template}
        yield print_brief(house, _prose(length), **fields)


@pytest.mark.long
@pytest.mark.parametrize("template", ["policy-brief", "statement"])
def test_a_note_never_leaves_the_page_that_calls_it(tmp_path: Path, template: str) -> None:
    """However long the text above is, notes and blocks below do not part a note from its call."""
    parted = []
    for number, outcome in enumerate(_print_each(tmp_path, template)):
        tree = tags(save(pdf_of(outcome), tmp_path, f"{number}.pdf"))
        calls = {tag.text.strip(", "): tag.page for tag in tree.all("Reference")}
        notes = {tag.all("Lbl")[0].text.strip(): tag.page for tag in tree.all("Note")}
        assert len(calls) == len(SOURCES)
        if calls != notes:
            parted.append(number)
        assert [n for n in range(4) if f"End{n}." not in tree.text] == []
        assert [n for n in range(4) if f"Box{n}." not in tree.text] == []
    assert parted == []


@pytest.mark.long
def test_without_the_patch_a_note_leaves_the_page_that_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone parts a note from its call, with the first of these lengths."""
    load()
    from weasyprint.layout import block

    monkeypatch.setattr(block, "_linebox_layout", block._linebox_layout.__wrapped__)
    outcomes = _print_each(tmp_path, "statement")
    checks = ({problem.check for problem in one.problems} for one in outcomes)
    assert any("note-apart" in names for names in checks)


@pytest.mark.long
def test_a_note_longer_than_its_page_is_no_silent_loss(tmp_path: Path) -> None:
    """A note that no page can hold is an error that shows where it is cut off."""
    long = " ".join(words(40, n) for n in range(60))
    prose = f"## A\n\nA call.[^n] And on.\n\n[^n]: {long}\n"
    outcome = print_brief(new_house(tmp_path / "house"), prose)
    assert outcome.problems.errors
    assert any("runs over the edge, on page" in str(problem) for problem in outcome.problems)
