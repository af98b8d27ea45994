"""A Word file becomes a brief: what comes over, what is told, and that no word is lost."""

import re
import subprocess
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from support.houses import House, said
from support.printed_pages import find
from support.word import (
    NUMBERING,
    PIXEL,
    STYLES,
    cell,
    cited,
    comment,
    complex_field,
    drawing,
    inline_picture,
    item,
    names,
    note,
    paragraph,
    relation,
    run,
    table,
    text_box,
    word_file,
    zotero,
)

from briefpress.content.yaml_text import read_yaml
from briefpress.model.brief import TextFile
from briefpress.model.problems import Problems
from briefpress.pandoc.program import find_pandoc
from briefpress.word.import_brief import (
    LEFT_OUT,
    ImportedBrief,
    KnownLanguages,
    Manuscript,
    import_word,
)
from briefpress.word.tracked_changes import How

BOLD, SLANTED = "<w:b/>", "<w:i/>"
PICTURE = relation("p1", "image", "media/image1.png")
MEDIA: dict[str, str | bytes] = {"word/media/image1.png": PIXEL}


COMMON = {
    "en": ("the", "of", "and", "to", "in", "is"), "fr": ("la", "de", "et", "les", "du", "une"),
}  # fmt: skip


def bring(
    data: bytes, *, changes: How = "accept", bold_headings: bool = False
) -> tuple[ImportedBrief, str]:
    """The brief, and what is told."""
    problems = Problems()
    manuscript = Manuscript(data, "draft.docx", changes, bold_headings)
    languages = KnownLanguages(COMMON, "en")
    brief = import_word(manuscript, "content/tiny", date(2024, 5, 1), problems, languages)
    assert brief is not None, said(problems)
    return brief, said(problems)


def prose(body: str, **more: str) -> str:
    """brief.md of a Word file with this *body*."""
    return bring(word_file(body, **more))[0].files["brief.md"].decode()  # type: ignore[arg-type]


ENTRIES = '<w:listEntry w:val="in favour"/><w:listEntry w:val="against"/>'


