"""Parsing: Sources become a Brief, or every problem of them is named on its line."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image
from support.depth import few
from support.houses import HEAD, House, said

from briefpress.content.yaml_text import read_yaml
from briefpress.model.brief import TextFile
from briefpress.model.cells import DataTable
from briefpress.model.contract import BriefFields, schemas
from briefpress.model.problems import Problems
from briefpress.model.text import PartialDate, plain

YAML = "content/tiny/brief.yaml"
MD = "content/tiny/brief.md"
SOURCE = "sources:\n  report: {type: report, title: A report, issued: 2024}\n"


# ---------------------------------------------------------------------------------------------
# What a brief is


@pytest.mark.long
def test_a_whole_brief_has_every_value_in_its_type(house: House) -> None:
    """Dates are dates, numbers decimals, text text; what is not written is empty or None."""
    brief = house.brief(
        """\
number: 007
updated: 2024-12-01
facts:
  returned: {value: 670, show: more than 670, as_of: 2024-04}
  share: {value: 1.10}
keywords: [NO, yes, 12:30]
"""
    )
    fields = brief.fields
    assert fields.title.html == "A tiny brief"
    assert (fields.published, fields.updated) == (date(2024, 11, 26), date(2024, 12, 1))
    assert fields.facts["returned"].value == Decimal(670)
    assert fields.facts["returned"].as_of == PartialDate(2024, 4)
    assert str(fields.facts["share"].value) == "1.10"
    assert fields.keywords == ["NO", "yes", "12:30"]
    assert fields.number == "007"
    assert fields.timeline == []
    assert fields.next_update is None


@pytest.mark.parametrize(
    ("fields", "papers"),
    [("", ("a4",)), ("paper: letter\n", ("letter",)), ("paper: [letter, a4]\n", ("letter", "a4"))],
)
def test_a_brief_has_its_own_papers_or_the_institutes(
    house: House, fields: str, papers: tuple[str, ...]
) -> None:
    """`paper` is one paper or several; without it those of the institute hold."""
    assert house.brief(fields).papers == papers


def test_a_number_stays_with_a_unit_of_a_fact(house: House) -> None:
    """A unit that the house's languages do not know, if it is short."""
    facts = "facts: {a: {value: 74, unit: bcm}, b: {value: 9, unit: households}}\n"
    html = house.brief(facts, prose="It holds 88 bcm and 12 households.").prose.html
    assert "88\u00a0bcm and 12 households" in html


def test_a_language_without_a_name_of_the_series_is_told(house: House) -> None:
    """On the line of institute.yaml, unless the brief has a series of its own, or all have one."""
    text = (house.root / "content/institute.yaml").read_text()
    house.put("../institute.yaml", text.replace(", es: Informe", ""))
    told = house.complaints("language: es\n")
    assert "content/institute.yaml:5: warning: `series` has no name in `es`" in told
    assert "hint: add it: `series: { …, es: … }`" in told
    assert "`series`" not in house.complaints("language: es\nseries: Carta\n")
    house.put("../institute.yaml", text.partition("series:")[0] + "series: Carta\n")
    assert "`series`" not in house.complaints("language: es\n")


@pytest.mark.parametrize(
    ("fields", "series"),
    [
        ("", "Policy brief"),
        ("language: fr\n", "Note de synthèse"),
        ("language: fr-CA\n", "Note de synthèse"),
        ("series: Statement\nlanguage: fr\n", "Statement"),
    ],
)
def test_a_series_is_called_in_the_language_of_the_brief(
    house: House, fields: str, series: str
) -> None:
    """The institute names its series in each language; a brief may have a series of its own."""
    assert house.brief(fields).series == series


@pytest.mark.parametrize("typed", ["water; food ;aid", "water、food、aid", "water، food، aid"])
def test_keywords_that_are_typed_as_one_are_several(house: House, typed: str) -> None:
    """A comma between them makes them several for YAML; other marks do for us."""
    brief = house.brief(f"keywords: ['{typed}', hunger]\n")
    assert brief.fields.keywords == ["water", "food", "aid", "hunger"]


def test_an_empty_value_is_as_if_it_were_not_there(house: House) -> None:
    """A field that an author has left open is not an error, and not an empty text."""
    brief = house.brief("number:\nkeywords:\nupdated: # not yet\n")
    assert (brief.fields.number, brief.fields.keywords, brief.fields.updated) == (None, [], None)


def test_an_empty_text_between_quotes_is_a_text(house: House) -> None:
    """Quotation marks with nothing between them are a value, which is empty."""
    assert house.brief('number: ""\n').fields.number == ""


def test_every_value_knows_where_it_stands(house: House) -> None:
    """A place is found by the path of a value, or of the nearest one that holds it."""
    brief = house.brief("keywords:\n  - one\n  - two\nacronyms:\n  CoI: Commission of Inquiry\n")
    assert str(brief.place("title")) == f"{YAML}:1"
    assert str(brief.place("keywords", 1)) == f"{YAML}:6"
    assert str(brief.place("acronyms", "CoI")) == f"{YAML}:8"
    assert str(brief.place("acronyms", "CoI", "what", 3)) == f"{YAML}:8"
    assert str(brief.place("no such field")) == f"{YAML}:1"


# ---------------------------------------------------------------------------------------------
# YAML


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", ":1: error: the file is empty\n  hint: begin with `title: …`"),
        ("# nothing\n", ":1: error: the file is empty\n  hint: begin with `title: …`"),
        ("- a\n", ":1: error: there are no fields\n  hint: write `name: value` lines"),
        ("just text\n", ":1: error: there are no fields\n  hint: write `name: value` lines"),
    ],
)
def test_a_file_without_fields_says_how_to_begin(house: House, text: str, complaint: str) -> None:
    """An empty file, a list or a sentence is not a brief."""
    assert house.complaints(head=text) == YAML + complaint


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("title: Rights: and security\n", 1, "put the text in quotes where it holds a colon"),
        ("facts:\n\tone: 1\n", 2, "indent with spaces, not with tabs"),
        ('number: 1\ntitle: "never closed\n\n', 2, "close the quotation mark"),
        ("number: 1\ntitle:x\npages: 2\n", 2, "put a blank behind the colon: title: x"),
        ("keywords: [one, two\ntitle: x\n", 2, "put the text in quotes where it holds a comma"),
        ("a: 1\n  b: 2\n", 2, ""),
        ("a: @b\n", 1, ""),
    ],
)
def test_what_is_no_yaml_is_an_error_on_its_line(
    house: House, text: str, line: int, hint: str
) -> None:
    """Broken YAML is one error with its line and what to do, not a traceback."""
    complaint = house.complaints(head=text)
    first, _, _ = complaint.partition(f"\n{YAML}")
    assert first.startswith(f"{YAML}:{line}")
    assert ": error: this is not YAML: " in first
    assert f"\n  hint: {hint}" in first
    assert complaint.count("this is not YAML") == 1


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ("title: Again\n", ":4: error: `title` again, it stands in line 1"),
        ("facts:\n  a: {value: 1}\n  b: {value: 2}\n  a: {value: 3}\n", ":7: error: `a` again, it"),
        ("facts: {a: {value: 1, value: 2}}\n", ":4: error: `value` again, it stands in line 4"),
        ("? [a, b]\n: c\n", ":4: error: braces or brackets where a text should begin"),
        ("? {a: b}\n: c\n", ":4: error: braces or brackets where a text should begin"),
        ("---\ntitle: x\n", ":4: error: a second document begins here"),
    ],
)
def test_yaml_that_would_lose_a_value_is_an_error(
    house: House, fields: str, complaint: str
) -> None:
    """A key that stands twice is refused, of which YAML itself would keep one value in silence."""
    assert house.complaints(fields).startswith(YAML + complaint)


