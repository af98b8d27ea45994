"""Chinese, Japanese and Korean letters: of a collection, the face that belongs to the language."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from support.houses import House

from briefpress.content.prose import Typesetter
from briefpress.model import scripts
from briefpress.model.brief import Language
from briefpress.model.problems import Place, Problems
from briefpress.page.citations import name_part
from briefpress.page.cjk_fonts import take_out
from briefpress.page.languages import read_languages
from briefpress.page.scripts import add_script_fonts

ROOT = Path(__file__).parents[2]


@pytest.fixture
def noto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the four collections; each of their five faces has a width of its own."""
    folder = tmp_path / "noto"
    folder.mkdir()
    fonts = []
    for number in range(5):
        builder = FontBuilder(1000)
        builder.setupGlyphOrder([".notdef", "space", "an", "ga", "quote"])
        builder.setupCharacterMap({0x20: "space", 0x5B89: "an", 0xAC00: "ga", 0x201C: "quote"})
        names = (".notdef", "space", "an", "ga", "quote")
        builder.setupGlyf({name: Glyph() for name in names})
        builder.setupHorizontalMetrics(dict.fromkeys(names, (500 + number, 0)))
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": "Noto", "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        file = BytesIO()
        builder.save(file)
        fonts.append(TTFont(BytesIO(file.getvalue())))
    collection = TTCollection()
    collection.fonts = fonts
    for design in ("Serif", "Sans"):
        for weight in ("Regular", "Bold"):
            collection.save(folder / f"Noto{design}CJK-{weight}.ttc")
    monkeypatch.setattr(scripts, "SYSTEM_FOLDERS", (str(folder),))
    return folder


def width(data: bytes) -> int:
    """The width of the face's first Chinese letter, which says which face it is of."""
    with TTFont(BytesIO(data)) as font:
        return int(font["hmtx"][font.getBestCmap()[0x5B89]][0])


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "prose", "number"),
    [
        ("language: zh\n", "安。", 2),
        ("language: ko\n", "가 安.", 1),
        ("", "The word 安.", 2),
        ("", "The words 가 and 安.", 1),
        ("", "The words かな and 安 and 가.", 0),
    ],
)
def test_a_page_has_the_face_of_its_script(
    house: House, noto: Path, fields: str, prose: str, number: int
) -> None:
    """And of that face its own letters, behind the fonts of the house; on a Korean page before
    them, so that the spaces beside its letters are all of one font, and on lines as high.
    """
    assert noto.is_dir()
    page = house.page(fields, prose=f"{prose}\n")[0]
    assert page is not None
    assert width(page.assets["fonts/NotoSerifCJK-Regular.otf"]) == 500 + number
    with TTFont(BytesIO(page.assets["fonts/NotoSerifCJK-Regular.otf"])) as font:
        assert font["hhea"].ascent == (1036 if "ko" in fields else 800)
    style = next(one.text for one in page.styles if one.name == "scripts.css")
    for design in ("Serif", "Sans"):
        fonts = [f'"Source {design} Pro"', f'"Noto {design} CJK"']
        assert f"{', '.join(fonts[::-1] if 'ko' in fields else fonts)};" in style
    assert any(one.name == "styles/cjk.css" for one in page.styles) is bool(fields)


def test_marks_of_full_width_stand_before_the_fonts_of_the_house(house: House, noto: Path) -> None:
    """In Chinese, whose quotation marks fill a square; a Korean page keeps those of the house."""
    assert noto.is_dir()
    chinese, korean = (house.page(f"language: {tag}\n", prose="安가\n")[0] for tag in ("zh", "ko"))
    assert chinese and korean
    style = next(one.text for one in chinese.styles if one.name == "scripts.css")
    assert '--font-text: "Noto Serif CJK Marks", "Source Serif Pro"' in style
    assert "Marks" not in next(one.text for one in korean.styles if one.name == "scripts.css")


@pytest.mark.parametrize(("prose", "has_them"), [("Ⅰ. ① ● ※", True), ("→ ■ ▲ ✓ ≤", False)])
def test_signs_that_the_house_has_not_are_those_of_the_collection(
    house: House, noto: Path, prose: str, has_them: bool
) -> None:
    """In any language; those of the house stay its own."""
    assert noto.is_dir()
    page = house.page(prose=f"{prose}\n")[0]
    assert page is not None
    assert any("CJK" in name for name in page.assets) is has_them


