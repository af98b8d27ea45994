"""Tests of pdf_ua.py: both conformance claims, and a tag tree that reads well aloud."""

import re
import subprocess
from dataclasses import replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from support.printed import (
    HOUSE,
    PAPERS,
    add_brief,
    add_everything,
    everything,
    lines_of,
    new_house,
    page_of,
    pdf_of,
    picture,
    print_brief,
    print_briefs,
    real,
    run,
    save,
    tags,
    words,
)
from support.tools import need, verapdf

from briefpress.checks.evidence.tag_tree import read_tags
from briefpress.press.workers import print_page

pytestmark = pytest.mark.long

BRIEFS = [(slug, paper) for slug in ("dprk", "panel-of-experts") for paper in PAPERS]


@pytest.fixture(params=BRIEFS, ids="-".join)
def printed(request: Any) -> Path:
    """Each real brief on each paper."""
    return real().files[request.param]


@pytest.fixture(
    params=[*BRIEFS, "everything"], ids=lambda it: it if it == "everything" else "-".join(it)
)
def tagged(request: Any) -> Path:
    """Each of them, and a brief that holds every construct."""
    return everything() if request.param == "everything" else real().files[request.param]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


# ---------------------------------------------------------------------------------------------
# Conformance


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """PDFs for veraPDF: new briefs, covers, a long table, and one that holds everything."""
    house = new_house(tmp_path_factory.mktemp("judged"))
    templates = [folder.name for folder in (HOUSE / "templates/new").iterdir()]
    for template in templates:
        started = run(
            "new", f"new-{template}", "--title", "A new brief", "--template", template, house=house
        )
        assert started.returncode == 0, started.stderr
    add_everything(house, "alles", language="en")
    rows = "".join(f"| row {n} | {n} |\n" for n in range(90))
    add_brief(house, "table", f"## A long table\n\n| a | b |\n| - | -: |\n{rows}")
    cover = {"size": "page", "image": "it.png", "alt": "A grey plain", "credit": "Jo Ash"}
    add_brief(house, "cover", words(60), {"it.png": picture(1800, 1600)}, cover=cover)
    outcomes = print_briefs(house)
    made = [house / edition.file for outcome in outcomes for edition in outcome.written]
    assert len(made) == len(templates) + 3, [str(p) for o in outcomes for p in o.problems]
    return [everything(), *made]


@pytest.mark.java
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_pdf_conforms_to_what_it_claims(judged: list[Path], flavour: Any) -> None:
    """New briefs and one of everything pass PDF/A-3a and PDF/UA-1.

    The real ones are judged in each language, in tests/page/test_theme.py, the gallery in
    tests/test_gallery.py.
    """
    broken = {file.name: rules for file, rules in verapdf(judged, flavour).items() if rules}
    assert broken == {}


def test_it_claims_both_standards(printed: Path) -> None:
    """The metadata say PDF/A-3a and PDF/UA-1, so that a validator knows what to look for."""
    with pikepdf.open(printed) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


# ---------------------------------------------------------------------------------------------
# The tag tree: notes and references


def test_each_note_is_a_note_with_an_id_of_its_own(tagged: Path) -> None:
    """A note is a Note with a unique ID; there is one for each call, and the numbers agree."""
    tree = tags(tagged)
    notes = tree.all("Note")
    identities = [note.entries.get("ID") for note in notes]
    assert None not in identities
    assert len({*identities}) == len(notes) > 0
    numbers = [note.all("Lbl")[0].text.strip() for note in notes]
    assert numbers == [str(n) for n in range(1, len(notes) + 1)]
    called = [reference.text.strip(", ") for reference in tree.all("Reference")]
    assert sorted(called, key=int) == numbers


def test_a_note_stands_on_the_page_that_calls_it(tagged: Path) -> None:
    """Page by page, the notes are those that the page calls."""
    tree = tags(tagged)
    calls = {reference.text.strip(", "): reference.page for reference in tree.all("Reference")}
    notes = {note.all("Lbl")[0].text.strip(): note.page for note in tree.all("Note")}
    assert calls == notes


