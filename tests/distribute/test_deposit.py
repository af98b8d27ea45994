"""Deposits: a register takes it, and it says what the edition says.

Crossref's and ReliefWeb's schemas come in no package, so their rules stand here as tables, each
with its source and the day on which it was read there. DataCite's are in the package datacite.
"""

import json
import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import pytest
from support.printed import add_brief, new_house, run

from briefpress.distribute.registries import clean, write_crossref, write_datacite
from briefpress.distribute.registries import write_reliefweb as reliefweb_of
from briefpress.model.deposits import (
    Deposit,
    DepositedFile,
    ReliefWebAccount,
    ReliefWebFields,
)

C = "{http://www.crossref.org/schema/5.3.1}"
R = "{http://www.crossref.org/relations.xsd}"
READ = "2026-11-29"
SCHEMA = "https://www.crossref.org/documentation/schema-library/xsd-schema-quick-reference/"
RELIEFWEB = "https://reliefweb.int/post-api-schemas/v2/report.json"


class Rule(NamedTuple):
    """A rule of a schema that cannot be had as a package."""

    what: str
    source: str
    """The element or the field of the schema that says it."""
    holds: Callable[[Any], Any]
    read: str = READ
    """The day on which it was read there."""


def children(parent: Any) -> list[str]:
    """The names of the elements in *parent*, in their order."""
    return [one.tag.partition("}")[2] for one in parent]


def in_order(parent: Any, *names: str) -> bool:
    """Whether *parent* holds nothing but *names*, in this order, each once."""
    found = children(parent)
    return found == [name for name in names if name in found]


def texts(tree: Any, name: str) -> list[str]:
    """The texts of the elements *name*."""
    return [one.text or "" for one in tree.iter(f"{C}{name}")]


def every(tree: Any, name: str, pattern: str) -> bool:
    """Whether each element *name* matches *pattern*, and there is one."""
    found = texts(tree, name)
    return bool(found) and all(re.fullmatch(pattern, text) for text in found)


def report_of(tree: Any) -> Any:
    """The report of a deposit, in a series or not."""
    return tree.find(f"{C}body/{C}report-paper")[0]


HEAD = "crossref5.3.1.xsd, element head"
REPORT = "crossref5.3.1.xsd, element report-paper_metadata"
SERIES = "crossref5.3.1.xsd, element report-paper_series_metadata"
COMMON = "common5.3.1.xsd"
CROSSREF = [
    Rule("the version is that of the namespace", SCHEMA, lambda t: t.get("version") == "5.3.1"),
    Rule(
        "head: batch, timestamp, depositor, registrant", HEAD,
        lambda t: in_order(t[0], "doi_batch_id", "timestamp", "depositor", "registrant")
        and len(t[0]) == 4,
    ),
    Rule("4 to 100 characters", f"{COMMON}, doi_batch_id",
         lambda t: every(t, "doi_batch_id", ".{4,100}")),
    Rule("a whole number", f"{COMMON}, timestamp", lambda t: every(t, "timestamp", "[0-9]+")),
    Rule("name, then mail address", f"{COMMON}, depositor",
         lambda t: in_order(t[0][2], "depositor_name", "email_address") and len(t[0][2]) == 2),
    Rule("1 to 130", f"{COMMON}, depositor_name", lambda t: every(t, "depositor_name", ".{1,130}")),
    Rule("6 to 200", f"{COMMON}, email_address", lambda t: every(t, "email_address", ".{6,200}")),
    Rule("1 to 255", f"{COMMON}, registrant", lambda t: every(t, "registrant", ".{1,255}")),
    Rule(
        "a report has its parts in this order", REPORT,
        lambda t: report_of(t).tag != f"{C}report-paper_metadata" or in_order(
            report_of(t), "contributors", "titles", "edition_number", "publication_date", "isbn",
            "publisher", "institution", "publisher_item", "crossmark", "program", "doi_data",
        ),
    ),
    Rule(
        "one of a series has them in another, and no crossmark", SERIES,
        lambda t: report_of(t).tag != f"{C}report-paper_series_metadata" or in_order(
            report_of(t), "series_metadata", "contributors", "titles", "edition_number",
            "publication_date", "isbn", "publisher", "institution", "publisher_item", "doi_data",
            "program",
        ),
    ),
    Rule("a title and an ISSN at least", "crossref5.3.1.xsd, element series_metadata",
         lambda t: all(in_order(one, "titles", "issn") and len(one) == 2
                       for one in t.iter(f"{C}series_metadata"))),
    Rule("month, day, year, in digits", "crossref5.3.1.xsd, type date_t",
         lambda t: all(in_order(one, "month", "day", "year") and len(one) == 3
                       for one in t.iter(f"{C}publication_date"))),
    Rule("60 at most, no digit", "crossref5.3.1.xsd, surname",
         lambda t: all(re.fullmatch(r"[^\d?]{1,60}", one) for one in texts(t, "surname"))),
    Rule("given name before surname", "crossref5.3.1.xsd, person_name",
         lambda t: all(in_order(one, "given_name", "surname")
                       for one in t.iter(f"{C}person_name"))),
    Rule("the first contributor is the first", "crossref5.3.1.xsd, contributor.atts",
         lambda t: report_of(t).find(f"{C}contributors")[0].get("sequence") == "first"),
    Rule("15 at most", f"{COMMON}, edition_number",
         lambda t: every(t, "edition_number", ".{1,15}")),
    Rule("a DOI", f"{COMMON}, doi_t", lambda t: every(t, "doi", r"10\.[0-9]{4,9}/.{1,200}")),
    Rule("doi, then resource", f"{COMMON}, doi_data",
         lambda t: all(in_order(one, "doi", "resource") for one in t.iter(f"{C}doi_data"))),
    Rule("an address of the web", f"{COMMON}, resource_t",
         lambda t: every(t, "resource", "https?://.{1,2000}")),
    Rule("a policy before updates", f"{COMMON}, crossmark",
         lambda t: all(children(one) == ["crossmark_policy", "updates"]
                       for one in t.iter(f"{C}crossmark"))),
    Rule("a kind that it knows, with its day", f"{COMMON}, cm_update_type",
         lambda t: all(one.get("type") in {"correction", "new_version", "withdrawal"}
                       and re.fullmatch(r"\d{4}-\d\d-\d\d", one.get("date", ""))
                       for one in t.iter(f"{C}update"))),
    Rule("a translation is a relation within a work", "relations.xsd, intra_work_relation",
         lambda t: all(one.get("relationship-type") in {"isTranslationOf", "hasTranslation"}
                       and one.get("identifier-type") == "doi"
                       for one in t.iter(f"{R}intra_work_relation"))),
]  # fmt: skip

