"""Turn finished PDFs into what veraPDF, the judge of PDF/A and PDF/UA, finds wrong with them.

It is a program of its own, in Java, and is asked only where somebody has installed it: the command
`verapdf`, or the jars that `make` puts into .tools/verapdf. Both claims of a PDF are judged in one
go, and all files in one start, which takes 1.5 s; a file more takes a few tenths of one.

Source: https://docs.verapdf.org/cli/validation/
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any, NoReturn

from ..model.problems import Place, Problem, Problems, Stopped

JARS = ".tools/verapdf"
"""Where `make` puts it, from the folder of the house."""
SECONDS = 60.0
"""How long it may take to start, and for each file."""
_BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java is to compile less and to collect on one core: of a run of seconds, half the work."""
_CLAIMS = ("PDF/A-3A", "PDF/UA-1")
_CHECKS = {
    "7.1": "document-title", "7.2": "tag-language", "7.3": "tag-figures", "7.4": "tag-headings",
    "7.5": "tag-tables", "7.9": "tag-notes",
}  # fmt: skip
"""The clauses of PDF/UA-1 that a check of ours tells with the place where to mend it."""


def run_vera(
    files: Sequence[Path], house: Path, problems: Problems, seconds: float = SECONDS
) -> dict[Path, list[Problem]]:
    """Ask veraPDF whether *files* keep both of their claims, PDF/A-3a and PDF/UA-1.

    Returns for each file, by its path as given, an error of the check `vera` for each broken rule,
    with its clause. Where veraPDF cannot judge a file, that is an error of the file: silence is
    never conformance.

    Problems: veraPDF is not installed, says nothing, or takes longer than *seconds* to start and
    for each file.
    """
    if not files:
        return {}
    command = [*_program(house, problems), "--format", "json", "--maxfailuresdisplayed", "1"]
    command += ["--nonpdfext", *(str(file.resolve()) for file in files)]
    limit = seconds * (1 + len(files))
    # Java reads the names of files in the encoding of the locale: `C` would lose every accent.
    env = os.environ | {"LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, capture_output=True, env=env, timeout=limit)  # noqa: S603 our own words and paths
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except subprocess.TimeoutExpired:
        _stop(problems, f"veraPDF has not finished after {limit:g} s", "ask about fewer files")
    except (OSError, ValueError, LookupError, TypeError):
        _stop(problems, "veraPDF made no report", f"see what `{command[0]}` says by itself")
    verdicts = {job["itemDetails"]["name"]: job for job in jobs}
    return {file: [*_broken(file, house, verdicts.get(str(file.resolve())))] for file in files}


def _program(house: Path, problems: Problems) -> list[str]:
    if command := shutil.which("verapdf"):
        return [command]
    jars = house / JARS
    java = shutil.which("java")
    if java and any(jars.glob("greenfield-apps-*.jar")):
        return [java, *_BRIEFLY, "-cp", str(jars / "*"), "org.verapdf.apps.GreenfieldCliWrapper"]
    if java is None:
        _stop(problems, "veraPDF is not installed, and needs Java", "install Java, then veraPDF")
    _stop(
        problems,
        "veraPDF is not installed",
        f"`make {JARS}/pom.xml` brings it, or put the command `verapdf` on the PATH",
    )


def _stop(problems: Problems, message: str, hint: str) -> NoReturn:
    problems.error(Place("this machine"), message, hint)
    raise Stopped


def _broken(file: Path, house: Path, job: Mapping[str, Any] | None) -> Iterator[Problem]:
    """Read the verdict on one file."""
    absolute, root = file.resolve(), house.resolve()
    name = absolute.relative_to(root) if absolute.is_relative_to(root) else file
    place = Place(name.as_posix())
    results = {
        claim: result
        for result in (job or {}).get("validationResult", ())
        for claim in _CLAIMS
        if result["profileName"].upper().startswith(claim) and result["jobEndStatus"] == "normal"
    }
    if job is None or "taskException" in job:
        reason = ((job or {}).get("taskException") or {}).get("exceptionMessage", "no word of it")
        message = f"veraPDF has no verdict: {reason}"
        yield Problem("error", place, message, "build it once more", "vera")
        return
    for claim in _CLAIMS:
        if claim not in results:
            yield Problem(
                "error", place, f"it does not claim to be {claim.replace('3A', '3a')}",
                "build it once more: the press makes this claim", "vera",
            )  # fmt: skip
            continue
        rules = results[claim]["details"]["ruleSummaries"]
        for rule in rules:
            times = rule.get("failedChecks", 1)
            often = f", {times} times" if times > 1 else ""
            clause = rule["clause"]
            standard = claim.replace("3A", "3a")
            rule_text = shorten(rule["description"], 200, placeholder=" …")
            yield Problem(
                "error", place,
                f"{standard}, clause {clause}, test {rule['testNumber']}: {rule_text}{often}",
                _hint(claim, clause), "vera",
            )  # fmt: skip
        if not rules and not results[claim]["compliant"]:
            yield Problem(
                "error", place, f"veraPDF says that it is no {claim}, and not why",
                "see what `verapdf` says by itself", "vera",
            )  # fmt: skip


def _hint(claim: str, clause: str) -> str:
    check = _CHECKS.get(".".join(clause.split(".")[:2])) if claim == "PDF/UA-1" else None
    if check:
        return f"`briefpress check --explain {check}` says how to mend it"
    return "look at what was changed last in templates/ and styles/"
