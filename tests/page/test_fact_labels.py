"""How readers are told which figure changed: by its label, else by the words around it."""

import datetime
from dataclasses import replace

import pytest
from support.editions import ledger_of
from support.houses import House

from briefpress.editions.ledger import Edition, changed_facts
from briefpress.model.problems import Problems
from briefpress.page.single_texts import show_facts
from briefpress.workflows.stamps import find_correction, find_unnamed

FACTS = "facts: {out_oct: {value: 66940}, all: {value: 9, label: all of them}}\n"


def labels(house: House, prose: str, fields: str = "") -> dict[str, str]:
    """Give the label of each fact of a brief."""
    brief, problems = house.parse(FACTS + fields, prose)
    assert brief is not None, problems.found
    shown = show_facts(brief, house.theme, Problems())
    return {name: label for name, (label, _) in shown.items()}


@pytest.mark.parametrize(
    ("prose", "label"),
    [
        ("So. In August it was 46,300, and in October {{ facts.out_oct }}, a fall of half since "
         "January, they say. Then.",
         "“In August it was 46,300, and in October …, a fall of half since January, they say”"),
        (f"It had been {'so ' * 12}long, and in October {{{{ facts.out_oct }}}} people "
         f"{'then ' * 9}left, as {'we ' * 9}heard.",
         f"“and in October … people {'then ' * 9}left”"),
        (f"{'All ' * 20}{{{{ facts.out_oct }}}} {'people ' * 20}.",
         f"“{'All ' * 6}… {'people ' * 5}people”"),
        ("{{ facts.out_oct }} people left.", "“… people left”"),
        ("## All {{ facts.out_oct }}\n\nText.", "“All …”"),
        ("- one\n- *In October* **{{ facts.out_oct }}**.[^1] More.\n\n[^1]: A note.",
         "“In October …”"),
        ("A ({{ facts.out_oct }}) of {{ facts.all }}.", "“A (…) of 9”"),
        ("| a | b |\n|---|---|\n| x | {{ facts.out_oct }} |\n\nOf {{ facts.out_oct }} people.",
         "“Of … people”"),
        ("| a | b |\n|---|---|\n| x | {{ facts.out_oct }} |\n", ""),
        ("Nothing.", ""),
    ],
)  # fmt: skip
def test_a_fact_is_called_by_the_words_around_it(house: House, prose: str, label: str) -> None:
    """Its own sentence, or the clauses around it, in the quotation marks of the language."""
    assert labels(house, prose) == {"out_oct": label, "all": "all of them"}


def test_a_fact_is_called_by_the_words_of_a_field(house: House) -> None:
    """A key message, a caption or a box name it where the running text does not."""
    fields = "key_messages: ['Of {{ facts.out_oct }} people, few came back.']\n"
    assert labels(house, "Text.", fields)["out_oct"] == "“Of … people, few came back”"


def edition(number: int, value: str, label: str) -> Edition:
    """An edition that prints one fact."""
    facts = {"out_oct": (label, value)}
    day = datetime.date(2024, 12, number)
    return Edition("it", number, day, "Wrong.", "CODE", "material", facts=facts)


def test_no_internal_name_is_printed_in_a_correction(house: House) -> None:
    """A box names what readers can find; `publish` and `check` ask for a label where that is not
    possible.
    """
    printed = find_correction(
        edition(2, "7", "“in October …”"), ledger_of(edition(1, "6", "out oct"))
    )
    assert printed is not None
    assert [(one.label, one.old, one.new) for one in printed.changes] == [
        ("“in October …”", "6", "7")
    ]
    unnamed = find_correction(edition(2, "7", ""), ledger_of(edition(1, "6", "out oct")))
    assert unnamed is not None
    assert unnamed.changes == ()
    gone = [*changed_facts(edition(1, "6", "out oct").facts, {})]
    assert [one.label for one in gone] == [""]
    for prose, faults in (("| a |\n|---|\n| {{ facts.out_oct }} |\n", 1), ("Nothing.", 0)):
        brief, _ = house.parse(FACTS, prose)
        assert brief is not None
        facts = show_facts(brief, house.theme, Problems())
        assert len([*find_unnamed(edition(1, "6", "out oct"), facts, brief)]) == faults


def test_a_correction_keeps_the_order_of_the_brief() -> None:
    """The ledger sorts facts by name; pages that are made of it later are as the first one was."""
    names = ("two", "one", "three")
    old, new = (
        replace(
            edition(number, "", ""), facts={name: (name, f"{number}") for name in sorted(names)}
        )
        for number in (1, 2)
    )
    printed = find_correction(new, ledger_of(old), names)
    assert printed is not None
    assert [one.name for one in printed.changes] == [*names]
    printed = find_correction(new, ledger_of(old), names[:1])
    assert printed is not None
    assert [one.name for one in printed.changes] == ["two", "one", "three"]
