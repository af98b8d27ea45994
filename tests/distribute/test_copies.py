"""Tests of named copies: each says whose it is, and the register knows it."""

import io
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from support.editions import ledger_of
from support.editions import published as listed_edition
from support.houses import ROOT, House
from support.printed import (
    HOUSE,
    add_brief,
    add_everything,
    bare_house,
    house_theme,
    new_house,
    print_brief,
    run,
    text_of,
    words,
)
from support.tools import need, verapdf

from briefpress.distribute.copies import _in_languages, _Original, _tell_languages, file_name
from briefpress.distribute.copy_overlay import (
    ABOVE_FOLIO,
    FOLIO,
    FOOT,
    MARGIN,
    CopyLine,
    lay_out_copy_lines,
)
from briefpress.distribute.recipients import Recipient, read_recipients
from briefpress.editions.register import FILE, Copy, Register, make_copy_code, read_register
from briefpress.model.problems import NOWHERE, Place, Problems, Stopped
from briefpress.page.theme import read_theme

pytestmark = pytest.mark.long

DAY = "2024-12-03"
LONG = "The Permanent Representative of a State with a very long name " * 3
LIST = f"""\
name,organisation,language,copies
Permanent Mission of France,,fr,1
Zoë Müller,Délégation de l’Union européenne,en,2
../../x,<b>Ministry</b> & "Co",,1
=cmd(),مكتب الشؤون,en,
Александр Пушкин,Постоянное представительство,ru,1
{LONG.strip()},,en,1
"""
TOTAL = 7

LANGUAGES = read_theme(ROOT, Problems()).languages.values()


@dataclass(frozen=True)
class Desk:
    """A house with a published brief, and copies of it that were made each way."""

    house: Path
    edition: bytes
    code: str
    copies: list[Path]
    whole: Path
    marked: Path
    register: bytes
    """After the first list."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Made once for all tests, which only read."""
    house = new_house(tmp_path_factory.mktemp("copies") / "house")
    add_everything(house, "everything")
    done = run("publish", "everything", "--note", "First.", "--date", DAY, house=house)
    assert done.returncode == 0, done.stderr
    (code,) = re.findall(r"code (\S+)$", done.stdout, re.M)
    listed = house / "list.csv"
    listed.write_text(LIST, "utf-8")
    make(house, "everything", listed, "--class", "limited")
    register = (house / FILE).read_bytes()
    folder = house / "output/copies/everything/1"
    copies = sorted(folder.iterdir())
    assert len(copies) == TOTAL
    make(house, "everything", listed, "--one-file")
    make(house, "everything", listed, "--watermark", "--draft")
    marked = sorted((house / "output/copies/everything/draft").iterdir())[0]
    edition = (house / "editions/everything/1/everything.pdf").read_bytes()
    return Desk(house, edition, code, copies, folder / "all.pdf", marked, register)


def copies_of(house: Path, slug: str, listed: Path, *options: object) -> Any:
    """Make copies, on a day."""
    return run("copies", slug, "--to", listed, "--date", DAY, *options, house=house)


def make(house: Path, slug: str, listed: Path, *options: object) -> str:
    """Make copies without a problem but readers of other languages; what was said."""
    done = copies_of(house, slug, listed, *options)
    others = re.sub(r".*` reads `.+`, and gets `.+\n +hint: .+\n", "", done.stderr)
    assert (done.returncode, others) == (0, ""), done.stderr
    return str(done.stdout)


def published(house: Path, *slugs: str, **fields: Any) -> Path:
    """Publish small briefs in a new house."""
    new_house(house)
    for slug in slugs:
        add_brief(house, slug, f"## A heading\n\n{words(30)}\n", paper=["a4"], **fields)
        done = run("publish", slug, "--note", "First.", "--date", DAY, house=house)
        assert done.returncode == 0, done.stderr
    return house


def lines_in(house: Path) -> tuple[Copy, ...]:
    """The copies that the register of *house* has; it is sound."""
    problems = Problems()
    register = read_register((house / FILE).read_bytes(), FILE, problems)
    assert not problems.found, [*map(str, problems)]
    return register.copies


# ---------------------------------------------------------------------------------------------
# What a copy shows


def test_every_page_says_whose_copy_it_is(desk: Desk) -> None:
    """Number, recipient, class and code stand on each page, in order, in the reader's language."""
    first, second = desk.copies[0], desk.copies[1]
    with pypdfium2.PdfDocument(first) as document:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert texts
    wanted = "Diffusion limitée · Exemplaire 1 sur 7 · Permanent Mission of France"
    for text in texts:
        assert re.search(re.escape(wanted) + rf"\s*{desk.code}-001-[0-9A-F]{{2}}", text)
    assert "Copy 2 of 7 · Zoë Müller, Délégation de l’Union européenne" in " ".join(
        text_of(second).split()
    )


def test_the_line_is_read_first_and_in_its_language(desk: Desk) -> None:
    """It is a paragraph of the tag tree on the first page; its repetitions are none."""
    for file, language in ((desk.copies[0], "fr"), (desk.copies[1], "en")):
        with pikepdf.open(file) as pdf:
            first = pdf.Root.StructTreeRoot.K[0].K[0]
            assert (str(first.S), str(first.Lang)) == ("/P", language)
            assert first.Pg.objgen == pdf.pages[0].obj.objgen
            for number, page in enumerate(pdf.pages):
                called = page.Contents[-1].read_bytes()
                assert (b"/P <</MCID" in called) == (number == 0)
                assert (b"/Artifact" in called) == (number > 0)


@pytest.mark.parametrize("name", ["../../x", "=cmd(), مكتب الشؤون", "Александр Пушкин"])
def test_a_strange_recipient_is_printed_as_written(desk: Desk, name: str) -> None:
    """A name that looks like a path, a formula or markup is text; a known script is set."""
    texts = [re.sub("[\u202a-\u202e]", "", text_of(file)) for file in desk.copies]
    all_of_them = " ".join(" ".join(text.split()) for text in texts)
    assert f"· {name}" in all_of_them
    assert '<b>Ministry</b> & "Co"' in all_of_them


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_name_is_read_from_its_own_side(direction: str) -> None:
    """In a line of another language as well; the line begins where those of the edition do."""
    theme = house_theme(HOUSE)
    arabic = CopyLine("", "النسخة 1 من 2", "السيدة ليلى (OCHA)، المكتب", "X-1", "ar", "rtl")
    english = CopyLine("Limited", "Copy 2 of 2", "السيدة ليلى (OCHA)، المكتب", "X-2", "en")
    sheet = lay_out_copy_lines(
        [arabic, english, replace(english, whom="A, B")], "a4", theme, direction
    )
    places = next(one.text for one in sheet.styles if one.name == "places.css")
    assert f"html {{ direction: {direction} }}" in places
    assert f"text-align: {'left' if direction == 'ltr' else 'right'}" in places
    lines = re.findall(r'<p class="slip "[^>]*? dir="(\w+)".*?<bdi dir="(\w+)">', sheet.text)
    assert lines == [("rtl", "rtl"), ("ltr", "rtl"), ("ltr", "ltr")]


