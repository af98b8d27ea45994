"""Check a tree of YAML by the contract: fields, every fault in words, fallbacks where it fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from ..model.brief import Language, find_language, say_unknown_language
from ..model.contract import BriefFields, Institute
from ..model.fields import Contract
from ..model.house import DEFAULT_LANGUAGE
from ..model.names import write_names
from ..model.problems import NOWHERE, Place, Problems, Stopped, near, nearest, nearest_place
from ..model.text import Citation, Fragment, PartialDate
from .fallbacks import LENGTH, Fallback, fill_gaps
from .other_words import CHOICES_ELSEWHERE, find_field
from .prose import Typesetter
from .yaml_text import Path, Scalar

Model = TypeVar("Model", bound=Contract)


@dataclass
class _Context:
    """The typesetter, of which the fields of the contract ask while they are checked."""

    typesetter: Typesetter | None
    language: Language | None = None
    """The language in which dates are typed."""

    def set(self, text: str, *, inline: bool) -> Fragment:
        assert self.typesetter is not None
        if isinstance(text, Fallback):
            return self.typesetter.fallback(text, NOWHERE, inline=inline)
        place = text.place if isinstance(text, Scalar) else NOWHERE
        return self.typesetter.set(text, place, inline=inline)

    def set_plain(self, text: str) -> Fragment:
        assert self.typesetter is not None
        place = text.place if isinstance(text, Scalar) else NOWHERE
        return self.typesetter.set_plain(text, place)

    def cite(self, text: str) -> Citation:
        assert self.typesetter is not None
        return self.typesetter.cite(text, text.place if isinstance(text, Scalar) else NOWHERE)

    def read_dates(self, text: str) -> tuple[PartialDate, ...]:
        # Imported here: they take 8 ms, and most dates are written as 2024-11-26.
        from .data_files import find_habit
        from .typed_dates import read_dates

        dates = read_dates(text)
        # English is written with the day first and with the month first, others in one way.
        if len(dates) < 2 or self.language is None or self.language.tag == DEFAULT_LANGUAGE:
            return dates
        is_day_first = find_habit(";", self.language.locale).order == "day"
        return dates[:1] if is_day_first else dates

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


def read_fields(
    model: type[Model],
    tree: Any,
    places: Mapping[Path, Place],
    problems: Problems,
    typesetter: Typesetter | None = None,
    language: Language | None = None,
) -> _Fields[Model]:
    """Check *tree*, the fields of a *model*; fallbacks take the place of what is wrong.

    *language*: the one in which dates are typed, which says what 05/06/2024 is.
    """
    filled: set[Path] = set()
    guessed: set[Path] = set()
    while True:
        problems_of_try = Problems()
        if typesetter:
            typesetter.begin_anew(problems_of_try)
        errors = []
        fields = None
        try:
            fields = model.model_validate(tree, context=_Context(typesetter, language))
        except ValidationError as error:
            errors = error.errors(include_url=False)
        meant = {one["loc"]: path for one in errors if (path := _meant(one, model, places))}
        wrongly = [path for path in guessed if _is_of_another_kind(path, errors)]
        for one in errors:
            if any(one["loc"][: len(path)] == path for path in wrongly):
                continue
            # A misspelt field, which is missing for that, is told already, as is one with blanks.
            name = one["loc"][-1]
            if one["type"] == "extra_forbidden" and isinstance(name, str) and name != name.strip():
                continue
            if one["loc"] in meant or not (meant or filled):
                _word(one, model, places, problems)
        if not (meant or filled):
            problems.extend(problems_of_try)
        if fields is not None:
            break
        for misspelt, path in meant.items():
            tree, places = _rename(tree, places, misspelt, path)
            guessed.add(path)
        before = len(filled)
        if not meant:
            tree = fill_gaps(model, tree, errors, filled)
        if not meant and len(filled) == before:  # nothing stands in for what is wrong
            raise Stopped
    if typesetter:
        typesetter.problems = problems
    return _Fields(fields, places, filled)


class _Fields(NamedTuple, Generic[Model]):
    """The fields of a file, checked."""

    fields: Model
    places: Mapping[Path, Place]
    """Where each value stands; one of a misspelt field by the path that was meant."""
    filled: Collection[Path]
    """The paths of fallbacks: what is wrong there is told."""


def read_numbers(tree: Any, point: str, places: Mapping[Path, Place], problems: Problems) -> Any:
    """Give *tree* with the numbers of its facts as YAML has them: `83 000` is 83000 and, in a
    language whose *point* before decimals is a comma, `23,4` is 23.4.

    Problems: `90.469` in such a language, which its readers take for thousands.
    """
    facts = tree.get("facts") if isinstance(tree, dict) else None
    if not isinstance(facts, dict):
        return tree
    read = {}
    for name, fact in facts.items():
        read[name] = fact
        given = fact.get("value") if isinstance(fact, dict) else None
        if not isinstance(given, Scalar):
            continue
        if point == "," and _TWO_READINGS.fullmatch(given):
            whole = given.replace(".", "")
            problems.error(
                nearest_place(("facts", name, "value"), places),
                f"`{given}` may be {whole} or {given.replace('.', ',')}",
                f"write {whole}, without a sign between the thousands; or {given}0",
            )
        elif number := _as_yaml(given, point):
            read[name] = {**fact, "value": number}
    return {**tree, "facts": read}


_TWO_READINGS = re.compile(r"[-\u2212]?[1-9]\d{0,2}\.\d{3}")


def _as_yaml(given: Scalar, point: str) -> Scalar | None:
    """Write the number *given* with digits and a point alone; None where it is written so, or has a
    sign that may stand between thousands.
    """
    text = _BLANKS.sub("", given).translate(_DIGITS)
    is_parted = text != given and "," in text
    if point == "," and (is_parted or _WITH_COMMA.fullmatch(text) or _POINTS.fullmatch(text)):
        text = text.replace(".", "").replace(",", ".")
    if text == given or not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    number = Scalar(text)
    number.place, number.plain = given.place, given.plain
    return number


_DIGITS = str.maketrans(
    {chr(zero + n): str(n) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for n in range(10)}
    | {"\u066b": ".", "\u066c": "", "\u2212": "-"}
)
"""Digits of Arabic, Persian, Hindi and of full width, with the signs of the first."""
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))")
"""The signs between thousands that divide nothing else."""
_WITH_COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d{3})")
"""A number whose comma can only divide its decimals."""
_POINTS = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")
"""A number whose points can only stand between its thousands."""


def fill_empty(
    fields: BriefFields, places: Mapping[Path, Place], typesetter: Typesetter, problems: Problems
) -> BriefFields:
    """Put fallbacks for texts that every brief has and that say nothing."""
    fallbacks = {}
    for name, info in BriefFields.model_fields.items():
        if info.is_required() and not getattr(fields, name):
            place = nearest_place((name,), places)
            problems.error(place, f"`{name}` is empty", "write it")
            fallbacks[name] = typesetter.fallback(name, place, inline=True)
    return fields.model_copy(update=fallbacks) if fallbacks else fields


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


def validate_fields(
    model: type[Model], tree: Any, places: Mapping[Path, Place], problems: Problems
) -> Model | None:
    """Check *tree*, the fields of a *model* without set texts; None where it has errors."""
    try:
        return model.model_validate(tree, context=_Context(None))
    except ValidationError as error:
        for one in error.errors(include_url=False):
            _word(one, model, places, problems)
    return None


def _meant(fault: Any, model: type[BaseModel], places: Mapping[Path, Place]) -> Path | None:
    """The field that an unknown one was meant to be, by its path; none that is there as well, and
    none where the name is known at another place: its value is of that.
    """
    *above, name = fault["loc"]
    if fault["type"] != "extra_forbidden" or fault["loc"] not in places:
        return None
    known = _fields(model, tuple(above))
    close = _near(str(name), known)
    if not close or (*above, close) in places or _find_home(str(name), model, tuple(above)):
        return None
    return (*above, close)


def _is_of_another_kind(path: Path, errors: Sequence[Any]) -> bool:
    """Whether *errors* say that an unknown field is not the one at *path*, for which it was taken:
    fields are missing below it, and others stand there.
    """
    kinds = {one["type"] for one in errors if one["loc"][: len(path)] == path != one["loc"]}
    return {"missing", "extra_forbidden"} <= kinds


def _near(name: str, known: Collection[str]) -> str:
    """The one of *known* that *name* is meant to be; empty where none is like it."""
    return find_field(name, known) or near(name, known)


@dataclass(frozen=True)
class _Fault:
    """A fault that pydantic found, as far as its explanation needs it."""

    kind: str
    path: Path
    given: Any
    """The value that is wrong."""
    context: Mapping[str, Any]
    message: str
    model: type[BaseModel]

    @property
    def name(self) -> str:
        """The field that it stands in."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