@pytest.mark.long
@pytest.mark.parametrize(
    "text", [r"\u202e", r"\uE000\uE001", r"\x00", r"\u2028", r"\U0010FFFD", r"\e"]
)
@pytest.mark.parametrize("where", ['number: "1{}2"\n', 'acronyms: {{"A{}": b}}\n'])
def test_yaml_codes_write_no_hidden_characters(house: House, where: str, text: str) -> None:
    r"""A character that no text may hold is refused too where it is written as `"\u202E"`."""
    complaint = house.complaints(where.format(text))
    assert complaint.startswith(f"{YAML}:4: error: the hidden character U+")


def test_yaml_codes_write_letters(house: House) -> None:
    r"""`"\u00e9"` is a letter like any other."""
    assert house.brief('number: "\\u00e9"\n').fields.number == "é"


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("boxes:\n  b:\n    text: |\n      One.\n\n      Two <x>.\n", 9),
        ("boxes:\n  b:\n    text: One <x>.\n", 6),
    ],
)
def test_a_problem_in_a_long_text_has_its_own_line(house: House, fields: str, line: int) -> None:
    """In a text of several lines the line of the mistake is named, not that of its field."""
    complaint = house.complaints(fields, "{{ boxes.b }}\n")
    assert complaint.startswith(f"{YAML}:{line}: error: the HTML element `x`")


def test_a_value_is_no_book(house: House) -> None:
    """A single value above the limit is an error on its line."""
    complaint = house.complaints(f"number: {'x' * 20_001}\n")
    assert complaint.startswith(f"{YAML}:4: error: more than 20000 characters in one value")


# ---------------------------------------------------------------------------------------------
# Fields


@pytest.mark.parametrize(
    ("fields", "line", "name", "near"),
    [
        ("titel: x\n", 4, "titel", "title"),
        ("facts:\n  a:\n    valeu: 3\n    show: x\n", 6, "valeu", "value"),
        ("sources:\n  s:\n    type: book\n    title: T\n    container-titel: x\n", 8,
         "container-titel", "container-title"),
        ("timeline:\n  - date: 2024\n    event: x\n    sorce: y\n", 7, "sorce", "source"),
        ("recommendations:\n  - to: x\n    actions: [y]\n    actionz: [z]\n", 7,
         "actionz", "actions"),
        ("contact: {mail: x}\n", 4, "mail", "email"),
        ("authors: [{name: x, rol: y}]\n", 4, "rol", "role"),
        ("boxes:\n  b:\n    text: x\n    titel: y\n", 7, "titel", "title"),
        ("figures:\n  f:\n    image: x.png\n    caption: c\n    alt: a\n    captoin: c\n", 9,
         "captoin", "caption"),
        ("tables:\n  t:\n    caption: c\n    row: []\n", 7, "row", "rows"),
    ],
)  # fmt: skip
def test_unknown_field_names_the_nearest_one(
    house: House, fields: str, line: int, name: str, near: str
) -> None:
    """A misspelt field is an error on its own line and suggests the right name, at any depth."""
    assert (
        f"{YAML}:{line}: error: unknown field `{name}`\n  hint: did you mean `{near}`?"
        in house.complaints(fields)
    )


@pytest.mark.parametrize(
    ("fields", "name", "hint"),
    [
        ("figures: {f: {kind: bars, caption: c, alt: a}}\n", "kind",
         "it belongs under `chart`: chart: {kind: …}"),
        ("figures: {f: {chart: {kind: bars, x: a, y: b, width: page}, data: d.csv}}\n", "width",
         "it belongs beside `chart`, not under it"),
        ("contact: {short_title: x}\n", "short_title", "it belongs beside `contact`, not under it"),
        ("sources: {a: {type: book, title: A, pages: 4}}\n", "pages", "did you mean `page`?"),
    ],
)  # fmt: skip
def test_a_field_in_a_wrong_place_is_told_its_own(
    house: House, fields: str, name: str, hint: str
) -> None:
    """Whoever writes it a step too high or too deep is told where it belongs."""
    assert f"error: unknown field `{name}`\n  hint: {hint}" in house.complaints(fields)


def test_a_field_in_a_wrong_place_is_no_other_one(house: House) -> None:
    """The text of `unit:` beside `chart:` is not taken for the date of the field `until`."""
    figure = "data: d.csv, chart: {kind: bars, x: a, y: b}, caption: c, alt: a, unit: people"
    house.put("d.csv", "a,b\nX,1\n")
    complaints = house.complaints(f"figures: {{f: {{{figure}}}}}\n", "{{ figures.f }}\n")
    assert "`unit`" in complaints
    assert complaints.count("error:") == 1


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("date: 2024-11-26", "unknown field `date`\n  hint: did you mean `published`?"),
        ("subtitle: x", "unknown field `subtitle`\n  hint: did you mean `standfirst`?"),
        ("untertitel: x", "unknown field `untertitel`\n  hint: did you mean `standfirst`?"),
        ("lingua: it", "unknown field `lingua`\n  hint: did you mean `language`?"),
        ("updated: 3 December 25", "`3 December 25` is not a date\n  hint: write 2025-12-03"),
        ("updated: 03/12/2025",
         "`03/12/2025` may be 2025-12-03 or 2025-03-12\n  hint: write 2025-12-03 or 2025-03-12"),
        ("key_messages: |\n  - One.\n  - Two.",
         "`key_messages` should be a list\n  hint: delete the sign behind `key_messages:`"),
        ("facts: {a: 12}", "`a` should hold fields\n  hint: write a: {value: 12, label: …}"),
        ("facts: {a: {value: USD 4 m, label: x}}",
         "`USD 4 m` is no number for `value`\n  hint: write its number alone, 10000 or 12.5, and "
         "beside it `show: USD 4 m`"),
    ],
)  # fmt: skip
def test_what_other_tools_write_is_told_with_ours(house: House, line: str, complaint: str) -> None:
    """The hint is what to write, not where to read about it."""
    assert complaint in house.complaints(line + "\n")


@pytest.mark.parametrize(
    ("lines", "told", "values"),
    [
        (["title: Sudan: the war", "standfirst: What to do: three steps"], {1, 2},
         {"title": "Sudan: the war", "standfirst": "What to do: three steps"}),
        (["key_messages:", "- @three", "- 50% of it", "- *bold* claim", "- [x] done"], {2, 4, 5},
         {"key_messages": ["@three", "50% of it", "*bold* claim", "[x] done"]}),
        (["contact:", "\tname: A", "\tphone: B"], {2, 3}, {"contact": {"name": "A", "phone": "B"}}),
        (["keywords: [**All**, 12%, @you]", "key_messages:", "- {{ facts.a }} people left"], {1, 3},
         {"keywords": ["**All**", "12%", "@you"], "key_messages": ["{{ facts.a }} people left"]}),
        (['title: "What now" is asked', "number: 3"], {1},
         {"title": '"What now" is asked', "number": "3"}),
    ],
)  # fmt: skip
def test_lines_that_are_no_yaml_are_all_told_and_read_as_they_are_meant(
    lines: list[str], told: set[int], values: dict[str, Any]
) -> None:
    """A draft shows them, and what is wrong below is told in the same round."""
    problems, text = Problems(), "\n".join(lines)
    fields, _ = read_yaml(TextFile(YAML, text, text.encode()), problems)
    assert fields == values
    assert {problem.place.line for problem in problems} == told
    assert all(problem.message.startswith("this is not YAML") for problem in problems)


