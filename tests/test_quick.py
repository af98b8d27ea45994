"""`make quick` starts no Java, no browser and no cluster, and prints no real content."""

import pytest
from support import printed, tools


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


def test_whoever_prints_the_real_content_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds, once for each worker that runs such a test."""
    monkeypatch.setattr(tools, "marked", set())
    with pytest.raises(pytest.fail.Exception, match="mark this test with `long`"):
        printed.real()
