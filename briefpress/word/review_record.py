"""Placed remarks → lines for a terminal, Markdown, and the file in which an editor answers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..content.sources import read_text
from ..content.yaml_text import read_yaml, write_fields
from ..model.brief import TextFile
from ..model.problems import Place, Problems
from ..model.text import without_hidden
from .comments import Comment
from .place_remarks import PlacedRemark

RECORD = "review.yaml"
"""The file of a brief's folder in which an editor answers remarks; nothing prints it."""
ANSWERS = ("accepted", "partly", "declined")
LENGTH = 6_000
"""Characters of a remark that are kept."""
_HEAD = """\
# Remarks of reviewers, as `review --collect` found them; nothing of this is printed in the brief.
# Write behind each `answer:` one of accepted, partly, declined, and behind `why:` a sentence.
"""
_NOUNS = {
    "comment": ("comment", "comments"), "reply": ("reply", "replies"),
    "inserted": ("insertion", "insertions"), "deleted": ("deletion", "deletions"),
    "replaced": ("replacement", "replacements"), "formatting": ("change of looks",
    "changes of looks"), "untracked": ("untracked change", "untracked changes"),
}  # fmt: skip


def describe(placed: PlacedRemark) -> str:
    """Say in a line what a reviewer said or did: `comment on “the rain”: Which one?`"""
    it = placed.remark
    words, on = _line(it.text), _short(it.on)
    about = f" on “{on}”" if on else ""
    if it.kind == "comment":
        return f"comment{about}{' (resolved)' if it.is_resolved else ''}: {words}"
    if it.kind == "formatting":
        return f"{words or 'looks changed'}{about}"
    if "¶" in (it.text, it.on):
        return "paragraph divided" if it.text == "¶" else "joined with the next paragraph"
    what = "" if it.kind != "untracked" else ", not tracked"
    if it.cells:
        what = ", a row of a table"
    if it.over:
        what = ", over the end of a paragraph"
    if it.on and it.text:
        return f"replaced{what}: “{_line(it.on)}” by “{words}”"
    if it.on:
        return f"deleted{what}: “{_line(it.on)}”"
    behind = _short(_before(placed)) if not it.is_whole else ""
    return f"inserted{what}: “{words}”" + (f", behind “{behind}”" if behind else "")


def _before(placed: PlacedRemark) -> str:
    """The last words before what was inserted."""
    words = placed.before[: placed.remark.start].split()
    return " ".join(words[-4:])


def _line(text: str) -> str:
    return " ".join(without_hidden(text).split())


def _short(text: str) -> str:
    text = _line(text)
    return text if len(text) <= 70 else f"{text[:69]}…"


def by_whom(author: str) -> str:
    """Name an author."""
    return _line(author) or "nobody"


def where(placed: PlacedRemark) -> str:
    """Say where a remark stands, and how sure that is."""
    if placed.place is None:
        return "without a place"
    return str(Place(placed.place.file, placed.place.line))


_SURE = {
    "here": "", "changed": " [the text has changed since]", "nowhere": "",
    "near": " [beside it: the paragraph is gone, or nobody typed it]",
}  # fmt: skip


def in_order(remarks: Sequence[PlacedRemark]) -> list[PlacedRemark]:
    """Put remarks in the order of the files, brief.md first; those without a place are the last."""

    def key(placed: PlacedRemark) -> tuple[Any, ...]:
        place = placed.place
        if place is None:
            return (2, "", 0, 0)
        return (
            not place.file.endswith(".md"),
            place.file,
            place.line or 0,
            placed.remark.start,
        )

    return sorted(remarks, key=key)


def list_lines(remarks: Sequence[PlacedRemark]) -> Iterator[str]:
    """List remarks for a terminal, each reply under its comment."""
    for one in in_order(remarks):
        by = by_whom(one.remark.author)
        yield f"{where(one)}: {by}: {describe(one)}{_SURE[one.found]}"
        for reply in _replies(one.remark.replies):
            yield f"    {by_whom(reply.author)} replies: {_line(reply.text)}"


def _replies(replies: Sequence[Comment]) -> Iterator[Comment]:
    for reply in replies:
        yield reply
        yield from _replies(reply.replies)


