"""The template of a report: what it prints before the text, and in which order."""

from support.houses import House, said

CHAPTERS = "## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.\n"
FIELDS = "template: report\nkey_messages: [It rains.]\n"


def _text(house: House, fields: str, prose: str = CHAPTERS) -> str:
    page, problems = house.page(fields, prose)
    assert page is not None, said(problems)
    assert not problems.found, said(problems)
    return page.text


def test_a_report_has_a_summary_and_contents(house: House) -> None:
    """Before the text, in this order; the headings of its chapters are listed once."""
    text = _text(house, FIELDS)
    assert text.index("Summary</h2>") < text.index("rains.</li>") < text.index("Contents")
    assert text.index("Contents") < text.index(">One</h2>")
    assert text.count('class="contents"') == 1


def test_contents_are_there_where_they_are_wanted(house: House) -> None:
    """Not in a report of two chapters, nor where its author says so; in any template if asked."""
    assert "Contents" not in _text(house, FIELDS, CHAPTERS.partition("## Three")[0])
    assert "Contents" not in _text(house, f"{FIELDS}contents: false\n")
    assert "Contents" not in _text(house, "")
    assert "Contents" in _text(house, "contents: true\n")
    assert "level-2" not in _text(
        house, "contents: {levels: 1}\n", f"{CHAPTERS}\n### In it\n\nA.\n"
    )


def test_contents_that_the_text_places_stand_there(house: House) -> None:
    """And nowhere else."""
    text = _text(house, FIELDS, CHAPTERS.replace("## Two", "{{ contents }}\n\n## Two"))
    assert text.count('class="contents"') == 1
    assert text.index(">One</h2>") < text.index('class="contents"')


def test_what_there_is_nothing_of_cannot_be_listed(house: House) -> None:
    """An error on its line, with the way out."""
    prose = "Text.\n\n{{ contents }}\n\n{{ list_of_figures }}\n\n{{ list_of_tables }}\n\n"
    found = house.complaints("", prose + "{{ glossary }}\n")
    for line, message in (
        (3, "there is no heading to list in `contents`"),
        (5, "there is no figure to list"),
        (7, "there is no table to list"),
        (9, "there is no short form to list"),
    ):
        assert f"brief.md:{line}: error: {message}" in found
