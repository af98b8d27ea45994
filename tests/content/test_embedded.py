"""The archive: a PDF carries the content that it was made from, no more, and gives it back."""

import io
import json
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.depth import few
from support.houses import (
    FRENCH,
    FRENCH_FILES,
    FRENCH_HEAD,
    FRENCH_PROSE,
    HEAD,
    INSTITUTE,
    House,
    said,
)
from support.printed import (
    HOUSE,
    add_brief,
    add_everything,
    everything,
    new_house,
    page_of,
    print_brief,
    print_briefs,
    real,
    run,
    run_apart,
    streams,
)
from support.tools import need, verapdf

from briefpress.content import embedded
from briefpress.content.embedded import open_archive
from briefpress.content.sources import BYTES_OF_FILE
from briefpress.content.yaml_edits import strip_private
from briefpress.content.yaml_text import read_yaml
from briefpress.model.brief import Sources, TextFile
from briefpress.model.problems import Place, Problems
from briefpress.press.executors import InProcess
from briefpress.workflows.restore import read_pdf, restore

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("no_workers")]

CANARY = "canary"
"""Texts that no PDF may hold."""
LABEL = Place("handout.pdf")


def opened(data: bytes) -> tuple[Sources | None, str]:
    """Open an archive: its sources, or None, and what its reader is told."""
    problems = Problems()
    return open_archive(data, LABEL, problems), said(problems)


def content_of(data: bytes) -> dict[str, bytes]:
    """Give the content that an archive without a problem carries."""
    sources, told = opened(data)
    assert sources is not None, told
    assert not told
    return sources.content


# ---------------------------------------------------------------------------------------------
# Comments and notes


def strip(data: str | bytes) -> bytes:
    """Strip a YAML file that can be stripped."""
    problems = Problems()
    stripped = strip_private(
        TextFile("brief.yaml", "", data if isinstance(data, bytes) else data.encode()), problems
    )
    assert not problems.found, said(problems)
    return stripped


PIECES = [
    ("title: x\n", "title: x\n"),
    ("# canary\n", ""),
    ("%: 1\n   # canary\n", "%: 1\n"),
    ("#canary\n", ""),
    ("\n", "\n"),
    ("%: 1\n   \n", "%: 1\n   \n"),
    ("%: y   # canary\n", "%: y\n"),
    ("%: y\t#canary: {[\n", "%: y\n"),
    ("%: C#\n", "%: C#\n"),
    ("%: a#b c#d # canary #\n", "%: a#b c#d\n"),
    ("%: 'a # b' # canary\n", "%: 'a # b'\n"),
    ('%: "a # b \\" # c" # canary\n', '%: "a # b \\" # c"\n'),
    ('%: "two\n  # lines" # canary\n', '%: "two\n  # lines"\n'),
    ("%: 'it''s # this' # canary\n", "%: 'it''s # this'\n"),
    ("%: https://example.org/#part # canary\n", "%: https://example.org/#part\n"),
    ("%: several\n  lines # canary\n", "%: several\n  lines\n"),
    ("%:   # canary\n", "%:\n"),
    ("%:\n  # canary\n  x: y\n  # canary\n", "%:\n  x: y\n"),
    ("%:\n- a # canary\n# canary\n- b\n", "%:\n- a\n- b\n"),
    ("%:\n  - # canary\n    x: 1\n", "%:\n  -\n    x: 1\n"),
    ("%: {x: y, # canary\n  # canary\n  z: [a#b, 'c # d', # canary\n  e]} # canary\n",
     "%: {x: y,\n  z: [a#b, 'c # d',\n  e]}\n"),
    ("%: |\n  # in the text\n  x # too\n\n# canary\n", "%: |\n  # in the text\n  x # too\n\n"),
    ("%: > # canary\n  # in the text\n  x\n", "%: >\n  # in the text\n  x\n"),
    ("%: |2- # canary\n   x\n  # in the text\n # canary\n", "%: |2-\n   x\n  # in the text\n"),
    ("%: >-   # canary\n\n  x\n\n   # in the text\n\n", "%: >-\n\n  x\n\n   # in the text\n\n"),
    ("? % # canary\n: y # canary\n", "? %\n: y\n"),
    ("'%': y # canary\n", "'%': y\n"),
    ("%: Ελλάδα 한 😀 # canary ü\n", "%: Ελλάδα 한 😀\n"),
    ("%: x\n...\n# canary\n", "%: x\n...\n"),
]  # fmt: skip
"""Lines of YAML, and what is left of them; `%` stands for a name that no other line has."""
NOTES = [
    ("notes: canary\n", ""),
    ("notes: canary # canary\n", ""),
    ("'notes': [canary, canary] # canary\n", ""),
    ("notes: |\n  canary\n\n  # canary\n", ""),
    ("notes: |+ # canary\n  canary\n", ""),
    ("notes: >-\n  canary\n", ""),
    ("notes:\n- canary\n- canary: canary\n", ""),
    ("notes:\n  # canary\n  - canary\n  - |\n    canary\n", ""),
    ("notes:\n  canary: {canary: # canary\n   canary}\n  canary2:\n  - canary\n", ""),
    ("notes: canary\n  canary\n\n  canary\n", ""),
    ("? notes\n: canary\n", ""),
    ("notes: # canary\n", ""),
    ("notes: 'canary\n\n  canary' # canary\n", ""),
    ("approvals: [canary, {role: canary, of: [page]}] # canary\n", ""),
    ("approvals:\n- canary\n- role: canary\n  of: [facts]\n", ""),
]
"""Fields that are for colleagues; each may stand anywhere, once."""


