"""YAML as people write it: what it would drop or misread in silence is told on its line."""

import pytest
from support.houses import House

YAML = "content/tiny/brief.yaml"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("facts: {a: {value: 1,000}}\n", ":4: error: `000` stands between braces without a value"),
        ("timeline: [{date: 2024, event: War, then siege}]\n", ":4: error: `then siege` stands"),
        ("short_title: Section #3 of it\n", ":4: warning: `#3 of it` is a remark"),
        ("key_messages:\n- The Council met\n  on #MeToo\n", ":6: warning: `#MeToo` is a remark"),
        ("acronyms: {“UN”: United Nations}\n", ":4: error: the name `“UN”` has quotation marks"),
        ("facts:\n\u00a0\u00a0a: {value: 3}\n", ":5: error: the name `\u00a0\u00a0a` has blanks"),
        ("short_title\u00a0: A\n", ":4: error: the name `short_title\u00a0` has blanks"),
    ],
)
def test_what_yaml_drops_in_silence_is_told(house: House, fields: str, words: str) -> None:
    """Half a number, half a sentence, what stands behind a `#`, names with other signs."""
    assert f"{YAML}{words}" in house.complaints(fields, "## A\n\nText.\n")


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("short_title: “Sudan: famine”\n", "quote with straight marks"),
        ("short_title: „Sudan: Hunger“\n", "quote with straight marks"),
        ("short_title: Sudan: famine\n", "put the text in quotes where it holds a colon"),
        (
            "sources:\n  a: {type: webpage, title: Data: Sudan, issued: 2025-10}\n",
            'put the text in quotes where it holds a colon: title: "Data: Sudan"',
        ),
        ("short_title:\u00a0Short\n", "type the blank and the colon anew"),
        ("short_title:\u2003Short\n", "type the blank and the colon anew"),
        ("short_title\uff1aShort\n", "type the blank and the colon anew"),
        ("keywords:\n-\ta\n", "indent with spaces, not with tabs"),
        ("facts:\n\ta: {value: 3}\n", "indent with spaces, not with tabs"),
        ("key_messages:\n- *One* is.\n", "one that begins with * needs them"),
        ("key_messages:\n– One is.\n– Two.\n", "a hyphen and a blank: - One is."),
        ("key_messages:\n• One is.\n", "a hyphen and a blank: - One is."),
        ("key_messages:\n1. One is.\n", "a hyphen and a blank: - One is."),
        ("key_messages:\n-One is.\n", "a hyphen and a blank: - One is."),
        ("key_messages:\n* One is.\n", "a hyphen and a blank: - One is."),
        ("tables: {t: {rows: [[Total, , 3]]}}\n", 'write "" for an empty cell'),
        (
            "key_messages:\n- {{ facts.cases }} people: ill.\n- b\n",
            'one that begins with { needs them, - "{{ facts.cases }} people: ill."',
        ),
        ("short_title: @who\n", "one that begins with @ needs them"),
        ("short_title: %5 of it\n", "one that begins with % needs them"),
    ],
)
def test_what_is_no_yaml_has_a_way_out(house: House, fields: str, hint: str) -> None:
    """The hint names the sign that has to be another one."""
    told = house.complaints(fields)
    assert ": error: this is not YAML: " in told
    assert hint in told


@pytest.mark.parametrize(
    "fields",
    [
        "number: 12 # the next one\n",
        "number: 12 #the next one\n",
        "short_title: Section#3 of it # a remark\n",
        "facts: {a: {value: 1000, show: }}\n",
        "short_title: “Famine” is a word\n",
        "keywords: [NO, yes, 12:30, 010, ~]\n",
        "number:\t12\n",
        "allow: {river: {“they took everybody”: a name is long}}\n",
    ],
)
def test_what_yaml_reads_as_it_is_meant_is_left_alone(house: House, fields: str) -> None:
    """Remarks, fields left empty, quotation marks in a text, Norway and half past twelve."""
    prose = "## A\n\nText of {{ facts.a }}.\n" if "facts" in fields else "## A\n\nText.\n"
    assert house.complaints(fields, prose) == ""
