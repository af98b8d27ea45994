"""Thirty notes of twenty sources, and what CSL can say beyond them, in six styles.

cited/<style>.txt is what they read. One run of pandoc writes all of a style.
"""

import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml
from support.depth import few
from support.houses import INSTITUTE, House, main_of, text_of
from support.pandoc import run_once
from support.printed import HOUSE

from briefpress.content.prose import Typesetter
from briefpress.model.contract import Source
from briefpress.model.page import Citations
from briefpress.model.problems import Place, Problems
from briefpress.model.text import Citation, CitedTogether
from briefpress.page.citation_styles import (
    drop_repeats,
    fit_source,
    mark_titles,
    read_style,
    set_days,
)
from briefpress.page.citations import find_style, write_citations
from briefpress.page.theme import read_theme

CITED = Path(__file__).parent / "cited"
LANGUAGES = read_theme(HOUSE, Problems()).languages
STYLES = {
    "chicago-notes-bibliography": "en",
    "oscola": "en",
    "apa": "en",
    "chicago-author-date": "en",
    "ieee": "en",
    "chicago-notes-bibliography-fr": "fr",
}
NOTES = [style for style in STYLES if "notes" in style or style == "oscola"]


def read(name: str) -> list[str]:
    """The citations of `<name>citations.yaml`, as authors type them."""
    cites: list[str] = yaml.safe_load((CITED / f"{name}citations.yaml").read_text("utf-8"))
    return cites


def sources() -> dict[str, Source]:
    """All sources, by their keys."""
    text = "".join((CITED / f"{name}sources.yaml").read_text("utf-8") for name in ("", "more-"))
    return {
        key: Source.model_validate(fields)
        for key, fields in yaml.load(text, yaml.BaseLoader).items()
    }


@cache
def written(style: str, locale: str = "") -> Citations:
    """All citations in *style*, in the language of its briefs, or in that of *locale*."""
    language = LANGUAGES[STYLES[style]]
    problems = Problems()
    typesetter = Typesetter(language, LANGUAGES, {}, problems)
    clusters = []
    for text in (*read(""), *read("more-")):
        typesetter.set(text, Place(""), inline=True)
        mark = typesetter.marks[-1]
        assert isinstance(mark, Citation)
        clusters.append(CitedTogether(mark.items))
    file = find_style(style, Place(""), problems)
    assert not problems.found
    itself = Source(type="report", title="The brief", URL=None)
    language = replace(language, locale=locale or language.locale)
    return write_citations(str(file), language, sources(), itself, clusters, run_once)


def plain(html: str) -> str:
    """*html* as it is printed; the number of a note stands for itself, counted from 1."""
    html = re.sub(
        r'<a class="note-number" href="#note-(\d+)"></a>', lambda m: str(int(m[1]) + 1), html
    )
    html = re.sub(r"<i>(.*?)</i>", r"*\1*", html)
    return unescape(re.sub("<[^<>]*>", "", html)).replace("\u2060", "")


def notes(style: str, locale: str = "") -> list[str]:
    """All citations as they are printed."""
    return [*map(plain, written(style, locale).written)]


def note(style: str, cite: str) -> str:
    """Write the citation that its author typed as *cite*."""
    return notes(style)[[*read(""), *read("more-")].index(cite)]


def listed(style: str) -> str:
    """The list of references, a line each."""
    return "\n".join(map(plain, written(style).references))


@pytest.mark.long
@pytest.mark.parametrize("style", few(STYLES))
def test_notes_read_as_they_were_looked_over(style: str) -> None:
    """Each citation and each line of the list of references, in six styles."""
    lines = [*notes(style), "", *map(plain, written(style).references)]
    assert lines == (CITED / f"{style}.txt").read_text("utf-8").split("\n")[:-1]


# ---------------------------------------------------------------------------------------------
# What was wrong once, in whichever style


@pytest.mark.long
@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("chicago-notes-bibliography", "See Alex J. Bellamy, "),
        ("oscola", "See Alex J Bellamy, "),
        ("chicago-notes-bibliography-fr", "See Alex J. Bellamy, "),
        ("apa", "Bellamy, A. J. (2015)"),
        ("chicago-author-date", "Bellamy, Alex J. 2015."),
        ("ieee", "A. J. Bellamy, "),
    ],
)
def test_given_names_are_as_long_as_the_style_has_them(style: str, name: str) -> None:
    """In full or as initials, with full stops or without."""
    assert name in "\n".join([*notes(style), listed(style)])


