"""Turn Sources into a Brief: fields checked, every name known, prose set; every problem at once."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from ..model.boundaries import Boundaries, HouseBoundaries
from ..model.brief import Brief, Language, Sources, TextFile
from ..model.cells import DataTable
from ..model.contract import BLOCKS, VALUES, BriefFields, Institute, Meeting
from ..model.fields import NAME, BlockKind, Contract, find_values, walk_blocks
from ..model.maps import Map
from ..model.pictures import printed_name
from ..model.problems import NOWHERE, Place, Problems, Stopped, nearest, nearest_place
from ..model.shapes import Outline
from ..model.text import (
    Block,
    Citation,
    Fragment,
    Mark,
    Missing,
    Value,
    as_text,
    fold_name,
    is_file_name,
    without_hidden,
)
from ..model.walk import InFolder, walk
from .data_files import SHEETS, read_csv
from .facts import divide_cell, work_out_facts
from .house_facts import take_facts
from .migrations import migrate, read_contract
from .prose import Typesetter
from .refusal import Refused
from .sources import FACTS, PROSE, read_text
from .stand_ins import StandIn, fill_gaps
from .yaml_notes import strip_notes
from .yaml_text import Path, Scalar, read_yaml

Model = TypeVar("Model", bound=Contract)


def parse_brief(sources: Sources, languages: Mapping[str, Language], problems: Problems) -> Brief:
    """Turn *sources* into a `Brief`, in one of *languages*.

    A brief with errors is one as well: stand-ins take the place of what cannot be read. Raises
    `Stopped` where the YAML cannot be read at all, or is written for a newer briefpress.

    Problems: whatever is no YAML and no CSV; unknown, missing and ill-typed fields; names
    that nobody defined; files that are not there; rows that are ragged.
    """
    tree, places = read_yaml(sources.fields, problems)
    contract, institute = _read_institute(sources.institute, problems)
    is_read = bool(tree)
    tree, places = migrate("brief", tree, places, contract)
    tree, language = _with_language(tree, institute, languages, places, problems)
    facts_file = _facts_file(sources, problems)
    taken = take_facts(tree, places, sources.prose.text, facts_file, contract, problems)
    tree, places = taken.tree, taken.places
    blocks = {name: kind.has_names for name, kind in BLOCKS.items()}
    keys = tree.get("sources")
    typesetter = Typesetter(
        language, languages, blocks, problems, keys if isinstance(keys, dict) else ()
    )
    if not is_read:  # what is wrong in the prose can be told all the same
        typesetter.set(sources.prose.text, Place(sources.prose.name, 1), inline=False)
        raise Stopped
    fields, where, filled = _read_fields(BriefFields, tree, places, problems, typesetter)
    fields = _fill_empty(fields, where, typesetter, problems)
    data = _Data(sources, where, problems)
    tables = dict(data.named(fields))
    files = {**sources.house, **sources.files}
    facts, without_number = work_out_facts(fields.facts, files, data.table, where, problems)
    fields = fields.model_copy(update={"facts": facts})
    filled = {*filled, *without_number, *taken.lost}
    prose = typesetter.set(sources.prose.text, Place(sources.prose.name, 1), inline=False)
    for place in typesetter.comments if fields.embed_content else ():
        problems.warning(
            place,
            "a comment: it is not printed, but the PDF carries it",
            "move it to `notes:` in brief.yaml, or say `embed_content: false` there",
        )
    boundaries = _read_boundaries(sources, fields, problems)
    brief = Brief(
        house_facts=taken.known,
        logo=_prepare_logo(sources, institute, language.tag, problems),
        slug=sources.slug,
        institute=institute,
        fields=fields,
        words=language,
        prose=prose,
        marks=tuple(typesetter.marks),
        data=tables,
        files=dict(_prepare_pictures(sources, fields, where, language.tag, problems)),
        shapes=dict(_read_own_shapes(sources, fields, where, problems)),
        boundaries=boundaries,
        places=where,
        texts=(*_texts(sources), *([facts_file] if facts_file and taken.carried else ())),
        content=_carried(sources, institute, fields, boundaries, where, taken.carried, problems)
        if fields.embed_content
        else {},
    )
    if not prose.source.strip() and PROSE not in sources.refused:
        problems.error(prose.place, "there is no prose", "write it, in Markdown")
    _check_blocks(brief, filled, problems)
    _check_citations(brief.citations(), fields.sources, problems)
    return replace(brief, marks=tuple(_resolve(brief, filled, problems)))


def parse_institute(file: TextFile, problems: Problems) -> Institute | None:
    """Turn institute.yaml into an `Institute`; None where it has errors.

    Raises `Stopped` where it is written for a newer briefpress, or cannot be read at all.
    """
    before = problems.errors
    institute = _read_institute(file, problems)[1]
    return institute if problems.errors == before else None


def _read_institute(file: TextFile, problems: Problems) -> tuple[int, Institute]:
    """The contract that institute.yaml names, and what it says. Raises `Stopped`."""
    tree, places = read_yaml(file, problems)
    if not tree:
        raise Stopped
    contract = read_contract(tree, places, problems)
    tree, places = migrate("institute", tree, places, contract)
    return contract, _read_fields(Institute, tree, places, problems).fields


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


def _facts_file(sources: Sources, problems: Problems) -> TextFile | None:
    """The facts of the house; None where it has none."""
    if FACTS not in sources.house:
        return None
    data = sources.house[FACTS]
    name = _beside(sources, FACTS)
    return TextFile(name, read_text(data, name, problems), data)


def _beside(sources: Sources, name: str) -> str:
    """What its author calls the file *name* beside institute.yaml."""
    return f"{sources.institute.name.rpartition('/')[0]}/{name}".removeprefix("/")


def _texts(sources: Sources) -> Iterator[TextFile]:
    yield from (sources.prose, sources.fields, sources.institute)
    for name, data in sources.files.items():
        if name.endswith(".csv") and name not in sources.refused:
            yield TextFile(f"{sources.folder}/{name}", without_hidden(as_text(data)), data)


# ---------------------------------------------------------------------------------------------
# The contract


@dataclass
class _Context:
    """What the fields of the contract ask for while they are checked."""

    typesetter: Typesetter | None

    def set(self, text: str, *, inline: bool) -> Fragment:
        assert self.typesetter is not None
        if isinstance(text, StandIn):
            return self.typesetter.stand_in(text, NOWHERE, inline=inline)
        place = text.place if isinstance(text, Scalar) else NOWHERE
        return self.typesetter.set(text, place, inline=inline)

    def set_plain(self, text: str) -> Fragment:
        assert self.typesetter is not None
        place = text.place if isinstance(text, Scalar) else NOWHERE
        return self.typesetter.set_plain(text, place)

    def cite(self, text: str) -> Citation:
        assert self.typesetter is not None
        return self.typesetter.cite(text, text.place if isinstance(text, Scalar) else NOWHERE)

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


def _read_fields(
    model: type[Model],
    tree: Any,
    places: Mapping[Path, Place],
    problems: Problems,
    typesetter: Typesetter | None = None,
) -> _Fields[Model]:
    """Check *tree*, the fields of a *model*; stand-ins take the place of what is wrong."""
    filled: set[Path] = set()
    while True:
        found = Problems()
        if typesetter:
            typesetter.begin_anew(found)
        errors = []
        fields = None
        try:
            fields = model.model_validate(tree, context=_Context(typesetter))
        except ValidationError as error:
            errors = error.errors(include_url=False)
        meant = {one["loc"]: path for one in errors if (path := _meant(one, model, places))}
        for one in errors:
            # What is missing because it is misspelt is told already.
            if one["loc"] in meant or not (meant or filled):
                _word(one, model, places, problems)
        if not (meant or filled):
            problems.extend(found)
        if fields is not None:
            break
        for misspelt, path in meant.items():
            tree, places = _rename(tree, places, misspelt, path)
        before = len(filled)
        if not meant:
            tree = fill_gaps(model, tree, errors, filled)
        if not meant and len(filled) == before:  # nothing stands in for what is wrong
            raise Stopped
    if typesetter:
        typesetter.problems = problems
    return _Fields(fields, places, filled)


class _Fields(NamedTuple, Generic[Model]):
    """What a file says."""

    fields: Model
    places: Mapping[Path, Place]
    """Where each value stands; one of a misspelt field by the path that was meant."""
    filled: Collection[Path]
    """The paths of stand-ins: what is wrong there is told."""


def _fill_empty(
    fields: BriefFields, places: Mapping[Path, Place], typesetter: Typesetter, problems: Problems
) -> BriefFields:
    """Put stand-ins for texts that every brief has and that say nothing."""
    stand_ins = {}
    for name, info in BriefFields.model_fields.items():
        if info.is_required() and not getattr(fields, name):
            place = nearest_place((name,), places)
            problems.error(place, f"`{name}` is empty", "write it")
            stand_ins[name] = typesetter.stand_in(name, place, inline=True)
    return fields.model_copy(update=stand_ins) if stand_ins else fields


def _rename(
    tree: Any, places: Mapping[Path, Place], misspelt: Path, meant: Path
) -> tuple[Any, Mapping[Path, Place]]:
    """Read the field *misspelt* as the one that was *meant*."""
    size = len(misspelt)
    places = dict(places) | {
        meant + path[size:]: place for path, place in places.items() if path[:size] == misspelt
    }

    def renamed(tree: Any, path: Path) -> Any:
        first, *rest = path
        if rest and isinstance(tree, list):
            return [renamed(one, path[1:]) if n == first else one for n, one in enumerate(tree)]
        return {
            (name if rest or name != first else meant[-1]): (
                renamed(one, path[1:]) if rest and name == first else one
            )
            for name, one in tree.items()
        }

    return renamed(tree, misspelt), places


def _validate(
    model: type[Model], tree: Any, places: Mapping[Path, Place], problems: Problems
) -> Model | None:
    try:
        return model.model_validate(tree, context=_Context(None))
    except ValidationError as error:
        for one in error.errors(include_url=False):
            _word(one, model, places, problems)
    return None


def _meant(fault: Any, model: type[BaseModel], places: Mapping[Path, Place]) -> Path | None:
    """The field that an unknown one was meant to be, by its path; none that is there as well."""
    *above, name = fault["loc"]
    if fault["type"] != "extra_forbidden" or fault["loc"] not in places:
        return None
    close = get_close_matches(str(name), _fields(model, tuple(above)), n=1)
    return (*above, close[0]) if close and (*above, close[0]) not in places else None


def _word(
    fault: Any, model: type[BaseModel], places: Mapping[Path, Place], problems: Problems
) -> None:
    """Say in an author's words what pydantic found."""
    kind, where = fault["type"], fault["loc"]
    path = tuple(step for step in where if step != "[key]")
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    place, given = nearest_place(path, places), fault["input"]
    context = fault.get("ctx", {})
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
        hint = "write it in digits: 10000 or 12.5"
        if re.fullmatch(r"-?\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+", str(given)):
            hint = f"write it without signs between the thousands: {re.sub('[^0-9-]', '', given)}"
        problems.error(place, f"`{given}` is no number for `{name}`", hint)
    elif kind == "string_pattern_mismatch":
        problems.error(
            place, f"`{given}` is not a good `{name}`", _PATTERNS.get(name, "correct it")
        )
    else:
        problems.error(place, f"`{name}`: {fault['msg'].lower()}", _SCHEMA)


