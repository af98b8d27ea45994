"""Tests of a pack: every paper in its place, every number right, nothing lost on the way."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from support import foreign_pdfs
from support.once import PrintsOnce
from support.printed import (
    HOUSE,
    add_brief,
    add_everything,
    house_theme,
    new_house,
    read_pages,
    run,
    tags,
    temporary,
    words,
)  # fmt: skip
from support.tools import need, verapdf

from briefpress.cache.freshness import BuildState
from briefpress.content.sources import find_meetings
from briefpress.distribute.foreign.claims import Claims
from briefpress.distribute.foreign.reader import examine
from briefpress.distribute.meetings import set_texts
from briefpress.distribute.pack import Pack, make_pack
from briefpress.distribute.wishes import PackWish
from briefpress.editions.books import open_books
from briefpress.editions.files import read_ledger_file
from briefpress.editions.verdict import judge_file
from briefpress.model.contract import Meeting, schemas
from briefpress.model.house import find_briefs
from briefpress.model.papers import PAPERS
from briefpress.model.problems import Problems
from briefpress.workflows.publish import Release, publish, withdraw

DAY = date(2024, 12, 3)
EMBARGO = "2026-12-01T09:00-05:00"
A4 = PAPERS["a4"].points
NOW = datetime(2024, 12, 3, tzinfo=UTC)


def issue(house: Path, slug: str, note: str = "New.") -> str:
    """Publish *slug*; its code."""
    problems = Problems()
    memory = BuildState(house, read_ledger_file(house, problems))
    release = Release(note, kind=None, day=DAY, today=DAY)
    edition = publish(house, slug, release, PrintsOnce(), memory, problems)
    assert edition is not None, [*map(str, problems)]
    return edition.code


def meet(house: Path, *items: Any, name: str = "meeting", **fields: Any) -> None:
    """Write a meeting, in JSON, which is YAML too."""
    head = {"title": "A session", "place": "Geneva", "begins": "2025-09-08"}
    folder = house / "content/meetings"
    folder.mkdir(exist_ok=True)
    text = json.dumps(head | fields | {"items": items}, indent=1, ensure_ascii=False)
    (folder / f"{name}.yaml").write_text(text, "utf-8")


def packed(house: Path, **options: Any) -> tuple[Pack | None, str]:
    """Make the pack, in this process; and what was said."""
    problems = Problems()
    now = options.pop("now", NOW)
    wish = PackWish(**options)
    pack = make_pack(house, "meeting", PrintsOnce(), problems, wish, now=now)
    return pack, "\n".join(map(str, problems))


def one_line(text: str) -> str:
    """*text* without its line breaks."""
    return " ".join(text.split())


# ---------------------------------------------------------------------------------------------
# PDFs of somebody else


def foreign(pages: int = 2, *, turned: int = 0, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF that nobody tagged: links by name and by page, an outline, a script, an attachment.

    Its content leaves its coordinates upside down, as many do.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                           BaseFont=pikepdf.Name.Helvetica)
    )  # fmt: skip
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        text = f"1 0 0 -1 0 842 cm BT /F 20 Tf 1 0 0 -1 80 300 Tm (Foreign {number}) Tj ET"
        page.obj.Contents = pdf.make_stream(text.encode())
        page.obj.Rotate = turned
    first, last = pdf.pages[0].obj, pdf.pages[-1].obj
    links: list[dict[str, Any]] = [
        {"Dest": pikepdf.Array([last, pikepdf.Name.Fit])},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("there"))},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/"))},
    ]
    first.Annots = pikepdf.Array(
        [
            pdf.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link,
                                   Rect=[10, 10, 90, 40], P=first, **link)
            )
            for link in links
        ]
    )  # fmt: skip
    places = pikepdf.Array([pikepdf.String("there"), pikepdf.Array([last, pikepdf.Name.Fit])])
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=places))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Begins", 0))
        outline.root.append(pikepdf.OutlineItem("Ends", pages - 1))
    pdf.attachments["secret.txt"] = b"not to be handed out"
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _page_of(bookmark: Any) -> Any:
    """The page that a bookmark leads to, by its number in the file."""
    return bookmark.destination[0].objgen


def locked(**words_: Any) -> bytes:
    """A PDF with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(foreign())) as pdf:
        allowed = pikepdf.Permissions(modify_assembly=False, extract=False)
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", allow=allowed, **words_))
    return out.getvalue()


# ---------------------------------------------------------------------------------------------
# A pack of editions, which keeps both claims


@dataclass(frozen=True)
class Packed:
    """A pack, its file, and the codes of its papers."""

    house: Path
    pack: Pack
    file: Path
    codes: dict[str, str]


@cache
def whole() -> Packed:
    """Two items, one paper that holds everything there is, one in French, one of several pages."""
    house = new_house(temporary("pack"))
    add_everything(house)
    long = "".join(f"## Part {n}\n\n" + f"{words(90)}\n\n" * 4 for n in range(1, 4))
    add_brief(house, "long", long, title="A long paper", paper=["a4", "letter"])
    add_brief(house, "short", f"## One heading\n\n{words(30)}\n", title="A short paper")
    codes = {slug: issue(house, slug) for slug in ("everything", "long", "short")}
    meet(
        house,
        {"number": 4, "title": "Situations", "note": "A sentence for delegates.",
         "briefs": ["short", "everything"]},
        {"number": "4 bis", "title": "Another item", "briefs": ["long"]},
        {"title": "Nothing yet"},
    )  # fmt: skip
    pack, said = packed(house)
    assert pack is not None and said == "", said
    return Packed(house, pack, house / pack.file, codes)


