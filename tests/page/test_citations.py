"""Citations: sources and keys become notes, or citations in the text, in a style of CSL."""

import re
from collections.abc import Sequence

import pytest
from support.depth import few
from support.houses import INSTITUTE, ROOT, House, main_of, said, text_of

from briefpress.model.contract import Name, Source
from briefpress.model.page import Citations
from briefpress.model.problems import Place, Problems
from briefpress.model.text import Citation, Cited, CitedTogether, PartialDate
from briefpress.page import footnotes
from briefpress.page.citations import (
    find_style,
    link,
    name_part,
    short,
    shown_address,
    write_citations,
)

SOURCES = """\
sources:
  report:
    type: report
    author: [{literal: Human Rights Council}]
    title: Report of the commission of inquiry
    number: A/HRC/25/63
    issued: 2014-02-07
    URL: https://undocs.org/A/HRC/25/63
  book:
    type: book
    author: [{family: Sen, given: Amartya}, {family: Ali, given: Nora}]
    title: On rights
    publisher: Press
    issued: 2023-05
  article:
    type: article-journal
    author: [{family: Dee, given: Di}]
    title: Borders
    container-title: Journal
    volume: 3
    issue: 2
    page: 5-9
    issued: 2022
    DOI: 10.1000/x
  page:
    type: webpage
    author: [{literal: Human Rights Watch}]
    title: Returns
    URL: https://example.org/a_(b)
    accessed: 2024-11-01
"""


def cite(house: House, prose: str, *, sources: str = SOURCES, style: str = "") -> str:
    """The text of a page that holds *prose*, each note in brackets."""
    house.put("../institute.yaml", INSTITUTE + style)
    return text_of(main_of(house.html(sources, prose)))


# ---------------------------------------------------------------------------------------------
# Notes


@pytest.mark.long
@pytest.mark.parametrize(
    ("key", "note"),
    [
        ("report", "Human Rights Council, Report of the Commission of Inquiry, A/HRC/25/63 (2014), "
                   "undocs.org/A/HRC/25/63."),
        ("book", "Amartya Sen and Nora Ali, On Rights (Press, 2023)."),
        ("article", "Di Dee, “Borders”, Journal 3, no. 2 (2022): 5–9, doi.org/10.1000/x."),
        ("page", "Human Rights Watch, “Returns”, accessed 1 November 2024, example.org/a_(b)."),
    ],
)  # fmt: skip
def test_a_citation_becomes_a_note(house: House, key: str, note: str) -> None:
    """A source cited for the first time is told in full, in the house's style."""
    assert cite(house, f"So it is.[@{key}]") == f"So it is.[{note}]"


@pytest.mark.long
def test_a_source_cited_again_is_shortened(house: House) -> None:
    """The second note of a source is its author and title, wherever another stands between."""
    assert cite(house, "One.[@book, p. 5] Two.[@page] Three.[@book, p. 7] Four.[@book, p. 7]") == (
        "One.[Amartya Sen and Nora Ali, On Rights (Press, 2023), 5.] "
        "Two.[Human Rights Watch, “Returns”, accessed 1 November 2024, example.org/a_(b).] "
        "Three.[Sen and Ali, On Rights, 7.] "
        "Four.[Sen and Ali, On Rights, 7.]"
    )


@pytest.mark.long
def test_a_note_follows_the_order_of_reading(house: House) -> None:
    """A source is told in full where it is read first, also in a block that brief.yaml holds."""
    fields = SOURCES + "boxes: {law: 'In a box.[@book]'}\n"
    page = text_of(main_of(house.html(fields, "{{ boxes.law }}\n\nAfter it.[@book]\n")))
    assert page.index("On Rights (Press, 2023)") < page.index("After it.[Sen and Ali, On Rights.]")


@pytest.mark.parametrize(
    ("tag", "text", "printed"),
    [
        ("fr", "Un mot.* Fin.", "Un mot*. Fin."),
        ("fr", "Un mot\u00a0!*", "Un mot*\u00a0!"),
        ("fr", "Un mot, etc.*", "Un mot, etc.*"),
        ("fr", "Un mot*.", "Un mot*."),
        ("es", "Una palabra,** y otra.*", "Una palabra*, *, y otra*."),
        ("pt", "Uma palavra;* fim.", "Uma palavra*; fim."),
        ("ru", "Слово.* Конец.", "Слово*. Конец."),
        ("ru", "Это было в 2014\u00a0г.*", "Это было в 2014\u00a0г.*"),
        ("ru", "Слово…*", "Слово…*"),
        ("en", "A word.* End.", "A word.* End."),
        ("ar", "كلمة.*", "كلمة.*"),
    ],
)
def test_the_call_of_a_note_stands_on_the_side_of_a_mark_that_its_language_has(
    house: House, tag: str, text: str, printed: str
) -> None:
    """French, Spanish, Portuguese and Russian have it before, whichever way an author writes it;
    the point of an abbreviation stays with it.
    """
    language = house.theme.languages[tag]
    for note in ("\ue0000\ue001", "<brief-note>N.</brief-note>"):
        marks = [Citation((Cited("a"),), Place("brief.md"))]

        def write(cited: Sequence[CitedTogether]) -> Citations:
            return Citations(True, ("N.",) * len(cited), (), "")

        page = f"<body><p>{text.replace('*', note)}</p></body>"
        made, _ = footnotes.set_notes(page, marks, {}, language, write)
        made = re.sub('\u2060?<span class="footnote(?: from-left)?">N[.]</span>', "*", made)
        made = made.replace('<span class="between-notes">, </span>', ", ")
        assert made == f"<body><p>{printed}</p></body>"


