"""The command `review`: out, back, into the text, and the answers."""

from pathlib import Path

import pytest
from support.depth import few
from support.houses import HEAD, INSTITUTE, House, said
from support.printed import text_of
from support.reviews import Reviewer
from support.tools import verapdf

from briefpress.cli import main
from briefpress.commands.publish import check_remarks
from briefpress.model.problems import Problems

pytestmark = pytest.mark.usefixtures("no_workers")

PROSE = "## Background\n\nThe rain began in May, and it went on.\n"


@pytest.fixture
def sent(house: House, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Word file of a brief, in the folder of the house."""
    house.put("brief.md", PROSE)
    monkeypatch.chdir(house.root)
    assert main(["review", "tiny", "--to", "docx"]) == 0
    return house.root / "output/tiny-review.docx"


@pytest.mark.long
def test_a_brief_goes_out_and_comes_back(
    house: House, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reviewer's change goes into the text, a comment onto its line, both into the record."""
    it = Reviewer(sent.read_bytes())
    it.change("began", "started")
    it.comment("went on", "How long?")
    Path("a.docx").write_bytes(it.file())
    capsys.readouterr()
    assert main(["review", "tiny", "--collect", "a.docx", "--apply", "--to", "remarks.md"]) == 0
    told = capsys.readouterr().out
    assert "content/tiny/brief.md:3: Ana Roy: replaced: “began” by “started”" in told
    assert "1 of 1 changes are in content/tiny/brief.md now" in told
    assert (house.root / "content/tiny/brief.md").read_text() == PROSE.replace("began", "started")
    assert "How long?" in Path("remarks.md").read_text()
    # Collected once more: the text has the change already, and nothing is changed twice.
    assert main(["review", "tiny", "--collect", "a.docx", "--apply"]) == 0
    assert "because it stands in the text already" in capsys.readouterr().out
    assert (house.root / "content/tiny/brief.md").read_text() == PROSE.replace("began", "started")
    assert main(["review", "tiny", "--answers", "--to", "answers.md"]) == 0
    table = Path("answers.md").read_text()
    assert table.count("| accepted |") == 1
    assert table.count("| open |") == 1


@pytest.mark.java
@pytest.mark.long
@pytest.mark.parametrize("language", few(["en", "ar"]))
def test_the_answers_are_printed_as_an_annex(
    house: House, sent: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of all remarks, whose heads stand on each page; it lasts, and can be read by all."""
    it = Reviewer(sent.read_bytes())
    it.comment("in May", "Which <year> & why?", author="Ben Ito")
    for number in range(60):
        it.comment("The rain", f"Remark {number} " + "is of some length " * 6)
    Path("a.docx").write_bytes(it.file())
    assert main(["review", "tiny", "--collect", "a.docx"]) == 0
    record = house.root / "content/tiny/review.yaml"
    text = record.read_text("utf-8")
    text = text.replace("    answer:\n    why:\n", "    answer: partly\n    why: It was 2023.\n", 1)
    record.write_text(text, "utf-8")
    house.put("../institute.yaml", INSTITUTE.replace("{en:", "{ar: موجز, en:"))
    house.put("brief.yaml", f"{HEAD}language: {language}\n")
    capsys.readouterr()
    assert main(["review", "tiny", "--answers", "--to", "pdf"]) == 0
    assert capsys.readouterr().out == "output/tiny-answers.pdf\n"
    file = house.root / "output/tiny-answers.pdf"
    pages = text_of(file).split("\f")[:-1]
    remark, partly = {"en": ("Remark", "accepted in part"), "ar": ("السبب", "جزئيا")}[language]
    assert len(pages) > 2
    assert all(remark in page for page in pages)
    said = " ".join("".join(pages).split())
    assert "Which <year> & why?" in said and "It was 2023." in said and partly in said
    assert [one for one in range(60) if f"Remark {one} " not in said] == []
    for flavour in ("3a", "ua1"):
        assert verapdf([file], flavour) == {file: []}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "tiny"], "say --to docx, --collect FILES or --answers"),
        (["review", "tiny", "--collect"], "name the files that came back"),
        (["review", "tiny", "content/tiny/brief.md"], "files are read with --collect"),
        (["review", "tiny", "--to", "docx", "--apply"], "--apply goes with --collect"),
        (["review", "tiny", "--to", "review.pdf"], "reviewers get a Word file"),
        (["review", "tiny", "--answers"], "no remarks were collected yet"),
        (["review", "tiny", "--collect", "content/tiny/brief.md"], "not a whole Word file"),
    ],
)
def test_what_cannot_be_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], said: str,
) -> None:  # fmt: skip
    """A wrong command line, and a file that is no Word file, say what to do."""
    monkeypatch.chdir(house.root)
    assert main(arguments) in (1, 2)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("remarks:\n  a: {answer: }\n  b: {answer: accepted}\n",
         "review.yaml: warning: a remark of a reviewer has no answer"),
        ("remarks:\n  a: {answer: perhaps}\n", "review.yaml:2: error: `perhaps` is no answer"),
        ("remarks: [\n", "error"),
        ("remarks:\n  b: {answer: accepted}\n", ""),
    ],
)  # fmt: skip
def test_an_edition_is_told_what_nobody_has_answered(house: House, record: str, told: str) -> None:
    """An open remark is a warning of `publish`; a record that nobody can read stops it."""
    house.put("review.yaml", record)
    problems = Problems()
    check_remarks(house.root, "tiny", problems)
    assert told in said(problems) if told else not said(problems)
