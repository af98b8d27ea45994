"""The check `source-fields`: a source can be found again."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import told

BODY = {"author": [{"literal": "A Body"}], "issued": "2024", "title": "It"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"type": "report", "title": "It", "issued": "2024"}, "has nobody who wrote it"),
        (BODY | {"type": "webpage", "issued": None}, "the webpage `s` has no date"),
        (BODY | {"type": "article-journal"}, "the article-journal `s` has no journal"),
        (BODY | {"type": "chapter"}, "has no book"),
        (BODY | {"type": "book"}, "has no publisher"),
        (BODY | {"type": "legal_case"}, "the legal case `s` has no court"),
        (BODY | {"type": "paper-conference"}, "has no proceedings"),
        (BODY | {"type": "article", "container-title": "A Journal", "volume": "5"},
         "has a journal, and the type of a preprint"),
        (BODY | {"type": "interview", "issued": None}, "the interview `s` has no date"),
        (BODY | {"type": "report", "author": [{"family": "Sen"}, {"literal": "et al."}]},
         "has an author `et al.`"),
        (BODY | {"type": "report", "author": [{"literal": "Ana Roy and Bo Elm"}]},
         "has one author `Ana Roy and Bo Elm`"),
        (BODY | {"type": "report", "title": "Https://example.org"}, "an address in its title"),
    ],
)  # fmt: skip
def test_what_a_type_needs_is_asked_for(house: Path, source: dict[str, Any], said: str) -> None:
    """Who, when, in what, by whom published."""
    given = {key: value for key, value in source.items() if value}
    (found,) = told("source-fields", house, sources={"s": given})
    assert said in found


@pytest.mark.long
@pytest.mark.parametrize(
    "source",
    [
        BODY | {"type": "report"},
        BODY | {"type": "webpage"},
        BODY | {"type": "article-journal", "container-title": "A Journal"},
        {"type": "treaty", "title": "A Treaty", "issued": "1998-07-17"},
        {"type": "book", "title": "It", "editor": [{"family": "Roy"}], "publisher": "P",
         "issued": "2024"},
        {"type": "interview", "title": "An officer of the registry", "issued": "2024-05-02"},
        {"type": "personal_communication", "title": "Closing dates", "issued": "2024-05-02"},
        BODY | {"type": "paper-conference", "event-title": "A Conference"},
        BODY | {"type": "paper-conference", "event-place": "Lomé"},
        BODY | {"type": "paper-conference", "container-title": "Proceedings"},
    ],
)  # fmt: skip
def test_what_has_it_is_none(house: Path, source: dict[str, Any]) -> None:
    """A treaty has no author, an edited book none either, nor has who asked not to be named; a
    paper may have been given and never printed.
    """
    assert not told("source-fields", house, sources={"s": source})
