"""Words of which a page is made, before it is laid out."""

import pytest

from briefpress.model.text import is_from_right


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("السيدة (OCHA)", True),
        ("670 شخصا", True),
        ("OCHA السيدة", False),
        ("UN و الأمن", False),
        ("12 · 3", False),
        ("670", False),
    ],
)
def test_the_first_letter_says_from_which_side_a_text_is_read(text: str, answer: bool) -> None:
    """Brackets and numbers say nothing."""
    assert is_from_right(text) is answer
