"""Run the fixtures of the CSL project through briefpress, and count those that it writes right.

    git clone https://github.com/citation-style-language/test-suite
    python bench/csl_fixtures.py test-suite
    python bench/csl_fixtures.py test-suite --only sort_ position_Ibid --show

A fixture has a style, sources, citations, and what these read. It goes the way of a brief: the
style is read as one of an institute, the sources and what stands around them are prepared as an
author's, pandoc writes. Markup, letters set high or low among it, and spaces are not compared; in a
second count neither is the case of the first letter of a note, which is a capital in a brief.

Where a fixture changes its citations several times, what they read at the end counts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from briefpress.model.brief import Language  # noqa: E402
from briefpress.model.problems import Problems  # noqa: E402
from briefpress.model.text import Cited, CitedTogether  # noqa: E402
from briefpress.page.citation_styles import read_style  # noqa: E402
from briefpress.page.citations import prepare_source, set_typed  # noqa: E402
from briefpress.page.citeproc import (  # noqa: E402
    NOTE_NUMBER,
    CitationsFailed,
    Written,
    run_pandoc,
    write_in_style,
)
from briefpress.page.style_pruning import prune_style  # noqa: E402
from briefpress.page.theme import read_theme  # noqa: E402

FIXTURES = "processor-tests/humans"
_PART = re.compile(r"^>>=+ ([A-Z0-9-]+) =+>>\n(.*?)^<<=+ \1 =+<<", re.MULTILINE | re.DOTALL)
_SET_APART = re.compile("<(?:super|sub)> (.*)")


@dataclass(frozen=True)
class Result:
    """A fixture's answer, and ours."""

    name: str
    wanted: str
    made: str
    is_right: bool
    is_right_but_first_letters: bool
    """Or the first letter of a note is a capital, and else it is right."""

    @property
    def category(self) -> str:
        """The first part of its name: `disambiguate`."""
        return self.name.partition("_")[0]


def read_fixture(text: str) -> dict[str, str]:
    """The parts of a fixture by their names: `CSL`, `INPUT`, `RESULT`."""
    return {name: part.strip() for name, part in _PART.findall(text)}


def run_fixture(name: str, text: str, languages: Mapping[str, Language]) -> Result:
    """Write the citations of the fixture *text*, or its list of references."""
    parts = read_fixture(text)
    style = _read_style(parts["CSL"])
    is_list = parts.get("MODE", "citation").startswith("bibliography")
    try:
        written = _write(parts, style, languages, is_list=is_list)
        texts = [*written.references.values()] if is_list else written.citations
        made = [NOTE_NUMBER.sub(r"\1", one) for one in texts]
    except CitationsFailed as error:
        made = [f"not written: {error}"]
    is_note = style.get("class") == "note" and not is_list
    wanted = parts["RESULT"]
    right, but_first_letters = (is_same(wanted, made, any_case=one) for one in (False, is_note))
    return Result(name, wanted, "\n".join(made), right, but_first_letters)


def _write(
    parts: Mapping[str, str], style: Any, languages: Mapping[str, Language], *, is_list: bool
) -> Written:
    locale = style.get("default-locale") or "en-US"
    language = replace(languages.get(locale[:2], languages["en"]), locale=locale)
    data = [{"id": "ITEM-1", "type": "document", **one} for one in json.loads(parts["INPUT"])]
    clusters = _find_citations(parts, data, is_list=is_list)
    sources = [prepare_source(one, style, language) for one in data]
    kinds = frozenset(one["type"] for one in sources)
    used = prune_style(style, kinds, has_list=is_list or style.get("class") != "note")
    return write_in_style(used, language, sources, set_typed(clusters, language), run_pandoc)


