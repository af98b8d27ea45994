"""Tests of weasyprint_patches.py: a quick import, and the same bytes."""

import inspect
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from support.depth import few
from support.printed import add_everything, new_house, page_of, tags
from support.tools import need

from briefpress.press.weasyprint_patches import load

PRINT = """
import pickle, sys
from pathlib import Path
from briefpress.model.patches import VERSIONS
from briefpress.press import weasyprint_patches
{before}
weasyprint_patches.load()
{after}
from briefpress.press.workers import print_page
pdf = print_page(pickle.loads(Path({page!r}).read_bytes()))
assert not pdf.problems, pdf.problems
sys.stdout.buffer.write(pdf.data)
print(any(name.startswith("fontTools.ttLib.") for name in sys.modules), file=sys.stderr)
"""


def _print(page: Path, before: str = "", after: str = "") -> tuple[bytes, bool]:
    """Print the page in a file in a fresh process: its bytes, and whether it met fontTools."""
    code = PRINT.format(page=str(page), before=before, after=after)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, done.stderr.split()[-1] == b"True"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the page of the brief that holds everything."""
    house = new_house(tmp_path_factory.mktemp("patches") / "house")
    add_everything(house)
    file = house / "page.pickle"
    file.write_bytes(pickle.dumps(page_of(house, "everything")))
    return file


UNKNOWN = "VERSIONS.update(weasyprint='0', pydyf='0')"
"""As if other versions were installed."""


@pytest.mark.deep
@pytest.mark.long
def test_the_quick_import_gives_the_same_bytes(page: Path) -> None:
    """With the quick import and without it, the PDF is the same; the quick one has no fontTools."""
    quick, with_fonttools = _print(page)
    plain, without_stubs = _print(
        page,
        "VERSIONS['weasyprint'] = '0'",
        "VERSIONS['weasyprint'] = '70.0'; weasyprint_patches._mend_layout()",
    )
    assert not with_fonttools
    assert without_stubs
    assert quick == plain
    assert quick.startswith(b"%PDF-")


@pytest.fixture(scope="module")
def unknown(page: Path) -> tuple[bytes, bool]:
    """The brief, printed with versions that we do not know, and whether fontTools was met."""
    return _print(page, UNKNOWN)


@pytest.mark.deep
@pytest.mark.long
def test_another_version_prints_all_the_same(unknown: tuple[bytes, bool]) -> None:
    """With versions that we do not know nothing is changed, and PDF/UA is not claimed."""
    data, with_fonttools = unknown
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


@pytest.mark.deep
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
@pytest.mark.parametrize("is_patched", few([False, True]))
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
def test_without_the_patch_a_note_is_no_note(unknown: tuple[bytes, bool], tmp_path: Path) -> None:
    """WeasyPrint alone tags a note at the foot of a page as something that has no meaning."""
    data, _ = unknown
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
