"""Read the comments of a Word file: threads with their replies, and which are resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .package import W14, Package, W, text_of

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass
class Comment:
    """A comment, with the replies to it."""

    number: str
    author: str
    date: str
    text: str
    is_resolved: bool = False
    replies: list[Comment] = field(default_factory=list)

    def as_fields(self, on: str = "") -> dict[str, Any]:
        """It in the fields of `notes:`; *on*: the words that it is about."""
        fields: dict[str, Any] = {"on": on} if on else {}
        fields |= {"by": self.author or "nobody", "date": self.date, "says": self.text}
        if self.is_resolved:
            fields["resolved"] = "true"
        if self.replies:
            fields["replies"] = [one.as_fields() for one in self.replies]
        return {name: value for name, value in fields.items() if value}


def read_comments(package: Package) -> list[Comment]:
    """Read the comments that begin a thread, each with its replies, in the order of the file."""
    document = package.document
    comments: dict[str, Comment] = {}
    paragraphs: dict[str, str] = {}
    for part in package.related(document, "comments"):
        for one in package.root(part).iter(f"{W}comment"):
            number = one.get(f"{W}id", "")
            author, date = one.get(f"{W}author", ""), one.get(f"{W}date", "")[:10]
            comments[number] = Comment(number, author, date, text_of(one))
            for paragraph in one.iter(f"{W}p"):
                if paragraph.get(f"{W14}paraId"):
                    paragraphs[paragraph.get(f"{W14}paraId")] = number
    parents: dict[str, str] = {}
    for part in package.related(document, "commentsExtended"):
        for one in package.root(part).iter(f"{_W15}commentEx"):
            own = paragraphs.get(one.get(f"{_W15}paraId", ""))
            parent = paragraphs.get(one.get(f"{_W15}paraIdParent", ""))
            if own is None:
                continue
            comments[own].is_resolved = one.get(f"{_W15}done") in ("1", "true")
            if parent is not None and parent != own:
                parents[own] = parent
    threads = []
    for number, comment in comments.items():
        first = _first(number, parents)
        if first == number:
            threads.append(comment)
        else:
            comments[first].replies.append(comment)
    return threads


def _first(number: str, parents: dict[str, str]) -> str:
    """Find the comment that began the thread; where replies lead in a circle, it is *number*."""
    seen = {number}
    first = number
    while first in parents:
        first = parents[first]
        if first in seen:
            return number
        seen.add(first)
    return first


def count_all(threads: list[Comment]) -> int:
    """How many comments there are, replies among them."""
    return sum(1 for _ in _all(threads))


def _all(threads: list[Comment]) -> Iterator[Comment]:
    for thread in threads:
        yield thread
        yield from _all(thread.replies)
