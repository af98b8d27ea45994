"""Tracked changes: accepted, rejected, or listed."""

import pytest
from lxml import etree
from support.word import names, paragraph, run

from briefpress.word.package import W, text_of
from briefpress.word.tracked_changes import How, resolve_changes

DELETED = '<w:del w:author="Bo"><w:r><w:delText>old </w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:author="Ana">{run("new ")}</w:ins>'
MOVED = f'<w:moveFrom w:author="Ana">{run("here ")}</w:moveFrom>{run("and ")}<w:moveTo w:author="Ana">{run("there ")}</w:moveTo>'  # noqa: E501


def resolve(inside: str, how: How) -> tuple[list[str], int]:
    """The text of each paragraph, and how many changes there were."""
    root = etree.fromstring(f"<w:body {names()}>{inside}</w:body>")
    changes = resolve_changes(root, how)
    return [text_of(one) for one in root.iter(f"{W}p")], len(changes)


@pytest.mark.parametrize(
    ("inside", "accepted", "rejected"),
    [
        (DELETED + INSERTED + run("end"), "new end", "old end"),
        (MOVED + run("end"), "and there end", "here and end"),
        (f'<w:ins w:author="A">{DELETED}{run("x")}</w:ins>', "x", ""),
        (
            run("a", '<w:rPrChange w:author="A"><w:rPr><w:b/></w:rPr></w:rPrChange>'),
            "a",
            "a",
        ),
    ],
)
def test_changes_are_taken_or_not(inside: str, accepted: str, rejected: str) -> None:
    """Insertions, deletions, moves, one inside the other."""
    assert resolve(paragraph(inside), "accept")[0] == [accepted]
    assert resolve(paragraph(inside), "reject")[0] == [rejected]


def test_formatting_is_rejected_as_well() -> None:
    """The old look comes back."""
    changed = '<w:i/><w:rPrChange w:author="A"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    root = etree.fromstring(f"<w:body {names()}>{paragraph(run('a', changed))}</w:body>")
    resolve_changes(root, "reject")
    (properties,) = root.iter(f"{W}rPr")
    assert [one.tag for one in properties] == [f"{W}b"]


@pytest.mark.parametrize(("how", "texts"), [("accept", ["one two"]), ("reject", ["one", "two"])])
def test_a_deleted_end_joins_two_paragraphs(how: How, texts: list[str]) -> None:
    """The one that stays is the second."""
    first = paragraph("one ", properties='<w:rPr><w:del w:author="A"/></w:rPr>')
    assert resolve(first + paragraph("two"), how)[0] == texts


@pytest.mark.parametrize(("how", "texts"), [("accept", ["a"]), ("reject", ["a", "b"])])
def test_deleted_rows_go(how: How, texts: list[str]) -> None:
    """They do not stay as empty rows."""
    rows = "".join(
        f"<w:tr>{mark}<w:tc>{paragraph(text)}</w:tc></w:tr>"
        for text, mark in (("a", ""), ("b", '<w:trPr><w:del w:author="A"/></w:trPr>'))
    )
    assert resolve(f"<w:tbl>{rows}</w:tbl>", how) == (texts, 1)


def test_each_change_leaves_a_mark_where_it_is_listed() -> None:
    """So that it can be told on its line."""
    texts, number = resolve(paragraph(DELETED + INSERTED), "comments")
    assert texts == ["\ue000K0\ue001\ue000K1\ue001new"]
    assert number == 2