def count_remarks(remarks: Sequence[PlacedRemark]) -> dict[str, int]:
    """How many there are of each kind, replies among them."""
    counts: Counter[str] = Counter()
    for placed in remarks:
        counts[placed.remark.kind] += 1
        counts["reply"] += len([*_replies(placed.remark.replies)])
    return {kind: counts[kind] for kind in _NOUNS if counts[kind]}


def sum_up(remarks: Sequence[PlacedRemark]) -> str:
    """Say how many there are, and of how many the place is known."""
    counts = count_remarks(remarks)
    if not counts:
        return "no remarks"
    listed = ", ".join(f"{number} {_NOUNS[kind][number != 1]}" for kind, number in counts.items())
    loose = sum(one.count for one in remarks if one.place is None)
    whole = sum(one.count for one in remarks)
    placed = f"{whole - loose} on their lines" + (f", {loose} without a place" if loose else "")
    return f"{listed}: {whole} in all, {placed}"


def as_markdown(slug: str, remarks: Sequence[PlacedRemark]) -> str:
    """Write remarks as Markdown, in the order of the text."""
    lines = [
        f"# Remarks on {slug}",
        "",
        sum_up(remarks)[:1].upper() + sum_up(remarks)[1:] + ".",
        "",
    ]
    file = None
    for one in in_order(remarks):
        here = one.place.file if one.place else "Without a place"
        if here != file:
            lines += [f"## {here}", ""]
            file = here
        at = f"line {one.place.line}, " if one.place and one.place.line else ""
        by = f"{by_whom(one.remark.author)}, {one.remark.date}".rstrip(", ")
        lines.append(f"- **{at}{_md(by)}**: {_md(describe(one))}{_md(_SURE[one.found])}")
        for reply in _replies(one.remark.replies):
            lines.append(f"  - **{_md(by_whom(reply.author))}** replies: {_md(reply.text)}")
    return "\n".join(lines).rstrip() + "\n"


