"""Print briefs for the tests, and read them with other programs than those that made them."""

import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pikepdf

from briefpress.cli import main
from briefpress.model.brief import Theme
from briefpress.model.geometry import Fit
from briefpress.model.house import find_briefs, find_folders
from briefpress.model.page import Html, Pdf
from briefpress.model.problems import Problems
from briefpress.page.theme import fit_for
from briefpress.press.workers import Workers
from briefpress.workflows.build import Outcome, build
from briefpress.workflows.lay_out import lay_out_brief, open_house
from briefpress.workflows.stamps import stamp_draft
from support import once
from support.tools import need, need_mark

HOUSE = Path(__file__).parents[2]
"""The real house, which no test writes to."""
PAPERS = ("a4", "letter")
MILLIMETRE = 72 / 25.4
"""In points."""


# ---------------------------------------------------------------------------------------------
# Houses and briefs


TRANSLATION = re.compile(r"[\w-]+\.[a-z]{2}\.(?:md|csv)|[a-z]{2}\.yaml")
"""The files that hold the words of a brief in another than its main language."""


def new_house(folder: Path, *, content: bool = False, languages: bool = False) -> Path:
    """Make a house in *folder*: the real command, its briefs or none; its look is the default.

    *content*: the real briefs, in their main language; with *languages*, in all of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HOUSE / "build.py", folder)
    if content:
        shutil.copytree(HOUSE / "content", folder / "content")
        for file in () if languages else (folder / "content").glob("*/*"):
            if TRANSLATION.fullmatch(file.name):
                file.unlink()
    else:
        (folder / "content").mkdir()
        shutil.copy(HOUSE / "content/institute.yaml", folder / "content")
    return folder


def bare_house(folder: Path) -> Path:
    """Make a house in *folder* that has content/ with an institute, and nothing else."""
    (folder / "content").mkdir(parents=True)
    shutil.copy(HOUSE / "content/institute.yaml", folder / "content")
    return folder


def own_file(house: Path, name: str) -> Path:
    """Where *house* has the file *name* of templates/ or styles/: a copy of the default, if any."""
    file = house / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        if (HOUSE / name).exists():
            shutil.copy(HOUSE / name, file)
    return file


def with_one_column(house: Path) -> Path:
    """Have WeasyPrint alone set the text of the statements of *house*, in one column."""
    own_file(house, "styles/statement.css").write_text("h1 { font-size: 22pt }\n", "utf-8")
    return house


def add_brief(
    house: Path, slug: str, prose: str, files: Mapping[str, bytes] | None = None, **fields: Any
) -> Path:
    """Write the brief *slug* into *house*; what *fields* does not say is said for it."""
    folder = house / "content" / slug
    folder.mkdir(parents=True, exist_ok=True)
    head = {"title": "A title", "standfirst": "Two lines under it.", "published": "2024-11-26"}
    text = json.dumps(head | fields, ensure_ascii=False, indent=1)  # which is YAML too
    (folder / "brief.yaml").write_text(text, "utf-8")
    (folder / "brief.md").write_text(prose, "utf-8")
    for name, data in (files or {}).items():
        (folder / name).write_bytes(data)
    return folder


def print_briefs(house: Path, *slugs: str, paper: str | None = "a4") -> list[Outcome]:
    """Print briefs of *house*, all where none is named, in this process."""
    chosen = slugs or find_briefs(house / "content")
    return list(build(house, chosen, [paper] if paper else None, once.PrintsOnce()))


def print_brief(house: Path, prose: str, paper: str = "a4", **fields: Any) -> Outcome:
    """Write the brief `it` into *house* and print it."""
    add_brief(house, "it", prose, **fields)
    return print_briefs(house, "it", paper=paper)[-1]


def pdf_of(outcome: Outcome) -> Pdf:
    """The PDF of a brief that was printed on one paper, without a problem."""
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    (written,) = outcome.written
    return written.pdf


def page_of(house: Path, slug: str, paper: str = "a4") -> Html:
    """The closed page of a brief, as the press gets it."""
    problems = Problems()
    theme = open_house(house, problems)
    laid = lay_out_brief(house, theme, slug, [paper], once.PrintsOnce(), problems)
    return stamp_draft(laid.pages[0], laid.brief, theme, problems)


def house_theme(house: Path) -> Theme:
    """The look of *house*, its fonts found."""
    return open_house(house, Problems())


def words(number: int, start: int = 0, most: int = 30) -> str:
    """Sentences of *number* plain words, none of more than *most*."""
    said = [_STOCK[(start + n * 5) % 12] for n in range(number)]
    sentences = (said[n : n + most] for n in range(0, number, most))
    return " ".join(f"{' '.join(one).capitalize()}." for one in sentences)


_STOCK = ("rights", "law", "court", "state", "people", "border", "vote", "report", "treaty",
          "labour", "asylum", "duty")  # fmt: skip


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="briefpress-tests-")


def temporary(name: str) -> Path:
    """A folder for what is printed once by this worker."""
    folder = Path(_temporary().name) / name
    folder.mkdir()
    return folder


@dataclass(frozen=True)
class Real:
    """The real content, built once: what was said about it, and its PDFs by brief and paper."""

    house: Path
    outcomes: list[Outcome]
    files: dict[tuple[str, str], Path]


def real() -> Real:
    """Give the real content in its main language, printed once on all of its papers, in a folder
    of its own.
    """
    need_mark("long", "it prints the real content")
    return _print_real(languages=False)


def translated() -> Real:
    """Give the real content printed likewise, and in its other languages: each on one paper, on A4
    and Letter in turn.
    """
    need_mark("long", "it prints the real content")
    return _print_real(languages=True)


@cache
def _print_real(*, languages: bool) -> Real:
    def print_it(folder: Path) -> Real:
        house = new_house(folder, content=True, languages=languages)
        main = find_folders(house / "content")
        outcomes = print_briefs(house, *main, paper=None)
        others = [slug for slug in find_briefs(house / "content") if slug not in main]
        for number, slug in enumerate(others):
            outcomes += print_briefs(house, slug, paper=PAPERS[number % 2])
        files = {
            (outcome.slug, edition.pdf.paper): house / edition.file
            for outcome in outcomes
            for edition in outcome.written
        }
        return Real(house, outcomes, files)

    return once.make_once("real-in-all-languages" if languages else "real", print_it)


def run(*arguments: object, house: Path) -> subprocess.CompletedProcess[str]:
    """Run build.py of *house* with *arguments*, in this process.

    What it gives to its workers is done here as well, by a press that is warm, and a page that
    another test has printed is not printed again. Nothing is promised of processes and of the press
    then; `run_apart` asks what an author's shell would see.
    """
    return _run_here(arguments, house, "python build.py", house.resolve())


def call(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `briefpress` with *arguments* in the folder *cwd*, in this process, as `run` does."""
    return _run_here(arguments, cwd, "briefpress", None)