SPACED = r"(?:^[ \u3000]|[ \u3000]$|[ \u3000]{2,})"
PLAIN = r"[^\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\x00-\x1f\x7f-\x9f]+"
NEEDED = ("url", "uuid", "title", "source", "country", "format", "language", "published", "body")
KNOWN = {*NEEDED, "embargoed", "origin", "file", "image", "disaster", "disaster_type", "theme",
         "notify"}  # fmt: skip
NAMESPACE = UUID("8e27a998-c362-5d1f-b152-d474e1d36af2")
RELIEFWEB_RULES = [
    Rule("what it needs is there", "required", lambda d: all(d.get(name) for name in NEEDED)),
    Rule("and nothing that it does not know", "unevaluatedProperties", lambda d: {*d} <= KNOWN),
    Rule("a version 5 of the address", "uuid",
         lambda d: d["uuid"] == str(uuid5(NAMESPACE, d["url"]))),
    Rule("10 to 255", "title", lambda d: 10 <= len(d["title"]) <= 255),
    Rule("no hard space, no control, none twice", "title",
         lambda d: re.fullmatch(PLAIN, d["title"]) and not re.search(SPACED, d["title"])),
    Rule("10 to 100,000", "body", lambda d: 10 <= len(d["body"]) <= 100_000),
    Rule("no hard space, no control but a line", "body",
         lambda d: re.fullmatch(PLAIN, d["body"].replace("\n", ""))),
    Rule("no space or line at its ends", "body", lambda d: d["body"] == d["body"].strip()),
    Rule("numbers", "source, country, format, language, theme, disaster",
         lambda d: all(isinstance(n, int) for name in
                       ("source", "country", "format", "language", "theme", "disaster")
                       for n in d.get(name, []))),
    Rule("one", "format", lambda d: len(d["format"]) == 1),
    Rule("days and hours, with their offset", "published, embargoed",
         lambda d: all(datetime.fromisoformat(d[name]).tzinfo for name in ("published", "embargoed")
                       if name in d)),
    Rule("address, digest, and a language that it knows", "file",
         lambda d: all(one["url"].endswith(".pdf") and re.fullmatch("[0-9a-f]{64}", one["checksum"])
                       and one.get("language") in ("ar", "en", "es", "fr", "ru", None)
                       for one in d.get("file", []))),
]  # fmt: skip