@pytest.mark.parametrize("text", ["a: {b: c: d}\ne: f: g", "a: [b", "- a\nb: c", "a: b\n c: d"])
def test_what_is_no_yaml_and_can_be_meant_in_no_one_way_ends_the_reading(text: str) -> None:
    """Nothing is made up."""
    problems = Problems()
    fields, _ = read_yaml(TextFile(YAML, text, text.encode()), problems)
    assert fields == {}
    assert problems.errors


def test_sources_may_be_a_list_with_ids(house: House) -> None:
    """As pandoc and Zotero write them; an error in one stands on its line."""
    entry = "- {id: a, type: report, title: A, issued: 2024}\n"
    listed = (
        f"sources:\n{entry}- {{id: b, type: report, titel: B}}\n- {{id: a, type: book, title: C}}\n"
    )
    complaint = house.complaints(listed, "Text.[@a, p. 3][@b]\n")
    assert f"{YAML}:6: error: unknown field `titel`" in complaint
    assert f"{YAML}:7: error: the source `a` again" in complaint
    assert "no source" not in complaint


def test_an_unlike_field_lists_what_exists(house: House) -> None:
    """Where no name is near, all are listed."""
    complaint = house.complaints("contact: {zzz: x}\n")
    assert complaint.endswith("hint: known: email, name, phone, web")


def test_the_institutes_fields_are_checked_too(house: House) -> None:
    """institute.yaml is held to its contract, with its own name and lines."""
    house.put("../institute.yaml", "name: X\nwordmark: [X]\ncity: Y\nseries: Z\nadress: [A]\n")
    complaint = house.complaints()
    assert complaint == (
        "content/institute.yaml:5: error: unknown field `adress`\n  hint: did you mean `address`?"
    )


def test_a_field_that_is_only_called_like_another_brings_no_faults_of_that(house: House) -> None:
    """`voices` is no field, and what stands in it is no source either."""
    complaint = house.complaints("voices: {envoy: {who: An envoy, text: We wait.}}\n")
    assert complaint.splitlines()[::2] == [f"{YAML}:4: error: unknown field `voices`"]


def test_a_misspelt_field_is_not_missing_too(house: House) -> None:
    """One mistake is one error; another mistake in the right field is not hidden by it."""
    assert house.complaints(head="titel: x\nstandfirst: x\npublished: 2024-11-26\n") == (
        f"{YAML}:1: error: unknown field `titel`\n  hint: did you mean `title`?"
    )
    lines = house.complaints("pages: none\npagse: 2\n").splitlines()[::2]
    assert sorted(lines) == [
        f"{YAML}:4: error: `none` is no number for `pages`",
        f"{YAML}:5: error: unknown field `pagse`",
    ]