def texts(file: Path) -> list[str]:
    """The text of each page."""
    need("pdftotext")
    command = ["pdftotext", str(file), "-"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    return [one_line(page) for page in done.stdout.split("\f")[:-1]]


@pytest.mark.long
@pytest.mark.java
@pytest.mark.usefixtures("one_size")
def test_a_pack_keeps_both_claims(tmp_path: Path) -> None:
    """A pack of papers that conform conforms: the real one, and one of everything."""
    made = whole()
    house = new_house(tmp_path / "real", content=True)
    assert run("pack", "hrc-60", house=house).returncode == 0
    files = [made.file, house / "output/hrc-60.pack.pdf"]
    for flavour in ("3a", "ua1"):
        assert verapdf(files, flavour) == {file: [] for file in files}
    assert made.pack.level == "A"
    assert made.pack.is_accessible


@pytest.mark.long
def test_other_programs_open_it_without_complaint() -> None:
    """qpdf, poppler and PDFium have nothing to say."""
    need("qpdf", "pdftotext")
    file = whole().file
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "warning" not in done.stdout.lower()
    assert len(texts(file)) == whole().pack.pages
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == whole().pack.pages


@pytest.mark.long
def test_every_page_has_its_number_and_the_paper_keeps_its_own() -> None:
    """Each page says which one of the pack it is, at its outer edge, in the house's font."""
    file, total = whole().file, whole().pack.pages
    found = read_pages(file)
    for number, sheet in enumerate(found, 1):
        (line,) = [one for one in sheet.lines if one.text.startswith("Pack\u00a0")]
        assert line.text == f"Pack\u00a0{number} / {total}"
        assert "SourceSans" in line.font.replace("-", "")
        left = line.x < sheet.width / 2
        assert left == (number % 2 == 0), "right-hand pages have it at the right"
        others = [one for one in sheet.lines if one is not line and one.text.strip()]
        assert all(one.y >= line.bottom or one.bottom <= line.y for one in others), number
    long = next(entry for entry in whole().pack.entries if entry.key == "long")
    own = long.last - long.first + 1
    assert own > 1
    assert any(one.text == f"{own} / {own}" for one in found[long.last - 1].lines)


@pytest.mark.long
def test_the_number_is_no_part_of_what_is_read() -> None:
    """Whoever listens hears no page numbers: they are artifacts, and so are blanks."""
    assert "Pack\u00a0" not in tags(whole().file).text
    assert "on purpose" not in tags(whole().file).text
    with pikepdf.open(whole().file) as pdf:
        slip = pdf.pages[0].obj.Resources.XObject.PackNumber.read_bytes()
    assert b"/Artifact" in slip
    assert b"MCID" not in slip


@pytest.mark.long
def test_papers_begin_on_the_page_that_the_contents_say() -> None:
    """The contents name the page of each paper, and that page begins with its title."""
    pages = texts(whole().file)
    contents = pages[1]
    for entry in whole().pack.entries:
        assert re.search(rf"{re.escape(entry.title)}.*? {entry.first}\b", contents), contents
        assert entry.title in pages[entry.first - 1]
        assert entry.code in pages[entry.first - 1]
        assert entry.first % 2 == 1, "a right-hand page"


@pytest.mark.long
def test_each_paper_of_the_contents_stands_in_one_row() -> None:
    """Its title begins at the margin, right above its edition; its page ends at the other one."""
    sheet = read_pages(whole().file)[1]
    left = next(one.x for one in sheet.lines if one.text.startswith("Contents"))
    for entry in whole().pack.entries:
        title = next(one for one in sheet.lines if one.text.startswith(entry.title[:12]))
        below = min((one for one in sheet.lines if one.y > title.bottom - 2), key=lambda it: it.y)
        page = next(one for one in sheet.lines if one.text.strip() == str(entry.first))
        assert abs(title.x - left) < 1 and below.text.startswith("Edition 1")
        assert below.y - title.y < 20, "no empty line between them"
        assert abs(page.x + page.width - (sheet.width - left)) < 2


def test_marks_of_a_meeting_are_those_of_its_language() -> None:
    """Straight quotation marks and apostrophes are set in all texts that a pack prints."""
    theme = house_theme(HOUSE)
    item = {"title": "L'eau: \"bien commun\"", "note": "D'abord l'eau",
            "pdfs": [{"file": "a.pdf", "title": "L'avis", "source": "L'État"}]}  # fmt: skip
    fields = {"title": '"L\'eau"', "place": "L'Isle", "body": "L'ONU", "begins": "2025-09-08"}
    meeting = set_texts(Meeting.model_validate(fields | {"items": [item]}), theme.language("fr"))
    (one,) = meeting.items
    assert [meeting.title, meeting.place, meeting.body] == ["«\xa0L’eau\xa0»", "L’Isle", "L’ONU"]
    assert [one.title, one.note] == ["L’eau\xa0: «\xa0bien commun\xa0»", "D’abord l’eau"]
    assert [one.pdfs[0].title, one.pdfs[0].source] == ["L’avis", "L’État"]


@pytest.mark.long
def test_links_of_the_contents_lead_to_the_papers() -> None:
    """Each link of the front leads to a page on which a paper begins, and says its title."""
    firsts = {entry.first: entry.title for entry in whole().pack.entries}
    with pikepdf.open(whole().file) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        led = set()
        for link in pdf.pages[1].obj.Annots:
            number = numbers[link.Dest[0].objgen]
            assert str(link.Contents) == firsts[number]
            led.add(number)
        assert led == set(firsts)
        every: list[Any] = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        actions: list[Any] = [one.get("/A", {}) for one in every]
    assert not [one for one in actions if str(one.get("/URI", "")).startswith("pack:")]


@pytest.mark.long
def test_links_of_a_paper_are_kept() -> None:
    """A link of a paper is one of the pack, and the tag of the link holds it."""
    addresses = [where for tag in tags(whole().file) for where in tag.addresses]
    assert "https://example.org/a/long/address" in addresses
    assert "mailto:a@example.org" in addresses


@pytest.mark.long
def test_blanks_say_that_they_are_meant() -> None:
    """A page that is left blank says so; it has nothing else but its number."""
    pages = texts(whole().file)
    blanks = [page for page in pages if "left blank on purpose" in page]
    assert blanks
    for page in blanks:
        assert re.fullmatch(
            r"Pack \d+ / \d+ This page is left blank on purpose\.", page.replace("\u00a0", " ")
        )
    taken = {n for entry in whole().pack.entries for n in range(entry.first, entry.last + 1)}
    assert not [n for n in taken if "on purpose" in pages[n - 1]]


@pytest.mark.long
def test_the_outline_has_items_papers_and_their_headings() -> None:
    """Bookmarks lead to items, under them to papers, under these to their headings."""
    pack = whole().pack
    with pikepdf.open(whole().file) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        tree = [
            (item.title, [(paper.title, numbers[_page_of(paper)],
                           [head.title for head in paper.children]) for paper in item.children])
            for item in outline.root
        ]  # fmt: skip
    titles = [title for title, _ in tree]
    assert titles == [
        "Pack", "Contents", "4. Situations", "4 bis. Another item", "Nothing yet",
        "For the printer",
    ]  # fmt: skip
    papers = [paper for _, below in tree for paper in below]
    assert [(title, page) for title, page, _ in papers] == [
        (entry.title, entry.first) for entry in pack.entries
    ]
    assert papers[0][2][0] == "One heading"
    assert papers[2][2][:3] == ["Part\u00a01", "Part\u00a02", "Part\u00a03"]


@pytest.mark.long
def test_the_tags_are_one_tree_in_the_order_of_the_pages() -> None:
    """One Document, a Part for each paper with its language; reading goes on page after page."""
    tree = tags(whole().file)
    assert tree.kind == "Document"
    parts = [kid for kid in tree.kids if not isinstance(kid, str) and "T" in kid.entries]
    assert [part.entries["T"] for part in parts] == [e.title for e in whole().pack.entries]
    assert [part.entries["Lang"] for part in parts] == ["en", "fr", "en"]
    pages = [tag.page for tag in tree if any(kid and isinstance(kid, str) for kid in tag.kids)]
    assert pages[0] == 1 and pages[-1] == whole().pack.pages
    assert len(tree.kids) == 6 + 3, "front sheets that say something, and papers"
    assert pages == sorted(pages)
    assert "crimes" in parts[1].text, "what a paper says is still there to be heard"


@pytest.mark.long
def test_names_of_tags_are_unique_and_found() -> None:
    """Papers that number their notes alike share no name; each is in the tree of names."""
    with pikepdf.open(whole().file) as pdf:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        found = {name: str(element.S) for name, element in names.items()}
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page, key in zip(pdf.pages, keys, strict=True):
            on = {e.Pg.objgen for e in numbers[key] if e is not None}
            assert on <= {page.obj.objgen}, "a page finds the tags of another one"
    assert len(found) > 3
    assert {"/Note"} <= set(found.values()) <= {"/Note", "/TH"}
    assert len(set(keys)) == len(keys)


@pytest.mark.long
def test_the_printer_reads_what_there_is() -> None:
    """The last page has the sheets, the sides, and each paper with its edition and code."""
    made = whole()
    last = texts(made.file)[-1]
    assert made.pack.pages % 2 == 1, "it stands on a sheet of its own"
    assert re.search(rf"Sides {made.pack.pages}\b", last) or f" {made.pack.pages} " in last
    assert f" {(made.pack.pages + 1) // 2} " in last
    for slug, code in made.codes.items():
        assert code in last, slug
    assert last.count("Edition 1") == 3


@pytest.mark.long
def test_text_can_be_searched() -> None:
    """A word of a paper is found on the page where the pack has it."""
    page = next(e for e in whole().pack.entries if e.key == "everything").first
    with pypdfium2.PdfDocument(whole().file) as document:
        text = document[page - 1].get_textpage()
        assert text.search("Le premier point").get_next() is not None
        assert text.search("no such words").get_next() is None


@pytest.mark.long
def test_a_pack_carries_no_attachments() -> None:
    """The content that a paper is made of stays with its edition: a delegate gets the papers."""
    with pikepdf.open(whole().file) as pdf:
        assert not [*pdf.attachments]
        assert "/AF" not in pdf.Root


@pytest.mark.anew
@pytest.mark.long
def test_the_same_papers_give_the_same_bytes(tmp_path: Path) -> None:
    """A pack that is made again, in another process, is the same to the byte."""
    made = whole()
    house = tmp_path / "again"
    shutil.copytree(made.house, house)
    done = run("pack", "meeting", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert (house / made.pack.file).read_bytes() == made.file.read_bytes()


# ---------------------------------------------------------------------------------------------
# Choices


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two published briefs of a page each; tests work on a copy."""
    house = new_house(tmp_path_factory.mktemp("pack") / "house")
    for slug in ("one", "two"):
        add_brief(house, slug, f"## Heading\n\n{words(20)}\n", title=f"Paper {slug}", paper=["a4"])
        issue(house, slug)
    return house


@pytest.fixture
def small(issued: Path, tmp_path: Path) -> Path:
    """That house, to change something in."""
    return shutil.copytree(issued, tmp_path / "house")


@pytest.mark.deep
@pytest.mark.long
def test_without_tabs_and_right_hand_pages_nothing_is_blank(small: Path) -> None:
    """Printed on one side, papers follow each other."""
    meet(small, {"title": "Item", "briefs": ["one", "two"]}, tabs=False, right_hand=False)
    pack, said = packed(small)
    assert pack is not None and said == ""
    assert [entry.first for entry in pack.entries] == [3, 4]
    pages = texts(small / pack.file)
    assert len(pages) == pack.pages == 5
    assert not [page for page in pages if "on purpose" in page]
    assert "on one side" in pages[-1]
    for page in read_pages(small / pack.file):
        (line,) = [one for one in page.lines if one.text.startswith("Pack\u00a0")]
        assert line.x > page.width / 2


@pytest.mark.deep
@pytest.mark.long
def test_an_addendum_of_many_papers_runs_on(small: Path) -> None:
    """A cover that lists more than it has room for takes a second page, and counts it."""
    items = [{"title": f"Item {n}", "briefs": ["two"]} for n in range(3)]
    meet(small, *items)
    assert packed(small)[0] is not None
    for n in range(5):
        title = f"A new paper, number {n}, {'and what its title goes on to say, ' * 4}at length"
        add_brief(small, f"p{n}", "Words.\n", title=title, short_title=f"Paper {n}", paper=["a4"])
        issue(small, f"p{n}")
    meet(small, *items, {"title": "New", "briefs": [f"p{n}" for n in range(5)]})
    made, said = packed(small, addendum=True)
    assert made is not None and said == "", said
    pages = texts(small / made.file)
    for entry in made.entries:
        assert entry.title in pages[entry.first - 1]


@pytest.mark.deep
@pytest.mark.long
def test_long_contents_move_every_number(small: Path) -> None:
    """Contents of several pages are counted, and the papers' numbers are right all the same."""
    items = [{"title": f"Item {n} of the agenda", "briefs": ["one"]} for n in range(24)]
    meet(small, *items, tabs=False)
    pack, said = packed(small)
    assert pack is not None and said == "", said
    pages = texts(small / pack.file)
    front = pages[1 : pack.entries[0].first - 1]
    assert len(front) >= 3 and "Item 0" in front[0] and "Item 23" in " ".join(front[2:])
    for entry in pack.entries:
        assert entry.first % 2 == 1
        assert "Paper one" in pages[entry.first - 1]
    contents = " ".join(pages[1 : pack.entries[0].first - 1])
    contents = re.sub(r"Pack.\d+ / \d+|Edition 1, 3 December 2024|Item \d+", "", contents)
    named = [int(n) for n in re.findall(r"\d+", contents)]
    assert sorted(named) == [entry.first for entry in pack.entries]


@pytest.mark.long
def test_on_letter_papers_are_those_of_letter() -> None:
    """`--paper letter` takes the Letter edition; where there is none it says so, and takes A4."""
    made = whole()
    pack, said = packed(made.house, paper="letter")
    assert pack is not None
    assert pack.file == "output/meeting.pack.letter.pdf"
    assert said == ""
    with pikepdf.open(made.house / pack.file) as pdf:
        assert {tuple(map(float, page.mediabox))[2:] for page in pdf.pages} == {(612, 792)}


@pytest.mark.long
def test_a_paper_of_another_size_is_named(small: Path) -> None:
    """An edition that is only on A4 is a warning in a Letter pack: the printer must know."""
    meet(small, {"title": "Item", "briefs": ["one"]})
    pack, said = packed(small, paper="letter")
    assert pack is not None
    assert "`one` is not on letter: 1 of its pages measures 210 × 297 mm" in said


@pytest.mark.long
def test_a_page_that_lies_is_on_its_paper(small: Path) -> None:
    """A printer turns A4 that lies, as a table in landscape does: nothing is to be told of it."""
    put(small, foreign(2, size=(842, 595)))
    pack, said = packed(small)
    assert pack is not None and "is not on" not in said


@pytest.mark.deep
@pytest.mark.long
def test_a_draft_is_printed_as_it_stands(small: Path) -> None:
    """`draft: true` takes what is in content/, and says that it is a draft."""
    add_brief(small, "new", "Words.\n", title="Not yet published", paper=["a4"])
    meet(small, {"title": "Item", "briefs": [{"brief": "new", "draft": True}, "one"]})
    pack, said = packed(small)
    assert pack is not None and said == "", said
    draft = pack.entries[0]
    pages = texts(small / pack.file)
    assert "Draft" in pages[1]
    assert f"Draft {draft.code}" in pages[draft.first - 1]


@pytest.mark.long
def test_an_epub_of_a_pack_has_the_texts_of_our_briefs(small: Path) -> None:
    """Behind a page that leads to each; a paper that carries no content is named with its page."""
    add_brief(small, "bare", "Bare words.\n", title="A bare one", paper=["a4"], embed_content=False)
    meet(small, {"title": "Item", "briefs": ["one", {"brief": "bare", "draft": True}]})
    pack, said = packed(small, epub=True)
    assert pack is not None and pack.epub == "output/meeting.pack.epub"
    assert "warning: its text is not in the EPUB: the PDF carries no content" in said
    first = (small / pack.epub).read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        front = book.read("EPUB/texts/pack.front.xhtml").decode()
        assert 'href="one.xhtml"' in front and 'href="bare.xhtml"' not in front
        assert f"only in the PDF of this pack, page {pack.entries[1].first}" in front
        assert pack.entries[0].code in book.read("EPUB/texts/one.xhtml").decode()
        assert f"<dc:identifier>{pack.code}</" in book.read("EPUB/package.opf").decode()
    packed(small, epub=True)
    assert (small / pack.epub).read_bytes() == first


@pytest.mark.long
def test_a_french_meeting_speaks_french(small: Path) -> None:
    """The pack's own words are those of the meeting's language."""
    meet(small, {"title": "Point", "briefs": ["one"]}, language="fr")
    pack, said = packed(small)
    assert pack is not None and said == "", said
    pages = texts(small / pack.file)
    assert "Sommaire" in pages[1] and "8 septembre 2025" in pages[0]
    assert all(page.startswith("Dossier") or "Dossier\u00a0" in page for page in pages)


@pytest.mark.long
def test_an_arabic_meeting_is_bound_on_the_right(small: Path) -> None:
    """Its numbers stand on the left of pages that lie at the left, which are the odd ones."""
    meet(small, {"title": "البند", "briefs": ["one"]}, language="ar", title="الدورة الستون")
    pack, said = packed(small)
    assert pack is not None and said == "", said
    with pikepdf.open(small / pack.file) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    with pypdfium2.PdfDocument(small / pack.file) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            found = text.search(f"{number + 1}/{pack.pages}").get_next()
            assert found, text.get_text_bounded()
            left, _, _, _ = text.get_charbox(found[0])
            assert (left < page.get_width() / 2) == (number % 2 == 0)


@pytest.mark.long
def test_a_title_is_text(small: Path) -> None:
    """Markup in a meeting's file is printed, not obeyed; a long title breaks."""
    title = "<script>alert(1)</script> & " + "a very long title " * 12
    meet(small, {"title": title, "note": "<b>x</b>", "briefs": ["one"]}, title="A < B & C")
    pack, said = packed(small)
    assert pack is not None and said == "", said
    pages = texts(small / pack.file)
    assert "<script>alert(1)</script> & a very" in pages[1]
    assert "A<B&C" in pages[0].replace(" ", "")
    assert "<b>x</b>" in pages[2]


# ---------------------------------------------------------------------------------------------
# What stops a pack


def test_what_was_never_published_stops_the_pack(small: Path) -> None:
    """Its name, its line, and both ways out."""
    add_brief(small, "new", "Words.\n")
    meet(small, {"title": "Item", "briefs": ["new", "tow"]})
    pack, said = packed(small)
    assert pack is None
    assert "content/meetings/meeting.yaml:9: error: `new` was never published" in said
    assert "publish new --note …`, or write `{brief: new, draft: true}`" in said
    assert "error: no brief `tow`\n  hint: did you mean `two`?" in said
    assert not (small / "output/meeting.pack.pdf").exists()


def test_a_withdrawn_paper_stops_the_pack(small: Path) -> None:
    """It must not be handed out, and the one before does not come back."""
    withdraw(small, "one", 1, "A wrong figure.", DAY, DAY, Problems())
    meet(small, {"title": "Item", "briefs": ["one", "two"]})
    pack, said = packed(small)
    assert pack is None
    assert "edition 1 of `one` was withdrawn on 2024-12-03: A wrong figure." in said


@pytest.mark.long
def test_a_superseded_paper_stops_the_pack(small: Path) -> None:
    """A meeting that was promised edition 1 does not get it once there is edition 2."""
    meet(small, {"title": "Item", "briefs": [{"brief": "one", "edition": 1}]})
    pack, said = packed(small)
    assert pack is not None and said == ""
    add_brief(small, "one", "Other words.\n", title="Paper one", paper=["a4"])
    issue(small, "one")
    pack, said = packed(small)
    assert pack is None
    assert "edition 1 of `one` is superseded by edition 2 of 2024-12-03" in said
    meet(small, {"title": "Item", "briefs": [{"brief": "one", "edition": 7}]})
    assert "no edition 7 of `one`\n  hint: published: 1, 2" in packed(small)[1]


@pytest.mark.long
def test_what_is_under_embargo_says_so_wherever_it_is_named(small: Path) -> None:
    """On the cover, in the contents, on its tab and for the printer; a warning while it holds."""
    add_brief(small, "one", "Words.\n", title="Paper one", paper=["a4"], embargo=EMBARGO)
    issue(small, "one")
    meet(small, {"title": "Item", "briefs": ["one", "two"]})
    pack, said = packed(small)
    assert pack is not None
    assert f"warning: `one` is under embargo until {EMBARGO}" in said
    with pypdfium2.PdfDocument(small / pack.file) as document:
        texts = [one_line(page.get_textpage().get_text_bounded()) for page in document]
    wanted = "Embargoed until 1 December 2026, 09:00"
    named = [text for text in texts if "Paper one" in text or wanted in text]
    assert len(named) >= 5  # cover, contents, tab, the paper, printer
    assert all(wanted in text for text in named)
    assert texts[0].count(wanted) == 1
    pack, said = packed(small, now=datetime.fromisoformat(EMBARGO))
    assert pack is not None and said == ""


@pytest.mark.long
def test_content_that_changed_since_its_edition_is_a_warning(small: Path) -> None:
    """The pack holds what was published; whoever has corrected a figure hears of it."""
    meet(small, {"title": "Item", "briefs": ["one", "two"]})
    pack, said = packed(small)
    assert pack is not None and said == "", "nothing has changed yet"
    verdict = judge_file("it", (small / pack.file).read_bytes(), open_books(small, Problems())[0])
    assert verdict.state == "UNKNOWN", "no ledger has it, and it is no altered edition"
    assert verdict.why.startswith(f"the pack {pack.code}, which no ledger notes; it carries the ")
    assert "edition 1 of one, which is CURRENT" in verdict.why
    assert "edition 1 of two, which is CURRENT" in verdict.why
    brief = small / "content/one/brief.md"
    brief.write_text(brief.read_text("utf-8") + "\nMore.\n", "utf-8")
    pack, said = packed(small)
    assert pack is not None
    assert [entry.edition for entry in pack.entries] == [1, 1]
    assert "edition 1 of `one` is older than content/one/brief.md, which has changed since" in said
    assert "`two`" not in said


@pytest.mark.long
def test_a_draft_of_what_is_published_is_a_warning(small: Path) -> None:
    """`draft: true` is easily forgotten; the pack is made, and says what it takes."""
    meet(small, {"title": "Item", "briefs": [{"brief": "one", "draft": True}, "two"]})
    pack, said = packed(small)
    assert pack is not None
    assert [entry.draft for entry in pack.entries] == [True, False]
    assert "warning: the pack takes `one` as a draft, though edition 1 is published" in said
    assert "`two`" not in said


@pytest.mark.long
def test_an_edition_older_than_its_embargo_stops_the_pack(small: Path) -> None:
    """Its pages do not say what its brief says now."""
    add_brief(small, "one", "Words.\n", title="Paper one", paper=["a4"], embargo=EMBARGO)
    meet(small, {"title": "Item", "briefs": ["one"]})
    pack, said = packed(small)
    assert pack is None
    assert f"edition 1 of `one` does not say that it is under embargo until {EMBARGO}" in said
    pack, said = packed(small, now=datetime.fromisoformat(EMBARGO))
    assert pack is not None and "error" not in said


def test_a_file_that_is_not_the_published_one_stops_the_pack(small: Path) -> None:
    """An edition that somebody touched, or lost, is not handed out."""
    meet(small, {"title": "Item", "briefs": ["one", "two"]})
    touched, lost = small / "editions/one/1/one.pdf", small / "editions/two/1/two.pdf"
    touched.write_bytes(touched.read_bytes() + b"\n")
    lost.unlink()
    pack, said = packed(small)
    assert pack is None
    assert "editions/one/1/one.pdf: error: this is not the file that was published" in said
    assert "editions/two/1/two.pdf: error: a published PDF cannot be read: no such file" in said


@pytest.mark.long
def test_the_last_good_pack_stays(small: Path) -> None:
    """A pack that fails leaves the one that is there."""
    meet(small, {"title": "Item", "briefs": ["one"]})
    pack, _ = packed(small)
    assert pack is not None
    before = (small / pack.file).read_bytes()
    withdraw(small, "one", 1, "Wrong.", DAY, DAY, Problems())
    assert packed(small)[0] is None
    assert (small / pack.file).read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"begins": "2025-02-30"}, "`2025-02-30` is not a day of the calendar"),
        ({"ends": "2025-09-01"}, "the meeting ends before it begins"),
        ({"plase": "Geneva"}, "unknown field `plase`\n  hint: did you mean `place`?"),
        ({"items": [{"title": "x", "papers": []}]},
         "unknown field `papers`\n  hint: did you mean `briefs`?"),
        ({"ort": "Geneva"}, "unknown field `ort`\n  hint: did you mean `place`?"),
        ({"items": []}, "`items` is empty"),
        ({"paper": "a5"}, "`a5` is no paper that we print on"),
        ({"tabs": "perhaps"}, "`tabs` is neither true nor false"),
        ({"language": "xx"}, "no words for the language `xx`"),
        ({"items": [{"title": "x", "pdfs": [{"file": "a.doc", "title": "x"}]}]},
         "`a.doc` is not a good `file`"),
        ({"items": [{"title": "x", "pdfs": ["a.pdf"]}]},
         "item 1 of `pdfs` should hold fields\n  hint: write `- file: a.pdf`, and under it, in a "
         "line of its own, `  title: …`"),
        ({"items": [{"title": "x", "pdfs": "a.pdf"}]},
         "`pdfs` should be a list\n  hint: write `- file: a.pdf`"),
        ({"items": ["x"]}, "item 1 of `items` should hold fields\n  hint: write `- title: x`"),
        ({"items": [{"title": "x", "briefs": "one"}]}, 'hint: write briefs: ["one"]'),
        ({"title": "A ஹ title"}, "no font of the house has `ஹ`"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_meeting_is_told(small: Path, fields: dict[str, Any], said: str) -> None:
    """Each has a line and a hint, and nothing is printed."""
    head = {"title": "x", "place": "y", "begins": "2025-09-08", "items": [{"title": "Item"}]}
    folder = small / "content/meetings"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(json.dumps(head | fields, indent=1), "utf-8")
    pack, told = packed(small)
    assert pack is None
    assert said in told
    assert "content/meetings/meeting.yaml" in told
    assert told.count("error:") == 1


@pytest.mark.long
def test_all_mistakes_of_a_meeting_are_told_at_once(small: Path) -> None:
    """Fields, days, briefs and PDFs: nobody mends some of them and is told of the next."""
    items = [{"titel": "Item", "briefs": ["onne"], "pdfs": [{"file": "b.pdf", "title": "x"}]}]
    fields = {"title": "x", "begins": "2025-09-08", "ends": "2025-09-01", "items": items}
    folder = small / "content/meetings"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(json.dumps(fields, indent=1), "utf-8")
    pack, told = packed(small)
    assert pack is None
    for said in (
        "the field `place` is missing",
        "the meeting ends before it begins",
        "unknown field `titel`\n  hint: did you mean `title`?",
        "no brief `onne`\n  hint: did you mean `one`?",
        "`b.pdf`: there is no such file",
    ):
        assert said in told
    assert told.count("error:") == 5


def test_no_such_meeting_names_the_nearest(small: Path) -> None:
    """A meeting that is not there is an error that knows the others."""
    meet(small, {"title": "Item"}, name="hrc-60")
    done = run("pack", "hrc60", house=small)
    assert done.returncode == 1
    assert "no meeting `hrc60`\n  hint: did you mean `hrc-60`?" in done.stderr
    for path in (small / "content/meetings").glob("*.yaml"):
        path.unlink()
    done = run("pack", "content/meetings/other.yaml", house=small)
    assert "meetings/other.yaml: error: no meeting `other`\n  hint: write that file" in done.stderr
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------------------------------------
# Papers of somebody else


def put(house: Path, data: bytes, name: str = "a.pdf") -> None:
    """Put a foreign PDF beside the meeting, and into it."""
    meet(
        house,
        {"title": "Item", "briefs": ["one"],
         "pdfs": [{"file": name, "title": "A foreign paper", "source": "Somebody"}]},
    )  # fmt: skip
    (house / "content/meetings" / name).parent.mkdir(exist_ok=True)
    (house / "content/meetings" / name).write_bytes(data)


@pytest.mark.long
def test_a_foreign_paper_costs_the_claims_and_is_named(small: Path) -> None:
    """A paper that nobody tagged is in the pack; the pack claims nothing that it does not keep."""
    put(small, foreign(3))
    pack, said = packed(small)
    assert pack is not None
    assert (pack.level, pack.is_accessible) == ("", False)
    assert "`a.pdf` is not PDF/A-3a and not PDF/UA-1, so the pack is not either" in said
    data = (small / pack.file).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = re.sub(rb"xmlns:\w+=\"[^\"]*\"", b"", pdf.Root.Metadata.read_bytes()).decode()
        assert "pdfaid:" not in said
        assert "<pdfuaid:part>" not in said
        assert pdf.Root.MarkInfo.Suspects
    pages = texts(small / pack.file)
    first = pack.entries[1].first
    assert [f"Foreign {n}" in pages[first + n - 2] for n in (1, 2, 3)] == [True] * 3
    assert "Somebody" in pages[1]


@pytest.mark.long
def test_a_foreign_paper_brings_its_links_and_nothing_that_runs(small: Path) -> None:
    """Its links lead to its pages, its bookmarks too; scripts and attachments stay behind."""
    put(small, foreign(3))
    pack, _ = packed(small)
    assert pack is not None
    first = pack.entries[1].first
    with pikepdf.open(small / pack.file) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        links = list(pdf.pages[first - 1].obj.Annots)
        assert [numbers[link.Dest[0].objgen] for link in links[:2]] == [first + 2] * 2
        assert "/A" not in links[2] and "/Dest" not in links[2]
        assert links[3].A.URI == "https://example.org/"
        assert "/OpenAction" not in pdf.Root and "/Names" not in pdf.Root
        with pdf.open_outline() as outline:
            paper = outline.root[2].children[1]
            below = [(one.title, numbers[_page_of(one)]) for one in paper.children]
    assert below == [("Begins", first), ("Ends", first + 2)]
    assert b"app.alert" not in (small / pack.file).read_bytes()


@pytest.mark.long
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_upright_on_a_turned_page(small: Path, turned: int) -> None:
    """On a page that its viewer turns, the number is where it is seen at the top."""
    put(small, foreign(2, turned=turned))
    pack, _ = packed(small)
    assert pack is not None
    for number in (pack.entries[1].first, pack.entries[1].last):
        with pypdfium2.PdfDocument(small / pack.file) as document:
            page = document[number - 1]
            picture = page.render(scale=1).to_pil().convert("L")
        wide, high = picture.size
        assert (wide > high) == (turned in (90, 270))
        strip = picture.crop((0, 14, wide, 36))
        dark = strip.point(lambda tone: 255 if tone < 128 else 0).getbbox()
        assert dark is not None, "there is a number at the top"
        left, _, right, _ = dark
        if number % 2:
            assert abs(right - (wide - 51)) < 3
        else:
            assert abs(left - 51) < 3
        assert 25 < right - left < 70, "it reads along the page"


@pytest.mark.long
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"this is no PDF", "`a.pdf` is no PDF that can be read"),
        (b"", "`a.pdf` is empty"),
        (b"%PDF-1.7\n" + b"\0" * 4000, "`a.pdf` is damaged: no page of it can be read"),
        (locked(user="secret"), "`a.pdf` asks for a password"),
        (locked(), "`a.pdf` is locked: its owner lets nobody put it together with others"),
    ],
)  # fmt: skip
def test_a_foreign_paper_that_cannot_be_taken_stops_the_pack(
    small: Path, data: bytes, said: str
) -> None:
    """It is named with its line, and what to ask for."""
    put(small, data)
    pack, told = packed(small)
    assert pack is None
    assert f"content/meetings/meeting.yaml:13: error: {said}\n  hint: " in told


