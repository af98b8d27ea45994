"""Print briefs of 1 to 16 pages that differ in the length and order of their blocks; see that no
block stands on another, no text is lost, no row of a table stands alone.

    python tests/overlaps.py                 400 briefs on both papers: what is wrong with which
    python tests/overlaps.py --only 17       one of them, and its PDFs in .tools/overlaps/

`make overlaps` does the first; `tests/test_overlaps.py` a few, with every other test.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.printed import PAPERS, add_brief, house_theme, new_house, words

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.table import Finding, load
from briefpress.model.brief import Theme
from briefpress.model.problems import Problems
from briefpress.press.executors import InProcess
from briefpress.press.workers import print_page
from briefpress.workflows.lay_out import lay_out_brief
from briefpress.workflows.stamps import stamp_draft

HOUSE = Path(__file__).parent.parent
CHECKS = (
    *("cut-off", "past-the-edge", "covered", "overlap", "lost-text", "invisible"),
    *("table-row-alone", "note-apart"),
)
"""Checks that must find nothing on any of the pages."""
TOLD = ("hole", "lone-heading", "short-last-page", "page-budget")
"""Checks whose findings the author alone can mend: counted, no fault."""
SHORT = 200
"""Briefs below this number have one to eight pages, and the blocks of a short brief; the others one
to sixteen, and all blocks."""
LANDSCAPE, PORTRAIT = (600, 240), (300, 420)


@dataclass
class _Writer:
    """Writes one brief, block by block; the same one for the same *chance*."""

    chance: random.Random
    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    prose: list[str] = field(default_factory=list)
    notes: int = 0
    blocks: int = 0

    def text(self, least: int, most: int) -> str:
        return words(self.chance.randint(least, most), self.chance.randint(0, 11))

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def cited(self, text: str) -> str:
        """Put a citation, or a note of any length, behind *text*."""
        if self.often(0.6):
            return f"{text}[@{self.chance.choice(list(SOURCES))}, p. {self.chance.randint(1, 400)}]"
        self.notes += 1
        self.prose.append(f"[^n{self.notes}]: {self.text(4, 70)}")
        return f"{text}[^n{self.notes}]"

    def name(self, kind: str, block: dict[str, Any] | str) -> str:
        self.blocks += 1
        self.fields.setdefault(kind, {})[f"b{self.blocks}"] = block
        return f"{{{{ {kind}.b{self.blocks} }}}}"

    # Blocks

    def paragraph(self) -> str:
        sentences = [self.text(8, 40) for _ in range(self.chance.randint(1, 5))]
        share = self.chance.choice([0, 0.2, 0.2, 0.6])
        return " ".join(self.cited(one) if self.often(share) else one for one in sentences)

    def paragraphs(self) -> str:
        return "\n\n".join(self.paragraph() for _ in range(self.chance.randint(1, 4)))

    def heading(self) -> str:
        return f"## {self.text(2, 9)[:-1]}\n\n{self.paragraph()}"

    def list(self) -> str:
        marks = self.chance.choice(["-", "1."])
        items = [f"{marks} {self.text(2, 30)}" for _ in range(self.chance.randint(2, 9))]
        return "\n".join(items)

    def quotation(self) -> str:
        return f"> {self.cited(self.text(10, 120))}"

    def box(self) -> str:
        text = "\n\n".join(self.text(10, 70) for _ in range(self.chance.randint(1, 4)))
        return self.name("boxes", {"title": self.text(2, 6)[:-1], "text": text})

    def figure(self) -> str:
        name = f"p{self.blocks}.svg"
        width, height = self.chance.choice([LANDSCAPE, LANDSCAPE, PORTRAIT])
        self.files[name] = DRAWING % {b"w": width, b"h": height}
        caption = self.text(3, 12)[:-1]
        block = {"image": name, "caption": caption, "alt": self.text(4, 8), "source": "s1"}
        block["width"] = self.chance.choice(["side", "text", "page"])
        return self.name("figures", block)

    def table(self) -> str:
        count = self.chance.randint(2, 6)
        length = self.chance.choice([3, 4, 6, 9, 14, 80 // count])
        rows = [[self.text(1, 12)[:-1] for _ in range(count)] for _ in range(length)]
        head = [f"{self.text(1, 2)[:-1]} {n}" for n in range(count)]
        caption = self.text(3, 8)[:-1]
        return self.name("tables", {"columns": head, "rows": rows, "caption": caption})

    def votes(self) -> str:
        name = f"v{self.blocks}.csv"
        lines = ["date,question,for,against,abstaining,outcome"]
        for day in range(1, self.chance.randint(2, 9)):
            lines.append(f"2024-03-{day:02},{self.text(2, 5)[:-1]},13,1,1,vetoed")
        self.files[name] = "\n".join(lines).encode()
        return self.name("tables", {"kind": "votes", "data": name, "caption": self.text(3, 6)[:-1]})

    # What stands once

    def timeline(self) -> str:
        events = []
        for month in range(1, self.chance.randint(3, 24)):
            event = {"date": f"20{month:02}-03-07", "event": self.text(4, 18)}
            events.append(event | ({"source": self.source()} if self.often(0.3) else {}))
        self.fields["timeline"] = events
        return "{{ timeline }}"

    def facts(self) -> str:
        self.fields["facts"] = {
            f"f{n}": {"value": 670 + n, "label": self.text(4, 16)[:-1], "source": self.source()}
            for n in range(self.chance.randint(1, 7))
        }
        return "{{ facts }}"

    def recommendations(self) -> str:
        self.fields["recommendations"] = [
            {"to": self.text(1, 4)[:-1],
             "actions": [self.text(5, 30) for _ in range(self.chance.randint(1, 4))]}
            for _ in range(self.chance.randint(1, 6))
        ]  # fmt: skip
        return "{{ recommendations }}"

    # What longer briefs have besides

    def quote(self) -> str:
        quote = {"text": self.text(6, 30), "width": self.chance.choice(["side", "text", "page"])}
        if self.often(0.6):
            quote["speaker"] = self.text(2, 8)[:-1]
        if self.often(0.3):
            quote["source"] = self.source()
        return self.name("quotes", quote)

    def wide_box(self) -> str:
        placed = self.box()
        self.fields["boxes"][f"b{self.blocks}"]["width"] = self.chance.choice(["side", "page"])
        return placed

    def chart(self) -> str:
        name = f"c{self.blocks}.csv"
        years = range(2024 - self.chance.randint(3, 9), 2025)
        lines = [f"{year},{self.chance.randint(100, 900)}" for year in years]
        self.files[name] = "\n".join(["year,people", *lines]).encode()
        chart = {"kind": self.chance.choice(["line", "bars"]), "x": "year", "y": "people"}
        block = {"data": name, "chart": chart, "caption": self.text(3, 9)[:-1]}
        block["alt"] = self.text(4, 9)
        block["width"] = self.chance.choice(["side", "text", "page"])
        return self.name("figures", block)

    def smaller_heading(self) -> str:
        return f"### {self.text(2, 7)[:-1]}\n\n{self.paragraph()}"

    def reference(self) -> str:
        kinds = [kind for kind in ("figures", "tables", "boxes") if self.fields.get(kind)]
        if not kinds:
            return self.paragraph()
        kind = self.chance.choice(kinds)
        name = self.chance.choice([*self.fields[kind]])
        return f"{self.text(5, 30)} See {{{{ {kind}.{name}.ref }}}}, on page " + (
            f"{{{{ {kind}.{name}.page }}}}. {self.paragraph()}"
        )

    def page_break(self) -> str:
        return f"{{{{ page_break }}}}\n\n{self.heading()}"

    def annex(self) -> str:
        title = f"## Annex: {self.text(2, 6)[:-1]} {self.blocks} {{: .annex }}"
        return "\n\n".join([title, self.paragraphs(), self.table()])

    def front(self) -> dict[str, Any]:
        """Write what stands around the text: cover, questions, authors, contents, back page."""
        fields: dict[str, Any] = {}
        if self.often(0.4):
            cover: dict[str, Any] = {"size": self.chance.choice(["third", "third", "page"])}
            cover["colour"] = self.chance.choice(["ink", "accent", "muted", "pale"])
            if self.often(0.5):
                self.files["cover.svg"] = DRAWING % {b"w": 600, b"h": 400}
                cover |= {"image": "cover.svg", "alt": "A bar.", "credit": self.text(2, 5)[:-1]}
            fields["cover"] = cover
        if self.often(0.3):
            fields["questions"] = {name: self.text(8, 50) for name in ("new", "why", "do")}
        if self.often(0.5):
            fields["authors"] = [self.author(n) for n in range(self.chance.randint(1, 5))]
        if self.often(0.3):
            fields["back_page"] = True
        if self.often(0.4):
            fields["funding"] = self.text(6, 40)
        if self.often(0.4):
            fields["contents"] = {"levels": self.chance.randint(1, 2)}
        if self.often(0.2):
            fields["acronyms"] = {"UN": "United Nations", "IOM": "a body for migration"}
        return fields

    def author(self, number: int) -> dict[str, str]:
        author = {"name": f"Ana Roy {number}", "role": self.text(1, 4)[:-1]}
        return author | ({"bio": self.text(8, 40)} if self.often(0.4) else {})

    def source(self) -> str:
        return self.chance.choice(list(SOURCES))


SOURCES = {
    f"s{n}": {
        "type": "report",
        "author": [{"literal": f"A body with the number {n}"}],
        "title": words(4 + n * 3, n)[:-1],
        "issued": f"20{n + 10}",
        **({"URL": f"https://example.org/reports/{n}"} if n % 2 else {}),
    }
    for n in range(6)
}
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="%(w)d" height="%(h)d"
viewBox="0 0 %(w)d %(h)d"><title>A bar</title><rect width="%(w)d" height="%(h)d" fill="#ddd"/>
<rect x="20" y="20" width="60" height="%(h)d" fill="#14355e"/></svg>"""