@pytest.mark.long
def test_several_sources_share_a_note(house: House) -> None:
    """Sources in one pair of brackets are one note, each with its prefix and its part."""
    assert cite(house, "So.[@book, p. 5; see also @article, ch. 2]") == (
        "So.[Amartya Sen and Nora Ali, On Rights (Press, 2023), 5; "
        "see also Di Dee, “Borders”, Journal 3, no. 2 (2022): ch. 2, doi.org/10.1000/x.]"
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "notes"),
    [
        ("x[@book][@page]", 2),
        ("x[@book] [@page]", 2),
        ("x[^1][@page]\n\n[^1]: A note.", 2),
        ("x[@book][^1][@page]\n\n[^1]: A note.", 3),
        ("[x](https://example.org/y)[@page]", 2),
    ],
)
def test_notes_at_one_place_are_kept_apart(house: House, prose: str, notes: int) -> None:
    """Two notes at one place have a comma between their calls: 1, 2 and not 12."""
    html = main_of(house.html(SOURCES, prose))
    assert html.count('<span class="footnote">') == notes
    assert html.count('</span><span class="between-notes">, </span>\u2060<span') == notes - 1


@pytest.mark.long
@pytest.mark.parametrize(
    "prose", ["x[@book] y[@page]", "x[@book], y[@page]", "- x[@book]\n- [@page]"]
)
def test_notes_at_two_places_have_nothing_between_them(house: House, prose: str) -> None:
    """Where a word stands between two notes, nothing is added."""
    assert "between-notes" not in house.html(SOURCES, prose)


@pytest.mark.long
@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Votes & vetoes[@book]", "Votes &amp; vetoes"),
        ("Votes[@book][@page]", "Votes"),
        ("In 2024[^1]", "In 2024"),
        ("*Votes*[@book], then **vetoes**[@page]", "Votes, then vetoes"),
    ],
)
def test_a_heading_with_notes_has_no_numbers_in_the_outline(
    house: House, heading: str, label: str
) -> None:
    """Readers jump to "In 2024" and not to "In 20241"."""
    note = "\n\n[^1]: A *note*." if "[^1]" in heading else ""
    html = main_of(house.html(SOURCES, f"## {heading}\n\nText.\n\n## Next\n\nText.{note}"))
    assert f'data-label="{label}">' in html
    assert html.count("data-label") == 1


