"""Tracked changes go into brief.md where they are plain text, each whole or not at all."""

import pytest
from support.houses import House
from support.reviews import ANA, BEN, Reviewer, collect, paragraphs_of, send

from briefpress.word.apply_changes import DONE, Applied, apply_changes
from briefpress.word.review_record import in_order

FIELDS = """\
acronyms: {PoE: Panel of Experts}
facts: {days: {value: 40, source: roy}}
sources: {roy: {type: book, title: The rain, author: [{family: Roy, given: Ana}], issued: 2020}}
"""
PROSE = """\
## The rain

The PoE says that it "rained" for {{ facts.days }} days and nights.[@roy] *Nobody* knew why.

1. one **bold** word
2. another one
"""


def applied(house: House, it: Reviewer, prose: str = PROSE) -> Applied:
    """Apply the changes to the prose as it is today."""
    now = paragraphs_of(house, FIELDS, prose)
    _, remarks = collect(it.file(), now)
    return apply_changes(prose, "content/tiny/brief.md", in_order(remarks))


def reviewer(house: House) -> Reviewer:
    """Somebody with the file of the brief."""
    return Reviewer(send(house, FIELDS, PROSE))


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "new", "was", "is_"),
    [
        ("says that", "found that", "says that", "found that"),
        ("nights", "", " and nights.", " and ."),
        (" and nights", "", "days and nights.", "days."),
        ("and nights", "and long nights", "and nights", "and long nights"),
        ("knew", "knew *really*", "knew", r"knew \*really\*"),
        (" word", " words", "** word", "** words"),
        ("The rain", "The long rain", "## The rain", "## The long rain"),
        ("another one", "the last [one]", "another one", "the last [one]"),
        ("says", "says [@x]", "says", r"says \[@x]"),
    ],
)
def test_plain_words_are_changed(house: House, words: str, new: str, was: str, is_: str) -> None:
    """Prose, headings and items; what a reviewer typed is words, whatever signs are in it."""
    it = reviewer(house)
    if new:
        it.change(words, new)
    else:
        it.delete(words)
    done = applied(house, it)
    assert set(done.outcomes.values()) == {DONE}
    assert done.text == PROSE.replace(was, is_, 1)


@pytest.mark.parametrize(
    ("behind", "text", "was", "is_"),
    [
        ("says", " again", "says", "says again"),
        ("days and nights", ", it seems", "nights", "nights, it seems"),
        ("another one", " or two", "another one", "another one or two"),
        (" knew why.", " We do.", "why.", "why. We do."),
    ],
)
def test_words_are_put_in(house: House, behind: str, text: str, was: str, is_: str) -> None:
    """Inserted words stand behind the words behind which they stood."""
    it = reviewer(house)
    it.insert(behind, text)
    done = applied(house, it)
    assert set(done.outcomes.values()) == {DONE}
    assert done.text == PROSE.replace(was, is_, 1)


@pytest.mark.parametrize(
    ("words", "new", "why"),
    [
        ("40", "41", "figure"),
        ("Panel of Experts (PoE)", "panel", "figure"),
        ("Two lines", "Three lines", "brief.yaml:2"),
    ],
)
def test_what_is_no_plain_text_stays_out(house: House, words: str, new: str, why: str) -> None:
    """A figure, a short form spelled out and a field of brief.yaml are left to the author."""
    it = reviewer(house)
    it.change(words, new)
    done = applied(house, it)
    assert done.text == PROSE
    assert [outcome for outcome in done.outcomes.values() if why not in outcome] == []
    assert done.outcomes


