"""Tests of the publications page: the ledger, all of it and nothing else, for anyone."""

import json
import re
import shutil
import xml.etree.ElementTree as Tree
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

import lxml.html
import pytest
from PIL import Image
from support.atom import RULES, broken_rules
from support.depth import few
from support.houses import INSTITUTE, PROSE, House, build_house, said
from support.once import PrintsOnce
from support.screen import chromium
from support.sites import NOW, Books, served, small_pdf

from briefpress.cli import main
from briefpress.distribute.site import make_catalog
from briefpress.distribute.site_feeds import ATOM
from briefpress.distribute.site_pages import draw_cover
from briefpress.editions.files import SITE
from briefpress.editions.ledger import Edition, Ledger, PublishedPdf

pytestmark = pytest.mark.usefixtures("no_workers")

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too' ]]> Ωμέγα"


@pytest.fixture
def books(house: House) -> Books:
    """A house with a ledger."""
    return Books(house)


def texts(tree: Any, path: str) -> list[str]:
    """The texts of the elements at *path*, without needless spaces."""
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def links(site: Path) -> Iterator[tuple[str, str]]:
    """Every address that a page or the style sheet names, and the page."""
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        for _, name, address, _ in lxml.html.fromstring(path.read_text("utf-8")).iterlinks():
            if name in ("href", "src"):
                yield page, address
        for srcset in re.findall('srcset="([^"]*)"', path.read_text("utf-8")):
            yield from ((page, one.split()[0]) for one in srcset.split(", "))
    for address in re.findall(r'url\("([^"]*)"\)', (site / "site.css").read_text("utf-8")):
        yield "site.css", address


# ---------------------------------------------------------------------------------------------
# What stands in it


@pytest.mark.long
def test_the_list_says_of_each_publication_what_the_ledger_says(books: Books) -> None:
    """Title, standfirst, date, edition, language, papers, pages, size, code and digests."""
    edition = books.publish("mali", language="fr", title="Les renvois", standfirst="Deux lignes.")
    books.make()
    (card,) = books.page().find_class("card")
    text = " ".join(card.text_content().replace("\xa0", " ").split())
    for part in ("26 November 2024", "Edition 1", "French", "Les renvois", "Deux lignes."):
        assert part in text
    for paper, printed in edition.papers.items():
        assert f"PDF {'A4' if paper == 'a4' else 'US Letter'} 2 pages, 1 KB" in text
        assert printed.sha256 in text
    assert edition.code in text
    assert card.xpath(".//h3/@lang") == ["fr"]


@pytest.mark.long
def test_what_came_last_comes_first(books: Books) -> None:
    """Publications are in years, the newest first, as their last edition is dated."""
    books.publish("one", date=date(2022, 5, 1))
    books.publish("two", date=date(2024, 1, 1))
    books.publish("three", date=date(2023, 1, 1))
    books.publish("one", date=date(2024, 6, 1))
    books.make()
    assert texts(books.page(), "//section[@class='year']/h2") == ["2024", "2023"]
    titles = texts(books.page(), "//article//h3")
    assert titles == ["Title of one", "Title of two", "Title of three"]


@pytest.mark.long
def test_a_publication_tells_what_changed_in_each_edition(books: Books) -> None:
    """Kind, note, and each changed fact, old and new; the older edition can still be had."""
    books.publish("dprk", facts={"returned": ("people returned", "670"), "gone": ("votes", "3")})
    facts = {"returned": ("people returned", "720"), "added": ("cases", "9")}
    books.publish("dprk", note="The *Panel's* count [@b, p. 2].", facts=facts)
    books.make()
    page = books.page("papers/dprk/index.html")
    assert texts(page, "//article/header/h3") == ["Edition 2", "Edition 1"]
    assert texts(page, "//*[@class='badge']") == ["Current edition", "Replaced by edition 2"]
    assert texts(page, "//ul[@class='changes']/li") == [
        "Cases new → is now 9",
        "People returned was 670 → is now 720",
        "Votes was 3 → gone",
    ]
    assert texts(page, "//p[starts-with(@class, 'kind')]") == [
        "Material correction",
        "First edition",
    ]
    assert "papers/dprk/dprk.edition-1.letter.pdf" in books.files()
    (correction,) = texts(page, "//section[@class='corrections']//li")
    assert correction == "26 November 2024 The Panel’s count."
    assert b"lines under it. The Panel\xe2\x80\x99s count.<" in books.files()["feed.xml"]


@pytest.mark.long
def test_what_changed_stands_in_the_order_of_the_brief(books: Books) -> None:
    """As in its PDF; the ledger sorts the facts by the names that an author gave them."""
    folder = books.root / "content/dprk"
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_text("facts: {z: {value: 1}, a: {value: 2}}\n", "utf-8")
    (folder / "brief.md").write_text("Text.\n", "utf-8")
    books.publish("dprk", facts={"a": ("first", "1"), "z": ("last", "1")})
    books.publish("dprk", facts={"a": ("first", "2"), "z": ("last", "2")})
    books.make()
    page = books.page("papers/dprk/index.html")
    assert texts(page, "//ul[@class='changes']/li/span[1]") == ["Last", "First"]


