"""What the tests share."""

from pathlib import Path

import pytest
from support.houses import House, build_house


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own for each test."""
    return build_house(tmp_path)