@pytest.mark.parametrize(
    ("instruction", "form", "words"),
    [
        ("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "against"),
        ("FORMDROPDOWN", f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "against"),
        ("FORMDROPDOWN", f"<w:ddList>{ENTRIES}</w:ddList>", "in favour"),
        ("FORMCHECKBOX", "<w:checkBox><w:checked/></w:checkBox>", "\u2611"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>',
         "\u2610"),
    ],
)  # fmt: skip
def test_the_choice_of_a_form_is_text(instruction: str, form: str, words: str) -> None:
    """Word keeps the entry that was chosen beside the field, and no text of it."""
    field = complex_field(f" {instruction} ", "", form=form)
    body = paragraph(run("Chad voted ") + field + run(", as before."))
    assert prose(body).strip() == f"Chad voted {words}, as before."


def fields(brief: ImportedBrief) -> dict[str, object]:
    """brief.yaml, read."""
    problems = Problems()
    tree, _ = read_yaml(TextFile("brief.yaml", brief.files["brief.yaml"].decode()), problems)
    assert not problems.found
    assert isinstance(tree, dict)
    return tree


# ---------------------------------------------------------------------------------------------
# Head, headings, lists


def test_title_and_standfirst_come_from_their_styles() -> None:
    """Styles are known by their English names, whatever their ids are."""
    brief, told = bring(
        word_file(
            paragraph("The river", "Titre")
            + paragraph("Two lines.", "SousTitre")
            + paragraph("Words.")
        )
    )
    assert (fields(brief)["title"], fields(brief)["standfirst"]) == ("The river", "Two lines.")
    assert fields(brief)["published"] == "2024-05-01"
    assert brief.files["brief.md"] == b"Words.\n"
    assert not told


FRENCH = "La pluie et les champs du village : une saison de peine et de soif. " * 12
ENGLISH = "The rain of the year is to come to the fields, and in the end it is late. " * 12


@pytest.mark.parametrize(
    ("text", "tag", "language", "is_told"),
    [
        (FRENCH, "en-US", None, True),
        (FRENCH, "fr-FR", "fr", False),
        (FRENCH, "", "fr", False),
        (FRENCH[:300], "en-US", None, False),  # too short
        (FRENCH + ENGLISH, "en-US", None, False),  # of both
        (ENGLISH, "en-US", None, False),
    ],
)
def test_the_language_is_asked_about_where_words_and_styles_differ(
    text: str, tag: str, language: str | None, is_told: bool
) -> None:
    """Word calls a text American where nobody chose a language; one without any is known by its
    words.
    """
    lang = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{tag}"/></w:rPr></w:rPrDefault>'
    inside = f"{lang}</w:docDefaults>{STYLES}"
    written = {"word/styles.xml": f"<w:styles {names()}>{inside}</w:styles>"}
    data = word_file(paragraph(text), parts=written)
    brief, told = bring(data)
    assert fields(brief).get("language") == language
    assert ("write `language: fr`" in told) is is_told


def test_a_single_first_heading_is_the_title() -> None:
    """Without one, the author is asked for it."""
    brief, _ = bring(word_file(paragraph("The river", "Titre1") + paragraph("A", "Titre2")))
    assert fields(brief)["title"] == "The river"
    letter = paragraph("An institute") + paragraph("May 2024")
    body = letter + paragraph("The river", "Titre1") + paragraph("A", "Titre2") + paragraph("B.")
    brief, _ = bring(word_file(body))
    assert fields(brief)["title"] == "The river"
    assert brief.files["brief.md"] == b"An institute\n\nMay 2024\n\n## A\n\nB.\n"
    brief, _ = bring(word_file(paragraph("Words.")))
    assert fields(brief)["title"] == "Write here the title (draft)"


def test_headings_keep_their_order() -> None:
    """The highest is ##, none is two levels deeper than the one above, an outline level counts."""
    body = "".join(
        paragraph(text, style)
        for text, style in (("A", "Titre1"), ("B", "Titre3"), ("C", "Ours"), ("D", "Titre1"))
    )
    assert prose(body) == "## A\n\n### B\n\n### C\n\n## D\n"
    direct = paragraph("E", properties='<w:outlineLvl w:val="0"/>')
    assert "## E" in prose(body + direct)


def test_lists_of_any_depth() -> None:
    """Bullets and numbers, one in the other; a list goes on behind a paragraph, or begins anew."""
    body = "".join(
        [
            item("a", 1), item("b", 1, 1), item("c", 1, 2), item("d", 1),
            paragraph("Then:"),
            item("one", 2), item("x", 2, 1), item("y", 2, 1), item("deep", 2, 2), item("two", 2),
            paragraph("Between."), item("three", 2), item("anew", 3),
        ]
    )  # fmt: skip
    assert prose(body) == (
        "- a\n  - b\n    - c\n- d\n\nThen:\n\n"
        "1. one\n   a) x\n   b) y\n      1. deep\n2. two\n\nBetween.\n\n3. three\n\n1) anew\n"
    )


# ---------------------------------------------------------------------------------------------
# Words


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        (run("a ") + run("bold ", BOLD) + run("b"), "a **bold** b"),
        (run("one ", BOLD) + run("two", BOLD) + run(" x."), "**one two** x."),
        (run("very", BOLD + SLANTED) + run(" x."), "***very*** x."),
        (run("a.", BOLD + SLANTED) + run("b", BOLD) + run(".", BOLD), "<b><i>a.</i></b>**b.**"),
        (run("x") + run("(y)", SLANTED) + run("z"), "x<i>(y)</i>z"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>') + run(" x."), "CO~2~ x."),
        (run("O") + run("2", '<w:position w:val="-2"/><w:sz w:val="9"/>') + run(" x."), "O~2~ x."),
        (run("gone", "<w:strike/>") + run(" x."), "~~gone~~ x."),
        (run("a", '<w:rStyle w:val="Strong"/>') + run(" x."), "**a** x."),
        ('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>', "a\\\nb"),
        ("<w:r><w:t>Geneva</w:t><w:noBreakHyphen/><w:t>based</w:t></w:r>", "Geneva\u2011based"),
        ('<w:dir w:val="rtl">' + run("سلام") + "</w:dir>", "سلام"),
        ('<w:fldSimple w:instr="SEQ T">' + run("3") + "</w:fldSimple>", "3"),
        (complex_field("REF _x", "12") + run(" x"), "12 x"),
        (complex_field('HYPERLINK "https://example.org/a"', "here"), "[here](https://example.org/a)"),
        ('<w:sdt><w:sdtContent>' + run("held") + "</w:sdtContent></w:sdt>", "held"),
        ('<w:smartTag>' + run("smart") + "</w:smartTag>", "smart"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/><w:t>5</w:t></w:r>', "±5"),
        (run("soft\u00adhyphen"), "softhyphen"),
        (
            f"<w:r><w:ruby><w:rt>{run('とう')}</w:rt>"
            f"<w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>",
            "東 (とう)",
        ),
    ],
)  # fmt: skip
def test_words_keep_their_looks(runs: str, written: str) -> None:
    """And what Word has around words goes, with the words staying."""
    assert prose(paragraph(runs)) == f"{written}\n"


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 and a_b and _c_ d", "[a](b) [^1] [@x] [ ] to do", "{{ facts.x }} {% x %}",
        "5 < 6 > 4 <b>", "# not a heading", "- not a list", "+ plus", "> not quoted",
        "a ~ b ^ c ~d~",
        "`code` and \\n", "$x$ and $5 to $6", "== so ==", "&amp; &lt;", "| a | b |", "::: note",
        ": meaning", "***", "1990. The year", "Smith & Sons [sic] […]", "C:\\Users\\me",
    ],
)  # fmt: skip
def test_signs_of_markdown_stay_signs(house: House, text: str) -> None:
    """Words that Word shows are printed."""
    data = word_file(paragraph("First.") + paragraph(text))
    brief, _ = bring(data)
    house.put("brief.yaml", brief.files["brief.yaml"])
    house.put("brief.md", brief.files["brief.md"])
    draft, problems = house.draft()
    assert not problems.errors, said(problems)
    shown = unescape(re.sub(r"<[^>]*>", "", draft.prose.html.partition("First.")[2]))
    assert " ".join(shown.replace("\u00a0", " ").split()) == text