@pytest.mark.long
def test_an_arabic_site_is_read_from_the_right(books: Books) -> None:
    """Its marks and its arrow are Arabic, what is in Latin letters is isolated, titles stay."""
    institute = books.root / "content/institute.yaml"
    institute.write_text(institute.read_text("utf-8") + "language: ar\n", "utf-8")
    books.publish("dprk", title="Why now? A title, 2024", facts={"a": ("people", "670")})
    books.publish("dprk", title="Why now? A title, 2024", facts={"a": ("people", "680")})
    books.make()
    page = books.page("papers/dprk/index.html")
    assert page.getroottree().getroot().get("dir") == "rtl"
    (title,) = page.xpath("//h1")
    assert (title.get("dir"), title.text_content()) == ("ltr", "Why now? A title, 2024")
    assert texts(page, "//ul[@class='changes']/li") == ["People كان 670 ← أصبح 680"]
    assert page.xpath("//*[@class='downloads']//bdi")[0].text_content() == "PDF A4"
    assert "الطبعة 2، " in texts(page, "//*[@class='kicker']")[0]


@pytest.mark.long
def test_a_publication_leads_to_its_other_languages(books: Books) -> None:
    """Each is called as those who speak it do; a brief in one language says nothing of it."""
    for slug, language in (("dprk", "en"), ("dprk.fr", "fr"), ("dprk.es", "es"), ("plain", "en")):
        books.publish(slug, language=language)
    books.make()
    pages = books.root / "output/site/papers"
    french = (pages / "dprk.fr/index.html").read_text("utf-8")
    assert (
        'Also in: <a href="../dprk/index.html" hreflang="en" lang="en">English</a> · '
        '<a href="../dprk.es/index.html" hreflang="es" lang="es">Español</a></p>'
    ) in french
    assert "Also in" not in (pages / "plain/index.html").read_text("utf-8")


@pytest.mark.long
def test_a_pdf_of_the_site_is_the_file_that_was_published(books: Books) -> None:
    """Byte for byte, and a file of its own: whoever changes it changes no edition."""
    edition = books.publish("dprk")
    books.make()
    copy = books.site / "papers/dprk/dprk.edition-1.pdf"
    original = books.root / edition.papers["a4"].file
    assert copy.read_bytes() == original.read_bytes()
    assert not copy.samefile(original)


@pytest.mark.long
def test_a_withdrawn_edition_is_struck_out_and_cannot_be_had(books: Books) -> None:
    """Its title is struck out, the reason stands there; its PDFs and its picture are gone."""
    books.publish("dprk")
    books.publish("other")
    books.make()
    assert "papers/dprk/dprk.edition-1.pdf" in books.files()
    before = {path for path in books.files() if path.startswith("pictures/")}
    books.withdraw("dprk", 1, "The total was wrong")
    books.make()
    files = books.files()
    assert not [path for path in files if path.startswith("papers/dprk/") and "pdf" in path]
    assert len({path for path in files if path.startswith("pictures/")}) == len(before) // 2
    for path in ("index.html", "papers/dprk/index.html"):
        (title,) = books.page(path).xpath("//del[starts-with(., 'Title of dprk')]")
        card = next(title.iterancestors("article"))
        assert "Withdrawn on 24\xa0December 2024: The total was wrong" in card.text_content()
        assert not card.xpath(".//a[contains(@href, '.pdf')]")


@pytest.mark.long
def test_the_edition_before_a_withdrawn_one_does_not_come_back(books: Books) -> None:
    """It can be had on its page, as one that was replaced; the list offers no download."""
    books.publish("dprk")
    books.publish("dprk")
    books.withdraw("dprk", 2)
    books.make()
    assert not books.page().xpath("//article//a[contains(@href, '.pdf')]")
    page = books.page("papers/dprk/index.html")
    assert texts(page, "//*[@class='badge']") == ["Withdrawn", "Replaced by edition 2"]


@pytest.mark.parametrize(
    ("until", "now", "expected"),
    [
        ("", "2026-12-01T00:00+00:00", False),
        ("2026-12-01T09:00-05:00", "2026-12-01T13:59+00:00", True),
        ("2026-12-01T09:00-05:00", "2026-12-01T14:00+00:00", False),
        ("2026-12-01T09:00-05:00", "2026-12-01T15:00+01:00", False),
    ],
)
def test_an_embargo_ends_at_its_moment_in_any_zone(until: str, now: str, expected: bool) -> None:
    """The time is that of its own zone, and *now* may be told in another."""
    edition = Edition("dprk", 1, date(2026, 11, 30), "", "DPRK-1-AAAAAA", embargo=until)
    assert edition.is_embargoed(datetime.fromisoformat(now)) is expected


def test_what_is_under_embargo_is_nowhere_in_the_site(books: Books) -> None:
    """No page, no file and no line of the feed names it; its older edition is the current one."""
    books.publish("dprk", title="The old title")
    until = "2999-12-01T09:00-05:00"
    secret = books.publish("dprk", title="The secret title", embargo=until)
    other = books.publish("mali", title="Another secret", embargo=until)
    hidden = {secret.code, other.code}
    catalog = books.make()
    assert {one.code for one in catalog.embargoed} == hidden
    for path, data in books.files().items():
        for word in (b"secret", secret.code.encode(), secret.papers["a4"].sha256.encode()):
            assert word not in data, path
        assert "mali" not in path
        assert "edition-2" not in path
    assert texts(books.page(), "//h3") == ["The old title"]
    page = books.page("papers/dprk/index.html")
    assert texts(page, "//*[@class='badge']") == ["Current edition"]


@pytest.mark.long
def test_an_embargo_that_is_over_is_told_where_the_paper_is(books: Books) -> None:
    """The paper and its picture still say “Embargoed until”: list and page say that it ended."""
    books.publish("dprk", embargo="2024-11-25T09:00-05:00", issue="Policy brief 12")
    books.publish("mali")
    books.make(now=datetime.fromisoformat("2024-11-25T14:00+00:00"))
    for page in (books.page(), books.page("papers/dprk/index.html")):
        (over,) = texts(page, "//*[@class='over']")
        assert over.startswith("Its embargo ended on 25 November 2024, 09:00 ")
        kicker = texts(page, "//*[@class='kicker'][contains(., '12')]")
        assert kicker == ["Policy brief 12 Edition 1, 26 November 2024 English"]
    assert not texts(books.page("papers/mali/index.html"), "//*[@class='over']")