@pytest.mark.parametrize(
    ("missing", "head"),
    [
        ("title", "standfirst: x\npublished: 2024-11-26\n"),
        ("standfirst", "title: x\npublished: 2024-11-26\n"),
        ("published", "title: x\nstandfirst: x\n"),
    ],
)
def test_a_missing_field_is_named(house: House, missing: str, head: str) -> None:
    """The three fields that every brief needs are asked for by name."""
    assert house.complaints(head=head) == (
        f"{YAML}:1: error: the field `{missing}` is missing\n  hint: add `{missing}: …`"
    )


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    few([
        ("number: [1]", "`number` should be text", "put the text in quotation marks"),
        ("title_: x", "unknown field `title_`", "did you mean `title`?"),
        ("short_title: [x]", "`short_title` should be text", "put the text in quotation marks"),
        ("facts: [a]", "`facts` should hold fields", "write `name: value` lines under it"),
        ("facts: {a: 3}", "`a` should hold fields", "write a: {value: 3, label: …}"),
        ("timeline: x", "`timeline` should be a list", "begin each line under it with `- `"),
        ("keywords: {a: b}", "`keywords` should be a list", "begin each line under it with `- `"),
        ("key_messages:\n  • A\n  • B", "`key_messages` should be a list",
         "write `- ` in the place of each `•`"),
        ("keywords: water", "`keywords` should be a list", 'write keywords: ["water"], or begin'),
        ("sources: {s: {type: book, title: x, author: IOM}}", "`author` should be a list",
         'write author: [{literal: "IOM"}]'),
        ("keywords: [[a]]", "`keywords` should be text", "put the text in quotation marks"),
        ("keywords: [a, Water: half is lost]", "item 2 of `keywords` is split at its colon",
         'put it in quotation marks: "Water: half is lost"'),
        ("key_messages: [Water is scarce: half is lost.]",
         "item 1 of `key_messages` is split at its colon", "put it in quotation marks: \"Water is"),
        (f"keywords: [a: {'x' * 99}]", "item 1 of `keywords` is split",
         "put it in quotation marks"),
        ("facts: {a: {value: 1, label: x, source: [un, wfp]}}",
         "`source`: several stand in one text", "write `un; wfp`"),
        ("tables: {t: {caption: x, columns: [a], rows: [[b]], source: [un, p. 3, wfp]}}",
         "`source`: several stand in one text", "write `un, p. 3; wfp`"),
        ("timeline: [{date: 2024, event: x, source: ['un, p. 3', wfp]}]",
         "`source`: several stand in one text", "write `un, p. 3; wfp`"),
        ("pages: two", "`two` is no number for `pages`", "write it in digits: 10000 or 12.5"),
        ("facts: {x: {value: '224,700'}}", "`224,700` is no number for `value`",
         "write it without signs between the thousands: 224700"),
        ("pages: 0", "`0` is no number for `pages`", "write 1 or more"),
        ("pages: 1000", "`1000` is no number for `pages`", "write 200 or less"),
        ("facts: {a: {value: many}}", "`many` is no number for `value`", "write it in digits"),
        ("facts: {a: {value: NaN}}", "`NaN` is no number for `value`", "write it in digits"),
        ("facts: {a: {value: Infinity}}", "`Infinity` is no number for `value`", "write it in"),
        ("facts: {a: {value: '12,5'}}", "`12,5` is no number for `value`", "write 12.5, with a"),
        ("facts: {a b: {value: 1}}", "`a b` is not a name", "use letters, digits, - and _"),
        ("facts: {1a: {value: 1}}", "`1a` is not a name", "use letters, digits, - and _"),
        ("risk_level: current crises", "`current crises` is no risk_level",
         "did you mean `current crisis`?"),
        ("risk_level: Crise en cours", "`Crise en cours` is no risk_level",
         "did you mean `current crisis`?"),
        ("sources: {s: {type: reprot, title: x}}", "`reprot` is no type", "did you mean `report`?"),
        ("sources: {s: {type: website, title: x}}", "`website` is no type",
         "did you mean `webpage`?"),
        ("sources: {s: {type: Report, title: x}}", "`Report` is no type", "did you mean `report`?"),
        ("sources: {s: {type: webpage, title: x, url: 'https://a.org'}}", "unknown field `url`",
         "did you mean `URL`?"),
        ("sources: {s: {type: report, title: x, Issued: 2024}}", "unknown field `Issued`",
         "did you mean `issued`?"),
        ("sources: {s: {type: livre, title: x}}", "`livre` is no type", "did you mean `book`?"),
        ("facts: {f: {value: '7,2', label: x}}", "`7,2` is no number for `value`",
         "write 7.2, with a point: the page has"),
        ("tables: {t: {kind: vote, caption: x}}", "`vote` is no kind", "did you mean `votes`?"),
        ("keywords: 'water, rain'", "`keywords` should be a list",
         'write keywords: ["water", "rain"], or begin'),
        ("authors: 'Ana Roy, fellow'", "`authors`: `Ana Roy, fellow` may be an author and a role",
         "write {name: Ana Roy, role: fellow}; or a line for each author"),
        ("authors: 'أحمد صالح، سعاد علي'", "`authors`: `أحمد صالح، سعاد علي` may be an author and",
         "write {name: أحمد صالح, role: سعاد علي}; or a line for each author"),
        ("authors: Amina Kessy and John Doe",
         "`authors`: `Amina Kessy and John Doe` names 2 authors",
         "write a line for each author: `- Amina Kessy`, `- John Doe`"),
        ("authors: [Ana Roy, {name: A. Kessy & J. van Doe}]", "`name`: `A. Kessy & J. van Doe`",
         "write a line for each author: `- A. Kessy`, `- J. van Doe`"),
        ("sources: {s: {type: report, title: x, author: Ana Roy and Bo Elm}}",
         "`author` should be a list",
         "write author: [{family: Roy, given: Ana}, {family: Elm, given: Bo}]"),
        ("facts: {x: {value: -61 %}}", "`-61 %` is no number for `value`",
         'write `value: -61`, and beside it `unit: "%"`'),
        ("facts: {x: {value: 2,9, label: y}}", "`9` stands between braces without a value",
         "write 2.9, with a point, where the comma divides decimals"),
        ("facts: {x: {value: 7,204, label: y}}", "`204` stands between braces without a value",
         "write 7.204, with a point, where the comma divides decimals; or 7204 where"),
        ("facts: {x: {value: 2,9 million}}", "`9 million` stands between braces without a value",
         'write the number alone in digits, and beside it `show: "2,9 million"`'),
        ("key_messages: [1. Water is short.]", "a list of one item",
         "delete the number before its words"),
        ("recommendations: {Donors: [Pay.]}", "`recommendations` should be a list",
         "write `- to: Donors`, and `  actions: …` in a line of its own under it"),
        ("recommendations: [{Donors: [Pay.]}]",
         "`recommendations`: `Donors` has no `to:` and `actions:`",
         "write `- to: Donors`, and under it `  actions:` above its lines"),
        ("sources: {s: 'IOM, Report, 2024'}", "`s` should hold fields",
         'write s: {type: document, title: "IOM, Report, 2024"}'),
        ("sources: {s: {type: report, title: x, author: [IOM]}}", "`author` should hold fields",
         'write author: [{literal: "IOM"}]'),
        ("sources: {s: {type: report, title: x, author: 'LIMA, Ana; Elm, Bo'}}",
         "`author` should be a list",
         "write author: [{family: Lima, given: Ana}, {family: Elm, given: Bo}]"),
        ("sources: {s: {type: книга, title: x}}", "`книга` is no type", "did you mean `book`?"),
        ("boxes: {b: {text: x, width: full}}", "`full` is no width", "did you mean `page`?"),
        ("boxes: {b: {texte: x}}", "unknown field `texte`", "did you mean `text`?"),
        ("sources: {s: {type: book, title: x, URL: www.a.org/b}}",
         "`www.a.org/b` is not a good `URL`", "write the whole address, https://www.a.org/b"),
        ("authors: []", "`authors` is empty", "add a line, or delete the field"),
        ("recommendations: [{to: x, actions: []}]", "`actions` is empty", "add a line"),
        ("recommendations: [{To the Council: Extend it.}]",
         "`recommendations`: `To the Council: Extend it.` has no `to:` and `actions:`",
         "write `- to: The Council`, and under it `  actions: [\"Extend it.\"]`"),
        ("recommendations: [The Council should act.]",
         "`recommendations`: `The Council should act.` has no `to:` and `actions:`",
         "write `- to: …`, and under it `  actions: [\"The Council should act.\"]`"),
        ("figures: {f: photo.jpg}", "`f` should hold fields",
         "write f: {image: photo.jpg, caption: …, alt: …}"),
        ("tables: {t: data.csv}", "`t` should hold fields",
         "write t: {data: data.csv, caption: …}"),
        ("tables: {t: {caption: c, columns: [A, B], rows: ['Sudan, 3']}}",
         "`rows` should be a list", 'write - ["Sudan", "3"]'),
        ("tables: {t: {caption: c, columns: 'A, B', rows: [[1, 2]]}}",
         "`columns` should be a list", 'write columns: ["A", "B"]'),
        ("facts: {x: {value: ~500, label: y}}", "`~500` is no number for `value`",
         "write its number alone, 10000 or 12.5, and beside it `show: ~500`"),
        ("figures: {f: a.csv}", "`f` should hold fields",
         "write f: {data: a.csv, chart: {kind: line, x: …, y: …}, caption: …, alt: …}"),
        ("sources: {s: {type: report, title: x, year: 2024}}", "unknown field `year`",
         "did you mean `issued`?"),
        ("sources: {s: {type: report, title: x, institution: UN}}", "unknown field `institution`",
         "did you mean `publisher`?"),
        ("timeline: [{1 October 2024: The river rose.}]",
         "`timeline`: `1 October 2024` has no `date:` and `event:`",
         "write `- date: 1 October 2024`, and under it `  event: The river rose.`"),
        ("paper: a5", "`paper`: `a5` is no paper that we print on", "write a4 or letter"),
        ("paper: [a4, a5]", "`paper`: `a5` is no paper that we print on", ""),
        ("contact: {email: nobody}", "`nobody` is not a good `email`", "write it as name@"),
        ("sources: {s: {type: book, title: x, URL: 'javascript:x'}}",
         "`javascript:x` is not a good `URL`", "write the whole address, https://…"),
        ("sources: {s: {type: book, title: x, URL: 'file:///etc/passwd'}}",
         "`file:///etc/passwd` is not a good `URL`", "write the whole address, https://…"),
        ("language: [en]", "`language` should be text", "put the text in quotation marks"),
        ("language: sv", "no words for the language `sv`",
         "known: ar, de, en, es, fr, it, ko, nl, pt, ru, uk, zh; to add it, `briefpress theme copy "
         "templates/languages/en.toml`, rename it to sv.toml, and translate it"),
        ("language: FR", "no words for the language `FR`", "did you mean `fr`?"),
        ("language: German", "no words for the language `German`",
         "known: ar, de, en, es, fr, it, ko, nl, pt, ru, uk, zh; write one of these"),
        (f"acronyms: {{A: {'x' * 201}}}", "`A` has 201 characters",
         "shorten it to 200 or fewer"),
    ], 20),
)  # fmt: skip
def test_an_ill_typed_field_says_what_it_should_be(
    house: House, fields: str, message: str, hint: str
) -> None:
    """A value of the wrong kind is an error on its line, in an author's words, with a remedy."""
    complaint = house.complaints(fields + "\n")
    assert complaint.startswith(f"{YAML}:4: error: {message}")
    assert f"\n  hint: {hint}" in complaint
    assert complaint.count("error:") == 1