Explanation = tuple[str, str]
"""A message, and the hint behind it."""


def _word(
    fault: Any, model: type[BaseModel], places: Mapping[Path, Place], problems: Problems
) -> None:
    """Tell the author, as a problem, of one *fault* that pydantic found in a file."""
    kind, where = fault["type"], fault["loc"]
    path = tuple(step for step in where if step != "[key]")
    context = fault.get("ctx", {})
    one = _Fault(kind, path, fault["input"], context, fault["msg"].lower(), model)
    is_key = where[-1:] == ("[key]",) and kind not in ("extra_forbidden", "missing")
    message, hint = _explain_key(one) if is_key else _explain(one)
    problems.error(nearest_place(path, places), message, hint)


def _explain(fault: _Fault) -> Explanation:
    if explain := _EXPLANATIONS.get(fault.kind):
        return explain(fault)
    if fault.kind.startswith("bool"):
        return f"`{fault.name}` is neither true nor false", f"write `{fault.name}: false`"
    if fault.kind.startswith(("int", "decimal", "finite", "greater", "less")):
        return _explain_number(fault)
    return f"`{fault.name}`: {fault.message}", _SCHEMA


def _explain_key(fault: _Fault) -> Explanation:
    return f"`{fault.name}` is not a name", "use letters, digits, - and _, and begin with a letter"