@pytest.mark.long
def test_every_text_is_escaped(books: Books) -> None:
    """Whatever an author wrote is text: no element, no attribute, no script comes of it."""
    facts = {"a": (HOSTILE, "1")}
    every = dict.fromkeys(("title", "standfirst", "note", "topics", "issue"), HOSTILE)
    books.publish("bad", **every)
    books.publish("bad", title=HOSTILE, note=HOSTILE, facts=facts, topics=HOSTILE)
    books.publish("gone", title=HOSTILE)
    books.withdraw("gone", 1, HOSTILE)
    books.make()
    for path in ("index.html", "papers/bad/index.html", "papers/gone/index.html"):
        page = books.page(path)
        assert [one.get("src") for one in page.iter("script")] in ([], ["site.js"]), path
        assert HOSTILE in page.text_content(), path
        assert not [a for one in page.iter("*") for a in one.attrib if a.startswith("on")]
    Tree.fromstring(books.files()["feed.xml"])


def test_a_slug_with_a_space_and_letters_of_any_script_has_its_page(books: Books) -> None:
    """Each address is written so that a browser finds the file."""
    books.publish("état des lieux 100% #2")
    books.make()
    found = 0
    for page, address in links(books.site):
        if not re.match("[a-z]+:|#", address):
            path = unquote(urljoin(page, address.partition("#")[0]))
            assert (books.site / path).is_file(), (page, address)
            found += 1
    assert found > 10


@pytest.mark.parametrize("kind", ["the site", "a folder above", "a chain"])
def test_nothing_behind_a_link_is_deleted(books: Books, tmp_path: Path, kind: str) -> None:
    """Where output/site, or output, leads elsewhere, what somebody else keeps there stays whole."""
    books.publish("dprk")
    theirs = tmp_path / "theirs"
    (theirs / "site").mkdir(parents=True)
    for name in ("index.html", "theses/one.pdf", "site/index.html", "site/theses/one.pdf"):
        (theirs / name).parent.mkdir(exist_ok=True)
        (theirs / name).write_text("theirs", "utf-8")
    (books.root / "output").mkdir(exist_ok=True)
    if kind == "a folder above":
        shutil.rmtree(books.root / "output")
        (books.root / "output").symlink_to(theirs)
    else:
        if kind == "a chain":
            (tmp_path / "between").symlink_to(theirs)
        (books.root / SITE).symlink_to(tmp_path / ("between" if kind == "a chain" else "theirs"))
    before = {path: path.read_bytes() for path in theirs.rglob("*") if path.is_file()}
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    (error,) = catalog.problems
    assert str(error).startswith("output/site: error: ")
    assert {path: path.read_bytes() for path in before} == before
    assert all(path.read_bytes() == b"theirs" for path in before if path.suffix != ".lock")


@pytest.mark.long
def test_the_site_may_lie_on_another_disk(books: Books, tmp_path: Path) -> None:
    """Where output/ is a link, the site is made, and made again, behind it."""
    books.publish("dprk")
    (tmp_path / "disk").mkdir()
    (books.root / "output").symlink_to(tmp_path / "disk")
    assert books.make().written
    books.publish("mali")
    (tmp_path / "disk/site/stray.txt").write_text("no part of it", "utf-8")
    assert books.make().deleted
    assert not (tmp_path / "disk/site/stray.txt").exists()


@pytest.mark.long
def test_every_link_is_relative_and_leads_somewhere(books: Books) -> None:
    """The site works under any path: no address begins with `/`, each anchor is there."""
    books.publish("dprk", language="fr")
    books.publish("mali", topics="droits, asylum")
    books.make()
    found = set()
    for page, address in links(books.site):
        if re.match("[a-z]+:", address):
            continue
        assert not address.startswith("/")
        path, _, anchor = address.partition("#")
        target = urljoin(page, path) if path else page
        assert target in books.files(), (page, address)
        if anchor:
            assert books.page(target).xpath(f"//*[@id='{anchor}']"), (page, address)
        found.add(address)
    assert {"site.css", "site.js", "feed.xml", "#publication-mali", "#year-2024"} <= found


@pytest.mark.long
def test_the_indexes_hold_each_topic_once_however_it_is_written(books: Books) -> None:
    """`Human rights` and `human rights` are one topic; two that look alike as anchors are two."""
    books.publish("one", topics="Human rights, C, C++")
    books.publish("two", topics="human rights")
    books.make()
    heads = texts(books.page(), "//div[@class='topics']//h2")
    assert sorted(heads) == ["C 1", "C++ 1", "human rights 2"]
    ids = books.page().xpath("//@id")
    assert len(ids) == len(set(ids))


def test_nothing_was_published_yet(books: Books) -> None:
    """There is a page all the same, and it says so."""
    books.make()
    assert "Nothing has been published yet." in books.page().text_content()
    Tree.fromstring(books.files()["feed.xml"])


