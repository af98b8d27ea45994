"""Fuzz the parsers, guided by which of their lines an input reaches: `make fuzz`.

    python tests/fuzz.py                every parser, 60 s each
    python tests/fuzz.py yaml --seconds 600 --seed 7

Each parser runs in a process of its own. What it has learnt stays in .tools/fuzzed/<parser>/, so
does an input that broke it: `python tests/fuzz.py yaml .tools/fuzzed/yaml/crash-…` tries it again.
Needs atheris, which the suite does not.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).parent.parent
KEPT = HOUSE / ".tools/fuzzed"

Target = Callable[[bytes], object]


def _sound(problems: object) -> None:
    """Assert that a problem has a place, a line of words, an action."""
    for one in problems:  # type: ignore[attr-defined]
        assert one.place.file, one
        assert one.message.strip() and "\n" not in one.message, one
        assert one.hint and one.hint.strip(), one
        str(one).encode()


def yaml() -> Target:
    """The notation of brief.yaml, the fields that it says, and what stays of it in a PDF."""
    from briefpress.content.read_fields import validate_fields
    from briefpress.content.sources import read_text
    from briefpress.content.yaml_edits import strip_private
    from briefpress.content.yaml_text import read_yaml
    from briefpress.model.brief import TextFile
    from briefpress.model.contract import Institute
    from briefpress.model.problems import Problems

    def read(data: bytes) -> None:
        problems = Problems()
        text = read_text(data, "it.yaml", problems)
        if not problems.errors:
            file = TextFile("it.yaml", text, data)
            tree, places = read_yaml(file, problems)
            if not problems.errors:
                strip_private(file, problems)
                validate_fields(Institute, tree, places, problems)
        _sound(problems)

    return read


def csv() -> Target:
    """The data of a table or a chart."""
    from briefpress.content.data_files import read_csv
    from briefpress.content.sources import read_text
    from briefpress.model.brief import TextFile
    from briefpress.model.problems import Problems

    def read(data: bytes) -> None:
        problems = Problems()
        text = read_text(data, "it.csv", problems)
        table = (
            None
            if problems.errors
            else read_csv(TextFile("it.csv", text), problems, locale="en-GB")
        )
        assert table or problems.errors, "no table, and not a word"
        if table:
            assert len(table.rows) == len(table.lines)
            assert all(len(row) == len(table.heads) for row in table.rows)
        _sound(problems)

    return read


def prose() -> Target:
    """Markdown, in English and in French."""
    import re

    from briefpress.content.prose import Typesetter
    from briefpress.content.sources import read_text
    from briefpress.model.contract import BLOCKS
    from briefpress.model.problems import Place, Problems, Stopped
    from briefpress.page.theme import read_theme

    known = read_theme(HOUSE, Problems()).languages
    languages = [*known.values()]
    blocks = {name: kind.has_names for name, kind in BLOCKS.items()}
    allowed = re.compile(r"</?[a-z][a-z0-9-]*(?: (?:href|title|start|align|lang)=\"[^\"<>]*\")*>")

    def read(data: bytes) -> None:
        problems = Problems()
        text = read_text(data, "it.md", problems)
        if not problems.errors:
            language = languages[len(text) % len(languages)]
            typesetter = Typesetter(language, known, blocks, problems)
            try:
                fragment = typesetter.set(text, Place("it.md", 1), inline=not len(text) % 3)
            except Stopped:
                assert problems.errors
            else:
                assert problems.errors or "<" not in allowed.sub("", fragment.html), fragment.html
        _sound(problems)

    return read


def picture() -> Target:
    """A picture, whole or not."""
    from briefpress.content.pictures import prepare_picture
    from briefpress.content.refusal import Refused

    def read(data: bytes) -> None:
        try:
            assert prepare_picture(data, {}).data
        except Refused as refused:
            assert refused.fault
            assert refused.hint

    return read


def archive() -> Target:
    """The content that a PDF carries, out of a mailbox."""
    from briefpress.content.embedded import open_archive
    from briefpress.model.problems import Place, Problems

    def read(data: bytes) -> None:
        problems = Problems()
        sources = open_archive(data, Place("it.pdf"), problems)
        assert (sources is None) == bool(problems.errors)
        _sound(problems)

    return read


def ledger() -> Target:
    """The lines of the ledger."""
    from briefpress.editions.ledger import read_ledger
    from briefpress.model.problems import Problems

    def read(data: bytes) -> None:
        problems = Problems()
        read_ledger(data, "editions/ledger.jsonl", problems)
        _sound(problems)

    return read


TARGETS: dict[str, Callable[[], Target]] = {
    one.__name__: one for one in (yaml, csv, prose, picture, archive, ledger)
}


def seeds(name: str) -> list[bytes]:
    """Where the search for *name* begins: what is read without a problem."""
    content = HOUSE / "content"
    cases = [path.read_bytes() for path in sorted((HOUSE / "tests/cases").glob("*.md"))]
    texts = {
        "yaml": [path.read_bytes() for path in sorted(content.rglob("*.yaml"))],
        "csv": [path.read_bytes() for path in sorted(content.rglob("*.csv"))],
        "prose": [*cases, *(path.read_bytes() for path in sorted(content.rglob("*.md")))],
    }
    return (
        texts.get(name) or {"picture": _pictures, "archive": _archives, "ledger": _ledgers}[name]()
    )


def _pictures() -> list[bytes]:
    from PIL import Image

    made = [b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>']
    for kind in ("PNG", "JPEG"):
        data = io.BytesIO()
        Image.new("RGB", (9, 9)).save(data, kind)
        made.append(data.getvalue())
    return made


def _archives() -> list[bytes]:
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, data in {
        "institute.yaml": b"name: x\n", "it/brief.yaml": b"title: x\n", "it/brief.md": b"x\n",
        "it/a.csv": b"a,b\n1,2\n",
    }.items():  # fmt: skip
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
    plain, packed = io.BytesIO(), io.BytesIO()
    pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return [plain.getvalue(), packed.getvalue()]


def _ledgers() -> list[bytes]:
    from briefpress.editions.hash_chain import add_line

    papers = {"a4": {"file": "x.pdf", "sha256": "0" * 64, "size": 1, "pages": 1, "html": "0" * 64}}
    said = {"event": "published", "slug": "x", "edition": 1, "date": "2024-11-26", "papers": papers}
    lines = add_line((), said)
    return ["\n".join(lines).encode() + b"\n", b"{}\n", b""]


def fuzz(name: str, arguments: list[str]) -> None:
    """Fuzz *name* in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["briefpress", "markdown", "csv"]):
        target = TARGETS[name]()
        target(b"")  # what is imported late is imported now
        for seed in seeds(name):
            target(seed)
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def main() -> int:
    """Fuzz each parser for its time; how many of them broke."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("input", nargs="?", type=Path, help="try this input alone")
    parser.add_argument("--seconds", type=int, default=60, help="for each parser")
    parser.add_argument("--seed", type=int, default=random.randrange(1, 2**31))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        folder = KEPT / asked.target
        limits = [f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", "-timeout=20"]
        limits += ["-rss_limit_mb=2048", "-max_len=65536", f"-artifact_prefix={folder}/"]
        limits += ["-print_final_stats=1", str(asked.input or folder / "corpus")]
        fuzz(asked.target, limits)
    broken = 0
    print(f"seed {asked.seed}", flush=True)
    for name in [asked.target] if asked.target else TARGETS:
        corpus = KEPT / name / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(seeds(name)):
            (corpus / f"seed-{number}").write_bytes(data)
        command = [sys.executable, __file__, name, *([str(asked.input)] if asked.input else [])]
        command += ["--seconds", str(asked.seconds), "--seed", str(asked.seed), "--inside"]
        log = KEPT / name / "log"
        start = time.monotonic()
        with log.open("wb") as file:
            failed = subprocess.run(command, stdout=file, stderr=file).returncode != 0
        said = log.read_text("utf-8", errors="replace").splitlines()
        runs = next((line.split()[-1] for line in said if "number_of_executed_units" in line), "?")
        print(f"{name:8} {runs} inputs in {time.monotonic() - start:.0f} s", flush=True)
        if failed:
            broken += 1
            print(*said[-40:], f"{name} broke: see {log}", sep="\n", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main())
