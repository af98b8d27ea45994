"""Libraries of reference managers: what a brief takes of them, and what it is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.houses import House, build_house, said

from briefpress.content.csl_items import find_symbol, fit_item, make_key
from briefpress.content.fill_sources import fill_sources
from briefpress.content.source_libraries import read_library
from briefpress.content.sources import read_sources
from briefpress.content.yaml_edits import add_entries
from briefpress.model.contract import Source
from briefpress.model.problems import Problems, Stopped

BIB = r"""Remarks between the entries are nobody's.
@string{un = {United Nations}}
@techreport{coi-2014,
  title = {Report of the {Commission} of Inquiry on Two Rivers},
  author = {{UN Human Rights Council}}, institution = un, number = {A/HRC/25/63},
  year = 2014, month = feb, note = {UN Doc. A/HRC/25/63},
  abstract = {Not for the page}, file = {/home/somebody/private.pdf},
}
@misc{un:2022, title = "Resolution 2627 (2022)", author = {{UN Security Council}},
  date = {2022-03-25}, eprint = {S/RES/2627 (2022)}}
@article{hafner, author = {van der Berg, Emilie M. and {\'E}mile, Paul and others},
  title = {The Paradox of ``Empty'' Promises}, journal = {A Journal}, volume = 110, number = 5,
  pages = {1373--1411}, year = 2005, doi = {https://doi.org/10.1000/428442}}
@book{lost, title = {No brace
"""
RIS = """\
TY  - RPRT
ID  - coi-2014
AU  - UN Human Rights Council
TI  - Report of the commission
C1  - A/HRC/25/63
PY  - 2014
DA  - 2014/02/07/
CY  - Geneva
PB  - United Nations
ER  -\x20

TY  - JOUR
AU  - Hafner, Emilie M.
AU  - Tsutsui, Kiyoteru
AU  - World Bank,
T2  - A Journal
TI  - The paradox of empty
promises
PY  - 2005///
VL  - 110
IS  - 5
SP  - 1373
EP  - 1411
N2  - Not for the page
ER  -\x20
"""
JSON = json.dumps(
    [
        {
            "id": "http://example.org/items/AB12",
            "type": "report",
            "title": '<span class="nocase">Two</span> <i>rivers</i>',
            "author": [{"literal": "UN Human Rights Council"}],
            "issued": {"date-parts": [["2014", "2", "7"]]},
            "note": "Symbol: A/HRC/25/63\nPublisher Place: Geneva\nCitation Key: x",
            "abstract": "Not for the page",
        },
        {"id": 7, "citation-key": "kim-2020", "type": "graphic", "title": "A picture"},
        {"id": "nameless", "type": "report"},
    ],
    indent=1,
)


def read(
    name: str, text: str, wanted: set[str] | None = None
) -> tuple[dict[str, dict[str, Any]], str]:
    """Fields of each source by its key, and what is told."""
    problems = Problems()
    sources = read_library(name, text.encode(), wanted, problems)
    return {key: dict(one.fields) for key, one in sources.items()}, said(problems)


def test_bibtex_keeps_keys_capitals_and_what_is_meant() -> None:
    """Keys stay; accents, joined strings and names are read; what is private is left behind."""
    sources, told = read("library.bib", BIB)
    assert [*sources] == ["coi-2014", "un-2022", "hafner"]
    assert sources["coi-2014"] == {
        "type": "report",
        "title": "Report of the Commission of Inquiry on Two Rivers",
        "author": [{"literal": "UN Human Rights Council"}],
        "publisher": "United Nations",
        "number": "A/HRC/25/63",
        "issued": "2014-02",
    }
    assert sources["un-2022"]["number"] == "S/RES/2627 (2022)"
    assert sources["hafner"]["DOI"] == "10.1000/428442"
    assert sources["hafner"]["title"] == "The Paradox of “Empty” Promises"
    assert [one["family"] for one in sources["hafner"]["author"]][1] == "Émile"
    assert "library.bib:14: warning: an entry that is not closed" in told


def test_ris_knows_bodies_days_places_and_symbols() -> None:
    """A name without a comma is a body's; the day is taken where the year stands as well."""
    sources, told = read("library.ris", RIS)
    assert not told
    assert sources["coi-2014"] == {
        "type": "report",
        "title": "Report of the commission",
        "author": [{"literal": "UN Human Rights Council"}],
        "publisher": "United Nations",
        "publisher-place": "Geneva",
        "number": "A/HRC/25/63",
        "issued": "2014-02-07",
    }
    article = sources["hafner-2005"]
    assert article["title"] == "The paradox of empty promises"
    assert article["author"][2] == {"literal": "World Bank"}
    assert (article["issue"], article["page"], article["issued"]) == ("5", "1373–1411", "2005")


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2014/02/07/T10:22:11", "2014-02-07"),
        ("2014/02/07/10:22:11", "2014-02-07"),
        ("2014/02//", "2014-02"),
        ("2014///Spring", "spring 2014"),
    ],
)
def test_what_stands_behind_a_date_of_ris_does_not_lose_it(date: str, written: str) -> None:
    """A time is left out, a season read."""
    entry = f"TY  - WEB\nID  - it\nAU  - A Body\nTI  - It\nDA  - {date}\nER  - \n"
    assert read("library.ris", entry)[0]["it"]["issued"] == written


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Spanish", "es"), ("Español", "es"), ("spa", "es"), ("es-MX", "es-MX"), ("en_US", "en-US"),
        ("английский", "en"), ("法语", "fr"), ("eng; fre", "en"), ("und", None), ("several", None),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_name(typed: str, tag: str | None) -> None:
    """In any language, by its code of two or three letters; of several it is the first."""
    item = {"id": "x", "type": "book", "title": "T", "language": typed}
    assert read("library.json", json.dumps([item]))[0]["x"].get("language") == tag


@pytest.mark.parametrize(
    ("tags", "fields"),
    [
        (
            "CASE|PB  - ICJ|A2  - ICJ Reports|A4  - Doe, J.|SV  - No. 70|SP  - 14",
            {
                "authority": "ICJ",
                "container-title": "ICJ Reports",
                "number": "No. 70",
                "page": "14",
            },
        ),
        ("RPRT|SN  - WHO/2024/5", {"number": "WHO/2024/5"}),
        ("RPRT|SN  - 978-92-4-151384-1", {"ISBN": "978-92-4-151384-1"}),
        ("BOOK|SP  - 350|DB  - Scopus", {}),
        (
            "MANSCPT|DB  - UN Archives|AN  - S-0096, box 4",
            {"archive": "UN Archives", "archive_location": "S-0096, box 4"},
        ),
    ],
)
def test_a_tag_of_ris_means_what_its_kind_makes_of_it(tags: str, fields: dict[str, str]) -> None:
    """The reporter of a case is no editor, the pages of a book are none that are cited."""
    kind, *others = tags.split("|")
    text = "\n".join([f"TY  - {kind}", "ID  - x", "TI  - T", *others, "ER  - "])
    (source,) = read("library.ris", text)[0].values()
    assert {name: one for name, one in source.items() if name not in ("type", "title")} == fields


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("CO$_2$ and PM$_{2.5}$", "CO<sub>2</sub> and PM<sub>2.5</sub>"),
        (r"1.5 $^\circ$C, $^{13}$C", "1.5 °C, <sup>13</sup>C"),
        (r"$\alpha$ at $p<0.05$, \$5 and \$6", "α at p<0.05, $5 and $6"),
        (r"$\sum_{i}x_i$ of it", None),
    ],
)
def test_short_formulas_of_a_title_are_written_without_dollars(
    typed: str, title: str | None
) -> None:
    """As Google Scholar and Zotero write CO₂; a formula with a word that is not known stays."""
    entry = f"@book{{it, title = {{{typed}}}, author = {{{{A Body}}}}, year = 2020}}"
    read_title = read("library.bib", entry)[0]["it"]["title"]
    assert read_title == title if title else "$" in read_title


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("United Nations and World Bank", ["United Nations", "World Bank"]),
        ("Smith, J.; Jones, K.", ["Smith/J.", "Jones/K."]),
        ("Smith, Jr., John and King, Ann", ["Smith/John", "King/Ann"]),
        ("Institute, Ann", ["Institute/Ann"]),
        ("{Ministry of Finance and Planning}", ["Ministry of Finance and Planning"]),
    ],
)
def test_authors_are_divided_as_they_were_meant(typed: str, names: list[str]) -> None:
    """A body without braces is one name, and a semicolon divides two."""
    entry = f"@misc{{it, title = {{T}}, author = {{{typed}}}, year = 2020}}"
    sources, told = read("library.bib", entry)
    authors = sources["it"]["author"]
    assert [one.get("literal") or f"{one['family']}/{one['given']}" for one in authors] == names
    assert not told


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Smith, J., Jones, K., and Brown, L.", "names are divided by commas"),
        ("J. Smith & K. Jones", "names are divided by `&`"),
        ("Smith, J. et al.", "`and others` prints nothing"),
        ("A, B and C, D and others", "`and others` prints nothing"),
    ],
)
def test_authors_that_cannot_be_divided_are_told(typed: str, message: str) -> None:
    """In words that say what to write, on the line of the entry."""
    entry = f"@misc{{it, title = {{T}}, author = {{{typed}}}, year = 2020}}"
    told = read("library.bib", entry)[1].splitlines()
    assert told[0] == f"library.bib:1: warning: the source `it`: {message} in its author"
    assert told[1].startswith("  hint: ")


