"""Look a Pdf over before paper is wasted on it."""

from __future__ import annotations

from .model import Brief, Pdf
from .problems import Place, Problems


def check_pdf(pdf: Pdf, brief: Brief, problems: Problems) -> None:
    """Check *pdf* against what *brief* promised.

    Problems: a character that no font of the house has, on its line; more or fewer pages than
    `pages:` says.
    """
    for character in pdf.missing:
        problems.error(
            _find(character, brief),
            f"no font of the house has `{character}` (U+{ord(character):04X})",
            "write it otherwise, or name a font that has it in styles/tokens.css",
        )
    budget = brief.fields.pages
    if budget is not None and pdf.data and pdf.pages != budget:
        problems.warning(
            brief.place("pages"),
            f"{pdf.pages} page{'s' * (pdf.pages != 1)} on {pdf.paper}, the budget is {budget}",
            "shorten the text" if pdf.pages > budget else "lengthen it, or lower `pages:`",
        )


def _find(character: str, brief: Brief) -> Place:
    for file in brief.texts:
        before, found, _ = file.text.partition(character)
        if found:
            line = before.count("\n") + 1
            return Place(file.name, line, len(before) - before.rfind("\n"))
    return Place(f"templates/{brief.fields.template}.html")