@pytest.mark.long
@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "ieee"])
def test_no_part_of_a_source_is_in_the_list_of_references(style: str) -> None:
    """It belongs to a citation: `[@hafner, pp. 1378–1380]`, `[@vclt, art. 31]`."""
    assert not re.search("1378|1380|art. 3|Art. 3|§ |paras?\b|¶|[Aa]nnex 2", listed(style))


@pytest.mark.long
@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
def test_sources_of_one_year_have_letters(style: str) -> None:
    """In the citation and in the list the same one; without a date as well."""
    text, lines = " ".join(notes(style)), listed(style)
    assert {*re.findall(r"Human Rights Watch,? (2024\w?)", text)} == {"2024a", "2024b", "2024c"}
    assert len(re.findall("^Human Rights Watch.*2024[abc]", lines, re.MULTILINE)) == 3
    assert [note(style, f"[@undated-{letter}]")[-2] for letter in "ab"] == ["a", "b"]


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_parties_of_a_case_have_a_small_v(style: str) -> None:
    """Within a title in capitals, too; without a full stop where the style says so."""
    text = "\n".join([*notes(style), listed(style)])
    v = "v" if style == "oscola" else "v."
    assert f"The Gambia {v} Myanmar" in text
    assert re.findall(r"\bV\b\.?", text) == []
    assert {*re.findall(r"(?:Others|Gambia) (v\.?) ", text)} == {v}


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_editors_stand_in_the_place_of_authors_once(style: str) -> None:
    """And the word for them in the plural."""
    text = note(style, "[@annan]") if style in NOTES else listed(style)
    line = next(one for one in text.split("\n") if "quest for peace" in one.lower())
    assert line.count("Thomas") + line.count("T. G.") == 1
    assert re.search(r"\beds\b|\bEds\b|dir\.", line)


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_no_title_is_said_twice(style: str) -> None:
    """Neither the whole one beside its short form, nor a title that stands for an author."""
    for text in [*notes(style), *listed(style).split("\n")]:
        for title in ("Vienna Convention", "VCLT", "Hirsi Jamaa", "Ports Act", "Commission of In"):
            assert text.lower().count(title.lower()) < 2, text
        assert not re.search("Vienna Convention.*VCLT", text)


@pytest.mark.parametrize("style", NOTES)
def test_a_note_begins_with_a_capital(style: str) -> None:
    """Also with `see`, with a particle, with a word in italics."""
    assert [text for text in notes(style) if not re.match(r"[*“«\s]*[A-ZÉ]", text)] == []


@pytest.mark.parametrize("style", NOTES)
def test_a_short_form_has_nothing_of_the_first_note_alone(style: str) -> None:
    """No address, no publisher, no year, no edition."""
    for cite in ("[@hrw-terror, p. 20]", "[@hafner]", "[@handbook]", "[@annan, p. 2]"):
        assert not re.search(r"hrw\.org|doi|Press|\(20\d\d\)|edn", note(style, cite))


def test_lawyers_find_a_source_by_the_note_that_named_it_first() -> None:
    """Counted by notes, not by sources: note 4 names two."""
    assert note("oscola", "[@hrw-terror, p. 20]") == "Human Rights Watch (n 4) 20."
    assert note("oscola", "[@poe-five, p. 104]") == "Author and others (n 11) 104."
    assert note("oscola", "[@season, p. 9]") == "Okoth (n 31) 9."
    assert note("oscola", "[@coi-2014, para. 80]") == "Ibid 80."


@pytest.mark.parametrize("style", STYLES)
def test_an_annex_is_no_appendix(style: str) -> None:
    """CSL knows no annexes; it stands in the words of the brief's language."""
    text = note(style, "[*cf.* @straight, annex 2]")
    assert re.search(r"[Aa]nnexe? 2", text)
    assert "app" not in text


@pytest.mark.parametrize("style", STYLES)
def test_straight_marks_are_set_as_in_prose(style: str) -> None:
    """In a title, in the name of a body, before and behind a source."""
    text = "\n".join([*notes(style), listed(style)])
    assert "'" not in text
    assert '"' not in text
    assert re.search("Doctors’ («\u00a0Relief\u00a0»|“Relief”) Union", text)
    assert re.search("(?i)what [“‘]safe[”’] isn’t", text)


