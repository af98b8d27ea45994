"""Prose: Markdown becomes clean HTML with marks for what the page fills in.

Each file of cases/ is a promise about one construct, and a new one is a new promise. A case is a
title, which ends with a language in brackets where it is not English; Markdown; a line of at least
ten dashes; the HTML; and, where there are any, another line of dashes and the problems. A mark is
shown as `⟦facts.returned⟧`, hard spaces as `&nbsp;` and `&#8239;`.
"""

import re
from pathlib import Path

import pytest
from support.depth import few
from support.houses import ROOT, said

from briefpress.content.prose import Typesetter
from briefpress.model.brief import NUMBER, Language
from briefpress.model.contract import BLOCKS
from briefpress.model.problems import Place, Problems, Stopped
from briefpress.model.text import MARK, Block, Cited, Mark, Missing, Reference, Value
from briefpress.page.theme import read_theme

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.md"))
LANGUAGES = read_theme(ROOT, Problems()).languages


def typesetter(language: Language = LANGUAGES["en"]) -> Typesetter:
    """A typesetter that has set nothing yet."""
    blocks = {name: kind.has_names for name, kind in BLOCKS.items()}
    return Typesetter(language, LANGUAGES, blocks, Problems())


def shown(mark: Mark) -> str:
    """A mark as the cases show it."""
    if isinstance(mark, Value):
        return f"⟦{'.'.join(mark.path)}⟧"
    if isinstance(mark, Block):
        return f"⟦{mark.kind}.{mark.name}⟧" if mark.name else f"⟦{mark.kind}⟧"
    if isinstance(mark, Missing):
        return f"⟦missing {mark.text}⟧"
    if isinstance(mark, Reference):
        return f"⟦to {mark.path}⟧"
    return f"⟦{'; '.join(map(cited, mark.items))}⟧"


def cited(one: Cited) -> str:
    """One source of a citation as the cases show it."""
    prefix = f"{one.prefix} " if one.prefix else ""
    part = f", {one.label} {one.locator}" if one.locator else ""
    return f"{prefix}@{one.key}{part}" + (f" ‹{one.suffix}›" if one.suffix else "")


def set_text(text: str, tag: str = "en") -> tuple[str, str]:
    """Set *text*: HTML as the cases show it, and the problems."""
    setter = typesetter(LANGUAGES[tag])
    html = setter.set(text, Place("brief.md", 1), inline=False).html
    html = MARK.sub(lambda match: shown(setter.marks[int(match[1])]), html)
    html = html.replace("\u00a0", "&nbsp;").replace("\u202f", "&#8239;")
    return re.sub(r"\n\n+", "\n", html).strip(), said(setter.problems)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    """A construct of Markdown becomes the HTML of its case, with the problems of its case."""
    title, _, text = case.read_text("utf-8").partition("\n\n")
    markdown, html, *problems = re.split(r"^-{10,}\n", text, flags=re.MULTILINE)
    language = re.search(r"\((\w\w)\)$", title)
    assert set_text(markdown, language[1] if language else "en") == (
        html.strip(),
        "".join(problems).strip(),
    )


def test_one_chinese_sign_is_no_last_line() -> None:
    """The last two stay together, with what closes the sentence behind them."""
    text = "他们说没有人知道被遣返的人数。"
    assert set_text(text, "zh")[0] == f"<p>{text[:-2]}\u2060{text[-2:]}</p>"


# ---------------------------------------------------------------------------------------------
# Marks


def test_marks_are_numbered_through_all_texts_of_a_brief() -> None:
    """Each name and citation of a brief has a number of its own, and its place."""
    setter = typesetter()
    title = setter.set("{{ number }}", Place("brief.yaml", 2), inline=True)
    prose = setter.set("a\n\nb [@x]\n{{ title }}", Place("brief.md", 1), inline=False)
    assert MARK.findall(title.html + prose.html) == ["0", "1", "2"]
    assert [str(mark.place) for mark in setter.marks] == [
        "brief.yaml:2",
        "brief.md:3",
        "brief.md:4",
    ]
    assert (prose.source, prose.place) == ("a\n\nb [@x]\n{{ title }}", Place("brief.md", 1))