def test_a_change_over_a_figure_stays_out_whole(house: House) -> None:
    """All or nothing: the words around a figure do not go without it."""
    it = reviewer(house)
    it.delete("says that it “rained” for ")
    number = it.text.index("<w:sdt>", it.text.index("</w:del>"))
    end = it.text.index("</w:sdt>", number) + len("</w:sdt>")
    it.text = it.text[:number] + it.deleted("40") + it.deleted(" days") + it.text[end:].replace(
        " days", "", 1
    )  # fmt: skip
    done = applied(house, it)
    assert done.text == PROSE
    assert [*done.outcomes.values()] == [
        "it touches a figure, a citation or words that have changed since"
    ]


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "words", "new", "done"),
    [
        ('A "big" one.\n', "“big”", "large", "A large one.\n"),
        ("One -- two... three.\n", "– two…", "— two", "One — two three.\n"),
        ("See [a link](https://x.org/a).\n", "a link", "it", "See [it](https://x.org/a).\n"),
        ("> A quotation of\n> two lines.\n", "two", "many", "> A quotation of\n> many lines.\n"),
        ("|H|T|\n|---|---|\n|a|b c|\n", "b c", "b | c", "|H|T|\n|---|---|\n|a|b \\| c|\n"),
        ("Term\n:   Its meaning here.\n", "meaning", "sense", "Term\n:   Its sense here.\n"),
        ("- one\n  goes on\n", "goes on", "ends", "- one\n  ends\n"),
        ("A word.[^n]\n\n[^n]: The note, *well*.\n", "The note", "A note",
         "A word.[^n]\n\n[^n]: A note, *well*.\n"),
        ("C’est « grand » ici.\n", "grand", "petit", "C’est « petit » ici.\n"),
        ("A very\nlong line.\n", "very long", "short", "A short line.\n"),
    ],
)  # fmt: skip
def test_each_form_of_prose(house: House, prose: str, words: str, new: str, done: str) -> None:
    """Marks as they are typed, links, quotations, tables, terms, items, notes and line ends."""
    it = Reviewer(send(house, FIELDS, prose))
    if words == "The note":
        it.text = it.parts["word/footnotes.xml"].decode()  # type: ignore[union-attr]
        it.change(words, new)
        it.parts["word/footnotes.xml"] = it.text
        it.text = it.parts["word/document.xml"].decode()  # type: ignore[union-attr]
    else:
        it.change(words, new)
    changed = applied(house, it, prose)
    assert changed.text == done, changed.outcomes


def test_two_who_change_the_same_words(house: House) -> None:
    """Neither goes in, whoever's file is named first: both are told, each with the other."""
    it = reviewer(house)
    it.change("another", "a second", ANA)
    other = Reviewer(send(house, FIELDS, PROSE))
    other.change("another one", "the last", BEN)
    now = paragraphs_of(house, FIELDS, PROSE)
    remarks = [*collect(it.file(), now)[1], *collect(other.file(), now)[1]]
    for order in (remarks, remarks[::-1]):
        done = apply_changes(PROSE, "content/tiny/brief.md", order)
        assert done.text == PROSE
        assert sorted(done.outcomes.values()) == [
            "Ana Roy changed the same words: another",
            "Ben Ito changed the same words: another one",
        ]  # fmt: skip


def test_the_same_change_twice_is_one(house: House) -> None:
    """Two reviewers who mend one mistake alike mend it once."""
    remarks = []
    now = paragraphs_of(house, FIELDS, PROSE)
    for author in (ANA, BEN):
        it = reviewer(house)
        it.change("another", "a second", author)
        remarks += collect(it.file(), now)[1]
    done = apply_changes(PROSE, "content/tiny/brief.md", remarks)
    assert done.text == PROSE.replace("another", "a second")
    assert "the same as Ana Roy did" in done.outcomes.values()


def test_a_text_that_changed_meanwhile_is_left_alone(house: House) -> None:
    """Words that a reviewer would change have to stand there as the reviewer read them."""
    it = reviewer(house)
    it.change("another one", "the last one")
    changed = PROSE.replace("another one", "a further one")
    assert applied(house, it, changed).text == changed


def test_what_moved_is_changed_where_it_is(house: House) -> None:
    """Lines that were added above do not matter."""
    it = reviewer(house)
    it.change("says that", "found that")
    moved = f"## Before\n\nWords.\n\n{PROSE}"
    assert applied(house, it, moved).text == moved.replace("says that", "found that")


