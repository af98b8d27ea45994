"""Say what a page, an EPUB or a mail is that somebody saved: its words ─► those of the edition.

file ─► its words and its code ─► the edition's PDF ─► its words ─► a verdict
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..editions.files import read_published
from ..editions.ledger import Edition, Ledger
from ..editions.verdict import Verdict, find_edition, judge_words
from ..model.page import WebLinks
from ..model.problems import Place, Problems, Stopped
from ..press.executors import Executor, give, result
from ..redline.saved import (
    OtherWords,
    SavedKind,
    SavedText,
    find_difference,
    read_lines,
    read_page,
    read_saved,
)
from .lay_out import OpenHouse, lay_out_sources, open_house
from .restore import open_pdf
from .screen_editions import ToShow
from .web import make_chapter, make_mail, make_web_page


def judge_saved(
    name: str, data: bytes, ledger: Ledger, house: Path | None, executor: Executor
) -> Verdict:
    """Say what a page of the web, an EPUB or a mail is: its words are held against those of the
    edition whose code it carries.
    """
    lost = Problems()
    saved = result(executor, give(executor, read_saved, data), Place(name), lost)
    if saved is None or saved.fault:
        return Verdict(name, "UNKNOWN", saved.fault if saved else next(iter(lost)).message)
    if saved.parts > 1:
        why = f"it binds {saved.parts} papers; check each by its code, with --code"
        return Verdict(name, "UNKNOWN", why)
    edition = find_edition(saved.raw, ledger)
    if edition is None:
        why = "no edition in this ledger has its code; a draft was never published"
        return Verdict(name, "UNKNOWN", why)
    words = _read_edition(house, edition, ledger, executor, saved.kind)
    if words is None:
        why = (
            f"it carries the code of edition {edition.number} of {edition.slug}; whether it says "
            "what that edition says can be told in its house alone, and of content in its PDF"
        )
        return replace(judge_words(name, edition, ledger, ""), state="UNKNOWN", why=why)
    difference = find_difference(saved.blocks, words.blocks)
    if difference is None and saved.lines:
        difference = find_difference(saved.lines, words.lines)
    return judge_words(name, edition, ledger, _say(difference) if difference else "")


def _read_edition(
    house: Path | None, edition: Edition, ledger: Ledger, executor: Executor, kind: SavedKind
) -> SavedText | None:
    """Give the words of *edition*, block by block, out of its PDF; None where that is not there, or
    carries no content that can be read. *kind*: in which form.
    """
    lost = Problems()
    published = next(iter(edition.papers.values()), None)
    data = read_published(house, published, lost) if house and published else None
    if house is None or published is None or data is None:
        return None
    try:
        opened = OpenHouse(house, open_house(house, lost), ledger)
        sources = open_pdf(data, Place(published.file), executor, lost)
        if sources is None:
            return None
        laid = lay_out_sources(house, opened.theme, sources, None, executor, lost)
        to_show = ToShow(opened, laid, edition)
        if kind == "mail":
            mail = make_mail(to_show, lost)
            return SavedText(b"", read_page(mail.html), read_lines(mail.plain))
        make = (to_show, WebLinks(), executor, lost)
        text = make_chapter(*make).text if kind == "epub" else make_web_page(*make)
        return SavedText(b"", read_page(text))
    except Stopped:
        return None


def _say(found: OtherWords) -> str:
    """Say a difference in words."""
    if not found.there:
        return f"“{found.here}” does not stand in that edition"
    if not found.here:
        return f"“{found.there}” of that edition is missing" + (
            f", in “{found.around}”" if found.around else ""
        )
    return f"`{found.here}` stands where that edition has `{found.there}`, in “{found.around}”"
