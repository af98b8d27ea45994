"""Turn problems into what other programs read: JSON, GitHub's annotations, SARIF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model.problems import Problem, Severity

ByBrief = Mapping[str, Iterable[Problem]]
"""The problems of each brief."""


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors, then warnings; of each, in the order of files and lines."""
    return sorted(
        problems, key=lambda one: (one.severity != "error", one.place.file, one.place.line or 0)
    )


def as_json(by_brief: ByBrief) -> list[dict[str, Any]]:
    """A list of briefs, each with its problems."""
    return [
        {
            "brief": slug,
            "problems": [
                {
                    "severity": one.severity,
                    "file": one.place.file,
                    "line": one.place.line,
                    "column": one.place.column,
                    "message": one.message,
                    "hint": one.hint,
                    "check": one.check or None,
                }
                for one in worst_first(problems)
            ],
        }
        for slug, problems in by_brief.items()
    ]


def as_github(by_brief: ByBrief) -> Iterator[str]:
    """A line for each problem, which GitHub shows beside the line that it is about.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for problems in by_brief.values():
        for one in worst_first(problems):
            place = {"file": one.place.file, "line": one.place.line, "col": one.place.column}
            fields = {**place, "title": one.check or one.severity}
            properties = ",".join(
                f"{name}={_value(value)}" for name, value in fields.items() if value
            )
            message = f"{one.message}\nhint: {one.hint}" if one.hint else one.message
            yield f"::{one.severity} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def as_sarif(
    by_brief: ByBrief, rules: Iterable[tuple[str, Severity, str, str]], version: str
) -> dict[str, Any]:
    """A log of SARIF 2.1.0. *rules*: name, severity, one sentence, explanation of each check.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    results = [
        {
            "ruleId": one.check or "content",
            "level": one.severity,
            "message": {"text": f"{one.message}. {one.hint}." if one.hint else one.message},
            "locations": [{"physicalLocation": _location(one)}],
        }
        for problems in by_brief.values()
        for one in worst_first(problems)
    ]
    named = [
        {
            "id": name,
            "shortDescription": {"text": what},
            "fullDescription": {"text": explanation},
            "defaultConfiguration": {"level": severity},
        }
        for name, severity, what, explanation in rules
    ]
    if any(one["ruleId"] == "content" for one in results):
        sentence = "A file of the content is not as the contract wants it."
        named.insert(0, {"id": "content", "shortDescription": {"text": sentence}})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "briefpress", "version": version, "rules": named}},
                "results": results,
            }
        ],
    }


def _location(problem: Problem) -> dict[str, Any]:
    # A path of SARIF is an address: what a file name may hold and an address may not is written
    # as its bytes.
    from urllib.parse import quote

    location: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.place.file)}}
    if problem.place.line:
        region = {"startLine": problem.place.line}
        if problem.place.column:
            region["startColumn"] = problem.place.column
        location["region"] = region
    return location
