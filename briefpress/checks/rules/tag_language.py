"""A text is said in the wrong language: the PDF names none, or a foreign phrase has lost its own.

Why: a screen reader pronounces words by the rules of the language that the PDF names; French read
by the rules of English cannot be understood.

Mend: write `language:` in brief.yaml, and a foreign phrase as `*non-refoulement*{: lang=fr }`;
where the page loses it, mend the template.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.scripts import FROM_RIGHT
from ...model.tag_tree import Tag
from ..evidence.places import place_in_words, place_of_template
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import find_foreign, shown
from ..table import Finding

SEVERITY: Severity = "error"
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
"""A language tag, by BCP 47, without the irregular ones of old."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find a missing or broken language of the document, of a tag, of a phrase."""
    paper, tree = proof.pdf.paper, proof.tags
    template, own = place_of_template(proof.brief), proof.brief.language
    if not tree.root.kind:
        return
    if not tree.language:
        yield Finding(
            template, f"the PDF names no language, on {paper}", f'write <html lang="{own}">'
        )
    elif not _is_same(tree.language.partition("-")[0], own.partition("-")[0]):
        yield Finding(
            template,
            f"the PDF says that it is in `{tree.language}`, the brief is in `{own}`, on {paper}",
            f'write <html lang="{own}">',
        )
    for tag in tree.root:
        if tag.language and not _TAG.fullmatch(tag.language):
            yield Finding(
                place_in_words(proof, tag.text),
                f"`{tag.language}` is no language, on page {tag.page} of {paper}",
                "write a tag such as fr or pt-BR",
            )
    spoken = _spoken(tree.root)
    # PDFium turns about the words of a line that is read otherwise than its page: each is sought.
    apart, is_turned = _spoken(tree.root, " "), proof.brief.words.direction == "rtl"
    lost = set()
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for piece in page.pieces:
            language = piece.language.lower()
            if not language or _is_same(language, tree.language or own):
                continue
            text = _letters(piece.text)
            in_flow = piece.area < 0 or page.areas[piece.area].path.startswith("html")
            if is_turned or re.search(f"[{FROM_RIGHT}]", text):
                words = {*apart.get(language, "").split()}
                in_flow &= not {*text.split()} <= words
            if in_flow and text and text not in spoken.get(language, ""):
                lost.add((language, text))
                yield Finding(
                    place_in_words(proof, piece.text),
                    f"`{shown(piece.text)}` is not said in its language, "
                    f"`{piece.language}`, on page {number} of {paper}",
                    "let the press tag it: the element that has `lang` has to be printed",
                )
    whole = None
    for language, phrase, place in find_foreign(proof.brief):
        text = _letters(phrase)
        key = language.lower()
        if not text or _is_same(key, own) or text in spoken.get(key, "") or (key, text) in lost:
            continue
        whole = whole or f" {_letters(tree.root.text)} "
        if f" {text} " in whole:
            yield Finding(
                place,
                f"`{shown(phrase)}` has lost its language, `{language}`, on {paper}",
                "let the template print the text as it is, with its elements",
            )


def _is_same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _letters(text: str) -> str:
    # The press keeps Korean words whole by joiners, which no PDF has.
    return " ".join(re.findall(r"[^\W_]+", text.replace("\u2060", "").casefold()))


def _spoken(root: Tag, between: str = "") -> dict[str, str]:
    """All text by the language that its tags name; *between* the parts of a tag, which are lines,
    or parts of a word.
    """
    spoken: dict[str, list[str]] = {}

    def walk(tag: Tag, language: str) -> None:
        language = tag.language.lower() or language
        if language:
            own = between.join(kid.text for kid in tag.kids if not isinstance(kid, Tag))
            spoken.setdefault(language, []).append(own)
        for kid in tag.tags:
            walk(kid, language)

    walk(root, "")
    return {language: _letters(" ".join(parts)) for language, parts in spoken.items()}