def test_the_page_speaks_the_language_of_the_institute(books: Books) -> None:
    """Its words and dates are those of institute.yaml; a title keeps its own language."""
    books.house.put("../institute.yaml", f"{INSTITUTE}language: fr\n")
    books.publish("dprk", date=date(2024, 12, 1))
    books.publish("dprk", date=date(2024, 12, 1))
    books.withdraw("dprk", 1)
    books.make()
    page = books.page("papers/dprk/index.html")
    assert page.get("lang") == "fr"
    text = page.text_content().replace("\xa0", " ")
    for part in ("Édition en vigueur", "1er décembre 2024", "Correction d’un chiffre", "1 ko"):
        assert part in text
    assert "Retirée le 24 décembre 2024 : A figure" in text


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt", "ru"])
def test_every_language_has_the_words_of_the_site(house: House, tag: str) -> None:
    """A word that English has, the others have too."""
    assert house.theme.languages[tag].site.keys() == house.theme.languages["en"].site.keys()


# ---------------------------------------------------------------------------------------------
# The feed


@pytest.mark.long
def test_the_feed_is_atom_and_tells_of_each_edition_and_withdrawal(books: Books) -> None:
    """All that RFC 4287 asks for is there, once each; times are those of the ledger."""
    books.publish("dprk")
    books.publish("dprk", date=date(2024, 12, 2))
    books.withdraw("dprk", 1)
    books.make(base="https://example.org/publications")
    feed = Tree.fromstring(books.files()["feed.xml"])
    assert feed.tag == f"{{{ATOM}}}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{{{ATOM}}}{name}")) == 1
    assert feed.findtext(f"{{{ATOM}}}updated") == "2024-12-24T00:00:00Z"
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert [one.findtext(f"{{{ATOM}}}title") for one in entries] == [
        "Withdrawn: Title of dprk, edition 1",
        "Title of dprk, edition 2",
        "Title of dprk, edition 1",
    ]
    ids = [one.text or "" for one in feed.iter(f"{{{ATOM}}}id")]
    assert len(set(ids)) == 4
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert len(entry.findall(f"{{{ATOM}}}{name}")) == 1
    addresses = [one.get("href", "") for one in feed.iter(f"{{{ATOM}}}link")]
    root = "https://example.org/publications/"
    assert all(one.startswith(root) for one in addresses)
    assert all(one.count("publications") == 1 for one in addresses)
    for one in addresses:
        assert unquote(one.removeprefix(root).partition("#")[0]) in books.files()
    assert len([one for one in addresses if one.endswith(".pdf")]) == 2


