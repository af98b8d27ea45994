"""The line that a publisher typed of an edition → the line that readers see.

It comes from `--note` and `withdraw`, is no Markdown, and stands in a box, a feed, a list: so it
has the words alone, with the marks and spaces of its language.
"""

from __future__ import annotations

import re

from ..model.brief import Language
from .citations import set_marks

_CITED = re.compile(r"\s*\[(?:[^\[\]@]*\s)?@[A-Za-z0-9_][^\[\]]*\](?!\()|\s*\[\^[^\[\]\s]+\]")
"""A citation or the call of a note: neither has a foot of a page to stand at."""
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:https?:|mailto:)[^()\s]*\)")
_STRESSED = re.compile(
    r"(?<![\w*_`\\])(?P<mark>\*{1,3}|_{1,3}|`)(?=[^\s*_`])(?P<words>[^*_`]*[^\s*_`])(?P=mark)(?![\w*_`])"
)
"""Words between stars, underscores or backticks; a star alone, or `snake_case`, is none."""


def set_note(text: str, language: Language) -> str:
    """Set *text*, a note or a reason of an edition in *language*, as plain text."""
    bare = _STRESSED.sub(r"\g<words>", _LINK.sub(r"\1", _CITED.sub("", text)))
    return language.space(set_marks(bare, language))