def test_a_very_long_name_is_set_smaller_and_whole(desk: Desk) -> None:
    """It takes more lines, all of them above the edge of the paper."""
    with pypdfium2.PdfDocument(desk.copies[6]) as document:
        page = document[0].get_textpage()
        text = " ".join(page.get_text_bounded().split())
        at = page.get_text_bounded().index("Copy 7 of 7")
        printed = (n for n in range(at, page.count_chars()) if page.get_text_range(n, 1).strip())
        lowest = min(page.get_charbox(n)[1] for n in printed)
    assert LONG.strip().replace(" ", "") in text.replace(" ", "")
    assert lowest > 4


def test_the_line_keeps_clear_of_the_folio(desk: Desk) -> None:
    """It stands under the folio line on either paper, and touches nothing."""
    listed = desk.house / "one.csv"
    listed.write_text("name\nSomebody\n", "utf-8")
    done = copies_of(desk.house, "everything", listed, "--draft", "--paper", "letter")
    assert done.returncode == 0, done.stderr
    (letter,) = (desk.house / "output/copies/everything/draft").glob("*.letter.pdf")
    for file in (desk.copies[1], letter):
        done = subprocess.run(["pdftotext", "-bbox", "-l", "1", file, "-"], capture_output=True)
        found = re.findall(r'yMin="([\d.]+)".*yMax="([\d.]+)">([^<]*)<', done.stdout.decode())
        top = min(float(y) for y, _, word in found if re.search(r"-00[12]-.{6}$", word))
        above = [float(bottom) for y, bottom, _ in found if float(y) < top - 4]
        assert above
        assert max(above) <= top + 1


def grey(pdf: Path) -> bytes:
    """The first page of *pdf*, a byte a spot: from 0, black, to 255."""
    done = subprocess.run(["pdftoppm", "-gray", "-r", "144", "-l", "1", pdf], capture_output=True)
    return done.stdout.split(b"255\n", 1)[1]


def test_a_watermark_is_no_part_of_the_text(desk: Desk) -> None:
    """Screen readers pass over it, and what is printed can still be searched."""
    with pikepdf.open(desk.marked) as pdf:
        for page in pdf.pages:
            assert b"/Artifact BMC" in page.Contents[-1].read_bytes().split(b"/CopyMark Do")[0]
            form = page.Resources.XObject["/CopyMark"].read_bytes()
            assert b"Tj" in form or b"TJ" in form
    assert "· 1" in text_of(desk.marked)


def test_a_watermark_hides_nothing_and_nothing_hides_it(desk: Desk, tmp_path: Path) -> None:
    """It lies on the page as ink on ink: no spot is lighter for it, and grounds show it too."""
    need("pdftoppm")
    bare = tmp_path / "bare.pdf"
    with pikepdf.open(desk.marked) as pdf:
        for page in pdf.pages:
            page.Resources.XObject["/CopyMark"].write(b"")
        pdf.save(bare)
    marked, plain = map(grey, (desk.marked, bare))
    assert len(marked) == len(plain)
    assert all(m <= p for m, p in zip(marked, plain, strict=True))
    ground = Counter(one for one in plain if 220 < one < 250).most_common(1)[0][0]
    assert sum(m < p == ground for m, p in zip(marked, plain, strict=True)) > 500


# ---------------------------------------------------------------------------------------------
# What a copy is


def test_a_copy_begins_with_the_edition_to_the_byte(desk: Desk) -> None:
    """Its content is that of all others; the edition's code stays, the copy's stands beside it."""
    for file in [*desk.copies, desk.whole]:
        data = file.read_bytes()
        assert data.startswith(desk.edition)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            said = pdf.Root.Metadata.read_bytes().decode()
        assert f"<dc:identifier>{desk.code}</dc:identifier>" in said
        assert re.search(
            rf"<xmp:Identifier><rdf:Bag><rdf:li>{desk.code}-\d{{3}}-[0-9A-F]{{6}}<", said
        )


@pytest.mark.java
def test_copies_conform_and_every_reader_opens_them(desk: Desk) -> None:
    """PDF/A-3a and PDF/UA-1, as the edition; qpdf, poppler and PDFium have nothing to say."""
    need("qpdf", "pdftotext")
    chosen = [desk.copies[0], desk.copies[6], desk.whole, desk.marked]
    for file in chosen:
        commands: list[list[str | Path]] = [["qpdf", "--check", file], ["pdftotext", file, "-"]]
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True)
            assert (done.returncode, done.stderr) == (0, ""), (command, done.stderr)
        with pypdfium2.PdfDocument(file) as document:
            assert all(page.render(scale=0.2) for page in document)
    for flavour in ("3a", "ua1"):
        assert set(map(tuple, verapdf(chosen, flavour).values())) == {()}


def test_one_file_holds_all_copies_with_their_tags(desk: Desk) -> None:
    """Each is a part of it, which begins with its line; no note shares its name with another."""
    with pikepdf.open(desk.copies[0]) as one, pikepdf.open(desk.whole) as pdf:
        pages = len(one.pages)
        assert len(pdf.pages) == TOTAL * pages
        parts = [*pdf.Root.StructTreeRoot.K[0].K]
        assert [str(part.S) for part in parts] == ["/Part"] * TOTAL
        for number, part in enumerate(parts):
            assert part.K[0].Pg.objgen == pdf.pages[number * pages].obj.objgen
        names = re.findall(rb"/ID \(?([^)/]+)", pdf_objects(pdf))
        assert names
        assert len(names) == len(set(names))
    with pypdfium2.PdfDocument(desk.whole) as document:
        for number in range(TOTAL):
            text = document[number * pages].get_textpage().get_text_bounded()
            assert re.search(rf"(Copy|Exemplaire|Экземпляр) {number + 1} (of|sur|из) 7", text)


