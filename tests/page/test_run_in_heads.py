"""Paragraphs that open with bold words are marked."""

import pytest

from briefpress.page.run_in_heads import mark_run_ins


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        (
            "<p><strong>Repair.</strong> Mains.</p>",
            '<p class="run-in"><strong>Repair.</strong> Mains.</p>',
        ),
        (
            '<p lang="fr"><strong>Réparer.</strong></p>',
            '<p class="run-in" lang="fr"><strong>Réparer.</strong></p>',
        ),
        (
            "<p><strong>A tie.</strong> Both.</p>\n<p>The <strong>League</strong> met.</p>",
            '<p class="run-in"><strong>A tie.</strong> Both.</p>\n'
            '<p class="run-in">The <strong>League</strong> met.</p>',
        ),
        (
            "<p>L’<strong>eau</strong> monte.</p><p><strong>Le feu.</strong></p>",
            '<p class="run-in">L’<strong>eau</strong> monte.</p>'
            '<p class="run-in"><strong>Le feu.</strong></p>',
        ),
        ("<p><em>All of it.</em></p>", '<p class="run-in"><em>All of it.</em></p>'),
    ],
)
def test_a_paragraph_that_opens_with_bold_words_is_marked(page: str, marked: str) -> None:
    """Its class says that it is not indented; one all in italics has it as well, and one of a
    series whose bold words have an article.
    """
    assert mark_run_ins(page) == marked


@pytest.mark.parametrize(
    "page",
    [
        "<p>A <strong>bold</strong> word.</p>",
        "<p>A <strong>bold</strong> word.</p><p>And <strong>another</strong></p><p>End.</p>",
        "<p><em>Near flight</em> is new, as is <em>home</em></p>",
        "<li><strong>Repair.</strong></li>",
        '<p class="speaker"><strong>She</strong></p>',
    ],
)
def test_other_bold_words_are_left(page: str) -> None:
    """In the midst of a sentence, in an item, in a paragraph with a class of its own."""
    assert mark_run_ins(page) == page
