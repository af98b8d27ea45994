"""Tests of the page behind the QR code: the verdict of `verify`, in a browser, without us."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.houses import INSTITUTE, House, build_house, said
from support.once import PrintsOnce
from support.screen import chromium
from support.sites import NOW, Books, coded_pdf, served, small_pdf
from support.tools import need

from briefpress.distribute.site import make_catalog
from briefpress.editions.minisign import SecretKey, Signature
from briefpress.editions.signing import key_file
from briefpress.editions.trust import Trust
from briefpress.editions.verdict import judge_file
from briefpress.model.problems import Problems
from briefpress.workflows.stamps import write_address
from briefpress.workflows.trust import make_key

LATER = date(2025, 2, 3)
HOSTILE = "</script><script>alert(1)</script><!-- & \"quoted\" 'too' {code} Ωμέγα \u2028"


@pytest.fixture
def books(house: House) -> Books:
    """A house with a ledger."""
    return Books(house)


def listed(books: Books) -> dict[str, Any]:
    """Read the list of the site."""
    return dict(json.loads(books.files()["check/list.json"]))


def answers(books: Books) -> dict[str, dict[str, Any]]:
    """Read what the list says of each edition, by its code."""
    return {one["code"]: one for one in listed(books)["editions"]}


def with_key(books: Books, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the house sign with a key of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.delenv("BRIEFPRESS_KEY", raising=False)
    problems = Problems()
    assert make_key(books.root, problems)
    assert not problems.found, said(problems)


# ---------------------------------------------------------------------------------------------
# What the list says


@pytest.mark.long
def test_the_list_says_how_each_edition_stands_in_its_own_language(books: Books) -> None:
    """State, title, date, figures, digests of each; of an old one what came since."""
    first = books.publish(
        "mali", language="fr", facts={"n": ("personnes", "1 200"), "x": ("", "1")}
    )
    facts = {"n": ("personnes", "1 450"), "x": ("", "2")}
    books.publish("mali", language="fr", note="L'eau: **1 450** [@b].", facts=facts)
    books.publish("dprk")
    books.make()
    old = answers(books)[first.code]
    assert (old["state"], old["title"]) == ("SUPERSEDED", "Title of mali")
    assert old["date"] == "26\xa0novembre 2024"
    assert old["why"] == ["L’édition 2 du 26\xa0novembre 2024 l’a remplacée."]
    assert old["figures"] == [["personnes", "1 200"]]
    assert old["changes"] == [["personnes", "1 200", "1 450"]]
    assert [one["note"] for one in old["since"]] == ["L’eau\xa0: 1\xa0450."]
    assert old["files"] == [one.sha256 for one in first.papers.values()]
    assert {one["state"] for one in answers(books).values()} == {"SUPERSEDED", "CURRENT"}
    assert listed(books)["words"].keys() == {"en", "fr"}
    for picture in old["picture"]["files"]:
        assert picture.removeprefix("../") in books.files()
    assert old["page"] == "../papers/mali/index.html#edition-1"


@pytest.mark.long
def test_an_edition_that_is_gone_is_told_with_the_reason_and_what_to_use(books: Books) -> None:
    """Its PDFs are still known; where the last edition is gone, none is current."""
    for slug in ("dprk", "mali"):
        books.publish(slug)
        books.publish(slug)
    books.withdraw("dprk", 1, "The total was wrong")
    books.withdraw("mali", 2, "Also wrong")
    books.make()
    one = answers(books)
    gone = one["DPRK-1-ABCDE1"]
    assert gone["state"] == "WITHDRAWN"
    assert gone["why"] == [
        "Withdrawn on 24\xa0December 2024. Do not use it.",
        "The total was wrong",
        "Edition 2 of 26\xa0November 2024 is current.",
    ]
    assert len(gone["files"]) == 2
    assert "picture" not in gone
    assert one["MALI-1-ABCDE1"]["state"] == "SUPERSEDED"
    assert one["MALI-1-ABCDE1"]["why"] == [
        "Edition 2 of 26\xa0November 2024 took its place, and was withdrawn: no edition is current."
    ]
    assert "since" not in one["MALI-1-ABCDE1"]


@pytest.mark.long
def test_the_list_cannot_tell_that_something_is_under_embargo(
    books: Books, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """To the byte it is the list of a house that has published nothing else."""
    other = Books(build_house(tmp_path_factory.mktemp("other")))
    for one in (books, other):
        one.publish("dprk")
        one.publish("mali")
    until = "2999-12-01T09:00-05:00"
    books.publish("dprk", title="A secret", embargo=until)
    books.publish("togo", title="Another", embargo=until)
    books.make()
    other.make()
    for path in ("check/list.json", "check/index.html"):
        assert books.files()[path] == other.files()[path]
    books.withdraw("togo", 1)  # nor is it told where that goes
    books.make()
    assert books.files()["check/list.json"] == other.files()["check/list.json"]


def test_what_an_author_wrote_ends_no_element(books: Books) -> None:
    """The page holds the list to the byte, and no script but its own."""
    every = dict.fromkeys(("title", "standfirst", "note", "issue"), HOSTILE)
    books.publish("bad", facts={"n": (HOSTILE, HOSTILE)}, **every)
    books.publish("bad", facts={"n": (HOSTILE, "2")}, **every)
    books.withdraw("bad", 2, HOSTILE)
    books.make()
    held, runs = sorted(
        books.page("check/index.html").iter("script"), key=lambda one: one.get("src", "")
    )
    assert (held.get("type"), runs.get("src")) == ("text/plain", "check.js")
    assert held.text.encode() == books.files()["check/list.json"]
    assert answers(books)["BAD-1-ABCDE1"]["title"] == HOSTILE


@pytest.mark.long
def test_a_language_without_the_words_speaks_as_the_institute_does(books: Books) -> None:
    """An older file of a house's own: its briefs are told of in the institute's words."""
    words = (Path(__file__).parents[2] / "templates/languages/fr.toml").read_text("utf-8")
    start, end = words.index("[check_page]"), words.index("[pack]")
    books.house.restyle("templates/languages/fr.toml", words[:start] + words[end:])
    books.publish("mali", language="fr")
    books.make()
    assert answers(books)["MALI-1-ABCDE1"]["words"] == "en"
    books.house.put("../institute.yaml", f"{INSTITUTE}language: fr\n")
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    first = said(catalog.problems).splitlines()[:2]
    assert first == [
        "templates/languages/fr.toml: error: no word `all_codes` under [check_page]",
        '  hint: add a line `all_codes = "…"` there, as en.toml has it',
    ]


def test_nothing_is_written_outside_of_the_site(books: Books) -> None:
    """But for what is remembered of it."""

    def others() -> set[str]:
        files = (one.relative_to(books.root).as_posix() for one in books.root.rglob("*"))
        return {one for one in files if not one.startswith("output/site")}

    books.publish("dprk")
    before = others()
    books.make()
    assert others() - before == {"output", "output/.site", "output/.site.lock"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("site_at: https://example.org/p\n", "https://example.org/p/check/#DPRK-1-ABCDE1"),
        ("site_at: https://example.org/p/\n", "https://example.org/p/check/#DPRK-1-ABCDE1"),
        (
            "site_at: https://example.org/p\ncheck_at: https://example.org/c\n",
            "https://example.org/c#DPRK-1-ABCDE1",
        ),
        ("", "DPRK-1-ABCDE1\nInstitute of Tests, Testville"),
    ],
)
def test_the_qr_code_leads_to_the_page(house: House, fields: str, expected: str) -> None:
    """Where institute.yaml says only where the site is; an address of its own comes first."""
    house.put("../institute.yaml", INSTITUTE + fields)
    institute = house.brief().institute
    assert write_address("DPRK-1-ABCDE1", institute) == expected


# ---------------------------------------------------------------------------------------------
# Who signed it


@pytest.mark.long
def test_a_stranger_checks_the_list_with_minisign(
    books: Books, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With the key that lies beside it; a list with one letter changed is refused."""
    need("minisign")
    books.publish("dprk")
    with_key(books, monkeypatch, tmp_path_factory.mktemp("keys"))
    books.make()
    before = books.files()
    shutil.rmtree(books.site)
    books.make()
    assert books.files() == before  # signed once more, the same

    def check() -> subprocess.CompletedProcess[str]:
        command = ["minisign", "-Vm", "list.json", "-p", "../key.pub"]
        return subprocess.run(command, cwd=books.site / "check", capture_output=True, text=True)

    done = check()
    assert done.returncode == 0, done.stderr
    assert "Trusted comment: list of editions, ledger.jsonl, line 1: " in done.stdout
    text = before["check/list.json"].replace(b"CURRENT", b"CURREN7")
    (books.site / "check/list.json").write_bytes(text)
    assert check().returncode == 1


