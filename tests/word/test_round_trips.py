"""Word → brief → Word → reviewers → brief, of files by different programs: all of it is counted.

Words, comments and citations are counted in the Word file by a reader of its own, and again at each
stop; none is lost on the way. Where LibreOffice is installed, it writes a file and saves a review.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import pytest
from support.houses import House, said
from support.reviews import ANA, BEN, Reviewer, collect
from support.word import (
    KIM,
    ROY,
    comment,
    item,
    note,
    on,
    paragraph,
    run,
    table,
    text_box,
    word_file,
    words_of,
    zotero,
)

from briefpress.model.problems import Problems
from briefpress.pandoc.program import find_pandoc
from briefpress.word.apply_changes import DONE, apply_changes
from briefpress.word.import_brief import Manuscript, import_word
from briefpress.word.placed_paragraphs import PlacedParagraph, place_paragraphs
from briefpress.word.printed_blocks import read_page
from briefpress.word.review_record import in_order
from briefpress.word.typed_texts import list_typed
from briefpress.word.write_review import ReviewHead, write_review
from briefpress.word.write_styles import find_look

Author = Callable[[Path], bytes]
"""Writes a Word file; a folder to work in."""


def by_hand(folder: Path) -> bytes:
    """Write the forms of Word and Zotero."""
    body = paragraph("Water in the valley", "Titre") + paragraph("Background", "Titre1")
    body += paragraph(run("The river ") + on(0, "rose") + run(" by two metres in late May")
                      + zotero([ROY], "(Roy 2020)") + run(". It fell in June") + note(1)
                      + run(" and the banks held."))  # fmt: skip
    body += paragraph(run("A box ") + text_box(paragraph("Warn the villages first.")) + run("so."))
    body += item("The upper dam is old", 1) + item("built before floods were measured", 1, 1)
    cited = f"<w:tc>{paragraph(run('nine') + zotero([KIM], '(Kim)'))}</w:tc>"
    body += table(["Place", "Metres"], ["The bridge", "seven"], ["The mill", cited])
    body += paragraph(run("Nobody ") + on(2, "planned") + run(" for it."))
    held = comment(0, "Which river?", paragraph_id="A0") + comment(1, "Ours.", BEN, "A1")
    return word_file(
        body, footnotes={1: paragraph(run("As the gauge shows; ") + zotero([KIM], "Kim, ch. 3"))},
        comments=held + comment(2, "Who says so?", paragraph_id="A2"),
        extended='<w15:commentEx w15:paraId="A1" w15:paraIdParent="A0"/>',
    )  # fmt: skip


def by_pandoc(folder: Path) -> bytes:
    """Have pandoc write a file with comments, a change and fields of Zotero."""
    roy, kim = (
        f"`{zotero([one], shown)}`{{=openxml}}" for one, shown in ((ROY, "Roy"), (KIM, "K"))
    )
    text = f"""\
---
title: Water in the valley
---

# Background

The river [Which one?]{{.comment-start id="0" author="Ana"}}rose[]{{.comment-end id="0"}} by two
metres in [late]{{.insertion author="Ben" date="2026-01-02T00:00:00Z"}} May{roy}. It fell in
June^[As the gauge shows; {kim}.] and the banks held.

1. The upper dam is old
   - built before floods were measured

| Place      | Metres   |
|------------|----------|
| The bridge | seven    |
| The mill   | nine{kim} |