@pytest.mark.parametrize(
    "typed",
    ["month = {March}, day = {5}", "month = {5 March}", "month = mar # {~5}", "date = 2024-03-05"],
)
def test_a_day_whose_month_is_a_word_is_kept(typed: str) -> None:
    """Pandoc keeps the year alone where the month is in braces."""
    entry = f"@misc{{it, title = {{T}}, author = {{A, B}}, year = 2024, {typed}}}"
    assert read("library.bib", entry)[0]["it"]["issued"] == "2024-03-05"


@pytest.mark.parametrize(
    "title", ["Up 50% since #1", "A $5 note", "$5 million and $6 million", "Costs & gains"]
)
def test_signs_of_a_title_are_signs(title: str) -> None:
    """Pandoc makes nothing of a title with a percent sign that is not LaTeX."""
    entry = f"@misc{{it, title = {{{title}}}, author = {{A, B}}, year = 2024}}"
    assert read("library.bib", entry)[0]["it"]["title"] == title


def test_two_authors_in_one_line_of_ris_are_two() -> None:
    """Where a semicolon divides them."""
    library = "TY  - RPRT\nID  - it\nTI  - T\nAU  - Smith, J.; Jones, K.\nER  - \n"
    authors = read("library.ris", library)[0]["it"]["author"]
    assert [one["family"] for one in authors] == ["Smith", "Jones"]


