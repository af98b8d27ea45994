"""A link does not say where it leads.

Why: a screen reader lists the links of a page without the text around them, and on paper there is
only what is printed; “here” says nothing in either. Two links of one name that lead to two places
are worse: one of them is taken for the other.

Mend: let the link be the name of what it leads to: `[Report A/HRC/25/63](https://…)`.
"""

import re
from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.places import place_in_words
from ..evidence.printed_page import PrintedPage
from ..evidence.tag_tree import Link, links
from ..evidence.texts import find_link, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_LONG = 60
"""Letters of an address that nobody will listen to, or type."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each link that says too little, and those that say the same of two places."""
    vague = {_letters(text) for text in proof.brief.words.checks.vague_links}
    cited = {source.URL for source in proof.brief.fields.sources.values()}
    leads: dict[str, str] = {}
    for link in links(proof.tags.root):
        name = _letters(link.text)
        if name in vague:
            yield Finding(
                _place(proof, link),
                f"the link `{link.text}` does not say where it leads",
                "let the link be the name of what it leads to",
            )
            continue
        # In a note, or a list of what is cited, an address stands for itself.
        is_cited = link.in_note or link.address in cited
        if _is_bare(link) and len(link.text) > _LONG and not is_cited:
            yield Finding(
                _place(proof, link),
                f"the link `{shown(link.text)}` is an address of {len(link.text)} letters",
                "write [the name of what it leads to](the address)",
            )
        first = leads.setdefault(name, link.address) if name else link.address
        if _goal(first) != _goal(link.address):
            yield Finding(
                _place(proof, link),
                f"the link `{shown(link.text)}` leads to {shown(link.address, 80)}, another of "
                f"the same name to {shown(first, 80)}",
                "give each the name of what it leads to",
            )


def _letters(text: str) -> str:
    """The words of *text* as one hears them: in small letters, without signs."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _is_bare(link: Link) -> bool:
    """Whether its text is an address, which may go on in another line."""
    text = "".join(link.text.split())
    return text.startswith(("http://", "https://")) or _goal(text) == _goal(link.address)


def _goal(address: str) -> str:
    """An address without what makes no difference."""
    return re.sub(r"^(https?://)?(www\.)?|/$", "", address)


def _place(proof: PrintedPage, link: Link) -> Place:
    return find_link(proof.brief, link.address, link.text) or place_in_words(proof, link.text)