def test_a_new_paragraph_stands_behind_the_one_that_it_follows(house: House) -> None:
    """Word notes a new end of the old paragraph, and the words of the new one."""
    it = reviewer(house)
    mark = it._marked(ANA)
    end = it.text.index("</w:p>", it.text.index("knew why."))
    start = it.text.rindex("<w:p>", 0, end)
    old = it.text[start:end].replace("</w:pPr>", f"<w:rPr><w:ins {mark}/></w:rPr></w:pPr>", 1)
    new = f"</w:p><w:p>{it.inserted('1. It was a sign.')}"
    it.text = it.text[:start] + old + new + it.text[end:]
    done = applied(house, it)
    assert [*done.outcomes.values()] == [DONE]
    assert done.text == PROSE.replace("knew why.\n", "knew why.\n\n1\\. It was a sign.\n")


TABLE = "|Heads|Tails|\n|---|---|\n| alpha | beta |\n| gamma | delta |\n"
LINES = """\
The first one ends here.

## A heading

The second one goes on.

- an item
- a second [link](https://x.org)
"""


def _mark_end(it: Reviewer, words: str, kind: str = "del") -> None:
    """Note that the end of the paragraph with *words* was deleted or inserted."""
    at = it.text.rindex("<w:p>", 0, it.text.index(f">{words}<"))
    mark = f"<w:rPr><w:{kind} {it._marked(ANA)}/></w:rPr></w:pPr>"
    it.text = it.text[:at] + it.text[at:].replace("</w:pPr>", mark, 1)


@pytest.mark.parametrize(
    ("words", "is_"),
    [
        (["gamma", "delta"], TABLE.replace("| gamma | delta |\n", "")),
        (["Heads", "Tails"], TABLE),
    ],
)
def test_a_row_goes_or_stays_whole(house: House, words: list[str], is_: str) -> None:
    """Word notes a deleted row in the row, and in each of its cells: that is one change."""
    it = Reviewer(send(house, FIELDS, TABLE))
    for word in words:
        it.delete(word)
        _mark_end(it, word)
    start = it.text.rindex("<w:tr>", 0, it.text.index(f">{words[0]}</w:delText>")) + len("<w:tr>")
    mark = f"<w:del {it._marked(ANA)}/>"
    row = it.text[start:]
    is_marked = row.startswith("<w:trPr>")
    row = row.replace("<w:trPr>", f"<w:trPr>{mark}", 1) if is_marked else (
        f"<w:trPr>{mark}</w:trPr>{row}"
    )  # fmt: skip
    it.text = it.text[:start] + row
    done = applied(house, it, TABLE)
    assert (done.text, len(done.outcomes)) == (is_, 1)


@pytest.mark.long
def test_a_number_of_a_typed_table_is_changed_in_its_own_cell(house: House) -> None:
    """It is not locked, as what comes from data is, and may stand in the row twice."""
    table = "|Place|Men|Women|\n|---|---|---|\n|Gaya upon the river|301|301|\n"
    it = Reviewer(send(house, FIELDS, table))
    row = it.text[it.text.index("Gaya upon") : it.text.index("</w:tbl>")]
    assert "<w:sdt>" not in row
    it.text = it.text.replace(">301<", ">3O1<", 1)
    it.change("301", "299")
    it.text = it.text.replace(">3O1<", ">301<", 1)
    assert applied(house, it, table).text == table.replace("301|\n", "299|\n")


