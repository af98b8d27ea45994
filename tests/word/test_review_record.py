"""An editor answers remarks: the file that is written, read, and kept when it is written again."""

from dataclasses import replace

import pytest
from support.houses import House, said
from support.reviews import ANA, BEN, Reviewer, collect, paragraphs_of, send

from briefpress.model.brief import TextFile
from briefpress.model.problems import Place, Problems
from briefpress.word.apply_changes import apply_changes
from briefpress.word.place_remarks import PlacedRemark
from briefpress.word.review_record import (
    AnnexLanguage,
    answers_table,
    as_markdown,
    carry_answers,
    list_lines,
    read_record,
    where,
    write_record,
)

PROSE = "The *rain* began in May.\n\nIt went on | and on.\n"
WORDS = {
    "where": "Where", "reviewer": "Reviewer", "remark": "Remark", "answer": "Answer", "why": "Why",
    "answers": "Answers", "remarks": "remarks", "deleted": "deleted", "inserted": "inserted",
    "is_open": "open", "is_accepted": "accepted", "is_partly": "in part", "is_declined": "declined",
    "behind": "after", "joined": "joined", "divided": "divided", "row": "row", "note": "footnote",
    "picture": "picture", "looks": "looks", "untracked": "not tracked",
}  # fmt: skip
ANNEX = AnnexLanguage(WORDS, ("« ", " »"), " : ", " ; ", lambda day: f"the {day}")


def remarks(house: House) -> list[PlacedRemark]:
    """Two of them."""
    it = Reviewer(send(house, "", PROSE))
    it.comment("in May", "Which: *May* 2023?", "Yes", resolved=True)
    it.change("went on", "lasted", BEN)
    return collect(it.file(), paragraphs_of(house, "", PROSE))[1]


def read(text: str) -> tuple[dict[str, dict[str, object]], str]:
    """The record, and what is told of it."""
    problems = Problems()
    return read_record(TextFile("review.yaml", text), problems), said(problems)


@pytest.mark.long
def test_answers_stay_when_files_are_collected_again(house: House) -> None:
    """Who has answered need not do so twice, and remarks of another file are kept."""
    first = write_record(remarks(house), {}, {})
    assert first.count("answer:") == 3  # one in the lines that say how to
    answered = first.replace("answer:\n    why:\n", "answer: declined\n    why: It was 2022.\n", 1)
    record, told = read(answered + "  0000:\n    by: Eve Om\n    answer: accepted\n")
    assert not told
    again, _ = read(write_record(remarks(house), record, {}))
    assert again == record
    assert [row.get("answer") for row in again.values()] == ["declined", None, "accepted"]
    assert "why: It was 2022." in write_record(remarks(house), record, {})


def a_row(house: House, answers: str) -> tuple[dict[str, dict[str, object]], str, str]:
    """The record with *answers* to two cells that are a row now, what is told, the row's key."""
    found = remarks(house)
    row = next(one for one in found if one.remark.author == BEN)
    row = replace(row, remark=replace(row.remark, on="North 5", text="", cells=("North", "5")))
    cells = "".join(
        f"  000{number}:\n    at: {where(row)}\n    by: {BEN}\n    date: {row.remark.date}\n"
        f"    in: {row.file}\n    deleted: {words}\n    answer: {answer}\n    why: So.\n"
        for number, (words, answer) in enumerate(zip(("North", "5"), answers.split(), strict=True))
    )
    record, _ = read(f"remarks:\n{cells}")
    problems = Problems()
    return carry_answers([row], record, Place("review.yaml"), problems), said(problems), row.key


def test_answers_to_the_cells_of_a_row_are_those_of_the_row(house: House) -> None:
    """Each cell was a remark of its own once; answers that differ stay, and are told."""
    record, told, key = a_row(house, "declined declined")
    assert (record, told) == ({key: {"answer": "declined", "why": "So."}}, "")
    record, told, key = a_row(house, "declined accepted")
    assert [*record] == ["0000", "0001"]
    assert f"the answers to `0000`, `0001` are to one change now, `{key}`" in told