def deposit(**given: Any) -> Deposit:
    """An edition that is handed in, with what *given* says otherwise."""
    day = datetime(2024, 12, 3, tzinfo=UTC).date()
    made: dict[str, Any] = {
        "code": "DPRK-1-D8594C", "edition": 1, "title": "A title of more than ten signs",
        "standfirst": "Two\u00a0lines under it.", "messages": ("One.", "Two\u2060."),
        "language": "en", "authors": ("Aline Roy", "Kim"), "institute": "An Institute",
        "city": "Geneva", "published": day, "day": day, "series": "Policy brief",
        "address": "https://example.org/p/papers/dprk/index.html",
        "files": (DepositedFile("https://example.org/p/papers/dprk/dprk.pdf", "0" * 64),),
        "doi": "10.5555/rbi.12", "isbn": "978-3-16-148410-0", "number": "12",
        "licence": "CC BY 4.0", "keywords": ("asylum",), "sender": "desk@example.org",
        "reliefweb": ReliefWebFields(country=[74], format=3, theme=[4587]),
        "account": ReliefWebAccount(source=[1503], languages={"en": 267, "fr": 268, "zh": 1}),
    }  # fmt: skip
    made |= given
    numbers = {name: made.pop(name.lower(), "") for name in ("DOI", "ISBN", "ISSN")}
    return Deposit(identifiers={name: one for name, one in numbers.items() if one}, **made)


DAY = datetime(2024, 12, 4, tzinfo=UTC).date()
TRANSLATED = {"translations": (("10.5555/rbi.12.fr", False), ("10.5555/rbi.12.es", True))}
CASES: list[dict[str, Any]] = [
    {},
    {"issn": "2049-3630", **TRANSLATED},
    {"authors": (), "isbn": "", "number": "", "language": "pt-BR", **TRANSLATED},
    {"issn": "2049-3630", "policy": "10.5555/policy", "edition": 2, **TRANSLATED,
     "updates": (("correction", DAY), ("withdrawal", DAY))},
    {"institute": "An institute with a very long name " * 5, "title": "A & B <c> " * 40},
]  # fmt: skip


@pytest.mark.parametrize("given", CASES)
def test_crossref_would_take_it(given: dict[str, Any]) -> None:
    """Every rule of its schema that this file can break holds."""
    tree = Tree.fromstring(write_crossref(deposit(**given)))
    assert [rule.what for rule in CROSSREF if not rule.holds(tree)] == []
    assert all(rule.source and rule.read for rule in CROSSREF)


def test_a_rule_that_is_broken_is_found() -> None:
    """The table above fails for a deposit that Crossref would refuse."""
    written = write_crossref(deposit())
    for old, new in (
        ("<doi>10.5555", "<doi>11.5555"),
        ("<surname>Roy", "<surname>Roy 2"),
        ("<resource>https://example.org", "<resource>/p"),
        ("<registrant>An Institute</registrant>", ""),
        ("edition_number", "volume"),
    ):
        assert old in written
        tree = Tree.fromstring(written.replace(old, new))
        assert [rule.what for rule in CROSSREF if not rule.holds(tree)], old


def test_crossref_is_told_of_series_translations_and_updates() -> None:
    """A series by its ISSN; an update in its place, because the schema has room for one alone."""
    tree = Tree.fromstring(write_crossref(deposit(**CASES[1])))
    assert texts(tree, "issn") == ["2049-3630"]
    relations = {one.text: one.get("relationship-type") for one in
                 tree.iter(f"{R}intra_work_relation")}  # fmt: skip
    assert relations == {
        "10.5555/rbi.12.fr": "hasTranslation",
        "10.5555/rbi.12.es": "isTranslationOf",
    }
    updated = Tree.fromstring(write_crossref(deposit(**CASES[3])))
    assert [one.get("type") for one in updated.iter(f"{C}update")] == ["correction", "withdrawal"]
    assert texts(updated, "issn") == []
    first = Tree.fromstring(write_crossref(deposit()))
    stamps = [int(texts(one, "timestamp")[0]) for one in (first, updated)]
    assert stamps == sorted(stamps)


@pytest.mark.parametrize("given", CASES)
def test_reliefweb_would_take_it(given: dict[str, Any]) -> None:
    """Every rule of its schema holds, also of a title with hard spaces."""
    given = {"title": "Rapport\u00a0: a\u202fb \u00ab\u00a0c\u00a0\u00bb\u2060", **given}
    account = ReliefWebAccount(source=[1503], languages={"en": 267, "pt": 31996})
    made = json.loads(reliefweb_of(deposit(**{**given, "account": account})))
    assert [rule.what for rule in RELIEFWEB_RULES if not rule.holds(made)] == []


