"""Where a fact begins a sentence, it has a capital."""

import pytest
from support.houses import House, main_of, text_of

FACTS = (
    "facts: {some: {value: 38600, show: 'about 38,600'}, "
    "unit: {value: 5, show: 'km/h 5'}, bird: {value: 5, show: 'eBird 5'}}\n"
    "sources: {book: {type: book, title: B, issued: 2024}}\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("{{ facts.some }} households.", "About 38,600 households."),
        ("So. {{ facts.some }} households.", "So. About 38,600 households."),
        ("So.[@book] {{ facts.some }} go.", "] About 38,600 go."),
        ("So.[^1] {{ facts.some }} go.\n\n[^1]: {{ facts.some }} here.", "] About 38,600 go."),
        ("So.[^1]\n\n[^1]: {{ facts.some }} here.", "[About 38,600 here."),
        ("*So.* **{{ facts.some }}** go.", "So. About 38,600 go."),
        ("So? “{{ facts.some }} go.”", "“About 38,600 go.”"),
        ("In 2024. {{ facts.some }} go.", "2024. About 38,600 go."),
        ("> {{ facts.some }} go.", "About 38,600 go."),
        ("- {{ facts.some }} go.\n- x", "About 38,600 go."),
        ("## {{ facts.some }} go\n\nText.", "About 38,600 go"),
        ("- {{ facts.some }} households;\n- x", "about 38,600 households;"),
        ("Of {{ facts.some }} go.", "Of about 38,600 go."),
        ("See, e.g. {{ facts.some }} and approx. {{ facts.some }}.", "e.g. about 38,600 and"),
        ("“So”, {{ facts.some }} go: {{ facts.some }}.", "“So”, about 38,600 go: about 38,600."),
        ("{{ facts.unit }} is it. {{ facts.bird }} is it.", "km/h 5 is it. eBird 5 is it."),
        ("| a |\n|---|\n| {{ facts.some }} |", "about 38,600"),
    ],
)
def test_a_fact_at_the_beginning_of_a_sentence_has_a_capital(
    house: House, prose: str, printed: str
) -> None:
    """`show: about 38,600` is written once, and reads right wherever it is placed."""
    assert printed in text_of(main_of(house.html(FACTS, f"{prose}\n")))


def test_a_field_is_a_sentence_as_well(house: House) -> None:
    """A key message is an item of a list: one with a full stop is a sentence."""
    fields = FACTS + "key_messages: ['{{ facts.some }} go.', '{{ facts.some }} stay']\n"
    page = text_of(main_of(house.html(fields, "Text.\n")))
    assert "About 38,600 go." in page
    assert "about 38,600 stay" in page