def test_hidden_text_is_left() -> None:
    """Text that an author has hidden is not printed, and is listed."""
    brief, _ = bring(word_file(paragraph(run("Seen. ") + run("Our contact.", "<w:vanish/>"))))
    assert brief.files["brief.md"] == b"Seen.\n"
    assert "Our contact." in brief.files[LEFT_OUT].decode()


# ---------------------------------------------------------------------------------------------
# Notes and citations


def test_notes_come_with_their_words() -> None:
    """Footnotes and endnotes, of one paragraph or several."""
    data = word_file(
        paragraph(run("One.") + note(1) + run(" Two.") + note(1, "endnote")),
        footnotes={1: paragraph(run("A ") + run("slanted", SLANTED) + run(" note."))},
        endnotes={1: paragraph("First.") + paragraph("Second.")},
    )
    brief, _ = bring(data)
    assert brief.files["brief.md"].decode() == (
        "One.[^1] Two.[^2]\n\n[^1]: A *slanted* note.\n\n[^2]: First.\n\n    Second.\n"
    )


def test_a_list_in_a_note_becomes_paragraphs(house: House) -> None:
    """A note holds nothing else, also where somebody typed its numbers."""
    inside = paragraph("As follows:") + item("one", 1) + item("two", 2) + paragraph("3. three")
    brief, _ = bring(word_file(paragraph(run("One.") + note(1)), footnotes={1: inside}))
    for name, data in brief.files.items():
        house.put(name, data)
    draft, problems = house.draft()
    assert not problems.errors, said(problems)
    assert "<span>one</span> <span>two</span> <span>3. three</span>" in draft.prose.html


def test_a_table_in_a_note_becomes_sentences() -> None:
    """Notes hold paragraphs alone; it is told."""
    data = word_file(paragraph(run("One.") + note(1)), footnotes={1: table(["a", "b"], ["c", "d"])})
    brief, told = bring(data)
    assert "[^1]: a; b\n\n    c; d\n" in brief.files["brief.md"].decode()
    assert "not taken over: table in a note" in told


ROY = cited(5, "a", "One book", "Roy", locator="5", prefix="see")


def test_citations_in_the_text_stand_behind_the_sentence() -> None:
    """Without the blank before them."""
    body = paragraph(run("It rose ") + zotero([ROY], "(see Roy 2020, 5)") + run(". It fell."))
    brief, _ = bring(word_file(body))
    assert brief.files["brief.md"] == b"It rose.[see @roy-2020, p. 5] It fell.\n"
    assert "sources" in fields(brief)
    assert "(see Roy 2020, 5)" in brief.files[LEFT_OUT].decode()


def test_a_note_that_is_a_citation_becomes_one() -> None:
    """One with other words keeps them, and the citation inside."""
    notes = {
        1: paragraph(zotero([ROY], "See Roy, One book, 5") + run(".")),
        2: paragraph(run("On this ") + zotero([ROY], "see Roy") + run("; it is long.")),
    }
    data = word_file(paragraph(run("One.") + note(1) + run(" Two.") + note(2)), footnotes=notes)
    text = bring(data)[0].files["brief.md"].decode()
    assert text.startswith("One.[see @roy-2020, p. 5] Two.[^1]\n")
    assert "[^1]: On this [see @roy-2020, p. 5]; it is long.\n" in text


def test_a_correction_inside_of_a_citation_does_not_lose_it() -> None:
    """Nor does a citation that was inserted under tracking."""
    field = zotero([ROY], "(Roy)")
    inserted = f'<w:ins w:author="Bo">{field}</w:ins>'
    changed = field.replace("<w:t xml", '<w:t a="1" xml').replace(
        run("(Roy)"), f'<w:del w:author="B"><w:r><w:delText>(R)</w:delText></w:r></w:del>{run("x")}'
    )
    assert prose(paragraph(run("Words ") + inserted + run("."))).startswith("Words.[see @roy")
    assert prose(paragraph(run("Words ") + changed + run("."))).startswith("Words.[see @roy")