def compose(pieces: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Put pieces one under another: the file, and what should be left of it."""
    pairs = [
        (piece.replace("%", f"k{n}"), left.replace("%", f"k{n}"))
        for n, (piece, left) in enumerate(pieces)
    ]
    return "".join(piece for piece, _ in pairs), "".join(left for _, left in pairs)


def check_strip(text: str, left: str) -> None:
    """The stripped text is *left*, whatever its line ends, and means what it meant."""
    for end in ("\n", "\r\n", "\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            stripped = strip(mark + text.replace("\n", end).encode())
            assert stripped == mark + left.replace("\n", end).encode()
            assert strip(stripped) == stripped
    problems = Problems()
    before, _ = read_yaml(TextFile("before", text), problems)
    after, _ = read_yaml(TextFile("after", left), problems)
    for name in ("notes", "approvals"):
        before.pop(name, None)
    told = "is a remark, and not printed", "stands between braces without a value"
    assert all(any(word in one.message for word in told) for one in problems.found), said(problems)
    assert list(before.items()) == list(after.items())
    assert CANARY not in left


@pytest.mark.parametrize(("piece", "left"), PIECES)
def test_a_comment_goes_and_all_else_stays(piece: str, left: str) -> None:
    """A comment goes, alone on its line with the line; a `#` of the text is no comment."""
    check_strip(*compose([("%: 1\n", "%: 1\n"), (piece, left)]))


@pytest.mark.parametrize(("piece", "left"), NOTES)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_notes_go_wherever_they_stand(piece: str, left: str, place: int) -> None:
    """`notes:` goes, first, in the middle or last, whatever it holds."""
    pieces = [("%: >\n  # a\n\n", "%: >\n  # a\n\n"), ("%:\n  - b\n", "%:\n  - b\n")]
    check_strip(*compose([*pieces[:place], (piece, left), *pieces[place:]]))


@pytest.mark.parametrize("first", few(range(0, 300, 10), 7))
def test_any_mixture_is_stripped(first: int) -> None:
    """Lines of YAML in any order, with comments and notes between them, keep their meaning."""
    for seed in range(first, first + 10):
        chance = random.Random(seed)
        pieces = [chance.choice(PIECES[1:-1]) for _ in range(chance.randrange(1, 12))]
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(NOTES))
        text, left = compose([*pieces, PIECES[0]])
        if chance.random() < 0.5:
            text, left = text[:-1], left[:-1]
        check_strip(text, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{title: x, notes: canary, z: 1} # canary\n", "{title: x, z: 1}\n"),
        ("{title: x,\n notes: [canary], # canary\n z: 1}", "{title: x,\n z: 1}"),
        ("{notes: canary, title: x}", "{title: x}"),
        ("{title: x, notes: {a: canary}}", "{title: x}"),
        ('{"title": "x", "notes": "canary",}', '{"title": "x",}'),
        ("{title: x, notes}", "{title: x}"),
        ("{title: x, ? notes : canary, z: 1}", "{title: x, z: 1}"),
        ("--- # canary\n# canary\ntitle: x\n", "---\ntitle: x\n"),
        ("%YAML 1.1 # canary\n---\ntitle: x\n", "%YAML 1.1\n---\ntitle: x\n"),
        ("  title: x\n  notes:\n    canary\n  z: 1\n", "  title: x\n  z: 1\n"),
        ("title: x\n# canary", "title: x\n"),
        ("title: x # canary", "title: x"),
    ],
)
def test_other_forms_of_a_file_are_stripped(text: str, left: str) -> None:
    """Fields in braces, JSON, an indented file, one with a head, one without a last line end."""
    check_strip(text, left)


@pytest.mark.parametrize("sign", ["|+", ">+"])
@pytest.mark.parametrize("between", ["# canary\n", "notes: canary\n", "notes: |+\n  canary\n\n"])
def test_a_text_that_keeps_its_empty_lines_takes_no_others(sign: str, between: str) -> None:
    """Empty lines that a comment or the notes parted from a `|+` text go with them."""
    text = f"a: {sign}\n  x\n\n{between}\n# canary\n\nb: y\n"
    check_strip(text, f"a: {sign}\n  x\n\nb: y\n")


@pytest.mark.parametrize("sign", ["|", ">-", "|2"])
def test_a_text_in_lines_takes_no_line_of_spaces(sign: str) -> None:
    """So do lines of spaces, which would be text of any block; empty lines stay."""
    check_strip(f"a: {sign}\n  x\n# canary\n    \nb: y\n", f"a: {sign}\n  x\nb: y\n")
    check_strip(f"a: {sign}\n  x\n# canary\n\nb: y\n", f"a: {sign}\n  x\n\nb: y\n")


def test_a_field_of_that_name_further_down_stays() -> None:
    """Only the file's own `notes:` is for colleagues: a source, a fact may be called so."""
    text = "facts: {notes: {value: 1}}\nboxes:\n  notes: text\nx: notes\n"
    check_strip(text, text)


def test_what_cannot_be_stripped_is_told_and_not_carried() -> None:
    """Where comments cannot be told from text there is an error, never a wrong archive."""
    problems = Problems()
    odd = "?\n  notes\n: canary\ntitle: x\n"
    assert strip_private(TextFile("content/x/brief.yaml", odd, odd.encode()), problems) == b""
    assert said(problems).startswith("content/x/brief.yaml: error: its comments and `notes:`")
    assert "hint: " in said(problems)


def test_the_real_files_lose_their_comments_alone() -> None:
    """Nothing goes of the real content but the lines of its comments, and `notes:`."""
    for file in (HOUSE / "content").rglob("*.yaml"):
        lines = file.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not line.lstrip().startswith((b"#", b"notes:"))]
        assert strip(file.read_bytes()) == b"".join(kept)
        assert len(kept) < len(lines)