@pytest.mark.parametrize("text", ["\\{{ title }}", "\\[@report]", "&#123;&#123; title }}"])
def test_what_is_escaped_leaves_no_mark(text: str) -> None:
    """An author can write about braces and brackets."""
    setter = typesetter()
    setter.set(text, Place("brief.md", 1), inline=False)
    assert setter.marks == []
    assert not setter.problems.found


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("report", [Cited("report")]),
        ("report, p. 3", [Cited("report", "page", "3")]),
        ("@report, paras. 74--76", [Cited("report", "paragraph", "74–76")]),
        ("report; book, ch. 2", [Cited("report"), Cited("book", "chapter", "2")]),
        (
            "report، p. 3؛ book，ch. 2",
            [Cited("report", "page", "3"), Cited("book", "chapter", "2")],
        ),
    ],
)
def test_the_source_of_a_value_is_a_citation(text: str, items: list[Cited]) -> None:
    """`source:` is written like a citation, without its brackets and signs."""
    setter = typesetter()
    assert setter.cite(text, Place("brief.yaml", 3)).items == tuple(items)
    assert not setter.problems.found


def test_notes_of_two_texts_have_nothing_to_do_with_each_other() -> None:
    """Each text calls its own notes, whatever those of another text are called and hold."""
    setter = typesetter()
    setter.set("a[^1]\n\n[^1]: b\n\n    - c\n", Place("brief.yaml", 7), inline=False)
    setter.set("a[^1]\n\n[^1]: b\n", Place("brief.md", 1), inline=False)
    (problem,) = setter.problems
    assert problem.place == Place("brief.yaml", 9)


# ---------------------------------------------------------------------------------------------
# Parts of a source

WORDS = [
    (label, word)
    for language in LANGUAGES.values()
    for label, words in language.locators.items()
    for word in words
]
BY_LANGUAGE = frozenset({"§", "§§", "s.", "paragraph", "vers", "n.", "nn."})
"""The language of a brief decides what they are: § a section, and in French a paragraph; in German
S. is a page, Paragraph a section, Vers a verse; in Italian n. is the number of an issue.
"""
BEFORE = [
    (label, word) for label, word in WORDS if NUMBER not in word and word.lower() not in BY_LANGUAGE
]
"""Those that stand before a number; tests/page/test_cjk_fonts.py reads those around one."""


@pytest.mark.parametrize("meant", sorted({label for label, _ in BEFORE}))
def test_every_word_for_a_part_of_a_source_is_read(meant: str) -> None:
    """Each word before a number says which part is meant, in any case of letters."""
    setter = typesetter()
    words = [word for label, word in BEFORE if label == meant]
    texts = [
        text
        for word in words
        for text in (f"a, {word} 12", f"a, {word}\u00a012", f"a, {word.upper()} 12", f"a {word} 12")
    ]
    read = {text: setter.cite(text, Place("")).items for text in texts}
    assert read == dict.fromkeys(texts, (Cited("a", meant, "12"),))
    assert not setter.problems.found


def test_no_word_means_two_parts() -> None:
    """A word stands for one part of a source alone, but for a few, which a language decides."""
    labels = {word.lower(): label for label, word in WORDS}
    by_language = {word.lower() for label, word in WORDS if labels[word.lower()] != label}
    assert by_language == BY_LANGUAGE
    for tag, word, label in (
        *(("fr", "§", "paragraph"), ("en", "§", "section"), ("pt", "§", "section")),
        *(("en", "s.", "section"), ("de", "S.", "page"), ("de", "Paragraf", "section")),
        *(("en", "paragraph", "paragraph"), ("de", "Paragraph", "section")),
        *(("en", "vers", "version"), ("de", "Vers", "verse")),
        *(("en", "n.", "note"), ("it", "n.", "issue"), ("it", "nn.", "issue")),
    ):
        setter = typesetter(LANGUAGES[tag])
        assert setter.cite(f"a, {word} 14", Place("")).items == (Cited("a", label, "14"),)


