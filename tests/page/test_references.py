"""References: what a text calls a figure, a table, a box, a section or an annex."""

import re

from support.houses import House, main_of, said, text_of

MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
FIELDS = """\
boxes:
  law: {title: The law, text: "Two tables.\\n\\n{{ tables.inner }}"}
  bare: No title.
figures:
  map:
    {image: map.svg, caption: "A map, after {{ tables.inner.ref }}",
     alt: "As {{ figures.two.ref }}"}
  two: {image: map.svg, caption: Another, alt: Another}
  kept: {image: map.svg, caption: A third, alt: A third}
tables:
  inner: {columns: [a, b], rows: [[c, 1]], caption: In the box}
  last: {columns: [a, b], rows: [[c, 1]], caption: The last}
"""
PROSE = """\
## Risk

{{ figures.two.ref }} comes first. See {{ tables.last.ref }}, *{{ figures.map.ref }}* and
{{ boxes.law.ref }}.
It is said e.g. {{ figures.map.ref }} shows; {{ sections.the-other-risk.ref }} on
{{ sections.risk.page }}.

{{ figures.two }}

{{ boxes.law }}

{{ boxes.bare }}

{{ figures.map }}

### The *other* risk

{{ tables.last }}

## Annex: what the data do not say {: .annex }

See {{ annexes.list.ref }}, {{ sections.what-the-data-do-not-say.ref }}.

## A list {: .annex #list }

Text.
"""


def laid_out(house: House, prose: str = PROSE, fields: str = FIELDS) -> str:
    """The main part of the page, on which nothing is wrong but that one figure is not placed."""
    house.put("map.svg", MAP)
    page, problems = house.page(fields, prose)
    assert page is not None, said(problems)
    assert [one.message for one in problems.found] == [
        "`figures.kept` is never placed, it will not be printed"
    ]
    return main_of(page.text).replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_reference_that_begins_a_sentence_has_a_capital(house: House) -> None:
    """Behind a citation, a quotation and a note, too; behind a short form it has none."""
    source = (
        "sources:\n  one: {type: report, title: One, author: [{literal: Body}], issued: 2020}\n"
    )
    prose = (
        "A way out.[@one, p. 3] {{ figures.two.ref }} a. “Out.” {{ figures.two.ref }} b.\n"
        "On.[^n] {{ figures.two.ref }} c. On p. {{ figures.two.ref }} d,\n"
        "see {{ figures.two.ref }} e.\n\n"
        "- {{ figures.two.ref }} f\n- on {{ figures.two.ref }} g\n\n[^n]: A note.\n\n"
        "{{ figures.two }}\n\n{{ figures.map }}\n\n{{ boxes.law }}\n\n{{ boxes.bare }}\n\n"
        "{{ tables.last }}\n"
    )
    html = laid_out(house, prose, FIELDS + source)
    read = re.findall(r">(\w)igure 1</a> ([a-g])", html)
    assert {letter: first for first, letter in read} == {
        "a": "F", "b": "F", "c": "F", "d": "f", "e": "f", "f": "F", "g": "f",
    }  # fmt: skip


def test_a_reference_is_a_link_to_the_number_that_a_block_has(house: House) -> None:
    """Whatever stands before it; one in a box counts where the box stands."""
    html = laid_out(house)
    assert '<a class="ref" href="#figures-two">Figure 1</a> comes first' in html
    assert 'See <a class="ref" href="#tables-last">table 2</a>' in html
    assert '<em><a class="ref" href="#figures-map">figure 2</a></em>' in html
    assert '<figure id="figures-map">' in html
    assert re.search(
        r'<div id="tables-last" class="table">\s*<table>\s*<caption>.*?Table 2\.', html
    )
    assert re.search(
        r'<div id="tables-inner" class="table">\s*<table>\s*<caption>.*?Table 1\.', html
    )


def test_a_number_is_right_after_the_text_was_put_in_another_order(house: House) -> None:
    """Two figures change their places, and the sentences that name them say so."""
    moved = PROSE.replace("{{ figures.two }}", "{{ figures.map }}", 1)
    moved = moved[::-1].replace("{{ figures.map }}"[::-1], "{{ figures.two }}"[::-1], 1)[::-1]
    html = laid_out(house, moved)
    assert '<a class="ref" href="#figures-two">Figure 2</a> comes first' in html
    assert '<em><a class="ref" href="#figures-map">figure 1</a></em>' in html


