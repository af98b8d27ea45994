"""Tests of preflight: what cannot be printed, or does not fit, is said on its line."""

from datetime import date
from pathlib import Path

import pytest
from support.harm import hang
from support.printed import (
    add_brief,
    new_house,
    own_file,
    print_brief,
    print_briefs,
    real,
    text_of,
    words,
)
from support.printed_pages import SOURCES

from briefpress.model.problems import Problem
from briefpress.press.executors import InProcess
from briefpress.workflows.build import build


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def _lacks(problem: Problem, character: str) -> bool:
    said = f"no font of the house has `{character}` (U+{ord(character):04X})"
    return problem.severity == "error" and problem.message == said


@pytest.mark.long
def test_a_missing_letter_is_named_with_its_line_and_column(house: Path) -> None:
    """A character that no font has is an error at the place where it was written."""
    outcome = print_brief(house, "## A heading\n\nSome text.\n\nThe word ஹ is Tamil.\n")
    (problem,) = outcome.problems
    assert _lacks(problem, "ஹ")
    assert str(problem.place) == "content/it/brief.md:5:10"
    assert "Draft, 1 error ·" in text_of(house / "output/it.pdf")


@pytest.mark.long
def test_each_missing_script_is_named(house: Path) -> None:
    """The letters of two scripts are two errors, each once."""
    outcome = print_brief(house, "## A heading\n\nThe words ஹப and अक, ஹப again.\n")
    found = sorted(problem.message.split("letters ")[1] for problem in outcome.problems)
    assert found == ["`अ`, `क`", "`ப`, `ஹ`"]


@pytest.mark.long
def test_a_missing_letter_is_found_in_every_text(house: Path) -> None:
    """It may stand in brief.yaml, in a table's data or in institute.yaml: the file is named."""
    add_brief(house, "yaml", "## A heading\n\nText.\n", standfirst="A word: ஹ.")
    add_brief(
        house,
        "data",
        "## A heading\n\n{{ tables.t }}\n",
        {"t.csv": "place,people\nஹ,5\n".encode()},
        tables={"t": {"data": "t.csv", "caption": "A table"}},
    )
    found = {outcome.slug: outcome.problems.found for outcome in print_briefs(house)}
    assert [str(one.place) for one in found["yaml"]] == ["content/yaml/brief.yaml:3:25"]
    assert [str(one.place) for one in found["data"]] == ["content/data/t.csv:2:1"]
    institute = house / "content/institute.yaml"
    lines = institute.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("address:"))
    lines.insert(line, "  - Bole ஹ")
    institute.write_text("\n".join(lines), "utf-8")
    (problem,) = print_brief(house, "## A heading\n\nText.\n").problems
    assert _lacks(problem, "ஹ")
    assert str(problem.place) == f"content/institute.yaml:{line + 1}:10"


@pytest.mark.long
def test_a_missing_letter_is_found_in_a_chart(house: Path) -> None:
    """A chart draws its data as text: what no font has is named in the CSV file."""
    chart = {
        "mark": "bar",
        "encoding": {
            "x": {"field": "people", "type": "quantitative"},
            "y": {"field": "place", "type": "nominal"},
        },
    }
    add_brief(
        house,
        "chart",
        "## A heading\n\n{{ figures.c }}\n",
        {"c.csv": "place,people\nSeoul,3\nஹசர,5\n".encode()},
        figures={"c": {"chart": chart, "data": "c.csv", "alt": "Bars.", "caption": "A chart"}},
    )
    (outcome,) = print_briefs(house)
    found = {str(one.place) for one in outcome.problems}
    assert found == {"content/chart/c.csv:3:1"}


@pytest.mark.long
def test_a_missing_letter_of_a_template_names_the_template(house: Path) -> None:
    """A character that no author wrote comes from the template of the brief."""
    template = own_file(house, "templates/policy-brief.html")
    template.write_text(template.read_text("utf-8").replace("<main>", "<main>☃"), "utf-8")
    (problem,) = print_brief(house, "## A heading\n\nText.\n").problems
    assert _lacks(problem, "☃")
    assert str(problem.place) == "templates/policy-brief.html"