@pytest.mark.parametrize("field", ["published", "updated"])
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2026-02-30", "`2026-02-30` is not a day of the calendar"),
        ("2023-02-29", "`2023-02-29` is not a day of the calendar"),
        ("2024-13-01", "`2024-13-01` is not a day of the calendar"),
        ("31/02/2024", "`31/02/2024` is not a date\n  hint: write it as 2024-11-26"),
        ("November 2024", "`November 2024` is not a date\n  hint: write it as 2024-11-26"),
        ("yesterday", "`yesterday` is not a date\n  hint: write it as 2024-11-26"),
        ("2024-11", "`2024-11` is not a date\n  hint: write it as 2024-11-26"),
    ],
)
def test_a_bad_date_is_an_error_on_its_line(house: House, field: str, value: str, why: str) -> None:
    """A day that is not in the calendar, or not written as we write it, has its line."""
    head = HEAD if field != "published" else "title: x\nstandfirst: x\n# no date yet\n"
    assert house.complaints(f"{field}: {value}\n", head=head).startswith(
        f"{YAML}:4: error: `{field}`: {why}"
    )


@pytest.mark.parametrize(
    ("value", "parts"), [("2024", [2024]), ("2024-05", [2024, 5]), ("2024-05-08", [2024, 5, 8])]
)
def test_a_date_is_as_exact_as_its_source(house: House, value: str, parts: list[int]) -> None:
    """A year, a month or a day; nothing is added to what the source says."""
    brief = house.brief(f"timeline: [{{date: {value}, event: x}}]\n", "{{ timeline }}\n")
    assert brief.fields.timeline[0].date.parts == parts


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("29 November 2026", "2026-11-29"),
        ("November 29, 2026", "2026-11-29"),
        ("Nov. 2018", "2018-11"),
        ("11/2018", "2018-11"),
        ("03.04.2018", "2018-04-03"),
        ("30/09/2026", "2026-09-30"),
        ("1er mars 2019", "2019-03-01"),
        ("12 de noviembre de 2018", "2018-11-12"),
        ("fevereiro de 2018", "2018-02"),
        ("12 ноября 2018 г.", "2018-11-12"),
        ("12 نوفمبر 2018", "2018-11-12"),
        ("2018年11月12日", "2018-11-12"),
        ("2018년 11월", "2018-11"),
        ("2019-2020", "2019/2020"),
        ("12–14 November 2024", "2024-11-12/2024-11-14"),
        ("12 March to 3 April 2024", "2024-03-12/2024-04-03"),
        ("March – May 2020", "2020-03/2020-05"),
        ("November 2018 – March 2019", "2018-11/2019-03"),
        ("Spring 2021", "spring 2021"),
        ("Winter 2006/07", "winter 2006/2007"),
        ("April-June 2026", "2026-04/2026-06"),
        ("12-14 November 2024", "2024-11-12/2024-11-14"),
        ("c. May 2019", "c. 2019-05"),
        ("2024/25", "2024/2025"),
        ("été 2024", "summer 2024"),
        ("otoño de 2019", "autumn 2019"),
        ("зима 2019/20", "winter 2019/2020"),
        ("2024年夏季", "summer 2024"),
        ("du 5 au 7 mai 2024", "2024-05-05/2024-05-07"),
        ("del 5 al 7 de mayo de 2024", "2024-05-05/2024-05-07"),
        ("с 5 по 7 мая 2024", "2024-05-05/2024-05-07"),
    ],
)
def test_a_date_is_read_as_people_write_it(house: House, typed: str, read: str) -> None:
    """Where it has one meaning: in the timeline, and of a source, by the names of its months."""
    brief = house.brief(
        f"timeline: [{{date: '{typed}', event: x}}]\n"
        f"sources: {{a: {{type: report, title: A, issued: '{typed}'}}}}\n",
        "{{ timeline }}\n\nSo it is.[@a]\n",
    )
    assert str(brief.fields.timeline[0].date) == read
    assert str(brief.fields.sources["a"].issued) == read


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Q1 2024", "write 2024-01/2024-03"),
        ("2024 H2", "write 2024-07/2024-12"),
        ("1990s", "write 1990/1999"),
        ("2024-13", "correct it; two years are 2019/2020"),
    ],
)
def test_a_part_of_a_year_is_told_as_a_range(house: House, typed: str, hint: str) -> None:
    """A quarter may be one of a year that does not begin in January, so it is not read."""
    complaint = house.complaints(f"timeline: [{{date: '{typed}', event: x}}]\n", "{{ timeline }}\n")
    assert hint in complaint
    assert complaint.count("error:") == 1


def test_an_address_in_place_of_a_contact_is_told_with_its_field(house: House) -> None:
    """The hint is the line itself."""
    told = house.complaints("contact: info@example.org\n")
    assert "write contact: {email: info@example.org}" in told


@pytest.mark.parametrize(
    "line",
    ["timeline: [{date: 05/06/2024, event: x}]", "facts: {a: {value: 9, as_of: 05/06/2024}}",
     "updated: 05/06/2024", "sources: {a: {type: report, title: A, issued: 05/06/2024}}"],
)  # fmt: skip
def test_a_date_of_two_meanings_is_asked(house: House, line: str) -> None:
    """With both, and no other error."""
    complaint = house.complaints(f"{line}\n")
    assert "`05/06/2024` may be 2024-06-05 or 2024-05-06" in complaint
    assert complaint.count("error:") == 1


@pytest.mark.parametrize("tag", ["fr", "pt", "ru", "ar"])
def test_a_language_that_writes_the_day_first_asks_nothing(house: House, tag: str) -> None:
    """Its readers have one reading of 05/06/2024."""
    brief = house.parse(f"language: {tag}\nupdated: 05/06/2024\n")[0]
    assert brief is not None
    assert brief.fields.updated == date(2024, 6, 5)


@pytest.mark.parametrize(
    "value", ["2024-00", "2024-13", "2024-05-32", "Mai 24", "24", "20240508", "2024-05-00"]
)
def test_a_bad_partial_date_is_an_error(house: House, value: str) -> None:
    """A date that is neither year, month nor day is refused."""
    complaint = house.complaints(f"timeline: [{{date: '{value}', event: x}}]\n")
    assert complaint.startswith(f"{YAML}:4: error: `date`: `{value}` is not a da")


def test_all_problems_come_at_once(house: House) -> None:
    """Seven mistakes in two files are told in one go, each on its own line."""
    complaint = house.complaints(
        """\
titel: x
facts:
  a: {value: many}
  b: {valeu: 1}
timeline:
  - {date: 2024-02-30, event: x}
pages: none
""",
        "# Too high\n\nA <script> and [x](file:///x).\n",
    )
    errors = [line for line in complaint.splitlines() if ": error: " in line]
    assert sorted(line.partition(": error: ")[::2] for line in errors) == [
        (f"{MD}:1", "a heading of the first level"),
        (f"{MD}:3", "`file:///x` is not an address that paper can show"),
        (f"{MD}:3", "the HTML element `script` is not printed"),
        (f"{YAML}:10", "`none` is no number for `pages`"),
        (f"{YAML}:4", "unknown field `titel`"),
        (f"{YAML}:6", "`many` is no number for `value`"),
        (f"{YAML}:7", "unknown field `valeu`"),
        (f"{YAML}:9", "`date`: `2024-02-30` is not a day of the calendar"),
    ]


def test_problems_come_in_the_order_of_the_text(house: House) -> None:
    """Mistakes of one kind are told from top to bottom, whatever they are called."""
    names = [f"n{number * 37 % 101}" for number in range(30)]
    calls = "".join(f"a[^{name}]\n" for name in names)
    notes = "".join(f"\n[^{name}x]: b\n" for name in names)
    lines = house.complaints("", calls + notes).splitlines()[::2]
    told = [line.partition("`[^")[2].partition("]")[0] for line in lines]
    assert told == [*names, *(f"{name}x" for name in names)]


# ---------------------------------------------------------------------------------------------
# Names