def test_a_note_with_a_long_number_has_a_wider_margin(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 1000 on; before, its last digit stood on the first letter of the note."""
    assert footnotes.WIDE == 999
    monkeypatch.setattr(footnotes, "WIDE", 2)
    html = house.html("", "a[^a] b[^b] c[^c]\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C")
    assert re.findall('class="(footnote[^"]*)"', html) == ["footnote", "footnote", "footnote wide"]


def test_no_space_stands_before_a_call(house: House) -> None:
    """A space between a word and its citation is taken away, and no line breaks there."""
    assert re.search('word\u2060<span class="footnote">', house.html(SOURCES, "A word [@book]."))
    html = house.html(f"acronyms: {{UN: United Nations}}\n{SOURCES}", "The UN.\n\nUN word [@book].")
    assert 'word\u2060<span class="footnote">' in html


@pytest.mark.parametrize(
    ("prose", "joint"),
    [
        ("It was 670[@book] then.", "\u202f"),
        ("It was 670 [@book].", "\u202f"),
        ("It was **670**[^1].\n\n[^1]: A note.", "\u202f"),
        ("It was 670.[@book]", "\u2060"),
        ("It was 670 people.[@book]", "\u2060"),
    ],
)
def test_a_note_behind_a_number_is_parted_from_it(house: House, prose: str, joint: str) -> None:
    """Copied, 670 and note 1 are not 6701: a narrow blank that does not break parts them."""
    looks = "footnote behind-number" if joint == "\u202f" else "footnote"
    assert f'{joint}<span class="{looks}">' in house.html(SOURCES, prose)


@pytest.mark.long
def test_a_number_behind_the_call_of_a_note_is_parted_from_it(house: House) -> None:
    """In Chinese no space stands between two sentences: note 7 and `7月` are not 77."""
    html = house.html(SOURCES, "这是一句。[@book]7月，[@book]八月。")
    assert "</span>\u20097月" in html
    assert "\u2009八" not in html


@pytest.mark.long
def test_a_note_can_cite(house: House) -> None:
    """In a note of the author's a citation stands in the sentence, without a note of its own."""
    assert cite(house, "x[^1] y[@book]\n\n[^1]: As [@book, p. 5] says.") == (
        "x[As Amartya Sen and Nora Ali, On Rights (Press, 2023), 5 says. ] "
        "y[Sen and Ali, On Rights.]"
    )


@pytest.mark.parametrize(
    "where",
    ["## Heading[@book]", "- item[@book]", "> quotation[@book]", "| head |\n| - |\n| cell[@book] |",
     "term[@book]\n: meaning", "**bold[@book]**"],
)  # fmt: skip
def test_a_citation_stands_anywhere(house: House, where: str) -> None:
    """Headings, lists, quotations and tables can cite."""
    assert "[Amartya Sen and Nora Ali, On Rights (Press, 2023).]" in cite(house, where)


@pytest.mark.long
def test_a_citation_stands_in_any_field(house: House) -> None:
    """Titles and messages can cite; the title of the document and the running head do not."""
    head = "title: A brief.[@book]\nstandfirst: Lines.[@page]\npublished: 2024-11-26\n"
    html = house.html(SOURCES, head=head)
    assert "<title>A brief.</title>" in html
    assert 'data-short="A brief."' in html
    assert '<meta name="description" content="Lines.">' in html
    assert text_of(re.search("<h1.*?</h1>", html)[0]) == (  # type: ignore[index]
        "A brief.[Amartya Sen and Nora Ali, On Rights (Press, 2023).]"
    )


# ---------------------------------------------------------------------------------------------
# Parts of a source

ENGLISH = {
    "act": "act 2", "agenda-item": "agenda item 2", "annex": "annex 2", "appendix": "app. 2",
    "article-locator": "art. 2", "book": "bk 2",
    "canon": "can. 2", "chapter": "ch. 2", "column": "col. 2", "elocation": "loc. 2",
    "equation": "eq. 2", "figure": "fig. 2", "folio": "fol. 2", "issue": "no. 2",
    "line": "line 2", "note": "n. 2", "opus": "op. 2", "page": "2", "paragraph": "para. 2",
    "part": "pt 2", "rule": "r. 2", "scene": "sc. 2", "section": "sect. 2",
    "sub-verbo": "under 2", "supplement": "suppl. 2", "timestamp": "at 2",
    "title-locator": "tit. 2", "verse": "v. 2", "version": "version 2", "volume": "vol. 2",
    "box": "box 2", "clause": "cl. 2", "indicator": "indicator 2", "item": "item 2",
    "principle": "principle 2", "recital": "recital 2", "recommendation": "recommendation 2",
    "schedule": "sched. 2", "slide": "slide 2", "sub-paragraph": "subpara. 2",
    "preamble": "preamble 2",
    "foreword": "foreword 2", "summary": "summary 2", "subsection": "subsec. 2", "table": "table 2",
}  # fmt: skip


@pytest.mark.long
def test_every_part_of_a_source_is_named(house: House) -> None:
    """In English each kind of part has its word before the number; a bare number is a page."""
    english = house.theme.languages["en"]
    locators = {**english.locators, **english.own_locators}
    prose = "\n\n".join(f"{label}[@book, {words[0]} 2]" for label, words in locators.items())
    page = cite(house, prose)
    for label, printed in ENGLISH.items():
        assert re.search(rf"{label}\[[^\]]*On Rights(?: \(Press, 2023\))?, {printed}\.\]", page), (
            label
        )
    assert ENGLISH.keys() == locators.keys()


@pytest.mark.long
def test_several_parts_have_their_plural(house: House) -> None:
    """Two paragraphs are paras, and a dash stands between their numbers."""
    assert cite(house, "x[@book, paras. 74-76]").endswith("(Press, 2023), paras 74–76.]")


@pytest.mark.long
def test_a_part_within_a_part_makes_no_plural(house: House) -> None:
    """A page of one chapter is not one of several chapters."""
    assert cite(house, "x[@book, ch. 3, p. 5]").endswith("(Press, 2023), ch. 3, p. 5.]")


# ---------------------------------------------------------------------------------------------
# Other styles and languages


@pytest.mark.long
def test_a_style_of_the_text_cites_in_the_text(house: House) -> None:
    """In an author-date style nothing is a note, and the sources are listed at the end."""
    style = "citation_style: apa\n"
    prose = "One [@book, p. 5]. Two [@report; @book]."
    assert cite(house, prose, style=style) == (
        "One (Sen & Ali, 2023, p. 5). Two (Human Rights Council, 2014; Sen & Ali, 2023)."
    )
    page = text_of(house.html(SOURCES, prose).partition("</main>")[2])
    assert page.startswith(
        "References "
        "Human Rights Council. (2014). Report of the commission of inquiry (A/HRC/25/63). "
        "undocs.org/A/HRC/25/63 "
        "Sen, A., & Ali, N. (2023). On rights. Press."
    )
    assert "Dee" not in page, "a source that nobody cites is not listed"


def test_a_style_of_notes_lists_no_references(house: House) -> None:
    """Where every source has a note, a list of them is not printed."""
    assert "References" not in text_of(house.html(SOURCES, "One.[@book]"))


def test_no_style_of_the_text_cites_for_nothing(house: House) -> None:
    """A brief that cites nothing has no list of references, in any style."""
    house.put("../institute.yaml", INSTITUTE + "citation_style: apa\n")
    assert "References" not in text_of(house.html(SOURCES, "One."))


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "apa"])
def test_the_brief_says_how_to_cite_it(house: House, style: str) -> None:
    """The suggested citation is in the house's own style: institute, title, series, year."""
    house.put("../institute.yaml", INSTITUTE + f"citation_style: {style}\n")
    foot = text_of(house.html("", "Text.\n").partition("</main>")[2])
    suggestion = foot.partition("Suggested citation ")[2].removesuffix(" Draft")
    assert suggestion == {
        "chicago-notes-bibliography":
            "Institute of Tests, A Tiny Brief, Policy brief (Testville, 2024).",
        "apa": "Institute of Tests. (2024). A tiny brief [Policy brief].",
    }[style]  # fmt: skip


