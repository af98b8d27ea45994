"""Hazards: what goes wrong with the parts this house is built from, and that it does not here.

One test a hazard, in the order in which they lie on the way from text to page. Each is tried with
what was once seen to go wrong and with others of its kind: the defence is for the class.
"""

import os
import re
from contextlib import suppress
from html import escape
from pathlib import Path
from unittest.mock import Mock

import pytest
from support.harm import HANGS, let_pages_harm
from support.houses import PROSE, House, main_of, said, text_of
from support.printed import add_brief, new_house, words
from support.warm import run_warm

from briefpress.content import prose, prose_html, yaml_text
from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.model.problems import Problems, Stopped
from briefpress.page import compose
from briefpress.press.executors import BYTES, SECONDS, InProcess
from briefpress.press.workers import load_press
from briefpress.workflows.build import build

YAML = "content/tiny/brief.yaml"
MD = "content/tiny/brief.md"


def told(house: House, fields: str = "", prose: str = PROSE) -> str:
    """Give the problems that an author is told until the page is laid out."""
    brief, problems = house.parse(fields, prose)
    return said(problems if brief is None else house.page(fields, prose)[1])


# ---------------------------------------------------------------------------------------------
# Reading


@pytest.mark.long
@pytest.mark.parametrize(
    "scalar",
    ["NO", "off", "1.10", "010", "12:30", "yes", "0x1F", "1e3", ".inf", "~", "1_000", "2024-11-26",
     "true", "+1", "0o7", "685_230.15", "190:20:30"],
)  # fmt: skip
def test_scalars_that_yaml_would_convert(house: House, scalar: str) -> None:
    """Norway stays NO, a version keeps its nought, a time is no number of minutes."""
    fields = f"number: {scalar}\nkeywords: [{scalar}]\nacronyms: {{{scalar}: {scalar}}}\n"
    brief = house.brief(fields)
    assert brief.fields.number == scalar
    assert brief.fields.keywords == [scalar]
    assert brief.fields.acronyms == {scalar: scalar}
    assert f"Policy brief {scalar}" in text_of(house.html(f"number: {scalar}\n"))


@pytest.mark.parametrize(
    ("fields", "line", "key", "first"),
    [
        ("title: Another\n", 4, "title", 1),
        ("facts:\n  a: {value: 1}\n  a: {value: 2}\n", 6, "a", 5),
        ("sources: {s: {type: book, title: a, title: b}}\n", 4, "title", 4),
        ('keywords: []\n"keywords": []\n', 5, "keywords", 4),
    ],
)
def test_duplicate_yaml_key(house: House, fields: str, line: int, key: str, first: int) -> None:
    """None of two values is dropped in silence, at any depth, in any way of writing."""
    assert f"{YAML}:{line}: error: `{key}` again, it stands in line {first}" in told(house, fields)


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2023-02-29", "2024-04-31", "2024-00-10", "0000-01-01"]
)
@pytest.mark.parametrize(
    "field", ["updated: {}", "timeline: [{{date: '{}', event: x}}]",
              "sources: {{s: {{type: book, title: x, accessed: {}}}}}",
              "facts: {{a: {{value: 1, as_of: {}}}}}"],
)  # fmt: skip
def test_day_that_does_not_exist(house: House, field: str, day: str) -> None:
    """30 February is an error on its line, in every field that holds a date."""
    complaint = told(house, field.format(day) + "\n")
    assert complaint.startswith(f"{YAML}:4: error: `")
    assert f"`{day}` is not a day of the calendar" in complaint


def test_day_that_does_not_exist_in_data(house: House) -> None:
    """The cells of a CSV file are held to the same calendar."""
    house.put("t.csv", "day\n2024-02-29\n2026-02-30\n")
    complaint = told(house, "tables: {t: {data: t.csv, caption: c}}\n", "{{ tables.t }}\n")
    assert complaint.startswith("content/tiny/t.csv:3: error: `2026-02-30` is not a day")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("a0: &a0 [ha, ha]\na1: [*a0, *a0]\n", ":4: error: `a0` is an anchor or an alias"),
        ("boxes: &b {a: *b}\n", ":4: error: `b` is an anchor or an alias"),
        ("number: &n 3\n", ":4: error: `n` is an anchor or an alias"),
        ("contact: {<<: {name: x}}\n", ":4: error: `<<` merges fields"),
        ("contact:\n  <<: [{name: x}, {name: y}]\n", ":5: error: `<<` merges fields"),
        ("number: !!python/object/apply:len [ls]\n", ":4: error: the tag `tag:yaml.org"),
        ("number: !!binary aGk=\n", ":4: error: the tag `tag:yaml.org,2002:binary`"),
    ],
    ids=["laughs", "itself", "anchor", "merge", "merge list", "object", "binary"],
)
def test_yaml_aliases_merge_keys_and_tags(house: House, fields: str, message: str) -> None:
    """A mark that lets a few bytes become gigabytes, or code, is refused where it stands."""
    assert YAML + message in told(house, fields)