def test_terms_and_their_meanings_are_a_list() -> None:
    """In the styles of pandoc; a meaning without a term is a paragraph."""
    styled = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("T", "Definition Term"), ("D", "Definition"))
    )
    parts = {"word/styles.xml": f"<w:styles {names()}>{STYLES}{styled}</w:styles>"}
    texts = (("Drought", "T"), ("No rain.", "D"), ("A year of it.", "D"), ("End.", ""), ("B.", "D"))
    body = "".join(paragraph(text, style) for text, style in texts)
    brief, _ = bring(word_file(body, parts=parts))
    assert brief.files["brief.md"] == b"Drought\n: No rain.\n: A year of it.\n\nEnd.\n\nB.\n"


def test_items_are_as_deep_as_their_styles() -> None:
    """Word gives List Bullet 2 a list of its own, a house gives its styles levels of one list."""
    styled = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr></w:style>"
        for key, name, based, numbered in (
            ("B1", "List Bullet", "", '<w:numId w:val="1"/>'),
            ("B2", "List Bullet 2", "", '<w:numId w:val="4"/>'),
            ("O2", "Our second", '<w:basedOn w:val="B1"/>', '<w:ilvl w:val="1"/>'),
            ("P2", "Our other", "", '<w:numId w:val="5"/>'),
        )
    )
    numbered = NUMBERING.replace(
        '<w:num w:numId="1">',
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:pStyle w:val="P2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="1">',
    )
    written = {
        "word/styles.xml": f"<w:styles {names()}>{STYLES}{styled}</w:styles>",
        "word/numbering.xml": f"<w:numbering {names()}>{numbered}</w:numbering>",
    }
    body = "".join(paragraph(f"in {style}", style) for style in ("B1", "B2", "O2", "P2", "B1"))
    brief, _ = bring(word_file(body, parts=written))
    assert brief.files["brief.md"].decode() == (
        "- in B1\n  - in B2\n  - in O2\n  - in P2\n- in B1\n"
    )


def test_lists_of_references_and_of_headings_are_made_anew() -> None:
    """They are left, over as many paragraphs as they have."""
    begin, end = (
        '<w:r><w:fldChar w:fldCharType="{}"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    code = "<w:r><w:instrText> ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY </w:instrText></w:r>"
    body = (
        paragraph("Before.")
        + paragraph(begin.format("begin") + code + begin.format("separate") + run("Roy, One book."))
        + paragraph(run("Kim, Other book.") + end)
    )
    before = paragraph("Before.") + paragraph("Bibliographie", "Titre1")
    after = paragraph("After.", "Titre1") + paragraph("Words.")
    body = before + body.removeprefix(paragraph("Before.")) + after
    brief, told = bring(word_file(body))
    assert brief.files["brief.md"] == b"Before.\n\n## After.\n\nWords.\n"
    assert "Bibliographie" in brief.files[LEFT_OUT].decode()
    assert "Kim, Other book." in brief.files[LEFT_OUT].decode()
    assert not told


# ---------------------------------------------------------------------------------------------
# Tables, pictures, boxes


def test_tables_keep_heads_and_what_joined_cells_say() -> None:
    """Two rows of heads become one; a cell over several rows is said in each."""
    body = table(
        [cell("Votes", across=2), cell("Year", down="restart")],
        ["for", "against", cell("", down="continue")],
        [cell("5", down="restart"), "1", "2020"],
        [cell("", down="continue"), "2", "2021"],
        heads=2,
    )
    assert prose(paragraph("x") + body) == (
        "x\n\n| Votes – for | Votes – against | Year |\n|---|---|---|\n"
        "| 5 | 1 | 2020 |\n| 5 | 2 | 2021 |\n"
    )


@pytest.mark.parametrize("label", ["Table 3: ", "Tabela 3 – ", "Quadro 3. ", "График 3. "])
def test_a_table_with_a_caption_is_one_of_brief_yaml(label: str) -> None:
    """Its number is the page's; cells of several paragraphs keep them."""
    two = f"<w:tc>{paragraph('one | two')}{paragraph('three')}</w:tc>"
    body = paragraph(f"{label}The votes", "Caption") + table(["A", "B"], ["1", two])
    brief, told = bring(word_file(body))
    assert brief.files["brief.md"] == b"{{ tables.table-1 }}\n"
    assert fields(brief)["tables"] == {
        "table-1": {
            "caption": "The votes",
            "columns": ["A", "B"],
            "rows": [["1", "one | two<br>three"]],
        }
    }
    assert not told


def test_a_table_without_a_head_is_told() -> None:
    """The look of a table makes no head; bold cells do."""
    _, told = bring(word_file(table(["1", "2"], ["3", "4"], heads=0)))
    assert "content/tiny/brief.md:1: warning: this table has no heads" in told
    bold = [f"<w:tc>{paragraph(run(text, BOLD))}</w:tc>" for text in "AB"]
    assert prose(table(bold, ["3", "4"], heads=0)).startswith("| A | B |\n|---|---|\n| 3 | 4 |")


def test_pictures_come_out_of_the_file() -> None:
    """With their alt text and the caption that stands under them."""
    body = paragraph(run("Words. ") + inline_picture("p1", "A boat")) + paragraph(
        "Figure 1. It", "Caption"
    )
    brief, told = bring(word_file(body, relations=PICTURE, parts=MEDIA))
    assert brief.files["image1.png"] == PIXEL
    assert fields(brief)["figures"] == {
        "figure-1": {"image": "image1.png", "caption": "It", "alt": "A boat"}
    }
    assert brief.files["brief.md"] == b"Words.\n\n{{ figures.figure-1 }}\n"
    assert not told


def test_a_picture_without_alt_text_or_caption_is_told() -> None:
    """On its line of brief.yaml."""
    _, told = bring(word_file(paragraph(inline_picture("p1")), relations=PICTURE, parts=MEDIA))
    assert "brief.yaml:6: warning: the picture `figure-1` has no alt text" in told
    assert "brief.yaml:6: warning: `figures.figure-1` has no caption" in told


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (relation("p1", "image", "media/image1.emf"), "EMF cannot be printed"),
        (relation("p1", "image", "https://example.org/a.png", outside=True), "not in the file"),
        ("", "not in the file"),
    ],
)
def test_pictures_that_cannot_come_are_told_by_name(link: str, message: str) -> None:
    """A drawing of Windows, one that lies elsewhere, one that is not there."""
    parts: dict[str, str | bytes] = {"word/media/image1.emf": b"emf"}
    body = paragraph(inline_picture("p1", "A boat", "Picture 7"))
    _, told = bring(word_file(body, relations=link, parts=parts))
    assert "picture “Picture 7”" in told
    assert message in told


