"""Tests of publishing: an edition is frozen, and a copy of it can be told for good."""

import io
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from support.depth import few
from support.harm import EATS, HANGS, fill_disk, let_pages_harm
from support.printed import (
    add_brief,
    add_everything,
    lines_of,
    new_house,
    run,
    run_apart,
    tags,
    text_of,
    words,
)
from support.tools import need, no_superuser, verapdf
from support.warm import run_at_once, run_warm

from briefpress.editions.ledger import FILE, Ledger, read_ledger
from briefpress.editions.verdict import judge_code, judge_file
from briefpress.model.problems import Problems
from briefpress.page.qr_code import draw_code

pytestmark = pytest.mark.long

DAY = "2024-12-03"
PLAIN = f"## A heading\n\n{words(40)}\n\n{{{{ facts }}}}\n"
FACTS = {
    "returned": {"value": "670", "label": "people returned", "source": "body"},
    "kept": {"value": "12", "label": "others", "source": "body"},
}
SOURCES = {
    "body": {"type": "report", "author": [{"literal": "A Body"}], "title": "It", "issued": "2024"}
}


def add_plain(house: Path, slug: str, **fields: Any) -> None:
    """Write a brief on one paper, with two facts."""
    given = {"paper": ["a4"], "facts": FACTS, "sources": SOURCES} | fields
    add_brief(house, slug, PLAIN, **given)


def with_fact(house: Path, slug: str, value: str, **fields: Any) -> None:
    """Write a brief whose first fact reads *value*."""
    facts = FACTS | {"returned": FACTS["returned"] | {"value": value}}
    add_plain(house, slug, facts=facts, **fields)


def publish(
    house: Path, slug: str, *options: object, note: str = "New.", kind: str | None = "substantive"
) -> Any:
    """Publish, on a day; what was said."""
    said = () if kind is None or "--kind" in options else ("--kind", kind)
    return run("publish", slug, "--note", note, "--date", DAY, *said, *options, house=house)


def published(done: Any) -> str:
    """The code of what was published without a problem."""
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    (code,) = re.findall(r"code (\S+)$", done.stdout, re.M)
    return str(code)


def ledger_of(house: Path) -> Ledger:
    """The ledger of *house*, which is sound."""
    problems = Problems()
    ledger = read_ledger((house / FILE).read_bytes(), FILE, problems)
    assert not problems.found, [*map(str, problems)]
    return ledger


@dataclass(frozen=True)
class Shelf:
    """A house with a brief that holds everything: a draft of it, then two editions."""

    house: Path
    draft: dict[str, Path]
    """PDFs by paper."""
    first: dict[str, Path]
    second: dict[str, Path]
    codes: tuple[str, str]
    ledger: Ledger


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Published once for all tests, which only read."""
    house = new_house(tmp_path_factory.mktemp("publish") / "house")
    add_everything(house, "everything")
    assert run(house=house).returncode == 0
    shutil.copytree(house / "output", house / "drafts")
    codes = [published_with_warnings(publish(house, "everything"))]
    path = house / "content/everything/brief.yaml"
    fields = json.loads(path.read_text("utf-8"))
    name = next(iter(fields["facts"]))
    fields["facts"][name] |= {"value": "4321"}
    for text in ("show", "big"):
        fields["facts"][name].pop(text, None)
    path.write_text(json.dumps(fields), "utf-8")
    done = publish(house, "everything", "--kind", "material", note="Un chiffre était faux.")
    codes.append(published_with_warnings(done))

    def both(folder: Path) -> dict[str, Path]:
        names = {"a4": "everything.pdf", "letter": "everything.letter.pdf"}
        return {paper: folder / name for paper, name in names.items()}

    editions = house / "editions/everything"
    return Shelf(
        house, both(house / "drafts"), both(editions / "1"), both(editions / "2"),
        (codes[0], codes[1]), ledger_of(house),
    )  # fmt: skip


def published_with_warnings(done: Any) -> str:
    """The code of what was published; a brief that holds everything may have warnings."""
    assert done.returncode == 0, done.stderr
    (code,) = re.findall(r"code (\S+)$", done.stdout, re.M)
    return str(code)


# ---------------------------------------------------------------------------------------------
# What is on the page, and in the PDF


@pytest.mark.java
def test_published_pdfs_conform(shelf: Shelf) -> None:
    """veraPDF finds nothing against PDF/A-3a and PDF/UA-1, corrected or not, on either paper."""
    files = [*shelf.first.values(), *shelf.second.values(), *shelf.draft.values()]
    for flavour in ("3a", "ua1"):
        assert {file: broken for file, broken in verapdf(files, flavour).items() if broken} == {}


_SEAL = r"Projet|Édition 1,|^Vérifier|^l’exemplaire$|^EVERYTHING-|^[0-9A-F]{6}$"
"""The words in the place of a draft's word, and of its box."""


