"""A PDF comes back with notes and marks: each is told, on the line that it is about."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
from support.houses import House
from support.reviews import paragraphs_of

from briefpress.word.pdf_remarks import PdfRemark, read_pdf_remarks
from briefpress.word.place_remarks import place_pdf_remarks
from briefpress.word.review_record import list_lines

PROSE = """\
The rain began in May and went on.

Nobody had seen so much of it before.

The road may close again in winter.
"""
LINES = [line for line in PROSE.split("\n") if line]
BOX = {number: (72, 700 - 40 * number, 300, 712 - 40 * number) for number in range(len(LINES))}
"""Where each line of the page stands."""


def marked(*annotations: dict[str, Any], password: str = "") -> bytes:
    """A PDF of these lines, with annotations; `/IRT` is the number of another one."""
    shown = "".join(
        f"BT /F 12 Tf 72 {700 - 40 * number} Td ({line}) Tj ET\n"
        for number, line in enumerate(LINES)
    )
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(shown.encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        made: list[Any] = []
        for one in annotations:
            fields = {name: made[value] if name == "/IRT" else value for name, value in one.items()}
            made.append(
                pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, **fields}))
            )
        page.Annots = pdf.make_indirect(pikepdf.Array(made))
        out = BytesIO()
        if password:
            pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
        else:
            pdf.save(out)
    return out.getvalue()


def mark(kind: str, line: int, text: str = "", first: int = 0, last: int = 0, **more: Any) -> Any:
    """An annotation on the letters *first* to *last* of a line."""
    _, bottom, _, top = BOX[line]
    left, right = 72 + 7.2 * first, 72 + 7.2 * last
    return {
        "/Subtype": pikepdf.Name(f"/{kind}"), "/T": "Ana Roy", "/Contents": text,
        "/M": "D:20261129100000Z", "/Rect": [left, bottom - 3, right, top],
        "/QuadPoints": [left, top, right, top, left, bottom - 3, right, bottom - 3],
        **{f"/{name}": value for name, value in more.items()},
    }  # fmt: skip


def read(*annotations: dict[str, Any]) -> list[PdfRemark]:
    """Read the remarks of the pages."""
    remarks = read_pdf_remarks(marked(*annotations))
    assert isinstance(remarks, list)
    return remarks


def test_each_mark_is_told_on_its_line(house: House) -> None:
    """Highlights, strikes, carets and notes find the paragraph whose words they are on."""
    remarks = read(
        mark("Highlight", 1, "Really?", 0, 6),
        mark("StrikeOut", 2, "", 19, 24),
        mark("Caret", 0, "early ", 18, 19),
        {**mark("Text", 0, "Nice."), "/Rect": [310, 698, 328, 714]},
    )
    now = paragraphs_of(house, "", PROSE)
    assert [*list_lines(place_pdf_remarks(remarks, "c.pdf", now))] == [
        "content/tiny/brief.md:1: Ana Roy: inserted: “early”",
        "content/tiny/brief.md:1: Ana Roy: comment: Nice.",
        "content/tiny/brief.md:3: Ana Roy: comment on “Nobody”: Really?",
        "content/tiny/brief.md:5: Ana Roy: deleted: “again”",
    ]


def test_replies_and_states_belong_to_their_remark() -> None:
    """A reply, a reply to it, and that somebody called it done, are no remarks of their own."""
    (one,) = read(
        mark("Text", 1, "Really?"),
        mark("Text", 1, "Yes.", IRT=0, T="Ben Ito"),
        mark("Text", 1, "Good.", IRT=1),
        mark("Text", 1, "", IRT=0, StateModel="Review", State="Completed"),
    )
    assert (one.text, one.is_resolved) == ("Really?", True)
    assert [(reply.author, reply.text) for reply in one.replies] == [
        ("Ben Ito", "Yes."), ("Ana Roy", "Good."),
    ]  # fmt: skip


def test_words_written_over_others_are_one_remark() -> None:
    """Acrobat writes a caret and, grouped with it, what is struck out."""
    (one,) = read(
        mark("Caret", 0, "started", 13, 14),
        mark("StrikeOut", 0, "", 9, 14, IRT=0, RT=pikepdf.Name.Group),
    )
    assert (one.kind, one.on, one.text) == ("replaced", "began", "started")


def test_marks_without_words_are_told_as_well() -> None:
    """A highlight alone, a drawing and a stamp say that they are there; links and popups do not."""
    remarks = read(
        mark("Highlight", 0, "", 4, 8), mark("Ink", 1), mark("Stamp", 2, "Approved"),
        mark("Link", 0), mark("Popup", 0),
    )  # fmt: skip
    assert [(one.on, one.text) for one in remarks] == [
        ("rain", "[highlighted]"), ("", "[a drawing]"), ("", "Approved"),
    ]  # fmt: skip
    assert {one.date for one in remarks} == {"2026-11-29"}


def test_words_that_stand_in_two_places_are_told_by_their_lines(house: House) -> None:
    """The words around a mark say which paragraph it is in."""
    now = paragraphs_of(house, "", f"It went on, and the road may close.\n\n{PROSE}")
    remarks = read(mark("Highlight", 2, "When?", 4, 18), mark("Highlight", 0, "Yes", 26, 33))
    assert [(one.on, str(one.text)) for one in remarks] == [
        ("road may close", "When?"), ("went on", "Yes"),
    ]  # fmt: skip
    assert [str(one.place) for one in place_pdf_remarks(remarks, "c.pdf", now)] == [
        "content/tiny/brief.md:7", "content/tiny/brief.md:3",
    ]  # fmt: skip


def test_a_note_beside_a_heading_finds_what_stands_at_it_or_below(house: House) -> None:
    """Around it there are more words of other paragraphs than of the heading."""
    now = paragraphs_of(house, "", f"Before it all.\n\n## Rain began\n\n{PROSE}")
    remarks = read(mark("Text", 0, "Shorter"))
    remarks = [replace(one, around="So many words of something else altogether") for one in remarks]
    (placed,) = place_pdf_remarks(remarks, "c.pdf", now)
    assert str(placed.place) == "content/tiny/brief.md:5"


def test_what_stands_nowhere_is_listed(house: House) -> None:
    """A remark beside words that are not in the brief has no place, and is not dropped."""
    remarks = read(mark("Highlight", 1, "Where?", 0, 6))
    now = paragraphs_of(house, "", "Something else entirely.\n")
    assert [*list_lines(place_pdf_remarks(remarks, "c.pdf", now))] == [
        "without a place: Ana Roy: comment on “Nobody”: Where?"
    ]


def test_what_is_no_pdf_is_said() -> None:
    """A locked one, and half a file."""
    locked = read_pdf_remarks(marked(password="secret"))
    assert locked == ("it is locked with a password", "save it without one")
    assert isinstance(read_pdf_remarks(b"%PDF-1.7\n%half"), tuple)
