"""Write the pages of docs/ that are made from the code: see `pages`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from briefpress.checks.conformance import LAW, name_needs
from briefpress.checks.criteria import ROWS, Criterion
from briefpress.checks.table import TABLE, load
from briefpress.commands import table as commands
from briefpress.distribute.recipients import ADDRESS_BOOKS, COLUMNS, PARTS_OF_NAMES
from briefpress.model.contract import schemas
from briefpress.model.patches import PATCHES, VERSIONS

FOLDER = Path(__file__).parent
ROOT = Path(__file__).resolve().parents[1]
CHECKS = """\
# What `check` looks for

`briefpress check` reads briefs over with all of these; `build` and `publish` do so as well.
What has an error is printed as a draft, which says at its foot how many there are, and cannot be published.
A warning is shown.
A check is switched off for one brief in its brief.yaml, by its name and with a reason.
Where nothing needs that line any more, `check` says so:

```yaml
allow:
  widow: the last line is a quotation that must not be shortened
```

For one place only, its words say where: copy a few of them from the line that `check` names.
The check goes on looking at all others:

```yaml
allow:
  fact-disagrees:
    Of 671 people: those of the year before
```

This page is made from the checks themselves: `python docs/make.py`.
"""
COMMANDS = """\
# Commands

Each is run as `python build.py COMMAND` in a checkout, or as `briefpress COMMAND` where briefpress is installed.
Without a command it is `build`: `python build.py dprk` prints one brief.
The exit status is 0; 1 where the content has errors, or a command finds what it looks for to be wrong, as `verify` does a copy; 2 where the command line has a mistake.

This page is made from the commands themselves: `python docs/make.py`.
"""
CONTENT = """\
# Content

What stands in the YAML files of `content/`, field by field.
A field that must be there has a star.
`briefpress schema` writes the same as JSON Schemas, with which an editor completes and checks a file while you type.

What prose can name, and how it places a block, is in [the tutorial](tutorial.md).

This page is made from the contract itself: `python docs/make.py`.
"""
PATCHES_PAGE = """\
# What is changed in other libraries

Each patch is made in one version of its library.
With another version it stands aside: the page is printed all the same, with what the table says, and `doctor` says so.
On the day a library needs a patch no longer, its test fails: then the patch goes.

This page is made from the table itself, `briefpress/model/patches.py`: `python docs/make.py`.
"""
PARTS = """\
## Parts of a source

Behind the name of a source stands the part that is meant, `[@coi-2014, paras. 74–76]`, and in `source:` as well: `coi-2014, p. 5`.
A number alone is a page.
In a word with `{}`, the number stands there: `第{}段` is written `第74段`.
Before any other number stands one of these words, with or without its full stop, in small letters or in capitals.
The citation style of the house decides how it is printed: `s. 9`, `sec. 9` and `§ 9` print the same.
Words of other languages are read as well, where the language of the brief has the part.
A part may be without a number where it is unique: `[@icescr, preamble]`.
"""
ACCESSIBILITY = """\
# Accessibility

What a PDF of ours promises those who do not see it, and how somebody who must answer for it can show it.

```console
python build.py check dprk --evidence > evidence.md      # row by row, for an accessibility officer
python build.py check dprk --report                      # what the PDF says to those who do not see it
python build.py check dprk --vera                        # what veraPDF finds
```

Every PDF claims PDF/UA-1 and PDF/A-3a.
The evidence sheet goes through WCAG 2.1, levels A and AA, and clause 10 of EN 301 549, row by row.
A row is met by checks, by veraPDF or by the format itself; where something is left that no program can know, it says what a person must judge.
A check that is switched off with `allow:` leaves its row open, with the reason, and so does veraPDF where it is not installed.
The sheet names each PDF by its SHA-256, and says of a published one which edition it is.
`--format json` writes the same for a program.

PDF/UA-2 is not claimed: [decisions](decisions.md) says why.
"""
RECIPIENTS = """\
## Heads of a list of recipients