def _run_here(
    arguments: Sequence[object], cwd: Path, program: str, folder: Path | None
) -> subprocess.CompletedProcess[str]:
    words = [*map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    threshold = gc.get_threshold()
    with (
        chdir(cwd),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", [program, *words]),
        without_workers(),
    ):
        try:
            code = main(words, program, folder)
        finally:
            gc.set_threshold(*threshold)
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess([program, *words], code, *texts)


@contextmanager
def without_workers() -> Iterator[None]:
    """Do in this process what `Workers` would give to others, where nothing is promised of them."""
    with (
        patch.object(Workers, "_start", lambda _: _Here()),
        patch.object(Workers, "prepare", lambda *_: None),
    ):
        yield


@contextmanager
def in_one_size() -> Iterator[None]:
    """Set briefs in their smallest type at once; to look for the largest that fits takes four
    layouts.
    """

    def fit(pages: int | None, tokens: Mapping[str, str]) -> Fit | None:
        found = fit_for(pages, tokens)
        return found and replace(found, settings=found.settings[-1:])

    with patch("briefpress.page.compose.fit_for", fit):
        yield


class _Here(once.PrintsOnce):
    """In the place of the processes of `Workers`: there are none."""

    _processes = ()

    def shutdown(self, **_: object) -> None:
        """Do nothing."""


def run_apart(
    *arguments: object, house: Path, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run `python build.py` in *house* as an author would: a process, and its workers."""
    command = [sys.executable, "build.py", *map(str, arguments)]
    return subprocess.run(
        command, cwd=house, env=os.environ | dict(env or {}), capture_output=True, text=True,
        timeout=120, **options,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------
# One brief that holds everything


def picture(width: int = 300, height: int = 120) -> bytes:
    """A PNG."""
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (width, height), (51, 51, 51)).save(data, "PNG")
    return data.getvalue()


DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80" viewBox="0 0 400 80">
<title>Three bars</title><rect width="90" height="70" fill="#333333"/>
<rect x="110" width="90" height="40" fill="#777777"/></svg>"""

EVERYTHING = """\
## Le premier point

La commission a conclu à des crimes.[@report, p. 5] Une *phrase étrangère*{: lang=la } suit,
puis un [lien *en italique*](https://example.org/a/long/address)
et une [adresse](mailto:a@example.org).

Une note à deux alinéas.[^deux] La seconde phrase cite encore.[@report, p. 7; @treaty]

[^deux]: Le premier alinéa, avec *italique* et [lien](https://example.org/note).

    Le second alinéa de la même note.

{{ facts }}

### Un titre plus profond

- Un point
    - Un point dans le point
        1. Un premier au troisième niveau
        2. Un second
    - Encore un
- Un autre point

#### Encore plus profond

Terme
:   Sa définition, avec une note.[^une]

Autre terme
:   Une première définition.
:   Une seconde.

[^une]: Une note simple.

| Pays | Voix | Remarque |
| ---- | ---: | :------: |
| Un   |  670 | *rien*   |
| Deux |   12 | **tout** |

> Une citation en retrait, qui compte plusieurs mots.

{{ figures.photo }}

{{ boxes.aside }}

## Le deuxième point

{{ figures.drawing }}

{{ figures.chart }}

{{ tables.votes }}

{{ timeline }}

{{ tables.written }}

## Ce qui doit suivre

{{ recommendations }}
"""

_CHART = {
    "mark": "bar",
    "encoding": {
        "x": {"field": "date", "type": "temporal", "title": None},
        "y": {"field": "people", "type": "quantitative", "title": None},
    },
}


def add_everything(house: Path, slug: str = "everything", language: str = "fr") -> None:
    """Write a brief with every construct that prose and blocks have."""
    vote = "date,question,for,against,abstaining,outcome\n2024-03-28,Le mandat,13,1,1,vetoed\n"
    add_brief(
        house,
        slug,
        EVERYTHING,
        {
            "photo.png": picture(1200, 480),
            "drawing.svg": DRAWING,
            "chart.csv": b"date,people\n2022-01-01,10\n2022-01-02,30\n2022-01-03,20\n",
            "votes.csv": vote.encode(),
        },
        language=language,
        title="Un *titre* avec l’ONU dedans",
        standfirst="Deux lignes sous le titre.",
        short_title="Un titre court",
        number="7",
        updated="2024-12-01",
        next_update="2025-01-01",
        risk_level="serious concern",
        authors=[{"name": "Anne Martin", "role": "Chercheuse"}, {"name": "Karl Åse"}],
        contact={"email": "contact@example.org"},
        keywords=["droits", "sanctions"],
        key_messages=["Un message avec {{ facts.number }}.", "Un autre."],
        acronyms={"ONU": "Organisation des Nations unies"},
        facts={"number": {"value": 670, "label": "personnes renvoyées", "source": "report"}},
        timeline=[
            {"date": "2014-02-07", "event": "Un rapport paraît.", "source": "report"},
            {"date": "2024", "event": "Un traité est signé.", "source": "treaty"},
        ],
        figures={
            "photo": {
                "image": "photo.png", "alt": "Un rectangle bleu", "caption": "Une image",
                "source": "report", "note": "Une remarque.",
            },
            "drawing": {"image": "drawing.svg", "alt": "Des barres", "caption": "Un dessin"},
            "chart": {
                "chart": _CHART, "data": "chart.csv",
                "alt": "Deux barres", "caption": "Un graphique",
            },
        },
        tables={
            "votes": {"kind": "votes", "data": "votes.csv", "caption": "Un vote"},
            "written": {
                "columns": ["Pays", "Nombre"], "rows": [["Un", "1"], ["Deux", "2"]],
                "caption": "Un tableau", "source": "treaty",
            },
        },
        boxes={"aside": {"title": "Un encadré", "text": "Un alinéa.\n\n- un point\n- un autre\n"}},
        recommendations=[
            {"to": "Aux États", "actions": ["Agir *vite*{: lang=en }.", "Parler."]},
            {"to": "Au Conseil", "actions": ["Voter."]},
        ],
        sources={
            "report": {
                "type": "report", "author": [{"literal": "Conseil des droits de l’homme"}],
                "title": "Un rapport", "issued": "2014-02-07", "URL": "https://example.org/report",
            },
            "treaty": {"type": "treaty", "title": "Un traité", "issued": "2024"},
        },
    )  # fmt: skip


@cache
def everything() -> Path:
    """Print that brief once, on A4."""

    def print_it(folder: Path) -> Path:
        house = new_house(folder)
        add_everything(house)
        (outcome,) = print_briefs(house)
        assert not outcome.problems.errors, "\n".join(map(str, outcome.problems))
        return house / outcome.written[0].file

    return once.make_once("everything", print_it)


# ---------------------------------------------------------------------------------------------
# Text, and where it stands: poppler


@dataclass(frozen=True)
class Line:
    """A run of text in one font; its box in points, from the upper left corner of the paper."""

    page: int
    x: float
    y: float
    width: float
    height: float
    font: str
    size: float
    colour: str
    text: str

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class ReadPage:
    """A page as poppler reads it, in points."""

    width: float
    height: float
    lines: list[Line] = field(repr=False)


_ZOOM = 3


@cache
def read_pages(file: Path) -> list[ReadPage]:
    """Read every page of *file*, its text with fonts, colours and places."""
    need("pdftohtml")
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-fontfullname", "-zoom", str(_ZOOM)]
    said = subprocess.run([*command, file], capture_output=True, check=True)
    # Where two links meet, poppler writes an `<a>` that is never closed.
    root: Any = ElementTree.fromstring(re.sub(rb"</?(a|b|i)\b[^>]*>", b"", said.stdout))
    fonts: dict[str, Any] = {}
    found = []
    for page in root.iter("page"):
        fonts |= {font.get("id"): font for font in page.iter("fontspec")}
        lines = []
        for text in page.iter("text"):
            font = fonts[text.get("font")]
            x, y, width, height = (
                int(text.get(name)) / _ZOOM for name in ("left", "top", "width", "height")
            )
            family = font.get("family").partition("+")[2]
            size = int(font.get("size")) / _ZOOM
            said_text = "".join(text.itertext())
            number = int(page.get("number"))
            lines.append(
                Line(number, x, y, width, height, family, size, font.get("color"), said_text)
            )
        found.append(
            ReadPage(int(page.get("width")) / _ZOOM, int(page.get("height")) / _ZOOM, lines)
        )
    return found


def lines_of(file: Path) -> list[Line]:
    """The text of every page of *file*, from the first to the last."""
    return [line for page in read_pages(file) for line in page.lines]


@cache
def text_of(file: Path) -> str:
    """The text of *file* as pdftotext gives it; a form feed ends each page."""
    need("pdftotext")
    command: list[str | Path] = ["pdftotext", "-layout", file, "-"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert not done.stderr, done.stderr
    return done.stdout


def save(pdf: Pdf, folder: Path, name: str = "it.pdf") -> Path:
    """Put the bytes of *pdf* where other programs can read them."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(pdf.data)
    return file


def streams(data: bytes) -> bytes:
    """Everything that a PDF holds, unpacked: whoever looks for a word finds it here."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        unpacked = [
            found.read_bytes() for found in pdf.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Filter") != pikepdf.Name.DCTDecode
        ]  # fmt: skip
        return b"\n".join([data, *unpacked, *(repr(found).encode() for found in pdf.objects)])


# ---------------------------------------------------------------------------------------------
# The tag tree: pikepdf


@dataclass(eq=False)
class Tag:
    """An element of the tag tree: its kind (`P`, `H1`, …), what is in it, in reading order."""

    kind: str
    page: int
    """Number of the page on which it begins."""
    above: "Tag | None" = field(repr=False)
    entries: dict[str, str] = field(default_factory=dict)
    """Its properties: `Alt`, `E`, `ID`, `Lang`, and attributes such as `Scope`."""
    kids: list["Tag | str"] = field(default_factory=list, repr=False)
    addresses: list[str] = field(default_factory=list)
    """Where its link annotations lead to."""

    def __iter__(self) -> Iterator["Tag"]:
        """Give this tag and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid

    def all(self, *kinds: str) -> list["Tag"]:
        """Every tag of *kinds* below."""
        return [tag for tag in self if tag.kind in kinds]

    def within(self, *kinds: str) -> bool:
        """Whether a tag of *kinds* is above."""
        return self.above is not None and (self.above.kind in kinds or self.above.within(*kinds))

    @property
    def tags(self) -> list["Tag"]:
        """The tags right below; it is an error where text stands among them."""
        assert all(isinstance(kid, Tag) for kid in self.kids)
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def pieces(self) -> list[str]:
        """The runs of text below, in reading order."""
        runs = ([kid] if isinstance(kid, str) else kid.pieces() for kid in self.kids)
        return [piece for run in runs for piece in run]

    @property
    def text(self) -> str:
        """All text below; a line of print may end without a space."""
        return "".join(self.pieces())


@cache
def tags(file: Path) -> Tag:
    """Read the tag tree of *file*."""
    with pikepdf.open(file) as pdf:
        texts = {page.obj.objgen: (n, _marked_texts(page)) for n, page in enumerate(pdf.pages, 1)}
        return _tag(pdf.Root.StructTreeRoot.K, None, texts, pdf.pages[0].obj)


def _tag(element: Any, above: Tag | None, texts: Any, page: Any) -> Tag:
    if isinstance(element, pikepdf.Array):
        (element,) = element
    page = element.get("/Pg", page)
    number, marked = texts[page.objgen]
    tag = Tag(str(element.S)[1:], number, above)
    held: Any = element.get("/A", {})
    for named in [element, *(held if isinstance(held, pikepdf.Array) else [held])]:
        for name, value in named.items():
            if isinstance(value, pikepdf.String | pikepdf.Name) and name not in ("/S", "/Type"):
                tag.entries[name[1:]] = str(value)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append(marked.get(kid, ""))
        elif kid.get("/Type") == "/OBJR":
            action: Any = kid.Obj.get("/A", {})
            tag.addresses.append(str(action.get("/URI", "")))
        elif kid.get("/Type") == "/MCR":
            tag.kids.append(texts[kid.get("/Pg", page).objgen][1].get(int(kid.MCID), ""))
        else:
            assert kid.P.objgen == element.objgen, "a tag names another one as its parent"
            tag.kids.append(_tag(kid, tag, texts, page))
    return tag


def _marked_texts(page: Any) -> dict[int, str]:
    """Text of a page by the number of its marked content."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[int | None] = []
    letters: dict[int, str] = {}
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BMC":
                marks.append(None)
            case "BDC":
                held = operands[1]
                mark = held.get("/MCID") if isinstance(held, pikepdf.Dictionary) else None
                marks.append(None if mark is None else int(mark))
            case "EMC":
                marks.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                held = operands[0]
                number = next((mark for mark in reversed(marks) if mark is not None), None)
                if number is not None:
                    for run in held if isinstance(held, pikepdf.Array) else [held]:
                        if isinstance(run, pikepdf.String):
                            data = bytes(run)
                            codes = (data[n : n + 2] for n in range(0, len(data), 2))
                            text = "".join(letters[int.from_bytes(code)] for code in codes)
                            texts[number] = texts.get(number, "") + text
    return texts


def _letters(font: Any) -> dict[int, str]:
    found = re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}