def test_an_address_in_howpublished_is_the_address() -> None:
    """Where BibTeX has no other field for it, the source is a web page."""
    entry = "@misc{it, title = {T}, author = {A, B}, howpublished = {\\url{https://a.org/b_c}}}"
    sources, told = read("library.bib", entry)
    assert (sources["it"]["URL"], sources["it"]["type"]) == ("https://a.org/b_c", "webpage")
    assert not told


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (r"{\DJ}in{\dj}i{\'c} and \DJ okovi\'c", "Đinđić and Đoković"),
        (r"Sigur{\dh}sson, {\TH}{\'o}r", "Sigurðsson, Þór"),
        (r"{\textquestiondown}Qu{\'e} pide?", "¿Qué pide?"),
        (r"{\texteuro}5{\textendash}6, 3{\textordfeminine} ed.", "€5–6, 3<sup>a</sup> ed."),
        (r"\textcommabelow{S}tefan, {\cb t}ara", "Ștefan, țara"),
        (r"\mbox{A/79/1} on {\v S}e\v{s}elj", "A/79/1 on Šešelj"),
    ],
)
def test_letters_of_latex_are_letters(typed: str, title: str) -> None:
    """Zotero and JabRef write what is not ASCII so, pandoc leaves these out without a word."""
    entry = f"@book{{it, title = {{{typed}}}, author = {{{{A Body}}}}, year = 2020}}"
    sources, told = read("library.bib", entry)
    assert sources["it"]["title"] == title
    assert not told