def test_the_number_of_the_suggested_citation_stays_with_its_word(house: House) -> None:
    """`no. 12` is not divided."""
    html = house.html("number: 12\n", "Text.\n").partition("</main>")[2]
    assert re.search("no\\.(?:\u00a0|&nbsp;)12", html)


@pytest.mark.long
@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("", "So it is.[Amartya Sen and Nora Ali, On Rights (Press, 2023).], [Ours. ] More."),
        ("citation_style: apa\n", "So it is (Sen & Ali, 2023).[Ours. ] More."),
    ],
)
def test_a_citation_before_a_stop_joins_the_note_behind_it(
    house: House, style: str, printed: str
) -> None:
    """Two calls around the stop of one sentence stand together; in brackets it stays before it."""
    text = cite(house, "So it is[@book].[^1] More.\n\n[^1]: Ours.\n", style=style)
    assert text.startswith(printed)


@pytest.mark.long
def test_a_french_brief_cites_in_french(house: House) -> None:
    """Words and quotation marks are French, a note is called before the point, a title keeps its
    small letters."""
    sources = SOURCES.replace("On rights", "Les droits de la personne")
    assert cite(house, "Un.[@book] Deux.[@article]", sources="language: fr\n" + sources) == (
        "Un[Amartya Sen et Nora Ali, Les droits de la personne (Press, 2023).]. "
        "Deux[Di Dee, « Borders », Journal 3, nᵒ 2 (2022) : 5-9, doi.org/10.1000/x.]."
    )


@pytest.mark.long
def test_a_spanish_brief_cites_in_spanish(house: House) -> None:
    """A range is written in full with a dash, a page was “consultado el”, a court has a comma."""
    more = (
        "  site: {type: webpage, title: Cifras, URL: 'https://x.org/c', accessed: 2026-03-30}\n"
        "  case: {type: legal_case, title: A contra B, authority: Corte, issued: 2023-08-09}\n"
    )
    text = "Un.[@article, p. 201-205] Dos.[@site] Tres.[@case]"
    cited = cite(house, text, sources=f"language: es\n{SOURCES}{more}")
    assert "201–205" in cited
    assert "consultado el 30 de marzo de 2026" in cited
    assert "(Corte, 9 de agosto de 2023)" in cited


@pytest.mark.long
def test_a_french_semicolon_has_a_blank_before_it(house: House) -> None:
    """Between the sources of a note, and of the line under a table."""
    table = "tables:\n  t: {caption: c, columns: [a], rows: [[b]], source: book; article}\n"
    text = cite(
        house, "Un.[@book; @article]\n\n{{ tables.t }}\n", sources=f"language: fr\n{SOURCES}{table}"
    )
    assert re.findall(r"\S*\s?;", text) == ["2023) ;", "2023 ;"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("tag", "sign"), [("fr", "nº"), ("es", "núm."), ("pt", "n.º"), ("ru", "№")]
)
def test_the_number_of_a_paper_has_the_sign_of_its_language(
    house: House, tag: str, sign: str
) -> None:
    """Pandoc writes `no. 31` in any; and the sign stays with its number."""
    sources = SOURCES.replace("    number: A/HRC/25/63\n", "    genre: Note\n    number: 31\n")
    text = cite(house, "Un.[@report]", sources=f"language: {tag}\n{sources}")
    assert f"{sign} 31" in text and "no. 31" not in text


