"""A Word file comes back: every comment, reply, insertion and deletion is told, on its line."""

import re

import pytest
from support.houses import House
from support.reviews import ANA, BEN, Reviewer, collect, paragraphs_of, send
from support.word import comment, names, paragraph, run, table, word_file

from briefpress.word.package import open_package
from briefpress.word.read_review import ReviewRemark, read_reviewed
from briefpress.word.review_record import count_remarks, list_lines, sum_up

PROSE = """\
## Background

The rain began in May. It went on for {{ facts.days }} days.[@roy]

Nobody had seen so much of it before in the valley.

- first of all the river
- then the road

## Risk

The road may close again.
"""
FIELDS = """\
facts: {days: {value: 40, source: roy}}
key_messages: [The road must open.]
sources: {roy: {type: book, title: The rain, author: [{family: Roy, given: Ana}], issued: 2020}}
"""


def reviewer(house: House) -> Reviewer:
    """Somebody with the file of the brief."""
    return Reviewer(send(house, FIELDS, PROSE))


def told(data: bytes, house: House, prose: str = PROSE, fields: str = FIELDS) -> list[str]:
    """The lines of a terminal, for the brief as it is today."""
    reviewed, remarks = collect(data, paragraphs_of(house, fields, prose))
    assert reviewed.lost == []
    return [*list_lines(remarks)]


def remarks_of(body: str, **more: str) -> list[ReviewRemark]:
    """Read a file that somebody else made."""
    reviewed = read_reviewed(open_package(word_file(body, **more)))  # type: ignore[arg-type]
    assert reviewed.lost == []
    return reviewed.remarks


# ---------------------------------------------------------------------------------------------
# Each kind


@pytest.mark.long
def test_each_change_is_told_on_its_line(house: House) -> None:
    """Insertions, deletions, replacements: by whom, what, and where."""
    it = reviewer(house)
    it.change("began", "started")
    it.insert("so much of it", " at all", BEN)
    it.delete(" again", BEN)
    it.change("must open", "has to open")
    assert told(it.file(), house) == [
        "content/tiny/brief.md:3: Ana Roy: replaced: “began” by “started”",
        "content/tiny/brief.md:5: Ben Ito: inserted: “at all”, behind “so much of it”",
        "content/tiny/brief.md:12: Ben Ito: deleted: “again”",
        "content/tiny/brief.yaml:5: Ana Roy: replaced: “must open” by “has to open”",
    ]


def test_replies_stand_under_their_comment(house: House) -> None:
    """A thread is one remark; a resolved one says so."""
    it = reviewer(house)
    it.comment("Nobody", "Really?", "I was there.", "So was I.", resolved=True)
    it.comment("then the road", "Which?", author=BEN)
    assert told(it.file(), house) == [
        "content/tiny/brief.md:5: Ana Roy: comment on “Nobody” (resolved): Really?",
        "    Ben Ito replies: I was there.",
        "    Ben Ito replies: So was I.",
        "content/tiny/brief.md:8: Ben Ito: comment on “then the road”: Which?",
    ]


def test_a_comment_on_what_is_locked_finds_home(house: House) -> None:
    """A figure cannot be changed, but it can be asked about."""
    it = reviewer(house)
    it.comment("40", "Or 41?")
    assert told(it.file(), house) == ["content/tiny/brief.md:3: Ana Roy: comment on “40”: Or 41?"]


def test_placed_and_listed_are_all(house: House) -> None:
    """The sum names each kind, replies among them."""
    it = reviewer(house)
    it.comment("Nobody", "Really?", "Yes.")
    it.change("began", "started")
    it.delete(" again")
    _, remarks = collect(it.file(), paragraphs_of(house, FIELDS, PROSE))
    assert count_remarks(remarks) == {"comment": 1, "reply": 1, "deleted": 1, "replaced": 1}
    assert sum_up(remarks) == (
        "1 comment, 1 reply, 1 deletion, 1 replacement: 4 in all, 4 on their lines"
    )


