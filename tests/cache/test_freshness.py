"""Tests of freshness: nothing but what is out of date is printed, and the reason is told."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.once import PrintsOnce
from support.printed import add_brief, new_house, own_file, run, text_of, words
from support.warm import run_at_once

from briefpress.cache import file_states, freshness
from briefpress.cache.freshness import BuildState
from briefpress.content.sources import read_sources
from briefpress.editions.ledger import Ledger
from briefpress.model import house as model_house
from briefpress.model.house import default_folder
from briefpress.press import libraries
from briefpress.workflows import lay_out
from briefpress.workflows.build import build

PLAIN = "## A heading\n\nSome text.\n\n{{ facts }}\n\n## Another heading\n\nMore of it.\n"
FACTS = {
    "returned": {"value": "670", "label": "people", "source": "body"},
    "kept": {"value": "12", "label": "others", "source": "body"},
}
SOURCES = {
    "body": {"type": "report", "author": [{"literal": "A Body"}], "title": "It", "issued": "2024"}
}


def add_plain(house: Path, slug: str, **fields: Any) -> None:
    """Write a brief that is printed at once, and that has no problem."""
    given = {"paper": ["a4"], "facts": FACTS, "sources": SOURCES} | fields
    add_brief(house, slug, PLAIN, **given)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two plain briefs, built; tests work on a copy."""
    house = new_house(tmp_path_factory.mktemp("freshness") / "house")
    for slug in ("one", "two"):
        add_plain(house, slug)
    done = run(house=house)
    assert (done.returncode, done.stderr) == (0, "")
    for path in house.rglob("*"):  # longer ago than `file_states.RACE`: sizes and times are enough
        settle(path)
    assert "current" in run(house=house).stdout
    return house


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    """The built house, to change something in."""
    return shutil.copytree(built, tmp_path / "house")  # which keeps the times


def printed(done: Any) -> list[str]:
    """The PDFs that a build has printed."""
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return re.findall(r"^output/(\S+\.pdf)  ", done.stdout, re.M)


def standing(house: Path, slug: str = "one") -> tuple[str, list[str]]:
    """Give the state of a brief on its first paper, and the reason, as `status` says them."""
    done = run("status", slug, "--format", "json", house=house)
    assert "Traceback" not in done.stderr, done.stderr
    first = json.loads(done.stdout)[0]
    return first["state"], first["reasons"]