def test_publishing_moves_no_line(shelf: Shelf) -> None:
    """Every line stands in the edition where it stood in the draft that was proofread."""

    def standing(file: Path) -> list[tuple[int, float, float, str]]:
        return [
            (line.page, line.x, line.y, line.text)
            for line in lines_of(file)
            if not re.search(_SEAL, line.text)
        ]

    for paper in ("a4", "letter"):
        draft, edition = standing(shelf.draft[paper]), standing(shelf.first[paper])
        assert len(draft) > 50
        assert edition == draft
        drafts, firsts = lines_of(shelf.draft[paper]), lines_of(shelf.first[paper])
        stamped = {line.text for line in drafts} ^ {line.text for line in firsts}
        assert any(shelf.codes[0] in text for text in stamped)


def test_a_page_says_what_it_is(shelf: Shelf) -> None:
    """Each page of an edition carries number, date and code, a draft its digest; XMP the same."""
    for number, pdfs in ((1, shelf.first), (2, shelf.second)):
        for file in pdfs.values():
            for page in text_of(file).removesuffix("\f").split("\f"):
                said = " ".join(page.split())
                code = shelf.codes[number - 1]
                assert re.search(rf"dition {number}, publiée le .*2024 · {code}", said)
            xmp = xmp_of(file)
            assert f"<dc:identifier>{shelf.codes[number - 1]}<" in xmp
            assert f"<xmpMM:VersionID>edition {number}<" in xmp
            assert DAY in xmp
    for file in shelf.draft.values():
        digests = {
            re.search(r"Projet ([0-9a-f]{8})\b", " ".join(page.split()))
            for page in text_of(file).removesuffix("\f").split("\f")
        }
        assert None not in digests
        assert len({match[1] for match in digests if match}) == 1
        assert "<xmpMM:VersionID>draft<" in xmp_of(file)


def xmp_of(file: Path) -> str:
    """The metadata block of a PDF."""
    with pikepdf.open(file) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


def test_a_material_correction_shows_the_figures(shelf: Shelf) -> None:
    """The changed fact stands on the first page, old and new, with the note and the date."""
    before, edition = shelf.ledger.editions
    (name,) = [n for n, fact in edition.facts.items() if fact != before.facts[n]]
    old, new = before.facts[name][1], edition.facts[name][1]
    for file in shelf.second.values():
        first, _, _ = text_of(file).partition("\f")
        said = " ".join(first.split())
        assert " ".join(f"{old} → {new}".split()) in said
        assert "Un chiffre était faux." in said
        assert re.search(r"1, publiée le 3 décembre 2024", said)
    for file in (*shelf.first.values(), *shelf.draft.values()):
        assert " → " not in text_of(file).partition("\f")[0]
    assert (edition.kind, before.kind) == ("material", "first")


def test_the_code_can_be_read_from_paper(shelf: Shelf) -> None:
    """The QR code, as it is printed, has every module of the code for our address."""
    import pypdfium2
    import segno

    address = re.search(r"^check_at: (\S+)", (shelf.house / "content/institute.yaml").read_text(),
                        re.M)  # fmt: skip
    assert address is not None
    for number, pdfs in ((0, shelf.first), (1, shelf.second)):
        wanted = segno.make_qr(f"{address[1]}#{shelf.codes[number]}", error="m").matrix
        size = len(wanted)
        for file in pdfs.values():
            (seal,) = [tag for tag in tags(file).all("Figure") if
                       shelf.codes[number] in tag.entries.get("Alt", "")]  # fmt: skip
            scale = 4
            with pypdfium2.PdfDocument(file.read_bytes()) as document:
                picture = document[seal.page - 1].render(scale=scale).to_pil().convert("L")
            dark = picture.point(lambda shade: 255 * (shade < 160))
            # Its upper left corner is a finder: a square of seven modules, dark, light, dark.
            assert any(
                matches(dark, x, y, module, wanted) for x, y, module in finders(dark, size)
            ), f"no QR code for {address[1]}#{shelf.codes[number]} on {file}"


def finders(dark: Any, size: int) -> Iterator[tuple[float, float, float]]:
    """Find what may be the upper left corner of a QR code: where, and the size of a module."""
    width, height = dark.size
    pixels = dark.load()
    data = dark.tobytes()
    for y in range(0, height, 3):
        row = data[y * width : (y + 1) * width]
        runs = [(one.start(), len(one[0])) for one in re.finditer(rb"\x00+|\xff+", row)]
        for at in range(len(runs) - 4):
            five = [length for _, length in runs[at : at + 5]]
            module = sum(five) / 7
            close = all(
                abs(length - module * part) < module * 0.4
                for length, part in zip(five, (1, 1, 3, 1, 1), strict=True)
            )
            x = runs[at][0]
            if close and module > 3 and pixels[x, y]:
                top = y
                while top > 0 and pixels[x, top - 1]:
                    top -= 1
                yield x, top, module