# ---------------------------------------------------------------------------------------------
# The text has changed since


def test_a_text_that_has_moved_is_found(house: House) -> None:
    """Sections may change places and lines be added: the words say where they are."""
    it = reviewer(house)
    it.delete(" again")
    it.comment("Nobody", "Really?")
    moved = "## Risk\n\nThe road may close again.\n\n## Before\n\nNew words here.\n\n" + (
        PROSE.replace("## Risk\n\nThe road may close again.\n", "")
    )
    assert told(it.file(), house, moved) == [
        "content/tiny/brief.md:3: Ana Roy: deleted: “again”",
        "content/tiny/brief.md:13: Ana Roy: comment on “Nobody”: Really?",
    ]


def test_a_text_that_has_changed_is_found(house: House) -> None:
    """A paragraph that was rewritten since is told with its line, and that it has changed."""
    it = reviewer(house)
    it.delete(" again")
    changed = PROSE.replace("The road may close again.", "The road may, we fear, close once more.")
    assert told(it.file(), house, changed) == [
        "content/tiny/brief.md:12: Ana Roy: deleted: “again” [the text has changed since]"
    ]


def test_a_text_that_is_gone_is_told_beside_its_neighbour(house: House) -> None:
    """Nothing is dropped because its paragraph was."""
    it = reviewer(house)
    it.comment("then the road", "Which?")
    gone = PROSE.replace("- then the road\n", "")
    assert told(it.file(), house, gone) == [
        "content/tiny/brief.md:7: Ana Roy: comment on “then the road”: Which? "
        "[beside it: the paragraph is gone, or nobody typed it]"
    ]


def test_words_that_stand_twice_are_told_apart(house: House) -> None:
    """The bookmark says which of two paragraphs with the same words is meant."""
    prose = "One.\n\nSame words here.\n\nTwo.\n\nSame words here.\n"
    it = Reviewer(send(house, "", prose))
    before, found, behind = it.text.rpartition("Same words here.")
    it.text = before.replace("Same words here.", "SAME") + found + behind
    it.delete("Same words here.")
    it.text = it.text.replace("SAME", "Same words here.")
    assert told(it.file(), house, prose, "") == [
        "content/tiny/brief.md:7: Ana Roy: deleted: “Same words here.”"
    ]


def test_a_folded_paragraph_names_the_line_of_the_words(house: House) -> None:
    """A paragraph over several lines is not told with its first one."""
    prose = "One line of words\nand a second line\nand the third one.\n"
    it = Reviewer(send(house, "", prose))
    it.delete("third ")
    assert told(it.file(), house, prose, "")[0].startswith("content/tiny/brief.md:3: ")


# ---------------------------------------------------------------------------------------------
# What was changed while nobody tracked it


def test_a_change_that_was_not_tracked_is_seen(house: House) -> None:
    """The text that was sent lies in the file: words that differ are told, without a name."""
    it = reviewer(house)
    it.text = it.text.replace("may close again", "will close")
    assert told(it.file(), house) == [
        "content/tiny/brief.md:12: nobody: replaced, not tracked: “may” by “will”",
        "content/tiny/brief.md:12: nobody: deleted, not tracked: “again”",
    ]


def test_a_paragraph_that_vanished_or_came_is_seen(house: House) -> None:
    """One without a trace, and one of which nobody knows."""
    it = reviewer(house)
    start = it.text.rindex("<w:p>", 0, it.text.index("The road may close"))
    end = it.text.index("</w:p>", start) + len("</w:p>")
    it.text = it.text[:start] + paragraph("Something else entirely.") + it.text[end:]
    lines = told(it.file(), house)
    assert any("inserted, not tracked: “Something else entirely.”" in line for line in lines)
    assert any("deleted, not tracked: “The road may close again.”" in line for line in lines)
    assert len(lines) == 2