@pytest.mark.long
def test_the_address_of_the_site_is_said_once_and_for_all(
    books: Books, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`site_at` in institute.yaml, which --base overrules; without either the command says so."""
    books.publish("dprk")
    monkeypatch.chdir(books.root)
    monkeypatch.setattr("sys.argv", ["-c"])

    def feed(*options: str) -> list[str]:
        assert main(["catalog", "-j", "1", *options]) == 0
        return re.findall('href="([^"]*)"', books.files()["feed.xml"].decode())

    for _ in range(2):  # also where there is nothing to do
        assert "feed.xml" in feed()
        assert "write `site_at: https://…` into content/institute.yaml" in capsys.readouterr().out
    institute = books.root / "content/institute.yaml"
    with institute.open("a", encoding="utf-8") as file:
        file.write("site_at: https://example.org/a\n")
    assert "https://example.org/a/feed.xml" in feed()
    assert "site_at" not in capsys.readouterr().out
    assert "https://other.example/feed.xml" in feed("--base", "https://other.example/")


def many(books: Books) -> str:
    """Make a site of two languages and three topics, one edition withdrawn; its address."""
    books.publish("dprk", topics="asylum, Human rights")
    books.publish("dprk", date=date(2024, 12, 2))
    books.publish("mali", topics="asylum", language="fr", title="Les renvois")
    books.publish("chad", topics="water", language="fr", title="L’eau")
    books.withdraw("dprk", 1)
    books.make(base="https://example.org/p")
    return "https://example.org/p/"


@pytest.mark.long
def test_every_feed_keeps_the_rules_of_atom(books: Books) -> None:
    """All of RFC 4287, and two rules that the W3C's service recommends beyond it."""
    root = many(books)
    feeds = {path: data for path, data in books.files().items() if path.endswith(".xml")}
    feeds.pop("sitemap.xml")
    assert len(feeds) == 6
    for path, data in feeds.items():
        assert [*broken_rules(data, root + quote(path))] == [], path


@pytest.mark.long
def test_each_rule_of_atom_can_be_broken(books: Books) -> None:
    """A feed of which something is taken away or doubled breaks a rule: none is asked in vain."""
    root = many(books)
    good = books.files()["feed.xml"].decode()
    id_of_first = re.findall("<id>.*?</id>", good)[1]
    link = '<link rel="alternate" type="text/html" href="a" />'
    no_entries = re.sub("(?s)<entry>.*</entry>", "", good)
    broken = {
        rule
        for text in (
            good.replace("2005/Atom", "2006/Atom"),
            good.replace(' xml:lang="en"', ""),
            good.replace("T00:00:00Z", " 00:00"),
            good.replace(id_of_first, ""),
            good.replace("author>", "authors>"),
            good.replace('rel="self"', 'rel="via"'),
            good.replace("<author>", "<logo>a</logo><logo>b</logo><author>"),
            good.replace("<entry>", f"<entry>{link}"),
            re.sub('<link rel="alternate"[^>]*#edition[^>]*>', "", good),
            good.replace("<summary>", "<summary>a</summary><summary>"),
            good.replace("urn:uuid:", ""),
            re.sub("<id>.*?</id>", id_of_first, good),
            good.replace("href=", "src="),
            good.replace('length="', 'length="about '),
            re.sub("<title>.*?</title>", "<title> </title>", good),
            good.replace('feed.xml"', 'feed.atom"'),
            no_entries.replace("</feed>", "")
            + good[good.index("<entry>") :].replace("2024", "2025"),
        )
        for rule in broken_rules(text.encode(), f"{root}feed.xml")
    }
    assert broken == {*RULES}


@pytest.mark.long
def test_a_feed_of_one_language_has_only_that(books: Books) -> None:
    """Its publications and its words; a topic has its publications in all languages. The list
    leads to each, and a page of a publication to that of its language.
    """
    root = many(books)
    files = books.files()

    def titles(path: str) -> list[str]:
        feed = Tree.fromstring(files[path])
        return [one.text or "" for one in feed.iter(f"{{{ATOM}}}title")]

    assert titles("feeds/fr.xml")[0].endswith("\xa0: Publications, French")
    assert titles("feeds/fr.xml")[1:] == ["Les renvois, édition 1", "L’eau, édition 1"]
    assert b'xml:lang="fr"' in files["feeds/fr.xml"]
    assert all("dprk" in one for one in titles("feeds/en.xml")[1:])
    assert titles("feeds/topic-water.xml")[1:] == ["L’eau, edition 1"]
    assert len(titles("feeds/topic-asylum.xml")) == 1 + 3 + 1
    ids = re.findall(
        "<id>(.*?)</id>", "".join(files[one].decode() for one in files if "feed" in one)
    )
    assert set(re.findall("<id>(.*?)</id>", files["feeds/fr.xml"].decode())[1:]) <= set(
        re.findall("<id>(.*?)</id>", files["feed.xml"].decode())
    )
    assert len(ids) > len(set(ids))
    named = {one for one in books.page().xpath("//@href") if one.endswith(".xml")}
    assert {f"{root}{one}" for one in named} == {
        f"{root}{one}" for one in files if one.endswith(".xml") and one != "sitemap.xml"
    }
    heads = books.page("papers/mali/index.html").xpath("//link[@hreflang]/@href")
    assert heads == ["../../feeds/fr.xml"]


@pytest.mark.long
def test_what_the_feed_tells_keeps_its_identity(books: Books) -> None:
    """A new edition and another address change no id: no reader is told twice."""
    books.publish("dprk")
    books.make()
    before = set(re.findall("<id>(.*?)</id>", books.files()["feed.xml"].decode()))
    books.publish("dprk")
    books.make(base="https://elsewhere.example/")
    after = re.findall("<id>(.*?)</id>", books.files()["feed.xml"].decode())
    assert before < set(after)
    assert len(after) == len(before) + 1


# ---------------------------------------------------------------------------------------------
# Files


@pytest.mark.anew
@pytest.mark.long
def test_the_same_ledger_gives_the_same_bytes(books: Books, tmp_path_factory: Any) -> None:
    """In another folder, at another time, made in one go or step by step."""
    books.publish("dprk")
    books.make()
    books.publish("mali")
    books.publish("dprk")
    books.withdraw("mali", 1)
    books.make()
    other = Books(build_house(tmp_path_factory.mktemp("other")))
    other.publish("dprk")
    other.publish("mali")
    other.publish("dprk")
    other.withdraw("mali", 1)
    other.make(now=datetime(2031, 1, 1, tzinfo=UTC))
    assert books.files() == other.files()


@pytest.mark.long
def test_with_nothing_new_nothing_is_drawn_read_or_written(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second time touches no file, and asks for no PDF; a new edition costs itself alone."""
    books.publish("dprk")
    books.publish("mali")
    assert books.make().written == len(books.files())
    times = {path: (books.site / path).stat().st_mtime_ns for path in books.files()}
    drawn: list[bytes] = []

    def draw_and_note(data: bytes, ground: str) -> Any:
        drawn.append(data)
        return draw_cover(data, ground)

    monkeypatch.setattr("briefpress.distribute.site_pages.draw_cover", draw_and_note)
    shelf = books.root / "editions/dprk"
    shelf.rename(books.root / "away")
    again = books.make()
    assert (again.written, again.deleted, drawn) == (0, 0, [])
    assert times == {path: (books.site / path).stat().st_mtime_ns for path in books.files()}
    (books.root / "away").rename(shelf)
    books.publish("mali")
    # Two PDFs, two pictures and a card; its page, the list, that for programs, the feed, those of
    # its two topics and where the ledger ends; the page behind the QR code, and its list.
    assert (books.make().written, len(drawn)) == (14, 1)


@pytest.mark.long
@pytest.mark.parametrize("index", few([b"", b"[]", b"{", b'{"files": {}, "covers": {}}', None]))
def test_what_is_remembered_may_be_lost(books: Books, index: bytes | None) -> None:
    """Then the site is made again, the same."""
    books.publish("dprk")
    books.make()
    before = books.files()
    path = books.root / "output/.site"
    path.unlink() if index is None else path.write_bytes(index)
    books.make()
    assert books.files() == before


@pytest.mark.long
def test_a_file_of_the_site_that_somebody_changed_is_put_right(books: Books) -> None:
    """Be it changed, gone, or a link that leads out."""
    books.publish("dprk")
    books.make()
    before = books.files()
    (books.site / "papers/dprk/dprk.edition-1.pdf").write_bytes(b"%PDF-1.7 forged")
    (books.site / "feed.xml").unlink()
    outside = books.root / "outside"
    (books.site / "pictures").rename(outside)
    (books.site / "pictures").symlink_to(outside)
    kept = sorted(path.name for path in outside.iterdir())
    books.make()
    assert books.files() == before
    assert sorted(path.name for path in outside.iterdir()) == kept


@pytest.mark.long
def test_what_is_no_part_of_the_site_is_deleted(books: Books) -> None:
    """A file of an older site, one that a killed command left, an empty folder."""
    books.publish("dprk")
    books.make()
    before = books.files()
    for path in ("papers/gone/index.html", "old.pdf", ".index.html.1.unfinished"):
        (books.site / path).parent.mkdir(exist_ok=True)
        (books.site / path).write_bytes(b"old")
    assert books.make().deleted == 3
    assert books.files() == before
    assert not (books.site / "papers/gone").exists()


@pytest.mark.long
def test_an_edition_that_was_changed_stops_the_site(books: Books) -> None:
    """The error names the file and what to do; what was there stays, to the byte."""
    books.publish("dprk")
    books.make()
    before = books.files()
    edition = books.publish("mali")
    (books.root / edition.papers["letter"].file).write_bytes(b"%PDF-1.7 forged")
    (books.root / edition.papers["a4"].file).unlink()
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    assert said(catalog.problems) == (
        "editions/mali/1/mali.pdf: error: a published PDF cannot be read: no such file or "
        "directory\n  hint: bring it back from a copy that nobody has touched\n"
        "editions/mali/1/mali.letter.pdf: error: this is not the file that was published\n"
        "  hint: bring it back from a copy that nobody has touched"
    )
    assert books.files() == before


def test_the_ledger_leads_to_no_file_outside_of_editions(books: Books) -> None:
    """Even where the digest fits."""
    data = small_pdf((595, 842), "", "")
    (books.root / "secret.pdf").write_bytes(data)
    printed = PublishedPdf(
        "editions/../secret.pdf", sha256(data).hexdigest(), len(data), 1, "0" * 64
    )
    books.publish("dprk", papers={"a4": printed})
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    assert "lies outside of editions/" in said(catalog.problems)
    assert not books.site.exists()


@pytest.mark.long
def test_a_broken_template_is_told_with_its_line(books: Books) -> None:
    """And nothing is written."""
    books.publish("dprk")
    books.house.restyle("templates/site/index.html", "\n{{ nonsense }}\n")
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    assert "templates/site/index.html:2: error: the template fails" in said(catalog.problems)
    assert not (books.site / "index.html").exists()


@pytest.mark.long
def test_a_cover_is_the_first_page_in_two_widths() -> None:
    """As wide as is said, as high as the paper; what is no PDF has none."""
    from io import BytesIO

    from PIL import Image

    cover = draw_cover(small_pdf((600, 900), "a; b,  c  d ,", ""))
    assert cover is not None
    sizes = [Image.open(BytesIO(picture)).size for picture in cover.pictures]
    assert sizes == [(320, 480), (640, 960)]
    assert cover.topics == ("a", "b", "c d")
    assert not cover.card
    assert draw_cover(b"%PDF-1.7 nothing") is None


@pytest.mark.long
@pytest.mark.parametrize(
    ("ground", "seen"), [("#14355e", (20, 53, 94)), ("oklch(40% 0 0)", (255,) * 3)]
)
def test_a_card_is_the_head_of_the_first_page(ground: str, seen: tuple[int, ...]) -> None:
    """As large as those who show it ask for, on a ground of the house's colour, in a format that
    they read; a page that is wider than high fits as well.
    """
    from io import BytesIO

    from PIL import Image

    for size in ((600, 900), (900, 400)):
        cover = draw_cover(small_pdf(size, "", ""), ground)
        assert cover is not None
        with Image.open(BytesIO(cover.card)) as card:
            assert (card.format, card.size, card.getpixel((600, 300))) == (
                "JPEG", (1200, 630), (255, 255, 255),
            )  # fmt: skip
            pixel = card.getpixel((10, 10))
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 3 for one, other in zip(pixel, seen, strict=True))


def test_a_printed_brief_does_not_change_with_the_site(house: House) -> None:
    """The look of the site is no part of a page, so nothing is printed again for it."""
    before = house.html()
    house.restyle("styles/site.css", "/* other */")
    house.restyle("templates/site/index.html", "other")
    other = House(house.root)
    assert other.html() == before
    from briefpress.cache.freshness import BuildState

    names = BuildState(house.root, Ledger())._shared_files
    assert "styles/base.css" in names
    assert not [name for name in names if "site" in name and not name.startswith("briefpress/")]


# ---------------------------------------------------------------------------------------------
# Texts


@pytest.mark.long
def test_the_text_of_an_edition_is_what_was_published(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made of its PDF, once: the brief may change, or be gone. A withdrawn one has none."""
    monkeypatch.chdir(house.root)
    house.put("brief.md", PROSE.replace("One", "Frozen"))
    assert main(["publish", "tiny", "--note", "First."]) == 0
    shutil.rmtree(house.root / "content/tiny")
    base = "https://example.org/p"
    catalog = make_catalog(house.root, PrintsOnce(), now=NOW, base=base)
    assert not catalog.problems.found, said(catalog.problems)
    site = house.root / "output/site"
    page = lxml.html.fromstring((site / "papers/tiny/text.html").read_text("utf-8"))
    assert "Frozen sentence." in page.text_content()
    assert page.xpath("//div[@class='seal']//a/@href")[0].startswith(
        "../../check/index.html#TINY-1-"
    )
    front = lxml.html.fromstring((site / "papers/tiny/index.html").read_text("utf-8"))
    assert front.xpath("//p[@class='read']/a/@href") == ["text.html"]
    books = front.xpath("//ul[@class='downloads']//a[@type='application/epub+zip']/@href")
    assert books == ["../../papers/tiny/tiny.edition-1.epub"] * 2
    with zipfile.ZipFile(site / books[0].removeprefix("../../")) as book:
        assert "Frozen sentence." in book.read("EPUB/texts/tiny.xhtml").decode()
        code = page.xpath("//meta[@name='dcterms.identifier']/@content")[0]
        assert f"<dc:identifier>{code}</dc:identifier>" in book.read("EPUB/package.opf").decode()

    # What machines ask for has whole addresses, which lead to what lies there.
    told = {
        one.get("name") or one.get("property"): one.get("content") for one in page.xpath("//meta")
    }
    with Image.open(site / told["og:image"].removeprefix(f"{base}/")) as card:
        assert card.size == (int(told["og:image:width"]), int(told["og:image:height"]))
    assert front.xpath("//meta[@property='og:image']/@content") == [told["og:image"]]
    report = json.loads(page.xpath("//script/text()")[0])
    assert report["@type"] == "Report" and report["version"] == 1
    for address in (told["citation_pdf_url"], told["og:image"], told["og:url"], report["url"]):
        assert (site / address.removeprefix(f"{base}/")).is_file(), address
    listed = Tree.parse(site / "sitemap.xml").getroot()
    assert [one[0].text for one in listed] == [
        f"{base}/{path}"
        for path in ("index.html", "papers/tiny/index.html", "papers/tiny/text.html")
    ]
    row = (site / "llms.txt").read_text("utf-8").splitlines()[-1]
    assert f"]({base}/papers/tiny/text.html): " in row
    assert row.endswith(f"{code})")

    before = (site / "papers/tiny/text.html").stat().st_mtime_ns
    assert make_catalog(house.root, PrintsOnce(), now=NOW, base=base).written == 0
    assert (site / "papers/tiny/text.html").stat().st_mtime_ns == before
    assert main(["withdraw", "tiny", "1", "--why", "A wrong figure."]) == 0
    assert make_catalog(house.root, PrintsOnce(), now=NOW, base=base).deleted
    assert not (site / "papers/tiny/text.html").exists()
    assert "papers/tiny" not in (site / "llms.txt").read_text("utf-8")


# ---------------------------------------------------------------------------------------------
# The command


@pytest.mark.long
def test_the_command_says_what_it_made(
    books: Books, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for who reads it; the status is 0."""
    books.publish("dprk")
    monkeypatch.chdir(books.root)
    monkeypatch.setattr("sys.argv", ["-c"])
    assert main(["catalog", "-j", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("output/site/index.html: 1 publication, 1 edition; ")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--now", "tomorrow"], "write it as 2026-12-01T09:00-05:00"),
        (["--now", "2026-12-01T09:00"], "no time with its offset"),
        (["--base", "example.org"], "write it as https://example.org/publications/"),
        (["--base", "javascript:alert(1)"], "is no address"),
        (["--base", "https://example.org/?q=1"], "is no address"),
    ],
)
def test_a_time_or_an_address_that_is_none_is_told(
    books: Books,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    complaint: str,
) -> None:
    """With an example of one that is."""
    monkeypatch.chdir(books.root)
    monkeypatch.setattr("sys.argv", ["-c"])
    assert main(["catalog", *arguments]) == 2
    assert complaint in " ".join(capsys.readouterr().err.replace("│", " ").split())


# ---------------------------------------------------------------------------------------------
# In a browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has everything, as a browser finds it."""
    books = Books(build_house(tmp_path_factory.mktemp("site")))
    books.publish("dprk", facts={"n": ("people", "670")}, topics="sanctions, asylum")
    books.publish("dprk", facts={"n": ("people", "720")}, topics="sanctions, asylum")
    books.publish("mali", language="fr", title="Les réfugiés de l’été", topics="asylum")
    books.publish("old", date=date(2023, 1, 1), topics="votes", title="An old one")
    books.publish("gone", date=date(2023, 1, 1))
    books.withdraw("gone", 1)
    books.make()
    return books.site


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    """A page for all tests: another one takes half a second of work."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def page(window: Any) -> Any:
    """That page, empty, on a desk."""
    window.goto("about:blank")
    window.set_viewport_size({"width": 1280, "height": 720})
    return window


PAGES = ("index.html", "papers/dprk/index.html", "papers/gone/index.html", "check/index.html")


CUT = """() => [...document.querySelectorAll(".kicker > *, time, .downloads a")]
  .filter((one) => one.getBoundingClientRect().right
    > one.closest("p, ul").getBoundingClientRect().right + 0.5)
  .map((one) => one.textContent)"""
"""The texts that reach out of what holds them, and are cut there."""


@pytest.mark.long
def test_a_download_is_called_what_it_shows(site: Path) -> None:
    """Who says what they see, `PDF A4 2 pages`, is understood (WCAG 2.5.3)."""
    tree = lxml.html.fromstring((site / "index.html").read_text("utf-8"))
    shown = tree.xpath("//ul[@class='downloads']//a")
    assert shown
    for link in shown:
        assert not link.get("aria-label")
        seen = " ".join("".join(link.xpath("*[not(@class)]//text() | text()")).split())
        assert re.fullmatch(r"PDF (A4|US Letter) 2 pages, \d+ KB", seen), seen
        assert seen in " ".join(link.text_content().split())


def test_axe_would_find_what_is_wrong(page: Any) -> None:
    """A picture without a text, and grey on grey: what finds nothing below finds these."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    picture = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    style = "style='color: #aaa; background: #bbb'"
    page.set_content(f"<html lang=en><title>A</title><main><img src={picture}><p {style}>Text")
    found = {one["id"] for one in axe.Axe().run(page).response["violations"]}
    assert {"image-alt", "color-contrast"} <= found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Any, site: Path, path: str) -> None:
    """In a bright room and a dark one, on a desk and a telephone, with everything open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.goto((site / path).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    page.evaluate(axe.axe_script)
    for width, scheme in (
        (320, "light"),
        (360, ""),
        (1200, "dark"),
        (1200, "light"),
        (320, "dark"),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        if scheme:  # a telephone is judged at its narrowest
            page.emulate_media(color_scheme=scheme)
            run = "axe.run({ resultTypes: ['violations'] }).then((done) => done.violations)"
            found = page.evaluate(run)
            assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], (
                width
            )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == [], width


@pytest.mark.parametrize("how", ["file", "sub-path"])
def test_all_that_a_page_names_is_loaded_and_nothing_is_refused(
    browser: Any, site: Path, how: str
) -> None:
    """From a folder and under a path of a server; the browser has nothing to complain of."""
    with served(site.parent) as root:
        base = site.as_uri() + "/" if how == "file" else f"{root}site/"
        page = browser.new_page()
        words: list[str] = []
        page.on("console", lambda message: words.append(message.text))
        # What a page that is left was still asking for is no failure.
        failed: list[tuple[str, str]] = []
        page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
        page.on("pageerror", lambda error: words.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in PAGES:
            page.goto(base + path)
            page.evaluate(
                "Promise.all([...document.images].map((one) => "
                "{ one.loading = 'eager'; return one.decode() }))"
            )
            assert page.evaluate("[...document.images].every((one) => one.naturalWidth > 0)")
            faces = page.evaluate(
                "document.fonts.ready.then((all) => [...all].map((f) => f.status))"
            )
            assert "loaded" in faces
            assert "error" not in faces
        page.close()
    assert not words
    assert not [url for url, why in failed if why != "net::ERR_ABORTED"]
    assert all(one.startswith(base) for one in asked)


def test_what_is_typed_narrows_the_list(page: Any, site: Path) -> None:
    """Without accents and capitals, all words; it is told aloud how many are left."""
    page.goto((site / "index.html").as_uri())

    def shown() -> list[str]:
        return [one.inner_text() for one in page.locator(".card:visible h3").all()]

    assert len(shown()) == 4
    page.get_by_label("Search").fill("REFUGIES ete")
    assert shown() == ["Les réfugiés de l’été"]
    assert page.get_by_role("status").inner_text() == "1 of 4"
    page.get_by_label("Search").fill("zebra")
    assert shown() == []
    assert page.get_by_role("status").inner_text() == "Nothing matches. Try fewer words."
    page.get_by_label("Search").fill("")
    page.get_by_label("Topic").select_option("asylum")
    assert sorted(shown()) == ["Les réfugiés de l’été", "Title of dprk"]
    page.get_by_label("Language").select_option("French")
    assert shown() == ["Les réfugiés de l’été"]
    page.get_by_role("link", name="By year").click()
    page.get_by_role("link", name="2023").click()
    assert len(shown()) == 4  # an index leads to what is there


def test_without_a_script_nothing_is_missing(browser: Any, site: Path) -> None:
    """The list is whole, the indexes lead into it, and no field stands there that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator(".card:visible").count() == 4
    assert page.locator("input:visible, select:visible").count() == 0
    page.get_by_role("link", name="By topic").click()
    indexes = page.get_by_role("navigation", name="Find a publication")
    indexes.get_by_role("link", name="An old one").first.click()
    assert page.url.endswith("#publication-old")
    context.close()


@pytest.mark.long
def test_it_can_be_printed(page: Any, site: Path) -> None:
    """On paper stand the publications and their codes, and no field to type in."""
    import pypdfium2

    page.goto((site / "index.html").as_uri())
    data = page.pdf(format="A4")
    with pypdfium2.PdfDocument(data) as pdf:
        text = "\n".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf)))
    assert "DPRK-2-ABCDE2" in text
    assert "Search" not in text
    assert "By topic" not in text