@pytest.mark.long
@pytest.mark.parametrize("name", ["../one/x.pdf", "/etc/x.pdf", "missing.pdf", "link.pdf"])
def test_a_foreign_paper_lies_beside_the_meeting(small: Path, name: str) -> None:
    """A path that leads out, or to nothing, is an error on its line."""
    put(small, foreign(), "there.pdf")
    (small / "outside.pdf").write_bytes(foreign())
    (small / "content/meetings/link.pdf").symlink_to(small / "outside.pdf")
    meet(small, {"title": "Item", "pdfs": [{"file": name, "title": "x"}]})
    pack, told = packed(small)
    assert pack is None
    assert re.search(r"content/meetings/meeting\.yaml:\d+: error: `", told) or "leads out" in told
    assert "hint" in told


@pytest.mark.long
def test_damaged_papers_never_bring_a_traceback(small: Path) -> None:
    """Cut and overwritten at many places, a PDF is taken or refused with its name."""
    sound = foreign(2)
    taken = refused = 0
    for n in range(24):
        at = len(sound) * n // 24
        data = sound[:at] + b"\xff/<<[(" + sound[at + 6 :] if n % 2 else sound[: at + 40]
        put(small, data)
        pack, told = packed(small)
        if pack is None:
            refused += 1
            assert "`a.pdf`" in told
        else:
            taken += 1
    assert refused
    assert taken


