"""Nothing is lost: `make deep` kills the command a few times, `make torture` for ten minutes."""

import sys
from pathlib import Path

import pytest
from torture import torture


@pytest.mark.deep
@pytest.mark.kills
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no groups of processes")
def test_nothing_is_lost_where_the_command_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each kill every PDF and every line is whole, the old or the new; then a build works."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))  # where its keys go
    it = [it for it, _ in torture(tmp_path / "house", 3, 2)][-1]
    it.heal()
    assert it.killed == 3
    assert len(it.done) > 2, "only one kind of command was killed"
