"""Tests of a slip: whoever finds it in a copy knows what was wrong, and what to use."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from support.houses import House, said
from support.once import PrintsOnce
from support.sites import NOW, Books
from support.tools import need, verapdf

from briefpress.distribute.erratum import MOST, Erratum, print_erratum
from briefpress.model.problems import Problems

FIGURE = ("people returned", "670")


@pytest.fixture
def books(house: House) -> Books:
    """A house with a ledger."""
    return Books(house)


def slip(books: Books, slug: str, number: int, paper: str | None = None) -> Erratum | str:
    """Print a slip; or what is said against it."""
    problems = Problems()
    made = print_erratum(books.root, slug, number, PrintsOnce(), problems, now=NOW, paper=paper)
    assert made is None or not problems.found
    return made or said(problems)


def printed(books: Books, made: Erratum | str) -> str:
    """The text of the sheet, which has one side, in a line."""
    assert isinstance(made, Erratum), made
    with pypdfium2.PdfDocument((books.root / made.file).read_bytes()) as pdf:
        assert len(pdf) == 1
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())


@pytest.mark.long
def test_four_slips_say_what_was_wrong_and_what_to_use(books: Books) -> None:
    """On one side of the sheet, on either paper; each with the code of the edition it goes into."""
    books.publish("dprk", facts={"n": FIGURE, "x": ("", "1")})
    books.publish("dprk", facts={"n": (FIGURE[0], "720"), "x": ("", "2")}, date=date(2025, 2, 3))
    for paper in (None, "letter"):
        made = slip(books, "dprk", 1, paper)
        text = printed(books, made)
        for part in ("DPRK-1-ABCDE1", "people returned 670 → 720", "Note of dprk 2", "Use instead",
                     "Edition 2, 3 February 2025", "DPRK-2-ABCDE2"):  # fmt: skip
            assert text.count(part) == 4, (part, text)
        assert isinstance(made, Erratum)
        assert made.file == f"output/errata/dprk-1{'.letter' if paper else ''}.pdf"


@pytest.mark.java
def test_a_slip_is_for_everybody(books: Books) -> None:
    """It conforms to PDF/UA-1, as what it is laid into does."""
    need("verapdf")
    many = {f"f{n:02}": (f"figure {n}", "1") for n in range(MOST + 3)}
    books.publish("dprk", facts=many)
    books.publish("dprk", facts={name: (label, "2") for name, (label, _) in many.items()})
    made = slip(books, "dprk", 1)
    assert "… +3" in printed(books, made)
    assert isinstance(made, Erratum)
    file = books.root / made.file
    assert verapdf([file], "ua1") == {file: []}


@pytest.mark.long
def test_a_slip_for_an_edition_that_is_gone_says_why(books: Books) -> None:
    """In its language; where no edition can be used, none is named."""
    books.publish("mali", language="fr", title="Les renvois")
    books.withdraw("mali", 1, "Le total d'avril était faux.")
    text = printed(books, slip(books, "mali", 1))
    assert "Retiré Les renvois" in text
    assert "Ne l’utilisez pas. Le total d’avril était faux." in text
    assert "Utilisez" not in text


def test_what_is_under_embargo_is_no_correction_yet(books: Books) -> None:
    """A slip goes into copies that are out: it names no edition that nobody may know of."""
    books.publish("dprk", facts={"n": FIGURE})
    books.publish("dprk", facts={"n": (FIGURE[0], "720")}, embargo="2999-12-01T09:00-05:00")
    told = slip(books, "dprk", 1)
    assert "edition 1 needs no slip" in str(told)


@pytest.mark.parametrize(
    ("slug", "number", "complaint"),
    [
        ("dprk", 1, "editions/dprk: error: edition 1 needs no slip"),
        ("dprk", 9, "editions/dprk: error: no edition 9\n  hint: published: 1"),
        ("dprkk", 1, "editions/dprkk: error: no edition of `dprkk`\n  hint: did you mean `dprk`?"),
    ],
)
def test_no_slip_for_what_needs_none(books: Books, slug: str, number: int, complaint: str) -> None:
    """The error says what there is; nothing is written."""
    books.publish("dprk")
    assert str(slip(books, slug, number)).startswith(complaint)
    assert not Path(books.root / "output/errata").exists()