@pytest.mark.long
def test_a_page_says_what_changed_since_the_edition_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the words of both, each said to be new or gone; an edition that was withdrawn is compared
    with none, and the page is gone.
    """
    monkeypatch.chdir(house.root)
    for word in ("seven", "<nine>"):
        house.put("brief.md", PROSE.replace("One", f"One or {word}".replace("<", "&lt;")))
        assert main(["publish", "tiny", "--note", "A figure was wrong."]) == 0
    catalog = make_catalog(house.root, PrintsOnce(), now=NOW)
    assert not catalog.problems.found, said(catalog.problems)
    folder = house.root / "output/site/papers/tiny"
    page = lxml.html.fromstring((folder / "changes-2.html").read_text("utf-8"))
    marks = [(one.tag, one.text_content()) for one in page.xpath("//main//ins | //main//del")]
    assert marks == [("del", "deleted: seven"), ("ins", "inserted: <nine>")]
    assert "One or deleted: seven inserted: <nine> sentence" in page.text_content()
    for name in ("index.html", "text.html"):
        linked = lxml.html.fromstring((folder / name).read_text("utf-8"))
        assert linked.xpath("//a[@href='changes-2.html']/text()")[0] == "What changed", name
    marked = [one.getparent().text_content() for one in page.xpath("//p/ins")]
    assert marked and not any("  " in one for one in marked), "one blank beside a mark"
    assert page.xpath("//dl/dd") and all(
        one.text_content()[0].isupper() for one in page.xpath("//dl/dd")
    )
    before = (folder / "changes-2.html").stat().st_mtime_ns
    assert make_catalog(house.root, PrintsOnce(), now=NOW).written == 0
    assert (folder / "changes-2.html").stat().st_mtime_ns == before
    assert main(["withdraw", "tiny", "1", "--why", "It tells a name."]) == 0
    make_catalog(house.root, PrintsOnce(), now=NOW)
    assert not (folder / "changes-2.html").exists()
    assert "changes-2.html" not in (folder / "text.html").read_text("utf-8")
