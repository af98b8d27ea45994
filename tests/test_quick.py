"""What `make quick` promises: it starts no Java, no browser and no cluster."""

import pytest
from support import tools


@pytest.mark.parametrize(("program", "mark"), tools.MARKS.items())
def test_whoever_starts_one_is_marked(
    program: str, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that starts one, and does not say so, fails wherever it runs."""
    monkeypatch.setattr(tools, "marked", {"long"})
    with pytest.raises(pytest.fail.Exception, match=f"mark this test with `{mark}`"):
        tools.need(program)
    monkeypatch.setattr(tools, "marked", {"long", mark})
    monkeypatch.setattr(tools, "_is_there", lambda _: True)
    tools.need(program)
