"""The options of `copies`, `mail` and `pack`.

This module imports nothing heavy: commands load it before they start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..editions.register import Distribution


@dataclass(frozen=True)
class CopyWish:
    """How the copies are to be, as the organiser says."""

    paper: str | None = None
    """None: the main paper of the edition."""
    distribution: Distribution | None = None
    """The class that is printed on each page, if any."""
    watermark: bool = False
    one_file: bool = False
    """One PDF for the printer, which holds them one after another."""
    draft: bool = False
    """Whether copies are made of the content as it stands, and not of the edition."""
    embargoed: bool = False
    """Also before the embargo has passed."""


@dataclass(frozen=True)
class MailWish:
    """How the mails are to be, as their sender says."""

    sender: str = ""
    """Who writes; without one, the contact of the brief or of the institute."""
    copies: bool = False
    """Whether the copy that `copies` has made for a recipient is attached."""
    embargoed: bool = False
    """Also before the embargo has passed."""


@dataclass(frozen=True)
class PackWish:
    """How a pack is to be, as the organiser of the meeting says."""

    paper: str | None = None
    """None: the paper of the meeting."""
    addendum: bool = False
    """Whether it holds but what changed since the pack was made."""
    epub: bool = False
    """Whether an EPUB is made of it as well, in which papers of others are named alone."""