@pytest.mark.long
def test_a_letter_that_a_font_has_is_no_problem(house: Path) -> None:
    """Latin, Greek and Cyrillic with their accents, quotes and dashes are all there."""
    letters = "Łódź, Ağrı, Đà Nẵng, Ελλάδα, Україна, œuvre, “quoted” — ½ € § † • … № × −5 °"
    outcome = print_brief(house, f"## A heading\n\n{letters}\n\n*{letters}*\n\n**{letters}**\n")
    assert not outcome.problems.found


@pytest.mark.long
@pytest.mark.parametrize(
    ("pages", "length", "message", "hint"),
    [
        (3, 900, "2 pages on a4, the budget is 3", "lengthen it, or lower `pages:`"),
        (2, 60, "1 page on a4, the budget is 2", "lengthen it, or lower `pages:`"),
    ],
)
def test_a_brief_that_misses_its_budget_is_told(
    house: Path, pages: int, length: int, message: str, hint: str
) -> None:
    """Fewer pages than `pages:` says are a warning on that line; the PDF is there."""
    outcome = print_brief(house, f"## A heading\n\n{words(length)}\n", pages=pages)
    (problem,) = outcome.problems
    assert (problem.severity, problem.message, problem.hint) == ("warning", message, hint)
    assert str(problem.place) == "content/it/brief.yaml:5"
    assert len(outcome.written) == 1


@pytest.mark.long
def test_a_brief_without_a_budget_may_be_as_long_as_it_is(house: Path) -> None:
    """Where `pages:` is not given, no length is wrong."""
    assert not print_brief(house, f"## A heading\n\n{words(2000)}\n").problems.found


@pytest.mark.deep
@pytest.mark.long
def test_the_budget_holds_on_each_paper(house: Path) -> None:
    """On the other paper a brief may be longer: the error names the paper."""
    add_brief(house, "it", f"## A heading\n\n{words(2000)}\n", pages=1)
    (outcome,) = print_briefs(house, "it", paper=None)
    said = sorted(one.message.partition(" on ")[2].partition(":")[0] for one in outcome.problems)
    assert said == ["a4, the budget is 1", "letter, the budget is 1"]
    for one in outcome.written:
        assert one.pages > 1
        assert "Draft, 2 errors ·" in text_of(house / one.file)


@pytest.mark.deep
@pytest.mark.long
def test_the_paper_that_has_room_is_a_way_out(house: Path) -> None:
    """Where a brief fits on one of its papers and not on the other, the hint names the one."""
    add_brief(house, "it", f"## A heading\n\n{words(800)}\n", pages=1)
    (outcome,) = print_briefs(house, "it", paper=None)
    (problem,) = outcome.problems
    assert problem.message.startswith("2 pages on letter, the budget is 1")
    assert str(problem.hint).endswith("on a4 it has room: `paper: a4`, if that will do")


@pytest.mark.long
def test_the_real_briefs_keep_their_budgets() -> None:
    """No real brief has a warning of its length."""
    budgets = {outcome.slug: outcome.written for outcome in real().outcomes}
    assert all(len(editions) == 2 for editions in budgets.values())
    assert not any("budget" in one.message for out in real().outcomes for one in out.problems)


