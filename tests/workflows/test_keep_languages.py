"""The files of languages are parsed once; output/.languages.json has what they were parsed to."""

from pathlib import Path

import pytest

from briefpress.model.problems import Problems
from briefpress.page.languages import Texts, parse_all, read_languages
from briefpress.workflows import keep_languages
from briefpress.workflows.keep_languages import FILE, KeepLanguages

FILES = Path(__file__).parents[2] / "templates/languages"
TEXTS = {tag: (FILES / f"{tag}.toml").read_text("utf-8") for tag in ("en", "ar")}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Texts]:
    """The texts that were parsed, a line each time."""
    parsed = []

    def parse(texts: Texts) -> object:
        parsed.append(texts)
        return parse_all(texts)

    monkeypatch.setattr(keep_languages, "parse_all", parse)
    return parsed


def test_what_was_parsed_once_says_the_same_the_next_time(
    tmp_path: Path, parsed: list[Texts]
) -> None:
    """Until a file changes, or somebody damages what was kept."""
    texts = (*TEXTS.items(),)
    first = KeepLanguages(tmp_path)(texts)
    assert KeepLanguages(tmp_path)(texts) == first == parse_all(texts)
    assert len(parsed) == 1
    changed = (("en", TEXTS["en"].replace('"en-GB"', '"en-US"')),)
    assert KeepLanguages(tmp_path)(changed)["en"] != first["en"]
    (tmp_path / FILE).write_bytes(b"{}")
    assert KeepLanguages(tmp_path)(changed) == parse_all(changed)
    assert len(parsed) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("noun_ends = '('", "`short_forms.noun_ends` holds a broken pattern"),
        ("noun_ends = 2026-11-30", "`short_forms.noun_ends` should be a text"),
        ("noun_ends = ", "Invalid value"),
    ],
)
def test_a_broken_file_is_told_each_time(tmp_path: Path, line: str, message: str) -> None:
    """Also one with a date, which TOML has and JSON has not."""
    text = TEXTS["en"]
    (old,) = (one for one in text.splitlines() if one.startswith("noun_ends = "))
    texts = {"en": text.replace(old, line)}
    first = KeepLanguages(tmp_path)((*texts.items(),))
    assert KeepLanguages(tmp_path)((*texts.items(),)) == first
    problems = Problems()
    assert read_languages(texts, problems, KeepLanguages(tmp_path)) == {}
    (problem,) = problems
    assert message in problem.message