def pdf_objects(pdf: pikepdf.Pdf) -> bytes:
    """Every element of the tag tree, as it is written."""
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return b"\n".join(one.unparse(resolved=True) for one in found if "/S" in one)


def test_files_have_safe_names(desk: Desk) -> None:
    """A number and letters that any system writes, in one folder."""
    assert all(re.fullmatch(r"\d{3}-[a-z0-9-]{1,80}\.pdf", file.name) for file in desk.copies)
    assert [file.name[:3] for file in desk.copies] == [f"{n:03}" for n in range(1, 8)]
    for name, wanted in (
        ("../../x", "x"),
        ("김철수", "recipient"),
        ("Zoë & Çø", "zoe-co"),
        ("Jón Þórsson", "jon-thorsson"),
        ("Łukasz Weiß, Đặng, Ægir Œuvre", "lukasz-weiss-dang-aegir-oeuvre"),
    ):
        assert file_name(Recipient(name, "", "", 1, NOWHERE)) == wanted
    both = Recipient("Zoë Müller", "European Union Delegation", "", 1, NOWHERE)
    assert file_name(both) == "zoe-muller-european-union-delegation"


# ---------------------------------------------------------------------------------------------
# The register


def test_every_copy_has_a_line_in_the_register(desk: Desk) -> None:
    """Who, which number, which file and its digest, in the order of the list."""
    problems = Problems()
    register = read_register(desk.register, FILE, problems)
    assert not problems.found
    assert [copy.number for copy in register.copies] == [*range(1, TOTAL + 1)]
    assert {copy.total for copy in register.copies} == {TOTAL}
    assert register.copies[1].recipient == "Zoë Müller, Délégation de l’Union européenne"
    for copy, file in zip(register.copies, desk.copies, strict=True):
        assert copy.file == file.relative_to(desk.house).as_posix()
        assert copy.sha256 == sha256(file.read_bytes()).hexdigest()
        assert copy.distribution == "limited"


def test_verify_names_the_recipient(desk: Desk) -> None:
    """By the file, by the code as it was typed, and of a file that holds all of them."""
    done = run("verify", desk.copies[1], house=desk.house)
    assert done.returncode == 0
    assert "CURRENT" in done.stdout
    assert "copy 2 of 7, of Zoë Müller, Délégation de l’Union européenne" in done.stdout
    code = read_register(desk.register, FILE, Problems()).copies[0].code
    done = run("verify", "--code", code.lower().replace("-", " – "), house=desk.house)
    assert "copy 1 of 7, of Permanent Mission of France; edition 1" in done.stdout
    done = run("verify", desk.whole, house=desk.house)
    assert "copies 1 to 7 of 7, in one file" in done.stdout


def test_a_changed_copy_is_altered_and_still_has_a_name(desk: Desk, tmp_path: Path) -> None:
    """Its code tells whose copy it was."""
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(desk.copies[1].read_bytes() + b"%\n")
    done = run("verify", changed, house=desk.house)
    assert done.returncode == 1
    assert "ALTERED" in done.stdout
    assert "it was copy 2 of 7, of Zoë Müller" in done.stdout


def test_register_tells_who_holds_an_old_edition(tmp_path: Path) -> None:
    """A new edition makes every copy of the one before superseded, a withdrawal withdrawn."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name\nSomebody\n", "utf-8")
    make(house, "it", listed)
    assert (
        "1 copy handed out, 0 of an edition that is not current"
        in run("register", house=house).stdout
    )
    make(house, "it", listed, "--one-file")  # the same copy, in another file
    assert "1 copy handed out" in run("register", house=house).stdout
    add_brief(house, "it", f"## Another\n\n{words(20)}\n", paper=["a4"])
    run("publish", "it", "--note", "Second.", "--date", DAY, house=house)
    held = json.loads(run("register", "it", "--format", "json", house=house).stdout)
    assert [(one["name"], one["state"]) for one in held] == [("Somebody", "SUPERSEDED")] * 2
    run("withdraw", "it", "1", "--why", "Wrong.", "--date", DAY, house=house)
    (file,) = (house / "output/copies/it/1").glob("001-*.pdf")
    done = run("verify", file, house=house)
    assert "WITHDRAWN" in done.stdout
    assert "copy 1 of 1, of Somebody; edition 1 of it, of 2024-12-03; withdrawn" in done.stdout


def test_a_run_that_was_a_mistake_is_recalled(tmp_path: Path) -> None:
    """A line is added, with the reason: `register` shows it, `verify` says so of each copy, by its
    file and by its code; the run before stays as it is, and what is made once more counts again.
    """
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name\nRight\n", "utf-8")
    make(house, "it", listed)
    before = (house / FILE).read_bytes()
    listed.write_text("name,copies\nWrong,2\n", "utf-8")
    copies_of(house, "it", listed)
    wrong = next((house / "output/copies/it/1").glob("002-*"))
    why = ("--why", "The list of last year.", "--date", DAY)
    done = run("recall", "it", *why, house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 copies are recalled: The list of last year; collect what was handed" in done.stdout
    assert (house / FILE).read_bytes().startswith(before) and wrong.exists()
    assert [copy.name for copy in lines_in(house)] == ["Right", "Wrong", "Wrong"]
    said = run("register", house=house).stdout
    assert "1 copy handed out, 0 of an edition that is not current; 2 recalled" in said
    assert said.count(f"RECALLED    Wrong  (recalled on {DAY}: The list of last year.)") == 2
    code = lines_in(house)[1].code
    for done in (run("verify", wrong, house=house), run("verify", "--code", code, house=house)):
        assert done.returncode == 1
        assert re.match(r"RECALLED  \S+\n  copy ", done.stdout)
        assert f"of Wrong; recalled on {DAY}: The list of last year; it was of edition 1" in (
            done.stdout
        )
    (right,) = (house / "output/copies/it/1").glob("001-right*")
    assert "CURRENT" in run("verify", right, house=house).stdout
    run("manifest", house=house)
    files = json.loads((house / "output/manifest.json").read_text("utf-8"))["files"]
    assert {one["recipient"]: one["standing"] for one in files if one["recipient"]} == {
        "Right": "current", "Wrong": "recalled",
    }  # fmt: skip
    copies_of(house, "it", listed)
    assert "CURRENT" in run("verify", wrong, house=house).stdout
    assert "3 copies handed out" in run("register", house=house).stdout


def test_one_copy_is_recalled_by_its_code(tmp_path: Path) -> None:
    """The others stay; what cannot be recalled says why."""
    house = published(tmp_path / "house", "it", "other")
    listed = house / "list.csv"
    listed.write_text("name\nA\nB\n", "utf-8")
    make(house, "it", listed)
    first, second = lines_in(house)
    day = ("--date", DAY)
    done = run("recall", "it", "--code", first.code.lower(), "--why", "Lost.", *day, house=house)
    assert "1 copy is recalled: Lost; collect" in done.stdout
    held = json.loads(run("register", "it", "--format", "json", house=house).stdout)
    assert [one["state"] for one in held] == ["RECALLED", "CURRENT"]
    for arguments, said in (
        (["it", "--code", first.code], f"{first.code} was recalled on {DAY} already: Lost."),
        (["it", "--code", "IT-1-X"], "no copy of `it` has the code IT-1-X"),
        (["other"], "no copy of `other` was made\n  hint: did you mean"),
        (["it", "--date", "2024-12-02"], "2024-12-02 is before the day on which"),
    ):
        done = run("recall", *arguments, "--why", "x", house=house)
        assert done.returncode == 1
        assert f"{FILE}: error: {said}".split("\n")[0] in done.stderr, done.stderr
        assert "hint: " in done.stderr
    run("recall", "it", "--why", "All.", *day, house=house)
    done = run("recall", "it", "--why", "All.", *day, house=house)
    assert "every copy of `it` is recalled already" in done.stderr
    assert second.code in run("register", house=house).stdout


def test_the_same_list_again_adds_no_line(tmp_path: Path) -> None:
    """It gives the same copies to the byte: what was killed is finished by another run."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name\nOne\nTwo\n", "utf-8")
    assert "2 new lines" in make(house, "it", listed)
    before = (house / FILE).read_bytes()
    file = next((house / "output/copies/it/1").glob("001-*"))
    data = file.read_bytes()
    file.unlink()
    assert "0 new lines" in make(house, "it", listed)
    assert (house / FILE).read_bytes() == before
    assert file.read_bytes() == data
    listed.write_text("name\nThree\n", "utf-8")
    said = copies_of(house, "it", listed).stderr
    assert "it holds copies of another list as well, such as 001-one.pdf" in said
    assert [copy.name for copy in lines_in(house)] == ["One", "Two", "Three"]


