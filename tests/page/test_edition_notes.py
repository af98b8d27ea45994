"""Tests of the line that a publisher types of an edition."""

import pytest
from support.houses import default_theme

from briefpress.page.edition_notes import set_note


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("A **wrong** figure, *now* `670`.", "en", "A wrong figure, now 670."),
        ('The "Panel\'s" count.[@un, p. 3] See [the list](https://a.org/b).[^1]', "en",
         "The “Panel’s” count. See the list."),
        ("L'eau: 3 % de moins", "fr", "L’eau\u00a0: 3\u00a0% de moins"),
        ("Rows* and snake_case_name, 2 * 3 * 4 and a@b.org [sic]", "en",
         "Rows* and snake_case_name, 2 * 3 * 4 and a@b.org [sic]"),
    ],
)  # fmt: skip
def test_a_note_is_set_as_plain_text(typed: str, language: str, shown: str) -> None:
    """Marks of Markdown, citations and calls are left out; quotes and spaces are those of the
    language; a star that stresses nothing stays.
    """
    assert set_note(typed, default_theme().language(language)) == shown