def test_a_new_row_stands_behind_the_one_that_it_follows(house: House) -> None:
    """One row of XML is one row of Markdown, also behind that of the heads."""
    it = Reviewer(send(house, FIELDS, TABLE))
    for behind in ("beta", "Tails"):
        end = it.text.index("</w:tr>", it.text.index(f">{behind}</w:t>")) + len("</w:tr>")
        cell = "".join(
            f"<w:tc><w:p><w:pPr><w:rPr><w:ins {it._marked(ANA)}/></w:rPr></w:pPr>"
            f"{it.inserted(f'{text}{behind}')}</w:p></w:tc>"
            for text in "xy"
        )
        row = f"<w:tr><w:trPr><w:ins {it._marked(ANA)}/></w:trPr>{cell}</w:tr>"
        it.text = it.text[:end] + row + it.text[end:]
    done = applied(house, it, TABLE)
    assert [*done.outcomes.values()] == [DONE, DONE]
    assert done.text == (
        "|Heads|Tails|\n|---|---|\n| xTails | yTails |\n| alpha | beta |\n| xbeta | ybeta |\n"
        "| gamma | delta |\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("deleted", "ends", "is_"),
    [
        ([" ends here.", "A heading", "The second one "], [" ends here.", "A heading"],
         LINES.replace(" ends here.\n\n## A heading\n\nThe second one ", " ")),
        ([" ends here."], [" ends here."], LINES),  # the heading would be a paragraph
        (["A heading", "The second one "], ["A heading"],
         LINES.replace("## A heading\n\nThe second one ", "")),
        (["item", "a second"], ["item"],
         LINES.replace("an item\n- a second [", "an [")),
        ([" goes on.", "an item", "a second "], [" goes on.", "an item"], LINES),
    ],
)  # fmt: skip
def test_what_goes_over_the_end_of_a_paragraph(
    house: House, deleted: list[str], ends: list[str], is_: str
) -> None:
    """It is one change, and goes whole or not at all; also over a heading."""
    it = Reviewer(send(house, FIELDS, LINES))
    for words in deleted:
        it.delete(words)
    for words in ends:
        _mark_end(it, words)
    done = applied(house, it, LINES)
    assert (done.text, len(done.outcomes)) == (is_, 1), done.outcomes


def test_a_paragraph_that_is_written_anew(house: House) -> None:
    """One goes and two come behind it, by one reviewer, who contradicts nobody."""
    it = Reviewer(send(house, FIELDS, LINES))
    it.delete("The second one goes on.")
    _mark_end(it, "The second one goes on.")
    end = it.text.index("</w:p>", it.text.index("The second one goes on.")) + len("</w:p>")
    for text in ("Last.", "First."):
        new = f"<w:p><w:pPr><w:rPr><w:ins {it._marked(ANA)}/></w:rPr></w:pPr>"
        it.text = it.text[:end] + f"{new}{it.inserted(text)}</w:p>" + it.text[end:]
    done = applied(house, it, LINES)
    assert [*done.outcomes.values()] == [DONE] * 3
    assert done.text == LINES.replace("The second one goes on.", "First.\n\nLast.")


def test_a_paragraph_that_goes_takes_its_sign_along(house: House) -> None:
    """An item leaves no sign behind; a paragraph with a citation is left to its author."""
    it = reviewer(house)
    for words in ("another one", "The rain"):
        it.delete(words)
        start = it.text.rindex("<w:p>", 0, it.text.index(f"{words}</w:delText>"))
        head = it.text[start:].replace(
            "</w:pPr>", f"<w:rPr><w:del {it._marked(ANA)}/></w:rPr></w:pPr>", 1
        )
        it.text = it.text[:start] + head
    done = applied(house, it)
    assert [*done.outcomes.values()] == [DONE, DONE]
    assert done.text == PROSE.removeprefix("## The rain\n\n").removesuffix("2. another one\n")


def test_formats_and_paragraphs_are_told(house: House) -> None:
    """A paragraph that was divided, and a change of looks, are named and stay out."""
    it = reviewer(house)
    it.text = it.text.replace(
        '<w:t xml:space="preserve">another one</w:t></w:r>',
        '<w:t xml:space="preserve">another one</w:t></w:r>'
        f'<w:ins {it._marked(ANA)}><w:r><w:footnoteReference w:id="1"/></w:r></w:ins>',
    )
    done = applied(house, it)
    assert [*done.outcomes.values()] == ["it holds a note or a picture"]
