"""Find the numbers that editions of a brief have told its readers: the ledger, a PDF ─► Past."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..checks.evidence.past import Past
from ..content.embedded import open_archive
from ..content.parse import parse_brief
from ..editions.files import read_published
from ..editions.ledger import Ledger
from ..model.brief import Theme
from ..model.cells import DataTable
from ..model.problems import Place, Problems, Stopped


def find_past(house: Path, slug: str, theme: Theme, ledger: Ledger) -> Past | None:
    """Find what the editions of *slug* say; None where it was never published.

    The data of the last one are read out of its PDF, where that is the one that was published, when
    a check asks for them; of one that carries no content there are none.
    """
    published = ledger.published(slug)
    if not published:
        return None

    @cache
    def read_data() -> Mapping[str, DataTable]:
        pdf = next(iter(published[-1].papers.values()))
        data = read_published(house, pdf, Problems())
        sources = data and open_archive(data, Place(pdf.file), Problems())
        if not sources:
            return {}
        try:
            return parse_brief(sources, theme.languages, Problems()).data
        except Stopped:
            return {}

    facts = [
        {name: value for name, (_, value) in edition.facts.items()}
        for edition in reversed(published)
    ]
    return Past(facts, read_data)
