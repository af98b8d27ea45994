"""The checks as a whole: the table, what each says of itself, its page, and its test."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from support.printed import HOUSE

from briefpress.checks.table import ESSENTIAL, TABLE, check_module, check_table, load, names

FOLDER = HOUSE / "briefpress/checks/rules"


def test_the_table_has_every_check_once() -> None:
    """Each file of the folder stands in the table, and each name of the table has its file."""
    files = {path.stem.replace("_", "-") for path in FOLDER.glob("[!_]*.py")} - {"table"}
    assert set(names()) == files
    assert Counter(names()) == Counter(files)
    assert set(ESSENTIAL) <= files
    assert all(TABLE.values())


def test_a_check_that_is_half_there_is_named() -> None:
    """A file without its line, a line without its file: one line for each, and no traceback."""
    with pytest.raises(SystemExit) as told:
        check_table(["widow", "lone-word"], {"widow", "long_page"})
    assert str(told.value).splitlines() == [
        "error: checks/rules/long_page.py has no line in checks/table.py: add `long-page`",
        "error: checks/table.py names `lone-word`, and there is no checks/rules/lone_word.py",
    ]
    check_table(["lone-heading"], {"lone_heading"})


def test_a_check_that_is_never_called_or_has_no_severity_is_named() -> None:
    """Its function has another name; it says nothing of how bad that is; or not how to mend it."""
    module = ModuleType("briefpress.checks.rules.shouting")
    with pytest.raises(SystemExit) as told:
        check_module(module)
    assert str(told.value).splitlines() == [
        'error: checks/rules/shouting.py has no severity: add `SEVERITY: Severity = "warning"`',
        "error: checks/rules/shouting.py has no function that is called: name it find_in_brief or "
        "find_on_page or find_in_edition",
    ]
    vars(module).update(SEVERITY="warning", find_in_brief=print)
    check_module(module)


def test_a_check_without_a_remedy_is_named(tmp_path: Path) -> None:
    """`--explain` asks for what its docstring lacks."""
    file = tmp_path / "shouting.py"
    file.write_text('"""It shouts.\n\nWhy: nobody listens.\n"""\n', "utf-8")
    with pytest.raises(SystemExit, match="add `Mend: …` to its docstring"):
        print(replace(load("widow"), file=file).explanation)


@pytest.mark.parametrize("name", names())
def test_a_check_explains_itself(name: str) -> None:
    """It says what is wrong, why that matters, what to do, and how to switch it off."""
    one = load(name)
    assert one.severity in ("error", "warning")
    assert one.what.endswith(".")
    assert len(one.why.split()) > 3
    assert len(one.mend.split()) > 2
    assert [one.find_in_brief, one.find_on_page, one.find_in_edition].count(None) == 2
    assert f'allow: {{{name}: "the reason"}}' in one.explanation


@pytest.mark.parametrize("name", names())
def test_a_check_has_its_test(name: str) -> None:
    """A page that fails it and one that passes it: rules/ has a file for each check."""
    text = (Path(__file__).parent / f"rules/test_{name.replace('-', '_')}.py").read_text("utf-8")
    assert text.count("def test_") > 1
    assert f'"{name}"' in text