def test_the_numbers_of_a_second_list_go_on(tmp_path: Path) -> None:
    """No two recipients of an edition have one number; who is on both lists keeps theirs."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name,copies\nOne,1\nTwo,2\n", "utf-8")
    make(house, "it", listed)
    listed.write_text("name,copies\nOne,1\nTwo,2\nThree,1\nTwo,1\n", "utf-8")
    assert "2 new lines" in make(house, "it", listed)
    numbers = [(one.name, one.number, one.total) for one in lines_in(house)]
    assert numbers == [
        ("One", 1, 3), ("Two", 2, 3), ("Two", 3, 3), ("Three", 4, 5), ("Two", 5, 5),
    ]  # fmt: skip
    folder = house / "output/copies/it/1"
    assert [one.name[:3] for one in sorted(folder.glob("*.pdf"))] == [
        f"00{number}" for number in range(1, 6)
    ]
    run("recall", "it", "--why", "Of the wrong day.", "--date", DAY, house=house)
    listed.write_text("name\nFour\n", "utf-8")
    copies_of(house, "it", listed)
    assert (lines_in(house)[-1].name, lines_in(house)[-1].number) == ("Four", 4)


@pytest.mark.parametrize("change", ["moved", "edited", "cut"])
def test_a_changed_register_is_noticed(change: str) -> None:
    """A line that was moved, edited or cut in half is an error with its number."""
    copy = Copy(
        slug="it", edition=1, code="IT-1-ABCDEF-001-00", number=1, total=2, name="A",
        date=date(2024, 12, 3), paper="a4", file="f", sha256="0" * 64,
    )  # fmt: skip
    other = Copy(**{**vars(copy), "number": 2, "name": "B", "sha256": "1" * 64})
    lines = bytes(Register().with_copies([copy, other])).splitlines(keepends=True)
    changed = {
        "moved": b"".join(reversed(lines)),
        "edited": b"".join(lines).replace(b'"A"', b'"C"'),
        "cut": b"".join(lines)[:-20],
    }[change]
    problems = Problems()
    assert not read_register(changed, FILE, problems).copies
    assert problems.errors == 1
    assert re.match(rf"{FILE}:[12]: ", str(problems.found[0]))


@pytest.mark.deep
@pytest.mark.kills
def test_a_kill_leaves_no_copy_without_a_line(tmp_path: Path) -> None:
    """Whenever it comes: no half line, and the digest of every copy is in the register."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name\n" + "".join(f"State {n}\n" for n in range(150)), "utf-8")
    command = [sys.executable, "build.py", "copies", "it", "--to", "list.csv", "--date", DAY]
    seen = 0
    for wait in (0, 0.004, None):
        for name in (FILE, "editions/it/1/copies.txt"):
            (house / name).unlink(missing_ok=True)
        folder = house / "output/copies/it/1"
        for file in folder.glob("*"):
            file.unlink()
        process = subprocess.Popen(command, cwd=house, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (house / FILE).exists():
            time.sleep(0.001)
        if wait is None:
            while process.poll() is None and not [*folder.glob("*.pdf")]:
                time.sleep(0.001)
        time.sleep(wait or 0)
        process.send_signal(signal.SIGKILL)
        process.wait()
        known = {copy.sha256 for copy in lines_in(house)}
        files = [*folder.glob("*.pdf")]
        seen += len(files)
        assert {sha256(file.read_bytes()).hexdigest() for file in files} <= known
    assert seen


# ---------------------------------------------------------------------------------------------
# What is wrong with a list


def complaints(tmp_path: Path, data: str | bytes) -> list[str]:
    """Give the problems of a list of recipients; none where it is good."""
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    problems = Problems()
    try:
        read_recipients(path, LANGUAGES, problems)
    except Stopped:
        assert problems.errors
    return [str(one).replace(f"{path}", "list.csv") for one in problems]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("name\n\n", "list.csv: error: no rows"),
        ("language\nen\n", "list.csv:1: error: no column is called `name`"),
        ("name,table\nA,B\n", "list.csv:1: error: unknown column `table`"),
        ("Name;Anzal\nA;2\n", "list.csv:1: error: unknown column `Anzal`"),
        ("name,,notes\nA,B,C\n", "list.csv:1: error: column 2 has no name"),
        ("name,name\nA,B\n", "list.csv:1: error: two columns are a name: `name` and `name`"),
        ("Empfänger;Name\nA;B\n", "list.csv:1: error: two columns are a name"),
        ("name,copies\nA,1\n,2\n", "list.csv:3: error: no name"),
        ("name,copies\nA,0\n", "list.csv:2: error: `0` is no number of copies"),
        ("name,copies\nA,two\n", "list.csv:2: error: `two` is no number"),
        ("Name;Anzahl\nA;zwei\nB;2 kg\n", "list.csv:2: error: `zwei` is no number"),
        (
            "Name;Anzahl\nA;1\nB;2 kg\n",
            "list.csv:3: error: `2 kg` is no number of copies\n  hint: write it in digits alone",
        ),
        ("name,copies\nA,-1\n", "list.csv:2: error: `-1` is no number of copies"),
        ("name,copies\nA,1.5\n", "list.csv:2: error: `1.5` is no number of copies"),
        (b"PK\x03\x04 xl/workbook.xml", "list.csv: error: this is a workbook, and no CSV"),
        ("name,copies\nA,9999\nB,9999\n", "list.csv: error: 19998 copies, the most is 9999"),
        ("name,language\nA,in English\n", "list.csv:2: error: `in English` is no language"),
        ("name\nA\x00B\n", "list.csv:2:2: error: a hidden character, U+0000"),
        ("name\nA\u202eB\n", "list.csv:2:2: error: a hidden character, U+202E"),
        ("name\nA,B\n", "list.csv:2: error: 2 cells"),
        (b"name\n\x81\n", "list.csv: error: this is not UTF-8"),
        ('name\n"A\n', "list.csv:2: error: this is not CSV"),
    ],
)
def test_a_bad_list_is_an_error_on_its_line(tmp_path: Path, data: str | bytes, said: str) -> None:
    """Each with a hint that says what to do."""
    found = complaints(tmp_path, data)
    assert any(one.startswith(said) for one in found), found
    assert all("\n  hint: " in one for one in found)