@pytest.mark.parametrize(
    ("locator", "label", "printed"),
    [
        ("5", "page", "5"),
        ("iv", "page", "iv"),
        ("10-12, 15", "page", "10–12, 15"),
        ("pp. 10 -- 12", "page", "10–12"),
        ("§12", "section", "12"),
        ("¶¶ 3-4", "paragraph", "3–4"),
        ("s.v. genocide", "sub-verbo", "genocide"),
        ("p. A/HRC-3", "page", "A/HRC-3"),
        ("annexe II", "annex", "II"),
        ("s. 9", "section", "9"),
        ("ss 4-9", "section", "4–9"),
        ("§§4-9", "section", "4–9"),
        ("p.xii", "page", "xii"),
        ("p 5", "page", "5"),
        ("arts. 5 and 6", "article-locator", "5 and 6"),
        ("Table 3", "table", "3"),
        ("agenda item 4", "agenda-item", "4"),
        ("l. 5", "line", "5"),
        ("v–x", "page", "v–x"),
        ("preamble", "as it is", "preamble"),
        ("ch. 3, p. 5", "chapter", "3, p. 5"),
        ("pp. 3, 7 and *passim*", "page", "3, 7 and passim"),
        ("paras. 3, 5", "paragraph", "3, 5"),
    ],
)
def test_a_part_of_a_source_is_read_as_written(locator: str, label: str, printed: str) -> None:
    """A bare number is a page, hyphens between numbers become dashes, and no others do."""
    setter = typesetter()
    assert setter.cite(f"a, {locator}", Place("")).items == (Cited("a", label, printed),)
    assert not setter.problems.found


@pytest.mark.parametrize(
    ("locator", "source", "label"),
    [
        ("S. 5", {"type": "book", "language": "de"}, "page"),
        ("S. 7 f.", {"type": "book"}, "page"),
        ("s. 5", {"type": "book", "language": "pl"}, "page"),
        ("s. 5", {"type": "book"}, "section"),
        ("S. 5", {"type": "legislation"}, "section"),
        ("S. 5", {"type": "book", "language": "en"}, "section"),
        ("Rn. 12", {"type": "legal_case"}, "paragraph"),
        ("blz. 3", {"type": "report"}, "page"),
        ("hlm. 3", {"type": "report"}, "page"),
        ("pag. 3", {"type": "report"}, "page"),
        ("fls. 3", {"type": "report"}, "folio"),
    ],
)
def test_a_part_in_a_language_without_a_file_is_read(
    locator: str, source: dict[str, str], label: str
) -> None:
    """A German page is no section; one of an English law is."""
    setter = typesetter()
    setter.sources = {"a": source}
    (cited,) = setter.cite(f"a, {locator}", Place("")).items
    assert cited.label == label
    assert not setter.problems.found


@pytest.mark.parametrize("locator", ["somewhere", "the end", "p.", "xyz 3", "chapitre"])
def test_an_unknown_part_of_a_source_is_an_error(locator: str) -> None:
    """A part that is no page and no word of CSL is an error, not a page."""
    setter = typesetter()
    setter.cite(f"a, {locator}", Place("brief.md", 7))
    assert said(setter.problems).startswith(
        f"brief.md:7: error: `{locator}` does not say which part of the source"
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[@who-2025; p. 4]", "write a comma before it: [@who-2025, p. 4]"),
        ("[see @who-2025; 4–5]", "write a comma before it: [@who-2025, 4–5]"),
        ("[@who-2025; unhcr, p. 4]", "write its @: @unhcr, p. 4"),
        ("[@who-2025, p. 4; @civ-2020]", ""),
    ],
)
def test_a_part_behind_a_semicolon_is_told_with_its_comma(text: str, hint: str) -> None:
    """Between two sources stands a `;`, before the part of one a comma."""
    setter = typesetter()
    setter.sources = dict.fromkeys(("who-2025", "unhcr"))
    setter.set(f"So it is.{text}", Place("brief.md", 1), inline=False)
    assert [one.hint for one in setter.problems] == ([hint] if hint else [])
    setter.begin_anew(Problems())
    setter.cite("who-2025; p. 4", Place("brief.yaml", 3))
    assert "before it: who-2025, p. 4" in said(setter.problems)


# ---------------------------------------------------------------------------------------------
# Lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\nb <x>\n", 3),
        ("a\n\n[b](c)\n", 3),
        ("a\n\n\n\n[b][c]\n\n[c]: d\n", 7),
        ("a\nb ![c](d)\n", 2),
        ("a\n\n# b\n", 3),
        ("a\n\nb\n===\n", 3),
        ("a\n\nb[^c]\n", 3),
        ("a\n\n[^c]: d\n", 3),
        ("a\n\n{{ 1 }}\n", 3),
        ("a\nb {{ figures.x }}\n", 2),
        ("a\n{% b %}\n", 2),
        ("a\n\nb [@c, xyz]\n", 3),
        ("a\n\n*b*{: lang=c! }\n", 3),
        ("a\n\n" + "[" * 401, 3),
        ("a\n\n" + "b" * 40_001, 3),
        ("a\n\n" * 4_001, 8_001),
        ("a\n\n" + ">" * 13 + " b", 3),
        ("a\n\n" + "<b>" * 13, 3),
    ],
)
def test_a_problem_has_its_line(text: str, line: int) -> None:
    """Whatever is wrong with a text is told with the line on which it stands."""
    setter = typesetter()
    setter.set(text, Place("brief.md", 1), inline=False)
    (problem,) = setter.problems
    assert problem.place == Place("brief.md", line)


