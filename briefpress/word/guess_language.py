"""The words of a text → the language that it is in, where that is beyond doubt."""

from collections.abc import Collection, Mapping, Sequence

WORDS = 120
"""A text of fewer words is not judged."""
PARTS = 4
"""All parts of a text have to be in one language: one with long quotations is not judged."""
SHARE = 0.15
"""How many of the words have to be common ones of the language, from 0 to 1."""
AHEAD = 1.5
"""How many times as many they have to be as those of any other language."""


def guess_language(words: Sequence[str], common: Mapping[str, Collection[str]]) -> str:
    """Guess the language of *words*; empty where it is in doubt.

    *common*: frequent words of each language, in small letters.
    """
    if len(words) < WORDS or not common:
        return ""
    small = [word.casefold() for word in words]
    length = -(-len(small) // PARTS)
    languages = {
        _guess(small[at : at + length], common) for at in range(0, len(small), length)
    }  # fmt: skip
    return languages.pop() if len(languages) == 1 else ""


def _guess(words: Sequence[str], common: Mapping[str, Collection[str]]) -> str:
    counts = sorted(
        ((sum(word in known for word in words), tag) for tag, known in common.items()), reverse=True
    )
    best, tag = counts[0]
    is_ahead = all(best >= AHEAD * other for other, _ in counts[1:])
    return tag if best >= SHARE * len(words) and is_ahead else ""