def test_a_command_of_latex_that_prints_nothing_is_told() -> None:
    """And one that pandoc reads is not, nor one of a formula, an address or an order of sorting."""
    entry = (
        r"@book{it, title = {\emph{Two} {\LaTeX} \textit{{\OE}uvres} $\sum_i$ {\noopsort{b}}},"
        r" author = {{\smiley}berg, Eva}, year = 2020, url = {https://example.org/\hidden}}"
    )
    sources, told = read("library.bib", entry)
    assert "it" in sources
    assert told.splitlines() == [
        "library.bib:1: warning: the source `it`: `\\smiley` in its author prints nothing",
        "  hint: write the letter itself in its place",
    ]


def test_csl_json_is_read_with_what_its_notes_say() -> None:
    """Fields in Zotero's note, a better key beside a bare id, a type that we do not have."""
    sources, told = read("library.json", JSON)
    assert sources["un-human-rights-2014"] == {
        "type": "report",
        "title": "Two <i>rivers</i>",
        "author": [{"literal": "UN Human Rights Council"}],
        "publisher-place": "Geneva",
        "number": "A/HRC/25/63",
        "issued": "2014-02-07",
    }
    assert sources["kim-2020"]["type"] == "document"
    assert "the source `nameless`: it has no title" in told


@pytest.mark.parametrize(
    ("field", "text", "symbol"),
    [
        ("note", "UN Doc. A/79/1", "A/79/1"),
        ("eprint", "S/RES/2627 (2022)", "S/RES/2627 (2022)"),
        ("call-number", "E/CN.4/Sub.2/1993/8", "E/CN.4/Sub.2/1993/8"),
        ("archive", "Symbol: CCPR/C/PRK/CO/2", "CCPR/C/PRK/CO/2"),
        ("tag C3", "S/PV.9000", "S/PV.9000"),
        ("URL", "https://undocs.org/en/A/HRC/25/63", "A/HRC/25/63"),
        ("URL", "https://undocs.org/S/RES/2627(2022)", "S/RES/2627 (2022)"),
        ("URL", "https://docs.un.org/en/A/79/1", "A/79/1"),
        ("note", "Discusses A/79/1 at length", None),
        ("number", "12/2024", None),
        ("note", "and/or 5", None),
        ("URL", "https://example.org/A/79/1", None),
    ],
)
def test_a_symbol_is_found_wherever_it_stands(field: str, text: str, symbol: str | None) -> None:
    """A field that says nothing else, or an address of the UN's documents."""
    found = find_symbol([(field, text)])
    assert (found and found[1]) == symbol


def test_an_article_on_a_document_is_not_that_document() -> None:
    """Its address, and a symbol in its note, do not become its number."""
    fields = fit_item(
        {"type": "article-journal", "title": "On it", "URL": "https://undocs.org/A/79/1"}
    ).fields
    assert "number" not in fields


