"""Problems: a place, a severity, a message and a hint, worded for an author."""

import pytest

from briefpress.model.problems import Place, Problem, Problems, Stopped, nearest

PLACE = Place("content/dprk/brief.yaml", 12)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("content/dprk"), "content/dprk"),
        (Place("content/dprk/brief.yaml", 12), "content/dprk/brief.yaml:12"),
        (Place("content/dprk/brief.md", 3, 7), "content/dprk/brief.md:3:7"),
    ],
)
def test_a_place_reads_as_editors_read_it(place: Place, shown: str) -> None:
    """File, line and column stand with colons between them, as far as they are known."""
    assert str(place) == shown


@pytest.mark.parametrize(
    ("place", "below"),
    [
        (Place("a", 3), Place("a", 5)),
        (Place("a", 3, 7), Place("a", 5)),
        (Place("a"), Place("a", 3)),
    ],
)
def test_down_is_as_many_lines_below(place: Place, below: Place) -> None:
    """Two lines further down is two lines more, and another line has another column."""
    assert place.down(2) == below


def test_a_problem_is_a_line_and_a_hint_under_it() -> None:
    """`path:line: severity: message`, and the hint on a line of its own."""
    problem = Problem("error", PLACE, "unknown field `titel`", "did you mean `title`?")
    assert str(problem) == (
        "content/dprk/brief.yaml:12: error: unknown field `titel`\n  hint: did you mean `title`?"
    )


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("a\n\nb", "a b"),
        ("a \r\n  b", "a b"),
        ("a\u2028b", "a b"),
        ("\x1b[31mred", "?[31mred"),
        ("\u202e5 500", "?5 500"),
        ("\ud800", "?"),
        ("l’œuvre\u00a0: 中\u2060文", "l’œuvre\u00a0: 中\u2060文"),
    ],
)
def test_what_a_problem_quotes_commands_no_screen(quoted: str, shown: str) -> None:
    """An author's value is shown in a line: no line end, no escape, no override of a direction."""
    problems = Problems()
    problems.error(PLACE, f"unknown field `{quoted}`", f"did you mean `{quoted}`?")
    (problem,) = problems
    assert problem.message == f"unknown field `{shown}`"
    assert problem.hint == f"did you mean `{shown}`?"


def test_a_problem_quotes_no_book() -> None:
    """A value of 20,000 characters is cut off in the words about it."""
    problems = Problems()
    problems.error(PLACE, f"`{'a' * 20_000}` is no number", "write it in digits")
    (problem,) = problems
    assert len(problem.message) == 1_000
    assert problem.message.endswith("a…")


def test_a_problem_without_a_hint_is_one_line() -> None:
    """Where there is nothing to advise, nothing is advised."""
    assert str(Problem("warning", PLACE, "so it is")) == (
        "content/dprk/brief.yaml:12: warning: so it is"
    )


def test_problems_keep_their_order_and_come_once() -> None:
    """Problems are read in the order in which they were found, and none of them twice."""
    problems = Problems()
    problems.error(PLACE, "second line")
    problems.warning(Place("a", 1), "first line")
    problems.error(PLACE, "second line")
    problems.extend([Problem("warning", Place("a", 1), "first line")])
    assert [problem.message for problem in problems] == ["second line", "first line"]


def test_the_same_message_in_two_places_is_two_problems() -> None:
    """An author who makes a mistake twice is told of both places."""
    problems = Problems()
    problems.error(Place("a", 1), "here")
    problems.error(Place("a", 2), "here")
    assert len(problems.found) == 2


def test_many_problems_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand lines that are wrong alike take a thousand steps, not half a million."""
    problems = Problems([Problem("error", Place("a", 0), "here")])
    compared = []
    equal = Problem.__eq__

    def compare(one: Problem, other: object) -> bool:
        compared.append(1)
        return bool(equal(one, other))

    monkeypatch.setattr(Problem, "__eq__", compare)
    for line in [*range(1000), *range(1000)]:
        problems.error(Place("a", line), "here")
    assert len(problems.found) == 1000
    assert len(compared) < 3000


def test_errors_stop_a_step_and_warnings_do_not() -> None:
    """A step ends where it noted an error; a warning lets it go on."""
    problems = Problems()
    problems.warning(PLACE, "so it is")
    problems.stop_on_errors()
    assert problems.errors == 0
    problems.error(PLACE, "so it may not be")
    assert problems.errors == 1
    with pytest.raises(Stopped):
        problems.stop_on_errors()


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("titel", ["title", "number"], "did you mean `title`?"),
        ("xyz", ["title", "number"], "known fields: number, title"),
        ("xyz", ["xray"], "known fields: xray"),
        ("xyz", [], "known fields: none"),
        (
            "xyz",
            map(str, range(50)),
            f"known fields: {', '.join(sorted(map(str, range(50)))[:40])}, …",
        ),
        ("xyz", iter(["b", "a"]), "known fields: a, b"),
    ],
)
def test_an_unknown_name_gets_the_nearest_or_all(name: str, known: list[str], hint: str) -> None:
    """A name that nobody knows gets the nearest one as a hint, or the list of what there is."""
    assert nearest(name, known, "known fields") == hint


def test_what_two_papers_have_in_common_is_told_once() -> None:
    """With both pages; what differs in anything else is told apart."""
    problems = Problems()
    place = Place("content/it/brief.md", 3)
    for page, paper in ((2, "a4"), (3, "a4"), (3, "letter"), (2, "letter")):
        problems.warning(place, f"the link is long, on page {page} of {paper}", "name it")
    problems.warning(place, "the link is short, on page 2 of letter", "name it")
    assert [one.message for one in problems] == [
        "the link is long, on page 2 of a4 and page 3 of letter",
        "the link is long, on page 3 of a4 and page 2 of letter",
        "the link is short, on page 2 of letter",
    ]
    same = Problems()
    for paper in ("a4", "letter"):
        same.warning(place, f"a hole, on page 1 of {paper}")
    assert [one.message for one in same] == ["a hole, on page 1 of a4 and letter"]
