"""A house whose ledger is written without a press, and the publications page made of it."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf

from briefpress.distribute.site import Catalog, make_catalog
from briefpress.editions.ledger import FILE, Edition, Event, Ledger, PublishedPdf, Withdrawal
from support.houses import House, said
from support.once import PrintsOnce

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Books:
    """A house whose ledger and editions are written without a press."""

    def __init__(self, house: House) -> None:
        self.house, self.root = house, house.root
        self.ledger = Ledger()

    def publish(self, slug: str, *, topics: str = "asylum, Human rights", **given: Any) -> Edition:
        """Publish an edition of *slug* on A4 and on Letter."""
        last = self.ledger.last(slug)
        number = last.number + 1 if last else 1
        edition = Edition(
            slug=slug,
            number=number,
            date=date(2024, 11, 26),
            note=f"Note of {slug} {number}",
            code=f"{slug.upper()}-{number}-ABCDE{number}",
            kind="material" if last else "first",
            title=f"Title of {slug}",
            standfirst="Two lines under it.",
            language="en",
        )
        papers = {}
        for paper, size in (("a4", (595, 842)), ("letter", (612, 792))):
            name = f"{slug}.pdf" if paper == "a4" else f"{slug}.{paper}.pdf"
            file = f"editions/{slug}/{number}/{name}"
            data = coded_pdf(edition.code, size=size, topics=topics)
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            (self.root / file).write_bytes(data)
            digest = sha256(data).hexdigest()
            papers[paper] = PublishedPdf(file, digest, len(data), 2, "0" * 64)
        edition = replace(edition, **{"papers": papers, **given})
        self.note(edition)
        return edition

    def withdraw(self, slug: str, number: int, why: str = "A figure was wrong") -> None:
        """Withdraw an edition."""
        code = self.ledger.published(slug)[number - 1].code
        self.note(Withdrawal(slug, number, date(2024, 12, 24), why, code))

    def note(self, event: Event) -> None:
        """Write a line into the ledger."""
        self.ledger = self.ledger.with_event(event)
        (self.root / FILE).write_bytes(bytes(self.ledger))

    def make(self, **given: Any) -> Catalog:
        """Make the site, without a problem."""
        catalog = make_catalog(self.root, PrintsOnce(), **{"now": NOW, **given})
        assert not catalog.problems.found, said(catalog.problems)
        return catalog

    @property
    def site(self) -> Path:
        """Where it lies."""
        return self.root / "output/site"

    def files(self) -> dict[str, bytes]:
        """Every file of the site."""
        found = (path for path in sorted(self.site.rglob("*")) if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in found}

    def page(self, path: str = "index.html") -> Any:
        """A page of the site, as a tree."""
        return lxml.html.fromstring((self.site / path).read_text("utf-8"))


def coded_pdf(
    code: str, more: str = "", *, size: tuple[int, int] = (595, 842), topics: str = ""
) -> bytes:
    """A PDF that carries *code* as ours do, and *more*."""
    return small_pdf(size, topics, code) + f"%<b>{code}</b>{more}\n%%EOF\n".encode()


def small_pdf(size: tuple[int, int], topics: str, title: str) -> bytes:
    """A PDF of two pages that knows its keywords."""
    from io import BytesIO

    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=size)
        pdf.docinfo["/Keywords"] = topics
        pdf.docinfo["/Title"] = title
        written = BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder* on loopback; gives its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
