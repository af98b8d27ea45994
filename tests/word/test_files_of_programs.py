"""Word files as Word, Zotero, LibreOffice and pandoc write them: no word is lost, all build."""

import base64
import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from support.depth import few
from support.houses import House, said
from support.word import (
    KIM,
    PIXEL,
    ROY,
    cell,
    comment,
    complex_field,
    drawing,
    inline_picture,
    item,
    names,
    note,
    on,
    paragraph,
    relation,
    run,
    table,
    text_box,
    word_file,
    words_of,
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


def bookmarked(number: int, name: str, shown: str) -> str:
    """A citation of Zotero that was kept in a bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="ZOTERO_BREF_{name}"/>{run(shown)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def properties(kept: Mapping[str, str], length: int = 100) -> str:
    """The properties of a file, in which Zotero keeps what its bookmarks cite, in pieces."""
    written = [
        f'<property fmtid="x" pid="2" name="ZOTERO_BREF_{name}_{number + 1}"><vt:lpwstr>'
        f"{text[start : start + length]}</vt:lpwstr></property>"
        for name, text in kept.items()
        for number, start in enumerate(range(0, len(text), length))
    ]
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{''.join(written)}</Properties>"
    )


def csl(*items: dict[str, Any]) -> str:
    """The field that Zotero keeps of a citation."""
    return f"ITEM CSL_CITATION {json.dumps({'citationItems': items})}"


def math(inside: str) -> str:
    """An equation."""
    return f"<m:oMath>{inside}</m:oMath>"


def part(name: str, *inside: str) -> str:
    """A part of an equation: each of *inside* is the XML of one of its own."""
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def sign(text: str) -> str:
    """Letters of an equation."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


def chart() -> str:
    """The part of a chart of two series and three years."""

    def points(*texts: str) -> str:
        return "".join(f'<c:pt idx="{n}"><c:v>{one}</c:v></c:pt>' for n, one in enumerate(texts))

    def series(name: str, *values: str) -> str:
        return (
            f"<c:ser><c:tx><c:strRef><c:strCache>{points(name)}</c:strCache></c:strRef></c:tx>"
            f"<c:cat><c:strRef><c:strCache>{points('2021', '2022', '2023')}</c:strCache></c:strRef>"
            f"</c:cat><c:val><c:numRef><c:numCache>{points(*values)}</c:numCache></c:numRef>"
            "</c:val></c:ser>"
        )

    inside = series("Floods", "3", "5", "8") + series("Droughts", "1", "2")
    plot = f"<c:plotArea><c:barChart>{inside}</c:barChart></c:plotArea>"
    title = "<c:title><a:t>Floods and droughts</a:t></c:title>"
    return f"<c:chartSpace {names()}><c:chart>{title}{plot}</c:chart></c:chartSpace>"


def tracked(kind: str, text: str) -> str:
    """Words that were inserted (`ins`) or deleted (`del`)."""
    name = "delText" if kind == "del" else "t"
    words = f'<w:r><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
    return f'<w:{kind} w:id="9" w:author="Bo" w:date="2024-05-02T00:00:00Z">{words}</w:{kind}>'


ENDNOTE = """<EndNote><Cite><Author>Roy</Author><Year>2020</Year><RecNum>3</RecNum>
<Pages>5-7</Pages><record><rec-number>3</rec-number><ref-type name="Book">6</ref-type>
<contributors><authors><author>van der Roy, Ana</author></authors></contributors>
<titles><title>On rivers</title></titles><publisher>P</publisher><dates><year>2020</year></dates>
</record></Cite></EndNote>"""
WORD_SOURCES = f"""<b:Sources {names()}><b:Source><b:Tag>Kim19</b:Tag>
<b:SourceType>Report</b:SourceType><b:Author><b:Author><b:Corporate>A Body</b:Corporate>
</b:Author></b:Author><b:Title>On dams</b:Title><b:Year>2019</b:Year></b:Source></b:Sources>"""
TEXT = "It rose in May and fell in June."
IN_NOTE = (
    f"<w:tbl><w:tr><w:tc>{paragraph('one')}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>"
)


def text_boxes() -> bytes:
    """Boxes in the midst of a sentence, one with a list and a note behind it, one in a table."""
    box = text_box(
        paragraph("What to do", "Titre3") + item("Dig deeper", 1) + item("Build higher", 1)
    )
    small = text_box(paragraph("A caption in a box."))
    body = paragraph(run("Before the box ") + box + run("and behind it.") + note(1))
    body += table(["Place", "Height"], ["Bank", f"<w:tc>{paragraph(run('high') + small)}</w:tc>"])
    return word_file(body, footnotes={1: paragraph("A note behind the box.")})


def drawings() -> bytes:
    """SmartArt, a chart with its numbers, a picture without alt text."""
    body = paragraph(run("See the plan.") + drawing('<dgm:relIds r:dm="d1"/>', "Diagram 4"))
    body += paragraph(drawing('<c:chart r:id="c1"/>', "Chart 3")) + paragraph(inline_picture("p1"))
    step = f"<dgm:dataModel {names()}><a:t>First ask</a:t><a:t>Then build</a:t></dgm:dataModel>"
    return word_file(
        body,
        relations=relation("c1", "chart", "charts/chart1.xml")
        + relation("d1", "diagramData", "diagrams/data1.xml")
        + relation("p1", "image", "media/image1.png"),
        parts={
            "word/charts/chart1.xml": chart(),
            "word/diagrams/data1.xml": step,
            "word/media/image1.png": PIXEL,
        },
    )


def equations() -> bytes:
    """Powers, fractions, roots, sums, words and a matrix, in a sentence and alone."""
    power = part("sSup", part("e", sign("c")), part("sup", sign("2")))
    half = part("f", part("num", sign("1")), part("den", sign("n+1")))
    root = part("rad", part("deg"), part("e", sign("x")))
    total = part("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', part("sub", sign("i=1")),
                 part("sup", sign("n")), part("e", sign("k")))  # fmt: skip
    body = paragraph(
        run("So ") + math(sign("E=m") + power) + run(" holds, with ") + math(half + root)
    )
    body += paragraph(f"<m:oMathPara>{math(total)}</m:oMathPara>")
    rows = [part("mr", part("e", sign(a)), part("e", sign(b))) for a, b in ("ab", "cd")]
    return word_file(body + paragraph(math(part("m", *rows) + run("where") + sign(" k>0"))))


def changes() -> bytes:
    """A citation with a correction inside of it, one that was inserted, a deleted paragraph."""
    field = zotero([ROY], "Roy").replace("</w:p>", "")
    corrected = field.replace(run("Roy"), tracked("del", "Roi") + tracked("ins", "Roy"))
    body = paragraph(
        run("It rose ") + corrected + run(". It ") + tracked("ins", "never ") + run("fell.")
    )
    inserted = f'<w:ins w:id="3" w:author="Bo">{zotero([KIM], "Kim")}</w:ins>'
    body += paragraph(run("It is so ") + inserted + run("."))
    end = '<w:rPr><w:del w:id="4" w:author="Bo"/></w:rPr>'
    return word_file(
        body + paragraph(tracked("del", "Gone words."), properties=end) + paragraph(TEXT)
    )


def threads() -> bytes:
    """Comments with replies, one resolved, one in a table, one on a citation."""
    body = paragraph(run("It was ") + on(0, "very high") + run(" then."))
    body += table(["A", "B"], [f"<w:tc>{paragraph(on(2, 'seven'))}</w:tc>", "8"])
    body += paragraph('<w:commentRangeStart w:id="3"/>' + run("It fell ") + zotero([KIM], "Kim")
                      + '<w:commentRangeEnd w:id="3"/>' + run("."))  # fmt: skip
    held = comment(0, "How high?", paragraph_id="A1") + comment(1, "Nine metres.", "Bo", "B2")
    held += comment(2, "Or eight?", "Cy", "C3") + comment(3, "Which edition?", "Di", "D4")
    threaded = (
        '<w15:commentEx w15:paraId="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/>'
    )
    return word_file(body, comments=held, extended=threaded)


def lists() -> bytes:
    """Bullets and numbers in each other, three deep, with a paragraph inside, and a second list."""
    body = item("one", 1) + item("under one", 2, 1) + item("deepest", 2, 2) + item("two", 1)
    goes_on = paragraph("goes on here", properties='<w:pStyle w:val="ListParagraph"/>')
    return word_file(body + goes_on + paragraph(TEXT) + item("first", 3) + item("second", 3))


def tables() -> bytes:
    """Joined cells in heads and rows, a table in a cell, a heading among the rows."""
    body = table(
        [cell("Votes", across=2), cell("Year", down="restart")],
        ["for", "against", cell("", down="continue")],
        [cell("In the North", across=3)],
        [cell("5", down="restart"), "1", "2020"],
        [cell("", down="continue"), cell("not held", across=2)],
        heads=2,
    )
    inner = f"<w:tc>{table(['x', 'y'], heads=0)}{paragraph('below')}</w:tc>"
    return word_file(
        paragraph("Table 1: Votes", "Caption") + body + table(["A", "B"], ["1", inner])
    )


def notes() -> bytes:
    """Notes with a table, a list, two paragraphs and a citation; endnotes as well."""
    body = paragraph(
        run("It rose") + note(1) + run(" and fell") + note(2) + run(", twice.") + note(1, "endnote")
    )
    held = {
        1: paragraph("The first paragraph.") + IN_NOTE + paragraph("The last one."),
        2: item("a point", 1) + item("another", 1),
    }
    return word_file(
        body, footnotes=held, endnotes={1: paragraph(run("Cf. ") + zotero([KIM], "Kim") + run("."))}
    )


def zotero_fields() -> bytes:
    """Fields in the text and in a note, several sources in one, and the list of references."""
    many = zotero([ROY, KIM], "(see Roy 2020; Kim 2019)")
    body = paragraph(run("It rose ") + many + run(". It fell.") + note(1))
    body += paragraph(
        complex_field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", "Roy, A. On rivers.")
    )
    return word_file(body, footnotes={1: paragraph(zotero([KIM], "Kim, On dams, ch. 3."))})


def zotero_bookmarks() -> bytes:
    """The same, kept in bookmarks; the list of references goes over two paragraphs."""
    body = paragraph(
        run("It rose ") + bookmarked(1, "aA1", "(see Roy 2020)") + run(". It fell.") + note(1)
    )
    begins = '<w:bookmarkStart w:id="3" w:name="ZOTERO_BREF_cC3"/>'
    body += paragraph(begins + run("Roy, A. On rivers."))
    body += paragraph(run("Kim, A. On dams.") + '<w:bookmarkEnd w:id="3"/>') + paragraph(TEXT)
    kept = {"aA1": csl(ROY), "bB2": csl(KIM), "cC3": "BIBL {} CSL_BIBLIOGRAPHY"}
    return word_file(
        body,
        footnotes={1: paragraph(bookmarked(2, "bB2", "Kim, On dams, ch. 3."))},
        parts={"docProps/custom.xml": properties(kept)},
    )


def other_citations() -> bytes:
    """Mendeley in both forms, EndNote, and Word's own sources."""
    kept = json.dumps({"citationItems": [ROY]})
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(kept.encode()).decode()
    content = f"<w:sdtContent>{run('(Roy)')}</w:sdtContent>"
    control = f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>{content}</w:sdt>'
    body = paragraph(run("One ") + complex_field(f"ADDIN CSL_CITATION {kept}", "(Roy)") + run("."))
    body += paragraph(run("Two ") + control + run("."))
    body += paragraph(run("Three ") + complex_field(f"ADDIN EN.CITE {ENDNOTE}", "(Roy)") + run("."))
    body += paragraph(
        run("Four ") + complex_field(r"CITATION Kim19 \p 12 \l 1033", "(Body)") + run(".")
    )
    return word_file(body, parts={"customXml/item1.xml": WORD_SOURCES})


def links() -> bytes:
    """A link inside of a word, one over bold words, a table in the bold head of another one."""
    linked = f'<w:hyperlink r:id="l1">{run("net")}</w:hyperlink>'
    bold = f'<w:hyperlink r:id="l1">{run("Read it", "<w:b/>")}</w:hyperlink>'
    body = paragraph(run("The inter") + linked + run("work grows. ") + bold + run("."))
    heads = [f"<w:tc>{paragraph(run(text, '<w:b/>'))}</w:tc>" for text in ("Place", "Day")]
    inner = f"<w:tc>{table(heads, heads=0)}{paragraph('')}</w:tc>"
    link = relation("l1", "hyperlink", "https://example.org/net", outside=True)
    return word_file(body + table([inner, "Height"], ["Bank", "9"]), relations=link)


def fake_headings() -> bytes:
    """Bold lines for headings, by their runs and by a style, and one with an outline level."""
    return word_file(
        paragraph("The report", "Titre") + paragraph(run("The rain", "<w:b/>")) + paragraph(TEXT)
        + paragraph("The flood", "Boldly") + paragraph(TEXT) + paragraph("What to do", "Ours")
        + paragraph(run("Dig now.", "<w:b/>") + run(" It is late."))
    )  # fmt: skip


def as_libreoffice() -> bytes:
    """The forms that LibreOffice has: signs of notes in their text, words that are moved up."""
    raised = '<w:position w:val="8"/><w:sz w:val="13"/>'
    called = run("1", raised).replace(
        '<w:t xml:space="preserve">1</w:t>', '<w:footnoteReference w:id="2"/>'
    )
    body = paragraph(run("Ten km") + run("2", raised) + run(" are under water") + called + run("."))
    body += paragraph(run("A line") + "<w:r><w:br/></w:r>" + run("and the next\u00a0one"))
    mark = "<w:r><w:footnoteRef/><w:tab/></w:r>"
    return word_file(body, footnotes={2: paragraph(mark + run("As measured."))})


def controlled(inside: str, properties: str = "") -> str:
    """XML under a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def forms() -> bytes:
    """Content controls: a choice, a prompt that nobody answered, paragraphs, rows and cells."""
    choice = controlled(run("The first"), "<w:dropDownList/>")
    prompt = controlled(run("Click here."), "<w:showingPlcHdr/>")
    body = paragraph(run("Choose: ") + choice + run(" ") + prompt)
    body += controlled(paragraph("Under control.") + controlled(paragraph("And deeper.")))
    row = controlled("<w:tr>" + controlled(cell("again")) + cell("once") + "</w:tr>")
    return word_file(body + table(["A", "B"]).replace("</w:tbl>", f"{row}</w:tbl>"))


def references() -> bytes:
    """Cross-references, an entry of an index, the index, and a day that Word computes."""
    body = paragraph(run("As ") + complex_field(" REF _Ref5 \\h ", "Figure 2") + run(" on page ")
                     + complex_field(" PAGEREF _Ref5 ", "4") + run(" shows."))  # fmt: skip
    body += paragraph(
        run("Water") + complex_field(' XE "water" ', "")
        + run(" of ") + complex_field(" DATE ", "2 May 2024")
    )  # fmt: skip
    return word_file(body + paragraph(complex_field(' INDEX \\c "2" ', "water, 4")))


def tables_in_tables() -> bytes:
    """A table in a cell of a table in a cell, with lists, a note and a citation around it."""
    inner = f"<w:tc>{table(['deepest', 'deep'], heads=0)}{paragraph('below')}</w:tc>"
    middle = f"<w:tc>{table([inner, 'beside'], heads=0)}{item('point', 1)}{item('first', 2)}</w:tc>"
    noted = f"<w:tc>{paragraph(run('noted') + note(1))}{paragraph(zotero([ROY], 'Roy'))}</w:tc>"
    held = {1: paragraph(run("As in ") + zotero([KIM], "Kim"))}
    return word_file(table(["A", "B"], [middle, noted]), footnotes=held)


def remarks() -> bytes:
    """Comments over three paragraphs, in a heading with a note, on deleted words, on none."""
    mark = '<w:r><w:commentReference w:id="{}"/></w:r>'
    end = f'<w:commentRangeEnd w:id="0"/>{mark.format(0)}'
    body = paragraph('<w:commentRangeStart w:id="0"/>' + run("The first.")) + paragraph("A second.")
    body += paragraph(run("The third.") + end)
    body += paragraph(run("It rose") + note(1) + on(1, " again"), "Titre1")
    gone = tracked("del", "gone ").replace("</w:del>", f"{mark.format(2)}</w:del>")
    body += paragraph(run("It is ") + gone + run("here."))
    held = [comment(n, f"Why {n}?", paragraph_id=f"A{n}") for n in range(4)]
    return word_file(body, comments="".join(held), footnotes={1: paragraph("A note in a heading.")})


def mixed_lists() -> bytes:
    """Bullets right behind numbers, and what only looks like Markdown."""
    body = item("one", 2) + item("two", 2) + item("a bullet", 1) + item("another", 1)
    typed = run("<b>typed</b> and ![x](y), [a](b)")
    return word_file(body + paragraph(typed) + item("third", 2))


MARKDOWN = """\
---
title: Written by pandoc
subtitle: Two lines
---

# One

Words [see @roy, p. 5] and $E = mc^2$.^[A note

    of two paragraphs.]

1. a
   - b

+--------+------+
| A      | B    |
+========+======+
| - c    | d    |
+--------+------+

: A caption

Term
:   What it means.

```
x = 1
```
"""


def as_pandoc() -> bytes:
    """The file that the real program writes."""
    program = find_pandoc()
    assert program is not None
    done = subprocess.run(
        [program, "--to=docx", "-o", "-"], input=MARKDOWN.encode(), check=True, capture_output=True
    )
    return done.stdout


FILES = {
    make.__name__: make
    for make in (
        *(text_boxes, drawings, equations, changes, threads, lists, tables, notes, zotero_fields),
        *(zotero_bookmarks, other_citations, links, fake_headings, as_libreoffice, as_pandoc),
        *(forms, references, tables_in_tables, remarks, mixed_lists),
    )
}


def bring(data: bytes) -> tuple[ImportedBrief, str]:
    """The brief, and what is told."""
    problems = Problems()
    manuscript = Manuscript(data, "draft.docx")
    languages = KnownLanguages({"en": ()}, "en")
    brief = import_word(manuscript, "content/tiny", date(2024, 5, 1), problems, languages)
    assert brief is not None, said(problems)
    return brief, said(problems)


def sources(brief: ImportedBrief) -> dict[str, Any]:
    """Its sources."""
    text = brief.files["brief.yaml"].decode()
    tree, _ = read_yaml(TextFile("brief.yaml", text), Problems())
    return dict(tree.get("sources", {}))


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_no_word_is_lost(name: str) -> None:
    """Each word stands in the brief, or in the list of what was left."""
    data = FILES[name]()
    brief, told = bring(data)
    assert "place is not known" not in told
    kept = "\n".join(
        text.decode()
        for file, text in brief.files.items()
        if file.endswith((".md", ".yaml", ".txt"))
    )
    kept = re.sub(r"(?<!\\)\[([^\[\]]*)\]\(\S*?\)", r"\1", kept)
    kept = re.sub(r"(?<=\w)[*~^\\]+(?=\w)", "", kept)
    missing = words_of(data) - Counter(re.findall(r"[^\W_]+", kept))
    assert not missing


@pytest.mark.long
@pytest.mark.parametrize("name", few(FILES, 5))
def test_what_comes_in_builds_at_once(house: House, name: str) -> None:
    """No error stands between the import and the page."""
    brief, _ = bring(FILES[name]())
    for file, data in brief.files.items():
        house.put(file, data)
    draft, problems = house.draft()
    assert not problems.errors, said(problems)
    page, _ = house.lay_out(draft, "a4", problems)
    assert page is not None
    assert not problems.errors, said(problems)


def test_zoteros_bookmarks_are_read_as_its_fields_are() -> None:
    """In text and note, with their sources; the list of references is left."""
    cites = "[see @roy-2020, pp. 5-7, emphasis added]"
    for make in (zotero_fields, zotero_bookmarks):
        brief, told = bring(make())
        text = brief.files["brief.md"].decode()
        assert cites in text.replace("; @kim-2020, ch. 3", "")
        assert "It fell.[@kim-2020, ch. 3]" in text
        assert {*sources(brief)} == {"roy-2020", "kim-2020"}
        assert not told
        assert "On rivers" not in text
        assert "Roy, A. On rivers." in brief.files[LEFT_OUT].decode()


@pytest.mark.parametrize("name", ["xX", "aA1"])
def test_a_bookmark_that_says_nothing_keeps_its_words(name: str) -> None:
    """One whose citation is not there, and one that never ends, hide nothing."""
    body = paragraph(run("It rose ") + bookmarked(1, name, "(Roy 2020)") + run(". It fell."))
    body = body.replace(
        '<w:bookmarkEnd w:id="1"/>', "" if name == "aA1" else '<w:bookmarkEnd w:id="1"/>'
    )
    brief, told = bring(
        word_file(body, parts={"docProps/custom.xml": properties({"aA1": csl(ROY)})})
    )
    assert brief.files["brief.md"] == b"It rose (Roy 2020). It fell.\n"
    assert "a citation that cannot be read" in told


def test_a_chart_leaves_its_numbers() -> None:
    """In a CSV file, of which a chart can be drawn as the hint has it."""
    brief, told = bring(drawings())
    assert brief.files["chart-1.csv"].decode() == (
        "Label,Floods,Droughts\n2021,3,1\n2022,5,2\n2023,8,\n"
    )
    assert "chart “Chart 3”" in told
    assert "`chart: {kind: bars, x: Label, y: [Floods, Droughts]}`" in told


def test_equations_are_written_in_a_line() -> None:
    """With powers, fractions, roots and sums that can be read; each is told."""
    brief, told = bring(equations())
    assert brief.files["brief.md"].decode() == (
        "So E=mc^2^ holds, with 1/(n+1)√(x)\n\n∑<sub>i=1</sub>^n^ k\n\na b c d where k>0\n"
    )
    assert told.count("not taken over: equation") == 4


def test_links_and_bold_heads_keep_their_signs() -> None:
    """A link divides no word that is counted; the signs of bold words stand in pairs."""
    brief, told = bring(links())
    text = brief.files["brief.md"].decode()
    assert "The inter[net](https://example.org/net)work grows." in text
    assert "| **Place** – **Day** | Height |" in text
    assert "place is not known" not in told


def test_joined_cells_say_their_words_in_each_column() -> None:
    """But for a heading among the rows; and it is told."""
    brief, told = bring(tables())
    rows = re.findall(r"- \[(.*)\]", brief.files["brief.yaml"].decode())
    assert rows == ["In the North, '', ''", "5, 1, 2020", "5, not held, not held"]
    assert "content/tiny/brief.md:1: warning: cells of this table were joined" in told


def test_a_table_in_a_table_is_written_once() -> None:
    """Each cell is a piece of a line of the cell around it, however deep."""
    brief, told = bring(tables_in_tables())
    text = brief.files["brief.md"].decode()
    assert "| deepest – deep<br>below – beside<br>– point<br>1. first |" in text
    assert "not taken over: table in a table" in told


def test_what_word_counted_is_told_and_a_prompt_is_no_text() -> None:
    """Pages and figures are counted anew, and an index is made of nothing."""
    brief, told = bring(references())
    assert (
        brief.files["brief.md"].decode() == "As Figure 2 on page 4 shows.\n\nWater of 2 May 2024\n"
    )
    assert "cross-references, which are words now: “Figure 2; 4”" in told
    assert "Index\n  water, 4" in brief.files[LEFT_OUT].decode()
    brief, _ = bring(forms())
    assert brief.files["brief.md"].decode().startswith("Choose: The first\n\nUnder control.")
    assert "Prompts of a form\n  Click here." in brief.files[LEFT_OUT].decode()


def test_a_comment_keeps_its_line_wherever_it_stands() -> None:
    """Over several paragraphs, in a heading, on words that were deleted; one on nothing as well."""
    _, told = bring(remarks())
    lines = [line for line in told.split("\n") if "Why" in line]
    assert [line.split(" warning: ")[0] for line in lines] == [
        "content/tiny/brief.md:1:", "content/tiny/brief.md:7:", "content/tiny/brief.md:9:",
        "content/tiny/brief.md:",
    ]  # fmt: skip
    assert "on “The first. A second. The third.”" in lines[0]


def test_bullets_behind_numbers_are_bullets() -> None:
    """And signs that their author typed stay signs."""
    text = bring(mixed_lists())[0].files["brief.md"].decode()
    assert text.startswith("1. one\n2. two\n\n- a bullet\n- another\n\n\\<b>typed")
