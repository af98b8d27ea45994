"""Turn Sources into a Brief: fields checked, every name known, prose set; every problem at once."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..model.brief import Brief, DataTable, Language, Sources, TextFile
from ..model.contract import BriefFields, Contract, Fact, Figure, Institute, Meeting, Table
from ..model.problems import Place, Problems, nearest
from ..model.text import Block, Citation, Fragment, Value, as_text, fold_name, is_file_name
from .csv_text import is_date, read_csv
from .images import find_fault
from .migrations import migrate, read_contract
from .prose import NAMED, Typesetter
from .yaml_notes import strip_notes
from .yaml_text import Path, Scalar, read_yaml

VALUES = ("title", "standfirst", "number", "series", "published", "updated", "next_update")
"""Fields that prose can print by name, besides facts."""

Model = TypeVar("Model", bound=Contract)


def parse_brief(sources: Sources, languages: Mapping[str, Language], problems: Problems) -> Brief:
    """Turn *sources* into a `Brief`, in one of *languages*.

    Problems: whatever is no YAML and no CSV; unknown, missing and ill-typed fields; names
    that nobody defined; files that are not there; rows that are ragged. Raises `Stopped` after all
    of them are noted.
    """
    contract, institute = _read_institute(sources.institute, problems)
    tree, places = read_yaml(sources.fields, problems)
    problems.stop_on_errors()
    tree, places = migrate("brief", tree, places, contract)
    language = _language(tree, institute, languages, places, problems)
    typesetter = Typesetter(language, problems)
    fields = _validate(BriefFields, tree, places, problems, typesetter)
    prose = typesetter.set(sources.prose.text, Place(sources.prose.name, 1), inline=False)
    if fields is None or institute is None:
        cites = (mark for mark in typesetter.marks if isinstance(mark, Citation))
        if isinstance(known := tree.get("sources", {}), dict):
            _check_citations(cites, known, problems)
        problems.stop_on_errors()
        raise AssertionError("a contract that failed noted no problem")
    for place in typesetter.comments if fields.embed_content else ():
        problems.warning(
            place,
            "a comment: it is not printed, but the PDF carries it",
            "move it to `notes:` in brief.yaml, or say `embed_content: false` there",
        )
    brief = Brief(
        slug=sources.slug,
        institute=institute,
        fields=fields,
        prose=prose,
        marks=tuple(typesetter.marks),
        data=dict(_read_data(sources, fields, places, problems)),
        files=dict(_read_pictures(sources, fields, places, problems)),
        places=places,
        texts=tuple(_texts(sources)),
        content=_carried(sources, fields, places, problems) if fields.embed_content else {},
    )
    _check_names(brief, problems)
    problems.stop_on_errors()
    return brief


def parse_institute(file: TextFile, problems: Problems) -> Institute | None:
    """Turn institute.yaml into an `Institute`; None where it has errors.

    Raises `Stopped` where it is written for a newer briefpress.
    """
    return _read_institute(file, problems)[1]


def _read_institute(file: TextFile, problems: Problems) -> tuple[int, Institute | None]:
    """The contract that institute.yaml names, and what it says; None where it has errors."""
    tree, places = read_yaml(file, problems)
    contract = read_contract(tree, places, problems)
    tree, places = migrate("institute", tree, places, contract)
    return contract, _validate(Institute, tree, places, problems)


def parse_meeting(
    file: TextFile, institute: TextFile, problems: Problems
) -> tuple[Meeting, Mapping[Path, Place]]:
    """Turn a meeting's YAML into a `Meeting`, and the place of each value. Raises `Stopped`.

    *institute*: institute.yaml, which names the contract that the meeting is written for.
    """
    contract = read_contract(*read_yaml(institute, problems), problems)
    tree, places = read_yaml(file, problems)
    problems.stop_on_errors()
    tree, places = migrate("meeting", tree, places, contract)
    meeting = _validate(Meeting, tree, places, problems)
    problems.stop_on_errors()
    assert meeting is not None
    if meeting.ends and meeting.ends < meeting.begins:
        problems.error(places[("ends",)], "the meeting ends before it begins", "correct the days")
        problems.stop_on_errors()
    return meeting, places


def _texts(sources: Sources) -> Iterator[TextFile]:
    yield from (sources.prose, sources.fields, sources.institute)
    for name, data in sources.files.items():
        if name.endswith(".csv"):
            yield TextFile(f"{sources.folder}/{name}", as_text(data), data)


# ---------------------------------------------------------------------------------------------
# The contract


@dataclass
class _Context:
    """What the fields of the contract ask for while they are checked."""

    typesetter: Typesetter | None

    def set(self, text: str, *, inline: bool) -> Fragment:
        assert self.typesetter is not None
        place = text.place if isinstance(text, Scalar) else Place("")
        return self.typesetter.set(text, place, inline=inline)

    def cite(self, text: str) -> Citation:
        assert self.typesetter is not None
        return self.typesetter.cite(text, text.place if isinstance(text, Scalar) else Place(""))

    def json(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.json(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.json(item) for item in value]
        plain = isinstance(value, Scalar) and value.plain
        if plain and (value in ("true", "false", "null") or _JSON_NUMBER.fullmatch(value)):
            return json.loads(value)
        return str(value) if isinstance(value, Scalar) else value


_JSON_NUMBER = re.compile(r"-?(0|[1-9]\d{0,15})(\.\d{1,15})?")


def _validate(
    model: type[Model],
    tree: Any,
    places: Mapping[Path, Place],
    problems: Problems,
    typesetter: Typesetter | None = None,
) -> Model | None:
    try:
        return model.model_validate(tree, context=_Context(typesetter))
    except ValidationError as error:
        found = error.errors(include_url=False)
        misspelt = {hint for one in found if (hint := _meant(one, model))}
        for one in found:
            # What is missing because it is misspelt is said already.
            if one["type"] != "missing" or one["loc"] not in misspelt:
                _word(one, model, places, problems)
    return None


def _meant(found: Any, model: type[BaseModel]) -> Path | None:
    """The field that an unknown one was meant to be, by its path."""
    if found["type"] != "extra_forbidden":
        return None
    *above, name = found["loc"]
    close = get_close_matches(str(name), _fields(model, tuple(above)), n=1)
    return (*above, close[0]) if close else None


def _word(
    found: Any, model: type[BaseModel], places: Mapping[Path, Place], problems: Problems
) -> None:
    """Say in an author's words what pydantic found."""
    kind, where = found["type"], found["loc"]
    path = tuple(step for step in where if step != "[key]")
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    held = path
    while held not in places:
        held = held[:-1]
    place, given = places[held], found["input"]
    context = found.get("ctx", {})
    if kind == "extra_forbidden":
        problems.error(place, f"unknown field `{name}`", nearest(name, _fields(model, path[:-1])))
    elif kind == "missing":
        problems.error(place, f"the field `{name}` is missing", f"add `{name}: …`")
    elif where[-1:] == ("[key]",):
        problems.error(
            place,
            f"`{name}` is not a name",
            "use letters, digits, - and _, and begin with a letter",
        )
    elif kind == "literal_error":
        values = [value.strip("' ") for value in re.split(", | or ", context["expected"])]
        problems.error(place, f"`{given}` is no {name}", nearest(str(given), values))
    elif kind == "string_type" or (kind == "value_error" and isinstance(given, dict | list)):
        problems.error(
            place,
            f"`{name}` should be text",
            "put the text in quotation marks where it holds a colon or begins with a bracket",
        )
    elif kind == "value_error":
        problems.error(place, f"`{name}`: {context['error']}", _SCHEMA)
    elif kind in {"dict_type", "model_type", "model_attributes_type"}:
        problems.error(place, f"`{name}` should hold fields", "write `name: value` lines under it")
    elif kind.startswith("bool"):
        problems.error(place, f"`{name}` is neither true nor false", f"write `{name}: false`")
    elif kind == "list_type":
        problems.error(place, f"`{name}` should be a list", "begin each line under it with `- `")
    elif kind == "too_short":
        problems.error(place, f"`{name}` is empty", "add a line, or delete the field")
    elif kind.startswith(("int", "decimal", "finite", "greater", "less")):
        problems.error(
            place, f"`{given}` is no number for `{name}`", "write it in digits: 10000 or 12.5"
        )
    elif kind == "string_pattern_mismatch":
        problems.error(
            place, f"`{given}` is not a good `{name}`", _PATTERNS.get(name, "correct it")
        )
    else:
        problems.error(place, f"`{name}`: {found['msg'].lower()}", _SCHEMA)