def _read_style(csl: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "style.csl"
        file.write_text(csl, "utf-8")
        return read_style(str(file))


def _find_citations(
    parts: Mapping[str, str], sources: Sequence[Mapping[str, Any]], *, is_list: bool
) -> list[CitedTogether]:
    every = [[{"id": one["id"]} for one in sources]]
    found: Iterable[Sequence[Mapping[str, Any]]]
    if "CITATIONS" in parts:
        found = _last_state(json.loads(parts["CITATIONS"]))
    elif "CITATION-ITEMS" in parts:
        found = json.loads(parts["CITATION-ITEMS"])
    elif "BIBENTRIES" in parts:
        found = [[{"id": key} for key in json.loads(parts["BIBENTRIES"])[-1]]]
    else:
        found = every
    clusters = [CitedTogether(tuple(map(_cited, one))) for one in found]
    if is_list and "BIBENTRIES" not in parts:  # sources that nobody cites are listed as well
        clusters += [CitedTogether(tuple(map(_cited, one))) for one in every]
    return clusters


def _last_state(changes: Sequence[Any]) -> list[Sequence[Mapping[str, Any]]]:
    """The citations as they stand after all *changes*: each is one, and those around it."""
    items: dict[str, Sequence[Mapping[str, Any]]] = {}
    order: list[str] = []
    for citation, before, behind in changes:
        key = citation.get("citationID", f"citation {len(items)}")
        items[key] = citation["citationItems"]
        order = [*(one for one, _ in before), key, *(one for one, _ in behind)]
    return [items[key] for key in order]


def _cited(item: Mapping[str, Any]) -> Cited:
    part = str(item.get("locator") or "").strip()
    label = str(item.get("label") or "page").replace(" ", "-")
    affixes = item.get("prefix", ""), item.get("suffix", "")
    return Cited(str(item["id"]), label if part else None, part or None, *affixes)


def is_same(wanted: str, made: Sequence[str], *, any_case: bool) -> bool:
    """Whether *made* reads as *wanted*; *any_case*: whatever the case of the first letter of each
    of *made*.
    """
    rest = bare(wanted)
    for one in map(bare, made):
        if any_case and rest[:1].upper() == one[:1]:
            one = rest[:1] + one[1:]
        if not rest.startswith(one):
            return False
        rest = rest[len(one) :]
    return not rest


def bare(html: str) -> str:
    """The letters of *html*, without markup and spaces."""
    text = unescape(re.sub(r"<[a-z/][^<>]*>", "", html))
    text = re.sub(r"^(?:>>|\.\.)\[\d+\]", "", text, flags=re.MULTILINE)
    return "".join(map(_on_the_line, re.sub("[\\s\u2060\u200b]+", "", text)))


def _on_the_line(letter: str) -> str:
    apart = _SET_APART.fullmatch(unicodedata.decomposition(letter))
    return "".join(chr(int(code, 16)) for code in apart[1].split()) if apart else letter


def main() -> None:
    """Print a table of the fixtures that are right, by category."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a checkout of the CSL project’s test-suite")
    parser.add_argument("--only", nargs="*", default=[], help="names that begin so: sort_")
    parser.add_argument("--show", action="store_true", help="what is not right")
    options = parser.parse_args()
    files = sorted((options.folder / FIXTURES).glob("*.txt"))
    if not files:
        sys.exit(f"{options.folder}: no {FIXTURES}/*.txt")
    if options.only:
        files = [one for one in files if one.stem.startswith(tuple(options.only))]
    languages = read_theme(ROOT, Problems()).languages
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [
            *pool.map(lambda one: run_fixture(one.stem, one.read_text("utf-8"), languages), files)
        ]
    for one in results:
        if options.show and not one.is_right_but_first_letters:
            print(f"--- {one.name}\n{one.wanted}\n--- is\n{one.made}\n")
    commit = subprocess.run(
        ["git", "-C", options.folder, "rev-parse", "HEAD"], capture_output=True, text=True
    )
    print(f"Commit {commit.stdout.strip() or 'unknown'} of {options.folder.resolve().name}.\n")
    print("| category | fixtures | right | share | but first letters | share |")
    print("| --- | --: | --: | --: | --: | --: |")
    for name in [*dict.fromkeys(one.category for one in results), "all"]:
        some = [one for one in results if name in (one.category, "all")]
        right = sum(one.is_right for one in some)
        nearly = sum(one.is_right_but_first_letters for one in some)
        shares = f"{right} | {right / len(some):.1%} | {nearly} | {nearly / len(some):.1%}"
        print(f"| {name} | {len(some)} | {shares} |")


if __name__ == "__main__":
    main()