# ---------------------------------------------------------------------------------------------
# What travels

FILES = {
    "used.csv": b"place,people\r\nSeoul,3\r\nBusan,5\r\n",
    "unused.csv": b"place,people\ncanary,3\n",
    "draft.docx": b"canary",
    "draft.md": b"canary",
    "other.yaml": b"title: canary\n",
}
TABLE = {"t": {"data": "used.csv", "caption": "A table"}}
PROSE = "## A heading\n\nSome text.\n\n{{ tables.t }}\n"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")


def annotate(house: Path, slug: str) -> None:
    """Put comments and notes into both YAML files of a brief."""
    for name in ("institute.yaml", f"{slug}/brief.yaml"):
        path = house / "content" / name
        text = path.read_text("utf-8")
        if text.startswith("{"):
            text = f'{text[:-1]},\n "notes": ["canary"] # canary\n}} # canary\n'
        else:
            text = f"# canary\n{text}\nnotes: # canary\n  - canary\n"
        path.write_text(text, "utf-8")


def test_only_what_the_page_is_made_of_travels(bare: Path) -> None:
    """A file that nothing names, a comment and a note are nowhere in the PDF."""
    add_brief(bare, "it", PROSE, FILES, tables=TABLE)
    annotate(bare, "it")
    (outcome,) = print_briefs(bare, "it")
    assert not outcome.problems.found, said(outcome.problems)
    data = outcome.written[0].pdf.data
    assert sorted(content_of(data)) == [
        "institute.yaml", "it/brief.md", "it/brief.yaml", "it/used.csv"
    ]  # fmt: skip
    assert b"Seoul" in streams(data)
    assert CANARY.encode() not in streams(data)


def test_a_brief_can_keep_its_content(bare: Path) -> None:
    """`embed_content: false` prints a PDF that carries nothing, and `restore` says so."""
    outcome = print_brief(bare, PROSE.partition("{{")[0], embed_content="false")
    (edition,) = outcome.written
    with pikepdf.open(io.BytesIO(edition.pdf.data)) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
    sources, told = opened(edition.pdf.data)
    assert sources is None
    assert told == (
        "handout.pdf: error: this PDF carries no content\n"
        "  hint: briefpress attaches it unless brief.yaml says `embed_content: false`"
    )


def test_whether_it_is_embedded_is_true_or_false(house: House) -> None:
    """Another word there is an error, not a silent yes."""
    told = house.complaints("embed_content: perhaps\n")
    assert told.startswith("content/tiny/brief.yaml:4: error: `embed_content` is neither true nor")


def test_notes_may_hold_anything_and_print_nothing(house: House) -> None:
    """Text, a list or fields: a note is no field of the page, and prose cannot name it."""
    for notes in ("canary", "[canary, {a: canary}]", "{a: {b: canary}}", "|\n  canary"):
        assert CANARY not in house.html(f"notes: {notes}\n")
        house.put("../institute.yaml", f"{INSTITUTE}notes: {notes}\n")
        assert CANARY not in house.html()
    assert "nothing is called `notes`" in house.complaints("notes: x\n", "{{ notes }} here\n")


@pytest.mark.parametrize(
    ("prose", "line"),
    [
        ("## A\n\nText.\n\n<!-- to do:\n\nask Ann -->\n\nMore.\n", 5),
        ("## A\n\nText <!-- ask Ann --> goes on.\n", 3),
        ("## A\n\n- A point\n\n    <!-- ask Ann -->\n", 5),
        ("## A\n\nA `<!-- sample -->` {{ title }}\nand <!-- one {{ title }} -->.\n", 4),
        ("## A\n\nText <?ask Ann?> goes on.\n", 3),
    ],
)
def test_a_comment_in_prose_is_told(house: House, prose: str, line: int) -> None:
    """A comment of HTML would travel unseen: a warning says where, unless nothing travels."""
    told = house.complaints("", prose)
    assert told.startswith(f"content/tiny/brief.md:{line}: warning: a comment: it is not printed")
    assert told.count("warning") == 1
    assert "  hint: move it to `notes:`" in told
    assert house.complaints("embed_content: false\n", prose) == ""


