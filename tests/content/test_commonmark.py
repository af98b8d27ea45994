"""CommonMark: what its 652 examples print here is what they print there, or it is told."""

import html
import json
import re
from urllib.parse import unquote

import pytest
from content.test_prose import typesetter
from support.tools import EXAMPLES, need

from briefpress.content.prose_html import clean
from briefpress.model.problems import Place, Problems

OURS = {
    7: "text far behind the sign of an item is pasted from a word processor, and no code",
    273: "text far behind the sign of an item is pasted from a word processor, and no code",
    274: "text far behind the sign of an item is pasted from a word processor, and no code",
    257: "two blanks are enough for the second paragraph of an item",
    238: "a line with a dash below a quotation says who speaks",
    276: "two blanks are enough for the second paragraph of an item",
    265: "a number of four digits is a year",
    297: "two blanks or three nest a list under any number",
    305: "a line that begins with a number goes on with its sentence",
    312: "a list may drift to the right",
    313: "a list may drift to the right",
    353: "a hard blank behind a star is one that a word processor pasted",
    608: "a bare address is a link",
    611: "a bare address is a link",
    616: "an element that begins in one line and ends in the next one is cleaned away",
}
"""The examples that print otherwise, each with the reason; an example has its number."""
_TYPED = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "...", "\u00a0": " "}
_BLOCKS = "blockquote|br|div|h[1-6]|hr|li|ol|p|pre|table|ul"


def _plain(text: str) -> str:
    """HTML as it can be compared: one way of blanks, quotation marks, dashes and addresses."""
    for set_, typed in _TYPED.items():
        text = text.replace(set_, typed)
    text = re.sub(r'href="([^"]*)"', lambda one: f'href="{unquote(html.unescape(one[1]))}"', text)
    text = re.sub(rf"\s*(</?(?:{_BLOCKS})\b[^<>]*>)\s*", r"\1", text)
    return html.unescape(" ".join(re.sub(r"\s+</code>", "</code>", text).split()))


@pytest.mark.long
def test_the_examples_of_commonmark_print_the_same_or_are_told() -> None:
    """Those that differ without a word are known, and few."""
    need("commonmark")
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    assert len(examples) == 652
    setter = typesetter()
    same, told, otherwise = 0, 0, set()
    for example in examples:
        setter.problems = Problems()
        fragment = setter.set(example["markdown"], Place("brief.md", 1), inline=False)
        if setter.problems.found:
            told += 1
        elif _plain(fragment.html) == _plain(clean(example["html"])):
            same += 1
        else:
            otherwise.add(example["example"])
    assert otherwise == OURS.keys()
    assert len(otherwise) <= 15
    assert same > 380
    assert same + told + len(otherwise) == 652
