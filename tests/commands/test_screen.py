"""Tests of the lines that a build writes on the screen."""

from briefpress.commands.build import Screen
from briefpress.model.problems import Place, Problem, Problems


def told(slugs: list[str]) -> list[int]:
    """How many of two problems are told, twice: both times of the same file of the house."""
    screen = Screen(slugs, quiet=True)
    shared = Problem("warning", Place("content/house.csv"), "this is not UTF-8")
    own = Problem("warning", Place("content/one/brief.md"), "a long line")
    found = [Problems([shared, own]), Problems([shared])]
    return [len([*screen.new_problems(one)]) for one in found]


def test_a_problem_of_a_shared_file_is_told_once() -> None:
    """The first of two briefs that use one file tells what is wrong with it."""
    assert told(["one", "two"]) == [2, 0]


def test_a_watched_brief_is_told_with_each_save() -> None:
    """A brief that is printed again and again tells again what is still wrong."""
    assert told([]) == [2, 1]