def test_what_reliefweb_refuses_is_taken_out() -> None:
    """Hard and thin spaces are spaces; what nobody sees goes; letters stay."""
    assert clean(" a\u00a0\u202fb\u2060c\u00ad \u2009 d\n") == "a bc d"
    assert clean("مكتب\u200f 人") == "مكتب 人"


@pytest.mark.long
@pytest.mark.parametrize("given", CASES)
def test_datacite_would_take_it(given: dict[str, Any]) -> None:
    """Its own schema, out of its own package, finds nothing; and it would."""
    from datacite import schema45  # takes half a second, which no other test needs

    made = json.loads(write_datacite(deposit(**given)))
    assert schema45.validate(made)
    assert not schema45.validate({**made, "types": {}})


# ---------------------------------------------------------------------------------------------
# The command


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief in two languages, published, corrected, with all that registers ask for."""
    house = new_house(tmp_path_factory.mktemp("deposit") / "house")
    institute = house / "content/institute.yaml"
    more = (
        "site_at: https://example.org/p\ncorrections_policy: 10.5555/policy\n"
        "reliefweb: {source: [1503], languages: {en: 267}}\n"
    )
    institute.write_text(institute.read_text("utf-8") + more, "utf-8")
    folder = add_brief(
        house, "harbour", "We saw {{ facts.ships }} ships.\n", paper=["a4"],
        title="A title of the harbour", doi="10.5555/rbi.12", contact={"email": "d@example.org"},
        facts={"ships": {"value": "43"}}, key_messages=["We saw ships."],
        reliefweb={"country": [74], "format": 3},
    )  # fmt: skip
    (folder / "brief.fr.md").write_text("Nous avons vu {{ facts.ships }} navires.\n", "utf-8")
    words = (
        "title: Un titre du port\nstandfirst: Deux lignes.\ndoi: 10.5555/rbi.12.fr\n"
        "key_messages: [Nous avons vu des navires.]\n"
    )
    (folder / "fr.yaml").write_text(words, "utf-8")
    published = ("--date", "2024-12-03")
    done = run("publish", "harbour", "--note", "First.", *published, house=house)
    assert done.returncode == 0 and "harbour.fr" in done.stdout, done.stdout + done.stderr
    return house


@pytest.mark.long
def test_the_command_writes_what_the_edition_says(house: Path) -> None:
    """Its DOI, its page, its PDF with its digest; the same each time, and nothing is sent."""
    done = run("deposit", "harbour", "--to", "crossref", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "output/deposit/harbour.crossref.xml; nothing was sent\n"
    file = house / "output/deposit/harbour.crossref.xml"
    first = file.read_bytes()
    tree = Tree.fromstring(first)
    assert [rule.what for rule in CROSSREF if not rule.holds(tree)] == []
    assert texts(tree, "resource") == ["https://example.org/p/papers/harbour/index.html"]
    assert [one.text for one in tree.iter(f"{R}intra_work_relation")] == ["10.5555/rbi.12.fr"]
    run("deposit", "harbour", "--to", "crossref", house=house)
    assert file.read_bytes() == first

    done = run("deposit", "harbour", "--to", "reliefweb", house=house)
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads((house / "output/deposit/harbour.reliefweb.json").read_text("utf-8"))
    assert [rule.what for rule in RELIEFWEB_RULES if not rule.holds(made)] == []
    (pdf,) = made["file"]
    assert pdf["url"] == "https://example.org/p/papers/harbour/harbour.edition-1.pdf"
    assert "We saw ships." in made["body"]
    done = run("deposit", "harbour.fr", "--to", "reliefweb", house=house)
    assert done.returncode == 1 and "no number of the language `fr` at ReliefWeb" in done.stderr


@pytest.mark.long
def test_what_a_register_asks_for_and_is_not_there_is_told(house: Path) -> None:
    """All of it at once, each with what to write."""
    add_brief(house, "bare", "Words.\n", paper=["a4"], title="Short")
    assert run("deposit", "bare", "--to", "datacite", house=house).returncode == 1
    assert run("publish", "bare", "--note", "First.", house=house).returncode == 0
    done = run("deposit", "bare", "--to", "crossref", house=house)
    assert "crossref needs the DOI" in done.stderr
    assert "Crossref asks who hands it in" in done.stderr
    done = run("deposit", "bare", "--to", "reliefweb", house=house)
    assert "ReliefWeb asks for countries and the kind of paper" in done.stderr
    assert "ReliefWeb takes no title of less than 10 signs" in done.stderr
    assert run("withdraw", "bare", "1", "--why", "A wrong figure.", house=house).returncode == 0
    done = run("deposit", "bare", "--to", "reliefweb", house=house)
    assert "edition 1 was withdrawn" in done.stderr