def test_a_text_box_keeps_the_paragraph_around_it() -> None:
    """It becomes a box, once, with the note that is called behind it in its place."""
    boxed = paragraph("A head", "Titre1") + paragraph("In the box.")
    body = paragraph(run("Before ") + text_box(boxed) + run("and after.") + note(1))
    brief, _ = bring(word_file(body, footnotes={1: paragraph("It is so.")}))
    assert (
        brief.files["brief.md"]
        == b"Before and after.[^1]\n\n{{ boxes.box-1 }}\n\n[^1]: It is so.\n"
    )
    assert fields(brief)["boxes"] == {"box-1": {"title": "A head", "text": "In the box."}}
    one = f"<w:tbl><w:tr><w:tc>{paragraph('Alone.')}</w:tc></w:tr></w:tbl>"
    assert prose(one) == "{{ boxes.box-1 }}\n"


def test_what_cannot_come_is_told_by_name() -> None:
    """Charts, SmartArt and equations, with the words in them."""
    body = paragraph(
        run("Words.")
        + drawing('<c:chart r:id="c1"/>', "Chart 3")
        + drawing('<dgm:relIds r:dm="d1"/>', "Diagram 4")
        + "<m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath>"
    )
    parts: dict[str, str | bytes] = {
        "word/charts/chart1.xml": f"<c:chartSpace {names()}><a:t>Floods</a:t></c:chartSpace>",
        "word/diagrams/data1.xml": f"<dgm:dataModel {names()}><a:t>Step</a:t></dgm:dataModel>",
    }
    links = relation("c1", "chart", "charts/chart1.xml") + relation(
        "d1", "diagramData", "diagrams/data1.xml"
    )
    brief, told = bring(word_file(body, relations=links, parts=parts))
    for message in ("chart “Chart 3”: “Floods”", "SmartArt “Diagram 4”: “Step”", "equation: “E=m”"):
        assert f"not taken over: {message}" in told
    assert brief.counts.drawings == 2


# ---------------------------------------------------------------------------------------------
# Comments, changes, fake headings

COMMENTS = comment(0, "Is it so?", paragraph_id="A1") + comment(1, "It is.", "Bo", "B2")
EXTENDED = (
    '<w15:commentEx w15:paraId="A1" w15:done="1"/>'
    '<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1"/>'
)
ON = (
    '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>'
)


def test_comments_are_told_on_their_lines_with_their_threads() -> None:
    """And stand in `notes:`, with who answered and whether they are resolved."""
    body = paragraph("First.") + paragraph(
        run("It is ") + ON.format(run("700", BOLD)) + run(" dead.")
    )
    brief, told = bring(word_file(body, comments=COMMENTS, extended=EXTENDED))
    assert brief.files["brief.md"] == b"First.\n\nIt is **700** dead.\n"
    assert "brief.md:3: warning: Ana Roy on “700”: Is it so?; Bo: It is. (resolved)" in told
    assert brief.counts.comments == 2
    assert fields(brief)["notes"] == {
        "comments": [
            {
                "on": "700", "by": "Ana Roy", "date": "2024-05-01", "says": "Is it so?",
                "resolved": "true",
                "replies": [{"by": "Bo", "date": "2024-05-01", "says": "It is."}],
            }
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Words.") + '<w:r><w:commentReference w:id="0"/></w:r>'),
        paragraph("Words.")
        + table(["A", "B"], ["c", f"<w:tc>{paragraph(ON.format(run('d')))}</w:tc>"]),
        paragraph("Words."),
    ],
)  # fmt: skip
def test_no_comment_is_lost(body: str) -> None:
    """Neither one without words that it is about, nor one in a table, nor one without a place."""
    brief, told = bring(word_file(body, comments=comment(0, "Is it so?")))
    assert "Is it so?" in told
    assert b"Is it so?" in brief.files["brief.yaml"]
    assert "\ue000" not in brief.files["brief.md"].decode()


