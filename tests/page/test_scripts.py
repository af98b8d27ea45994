"""Fonts for the letters that those of the house do not have."""

import re
import sys
from importlib import invalidate_caches
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from support.houses import ROOT, House

from briefpress.model import scripts
from briefpress.model.scripts import ALPHABETS, HANZI, SCRIPTS, letters_of_lists, name_missing
from briefpress.page.fonts import font_folder
from briefpress.press.libraries import find_libraries


@pytest.fixture
def amiri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that is called as the one with the Arabic font; its font has one letter."""
    package = tmp_path / "packages/fontpkg_amiri"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "seen"])
    builder.setupCharacterMap({0x0633: "seen"})
    builder.setupGlyf({name: Glyph() for name in (".notdef", "seen")})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "seen": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Amiri", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(package / "files/Amiri-Regular.ttf")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "fontpkg_amiri", raising=False)
    invalidate_caches()
    return package / "files"


def test_a_page_with_arabic_has_its_font_behind_those_of_the_house(
    house: House, amiri: Path
) -> None:
    """Each role of the house keeps its own family first; an italic is upright."""
    page = house.page(prose="The word \u0633.\n")[0]
    assert page is not None
    style = next(one.text for one in page.styles if one.name == "scripts.css")
    assert '--font-text: "Source Serif Pro", "Amiri";' in style
    assert '--font-display: "Source Sans Pro", "Amiri";' in style
    assert style.count("Amiri-Regular.ttf") == 2
    with TTFont(BytesIO(page.assets["fonts/Amiri-Regular.ttf"])) as font:
        assert font["head"].unitsPerEm == 909  # its letters are 1.1 times as large
        tables = {tag: font.reader[tag] for tag in font.reader.tables}
    with TTFont(amiri / "Amiri-Regular.ttf") as font:
        assert {tag for tag in tables if tables[tag] != font.reader[tag]} == {"head"}


@pytest.mark.long
def test_lam_and_alef_are_joined_and_no_letter_is_drawn_as_two_glyphs(house: House) -> None:
    """Readers take the number of a glyph that stands for no letter of its own for a letter. The
    font has such strokes among the ligatures that Arabic cannot be without.
    """
    (script,) = (one for one in SCRIPTS if one.name == "Arabic")
    page = house.page(prose="\u0633\n")[0]
    assert page is not None
    for name in ("Amiri-Regular.ttf", "Amiri-Bold.ttf"):
        mended = page.assets[f"fonts/{name}"]
        with TTFont(BytesIO(mended)) as font:
            gsub = font["GSUB"].table
            required = {
                number
                for one in gsub.FeatureList.FeatureRecord
                if one.FeatureTag == "rlig"
                for number in one.Feature.LookupListIndex
            }
            assert not _lookups_that_add(gsub) & required
        with TTFont(Path(font_folder("Amiri") or "") / name) as font:
            adding = _lookups_that_add(font["GSUB"].table) & required
            assert adding == {*script.lookups}
        for word in ("لا", "السلام", "الخبراء", "الكتب", "لكن"):
            glyphs, clusters = _shape(mended, word)
            assert sorted(clusters) == [*range(len(word))]
            if "لا" in word:
                assert glyphs != _shape(mended, word, rlig=False)[0]


def _lookups_that_add(gsub: Any) -> set[int]:
    """Lookups of rules by which a glyph stays and gets another one behind it."""
    lookups = gsub.LookupList.Lookup
    adding = {
        number
        for number, one in enumerate(lookups)
        for part in one.SubTable
        if one.LookupType == 2
        if any(glyphs[0] == glyph and glyphs[1:] for glyph, glyphs in part.mapping.items())
    }
    return {
        number
        for number, one in enumerate(lookups)
        for part in one.SubTable
        if one.LookupType == 6 and part.Format == 3
        if {rule.LookupListIndex for rule in part.SubstLookupRecord} & adding
    }


def _shape(font: bytes, word: str, **features: bool) -> tuple[list[int], list[int]]:
    """The glyphs of *word*, and the letter of each."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(font)), buffer, {"kern": False, **features})
    infos = buffer.glyph_infos
    return [one.codepoint for one in infos], [one.cluster for one in infos]


def test_a_font_of_the_system_is_taken_for_a_script_of_no_package(
    house: House, amiri: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is part of the page, as any other; without it the check names what installs it."""
    folder = amiri.parent / "system"
    folder.mkdir()
    (missing,) = name_missing("አ")
    assert missing.hint == "run `apt-get install fonts-noto-core`: its font has them"
    (folder / "NotoSansEthiopic-Regular.ttf").write_bytes(
        (amiri / "Amiri-Regular.ttf").read_bytes()
    )
    monkeypatch.setattr(scripts, "SYSTEM_FOLDERS", (str(folder),))
    page = house.page(prose="The word አ.\n")[0]
    assert page is not None
    assert page.assets["fonts/NotoSansEthiopic-Regular.ttf"]
    style = next(one.text for one in page.styles if one.name == "scripts.css")
    assert '"Source Serif Pro", "Noto Sans Ethiopic";' in style
    assert "NotoSansEthiopic-Regular.ttf" in find_libraries()


def test_a_page_without_such_letters_is_the_same_page(house: House, amiri: Path) -> None:
    """Installing a font changes no page that does not need it."""
    page = house.page()[0]
    assert page is not None
    assert amiri.is_dir()
    assert not [one for one in page.styles if one.name == "scripts.css"]
    assert "fonts/Amiri-Regular.ttf" not in page.assets


def test_each_letter_belongs_to_one_script() -> None:
    """So that one letter is told once."""
    letters = "ابتहिதமிไทยខ្មែរעבריתհայქართአማርኛবাংলাမြန်မာລາວ한국かなカナ中文。、！"
    told = [*name_missing(letters)]
    assert len(told) == len(SCRIPTS) - 1  # no Telugu
    assert sum(len(one.characters) for one in told) == len({*letters})


def test_a_package_that_is_not_installed_has_no_folder() -> None:
    """The page stays as it is then, and the check names the package."""
    assert font_folder("No Such Family") is None


def test_lists_are_counted_with_the_letters_by_which_they_are_read() -> None:
    """On paper, on a screen and in an EPUB; the press has glyphs for them."""
    for name in ("base", "web", "epub"):
        css = (ROOT / f"styles/{name}.css").read_text("utf-8")
        found = dict(
            re.findall(r"@counter-style (\S+) { system: alphabetic; symbols: ([^;]+);", css)
        )
        assert {
            one: found[one].replace("هـ", "ه").replace(" ", "") for one in ALPHABETS
        } == ALPHABETS
        assert all(f"ol.{one} {{" in css for one in (*ALPHABETS, "hanzi"))
    assert HANZI in letters_of_lists('<ol class="hanzi">')
    assert not letters_of_lists("<ol>")