_SCHEMA = "`python build.py schema` describes every field"
_PATTERNS = {
    "URL": "write the whole address, https://…",
    "email": "write it as name@example.org",
    "language": "write a tag such as en, fr or pt-BR",
}


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """Names of the fields that may stand at *path*, from the JSON Schema."""
    schema = model.model_json_schema()
    node: Any = schema
    for step in (None, *path):
        if step is not None:
            named = node.get("patternProperties", {}).values()
            node = node.get("items") if isinstance(step, int) else (
                node.get("properties", {}).get(step) or next(iter(named), None)
                or node.get("additionalProperties")
            )  # fmt: skip
        while node and ("$ref" in node or "anyOf" in node):
            if "anyOf" in node:
                node = next(one for one in node["anyOf"] if one.get("type") != "null")
            else:
                node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if not node:
            return []
    return list(node.get("properties", {}))


def _language(
    tree: Any,
    institute: Institute | None,
    languages: Mapping[str, Language],
    places: Mapping[Path, Place],
    problems: Problems,
) -> Language:
    """The language of the brief, as far as it can be told before its fields are checked."""
    given = tree.get("language") if isinstance(tree.get("language"), str) else None
    tag = given or (institute.language if institute else "en")
    found = languages.get(tag) or languages.get(tag.split("-")[0])
    if found is None:
        place = places[("language",)] if given else places[()]
        problems.error(
            place,
            f"no words for the language `{tag}`",
            f"known: {', '.join(sorted(languages))}; a new one is a file in templates/languages/",
        )
        problems.stop_on_errors()
    assert found is not None
    return found