@pytest.mark.long
def test_a_note_in_ukrainian_has_its_words_for_dates_editors_and_editions(house: House) -> None:
    """CSL has `04, Листопад 2025`, `ed` and `2ий` there; the language’s file says other words."""
    sources = (
        "language: uk\nsources:\n"
        "  n: {type: article-newspaper, title: Річка, container-title: Час, issued: 2025-11-04}\n"
        "  c: {type: chapter, title: Криниці, container-title: Вода, edition: 2, issued: 2022,\n"
        "      author: [{literal: Рада}], editor: [{family: Шевчук, given: Ганна}]}\n"
    )
    page = house.draft_page(sources, "Одне.[@n] Друге.[@c]")
    text = text_of(main_of(page)).replace("\u00a0", " ")
    assert "4 листопада 2025" in text
    assert "ред. Ганна Шевчук" in text
    assert "2-ге вид." in text


@pytest.mark.long
def test_a_foreign_source_keeps_its_capitals(house: House) -> None:
    """A source that says its language is not written like an English title."""
    sources = SOURCES.replace("title: On rights", "title: Les droits de la personne")
    assert "Les Droits de La Personne" in cite(house, "x[@book]", sources=sources)
    sources = sources.replace("issued: 2023-05", "issued: 2023-05\n    language: fr")
    assert "Les droits de la personne" in cite(house, "x[@book]", sources=sources)


@pytest.mark.long
@pytest.mark.parametrize(
    ("style", "hint"),
    [
        ("chicago-notes-bibliograpy", "did you mean `chicago-notes-bibliography`?"),
        ("../../../etc/passwd", "known: "),
        ("APA", "did you mean `apa`?"),
    ],
)
def test_an_unknown_style_names_the_nearest(house: House, style: str, hint: str) -> None:
    """A style that does not exist is an error of institute.yaml, with a short hint."""
    house.put("../institute.yaml", f"{INSTITUTE}citation_style: {style}\n")
    page, problems = house.page(SOURCES, "One.[@book]")
    assert page is not None, "the usual style is taken in its place"
    assert said(problems).startswith(
        f"content/institute.yaml: error: no citation style `{style}`\n  hint: {hint}"
    )
    assert len(said(problems)) < 3000


def test_a_style_is_a_file_of_the_package() -> None:
    """The house's style is found among those that are installed."""
    problems = Problems()
    found = find_style("chicago-notes-bibliography", Place("x"), problems)
    assert found is not None
    assert found.endswith("chicago-notes-bibliography.csl")
    assert not problems.found


# ---------------------------------------------------------------------------------------------
# An author's words


@pytest.mark.long
@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Rights & duties", "Rights &amp; Duties"),
        ("A <script>alert(1)</script> end", "A End"),
        ("<img src=x onerror=y>A", "A"),
        ("A <a href='javascript:x'>b</a>", "A b"),
    ],
)
def test_a_source_brings_no_html(house: House, title: str, printed: str) -> None:
    """Whatever stands in a source's fields, only letters come onto the page."""
    html = main_of(house.html(f'sources: {{s: {{type: book, title: "{title}"}}}}\n', "x[@s]"))
    assert not re.search("<(script|img)|onerror|javascript", html)
    assert printed.lower() in re.sub("</?(a|i)[^>]*>", "", html).lower()


@pytest.mark.long
def test_the_address_of_a_source_is_a_link(house: House) -> None:
    """An address is linked whole, brackets among it, and printed without scheme and last slash."""
    html = main_of(house.html(SOURCES, "x[@page]"))
    link = re.search(r'<a href="(.*?)">(.*?)</a>(.)', html)
    assert link is not None
    assert (link[1], link[2].replace("\u2060", ""), link[3]) == (
        "https://example.org/a_(b)", "example.org/a_(b)", "."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/", "example.org"),
        ("http://example.org/a/b?c=d", "example.org/a/b?c=d"),
        ("mailto:a@example.org", "a@example.org"),
    ],
)
def test_an_address_is_shown_without_its_scheme(address: str, shown: str) -> None:
    """On paper nobody needs `https://`."""
    assert shown_address(address).replace("\u2060", "") == shown


@pytest.mark.parametrize(
    ("authors", "issued", "line"),
    [
        ([Name(literal="Human Rights Watch")], PartialDate(2024, 4), "HRW, 2024"),
        ([Name(family="Sen", given="Amartya")], PartialDate(2023), "Sen, 2023"),
        ([Name(family="Sen"), Name(family="Ali")], None, "Sen & Ali"),
        ([Name(family="王", given="小明")], PartialDate(2025), "王小明, 2025"),
        ([Name(family="Sen"), Name(family="Ali"), Name(family="Dee")], None, "Sen et al."),
        (None, PartialDate(2023), "A title, 2023"),
    ],
)
def test_a_source_under_a_figure_is_named_in_short(
    authors: list[Name] | None, issued: PartialDate | None, line: str
) -> None:
    """Author, by the short form that the brief gives, and year; the title where nobody wrote it."""
    source = Source(type="report", title="A title", author=authors, issued=issued, URL=None)
    assert short(source, {"Human Rights Watch": "HRW"}, "et al.") == line
    source = source.model_copy(update={"title_short": "Title"})
    assert short(source, {"Human Rights Watch": "HRW"}, "et al.") == line.replace(
        "A title", "Title"
    )