def numbers_of(file: Path, page: int) -> tuple[tuple[float, float], Any]:
    """Where the pack's number stands on *page*, in points from its lower left corner, and a picture
    of the place, in grey: a spot for each half point.
    """
    with pypdfium2.PdfDocument(file) as document:
        held = document[page - 1]
        text = held.get_textpage()
        start = text.search("Pack\u00a0").get_next() or text.search("Pack ").get_next()
        assert start is not None
        left, bottom, _, _ = text.get_charbox(start[0])
        _, _, right, top = text.get_charbox(start[0] + start[1])
        picture = held.render(scale=2).to_pil().convert("L")
    box = (left - 2, held_height(file, page) - top - 2, right, held_height(file, page) - bottom)
    return (left, bottom), picture.crop(tuple(round(2 * one) for one in box))


def held_height(file: Path, page: int) -> float:
    """Height of *page* in points."""
    with pypdfium2.PdfDocument(file) as document:
        return float(document[page - 1].get_height())


@pytest.mark.long
def test_the_number_is_read_whatever_lies_under_it(small: Path) -> None:
    """On a dark slide and on a picture it stands on a white plate; beside a running head it moves
    to a corner that is clear; a page that never closes what it opens does not move it.
    """
    folder = small / "content/meetings"
    names = ("slides", "full_bleed", "running_head", "sloppy")
    meet(small, {"title": "Item", "pdfs": [{"file": f"{n}.pdf", "title": n} for n in names]})
    for name in names:
        (folder / f"{name}.pdf").write_bytes(foreign_pdfs.MADE[name]())
    pack, _ = packed(small)
    assert pack is not None
    firsts = {entry.title: entry.first for entry in pack.entries}
    places = {}
    for name in names:
        places[name], picture = numbers_of(small / pack.file, firsts[name])
        darkest, lightest = picture.getextrema()
        assert lightest > 250 and darkest < 100, name
        tones = picture.histogram()
        assert sum(tones[200:]) > 0.6 * sum(tones), f"{name}: it stands on white"
    assert places["running_head"][1] < 60, "at the foot"
    assert places["sloppy"][1] > 800 and places["full_bleed"][1] > 800