def _md(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    text = _line(text)
    for sign in ("\\", "`", "*", "_", "<", "[", "|", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text


# ---------------------------------------------------------------------------------------------
# The record


def read_record(file: TextFile, problems: Problems) -> dict[str, dict[str, Any]]:
    """Read the answers of an editor, by the keys of remarks.

    Problems: what is no YAML, an answer that is none of the three, one without a reason.
    """
    tree, places = read_yaml(file, problems)
    rows = tree.get("remarks", {}) if isinstance(tree, dict) else {}
    record: dict[str, dict[str, Any]] = {}
    if not isinstance(rows, dict):
        problems.error(Place(file.name), "`remarks:` holds no remarks", "collect them once more")
        return {}
    for key, row in rows.items():
        place = places.get(("remarks", key), Place(file.name))
        if not isinstance(row, dict):
            problems.error(place, f"the remark `{key}` has no fields", "collect them once more")
            continue
        answer, why = str(row.get("answer", "")), row.get("why")
        here = places.get(("remarks", key, "answer"), place)
        if answer and answer not in ANSWERS:
            problems.error(here, f"`{answer}` is no answer", f"write {', '.join(ANSWERS)}")
        elif answer in ("partly", "declined") and not why:
            problems.warning(here, f"`{answer}` says no reason", "write one behind `why:`")
        record[str(key)] = row
    return record


def carry_answers(
    remarks: Sequence[PlacedRemark],
    known: dict[str, dict[str, Any]],
    place: Place,
    problems: Problems,
) -> dict[str, dict[str, Any]]:
    """Give the rows *known* of *place* with the answers to pieces of a remark under its own key.

    The cells of a row, and the parts of a deletion that goes over the end of a paragraph, were
    remarks of their own before; the pieces go.

    Problems: pieces of one remark that were answered in different ways, which stay.
    """
    carried = dict(known)
    for one in remarks:
        if not (one.remark.cells or one.remark.over) or known.get(one.key, {}).get("answer"):
            continue
        now = {other.key for other in remarks}
        pieces = [key for key, row in known.items() if key not in now and _is_piece(row, one)]
        answers = {
            (str(known[key].get("answer")), str(known[key].get("why", "")))
            for key in pieces if known[key].get("answer")
        }  # fmt: skip
        if len(answers) > 1:
            problems.warning(
                place,
                f"the answers to {', '.join(f'`{key}`' for key in pieces)} are to one change now, "
                f"`{one.key}`",
                f"answer `{one.key}`, and delete the others",
            )
            continue
        for key in pieces:
            del carried[key]
        for answer, why in answers:
            carried[one.key] = {"answer": answer, "why": why}
    return carried


def _is_piece(row: Mapping[str, Any], remark: PlacedRemark) -> bool:
    """Whether *row* records a part of a change that is one remark now."""
    it = remark.remark
    same = (by_whom(it.author), it.date, remark.file)
    if (row.get("by"), row.get("date", ""), row.get("in")) != same:
        return False
    if row.get("at") != where(remark) and not it.over:
        return False
    if row.get("paragraph") == "joined":
        return bool(it.over) and row.get("at") == where(remark)
    whole = (("deleted", it.on), ("inserted", it.text))
    held = [(str(row[name]), _line(text)) for name, text in whole if row.get(name)]
    return bool(held) and all(part in text for part, text in held)


def read_collected(data: bytes, name: str, problems: Problems) -> list[dict[str, Any]]:
    """Read the remarks of the file *name* as a screen shows them, in the order of the text.

    Problems: as those of `read_record`.
    """
    text = read_text(data, name, problems)
    return [
        {
            "place": str(row.get("at", "")),
            "by": str(row.get("by", "")),
            "said": _said(row, _SCREEN),
            "words": str(row.get("on") or row.get("deleted") or ""),
            "replies": [
                {"by": str(one.get("by", "")), "says": str(one.get("says", ""))}
                for one in _rows_of(row.get("replies"))
            ],
            "answer": str(row.get("answer", "")),
            "why": str(row.get("why", "")),
        }
        for row in read_record(TextFile(name, text), problems).values()
    ]


def _rows_of(replies: object) -> list[dict[str, Any]]:
    return [one for one in replies if isinstance(one, dict)] if isinstance(replies, list) else []


def write_record(
    remarks: Sequence[PlacedRemark],
    known: Mapping[str, Mapping[str, Any]],
    outcomes: Mapping[str, str],
) -> str:
    """Write the file in which an editor answers *remarks*.

    *known*: what stands there already: answers stay, and remarks of files that were collected
    before. *outcomes*: what became of changes that were applied.
    """
    rows: dict[str, dict[str, Any]] = {}
    for one in in_order(remarks):
        before = known.get(one.key, {})
        answer, why = str(before.get("answer", "")), str(before.get("why", ""))
        if not answer and outcomes.get(one.key) == "applied":
            answer = "accepted"
        rows[one.key] = {**_row(one), "answer": answer, "why": why}
    for key, row in known.items():
        if key not in rows:
            rows[key] = {"answer": "", "why": "", **row}
    return _HEAD + (write_fields({"remarks": rows}, in_lines=True) if rows else "remarks: {}\n")


def _row(placed: PlacedRemark) -> dict[str, Any]:
    it = placed.remark
    row: dict[str, Any] = {
        "at": where(placed), "by": by_whom(it.author), "date": it.date, "in": placed.file,
    }  # fmt: skip
    if it.kind == "comment":
        row |= {"on": it.on, "comment": it.text}
    elif it.kind == "formatting":
        row |= {"on": it.on, "looks": it.text or "changed"}
    elif "¶" in (it.on, it.text):
        row["paragraph"] = "divided" if it.text == "¶" else "joined"
    else:
        row |= {"deleted": it.on, "inserted": it.text, "row": "true" if it.cells else ""}
        if not it.on and not it.is_whole:
            row["behind"] = _before(placed)
        row["untracked"] = "true" if it.kind == "untracked" else ""
    if it.is_resolved:
        row["resolved"] = "true"
    replies = [{"by": by_whom(reply.author), "says": _line(reply.text)[:LENGTH]}
               for reply in _replies(it.replies)]  # fmt: skip
    if replies:
        row["replies"] = replies
    return {
        name: _line(value)[:LENGTH] if isinstance(value, str) else value
        for name, value in row.items() if value
    }  # fmt: skip


@dataclass(frozen=True)
class AnswersTable:
    """The table of what was done with each remark, in the words of a language: an annex."""

    heading: str
    """Its name, and that of the brief."""
    summed: str
    """How many remarks there are, and how many were accepted."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Where, who, the remark, the answer and why."""

    @property
    def markdown(self) -> str:
        """The table in Markdown."""
        lines = [
            f"# {self.heading}", "", self.summed, "",
            f"| {' | '.join(self.heads)} |", f"|{'---|' * len(self.heads)}",
        ]  # fmt: skip
        lines += [f"| {' | '.join(map(_md, row))} |" for row in self.rows]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class AnnexLanguage:
    """How a language writes the annex."""

    words: Mapping[str, str]
    """By name: `accepted`, `joined`."""
    quotes: tuple[str, str]
    colon: str
    """With the blanks before and behind it."""
    semicolon: str
    """The same."""
    write_date: Callable[[str], str]
    """Writes `2026-11-29` in it."""


_SCREEN = AnnexLanguage(
    {
        "deleted": "deleted", "inserted": "inserted", "row": "row of a table", "note": "note",
        "picture": "picture", "divided": "paragraph divided", "behind": "behind",
        "joined": "joined with the next paragraph", "untracked": "not tracked",
        "looks": "looks changed",
    },
    ("“", "”"), ": ", "; ", str,
)  # fmt: skip
"""As the page beside the text says it, whose replies stand apart."""


def answers_table(
    title: str, record: Mapping[str, Mapping[str, Any]], language: AnnexLanguage
) -> AnswersTable:
    """Say what was done with each remark of *record*, and each reply, of the brief *title*."""
    words, colon = language.words, language.colon
    counts = Counter(str(row.get("answer", "")) or "open" for row in record.values())
    # The number stands behind the word, which need not be in the plural then.
    summed = [f"{words['remarks']}{colon}{len(record)}"]
    for name in (*ANSWERS, "open"):
        if counts[name]:
            summed.append(f"{words[f'is_{name}']}{colon}{counts[name]}")
    rows = []
    for row in record.values():
        answer = words[f"is_{row.get('answer') or 'open'}"] if (
            str(row.get("answer", "")) in (*ANSWERS, "")
        ) else str(row["answer"])  # fmt: skip
        remarks = [_said(row, language)]
        remarks += [f"{one.get('by', '')}{colon}{one.get('says', '')}"
                 for one in _rows_of(row.get("replies"))]  # fmt: skip
        cells = (row.get("at", ""), _who(row, language), " – ".join(remarks), answer)
        rows.append(tuple(map(str, (*cells, row.get("why", "")))))
    return AnswersTable(
        f"{words['answers']}{colon}{title}",
        " – ".join(f"{one[:1].upper()}{one[1:]}" for one in summed),
        tuple(words[name] for name in ("where", "reviewer", "remark", "answer", "why")),
        tuple(rows),
    )


def _who(row: Mapping[str, Any], language: AnnexLanguage) -> str:
    """Name who made a remark, and when; the file where that says no name."""
    by, file = str(row.get("by", "")), str(row.get("in", ""))
    named = file or by if by in ("", by_whom("")) else by
    day = str(row.get("date", ""))
    return f"{named}, {language.write_date(day)}" if day else named


def _said(row: Mapping[str, Any], language: AnnexLanguage) -> str:
    words, (opening, closing), colon = language.words, language.quotes, language.colon

    def quote(text: object) -> str:
        return f"{opening}{_in_words(str(text), words)}{closing}"

    on = f"{quote(_short(str(row['on'])))}{colon}" if row.get("on") else ""
    if "comment" in row:
        return f"{on}{row['comment']}"
    if "looks" in row:
        return f"{on}{words['looks'] if row['looks'] == 'changed' else row['looks']}"
    if row.get("paragraph") in ("divided", "joined"):
        return words[str(row["paragraph"])]
    parts = [f"{words[name]} {quote(row[name])}" for name in ("deleted", "inserted")
             if row.get(name)]  # fmt: skip
    behind = f", {words['behind']} {quote(row['behind'])}" if row.get("behind") else ""
    kinds = [words[name] for name in ("untracked", "row") if row.get(name)]
    return "".join(f"{kind}{colon}" for kind in kinds) + language.semicolon.join(parts) + behind


def _in_words(text: str, words: Mapping[str, str]) -> str:
    """Say in the words of a language what stands in a change for a note or a picture."""
    for name in ("note", "picture"):
        text = text.replace(f"[{name}]", f"[{words[name]}]")
    return text