# ---------------------------------------------------------------------------------------------
# Files that brief.yaml names


def _named_files(
    fields: BriefFields,
) -> Iterator[tuple[tuple[str, str], Figure | Table]]:
    for name, figure in fields.figures.items():
        yield ("figures", name), figure
    for name, table in fields.tables.items():
        yield ("tables", name), table


def _read_data(
    sources: Sources, fields: BriefFields, places: Mapping[Path, Place], problems: Problems
) -> Iterator[tuple[str, DataTable]]:
    for path, block in _named_files(fields):
        if block.data is None:
            continue
        place = places.get((*path, "data"), places[path])
        if _find(block.data, sources, place, problems) and block.data.endswith(".csv"):
            text = as_text(sources.files[block.data])
            table = read_csv(TextFile(f"{sources.folder}/{block.data}", text), problems)
            if table:
                yield block.data, table
        elif block.data in sources.files:
            problems.error(place, f"`{block.data}` is no CSV file", "save the sheet as CSV UTF-8")


def _find(name: str, sources: Sources, place: Place, problems: Problems) -> bool:
    if name not in sources.files:
        problems.error(
            place,
            f"no file `{name}` in {sources.folder}/",
            nearest(name, sources.files, "it holds")
            if sources.files
            else f"put it into {sources.folder}/",
        )
    return name in sources.files


def _read_pictures(
    sources: Sources, fields: BriefFields, places: Mapping[Path, Place], problems: Problems
) -> Iterator[tuple[str, bytes]]:
    for name, figure in fields.figures.items():
        place = places.get(("figures", name, "image"), places[("figures", name)])
        if (figure.image is None) == (figure.chart is None):
            problems.error(
                place,
                f"the figure `{name}` needs an image or a chart, one of them",
                "add `image: …`",
            )
        elif figure.chart is not None and figure.data is None:
            problems.error(
                place, f"the chart `{name}` has no data", "add `data: …` with a CSV file"
            )
        elif figure.image is not None and _find(figure.image, sources, place, problems):
            data = sources.files[figure.image]
            if fault := find_fault(data):
                problems.error(place, f"`{figure.image}` {fault[0]}", fault[1])
            yield figure.image, data


# ---------------------------------------------------------------------------------------------
# What the PDF carries