CHANGED = paragraph(
    run("It is ")
    + f'<w:ins w:author="Bo" w:date="2024-05-02T00:00:00Z">{run("not ")}</w:ins>'
    + '<w:del w:author="Bo"><w:r><w:delText>very </w:delText></w:r></w:del>'
    + run("high.")
)


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("accept", "It is not high."),
        ("reject", "It is very high."),
        ("comments", "It is not high."),
    ],
)
def test_changes_are_accepted_rejected_or_listed(how: How, text: str) -> None:
    """Words that are taken out of the text are listed either way."""
    brief, told = bring(word_file(CHANGED), changes=how)
    assert brief.files["brief.md"].decode() == f"{text}\n"
    assert brief.counts.changes == 2
    if how == "comments":
        assert "brief.md:1: warning: Bo has inserted “not”" in told
        assert "Bo has deleted “very”" in told
    else:
        assert ("very" if how == "accept" else "not") in brief.files[LEFT_OUT].decode()


def test_a_change_at_the_end_of_a_bold_line_leaves_it_bold() -> None:
    """The blank before what was deleted does not count."""
    gone = '<w:del w:author="B"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    line = paragraph(run("The rain ", BOLD) + gone) + paragraph("It rained.")
    brief, _ = bring(word_file(line), changes="comments")
    assert brief.files["brief.md"] == b"**The rain** \n\nIt rained.\n"


def test_bold_lines_are_proposed_as_headings() -> None:
    """On their lines; with --bold-headings they are some."""
    lines = (
        paragraph(run("The rain", BOLD))
        + paragraph("It rained.")
        + paragraph("The flood", "Boldly")
    )
    lines += paragraph(run("All of this sentence is bold.", BOLD))
    brief, told = bring(word_file(lines))
    assert brief.files["brief.md"].startswith(b"**The rain**\n\nIt rained.\n\n**The flood**\n")
    assert "brief.md:1: warning: a line in bold that may be a heading: “The rain”" in told
    assert "brief.md:5: warning" in told
    assert "sentence" not in told
    brief, told = bring(word_file(lines), bold_headings=True)
    assert brief.files["brief.md"].startswith(b"## The rain\n\nIt rained.\n\n## The flood\n")
    assert not told


# ---------------------------------------------------------------------------------------------
# The whole

WHOLE = (
    paragraph("The river", "Titre")
    + paragraph("Background", "Titre1")
    + paragraph(run("It rose ") + zotero([ROY], "(see Roy 2020)") + run(".") + note(1))
    + item("one", 1) + item("two", 1, 1)
    + paragraph("Table 1: Votes", "Caption") + table(["A", "B"], ["1", "2"])
    + table(["C", "D"], [cell("joined", across=2)])
    + paragraph(run("Beside ") + text_box(paragraph("In a box.")) + run("it."))
    + paragraph(inline_picture("p1", "A boat")) + CHANGED
    + paragraph(ON.format(run("700")) + run(" dead."))
    + paragraph("So it was said.", "Quote")
    + paragraph(drawing('<c:chart r:id="c1"/>', "Chart 3"))
)  # fmt: skip
LINKS = PICTURE + relation("c1", "chart", "charts/chart1.xml") + relation("h1", "header", "h.xml")


def whole() -> bytes:
    """A Word file with some of everything."""
    parts: dict[str, str | bytes] = {
        **MEDIA,
        "word/charts/chart1.xml": f"<c:chartSpace {names()}><a:t>Floods</a:t></c:chartSpace>",
        "word/h.xml": f"<w:hdr {names()}>{paragraph('Draft of May')}</w:hdr>",
    }
    footnotes = {1: paragraph("A note of eight words, and two more.")}
    return word_file(
        WHOLE,
        footnotes=footnotes,
        comments=COMMENTS,
        extended=EXTENDED,
        relations=LINKS,
        parts=parts,
    )


@pytest.mark.long
def test_what_is_imported_builds_at_once(house: House) -> None:
    """Without an error, on the page as well."""
    brief, _ = bring(whole())
    for name, data in brief.files.items():
        house.put(name, data)
    draft, problems = house.draft()
    assert not problems.errors, said(problems)
    page, _ = house.lay_out(draft, "a4", problems)
    assert page is not None
    assert not problems.errors, said(problems)