_SCHEMA = "`briefpress schema` describes every field"
_PATTERNS = {
    "URL": "write the whole address, https://…",
    "email": "write it as name@example.org",
    "language": "write a tag such as en, fr or pt-BR",
}


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """Names of the fields that may stand at *path*, from the JSON Schema."""
    schema = model.model_json_schema()
    nodes = _unfolded(schema, schema)
    for step in path:
        inner = []
        for node in nodes:
            named = node.get("patternProperties", {}).values()
            inner.append(node.get("items") if isinstance(step, int) else (
                node.get("properties", {}).get(step) or next(iter(named), None)
                or node.get("additionalProperties")
            ))  # fmt: skip
        nodes = [one for node in inner if node for one in _unfolded(node, schema)]
    return list(dict.fromkeys(name for node in nodes for name in node.get("properties", {})))


def _unfolded(node: Any, schema: Any) -> list[Any]:
    """What a *node* of *schema* may be: of a chart, a plot and a map."""
    if not isinstance(node, dict):
        return []
    if "anyOf" in node:
        return [one for part in node["anyOf"] for one in _unfolded(part, schema)]
    if "$ref" in node:
        return _unfolded(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    return [node]


def _with_language(
    tree: Any,
    institute: Institute,
    languages: Mapping[str, Language],
    places: Mapping[Path, Place],
    problems: Problems,
) -> tuple[Any, Language]:
    """Give *tree* and the language of the brief, told before its fields are checked.

    Where nobody has words for the one that is written there, another one is put into *tree*.
    """
    given = tree.get("language") if isinstance(tree.get("language"), str) else None
    tag = given or institute.language
    if language := languages.get(tag) or languages.get(tag.split("-")[0]):
        return tree, language
    problems.error(
        places[("language",)] if given else places[()],
        f"no words for the language `{tag}`",
        f"known: {', '.join(sorted(languages))}; a new one is a file in templates/languages/",
    )
    others = (languages.get(institute.language.split("-")[0]), *languages.values())
    language = next(one for one in others if one)
    return {**tree, "language": language.tag}, language


# ---------------------------------------------------------------------------------------------
# Files that brief.yaml names


def _named_files(fields: BriefFields) -> Iterator[tuple[InFolder, str, Path]]:
    """Every file of its folder that a brief names: which kind, its name, the path of the field."""
    for leaf in walk(fields):
        if kind := leaf.note(InFolder):
            yield kind, leaf.value, leaf.path


@dataclass
class _Data:
    """Reads the data files of a brief, each once."""

    sources: Sources
    places: Mapping[Path, Place]
    problems: Problems
    read: dict[tuple[str, str], DataTable | None] = field(default_factory=dict)
    """By the folder and the name; None of what cannot be read: that was told."""

    def named(self, fields: BriefFields) -> Iterator[tuple[str, DataTable]]:
        """Each table that a block of *fields* shows, as its author calls it."""
        for file, name, path in _named_files(fields):
            if file.kind == "data" and (table := self.table(name, path)):
                yield name, table

    def table(self, name: str, path: Path) -> DataTable | None:
        """The table `returns.csv`, or `returns.xlsx#Sheet name`, which the field *path* names."""
        place = nearest_place(path, self.places)
        folder = _folder(self.sources, place)
        if (folder.label, name) not in self.read:
            self.read[folder.label, name] = self._read(name, folder, place)
        return self.read[folder.label, name]

    def _read(self, name: str, folder: _Folder, place: Place) -> DataTable | None:
        file_name, _, sheet = _divide(name, folder.files)
        if not _find(file_name, folder, place, self.problems):
            return None
        label, data = f"{folder.label}/{file_name}", folder.files[file_name]
        if file_name.endswith(SHEETS):
            from .sheets import read_sheet

            return read_sheet(label, data, sheet, place, self.problems)
        if sheet:
            self.problems.error(place, f"`{file_name}` has no sheets", f"write `data: {file_name}`")
            return None
        if file_name.endswith(".csv"):
            # Of the brief's own folder, whoever read it has told what no text may hold.
            told = self.problems if folder.is_house else Problems()
            return read_csv(TextFile(label, read_text(data, label, told)), self.problems)
        self.problems.error(
            place, f"`{file_name}` is no file of data", "save the sheet as CSV UTF-8, .xlsx or .ods"
        )
        return None


class _Folder(NamedTuple):
    """Where the files lie that a field names: the brief's folder, or beside facts.yaml."""

    label: str
    files: Mapping[str, bytes]
    refused: Collection[str]
    """Names of files that cannot be read, which was told."""
    is_house: bool


def _folder(sources: Sources, place: Place) -> _Folder:
    """The folder of the files that a field at *place* names."""
    if place.file == (name := _beside(sources, FACTS)):
        return _Folder(name.rpartition("/")[0], sources.house, (), True)
    return _Folder(sources.folder, sources.files, sources.refused, False)


def _divide(name: str, files: Mapping[str, bytes]) -> tuple[str, str, str]:
    """Divide `returns.xlsx#Sheet name`; a file may have a `#` in its own name."""
    return (name, "", "") if name in files else name.partition("#")


def _find(name: str, folder: _Folder, place: Place, problems: Problems) -> bool:
    """Whether *name* can be read; whoever read the folder has told of what is there and cannot."""
    if name in folder.refused:
        return False
    if name not in folder.files:
        problems.error(
            place,
            f"no file `{name}` in {folder.label}/",
            nearest(name, folder.files, "it holds")
            if folder.files
            else f"put it into {folder.label}/",
        )
    return name in folder.files


def _read_own_shapes(
    sources: Sources, fields: BriefFields, places: Mapping[Path, Place], problems: Problems
) -> Iterator[tuple[str, tuple[Outline, ...]]]:
    """Read the shapes of each map of *fields* that has its own, by the name of its figure."""
    for name, figure in fields.figures.items():
        if not isinstance(figure.chart, Map) or figure.chart.shapes is None:
            continue
        from .shapes import read_shapes

        file = figure.chart.shapes
        place = nearest_place(("figures", name, "chart", "shapes"), places)
        if _find(file, _folder(sources, place), place, problems):
            try:
                yield name, read_shapes(sources.files[file], figure.chart.join)
            except Refused as refused:
                problems.error(place, f"`{file}` {refused.fault}", refused.hint)


BOUNDARIES = "boundaries.yaml"
"""Beside institute.yaml: how maps show what is disputed."""


def _read_boundaries(
    sources: Sources, fields: BriefFields, problems: Problems
) -> HouseBoundaries | None:
    """Read what the house has decided; None where there is no such file, or no map that asks.

    Problems: those of a YAML file, and of the shapes that it names.
    """
    if BOUNDARIES not in sources.house:
        return None
    if not any(isinstance(figure.chart, Map) for figure in fields.figures.values()):
        return None
    from .shapes import read_shapes

    data, label = sources.house[BOUNDARIES], f"{sources.folder.rpartition('/')[0]}/{BOUNDARIES}"
    tree, places = read_yaml(TextFile(label, read_text(data, label, problems), data), problems)
    decided = _validate(Boundaries, tree, places, problems)
    shapes = {}
    for leaf in walk(decided) if decided else ():
        file, place = leaf.note(InFolder), nearest_place(leaf.path, places)
        if file is None:
            continue
        if leaf.value not in sources.house:
            hint = nearest(leaf.value, sources.house, "files there")
            problems.error(place, f"no file `{leaf.value}` beside {BOUNDARIES}", hint)
            continue
        try:
            shapes[leaf.value] = read_shapes(sources.house[leaf.value], None)
        except Refused as refused:
            problems.error(place, f"`{leaf.value}` {refused.fault}", refused.hint)
    return HouseBoundaries(decided, shapes, places) if decided else None


def _prepare_logo(
    sources: Sources, institute: Institute, language: str, problems: Problems
) -> bytes:
    """Make the logo that institute.yaml names one that prints; empty where it names none."""
    if institute.logo is None:
        return b""
    name = institute.logo.file
    _, places = read_yaml(sources.institute, Problems())
    place = nearest_place(("logo", "file"), places)
    if name not in sources.house:
        near = nearest(name, sources.house, "files there") if sources.house else "put it there"
        problems.error(place, f"no file `{name}` beside institute.yaml", near)
        return b""
    from .pictures import prepare_picture

    try:
        return prepare_picture(sources.house[name], sources.house, language).data
    except Refused as refused:
        problems.error(place, f"`{name}` {refused.fault}", refused.hint)
        return b""


def _prepare_pictures(
    sources: Sources,
    fields: BriefFields,
    places: Mapping[Path, Place],
    language: str,
    problems: Problems,
) -> Iterator[tuple[str, bytes]]:
    """Make each picture that *fields* name one that prints, by its name on the page."""
    for path, block in walk_blocks(fields):
        for leaf in walk(block, path):
            file, name, place = leaf.note(InFolder), leaf.value, nearest_place(leaf.path, places)
            if (
                not file
                or file.kind != "picture"
                or not _find(name, _folder(sources, place), place, problems)
            ):
                continue
            from .pictures import prepare_picture  # 10 ms, for a brief with pictures

            try:
                picture = prepare_picture(sources.files[name], sources.files, language, block.part)
            except Refused as refused:
                problems.error(place, f"`{name}` {refused.fault}", refused.hint)
                continue
            if picture.remark:
                problems.warning(place, f"`{name}` {picture.remark[0]}", picture.remark[1])
            yield printed_name(name, block.part), picture.data


# ---------------------------------------------------------------------------------------------
# What the PDF carries


def _carried(
    sources: Sources,
    institute: Institute,
    fields: BriefFields,
    boundaries: HouseBoundaries | None,
    places: Mapping[Path, Place],
    facts: bytes,
    problems: Problems,
) -> dict[str, bytes]:
    """Choose what the PDF carries: the texts, without what is for colleagues, and the named files.

    A file that nothing names stays in its folder. *facts*: those of the house that it prints.

    Problems: a name that not every system can write.
    """
    content = sources.content
    carried = {
        "institute.yaml": strip_notes(sources.institute, problems),
        f"{sources.slug}/brief.yaml": strip_notes(sources.fields, problems),
        f"{sources.slug}/brief.md": sources.prose.data,
    }
    if institute.logo and institute.logo.file in sources.house:
        carried[institute.logo.file] = _without_remarks(sources.house[institute.logo.file])
    if boundaries:
        decided = sources.house[BOUNDARIES]
        text = TextFile(BOUNDARIES, as_text(decided), decided)
        carried[BOUNDARIES] = strip_notes(text, problems)
        carried |= {name: sources.house[name] for name in boundaries.shapes}
    if facts:
        carried[FACTS] = facts
    known = {"brief.yaml": places[()], "brief.md": places[()]}
    if not is_file_name(sources.slug):
        problems.error(Place(sources.folder), *_not_a_name(sources.slug))
    for file, named, path in _named_files(fields):
        table = (
            divide_cell(named, {**sources.house, **sources.files})[0]
            if file.kind == "cell"
            else named
        )
        place = nearest_place(path, places)
        folder = _folder(sources, place)
        name = _divide(table, folder.files)[0]
        if folder.is_house and name in folder.files and is_file_name(name):
            carried[name] = _without_remarks(folder.files[name])
        if folder.is_house or name not in folder.files or name in known:
            continue
        if not is_file_name(name):
            problems.error(place, *_not_a_name(name))
        elif twin := next((one for one in known if fold_name(one) == fold_name(name)), None):
            problems.error(
                place, f"`{name}` and `{twin}` are one name on Windows", "rename one of them"
            )
        known[name] = place
        carried[f"{sources.slug}/{name}"] = _without_remarks(content[f"{sources.slug}/{name}"])
    return carried


def _without_remarks(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8"):  # of a JPEG
        return data
    from .pictures import without_remarks

    return without_remarks(data)


def _not_a_name(name: str) -> tuple[str, str]:
    return (
        f"`{name}` is no file name on every system, so the PDF cannot carry it",
        "rename it with letters, digits, spaces, - and _, or say `embed_content: false`",
    )


# ---------------------------------------------------------------------------------------------
# Names


def _check_blocks(brief: Brief, filled: Collection[Path], problems: Problems) -> None:
    """Find what is wrong in the blocks.

    *filled*: the paths of stand-ins: what is wrong there was told.
    """
    for path, block in walk_blocks(brief.fields):
        if any(one[:2] == path for one in filled):
            continue
        for fault in block.faults(path[-1], brief.data):
            place = brief.place(*path, *fault.path)
            if fault.file:
                place = Place(f"{place.file.rpartition('/')[0]}/{fault.file}", fault.line)
            problems.error(place, fault.message, fault.hint)


def _check_citations(
    cites: Iterable[Citation], sources: Collection[str], problems: Problems
) -> None:
    for citation in cites:
        for cited in citation.items:
            # What is no name was told where it was read.
            if cited.key not in sources and re.fullmatch(NAME, cited.key):
                near = nearest(cited.key, sources, "known sources")
                problems.error(
                    citation.place,
                    f"no source `{cited.key}` for this citation",
                    f"{near}{' Or' if near.endswith('?') else '; or'} add it to `sources:`",
                )


def _blocks(fields: BriefFields) -> Iterator[tuple[str, str | None]]:
    """Every block that *fields* define: its kind, and its name where it has one."""
    shown = (path for path, block in walk_blocks(fields) if block.is_shown)
    yield from dict.fromkeys(
        (kind, str(name) if BLOCKS[kind].has_names else None) for kind, name in shown
    )


def _resolve(brief: Brief, filled: Collection[Path], problems: Problems) -> Iterator[Mark]:
    """Give each mark of *brief*, `Missing` where it prints nothing; find what is never placed.

    *filled*: the paths of stand-ins: what is wrong there was told.
    """
    told = {path[:number] for path in filled for number in (1, 2)}
    shown = dict.fromkeys(_blocks(brief.fields))
    placed: dict[tuple[str, str | None], Place] = {}
    for mark in brief.marks:
        if isinstance(mark, Value):
            fault = _find_fault(brief, mark)
            if fault and mark.path[:2] not in told:
                problems.error(mark.place, *fault)
            # A fact without a value is told where it stands.
            is_empty = fault or brief.value(mark.path) is None
            yield Missing(".".join(mark.path), mark.place) if is_empty else mark
        elif isinstance(mark, Block):
            called = (mark.kind, mark.name)
            name = _called(*called)
            if called not in shown and tuple(name.split(".")) not in told:
                problems.error(mark.place, *_say_why(brief, mark))
            elif called in placed:
                problems.error(
                    mark.place,
                    f"`{name}` again, it stands in line {placed[called].line}",
                    "keep one of them",
                )
            placed[called] = mark.place
            yield mark if called in shown else Missing(name, mark.place)
        else:
            yield mark
    for kind, entry in shown:
        if (kind, entry) not in placed:
            name = _called(kind, entry)
            problems.warning(
                brief.place(*name.split(".")),
                f"`{name}` is never placed, it will not be printed",
                f"write {{{{ {name} }}}} on a line of brief.md",
            )


def _called(kind: str, name: str | None) -> str:
    return f"{kind}.{name}" if name else kind


def _say_why(brief: Brief, block: Block) -> tuple[str, str]:
    """Why there is no such *block*, and what to do about it."""
    known = getattr(brief.fields, block.kind)
    if block.name is not None and block.name not in known:
        return (
            f"no `{block.name}` among the {block.kind}",
            nearest(block.name, known, f"{block.kind} of brief.yaml"),
        )
    fill = f"fill `{block.kind}:` in brief.yaml, or delete the line"
    return f"there is nothing to print in `{block.kind}`", BLOCKS[block.kind].model.to_show or fill


def _find_fault(brief: Brief, value: Value) -> tuple[str, str] | None:
    """Why *value* prints nothing, and what to do about it; None where it prints something."""
    head, *rest = value.path
    kind = BLOCKS.get(head)
    if rest and kind and kind.is_in_sentences:
        return _find_fault_of_entry(brief, value, kind)
    if head not in VALUES or rest:
        names = [*VALUES, *(name for name, kind in BLOCKS.items() if not kind.has_names)]
        for name, kind in BLOCKS.items():
            if kind.has_names or kind.is_in_sentences:
                names += [f"{name}.{entry}" for entry in getattr(brief.fields, name)]
        called = ".".join(value.path)
        return f"nothing is called `{called}`", nearest(called, names)
    if brief.value(value.path) is None:
        return f"`{head}` is not in brief.yaml", f"add `{head}: …` there"
    return None


def _find_fault_of_entry(brief: Brief, value: Value, kind: BlockKind) -> tuple[str, str] | None:
    """The same for `{{ facts.returned }}`, `{{ facts.returned.big }}`: an entry, or a field."""
    head, name, *rest = value.path
    noun, known, printable = kind.noun, getattr(brief.fields, head), find_values(kind.model)
    if name not in known:
        names = {*known, *(brief.house_facts if head == "facts" else ())}
        return f"no {noun} `{name}`", nearest(name, names, f"known {head}")
    if len(rest) > 1 or (rest and rest[0] not in printable):
        return f"a {noun} has no `{'.'.join(rest)}` that prints", nearest(rest[-1], printable)
    if rest and not getattr(known[name], rest[0]):
        return f"the {noun} `{name}` has no `{rest[0]}`", f"add `{rest[0]}: …` to it"
    return None
