"""The rights to pictures: each way out asks for them, of a brief and of an edition."""

from datetime import date
from pathlib import Path

import pytest
from support.editions import ledger_of, published
from support.printed import add_brief, picture, run

from briefpress.editions.ledger import read_ledger
from briefpress.model.problems import Problems
from briefpress.model.rights import CHANNELS
from briefpress.workflows.rights import bar_edition, say_run_out

DAY = "2024-12-03"
MEETING = """\
title: A meeting
place: Geneva
begins: 2026-09-14
items:
- title: Talks
  briefs: [camp]
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition whose picture may go on paper alone."""
    from support.printed import new_house

    house = new_house(tmp_path_factory.mktemp("rights") / "house")
    words = {"caption": "A camp", "alt": "Tents in a row", "image": "camp.png"}
    add_brief(
        house, "camp", "It is cold.\n\n{{ figures.camp }}\n", {"camp.png": picture(1200, 480)},
        paper=["a4"], contact={"email": "desk@example.org"},
        figures={"camp": {**words, "channels": "paper", "width": "side"}},
    )  # fmt: skip
    ran = run("publish", "camp", "--note", "First.", "--date", DAY, house=house)
    assert ran.returncode == 0, ran.stderr
    (house / "content/meetings").mkdir()
    (house / "content/meetings/hrc-60.yaml").write_text(MEETING, "utf-8")
    (house / "list.csv").write_text("name,email\nJane Doe,jane@example.org\n", "utf-8")
    return house


BARRED = "`figures.camp` may go on paper, and not "


@pytest.mark.long
def test_each_way_out_asks(house: Path) -> None:
    """The web, EPUBs, mail and packs refuse it with file and hint; on paper it goes."""
    content = "content/camp/brief.yaml:"
    edition = "editions/camp/1/camp.pdf: error: "
    for command, way, where in (
        (("web", "camp"), "on the web", content),
        (("epub", "camp"), "on the web", content),
        (("mail", "camp", "--to", "list.csv"), "by mail", edition),
        (("pack", "hrc-60"), "into a pack", edition),
    ):
        ran = run(*command, house=house)
        assert ran.returncode == 1, command
        assert f"{BARRED}{way}" in ran.stderr, command
        assert where in ran.stderr
        assert "  hint: " in ran.stderr
        assert not ran.stdout, command
    ran = run("copies", "camp", "--to", "list.csv", house=house)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.long
def test_a_draft_is_written_all_the_same(house: Path) -> None:
    """A page of the web that is no edition is written, and says how many errors it has."""
    prose = house / "content/camp/brief.md"
    text = prose.read_text("utf-8")
    prose.write_text(f"It is very cold.\n\n{text}", "utf-8")
    try:
        ran = run("web", "camp", house=house)
    finally:
        prose.write_text(text, "utf-8")
    assert f"{BARRED}on the web" in ran.stderr
    assert ran.stdout == "output/web/camp.html\n"


@pytest.mark.long
def test_the_site_lists_it_without_its_files(house: Path) -> None:
    """Its page stays, and says why there is nothing to be had; the command fails."""
    ran = run("catalog", house=house)
    assert ran.returncode == 1
    assert f"{BARRED}on the web, in edition 1" in ran.stderr
    assert "edition 1 of camp has no files there, for its pictures" in ran.stdout
    page = (house / "output/site/papers/camp/index.html").read_text("utf-8")
    assert "Not here: the rights to a picture in it do not allow it." in page
    assert not [*(house / "output/site").rglob("*.pdf")]
    assert run("catalog", house=house).returncode == 1, "the second time it is told as well"


def test_rights_stand_in_the_ledger() -> None:
    """They are read back from its line, and a ledger without them is one as well."""
    rights = {"figures.camp": ("2027-01-31", "paper web")}
    edition = published("camp", 1)
    for one in (edition, type(edition)(**{**vars(edition), "rights": rights})):
        problems = Problems()
        ledger = read_ledger(bytes(ledger_of(one)), "ledger.jsonl", problems)
        assert not problems.found
        assert ledger.editions == (one,)


def test_what_has_run_out_goes_nowhere_and_is_to_be_recalled() -> None:
    """From the day after its last one, on no way, and who holds one should give it back."""
    edition = published("camp", 1)
    edition = type(edition)(**{**vars(edition), "rights": {"cover": ("2027-01-31", "")}})
    for day, errors in ((date(2027, 1, 31), 0), (date(2027, 2, 1), len(CHANNELS))):
        problems = Problems()
        for channel in CHANNELS:
            before = len(problems.found)
            bar_edition(edition, channel, day, problems)
            assert len(problems.found) - before <= 1
        assert bool(problems.errors) == bool(errors)
        recall = Problems()
        say_run_out([edition], day, recall)
        assert len(recall.found) == bool(errors)
    (said,) = recall
    assert said.message.startswith("to be recalled: the rights to `cover` in it have run out on")