def test_titles_have_their_capitals() -> None:
    """Behind marks and hyphens; small ones in short words, in French, and where a word asks."""
    text = "\n".join(notes("chicago-notes-bibliography"))
    for title in (
        "“A Sense of Terror Stronger than a Bullet”: The Closing", "Ships and Self-Reliance",
        "Larger than a Port", "L’Iran et la peine de mort", "What “Safe” Isn’t",
        "Use of eBay by Customs", "What Do Refugees Say about ‘Everyday’ Repression?",
    ):  # fmt: skip
        assert title in text
    french = "\n".join(notes("chicago-notes-bibliography-fr"))
    assert "Larger than a port" in french
    assert "What “safe” isn’t" in french


def test_a_journal_that_is_shortened_keeps_its_small_words() -> None:
    """Pandoc takes the full stop of `J.` for the end of a sentence; in a title it may be one. A
    particle of a verb, behind which the sentence pauses, is no small word.
    """
    path = find_style("chicago-notes-bibliography", Place("it"), Problems())
    assert path
    source = {"id": "a", "type": "article-journal", "language": "en", "title": "Aid. the end",
              "container-title": "Proc. of the Dep. of Law"}  # fmt: skip
    theme = read_theme(HOUSE, Problems())
    fitted = fit_source(source, read_style(path), theme.languages["en"])
    small = '<span class="nocase">of</span>'
    assert fitted["container-title"] == f"Proc. {small} the Dep. {small} Law"
    assert fitted["title"] == "Aid. the end"
    source["title"] = "Ships must be let in, and camps fill up"
    capital = '<span class="nocase">{}</span>'.format
    fitted = fit_source(source, read_style(path), theme.languages["en"])["title"]
    assert fitted == f"Ships must be let {capital('In')}, and camps fill {capital('Up')}"


@pytest.mark.long
def test_american_marks_take_the_stop_in() -> None:
    """In American English a comma and a full stop stand within the marks, of both quotations."""
    text = "\n".join(notes("chicago-notes-bibliography", "en-US"))
    assert "The Paradox of Empty Promises,” *American" in text
    assert "“A Country’s New Law Says Soldiers’ Families Are ‘Hostages of the State.’”" in text
    assert not re.search("[”’][.,]", text.replace("Doctors’", ""))
    british = "\n".join(notes("chicago-notes-bibliography"))
    assert "The Paradox of Empty Promises”, *American" in british
    assert "‘Hostages of the State’”." in british


def test_numbers_of_an_issue_have_their_plural() -> None:
    """`no.` before one, `nos` before several, never twice; a range has its dash."""
    style = "chicago-notes-bibliography"
    assert "110, no. 5 (2005)" in note(style, "[@hafner, pp. 1378–1380]")
    assert "12, nos 3–4 (2021)" in note(style, "[@double, p. 212]")
    assert "Ports Act, No. 7 of 2025 (Drevia 2025), § 4." in note(style, "[@law, s. 4]")
    for each in STYLES:
        text = "\n".join([*notes(each), listed(each)])
        assert not re.search(r"(?i)\b(nos?\.?|n°|nᵒ|pub\. l\.) (nos?\b\.?|n°|pub\. l\.)", text)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("chicago-notes-bibliography", ["2019–2021", "Spring 2020", "[1987?]", "forthcoming"]),
        ("chicago-notes-bibliography-fr", ["2019–2021", "printemps 2020", "[1987?]"]),
        ("oscola", ["2019–2021", "c. 1987", "forthcoming"]),
        ("apa", ["2019–2021", "2020, Spring", "ca. 1987", "forthcoming"]),
        ("chicago-author-date", ["2019–2021", "Spring", "[1987?]", "forthcoming"]),
        ("ieee", ["2019–2021", "Spring 2020", "c. 1987", "forthcoming"]),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_its_source(style: str, printed: list[str]) -> None:
    """A range, a season, about then, none as yet."""
    text = "\n".join([*notes(style), listed(style)])
    assert [one for one in printed if one not in text] == []


