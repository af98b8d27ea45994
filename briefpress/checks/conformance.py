"""Turn printed pages, and what was found on them, into an evidence sheet: WCAG 2.1 AA and EN 301
549 row by row, each met by a check, by veraPDF, by the format, or left to a person.

A row is met only where nothing of it is left to a person: a check that is switched off, or veraPDF
where it was not asked, leaves it open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from ..model.problems import Problem
from .criteria import ROWS, Criterion, Part
from .evidence.active_content import Held, find_held
from .evidence.printed_page import PrintedPage
from .evidence.tag_tree import links

Evidence = dict[str, Any]
"""The facts about a brief; JSON can hold it."""
Verdict = Literal["met", "not met", "to be judged", "does not apply"]


def assess(
    proofs: Sequence[PrintedPage],
    problems: Sequence[Problem],
    vera: Sequence[Problem] | None,
    day: date,
) -> Evidence:
    """Say of one brief, printed on each of its papers, which criteria it meets, and what shows it.

    *problems*: what all checks found in it. *vera*: what veraPDF found; None where it was not
    asked. *day*: the day on which it was read over.
    """
    brief = proofs[0].brief
    held = {what for one in proofs for what in find_held(one.pdf.data)}
    rows = [_judge(row, proofs, problems, vera, held) for row in ROWS]
    return {
        "brief": brief.slug,
        "title": proofs[0].tags.title,
        "language": proofs[0].tags.language,
        "day": day.isoformat(),
        "files": [
            {
                "paper": one.pdf.paper,
                "pages": one.pdf.pages,
                "sha256": sha256(one.pdf.data).hexdigest(),
            }
            for one in proofs
        ],
        "vera": None if vera is None else [one.message for one in vera],
        "rows": rows,
    }


def _judge(
    row: Criterion, proofs: Sequence[PrintedPage], problems: Sequence[Problem],
    vera: Sequence[Problem] | None, held: set[Held],
) -> dict[str, Any]:  # fmt: skip
    """Give the verdict on one *row*, what shows it, what was found, and what a person is asked."""
    findings = [one for one in problems if one.check in row.checks]
    findings += [one for one in vera or () if row.vera and _is_of(one, row.vera)]
    shown = [f"`{name}`" for name in row.checks]
    shown += [f"veraPDF ({_name_clauses(row.vera)})"] if row.vera and vera is not None else []
    shown += [row.format] if row.format else []
    open_questions = [*_open(row, proofs, vera)]
    verdict: Verdict = "to be judged" if open_questions else "met"
    if row.needs:
        there = [what for what in row.needs if what in held]
        shown = [f"the PDF holds no {name_needs(row.needs)}"]
        verdict = "does not apply"
        if there:
            shown, verdict = [], "to be judged"
            open_questions = [f"The PDF holds {name_needs(there)}: does that meet it?"]
    if not row.applies:
        verdict = "does not apply"
    if findings:
        verdict = "not met"
    return {
        "wcag": row.wcag,
        "level": row.level,
        "clause": row.clause,
        "name": row.name,
        "verdict": verdict,
        "shown_by": shown,
        "found": [f"{one.place}: {one.message}" for one in findings],
        "to_judge": open_questions,
    }


def _open(
    row: Criterion, proofs: Sequence[PrintedPage], vera: Sequence[Problem] | None
) -> Iterator[str]:
    """The part that is left to a person: the question of *row*, and what was not looked at."""
    for name in row.checks:
        for words, reason in proofs[0].brief.fields.allow.get(name, {}).items():
            where = f" for “{words}”" if words else ""
            yield f"`{name}` is switched off{where}, “{reason}”: does the page meet it?"
    if row.vera and vera is None:
        yield "veraPDF was not asked: does another validator of PDF/UA pass it?"
    parts = {part for one in proofs for part in _parts(one)}
    if row.judge and (not row.of or parts & {*row.of}):
        yield row.judge


def _parts(proof: PrintedPage) -> Iterator[Part]:
    root = proof.tags.root
    if root.all("Figure"):
        yield "figures"
    if [*links(root)]:
        yield "links"


def _is_of(problem: Problem, clauses: Sequence[str]) -> bool:
    """Whether *problem*, of veraPDF, is about one of *clauses* of PDF/UA-1; `""` is all it says."""
    named = re.match(r"PDF/UA-1, clause ([\d.]+)", problem.message)
    if "" in clauses or not named:  # it does not claim to be one, or has no verdict
        return "" in clauses or not problem.message.startswith("PDF/A")
    return any(f"{named[1]}.".startswith(f"{clause}.") for clause in clauses)


def _name_clauses(clauses: Sequence[str]) -> str:
    if clauses == ("",):
        return "PDF/A-3a, PDF/UA-1"
    return f"PDF/UA-1, {', '.join(clauses)}"


def name_needs(words: Sequence[Held]) -> str:
    """Name what a PDF may hold: `form, script or sound or film`."""
    names: Mapping[Held, str] = {"media": "sound or film", "forms": "form", "scripts": "script"}
    *first, last = (names[word] for word in words)
    return f"{', '.join(first)} or {last}" if first else last


# ---------------------------------------------------------------------------------------------
# As Markdown

_VERDICTS: Mapping[Verdict, str] = {
    "met": "met",
    "not met": "NOT MET",
    "to be judged": "a person must judge",
    "does not apply": "does not apply",
}
_COUNTED: Mapping[Verdict, str] = {
    "met": "met",
    "not met": "NOT MET",
    "to be judged": "to be judged by a person",
    "does not apply": "of what the PDF does not hold",
}
LAW = (
    "The standard harmonised for the EU’s Web Accessibility Directive, EN 301 549 V3.2.1, asks "
    "this of documents in its clause 10.\n"
    "In the United States a rule under Title II of the Americans with Disabilities Act (28 CFR "
    "part 35, subpart H) asks for WCAG 2.1, level AA, of what state and local governments publish "
    "on the web, PDFs among it: from 26 April 2027 of those of 50,000 people and more, from 26 "
    "April 2028 of smaller ones and of special districts.\n"
    "It holds for a brief that such a body publishes, or has others publish for it."
)
"""Who asks for it, and from when on."""


def tell(evidence: Evidence, standings: Mapping[str, str], version: str) -> str:
    """Write *evidence* as Markdown.

    *standings*: what the PDF of each paper is: an edition, or a draft. *version*: of briefpress.
    """
    return "\n".join(_lines(evidence, standings, version)) + "\n"


def _lines(evidence: Evidence, standings: Mapping[str, str], version: str) -> Iterator[str]:
    counts = Counter(row["verdict"] for row in evidence["rows"])
    yield f"# Accessibility evidence: {evidence['title']}\n"
    yield (
        f"Brief `{evidence['brief']}`, in `{evidence['language']}`, read over on "
        f"{evidence['day']} by briefpress {version}.\n"
    )
    yield "| paper | pages | what it is | SHA-256 |\n| --- | --- | --- | --- |"
    for one in evidence["files"]:
        paper = one["paper"]
        yield f"| {paper} | {one['pages']} | {standings[paper]} | `{one['sha256']}` |"
    vera = "was not asked" if evidence["vera"] is None else "finds nothing"
    if evidence["vera"]:
        vera = f"finds {len(evidence['vera'])} broken rules"
    yield f"\nPDF/A-3a and PDF/UA-1: veraPDF {vera}."
    counted = ", ".join(f"{counts[one]} {word}" for one, word in _COUNTED.items() if counts[one])
    yield f"WCAG 2.1, levels A and AA, and EN 301 549 V3.2.1, clause 10: {counted}.\n"
    yield "| WCAG 2.1 | EN 301 549 | criterion | result | by what |"
    yield "| --- | --- | --- | --- | --- |"
    for row in evidence["rows"]:
        wcag = f"{row['wcag']} ({row['level']})" if row["wcag"] else "–"
        cells = [wcag, row["clause"] or "–", row["name"], _VERDICTS[row["verdict"]]]
        cells.append("; ".join(row["found"] or row["shown_by"]) or "no check can tell")
        yield f"| {' | '.join(map(_cell, cells))} |"
    if any(row["verdict"] == "to be judged" for row in evidence["rows"]):
        yield "\n## A person must judge\n"
        for row in evidence["rows"]:
            if row["verdict"] in ("to be judged", "not met"):
                for question in row["to_judge"]:
                    yield f"- [ ] {row['wcag'] or row['clause']} {row['name']}: {question}"
        yield "\nJudged by: ____________________  on: ____________________"
    yield f"\n## Who asks for it\n\n{LAW}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
