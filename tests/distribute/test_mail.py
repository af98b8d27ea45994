"""Mails: one for each row, in its language, with its copy; nothing is sent."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from support.printed import add_brief, new_house, run

pytestmark = pytest.mark.long

DAY = "2024-12-03"
LIST = """\
name,email,organisation,language
Zoë Müller,zoe@example.org,Délégation,fr
Jane Doe,jane@example.org,,de
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief that is published in English and French."""
    house = new_house(tmp_path_factory.mktemp("mail") / "house")
    folder = add_brief(
        house, "harbour", "We saw 43 ships.[^1]\n\n[^1]: In October.\n",
        title="A title", paper=["a4"], contact={"email": "desk@example.org"},
    )  # fmt: skip
    (folder / "brief.fr.md").write_text(
        "Nous avons vu 43 navires.[^1]\n\n[^1]: En octobre.\n", "utf-8"
    )
    (folder / "fr.yaml").write_text("title: Un titre\nstandfirst: Deux lignes.\n", "utf-8")
    done = run("publish", "harbour", "--note", "First.", "--date", DAY, house=house)
    assert done.returncode == 0, done.stderr
    (house / "list.csv").write_text(LIST, "utf-8")
    return house


def mails(house: Path, *options: object) -> dict[str, EmailMessage]:
    """Write the mails of the list; each by the name of its file."""
    done = run("mail", "harbour", "--to", "list.csv", *options, house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 mails in output/mail/harbour/1/; nothing was sent\n"
    return {
        path.name: email.message_from_bytes(path.read_bytes(), policy=default)
        for path in (house / "output/mail/harbour/1").iterdir()
    }


def body(message: EmailMessage, kind: str) -> str:
    """The text of a mail, as one line."""
    part: Any = message.get_body((kind,))
    return " ".join(part.get_content().split())


def test_each_gets_the_edition_in_their_language(house: Path) -> None:
    """The one who reads German, in which there is none, gets the main one; its PDF is attached."""
    written = mails(house)
    french, other = (
        written[name] for name in ("001-zoe-muller-delegation.eml", "002-jane-doe.eml")
    )
    assert (french["Subject"], french["Content-Language"]) == ("Un titre", "fr")
    assert french["To"] == "Zoë Müller <zoe@example.org>"
    assert french["From"].addresses[0].addr_spec == "desk@example.org"
    assert "Le PDF de cette édition est joint." in body(french, "plain")
    assert "Nous avons vu 43 navires" in body(french, "plain")
    assert (other["Subject"], other["Content-Language"]) == ("A title", "en")
    assert "We saw 43 ships.[1]" in body(other, "plain")
    assert "<h1 " in body(other, "html")
    (pdf,) = other.iter_attachments()
    assert pdf.get_filename() == "harbour.edition-1.pdf"
    published = house / "editions/harbour/1/harbour.pdf"
    assert pdf.get_content() == published.read_bytes()
    assert not french.defects and not other.defects


def test_the_same_mail_is_the_same_each_time(house: Path) -> None:
    """Its name and its day are made of edition and recipient, so nobody gets it twice."""
    mails(house)
    folder = house / "output/mail/harbour/1"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    written = mails(house)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert {one["Date"].datetime.date().isoformat() for one in written.values()} == {DAY}
    assert len({one["Message-ID"] for one in written.values()}) == 2


def test_a_copy_is_attached_to_the_mail_of_its_recipient(house: Path) -> None:
    """The one that the register knows; without one the row is told, with the command."""
    done = run("mail", "harbour", "--to", "list.csv", "--copies", house=house)
    assert done.returncode == 1
    assert "list.csv:2: error: no copy of `harbour` was made for Zoë Müller" in done.stderr
    assert "`python build.py copies harbour --to list.csv`" in done.stderr
    done = run("copies", "harbour", "--to", "list.csv", "--date", DAY, house=house)
    assert done.returncode == 0, done.stderr
    written = mails(house, "--copies")["001-zoe-muller-delegation.eml"]
    (pdf,) = written.iter_attachments()
    (made,) = (house / "output/copies/harbour/1").glob("001-*.pdf")
    assert pdf.get_content() == made.read_bytes()
    assert "Your own copy is attached" in body(written, "html")
    made.write_bytes(b"another")
    done = run("mail", "harbour", "--to", "list.csv", "--copies", house=house)
    assert done.returncode == 1 and "is not the file that was made" in done.stderr


@pytest.mark.parametrize(
    ("rows", "options", "complaint"),
    [
        ("name\nJane\n", [], "list.csv:2: error: no mail address for Jane"),
        ("name\nJane\n", [], "write it into a column with the head `email`"),
        ("Nombre,Correo\nJane,\n", [], "write it under `Correo`"),
        ("name,email\nJane,j@exämple.org\n", [], "is no address that every server takes"),
        ("name,email\nJane,j@example.org\n", ["--from", "nobody"], "`nobody` is no address"),
    ],
)
def test_what_cannot_be_sent_is_told(
    house: Path, rows: str, options: list[str], complaint: str
) -> None:
    """On its line, and nothing is written."""
    (house / "wrong").mkdir(exist_ok=True)
    listed = house / "wrong/list.csv"
    listed.write_text(rows, "utf-8")
    done = run("mail", "harbour", "--to", listed, *options, house=house)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr


def test_an_embargo_holds_a_mail_back(house: Path) -> None:
    """Until it has passed, or somebody says otherwise; the text says it."""
    until = "2030-01-01T09:00+00:00"
    add_brief(house, "held", "Words.\n", paper=["a4"], embargo=until)
    assert run("publish", "held", "--note", "First.", "--date", DAY, house=house).returncode == 0
    send = ("mail", "held", "--to", "list.csv", "--from", "desk@example.org")
    done = run(*send, "--now", "2029-01-01T09:00+00:00", house=house)
    assert done.returncode == 1 and "under embargo until 2030" in done.stderr
    done = run(*send, "--now", "2029-01-01T09:00+00:00", "--embargoed", house=house)
    assert done.returncode == 0, done.stderr
    file = next((house / "output/mail/held/1").iterdir())
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert "Embargoed until 1 January 2030" in body(message, "plain")


def test_a_saved_mail_is_judged_by_its_words(house: Path, tmp_path: Path) -> None:
    """A digit that is another one is told, in HTML and in plain text."""
    written = mails(house)["002-jane-doe.eml"]
    file = house / "output/mail/harbour/1/002-jane-doe.eml"
    done = run("verify", file, house=house)
    assert done.stdout.startswith("CURRENT"), done.stdout
    assert written["Subject"] == "A title"
    data = file.read_bytes()
    at = data.rindex(b"43 ships")
    for number, forged in enumerate(
        (data.replace(b"43 ships", b"44 ships", 1), data[:at] + b"45 ships" + data[at + 8 :])
    ):
        other = tmp_path / f"{number}.eml"
        other.write_bytes(forged)
        done = run("verify", other, house=house)
        assert done.stdout.startswith("ALTERED"), done.stdout
        assert f"`{44 + number}` stands where that edition has `43`" in done.stdout
