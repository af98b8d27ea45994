"""Until when and on which ways a picture may go out: what may not go, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, get_args

Channel = Literal["paper", "web", "mail", "pack"]
"""The ways out: printed, on the site and as EPUB, by mail, in the pack of a meeting."""
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_BY = {"paper": "on paper", "web": "on the web", "mail": "by mail", "pack": "into a pack"}

Rights = Mapping[str, tuple[str, str]]
"""The pictures of an edition that have limits, by the path of their field: the last day on which
each may be shown, and the ways on which it may go, with a space between them; empty: any."""


def find_barred(rights: Rights, channel: Channel, day: date) -> Iterator[tuple[str, str, str]]:
    """Find the pictures that may not go out by *channel* on *day*: name, why, which field."""
    for name, (until, channels) in rights.items():
        if until and day.isoformat() > until:
            yield name, f"the rights to `{name}` have run out on {until}", "until"
        elif channels and channel not in channels.split():
            may = " and ".join(_BY[one] for one in CHANNELS if one in channels.split())
            yield name, f"`{name}` may go {may}, and not {_BY[channel]}", "channels"


def find_run_out(rights: Rights, day: date) -> list[tuple[str, str]]:
    """Find the pictures whose rights have run out by *day*: name, and their last day."""
    return [
        (name, until) for name, (until, _) in rights.items() if until and day.isoformat() > until
    ]