@pytest.mark.parametrize("prose", ["A `<!-- sample -->`.\n", "    <!-- sample -->\n"])
def test_a_sample_of_a_comment_is_printed_and_not_told(house: House, prose: str) -> None:
    """In code a comment is text."""
    assert "&lt;!-- sample --&gt;" in house.html("", f"## A\n\n{prose}")


def test_a_comment_in_a_text_of_the_fields_is_told(house: House) -> None:
    """Every text of brief.yaml is Markdown, and may hold one."""
    told = house.complaints("boxes: {a: {text: 'b <!-- c -->'}}\n", "## A\n\n{{ boxes.a }}\n")
    assert told.startswith("content/tiny/brief.yaml:4: warning: a comment")


@pytest.mark.parametrize("name", ["a:b.csv", "aux.csv", "Com1.x.csv", "what?.csv", "a\\b.csv"])
def test_a_file_that_could_not_be_restored_is_told(house: House, name: str) -> None:
    """A name that some system cannot write is an error while the brief is built."""
    house.put(name, "a,b\n1,2\n")
    told = house.complaints(
        f"tables: {{t: {{data: '{name}', caption: C}}}}\n", "## A\n\n{{ tables.t }}\n"
    )
    assert told.startswith(f"content/tiny/brief.yaml:4: error: `{name}` is no file name on every")
    kept = house.complaints(
        f"embed_content: false\ntables: {{t: {{data: '{name}', caption: C}}}}\n",
        "## A\n\n{{ tables.t }}\n",
    )
    assert kept == ""


def test_two_files_of_one_name_are_told(house: House) -> None:
    """Names that differ in their capitals alone are one file on another system."""
    for name in ("a.csv", "A.csv"):
        house.put(name, "a,b\n1,2\n")
    if (house.root / "content/tiny/a.csv").samefile(house.root / "content/tiny/A.csv"):
        pytest.skip("this system takes them for one")
    told = house.complaints(
        "tables:\n  t: {data: a.csv, caption: C}\n  u: {data: A.csv, caption: C}\n",
        "## A\n\n{{ tables.t }}\n\n{{ tables.u }}\n",
    )
    assert told.startswith("content/tiny/brief.yaml:6: error: `A.csv` and `a.csv` are one name")


def test_what_travels_is_part_of_the_digest(house: House) -> None:
    """Two pages that print alike and carry something else are two pages."""
    house.put("brief.yaml", HEAD)
    page, _ = house.page()
    assert page is not None
    other = replace(page, attachments={**page.attachments, "tiny/x.csv": b"1"})
    moved = replace(page, attachments={}, assets={**page.assets, **page.attachments})
    assert len({page.digest, other.digest, moved.digest}) == 3


# ---------------------------------------------------------------------------------------------
# In the PDF