def _explain_unknown(fault: _Fault) -> Explanation:
    name, above = fault.name, fault.path[:-1]
    known = _fields(fault.model, above)
    meant = find_field(name, known) or name
    hint = _find_home(name, fault.model, above) or nearest(meant, known)
    return f"unknown field `{name}`", hint


def _explain_missing(fault: _Fault) -> Explanation:
    return f"the field `{fault.name}` is missing", f"add `{fault.name}: …`"


def _explain_choice(fault: _Fault) -> Explanation:
    values = [value.strip("' ") for value in re.split(", | or ", fault.context["expected"])]
    called = re.sub(r"\W", "", str(fault.given).casefold())
    meant = CHOICES_ELSEWHERE.get(fault.name, {}).get(called, "")
    hint = nearest(meant if meant in values else str(fault.given), values)
    return f"`{fault.given}` is no {fault.name}", hint


def _explain_text(fault: _Fault) -> Explanation:
    name, step = fault.name, fault.path[-1] if fault.path else ""
    if isinstance(step, int) and (text := _split_at_colon(fault.given)):
        quoted = f": {json.dumps(text, ensure_ascii=False)}" if len(text) < LENGTH else ""
        message = f"item {step + 1} of `{name}` is split at its colon"
        return message, f"put it in quotation marks{quoted}"
    hint = "put the text in quotation marks where it holds a colon or begins with a bracket"
    return f"`{name}` should be text", hint


def _explain_value(fault: _Fault) -> Explanation:
    from .typed_dates import read_dates, read_days

    given = fault.given
    message, *hints = fault.context["error"].args
    if isinstance(given, dict | list) and not hints:  # one who takes a list has a hint
        return _explain_text(fault)
    is_month = any(one.day is None for one in read_dates(str(given)))
    if not is_month and "is not a date" in message and (days := read_days(str(given))):
        message, _, _ = message.partition(", write")
        hints = [f"write {' or '.join(map(str, days))}"]
    elif not hints and (way := _as_range(str(given))) and "date" in fault.name:
        message, _, _ = message.partition(", write")
        hints = [f"write {way}"]
    elif not hints and "is not a day of the calendar" in message:
        hints = ["correct it; two years are 2019/2020"]
    elif not hints:
        message, how, way = message.partition(", write ")
        hints = [f"write {way}"] if how else []
    return f"`{fault.name}`: {message}", hints[0] if hints else _SCHEMA


_PART_OF_YEAR = re.compile(
    r"(?:(?P<part>[QTHS])(?P<number>[1-4])[ /-]?(?P<year>\d{4})"
    r"|(?P<year_first>\d{4})[ /-]?(?P<part_behind>[QTHS])(?P<number_behind>[1-4])"
    r"|(?P<decade>\d{3}0)['’]?s|(?:the|les|los|os)? ?(?:années|años|anos)? ?(?P<years>\d{3}0)s?)",
    re.IGNORECASE,
)