[Who?]{{.comment-start id="1" author="Cy"}}Nobody[]{{.comment-end id="1"}} planned for it.
"""
    return _pandoc(text.encode(), "--to=docx", "-o", "-")


def by_libreoffice(folder: Path) -> bytes:
    """Have LibreOffice write a file with comments, a change, and Zotero's bookmarks."""
    kept: list[str] = []

    def cite(number: int, one: object, shown: str) -> str:
        name = f"ZOTERO_BREF_k{number}"
        told = f"ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [one]})}"
        pieces = [told[at : at + 240] for at in range(0, len(told), 240)]
        kept.extend(
            f"<meta:user-defined meta:name={quoteattr(f'{name}_{n}')}>{piece}</meta:user-defined>"
            for n, piece in enumerate(pieces, 1)
        )
        named = f'text:name="{name}"/>'
        return f"<text:bookmark-start {named}{shown}<text:bookmark-end {named}"

    def remark(name: str, who: str, says: str, words: str) -> str:
        return (
            f'<office:annotation office:name="{name}"><dc:creator>{who}</dc:creator>'
            f"<dc:date>2026-01-02T03:04:05</dc:date><text:p>{says}</text:p></office:annotation>{words}"
            f'<office:annotation-end office:name="{name}"/>'
        )

    def lines(*texts: str) -> str:
        cells = "".join(f"<table:table-cell><text:p>{t}</text:p></table:table-cell>" for t in texts)
        return f"<table:table-row>{cells}</table:table-row>"

    mill = "nine" + cite(3, KIM, "(Kim)")
    body = f"""<text:tracked-changes><text:changed-region text:id="c1" xml:id="c1"><text:insertion>
<office:change-info><dc:creator>Ben</dc:creator><dc:date>2026-01-02T00:00:00</dc:date>
</office:change-info></text:insertion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">Water in the valley</text:p>
<text:h text:outline-level="1">Background</text:h>
<text:p>The river {remark("1", "Ana", "Which one?", "rose")} by two metres in <text:change-start
text:change-id="c1"/>late <text:change-end text:change-id="c1"/>May{cite(1, ROY, "(Roy)")}. It fell
in June<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>As the gauge shows; {cite(2, KIM, "Kim")}</text:p></text:note-body>
</text:note> and the banks held.</text:p>
<text:list><text:list-item><text:p>The upper dam is old</text:p><text:list><text:list-item>
<text:p>built before floods were measured</text:p></text:list-item></text:list></text:list-item>
</text:list><table:table><table:table-column/><table:table-column/><table:table-header-rows>
{lines("Place", "Metres")}</table:table-header-rows>{lines("The bridge", "seven")}
{lines("The mill", mill)}</table:table>
<text:p>{remark("2", "Cy", "Who?", "Nobody")} planned for it.</text:p>"""
    spaces = {"office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "meta": "meta:1.0"}
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"'
        for short, long in spaces.items()
    )
    source = folder / "draft.fodt"
    source.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {names} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.text"><office:meta>{"".join(kept)}'
        f"</office:meta><office:body><office:text>{body}</office:text></office:body>"
        "</office:document>",
        "utf-8",
    )
    return _libreoffice(source)


def _libreoffice(source: Path) -> bytes:
    program = shutil.which("soffice")
    assert program
    made = source.parent / "made"
    settings = f"-env:UserInstallation={(source.parent / 'settings').as_uri()}"
    order = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made)]
    subprocess.run([program, settings, *order, str(source)], check=True, capture_output=True)
    return (made / f"{source.stem}.docx").read_bytes()


def _pandoc(data: bytes, *arguments: str) -> bytes:
    program = find_pandoc()
    assert program is not None
    return subprocess.run([program, *arguments], input=data, check=True, capture_output=True).stdout


def as_it_is(data: bytes, folder: Path) -> bytes:
    """Give a review as it is."""
    return data


