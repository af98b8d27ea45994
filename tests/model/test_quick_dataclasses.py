"""Tests of dataclasses whose methods are compiled when they are called."""

import subprocess
import sys

import pytest

MADE = """
import sys
from dataclasses import FrozenInstanceError, dataclass, replace
sources = []
sys.addaudithook(lambda event, args: event == "compile" and sources.append(args[0]))
QUICKEN

@dataclass(frozen=True)
class One:
    name: str
    number: int = 0

@dataclass(frozen=True)
class Other(One):
    more: str = ""

made = sum(1 for one in sources if one and "__create_fn__" in str(one))
first, second = Other("a"), Other("a")
for _ in range(2):
    assert first == second and first != replace(first, number=1) and first != One("a")
    assert hash(first) == hash(second) and len({first, second, One("a")}) == 2
    assert repr(first) == "Other(name='a', number=0, more='')"
    for change in (lambda: setattr(first, "name", "b"), lambda: delattr(first, "name")):
        try:
            change()
        except FrozenInstanceError as error:
            assert str(error) in ("cannot assign to field 'name'", "cannot delete field 'name'")
        else:
            raise AssertionError
print(made)
"""


def count_compiled(quicken: str) -> int:
    """How many methods of two frozen dataclasses are compiled before one is called."""
    program = MADE.replace("QUICKEN", quicken)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)


def test_methods_are_compiled_when_they_are_called() -> None:
    """They do what those of any dataclass do; of each class `__init__` alone is there before."""
    quicken = "from briefpress.model.quick_dataclasses import quicken_dataclasses as quicken"
    compiled = count_compiled(f"{quicken}; sources.clear(); quicken()")
    if sys.version_info < (3, 13):
        assert compiled == 2


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="there all are compiled in one go")
def test_without_the_patch_all_methods_are_compiled() -> None:
    """Six for each class, of which a command calls one or two."""
    assert count_compiled("") == 12