def test_what_has_no_type_is_guessed_and_told() -> None:
    """A symbol makes a report, an address a web page."""
    assert fit_item({"title": "It", "number": "A/79/1"}).fields["type"] == "report"
    page = fit_item({"title": "It", "URL": "https://example.org/it"})
    assert page.fields["type"] == "webpage"
    assert "webpage" in page.remarks[0][0]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ({"date-parts": [[2014, 2, 7]]}, "2014-02-07"),
        ({"date-parts": [["2014"]]}, "2014"),
        ({"raw": "2014/2"}, "2014-02"),
        ({"date-parts": [[2014, 13]]}, "spring 2014"),
        ({"date-parts": [[2014, 24]]}, "winter 2014"),
        ({"date-parts": [[2014]], "season": "3"}, "autumn 2014"),
        ({"literal": "Spring 2014"}, "spring 2014"),
        ({"date-parts": [[2019], [2021]]}, "2019/2021"),
        ({"date-parts": [[2019, 5, 3], [2019, 5, 5]]}, "2019-05-03/2019-05-05"),
        ({"date-parts": [[2019], [0]]}, "2019"),
        ({"date-parts": [[2021], [2019]]}, "2021"),
        ({"raw": "2019--2021"}, "2019/2021"),
        ({"raw": "2019-05/2019-07"}, "2019-05/2019-07"),
        ({"raw": "2020/21"}, "2020/2021"),
        ({"raw": "July–August 2019"}, "2019-07/2019-08"),
        ({"raw": "3–5 May 2019"}, "2019-05-03/2019-05-05"),
        ({"raw": "May 3-5, 2019"}, "2019-05-03/2019-05-05"),
        ({"raw": "8 May 2019"}, "2019-05-08"),
        ({"raw": "May 8, 2019"}, "2019-05-08"),
        ({"raw": "Sept. 2019"}, "2019-09"),
        ({"raw": "12 mars 2024"}, "2024-03-12"),
        ({"literal": "Publicado el 5 de mayo de 2014, en línea"}, "2014-05-05"),
        ({"raw": "3–5 mai 2019"}, "2019-05-03/2019-05-05"),
        ({"raw": "5.6.2018"}, "2018-06-05"),
        ({"raw": "05/06/2018"}, "2018"),
        ({"date-parts": [[1987]], "circa": True}, "c. 1987"),
        ({"date-parts": [[1987]], "circa": "0"}, "1987"),
        ({"raw": "ca. 1987"}, "c. 1987"),
        ({"raw": "[1987?]"}, "c. 1987"),
        ({"date-parts": [[2014, 45]]}, None),
        ({"raw": "in those days"}, None),
    ],
)
def test_dates_are_as_exact_as_they_can_be_read(date: dict[str, object], written: str) -> None:
    """A date that is none is told and left out."""
    fitted = fit_item({"type": "book", "title": "It", "issued": date})
    assert fitted.fields.get("issued") == written
    assert Source.model_validate({"type": "book", "title": "It", "issued": written}).title
    assert bool(fitted.remarks) == (written is None)


def test_what_has_no_date_says_why() -> None:
    """`forthcoming` is its status; `n.d.` is no mistake; a day of the web has no range."""
    for text, status in (("Forthcoming", "forthcoming"), ("in press", "in press"), ("n.d.", None)):
        fitted = fit_item({"type": "book", "title": "It", "issued": {"literal": text}})
        assert fitted.fields.get("status") == status
        assert not ("issued" in fitted.fields or fitted.remarks)
    looked_up = {"date-parts": [[2019, 5], [2019, 7]]}
    fields = fit_item({"type": "webpage", "title": "It", "accessed": looked_up}).fields
    assert fields["accessed"] == "2019-05"


@pytest.mark.parametrize(
    "note",
    [
        "[Online; accessed 5-May-2024]",
        "Last accessed on 5 May 2024",
        "Retrieved 5 May 2024.",
        "Consulté le 5 mai 2024",
        "Accessed: 2024-05-05",
    ],
)
def test_a_note_says_when_an_address_was_looked_up(note: str) -> None:
    """It becomes that date, and is no remark that the style would leave out."""
    fields = fit_item({"type": "webpage", "title": "It", "note": note}).fields
    assert fields["accessed"] == "2024-05-05"
    assert "note" not in fields


