"""Turn Sources into a Brief: fields checked, every name known, prose set; every problem at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model.blocks.tables import Table
from ..model.blocks.votes import COLUMNS, OUTCOMES, as_votes
from ..model.brief import Brief, Language, Sources, TextFile
from ..model.cells import DataTable
from ..model.contract import BLOCKS, PAGE_BLOCKS, VALUES, BriefFields, Institute, Meeting
from ..model.fields import SOURCE_NAME, BlockKind, find_values, walk_blocks
from ..model.house import DEFAULT_LANGUAGE
from ..model.problems import Place, Problems, Stopped, nearest
from ..model.text import Block, Citation, Mark, Missing, Reference, Value
from .data_files import decimal_point, type_rows
from .facts import work_out_facts
from .house_facts import WithFacts, take_facts
from .migrations import migrate, read_contract
from .named_files import (
    DataReader,
    choose_carried,
    name_beside,
    prepare_logo,
    prepare_pictures,
    read_boundaries,
    read_own_shapes,
)
from .old_encodings import read_cells
from .prose import Typesetter
from .read_fields import fill_empty, read_fields, read_numbers, with_language
from .source_libraries import WithLibraries, take_libraries
from .sources import FACTS, is_utf8, read_text
from .translation import check_words, put_words, read_words, texts
from .yaml_text import Path, read_yaml


def parse_brief(sources: Sources, languages: Mapping[str, Language], problems: Problems) -> Brief:
    """Turn *sources* into a `Brief`, in one of *languages*.

    A brief with errors is one as well: fallbacks take the place of what cannot be read. Raises
    `Stopped` where the YAML cannot be read at all, or is written for a newer briefpress.

    Problems: whatever is no YAML and no CSV; unknown, missing and ill-typed fields; names
    that nobody defined; files that are not there; rows that are ragged.
    """
    read = _read_fields_of(sources, languages, problems)
    blocks = {name: kind.has_names for name, kind in BLOCKS.items()}
    blocks |= dict.fromkeys(PAGE_BLOCKS, False)
    keys = read.tree.get("sources")
    typesetter = Typesetter(
        _keep_units(read.language, read.tree),
        languages,
        blocks,
        problems,
        keys if isinstance(keys, dict) else (),
    )
    sources = _tell_cells(sources, read.data_language, problems)
    if not read.is_whole:  # what is wrong in the prose can be told all the same
        typesetter.set(sources.prose.text, Place(sources.prose.name, 1), inline=False)
        raise Stopped
    fields, where, filled = read_fields(
        BriefFields, read.tree, read.places, problems, typesetter, read.data_language
    )
    fields = fill_empty(fields, where, typesetter, problems)
    fields, where = _with_publications(fields, where, read.institute, sources, problems)
    if sources.tag:
        check_words(fields, where, sources, read.institute, problems)
    data = DataReader(sources, where, problems, read.data_language)
    tables = dict(data.named(fields))
    tables |= _find_votes(fields, tables, read.data_language)
    files = {**sources.house, **sources.files}
    facts, without_number = work_out_facts(fields.facts, files, data.table, where, problems, filled)
    fields = fields.model_copy(update={"facts": facts})
    filled = {*filled, *without_number, *read.taken.lost}
    prose = typesetter.set(sources.prose.text, Place(sources.prose.name, 1), inline=False)
    if fields.embed_content:
        _tell_comments(typesetter.comments, problems)
    boundaries = read_boundaries(sources, fields, problems)
    tag = read.language.tag
    facts_file = read.facts_file if read.taken.carried else None
    brief = Brief(
        house_facts=read.taken.known,
        logo=prepare_logo(sources, read.institute, tag, problems),
        slug=sources.slug,
        institute=read.institute,
        fields=fields,
        words=read.language,
        prose=prose,
        marks=tuple(typesetter.marks),
        data=tables,
        written=dict(type_rows(fields.tables)),
        files=dict(prepare_pictures(sources, fields, where, tag, problems)),
        shapes=dict(read_own_shapes(sources, fields, where, problems)),
        boundaries=boundaries,
        places=where,
        saved=sources.saved,
        texts=(*_texts(sources, read.data_language), *([facts_file] if facts_file else ())),
    )
    if fields.embed_content:
        carried = choose_carried(
            read.libraries.without_names(sources, problems),
            *(read.institute, fields, boundaries, where, read.taken.carried, problems),
        )
        brief = replace(brief, content=carried)
    if not prose.source.strip() and sources.prose.base not in sources.refused:
        problems.error(prose.place, "there is no prose", "write it, in Markdown")
    _check_blocks(brief, filled, problems)
    if not read.libraries.is_lost:
        _check_citations(brief.citations(), fields.sources, problems)
    return replace(brief, marks=tuple(_resolve(brief, filled, problems)))


def _keep_units(language: Language, tree: Mapping[str, Any]) -> Language:
    """Have *language* keep a number with each unit that a fact of *tree* is in: `88 bcm`."""
    facts = tree.get("facts")
    facts = facts.values() if isinstance(facts, dict) else ()
    units = {str(one.get("unit") or "") for one in facts if isinstance(one, dict)}
    short = "|".join(re.escape(unit) for unit in sorted(units) if _UNIT.fullmatch(unit))
    spaces = (rf"(?<=\d) (?=(?:{short})(?!\w))", "\u00a0")
    return replace(language, spaces=(*language.spaces, spaces)) if short else language


_UNIT = re.compile(r"[^\W\d_]{1,6}")
"""A unit so short that it leaves no gap where it goes to the next line with its number."""


@dataclass(frozen=True)
class _ReadFields:
    """The fields of a brief as YAML, with what they take from other files put in."""

    tree: Mapping[str, Any]
    places: dict[Path, Place]
    is_whole: bool
    """Whether all YAML could be read."""
    institute: Institute
    language: Language
    data_language: Language
    """The language of the data files: a translation has those of its original."""
    facts_file: TextFile | None
    libraries: WithLibraries
    taken: WithFacts


def _read_fields_of(
    sources: Sources, languages: Mapping[str, Language], problems: Problems
) -> _ReadFields:
    """Read the YAML of a brief, of its institute and of its translation, and what it takes from
    libraries of sources and from the facts of the house.
    """
    tree, places = read_yaml(sources.fields, problems)
    contract, institute, named = _read_institute(sources.institute, problems)
    is_brief_read = bool(tree)
    tree, places = migrate("brief", tree, places, contract)
    data_language = with_language(tree, institute, languages, places, Problems())[1]
    if sources.tag:
        tree = {**tree, "language": sources.tag}
        places["language",] = Place(sources.prose.name)
    tree, language = with_language(tree, institute, languages, places, problems)
    own = language.words.get("situation_report") if tree.get("template") == "sitrep" else None
    if own and "series" not in tree:
        tree = {**tree, "series": own}  # it is no policy brief
    if not sources.tag and "series" not in tree:
        _tell_series(language.tag, institute, named, problems)
    words = read_words(sources, contract, problems)
    facts_file = _facts_file(sources, problems)
    written = f"{sources.prose.text}\n{texts(words)}"
    libraries = take_libraries(tree, places, written, sources, problems)
    taken = take_facts(libraries.tree, libraries.places, written, facts_file, contract, problems)
    tree, places = taken.tree, taken.places
    tree = read_numbers(tree, decimal_point(data_language.locale), places, problems)
    if sources.tag:
        translated = put_words(tree, places, words, problems)
        tree, places = translated.tree, translated.places
    is_whole = is_brief_read and words.is_read
    return _ReadFields(
        tree, places, is_whole, institute, language, data_language, facts_file, libraries, taken
    )


def _tell_series(
    tag: str, institute: Institute, places: Mapping[Path, Place], problems: Problems
) -> None:
    """Tell that the series has no name in the language *tag* of a brief that names none itself.

    *places*: those of institute.yaml, which may say one name for all languages.
    """
    is_of_languages = any(len(path) == 2 and path[0] == "series" for path in places)
    if is_of_languages and not {tag, tag.split("-")[0]} & {*institute.series}:
        other = next(iter(institute.series.values()))
        problems.warning(
            places["series",],
            f"`series` has no name in `{tag}`, “{other}” is printed",
            f"add it: `series: {{ …, {tag}: … }}`",
        )


def _with_publications(
    fields: BriefFields,
    places: Mapping[Path, Place],
    institute: Institute,
    sources: Sources,
    problems: Problems,
) -> tuple[BriefFields, Mapping[Path, Place]]:
    """Give a brief with a back page the publications of its *institute*, where it names none.

    Problems: publications of its own, and no page to print them on.
    """
    if fields.publications and not fields.back_page:
        problems.warning(
            places["publications",],
            "`publications` are printed on a back page alone, and this brief has none",
            "add `back_page: true`",
        )
    if not (fields.back_page and institute.publications and fields.publications is None):
        return fields, places
    _, beside = read_yaml(sources.institute, Problems())
    of_house = {path: place for path, place in beside.items() if path[:1] == ("publications",)}
    listed = [
        one.model_copy(update={"language": one.language or institute.language})
        for one in institute.publications
    ]
    return fields.model_copy(update={"publications": listed}), {**places, **of_house}


def _tell_comments(places: Iterable[Place], problems: Problems) -> None:
    for place in places:
        problems.warning(
            place,
            "a comment: it is not printed, but the PDF carries it",
            "move it to `notes:` in brief.yaml, or say `embed_content: false` there",
        )


def parse_institute(file: TextFile, problems: Problems) -> Institute | None:
    """Turn institute.yaml into an `Institute`; None where it has errors.

    Raises `Stopped` where it is written for a newer briefpress, or cannot be read at all.
    """
    before = problems.errors
    institute = _read_institute(file, problems)[1]
    return institute if problems.errors == before else None


def _read_institute(
    file: TextFile, problems: Problems
) -> tuple[int, Institute, Mapping[Path, Place]]:
    """The contract that institute.yaml names, what it says, and where. Raises `Stopped`."""
    tree, places = read_yaml(file, problems)
    if not tree:
        raise Stopped
    contract = read_contract(tree, places, problems)
    tree, places = migrate("institute", tree, places, contract)
    return contract, read_fields(Institute, tree, places, problems).fields, places


def parse_meeting(
    file: TextFile, institute: TextFile, problems: Problems
) -> tuple[Meeting, Mapping[Path, Place]]:
    """Turn a meeting's YAML into a `Meeting`, and the place of each value.

    Fallbacks take the place of what is wrong, and have no place. Raises `Stopped` where it is no
    YAML, or nothing can stand in for what is wrong.

    *institute*: institute.yaml, which names the contract that the meeting is written for.
    """
    contract = read_contract(*read_yaml(institute, problems), problems)
    tree, places = read_yaml(file, problems)
    problems.stop_on_errors()
    tree, places = migrate("meeting", tree, places, contract)
    meeting, read, filled = read_fields(Meeting, tree, places, problems)
    days_are_known = not {("begins",), ("ends",)} & {*filled}
    if meeting.ends and days_are_known and meeting.ends < meeting.begins:
        problems.error(read[("ends",)], "the meeting ends before it begins", "correct the days")
    return meeting, {path: place for path, place in read.items() if path not in filled}


def _facts_file(sources: Sources, problems: Problems) -> TextFile | None:
    """The facts of the house; None where it has none."""
    if FACTS not in sources.house:
        return None
    data = sources.house[FACTS]
    name = name_beside(sources, FACTS)
    return TextFile(name, read_text(data, name, problems), data)


def _tell_cells(sources: Sources, language: Language, problems: Problems) -> Sources:
    """Tell of the CSV files that are no UTF-8; those that *language* cannot read are refused."""
    lost = set()
    for name, data in sources.files.items():
        if name.endswith(".csv") and not is_utf8(data):
            label = f"{sources.folder}/{name}"
            lost |= {name} if read_cells(data, label, [language], problems) is None else set()
    return replace(sources, refused=sources.refused | lost)


def _find_votes(
    fields: BriefFields, tables: Mapping[str, DataTable], language: Language
) -> Iterator[tuple[str, DataTable]]:
    """Give each file that tables of votes show, and no other block, with the heads of votes."""
    named: dict[str, set[bool]] = {}
    for _, block in walk_blocks(fields):
        name = str(getattr(block, "data", ""))
        if name in tables:
            is_votes = isinstance(block, Table) and block.kind == "votes"
            named.setdefault(name, set()).add(is_votes)
    for name in [name for name, kinds in named.items() if kinds == {True}]:
        yield name, as_votes(tables[name], _vote_words(language))


def _vote_words(language: Language) -> dict[str, Sequence[str]]:
    """How *language* names the columns and outcomes of votes: what it prints, and other words."""
    keys = (*COLUMNS, *(outcome.replace(" ", "_") for outcome in OUTCOMES))
    printed = {key: [language.words[key]] if key in language.words else [] for key in keys}
    return {key: [*printed[key], *language.vote_words.get(key, ())] for key in keys}


def _texts(sources: Sources, language: Language) -> Iterator[TextFile]:
    yield from (sources.prose, sources.fields, *filter(None, [sources.words]), sources.institute)
    for name, data in sources.files.items():
        if name.endswith(".csv") and name not in sources.refused:
            label = f"{sources.folder}/{name}"
            text = read_cells(data, label, [language], Problems())
            yield TextFile(label, text or "", data)


# ---------------------------------------------------------------------------------------------
# Names


def _check_blocks(brief: Brief, filled: Collection[Path], problems: Problems) -> None:
    """Find what is wrong in the blocks, and in the cover.

    *filled*: the paths of fallbacks: what is wrong there was told.
    """
    for path, block in walk_blocks(brief.fields):
        if any(one[:2] == path for one in filled):
            continue
        for fault in block.faults(path[-1], brief.data):
            place = brief.place(*path, *fault.path)
            if fault.file:
                place = Place(f"{place.file.rpartition('/')[0]}/{fault.file}", fault.line)
            hint, words = fault.hint, [brief.words.words.get(key, key) for key in fault.words]
            if words and brief.words.tag != DEFAULT_LANGUAGE:
                hint += f"; or, in the language of the brief: {', '.join(words)}"
            problems.error(place, fault.message, hint)
    if brief.fields.cover and not any(one[:1] == ("cover",) for one in filled):
        for fault in brief.fields.cover.faults():
            problems.error(brief.place("cover", *fault.path), fault.message, fault.hint)


def _check_citations(
    cites: Iterable[Citation], sources: Collection[str], problems: Problems
) -> None:
    for citation in cites:
        for cited in citation.items:
            # A key that is no name was told where it was read.
            if cited.key not in sources and re.fullmatch(SOURCE_NAME, cited.key):
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

    *filled*: the paths of fallbacks: what is wrong there was told.
    """
    told = {path[:number] for path in filled for number in (1, 2)}
    shown = dict.fromkeys(_blocks(brief.fields))
    placed: dict[tuple[str, str | None], Place] = {}
    placed_anywhere = {(mark.kind, mark.name) for mark in brief.marks if isinstance(mark, Block)}
    for mark in brief.marks:
        if isinstance(mark, Value):
            fault = _find_fault(brief, mark)
            if fault and mark.path[:2] not in told:
                problems.error(mark.place, *fault)
            # A fact without a value is told where it stands.
            is_empty = fault or brief.value(mark.path) is None
            yield Missing(".".join(mark.path), mark.place) if is_empty else mark
        elif isinstance(mark, Reference):
            is_placed = (mark.kind, mark.name) in placed_anywhere
            fault = _find_fault_of_reference(brief, mark, is_placed=is_placed)
            if fault and (mark.kind, mark.name) not in told:
                problems.error(mark.place, *fault)
            leads_nowhere = fault or (mark.kind, mark.name) in told
            yield Missing(mark.path, mark.place) if leads_nowhere else mark
        elif isinstance(mark, Block):
            called = (mark.kind, mark.name)
            name = _called(*called)
            is_of_page = mark.kind in PAGE_BLOCKS
            fault = _find_fault_of_page_block(brief, mark.kind) if is_of_page else None
            is_shown = called in shown or (is_of_page and not fault)
            if not is_shown and tuple(name.split(".")) not in told:
                problems.error(mark.place, *(fault or _say_why(brief, mark)))
            elif called in placed and mark.kind != "page_break":
                problems.error(
                    mark.place,
                    f"`{name}` again, it stands in line {placed[called].line}",
                    "keep one of them",
                )
            placed[called] = mark.place
            yield mark if is_shown and not mark.is_inside else Missing(name, mark.place)
        else:
            yield mark
    for kind, entry in shown:
        if (kind, entry) not in placed and not (kind == "facts" and _are_all_named(brief)):
            name = _called(kind, entry)
            problems.warning(
                brief.place(*name.split(".")),
                f"`{name}` is never placed, it will not be printed",
                f"write {{{{ {name} }}}} on a line of {brief.prose.place.base}",
            )