@pytest.mark.long
def test_a_portfolio_is_so_many_papers(small: Path) -> None:
    """Each paper in it has its line in the contents, its page and its code."""
    papers = {
        f"{n}.pdf": foreign_pdfs.saved(foreign_pdfs.paper(n, text=f"Part {n}")) for n in (1, 2)
    }
    put(small, foreign_pdfs.portfolio(papers))
    pack, said = packed(small)
    assert pack is not None
    assert "`a.pdf` is a portfolio: the 2 papers in it are taken" in said
    entries = pack.entries[1:]
    assert [one.title for one in entries] == ["A foreign paper: 1", "A foreign paper: 2"]
    assert len({one.code for one in entries}) == 2
    pages = texts(small / pack.file)
    assert "Part 1" in pages[entries[0].first - 1] and "Part 2" in pages[entries[1].last - 1]
    assert not [page for page in pages if "Open this portfolio" in page]


@pytest.mark.long
def test_every_paper_that_cannot_be_taken_is_told_at_once(small: Path) -> None:
    """Each with its line, and beside it what is wrong with our own; a warning stops nothing."""
    bad = ("cut_off", "xfa_form", "no_size", "redacted_in_vain")
    for name in (*bad, "signed"):
        (small / "content/meetings").mkdir(exist_ok=True)
        (small / f"content/meetings/{name}.pdf").write_bytes(foreign_pdfs.MADE[name]())
    files = [{"file": f"{name}.pdf", "title": name} for name in (*bad, "signed", "gone")]
    meet(small, {"title": "Item", "briefs": ["one", "tow"], "pdfs": files})
    add_brief(small, "two", "{{ facts.unknown }}\n", title="x", paper=["a4"])
    pack, said = packed(small)
    assert pack is None
    lines = re.findall(r"meeting\.yaml:(\d+): error: (?:no brief )?`(\w+)", said)
    assert [name for _, name in lines] == ["tow", *bad, "gone"] and len({n for n, _ in lines}) == 6
    assert "pages 3–4 of 4 are lost" in said and "XFA" in said
    meet(small, {"title": "Item", "pdfs": [files[4]]})
    pack, said = packed(small)
    assert pack is not None and "`signed.pdf` is signed by A Minister" in said