@pytest.mark.long
def test_a_note_beside_the_text_holds_on_whichever_page_it_is_printed(house: House) -> None:
    """It is shortened after the text before it; the text is not shortened after it, and neither is
    an `Ibid.` of the other: a block beside the text may go over to the next page.
    """
    fields = (
        SOURCES + "timeline:\n  - {date: 2014, event: 'One.[@book, p. 5]'}\n"
        "  - {date: 2015, event: 'Two.[@page]'}\n  - {date: 2016, event: 'Three.[@page]'}\n"
    )
    prose = "Text.[@book, p. 5]\n\n{{ timeline }}\n\nThen.[@page] Again.[@page]"
    style = "citation_style: australian-historical-studies\n"
    house.put("../institute.yaml", INSTITUTE + style)
    assert text_of(main_of(house.html(fields, prose))) == (
        "Text.[Amartya Sen and Nora Ali, On rights (Press, 2023), 5.] In dates "
        "2014 One.[Sen and Ali, On rights, 5.] "
        "2015 Two.[Human Rights Watch, “Returns”, example.org/a_(b).] "
        "2016 Three.[Human Rights Watch, “Returns”.] "
        "Then.[Human Rights Watch, “Returns”, example.org/a_(b).] Again.[Ibid.]"
    )


@pytest.mark.long
@pytest.mark.parametrize("kind", ["report", "legislation", "treaty", "legal_case", "document"])
def test_paragraphs_are_written_out_whatever_the_source_is(house: House, kind: str) -> None:
    """A resolution reads `para. 4` as a report does, and no `¶ 4` of American courts."""
    sources = f"sources: {{it: {{type: {kind}, title: Title, issued: 2024}}}}\n"
    text = cite(house, "One.[@it, para. 4] Two.[@it, paras. 74-76]", sources=sources)
    assert ", para. 4.]" in text
    assert text.count("¶") == 0
    assert ", paras 74–76.]" in text


def test_the_part_of_a_source_is_named_under_a_figure(house: House) -> None:
    """In the words of the brief's language, of one part and of several."""
    parts = [Cited("x", "page", "5"), Cited("x", "page", "5–7"), Cited("x", "act", "2"), Cited("x")]
    style = str(find_style("chicago-notes-bibliography", Place(""), Problems()))
    english = house.theme.languages["en"]
    names = [name_part(one, "report", style, english) for one in parts]
    assert names == ["p.\u00a05", "pp.\u00a05–7", "act\u00a02", ""]


@pytest.mark.parametrize(
    ("tag", "locator", "is_several"),
    [("en", "4 and 6", True), ("en", "4 to 6", True), ("es", "4 a 6", True), ("es", "4 a)", False),
     ("es", "4 a) y b)", True), ("ru", "4 и 6", True), ("ar", "4 و6", True), ("fr", "4", False)],
)  # fmt: skip
def test_several_parts_are_joined_by_a_word_of_the_language(
    house: House, tag: str, locator: str, is_several: bool
) -> None:
    """The word before them is that of several; the letter of one part is not taken for it."""
    style = str(find_style("chicago-notes-bibliography", Place(""), Problems()))
    language = house.theme.languages[tag]
    named = name_part(Cited("x", "chapter", locator), "report", style, language)
    assert named == f"{language.part_words('chapter')[is_several]}\u00a0{locator}"


@pytest.mark.long
@pytest.mark.parametrize(
    ("tag", "prose", "printed"),
    [
        ("en", "A.[@book, tables 1 and 2] B.[@book, arts 3 and 4] C.[@book, chapters 5 and 6]",
         ("tables 1 and 2.", "arts 3 and 4.", "chs 5 and 6.")),
        ("es", "A.[@book, párrs. 31 a 33] B.[@book, figs. 3 y 4] C.[@book, párr. 3]",
         ("párrs. 31 a 33.", "figs. 3 y 4.", "párr. 3.")),
    ],
)  # fmt: skip
def test_parts_that_a_word_joins_have_their_name(
    house: House, tag: str, prose: str, printed: tuple[str, ...]
) -> None:
    """Beside one another too, in a style that prints a bare number of no part that it calls so."""
    text = cite(house, prose, sources=f"language: {tag}\n{SOURCES}")
    assert [one for one in printed if one not in text.replace("\u00a0", " ")] == []


@pytest.mark.long
def test_a_note_names_another_one_by_its_number(house: House) -> None:
    """In a style of lawyers a source cited again is found by the note that named it first."""
    prose = "One.[^1] Two.[@book, p. 5] Three.[@page] Four.[@book, p. 7]\n\n[^1]: A note."
    text = cite(house, prose, style="citation_style: oscola\n")
    assert text.endswith("Four.[Sen and Ali (n 2) 7.]")