def matches(dark: Any, x: float, y: float, module: float, wanted: Any) -> bool:
    """Whether the modules from *x*, *y* on are those of *wanted*; the module's size is refined."""
    width, height = dark.size
    size = len(wanted)
    for factor in (1, 0.995, 1.005, 0.99, 1.01, 0.98, 1.02):
        step = module * factor
        if x + size * step > width or y + size * step > height:
            continue
        if all(
            bool(dark.getpixel((int(x + (column + 0.5) * step), int(y + (row + 0.5) * step))))
            == bool(wanted[row][column])
            for row in range(size)
            for column in range(size)
        ):
            return True
    return False


def test_a_qr_code_holds_what_it_is_given() -> None:
    """Another text is another drawing, in the colour of the house; a reader is told what it is."""
    one, other = (draw_code(f"https://example.org#DPRK-1-00000{n}", "#123456") for n in (1, 2))
    assert one != other
    assert b"#123456" in one
    assert b"<title>https://example.org#DPRK-1-000001</title>" in one


# ---------------------------------------------------------------------------------------------
# The ledger and the folders


def test_an_edition_is_frozen(shelf: Shelf) -> None:
    """The ledger names each PDF with its digest, size and pages; output/ is the last edition."""
    for edition, pdfs in zip(shelf.ledger.editions, (shelf.first, shelf.second), strict=True):
        assert [*edition.papers] == ["a4", "letter"]
        for paper, printed in edition.papers.items():
            data = pdfs[paper].read_bytes()
            assert shelf.house / printed.file == pdfs[paper]
            assert printed.sha256 == sha256(data).hexdigest()
            assert printed.size == len(data)
            with pikepdf.open(pdfs[paper]) as pdf:
                assert printed.pages == len(pdf.pages)
    for file in shelf.second.values():
        assert (shelf.house / "output" / file.name).read_bytes() == file.read_bytes()
    said = json.loads(run("status", "--format", "json", house=shelf.house).stdout)
    assert [(one["state"], one["edition"]) for one in said] == [("current", 2), ("current", 2)]