GERMAN = "Name;Organisation;Sprache;Anzahl\r\nMüller, Zoë;Delegation;de;2\r\nB;;fr;\r\n"


@pytest.mark.parametrize(
    "data",
    [
        '\ufeffName;Organisation;Sprache;Anzahl\r\n"Müller,\nZoë";Delegation;de;2\r\nB;;fr;1\r\n',
        'Recipient,Organization,Language,Copies,Notes\n"Müller, Zoë",Delegation,de,2,+41\nB,,fr\n',
        "Nom ;Organisme ;Langue ;Nombre d’exemplaires :\nMüller, Zoë;Delegation;de;2,0\nB;;fr;1\n",
        "NOMBRE\tOrganización\tIdioma\tCantidad\nMüller, Zoë\tDelegation\tde\t2\nB\t\tfr\t\n",
        "Notiz;EMPFÄNGER;Behörde;Sprache;Stück;;\n;Müller, Zoë;Delegation;de;2.0;;\n;B;;fr;1;;\n",
        "ФИО;Организация;Язык;Количество\nMüller, Zoë;Delegation;de;2\nB;;fr;1\n",
        '姓名,机构,语言,份数,备注\n"Müller, Zoë",Delegation,de,2,–\nB,,fr,1,\n',
        'الاسم,المنظمة,اللغة,عدد النسخ\n"Müller, Zoë",Delegation,de,2\nB,,fr,1\n',
        "Imię i nazwisko;Instytucja;Język;Liczba\nMüller, Zoë;Delegation;de;2\nB;;fr;1\n",
        "Ad Soyad;Kurum;Dil;Adet\nMüller, Zoë;Delegation;de;2\nB;;fr;1\n",
        "Naam;Organisatie;Taal;Aantal\nMüller, Zoë;Delegation;de;2\nB;;fr;1\n",
        '氏名,所属,言語,部数,備考\n"Müller, Zoë",Delegation,de,2,\nB,,fr,1,x\n',
        "Nome e cognome;Ente;Lingua;N. copie;Note\nMüller, Zoë;Delegation;de;2;\nB;;fr;1;x\n",
        "ПІБ;Установа;Мова;Кількість\nMüller, Zoë;Delegation;de;2\nB;;fr;1\n",
        "Title,Name,Company,Job Title,Preferred language,Copies\n"
        'Dr,"Müller, Zoë",Delegation,Chair,de,2 copies\n,B,,,fr,1x\n',
        "ФИО;Организация / Organisation;Язык;Кол-во экз.\nMüller, Zoë;Delegation;нем.;2 экз.\n"
        "B;;фран.;1\n",
        "Họ và tên;Tổ chức;Ngôn ngữ;Số lượng\nMüller, Zoë;Delegation;tiếng Đức;2 bản\nB;;fr;1\n",
        "Jina;Taasisi;Lugha;Nakala\nMüller, Zoë;Delegation;de;2\nB;;Kifaransa;1\n",
        "نام;سازمان;زبان;تعداد نسخه\nMüller, Zoë;Delegation;آلمانی;۲ نسخه\nB;;fr;۱\n",
        "Ονοματεπώνυμο;Φορέας;Γλώσσα;Αντίτυπα\nMüller, Zoë;Delegation;Γερμανικά;2\nB;;fr;1\n",
        f"sep=;\n{GERMAN}",
        GERMAN.encode("utf-16"),
    ],
    ids=[
        "german",
        "english",
        "french",
        "spanish",
        "ghosts",
        "russian",
        "chinese",
        "arabic",
        "polish",
        "turkish",
        "dutch",
        "japanese",
        "italian",
        "ukrainian",
        "address book",
        "in two languages",
        "vietnamese",
        "swahili",
        "persian",
        "greek",
        "sep",
        "utf-16",
    ],
)
def test_a_list_as_people_have_them_is_read(tmp_path: Path, data: str | bytes) -> None:
    """In many languages, with three dividers, a byte order mark, capitals, ghost columns."""
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    problems = Problems()
    first, second = read_recipients(path, LANGUAGES, problems)
    assert not problems.found
    assert (first.name, first.organisation) == ("Müller, Zoë", "Delegation")
    assert (first.language, first.copies) == ("de", 2)
    assert (second.name, second.organisation, second.language, second.copies) == ("B", "", "fr", 1)