def _as_range(given: str) -> str:
    """Write a quarter, a half or a decade as a range of dates; empty where *given* is none."""
    match = _PART_OF_YEAR.fullmatch(given.strip())
    if match is None:
        return ""
    if decade := match["decade"] or match["years"]:
        return f"{decade}/{int(decade) + 9}"
    months = 3 if (match["part"] or match["part_behind"]).upper() in "QT" else 6
    last = int(match["number"] or match["number_behind"]) * months
    year = match["year"] or match["year_first"]
    return f"{year}-{last - months + 1:02}/{year}-{last:02}" if last <= 12 else ""


def _explain_fields(fault: _Fault) -> Explanation:
    path, name, given = fault.path, fault.name, fault.given
    hint = "write `name: value` lines under it"
    if name == "contact" and isinstance(given, str) and re.fullmatch(r"\S+@\S+\.\w+", given):
        hint = f"write {name}: {{email: {given}}}"
    elif path[:1] == ("facts",) and len(path) == 2 and isinstance(given, str):
        hint = f"write {name}: {{value: {given}, label: …}}"
    elif path[:1] == ("figures",) and len(path) == 2 and _is_file(given):
        field = "data" if given.lower().partition("#")[0].endswith(_DATA) else "image"
        chart = ", chart: {kind: line, x: …, y: …}" if field == "data" else ""
        hint = f"write {name}: {{{field}: {given}{chart}, caption: …, alt: …}}"
    elif path[:1] == ("tables",) and len(path) == 2 and _is_file(given):
        hint = f"write {name}: {{data: {given}, caption: …}}"
    elif path[:1] == ("sources",) and len(path) == 2 and isinstance(given, str):
        hint = f"write {name}: {{type: document, title: {json.dumps(given, ensure_ascii=False)}}}"
    elif path[:1] == ("sources",) and isinstance(given, str):
        hint = f"write {name}: {write_names(given)}"
    return f"`{name}` should hold fields", hint


_DATA = (".csv", ".xlsx", ".ods")


def _is_file(given: Any) -> bool:
    return isinstance(given, str) and re.fullmatch(r"\S+\.\w{3,5}(?:#.+)?", given) is not None


_ITEM_SIGN = re.compile(r"\s*([•·▪●◦‣–—]|\(?\d{1,2}[.)])\s*\S")
"""The sign with which an item begins that a word processor has written."""


def _explain_list(fault: _Fault) -> Explanation:
    name, given = fault.name, fault.given
    hint = "begin each line under it with `- `"
    if isinstance(given, str) and re.match(r"\s*[-*•] .*\n", given):
        hint = f"delete the sign behind `{name}:`, which makes a text of the lines under it"
    elif isinstance(given, str) and (match := _ITEM_SIGN.match(given)):
        hint = f"write `- ` in the place of each `{match[1]}`"
    elif isinstance(given, str) and fault.path[:1] == ("sources",):
        hint = f"write {name}: {write_names(given)}"
    elif isinstance(given, str) and name in ("columns", "rows") and "," in given:
        cells = json.dumps(re.split(r"\s*,\s*", given), ensure_ascii=False)
        hint = f"write - {cells}" if name == "rows" else f"write columns: {cells}"
    elif isinstance(given, str) and name in _LISTS_OF_TEXTS and len(given) < LENGTH:
        items = re.split(r"\s*[,;،؛，；、]\s*", given) if name in _LISTS_OF_WORDS else [given]
        hint = f"write {name}: {json.dumps(items, ensure_ascii=False)}, or {hint}"
    elif isinstance(given, dict) and name in _LISTS_OF_FIELDS and given:
        first, second = _LISTS_OF_FIELDS[name]
        hint = (
            f"write `- {first}: {next(iter(given))}`, and `  {second}: …` in a line of its own "
            "under it"
        )
    return f"`{name}` should be a list", hint


def _explain_number(fault: _Fault) -> Explanation:
    given = str(fault.given)
    hint = "write it in digits: 10000 or 12.5"
    if bound := next((one for one in _BOUNDS if one in fault.context), ""):
        hint = f"write {_BOUNDS[bound].format(fault.context[bound])}"
    elif re.fullmatch(r"-?\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+", given):
        hint = f"write it without signs between the thousands: {re.sub('[^0-9-]', '', given)}"
        if re.fullmatch(r"-?\d{1,3},\d{3}", given):
            hint += f"; or {given.replace(',', '.')}, where its comma divides decimals"
    elif re.fullmatch(r"-?\d+,\d+", given):
        hint = (
            f"write {given.replace(',', '.')}, with a point: the page has the sign of its language"
        )
    elif fault.path[:1] == ("facts",) and (match := _PER_CENT.fullmatch(given)):
        number = match[1].replace(",", ".").replace("\u2212", "-")
        hint = f'write `value: {number}`, and beside it `unit: "%"`'
    elif fault.path[:1] == ("facts",) and re.search(
        r"\d ?[^\W\d]|[^\W\d] ?\d|[%$€£~<>≈≥≤+]|\d ?[–-] ?\d", given
    ):
        hint = f"write its number alone, 10000 or 12.5, and beside it `show: {given}`"
    return f"`{given}` is no number for `{fault.name}`", hint