@pytest.mark.anew
def test_the_same_edition_has_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    """Two clones of a house publish on one day: every PDF and every line is the same."""
    house = new_house(tmp_path / "another folder")
    add_everything(house, "everything")
    published_with_warnings(publish(house, "everything", "--jobs", 1))
    for paper, file in shelf.first.items():
        twin = house / file.relative_to(shelf.house)
        assert twin.read_bytes() == file.read_bytes(), paper
    assert ledger_of(house).lines == shelf.ledger.lines[:1]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with a plain brief."""
    house = new_house(tmp_path / "house")
    add_plain(house, "one")
    return house


def test_what_did_not_change_is_not_published_twice(house: Path) -> None:
    """A second time without a change says so, and adds no line."""
    published(publish(house, "one"))
    before = (house / FILE).read_bytes()
    (house / "content/one/brief.yaml").touch()
    done = publish(house, "one", note="Again.")
    assert (done.returncode, done.stdout) == (0, "")
    assert "warning: edition 1 of 2024-12-03 is what stands here" in done.stderr
    assert (house / FILE).read_bytes() == before
    assert not (house / "editions/one/2").exists()


def test_a_build_after_publishing_prints_the_edition(house: Path) -> None:
    """A published page is current; printed again it is the same; changed it is a draft."""
    code = published(publish(house, "one"))
    edition = (house / "editions/one/1/one.pdf").read_bytes()
    assert "current" in run(house=house).stdout
    assert run("--force", house=house).returncode == 0
    assert (house / "output/one.pdf").read_bytes() == edition
    with_fact(house, "one", "671")
    assert run(house=house).returncode == 0
    assert code not in text_of(house / "output/one.pdf")
    assert "Draft" in text_of(house / "output/one.pdf")
    assert (house / "editions/one/1/one.pdf").read_bytes() == edition
    add_plain(house, "one")  # and back
    assert run(house=house).returncode == 0
    assert (house / "output/one.pdf").read_bytes() == edition


@pytest.mark.deep
@pytest.mark.anew
def test_a_material_edition_is_printed_again_as_it_was(house: Path) -> None:
    """`build --force` after a material correction gives the published bytes, its box among them."""
    published(publish(house, "one"))
    with_fact(house, "one", "671")
    published(publish(house, "one", "--kind", "material", note="A figure was wrong."))
    assert run("--force", house=house).returncode == 0
    edition = house / "editions/one/2/one.pdf"
    assert (house / "output/one.pdf").read_bytes() == edition.read_bytes()
    assert "670 → 671" in text_of(edition)


def test_a_correction_stands_until_the_next_material_edition(house: Path) -> None:
    """An editorial edition after it prints it still, with the figures of today; `build --force`
    gives the same bytes; the next material edition prints its own.
    """

    def box(number: int) -> str:
        text = text_of(house / f"editions/one/{number}/one.pdf").partition("\f")[0]
        return " ".join(" ".join(line.split()) for line in text.splitlines() if "→" in line)

    published(publish(house, "one"))
    with_fact(house, "one", "671")
    published(publish(house, "one", "--kind", "material", note="A figure was wrong."))
    with_fact(house, "one", "671", title="Another title")
    published(publish(house, "one", kind=None))
    assert "670 → 671" in box(3)
    assert "A figure was wrong." in " ".join(text_of(house / "editions/one/3/one.pdf").split())
    assert run("--force", house=house).returncode == 0
    edition = (house / "editions/one/3/one.pdf").read_bytes()
    assert (house / "output/one.pdf").read_bytes() == edition
    with_fact(house, "one", "690", title="Another title")
    published(publish(house, "one", "--kind", "substantive"))
    assert "670 → 690" in box(4)
    with_fact(house, "one", "700", title="Another title")
    published(publish(house, "one", "--kind", "material", note="Wrong again."))
    assert "690 → 700" in box(5)
    with_fact(house, "one", "690", title="Another title")
    published(publish(house, "one", "--kind", "substantive"))  # it reads again as before
    assert box(6) == ""
    assert [one.corrects for one in ledger_of(house).editions] == [0, 0, 2, 2, 0, 0]


@pytest.mark.deep
def test_a_correction_stands_as_long_as_the_house_says(house: Path) -> None:
    """`corrections_for: 10 days` takes it off the edition of the eleventh day."""
    institute = house / "content/institute.yaml"
    text = institute.read_text("utf-8")
    institute.write_text(f"{text}\ncorrections_for: 10 days\n", "utf-8")
    published(publish(house, "one"))
    with_fact(house, "one", "671")
    published(publish(house, "one", "--kind", "material"))
    for day, corrects in (("2024-12-13", 2), ("2024-12-14", 0)):
        with_fact(house, "one", "671", title=f"A title of {day}")
        done = run("publish", "one", "--note", "A title.", "--date", day, house=house)
        published(done)
        assert ledger_of(house).editions[-1].corrects == corrects


@pytest.mark.deep
def test_line_ends_of_windows_make_no_edition(house: Path) -> None:
    """Content that git has checked out on Windows is what was published, and prints its bytes."""
    published(publish(house, "one"))
    edition = (house / "editions/one/1/one.pdf").read_bytes()
    for path in (house / "content").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(house=house).returncode == 0
    assert (house / "output/one.pdf").read_bytes() == edition
    done = publish(house, "one", kind=None)
    assert "edition 1 of 2024-12-03 is what stands here" in done.stderr
    assert run("--force", house=house).returncode == 0
    assert (house / "output/one.pdf").read_bytes() == edition


@pytest.mark.deep
def test_no_edition_is_of_a_day_that_has_not_come(house: Path) -> None:
    """The last minute of an embargo is the latest day; nothing is written. An edition that somebody
    has dated far ahead, by an older briefpress, stands in nobody's way.
    """
    for day in ("2099-01-01", "2999-12-31"):
        done = run("publish", "one", "--note", "New.", "--date", day, house=house)
        assert done.returncode == 1
        assert f"content/one: error: {day} has not come yet" in done.stderr
    assert not (house / FILE).exists()
    published(publish(house, "one"))
    done = run("withdraw", "one", 1, "--why", "No.", "--date", "2099-01-01", house=house)
    assert "2099-01-01 has not come yet" in done.stderr
    ahead = ledger_of(house).editions[0]
    lines = Ledger().with_event(replace(ahead, date=date(2099, 1, 1)))
    (house / FILE).write_bytes(bytes(lines))
    (house / "editions/one/1/edition.txt").unlink()
    with_fact(house, "one", "671")
    published(publish(house, "one"))
    done = run("withdraw", "one", 1, "--why", "Of no day.", "--date", DAY, house=house)
    assert done.returncode == 0, done.stderr


def test_an_embargo_may_end_after_today(house: Path) -> None:
    """A brief under embargo may be dated the day on which readers may report on it."""
    add_plain(house, "one", embargo="2098-06-01T09:00+00:00")
    done = run("publish", "one", "--note", "New.", "--date", "2098-06-02", house=house)
    assert "2098-06-02 has not come yet" in done.stderr
    published(run("publish", "one", "--note", "New.", "--date", "2098-06-01", house=house))


@pytest.mark.deep
def test_a_page_that_is_dated_with_a_later_day_is_told(house: Path) -> None:
    """An edition of today whose page says next month says something wrong, but under embargo."""
    add_plain(house, "one", published="2098-06-01", embargo="2098-06-01T09:00+00:00")
    assert not run("publish", "one", "--note", "New.", house=house).stderr
    add_plain(house, "one", published="2098-06-01")
    done = run("publish", "one", "--note", "No embargo.", house=house)
    assert done.returncode == 0
    assert "brief.yaml:" in done.stderr
    assert "the page is dated 2098-06-01, and its edition " in done.stderr


@pytest.mark.deep
def test_the_class_of_a_correction(house: Path) -> None:
    """The first is `first`; of a changed fact the kind must be said, other words are editorial."""
    published(publish(house, "one", "--kind", "material"))
    with_fact(house, "one", "671")
    done = publish(house, "one", kind=None)
    assert done.returncode == 1
    assert "one: error: facts have changed since edition 1 (people returned: 670 →" in done.stderr
    published(publish(house, "one", "--kind", "substantive"))
    with_fact(house, "one", "671", title="Another title")
    published(publish(house, "one", kind=None))
    with_fact(house, "one", "671", title="Yet another title")
    published(publish(house, "one", "--kind", "material"))
    kinds = [edition.kind for edition in ledger_of(house).editions]
    assert kinds == ["first", "substantive", "editorial", "material"]


def test_a_withdrawn_edition(house: Path) -> None:
    """It is WITHDRAWN, the older one stays SUPERSEDED, output/ is a draft, the next is number 3."""
    codes = [published(publish(house, "one"))]
    with_fact(house, "one", "671")
    codes.append(published(publish(house, "one")))
    done = run("withdraw", "one", 2, "--why", "A wrong figure.", "--date", DAY, house=house)
    assert (done.returncode, done.stderr) == (0, "")
    ledger = ledger_of(house)
    assert [judge_code(code, ledger).state for code in codes] == ["SUPERSEDED", "WITHDRAWN"]
    status = json.loads(run("status", "one", "--format", "json", house=house).stdout)
    assert status[0]["state"] == "out of date"
    assert status[0]["reasons"] == ["edition 2 was withdrawn"]
    assert run(house=house).returncode == 0
    assert "Draft" in text_of(house / "output/one.pdf")
    for arguments, said in (
        (("withdraw", "one", 2, "--why", "Again."), "2 was withdrawn on 2024-12-03 already"),
        (("withdraw", "one", 5, "--why", "None."), "error: no edition 5\n  hint: published: 1, 2"),
        (("withdraw", "nobody", 1, "--why", "No."), "edition of `nobody`\n  hint: published: one"),
    ):
        done = run(*arguments, house=house)
        assert done.returncode == 1
        assert said in done.stderr
    done = publish(house, "one", kind=None)  # compared with what readers may still use
    assert "facts have changed since edition 1 (people returned: 670 → 671)" in done.stderr
    published(publish(house, "one", "--kind", "material"))  # the same text may be published anew
    assert ledger_of(house).editions[-1].number == 3
    assert run("one", "--force", house=house).returncode == 0
    edition = house / "editions/one/3/one.pdf"
    assert "1, issued 3 December 2024." in " ".join(text_of(edition).split())
    assert (house / "output/one.pdf").read_bytes() == edition.read_bytes()


@pytest.mark.deep
def test_the_filler_of_a_new_brief_is_not_published(house: Path) -> None:
    """A brief that `new` wrote builds at once; each file says where it is still to be written."""
    assert run("new", "mali", "--title", "A title", house=house).returncode == 0
    assert run("mali", house=house).returncode == 0
    done = publish(house, "mali")
    assert done.returncode == 1
    for line in (
        "brief.md:3: error: “Write here, in Markdown: what the…” is what `new` wrote, and ",
        "brief.yaml:6: error: “standfirst: Two lines under the title…” is what `new` wrote, and ",
    ):
        assert f"content/mali/{line}" in done.stderr
    assert not (house / "editions/mali").exists()
    prose = house / "content/mali/brief.md"
    prose.write_text("The number is {{ facts.example }}.[@example-2024]\n", "utf-8")
    done = publish(house, "mali")
    assert "brief.md:" not in done.stderr
    assert "brief.yaml:6: error: " in done.stderr


@pytest.mark.parametrize("note", ["", "  \n", "hidden \u202e text", b"no \xff UTF-8", "x\ue000y"])
def test_a_note_is_a_line_that_hides_nothing(house: Path, note: str | bytes) -> None:
    """The ledger keeps only what can be read for good: anything else is refused, with code 2."""
    text = os.fsdecode(note)
    for arguments in (("publish", "one", "--note", text), ("withdraw", "one", 1, "--why", text)):
        done = run(*arguments, house=house)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert not (house / FILE).exists()


def test_a_note_may_be_in_any_script(house: Path) -> None:
    """Line breaks become spaces; scripts and hard spaces stay."""
    published(publish(house, "one", note=" Zwei\nZeilen: «\u202fété\u202f», 조선, می\u200cخواهم "))
    note = "Zwei Zeilen: «\u202fété\u202f», 조선, می\u200cخواهم"
    assert ledger_of(house).editions[0].note == note


def test_a_brief_with_an_error_is_not_published(house: Path) -> None:
    """An error of the text, or of the page, leaves no edition and no line."""
    path = house / "content/one/brief.md"
    path.write_text("## A heading\n\n{{ facts.nobody }}\n", "utf-8")
    done = publish(house, "one")
    assert done.returncode == 1
    assert "content/one/brief.md:3: error: no fact `nobody`" in done.stderr
    path.write_text("## A heading\n\nA Tamil letter: அ.\n\n{{ facts }}\n", "utf-8")
    done = publish(house, "one")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (house / FILE).exists()
    assert not [*house.glob("editions/*/*/*.pdf")]


@pytest.mark.deep
def test_a_brief_of_any_name_is_published_and_found(house: Path) -> None:
    """Its PDF is found by its bytes, by its code and, altered, by the code on its pages."""
    published(publish(house, "one"))
    slugs = ("Mali.2", "größe", "a b", "one-2", "조선")
    for slug in slugs:
        add_plain(house, slug)
    codes = {slug: published(publish(house, slug)) for slug in slugs}
    ledger = ledger_of(house)
    for slug, code in codes.items():
        data = (house / f"editions/{slug}/1/{slug}.pdf").read_bytes()
        assert judge_file("it", data, ledger).state == "CURRENT"
        for verdict in (judge_file("it", data + b"\n", ledger), judge_code(code, ledger)):
            assert (verdict.slug, verdict.edition) == (slug, 1)
        assert judge_file("it", data + b"\n", ledger).state == "ALTERED"


# ---------------------------------------------------------------------------------------------
# Copies


def test_one_flipped_bit_is_altered(shelf: Shelf) -> None:
    """A bit flipped anywhere in a published PDF is ALTERED: head, streams, metadata, tables."""
    data = shelf.first["a4"].read_bytes()
    code = shelf.codes[0].encode()
    chance = random.Random(11)
    places = {0, 5, 8, len(data) - 1, len(data) - 5, *chance.sample(range(len(data)), 60)}
    for mark in (rb"startxref\s+", rb"trailer|/Type /XRef", rb"\bstream\n", rb"endstream", rb"xref",
                 rb"\d+ 0 obj", rb"/Root", rb"/Metadata", rb"/ID ?\[", re.escape(code),
                 rb"VersionID>", rb"<x:xmpmeta", rb"%%EOF"):  # fmt: skip
        found = [match.start() for match in re.finditer(mark, data)]
        places |= {at for start in found[:2] + found[-2:] for at in (start, start + 1, start + 7)}
    assert data.count(code) >= 1
    for at in sorted(at for at in places if at < len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        verdict = judge_file("copy.pdf", bytes(flipped), shelf.ledger)
        assert (verdict.state, verdict.edition) == ("ALTERED", 1), f"byte {at}: {verdict}"


def test_a_cut_or_longer_copy_is_altered(shelf: Shelf) -> None:
    """A copy that a mail program cut off, or added to, is never the published file."""
    data = shelf.second["a4"].read_bytes()
    for copy in (data[:-1], data + b"\n", data + data, b"\n" + data, data[: len(data) // 2]):
        assert judge_file("copy.pdf", copy, shelf.ledger).state in ("ALTERED", "UNKNOWN")
    for copy in (data[:-1], data + b"\n", b"\n" + data):
        assert judge_file("copy.pdf", copy, shelf.ledger).state == "ALTERED"


def test_a_copy_without_its_metadata_is_found_by_its_page(shelf: Shelf, tmp_path: Path) -> None:
    """Saved anew without metadata, or printed to a file: its code is on the page still."""
    file = shelf.first["a4"]
    copies = {}
    with pikepdf.open(file) as pdf:
        del pdf.Root.Metadata
        del pdf.Root.StructTreeRoot
        del pdf.docinfo
        saved = io.BytesIO()
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        copies["saved anew"] = saved.getvalue()
    need("pdftocairo")
    reprinted = tmp_path / "reprinted.pdf"
    subprocess.run(["pdftocairo", "-pdf", file, reprinted], check=True)
    copies["printed to a file"] = reprinted.read_bytes()
    for how, data in copies.items():
        assert b"VersionID" not in data
        verdict = judge_file("copy.pdf", data, shelf.ledger)
        assert (verdict.state, verdict.edition) == ("ALTERED", 1), how
        assert "that edition is SUPERSEDED" in verdict.why


def test_the_first_line_names_the_institute(shelf: Shelf) -> None:
    """It says whose ledger it is, once; an answer of `verify` says so too."""
    lines = [json.loads(line) for line in shelf.ledger.lines]
    name = "Ralph Bunche Institute for International Studies"
    assert [line.get("institute") for line in lines] == [name, *[None] * (len(lines) - 1)]
    assert f", {name}\n" in run("verify", shelf.second["a4"], house=shelf.house).stdout


def test_the_folder_of_an_edition_says_what_lies_in_it(shelf: Shelf) -> None:
    """Its code, the digests of its files, and its line in the ledger."""
    text = (shelf.house / "editions/everything/2/edition.txt").read_text("utf-8")
    assert shelf.codes[1] in text
    for file in shelf.second.values():
        assert f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" in text
    end = sha256(shelf.ledger.lines[1].encode()).hexdigest()
    assert text.endswith(f"\nledger.jsonl, line 2: {end}\n")


def test_a_picture_of_the_page_is_unknown(shelf: Shelf) -> None:
    """A scan holds no text: it is UNKNOWN, never CURRENT, and its code can be typed."""
    import pypdfium2

    with pypdfium2.PdfDocument(shelf.second["a4"].read_bytes()) as document:
        scan = document[0].render(scale=1).to_pil()
    saved = io.BytesIO()
    scan.save(saved, "PDF")
    assert judge_file("scan.pdf", saved.getvalue(), shelf.ledger).state == "UNKNOWN"
    assert judge_code(shelf.codes[1], shelf.ledger).state == "CURRENT"


def test_a_copy_with_another_figure_is_altered(shelf: Shelf) -> None:
    """Whoever writes the digest or the code of an edition into another PDF makes no edition."""
    draft, edition = shelf.draft["a4"].read_bytes(), shelf.second["a4"].read_bytes()
    digest = sha256(edition).hexdigest().encode()
    forged = draft + b"\n% " + digest + b" " + shelf.codes[1].encode() + b"\n"
    assert judge_file("forged.pdf", forged, shelf.ledger).state == "ALTERED"
    assert judge_file("digest.pdf", draft + b"\n%" + digest, shelf.ledger).state == "UNKNOWN"


def test_a_draft_is_unknown(shelf: Shelf) -> None:
    """A draft was never published, and the answer says that it is one."""
    for file in shelf.draft.values():
        verdict = judge_file("draft.pdf", file.read_bytes(), shelf.ledger)
        assert (verdict.state, verdict.why) == ("UNKNOWN", "a draft: it was never published")


def test_the_command_judges_copies(shelf: Shelf, tmp_path: Path) -> None:
    """`verify` says of each copy what it is, with the edition that took its place."""
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(shelf.first["a4"].read_bytes() + b" ")
    copies = [shelf.first["letter"], shelf.second["letter"], altered, shelf.draft["a4"]]
    done = run("verify", *copies, house=shelf.house)
    assert done.returncode == 1
    states = re.findall(r"^([A-Z]+)  \S+$", done.stdout, re.M)
    assert states == ["SUPERSEDED", "CURRENT", "ALTERED", "UNKNOWN"]
    assert "edition 2 of 2024-12-03 took its place" in done.stdout
    assert run("verify", shelf.second["a4"], house=shelf.house).returncode == 0


# ---------------------------------------------------------------------------------------------
# What comes between


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which one brief was published by two commands at once, another by a third."""
    house = new_house(tmp_path_factory.mktemp("at-once") / "house")
    for slug in ("one", "two"):
        add_plain(house, slug)
    options = ("--note", "New.", "--date", DAY, "--kind", "substantive")
    commands = [("publish", slug, *options) for slug in ("one", "one", "two")]
    for done in run_at_once(*commands, house=house):
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    return house