@pytest.mark.long
def test_lost_bookmarks_are_no_loss(house: House) -> None:
    """LibreOffice drops those of notes, other programs all: words find home without them."""
    it = reviewer(house)
    it.delete(" again")
    it.text = re.sub(r"<w:bookmarkStart[^>]*/>", "", it.text)
    assert told(it.file(), house) == ["content/tiny/brief.md:12: Ana Roy: deleted: “again”"]


# ---------------------------------------------------------------------------------------------
# What Word writes besides


MARK = f'w:id="7" w:author="{ANA}" w:date="2026-11-29T10:00:00Z"'
OTHER = f'w:id="8" w:author="{BEN}" w:date="2026-11-29T10:00:00Z"'
GONE = "<w:r><w:delText>gone</w:delText></w:r>"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (run("a ") + f"<w:moveFrom {MARK}>{run('b')}</w:moveFrom>", ["deleted"]),
        (f"<w:moveTo {MARK}>{run('b')}</w:moveTo>" + run("a "), ["inserted"]),
        (f"<w:ins {MARK}>{run('a')}<w:del {OTHER}>{GONE}</w:del></w:ins>", ["inserted", "deleted"]),
        (f"<w:ins {MARK}>{run('a')}</w:ins><w:ins {MARK}>{run('b', '<w:b/>')}</w:ins>",
         ["inserted"]),
        (f"<w:del {MARK}>{GONE}</w:del><w:ins {OTHER}>{run('x')}</w:ins>", ["deleted", "inserted"]),
        (f"<w:del {MARK}>{GONE}</w:del><w:ins {MARK}>{run('x')}</w:ins>", ["replaced"]),
        (f"<w:sdt><w:sdtContent><w:ins {MARK}>{run('x')}</w:ins></w:sdtContent></w:sdt>",
         ["inserted"]),
        (f"<w:hyperlink><w:del {MARK}>{GONE}</w:del></w:hyperlink>", ["deleted"]),
        (run("x", f"<w:b/><w:rPrChange {MARK}><w:rPr/></w:rPrChange>"), ["formatting"]),
        (f"<w:ins {MARK}><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:ins>", ["inserted"]),
        (f"<w:ins {MARK}><w:r><w:tab/></w:r></w:ins>" + run("x"), ["inserted"]),
        (f'<w:ins {MARK}><w:r><w:commentReference w:id="1"/></w:r></w:ins>' + run("x"), []),
    ],
)  # fmt: skip
def test_each_form_of_a_change(body: str, kinds: list[str]) -> None:
    """Moves, changes of other people's changes, changes in links and controls, and of looks."""
    assert [one.kind for one in remarks_of(paragraph(body))] == kinds


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("a", properties=f"<w:rPr><w:ins {MARK}/></w:rPr>") + paragraph("b"),
         ("inserted", "", "¶")),
        (paragraph("a", properties=f"<w:rPr><w:del {MARK}/></w:rPr>") + paragraph("b"),
         ("deleted", "¶", "")),
        (paragraph("a") + f"<w:p><w:pPr><w:rPr><w:ins {MARK}/></w:rPr></w:pPr><w:ins {MARK}>"
         f"{run('new')}</w:ins></w:p>", ("inserted", "", "new")),
        (paragraph("a") + f"<w:p><w:pPr><w:rPr><w:del {MARK}/></w:rPr></w:pPr><w:del {MARK}>"
         f"{GONE}</w:del></w:p>", ("deleted", "gone", "")),
        (paragraph("a") + table(["x", "y"]).replace(
            "<w:tr>", f"<w:tr><w:trPr><w:ins {MARK}/></w:trPr>", 1),
         ("inserted", "", "x | y")),
    ],
)  # fmt: skip
def test_whole_paragraphs_and_rows(body: str, said: tuple[str, str, str]) -> None:
    """A paragraph that came, went, was divided or joined, and a row of a table, are one each."""
    (one,) = remarks_of(body)
    assert (one.kind, one.on, one.text) == said


