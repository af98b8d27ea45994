"""Paragraphs that are all in italics are marked."""

import pytest

from briefpress.page.italic_paragraphs import mark_italic_paragraphs


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p><em>All of it.</em></p>", '<p class="in-italics"><em>All of it.</em></p>'),
        (
            '<p lang="fr"><em>Tout.</em></p>',
            '<p class="in-italics" lang="fr"><em>Tout.</em></p>',
        ),
    ],
)
def test_a_paragraph_in_italics_is_marked(page: str, marked: str) -> None:
    """Its class says that it stands apart, in whatever language."""
    assert mark_italic_paragraphs(page) == marked


@pytest.mark.parametrize(
    "page",
    [
        "<p><strong>Repair.</strong> Mains.</p>",
        "<p><em>Near flight</em> is new, as is <em>home</em></p>",
        '<p class="speaker"><em>She</em></p>',
    ],
)
def test_other_paragraphs_are_left(page: str) -> None:
    """With bold words, with other words beside those in italics, with a class of its own."""
    assert mark_italic_paragraphs(page) == page