@pytest.mark.long
def test_a_part_that_is_no_number_keeps_its_word(house: House) -> None:
    """Chicago leaves the word out where no number follows, which would read as a page."""
    text = cite(house, "One.[@book, table A.4] Two.[@book, annex II] Three.[@book, p. iv]")
    assert "(Press, 2023), table A.4.]" in text
    assert "On Rights, annex II.]" in text
    assert text.endswith("On Rights, iv.]")


@pytest.mark.long
def test_a_style_that_names_another_is_written_as_that_one(house: House) -> None:
    """Journals often have the style of another one, by a file without rules."""
    text = cite(house, "One.[@book]", style="citation_style: 2d-materials\n")
    assert text == "One [1]."


@pytest.mark.parametrize(
    ("prose", "page"),
    [
        ("So it is.[@book]", "So it is (Sen & Ali, 2023)."),
        ("So it is. [@book] And so.", "So it is (Sen & Ali, 2023). And so."),
        ("So it is [@book]. And so.", "So it is (Sen & Ali, 2023). And so."),
        ("So, *it is*.[@book]", "So, it is (Sen & Ali, 2023)."),
        ("Sen et al. [@book] say so.", "Sen et al. (Sen & Ali, 2023) say so."),
    ],
)
def test_a_citation_in_the_text_stands_before_the_full_stop(
    house: House, prose: str, page: str
) -> None:
    """Whether the author puts it there, or behind as for a note."""
    assert cite(house, prose, style="citation_style: apa\n") == page


def test_an_address_that_is_longer_than_a_column_of_notes_may_be_divided() -> None:
    """A shorter one goes down whole."""
    assert 'class="long"' in link("https://budget.example.org/data/by-function/and-region/2025.csv")
    assert 'class="long"' not in link("https://example.org/budget/2025.csv")


def test_a_long_address_in_a_note_of_the_author_may_be_divided(house: House) -> None:
    """It would run past the edge of the page: the addresses of notes are not divided else."""
    prose = "Text.^[See https://example.org/{} today.] More.\n"
    for end, is_long in (("2025.csv", False), ("data/" * 12, True)):
        page, _ = house.page(prose=prose.format(end))
        assert page is not None
        assert ('<a class="long" href="https://example.org/' in page.text) is is_long


@pytest.mark.long
def test_a_part_that_nobody_knows_is_printed_as_it_was_written(house: House) -> None:
    """A draft says `zz 4` where an author wrote that, and not `p. zz 4`; both places are told."""
    fields = SOURCES + "timeline: [{date: 2024, event: One., source: 'book, yy 9'}]\n"
    _, problems = house.parse(fields, "x[@book, zz 4]\n\n{{ timeline }}\n")
    assert {one.message for one in problems.found} == {
        "`zz 4` does not say which part of the source",
        "`yy 9` does not say which part of the source",
    }
    style = str(find_style("chicago-notes-bibliography", Place(""), Problems()))
    book = Source.model_validate({"type": "book", "title": "Rights", "issued": "2023"})
    cited = CitedTogether((Cited("book", None, "zz 4"),))
    english = house.theme.languages["en"]
    written = write_citations(style, english, {"book": book}, book, [cited]).written
    assert written == ("<i>Rights</i> (2023), zz 4.",)
    assert name_part(cited.items[0], "book", style, english) == "zz 4"


# ---------------------------------------------------------------------------------------------
# Laws, treaties, cases