def test_a_note_of_two_paragraphs_is_one_note() -> None:
    """All paragraphs of a note are read inside of it."""
    (note,) = (note for note in tags(everything()).all("Note") if "Le premier alinéa" in note.text)
    assert "Le second alinéa de la même note." in note.text


def test_ids_are_unique(tagged: Path) -> None:
    """No two elements of the tag tree have one ID."""
    identities = [tag.entries["ID"] for tag in tags(tagged) if "ID" in tag.entries]
    assert len(identities) == len({*identities}) > 0


def test_a_table_of_several_pages_is_one_table(house: Path, tmp_path: Path) -> None:
    """It is one Table with all of its rows, and its heads once; the cells name those heads."""
    rows = "".join(f"| row {n} | {n} |\n" for n in range(80))
    outcome = print_brief(house, f"## A long table\n\n| a | b |\n| - | -: |\n{rows}")
    pdf = pdf_of(outcome)
    assert pdf.pages > 2
    (table,) = tags(save(pdf, tmp_path)).all("Table")
    assert [kid.kind for kid in table.tags] == ["THead", "TBody"]
    assert [head.text for head in table.all("TH")] == ["a", "b"]
    assert [cell.text for cell in table.all("TD")][::2] == [f"row {n}" for n in range(80)]
    (tree,) = (tag for tag in read_tags(pdf.data).root.all("Table"))
    ids = {head.id for head in tree.all("TH")}
    assert len(ids) == 2
    assert {name for cell in tree.all("TD") for name in cell.heads} == ids


# ---------------------------------------------------------------------------------------------
# The tag tree: phrases, short forms, links


NAMES = {
    "العربية"[::-1]: "ar", "Español": "es", "Français": "fr", "한국어": "ko", "Русский": "ru",
    "中文": "zh",
}  # fmt: skip
"""How the imprint of the brief on the DPRK names its other languages; Arabic as it is painted."""


def test_a_foreign_phrase_has_its_language(tagged: Path) -> None:
    """`*non-refoulement*{: lang=fr }` is spoken in French."""
    spoken = {tag.text: tag.entries["Lang"] for tag in tags(tagged) if "Lang" in tag.entries}
    expected = {
        "dprk": {"non-refoulement": "fr", **NAMES},
        "panel-of-experts": {},
        "everything": {"phrase étrangère": "la", "vite": "en"},
    }
    assert spoken == expected[tagged.name.split(".")[0]]


def test_a_short_form_has_its_meaning(tagged: Path) -> None:
    """A short form is expanded wherever it is read."""
    meanings = {tag.text: tag.entries["E"] for tag in tags(tagged) if "E" in tag.entries}
    if tagged == everything():
        assert meanings == {"ONU": "Organisation des Nations unies"}
    else:
        assert meanings["DPRK"] == "Democratic People’s Republic of Korea"
        assert meanings["CoI"] == "Commission of Inquiry"


def test_no_link_is_without_its_tag(tagged: Path) -> None:
    """Each link annotation hangs on a Link of the tag tree, with text to click on and to hear."""
    with pikepdf.open(tagged) as pdf:
        annotated = [
            str(note.A.URI) for page in pdf.pages for note in page.obj.get("/Annots", [])
        ]  # fmt: skip
    links = tags(tagged).all("Link")
    assert all(link.addresses and link.text.strip() for link in links)
    assert sorted(annotated) == sorted(a for tag in tags(tagged) for a in tag.addresses)
    assert [tag.kind for tag in tags(tagged) if tag.addresses and tag.kind != "Link"] == []


def test_a_link_in_italics_is_one_link() -> None:
    """A word in italics inside a link belongs to that link, and is no link in a link."""
    links = [link for link in tags(everything()).all("Link") if "italique" in link.text]
    assert [link.text for link in links] == ["lien en italique"]
    assert {*links[0].addresses} == {"https://example.org/a/long/address"}


