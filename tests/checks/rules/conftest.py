"""Fixtures that the tests of the checks share."""

from pathlib import Path

import pytest
from support.printed import new_house


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house."""
    return new_house(tmp_path / "house")