def test_editions_bodies_and_addresses_as_others_write_them() -> None:
    """An edition is its number in any language; a body of Crossref has a name; the first of two
    addresses counts.
    """
    editions = ("Second", "2nd", "2nd ed.", "second edition", "2e éd.", "2.ª edición", "2. Aufl.")
    for edition in editions:
        fields = fit_item({"type": "book", "title": "It", "edition": edition}).fields
        assert fields["edition"] == "2"
    item = {
        "type": "report",
        "title": "It",
        "author": [{"name": "A Body", "sequence": "first"}],
        "edition": "Revised",
        "URL": "https://example.org/a; https://example.org/b.pdf",
    }
    fields = fit_item(item).fields
    assert (fields["author"], fields["edition"]) == ([{"literal": "A Body"}], "Revised")
    assert fields["URL"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (("van Gogh", "Vincent"), ("Gogh", "Vincent", "van", "", "")),
        (("von der Leyen", "Ursula"), ("Leyen", "Ursula", "von der", "", "")),
        (("bin Laden", "O."), ("Laden", "O.", "bin", "", "")),
        (("Humboldt", "Alexander von"), ("Humboldt", "Alexander", "", "von", "")),
        (("King", "Martin Luther, Jr."), ("King", "Martin Luther", "", "", "Jr.")),
        (("Smith", "John III"), ("Smith", "John", "", "", "III")),
        (('"van Gogh"', "V."), ("van Gogh", "V.", "", "", "")),
        (("al-Assad", "B."), ("al-Assad", "B.", "", "", "")),
        (("Kim", "Jong un"), ("Kim", "Jong un", "", "", "")),
        (("Miranda", "Ana V"), ("Miranda", "Ana V", "", "", "")),
        (("hooks", "bell"), ("hooks", "bell", "", "", "")),
    ],
)
def test_particles_are_told_from_names(name: tuple[str, str], parts: tuple[str, ...]) -> None:
    """As Zotero does: small words before a family name, `von` and the like behind given names."""
    item = {
        "type": "book",
        "title": "It",
        "author": [dict(zip(("family", "given"), name, strict=True))],
    }
    (author,) = fit_item(item).fields["author"]
    order = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")
    assert tuple(author.get(part, "") for part in order) == parts