def specs(data: bytes) -> dict[str, Any]:
    """The attached files of a PDF as other programs see them, in the order of the name tree."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = [*pdf.Root.Names.EmbeddedFiles.Names]
        associated = [spec.objgen for spec in pdf.Root.AF]
        assert associated == [spec.objgen for spec in names[1::2]]
        keys = [bytes(name) for name in names[::2]]
        assert keys == sorted(keys)
        for spec in names[1::2]:
            stream = spec.EF.F
            assert str(spec.Type) == "/Filespec"
            assert stream.Params.Size == len(stream.read_bytes())
            found[str(spec.UF)] = (
                str(spec.AFRelationship), str(stream.Subtype), str(stream.Params.ModDate)
            )  # fmt: skip
    return found


def test_each_file_says_what_it_is() -> None:
    """Kind, relation to the page and date of each attached file come from the content alone."""
    date = "D:20241201000000Z"
    assert specs(everything().read_bytes()) == {
        "everything/brief.md": ("/Source", "/text/markdown", date),
        "everything/brief.yaml": ("/Source", "/application/yaml", date),
        "everything/chart.csv": ("/Data", "/text/csv", date),
        "everything/drawing.svg": ("/Source", "/image/svg+xml", date),
        "everything/photo.png": ("/Source", "/image/png", date),
        "everything/votes.csv": ("/Data", "/text/csv", date),
        "institute.yaml": ("/Source", "/application/yaml", date),
    }


def test_another_program_finds_the_files(tmp_path: Path) -> None:
    """Whoever has no briefpress gets the content out with poppler."""
    need("pdfdetach")
    file = real().files["dprk", "a4"]
    listed = subprocess.run(["pdfdetach", "-list", file], capture_output=True, text=True)
    assert "dprk/returns.csv" in listed.stdout
    out = tmp_path / "returns.csv"
    subprocess.run(
        ["pdfdetach", "-savefile", "dprk/returns.csv", "-o", out, file], check=True
    )  # fmt: skip
    assert out.read_bytes() == (HOUSE / "content/dprk/returns.csv").read_bytes()


@pytest.mark.java
def test_a_pdf_that_carries_everything_conforms(odd: Path) -> None:
    """PDF/A-3a and PDF/UA-1 hold, with pictures, data and names of any script."""
    files = [everything(), odd / "output/étude.pdf"]
    for flavour in ("3a", "ua1"):
        verdicts = verapdf(files, flavour)
        assert verdicts == {file: [] for file in files}


@pytest.mark.deep
@pytest.mark.anew
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, bare: Path) -> None:
    """In another folder, another zone, with another hash seed: the attachments do not differ."""
    add_brief(bare, "it", PROSE, FILES, tables=TABLE)
    other = new_house(tmp_path / "elsewhere/other")
    add_brief(other, "it", PROSE, FILES, tables=TABLE)
    for place, zone, seed in ((bare, "UTC", "1"), (other, "Pacific/Auckland", "2")):
        order = {"TZ": zone, "PYTHONHASHSEED": seed}
        done = run_apart("it", "-q", "--paper", "a4", house=place, env=order)
        assert done.returncode == 0, done.stderr
    assert (bare / "output/it.pdf").read_bytes() == (other / "output/it.pdf").read_bytes()


# ---------------------------------------------------------------------------------------------
# There and back


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a brief of odd bytes: French, odd line ends, names of any script; printed."""
    house = new_house(tmp_path_factory.mktemp("odd"))
    folder = house / "content/étude"
    folder.mkdir()
    fields = FRENCH_HEAD + FRENCH.replace("mois.csv", "données – 한.csv").replace(
        "image: carte.svg", "image: Ärzte karte.svg"
    )
    cours = "  cours: {chart: {mark: bar}, data: votes.csv, caption: Un diagramme, alt: Des barres}"
    assert cours in fields
    files = {
        "brief.yaml": ("\ufeff" + fields.replace("\n", "\r\n")).encode(),
        "brief.md": FRENCH_PROSE.replace("\n", "\r").encode(),
        "données – 한.csv": ("\ufeff" + FRENCH_FILES["mois.csv"].replace("\n", "\r\n")).encode(),
        "Ärzte karte.svg": FRENCH_FILES["carte.svg"].encode(),
        "votes.csv": FRENCH_FILES["votes.csv"].encode(),
        "unused.csv": b"canary,x\n1,2\n",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (outcome,) = print_briefs(house)
    assert not outcome.problems.errors, said(outcome.problems)
    return house


def check_return(house: Path, slug: str, file: Path, tmp_path: Path) -> None:
    """The content that *file* carries is that of *house*, and prints the same page to the byte."""
    again = new_house(tmp_path / "again")
    (again / "content/institute.yaml").unlink()
    problems = Problems()
    written = restore(file, again / "content", problems)
    assert not problems.found, said(problems)
    names = {Path(name).relative_to(again / "content").as_posix() for name in written}
    assert {"institute.yaml", f"{slug}/brief.yaml", f"{slug}/brief.md"} <= names
    for name in names:
        restored = (again / "content" / name).read_bytes()
        original = (house / "content" / name).read_bytes()
        assert restored == (strip(original) if name.endswith(".yaml") else original)
    assert page_of(again, slug).digest == page_of(house, slug).digest
    (outcome,) = print_briefs(again)
    assert outcome.written[0].pdf.data == file.read_bytes()


@pytest.mark.parametrize("slug", ["dprk", "panel-of-experts"])
def test_a_real_brief_comes_back(slug: str, tmp_path: Path) -> None:
    """The content of a real brief is restored, and prints the same PDF to the byte."""
    check_return(real().house, slug, real().files[slug, "a4"], tmp_path)


def test_a_brief_that_holds_everything_comes_back(tmp_path: Path) -> None:
    """Pictures, charts, votes, notes: all of it."""
    house = new_house(tmp_path / "house")
    add_everything(house)
    annotate(house, "everything")
    (outcome,) = print_briefs(house)
    file = house / outcome.written[0].file
    check_return(house, "everything", file, tmp_path)
    assert CANARY.encode() not in streams(file.read_bytes())


def test_odd_bytes_come_back(odd: Path, tmp_path: Path) -> None:
    """Line ends, byte order marks and names of any script are as they were."""
    check_return(odd, "étude", odd / "output/étude.pdf", tmp_path)
    assert CANARY.encode() not in streams((odd / "output/étude.pdf").read_bytes())


def test_what_comes_back_comes_back_again(tmp_path: Path) -> None:
    """A restored brief, printed and restored, is the same content: nothing more is lost."""
    first = content_of(real().files["dprk", "a4"].read_bytes())
    assert first == content_of(real().files["dprk", "letter"].read_bytes())
    assert all(strip(data) == data for name, data in first.items() if name.endswith(".yaml"))


# ---------------------------------------------------------------------------------------------
# A PDF out of a mailbox

WHOLE = {
    "institute.yaml": INSTITUTE.encode(),
    "tiny/brief.yaml": HEAD.encode(),
    "tiny/brief.md": b"## Background\n\nOne sentence.\n",
}


def pdf_with(files: Mapping[str, bytes] | Iterable[tuple[Any, bytes]], **options: Any) -> bytes:
    """Make a PDF that carries *files*; they may have any name, and one name may be there twice."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = []
    for name, data in files.items() if isinstance(files, Mapping) else files:
        stream = pdf.make_stream(data, Type=pikepdf.Name.EmbeddedFile)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=stream)
        )
        names += [name, pdf.make_indirect(spec)]
    tree = pikepdf.Dictionary(Names=pikepdf.Array(names))
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree)
    saved = io.BytesIO()
    pdf.save(saved, **options)
    return saved.getvalue()


def test_a_pdf_that_another_program_has_saved_is_opened() -> None:
    """The content is what counts, not who wrote the file last."""
    sources, told = opened(pdf_with(WHOLE))
    assert sources is not None, told
    assert told == ""
    assert sources.content == WHOLE
    assert (sources.slug, sources.folder) == ("tiny", "handout.pdf/tiny")
    assert sources.prose.name == "handout.pdf/tiny/brief.md"


@pytest.mark.parametrize(
    "name",
    ["../../x", "../x", "tiny/../../x", "/etc/passwd", "tiny//x.csv", "a/tiny/x.csv", "..", ".",
     "tiny/..", "..\\x", "tiny/..\\..\\x", "C:x", "C:\\x", "tiny/a:stream", "tiny/x\x00.csv",
     "tiny/aux", "CON", "tiny/LPT1.csv", "tiny/nul .csv", "tiny/x.csv.", "tiny/x ", "tiny/.git",
     "tiny/~x", "tiny/\u202ex.csv", "tiny/\x1b[2J", "", "tiny/", "tiny/" + "x" * 300 + ".csv"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    """Nothing is written of a PDF with such a name, and the screen does not obey it."""
    data = pdf_with(WHOLE | {name: b"a,b\n1,2\n"})
    sources, told = opened(data)
    assert sources is None
    assert told.startswith("handout.pdf: error: ")
    assert all(line.isprintable() for line in told.splitlines())
    file = tmp_path / "handout.pdf"
    file.write_bytes(data)
    problems = Problems()
    assert restore(file, tmp_path / "in/here", problems) == []
    assert problems.errors
    assert [path.name for path in tmp_path.iterdir()] == ["handout.pdf"]


@pytest.mark.parametrize("name", [b"\xfe\xff\xd8\x00\x00x", b"\xfe\xff\x00", b"\xff\xfe\x00\xd8"])
def test_a_name_that_is_no_text_is_refused(name: bytes) -> None:
    """Half a character in a name is told, not a traceback."""
    sources, told = opened(pdf_with([*WHOLE.items(), (pikepdf.String(name), b"x")]))
    assert sources is None
    assert told.startswith("handout.pdf: error: ")
    told.encode()


def test_an_empty_file_is_refused() -> None:
    """Nothing that is attached is empty; what cannot be unpacked looks so."""
    assert "`tiny/brief.md` is not as it was" in opened(pdf_with(WHOLE | {"tiny/brief.md": b""}))[1]


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ([*WHOLE.items(), ("Tiny/brief.md", b"x")], "`Tiny/brief.md` is attached twice, capitals"),
        ([*WHOLE.items(), ("tiny/BRIEF.MD", b"x")], "`tiny/BRIEF.MD` is attached twice, capitals"),
        ([*WHOLE.items(), ("tiny/e\u0301", b"x"), ("tiny/é", b"x")], "`tiny/é` is attached twice"),
        ([*WHOLE.items(), ("tiny/brief.md", b"x")], "`tiny/brief.md` is attached twice"),
        ([*WHOLE.items(), ("other/brief.yaml", b"x")], "does not carry one whole brief"),
        ([*WHOLE.items()][1:], "does not carry one whole brief"),
        ([*WHOLE.items()][:2], "does not carry one whole brief"),
        ([("invoice.xml", b"x")], "this PDF carries no content"),
        ([], "this PDF carries no content"),
        ([(f"tiny/{n}.csv", b"x") for n in range(300)], "more than 200 files are attached"),
        ([*WHOLE.items(), ("tiny/x.csv", bytes(1025 * 1024))], "`tiny/x.csv` is larger than brief"),
    ],
)  # fmt: skip
def test_what_is_no_brief_is_refused(files: list[tuple[str, bytes]], complaint: str) -> None:
    """Two files of one name, half a brief, two of them, too many, too large: one error each."""
    sources, told = opened(pdf_with(files))
    assert sources is None
    assert complaint in told
    assert told.count("error: ") == told.count("  hint: ") == 1


def test_texts_are_read_as_those_of_content(tmp_path: Path) -> None:
    """Hidden characters are told, all at once, with their place; the encoding of a CSV file when
    its language is known.
    """
    files = WHOLE | {"tiny/brief.md": "5 \u202e500".encode(), "tiny/x.csv": b"a\n\x01"}
    sources, told = opened(pdf_with(files))
    assert sources is None
    assert "handout.pdf/tiny/brief.md:1:3: error: the hidden character U+202E" in told
    assert "handout.pdf/tiny/x.csv:2:1: error: the hidden character U+0001" in told


def test_a_file_that_somebody_attached_is_left_in_the_pdf() -> None:
    """A secretary may attach an agenda: the brief is restored, and the agenda is named."""
    sources, told = opened(pdf_with(WHOLE | {"agenda.docx": b"PK", "old/x.csv": b"x"}))
    assert sources is not None
    assert sources.content == WHOLE
    assert told.count("warning: ") == 2
    assert "`agenda.docx` is attached and no part of the brief" in told
    assert "`old/x.csv` is attached" in told


OUTLINE = (
    b'{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", '
    b'"coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}'
)
MAP = """\
facts:
  home: {from: home.csv#day=2024-01-01/people, label: people at home}
figures:
  there:
    {chart: {kind: map, region: Togo}, caption: Togo, alt: A map of Togo and its neighbours}
"""
FACTS = b"facts:\n  away: {from: people.csv#day=2024-01-01/people, label: people away}\n"


@pytest.mark.parametrize(
    ("institute", "beside"),
    [
        (INSTITUTE, {}),
        (
            INSTITUTE + "logo: {file: logo.svg, alt: Institute}\n",
            {"logo.svg": FRENCH_FILES["carte.svg"].encode()},
        ),
        (INSTITUTE, {"boundaries.yaml": b"areas: {}\n"}),
        (INSTITUTE, {"boundaries.yaml": b"names: {KP: DPRK}\n"}),
        (
            INSTITUTE,
            {
                "boundaries.yaml": b"areas: {golan: {shown: apart, shape: golan.geojson}}\n",
                "golan.geojson": OUTLINE,
            },
        ),
        (INSTITUTE, {"facts.yaml": b"facts:\n  away: {value: 12, label: people away}\n"}),
        (INSTITUTE, {"facts.yaml": FACTS, "people.csv": b"day,people\n2024-01-01,12\n"}),
        (
            INSTITUTE,
            {
                "facts.yaml": FACTS,
                "people.csv": b"day,people\n2024-01-01,12\n",
                "boundaries.yaml": b"areas: {}\n",
            },
        ),
    ],
)
def test_no_file_of_the_house_is_taken_for_somebody_elses(
    institute: str, beside: dict[str, bytes], house: House
) -> None:
    """The files beside institute.yaml that a brief needs come out of its PDF without a word."""
    house.put("../institute.yaml", institute)
    house.put("home.csv", "day,people\n2024-01-01,7\n")
    for name, data in beside.items():
        house.put(f"../{name}", data)
    away = " {{ facts.away }} are away." if "facts.yaml" in beside else ""
    brief, problems = house.parse(MAP, f"## Where\n\nHere.{away}\n\n{{{{ figures.there }}}}\n")
    assert brief is not None, said(problems)
    assert {*beside} <= {*brief.content}
    sources, told = opened(pdf_with(dict(brief.content)))
    assert not told
    assert sources is not None
    assert {name: sources.house[name] for name in beside} == {
        name: brief.content[name] for name in beside
    }


def test_a_file_that_was_changed_in_the_pdf_is_told() -> None:
    """A file that is not what its digest says is refused: byte for byte, or not at all."""
    with pikepdf.open(real().files["dprk", "a4"]) as pdf:
        stream = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
        stream.write(stream.read_bytes() + b"\nOne more line.\n")
        changed = io.BytesIO()
        pdf.save(changed)
    sources, told = opened(changed.getvalue())
    assert sources is None
    assert told.startswith("handout.pdf: error: `dprk/brief.md` is not as it was attached")


def test_a_locked_pdf_says_so() -> None:
    """A PDF with a password is not opened, and the hint says what to do."""
    data = pdf_with(WHOLE, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert opened(data) == (
        None,
        "handout.pdf: error: the PDF is locked with a password\n  hint: save it without one",
    )


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"garbage" * 99, b"%PDF-1.7\n%%EOF", b"\x00" * 999]
)
def test_what_is_no_pdf_says_so(data: bytes) -> None:
    """Whatever is given, there is a problem with a hint and no traceback."""
    sources, told = opened(data)
    assert sources is None
    assert told == (
        "handout.pdf: error: this is not a whole PDF\n"
        "  hint: ask for the PDF as briefpress printed it"
    )


def test_a_broken_pdf_never_gives_another_content() -> None:
    """Cut off or with bytes turned over, a PDF gives what it carried, or an error."""
    data = real().files["panel-of-experts", "a4"].read_bytes()
    whole = content_of(data)
    chance = random.Random(1)
    broken = [data[: len(data) * n // 40] for n in range(40)]
    for _ in range(60):
        turned = bytearray(data)
        for _ in range(chance.choice((1, 20, 400))):
            turned[chance.randrange(len(data))] = chance.randrange(256)
        broken.append(bytes(turned))
    refused = 0
    for one in broken:
        sources, told = opened(one)
        if sources is None:
            refused += 1
            assert "error: " in told
        else:
            assert sources.content == whole
    assert refused >= 40


def test_a_stream_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that unpacks to more than a file may have is refused, whoever does the work."""
    assert BYTES_OF_FILE == 32 * 1024**2
    for name in ("BYTES_OF_FILE", "BYTES_OF_TEXT"):
        monkeypatch.setattr(embedded, name, 4096)
    pdf = pikepdf.open(io.BytesIO(pdf_with(WHOLE)))
    stream = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
    stream.write(zlib.compress(bytes(4097), 9), filter=pikepdf.Name.FlateDecode)
    file = tmp_path / "packed.pdf"
    pdf.save(file)
    problems = Problems()
    given: list[Any] = []

    class Desk(InProcess):
        def submit(self, function: Any, /, *args: Any, **values: Any) -> Any:
            given.append(function)
            return super().submit(function, *args, **values)

    assert read_pdf(file, Desk(), problems) is None
    assert "is larger than briefpress attaches" in said(problems)
    assert len(given) == 1


# ---------------------------------------------------------------------------------------------
# The command


def test_restore_lists_what_it_wrote(tmp_path: Path) -> None:
    """`build.py restore handout.pdf folder/` writes the content and names each file."""
    house = new_house(tmp_path / "house")
    done = run("restore", real().files["dprk", "a4"], "back", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    written = [
        "institute.yaml", "dprk/brief.yaml", "dprk/brief.md", "dprk/returns.csv", "dprk/votes.csv"
    ]  # fmt: skip
    assert sorted(done.stdout.splitlines()) == sorted(str(Path("back") / name) for name in written)
    found = [path for path in (house / "back").rglob("*") if path.is_file()]
    assert len(found) == len(written)


def test_restore_replaces_nothing_unasked(tmp_path: Path) -> None:
    """A file that differs is named and kept, all are named at once; `--force` replaces them."""
    file = tmp_path / "handout.pdf"
    file.write_bytes(pdf_with(WHOLE))
    folder = tmp_path / "back"
    (folder / "tiny").mkdir(parents=True)
    (folder / "tiny/brief.md").write_bytes(b"mine")
    (folder / "institute.yaml").write_bytes(b"mine too")
    problems = Problems()
    assert restore(file, folder, problems) == []
    assert problems.errors == 2
    assert said(problems).count("differs from what the PDF carries") == 2
    assert (folder / "tiny/brief.md").read_bytes() == b"mine"
    assert not (folder / "tiny/brief.yaml").exists()
    forced = Problems()
    assert len(restore(file, folder, forced, force=True)) == 3
    assert not forced.found
    assert (folder / "tiny/brief.md").read_bytes() == WHOLE["tiny/brief.md"]
    again = Problems()
    assert len(restore(file, folder, again)) == 3, "what is the same is in nobody's way"


def test_restore_follows_no_link_out_of_its_folder(tmp_path: Path) -> None:
    """A link in the folder that leads elsewhere is told, and nothing is written there."""
    file = tmp_path / "handout.pdf"
    file.write_bytes(pdf_with(WHOLE))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "back").mkdir()
    (tmp_path / "back/tiny").symlink_to(tmp_path / "elsewhere")
    problems = Problems()
    assert restore(file, tmp_path / "back", problems, force=True) == []
    assert "a link that leads out of the folder" in said(problems)
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_restore_says_what_it_cannot_do(tmp_path: Path) -> None:
    """A PDF that is not there, a folder that is in the way: an error, and exit status 1."""
    house = new_house(tmp_path / "house")
    done = run("restore", "none.pdf", "back", house=house)
    assert done.returncode == 1
    assert done.stderr.startswith("none.pdf: error: cannot be read: no such file or directory\n")
    (house / "back/dprk/brief.md").mkdir(parents=True)
    done = run("restore", real().files["dprk", "a4"], "back", house=house)
    assert done.returncode == 1
    assert "brief.md: error: something is there that cannot be read" in done.stderr
    assert done.stdout == ""


def test_restore_needs_no_press() -> None:
    """Opening an archive loads neither the press nor the page's libraries."""
    ask = (
        "import sys; from pathlib import Path; from briefpress.model.problems import *\n"
        "from briefpress.content.embedded import open_archive\n"
        f"data = Path({str(real().files['dprk', 'a4'])!r}).read_bytes()\n"
        "assert open_archive(data, Place('x'), Problems())\n"
        "sys.exit(bool({'weasyprint', 'jinja2', 'markdown', 'yaml'} & set(sys.modules)))"
    )
    env = os.environ | {"PYTHONPATH": str(HOUSE)}
    assert subprocess.run([sys.executable, "-c", ask], env=env).returncode == 0


def test_facts_of_the_house_come_back_and_replace_no_others(tmp_path: Path) -> None:
    """`restore` brings the facts that a brief prints; a house that has them already keeps its own,
    and one whose facts differ is left as it is, whatever is forced.
    """
    house = new_house(tmp_path / "house")
    add_brief(house, "one", "Of {{ facts.dead }} people.\n", paper=["a4"])
    shared = house / "content/facts.yaml"
    kept = "facts:\n  dead: {value: 12}\n  other: {value: 3}\n"
    shared.write_text(kept, "utf-8")
    run("build", "one", house=house)
    pdf = house / "output/one.pdf"
    done = run("restore", pdf, "back", house=house)
    assert done.returncode == 0, done.stderr
    restored = (house / "back/facts.yaml").read_text("utf-8")
    assert "dead" in restored
    assert "other" not in restored
    done = run("restore", pdf, "content", "--force", house=house)
    assert (done.returncode, shared.read_text("utf-8")) == (0, kept), done.stderr
    shared.write_text(kept.replace("12", "13"), "utf-8")
    done = run("restore", pdf, "content", "--force", house=house)
    assert done.returncode == 1
    assert "content/facts.yaml: error: it is there, and its facts differ" in done.stderr
    done = run("diff", "one", "--since", pdf, "--format", "json", house=house)
    (fact,) = json.loads(done.stdout)["facts"]
    assert (fact["old"], fact["new"]) == ("12", "13")
