"""Tests of a draft: whatever can be set is printed, and says how much is wrong with it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from support.houses import HEAD, House, build_house, main_of
from support.once import PrintsOnce
from support.printed import (
    add_brief,
    new_house,
    own_file,
    print_brief,
    print_briefs,
    run,
    text_of,
    words,
)

from briefpress.cache.freshness import BuildState
from briefpress.editions.files import read_ledger_file
from briefpress.model.problems import Problems
from briefpress.workflows.build import build

DATA = b"a,b\n1,2\n3,4\n"
RAGGED = b"a,b\n1,2\n3\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house without briefs."""
    return new_house(tmp_path / "house")


@pytest.fixture
def house_of_one(tmp_path: Path) -> House:
    """A house with one small brief."""
    return build_house(tmp_path)


@pytest.mark.long
def test_three_mistakes_of_three_kinds_are_told_at_once(house: Path) -> None:
    """An unknown field, an unknown source and an unknown fact come together, and on the page."""
    prose = "## A\n\nNobody wrote it.[@nobody-1999] It is {{ facts.nothing }}.\n"
    folder = add_brief(house, "it", prose)
    (folder / "brief.yaml").write_text(
        "title: Three mistakes\nstandfirts: A field that nobody knows.\npublished: 2026-11-28\n"
    )
    done = run("it", house=house)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if ": error: " in line] == [
        "content/it/brief.md:3: error: no source `nobody-1999` for this citation",
        "content/it/brief.md:3: error: no fact `nothing`",
        "content/it/brief.yaml:2: error: unknown field `standfirts`",
    ]
    text = text_of(house / "output/it.pdf")
    for shown in (
        "Draft, 3 errors ·",
        "A field that nobody knows.",
        "facts.nothing",
        "nobody-1999",
    ):
        assert shown in text