@pytest.mark.parametrize(
    ("prose", "message", "hint"),
    [
        ("{{ facts.retruned }}", "no fact `retruned`", "did you mean `returned`?"),
        ("{{ facts.xyz }}", "no fact `xyz`", "known facts: returned"),
        (
            "{{ facts.returned.vlaue }}",
            "a fact has no `vlaue` that prints",
            "did you mean `value`?",
        ),
        ("{{ facts.returned.source }}", "a fact has no `source` that prints", "known: as_of, big"),
        ("{{ facts.returned.stale_after }}", "a fact has no `stale_after` that prints", ""),
        ("{{ facts.returned.big }}", "the fact `returned` has no `big`", "add `big: …` to it"),
        ("{{ facts.returned.value.real }}", "a fact has no `value.real` that prints", "known:"),
        ("{{ tilte }}", "nothing is called `tilte`", "did you mean `title`?"),
        ("{{ number }}", "`number` is not in brief.yaml", "add `number: …` there"),
        ("{{ figures }}", "nothing is called `figures`", ""),
        ("{{ timeline.one }}", "nothing is called `timeline.one`", "did you mean `timeline`?"),
        ("{{ timeline.ref }}", "`timeline` has no number to refer to it by", "write what it is"),
        ("{{ figures.xyz }}", "no `xyz` among the figures", "figures of brief.yaml: none"),
        ("{{ boxes.asid }}", "no `asid` among the boxes", "did you mean `aside`?"),
        ("{{ timeline }}", "there is nothing to print in `timeline`", "fill `timeline:` in brief"),
        ("{{ facts }}", "there is nothing to print in `facts`", "give at least one fact a label"),
        ("x [@reprot]", "no source `reprot` for this citation", "did you mean `report`?"),
        ("x [@report; @xyz]", "no source `xyz` for this citation", "known sources: report"),
        ("x[^1]\n\n[^1]: See [@xyz].", "no source `xyz` for this citation", "known sources: rep"),
    ],
)
def test_a_name_that_nobody_defined_is_an_error(
    house: House, prose: str, message: str, hint: str
) -> None:
    """A name in prose that brief.yaml does not define is an error on its line."""
    fields = f"{SOURCE}facts:\n  returned: {{value: 670}}\nboxes: {{aside: Text.}}\n"
    complaint = house.complaints(fields, f"{{{{ boxes.aside }}}}\n\n{prose}\n")
    line = 5 if "[^1]:" in prose else 3
    assert complaint.startswith(f"{MD}:{line}: error: {message}\n  hint: {hint}")
    assert complaint.count("error:") == 1


@pytest.mark.parametrize(
    "fields",
    [
        "facts: {a: {value: 1, source: 'xyz, p. 3'}}",
        "timeline: [{date: 2024, event: x, source: xyz}]",
        "tables: {t: {columns: [a], rows: [[b]], caption: c, source: report; xyz}}",
        "key_messages: ['So it is. [@xyz]']",
        "boxes: {b: 'So it is. [@xyz]'}",
    ],
)
def test_a_source_that_nobody_defined_is_an_error_on_its_line(house: House, fields: str) -> None:
    """An unknown source is found wherever brief.yaml names one."""
    assert (
        f"{YAML}:4: error: no source `xyz` for this citation\n  hint: known sources: report"
        in house.complaints(f"{fields}\n{SOURCE}")
    )


BLOCKS = {
    "facts": "facts: {a: {value: 1, label: people}}",
    "timeline": "timeline: [{date: 2024, event: x}]",
    "recommendations": "recommendations: [{to: x, actions: [y]}]",
    "figures.a": "figures: {a: {image: p.png, caption: c, alt: a}}",
    "tables.a": "tables: {a: {columns: [x], rows: [[y]], caption: c}}",
    "boxes.a": "boxes: {a: text}",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_that_is_never_placed_is_a_warning(house: House, block: str) -> None:
    """A block that is defined and not printed is a warning that says how to print it."""
    house.put("p.png", picture(2, 2))
    brief, problems = house.parse(BLOCKS[block] + "\n")
    assert brief is not None
    assert said(problems) == (
        f"{YAML}:4: warning: `{block}` is never placed, it will not be printed\n"
        f"  hint: write {{{{ {block} }}}} on a line of brief.md"
    )


def test_big_figures_that_sentences_name_need_no_place_of_their_own(house: House) -> None:
    """One that none of them names would be lost."""
    facts = "facts: {a: {value: 1, label: people}, b: {value: 2, label: dogs}}\n"
    assert not house.complaints(facts, "There are {{ facts.a }} and {{ facts.b }}.\n")
    assert "`facts` is never placed" in house.complaints(facts, "There are {{ facts.a }}.\n")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_that_is_placed_twice_is_an_error(house: House, block: str) -> None:
    """A block is printed once; the second place is an error that names the first."""
    house.put("p.png", picture(2, 2))
    prose = f"{{{{ {block} }}}}\n\nText.\n\n{{{{ {block} }}}}\n"
    assert house.complaints(BLOCKS[block] + "\n", prose) == (
        f"{MD}:5: error: `{block}` again, it stands in line 1\n  hint: keep one of them"
    )


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(
    "sentence", ["See {} here.", "- {}", "{}, and", "## {}", "| h |\n|-|\n| {} |"]
)
def test_a_block_in_a_sentence_is_an_error(house: House, block: str, sentence: str) -> None:
    """A block stands on a line of its own; in a sentence, a list or a heading it is an error."""
    house.put("p.png", picture(2, 2))
    complaint = house.complaints(BLOCKS[block] + "\n", sentence.format(f"{{{{ {block} }}}}"))
    line = 3 if sentence.startswith("|") else 1
    kind = block.partition(".")[0]
    assert f"{MD}:{line}: error: the block `{kind}` stands inside a sentence" in complaint


def test_a_block_in_a_field_of_one_line_is_an_error(house: House) -> None:
    """A title cannot hold a block; the error is on the line of the field."""
    complaint = house.complaints("short_title: '{{ timeline }}'\n" + BLOCKS["timeline"] + "\n")
    assert complaint.startswith(f"{YAML}:4: error: the block `timeline` stands inside a sentence")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_on_its_own_line_is_taken(house: House, block: str) -> None:
    """Each kind of block can be placed, and then there is nothing to say."""
    house.put("p.png", picture(2, 2))
    assert house.complaints(BLOCKS[block] + "\n", f"Text.\n\n{{{{ {block} }}}}\n\nText.\n") == ""


@pytest.mark.parametrize("field", ["label", "as_of", "source"])
def test_a_fact_has_a_value(house: House, field: str) -> None:
    """A fact with neither value nor show prints nothing, so it is an error."""
    value = {"label": "people", "as_of": "2024", "source": "report"}[field]
    complaint = house.complaints(f"facts:\n  a: {{{field}: {value}}}\n{SOURCE}", "Text.\n")
    assert complaint.startswith(f"{YAML}:5: error: the fact `a` has no value")


# ---------------------------------------------------------------------------------------------
# Data


TABLE = "tables:\n  t: {data: t.csv, caption: c}\n"
PLACED = "{{ tables.t }}\n"


@pytest.mark.parametrize(
    "data",
    [
        "state,people\nChina,5\nRussia,7\n",
        "state;people\nChina;5\nRussia;7\n",
        "state\tpeople\nChina\t5\nRussia\t7\n",
        "\ufeffstate;people\r\nChina;5\r\n\r\nRussia;7\r\n",
        '"state";"people"\r"China";"5"\r"Russia";"7"\r',
        " state , people \nChina, 5\nRussia,7",
    ],
    ids=["comma", "semicolon", "tab", "Excel", "old Mac", "spaces"],
)
def test_every_spreadsheet_is_welcome(house: House, data: str) -> None:
    """Commas, semicolons of a European Excel and tabs divide cells; empty lines do not count."""
    house.put("t.csv", data)
    table = house.brief(TABLE, PLACED).data["t.csv"]
    assert table.heads == ("state", "people")
    assert table.rows == (("China", "5"), ("Russia", "7"))


def test_a_number_that_can_be_read_in_two_ways_is_an_error(house: House) -> None:
    """In a file with semicolons 315.000 may be a large number or a small one: its author says."""
    house.put("t.csv", "a;b\n12;2\n315.000;3\n")
    assert house.complaints(TABLE, PLACED).startswith(
        "content/tiny/t.csv:3: error: `315.000` is 315000 or 315.000, and no number of the file"
    )
    house.put("t.csv", "a,b\n315.000,3\n")
    assert house.complaints(TABLE, PLACED) == ""


def test_a_cell_can_hold_what_divides_cells(house: House) -> None:
    """Between quotation marks a comma, a mark and a line end are text."""
    house.put("t.csv", 'a,b\n"x, y","say ""no""\nor yes"\n')
    assert house.brief(TABLE, PLACED).data["t.csv"].rows == (("x, y", 'say "no"\nor yes'),)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("a,b\n1,2\n1\n3,4\n", 3, "1 cell, the first row has 2"),
        ("a,b\n1,2,3\n", 2, "3 cells, the first row has 2"),
        ("a;b\n1;2\n\n\n1;2;3\n", 5, "3 cells, the first row has 2"),
        ('a,b\n"x\ny",2\n1\n', 4, "1 cell, the first row has 2"),
        ('a,b\n1,"2\n', 2, "this is not CSV: unexpected end of data"),
        ('a,b\n1,"2"3\n', 2, "this is not CSV: ',' expected after '\"'"),
        ("a,b\n1,2024-02-30\n", 2, "`2024-02-30` is not a day of the calendar"),
        ("a,b\n", None, "no rows under the heads"),
        ("", None, "no rows under the heads"),
        ("a\n" + "1\n" * 5001, 5002, "more than 5,000 rows or 24 columns"),
        (
            ",".join("abcdefghijklmnopqrstuvwxy") + "\n" + "1," * 24 + "1\n",
            2,
            "more than 5,000 rows or 24 columns",
        ),
    ],
)
def test_a_bad_row_is_an_error_on_its_line(
    house: House, data: str, line: int | None, message: str
) -> None:
    """A ragged or broken row of a CSV file is named by the line of that file."""
    house.put("t.csv", data)
    place = "content/tiny/t.csv" + (f":{line}" if line else "")
    assert house.complaints(TABLE, PLACED).startswith(f"{place}: error: {message}")