def test_what_has_no_number_is_called_by_its_title(house: House) -> None:
    """A box and a section, in the quotation marks of the language; an annex by its letter."""
    html = laid_out(house)
    assert '<a class="ref" href="#boxes-law">box “The law”</a>' in html
    assert re.search(r'<a class="ref" href="#(section-2)">“The <em>other</em> risk”</a>', html)
    assert '<h3 id="section-2">The <em>other</em> risk</h3>' in html
    assert '<a class="ref" href="#section-4">annex B</a>' in html
    assert '<a class="ref" href="#section-3">annex A</a>' in html


def test_an_annex_has_its_letter_and_no_word_twice(house: House) -> None:
    """Whether or not its author writes “Annex:” before its title."""
    text = text_of(laid_out(house))
    assert "Annex A. What the data do not say" in text
    assert "Annex B. A list" in text


def test_a_reference_is_read_in_captions_and_alt_texts(house: House) -> None:
    """As a link in the one, as words in the other."""
    html = laid_out(house)
    assert 'A map, after <a class="ref" href="#tables-inner">table 1</a></figcaption>' in html
    assert 'alt="As figure 1"' in html


def test_a_title_has_quotation_marks_once(house: House) -> None:
    """Those within it are the inner ones; whoever types them around it has them once as well."""
    fields = FIELDS.replace("The law", "The “law” of it")
    prose = PROSE.replace("{{ boxes.law.ref }}.", '{{ boxes.law.ref }} or "{{ boxes.law.ref }}".')
    link = '<a class="ref" href="#boxes-law">'
    html = laid_out(house, prose, fields)
    assert f"{link}box “The ‘law’ of it”</a> or “{link}box The ‘law’ of it</a>”." in html


def test_what_nothing_refers_to_has_no_id(house: House) -> None:
    """A page without references is as it was."""
    names = ("figures.map", "figures.two", "boxes.law", "boxes.bare", "tables.last")
    blocks = "\n\n".join(f"{{{{ {name} }}}}" for name in names)
    html = laid_out(house, f"## Risk {{: #own }}\n\nText.\n\n{blocks}\n")
    assert re.findall(r'id="([^"]*)"', html) == ["tables-inner"]


def test_a_reference_that_leads_nowhere_is_an_error_on_its_line(house: House) -> None:
    """With what is known; what is not placed cannot be referred to."""
    house.put("map.svg", MAP)
    prose = PROSE + (
        "\n{{ figures.kept.ref }}\n{{ figures.mapp.ref }}\n{{ sections.rsk.ref }}\n"
        "{{ boxes.bare.ref }}\n{{ annexes.b.ref }}\n{{ sections.risk }}\n{{ figures.map.number }}\n"
    )
    found = house.complaints(FIELDS, prose)
    first = prose[: prose.index("{{ figures.kept.ref")].count("\n") + 1
    for line, message, hint in (
        (0, "the figure `kept` is never placed, so there is nothing to refer to",
         "write {{ figures.kept }} on a line of brief.md"),
        (1, "no figure `mapp`", "did you mean `map`?"),
        (2, "no section `rsk`", "did you mean `risk`?"),
        (3, "the box `bare` has no title to refer to it by", "add `title: …` to it"),
        (4, "no annex `b`", "known annexes: list, what-the-data-do-not-say"),
        (5, "nothing is called `sections.risk`", "did you mean `sections.risk.ref`?"),
        (6, "nothing is called `figures.map.number`", "did you mean `figures.map.ref`?"),
    ):  # fmt: skip
        assert f"brief.md:{first + line}: error: {message}\n  hint: {hint}" in found


def test_two_headings_of_one_name_are_told_where_one_is_named(house: House) -> None:
    """An id of its own tells them apart."""
    prose = "## Risk\n\nText.\n\n## Risk\n\nSee {{ sections.risk.ref }}.\n"
    assert "2 headings are called `risk`" in house.complaints("", prose)
    assert not house.complaints("", prose.replace("## Risk\n\nText.", "## Risk {: #old }\n\nText."))


def test_a_block_that_is_not_there_has_no_number_and_breaks_nothing(house: House) -> None:
    """It is told as it was, and those around it are numbered."""
    house.put("map.svg", MAP)
    prose = "## Risk\n\n{{ figures.mop }}\n\n{{ figures.map }}\n\nSee {{ figures.map.ref }}.\n"
    fields = "figures:\n  map: {image: map.svg, caption: A map, alt: A border}\n"
    assert "no `mop` among the figures" in house.complaints(fields, prose + "\n{{ glossary }}\n")
    assert "see" not in house.complaints(fields, prose.replace("{{ figures.mop }}", "Text."))