@pytest.mark.parametrize(
    ("heads", "row", "name"),
    [
        ("Titel;Voornaam;Tussenvoegsel;Achternaam;Bedrijf;Functie;E-mailadres",
         "Dr;Jan;van;Dijk;CBS;x;a@example.org", "Jan van Dijk"),
        ("Имя;Отчество;Фамилия;Компания;Адрес эл. почты",
         "Анна;Игоревна;Мирова;CBS;a@example.org", "Анна Игоревна Мирова"),
        ("Tratamiento;Nombre;Apellidos;Empresa;Cargo;Dirección de correo electrónico",
         "Sra.;Ana;Ruiz;CBS;x;Ana Ruiz <a@example.org>", "Ana Ruiz"),
        ("姓;名;会社名;役職;電子メール アドレス", "山田;花子;CBS;x;a@example.org", "山田花子"),
        ("Horodateur;Nom et prénom;Société;Adresse e-mail;Ville",
         "1/1/24;Ana Roy;CBS;a@example.org;Oslo", "Ana Roy"),
    ],
)  # fmt: skip
def test_a_list_of_an_address_book_is_read(tmp_path: Path, heads: str, row: str, name: str) -> None:
    """In its language, with all that it knows of a person; the parts of a name are one name."""
    path = tmp_path / "list.csv"
    path.write_text(f"{heads}\n{row}\n")
    problems = Problems()
    (one,) = read_recipients(path, LANGUAGES, problems)
    assert not problems.found
    assert (one.name, one.organisation, one.email) == (name, "CBS", "a@example.org")


def read(tmp_path: Path, data: str) -> tuple[list[tuple[str, str, int]], Problems]:
    """Read a list of recipients: name, language and copies of each; and the problems."""
    path = tmp_path / "list.csv"
    path.write_text(data, "utf-8")
    found = read_recipients(path, LANGUAGES, problems := Problems())
    return [(one.name, one.language, one.copies) for one in found], problems


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("First Name,Last Name,Company,E-mail Address\nAna,Roy,OCHA,a@example.org\n", "Ana Roy"),
        ("Name,Given Name,Family Name\nDr Ana Roy,Ana,Roy\n", "Dr Ana Roy"),
        ("Nom;Prénom\nRoy;Ana\n", "Ana Roy"),
        ("Nombre;Apellidos\nAna;Roy Paz\n", "Ana Roy Paz"),
        ("Фамилия;Имя\nРой;Ана\n", "Ана Рой"),
        ("姓,名\n王,五\n", "王五"),
        ("Guests of 1 December,,\nNo.,Name,Signature\n1,Ana Roy,\n2,Bo,\n", "Ana Roy"),
        ("Фамилия\nРой\n", "Рой"),
    ],
    ids=["outlook", "google", "fr", "es", "ru", "zh", "title and numbers", "one column"],
)
def test_first_and_last_names_are_one_name(tmp_path: Path, data: str, name: str) -> None:
    """As address books have them; a title, numbers of rows, an empty column are not in the way."""
    found, problems = read(tmp_path, data)
    assert found[0][0] == name
    assert not problems.found


def test_languages_by_their_names_and_digits_of_any_script(tmp_path: Path) -> None:
    """In English, in the language itself, as a computer calls it; what is no name is told."""
    rows = ["A,français,٢", "B,Chinese,２", "C,العربية,1", "D,pt_BR,1", "E,русский,1", "F,włoski,1"]
    found, problems = read(tmp_path, "name,language,copies\n" + "\n".join(rows))
    assert [one[1:] for one in found] == [
        ("fr", 2),
        ("zh", 2),
        ("ar", 1),
        ("pt-BR", 1),
        ("ru", 1),
        ("it", 1),
    ]
    assert not problems.found


def test_a_row_that_adds_up_the_copies_gets_none(tmp_path: Path) -> None:
    """It is told; a company of that name gets its copy."""
    found, problems = read(tmp_path, "Name;Exemplaires\nA;2\nB;3\nTotal;5\n")
    assert [one[0] for one in found] == ["A", "B"]
    assert "the row `Total` adds up the copies" in str(*problems)
    found, problems = read(tmp_path, "Name,Organisation\nA,B\nTotal,TotalEnergies\n")
    assert found[1][0] == "Total"
    assert not problems.found


def test_an_excel_that_was_not_asked_is_read_and_told(tmp_path: Path) -> None:
    """Windows-1252 is a guess, so a name that shows it is quoted."""
    path = tmp_path / "list.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    problems = Problems()
    assert read_recipients(path, LANGUAGES, problems)[0].name == "Müller, Zoë"
    (warning,) = problems
    assert "read as Windows-1252, `Müller`" in str(warning)


def test_an_unknown_column_names_those_that_are_known(tmp_path: Path) -> None:
    """All of them are told, each with the list and with a place for what is one's own."""
    found = complaints(tmp_path, "Name;Tisch;Raum\nA;1;2\n")
    assert [one.partition("\n")[0] for one in found] == [
        "list.csv:1: error: unknown column `Tisch`", "list.csv:1: error: unknown column `Raum`",
    ]  # fmt: skip
    assert "hint: known: name, organisation, language, copies, email, and notes" in found[0]


def test_what_no_font_has_is_told_for_every_row_before_the_first_copy(desk: Desk) -> None:
    """The characters, the lines, all at once; nothing is made and nothing entered."""
    before = (desk.house / FILE).read_bytes()
    folder = desk.house / "output/copies/everything/1"
    files = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    listed = desk.house / "bad.csv"
    long = "Very long indeed " * 30
    listed.write_text("name\nஹதத\nGood\nทูต\n", "utf-8")
    done = copies_of(desk.house, "everything", listed)
    assert done.returncode == 1
    assert "bad.csv:2: error: no font of the house has the Tamil letters `ஹ`" in done.stderr
    assert "bad.csv:4: error: no font of the house has the Thai letters `" in done.stderr
    assert "pip install fontpkg-noto-sans-thai" in done.stderr
    assert "bad.csv:3" not in done.stderr
    listed.write_text(f"name\nGood\n{long}\n", "utf-8")
    done = copies_of(desk.house, "everything", listed)
    assert re.search(r"bad\.csv:3: error: name and organisation are too long", done.stderr)
    assert (desk.house / FILE).read_bytes() == before
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == files