def _carried(
    sources: Sources, fields: BriefFields, places: Mapping[Path, Place], problems: Problems
) -> dict[str, bytes]:
    """Choose what the PDF carries: the texts, without what is for colleagues, and the named files.

    A file that nothing names stays in its folder.

    Problems: a name that not every system can write.
    """
    content = sources.content
    carried = {
        "institute.yaml": strip_notes(sources.institute, problems),
        f"{sources.slug}/brief.yaml": strip_notes(sources.fields, problems),
        f"{sources.slug}/brief.md": sources.prose.data,
    }
    known = {"brief.yaml": places[()], "brief.md": places[()]}
    if not is_file_name(sources.slug):
        problems.error(Place(sources.folder), *_not_a_name(sources.slug))
    for path, block in _named_files(fields):
        for key, name in (("data", block.data), ("image", getattr(block, "image", None))):
            if name is None or name not in sources.files or name in known:
                continue
            place = places.get((*path, key), places[path])
            if not is_file_name(name):
                problems.error(place, *_not_a_name(name))
            elif twin := next((one for one in known if fold_name(one) == fold_name(name)), None):
                problems.error(
                    place, f"`{name}` and `{twin}` are one name on Windows", "rename one of them"
                )
            known[name] = place
            carried[f"{sources.slug}/{name}"] = content[f"{sources.slug}/{name}"]
    return carried


def _not_a_name(name: str) -> tuple[str, str]:
    return (
        f"`{name}` is no file name on every system, so the PDF cannot carry it",
        "rename it with letters, digits, spaces, - and _, or say `embed_content: false`",
    )


# ---------------------------------------------------------------------------------------------
# Names


def _check_names(brief: Brief, problems: Problems) -> None:
    fields = brief.fields
    for name in ("title", "standfirst"):
        if not getattr(fields, name):
            problems.error(brief.place(name), f"`{name}` is empty", "write it")
    if not brief.prose.source.strip():
        problems.error(brief.prose.place, "there is no prose", "write it, in Markdown")
    for name, fact in fields.facts.items():
        if fact.value is None and not fact.show:
            problems.error(
                brief.place("facts", name), f"the fact `{name}` has no value", "add `value: …`"
            )
    for name, table in fields.tables.items():
        _check_table(brief, name, table, problems)
    _check_citations(brief.citations(), fields.sources, problems)
    placed: dict[tuple[str, str | None], Place] = {}
    for mark in brief.marks:
        if isinstance(mark, Value):
            _check_value(brief, mark, problems)
        elif isinstance(mark, Block):
            _check_block(brief, mark, placed, problems)
    for kind, block in _blocks(fields):
        if (kind, block) not in placed:
            called = f"{kind}.{block}" if block else kind
            problems.warning(
                brief.place(kind, block) if block else brief.place(kind),
                f"`{called}` is never placed, it will not be printed",
                f"write {{{{ {called} }}}} on a line of brief.md",
            )


def _check_citations(
    cites: Iterable[Citation], sources: Collection[str], problems: Problems
) -> None:
    for citation in cites:
        for cited in citation.items:
            if cited.key not in sources:
                near = nearest(cited.key, sources, "known sources")
                problems.error(
                    citation.place,
                    f"no source `{cited.key}` for this citation",
                    f"{near}{' Or' if near.endswith('?') else '; or'} add it to `sources:`",
                )


def _blocks(fields: BriefFields) -> Iterator[tuple[str, str | None]]:
    """Every block that *fields* define."""
    for kind in sorted(NAMED):
        for name in getattr(fields, kind):
            yield kind, name
    if any(fact.label for fact in fields.facts.values()):
        yield "facts", None
    if fields.timeline:
        yield "timeline", None
    if fields.recommendations:
        yield "recommendations", None


def _check_block(
    brief: Brief, block: Block, placed: dict[tuple[str, str | None], Place], problems: Problems
) -> None:
    called = (block.kind, block.name)
    known = getattr(brief.fields, block.kind)
    if block.name is not None and block.name not in known:
        problems.error(
            block.place,
            f"no `{block.name}` among the {block.kind}",
            nearest(block.name, known, f"{block.kind} of brief.yaml"),
        )
    elif called not in set(_blocks(brief.fields)):
        problems.error(
            block.place,
            f"there is nothing to print in `{block.kind}`",
            "give at least one fact a label" if block.kind == "facts"
            else f"fill `{block.kind}:` in brief.yaml, or delete the line",
        )  # fmt: skip
    elif called in placed:
        problems.error(
            block.place,
            f"`{'.'.join(filter(None, called))}` again, it stands in line {placed[called].line}",
            "keep one of them",
        )
    placed[called] = block.place


