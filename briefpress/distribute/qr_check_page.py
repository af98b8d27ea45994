"""The editions that the site shows → the page behind the QR code: what a code, or a PDF, is.

    publications ─► check/list.json ─► its signature ─► check/index.html, which holds both

The list holds what the site shows and nothing else, and every word of an answer: what a reader is
told is what was signed. The page holds it once more, to the byte, for a browser that opened it from
a folder reads no other file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..editions.ledger import FILE, Edition, changed_facts
from ..editions.minisign import Signature
from ..editions.signing import SIGNED
from ..model.brief import Language, Theme
from ..model.changes import in_order
from ..model.house import DEFAULT_LANGUAGE
from ..model.problems import Place, Problems
from ..page.standalone import SiteWriter
from .site_folder import SiteSources
from .site_publications import Publication, Shown

if TYPE_CHECKING:
    from ..model.contract import Institute

LIST = "check/list.json"
"""In the site."""
PAGE = "check/index.html"
_ROOT = "../"


def make_check_page(
    shown: Sequence[Publication],
    pictures: Mapping[str, Mapping[str, Any]],
    institute: Institute,
    theme: Theme,
    sources: SiteSources,
    problems: Problems,
) -> dict[str, bytes]:
    """Make the page for what is *shown*, its list and the signature of that; files by their paths.

    *pictures*: of the first page of an edition, by the SHA-256 of its main PDF. *sources*: where
    the ledger ends, and the key.

    Problems: words that the language of the institute lacks, those of a template. Raises `Stopped`
    then.
    """
    writer, end, signer = SiteWriter(institute, theme, problems), sources.end, sources.signer
    _check_words(writer.language, theme, problems)

    @cache
    def speak(tag: str) -> SiteWriter:
        """Give the words of the language *tag*; of the institute's, where the house has not all."""
        known = theme.languages.get(tag) or theme.languages.get(tag.split("-")[0])
        if known is None or [*_missing_words(known, theme)]:
            return writer
        return SiteWriter(institute, theme, problems, tag)

    answers = [
        answer
        for publication in shown
        for answer in _answers(publication, pictures, institute, speak)
    ]
    words = {
        one.language.tag: dict(one.language.check_page)
        for one in (writer, *(speak(answer["language"]) for answer in answers))
    }
    fields = {
        "institute": institute.name,
        "ledger": [end.lines, end.hash],
        "language": writer.language.tag,
        "words": dict(sorted(words.items())),
        "editions": answers,
    }
    # `<` could end the element of the page that holds it.
    text = json.dumps(fields, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"
    files = {LIST: text.encode()}
    signature = b""
    if signer:
        comment = f"list of editions, {FILE.rpartition('/')[2]}, line {end.lines}: {end.hash}"
        # The list itself, not its hash: no browser has BLAKE2.
        signed = signer.sign(files[LIST], comment, hashes=False)
        files[LIST + SIGNED] = signed.encode()
        signature = Signature.read(signed).signature
    values = {
        "root": _ROOT,
        "answers": answers,
        "states": [words[one["words"]][f"state_{one['state'].lower()}"] for one in answers],
        "list": text,
        "key": sources.key,
        "signature": signature.hex(),
    }
    return {**files, PAGE: writer.render("site/check.html", **values).encode()}


def _missing_words(language: Language, theme: Theme) -> Iterator[tuple[str, str]]:
    """Give each word that English has and *language* lacks, and its table."""
    english = theme.languages.get(DEFAULT_LANGUAGE, language)
    yield from ((word, "site") for word in english.site if word not in language.site)
    for word in english.check_page:
        if word not in language.check_page:
            yield word, "check_page"


def _check_words(language: Language, theme: Theme, problems: Problems) -> None:
    """Raise `Stopped` where *language* lacks words of the page."""
    place = Place(f"templates/languages/{language.tag}.toml")
    for word, table in _missing_words(language, theme):
        message = f"no word `{word}` under [{table}]"
        problems.error(place, message, f'add a line `{word} = "…"` there, as en.toml has it')
    problems.stop_on_errors()


def _answers(
    publication: Publication,
    pictures: Mapping[str, Mapping[str, Any]],
    institute: Institute,
    speak: Callable[[str], SiteWriter],
) -> Iterator[dict[str, Any]]:
    """Say of each edition of *publication* how it stands, what it says, what has changed since."""
    later: list[Edition] = []
    """Those that came after it and may be used, the last one first."""
    for shown in publication.editions:
        edition = shown.edition
        writer = speak(edition.language)
        picture = pictures.get(shown.downloads[0].printed.sha256) if shown.downloads else None
        changed = changed_facts(edition.facts, later[0].facts) if later else ()
        state, why = _judge(shown, publication.last, later, writer)
        fields = {
            "code": edition.code,
            "state": state,
            "why": why,
            "words": writer.language.tag,
            "language": edition.language or institute.language,
            "issue": edition.issue,
            "number": edition.number,
            "title": edition.title or edition.slug,
            "date": writer.date(edition.date),
            "figures": [list(fact) for fact in edition.facts.values() if fact[0]],
            "since": [
                {
                    "head": f"{writer.word('edition')} {new.number}, {writer.date(new.date)}",
                    "kind": writer.word(f"kind_{new.kind or 'editorial'}"),
                    "note": writer.noted(new.note, new.language),
                }
                for new in reversed(later)
            ],
            "changes": [
                [change.label, change.old, change.new]
                for change in in_order(changed, publication.facts)
                if change.label
            ],
            "page": f"{_ROOT}{quote(publication.path)}#edition-{edition.number}",
            "picture": picture
            and {
                "files": [f"{_ROOT}{quote(path)}" for path in picture["paths"]],
                "ratio": picture["ratio"],
            },
            # A withdrawn edition can no longer be had, and is told all the same.
            "files": [printed.sha256 for printed in edition.papers.values()],
        }
        yield {name: value for name, value in fields.items() if value}
        if not shown.withdrawal:
            later.append(edition)


def _judge(
    shown: Shown, last: Shown, later: Sequence[Edition], writer: SiteWriter
) -> tuple[str, list[str]]:
    """Say how an edition stands: a word of `editions.verdict.State`, and the sentences to it."""

    def say(name: str, edition: Edition) -> str:
        return writer.say(name, number=edition.number, date=writer.date(edition.date))

    if gone := shown.withdrawal:
        why = [writer.say("withdrawn", date=writer.date(gone.date))]
        why += [writer.noted(gone.why, shown.edition.language)]
        return "WITHDRAWN", [*why, *(say("use", new) for new in later[:1] if not last.withdrawal)]
    if shown is last:
        return "CURRENT", [writer.say("current")]
    if last.withdrawal:
        return "SUPERSEDED", [say("superseded_withdrawn", last.edition)]
    return "SUPERSEDED", [say("superseded", last.edition)]