`copies` and `mail` read a list of recipients, a CSV file, by the heads of its columns, in small letters or in capitals.
Only the name is needed, in one column or as a first and a last name.
A head may stand there in two languages, `Nom / Name`.
The languages of the house are read together; columns of address books and forms are known besides.
Under notes stands what is yours alone: it is not printed.
"""
FILES = {
    "institute": "institute.yaml",
    "brief": "<slug>/brief.yaml",
    "facts": "facts.yaml",
    "meeting": "meetings/<name>.yaml",
    "boundaries": "boundaries.yaml",
    "brand": "_brand.yml",
}


def make_page(name: str) -> str:
    """Write the page *name* of `PAGES`."""
    return "\n".join(PAGES[name]()).rstrip() + "\n"


def _accessibility() -> Iterator[str]:
    yield ACCESSIBILITY
    yield f"## Who asks for it\n\n{LAW}\n"
    yield "## Row by row\n\nThis table is made from the code itself: `python docs/make.py`.\n"
    yield "| WCAG 2.1 | EN 301 549 | criterion | met by | a person must judge |"
    yield "| --- | --- | --- | --- | --- |"
    for row in ROWS:
        wcag = f"{row.wcag} ({row.level})" if row.wcag else "–"
        cells = [wcag, row.clause or "–", row.name, _met_by(row) or "–", row.judge or "–"]
        yield f"| {' | '.join(cells)} |"


def _met_by(row: Criterion) -> str:
    """Say how *row* is shown to be met, or that it does not apply."""
    if row.needs:
        return f"does not apply: the PDF holds no {name_needs(row.needs)}"
    if not row.applies:
        return f"does not apply: {row.format}"
    shown = [f"[{name}](checks.md#{name})" for name in row.checks]
    return "; ".join([*shown, *(["veraPDF"] if row.vera else []), *filter(None, [row.format])])


def _checks() -> Iterator[str]:
    yield CHECKS
    for group, names in TABLE.items():
        yield f"## {group}\n"
        for name in names:
            one = load(name)
            yield f"### {name}\n\n{one.what}\n*{one.severity.capitalize()}.*\n"
            yield f"{one.why[0].upper()}{one.why[1:]}\n\nTo mend it: {one.mend}\n"


def _commands() -> Iterator[str]:
    yield COMMANDS
    named = {name: commands.load(name) for name in commands.COMMANDS}
    below = {
        f"{name} {inner}": two
        for name, one in named.items()
        if isinstance(one, click.Group)
        for inner, two in one.commands.items()
    }
    for name, one in (named | below).items():
        context = click.Context(one, info_name=name)
        usage = " ".join([name, *one.collect_usage_pieces(context)])
        yield f"## {name}\n\n    {usage}\n\n{' '.join((one.help or '').split())}\n"
        options = [part for part in one.get_params(context) if isinstance(part, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(context))]
        yield from _table(("option", "what it does"), [(f"`{a}`", b) for a, b in rows[:-1]])


def _content() -> Iterator[str]:
    yield CONTENT
    told: set[str] = set()
    for name, schema in schemas().items():
        yield f"## {FILES[name]}\n"
        yield from _fields(schema)
        for part, below in schema.get("$defs", {}).items():
            if "properties" in below and part not in told:
                told.add(part)
                yield f"### {part}\n\n{below.get('description', '')}\n"
                yield from _fields(below)
    yield from _parts_of_sources()
    yield from _recipients()


def _parts_of_sources() -> Iterator[str]:
    """The words before a number that say which part of a source is meant, of each language."""
    yield PARTS
    for path in sorted((ROOT / "templates/languages").glob("*.toml")):
        language = tomllib.loads(path.read_text("utf-8"))
        rows = {**language["locators"], **language.get("own_locators", {})}
        yield f"`{path.stem}`:\n"
        listed = sorted(
            (f"`{'`, `'.join(dict.fromkeys(words))}`" for words in rows.values()), key=str.lower
        )
        yield from (f"- {words}" for words in listed)
        yield ""


def _recipients() -> Iterator[str]:
    """The heads of columns that a list of recipients may have, by what stands below them."""
    yield RECIPIENTS
    languages = {
        path.stem: tomllib.loads(path.read_text("utf-8"))["recipients"]
        for path in sorted((ROOT / "templates/languages").glob("*.toml"))
    }
    kinds = {
        **{column: {**languages, "others": ADDRESS_BOOKS} for column in COLUMNS},
        **{part: {"any": PARTS_OF_NAMES} for part in PARTS_OF_NAMES},
    }
    rows = []
    for kind, tables in kinds.items():
        known = [kind] if kind in COLUMNS else []
        known += [name for table in tables.values() for name in table.get(kind, ())]
        listed = "`, `".join(dict.fromkeys(known))
        rows.append((_NAMES_OF_PARTS.get(kind, kind), f"`{listed}`"))
    yield from _table(("what it is", "heads"), rows)


_NAMES_OF_PARTS = {"given": "first name", "family": "last name"}


def _patches() -> Iterator[str]:
    yield PATCHES_PAGE
    for library, version in VERSIONS.items():
        yield f"## {library} {version}\n"
        rows: list[tuple[str, ...]] = [
            (one.changed, one.without, one.upstream or "none known", f"`{one.test.split('::')[1]}`")
            for one in PATCHES
            if one.library == library
        ]
        yield from _table(("what is changed", "without it", "the issue there", "its test"), rows)


def _fields(schema: Any) -> Iterator[str]:
    required = schema.get("required", ())
    rows: list[tuple[str, ...]] = [
        (f"`{name}`" + r" \*" * (name in required), _kind(field), field.get("description", ""))
        for name, field in schema["properties"].items()
    ]
    yield from _table(("field", "holds", ""), rows)


def _kind(field: Any) -> str:
    """Say in words which values a field holds: `list of Event`."""
    if "anyOf" in field:
        kinds = [_kind(one) for one in field["anyOf"] if one.get("type") != "null"]
        return ", or ".join(dict.fromkeys(kinds))
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field or "const" in field:
        return ", ".join(f"`{value}`" for value in field.get("enum", [field.get("const")]))
    kind = field.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join("text" if one == "string" else one for one in kind)
    if kind == "array":
        return f"list of {_kind(field.get('items', {}))}"
    if kind == "object":
        named = next(iter(field.get("patternProperties", {}).values()), None)
        below = named or field.get("additionalProperties")
        return f"{_kind(below)}, each under its name" if isinstance(below, dict) else "fields"
    words = {"string": "text", "boolean": "`true` or `false`", "integer": "a whole number"}
    return words.get(kind, str(kind))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}"
    for row in rows:
        cells = (cell.replace("|", r"\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""


PAGES = {
    "accessibility.md": _accessibility,
    "checks.md": _checks,
    "commands.md": _commands,
    "content.md": _content,
    "patches.md": _patches,
}
"""Who writes the lines of each page."""

if __name__ == "__main__":
    for name in PAGES:
        (FOLDER / name).write_text(make_page(name), "utf-8")
