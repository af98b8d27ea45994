"""Look a Pdf over before paper is wasted on it."""

from __future__ import annotations

from .model import Brief, Pdf
from .problems import Problems


def check_pdf(pdf: Pdf, brief: Brief, problems: Problems) -> None:
    """Check *pdf* against what *brief* promised.

    Problems: more pages than `pages:` allows, or fewer.
    """
    budget = brief.fields.pages
    if budget is not None and pdf.data and pdf.pages != budget:
        longer = pdf.pages > budget
        problems.warning(
            brief.place("pages"),
            f"{pdf.pages} pages on {pdf.paper}, the budget is {budget}",
            "shorten the text" if longer else "lengthen the text, or lower `pages:`",
        )