@pytest.mark.parametrize("how", ["accept", "reject", "comments"])
def test_every_word_is_in_the_brief_or_listed(how: How) -> None:
    """Counted apart from all that reads the file."""
    brief, told = bring(whole(), changes=how)
    unseen = r"<w:instrText.*?</w:instrText>|<mc:Fallback>.*?</mc:Fallback>|<[^>]*>"
    given = Counter(re.findall(r"\w+", re.sub(unseen, " ", WHOLE)))
    given.update(("Floods", "Draft", "May", "eight", "words"))
    kept = Counter(
        re.findall(
            r"\w+",
            " ".join(
                data.decode() for name, data in brief.files.items() if not name.endswith(".png")
            ),
        )
    )
    assert not given - kept
    assert "place is not known" not in told


def test_what_nobody_knows_is_found_by_counting() -> None:
    """A word in an element that no one has heard of is listed, and told."""
    strange = f"<w:unheardOf>{run('Wandering words')}</w:unheardOf>"
    brief, told = bring(word_file(paragraph(run("Here. ") + strange)))
    assert "Wandering words" in brief.files[LEFT_OUT].decode()
    assert "words whose place is not known: “Wandering words”" in told


MARKDOWN = """\
---
title: Written by pandoc
subtitle: Two lines
---

# One

Words *slanted **both*** H~2~O.^[A note with [a link](https://example.org/a) in it.]

- a

    goes on

- b
    1. c

> A quotation.

| A | B |
|---|---|
| 1 | 2 |

Table: A caption

## Deep

The end.
"""


@pytest.mark.long
def test_what_pandoc_writes_comes_back(tmp_path: Path, house: House) -> None:
    """A real .docx of another program."""
    program = find_pandoc()
    assert program is not None
    file = tmp_path / "p.docx"
    subprocess.run([program, "-o", file], input=MARKDOWN.encode(), check=True)
    brief, _ = bring(file.read_bytes())
    assert brief.files["brief.md"].decode() == (
        "## One\n\nWords *slanted* ***both*** H~2~O.[^1]\n\n- a\n\n  goes on\n- b\n  1. c\n\n"
        "> A quotation.\n\n{{ tables.table-1 }}\n\n### Deep\n\nThe end.\n\n"
        "[^1]: A note with [a link](https://example.org/a) in it.\n"
    )
    for name, data in brief.files.items():
        house.put(name, data)
    _, problems = house.draft()
    assert not problems.errors, said(problems)


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_cannot_be_read_is_told(data: bytes) -> None:
    """With its name, and what to do."""
    problems = Problems()
    brief = import_word(Manuscript(data, "draft.docx"), "content/tiny", date(2024, 5, 1), problems)
    assert brief is None
    assert "draft.docx: error: " in said(problems)
    assert "hint: open it in Word and save it as .docx" in said(problems)


# ---------------------------------------------------------------------------------------------
# What a second look at drafts of authors found


LETTERS = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{}"/>'
    '<w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
)


def lettered(start: int, *, is_after: bool) -> str:
    """brief.md of a list with letters from *start*, its last item below a lead-in of its own."""
    first = item("One", 7) + item("Two", 7) if is_after else ""
    body = first + paragraph("And then:") + item("Last", 7) + paragraph("Words.")
    numbering = re.sub("</w:numbering>", LETTERS.format(start) + "</w:numbering>", NUMBERED)
    brief, _ = bring(word_file(body, parts={"word/numbering.xml": numbering}))
    return brief.files["brief.md"].decode()


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NUMBERED = f'<w:numbering xmlns:w="{SPACE}">{NUMBERING}</w:numbering>'


@pytest.mark.parametrize(
    ("start", "is_after", "marker"), [(3, True, "e)"), (5, False, "5."), (1, False, "1.")]
)
def test_an_item_alone_under_its_lead_in_keeps_its_number(
    start: int, is_after: bool, marker: str, house: House
) -> None:
    """With its letter where the list above ended with the one before; it is an item on the page."""
    text = lettered(start, is_after=is_after)
    assert f"And then:\n\n{marker} Last\n" in text
    html = house.brief(prose=text).prose.html
    of_letters = ' type="a"' if marker == "e)" else ""
    begins = re.search(r"then:.*?<ol([^>]*)>", html, re.DOTALL)
    assert begins is not None
    number = {"e)": 5, "5.": 5, "1.": 1}[marker]
    assert (f'start="{number}"' in begins[1]) == (number > 1)
    assert of_letters in begins[1]


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("russianLower", ["а)", "б)"]),
        ("arabicAbjad", ["أ)", "ب)"]),
        ("ganada", ["가)", "나)"]),
        ("chineseCounting", ["一)", "二)"]),
    ],
)
def test_letters_of_other_scripts_count_as_in_word(form: str, signs: list[str]) -> None:
    """Its names for them are those of the standard; each was a number."""
    body = paragraph("Points:") + item("One", 7) + item("Two", 7)
    letters = LETTERS.format(1).replace("lowerLetter", form)
    numbering = re.sub("</w:numbering>", letters + "</w:numbering>", NUMBERED)
    brief, _ = bring(word_file(body, parts={"word/numbering.xml": numbering}))
    lines = brief.files["brief.md"].decode().splitlines()
    assert [line.split()[0] for line in lines if line.endswith(("One", "Two"))] == signs