@pytest.mark.long
def test_a_check_that_hangs_is_stopped(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may take as long as a brief may; then its brief has an error, and the next one is read."""
    from datetime import date

    from briefpress.checks.rules import doubled_word, hole
    from briefpress.press.executors import InProcess
    from briefpress.workflows.build import build

    def endless(_: object) -> object:
        hang()
        yield

    for slug in ("one", "two"):
        add_brief(house, slug, f"## A heading\n\n{words(30)}\n")
    monkeypatch.setattr(InProcess, "seconds", 0.5)
    for module, name in ((doubled_word, "find_in_brief"), (hole, "find_on_page")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, endless)
            day = date(2024, 12, 1)
            outcomes = [*build(house, ["one", "two"], ["a4"], InProcess(), None, day)]
            said = [str(problem) for outcome in outcomes for problem in outcome.problems]
            assert [line.partition("\n")[0] for line in said] == [
                f"content/{slug}: error: not read after 0.5 s" for slug in ("one", "two")
            ]


@pytest.mark.long
def test_a_check_that_breaks_costs_no_page(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with its name, the other checks are made, and the brief is printed."""
    from datetime import date

    from briefpress.checks.rules import word_count
    from briefpress.press.executors import InProcess
    from briefpress.workflows.build import build

    def broken(_: object) -> object:
        yield from ()
        raise ValueError("a bug")

    monkeypatch.setattr(word_count, "find_in_brief", broken)
    add_brief(house, "it", f"## A heading\n\n{words(30)} the the {words(9)}\n")
    (outcome,) = build(house, ["it"], ["a4"], InProcess(), None, date(2024, 12, 1))
    said = {problem.check: problem.message for problem in outcome.problems}
    assert said["word-count"] == "the check broke on this brief: ValueError: a bug"
    assert "doubled-word" in said
    assert len(outcome.written) == 1


@pytest.mark.long
def test_no_check_breaks_on_a_row_of_another_length(house: Path) -> None:
    """Which is an error of its own, however the rows differ from the head and from each other."""
    rows = {"a": [[2023, 4], [2024, 7, 9]], "b": [[2023, 4, 5], [2024, 7, 9]], "c": [[], [1, 2]]}
    tables = {
        name: {"caption": f"Votes of {name}", "columns": ["Year", "Votes"], "rows": some}
        for name, some in rows.items()
    }
    prose = "".join(f"{{{{ tables.{name} }}}}\n\n" for name in rows)
    facts = {"people": {"value": 5, "label": "people", "source": "one"}}
    prose = f"## One\n\n{{{{ facts.people }}}} people\n\n{prose}"
    add_brief(house, "it", prose, tables=tables, facts=facts, sources=SOURCES)
    (outcome,) = build(house, ["it"], ["a4"], InProcess(), None, date(2024, 12, 1))
    problems = outcome.problems
    assert not [str(one) for one in problems if "the check broke" in one.message]
    assert problems.errors


@pytest.mark.long
def test_what_cannot_be_read_is_told_once(house: Path) -> None:
    """A gap in the page that follows from a mistake is no second mistake."""
    tables = {"t": {"caption": "Votes of two sessions", "columns": ["a"], "rows": [["1"]]}}
    prose = "## One\n\n#### Two\n\nSee {{ tables.t }} here.\n"
    add_brief(house, "it", prose, tables=tables)
    (outcome,) = build(house, ["it"], ["a4"], InProcess(), None, date(2024, 12, 1))
    errors = [str(one).split(": ")[2] for one in outcome.problems if one.severity == "error"]
    assert errors == [
        "a heading of level 4 under one of level 2\n  hint",
        "the block `tables` stands inside a sentence\n  hint",
    ]


@pytest.mark.long
def test_what_is_wrong_on_two_papers_alike_is_told_once(house: Path) -> None:
    """A long address is one thing to mend, however many papers print it."""
    address = "https://example.org/documents/" + "a-long-name-" * 4 + "end"
    prose = f"## One\n\nSee [{address}]({address}).\n"
    add_brief(house, "it", prose, paper=["a4", "letter"])
    (outcome,) = build(house, ["it"], None, InProcess(), today=date(2024, 12, 1))
    assert [one.check for one in outcome.problems.found].count("link-text") == 1


@pytest.mark.long
def test_what_comes_of_an_error_is_not_told(house: Path) -> None:
    """Checks that read a value that was refused say nothing of it, of what is made of it or cites
    it, and of the text that names it.
    """
    facts = {
        "people": {"value": "1 2a", "label": "people", "as_of": "2026-11", "source": "rep"},
        "rate": {"value": 5, "unit": "%", "source": "rep"},
        "part": {"share": {"of": "rate", "in": "people"}, "source": "rep"},
    }
    prose = (
        "There are {{ facts.people }} people, {{ facts.part }}, {{ facts.rate }}.\n\n{{ facts }}\n"
    )
    sources = {"rep": {"type": "websit", "title": "A report", "issued": "soon"}}
    add_brief(house, "it", f"## A heading\n\n{prose}", facts=facts, sources=sources)
    (outcome,) = build(house, ["it"], ["a4"], InProcess(), None, date(2024, 12, 1))
    told = [one.message for one in outcome.problems if one.check not in ("short-last-page", "hole")]
    assert told == [
        "`1 2a` is no number for `value`",
        "`websit` is no type",
        "`issued`: `soon` is not a date",
    ]