def test_every_ragged_row_is_named(house: House) -> None:
    """Two ragged rows are two errors."""
    house.put("t.csv", "a,b\n1\n1,2\n1,2,3\n")
    lines = house.complaints(TABLE, PLACED).splitlines()[::2]
    assert [line.split(": ")[0] for line in lines] == [
        "content/tiny/t.csv:2",
        "content/tiny/t.csv:4",
    ]


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ("tables: {t: {data: t.csv, caption: c}}", "no file `t.csv` in content/tiny/",
         "did you mean `u.csv`?"),
        ("tables: {t: {data: ../u.csv, caption: c}}", "no file `../u.csv` in content/tiny/",
         "did you mean `u.csv`?"),
        ("tables: {t: {data: p.png, caption: c}}", "`p.png` is no file of data",
         "save the sheet as CSV UTF-8"),
        ("tables: {t: {caption: c}}", "the table `t` needs data or rows, one of them", "add"),
        ("tables: {t: {data: u.csv, columns: [a, b], rows: [[1, 2]], caption: c}}",
         "the table `t` needs data or rows, one of them", "add"),
        ("tables: {t: {rows: [[1, 2]], caption: c}}", "the table `t` has no heads", "add"),
        ("tables: {t: {columns: [a], rows: [[1]], caption: c, width: side, turn: true}}",
         "the table `t` cannot be turned beside the text", "delete `width`"),
        ("tables: {t: {columns: [a, b], rows: [[1, 2], [1]], caption: c}}",
         "1 cell under 2 columns", "put text that holds a comma in quotation marks"),
        ("tables: {t: {data: u.csv, columns: [One], caption: c}}", "1 columns, `u.csv` has 2",
         "name each column of the file, or those to print as the file calls them"),
        ("tables: {t: {kind: votes, columns: [a], rows: [[1]], caption: c}}",
         "votes come from a CSV file", "with the columns date, question, for,"),
        ("figures: {t: {image: q.png, caption: c, alt: a}}", "no file `q.png` in content/tiny/",
         "did you mean `p.png`?"),
        ("figures: {t: {caption: c, alt: a}}", "the figure `t` needs an image or a chart", "add"),
        ("figures: {t: {image: p.png, chart: {mark: bar}, data: u.csv, caption: c, alt: a}}",
         "the figure `t` needs an image or a chart", "add"),
        ("figures: {t: {chart: {mark: bar}, caption: c, alt: a}}", "the chart `t` has no data",
         "add `data: …` with a CSV file"),
        ("figures: {t: {image: u.csv, caption: c, alt: a}}",
         "`u.csv` is no picture that we print", "save it as PNG, JPEG or SVG"),
    ],
)  # fmt: skip
def test_a_table_and_a_figure_have_what_they_show(
    house: House, fields: str, message: str, hint: str
) -> None:
    """A file that is not there, a table without heads, a figure without picture: errors."""
    house.put("u.csv", "a,b\n1,2\n")
    house.put("p.png", picture(2, 2))
    place = "figures" if fields.startswith("figures") else "tables"
    complaint = house.complaints(fields + "\n", f"{{{{ {place}.t }}}}\n")
    assert complaint.startswith(f"{YAML}:4: error: {message}")
    assert f"\n  hint: {hint}" in complaint
    assert complaint.count("error:") == 1


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("2014-12-22,Q,eleven,2,2,adopted\n", 2, "a vote that is no number"),
        ("2014-12-22,Q,11,-2,2,adopted\n", 2, "a vote that is no number"),
        ("2014-12-22,Q,11,2,9999,adopted\n", 2, "a vote that is no number"),
        ("2014-12-22,Q,11,2,2,pending\n", 2, "the outcome `pending`"),
        ("2 or 3 Dec,Q,11,2,2,adopted\n", 2, "`2 or 3 Dec` is no date"),
        ("\n2014-12-22,Q,11,2,2,adopted\n\n2014-12-22,Q,11,2,2,lost\n", 5, "the outcome `lost`"),
    ],
)
def test_votes_are_checked_on_their_line(house: House, rows: str, line: int, message: str) -> None:
    """A vote is a date, a question, three numbers and an outcome that has a word."""
    house.put("t.csv", "date,question,for,against,abstaining,outcome\n" + rows)
    complaint = house.complaints("tables: {t: {kind: votes, data: t.csv, caption: c}}\n", PLACED)
    assert complaint.startswith(f"content/tiny/t.csv:{line}: error: {message}")