def test_a_text_in_a_field_counts_its_lines_from_there() -> None:
    """The second line of a text that begins in line 40 is line 41."""
    setter = typesetter()
    setter.set("a\n<x>", Place("brief.yaml", 40), inline=True)
    assert said(setter.problems).startswith("brief.yaml:41: error: the HTML element `x`")


# ---------------------------------------------------------------------------------------------
# Fields of one line


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A *title*", "A <em>title</em>"),
        ("It *is made up.*", "It <em>is made up.</em>"),
        ('"Rights"', "“Rights”"),
        ("one\ntwo", "one\ntwo"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("Nobody knew how it had come", "Nobody knew how it had come"),
        *((dash, dash) for dash in "-–—−"),
    ],
)
def test_a_field_of_one_line_has_no_paragraph(text: str, html: str) -> None:
    """A title is set without the element of a paragraph around it."""
    setter = typesetter()
    fragment = setter.set(text, Place("brief.yaml", 1), inline=True)
    assert fragment.html.replace("\u00a0", "&nbsp;") == html
    assert not setter.problems.found


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo",
        "- one\n- two",
        "## one",
        "> one",
        "| a |\n|-|\n| b |",
        "***",
        "    code",
        "a\n: b",
    ],
)
def test_more_than_a_paragraph_in_a_field_of_one_line_is_an_error(text: str) -> None:
    """A field for one sentence holds no list, no heading, no second paragraph."""
    setter = typesetter()
    setter.set(text, Place("brief.yaml", 9), inline=True)
    assert said(setter.problems) == (
        "brief.yaml:9: error: more than one paragraph\n  hint: this field holds one sentence or two"
    )


# ---------------------------------------------------------------------------------------------
# Limits


@pytest.mark.long
def test_a_brief_has_a_number_of_marks() -> None:
    """More names and citations than any brief needs stop it: each of them costs time."""
    setter = typesetter()
    text = "\n\n".join(["{{ title }}"] * 2_001)
    with pytest.raises(Stopped):
        setter.set(text, Place("brief.md", 1), inline=False)
    assert said(setter.problems).startswith(
        "brief.md:4001: error: more than 2000 names and citations"
    )


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    few(
        [
            "- one\n    - two\n        - three\n            - four\n",
            "> > > quoted\n",
            "".join(f"{'    ' * level}- level\n" for level in range(12)),
            "[" * 100 + "\n\n" + "[" * 100 + "\n\n" + "[" * 100 + "\n\n" + "*a* " * 100,
            "word " * 8_000,
            "word\n\n" * 4_000,
        ]
    ),
)
def test_what_authors_write_is_below_every_limit(text: str) -> None:
    """Lists in lists, many brackets in many paragraphs, long paragraphs are taken."""
    setter = typesetter()
    assert setter.set(text, Place("brief.md", 1), inline=False).html
    assert not setter.problems.found


@pytest.mark.parametrize(
    "frame", ["{}", "<b>{}</b>", "<div>{}</div>", "[a](https://example.org/{})"]
)
def test_no_letter_by_its_number_is_a_mark(frame: str) -> None:
    """The marks that a page reads come from names and citations alone."""
    setter = typesetter()
    text = frame.format("&#xE000;99&#57345;")
    html = setter.set(text, Place("brief.md", 1), inline=False).html
    assert not MARK.search(html)
    assert setter.marks == []