def _check_value(brief: Brief, value: Value, problems: Problems) -> None:
    head, *rest = value.path
    if head == "facts" and rest:
        if rest[0] not in brief.fields.facts:
            known = brief.fields.facts
            problems.error(
                value.place, f"no fact `{rest[0]}`", nearest(rest[0], known, "known facts")
            )
        elif len(rest) > 2 or (len(rest) == 2 and rest[1] not in _PRINTABLE):
            problems.error(
                value.place,
                f"a fact has no `{'.'.join(rest[1:])}` that prints",
                nearest(rest[-1], _PRINTABLE),
            )
        elif len(rest) == 2 and not getattr(brief.fields.facts[rest[0]], rest[1]):
            problems.error(
                value.place, f"the fact `{rest[0]}` has no `{rest[1]}`", f"add `{rest[1]}: …` to it"
            )
    elif head not in VALUES or rest:
        names = [*VALUES, "timeline", "recommendations", "facts"]
        names += [
            f"{kind}.{name}" for kind in ("facts", *NAMED) for name in getattr(brief.fields, kind)
        ]
        problems.error(value.place, f"nothing is called `{'.'.join(value.path)}`",
                       nearest(".".join(value.path), names))  # fmt: skip
    elif getattr(brief.fields, head) is None and head != "series":
        problems.error(value.place, f"`{head}` is not in brief.yaml", f"add `{head}: …` there")


_PRINTABLE = tuple(name for name in Fact.model_fields if name != "source")

VOTES = ("date", "question", "for", "against", "abstaining", "outcome")
OUTCOMES = ("adopted", "vetoed", "not adopted")


def _check_table(brief: Brief, name: str, table: Table, problems: Problems) -> None:
    place = brief.place("tables", name)
    if (table.data is None) == (table.rows is None):
        problems.error(
            place, f"the table `{name}` needs data or rows, one of them", "add `data: …` or `rows:`"
        )
    if table.rows is not None:
        if not table.columns:
            problems.error(place, f"the table `{name}` has no heads", "add `columns: [ … ]`")
        for number, row in enumerate(table.rows):
            if table.columns and len(row) != len(table.columns):
                problems.error(
                    brief.place("tables", name, "rows", number),
                    f"{len(row)} cell{'s' * (len(row) != 1)} under {len(table.columns)} columns",
                    "put text that holds a comma in quotation marks",
                )
    data = brief.data.get(table.data or "")
    if data and table.columns and len(table.columns) != len(data.heads):
        problems.error(
            brief.place("tables", name, "columns"),
            f"{len(table.columns)} columns, `{table.data}` has {len(data.heads)}",
            "name each column of the file",
        )
    if table.kind == "votes" and data:
        _check_votes(Place(f"{place.file.rpartition('/')[0]}/{table.data}"), data, problems)
    elif table.kind == "votes" and table.rows is not None:
        problems.error(place, "votes come from a CSV file", f"with the columns {', '.join(VOTES)}")


def _check_votes(place: Place, data: DataTable, problems: Problems) -> None:
    if tuple(head.lower() for head in data.heads) != VOTES:
        problems.error(
            place, f"the columns are {', '.join(data.heads)}", f"name them {','.join(VOTES)}"
        )
        return
    for line, row in zip(data.lines, data.rows, strict=True):
        here = Place(place.file, line)
        if not all(cell.isdecimal() and int(cell) < 1000 for cell in row[2:5]):
            problems.error(here, "a vote that is no number", "write how many voted, in digits")
        if row[5].lower() not in OUTCOMES:
            problems.error(here, f"the outcome `{row[5]}`", f"write one of: {', '.join(OUTCOMES)}")
        if not is_date(row[0]):
            problems.error(here, f"`{row[0]}` is no date", "write it as 2024-03-28")