def replace(path: Path, old: str, new: str) -> None:
    """Change a text, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def settle(path: Path) -> None:
    """Let a file be an hour old."""
    hour_ago = time.time_ns() - 3_600_000_000_000
    os.utime(path, ns=(hour_ago, hour_ago))


# ---------------------------------------------------------------------------------------------
# What prints again, and why


@pytest.mark.long
def test_what_is_current_is_not_printed(house: Path) -> None:
    """A second build prints nothing, touches nothing, and says so."""
    before = {path: path.stat().st_mtime_ns for path in house.rglob("*") if path.is_file()}
    done = run(house=house)
    assert (done.returncode, done.stdout) == (0, "2 briefs are current, all of them\n")
    assert standing(house) == ("current", [])
    assert {path: path.stat().st_mtime_ns for path in before} == before


def change_fact(house: Path) -> None:
    """Give a fact another value."""
    replace(house / "content/one/brief.yaml", '"670"', '"671"')


def add_field(house: Path) -> None:
    """Say something about the brief that was not said."""
    replace(house / "content/one/brief.yaml", '"title"', '"subject": "Rights", "title"')


def drop_fact(house: Path) -> None:
    """Take a fact out."""
    path = house / "content/one/brief.yaml"
    fields = json.loads(path.read_text("utf-8"))
    del fields["facts"]["kept"]
    path.write_text(json.dumps(fields), "utf-8")


def change_prose(house: Path) -> None:
    """Change a sentence under the second heading."""
    replace(house / "content/one/brief.md", "More of it.", "Less of it.")


def change_style(house: Path) -> None:
    """Another colour for all of them."""
    path = own_file(house, "styles/base.css")
    path.write_text(path.read_text("utf-8") + "h2 { color: #123456 }\n", "utf-8")


def change_template(house: Path) -> None:
    """Another element in all of them."""
    replace(own_file(house, "templates/parts/base.html"), "</body>", "<p>And so on.</p></body>")


def change_institute(house: Path) -> None:
    """Move the institute."""
    replace(house / "content/institute.yaml", "city: New York", "city: Boston")


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "reasons", "both"),
    few(
        [
            (change_fact, ["brief.yaml: facts.returned changed"], False),
            (drop_fact, ["brief.yaml: facts.kept is gone"], False),
            (change_prose, ["brief.md: “Another heading” changed"], False),
            (change_style, ["styles/base.css changed"], True),
            (change_template, ["templates/parts/base.html changed"], True),
            (change_institute, ["institute.yaml: city changed"], True),
        ]
    ),
)
def test_the_reason_is_named(
    house: Path, change: Callable[[Path], None], reasons: list[str], both: bool
) -> None:
    """Status and build name what changed, and what is affected is printed, once."""
    change(house)
    assert standing(house) == ("out of date", reasons)
    done = run(house=house)
    assert printed(done) == (["one.pdf", "two.pdf"] if both else ["one.pdf"])
    assert f"one: {reasons[0]}\n" in done.stdout
    assert standing(house) == ("current", [])
    assert printed(run(house=house)) == []


def test_many_changes_are_summed_up(house: Path) -> None:
    """The first three of many changes in a file are named, the others counted."""
    more = {f"fact-{n}": {"value": n, "label": "a number", "source": "body"} for n in range(6)}
    add_plain(house, "one", facts=FACTS | more)
    said = [f"brief.yaml: facts.fact-{n} is new" for n in range(3)]
    assert standing(house) == ("out of date", [*said, "brief.yaml: 3 more"])


def comment_template(house: Path) -> None:
    """Write a comment into a template."""
    path = own_file(house, "templates/parts/base.html")
    path.write_text("{# A comment. #}" + path.read_text("utf-8"), "utf-8")


def comment_yaml(house: Path) -> None:
    """Write a comment into what the author wrote."""
    path = house / "content/one/brief.yaml"
    path.write_text("# A comment.\n" + path.read_text("utf-8"), "utf-8")


def blank_prose(house: Path) -> None:
    """Leave blanks at the ends of lines, and empty lines, as editors do."""
    for name in ("brief.md", "brief.yaml"):
        path = house / "content/one" / name
        path.write_text(path.read_text("utf-8").replace("\n\n", " \n\n\n") + "\n\n", "utf-8")


def add_unused(house: Path) -> None:
    """Put a file beside the text that nothing names."""
    (house / "content/one/notes.csv").write_text("a,b\n1,2\n", "utf-8")


def touch_all(house: Path) -> None:
    """Let every file be new, and be what it was."""
    for folder in ("content", "templates", "styles"):
        for path in (house / folder).rglob("*"):
            path.touch()


@pytest.mark.long
@pytest.mark.parametrize(
    "change", [blank_prose, *few([comment_template, comment_yaml, add_unused, touch_all])]
)
def test_what_changes_no_page_prints_nothing(house: Path, change: Callable[[Path], None]) -> None:
    """A comment, blanks, a file that nothing names, another time: nothing is printed.

    It is remembered too: the build after does not lay out a page to find that out again.
    """
    before = (house / "output/one.pdf").stat()
    change(house)
    assert standing(house) == ("current", [])
    change(house)  # once more, so that it is `build` that finds out
    assert printed(run(house=house)) == []
    after = (house / "output/one.pdf").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    memory = BuildState(house, Ledger())
    assert all(memory.is_current(slug) for slug in ("one", "two"))


@pytest.mark.long
def test_a_save_within_the_same_tick_is_noticed(house: Path) -> None:
    """A file that is saved right after it was read, same size and same time, is out of date."""
    path = house / "content/one/brief.md"
    path.write_text(PLAIN.replace("More of it.", "Most of it."), "utf-8")
    assert printed(run(house=house)) == ["one.pdf"]
    stat = path.stat()
    replace(path, "Most of it.", "Much of it.")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert standing(house) == ("out of date", ["brief.md: “Another heading” changed"])
    assert printed(run(house=house)) == ["one.pdf"]
    assert "Much of it." in text_of(house / "output/one.pdf")


@pytest.mark.long
@pytest.mark.parametrize("slug", ["one", "fresh"])
def test_a_save_after_it_was_read_is_noticed(
    house: Path, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is saved after it was read and before it was printed is not taken for printed."""
    add_plain(house, slug, title="Another title")

    def read_and_save(*arguments: Any) -> Any:
        sources = read_sources(*arguments)
        replace(house / "content" / slug / "brief.md", "More of it.", "Less.")
        return sources

    memory = BuildState(house, Ledger())
    memory.forget([slug])  # as --force does
    with monkeypatch.context() as patch:
        patch.setattr(lay_out, "read_sources", read_and_save)
        (outcome,) = build(house, [slug], None, PrintsOnce(), memory)
    assert len(outcome.written) == 1
    assert printed(run(slug, house=house)) == [f"{slug}.pdf"]
    assert "Less." in text_of(house / "output" / f"{slug}.pdf")


