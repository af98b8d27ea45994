"""A quotation has no source.

Why: words between quotation marks are somebody's, and a diplomat will ask whose.

Mend: cite it behind the closing mark: [@key, p. 5].
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading, shown, words
from ..table import Finding

SEVERITY: Severity = "warning"
WORDS = 4
"""Shorter ones are terms."""
_QUOTED = re.compile(r"[“«„]\s*([^“”«»„]+?)\s*[”»“]")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find quotations of four words and more, and paragraphs of them, without a citation after."""
    texts = [text for text in reading.texts if text.kind not in ("source", "alt", "fact", "note")]
    for text, following in zip(texts, [*texts[1:], None], strict=True):
        if text.kind == "quotation":
            is_cited = text.cited or (
                following and following.kind == "quotation" and following.cited
            )
            if not is_cited:
                yield Finding(
                    text.place,
                    f"the quotation `{shown(text.text)}` has no source",
                    "cite it behind its last word: [@key, p. 5]",
                )
            continue
        for match in _QUOTED.finditer(text.text):
            quoted = words(match[1])
            if len(quoted) < WORDS or _is_title(quoted):
                continue
            if not any(start >= match.start() for start in text.cited):
                yield Finding(
                    text.where(match[1]),
                    f"the quotation `{shown(match[1])}` has no source",
                    "cite it behind the closing mark: [@key, p. 5]",
                )


def _is_title(quoted: list[str]) -> bool:
    """Whether most of the longer words begin with a capital, as in the title of a work."""
    longer = [word for word in quoted if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) > 0.6 * len(longer)