def _are_all_named(brief: Brief) -> bool:
    """Whether a sentence names each of the facts that are big figures, so that none is lost."""
    named = {mark.path[1] for mark in brief.marks if isinstance(mark, Value) and len(mark.path) > 1}
    return all(key in named for key, fact in brief.fields.facts.items() if fact.label)


def _called(kind: str, name: str | None) -> str:
    return f"{kind}.{name}" if name else kind


def _find_fault_of_page_block(brief: Brief, kind: str) -> tuple[str, str] | None:
    """Why a block that is made of what the brief has is empty, and what to do about it."""
    numbered = {getattr(brief.fields, field)[name].numbered for field, name in brief.numbers}
    if kind == "contents" and not brief.sections:
        return "there is no heading to list in `contents`", "write one: ## Background"
    if kind == "list_of_figures" and "figure" not in numbered:
        return "there is no figure to list", "place one, or delete the line"
    if kind == "list_of_tables" and "table" not in numbered:
        return "there is no table to list", "place one, or delete the line"
    if kind == "glossary" and not brief.fields.acronyms:
        return (
            "there is no short form to list",
            "fill `acronyms:` in brief.yaml, or delete the line",
        )
    return None


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


def _find_fault_of_reference(
    brief: Brief, reference: Reference, *, is_placed: bool
) -> tuple[str, str] | None:
    """Why *reference* leads nowhere, and what to do about it; None where it leads somewhere.

    *is_placed*: whether the block that it names is placed.
    """
    kind, name = reference.kind, reference.name
    if kind not in BLOCKS:
        those = [one for one in brief.sections if one.letter or kind == "sections"]
        known = dict.fromkeys(one.name for one in those)
        named = sum(one.name == name for one in those)
        noun = "section" if kind == "sections" else "annex"
        if named > 1:
            return f"{named} headings are called `{name}`", "name one of them: ## Risk {: #risk-2 }"
        if not known:
            way = "## Annex: sources {: .annex }" if noun == "annex" else "## Risk"
            return f"there is no {noun} to refer to", f"write one: {way}"
        return None if named else (f"no {noun} `{name}`", nearest(name, known, f"known {kind}"))
    block, noun = getattr(brief.fields, kind).get(name), BLOCKS[kind].noun
    if block is None:
        known_blocks = getattr(brief.fields, kind)
        define = f"define it under `{kind}:` in brief.yaml"
        hint = nearest(name, known_blocks, f"known {kind}") if known_blocks else define
        return f"no {noun} `{name}`", hint
    if not is_placed:
        way = f"write {{{{ {kind}.{name} }}}} on a line of {brief.prose.place.base}"
        return f"the {noun} `{name}` is never placed, so there is nothing to refer to", way
    if not (block.numbered or getattr(block, "title", None) or reference.is_page):
        return f"the {noun} `{name}` has no title to refer to it by", "add `title: …` to it"
    return None