def test_only_what_is_published_is_copied(tmp_path: Path) -> None:
    """No edition, a withdrawn one, a changed file are errors; a draft is asked for by name."""
    house = published(tmp_path / "house", "it")
    add_brief(house, "other", f"## A heading\n\n{words(30)}\n", paper=["a4"])
    listed = house / "list.csv"
    listed.write_text("name\nA\n", "utf-8")
    assert "error: nothing is published" in copies_of(house, "other", listed).stderr
    said = make(house, "other", listed, "--draft")
    assert "the register has no line" in said
    assert not (house / FILE).exists()
    edition = house / "editions/it/1/it.pdf"
    data = edition.read_bytes()
    edition.write_bytes(data + b"%\n")
    assert "not the file that was published" in copies_of(house, "it", listed).stderr
    edition.write_bytes(data)
    run("withdraw", "it", "1", "--why", "Wrong.", "--date", DAY, house=house)
    assert "error: edition 1 was withdrawn" in copies_of(house, "it", listed).stderr
    assert not (house / FILE).exists()


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("a@example.org", "a@example.org"),
        ("", ""),
        ("a@example.org; b@example.org", None),
        ("A. Name <a@example.org>", "a@example.org"),
        ("example.org", None),
    ],
)
def test_a_mail_address_is_one(tmp_path: Path, cell: str, email: str | None) -> None:
    """By its head in any language of the house; what is none is an error on its line."""
    problems = Problems()
    path = tmp_path / "list.csv"
    path.write_text(f"name\tE-Mail-Adresse\nA. Name\t{cell}\n", "utf-8")
    try:
        (one,) = read_recipients(path, LANGUAGES, problems)
    except Stopped:
        (error,) = problems
        assert email is None
        assert str(error).startswith(f"{path}:2: error: `{cell}` is no mail address")
    else:
        assert one.email == email


def test_whoever_holds_an_old_copy_can_be_written_to(tmp_path: Path) -> None:
    """`register --outdated` gives a list that `copies --to` reads: each holder once, no formula."""
    house = bare_house(tmp_path / "house")
    ledger = ledger_of(*(listed_edition(*one) for one in (("dprk", 1), ("dprk", 2), ("mali", 1))))

    def copy(slug: str, edition: int, number: int, name: str, email: str = "") -> Copy:
        code = f"{slug.upper()}-{edition}-{number:03}-AB"
        day = date(2024, 11, 26)
        return Copy(slug, edition, code, number, 3, name, day, "a4", f"{code}.pdf", code,
                    "Mission", "fr", email=email)  # fmt: skip

    book = Register().with_copies(
        [
            copy("dprk", 1, 1, "A. Name", "old@example.org"),
            copy("dprk", 1, 2, "=cmd()"),
            copy("dprk", 1, 3, "A. Name", "new@example.org"),
            copy("dprk", 2, 1, "C. Name", "c@example.org"),
            copy("mali", 1, 1, "D. Name"),
        ]
    )
    assert [json.loads(line)["format"] for line in book.lines] == [3, 2, 3, 3, 2]
    (house / "editions").mkdir()
    (house / "editions/ledger.jsonl").write_bytes(bytes(ledger))
    (house / FILE).write_bytes(bytes(book))
    done, as_before = (
        run("register", "dprk", option, house=house) for option in ("--outdated", "--recall")
    )
    assert as_before.stdout == done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == [
        "A. Name,Mission,new@example.org,fr,2,DPRK-1-001-AB SUPERSEDED; DPRK-1-003-AB SUPERSEDED",
        " =cmd(),Mission,,fr,1,DPRK-1-002-AB SUPERSEDED",
    ]
    (tmp_path / "outdated.csv").write_text(done.stdout, "utf-8")
    problems = Problems()
    first, second = read_recipients(tmp_path / "outdated.csv", LANGUAGES, problems)
    assert not problems.found
    assert (first.name, first.email, first.copies) == ("A. Name", "new@example.org", 2)
    assert second.name == "=cmd()"


def test_codes_of_copies_tell_recipients_apart() -> None:
    """The same copy has the same code everywhere; another recipient has another one."""
    code = make_copy_code("IT-2-929813", 17, 40, "A", "", "", "a key")
    assert re.fullmatch(r"IT-2-929813-017-[0-9A-F]{6}", code)
    assert code == make_copy_code("IT-2-929813", 17, 40, "A", "", "", "a key")
    others = {make_copy_code("IT-2-929813", 17, 40, name, "", "", "a key") for name in "BCDEFGH"}
    assert len(others | {code}) == 8


def test_nobody_computes_the_code_of_another(desk: Desk) -> None:
    """Name, number and edition do not tell it: the register alone has the key, and shows it to
    nobody.
    """
    register = read_register((desk.house / FILE).read_bytes(), FILE, Problems())
    assert re.fullmatch("[0-9a-f]{32}", register.key)
    assert [bool(one.key) for one in register.copies][:2] == [True, False]
    for one in register.copies[:3]:
        told = one.name, one.organisation, one.distribution
        start = one.code.rpartition("-")[0].rpartition("-")[0]
        assert one.code == make_copy_code(start, one.number, one.total, *told, register.key)
        for key in ("", "0" * 32, start):
            assert one.code != make_copy_code(start, one.number, one.total, *told, key)
    for form in ("text", "json"):
        assert register.key not in run("register", "--format", form, house=desk.house).stdout
    assert register.key not in run("manifest", house=desk.house).stdout
    assert all(register.key.encode() not in file.read_bytes() for file in desk.copies)