@pytest.mark.long
def test_without_the_secret_key_the_site_is_made_and_says_so(
    books: Books, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A machine that only lifts embargoes makes it; once the key is there, it is signed."""
    books.publish("dprk")
    keys = tmp_path_factory.mktemp("keys")
    with_key(books, monkeypatch, keys)
    key = Trust.read(books.root / "editions", Problems()).signs
    assert key
    secret = key_file(key, {"XDG_CONFIG_HOME": str(keys)})
    secret.rename(keys / "away")
    catalog = make_catalog(books.root, PrintsOnce(), now=NOW)
    (warning,) = catalog.problems
    assert "output/site/check/list.json is not signed, and the page says so" in str(warning)
    assert not catalog.problems.errors
    assert "check/list.json.minisig" not in books.files()
    (keys / "away").rename(secret)
    books.make()
    assert "check/list.json.minisig" in books.files()


# ---------------------------------------------------------------------------------------------
# In a browser


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """A signed site with an edition of each state, and one in French."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        books = Books(build_house(folder / "house"))
        figure = ("people returned", "670")
        books.publish("dprk", facts={"n": figure})
        books.publish("dprk", facts={"n": (figure[0], "720")}, date=LATER)
        books.publish("mali", language="fr", title="Les réfugiés de l’été")
        books.publish("gone")
        books.withdraw("gone", 1, "The total was wrong")
        with_key(books, patch, folder / "keys")
        books.make()
        yield books


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page, and what it complains of: one for all tests, as another one takes a third of a second
    of work.
    """
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    words: list[str] = []
    page.on("console", lambda message: words.append(message.text))
    page.on("pageerror", lambda error: words.append(str(error)))
    yield page, words
    page.close()


@pytest.fixture
def page(window: tuple[Any, list[str]]) -> Iterator[Any]:
    """That page, empty, with nothing to complain of in the end."""
    page, words = window
    words.clear()
    yield page
    page.goto("about:blank")
    assert not words


def address(books: Books, code: str = "") -> str:
    """Where the page lies in its folder, and where the QR code of *code* leads."""
    return (books.site / "check/index.html").as_uri() + (code and f"#{code}")


def verdicts(page: Any) -> list[str]:
    """The first words of the answers, once they are there."""
    page.wait_for_selector(".answer")
    return [str(one) for one in page.locator(".answer h2").all_inner_texts()]


@pytest.mark.long
@pytest.mark.parametrize("how", ["a folder", "a server"])
def test_the_qr_code_leads_to_the_answer(page: Any, shelf: Books, how: str) -> None:
    """In the language of the brief, in sight, with what to compare, and signed."""
    cases = {
        "DPRK-2-ABCDE2": ("Current", ["This is the current edition.", "people returned", "720"]),
        "DPRK-1-ABCDE1": (
            "Superseded",
            ["Edition 2 of 3 February 2025 took its place.", "670", "Note of dprk 2"],
        ),
        "GONE-1-ABCDE1": ("Withdrawn", ["Do not use it.", "The total was wrong"]),
        "MALI-1-ABCDE1": ("En vigueur", ["Les réfugiés de l’été", "26 novembre 2024"]),
        "DPRK-2-ABCDEF": ("Unknown", ["has this code", "Did you mean DPRK-2-ABCDE2?"]),
        "TOGO-1-ABCDE1": ("Unknown", ["No publication of the institute has this code."]),
        "%E0%A4%A": ("Unknown", []),
    }
    with served(shelf.site) as root:
        for code, (verdict, parts) in [*cases.items()][: None if how == "a folder" else 2]:
            start = address(shelf) if how == "a folder" else f"{root}check/"
            page.goto("about:blank")
            page.goto(f"{start}#{code}")
            assert verdicts(page) == [verdict], code
            text = page.locator(".answer").inner_text().replace("\xa0", " ")
            assert all(part in text for part in parts), (code, text)
            focused = "document.activeElement.getBoundingClientRect().top < innerHeight"
            assert page.evaluate("document.activeElement.tagName") == "H2"
            assert page.evaluate(focused)
            assert page.locator("#signed").inner_text().startswith("Signed by the institute")
            shows = verdict not in ("Withdrawn", "Unknown")
            assert page.locator(".answer img").count() == shows
            page.wait_for_function(
                "[...document.images].every((one) => one.naturalWidth)", polling=30
            )
            spoken = "fr" if code.startswith("MALI") else "en"
            assert page.locator(".answer").get_attribute("lang") == spoken


@pytest.mark.parametrize(
    "typed", ["dprk-2-abcde2", " DPRK 2 ABCDE2 ", "DPRK–2–ABCDE2", "DPRK - 2 - ABCDE2"]
)
def test_a_code_is_found_as_people_type_it(page: Any, shelf: Books, typed: str) -> None:
    """Small letters, spaces, long dashes."""
    page.goto(address(shelf))
    page.get_by_label("Code", exact=True).fill(typed)
    page.keyboard.press("Enter")
    assert verdicts(page) == ["Current"]
    assert page.url.endswith("#DPRK-2-ABCDE2")


def test_a_pdf_gets_the_verdict_that_verify_gives(page: Any, shelf: Books) -> None:
    """A file of each kind, dropped all at once; nothing is asked of any server meanwhile."""
    ledger = shelf.ledger

    def published(slug: str, number: int) -> bytes:
        edition = ledger.edition(slug, number)
        assert edition
        return (shelf.root / edition.papers["a4"].file).read_bytes()

    whole = published("dprk", 2)
    plain = small_pdf((595, 842), "", "somebody's")
    copied = "<rdf:li>DPRK-2-ABCDE2-007-AB</rdf:li>"
    files = {
        "current": whole,
        "old": published("dprk", 1),
        "withdrawn": published("gone", 1),
        "added to": whole + b"% one more line",
        "cut": whole[:-8],
        "with an old code": coded_pdf("DPRK-1-ABCDE1"),
        "longer code": coded_pdf("XDPRK-1-ABCDE1"),
        "other digits": coded_pdf("DPRK-1-ABCDE10"),
        "somebody's": plain,
        "half": plain[:-20],
        "draft": plain + b"<xmpMM:VersionID>draft<\n%%EOF",
        "redline": plain + b"<xmpMM:VersionID>redline<\n%%EOF",
        "text": b"DPRK, in a letter",
        "empty": b"",
    }
    page.goto(address(shelf))
    page.wait_for_selector("#ask:not([hidden])")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    drop(page, {**files, "copy": coded_pdf("DPRK-2-ABCDE2", copied)})
    shown = [one.upper() for one in verdicts(page)]
    expected = [judge_file(name, data, ledger).state for name, data in files.items()]
    assert shown == [*expected, "UNKNOWN"]
    assert set(expected) == {"CURRENT", "SUPERSEDED", "WITHDRAWN", "ALTERED", "UNKNOWN"}
    said = dict(zip([*files, "copy"], page.locator(".answer").all_inner_texts(), strict=True))
    assert "is not the file that was published" in said["added to"]
    assert "The edition itself: superseded." in said["with an old code"]
    assert "It says that it is a named copy" in said["copy"]
    for name, part in {
        "draft": "draft", "redline": "compares", "half": "not whole", "text": "no PDF",
        "empty": "empty", "somebody's": "at the foot",
    }.items():  # fmt: skip
        assert part in said[name], name
    assert "SHA-256 of your file: " in said["current"]
    assert all(one.endswith(".webp") for one in asked)


def drop(page: Any, files: dict[str, bytes]) -> None:
    """Drop *files* on the page, as from a folder."""
    page.evaluate(
        """(files) => {
          const carried = new DataTransfer();
          for (const [name, text] of Object.entries(files)) {
            const data = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
            carried.items.add(new File([data], name));
          }
          dispatchEvent(new DragEvent("drop", { dataTransfer: carried, cancelable: true }));
        }""",
        {name: data.decode("latin-1") for name, data in files.items()},
    )


def test_a_pdf_can_be_chosen_without_a_mouse(page: Any, shelf: Books) -> None:
    """By its label, with the keyboard; the same file may be chosen twice."""
    page.goto(address(shelf))
    edition = shelf.ledger.edition("dprk", 2)
    assert edition
    file = shelf.root / edition.papers["letter"].file
    for _ in range(2):
        page.get_by_label("Choose a PDF").set_input_files(file)
        assert verdicts(page) == ["Current"]
        page.evaluate("document.getElementById('answers').replaceChildren()")


@pytest.mark.parametrize("fault", ["forged", "unsigned", "not checked"])
def test_a_list_that_cannot_be_believed_is_told(
    browser: Any, window: tuple[Any, list[str]], shelf: Books, tmp_path: Path, fault: str
) -> None:
    """One word other than it was signed: no answer. No signature, an old browser: a plain word."""
    shutil.copytree(shelf.site, tmp_path / "site")
    file = tmp_path / "site/check/index.html"
    text = file.read_text("utf-8")
    if fault == "forged":
        text = text.replace('"SUPERSEDED"', '"CURRENT"')
    elif fault == "unsigned":
        text = text.replace('data-signature="', 'data-signature="" data-was="')
    file.write_text(text, "utf-8")
    page, _ = window
    if fault == "not checked":
        page = browser.new_page()
        page.add_init_script("SubtleCrypto.prototype.importKey = () => Promise.reject('none')")
    page.goto(f"{file.as_uri()}#DPRK-1-ABCDE1")
    page.wait_for_selector("#signed:not([hidden])")
    word = page.locator("#signed").inner_text()
    if fault == "forged":
        assert "Believe no answer" in word
        assert page.locator(".answer, #ask:visible, .codes:visible").count() == 0
    else:
        part = "the signature is not here" if fault == "unsigned" else "minisign -Vm list.json"
        assert part in word
        assert verdicts(page) == ["Superseded"]
    if fault == "not checked":
        page.close()


def test_a_site_that_somebody_put_up_elsewhere_names_its_own_key(
    page: Any, shelf: Books, tmp_path: Path
) -> None:
    """It says what they like, and says it in the name of a key that is not the institute's."""
    shutil.copytree(shelf.site, tmp_path / "site")
    file = tmp_path / "site/check/index.html"
    thief = SecretKey.make()
    text = file.read_text("utf-8").replace('"SUPERSEDED"', '"CURRENT"')
    found = re.search(r'<script type="text/plain" id="list"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found
    forged = Signature.read(thief.sign(found[1].encode(), "forged", hashes=False)).signature
    for name, value in (
        ("key", thief.public.key.hex()),
        ("name", thief.public.name),
        ("signature", forged.hex()),
    ):
        text = re.sub(rf'data-{name}="[^"]*"', f'data-{name}="{value}"', text)
    file.write_text(text, "utf-8")
    page.goto(f"{file.as_uri()}#DPRK-1-ABCDE1")
    assert verdicts(page) == ["Current"]
    key = Trust.read(shelf.root / "editions", Problems()).signs
    word = page.locator("#signed").inner_text()
    assert key and f"with the key {thief.public.name}" in word and key.name not in word


def test_a_page_that_came_without_encryption_says_what_it_cannot_do(
    browser: Any, shelf: Books
) -> None:
    """There a browser neither hashes nor checks: a code has its answer, a PDF a plain word."""
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(globalThis, 'crypto', { value: {} })")
    page.goto(address(shelf, "DPRK-2-ABCDE2"))
    assert verdicts(page) == ["Current"]
    drop(page, {"a.pdf": b"%PDF-1.7"})
    page.wait_for_selector(".answer.unknown")
    assert "Open this one at https://" in page.locator(".answer").inner_text()
    page.close()


def test_without_a_script_the_code_leads_to_its_line(browser: Any, shelf: Books) -> None:
    """With its state, its title, and the way to its edition; no field that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(shelf, "DPRK-1-ABCDE1"))
    line = page.locator("li:target")
    assert line.inner_text() == (
        "DPRK-1-ABCDE1 Superseded Title of dprk Edition 1, 26\xa0November 2024"
    )
    assert page.locator("input:visible, button:visible").count() == 0
    line.get_by_role("link").click()
    assert page.url.endswith("papers/dprk/index.html#edition-1")
    context.close()


@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1200, "dark")])
def test_axe_finds_nothing(
    window: tuple[Any, list[str]], shelf: Books, width: int, scheme: str
) -> None:
    """With nothing asked, and with an answer; nothing is wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page, _ = window  # which is told of style sheets that axe may not load
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for code in ("", "DPRK-1-ABCDE1"):
        page.goto("about:blank")
        page.goto(address(shelf, code))
        page.wait_for_selector(".answer" if code else "#ask:not([hidden])")
        page.evaluate("document.getElementById('all').open = true")
        found = axe.Axe().run(page).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], code
        assert page.evaluate("document.documentElement.scrollWidth") <= width, code