# ---------------------------------------------------------------------------------------------
# The tag tree: headings, lists, figures, tables


def test_headings_go_down_step_by_step(tagged: Path) -> None:
    """There is one H1, it comes first, and no level is left out below it."""
    levels = [int(tag.kind[1]) for tag in tags(tagged) if re.fullmatch("H[1-6]", tag.kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_list_lies_in_the_item_that_it_belongs_to() -> None:
    """A nested list is inside the body of its item, three levels deep."""
    lists = tags(everything()).all("L")
    nested = [one for one in lists if one.within("L")]
    assert [len(one.all("L")) for one in nested] == [2, 1]
    assert all(one.above and one.above.kind == "LBody" for one in nested)
    assert "Un point dans le point" in nested[0].text
    assert nested[0].above and nested[0].above.text.startswith("Un point")


def test_lists_hold_items_and_items_have_bodies(tagged: Path) -> None:
    """Below an L stands nothing but LI, below an LI nothing but Lbl and LBody."""
    tree = tags(tagged)
    assert {kid.kind for tag in tree.all("L") for kid in tag.tags} == {"LI"}
    assert {kid.kind for tag in tree.all("LI") for kid in tag.tags} <= {"Lbl", "LBody"}


def test_items_with_paragraphs_have_bodies(tmp_path: Path) -> None:
    """An empty line between two items makes paragraphs of them: they lie in the item's body."""
    house = new_house(tmp_path / "house")
    prose = "- One\n- Two\n    - In\n\n- Three\n\n    More.\n\n    > Said.\n\n1. A\n\n2. B\n"
    outcome = print_brief(house, f"## A heading\n\n{prose}")
    tree = tags(save(pdf_of(outcome), tmp_path))
    items = tree.all("LI")
    assert [len(item.text) > 1 for item in items] == [True] * 6
    assert [[kid.kind for kid in item.tags] for item in items] == [["Lbl", "LBody"]] * 6
    assert [kid.kind for kid in items[3].tags[1].tags] == ["P", "P", "BlockQuote"]


def test_a_list_without_an_item_before_it_has_one_made(house: Path) -> None:
    """A list right inside of a list, as a template may have it, lies in an item of its own."""
    add_brief(house, "it", "## A heading\n\nText.\n")
    page = page_of(house, "it")
    text = page.text.replace("<main>", "<main><ul><ul><li>In</li></ul><li>Out</li></ul>", 1)
    pdf = print_page(replace(page, text=text))
    assert not pdf.problems
    outer, inner = tags(save(pdf, house)).all("L")
    assert [kid.kind for kid in outer.tags] == ["LI", "LI"]
    assert [kid.kind for kid in outer.tags[0].tags] == ["LBody"]
    assert inner.above is outer.tags[0].tags[0]


def test_a_figure_holds_its_caption_and_says_what_it_shows(tagged: Path) -> None:
    """Every Figure has a description, and its caption lies in it."""
    figures = tags(tagged).all("Figure")
    assert (
        len(figures)
        == {"dprk": 1, "panel-of-experts": 0, "everything": 3}[tagged.name.split(".")[0]]
    )
    assert all(len(figure.entries.get("Alt", "")) > 9 for figure in figures)
    assert all(len(figure.all("Caption")) == 1 for figure in figures)
    captions = tags(tagged).all("Caption")
    assert all(one.above and one.above.kind in ("Figure", "Table") for one in captions)


def test_a_table_is_a_table(tagged: Path) -> None:
    """Heads have a scope, and every row has as many cells as the first one."""
    tables = tags(tagged).all("Table")
    assert (
        len(tables)
        == {"dprk": 1, "panel-of-experts": 0, "everything": 3}[tagged.name.split(".")[0]]
    )
    for table in tables:
        heads = table.all("TH")
        assert heads
        assert {head.entries.get("Scope") for head in heads} == {"/Column"}
        assert {len(row.all("TH", "TD")) for row in table.all("TR")} == {len(heads)}


# ---------------------------------------------------------------------------------------------
# Reading order


def test_headings_are_read_in_the_order_of_the_prose(printed: Path) -> None:
    """Title, standfirst, then the sections as brief.md has them."""
    slug = printed.name.split(".")[0]
    source = (HOUSE / "content" / slug / "brief.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", source, re.MULTILINE)
    tree = tags(printed)
    read = [tag.text for tag in tree.all("H1", "H2")]
    assert [text for text in read if text in sections] == sections
    assert tree.all("H1")[0].text == read[0]


def test_paragraphs_are_read_in_the_order_of_the_prose(house: Path, tmp_path: Path) -> None:
    """Whatever floats beside the text or stands below it, the text itself is read as written."""
    said = [f"Paragraph number {n} says: {words(30 + n, n)}[@s]" for n in range(24)]
    said[5] += "\n\n{{ facts }}"
    said[9] += "\n\n{{ timeline }}"
    outcome = print_brief(
        house,
        "## One\n\n" + "\n\n".join(said),
        key_messages=["A message."],
        facts={"f": {"value": 5, "label": "of them", "source": "s"}},
        timeline=[{"date": "2024", "event": "It happened."}],
        sources={"s": {"type": "report", "title": "A report"}},
    )
    tree = tags(save(pdf_of(outcome), tmp_path))
    read = re.findall(r"Paragraph number (\d+) says", tree.text)
    assert read == [str(n) for n in range(24)]
    pages = [tag.page for tag in tree.all("P", "Note")]
    assert pages == sorted(pages)


def test_notes_are_read_after_the_text_of_their_page(tagged: Path) -> None:
    """On each page a reader hears the text through, then its notes; on the last one the imprint."""
    tree = [tag for tag in tags(tagged) if tag.kind in ("P", "H2", "L", "Table", "Note")]
    for page in {tag.page for tag in tree}:
        kinds = [tag.kind for tag in tree if tag.page == page and not tag.within("Note")]
        first = kinds.index("Note") if "Note" in kinds else len(kinds)
        after = first + kinds.count("Note")
        assert {*kinds[first:after]} <= {"Note"}
        assert not kinds[after:] or page == max(tag.page for tag in tree)


def test_the_running_head_is_not_read() -> None:
    """A part that repeats on each page is an artifact: it is printed and not in the tag tree."""
    file = real().files["dprk", "a4"]
    head = "Human rights and security in the DPRK"
    assert [line.page for line in lines_of(file) if line.text == head] == [2]
    assert head not in tags(file).text
    assert "2/2" not in tags(file).text.replace(" ", "")


# ---------------------------------------------------------------------------------------------
# Metadata, bookmarks, fonts


def test_two_places_of_metadata_agree(printed: Path) -> None:
    """The old Info and the new XMP say the same title, author, subject, keywords and dates."""
    with pikepdf.open(printed) as pdf, pdf.open_metadata() as metadata:
        info = {name[1:]: str(value) for name, value in pdf.docinfo.items()}
        assert metadata["dc:title"] == info["Title"]
        assert list(metadata["dc:creator"]) == [info["Author"]]
        assert metadata["dc:description"] == info["Subject"]
        assert metadata["pdf:Keywords"] == info["Keywords"]
        assert metadata["pdf:Producer"] == info["Producer"]
        for new, old in (("xmp:CreateDate", "CreationDate"), ("xmp:ModifyDate", "ModDate")):
            assert re.sub(r"\D", "", metadata[new])[:14] == re.sub(r"\D", "", info[old])[:14]
        assert {*metadata["dc:language"]} == {str(pdf.Root.Lang)}


def test_a_pdf_names_the_briefpress_that_made_it(printed: Path) -> None:
    """Both places name its version, which no digest of a page depends on."""
    ours = f"briefpress {version('briefpress')}"
    with pikepdf.open(printed) as pdf, pdf.open_metadata() as metadata:
        assert (str(pdf.docinfo.Creator), metadata["xmp:CreatorTool"]) == (ours, ours)
    assert version("briefpress") not in page_of(HOUSE, "dprk").text


def test_metadata_come_from_the_content() -> None:
    """Title, subject, keywords, authors, language and dates are those of brief.yaml."""
    with pikepdf.open(everything()) as pdf:
        info = pdf.docinfo
        assert info.Title == "Un titre avec l’ONU dedans"
        assert info.Author == "Anne Martin, Karl Åse"
        assert info.Subject == "Deux lignes sous le titre."
        assert info.Keywords == "droits, sanctions"
        assert str(info.CreationDate).startswith("D:20241126")
        assert str(info.ModDate).startswith("D:20241201")
        assert pdf.Root.Lang == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_each_heading_is_a_bookmark(printed: Path) -> None:
    """A reader can go from the outline to each heading, in order."""
    headings = [tag.text for tag in tags(printed) if tag.kind in ("H1", "H2", "H3")]
    with pikepdf.open(printed) as pdf, pdf.open_outline() as outline:
        found: list[str] = []

        def walk(items: Any) -> None:
            for item in items:
                found.append(item.title)
                walk(item.children)

        walk(outline.root)

    def bare(text: str) -> str:
        return re.sub(r"\s", "", text).casefold()

    assert [bare(text) for text in found] == [bare(text) for text in headings]
    assert len(found) > 3


def test_fonts_are_the_houses_own_whole_and_small(tagged: Path) -> None:
    """Only Source Serif and Source Sans are there, and the fonts of other scripts for the names of
    languages: embedded, as subsets, with their letters.
    """
    need("pdffonts")
    done = subprocess.run(["pdffonts", tagged], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert re.match(r"[A-Z]{6}\+(Source-(Serif|Sans)-Pro(-\S+)?|Amiri|Noto\S+) ", row), row
        assert re.search(r" yes +yes +yes +\d+ +0$", row), row


# ---------------------------------------------------------------------------------------------
# Other programs


def test_poppler_reads_it_without_complaint(tagged: Path) -> None:
    """pdfinfo and pdftotext open it and say nothing on stderr."""
    need("pdfinfo", "pdftotext")
    commands: list[list[str | Path]] = [
        ["pdfinfo", tagged],
        ["pdfinfo", "-struct", tagged],
        ["pdftotext", tagged, "-"],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_qpdf_finds_nothing_to_mend(tagged: Path) -> None:
    """`qpdf --check` finds neither an error nor a warning."""
    need("qpdf")
    done = subprocess.run(["qpdf", "--check", tagged], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors found" in done.stdout


@pytest.mark.browser
def test_a_browser_shows_every_page(tagged: Path) -> None:
    """PDFium, which is in Chrome, draws each page, and none is blank."""
    with pypdfium2.PdfDocument(tagged) as document:
        assert len(document) > 0
        for page in document:
            grey = page.render(scale=0.5, grayscale=True).to_pil()
            dark = sum(grey.histogram()[:128])
            assert 0.005 < dark / (grey.width * grey.height) < 0.5


def test_a_pull_quote_is_a_quotation_and_is_read_once(house: Path) -> None:
    """One that the text has is seen only; neither has to be heard as a part of the sentence."""
    quotes = {"a": {"text": "We have cousins.", "speaker": "Ash"}, "b": "It rains in Tarn."}
    prose = "It rains in Tarn.\n\n{{ quotes.a }}\n\nIt snows.\n\n{{ quotes.b }}\n\nIt thaws."
    pdf = print_brief(house, prose, quotes=quotes).written[0].pdf
    tree = read_tags(pdf.data)
    assert [tag.text for tag in tree.root.all("BlockQuote")] == ["“We have cousins.”"]
    assert tree.root.text.count("It rains in Tarn.") == 1
    seen = [one.text for one in pdf.layout.pages[0].pieces if one.text.startswith("It rains")]
    assert len(seen) == 2
    assert not tree.untagged