def test_votes_have_their_columns(house: House) -> None:
    """Columns of another name are an error that lists the right ones, and the rows are told too."""
    house.put("t.csv", "date,question,pros,no,abstaining,outcome\nlate,Q,1,2,3,lost\n")
    told = house.complaints("tables: {t: {kind: votes, data: t.csv, caption: c}}\n", PLACED)
    assert told.startswith(
        "content/tiny/t.csv: error: the columns are date, question, pros, against"
    )
    assert "hint: name them date,question,for,against,abstaining,outcome\n" in told
    assert "t.csv:2: error: the outcome `lost`" in told
    assert "t.csv:2: error: `late` is no date" in told
    house.put(
        "u.csv", "date,question,for,against,abstain,absent,result\n2024-05-08,Q,1,2,3,4,lost\n"
    )
    told = house.complaints("tables: {t: {kind: votes, data: u.csv, caption: c}}\n", PLACED)
    assert "hint: delete `absent`, which votes do not draw\n" in told
    told = house.complaints(
        "language: es\ntables: {t: {kind: votes, data: t.csv, caption: c}}\n", PLACED
    )
    words = "Fecha, Asunto, A favor, En contra, Abstenciones, Resultado"
    assert f"abstaining,outcome; or, in the language of the brief: {words}\n" in told
    assert "adopted, vetoed, not adopted; or, in the language of the brief: Aprobada, " in told


@pytest.mark.parametrize(
    ("tag", "written", "value"),
    [
        *(("es", "23,4", "23.4"), ("es", "8.412.000,5", "8412000.5"), ("fr", "-0,125", "-0.125")),
        *(("pt", "1234,5", "1234.5"), ("ru", "23.4", "23.4"), ("en", "83 000", "83000")),
        *(("fr", "1\u202f234,567", "1234.567"), ("es", "1.234.567", "1234567")),
        *(
            ("fr", "\u22120,5", "-0.5"),
            ("en", "1’234.5", "1234.5"),
            ("ar", "٢٬٩٠٠٫٥", "2900.5"),
            ("pt", "90.4690", "90.4690"),
        ),
    ],
)
def test_a_number_may_have_the_comma_of_its_language(
    house: House, tag: str, written: str, value: str
) -> None:
    """Where it can only divide decimals."""
    fields = f'language: {tag}\nfacts: {{it: {{value: "{written}"}}}}\n'
    brief = house.parse(fields, "{{ facts.it }}\n")[0]
    assert brief is not None
    assert str(brief.fields.facts["it"].value) == value


@pytest.mark.parametrize("tag", ["es", "en"])
def test_a_number_of_two_readings_is_an_error_that_says_both(house: House, tag: str) -> None:
    """1,234 may be a thousand or one and a bit."""
    fields = f'language: {tag}\nfacts: {{it: {{value: "1,234"}}}}\n'
    told = house.complaints(fields, "{{ facts.it }}\n")
    assert "`1,234` is no number for `value`" in told
    assert "1234; or 1.234, where its comma divides decimals" in told


VOTES = {
    "es": "Fecha;Asunto;A favor;En contra;Abstenciones;Resultado\n05/08/2025;Q;84;31;5;Rechazada\n",
    "fr": "Date;Objet;Pour;Contre;Abstentions;Issue\n05/08/2025;Q;84;31;5;Rejeté\n",
    "pt": "Data;Assunto;A favor;Contra;Abstenções;Resultado\n05/08/2025;Q;84;31;5;Rejeitada\n",
    "ru": "Дата;Вопрос;За;Против;Воздержались;Итог\n05.08.2025;Q;84;31;5;Отклонено\n",
    "ar": "التاريخ;المسألة;المؤيدون;المعارضون;الممتنعون;النتيجة\n05/08/2025;Q;84;31;5;رفض\n",
    "zh": "日期,表决事项,赞成,反对,弃权,结果\n2025/8/5,Q,84,31,5,未获通过\n",
    "ko": "날짜,안건,찬성,반대,기권,결과\n2025/8/5,Q,84,31,5,부결\n",
    "en": "Result,Day,Motion,Yes,No,Abstentions\nRejected,5 August 2025,Q,84,31,5\n",
}


@pytest.mark.parametrize("tag", VOTES)
def test_votes_speak_the_language_of_their_brief(house: House, tag: str) -> None:
    """Heads and outcomes may be in its words, and a day is read as in any other column."""
    house.put("t.csv", VOTES[tag])
    brief = house.brief(
        f"language: {tag}\ntables: {{t: {{kind: votes, data: t.csv, caption: c}}}}\n", PLACED
    )
    assert brief.data["t.csv"].rows == (("2025-08-05", "Q", "84", "31", "5", "not adopted"),)


# ---------------------------------------------------------------------------------------------
# Pictures


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    """Draw a picture of one colour."""
    data = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", (width, height)).save(data, form)
    return data.getvalue()


# ---------------------------------------------------------------------------------------------
# The contract


@pytest.mark.long
@pytest.mark.parametrize("name", few(["brief", "institute"]))
def test_a_schema_describes_the_fields_to_an_editor(name: str) -> None:
    """The JSON Schema that editors complete from knows the fields, and forbids all others."""
    schema = schemas()[name]
    assert schema["additionalProperties"] is False
    assert {"brief": "standfirst", "institute": "wordmark"}[name] in schema["properties"]


@pytest.mark.long
def test_a_schema_carries_what_the_contract_says() -> None:
    """The text under a field of the contract is its description; CSL's names have hyphens."""
    schema = schemas()["brief"]
    assert schema["properties"]["pages"]["description"] == (
        "The budget: 2 is one sheet, both sides."
    )
    source = schema["$defs"]["Source"]["properties"]
    assert "container-title" in source
    assert "container_title" not in source


def test_a_brief_does_not_change(house: House) -> None:
    """Nobody alters a brief that has been parsed."""
    fields = house.brief().fields
    with pytest.raises(ValueError, match="frozen"):
        fields.number = "2"


def test_the_contract_itself_is_never_filled_unchecked() -> None:
    """A text that did not go through the typesetter is no field of a brief."""
    with pytest.raises(ValueError, match="should be text"):
        BriefFields.model_validate({"title": "x", "standfirst": "x", "published": "2024-11-26"})


def test_an_institute_can_be_read_alone(house: House) -> None:
    """institute.yaml has a series in one language or in several."""
    house.put(
        "../institute.yaml", "name: X\nwordmark: [X]\naddress: [A]\ncity: Y\nseries: Papers\n"
    )
    assert house.brief().institute.series == {"en": "Papers"}


@pytest.mark.parametrize(
    ("columns", "heads", "rows"),
    [
        ("[Year, Area]", ["Year", "Area"], [("2020", "Chad"), ("2021", "Mali")]),
        ("[Value]", ["Value"], [("5",), ("6",)]),
        ("[Where, When, What, By whom]", ["Where", "When", "What", "By whom"], None),
    ],
)
def test_a_table_prints_the_columns_of_its_file_that_it_names(
    house: House, columns: str, heads: list[str], rows: list[tuple[str, ...]] | None
) -> None:
    """In the order in which they are named; other words are heads of all of them."""
    house.put("u.csv", "Area,Year,Value,IsAggregate\nChad,2020,5,no\nMali,2021,6,no\n")
    fields = f"tables: {{t: {{data: u.csv, columns: {columns}, caption: c}}}}\n"
    brief = house.brief(fields, "## One\n\n{{ tables.t }}\n")
    printed = brief.fields.tables["t"].table(brief.data)
    assert printed is not None and isinstance(printed[1], DataTable)
    assert [plain(head.html) for head in printed[0]] == heads
    assert printed[1].rows == (tuple(rows) if rows else brief.data["u.csv"].rows)