@pytest.mark.long
def test_what_is_hidden_in_a_layer_stays_hidden(small: Path) -> None:
    """Also beside layers of another paper, and where all layers are off but one."""
    (small / "content/meetings").mkdir()
    for name in "ab":
        (small / f"content/meetings/{name}.pdf").write_bytes(foreign_pdfs.layered())
    meet(small, {"title": "Item", "pdfs": [{"file": f"{n}.pdf", "title": n} for n in "ab"]})
    pack, _ = packed(small)
    assert pack is not None
    for entry in pack.entries:
        with pypdfium2.PdfDocument(small / pack.file) as document:
            picture = document[entry.first - 1].render(scale=1).to_pil().convert("RGB")
        assert picture.getpixel((100, 842 - 240)) == (0, 153, 0)
        assert picture.getpixel((240, 842 - 240)) == (255, 255, 255)


@pytest.mark.long
def test_a_tagged_foreign_paper_keeps_its_names_apart(small: Path) -> None:
    """Kinds of tags, classes and names of another house do not mix with those of a second one."""
    sound = (small / "editions/one/1/one.pdf").read_bytes()
    files = []
    for role in ("/P", "/H2"):
        with pikepdf.open(io.BytesIO(sound)) as pdf:
            root = pdf.Root.StructTreeRoot
            root.RoleMap = pikepdf.Dictionary({"/Own": pikepdf.Name(role)})
            root.ClassMap = pikepdf.Dictionary(
                {"/Loud": pikepdf.Dictionary(O=pikepdf.Name.Layout, SpaceBefore=len(role))}
            )
            top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
            element = next(kid for kid in top.K if kid.S == "/H1" or kid.S == "/P")
            element.S = pikepdf.Name("/Own")
            element.C = pikepdf.Name("/Loud")
            element.ID = pikepdf.String("same")
            out = io.BytesIO()
            pdf.save(out)
            files.append(out.getvalue())
    for n, data in enumerate(files):
        put(small, data, f"{n}.pdf")
    meet(small, {"title": "Item", "pdfs": [{"file": f"{n}.pdf", "title": f"P{n}"} for n in (0, 1)]})
    pack, said = packed(small)
    assert pack is not None and said == "", said
    with pikepdf.open(small / pack.file) as pdf:
        root = pdf.Root.StructTreeRoot
        roles = {str(name): str(stands) for name, stands in root.RoleMap.items()}
        names = pikepdf.NameTree(root.IDTree)
        found = [names[f"part-{n}-same"] for n in (1, 2)]
        assert [roles[str(one.S)] for one in found] == ["/P", "/H2"]
        held = [one.A[0] if isinstance(one.A, pikepdf.Array) else one.A for one in found]
        assert [int(one.SpaceBefore) for one in held] == [2, 3]
        assert "/ClassMap" not in root


