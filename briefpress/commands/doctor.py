"""Look at the machine: what it lacks, what slows it, and how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from .shared import NO_BRIEFS, NO_HOUSE, START_BRIEF, START_HOUSE, program, seek_house


@click.command()
def doctor() -> int:
    """Say what this machine lacks or what slows it, and how to mend it."""
    from ..model.house import name_program

    sound = True
    for finding in examine(seek_house()):
        mark = {"good": "✓", "slow": "!", "bad": "✗"}[finding.state]
        click.echo(f"{mark} {finding.what}")
        if finding.mend:
            click.echo(f"    {name_program(finding.mend, program())}")
        sound = sound and finding.state != "bad"
    return 0 if sound else 1


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at."""

    state: Literal["good", "slow", "bad"]
    """`slow`: what can wait; `bad`: what must be mended before a page is printed."""
    what: str
    mend: str | None = None


def examine(house: Path | None) -> Iterator[Diagnosis]:
    """Look at Python, the libraries, the fonts, the tools, and *house*, if there is one."""
    from ..press.libraries import PANGO_MISSING, SUBSET_MISSING, has_pango, has_subset

    yield Diagnosis("good", f"Python {sys.version.split()[0]}")
    yield from _packages()
    yield from _patches()
    if has_pango():
        yield Diagnosis("good", "Pango, which sets the text")
    else:
        yield Diagnosis("bad", PANGO_MISSING, _install("pango"))
    if has_subset():
        yield Diagnosis("good", "libharfbuzz-subset, which makes fonts small")
    else:
        yield Diagnosis("slow", SUBSET_MISSING, _install("harfbuzz"))
    yield _scripts()
    yield _outlines()
    yield from _house(house)
    free = shutil.disk_usage(house or Path.cwd()).free
    if free < 200 * 1024**2:
        yield Diagnosis("bad", f"{free // 1024**2} MB are free on the disk", "make room")
    if (os.cpu_count() or 1) == 1:
        yield Diagnosis(
            "slow", "one core: reading waits for printing", "none is needed for few briefs"
        )


def _scripts() -> Diagnosis:
    """Say which letters the fonts that come with briefpress have, and those that are installed."""
    from importlib.util import find_spec

    from ..model.scripts import SCRIPTS, Script, has_collections

    def is_there(script: Script) -> bool:
        if script.package:
            return find_spec(script.package.replace("-", "_")) is not None
        return script.find_file("400") is not None if script.family else has_collections()

    have = [script.name for script in SCRIPTS if is_there(script)]
    ways: dict[str, list[str]] = {}
    for script in SCRIPTS:
        if script.name not in have:
            ways.setdefault(script.install, []).append(script.name)
    lines = "; ".join(f"{', '.join(names)}: `{line}`" for line, names in ways.items())
    mend = f"for a brief or a name in another script: {lines}" if ways else None
    return Diagnosis("good", f"letters: {', '.join(['Latin', 'Greek', 'Cyrillic', *have])}", mend)


def _outlines() -> Diagnosis:
    from hashlib import sha256

    from ..model.house import OUTLINES, OUTLINES_DIGEST, default_folder

    file = default_folder() / OUTLINES
    if file.is_file() and sha256(file.read_bytes()).hexdigest() == OUTLINES_DIGEST:
        return Diagnosis("good", "the outlines of countries, for maps")
    return Diagnosis(
        "slow",
        "the outlines of countries are missing: no map can be drawn, all else is printed",
        "`make` in a checkout, with npm; `pip install briefpress` elsewhere",
    )


def _house(house: Path | None) -> Iterator[Diagnosis]:
    from ..model.house import find_briefs

    if house is None:
        yield Diagnosis("slow", NO_HOUSE, START_HOUSE)
        return
    output = house / "output"
    if os.access(output if output.exists() else house, os.W_OK):
        yield Diagnosis("good", "output/ can be written")
    else:
        yield Diagnosis("bad", "output/ cannot be written", "ask for the right to write there")
    if not (house / "content/institute.yaml").is_file():
        mend = "bring it back, or start a house elsewhere: `briefpress init my-institute`"
        yield Diagnosis("bad", "content/institute.yaml is missing: nothing can be built", mend)
    elif not find_briefs(house / "content"):
        yield Diagnosis("slow", f"content/: {NO_BRIEFS}", START_BRIEF)


def _packages() -> Iterator[Diagnosis]:
    from importlib.metadata import PackageNotFoundError, requires, version

    missing = []
    try:
        requirements = requires("briefpress") or []
    except PackageNotFoundError:
        yield Diagnosis("bad", "briefpress is not installed here", _INSTALL_AGAIN)
        return
    for requirement in requirements:
        name, _, extra = requirement.partition(";")
        name = name.split("=")[0].split(">")[0].split("<")[0].strip()
        if "extra" in extra:
            continue
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Diagnosis("bad", f"missing packages: {', '.join(missing)}", _INSTALL_AGAIN)
    else:
        yield Diagnosis("good", f"every package is installed, WeasyPrint {version('weasyprint')}")


_INSTALL_AGAIN = "install it again: `make setup` in a checkout, `pip install briefpress` elsewhere"


def _patches() -> Iterator[Diagnosis]:
    """Name each library that is not the version which briefpress knows from inside."""
    from ..model.patches import VERSIONS, standing_aside

    for library in dict.fromkeys(patch.library for patch in standing_aside()):
        yield Diagnosis(
            "slow",
            f"this is not {library} {VERSIONS[library]}: it is not patched, see docs/patches.md",
            _INSTALL_AGAIN,
        )


def _install(what: str) -> str:
    packages = {
        "pango": ("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango"),
        "harfbuzz": ("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    }[what]
    if shutil.which("apt-get"):
        return f"sudo apt-get install {packages[0]}"
    if shutil.which("dnf"):
        return f"sudo dnf install {packages[1]}"
    if sys.platform == "darwin":
        return f"brew install {packages[2]}"
    return f"install {packages[2]} with MSYS2: pacman -S mingw-w64-ucrt-x86_64-{packages[2]}"