def shared_part(name: str, version: str) -> Callable[[], dict[str, str]]:
    """`find_libraries`, with another version of one."""
    real = libraries.find_libraries
    return lambda: real() | {name: version}


@pytest.mark.parametrize(
    ("part", "reasons"),
    [
        ("font_source_serif_pro", ["font_source_serif_pro 0.0.1 → 9.9"]),
        ("babel", [r"babel \S+ → 9.9"]),
        ("weasyprint", [r"weasyprint 70.0 → 9.9", "the press changed"]),
        ("pango", [r"pango \S+ → 9.9", "the press changed"]),
    ],
)
def test_another_version_of_a_part_is_named(
    house: Path, monkeypatch: pytest.MonkeyPatch, part: str, reasons: list[str]
) -> None:
    """A font or a part of the engine that was updated makes every PDF out of date."""
    monkeypatch.setattr(freshness, "find_libraries", shared_part(part, "9.9"))
    memory = BuildState(house, Ledger())
    for slug in ("one", "two"):
        (one,) = memory.compare(slug)
        assert one.state == "out of date"
        assert len(one.reasons) == len(reasons)
        for pattern, said in zip(reasons, one.reasons, strict=True):
            assert re.fullmatch(pattern, said), one.reasons
    # What comes before the page shows on the page; what comes after it does not.
    digest = memory.record("one").printed["a4"].html
    assert memory.record_if_current("one", "a4", digest) == (
        part in ("font_source_serif_pro", "babel")
    )


@pytest.mark.parametrize(("version", "reason"), [
    ("9.9", r"briefpress \S+ → 9\.9"), ("", "briefpress itself changed"),
])  # fmt: skip
def test_an_upgrade_is_one_reason(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, reason: str
) -> None:
    """However many templates and styles came with it; one of the house's own is named beside it."""
    defaults = tmp_path / "newer"
    for folder in ("templates", "styles"):
        shutil.copytree(default_folder() / folder, defaults / folder)
    for name in ("styles/base.css", "styles/print.css", "templates/parts/base.html"):
        (defaults / name).write_text("/* newer */", "utf-8")
    (defaults / "templates/parts/new.html").touch()
    (defaults / "templates/blocks/boxes.html").unlink()
    for module in (file_states, model_house):
        monkeypatch.setattr(module, "default_folder", lambda: defaults)
    if version:
        monkeypatch.setattr(freshness, "find_libraries", shared_part("briefpress", version))
    (one,) = BuildState(house, Ledger()).compare("one")
    assert [bool(re.fullmatch(reason, said)) for said in one.reasons] == [True], one.reasons
    own = house / "styles/base.css"
    own.parent.mkdir(exist_ok=True)
    own.write_text("/* own */", "utf-8")
    (one,) = BuildState(house, Ledger()).compare("one")
    assert "styles/base.css changed" in one.reasons
    assert len(one.reasons) == 2


def test_every_part_is_found() -> None:
    """The versions of all parts are known, or a change of one would go unnoticed."""
    from importlib.metadata import version

    found = libraries.find_libraries()
    assert {*libraries.PACKAGES, *libraries.PRESS} <= found.keys()
    for part in libraries.PACKAGES:
        assert found[part] == version(part), part
    assert [part for part in found if part.startswith("font_")]
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))