@pytest.mark.long
def test_claims_are_read_from_the_paper() -> None:
    """A paper of ours claims both; a foreign one none."""
    ours = (whole().house / "editions/short/1/short.pdf").read_bytes()
    assert examine(ours, A4).claims == Claims("A", True)
    assert examine(foreign(), A4).claims == Claims()
    assert examine(foreign(2, turned=90), A4).sizes == ((842.0, 595.0),) * 2


# ---------------------------------------------------------------------------------------------
# Addenda


@pytest.mark.long
def test_an_addendum_holds_what_has_changed(small: Path) -> None:
    """A new edition and a new paper, with what they replace; what has gone is named."""
    add_brief(small, "three", "Words.\n", title="Paper three", paper=["a4"])
    issue(small, "three")
    meet(small, {"title": "Item", "briefs": ["one", "two"]})
    pack, _ = packed(small)
    assert pack is not None
    before = next(entry for entry in pack.entries if entry.key == "one")
    add_brief(small, "one", "Other words.\n", title="Paper one", paper=["a4"])
    code = issue(small, "one")
    meet(small, {"title": "Item", "briefs": ["one", "three"]})
    made, said = packed(small, addendum=True)
    assert made is not None and said == "", said
    assert made.file == "output/meeting.addendum.pdf"
    assert [entry.key for entry in made.entries] == ["one", "three"]
    pages = texts(small / made.file)
    cover = pages[0].replace("\u00a0", " ")
    assert code in cover and before.code in cover
    assert f"Pack {before.first}" in cover
    assert re.search(r"Paper three .*?New", cover)
    assert "No longer in the pack Paper two" in cover.replace("• ", "")
    assert all("Addendum\u00a0" in page or "Addendum " in page for page in pages)
    assert pages[1].endswith("on purpose.")
    again, _ = packed(small, addendum=True)
    assert again is not None
    assert [one.key for one in again.entries] == ["one", "three"], "since the pack, not since it"