def test_two_briefs_published_at_once(crowded: Path) -> None:
    """Two commands at once: both lines are in the ledger, and the chain is sound."""
    editions = ledger_of(crowded).editions
    assert sorted(edition.slug for edition in editions) == ["one", "two"]


def test_one_brief_published_twice_at_once(crowded: Path) -> None:
    """The second of two finds nothing to publish: there is one edition, and it is whole."""
    (edition,) = (one for one in ledger_of(crowded).editions if one.slug == "one")
    printed = edition.papers["a4"]
    assert sha256((crowded / printed.file).read_bytes()).hexdigest() == printed.sha256
    assert run(house=crowded).stdout == "2 briefs are current, all of them\n"


@pytest.mark.deep
@pytest.mark.parametrize(
    ("start", "room", "said"),
    few(
        [
            (run_apart, 8, "editions/one/2: error: the worker cannot go on: file too large"),
            (run_warm, 600, "editions/one/2/one.pdf: error: cannot be written: file too large"),
        ]
    ),
)
def test_a_full_disk_publishes_nothing(
    house: Path, start: Any, room: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the press or an edition finds no room, the ledger is as it was; the error is worded.

    The press keeps its type in files of up to 250 KB; a PDF with this picture has more than 700.
    """
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # Python keeps half of a module's code
    noise = random.Random(1).randbytes(3 * 500 * 500)
    photo = io.BytesIO()
    Image.frombytes("RGB", (500, 500), noise).save(photo, "PNG")
    figures = {"photo": {"image": "photo.png", "caption": "A picture", "alt": "Noise, all of it"}}
    prose = f"{PLAIN}\n{{{{ figures.photo }}}}\n"

    published(publish(house, "one"))
    before = {path: path.read_bytes() for path in house.glob("editions/**/*") if path.is_file()}
    add_brief(
        house, "one", prose, {"photo.png": photo.getvalue()}, paper=["a4"], facts=FACTS,
        sources=SOURCES, figures=figures, allow={"picture-resolution": "noise"},
    )  # fmt: skip
    done = start(
        "publish", "one", "--note", "New.", "--date", DAY, "--kind", "substantive", "--jobs", 1,
        house=house, preexec_fn=partial(fill_disk, room * 1024),
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "edition 2" not in done.stdout
    after = {path: path.read_bytes() for path in house.glob("editions/**/*") if path.is_file()}
    assert after == before
    published(publish(house, "one"))
    assert [edition.number for edition in ledger_of(house).editions] == [1, 2]


@pytest.mark.parametrize("folder", few(["editions", "editions/one", "output", "."]))
def test_a_folder_that_may_not_be_written(house: Path, folder: str) -> None:
    """In a folder that turned read-only nothing is half-published, and the error is worded."""
    published(publish(house, "one"))
    before = (house / FILE).read_bytes()
    with_fact(house, "one", "671")
    modes = {path: path.stat().st_mode for path in (house / folder, *(house / folder).rglob("*"))
             if path.is_dir()}  # fmt: skip
    try:
        for path in modes:
            path.chmod(0o555)
        with no_superuser():
            done = publish(house, "one")
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"error: cannot be written: permission denied\n  hint: ", done.stderr)
    # Where it is the last step that fails, the copy in output/, the edition is there and whole.
    more = (house / FILE).read_bytes().removeprefix(before)
    assert more.count(b"\n") == (folder == "output")
    if more:
        assert "output/one.pdf: error" in done.stderr
        data = (house / "editions/one/2/one.pdf").read_bytes()
        assert judge_file("it", data, ledger_of(house)).state == "CURRENT"
    assert run(house=house).returncode == 0
    assert publish(house, "one").returncode == 0
    assert [edition.number for edition in ledger_of(house).editions] == [1, 2]


@pytest.mark.kills
@pytest.mark.parametrize("limit", ["--time-limit", "--memory-limit"])
def test_a_page_that_cannot_be_printed_is_not_published(house: Path, limit: str) -> None:
    """A worker that hangs or fills its memory publishes nothing, and the problem names it."""
    harm, value = {"--time-limit": (HANGS, "3"), "--memory-limit": (EATS, "0.6")}[limit]
    add_plain(house, "one", standfirst=harm)
    let_pages_harm(house)
    done = run_warm("publish", "one", "--note", "New.", "--date", DAY, limit, value, house=house)
    assert done.returncode == 1
    assert re.search(r"editions/one/1: error: (not finished after 3 s|.*memory)", done.stderr)
    assert f"or raise {limit}" in done.stderr or "for want of memory" in done.stderr
    assert not (house / FILE).exists()


def test_editions_without_a_ledger_are_not_printed_over(tmp_path: Path) -> None:
    """Where the ledger is lost, nothing is published: the editions would be numbered anew."""
    house = new_house(tmp_path / "house")
    add_brief(house, "one", f"## A heading\n\n{words(40)}\n", paper=["a4"])
    publish = ("publish", "one", "--note", "First.", "--date", "2024-12-01")
    assert run(*publish, house=house).returncode == 0
    before = (house / "editions/one/1/one.pdf").read_bytes()
    ledger = (house / "editions/ledger.jsonl").read_bytes()
    (house / "editions/ledger.jsonl").unlink()
    (house / "content/one/brief.md").write_text("## A heading\n\nOther.\n", "utf-8")
    done = run(*publish, house=house)
    assert done.returncode == 1
    assert "editions/ledger.jsonl: error: the ledger is gone" in done.stderr
    assert (house / "editions/one/1/one.pdf").read_bytes() == before
    (house / "editions/ledger.jsonl").write_bytes(ledger)
    assert run(*publish, house=house).returncode == 0
    assert (house / "editions/one/2/one.pdf").exists()


def test_numbers_that_a_correction_leaves_behind_are_told(house: Path) -> None:
    """That of a fact, which the ledger knows, and of the data, which the last PDF carries."""
    csv = "place,people\nTarn,530\nSarn,{}\nVenn,95\n"
    prose = PLAIN + "\nOf 670 people returned, 812 people were in Sarn.\n\n{{ tables.t }}\n"
    table = {"t": {"data": "c.csv", "caption": "People returned", "source": "body"}}
    facts = FACTS | {"returned": FACTS["returned"] | {"value": "690"}}
    for known, number in ((FACTS, "812"), (facts, "866")):
        folder = house / "content/left"
        shutil.rmtree(folder, ignore_errors=True)
        add_brief(
            house, "left", prose, {"c.csv": csv.format(number).encode()},
            paper=["a4"], facts=known, sources=SOURCES, tables=table,
        )  # fmt: skip
        done = publish(house, "left", kind="material" if known is facts else "substantive")
        told = done.stderr + done.stdout
        assert ("670 is what the fact `returned` was" in told) is (known is facts)
        assert ("812 is what `c.csv` had for `Sarn`" in told) is (known is facts)