@pytest.mark.long
@pytest.mark.parametrize(("tag", "number"), [("zh", "Z 第12号 ("), ("ko", "K 제12호 (")])
def test_the_number_of_the_series_stands_in_its_word(house: House, tag: str, number: str) -> None:
    """In the suggested citation, where pandoc writes a word before the number."""
    page = house.page(f"language: {tag}\nnumber: 12\n", prose="安\n")[0]
    assert page
    assert number in re.sub("<[^>]*>", "", page.text).replace("\u2060", "")


def test_a_redline_has_the_letters_of_what_was_struck_out(house: House, noto: Path) -> None:
    """They are no longer on the page, whose fonts have its own letters alone."""
    assert noto.is_dir()
    page = house.page(prose="The word 安.\n")[0]
    assert page
    longer = add_script_fonts(replace(page, text=page.text.replace("安", "安가")), house.theme)
    with TTFont(BytesIO(longer.assets["fonts/NotoSansCJK-Bold.otf"])) as font:
        assert {0x5B89, 0xAC00} <= font.getBestCmap().keys()
    assert [one.name for one in longer.styles] == [one.name for one in page.styles]


def test_without_the_fonts_a_page_is_laid_out_all_the_same(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check on its letters says which package is missing, once for a script."""
    monkeypatch.setattr(scripts, "SYSTEM_FOLDERS", (str(tmp_path),))
    page = house.page("language: zh\n", prose="安\n")[0]
    assert page is not None
    assert not [name for name in page.assets if "CJK" in name]
    missing, symbol = scripts.name_missing("安全。①")
    assert missing.hint == "run `apt-get install fonts-noto-cjk`: its font has them"
    assert symbol.hint == "run `apt-get install fonts-noto-cjk`: its font has it"


@pytest.fixture(scope="module")
def bone() -> bytes:
    """The letters 骨 and 与 out of the collection of this machine, which `make test` brings."""
    file = scripts.find_collection("Serif", "400")
    assert file, "run tools/system-packages --test"
    return take_out(file, "Chinese", "骨返，", file.stat().st_size, 0)


def test_each_language_has_its_own_form_of_a_letter(bone: bytes) -> None:
    """The font of a page has them all, and the language of a text decides, in the middle of it."""
    font = uharfbuzz.Font(uharfbuzz.Face(bone))

    def glyphs(language: str) -> tuple[int, ...]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str("骨返，")
        buffer.guess_segment_properties()
        buffer.language = language
        uharfbuzz.shape(font, buffer, {})
        return tuple(info.codepoint for info in buffer.glyph_infos)

    forms = {tag: glyphs(tag) for tag in ("zh", "zh-Hant", "zh-HK", "ja", "ko")}
    assert len({*forms.values()}) == len(forms)
    assert forms["zh"] == glyphs("zh-CN") == glyphs("en")
    assert forms["zh-Hant"] == glyphs("zh-TW")


def test_letters_are_numbered_as_the_press_writes_them(bone: bytes) -> None:
    """PDF/A asks for the numbers by which the font calls its letters: those of their glyphs."""
    with TTFont(BytesIO(bone)) as font:
        names = font["CFF "].cff.topDictIndex[0].charset
        assert names == [".notdef", *(f"cid{number:05d}" for number in range(1, len(names)))]
    assert len(bone) < 20_000


def read(tag: str) -> Language:
    """The file of a language."""
    text = (ROOT / f"templates/languages/{tag}.toml").read_text("utf-8")
    language = read_languages({tag: text}, Problems()).get(tag)
    assert language
    return language


@pytest.mark.parametrize(
    ("tag", "typed", "label", "printed"),
    [
        ("zh", "第74段", "paragraph", "第74段"),
        ("zh", "第74-76段", "paragraph", "第74–76段"),
        ("zh", "段 74", "paragraph", "第74段"),
        ("zh", "para. 74", "paragraph", "第74段"),
        ("zh", "第5条", "article-locator", "第5条"),
        ("zh", "附件 2", "annex", "附件2"),
        ("zh", "12", "page", "第12页"),
        ("ko", "74항", "paragraph", "74항"),
        ("ko", "제5조", "article-locator", "제5조"),
        ("ko", "12쪽", "page", "12쪽"),
        ("ko", "표 3", "table", "표 3"),
    ],
)  # fmt: skip
def test_the_part_of_a_source_stands_around_its_number(
    tag: str, typed: str, label: str, printed: str
) -> None:
    """An author may write it so, or with a word before the number."""
    language, problems = read(tag), Problems()
    languages = {one: read(one) for one in ("en", tag)}
    setter = Typesetter(language, languages, {}, problems, {"un": None})
    (cited,) = setter.cite(f"@un, {typed}", Place("brief.md", 1)).items
    assert not [*problems]
    assert cited.label == label
    assert name_part(cited, "report", "chicago", language) == printed