@pytest.mark.long
def test_an_addendum_warns_of_nothing_that_it_does_not_hold(small: Path) -> None:
    """A paper of another size, in the pack since it was made, is told with the pack alone."""
    put(small, foreign(1))
    pack, said = packed(small, paper="letter")
    assert pack is not None and "`one` is not on letter" in said
    (small / "content/meetings/a.pdf").write_bytes(foreign(2))
    made, said = packed(small, paper="letter", addendum=True)
    assert made is not None and [entry.key for entry in made.entries] == ["a.pdf"]
    assert "`one`" not in said and "`a.pdf` is not on letter" in said


@pytest.mark.long
def test_an_addendum_to_what_is_current_is_none(small: Path) -> None:
    """Where nothing changed nothing is printed, and that is no error."""
    meet(small, {"title": "Item", "briefs": ["one"]})
    assert packed(small)[0] is not None
    made, said = packed(small, addendum=True)
    assert made is None
    assert "warning: nothing has changed since the pack was made" in said
    assert not (small / "output/meeting.addendum.pdf").exists()


@pytest.mark.long
@pytest.mark.parametrize("kept", [None, b"", b"[]", b'{"one": 3}', b"\xff", b"{"])
def test_an_addendum_to_nothing_is_an_error(small: Path, kept: bytes | None) -> None:
    """Without a pack, or where its memory is broken, it says what to do."""
    meet(small, {"title": "Item", "briefs": ["one"]})
    if kept is not None:
        file = small / "output/.packs/meeting.a4.json"
        file.parent.mkdir(parents=True)
        file.write_bytes(kept)
    made, said = packed(small, addendum=True)
    assert made is None
    assert "nobody remembers a pack on a4" in said
    assert "run `briefpress pack meeting` first" in said


# ---------------------------------------------------------------------------------------------
# The house


def test_meetings_are_no_brief() -> None:
    """The folder of meetings is never taken for a brief, and its files are found."""
    assert "meetings" not in find_briefs(HOUSE / "content")
    assert "hrc-60" in find_meetings(HOUSE / "content")


def test_every_language_has_the_words_of_a_pack() -> None:
    """Each language has every word of a pack."""
    languages = house_theme(HOUSE).languages
    for language in languages.values():
        assert language.pack.keys() == languages["en"].pack.keys()
        assert all(language.pack.values())
    said = (HOUSE / "templates/pack/sheets.html").read_text("utf-8")
    asked = set(re.findall(r"\bpack\.(\w+)", said))
    assert len(asked) > 10
    assert asked <= languages["en"].pack.keys()


def test_no_brief_is_called_meetings(small: Path) -> None:
    """`new meetings` would put a brief where meetings lie."""
    done = run("new", "meetings", "--title", "x", house=small)
    assert done.returncode == 2
    assert "meetings" in done.stderr
    assert not (small / "content/meetings/brief.yaml").exists()


@pytest.mark.long
def test_the_schema_describes_a_meeting() -> None:
    """An editor completes a meeting's fields as it does those of a brief."""
    schema = schemas()["meeting"]
    assert {"title", "place", "begins", "items"} == set(schema["required"])
    assert "right-hand page" in schema["properties"]["right_hand"]["description"]
    assert schema["$defs"]["PackFile"]["properties"]["file"]["description"]


@pytest.mark.long
def test_the_command_says_what_it_made(small: Path) -> None:
    """File, pages, claims and code; then each paper with the page on which it begins."""
    meet(small, {"title": "Item", "briefs": ["one"]})
    done = run("pack", "meeting", house=small)
    assert (done.returncode, done.stderr) == (0, "")
    head, line = done.stdout.splitlines()
    assert re.fullmatch(
        r"output/meeting\.pack\.pdf  7 pages, \d+ KB, PDF/A-3a and PDF/UA-1, "
        r"code MEETING-[0-9A-F]{6}",
        head,
    )
    assert re.fullmatch(r" +5  Paper one  \(edition 1, ONE-1-[0-9A-F]{6}\)", line)