def through_pandoc(data: bytes, folder: Path) -> bytes:
    """Have pandoc save a review: without bookmarks, and what was sent."""
    file = folder / "review.docx"
    file.write_bytes(data)
    keep = ["--from=docx", "--track-changes=all", "--to=docx", "-o", "-", str(file)]
    return _pandoc(b"", *keep)


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Have LibreOffice save a review."""
    file = folder / "review.docx"
    file.write_bytes(data)
    return _libreoffice(file)


def comments_in(data: bytes, folder: Path) -> int:
    """How many comments a Word file has, replies among them."""
    file = folder / "counted.docx"
    file.write_bytes(data)
    with ZipFile(file) as packed:
        return packed.read("word/comments.xml").decode().count("<w:comment ")


def cited_in(texts: str) -> int:
    """How often a source is cited in the text of a brief."""
    return len(re.findall(r"[\[ ]@[a-z][\w-]*", texts))


def set_out(house: House) -> tuple[bytes, list[PlacedParagraph], str]:
    """The Word file for reviewers, the paragraphs of the page, and their words."""
    draft, problems = house.draft()
    assert not problems.errors, said(problems)
    html, _ = house.lay_out(draft, "a4", problems)
    assert html is not None
    page = read_page(html.text)
    placed = place_paragraphs(page, list_typed(draft))
    look = find_look(house.theme, draft.language, "a4")
    head = ReviewHead("Water", "For review", "Institute of Tests", "")
    sent = write_review(page, placed, {}, head, house.theme, look)
    return sent, placed, " ".join(one.block.text for one in placed)


def words(text: str) -> Counter[str]:
    """The words of *text*."""
    return Counter(re.findall(r"[^\W_]+", text))


PROGRAMS = [
    (by_hand, as_it_is),
    (by_pandoc, through_pandoc),
    *([(by_libreoffice, through_libreoffice)] if shutil.which("soffice") else []),
]
"""Who writes a file, and who saves its review. LibreOffice has half a gigabyte, so the tests bring
it nowhere, and count it where it is."""


@pytest.mark.long
@pytest.mark.parametrize(("author", "saved_by"), PROGRAMS)
def test_a_round_trip_loses_nothing(
    house: House, tmp_path: Path, author: Author, saved_by: Callable[[bytes, Path], bytes]
) -> None:
    """No word, no comment and no citation, from a colleague's file to the text with its review."""
    given = author(tmp_path)
    brief = import_word(
        Manuscript(given, "draft.docx"), "content/tiny", date(2026, 1, 2), Problems()
    )
    assert brief is not None
    texts = {name: data.decode() for name, data in brief.files.items() if "." in name}
    everything = re.sub(r"(?<=\w)[*~^\\]+(?=\w)", "", "\n".join(texts.values()))
    assert not words_of(given) - words(everything)
    assert len(re.findall(r"\bsays: ", texts["brief.yaml"])) == comments_in(given, tmp_path)
    assert cited_in(texts["brief.md"]) == 3
    for name, data in brief.files.items():
        house.put(name, data)

    sent, before, printed = set_out(house)
    assert not words(printed) - words_of(sent)
    notes = [one.block.text for one in before if one.block.role == "note"]
    assert sum(one.count("On Rivers") + one.count("On Dams") for one in notes) == 3

    one = Reviewer(sent)
    one.comment("seven", "Since when?", "Since May.")
    one.comment("The upper dam", "Which?")
    one.comment("Metres", "Above what?", author=BEN)
    one.change("fell in", "sank in", ANA)
    one.insert("banks", " of stone", BEN)
    one.delete(" for it", ANA)
    _, remarks = collect(saved_by(one.file(), tmp_path), before)
    assert sum(remark.count for remark in remarks if remark.remark.kind == "comment") == 4
    kinds = Counter(remark.remark.kind for remark in remarks)
    assert kinds["inserted"] + kinds["deleted"] + kinds["replaced"] == 3
    assert [remark for remark in remarks if remark.place is None] == []

    text = texts["brief.md"]
    applied = apply_changes(text, "content/tiny/brief.md", in_order(remarks))
    assert [*applied.outcomes.values()].count(DONE) == 3, applied.outcomes
    assert words(applied.text) == words(text) - words("fell for it") + words("sank of stone")
    house.put("brief.md", applied.text)
    assert cited_in(applied.text) == 3
    assert "sank in June" in set_out(house)[2]
