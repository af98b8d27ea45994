"""A link does not say where it leads.

Why: a screen reader lists the links of a page without the text around them, and on paper there is
only what is printed; “here” says nothing in either. Two links of one name that lead to two places
are worse: one of them is taken for the other.

Mend: let the link be the name of what it leads to: `[Report A/HRC/25/63](https://…)`.
"""

import re
from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.printed_page import PrintedPage
from ..evidence.tag_tree import Link, links
from ..evidence.texts import find_link, place_in_words, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_VAGUE = {
    "en": {
        "at this link", "click", "click here", "details", "find out more", "follow this link",
        "full text here", "here", "learn more", "link", "more", "more details", "more here",
        "more information", "read more", "read here", "see here", "see more", "source", "this",
        "this link", "this page", "this site", "this website", "via this link", "website",
    },
    "fr": {
        "à cette adresse", "accéder", "ce lien", "ce site", "cette page", "cliquer", "cliquer ici",
        "cliquez", "cliquez ici", "en savoir plus", "ici", "ici même", "lien", "lire", "lire ici",
        "lire la suite", "lire plus", "page", "par ici", "par ce lien", "plus",
        "plus d informations", "plus de détails", "sur ce lien", "suivez ce lien", "site",
        "site web", "source", "voir", "voir ici", "voir la suite", "voir plus",
    },
}  # fmt: skip
_LONG = 60
"""Letters of an address that nobody will listen to, or type."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each link that says too little, and those that say the same of two places."""
    vague = _VAGUE.get(proof.brief.language.partition("-")[0], set())
    cited = {source.URL for source in proof.brief.fields.sources.values()}
    leads: dict[str, str] = {}
    for link in links(proof.tags.root):
        said = " ".join(re.findall(r"[^\W_]+", link.text.casefold()))
        on_page = f"on page {link.page} of {proof.pdf.paper}"
        if said in vague:
            yield Finding(
                _place(proof, link),
                f"the link `{link.text}` does not say where it leads, {on_page}",
                "let the link be the name of what it leads to",
            )
            continue
        # In a note, or a list of what is cited, an address stands for itself.
        is_cited = link.in_note or link.address in cited
        if _is_bare(link) and len(link.text) > _LONG and not is_cited:
            yield Finding(
                _place(proof, link),
                f"the link `{shown(link.text)}` is an address of {len(link.text)} letters, "
                f"{on_page}",
                "write [the name of what it leads to](the address)",
            )
        first = leads.setdefault(said, link.address) if said else link.address
        if _goal(first) != _goal(link.address):
            yield Finding(
                _place(proof, link),
                f"the link `{shown(link.text)}` leads to {shown(link.address, 80)}, another of "
                f"the same name to {shown(first, 80)}, {on_page}",
                "give each the name of what it leads to",
            )


def _is_bare(link: Link) -> bool:
    """Whether its text is an address, which may go on in another line."""
    text = "".join(link.text.split())
    return text.startswith(("http://", "https://")) or _goal(text) == _goal(link.address)


def _goal(address: str) -> str:
    """An address without what makes no difference."""
    return re.sub(r"^(https?://)?(www\.)?|/$", "", address)


def _place(proof: PrintedPage, link: Link) -> Place:
    return find_link(proof.brief, link.address, link.text) or place_in_words(proof, link.text)