def _find_fault(brief: Brief, value: Value) -> tuple[str, str] | None:
    """Why *value* prints nothing, and what to do about it; None where it prints something."""
    head, *rest = value.path
    kind = BLOCKS.get(head)
    if rest and kind and kind.is_in_sentences:
        return _find_fault_of_entry(brief, value, kind)
    if kind and not kind.has_names and tuple(rest) in (("ref",), ("page",)):
        return f"`{head}` has no number to refer to it by", f"write what it is: “the {head}”"
    if head not in VALUES or rest:
        names = [
            *VALUES,
            *PAGE_BLOCKS,
            *(name for name, kind in BLOCKS.items() if not kind.has_names),
        ]
        for name, kind in BLOCKS.items():
            if kind.has_names or kind.is_in_sentences:
                names += [f"{name}.{entry}" for entry in getattr(brief.fields, name)]
            if kind.has_names:
                names += [f"{name}.{entry}.ref" for entry in getattr(brief.fields, name)]
        names += [f"sections.{section.name}.ref" for section in brief.sections]
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
    given = getattr(known[name], rest[0]) if rest else None
    if rest and not (given or given == 0):
        if rest[0] == "size":
            return f"the {noun} `{name}` has no number", "add `value: …` to it"
        return f"the {noun} `{name}` has no `{rest[0]}`", f"add `{rest[0]}: …` to it"
    return None
