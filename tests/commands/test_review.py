"""The command `review`: out, back, into the text, and the answers."""

from pathlib import Path

import pytest
from support.houses import House
from support.reviews import Reviewer

from briefpress.cli import main

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
