"""Tests of the reports that other programs read: JSON, GitHub's annotations, SARIF."""

from briefpress.checks.reports import as_github, as_json, as_sarif, worst_first
from briefpress.model.problems import Place, Problem

HOLE = Problem("warning", Place("content/it/brief.md", 9), "a hole: 40 %", "fill it", "hole")
BAD = Problem("error", Place("content/it/brief.yaml", 3, 7), "unknown field `x`", None)
FOUND = {"it": [HOLE, BAD], "other": []}


def test_errors_come_first() -> None:
    """The worst is read first; what is alike stays in the order of the file."""
    later = Problem("warning", Place("content/it/brief.md", 12), "another")
    assert worst_first([later, HOLE, BAD]) == [BAD, HOLE, later]


def test_json_has_every_brief_and_every_part() -> None:
    """A brief without a problem is in it; what is not known is null."""
    it, other = as_json(FOUND)
    assert other == {"brief": "other", "problems": []}
    assert it["problems"] == [
        {"severity": "error", "file": "content/it/brief.yaml", "line": 3, "column": 7,
         "message": "unknown field `x`", "hint": None, "check": None},
        {"severity": "warning", "file": "content/it/brief.md", "line": 9, "column": None,
         "message": "a hole: 40 %", "hint": "fill it", "check": "hole"},
    ]  # fmt: skip


def test_github_reads_one_line_for_each() -> None:
    """A character that ends a line or a field of an annotation is written as its code."""
    error, warning = as_github(FOUND)
    assert error == (
        "::error file=content/it/brief.yaml,line=3,col=7,title=error::unknown field `x`"
    )
    assert warning == (
        "::warning file=content/it/brief.md,line=9,title=hole::a hole: 40 %25%0Ahint: fill it"
    )
    odd = Problem("error", Place("content/a,b:c.md", 1), "two\nlines")
    assert [*as_github({"it": [odd]})] == [
        "::error file=content/a%2Cb%3Ac.md,line=1,title=error::two%0Alines"
    ]


def test_sarif_names_a_rule_for_each_result() -> None:
    """Each result has a rule of the log, a level, a place that is an address."""
    rules = [("hole", "warning", "A hole.", "A hole. Why: …")]
    log = as_sarif(FOUND, rules, "1.0")  # type: ignore[arg-type]
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == known == {"content", "hole"}
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/it/brief.yaml"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    spaced = Problem("error", Place("content/two words/brief.md"), "it")
    (result,) = as_sarif({"it": [spaced]}, [], "1.0")["runs"][0]["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "content/two%20words/brief.md"}}
