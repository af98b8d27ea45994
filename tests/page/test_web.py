"""Tests of a web edition, an EPUB and a mail: what paper says, on any screen, for anyone."""

import gzip
import io
import posixpath
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml import etree
from support.houses import build_house
from support.once import PrintsOnce
from support.printed import HOUSE, new_house, run
from support.screen import chromium
from support.sites import Books
from support.tools import check_epubs, check_html, validate_html

from briefpress.cli import main
from briefpress.distribute.epub import name_book
from briefpress.editions.ledger import Ledger
from briefpress.model.page import Mail, WebLinks
from briefpress.model.problems import Problems
from briefpress.page.chapter import describe_book
from briefpress.page.epub import bind_epub
from briefpress.page.web import write_drawing
from briefpress.page.web_notes import gather_notes
from briefpress.workflows.lay_out import OpenHouse, lay_out_brief, open_house
from briefpress.workflows.screen_editions import ToShow
from briefpress.workflows.stamps import stamp_draft
from briefpress.workflows.web import make_chapter, make_mail, make_web_page, say_standing

GALLERY = HOUSE / "docs/gallery/content"
BRIEFS = ("dprk", "panel-of-experts", "displacement", "gauges", "secheresse")
"""The two of this house, and those of the gallery that differ in their kind of paper, their blocks
or their language."""
MOST = 100_000
"""Bytes of a web edition without its pictures, as a server sends it: packed."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two briefs, in their main language, and those of the gallery, in one house."""
    house = new_house(tmp_path_factory.mktemp("web") / "house", content=True)
    for name in BRIEFS:
        if (GALLERY / name).is_dir():
            shutil.copytree(GALLERY / name, house / "content" / name)
    return house


@dataclass(frozen=True)
class Made:
    """The same brief on paper, as a page of the web, as an EPUB and as a mail."""

    paper: str
    web: str
    epub: bytes
    mail: Mail


@pytest.fixture(scope="module")
def made(house: Path) -> dict[str, Made]:
    """Each brief in its four forms; the EPUB has no cover, for which a press would be needed."""
    theme = open_house(house, Problems())
    press = PrintsOnce()
    made = {}
    for name in BRIEFS:
        problems = Problems()
        laid = lay_out_brief(house, theme, name, ["a4"], press, problems)
        brief = ToShow(OpenHouse(house, theme, Ledger()), laid, None)
        page = make_web_page(brief, WebLinks(), press, problems)
        chapter = make_chapter(brief, WebLinks(), press, problems)
        stamp = say_standing(laid, None, problems)
        book = describe_book(laid.brief, theme, stamp, name_book(name))
        assert not problems.errors, "\n".join(map(str, problems))
        draft = stamp_draft(laid.pages[0], laid.brief, theme, problems)
        mail = make_mail(brief, problems)
        made[name] = Made(draft.text, page, bind_epub(book, [chapter], b"", theme), mail)
    return made


@pytest.fixture(scope="module")
def pages(made: dict[str, Made]) -> dict[str, tuple[str, str]]:
    """The page of paper and the web edition of each brief, as texts."""
    return {name: (one.paper, one.web) for name, one in made.items()}


@pytest.fixture(scope="module")
def files(pages: dict[str, tuple[str, str]], tmp_path_factory: Any) -> dict[str, Path]:
    """The web editions as files."""
    folder = tmp_path_factory.mktemp("pages")
    for name, (_, page) in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: folder / f"{name}.html" for name in pages}