def test_what_was_applied_is_accepted(house: House) -> None:
    """An answer of the editor's own is not touched."""
    found = remarks(house)
    change = next(one for one in found if one.remark.author == BEN)
    record, _ = read(write_record(found, {}, {change.key: "applied"}))
    assert record[change.key]["answer"] == "accepted"
    refused = {change.key: {"answer": "partly", "why": "shorter"}}
    record, _ = read(write_record(found, refused, {change.key: "applied"}))
    assert (record[change.key]["answer"], record[change.key]["why"]) == ("partly", "shorter")


def test_a_wrong_answer_is_told_on_its_line() -> None:
    """Another word than the three is an error, one without its reason a warning."""
    _, told = read("remarks:\n  a:\n    answer: perhaps\n  b:\n    answer: declined\n")
    assert "review.yaml:3: error: `perhaps` is no answer" in told
    assert "review.yaml:5: warning: `declined` says no reason" in told
    assert "collect them once more" in read("remarks: [a]\n")[1]


def test_the_table_has_a_row_for_each(house: House) -> None:
    """The table says who said what, and what was done; signs of Markdown are shown as they are."""
    record, _ = read(
        write_record(remarks(house), {}, {}).replace("answer:\n", "answer: partly\n", 2)
    )
    table = answers_table("A tiny brief", record, ANNEX).markdown
    assert "# Answers : A tiny brief" in table
    assert "Remarks : 2 – In part : 2" in table
    said = "« in May » : Which: \\*May\\* 2023? – Ben Ito : Yes"
    assert f"| content/tiny/brief.md:1 | {ANA}, the 2026-11-29 | {said} | in part |" in table
    assert f"| {BEN}, the 2026-11-29 | deleted « went on » ; inserted « lasted » |" in table


def test_the_table_says_each_kind_in_the_words_of_its_language() -> None:
    """No sign and no word of another language; who is not named is known by the file."""
    rows: dict[str, dict[str, object]] = {
        "a": {"by": ANA, "paragraph": "joined"},
        "b": {"by": ANA, "deleted": "x [note]", "row": "true"},
        "c": {"by": ANA, "inserted": "x", "behind": "y"},
        "d": {"by": "nobody", "in": "a.docx", "deleted": "x", "untracked": "true"},
    }
    table = answers_table("A tiny brief", rows, ANNEX)
    assert [row[1:3] for row in table.rows] == [
        (ANA, "joined"),
        (ANA, "row : deleted « x [footnote] »"),
        (ANA, "inserted « x », after « y »"),
        ("a.docx", "not tracked : deleted « x »"),
    ]


def test_the_record_says_where_a_change_stands(house: House) -> None:
    """Behind what words something was put in is read by who answers, without the Word file."""
    it = Reviewer(send(house, "", PROSE))
    it.insert("in May", ", 2022")
    placed = collect(it.file(), paragraphs_of(house, "", PROSE))[1]
    assert "behind: rain began in May" in write_record(placed, {}, {})


def test_markdown_lists_all(house: House) -> None:
    """In the order of the text, each reply under its comment."""
    assert as_markdown("tiny", remarks(house)) == (
        "# Remarks on tiny\n\n1 comment, 1 reply, 1 replacement: 3 in all, 3 on their lines.\n\n"
        "## content/tiny/brief.md\n\n"
        "- **line 1, Ana Roy, 2026-11-29**: comment on “in May” (resolved): "
        "Which: \\*May\\* 2023?\n"
        "  - **Ben Ito** replies: Yes\n"
        "- **line 3, Ben Ito, 2026-11-29**: replaced: “went on” by “lasted”\n"
    )


def test_what_cannot_be_seen_is_taken_out(house: House) -> None:
    """A name or a remark that would turn the line round in a terminal is written without that."""
    it = Reviewer(send(house, "", PROSE))
    it.comment("in May", "5 \u202e500", author="Ana \u202eRoy")
    it.change("went on", "lasted\u202e long", BEN)
    found = collect(it.file(), paragraphs_of(house, "", PROSE))[1]
    texts = [*list_lines(found), as_markdown("tiny", found), write_record(found, {}, {})]
    texts.append(apply_changes(PROSE, "content/tiny/brief.md", found).text)
    assert "lasted long" in texts[-1]
    assert not [text for text in texts if "\u202e" in text]
