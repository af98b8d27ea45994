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

from ..press.libraries import PANGO, SUBSET_MISSING, has_subset, loads
from .shared import find_house


@click.command()
def doctor() -> int:
    """Say what this machine lacks or what slows it, and how to mend it."""
    sound = True
    for finding in examine(find_house()):
        mark = {"good": "✓", "slow": "!", "bad": "✗"}[finding.state]
        click.echo(f"{mark} {finding.what}")
        if finding.mend:
            click.echo(f"    {finding.mend}")
        sound = sound and finding.state != "bad"
    return 0 if sound else 1


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at."""

    state: Literal["good", "slow", "bad"]
    what: str
    mend: str | None = None


def examine(root: Path) -> Iterator[Diagnosis]:
    """Look at Python, the libraries, the fonts, the folder and the tools."""
    yield Diagnosis("good", f"Python {sys.version.split()[0]}")
    yield from _packages()
    if loads(PANGO):
        yield Diagnosis("good", "Pango, which sets the text")
    else:
        yield Diagnosis("bad", "Pango is missing: nothing can be printed", _install("pango"))
    if has_subset():
        yield Diagnosis("good", "libharfbuzz-subset, which makes fonts small")
    else:
        yield Diagnosis("slow", SUBSET_MISSING, _install("harfbuzz"))
    output = root / "output"
    if os.access(output if output.exists() else root, os.W_OK):
        yield Diagnosis("good", "output/ can be written")
    else:
        yield Diagnosis("bad", "output/ cannot be written", "ask for the right to write there")
    free = shutil.disk_usage(root).free
    if free < 200 * 1024**2:
        yield Diagnosis("bad", f"{free // 1024**2} MB are free on the disk", "make room")
    if (os.cpu_count() or 1) == 1:
        yield Diagnosis(
            "slow", "one core: reading waits for printing", "none is needed for few briefs"
        )


def _packages() -> Iterator[Diagnosis]:
    from importlib.metadata import PackageNotFoundError, requires, version

    missing = []
    try:
        requirements = requires("briefpress") or []
    except PackageNotFoundError:
        yield Diagnosis("bad", "briefpress is not installed here", "run `pip install -e .`")
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
        yield Diagnosis("bad", f"missing packages: {', '.join(missing)}", "run `make setup`")
    else:
        yield Diagnosis("good", f"every package is installed, WeasyPrint {version('weasyprint')}")


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