_BOUNDS = {"ge": "{} or more", "gt": "more than {}", "le": "{} or less", "lt": "less than {}"}
"""Bounds of a number, by the names that pydantic has for them."""
_PER_CENT = re.compile(r"([-\u2212]?\d+(?:[.,]\d+)?)\s?%")


def _explain_long(fault: _Fault) -> Explanation:
    most, length = fault.context["max_length"], len(fault.given)
    return f"`{fault.name}` has {length} characters", f"shorten it to {most} or fewer"


def _explain_empty(fault: _Fault) -> Explanation:
    return f"`{fault.name}` is empty", "add a line, or delete the field"


def _explain_pattern(fault: _Fault) -> Explanation:
    hint = _PATTERNS.get(fault.name, "correct it")
    if fault.name == "URL" and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", str(fault.given)):
        hint = f"write the whole address, https://{fault.given}"
    return f"`{fault.given}` is not a good `{fault.name}`", hint


_EXPLANATIONS: Mapping[str, Callable[[_Fault], Explanation]] = {
    "extra_forbidden": _explain_unknown,
    "missing": _explain_missing,
    "literal_error": _explain_choice,
    "string_type": _explain_text,
    "value_error": _explain_value,
    "dict_type": _explain_fields,
    "model_type": _explain_fields,
    "model_attributes_type": _explain_fields,
    "list_type": _explain_list,
    "too_short": _explain_empty,
    "string_too_long": _explain_long,
    "string_pattern_mismatch": _explain_pattern,
}
"""The kinds of faults that pydantic knows, each with what an author is told."""


def _split_at_colon(given: object) -> str:
    """Give the text that YAML has taken for a field and its value; empty where it is no such."""
    if not isinstance(given, dict) or len(given) != 1:
        return ""
    ((key, value),) = given.items()
    return f"{key}: {value}" if isinstance(value, str) else ""


_LISTS_OF_TEXTS = ("actions", "authors", "key_messages", "keywords", "languages")
_LISTS_OF_WORDS = ("authors", "keywords", "languages")
_LISTS_OF_FIELDS = {"recommendations": ("to", "actions"), "timeline": ("date", "event")}
"""Lists of fields: the first of them, which people write as a name, and the second."""
_SCHEMA = "look the field up: `briefpress schema` describes every field"
_PATTERNS = {
    "URL": "write the whole address, https://…",
    "email": "write it as name@example.org",
    "language": "write a tag such as en, fr or pt-BR",
}


@cache  # it takes as long as the rest of a check
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """Names of the fields that may stand at *path*, from the JSON Schema."""
    schema = _schema(model)
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


def _find_home(name: str, model: type[BaseModel], path: Path) -> str:
    """Say where the field *name* belongs, which is not known at *path*; empty if nowhere near, or
    where a letter too many is likelier: `pages` of a source.
    """
    if {f"{name}s", name.removesuffix("s")} & {*_fields(model, path)}:
        return ""
    for field in _fields(model, path):
        if name in _fields(model, (*path, field)):
            return f"it belongs under `{field}`: {field}: {{{name}: …}}"
    for number, above in reversed([*enumerate(path)]):
        if isinstance(above, str) and name in _fields(model, path[:number]):
            return f"it belongs beside `{above}`, not under it"
    return ""


def _unfolded(node: Any, schema: Any) -> list[Any]:
    """Give the forms that a *node* of *schema* may have: those of a chart are a plot and a map."""
    if not isinstance(node, dict):
        return []
    if "anyOf" in node:
        return [one for part in node["anyOf"] for one in _unfolded(part, schema)]
    if "$ref" in node:
        return _unfolded(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    return [node]


def with_language(
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
    if language := find_language(languages, tag):
        return tree, language
    problems.error(
        places[("language",)] if given else places[()],
        *say_unknown_language(tag, languages),
    )
    others = (languages.get(institute.language.split("-")[0]), *languages.values())
    language = next(one for one in others if one)
    return {**tree, "language": language.tag}, language