def write_brief(house: Path, number: int) -> str:
    """Write the brief *number* into *house*; give its name."""
    chance = random.Random(number)
    writer = _Writer(chance)
    usual: list[Callable[[], str]] = [
        *(writer.paragraphs,) * 5, *(writer.heading,) * 2, writer.list, writer.quotation,
        writer.box, writer.figure, writer.table, writer.votes,
    ]  # fmt: skip
    lengths, templates = [2, 4, 7, 11, 16, 22], [*["policy-brief"] * 5, "statement"]
    if number >= SHORT:
        usual += [
            *(writer.paragraphs,) * 8, *(writer.heading,) * 3, *(writer.smaller_heading,) * 2,
            *(writer.quote,) * 2, *(writer.chart,) * 2, *(writer.reference,) * 2, writer.wide_box,
        ]  # fmt: skip
        lengths, templates = [3, 8, 15, 25, 40, 60], ["policy-brief", "report"]
    once = [writer.timeline, writer.facts, writer.recommendations]
    length = chance.choice(lengths)
    blocks = [chance.choice(usual) for _ in range(length)]
    for block in once:
        if chance.random() < 0.7:
            blocks.insert(chance.randint(0, len(blocks)), block)
    front: dict[str, Any] = {}
    if number >= SHORT:
        if writer.often(0.2):
            blocks.insert(chance.randint(1, len(blocks)), writer.page_break)
        blocks += [writer.annex] * chance.choice([0, 0, 0, 1, 2])
        front = writer.front()
    for block in blocks:
        writer.prose.append(block())
    if number >= SHORT:
        named = ["contents", "list_of_figures", "list_of_tables", "glossary"]
        for name in named:
            if writer.often(0.1) and (name != "contents" or "contents" not in front):
                writer.prose.insert(chance.randint(0, len(writer.prose)), f"{{{{ {name} }}}}")
    fields = writer.fields | {
        "title": writer.text(2, chance.choice([8, 30]))[:-1],
        "standfirst": writer.text(5, chance.choice([20, 70])),
        "key_messages": [writer.text(5, 25) for _ in range(chance.choice([0, 0, 3, 4, 12]))],
        "sources": SOURCES,
        "template": chance.choice(templates),
    }
    if chance.random() < 0.1:  # copyfitting lays a brief out five times
        fields["pages"] = max(1, length // 4)
    slug = f"brief-{number}"
    prose = "\n\n".join(["## First", *writer.prose]) + "\n"
    add_brief(house, slug, prose, writer.files, **fields, **front)
    return slug


def print_generated(house: Path, theme: Theme, slug: str, paper: str) -> PrintedPage:
    """Print the brief *slug* of *house* on *paper*."""
    problems = Problems()
    laid = lay_out_brief(house, theme, slug, [paper], InProcess(), problems)
    page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    return PrintedPage(laid.brief, print_page(page))


def find_faults(
    proof: PrintedPage, checks: Sequence[str] = CHECKS
) -> Iterator[tuple[str, Finding]]:
    """Look for what overlaps, is lost or cut on *proof*: the check's name, and what it found."""
    assert proof.pdf.pages, "\n".join(map(str, proof.pdf.problems))
    for name in checks:
        find = load(name).find_on_page
        assert find
        for finding in find(proof):
            yield name, finding


def main() -> int:
    """Print many, or one; 1 where something is wrong with one of them."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--briefs", type=int, default=400)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    chosen = parser.parse_args()
    last = chosen.first + chosen.briefs
    numbers = range(chosen.first, last) if chosen.only is None else [chosen.only]
    pages = faults = told = 0
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house")
        theme = house_theme(house)
        for number in numbers:
            slug = write_brief(house, number)
            for paper in PAPERS:
                proof = print_generated(house, theme, slug, paper)
                pages += proof.pdf.pages
                told += len([*find_faults(proof, TOLD)])
                for name, finding in find_faults(proof):
                    faults += 1
                    print(f"{number} {finding.place}: {finding.message} [{name}]", flush=True)
                if chosen.only is not None:
                    kept = HOUSE / ".tools/overlaps" / f"{slug}-{paper}.pdf"
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_bytes(proof.pdf.data)
                    print(kept)
    print(
        f"{len(numbers)} briefs on {len(PAPERS)} papers, {pages} pages: {faults} faults, "
        f"{told} holes and budgets told"
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