# ---------------------------------------------------------------------------------------------
# Markup that is left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("As @smith-2020 says, it holds.", "`@smith-2020` is left in the text"),
        ("First line\nas @smith-2020. says", "`@smith-2020` is left in the text"),
        ("As \\@smith-2020 says and `@smith-2020`.", ""),
        ("@unhcr says so, and smith@smith-2020.org", ""),
    ],
)
def test_a_bare_key_is_left_only_where_a_source_has_it(text: str, left: str) -> None:
    """`@name` is a citation of other tools where the name is a source's, else what it is."""
    setter = typesetter()
    setter.sources = {"smith-2020": None}
    setter.set(text, Place("brief.md", 1), inline=False)
    found = [problem.message for problem in setter.problems]
    assert found == ([left] if left else [])
    assert not left or setter.problems.found[0].place.line == 1 + text.count("\n")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("So it is [who-2025].", "[@who-2025]"),
        ("One line\nand so it is [who-2025, p. 4].", "[@who-2025, p. 4]"),
        ("It is so (see who-2025 p. 4).", "[see @who-2025, p. 4]"),
        ("It is so [cf. also who-2025; unhcr_b: 7].", "[cf. also @who-2025; @unhcr_b, 7]"),
        ("It is so [who-2025 and unhcr_b].", "[@who-2025; @unhcr_b]"),
        ("如此（见who-2025，第4页）。", "[见@who-2025, 第4页]"),
        ("قال (انظر who-2025، ص 4).", "[انظر @who-2025, ص 4]"),
        ("So it is [sic, p. 4].", "[@sic, p. 4]"),
        ("So it is.^[who-2025]", "[@who-2025]"),
        ("So it is.^[who-2025 says so, and others do]", ""),
        ("So it is [sic] (sic, p. 4), and [sic, they say].", ""),
        ("Read [who-2025](https://x.org) and [it][who-2025].\n\n[who-2025]: https://x.org", ""),
        ("So it is [@who-2025, p. 4] in `[who-2025]`, \\[who-2025\\].", ""),
        ("So it is [who-2026] and (the who-2025 report).", ""),
        ("So it is.[^who-2025]\n\n[^who-2025]: It is.", ""),
    ],
)
def test_a_citation_without_its_sign_is_told(text: str, cited: str) -> None:
    """Brackets that hold keys of sources alone are told with the citation to write."""
    setter = typesetter()
    setter.sources = dict.fromkeys(("who-2025", "unhcr_b", "sic"))
    setter.set(text, Place("brief.md", 1), inline=False)
    hints = [(problem.place.line, problem.hint) for problem in setter.problems]
    assert hints == ([(1 + text.count("\n"), f"write {cited}")] if cited else [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("So it is 【4:0†source】.", "【4:0†source】"),
        ("So it is citeturn0search1turn2view0.", "citeturn0search1turn2view0"),
        ("h2. Background", "h2."),
        ("== Background ==", "== Background =="),
        ("A {color:red}word{color}", "{color:red} {color}"),
        ("{toc}", "{toc}"),
        ("See [[https://x.org][it]].", "[[https://x.org][it]]"),
        ("It ends here. ^abc123", "^abc123"),
        ("✗ one\n✗ two", "✗"),
        ("1.1 One.\n1.2 Two.", "1.1"),
        ("Place\tPeople\nChad\t5", "Place People"),
        ("→ see the annex", ""),
        ("It rose by\n1.1 points and fell by\n2.3 points", ""),
        ("In class h2. It is.", ""),
        ("A {word} between braces, 3^2 and x ^2", ""),
        ("The brackets 【 and 】 of Chinese", ""),
    ],
)
def test_markup_of_chatbots_and_wikis_is_told(text: str, left: str) -> None:
    """And lines that run into one paragraph; signs that mean nothing else are left alone."""
    setter = typesetter()
    setter.set(text, Place("brief.md", 1), inline=False)
    found = [problem.message for problem in setter.problems]
    parts = left.split(" ") if left.startswith("{") else [left] * bool(left)
    assert found == [f"`{one}` is left in the text" for one in parts]


def test_bullets_of_all_kinds_make_a_list() -> None:
    """Whichever of its signs a word processor chose."""
    for bullet in "•▪➢►❖◆":
        html = typesetter().set(f"{bullet} one\n{bullet} two", Place(""), inline=False).html
        assert html.count("<li>") == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a [@b;\n@c] d\n\n$x$", 4),
        ("1) a\n2) b\n\nText:\n- c\n- ==d==", 6),
        ("> a\n> - b\n>   - ~~c", 3),
        ("| a |\n| - |\n| ==b== |", 3),
        ("a[^1]\n\n[^1]: b\n\n    c ==d==", 5),
        ("a^[b\nc ==d==]", 2),
        ("---\ntitle: a\n---\n\n$x$", 5),
    ],
)
def test_what_is_left_has_its_line(text: str, line: int) -> None:
    """Wherever it stands: in lists put right, quotations, cells, notes, below a long citation."""
    setter = typesetter()
    setter.set(text, Place("brief.md", 1), inline=False)
    assert setter.problems.found[-1].place == Place("brief.md", line)