@pytest.mark.parametrize(
    "fields",
    [
        "boxes: " + "[" * 30 + "\n",
        "boxes: " + "[" * 30 + "]" * 30 + "\n",
        "boxes: " + "{a: " * 30 + "\n",
        "? " * 30 + "a\n",
        "{" * 30 + "\n",
        "- " * 30 + "a\n",
        "boxes:\n" + "".join(" " * n + "a:\n" for n in range(1, 30)),
        "boxes: " + "[[" * 13 + "]]" * 13 + "\n",
    ],
    ids=["lists", "closed", "fields", "keys", "braces", "dashes", "indented", "just too deep"],
)
def test_yaml_nested_deep(house: House, fields: str) -> None:
    """Too many levels, however they are written, are an error and no traceback."""
    complaint = told(house, fields)
    assert complaint.startswith(YAML)
    assert ": error: " in complaint


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_yaml_is_as_deep_as_a_chart(house: House, opening: str, closing: str) -> None:
    """One level more than the deepest chart needs is an error on its line."""
    complaint = told(house, f"boxes: {opening * 25}x{closing * 25}\n")
    assert complaint.startswith(f"{YAML}:4: error: more than 24 levels deep")


@pytest.mark.parametrize(
    "fields",
    ["keywords:\n" + "- a\n" * 60, "acronyms:\n" + "".join(f"  a{n}: b\n" for n in range(60)),
     "key_messages: [" + "a, " * 60 + "b]\n"],
)  # fmt: skip
def test_yaml_without_end(house: House, fields: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than a brief can have are one error, before they are set one by one."""
    assert yaml_text.VALUES == 5_000
    monkeypatch.setattr(yaml_text, "VALUES", 50)
    assert ": error: more than 50 values" in told(house, fields)


@pytest.mark.parametrize("name", ["brief.md", "brief.yaml", "data.csv", "../institute.yaml"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\x81", ":1:4: error: this is not UTF-8"),
        (b"a\nb\xed\xa0\x80", ":2:2: error: this is not UTF-8"),
        (b"a\nb\x00c", ":2:2: error: the hidden character U+0000"),
        (b"a\x1b[31mred", ":1:2: error: the hidden character U+001B"),
        (b"a\nb\xc2\x85", ":2:2: error: the hidden character U+0085"),
        ("a\ufffeb".encode(), ":1:2: error: the hidden character U+FFFE"),
        ("a\ue0000\ue001".encode(), ":1:2: error: the hidden character U+E000"),
    ],
)
def test_invalid_utf8_and_control_characters(
    house: House, name: str, data: bytes, message: str
) -> None:
    """No text of any kind holds broken letters, control characters or our own marks.

    A CSV file in an encoding of Windows is read; 81 is no letter in that of English.
    """
    place = "content/institute.yaml" if ".." in name else f"content/tiny/{name}"
    house.put(name, data)
    problems = Problems()
    with suppress(Stopped):  # a draft can be printed where it is not YAML
        sources = read_sources(house.root / "content", "tiny", problems)
        parse_brief(sources, house.theme.languages, problems)
    assert problems.errors
    assert f"{place}{message}" in said(problems)


OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda one: f"U+{ord(one):04X}")
@pytest.mark.parametrize(
    "way",
    ["as it is", "&#x{:X};", "&#{};", '"\\u{:04x}"'],
    ids=["itself", "hex", "decimal", "YAML"],
)
def test_bidirectional_overrides(house: House, override: str, way: str) -> None:
    """5 500 cannot be shown as 005 5, in whatever way the override is written."""
    if way.startswith('"'):
        complaint = told(house, f"short_title: {way.format(ord(override))}\n")
    else:
        written = override if way == "as it is" else way.format(ord(override))
        complaint = told(house, "", f"China returned {written}5 500 people.\n")
    assert f": error: the hidden character U+{ord(override):04X}" in complaint
    assert complaint.startswith(YAML if way.startswith('"') else f"{MD}:1:16")


@pytest.mark.parametrize("target", ["../../secret", "/etc/hostname", "../other/brief.md", ".."])
@pytest.mark.parametrize("name", ["picture.png", "data.csv", "more.md"])
def test_symbolic_link_out_of_content(house: House, name: str, target: str) -> None:
    """A symbolic link to another folder, to another brief or to the system is not followed."""
    (house.root / "secret").write_text("a,b\n1,2\n")
    (house.root / "content/other").mkdir()
    house.put("../other/brief.md", "x")
    (house.root / "content/tiny" / name).symlink_to(target)
    brief, problems = house.parse()
    if target == "..":  # a folder, which is no file of the brief
        assert brief is not None
        assert brief.texts[-1].name == "content/institute.yaml"
    else:
        assert said(problems).startswith(f"content/tiny/{name}: error: a link that leads out")


# ---------------------------------------------------------------------------------------------
# Prose and pages


@pytest.mark.parametrize(
    "prose",
    [
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<iframe src='https://example.org'></iframe>",
        "<img src=x onerror=alert(1)>",
        "<object data='file:///etc/passwd'></object>",
        "<style>@import url(https://example.org)</style>",
        "<link rel=stylesheet href=//example.org>",
        "<form><input name=a></form>",
        "<math><mi xlink:href='x'></math>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](file:///etc/passwd)",
        "[a](data:text/html,x)",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "<a href='javascript:alert(1)'>a</a>",
        '<a href="&#106;avascript:alert(1)">a</a>',
        "[a](&#106;avascript:alert(1))",
        "[a](https://[1]/)",
        "[a][1]\n\n[1]: https://[::g]",
        "<a href='http://[x'>a</a>",
    ],
)
def test_raw_html_and_addresses(house: House, prose: str) -> None:
    """Elements that fetch or run and addresses that paper cannot show are errors with a line."""
    complaint = told(house, "", prose + "\n")
    assert complaint.startswith(f"{MD}:")
    assert ": error: " in complaint


@pytest.mark.parametrize(
    "prose",
    [
        "*a*{: onclick='x()' style='position: fixed' class=masthead id=top data-name=x }",
        "## A {: class=masthead onclick=x }",
        "[a](https://example.org){: target=_blank download=x rel=x }",
        "<b onclick='x()' style='color: red' class='risk'>a</b>",
        "<span style='background: url(https://example.org)'>a</span>",
        "<a href='https://example.org' ping='https://example.org'>a</a>",
        "<td rowspan=9 onload=x>a</td>",
    ],
)
def test_attributes_through_attr_list(house: House, prose: str) -> None:
    """Only the harmless ones of all attributes that Markdown and HTML can write are kept."""
    html = main_of(house.html("", prose + "\n"))
    kept = re.sub('class="(?:footnote|in-italics)"|href="https://example.org"', "", html)
    assert "a" in text_of(html).lower()
    assert "=" not in kept


@pytest.mark.parametrize(
    "name", ["nothing", "brief.nothing", "institute.nothing", "brief.facts.no.show"]
)
@pytest.mark.parametrize(
    "way", ["{{{{ {} }}}}", "{{% for a in {} %}}{{% endfor %}}", "{{{{ {} ~ 1 }}}}"]
)
def test_undefined_name_in_a_template(house: House, name: str, way: str) -> None:
    """A gap on the page is an error of the template, with its line."""
    house.restyle("templates/policy-brief.html", f"<p>\n{way.format(name)}\n")
    complaint = told(house, "facts: {a: {value: 1}}\n")
    assert complaint.startswith("templates/policy-brief.html:2: error: the template fails: ")


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "<b>", '" onclick="x', "' style='x", "&lt;"]
)
def test_autoescape(house: House, text: str) -> None:
    """A value that is no prose is text, in an element and in an attribute."""
    house.restyle(
        "templates/policy-brief.html",
        '<p title="{{ brief.keywords[0] }}">{{ brief.keywords[0] }}</p><body>\n',
    )
    quoted = text.replace("'", "''")
    html = house.html(f"keywords: ['{quoted}']\n")
    escaped = escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    assert f'<p title="{escaped}">{escaped}</p>' in html


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "facts.a.__class__",
        "title.__class__.__base__",
        "brief.__init__.__globals__",
        "self.__init__",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "facts.a | attr('__class__')",
        "config",
        "lipsum",
    ],
)
@pytest.mark.parametrize("where", ["prose", "message", "fact"])
def test_class_chains_in_content(house: House, expression: str, where: str) -> None:
    """The words between braces are a name of the brief or an error, wherever they stand."""
    called = "{{ " + expression.replace("'", '"') + " }}"
    fields = {
        "prose": "facts: {a: {value: 1}}\n",
        "message": f"facts: {{a: {{value: 1}}}}\nkey_messages: ['{called}']\n",
        "fact": f"facts: {{a: {{value: 1}}, b: {{show: '{called}'}}}}\n",
    }[where]
    prose = {"prose": called, "message": "x", "fact": "{{ facts.b }}"}[where]
    complaint = told(house, fields, prose + "\n")
    assert complaint.count(": error: ") == 1
    assert "subprocess" not in complaint


@pytest.mark.parametrize(
    "prose",
    [
        "{% for a in range(9) %}{% for b in range(9) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 3 }}",
        "{{ range(9) | list }}",
        "{{ 9 ** 9 }}",
        "{% set a = 'a' * 3 %}",
        "{% include 'policy-brief.html' %}",
    ],
)
def test_loops_and_products_in_content(house: House, prose: str) -> None:
    """No loop, no product, no template of the author's: there is nothing to wait for."""
    complaint = told(house, "", prose + "\n")
    assert complaint.startswith(f"{MD}:1: error: `{{")


@pytest.mark.long
@pytest.mark.parametrize(
    ("times", "last"), [(4, "x"), (9, "x"), (9, "x" * 30)], ids=["few", "many", "many and long"]
)
def test_values_in_values_without_end(
    house: House, times: int, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts that each name the next one several times are stopped long before memory is full."""
    assert compose.FILLED <= 1_000_000
    monkeypatch.setattr(compose, "FILLED", 200)
    names = [f"{{{{ facts.f{n + 1} }}}} " * times for n in range(4)]
    facts = "".join(f"  f{n}: {{show: '{name}'}}\n" for n, name in enumerate(names))
    complaint = told(house, f"facts:\n{facts}  f4: {{show: {last}}}\n", "{{ facts.f0 }}\n")
    assert complaint.startswith(f"{YAML}:")
    assert ": error: " in complaint
    assert "more than" in complaint


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits of a text, so that a few lines are too much."""
    for name, limit in {"SPECIALS": 40, "LENGTH": 400, "PARAGRAPHS": 40, "MARKS": 20}.items():
        assert limit < getattr(prose, name) <= 40_000
        monkeypatch.setattr(prose, name, limit)
    assert prose_html.DEPTH == 12


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize(
    "text",
    [
        "[" * 50,
        "[a](" * 50,
        "*a " * 50,
        "`" * 50,
        "<b>" * 50,
        "\n".join("    " * level + "- a" for level in range(14)),
        "- " * 14 + "a",
        "1. " * 14 + "a",
        ">" * 14 + " a",
        "> - " * 8 + "a",
        ": " * 14 + "a",
        "\t" * 14 + "- a",
        "- a\n" * 200,
        "| a |\n" * 100,
        '"a" ' * 150,
        "a\n: b\n\n" * 90,
        "## a\n\n" * 90,
        "a[^1]\n\n" * 90,
        "a [@b] " * 90,
        "word " * 100,
        " ".join(f"a[^{n}]" for n in range(30)) + "\n\n[^0]: b\n",
        "\n\n".join(["{{ title }}"] * 25),
    ],
    ids=lambda text: text[:8],
)
def test_markdown_of_many_brackets_or_levels(house: House, text: str) -> None:
    """Depth and length of a text are limited, and the line is named."""
    complaint = told(house, "", text)
    assert complaint.startswith(f"{MD}:")
    assert ": error: " in complaint
    assert "more than" in complaint


def test_a_table_without_end(house: House) -> None:
    """The first that is too much of many rows is named."""
    house.put("t.csv", "a,b\n" + "1,2\n" * 5001)
    complaint = told(house, "tables: {t: {data: t.csv, caption: c}}\n", "{{ tables.t }}\n")
    assert complaint.startswith("content/tiny/t.csv:5002: error: more than 5,000 rows")


# ---------------------------------------------------------------------------------------------
# The press


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><path d="M0 0L9 9"/></svg>'


@pytest.mark.kills
def test_pictures_and_charts_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that takes too long is stopped, with the brief's name; the next is printed.

    A drawing at which the press gives up is told at once.
    """
    house = new_house(tmp_path / "house")
    figure = {"caption": "c", "alt": "a"}
    drawn = {"f": {"image": "p.svg"} | figure}
    add_brief(
        house, "endless", f"{HANGS}\n\n{{{{ figures.f }}}}\n", {"p.svg": DRAWING}, figures=drawn
    )
    bar = {"mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    chart = {"f": {"chart": bar, "data": "d.csv"} | figure}
    data = f"a,b\n{HANGS},2\n".encode()
    add_brief(house, "chart", "{{ figures.f }}\n", {"d.csv": data}, figures=chart)
    add_brief(house, "plain", "{{ figures.f }}\n", {"p.svg": DRAWING}, figures=drawn)
    let_pages_harm(house)
    done = run_warm("--time-limit", 3, "--jobs", 1, "--paper", "a4", house=house)
    assert done.stderr.count("not finished after 3 s") == 2
    for slug in ("endless", "chart"):
        assert re.search(rf"^\S+{slug}\S*: error: not finished after 3 s", done.stderr, re.M)
    printed = re.findall(r"^output/(\S+)\.pdf", done.stdout, re.M)
    assert printed == ["chart", "plain"]  # a box stands for a chart
    load_press()  # WeasyPrint must find the house's fonts alone, and so be imported by the press
    for fault in (RecursionError, ZeroDivisionError, KeyError):
        monkeypatch.setattr("weasyprint.svg.SVG.draw", Mock(side_effect=fault("it")))
        (outcome,) = build(house, ["plain"], ["a4"], InProcess())
        assert outcome.written  # the draft says that there is an error
        assert "Failed to render" in said(outcome.problems)


def test_a_brief_without_hazards_is_printed(house: House) -> None:
    """The brief to which these tests add their hazards has no problem of its own."""
    assert told(house) == ""


SHARE = 1 if os.environ.get("FULL") else 10
"""By what the lengths below are divided, and the time by half of it, since other tests run
meanwhile; the memory by six at most, as a press alone takes a tenth. `FULL=1` tries them whole."""


def _write_rows(house: Path) -> str:
    rows = "".join(f"Place {n},{n * 37 % 9000}\n" for n in range(5000 // SHARE))
    tables = {"all": {"data": "all.csv", "caption": "Each place"}}
    files = {"all.csv": f"Place,People\n{rows}".encode()}
    add_brief(house, "rows", "{{ tables.all }}\n", files, tables=tables)
    return "rows"


def _write_notes(house: Path) -> str:
    numbers = range(1500 // SHARE)
    text = "".join(
        f"{words(60, n)}[^n{n}]{' ' if n % 2 else '. '}{NEXT * (n % 2)}" for n in numbers
    )
    notes = "".join(f"[^n{n}]: {words(15, n)}.{NEXT}" for n in numbers)
    add_brief(house, "notes", f"{text}{NEXT}{notes}")
    return "notes"


def _write_pages(house: Path) -> str:
    numbers = range(1550 // SHARE)
    parts = (f"## Part {n}{NEXT}" * (n % 2 == 0) + words(100, n) + "." for n in numbers)
    add_brief(house, "pages", NEXT.join(parts))
    return "pages"


NEXT = "\n\n"


@pytest.mark.long
def test_what_an_institute_prints_is_within_the_limits(tmp_path: Path) -> None:
    """A table of 5,000 rows, 1,500 notes, 200 pages: in a worker with the limits of everybody.

    A tenth of each, in a sixth of the memory.
    """
    house = new_house(tmp_path / "house")
    time, memory = SECONDS / max(SHARE / 2, 1), BYTES / min(SHARE, 6) / 1024**3
    limits = ("--time-limit", time, "--memory-limit", memory)
    for write, pages in ((_write_rows, 100), (_write_notes, 100), (_write_pages, 200)):
        slug = write(house)
        done = run_warm(slug, "--paper", "a4", "--jobs", 1, *limits, house=house)
        assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr
        printed = re.search(rf"^output/{slug}\.pdf  (\d+) pages", done.stdout, re.M)
        assert printed and int(printed[1]) >= pages // SHARE, done.stdout