@pytest.mark.parametrize(
    ("fields", "prose", "shown"),
    [
        ("", "It is {{ facts.x }}.\n", "It is <mark>facts.x</mark>."),
        ("", "It is {{ fcts }}.\n", "It is <mark>fcts</mark>."),
        ("", "It is {{ 3 * 4 }}.\n", "It is <mark>3 * 4</mark>."),
        ("", "It is {{ updated }}.\n", "It is <mark>updated</mark>."),
        ("facts: {x: {label: y}}\n", "It is {{ facts.x }}.\n", "It is <mark>facts.x</mark>."),
        ("facts: {x: {value: y}}\n", "It is {{ facts.x }}.\n", "It is <mark>facts.x</mark>."),
        ("facts: {x: {value: 5}}\n", "It is {{ facts.x.big }}.\n", "<mark>facts.x.big</mark>."),
        ("facts: {x: {label: y}}\n", "{{ facts }}\n", '"big"><mark>x</mark></b> <span>y</span>'),
        ("facts: {x: {show: '{{ facts.x }}'}}\n", "It is {{ facts.x }}.\n", "<mark>facts.x</mark>"),
        ("", "{{ figures.x }}\n", '<p class="missing">Cannot be printed: figures.x</p>'),
        ("", "{{ timeline }}\n", '<p class="missing">Cannot be printed: timeline</p>'),
        (
            "timeline: [{date: 2024, event: x}]\n",
            "Then {{ timeline }} came.\n",
            "Then <mark>timeline</mark> came.",
        ),
        ("", "Nobody.[@x]\n", '<span class="footnote"><mark>@x</mark></span>'),
        ("", "Nobody.[@x; y]\n", '<span class="footnote"><mark>@x</mark>; <mark>@y</mark></span>'),
        (
            "sources: {s: {type: report, title: T, issued: 2024}}\n",
            "Both.[@s; @x, p. 5]\n",
            '<i>T</i> (2024); <mark>@x</mark></span>',
        ),
        (
            "figures: {f: {image: no.png, caption: c, alt: a}}\n",
            "{{ figures.f }}\n",
            '<img src="gaps/f.svg" alt="a">',
        ),
        (
            "figures: {f: {image: broken.png, caption: c, alt: a}}\n",
            "{{ figures.f }}\n",
            '<img src="gaps/f.svg" alt="a">',
        ),
        (
            "figures: {f: {chart: {mark: bar}, data: no.csv, caption: c, alt: a, source: x}}\n",
            "{{ figures.f }}\n",
            '<img src="gaps/f.svg" alt="a">',
        ),
        ("figures: {f: {caption: c, alt: a}}\n", "{{ figures.f }}\n", "gaps/f.svg"),
        ("figures: {f: f.png}\n", "{{ figures.f }}\n", "gaps/f.svg"),
        (
            "tables: {t: {data: no.csv, caption: c, source: x}}\n",
            "{{ tables.t }}\n",
            "<td><mark>Cannot be printed</mark></td>",
        ),
        (
            "tables: {t: {data: ragged.csv, caption: c}}\n",
            "{{ tables.t }}\n",
            '<td class="number">2</td>',
        ),
        (
            "tables: {t: {columns: [a, b], rows: [[1]], caption: c}}\n",
            "{{ tables.t }}\n",
            "<td><mark>Cannot be printed</mark></td>",
        ),
        (
            "tables: {t: {kind: votes, data: data.csv, caption: c}}\n",
            "{{ tables.t }}\n",
            "<td><mark>Cannot be printed</mark></td>",
        ),
        ("tables: {t: {data: data.csv}}\n", "{{ tables.t }}\n", "<mark>caption</mark></caption>"),
        (
            "timeline: [{date: 2024-13, event: It happened.}]\n",
            "{{ timeline }}\n",
            "[Date]</time> It happened.",
        ),
        ("timeline: [{date: 2024}]\n", "{{ timeline }}\n", "2024</time> <mark>event</mark>"),
        ("key_messages: [{a: b}, Good.]\n", "x\n", "<li><mark>a: b</mark></li>"),
        ("key_mesages: [Meant.]\n", "x\n", "<li>Meant.</li>"),
        ("template: polcy-brief\n", "x\n", "x"),
        ("language: xx\n", "x\n", "x"),
        ("paper: a9\n", "x\n", "x"),
        ("pages: none\nrisk_level: high\ncontact: x\nauthors: x\n", "x\n", "x"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_shown_in_its_place(
    house_of_one: House, fields: str, prose: str, shown: str
) -> None:
    """A mark in a sentence, a box alone: whoever sees the page sees where something is missing."""
    house_of_one.put("data.csv", DATA)
    house_of_one.put("ragged.csv", RAGGED)
    house_of_one.put("broken.png", b"no picture")
    page = re.sub("\u00a0|\u2060", " ", house_of_one.draft_page(fields, prose))
    assert shown in main_of(page)
    assert re.search(r"(Draft|Projet), \d error", page)


@pytest.mark.parametrize("name", ["title", "standfirst", "published"])
@pytest.mark.parametrize("value", ["", "{a: b}", "[c, d]", "''"])
def test_a_draft_has_what_every_brief_has(house_of_one: House, name: str, value: str) -> None:
    """A required field that is missing, or no text, gets a fallback; nothing stops."""
    head = re.sub(rf"^{name}:.*", f"{name}: {value}", HEAD, flags=re.MULTILINE)
    text = house_of_one.draft_page(head=head)
    wanted = {"published": r"\[Date\]"}.get(name, r"<mark>[^<]+</mark>")
    assert re.search(wanted, text.partition("<body")[2])


def test_an_institute_with_a_mistake_stops_no_draft(house_of_one: House) -> None:
    """A field of institute.yaml that is unknown or missing is told, and every brief is set."""
    house_of_one.put("../institute.yaml", "naem: Institute of Tests\nwordmark: [I]\ncolour: red\n")
    brief, problems = house_of_one.draft()
    assert brief.institute.name == "Institute of Tests"
    assert brief.institute.city == "[city]"
    assert {one.message.split("`")[1] for one in problems} == {
        "naem", "colour", "address", "city", "series",
    }  # fmt: skip


def test_what_is_misspelt_is_no_wave_of_its_own(house_of_one: House) -> None:
    """A misspelt field is read as the one that is meant: what is wrong in it comes at once, with
    its line, and what names it is known.
    """
    said = house_of_one.complaints(
        "factz:\n  a: {value: 5}\n  b: {vale: 6}\n",
        "It is {{ facts.a }}, {{ facts.b }} and {{ facts.c }}.\n",
    )
    assert [line for line in said.splitlines() if "error" in line] == [
        "content/tiny/brief.yaml:4: error: unknown field `factz`",
        "content/tiny/brief.yaml:6: error: unknown field `vale`",
        "content/tiny/brief.md:1: error: no fact `c`",
    ]


@pytest.mark.long
def test_a_block_that_is_never_placed_is_a_warning(house: Path) -> None:
    """It is told once, and the hint leads to brief.md."""
    timeline = [{"date": "2024-01", "event": "What happened, in one line."}]
    add_brief(house, "it", "## Text\n\nIt waits for a longer edition.\n", timeline=timeline)
    outcomes = build(house, ["it"], None, PrintsOnce(), None, date(2024, 12, 1), writes=False)
    (problem,) = (one for outcome in outcomes for one in outcome.problems)
    assert problem.severity == "warning"
    assert problem.message == "`timeline` is never placed, it will not be printed"
    assert problem.hint == "write {{ timeline }} on a line of brief.md"


@pytest.mark.long
def test_over_its_budget_a_draft_has_the_pages_that_it_has(house: Path) -> None:
    """A brief that is too long is printed, and told with the lines to cut and where."""
    prose = f"## One\n\n{words(600)}\n\n## Two\n\nHere the end begins. {words(600, 3)}\n"
    outcome = print_brief(house, prose, pages=1)
    (problem,) = outcome.problems
    (written,) = outcome.written
    assert written.pages > 1
    assert "Draft, 1 error ·" in text_of(house / written.file)
    assert re.search(r"the budget is 1: \d+ lines too many", problem.message)
    assert re.search(r"page 2 begins with `.+`, content/it/brief\.md:\d+", problem.message)


@pytest.mark.long
def test_a_draft_with_errors_is_never_published(house: Path) -> None:
    """`publish` stops on what a draft only marks, and nothing is frozen."""
    add_brief(house, "it", "## A\n\nIt is {{ facts.nothing }}.\n")
    assert run("it", house=house).returncode == 1
    done = run("publish", "it", "--note", "New", house=house)
    assert done.returncode == 1
    assert "no fact `nothing`" in done.stderr
    assert not (house / "editions").exists()


@pytest.mark.long
@pytest.mark.parametrize(("fields", "foot"), [("kolour: 1\n", "Draft, 2 errors ·"), ("", "Draft ")])
def test_a_number_of_errors_that_changes_is_printed_anew(
    house: Path, fields: str, foot: str
) -> None:
    """The foot says as many as the last build has told, also where the page is the same."""
    folder = add_brief(house, "it", "## A\n\nText.\n")
    head = f"{HEAD}embed_content: false\n"
    (folder / "brief.yaml").write_text(f"{head}colour: red\n")
    assert run("it", "--paper", "a4", house=house).returncode == 1
    (folder / "brief.yaml").write_text(f"{head}{fields}" + "colour: red\n" * bool(fields))
    assert run("it", "--paper", "a4", house=house).returncode == bool(fields)
    assert foot in text_of(house / "output/it.pdf")


@pytest.mark.long
def test_an_edition_with_a_correction_can_be_seen_before(house: Path) -> None:
    """`publish --draft` prints its page into output/ and leaves the ledger alone."""
    sources = {"s": {"type": "report", "title": "T", "publisher": "P", "issued": "2024"}}

    def write(people: int) -> None:
        fact = {"value": people, "label": "people", "source": "s"}
        prose = "## One\n\n{{ facts.people }} came.\n"
        add_brief(house, "it", prose, facts={"people": fact}, sources=sources, paper="a4")

    write(5)
    publish = ("publish", "it", "--date", "2024-12-01", "--note")
    assert run(*publish, "First", house=house).returncode == 0
    ledger = (house / "editions/ledger.jsonl").read_bytes()
    write(6)
    done = run(*publish, "Counted anew", "--kind", "material", "--draft", house=house)
    assert (done.returncode, "nothing was published" in done.stdout) == (0, True), done.stderr
    assert (house / "editions/ledger.jsonl").read_bytes() == ledger
    draft = text_of(house / "output/it.pdf")
    assert "Counted anew" in draft
    assert "Draft" in draft


@pytest.mark.long
@pytest.mark.usefixtures("one_size")
def test_a_correction_without_room_for_its_box_is_told_before(house: Path) -> None:
    """Where facts differ from the last edition, `check` tries the box that it would print."""
    facts = {f"f{n}": {"value": n, "label": f"things of kind {n}"} for n in range(20)}
    named = " ".join(f"{{{{ facts.f{n} }}}}" for n in range(20))
    sources = {"s": {"type": "report", "title": "T", "publisher": "P", "issued": "2024"}}
    facts = {name: fact | {"source": "s"} for name, fact in facts.items()}
    prose = f"## One\n\n{named}\n\n{words(500)}\n"

    def write() -> None:
        add_brief(
            house,
            "it",
            prose,
            facts=facts,
            pages=1,
            sources=sources,
            paper="a4",
            template="statement",
        )

    write()
    assert (
        run("publish", "it", "--note", "First", "--date", "2024-12-01", house=house).returncode == 0
    )
    box = "with the box that says what was corrected since edition 1: the budget is 1"
    assert box not in run("check", "it", house=house).stdout
    facts = {name: fact | {"value": 100} for name, fact in facts.items()}
    write()
    for _ in range(2):
        checked = run("check", "it", house=house)
        assert checked.returncode == 0
        assert box in checked.stdout
    corrected = ("publish", "it", "--note", "Counted anew", "--kind", "material")
    refused = run(*corrected, house=house)
    assert refused.returncode == 1
    assert "output/it.pdf: warning: is a draft with the box" in refused.stdout + refused.stderr
    draft = text_of(house / "output/it.pdf")
    assert "Counted anew" in draft
    assert "Draft" in draft
    assert "1 page," in run("it", house=house).stdout


@pytest.mark.long
def test_what_nobody_can_set_keeps_its_pdf(house: Path) -> None:
    """Where a template fails there is no new page: the PDF from before is named as that."""
    add_brief(house, "it", "## A\n\nText.\n")
    assert "PDF from before" not in run("it", house=house).stderr
    before = (house / "output/it.pdf").read_bytes()
    own_file(house, "templates/policy-brief.html").write_text("{{ nobody.knows }}")
    done = run("it", house=house)
    assert done.returncode == 1
    assert "1 brief was not printed; the PDF from before stays" in done.stderr
    assert (house / "output/it.pdf").read_bytes() == before
    for file in (house / "output").glob("*.pdf"):
        file.unlink()
    assert run("it", house=house).stderr.endswith("1 brief was not printed\n")


@pytest.mark.long
def test_a_draft_of_a_watch_is_counted_anew_by_a_build(house: Path) -> None:
    """A preview reads pages over with few checks: a build that asks all of them has the last
    word, and tells it again as long as it holds.
    """
    add_brief(house, "it", "## A\n\nIt is {{ facts.nothing }}.\n", allow={"no-check": "x"})
    state = BuildState(house, read_ledger_file(house, Problems()))
    (outcome,) = build(house, ["it"], None, PrintsOnce(), state)
    assert outcome.problems.errors == 2
    for _ in range(2):
        done = run("it", house=house)
        assert (done.returncode, done.stderr.count(": error: ")) == (1, 2)
    assert print_briefs(house, "it", paper=None)[0].written
