"""Who takes part: our build, the bare `weasyprint` command, and the peers, all on one brief.

Everything is prepared in a temporary copy of the house, so that a bench overwrites nothing and
measures one state of the engine, whatever is edited meanwhile.

    house/      a copy of the house, in which our own build runs
    finished/   the page as our engine hands it to the press: index.html, style sheets, assets
    text/       the text of that page alone, as Markdown and as Typst
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measure import Failed

PYTHON = sys.executable
VARIANT = "pdf/a-3a"

# Typst as a Python package, for a machine without its executable. Starting Python for it costs
# 0.02 s, and is part of its time.
_TYPST = """
import sys, typst
source, pdf, *standards = sys.argv[1:]
typst.compile(source, output=pdf, font_paths=["fonts"], ignore_system_fonts=True,
              pdf_standards=standards)
"""


@dataclass(frozen=True)
class Contender:
    """One way to the PDF: its commands, run one after the other."""

    name: str
    commands: Sequence[Sequence[str]]
    folder: Path
    pdf: Path
    remark: str = ""
    """The parts that its page lacks and the others have."""


@dataclass
class Field:
    """All who take part, and who could not."""

    ours: Contender
    bare: Contender
    peers: list[Contender] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    """Why a peer does not take part, by its name."""


def copy_house(root: Path, folder: Path) -> Path:
    """Copy what a build needs from *root* to *folder*; where it lies.

    Of a brief in several languages the main one is copied: the peers print one text as well.
    """
    house = folder / "house"
    house.mkdir()
    for part in ("briefpress", "content", "styles", "templates"):
        shutil.copytree(root / part, house / part)
    for text in house.glob("content/*/brief.*.md"):
        text.with_name(f"{text.suffixes[0][1:]}.yaml").unlink()
        for other in text.parent.glob(f"*{text.suffixes[0]}.*"):
            other.unlink()
    shutil.copy2(root / "build.py", house)
    return house


def write_finished(page: Any, folder: Path) -> Path:
    """Write the closed page (a `briefpress.model.page.Html`) as files, for those who read files.

    Style sheets and assets stay files of their own: `data:` addresses would slow the peers down.
    """
    finished = folder / "finished"
    links = ""
    for number, style in enumerate(page.styles, 1):
        # All in one folder: addresses in a style sheet of ours start at the page.
        name = f"{number}-{Path(style.name).name}"
        _write(finished / name, style.text.encode())
        links += f'<link rel="stylesheet" href="{name}">\n'
    for name, data in page.assets.items():
        _write(finished / name, data)
    _write(finished / "index.html", page.text.replace("</head>", f"{links}</head>", 1).encode())
    return finished


def gather(house: Path, slug: str, paper: str, page: Any, family: str, folder: Path) -> Field:
    """Write what each contender reads below *folder*, and say how each is called.

    *page*: the finished page; *family*: the font that the peers set the bare text in.
    """
    finished = write_finished(page, folder)
    (folder / "pdf").mkdir()

    def pdf(name: str) -> Path:
        return folder / "pdf" / f"{name}.pdf"

    ours = Contender(
        "briefpress",
        [[PYTHON, "build.py", slug, "--paper", paper, "--quiet", "--force"]],
        house,
        house / "output" / f"{slug}.pdf",
    )
    variant = ["--pdf-variant", VARIANT, "--pdf-tags"]
    bare = Contender(
        "WeasyPrint, bare",
        [[PYTHON, "-m", "weasyprint", *variant, "index.html", str(pdf("weasyprint"))]],
        finished,
        pdf("weasyprint"),
        "finished HTML",
    )
    taking_part = Field(ours, bare)
    _add_chromium(taking_part, finished, pdf("chromium"), folder / "profile")
    pandoc = _pandoc()
    if pandoc is None:
        for name in ("pandoc + WeasyPrint", "pandoc + Typst", "Typst"):
            taking_part.missing[name] = "no pandoc; `pip install pypandoc-binary` brings it"
        return taking_part
    text = _write_text(page, family, pandoc, folder)
    engine = Path(PYTHON).with_name("weasyprint")
    command = [pandoc, "text.md", "--css=text.css", f"--pdf-engine={engine}"]
    command += [f"--pdf-engine-opt={option}" for option in variant]
    command += [f"--output={pdf('pandoc-weasyprint')}"]
    taking_part.peers.append(
        Contender(
            "pandoc + WeasyPrint",
            [command],
            text,
            pdf("pandoc-weasyprint"),
            "text alone; notes at its end",
        )
    )
    _add_typst(taking_part, text, pandoc, paper, family, pdf)
    return taking_part


def _add_chromium(taking_part: Field, finished: Path, pdf: Path, profile: Path) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        taking_part.missing["Chromium"] = f"none of {', '.join(names)} is installed"
        return
    options = (
        "headless no-sandbox disable-gpu no-first-run disable-background-networking "
        "disable-component-update disable-sync no-pdf-header-footer"
    )
    command = [found, *(f"--{option}" for option in options.split()), f"--user-data-dir={profile}"]
    # A bench asks nobody outside of this machine.
    command += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--print-to-pdf={pdf}", "index.html"]
    remark = "finished HTML; notes within the text, no running heads"
    taking_part.peers.append(Contender("Chromium", [command], finished, pdf, remark))


def _add_typst(
    taking_part: Field, text: Path, pandoc: str, paper: str, family: str, pdf: Any
) -> None:
    executable = shutil.which("typst")
    if executable is None and find_spec("typst") is None:
        for name in ("pandoc + Typst", "Typst"):
            taking_part.missing[name] = "no typst; `pip install typst` brings it"
        return

    def typst(source: str, target: Path, *standards: str) -> list[str]:
        if executable is None:
            return [PYTHON, "-c", _TYPST, source, str(target), *standards]
        claims = [f"--pdf-standard={','.join(standards)}"] if standards else []
        fonts = ["--font-path=fonts", "--ignore-system-fonts"]
        return [executable, "compile", *fonts, *claims, source, str(target)]

    size = {"letter": "us-letter"}.get(paper, paper)
    write = [pandoc, "text.md", "--standalone", "--to=typst", f"--variable=papersize:{size}"]
    write += [f"--variable=mainfont:{family}", "--output"]
    taking_part.peers.append(
        Contender(
            "pandoc + Typst",
            [[*write, "text.typ"], typst("text.typ", pdf("pandoc-typst"))],
            text,
            pdf("pandoc-typst"),
            "text alone",
        )
    )
    # Typst alone starts from what pandoc has written, and gets the pictures' descriptions back,
    # which pandoc drops and without which Typst claims neither PDF/A-3a nor PDF/UA-1.
    subprocess.run([*write, "brief.typ"], cwd=text, check=True, capture_output=True)
    source = (text / "brief.typ").read_text("utf-8")
    descriptions = json.loads((text / "descriptions.json").read_text("utf-8"))
    for image, description in descriptions.items():
        described = f'image("{image}", alt: {json.dumps(description, ensure_ascii=False)}'
        source = source.replace(f'image("{image}"', described)
    _write(text / "brief.typ", source.encode())
    taking_part.peers.append(
        Contender(
            "Typst",
            [typst("brief.typ", pdf("typst"), "a-3a", "ua-1")],
            text,
            pdf("typst"),
            "text alone",
        )
    )


# ---------------------------------------------------------------------------------------------
# The text alone


def _pandoc() -> str | None:
    """Where pandoc is: its package brings one, the system may have one."""
    if find_spec("pypandoc"):
        import pypandoc

        try:
            return str(pypandoc.get_pandoc_path())
        except OSError:
            pass
    return shutil.which("pandoc")


def _write_text(page: Any, family: str, pandoc: str, folder: Path) -> Path:
    """Write the text of *page* as Markdown, with its pictures, fonts and a plain style sheet."""
    text = folder / "text"
    for name, data in page.assets.items():
        _write(text / name, data)
    # pandoc would read what is in <main> and nothing else.
    html = re.sub(r"</?main\b[^>]*>", "", page.text)
    tree = json.loads(_convert(pandoc, html, "html", "json"))
    title = tree["meta"].get("title")
    blocks = _bare_blocks(tree["blocks"])
    heads = [block for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
    if heads:  # pandoc's templates print the title themselves
        title = {"t": "MetaInlines", "c": heads[0]["c"][2]}
        blocks.remove(heads[0])
    for block in blocks:
        if block["t"] == "Header":
            level, (name, _, _), words = block["c"]
            block["c"] = [max(1, level - 1), [name, [], []], words]
    language = re.search(r'<html lang="([^"]*)"', page.text)
    tree["meta"] = {
        "title": title,
        "lang": {"t": "MetaString", "c": language[1] if language else "en"},
    }
    tree["blocks"] = blocks
    markdown = _convert(pandoc, json.dumps(tree), "json", "markdown", "--standalone")
    _write(text / "text.md", markdown.encode())
    size = re.search(r"@page\s*{[^}]*}", page.styles[1].text)
    css = f'{page.styles[0].text}{size[0] if size else ""}\nbody {{ font-family: "{family}" }}\n'
    _write(text / "text.css", css.encode())
    _write(text / "descriptions.json", json.dumps(_Descriptions.of(page.text)).encode())
    return text


def _convert(pandoc: str, text: str, source: str, target: str, *options: str) -> str:
    command = [pandoc, f"--from={source}", f"--to={target}", *options]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode:
        raise Failed(f"pandoc cannot make {target} of the page: {done.stderr.decode().strip()}")
    return done.stdout.decode()


def _bare_blocks(tree: Any) -> Any:
    """Take out of pandoc's *tree* what only our style sheets know; set notes as pandoc's notes."""
    if isinstance(tree, Mapping):
        return {key: _bare_blocks(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    bare: list[Any] = []
    for item in tree:
        kind = item.get("t") if isinstance(item, Mapping) else None
        if kind == "Span" and "footnote" in item["c"][0][1]:
            note = {"t": "Para", "c": _bare_blocks(item["c"][1])}
            bare.append({"t": "Note", "c": [note]})
        elif kind in ("Span", "Div"):
            bare += _bare_blocks(item["c"][1])
        elif kind == "Figure":  # pandoc's Markdown has figures of one picture
            attributes, caption, blocks = _bare_blocks(item["c"])
            bare += [{"t": "Figure", "c": [attributes, caption, blocks[:1]]}, *blocks[1:]]
        else:
            bare.append(_bare_blocks(item))
    return bare


class _Descriptions(HTMLParser):
    """The descriptions of the pictures of a page, by the address of the picture."""

    @classmethod
    def of(cls, html: str) -> dict[str, str]:
        """Read them from *html*."""
        reader = cls()
        reader.found = {}
        reader.feed(html)
        return reader.found

    found: dict[str, str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a picture."""
        values = dict(attrs)
        if tag == "img" and values.get("src"):
            self.found[str(values["src"])] = values.get("alt") or ""


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