def bookmarked(name: str, inside: str) -> str:
    """Runs with a bookmark around them."""
    return f'<w:bookmarkStart w:id="9" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="9"/>'


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        (run("See ") + complex_field(" REF _Ref1 \\h ", "Table 1") + run(" here."),
         "See {{ tables.table-1.ref }} here."),
        (run("See table ") + complex_field(" REF _Ref1 ", "1") + run("."),
         "See {{ tables.table-1.ref }}."),
        (run("See tables ") + complex_field(" REF _Ref1 ", "1") + run(" and 2."),
         "See tables 1 and 2."),
        (run("See ") + complex_field(" REF _Ref2 ", "Table 2") + run("."), "See Table 2."),
    ],
)  # fmt: skip
def test_a_cross_reference_to_a_caption_counts_anew(sentence: str, written: str) -> None:
    """The words of one whose caption belongs to nothing stay."""
    caption = bookmarked("_Ref1", run("Table ") + complex_field(" SEQ Table ", "1"))
    loose = bookmarked("_Ref2", run("Table ") + complex_field(" SEQ Table ", "2"))
    body = paragraph(sentence) + paragraph(caption + run(": The votes"), "Caption")
    body += table(["A", "B"], ["1", "2"]) + paragraph("Words.")
    brief, told = bring(word_file(body + paragraph(loose + run(": None"), "Caption")))
    assert brief.files["brief.md"].decode().startswith(f"{written}\n")
    assert fields(brief)["tables"]["table-1"]["caption"] == "The votes"  # type: ignore[index]
    assert "place is not known" not in told


def styled(style: str, name: str) -> str:
    """styles.xml with one style more."""
    more = f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    return f'<w:styles xmlns:w="{SPACE}">{STYLES}{more}</w:styles>'


@pytest.mark.parametrize(
    ("text", "published", "is_told"),
    [("26 November 2023", "2023-11-26", False), ("Autumn of the flood", "2024-05-01", True)],
)
def test_the_date_of_a_draft_is_that_of_the_brief(text: str, published: str, is_told: bool) -> None:
    """One that cannot be read stays in the text, and is told."""
    body = paragraph(text, "Date") + paragraph("Words.")
    brief, told = bring(word_file(body, parts={"word/styles.xml": styled("Date", "Date")}))
    assert fields(brief)["published"] == published
    assert (
        "content/tiny/brief.md:1: warning: a date, which is a paragraph here" in told
    ) == is_told
    assert (text in brief.files["brief.md"].decode()) == is_told
    assert "place is not known" not in told


@pytest.mark.parametrize("has_subtitle", [True, False])
def test_the_abstract_is_the_standfirst_where_there_is_no_subtitle(has_subtitle: bool) -> None:
    """Beside a subtitle it stays in the text, and is told."""
    body = paragraph("The river", "Titre") + paragraph("In short.", "Abstract")
    body += (paragraph("Two lines.", "SousTitre") if has_subtitle else "") + paragraph("Words.")
    parts: dict[str, str | bytes] = {"word/styles.xml": styled("Abstract", "Abstract")}
    brief, told = bring(word_file(body, parts=parts))
    assert fields(brief)["standfirst"] == ("Two lines." if has_subtitle else "In short.")
    assert ("In short." in brief.files["brief.md"].decode()) == has_subtitle
    assert (
        "content/tiny/brief.md:1: warning: the abstract is a paragraph here" in told
    ) == has_subtitle


def test_what_is_empty_is_a_placeholder(house: House) -> None:
    """A head, a box and a note without words are told by `check` until somebody writes them."""
    caption = paragraph("Table 1: The votes", "Caption")
    empty = paragraph(text_box(paragraph(inline_picture("gone"))) + run("Words.") + note(2))
    body = caption + table(["1", "2"], ["3", "4"], heads=0) + empty
    brief, _ = bring(word_file(body, footnotes={2: paragraph("")}))
    held = brief.files["brief.yaml"].decode() + brief.files["brief.md"].decode()
    assert "Write here the head of column 2" in held
    assert "Write here the note" in held
    for name, data in brief.files.items():
        house.put(name, data)
    told = {f"{one.message}; {one.hint}" for one in find("placeholder", house.draft()[0])}
    assert any("head of column 1” is still to come" in one for one in told)
    assert any("Write here the note” is still to come" in one for one in told)