@pytest.mark.parametrize(
    ("tag", "date", "set_date"),
    [
        ("ru", "S/1, 14 октябрь 2006 г.", "S/1, 14 октября 2006 г."),
        ("ru", "14–16 октябрь 2006", "14–16 октября 2006"),
        ("ru", "май 2024 г., 2 май", "май 2024 г., 2 мая"),
        ("uk", "4 листопад 2025, листопад 2025", "4 листопада 2025, листопад 2025"),
        ("fr", "1 mai 2024, mai 2024", "1er mai 2024, mai 2024"),
        ("es", "14 de octubre de 2006", "14 de octubre de 2006"),
        ("en", "14 October 2006", "14 October 2006"),
    ],
)
def test_a_month_beside_its_day_has_the_case_of_its_language(
    tag: str, date: str, set_date: str
) -> None:
    """CSL knows one form of each month; a month without a day keeps it."""
    assert set_days(date, LANGUAGES[tag]) == set_date


def test_a_day_may_have_a_point() -> None:
    """As in Czech, of which a house may have the words."""
    czech = replace(LANGUAGES["en"], locale="cs-CZ", dates={})
    assert set_days("14. říjen 2006", czech) == "14. října 2006"


def test_names_have_their_particles_and_what_stands_behind_them() -> None:
    """One that belongs to the family name is sorted under it or not, as the style has it."""
    style = "chicago-notes-bibliography"
    assert note(style, "[@coming, ch. 3]").startswith("Max von Humbold Jr., ")
    assert note("apa", "[@coming, ch. 3]") == "(Humbold, forthcoming, Chapter 3)"
    assert note("apa", "[@about (on file with the author)]").startswith("(van Gaal, ")
    assert "Gaal, Ana van." in listed("chicago-author-date")
    assert "S-96, box 4, City Archive, Drevia." in note(style, "[@letter]")


@pytest.mark.parametrize("style", STYLES)
def test_words_stand_before_and_behind_a_source(style: str) -> None:
    """With their own comma or brackets, and *italics*."""
    cite = "[@range; see also @season, pp. 4-7, emphasis added]"
    assert re.search(r"; |, see also ", note(style, cite))
    assert re.search(r"4[–-]7\]?, emphasis added", note(style, cite))
    assert " (on file with the author)" in note(style, "[@about (on file with the author)]")
    assert re.search(r"\*[Cc]f\.\* ", note(style, "[*cf.* @straight, annex 2]"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2019/2021", "2019/2021"),
        ("2019-2021", "2019/2021"),
        ("2019-03 – 2019-05", "2019-03/2019-05"),
        ("Fall 2020", "autumn 2020"),
        ("c.1987", "c. 1987"),
        ("circa 1987", "c. 1987"),
        ("2020-05-06", "2020-05-06"),
    ],
)
def test_a_date_is_read_as_authors_write_it(typed: str, read: str) -> None:
    """With a slash or a dash, with `c.` or `circa`; `fall` is autumn."""
    assert str(Source(type="book", title="A", issued=typed, URL=None).issued) == read  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2021/2019", "`2021/2019` ends before it begins"),
        ("spring 2020-05", "`spring 2020-05` has a season and a month"),
        ("2020/2021-13", "`2021-13` is not a day of the calendar"),
        ("forthcoming", "`status: forthcoming`"),
    ],
)
def test_a_date_that_cannot_be_is_an_error(house: House, typed: str, fault: str) -> None:
    """It says what is wrong with it, or how to write it."""
    fields = f"sources:\n  a: {{type: book, title: A, issued: {typed}}}\n"
    assert fault in house.complaints(fields, "x[@a]")


# ---------------------------------------------------------------------------------------------
# On a page

BOOK = "sources:\n  a: {type: book, title: Rights, author: [{literal: A}], issued: 2023}\n" + (
    "  b: {type: book, title: Duties, author: [{literal: B}], issued: 2021}\n"
)


@pytest.mark.long
def test_sources_are_numbered_in_the_order_of_the_page(house: House) -> None:
    """Not in that of the file, nor of the alphabet; a block counts where it is printed."""
    house.put("../institute.yaml", INSTITUTE + "citation_style: ieee\n")
    fields = BOOK + "boxes: {law: 'In a box [@b].'}\n"
    page = text_of(house.html(fields, "{{ boxes.law }}\n\nOne [@a]. Two [@b; @a].\n"))
    assert "In a box [1]. One [2]. Two [1], [2]." in page
    assert "[1] B, Duties. 2021. [2] A, Rights. 2023." in page


