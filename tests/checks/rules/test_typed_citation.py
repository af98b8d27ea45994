"""The check `typed-citation`: a source is cited by its key, and gets its note."""

from pathlib import Path

import pytest
from support.printed_pages import brief_of, find

SOURCES = {
    "who-2026": {
        "type": "report", "title": "One", "issued": "2026",
        "author": [{"literal": "World Health Organization"}],
    },
    "roy": {"type": "book", "title": "Two", "issued": "2024", "author": [{"family": "Roy"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "prose", "hint"),
    [
        ("en", "Cholera spreads (WHO, 2026).", "[@who-2026] in its place"),
        ("en", "Cholera spreads (Roy, 2024; WHO, 2026).", "[@roy; @who-2026] in its place"),
        ("en", "Cholera spreads (Elm et al., 2023, p. 5).", "`sources:`"),
        ("en", "Cholera spreads (see Elm, 2023).", "`sources:`"),
        ("fr", "Le choléra progresse (OMS, 2026).", "[@who-2026] in its place if that is meant"),
        ("de", "Die Cholera nimmt zu (Elm/Ash 2023: 15).", "`sources:`"),
        ("ru", "Холера растёт (ВОЗ, 2023).", "`sources:`"),
        ("ko", "콜레라가 퍼진다(WHO, 2026).", "[@who-2026]"),
    ],
)
def test_a_source_that_is_named_by_hand_is_told(
    house: Path, language: str, prose: str, hint: str
) -> None:
    """With the key to write, where the brief has the source."""
    (found,) = find("typed-citation", brief_of(house, prose, language=language, sources=SOURCES))
    assert found.message.endswith("is printed as it stands, and no note")
    assert hint in (found.hint or "")


@pytest.mark.parametrize(
    "prose",
    [
        "The law (Geneva, 2026), the war (Sudan, 2023), the summit (Paris, 2015: 196 parties).",
        "They joined (EU, 2004; NATO, 2004). He spoke (USA, 2008), in spring (March, 2026).",
        "So it was (in 2024), (n = 2024), (as of May 2026), (A/HRC/25/63, 2014), (2019).",
        "La conférence (Rio de Janeiro, juin 1992) ; la guerre (1948-1958).",
        "The deal (JCPOA, 2015), the mission (MINUSMA, 2013), the treaty (NPT, 1968).",
        "It ended (see Resolution 1973; siehe Haushalt 2024; voir Tableau 2025).",
    ],
)
def test_a_place_and_its_year_are_none(house: Path, prose: str) -> None:
    """Nor is an alliance, a month, the symbol of a document."""
    assert not find("typed-citation", brief_of(house, prose, sources=SOURCES))
