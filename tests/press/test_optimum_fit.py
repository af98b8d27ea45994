"""Tests of optimum_fit.py: a paragraph is broken as a whole, and has no line more than before."""

import re
from collections import defaultdict
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from support.depth import few
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import flow_lines
from briefpress.model.geometry import Layout, PageLayout
from briefpress.press import optimum_fit
from briefpress.press.optimum_fit import SHORT, Unit, find_places


def _lines(text: str, measure: int, indent: int = 0) -> list[str]:
    """Break *text*, each letter of which is a pixel wide; a `|` is a space that does not break, a
    `_` one that binds, and a line may end behind a hyphen.
    """
    parts = re.sub("[-_ ]", r"\g<0>~", text).split("~")
    units = [
        Unit(
            len(part.rstrip(" _")),
            int(part[-1] in " _"),
            (0, end - 1) if part[-1] in " _" else None,
            part[-1] == "_",
        )
        for part, end in zip(parts, accumulate(map(len, parts)), strict=True)
    ]
    ends = [letter for _, letter in find_places(units, measure, indent)]
    return [text[begin:end].strip(" _") for begin, end in pairwise([0, *ends, len(text)])]


def test_a_last_word_is_not_alone() -> None:
    """Words of the lines above join it, and all lines lack about as much."""
    text = "they went to the shore and came home with a boat of salt again"
    assert _lines(text, 29) == [
        "they went to the shore and",
        "came home with a boat of",
        "salt again",
    ]


def test_no_line_gapes_where_the_whole_can_be_broken_better() -> None:
    """A name that does not break leaves no hole above it."""
    text = "in a good year there are up to nine of these in the|Wettermark|valley of all others"
    assert _lines(text, 30) == [
        "in a good year there are",
        "up to nine of these in",
        "the|Wettermark|valley of",
        "all others",
    ]


def test_the_last_three_lines_do_not_go_down_in_steps() -> None:
    """The one in the middle is longer than that, where the words allow it."""
    text = "they went to the shore and the harbour of all the ships yesterday at noon"
    assert _lines(text, 30) == [
        "they went to the shore and",
        "the harbour of all the ships",
        "yesterday at noon",
    ]


def test_no_last_line_is_one_short_word() -> None:
    """One of two lines with as many letters stays."""
    text = "whoever has no water up here will accept the flag of "
    assert _lines(f"{text}nations", 30)[1:] == ["here will accept the flag", "of nations"]
    assert _lines(f"{text}ten men", 30)[1:] == ["here will accept the flag of", "ten men"]


def test_in_a_narrow_measure_a_word_of_a_third_joins_another_one() -> None:
    """The line above ends earlier, where it lacks little then."""
    text = "it reached the old town of Millbrook."
    assert _lines(text, 26) == ["it reached the old town", "of Millbrook."]


def test_a_preposition_lets_go_of_its_noun_where_the_line_would_gape() -> None:
    """Elsewhere it keeps it."""
    text = "it should refer it to_international investigators of crimes at the sea"
    assert _lines(text, 30)[:2] == ["it should refer it to", "international investigators"]
    assert _lines("the town has an office of_health and a clinic of its own", 30)[0][-2:] != "of"


def test_a_good_paragraph_is_left_as_it_is() -> None:
    """It is filled line by line; and so is one line, and one in which a word has no room."""
    assert len(_lines("they went to the shore and came home with a boat", 26)) == 1
    assert len(_lines("they went", 26)) == 1
    assert len(_lines("they went to incomprehensibilities of all sorts ok", 12)) == 1


NUMBER = 12
"""Paragraphs, each a word longer than the one before."""
ARABIC = (
    "فرض مجلس الأمن العقوبات (A/HRC/25/63) على جمهورية كوريا في عام 2006 وأنشأ لجنة من الخبراء"
    " تقدم تقاريرها إليه كل عام، وقد قالت اللجنة إن "
)


def _print(house: Path, title: str, language: str) -> Layout:
    texts = [
        words(26 + n, 3 * n, 99)
        if language == "en"
        else " ".join((3 * ARABIC).split()[n : 2 * n + 26])
        for n in range(NUMBER)
    ]
    prose = "\n\n".join(f"## {n}\n\n{text}[^{n}]" for n, text in enumerate(texts))
    notes = "\n\n".join(f"[^{n}]: Note {n:02}." for n in range(NUMBER))
    return proof_of(house, f"{prose}\n\n{notes}", title=title, language=language).pdf.layout


def _tops(layout: Layout) -> list[list[float]]:
    return [[line.y for line in flow_lines(page)] for page in layout.pages]


def _widths(layout: Layout) -> list[list[float]]:
    """How wide the lines of each paragraph are, in parts of the measure."""
    widths: dict[int, list[float]] = defaultdict(list)
    for page in layout.pages:
        for line in flow_lines(page):
            area = page.areas[line.area]
            if area.tag == "p":
                begin = min(piece.x for piece in line.pieces)
                end = max(piece.right for piece in line.pieces)
                assert page.text[0] - 1 < begin and end < page.text[2] + 1
                widths[area.element].append((end - begin) / area.width)
    return [*widths.values()]


@pytest.mark.long
@pytest.mark.parametrize("language", few(["en", "ar"]))
def test_without_the_patch_last_lines_are_short(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With it each line stands where it did, and none is too wide, in a text that is read from the
    right as well; each note stands once, in its order.
    """
    house = new_house(tmp_path / "house")
    layout = _print(house, "With the patch", language)
    monkeypatch.setattr(optimum_fit, "_break_at_best", lambda *_: None)
    other = _print(house, "As without it", language)
    assert _tops(layout) == _tops(other)
    before, after = _widths(other), _widths(layout)
    assert [len(one) for one in before] == [len(one) for one in after]
    assert sum(one[-1] < SHORT for one in before) > 2 * sum(one[-1] < SHORT for one in after)
    notes = [layout.texts[note] for page in layout.pages for note in page.notes]
    assert [note.split()[-1] for note in notes] == [f"{n:02}." for n in range(NUMBER)]


@pytest.mark.long
def test_a_paragraph_goes_on_at_best_in_another_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is begun beside the margin, and goes on in a column of the next page."""
    house, break_at_best = new_house(tmp_path / "house"), optimum_fit._break_at_best
    messages = [words(20, n) for n in range(4)]

    def ends(title: str) -> list[float]:
        texts = [
            "\n\n".join([*[words(70)] * 6, words(length, length, 99), *[words(90)] * 4])
            for length in range(150, 190, 5)
        ]
        layouts = [
            proof_of(house, one, title=title, key_messages=messages).pdf.layout for one in texts
        ]
        return [_end_of_first(one.pages[1]) for one in layouts]

    after = ends("As it is")
    monkeypatch.setattr(
        optimum_fit,
        "_break_at_best",
        lambda *given: break_at_best(*given) if given[-1] is None else None,
    )
    before = ends("Where it goes on as it comes")
    assert sum(one < SHORT for one in after) < sum(one < SHORT for one in before)


def _end_of_first(page: PageLayout) -> float:
    """The part of its measure that the last line of the first paragraph of *page* has."""
    lines = flow_lines(page)
    last = [one for one in lines if one.area == lines[0].area][-1]
    begin, end = min(one.x for one in last.pieces), max(one.right for one in last.pieces)
    return (end - begin) / page.areas[last.area].width