def test_bibtex_keeps_ranges_and_particles() -> None:
    """Also what pandoc cannot read, and the particle where the family name stands alone."""
    sources, told = read(
        "library.bib",
        "@book{a, title={A}, author={van der Stoel, Max}, date={2019/2021}, publisher={P}}\n"
        "@book{b, title={B}, author={Ana Roy}, year={c. 1987}, publisher={P}}\n"
        "@book{c, title={C}, author={de Vries, Jan}, options={useprefix=false}, year=2020}\n",
    )
    assert not told
    assert sources["a"]["author"][0]["non-dropping-particle"] == "van der"
    assert sources["a"]["issued"] == "2019/2021"
    assert sources["b"]["issued"] == "c. 1987"
    assert sources["c"]["author"][0]["dropping-particle"] == "de"


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("hrw-2024", "hrw-2024"),
        ("doe:2020", "doe-2020"),
        ("__2008", "__2008"),
        ("2008-un", "2008-un"),
        ("müller2020", "muller2020"),
        ("10.1000/x", "roy-2020"),
        ("", "roy-2020"),
        ("taken", "taken-2"),
    ],
)
def test_keys_stay_where_prose_can_write_them(wanted: str, key: str) -> None:
    """Others are made of their letters, or of the author and the year."""
    fields = {"author": [{"family": "Roy"}], "issued": "c. 2020-05"}
    assert make_key(wanted, fields, {"taken"}) == key


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house whose brief has libraries in its folder."""
    made = build_house(tmp_path)
    made.put("library.bib", BIB)
    made.put("un.ris", RIS)
    return made


CITING = "## B\n\nIt met.[@coi-2014, p. 5] It said so.[@hafner]\n"


@pytest.mark.long
@pytest.mark.parametrize(
    "fields",
    [
        "sources: library.bib\n",
        "sources: [library.bib, un.ris]\n",
        "sources:\n  from: library.bib\n",
        "sources: {from: [library.bib]}\n",
    ],
)
def test_a_line_that_is_no_yaml_costs_a_draft_no_library(house: House, fields: str) -> None:
    """It is told once; the draft has its notes, and carries no file that could not be read."""
    house.parse(f"short_title: One: two\n{fields}", CITING)
    brief, problems = house.draft()
    assert said(problems).count("error") == 1
    assert [*brief.fields.sources] == ["coi-2014", "hafner"]
    assert brief.content["tiny/brief.yaml"] == b""


@pytest.mark.parametrize(
    "fields",
    [
        "sources: library.bib\n",
        "sources: [library.bib, un.ris]\n",
        "sources:\n  from: library.bib\n",
        "sources: {from: [library.bib]}\n",
    ],
)
def test_a_brief_takes_what_it_cites_of_its_library(house: House, fields: str) -> None:
    """Nothing else is taken, and the PDF carries the sources and not the library."""
    brief, problems = house.parse(fields, CITING)
    assert brief is not None, said(problems)
    assert [*brief.fields.sources] == ["coi-2014", "hafner"]
    assert str(brief.place("sources", "hafner")) == "content/tiny/library.bib:11"
    assert [*brief.content] == ["institute.yaml", "tiny/brief.yaml", "tiny/brief.md"]
    carried = brief.content["tiny/brief.yaml"]
    assert b"library.bib" not in carried
    assert b"/home/" not in carried
    house.put("brief.yaml", carried)
    again, problems = house.draft()
    assert not problems.errors
    assert again.fields.sources == brief.fields.sources


def test_sources_of_the_brief_win_over_its_library(house: House) -> None:
    """So an author can mend one without touching the library."""
    own = "sources:\n  from: library.bib\n  hafner: {type: book, title: Mine, issued: 2006}\n"
    brief, _ = house.parse(own, CITING)
    assert brief is not None
    assert brief.fields.sources["hafner"].title == "Mine"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("sources: libary.bib\n", "brief.yaml:4: error: no file `libary.bib` in content/tiny/"),
        ("sources: library.docx\n", "`library.docx` is no library of sources"),
        ("sources: broken.json\n", "broken.json:2: error: this is not JSON"),
        ("sources: empty.bib\n", "empty.bib: error: it has no entries"),
        ("sources: word.json\n", "word.json: error: this is no library"),
        ("sources: latin.ris\n", "latin.ris:2: error: this is not UTF-8"),
    ],
)
def test_a_library_that_cannot_be_read_is_told_once(
    house: House, fields: str, message: str
) -> None:
    """And not each citation of what it may hold."""
    house.put("broken.json", "[\n{,}]")
    house.put("empty.bib", "")
    house.put("word.json", '"a text"')
    house.put("latin.ris", "TY  - BOOK\nTI  - Été".encode("latin-1"))
    told = house.complaints(fields, CITING)
    assert message in told
    assert "for this citation" not in told


def test_a_citation_that_no_library_has_is_told(house: House) -> None:
    """With the nearest key that the brief knows."""
    told = house.complaints("sources: library.bib\n", "## B\n\nIt met.[@hafner; @hafnre]\n")
    assert "no source `hafnre` for this citation" in told


def fill(house: House, files: dict[str, str], *, take_all: bool = False) -> tuple[str, str]:
    """brief.yaml with the sources of *files*, and what is told."""
    problems = Problems()
    sources = read_sources(house.root / "content", "tiny", problems)
    given = {name: text.encode() for name, text in files.items()}
    try:
        filled = fill_sources(sources, given, problems, take_all=take_all)
    except Stopped:
        return "", said(problems)
    return filled.fields.decode(), said(problems)


def test_a_source_that_stands_there_under_another_key_is_not_written(house: House) -> None:
    """It is told under which, unless the brief cites it by the key of the library."""
    head = "title: A\nstandfirst: B\npublished: 2024-11-26\nsources:\n"
    own = "  own: {type: report, title: Own, number: A/HRC/25/63}\n"
    house.put("brief.yaml", head + own)
    text, told = fill(house, {"library.bib": BIB}, take_all=True)
    assert "coi-2014" not in text
    assert "`coi-2014` is not written: it has the symbol of `own` in brief.yaml" in told
    assert "hint: cite it as [@own]" in told
    assert "hafner" in text


def test_sources_are_written_into_the_brief(house: House) -> None:
    """Only what is cited, behind what is there; every other line stays."""
    head = "title: A\nstandfirst: B\npublished: 2024-11-26\nsources: # ours\n"
    own = "  own: {type: report, title: Own}\n\n# The end\nkeywords: [a]\n"
    house.put("brief.yaml", head + own)
    house.put("brief.md", CITING)
    text, _ = fill(house, {"library.bib": BIB})
    assert text.startswith(
        head + "  own: {type: report, title: Own}\n  coi-2014:\n    type: report\n"
    )
    assert "    issued: 2014-02\n" in text
    assert "    author: [{literal: UN Human Rights Council}]\n" in text
    assert text.endswith("\n\n# The end\nkeywords: [a]\n")
    assert "un-2022" not in text
    house.put("brief.yaml", text)
    brief, problems = house.draft()
    assert not problems.errors
    assert [*brief.fields.sources] == ["own", "coi-2014", "hafner"]


def test_all_sources_are_written_where_that_is_asked(house: House) -> None:
    """Fields that sources lack, and two that are the same, are told on the lines of the library."""
    twice = BIB.replace(
        "@book{lost, title = {No brace", "@misc{two, title = {X}, doi = {10.1000/428442}}"
    )
    text, told = fill(house, {"library.bib": twice}, take_all=True)
    assert "\nsources:\n  coi-2014:\n" in text
    assert "`un:2022` is cited as `un-2022`" in told
    assert "library.bib:14: warning: the document `two` has no date" in told
    assert "library.bib:14: warning: the source `two` has the DOI of `hafner`" in told


def test_two_libraries_with_one_key_are_told(house: House) -> None:
    """The first counts."""
    house.put("brief.md", CITING)
    text, told = fill(house, {"library.bib": BIB, "un.ris": RIS})
    assert "Commission of Inquiry on Two Rivers" in text
    assert "un.ris:1: warning: the source `coi-2014` is another one at library.bib:3" in told


@pytest.mark.parametrize("sources", ["{own: {type: report, title: Own}}", "library.bib"])
def test_sources_that_cannot_be_added_to_are_told(house: House, sources: str) -> None:
    """In braces, or the name of a library: brief.yaml stays as it is."""
    house.put("brief.md", CITING)
    house.put("brief.yaml", f"title: A\nstandfirst: B\npublished: 2024-11-26\nsources: {sources}\n")
    text, told = fill(house, {"library.bib": BIB})
    assert not text
    assert "brief.yaml:4: error" in told


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: 1\n", "a: 1\n\nsources:\n  x:\n    title: 2014\n"),
        ("sources:\n\na: 1\n", "sources:\n  x:\n    title: 2014\n\na: 1\n"),
        (
            "sources:\n    y:\n        title: Y",
            "sources:\n    y:\n        title: Y\n    x:\n      title: 2014\n",
        ),
        ("{a: 1}\n", None),
    ],
)  # fmt: skip
def test_entries_are_added_to_yaml(text: str, written: str | None) -> None:
    """At the depth of those that are there."""
    assert add_entries(text, "sources", {"x": {"title": "2014"}}) == written


def test_a_source_is_cited_by_a_key_without_a_name(house: House) -> None:
    """Zotero writes `__2008` where an author has no Latin letters."""
    house.put(
        "library.bib", "@book{__2008, title = {تقرير}, author = {{الأمم المتحدة}}, year = 2008}"
    )
    brief = house.brief("sources: library.bib\n", "## B\n\nIt said so.[@__2008, p. 5]\n")
    assert [*brief.fields.sources] == ["__2008"]