LEAVES = {
    *("p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "figcaption", "caption", "title"),
    *("pre", "blockquote"),
}
"""Blocks that hold words."""
ONLY_ON_A_SCREEN = (
    "//style | //script | //nav[@class='standing'] | //details | //svg | //*[@class='call']"
    " | //*[@class='back'] | //*[@class='of-day'] | //*[@id='notes']"
    " | //section[@class='notes']//li/b | //div[contains(@class, 'seal')]"
)
ONLY_ON_PAPER = "//style | //*[@class='page-of'] | //div[contains(@class, 'seal')]"


def blocks(text: str, taken_out: str) -> Counter[tuple[str, ...]]:
    """The words of each block of a page, the footnotes of paper apart; how often each comes."""
    text = re.sub(r"[\u2060\u202f\ue003-\ue007]|<\?xml[^>]*>", "", text)
    tree = lxml.html.fromstring(text)
    for one in tree.xpath(taken_out):
        one.drop_tree()
    found: dict[Any, list[str]] = {}
    for one in tree.iter():
        if not isinstance(one.tag, str):
            continue
        for holder, words in ((one, one.text), (one.getparent(), one.tail)):
            if words and words.strip() and holder is not None:
                while not is_leaf(holder) and holder.getparent() is not None:
                    holder = holder.getparent()
                found.setdefault(holder, []).append(words)
    return Counter(tuple(sorted(re.findall(r"\w+", " ".join(words)))) for words in found.values())


def is_leaf(one: Any) -> bool:
    """Whether *one* is a block that holds words, or a footnote."""
    return one.tag in LEAVES or (one.get("class") or "").startswith("footnote")


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_a_screen_says_what_paper_says(name: str, pages: dict[str, tuple[str, str]]) -> None:
    """Block by block the same words and notes; a page's number and small covers are paper's."""
    paper, screen = pages[name]
    assert '<span class="cover' not in screen
    printed, shown = blocks(paper, ONLY_ON_PAPER), blocks(screen, ONLY_ON_A_SCREEN)
    assert len(printed) > 15
    assert printed == shown


@pytest.mark.long
def test_a_lost_word_would_be_found(pages: dict[str, tuple[str, str]]) -> None:
    """The test above fails where a digit of a note, or of the text, is another one."""
    paper, screen = pages["dprk"]
    for wrong in (screen.replace("S/PV.7353", "S/PV.7354", 1),
                  re.sub(r"more than\s670", "more than 671", screen, count=1)):  # fmt: skip
        assert wrong != screen
        assert blocks(paper, ONLY_ON_PAPER) != blocks(wrong, ONLY_ON_A_SCREEN)


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_all_that_it_shows_is_in_it(name: str, pages: dict[str, tuple[str, str]]) -> None:
    """It runs no script, and asks neither another file nor a host for anything."""
    tree = lxml.html.fromstring(pages[name][1])
    assert not tree.xpath("//script[not(@type='application/ld+json')] | //link[@rel='stylesheet']")
    assert all(one.startswith("data:") for one in tree.xpath("//@src"))
    style = "".join(tree.xpath("//style/text()"))
    assert all(one.startswith('"data:') for one in re.findall(r"url\((.{6})", style))
    assert "@import" not in style


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_it_is_small(name: str, pages: dict[str, tuple[str, str]]) -> None:
    """A telephone has it at once: fonts and all, without pictures, it stays below the most."""
    page = re.sub(r"<svg\b.*?</svg>|\"data:image[^\"]*\"", "", pages[name][1], flags=re.DOTALL)
    assert len(gzip.compress(page.encode())) <= MOST


@pytest.mark.long
def test_each_call_leads_to_its_note_and_back(pages: dict[str, tuple[str, str]]) -> None:
    """And every other link within the page has its end."""
    for name, (_, page) in pages.items():
        tree = lxml.html.fromstring(page)
        ids = tree.xpath("//@id")
        assert len(ids) == len({*ids}), name
        assert {one[1:] for one in tree.xpath("//@href") if one.startswith("#")} <= {*ids}, name
        calls = tree.xpath("//a[@class='call']/@href")
        assert calls == [f"#note-{n}" for n in range(1, len(calls) + 1)], name
        assert len(tree.xpath("//section[@class='notes']//li")) == len(calls), name


@pytest.mark.long
def test_a_chart_has_its_data_below_it(pages: dict[str, tuple[str, str]]) -> None:
    """As a table, numbers as the language writes them."""
    tree = lxml.html.fromstring(pages["dprk"][1])
    (figure,) = tree.xpath("//figure")
    assert figure.xpath(".//svg[@role='img']/@aria-label")[0].startswith("Bar chart of the people")
    assert len(figure.xpath("details//tbody/tr")) == 4
    assert figure.xpath("details//th")[0].text_content() == "date"


@pytest.mark.long
def test_the_numbers_of_a_drawing_keep_their_digits() -> None:
    """Points divide thousands in Spanish; of the measures of the drawing two decimals stay."""
    svg = b'<svg width="10.12345"><text x="1.23456" aria-label="1.500.000">1.500.000</text></svg>'
    written = write_drawing(svg, "people", "chart", "Chad 880.000")
    assert 'width="10.12"' in written and 'x="1.23"' in written
    assert ">1.500.000<" in written and 'aria-label="Chad 880.000"' in written


@pytest.mark.long
def test_facts_say_of_which_day_and_whose_they_are(pages: dict[str, tuple[str, str]]) -> None:
    """The big ones at once, all of them in a table at the end."""
    tree = lxml.html.fromstring(pages["dprk"][1])
    assert tree.xpath("//aside[contains(@class, 'facts')]//time/text()") == ["26\u00a0April 2024"]
    rows = [
        " ".join(one.text_content().split())
        for one in tree.xpath("//details[contains(@class, 'used')]//tr")
    ]
    assert any(
        "670" in row and "26 April 2024" in row and "Human Rights Watch" in row for row in rows
    )


def test_notes_keep_their_order_and_their_links() -> None:
    """A note that another one names by its number is found under its new name."""
    text = (
        '<p>One<span class="footnote" id="note-4">A <i>b</i> <span class="together">c</span></span>'
        '<p>Two<span class="footnote wide">See <a class="note-number" href="#note-4">1</a></span>'
    )
    body, notes = gather_notes(text)
    assert notes == [
        'A <i>b</i> <span class="together">c</span>',
        'See <a class="note-number" href="#note-1">1</a>',
    ]
    assert re.findall(r'id="(call-\d)"', body) == ["call-1", "call-2"]
    assert "footnote" not in body


@pytest.mark.deep
@pytest.mark.anew
@pytest.mark.long
@pytest.mark.usefixtures("no_workers")
def test_the_command_writes_every_language_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of one brief lead to one another; one that nobody published is a draft."""
    house = new_house(tmp_path / "house", content=True, languages=True)
    monkeypatch.chdir(house)
    assert main(["web", "dprk", "--language", "fr", "--language", "ar"]) == 0
    assert capsys.readouterr().out.split() == ["output/web/dprk.ar.html", "output/web/dprk.fr.html"]
    first = (house / "output/web/dprk.ar.html").read_bytes()
    tree = lxml.html.fromstring(first.decode())
    assert tree.get("dir") == "rtl"
    assert tree.xpath("//nav//a/@href") == ["dprk.fr.html"]
    assert tree.xpath("//div[@class='seal']/p[@class='draft']")
    assert main(["web", "dprk", "--language", "fr", "--language", "ar"]) == 0
    assert (house / "output/web/dprk.ar.html").read_bytes() == first


# ---------------------------------------------------------------------------------------------
# Mail

ONLY_IN_A_MAIL = "//*[@class='told'] | //div[contains(@class, 'data')]"


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_a_mail_says_what_paper_says(name: str, made: dict[str, Made]) -> None:
    """Block by block the same words, and in plain text the same as in HTML."""
    mail = made[name].mail
    only = f"{ONLY_ON_A_SCREEN} | {ONLY_IN_A_MAIL}"
    printed, read = blocks(made[name].paper, ONLY_ON_PAPER), blocks(mail.html, only)
    assert len(printed) > 15
    assert printed == read
    assert printed != blocks(mail.html.replace("1", "7"), only)
    tree = lxml.html.fromstring(mail.html)
    said = Counter(re.findall(r"\w", tree.body.text_content()))
    plain = re.sub(r" <http[^>]*>", "", mail.plain)
    assert Counter(re.findall(r"\w", plain)) == said


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_a_mail_asks_nobody_for_anything(name: str, made: dict[str, Made]) -> None:
    """No picture, no style sheet, no script; and it is so small that Gmail shows all of it."""
    tree = lxml.html.fromstring(made[name].mail.html)
    assert not tree.xpath("//img | //svg | //style | //link | //script | //@src")
    assert "url(" not in made[name].mail.html
    assert "var(" not in made[name].mail.html and "{" not in made[name].mail.html
    assert len(made[name].mail.html.encode()) < 102_000


# ---------------------------------------------------------------------------------------------
# EPUB

XML = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "svg": "http://www.w3.org/2000/svg",
}


class Epub:
    """An EPUB, taken apart as a reading system does."""

    def __init__(self, data: bytes) -> None:
        """Read the ZIP *data*."""
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.package = self.tree("package.opf")

    def text(self, path: str) -> str:
        """The file *path* of its folder."""
        return self.archive.read(f"EPUB/{path}").decode()

    def tree(self, path: str) -> Any:
        """The same as XML: it is well-formed, or this fails."""
        return etree.fromstring(self.archive.read(f"EPUB/{path}"))

    def find(self, path: str) -> list[Any]:
        """The values at *path* of its package."""
        return list(self.package.xpath(path, namespaces=XML))


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_an_epub_says_what_paper_says(name: str, made: dict[str, Made]) -> None:
    """Block by block the same words, notes among them."""
    text = Epub(made[name].epub).text(f"texts/{name}.xhtml")
    printed, read = blocks(made[name].paper, ONLY_ON_PAPER), blocks(text, ONLY_ON_A_SCREEN)
    assert len(printed) > 15
    assert printed == read
    assert printed != blocks(text.replace("1", "7"), ONLY_ON_A_SCREEN)


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_an_epub_is_whole(name: str, made: dict[str, Made]) -> None:
    """Its list names every file, and each link leads to what is there."""
    book = Epub(made[name].epub)
    first, *files = book.archive.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    listed = {f"EPUB/{path}" for path in book.find("//opf:item/@href")}
    assert {one.filename for one in files} - listed == {
        "META-INF/container.xml",
        "EPUB/package.opf",
    }
    assert {one.date_time for one in files} == {(1980, 1, 1, 0, 0, 0)}
    text, nav = book.tree(f"texts/{name}.xhtml"), book.tree("nav.xhtml")
    ids = text.xpath("//@id")
    assert len(ids) == len({*ids})
    led = [one.removeprefix(f"texts/{name}.xhtml") for one in (*text.xpath("//@href"),
           *nav.xpath("//h:nav[1]//@href", namespaces=XML))]  # fmt: skip
    assert {one[1:] for one in led if one.startswith("#")} <= {*ids}
    for source in text.xpath("//@src"):
        assert f"EPUB/{posixpath.normpath(f'texts/{source}')}" in listed
    has_drawing = bool(text.xpath("//svg:svg", namespaces=XML))
    assert book.find("//opf:item[@properties='svg']/@href") == [f"texts/{name}.xhtml"] * has_drawing


@pytest.mark.long
def test_a_reading_system_finds_notes_contents_and_what_is_accessible(
    made: dict[str, Made],
) -> None:
    """A note says that it is one, and leads back; the headings of the text are the contents."""
    book = Epub(made["dprk"].epub)
    text, nav = book.tree("texts/dprk.xhtml"), book.tree("nav.xhtml")
    calls = text.xpath("//h:a[@epub:type='noteref']/@href", namespaces=XML)
    notes = text.xpath("//h:aside[@epub:type='footnote']", namespaces=XML)
    assert calls == [f"#{note.get('id')}" for note in notes] and len(notes) > 5
    back = text.xpath("//h:a[@role='doc-backlink']", namespaces=XML)
    assert [one.text for one in back] == [str(n) for n in range(1, len(notes) + 1)]
    listed = nav.xpath("//h:nav[@epub:type='toc']/h:ol/h:li/h:ol/h:li/h:a", namespaces=XML)
    assert [one.text for one in listed] == [
        "Background", "Recent developments", "Analysis", "Risk", "Necessary action", "Notes",
    ]  # fmt: skip
    told = {one.get("property"): one.text for one in book.find("//opf:meta[@property]")}
    assert told["schema:accessModeSufficient"] == "textual"
    assert told["dcterms:modified"] == "2024-11-26T00:00:00Z"
    assert "read aloud" in told["schema:accessibilitySummary"]
    (chart,) = text.xpath("//h:figure//svg:svg[@role='img']", namespaces=XML)
    assert chart.get("viewBox") and chart.get("aria-label").startswith("Bar chart of the people")
    assert len(text.xpath("//h:figure/h:details//h:tbody/h:tr", namespaces=XML)) == 4


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the Arabic brief, as the command writes it, with its cover."""
    house = new_house(tmp_path_factory.mktemp("arabic") / "house", content=True, languages=True)
    done = run("epub", "dprk", "--language", "ar", house=house)
    assert (done.returncode, done.stdout.split()) == (0, ["output/epub/dprk.ar.epub"])
    return house / "output/epub/dprk.ar.epub"


@pytest.mark.deep
@pytest.mark.long
def test_the_command_writes_an_epub_the_same_each_time(arabic: Path) -> None:
    """One that is read from the right says so; its cover is the first page."""
    first = arabic.read_bytes()
    book = Epub(first)
    assert book.find("//opf:spine/@page-progression-direction") == ["rtl"]
    assert book.find("/opf:package/@dir") == ["rtl"] and book.find("//dc:language")[0].text == "ar"
    assert book.tree("texts/dprk.ar.xhtml").get("dir") == "rtl"
    (cover,) = book.find("//opf:item[@properties='cover-image']/@href")
    assert book.archive.read(f"EPUB/{cover}").startswith(b"\xff\xd8")
    run("epub", "dprk", "--language", "ar", house=arabic.parents[2])
    assert arabic.read_bytes() == first


# ---------------------------------------------------------------------------------------------
# Judged by others

NOT_YET = re.compile(
    r"@supports \(anchor-name[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
    r'|<meta http-equiv="Content-Security-Policy"[^>]*>'
)
"""Remarks of Nu on what it does not know: anchors of CSS, which browsers have since 2024; and that
a picture inside a page is one of `img-src data:`, as the test below sees in a browser."""


@pytest.mark.java
def test_the_checker_of_the_w3c_finds_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    """In no page; and it would find what is wrong."""
    for name, path in files.items():
        text, without = NOT_YET.subn("", path.read_text("utf-8"))
        assert without == 2
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html lang=en><title>A</title><p><div></p>", "utf-8")
    found = check_html(sorted(tmp_path.iterdir()))
    assert any("/wrong.html:" in one for one in found)
    assert [one for one in found if "/wrong.html:" not in one] == []


@pytest.mark.deep
@pytest.mark.long
def test_html_validate_finds_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    """In no page of the web and of the site; and it would find what is wrong.

    Two of its rules are not asked: a form that filters a list while somebody types needs no button
    to send it, and `search` is a landmark, which may have a name.
    """
    books = Books(build_house(tmp_path))
    books.publish("dprk")
    books.publish("dprk", facts={"returned": ("people returned", "720")})
    books.publish("mali", language="fr", title="Les renvois")
    books.withdraw("mali", 1)
    books.make()
    pages = [*files.values(), *sorted(books.site.rglob("*.html"))]
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html lang=en><title>A</title><p><div></p>", "utf-8")
    found = validate_html([*pages, wrong])
    assert found.pop(wrong)
    assert found == {page: [] for page in pages}


@pytest.mark.deep
@pytest.mark.java
def test_epubcheck_finds_nothing(made: dict[str, Made], arabic: Path, tmp_path: Path) -> None:
    """In a brief in French, and one from the right; and it would find what is wrong."""
    french, wrong = tmp_path / "french.epub", tmp_path / "wrong.epub"
    french.write_bytes(made["secheresse"].epub)
    with zipfile.ZipFile(french) as whole, zipfile.ZipFile(wrong, "w") as archive:
        for one in whole.infolist():
            if one.filename != "EPUB/style.css":  # which each page names
                archive.writestr(one, whole.read(one))
    found = check_epubs([arabic, french, wrong])
    assert found.pop(wrong)
    assert found == {arabic: [], french: []}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with chromium() as browser:
        yield browser


TOTAL = """<figure><figcaption>A figure</figcaption></figure>
<table><caption>A table</caption><tbody><tr><td>4</td></tr>
<tr class="total"><td>Total</td></tr></tbody></table>"""
LOOKS = """() => ["figcaption", "caption", ".total td"].map((one) => {
  const { fontSize, fontWeight, borderTopWidth } = getComputedStyle(document.querySelector(one));
  return [parseFloat(fontSize), fontWeight, parseFloat(borderTopWidth)];
})"""


@pytest.mark.deep
@pytest.mark.parametrize("sheet", ["web", "epub"])
def test_a_total_and_captions_look_as_on_paper(browser: Any, sheet: str) -> None:
    """A total is bold under a rule, and a table's caption as large as that of a figure."""
    page = browser.new_page()
    style = (HOUSE / f"styles/{sheet}.css").read_text("utf-8")
    page.set_content(f"<!doctype html><style>:root {{ --heading: #123 }} {style}</style>{TOTAL}")
    figure, table, total = page.evaluate(LOOKS)
    assert figure[0] == pytest.approx(table[0], rel=0.01)
    assert total[1] == "600" and total[2] >= 1


SCREENS = ((320, "dark"), (768, "light"), (1280, "dark"), (1600, "light"), (320, "light"))


ONE_OF_EACH_LOOK = """() => {
  const seen = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const texts = [...one.childNodes].filter((it) => it.nodeType === Node.TEXT_NODE);
    if (!texts.some((it) => it.data.trim())) continue;
    const own = getComputedStyle(one);
    const look = [own.color, own.fontSize, own.fontWeight, own.textShadow];
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(at);
      const ground = [backgroundColor, backgroundImage, opacity, position].join();
      if (ground !== "rgba(0, 0, 0, 0),none,1,static") look.push(ground);
    }
    if (!seen.has(look.join())) one.dataset.look = seen.add(look.join()).size;
  }
  return seen.size;
}"""
"""Marks one text of each colour, size and ground."""


ASK_AXE = """async (all) => {
  const contrast = ["color-contrast", "link-in-text-block"];
  const only = { resultTypes: ["violations"] };
  const rules = Object.fromEntries(contrast.map((name) => [name, { enabled: all }]));
  const runs = [await axe.run({ ...only, rules })];
  if (!all) runs.push(await axe.run({ include: ["[data-look]"] }, { ...only, runOnly: contrast }));
  const found = runs.flatMap((one) => one.violations);
  return found.map((one) => [one.id, ...one.nodes.map((node) => node.html)]);
}"""
"""Gives what axe finds; with the contrast of all texts, or of those that are marked."""


@pytest.fixture(scope="module")
def opened(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    """Open a page on a screen, with axe in it and with all that can be opened open.

    It is one window: another one costs a second.
    """
    # axe is a script, and the page allows none.
    page = browser.new_page(bypass_csp=True)
    script = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script

    def open_it(name: str, width: int, scheme: str) -> Any:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if page.url != files[name].as_uri():
            page.goto(files[name].as_uri())
            page.evaluate(script)
        details = "document.querySelectorAll('details')"
        page.evaluate(f"{details}.forEach((one) => one.open = false)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.evaluate(f"{details}.forEach((one) => one.open = true)")
        assert page.evaluate("[...document.images].every((one) => one.naturalWidth)"), name
        return page

    yield open_it
    page.close()


@pytest.mark.browser
def test_axe_finds_nothing_at_any_width(opened: Any) -> None:
    """In a bright room and a dark one, with everything open; nothing runs off the screen."""
    for width, scheme in SCREENS:
        assert opened("dprk", width, scheme).evaluate(ASK_AXE, True) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name in BRIEFS if name != "dprk"])
def test_axe_finds_nothing_in_any_brief(name: str, opened: Any) -> None:
    """On one of the screens; it judges the contrast of one text of each look."""
    page = opened(name, *SCREENS[BRIEFS.index(name) % len(SCREENS)])
    assert page.evaluate(ONE_OF_EACH_LOOK) > 5
    assert page.evaluate(ASK_AXE, False) == []


@pytest.mark.browser
def test_axe_would_find_a_pale_text(opened: Any) -> None:
    """A single word that is too pale is a look of its own."""
    page = opened("displacement", 1280, "light")
    page.evaluate("document.querySelector('main p').innerHTML += '<b style=color:#999>it</b>'")
    page.evaluate(ONE_OF_EACH_LOOK)
    assert [rule for rule, *_ in page.evaluate(ASK_AXE, False)] == ["color-contrast"]


@pytest.mark.browser
def test_a_note_comes_to_its_reader(browser: Any, files: dict[str, Path]) -> None:
    """Beside its line on a wide screen, none over another; up from the foot of a telephone."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(files["dprk"].as_uri())
    notes = [one.bounding_box() for one in page.locator(".notes li").all()]
    calls = [one.bounding_box() for one in page.locator(".call").all()]
    text = page.locator(".text").bounding_box()
    for note, call, after in zip(notes, calls, [*notes[1:], None], strict=True):
        assert note["x"] + note["width"] <= text["x"]
        assert note["y"] >= call["y"] - 20
        assert after is None or after["y"] >= note["y"] + note["height"]
    assert abs(notes[0]["y"] - calls[0]["y"]) < 20
    page.set_viewport_size({"width": 360, "height": 640})
    page.locator("#call-3").click()
    note = page.locator("#note-3").bounding_box()
    assert note["y"] > 300 and round(note["y"] + note["height"]) == 640
    page.locator("#note-3 .back").click()
    assert page.evaluate("location.hash") == "#call-3"
    page.close()