END = f"<w:rPr><w:del {MARK}/></w:rPr>"
DELETED = f"<w:del {MARK}>{GONE}</w:del>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (table(["x", "y"], [DELETED, DELETED]).replace(
            "<w:tr><w:tc>", f"<w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc>"),
         [("deleted", "gone | gone", "")]),
        (paragraph(run("a ") + DELETED, properties=END) + paragraph(DELETED + run(" b")),
         [("deleted", "gone ¶ gone", "")]),
        (paragraph(run("a ") + DELETED, properties=END)
         + paragraph(DELETED, properties=END) + paragraph("b"),
         [("deleted", "gone ¶ gone ¶", "")]),
        (paragraph(DELETED, properties=END) + paragraph(DELETED + run(" b")),
         [("deleted", "gone ¶ gone", "")]),
        (paragraph(DELETED, properties=END) + paragraph(DELETED, properties=END) + paragraph("b"),
         [("deleted", "gone", ""), ("deleted", "gone", "")]),
    ],
)  # fmt: skip
def test_what_word_notes_in_pieces_is_one_change(
    body: str, said: list[tuple[str, str, str]]
) -> None:
    """A row with its cells, and what goes over the end of paragraphs; two that went are two."""
    assert [(one.kind, one.on, one.text) for one in remarks_of(body)] == said


def test_the_text_before_is_that_before_all_changes() -> None:
    """With what was deleted, without what was inserted: by it, a paragraph is found."""
    body = paragraph(
        run("a ") + f"<w:ins {MARK}>{run('b ')}</w:ins><w:del {OTHER}>{GONE}</w:del>" + run(" c")
    )
    reviewed = read_reviewed(open_package(word_file(body)))
    assert [one.text for one in reviewed.paragraphs] == ["a gone c"]
    assert [(one.start, one.end) for one in reviewed.remarks] == [(2, 2), (2, 6)]


def test_changes_in_notes_and_cells_are_found() -> None:
    """Notes are parts of their own, and tables hold paragraphs."""
    inside = f"<w:del {MARK}>{GONE}</w:del>"
    footnotes: dict[int, str] = {1: paragraph(inside)}
    body = paragraph("a") + table(["x", paragraph(inside)])
    reviewed = read_reviewed(open_package(word_file(body, footnotes=footnotes)))
    assert [one.kind for one in reviewed.remarks] == ["deleted", "deleted"]
    assert not reviewed.lost


def test_a_comment_without_a_range_or_a_place_is_kept() -> None:
    """A sign alone places a comment; one that is called nowhere is told all the same."""
    body = paragraph("a") + paragraph(run("b") + '<w:r><w:commentReference w:id="1"/></w:r>')
    remarks = remarks_of(body, comments=comment(1, "Here?") + comment(2, "Where?"))
    assert [(one.text, one.paragraph) for one in remarks] == [("Here?", 1), ("Where?", -1)]


def test_a_comment_over_several_paragraphs_stands_at_the_first() -> None:
    """Its words go on over the end of a paragraph."""
    body = paragraph('<w:commentRangeStart w:id="1"/>' + run("one")) + paragraph(
        run("two") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )
    (one,) = remarks_of(body, comments=comment(1, "Both?"))
    assert (one.paragraph, one.start, one.end, one.on) == (0, 0, 3, "one two")


def test_what_could_not_be_read_is_named() -> None:
    """A change where nobody looks for one is an error with its words, and not lost."""
    odd = f"<w:p><w:pPr><w:pBdr><w:ins {MARK}>{run('odd')}</w:ins></w:pBdr></w:pPr></w:p>"
    reviewed = read_reviewed(open_package(word_file(odd)))
    assert reviewed.lost == ["ins of Ana Roy: odd"]


def test_names_are_those_of_the_file() -> None:
    """A comment without an author is of nobody, and keeps its words."""
    anonymous = f'<w:comment w:id="1" {names()}>{paragraph("Who?")}</w:comment>'
    (one,) = remarks_of(paragraph("a"), comments=anonymous)
    assert (one.author, one.text) == ("", "Who?")
