"""Tests of the evidence sheet: every criterion once, nothing met that was not looked at."""

from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest
from support.broken import broken, whole

from briefpress.checks.conformance import assess, tell
from briefpress.checks.criteria import ROWS
from briefpress.checks.evidence.active_content import find_held
from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.table import TABLE, names
from briefpress.model.problems import Place, Problem

DAY = date(2024, 12, 1)
OF_SITES = {"2.4.1", "2.4.5", "3.2.3", "3.2.4"}
"""The criteria that EN 301 549 asks of no document."""


def rows(
    proof: PrintedPage, *problems: Problem, vera: list[Problem] | None = None
) -> dict[str, dict[str, Any]]:
    """The rows of the sheet of *proof*, by their numbers."""
    sheet = assess([proof], problems, vera, DAY)
    return {row["wcag"] or row["clause"]: row for row in sheet["rows"]}


def wrong(check: str, message: str = "this is wrong") -> Problem:
    """A problem that *check* found."""
    return Problem("error", Place("content/it/brief.md", 3), message, "mend it", check)


def test_every_criterion_stands_there_once() -> None:
    """Thirty of level A, twenty of AA, and those of EN 301 549 under the numbers that it has."""
    numbers = [row.wcag for row in ROWS if row.wcag]
    assert len(numbers) == len({*numbers}) == 50
    assert [row.level for row in ROWS].count("A") == 30
    assert numbers == sorted(numbers, key=lambda one: [*map(int, one.split("."))])
    clauses = [row.clause for row in ROWS if row.clause]
    assert clauses == [*(f"10.{one}" for one in numbers if one not in OF_SITES), "10.5", "10.6"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.wcag or row.clause)
def test_a_row_rests_on_something(row: Any) -> None:
    """On checks that exist, on veraPDF, on a person, on what a PDF holds, or on its format."""
    assert {*row.checks} <= {*names()}
    assert row.checks or row.vera or row.judge or row.needs or row.format
    assert not row.judge or row.judge.endswith(("?", "."))
    assert row.applies or row.format


def test_every_check_of_accessibility_is_evidence_of_something() -> None:
    """None of them is made for nothing."""
    assert {*TABLE["Accessibility"], "alt-text"} <= {one for row in ROWS for one in row.checks}


@pytest.mark.long
def test_a_good_brief_meets_what_can_be_measured() -> None:
    """The rest is left to a person, but for sound, forms and scripts, which are not there."""
    found = rows(whole(), vera=[])
    verdicts = {number: row["verdict"] for number, row in found.items()}
    assert "not met" not in verdicts.values()
    for number in ("2.4.2", "3.1.1", "4.1.1", "4.1.2", "2.4.3"):
        assert verdicts[number] == "met"
    for number in ("1.2.2", "2.2.1", "3.3.1", "10.5"):
        assert verdicts[number] == "does not apply"
    for number in ("1.1.1", "1.3.2", "1.4.1", "2.4.6"):
        assert verdicts[number] == "to be judged"
        assert found[number]["to_judge"]


@pytest.mark.long
def test_what_a_check_found_is_not_met() -> None:
    """With the place; and so is what veraPDF found, in the rows of its clause alone."""
    found = rows(whole(), wrong("contrast"), vera=[])
    assert found["1.4.3"]["verdict"] == "not met"
    assert found["1.4.3"]["found"] == ["content/it/brief.md:3: this is wrong"]
    assert found["3.1.1"]["verdict"] == "met"
    found = rows(whole(), vera=[wrong("vera", "PDF/UA-1, clause 7.18.3, test 1: Tabs")])
    assert found["2.4.3"]["verdict"] == found["4.1.1"]["verdict"] == "not met"
    assert found["2.4.2"]["verdict"] == "met"
    found = rows(whole(), vera=[wrong("vera", "veraPDF has no verdict: broken")])
    assert {found[one]["verdict"] for one in ("2.4.2", "3.1.1", "4.1.2")} == {"not met"}


@pytest.mark.long
def test_without_verapdf_its_rows_are_open() -> None:
    """Silence is no evidence."""
    found = rows(whole(), vera=None)
    assert found["4.1.1"]["verdict"] == found["2.4.2"]["verdict"] == "to be judged"
    assert "veraPDF was not asked" in found["4.1.1"]["to_judge"][0]


@pytest.mark.long
def test_a_check_that_is_switched_off_leaves_its_row_open() -> None:
    """With the reason that the author gave."""
    proof = whole()
    fields = proof.brief.fields.model_copy(update={"allow": {"tag-language": {"": "a code"}}})
    allowed = replace(proof, brief=replace(proof.brief, fields=fields))
    row = rows(allowed, vera=[])["3.1.1"]
    assert row["verdict"] == "to be judged"
    assert "“a code”" in row["to_judge"][0]


def test_what_can_be_worked_or_heard_is_found() -> None:
    """A form, a script and a film put into a PDF; then its rows are a person's."""
    assert find_held(whole().pdf.data) == set()

    def put(pdf: Any) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name"))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        film = pikepdf.Dictionary(Subtype=pikepdf.Name.Screen, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = pikepdf.Array([film])

    held = broken(whole(), put)
    assert find_held(held.pdf.data) == {"forms", "media", "scripts"}
    row = rows(held, vera=[])["3.3.1"]
    assert (row["verdict"], row["to_judge"]) == (
        "to be judged", ["The PDF holds form: does that meet it?"],
    )  # fmt: skip


def test_it_is_written_as_markdown() -> None:
    """A line for each row, the questions to tick, who asks for it and from when on."""
    sheet = assess([whole()], [wrong("contrast", "grey | on grey")], [], DAY)
    text = tell(sheet, {"a4": "edition 2"}, "1.0")
    assert text.startswith("# Accessibility evidence: Un titre avec l’ONU dedans\n")
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 3 + 2 + len(ROWS)
    assert "| a4 | " in table[2] and "| edition 2 | `" in table[2]
    assert "| 1.4.3 (AA) | 10.1.4.3 | Contrast (minimum) | NOT MET | " in text
    assert "grey \\| on grey" in text
    assert "- [ ] 1.4.1 Use of colour: " in text
    assert "26 April 2027" in text