TABLE = """\
| port | ships |
| --- | --: |
| North[@a, p. 5] | 670[@a, p. 5] |
| South[@a, p. 5] | 12[^n] |
| East[@a, p. 6] | 14[^n] |

After it.[@a, p. 5]

[^n]: Of all flags.
"""


@pytest.mark.long
def test_a_note_of_a_table_is_called_as_often_as_it_holds(house: House) -> None:
    """It stands at the foot once: the calls of one table have one number; the text has its own."""
    html = main_of(house.html(BOOK, TABLE))
    assert html.count('<span class="footnote') == 4
    page = text_of(html).replace("\u2060", "")
    assert page == (
        "port ships North[A, Rights (2023), 5.] 670 1 South1 12 [Of all flags. ] "
        "East[A, Rights, 6.] 14 2 After it.[A, Rights, 5.]"
    )
    links = re.findall(r'href="#([^"]*)">(\d+)<', html)
    assert [number for _, number in links] == ["1", "1", "2"]
    assert all(html.count(f'id="{target}"') == 1 for target, _ in links)


@pytest.mark.long
def test_a_citation_of_a_table_stands_in_the_text_wherever_it_holds(house: House) -> None:
    """In an author-date style there is no note to call."""
    house.put("../institute.yaml", INSTITUTE + "citation_style: apa\n")
    assert text_of(main_of(house.html(BOOK, TABLE))).count("(A, 2023, p. 5)") == 4


@pytest.mark.parametrize(
    ("tag", "written", "marked"),
    [
        ("zh", "A, <i>人权报告</i>, 2024.", "A, 《人权报告》, 2024."),
        ("zh", "A, “人权 (2024)”.", "A, 《人权 (2024)》."),
        ("ko", "A, <i>인권 보고서</i>, “북한”.", "A, 『인권 보고서』, 「북한」."),
        ("zh", "<i>On <b>it</b></i>, “人”, “It”.", "<i>On <b>it</b></i>, 《人》, “It”."),
        ("ru", "А, <i>Доклад «О мире»</i>, <i>It</i>.", "А, «Доклад „О мире“», <i>It</i>."),
        ("uk", "А, «Право «на життя» й «воду»», «Б».", "А, «Право „на життя“ й „воду“», «Б»."),
        ("ar", "أ، <i>تقرير</i>، ”قرار“.", "أ، ”تقرير“، ”قرار“."),
        ("en", "A, <i>人权报告</i>, “人权”.", "A, <i>人权报告</i>, “人权”."),
    ],
)  # fmt: skip
def test_a_title_stands_in_the_marks_of_its_script(tag: str, written: str, marked: str) -> None:
    """Letters other than a to z do not slant; a title in Latin letters is set as everywhere."""
    assert mark_titles(written, LANGUAGES[tag]) == marked


@pytest.mark.parametrize(
    ("kind", "title", "html", "once"),
    [
        ("report", "Aid", "S/RES/1718 (2006) (2006).", "S/RES/1718 (2006)."),
        ("document", "Aid", "S/RES/1718 (2006), 14 October 2006.", ""),
        ("legislation", "Lei de 1990", "Lei de 1990 (1990), art. 14.", "Lei de 1990, art. 14."),
        ("report", "Report 2016", "Report 2016 (2016).", ""),
        ("report", "Aid", "Aid 4 (2020) (2021).", ""),
    ],
)
def test_a_year_that_stands_there_already_is_said_once(
    kind: str, title: str, html: str, once: str
) -> None:
    """That of a symbol or of a law; a report of a year has its year of publication."""
    assert drop_repeats(html, [{"type": kind, "title": title}]) == (once or html)


@pytest.mark.parametrize(
    ("tag", "language", "is_kept"),
    [("fr", "en", True), ("fr", "English", True), ("fr", "fr-CA", False), ("es", "en", False)],
)
def test_a_title_keeps_the_spaces_of_its_language(tag: str, language: str, is_kept: bool) -> None:
    """No space before the colon of an English title in a French note."""
    source = {"type": "book", "title": "Bread: a history", "language": language}
    path = find_style("chicago-notes-bibliography", Place(""), Problems())
    assert path is not None
    title = fit_source(source, read_style(path), LANGUAGES[tag])["title"]
    spaced = LANGUAGES[tag].space(re.sub("<[^>]*>", "", title))
    assert ("\u00a0:" in spaced) is (tag == "fr" and not is_kept)