@pytest.mark.long
@pytest.mark.parametrize(
    ("source", "note"),
    few([
        ("{type: legislation, title: Ports Act, number: No. 7 of 2025, jurisdiction: Drevia, "
         "issued: 2025-03-14}", "Ports Act, No. 7 of 2025 (Drevia 2025), §§ 4–9."),
        ("{type: legislation, title: Ports Act, number: 7 of 2025, jurisdiction: Drevia, "
         "issued: 2025}", "Ports Act, No. 7 of 2025 (Drevia 2025), §§ 4–9."),
        ("{type: legislation, title: Modern Act 2015, number: c. 30, jurisdiction: UK, "
         "issued: 2015}", "Modern Act 2015, c. 30 (UK 2015), §§ 4–9."),
        ("{type: legislation, title: Rights Act, number: 108-333, jurisdiction: United States, "
         "issued: 2004}", "Rights Act, Pub. L. No. 108-333 (2004), §§ 4–9."),
        ("{type: legislation, title: Rights Act, number: Pub. L. No. 108-333, issued: 2004}",
         "Rights Act, Pub. L. No. 108-333 (2004), §§ 4–9."),
        ("{type: regulation, title: Sanctions Order, number: S.I. 2025/7, jurisdiction: Drevia, "
         "issued: 2025}", "Sanctions Order, S.I. 2025/7 (Drevia 2025), §§ 4–9."),
        ("{type: bill, title: Ferries Bill, number: Bill 14, authority: Parliament of Drevia, "
         "jurisdiction: Drevia, issued: 2025}",
         "Ferries Bill, Bill 14, Parliament of Drevia (2025), §§ 4–9."),
        ("{type: legal_case, title: A v. B, number: 31/2025, authority: High Court, "
         "jurisdiction: Kenya, issued: 2025}",
         "A v. B, No. 31/2025 (High Court, Kenya 2025), §§ 4–9."),
        ("{type: legislation, title: Law No. 12/2024 on Ferries, number: 12/2024, issued: 2024}",
         "Law No. 12/2024 on Ferries (2024), §§ 4–9."),
        ("{type: treaty, title: Ferries Pact, number: 14668, issued: 1966-12-16}",
         "Ferries Pact, 16 December 1966, No. 14668, §§ 4–9."),
        ("{type: hearing, title: Rights, number: 113-47, authority: House Committee, "
         "issued: 2014}", "Rights: Hearing before the House Committee, No. 113-47 (2014), §§ 4–9."),
        ("{type: hearing, title: Rights, number: H.R. 4, authority: House Committee, "
         "issued: 2014}", "Rights: Hearing on H.R. 4 before the House Committee (2014), §§ 4–9."),
        ("{type: article-newspaper, title: 'Crew: “No boat”', container-title: Courier, "
         "issued: 2025}", "“Crew: ‘No Boat’”, Courier, 2025, sects 4–9."),
    ], 3),
)  # fmt: skip
def test_a_law_is_cited_whichever_country_made_it(house: House, source: str, note: str) -> None:
    """The number stands as the author wrote it, once; whose law it is, is said; nothing of it is
    American that is not.
    """
    sources = f"sources: {{it: {source}}}\n"
    assert cite(house, "x[@it, ss. 4-9]", sources=sources) == f"x[{note}]"


@pytest.mark.long
def test_the_year_of_a_law_is_said_once(house: House) -> None:
    """`Modern Slavery Act 2015`, which ends with its year, has no second one behind it."""
    law = "{type: legislation, title: Modern Act 2015, issued: 2015}"
    sources = f"sources: {{it: {law}}}\n"
    for style, note in (("apa", " (Modern Act 2015, § 9)"), ("oscola", "[Modern Act 2015 s 9.]")):
        text = cite(house, "x[@it, s. 9]", sources=sources, style=f"citation_style: {style}\n")
        assert text == f"x{note}"


@pytest.mark.long
def test_a_part_is_named_alike_under_a_figure_and_in_a_note(house: House) -> None:
    """The section of a law has its sign in both, that of a report its word."""
    fields = "sources: {act: {type: %s, title: Ports Act, issued: 2025}}\n" + (
        "timeline: [{date: 2025, event: One., source: 'act, s. 9'}]\n"
    )
    for kind, named in (("legislation", "§\u00a09"), ("report", "sect.\u00a09")):
        html = main_of(house.html(fields % kind, "x[@act, s. 9]\n\n{{ timeline }}\n"))
        assert html.count(named) == 2, html


@pytest.mark.long
def test_the_examples_of_the_docs_print_as_shown(house: House) -> None:
    """Interviews, messages, data with a version, speeches and papers that were only given."""
    page = (ROOT / "docs/citations.md").read_text("utf-8")
    (sources,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    notes = dict(re.findall(r"^\| (\w+) \| ([^|]+\.) \|$", page.partition("```yaml")[2], re.M))
    keys = re.findall(r"^(\w+):", sources, re.M)
    assert len(keys) > 5
    prose = "\n\n".join(f"So.[@{key}]" for key in keys)
    fields = "sources:\n" + "".join(f"  {line}\n" for line in sources.splitlines())
    printed = cite(house, prose, sources=fields).replace("\u00a0", " ")
    assert printed == " ".join(f"So.[{notes.get(key)}]" for key in keys)


@pytest.mark.long
@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("type: interview, title: A farmer", "A farmer, 2026."),
        ("type: interview, title: Interview by SMS, author: [{family: Roy}]",
         "Roy, interview by SMS, 2026."),
        ("type: personal_communication, title: SMS to us, author: [{family: Roy}]",
         "Roy, SMS to us, 2026."),
        ("type: dataset, title: Rates, version: '2.1'", "“Rates”, version 2.1, 2026."),
        ("type: dataset, title: Rates, version: 2024-2", "“Rates”, version 2024-2, 2026."),
        ("type: dataset, title: Rates, version: v3 and v4", "“Rates”, version v3 and v4, 2026."),
    ],
)  # fmt: skip
def test_what_was_never_published_has_no_title_and_a_version_is_one(
    house: House, source: str, note: str
) -> None:
    """Without quotation marks and capitals that make a work of it."""
    sources = f"sources: {{s: {{{source}, issued: 2026}}}}\n"
    assert cite(house, "So.[@s]", sources=sources).replace("\u00a0", " ") == f"So.[{note}]"
