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
from .lay_out import Laid


def find_past(house: Path, laid: Laid, theme: Theme, ledger: Ledger) -> Past | None:
    """Find what the editions of *laid* say; None where it was never published.

    The data of the last one are read out of its PDF, where that is the one that was published, when
    a check asks for them, which takes 0.05 s. Of one that carries no content there are none, nor of
    one that *laid* is still.
    """
    published = ledger.published(laid.brief.slug)
    if not published:
        return None

    @cache
    def read_data() -> Mapping[str, DataTable]:
        papers = published[-1].papers.values()
        if {one.html for one in papers} & {page.digest for page in laid.pages}:
            return {}
        pdf = next(iter(papers))
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
