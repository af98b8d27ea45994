"""Write briefs to measure with: long ones, from the words of the gallery, and many at once.

All of them are written into `content/` of a copy of a house. A text is the same each time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTES_OF_A_REPORT, FIGURES_OF_A_REPORT, PAGES_OF_A_REPORT = 60, 12, 16
HEAD = """\
template: {template}
title: A paper to measure with
standfirst: Its words are those of the gallery, in another order.
number: 1
published: 2024-11-26
"""
FIGURE = """\
  chart-{n}:
    chart:
      mark: bar
      encoding:
        x: {{field: year, type: ordinal, title: null}}
        y: {{field: value, type: quantitative, title: Thousands}}
    data: chart-{n}.csv
    caption: What was counted in district {n} from 2015 to 2024
    alt: A bar for each year from 2015 to 2024.
    source: source-{n}
"""


def read_paragraphs() -> list[str]:
    """Give the plain paragraphs of the gallery, without citations and facts."""
    files = sorted(ROOT.glob("docs/gallery/content/*/brief.md"))
    found = []
    for file in files:
        for paragraph in file.read_text("utf-8").split("\n\n"):
            words = re.sub(r"\[(?:[^\]]*@)[^\]]*\]", "", paragraph).replace("\n", " ").strip()
            if words[:1].isalpha() and not re.search(r"[{}\[\]|<>*_`]", words) and len(words) > 200:
                found.append(words)
    return [one for one in found if one.isascii() or "’" in one or "“" in one]


def write_brief(house: Path, slug: str, yaml: str, prose: str, template: str) -> None:
    """Write a brief into *house*: *yaml* below its head, and *prose*."""
    folder = house / "content" / slug
    folder.mkdir()
    (folder / "brief.yaml").write_text(HEAD.format(template=template) + yaml, "utf-8")
    (folder / "brief.md").write_text(prose, "utf-8")


def write_sources(count: int) -> str:
    """Write *count* reports into `sources:`."""
    lines = [
        f"  source-{n}: {{type: report, author: [{{literal: Office {n}}}], "
        f"title: The register of district {n}, number: A/{n}, issued: {1990 + n % 34}}}"
        for n in range(1, count + 1)
    ]
    return "sources:\n" + "\n".join(lines) + "\n"


def write_cited(house: Path, slug: str, citations: int, words: int) -> None:
    """Write a brief with a citation behind each of *citations* sentences of *words* words.

    The sources are 300 at the most.
    """
    stock = cycle(" ".join(read_paragraphs()).replace(".", "").split())
    sentences = [
        f"{' '.join(islice(stock, words))}.[@source-{(n - 1) % 300 + 1}, para. {n}]"
        for n in range(1, citations + 1)
    ]
    paragraphs = [" ".join(sentences[n : n + 4]) for n in range(0, citations, 4)]
    prose = "## Text\n\n" + "\n\n".join(paragraphs) + "\n"
    write_brief(house, slug, write_sources(min(citations, 300)), prose, "policy-brief")


def write_report(house: Path, slug: str, pages: int = PAGES_OF_A_REPORT) -> None:
    """Write a report of about *pages* pages, each with its part of 60 notes and 12 figures."""
    notes = NOTES_OF_A_REPORT * pages // PAGES_OF_A_REPORT
    figures = max(1, FIGURES_OF_A_REPORT * pages // PAGES_OF_A_REPORT)
    stock = cycle(read_paragraphs())
    count = round(11.4 * pages)  # paragraphs
    cited = {round(n * count / notes) for n in range(notes)}
    placed = {round((n + 0.5) * count / figures): n + 1 for n in range(figures)}
    lines, note = [], 0
    for n in range(count):
        if n % 9 == 0:
            lines.append(f"## Part {n // 9 + 1}")
        text = next(stock)
        if n in cited:
            note += 1
            text += f"[@source-{note}, para. {note}]"
        lines.append(text)
        if n in placed:
            lines.append(f"{{{{ figures.chart-{placed[n]} }}}}")
    yaml = "figures:\n" + "".join(FIGURE.format(n=n) for n in range(1, figures + 1))
    write_brief(
        house, slug, yaml + write_sources(max(notes, figures)), "\n\n".join(lines) + "\n",
        "policy-brief",
    )  # fmt: skip
    for n in range(1, figures + 1):
        rows = "".join(f"{2015 + m},{(n * 37 + m * 53) % 90 + 10}\n" for m in range(10))
        path = house / "content" / slug / f"chart-{n}.csv"
        path.write_text(f"year,value\n{rows}", "utf-8")


def write_prose(house: Path, slug: str, pages: int) -> None:
    """Write a brief of about *pages* pages of plain prose, with a heading for every page."""
    stock = cycle(read_paragraphs())
    parts = [
        f"## Part {n + 1}\n\n" + "\n\n".join(next(stock) for _ in range(16)) for n in range(pages)
    ]
    write_brief(house, slug, "", "\n\n".join(parts) + "\n", "policy-brief")


def write_table(house: Path, slug: str, rows: int) -> None:
    """Write a brief with one table of *rows* rows."""
    yaml = "tables:\n  all: {data: all.csv, caption: All districts, source: source-1}\n"
    write_brief(
        house, slug, yaml + write_sources(1), "## Text\n\n{{ tables.all }}\n", "policy-brief"
    )
    lines = [f"District {n},{n * 37 % 9000},{n * 11 % 700}\n" for n in range(rows)]
    text = "district,people,wells\n" + "".join(lines)
    (house / "content" / slug / "all.csv").write_text(text, "utf-8")


def write_copies(house: Path, slug: str, count: int) -> list[str]:
    """Write *count* copies of the brief *slug* in the place of all briefs; give their names.

    Each has a number of its own and words of its own in its first sentence.
    """
    content = house / "content"
    return [*_write_variants(content, [content / slug], count)]


def write_texts(house: Path, count: int) -> list[str]:
    """Write *count* briefs of twenty different texts in the place of all; give their names."""
    places = ("content/*", "docs/gallery/content/*", "docs/gallery/houses/*/content/*")
    found = [path for place in places for path in sorted(ROOT.glob(f"{place}/brief.yaml"))]
    return [*_write_variants(house / "content", [path.parent for path in found[:20]], count)]


def _write_variants(content: Path, texts: list[Path], count: int) -> Iterator[str]:
    kept = content.with_name("texts")
    for n, text in enumerate(texts):
        shutil.copytree(text, kept / str(n))
    for folder in content.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    for number in range(count):
        slug = f"brief-{number:04}"
        shutil.copytree(kept / str(number % len(texts)), content / slug)
        own = content / slug / "brief.yaml"
        own.write_text(
            re.sub(r"(?m)^number: .*$", f"number: {number + 1}", own.read_text("utf-8")), "utf-8"
        )
        edit_sentence(content / slug, number)
        yield slug
    shutil.rmtree(kept)


def write_other(house: Path, slug: str) -> str:
    """Write *slug* once more, with the same blocks and hardly a word that is the same; its name.

    Who has printed it has everything loaded that *slug* needs, and knows none of its lines.
    """
    other = f"{slug}-other"
    folder = house / "content" / other
    shutil.copytree(house / "content" / slug, folder)
    for path in folder.glob("brief.*"):
        head, sources, rest = path.read_text("utf-8").partition("\nsources:\n")
        lines = (_change_words(line) if _is_text(line) else line for line in head.split("\n"))
        path.write_text("\n".join(lines) + sources + rest, "utf-8")
    return other


def _is_text(line: str) -> bool:
    """Whether *line*, of prose or of YAML, holds a sentence and nothing but text."""
    words = re.sub(r"\{\{.*?\}\}", "", line)
    begins = re.match(r" *(- |\w+: )?[\"“]?[A-Z]", words)
    return begins is not None and words.count(" ") > 4 and not re.search("[{}]", words)


def _change_words(line: str) -> str:
    parts = re.split(r"(\{\{.*?\}\}|\[[^\]]*\])", line)
    vowels = str.maketrans("aeou", "eauo")
    for n in range(0, len(parts), 2):
        parts[n] = re.sub(
            r"(?<![\w./-])[a-z]{4,}(?![\w:./-])", lambda one: one[0].translate(vowels), parts[n]
        )
    return "".join(parts)


def edit_sentence(folder: Path, number: int) -> None:
    """Give a sentence of the brief in *folder* other words, as of *number*."""
    path = folder / "brief.md"
    text = re.sub(r", as of day \d+", "", path.read_text("utf-8"))
    head, stop, rest = text.partition(".\n")
    path.write_text(f"{head}, as of day {number}{stop}{rest}", "utf-8")