# ---------------------------------------------------------------------------------------------
# The PDF itself


def delete(pdf: Path) -> str:
    """Take the PDF away."""
    pdf.unlink()
    return "output/one.pdf is gone"


def edit(pdf: Path) -> str:
    """Change a byte, and neither the size nor the time."""
    stat = pdf.stat()
    data = bytearray(pdf.read_bytes())
    data[1000] ^= 1
    pdf.write_bytes(data)
    os.utime(pdf, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    return "somebody changed output/one.pdf"


def truncate(pdf: Path) -> str:
    """Cut the PDF off."""
    os.truncate(pdf, 5000)
    return "somebody changed output/one.pdf"


@pytest.mark.long
@pytest.mark.parametrize("harm", few([delete, edit, truncate]))
def test_a_pdf_that_somebody_changed_is_printed_again(
    house: Path, harm: Callable[[Path], str]
) -> None:
    """A PDF that is gone, edited or cut is printed again, and the reason says so."""
    pdf = house / "output/one.pdf"
    whole = pdf.read_bytes()
    reason = harm(pdf)
    state = "never built" if harm is delete else "out of date"
    assert standing(house) == (state, [reason])
    done = run(house=house)
    assert printed(done) == ["one.pdf"]
    assert f"one: {reason}" in done.stdout
    assert pdf.read_bytes() == whole


def test_a_copy_of_the_folder_is_current(house: Path) -> None:
    """Where output/ was copied, and every time in it is another, nothing is printed."""
    for pdf in (house / "output").glob("*.pdf"):
        pdf.touch()
    assert standing(house) == ("current", [])
    assert printed(run(house=house)) == []


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other rights")
def test_a_pdf_that_cannot_be_read_is_no_traceback(house: Path) -> None:
    """A folder in the place of a PDF is said in plain words."""
    pdf = house / "output/one.pdf"
    pdf.unlink()
    pdf.mkdir()
    done = run(house=house)
    assert done.returncode == 1
    assert "output/one.pdf: error: cannot be written: is a directory" in done.stderr
    assert "Traceback" not in done.stderr


GARBAGE = [
    b"",
    b"{",
    b"\x00\xff",
    b"[]",
    b"null",
    b'{"version": NOW}',
    b'{"version": 0, "briefs": {}}',
    b'{"version": NOW, "files": [], "briefs": {}}',
    b'{"version": NOW, "files": {}, "briefs": []}',
    b'{"version": NOW, "files": {"institute.yaml": 5}, "briefs": {"one": []}}',
    b'{"version": NOW, "briefs": {"one": {"files": [], "language": 1, "papers": 2, "printed": 3}}}',
    b"[" * 100,
]


@pytest.mark.long
@pytest.mark.parametrize("name", ["index", "one.json"])
@pytest.mark.parametrize(
    "data", few(GARBAGE, 3), ids=lambda data: data.decode(errors="replace")[:40]
)
def test_what_is_remembered_may_be_broken(house: Path, name: str, data: bytes) -> None:
    """Whatever stands in output/.built/, a build works: it costs that build, and no more."""
    assert (house / "output/.built" / name).is_file()
    # With a hash that is right, as a briefpress would have left it that wrote something else.
    data = data.replace(b"NOW", str(freshness.VERSION).encode())
    hashed = sha256(data).hexdigest().encode() + b"\n" + data
    (house / "output/.built" / name).write_bytes(hashed)
    change_fact(house)
    memory = BuildState(house, Ledger())
    assert memory.compare("one")[0].state in ("out of date", "never built")
    outcomes = [*build(house, ["one", "two"], None, PrintsOnce(), memory)]
    assert not [one.problems.found for one in outcomes if one.problems.found]
    assert "one" in [one.slug for one in outcomes if one.written]
    assert all(BuildState(house, Ledger()).is_current(slug) for slug in ("one", "two"))


@pytest.mark.long
def test_half_of_what_is_remembered_is_nothing(house: Path) -> None:
    """A memory of which a part was lost or changed is not believed."""
    index = house / "output/.built/index"
    index.write_bytes(index.read_bytes().replace(b'"a4"', b'"a5"', 1))
    assert standing(house)[0] == "never built"
    assert printed(run(house=house)) == ["one.pdf", "two.pdf"]


@pytest.mark.long
def test_without_memory_everything_is_printed(house: Path) -> None:
    """Without output/.built/ every brief is printed once more, and then is current."""
    shutil.rmtree(house / "output/.built")
    assert standing(house)[0] == "never built"
    assert printed(run(house=house)) == ["one.pdf", "two.pdf"]
    assert printed(run(house=house)) == []


# ---------------------------------------------------------------------------------------------
# Papers, errors, options


@pytest.mark.long
def test_force_prints_what_is_current(house: Path) -> None:
    """`--force` prints all, or those that are named, and the bytes are the same."""
    before = (house / "output/one.pdf").read_bytes()
    assert printed(run("--force", house=house)) == ["one.pdf", "two.pdf"]
    assert printed(run("--force", "two", house=house)) == ["two.pdf"]
    assert (house / "output/one.pdf").read_bytes() == before


@pytest.mark.deep
@pytest.mark.long
def test_one_paper_says_nothing_about_the_other(house: Path) -> None:
    """`--paper letter` leaves a4 as it stands: what changed is out of date there still."""
    add_plain(house, "one", paper=["a4", "letter"])
    assert printed(run(house=house)) == ["one.pdf", "one.letter.pdf"]
    change_fact(house)
    assert printed(run("one", "--paper", "letter", house=house)) == ["one.letter.pdf"]
    said = json.loads(run("status", "one", "--format", "json", house=house).stdout)
    assert [(one["paper"], one["state"]) for one in said] == [
        ("a4", "out of date"), ("letter", "current"),
    ]  # fmt: skip
    assert said[0]["reasons"] == ["brief.yaml: facts.returned changed"]
    assert printed(run(house=house)) == ["one.pdf"]


@pytest.mark.deep
@pytest.mark.long
def test_another_main_paper_is_another_name(house: Path) -> None:
    """Where the papers of a brief change, each PDF that it has is what its name says."""
    add_plain(house, "one", paper=["a4", "letter"])
    run(house=house)
    facts = FACTS | {"returned": FACTS["returned"] | {"value": (value := "671")}}
    for papers in (["letter"], ["a4", "letter"], ["letter", "a4"]):
        add_plain(house, "one", paper=papers, facts=facts)
        printed(run(house=house))
        for paper in papers:
            name = "one.pdf" if paper == papers[0] else f"one.{paper}.pdf"
            assert value in text_of_now(house / "output" / name), (papers, name)
        assert printed(run(house=house)) == [], papers


def text_of_now(pdf: Path) -> str:
    """The text of a PDF that changes between two questions."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:
        return str(document[0].get_textpage().get_text_bounded())


@pytest.mark.deep
@pytest.mark.long
def test_a_draft_with_an_error_is_printed_and_stays_one(house: Path) -> None:
    """Status and build name the error as long as it stands; what is mended is printed again."""
    before = (house / "output/one.pdf").read_bytes()
    text = (house / "content/one/brief.yaml").read_text("utf-8")
    replace(house / "content/one/brief.yaml", '"title"', '"titel"')
    error = "content/one/brief.yaml:2: error: unknown field `titel`"
    status = run("status", house=house)
    assert status.returncode == 1
    assert error in status.stderr
    assert "out of date" in status.stdout
    for number in (1, 0, 0):
        done = run("one", house=house)
        assert done.returncode == 1
        assert done.stderr.count(error) == 1
        assert "1 brief has errors: printed as a draft, and not to be published" in done.stderr
        assert done.stdout.count("output/one.pdf  ") == number
        assert "Draft, 2 errors ·" in text_of(house / "output/one.pdf")
    assert "draft, 2 errors" in run("status", house=house).stdout
    (house / "content/one/brief.yaml").write_text(text, "utf-8")
    assert printed(run(house=house)) == ["one.pdf"]
    assert (house / "output/one.pdf").read_bytes() == before
    change_fact(house)
    assert printed(run(house=house)) == ["one.pdf"]


@pytest.mark.long
@pytest.mark.parametrize(
    "text", few(["", "{", "a: [", "\ufeffa: b", "- 1", "a: &x 1\nb: *x", "\x00"])
)
def test_status_of_what_is_no_yaml_is_no_traceback(house: Path, text: str) -> None:
    """Whatever stands in brief.yaml, status says what is wrong and build too."""
    (house / "content/one/brief.yaml").write_text(text, "utf-8")
    for command in ("status", "build"):
        done = run(command, house=house)
        assert done.returncode == 1
        assert "content/one/brief.yaml" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_brief_that_is_new_and_one_that_is_gone(house: Path) -> None:
    """A new brief is never built, and alone is printed; one that is gone is not asked for."""
    add_plain(house, "three")
    assert standing(house, "three") == ("never built", [])
    assert printed(run(house=house)) == ["three.pdf"]
    shutil.rmtree(house / "content/two")
    done = run("status", house=house)
    assert "two" not in done.stdout
    assert done.returncode == 0
    assert printed(run(house=house)) == []


@pytest.mark.deep
@pytest.mark.long
def test_a_brief_may_be_called_anything(house: Path) -> None:
    """Capitals, dots, spaces, other scripts, a name like one of our files: it is remembered."""
    slugs = ["-x", "Mali.2", "a b", "größe", "index", "one-2", "조선"]
    for slug in slugs:
        add_plain(house, slug)
    done = run("--", *slugs, house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert [slug for slug in slugs if not (house / f"output/{slug}.pdf").is_file()] == []
    assert printed(run(house=house)) == []
    assert run("status", house=house).stdout.count("current") == len(slugs) + 2
    assert standing(house) == ("current", [])


@pytest.mark.long
def test_nothing_heavy_is_imported_where_nothing_is_to_do(house: Path) -> None:
    """A build with nothing to do and `status` import no part of the engine."""
    code = (
        "import sys; from briefpress.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    for command in ("build", "status"):
        done = subprocess.run(
            [sys.executable, "-c", code, command], cwd=house, capture_output=True, text=True
        )
        assert done.returncode == 0
        assert "current" in done.stdout
        heavy = {"weasyprint", "jinja2", "pydantic", "markdown", "yaml", "babel", "nh3",
                 "multiprocessing", "concurrent.futures", "filelock", "PIL", "rich"}  # fmt: skip
        assert heavy & {*done.stderr.split()} == set(), command


# ---------------------------------------------------------------------------------------------
# Many briefs


@pytest.mark.long
def test_of_many_briefs_only_what_is_affected_is_printed(tmp_path: Path) -> None:
    """One thing of one brief prints one PDF, one thing of all of them all, none none.

    Counted where the work is done: what is printed.
    """
    house = new_house(tmp_path / "house")
    slugs = [f"brief-{number:02}" for number in range(7)]
    for number, slug in enumerate(slugs):
        add_brief(house, slug, f"{words(6, number)}\n", paper=["a4"], template="statement")

    def count() -> list[str]:
        memory = BuildState(house, Ledger())
        stale = [slug for slug in slugs if not memory.is_current(slug)]
        if not stale:
            return []
        outcomes = [*build(house, stale, None, PrintsOnce(), memory)]
        assert not [one.problems.found for one in outcomes if one.problems.found]
        return [one.slug for one in outcomes if one.written]

    assert count() == slugs
    assert count() == []
    replace(house / "content/brief-06/brief.md", ".", "!")
    assert count() == ["brief-06"]
    comment_template(house)
    assert count() == []
    assert all(BuildState(house, Ledger()).is_current(slug) for slug in slugs)
    replace(house / "content/institute.yaml", "365 Fifth Avenue", "366 Fifth Avenue")
    assert count() == slugs
    assert count() == []


@pytest.mark.long
def test_two_builds_at_once_do_no_harm(house: Path) -> None:
    """Both end well, every PDF is whole, and the next build prints no more than it has to."""
    add_plain(house, "three")
    change_style(house)
    for done in run_at_once(("--jobs", 1), ("--jobs", 1), house=house):
        assert (done.returncode, done.stderr) == (0, "")
    assert not [*house.glob("output/**/.*.unfinished")]
    for pdf in house.glob("output/*.pdf"):
        assert pdf.read_bytes().rstrip().endswith(b"%%EOF")
    printed(run(house=house))
    assert run(house=house).stdout == "3 briefs are current, all of them\n"


@pytest.mark.deep
@pytest.mark.long
def test_a_fact_of_the_house_touches_those_who_print_it(house: Path) -> None:
    """`status` says which brief prints a fact that has changed, and the others stay current."""
    shared = house / "content/facts.yaml"
    facts = "facts:\n  dead: {value: 12, source: it}\n  hurt: {value: 30}\n"
    sources = "sources:\n  it: {type: report, publisher: B, title: It, issued: 2024}\n"
    shared.write_text(facts + sources, "utf-8")
    replace(house / "content/one/brief.md", "Some text.", "Of {{ facts.dead }} people.")
    run(house=house)
    assert [standing(house, slug) for slug in ("one", "two")] == [("current", [])] * 2
    replace(shared, "value: 12", "value: 13")
    assert standing(house, "one") == ("out of date", ["facts.yaml: facts.dead changed"])
    assert standing(house, "two") == ("current", [])
    assert printed(run(house=house)) == ["one.pdf"]
    assert "13 people" in text_of(house / "output/one.pdf")
    replace(shared, "value: 30", "value: 31")
    assert standing(house, "one") == ("current", [])
    replace(shared, "title: It", "title: Else")
    assert standing(house, "one") == ("out of date", ["facts.yaml: sources.it changed"])
    replace(shared, "dead:", "gone:")
    assert standing(house, "one")[1] == ["facts.yaml: facts.dead is gone",
                                         "facts.yaml: sources.it is gone"]  # fmt: skip
    shared.unlink()
    assert standing(house, "two") == ("current", [])


@pytest.mark.long
@pytest.mark.parametrize("name", few(["returns.csv", "returns 2024#1.csv"]))
def test_a_file_of_facts_of_the_house_touches_those_who_print_them(house: Path, name: str) -> None:
    """A table beside facts.yaml, new, changed or gone, is nothing to a brief that prints none of
    its cells.
    """
    content = house / "content"
    (content / name).write_text("year,people\n2023,80\n2024,500\n", "utf-8")
    facts = f"facts:\n  late: {{from: '{name}#year=2024/people', source: it, as_of: 2024}}\n"
    sources = "sources:\n  it: {type: report, publisher: B, title: It, issued: 2024}\n"
    (content / "facts.yaml").write_text(f"{facts}  all: {{sum: [late]}}\n{sources}", "utf-8")
    replace(content / "one/brief.md", "Some text.", "Of {{ facts.all }} people.")
    run(house=house)
    replace(content / name, "2024,500", "2024,600")
    (content / "other.xlsx").write_bytes(b"not even a workbook")
    assert standing(house, "one") == ("out of date", [f"content/{name} changed"])
    assert standing(house, "two") == ("current", [])
    assert printed(run(house=house)) == ["one.pdf"]
    assert "600 people" in text_of(house / "output/one.pdf")
    (content / name).unlink()
    assert standing(house, "one") == ("out of date", [f"content/{name} is gone"])
    assert standing(house, "two") == ("current", [])


@pytest.mark.long
def test_what_no_brief_is_printed_with_touches_none(house: Path) -> None:
    """A note, a letter, a picture beside institute.yaml are nothing to a brief, until one is named
    there; what is decided of borders, to none that has no map.
    """
    content = house / "content"
    run(house=house)
    for name in ("notes.txt", "README.md", ".DS_Store", "wordmark.svg"):
        (content / name).write_text("<svg/>", "utf-8")
    (content / "boundaries.yaml").write_text("areas: {}\n", "utf-8")
    assert [standing(house, slug) for slug in ("one", "two")] == [("current", [])] * 2
    replace(content / "boundaries.yaml", "{}", "{ }")
    assert standing(house, "one") == ("current", [])
    replace(content / "one/brief.yaml", '"title"', '"figures": {"m": {"caption": "C", "alt": "A", '
            '"chart": {"kind": "map"}}}, "title"')  # fmt: skip
    replace(content / "boundaries.yaml", "{ }", "{}")
    assert "boundaries.yaml changed" in standing(house, "one")[1]
    assert standing(house, "two") == ("current", [])
    replace(content / "institute.yaml", "city:", "logo: {file: wordmark.svg, alt: A}\ncity:")
    assert "wordmark.svg is new" in standing(house, "two")[1]