def test_the_manifest_says_whose_copy_a_file_is(tmp_path: Path) -> None:
    """A mailing system sends each file to its recipient; the printer's file is nobody's."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name,organisation\nA,State\nB,\n", "utf-8")
    make(house, "it", listed)
    make(house, "it", listed, "--one-file")
    assert run("manifest", house=house).returncode == 0
    said = json.loads((house / "output/manifest.json").read_bytes())
    files = {one["path"]: one for one in said["files"] if one["purpose"] == "copy"}
    codes = {copy.file: copy.code for copy in lines_in(house)}
    wanted = {
        "output/copies/it/1/001-a-state.pdf": "A, State",
        "output/copies/it/1/002-b.pdf": "B",
        "output/copies/it/1/all.pdf": None,
    }
    assert {path: one["recipient"] for path, one in files.items()} == wanted
    for path, one in files.items():
        assert (one["brief"], one["edition"], one["standing"]) == ("it", 1, "current")
        assert (one["code"] == codes[path]) is (wanted[path] is not None)


# ---------------------------------------------------------------------------------------------
# Embargo

EMBARGO = "2026-12-01T09:00-05:00"


def test_an_embargo_stands_on_every_page(tmp_path: Path) -> None:
    """In the hour of each reader; on the first page it is read, on the others it is a head."""
    house = new_house(tmp_path / "house")
    outcome = print_brief(house, "\n\n".join(words(80, n) for n in range(30)), embargo=EMBARGO)
    assert not outcome.problems.errors, [*map(str, outcome.problems)]
    (edition,) = outcome.written
    wanted = "Embargoed until 1 December 2026, 09:00 New York (15:00 Geneva)"
    with pypdfium2.PdfDocument(edition.pdf.data) as document:
        assert len(document) > 1
        for page in document:
            assert " ".join(page.get_textpage().get_text_bounded().split()).count(wanted) == 1
    with pikepdf.open(io.BytesIO(edition.pdf.data)) as pdf:
        assert str(pdf.Root.StructTreeRoot.K[0].K[0].S) == "/P"


def test_an_embargo_takes_no_room(house: House) -> None:
    """Text stands where it stood: an embargo that is set late breaks no page."""
    marked = house.html(f"embargo: {EMBARGO}\n")
    assert "Embargoed until 1\u00a0December 2026, 09:00 UTC−05:00" in marked
    bare = re.sub(r'<p class="embargo".*?</p>\n', "", marked)
    cut = re.compile(r"Draft [0-9a-f]{8}|content=\"[0-9a-f]{8}\"")
    assert cut.sub("", bare) == cut.sub("", house.html())


@pytest.mark.parametrize(
    "value", ["2026-12-01", "2026-12-01T09:00", "tomorrow", "2026-13-01T09:00Z"]
)
def test_an_embargo_needs_a_time_with_its_offset(house: House, value: str) -> None:
    """Nine o'clock is no time before one knows where; the error shows how to write it."""
    said = house.complaints(f"embargo: {value}\n")
    assert said.startswith("content/tiny/brief.yaml:4: error: ")
    assert "2026-12-01T09:00-05:00" in said


def test_a_template_that_hides_an_embargo_prints_nothing(house: House) -> None:
    """An unmarked paper under embargo cannot be made."""
    house.restyle("templates/bare.html", "<html><body><h1>{{ brief.title }}</h1></body></html>")
    page, problems = house.page(f"template: bare\nembargo: {EMBARGO}\n")
    assert page is None
    assert "the template `bare` does not print the embargo" in str(problems.found[0])


def test_an_edition_older_than_its_embargo_is_not_copied(tmp_path: Path) -> None:
    """Not even when asked for: its pages do not say what its brief says now."""
    house = published(tmp_path / "house", "it")
    listed = house / "list.csv"
    listed.write_text("name\nA\n", "utf-8")
    add_brief(house, "it", f"## A heading\n\n{words(30)}\n", paper=["a4"], embargo=EMBARGO)
    done = copies_of(house, "it", listed, "--embargoed", "--now", "2026-11-30T09:00-05:00")
    assert done.returncode == 1
    assert f"edition 1 of `it` does not say that it is under embargo until {EMBARGO}" in done.stderr
    assert not (house / FILE).exists()
    done = copies_of(house, "it", listed, "--now", EMBARGO)
    assert "1 new line" in done.stdout
    assert "edition 1 of `it` is older than content/it/brief.yaml, which has changed" in done.stderr


def test_copies_wait_for_the_embargo(tmp_path: Path) -> None:
    """Refused a minute before, made at the hour or when asked for; the edition stays as it is."""
    house = published(tmp_path / "house", "it", embargo=EMBARGO)
    listed = house / "list.csv"
    listed.write_text("name\nA\n", "utf-8")
    done = copies_of(house, "it", listed, "--now", "2026-12-01T14:59+01:00")
    assert done.returncode == 1
    assert f"editions/it: error: under embargo until {EMBARGO}" in done.stderr
    assert not (house / FILE).exists()
    assert "1 new line" in make(house, "it", listed, "--embargoed", "--now", "2026-01-01T00:00Z")
    assert "0 new lines" in make(house, "it", listed, "--now", "2026-12-01T15:00+01:00")
    done = copies_of(house, "it", listed, "--now", "2026-12-01T15:00")
    assert done.returncode == 2
    assert "write it as 2026-12-01T09:00-05:00" in done.stderr


def test_a_copy_is_named_under_the_folio_of_the_style_sheet() -> None:
    """Its line stands where base.css and tokens.css leave room: in the same places as there."""
    base, tokens = (
        (HOUSE / f"styles/{name}.css").read_text("utf-8") for name in ("base", "tokens")
    )
    margins = re.search(r"@page \{\s*margin: [\d.]+% (\d+)mm ([\d.]+)%", base)
    padding = re.search(r"@bottom-left \{[^}]*padding-top: (\d+)mm", base)
    size = re.search(r"--size-note: ([\d.]+)pt", tokens)
    assert margins
    assert padding
    assert size
    millimetre = 72 / 25.4
    measured = (
        float(margins[1]) * millimetre,
        float(margins[2]) / 100,
        float(padding[1]) * millimetre,
        float(size[1]),
    )
    assert measured == pytest.approx((MARGIN, FOOT, ABOVE_FOLIO, FOLIO), abs=0.05)
    assert measured[1] == pytest.approx(FOOT)


def test_a_reader_of_another_language_is_told(tmp_path: Path) -> None:
    """Once for each language, with the edition in it where the brief has one."""
    folder = tmp_path / "content/tiny"
    folder.mkdir(parents=True)
    for name in ("brief.yaml", "brief.md", "brief.fr.md"):
        (folder / name).touch()
    by_language = _in_languages(tmp_path / "content", "tiny")
    assert by_language == {"en": "tiny", "fr": "tiny.fr"}
    readers = [
        Recipient("A", "", language, 1, Place("l.csv", line))
        for line, language in enumerate(("en", "", "fr", "de-CH", "fr-FR", "en-US"), 2)
    ]
    original = _Original(b"", "a4", "", "T-1", 1, "en", "tiny")
    problems = Problems()
    _tell_languages(readers, original, by_language, problems)
    french, german = problems.found
    assert (french.place.line, german.place.line) == (4, 5)
    assert french.message == "`A` reads `fr`, and gets `tiny` in `en`; likewise in line 6"
    assert french.hint == (
        "put these 2 rows into a list of their own, for `briefpress copies tiny.fr`"
    )
    assert "there is no edition in `de`" in (german.hint or "")
