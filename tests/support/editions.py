"""Editions that nobody printed: a ledger to ask."""

from datetime import date
from hashlib import sha256

from briefpress.editions.ledger import Edition, Event, Ledger, PublishedPdf, Withdrawal, make_code

DAY = date(2024, 11, 26)
PDF = b"%%PDF-1.7\nedition %d of %s\n%%%%EOF\n"


def published(slug: str, edition: int, note: str = "New.") -> Edition:
    """An edition whose PDF is `PDF % (edition, slug)`."""
    data = PDF % (edition, slug.encode())
    digest = sha256(data).hexdigest()
    printed = PublishedPdf(f"editions/{slug}/{edition}/{slug}.pdf", digest, len(data), 2, digest)
    code = make_code(slug, edition, DAY, "first", note, {"a4": digest})
    return Edition(slug, edition, DAY, note, code, "first", papers={"a4": printed})


def withdrawn(edition: Edition) -> Withdrawal:
    """The withdrawal of *edition*."""
    return Withdrawal(edition.slug, edition.number, DAY, "A wrong figure.", edition.code)


def ledger_of(*events: Event) -> Ledger:
    """A ledger with *events*, one after another."""
    ledger = Ledger()
    for event in events:
        ledger = ledger.with_event(event)
    return ledger


FOUR = ledger_of(
    published("dprk", 1), published("dprk", 2), published("mali", 1), published("dprk-2", 1)
)
