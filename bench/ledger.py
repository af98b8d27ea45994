"""Measure a long ledger: `python bench/ledger.py [open] [add] [verify] [publish] [--rounds N]`.

open: `verify` of a file that nobody knows, by a ledger of 100,000 lines, against `sha256sum` of
that ledger. add: a line is added to a ledger, and a copy to a register, of 100,000 lines and of
ten. verify: 1,000 named copies of one edition, against `sha256sum` of the same files. publish: the
next edition of the brief on the DPRK, with a key and without.

Programs are measured by the seconds of CPU that they take, lines that are added by the clock, for
the disk is what they wait for. Contenders take turns; ratios are of medians.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from briefpress.editions.files import add_to_chain, add_to_ledger  # noqa: E402
from briefpress.editions.ledger import FILE, Edition, Ledger, PublishedPdf, read_ledger  # noqa: E402
from briefpress.editions.register import FILE as REGISTER  # noqa: E402
from briefpress.editions.register import Copy, Register, read_register  # noqa: E402
from briefpress.model.problems import Problems  # noqa: E402

LINES, FEW, COPIES = 100_000, 10, 1_000
SIZE = 75_000
"""Bytes of a copy: those of two pages."""
BRIEFS = 500
DAY = date(2024, 12, 2)


def edition(n: int) -> Edition:
    """The edition of line *n*, on two papers, with two facts."""
    slug, number = f"brief-{n % BRIEFS}", n // BRIEFS + 1
    digest = sha256(str(n).encode()).hexdigest()
    folder = f"editions/{slug}/{number}/{slug}"
    return Edition(
        slug, number, DAY, "What is new in it, in a line.",
        f"{slug.upper()}-{number}-{digest[:6].upper()}", "editorial",
        "A title of one sentence says what is happening", "Two lines stand under it.", "en",
        {
            "a4": PublishedPdf(f"{folder}.pdf", digest, SIZE, 4, digest),
            "letter": PublishedPdf(f"{folder}.letter.pdf", digest[::-1], SIZE, 4, digest),
        },
        {"returned": ("people returned", "more than 670"), "camps": ("camps", "4")},
        issue="Policy brief 12",
    )  # fmt: skip


def copy(n: int, digest: str = "") -> Copy:
    """The copy of line *n*, of the first edition."""
    code = f"{edition(0).code}-{n + 1:03}-8F2C91"
    name = f"A. Name {n}"
    digest = digest or sha256(code.encode()).hexdigest()
    file = f"output/copies/brief-0/1/{n + 1:03}.pdf"
    return Copy("brief-0", 1, code, n + 1, LINES, name, DAY, "a4", file, digest, "Mission", "en")


def a_house(folder: Path, lines: int) -> Path:
    """Write a ledger and a register of *lines* into *folder*, as a house has them."""
    (folder / "editions").mkdir(parents=True)
    (folder / "content").mkdir()
    (folder / "content/institute.yaml").write_text("name: An institute\n", "utf-8")
    ledger = Ledger().with_events([edition(n) for n in range(lines)])
    (folder / FILE).write_bytes(bytes(ledger))
    # With a key, as `copies` gives the first line one: without, all lines are looked through.
    register = Register().with_copies([copy(n) for n in range(lines)], key="0" * 64)
    (folder / REGISTER).write_bytes(bytes(register))
    return folder


def cpu(*command: object, folder: Path = ROOT, check: bool = False) -> float:
    """Seconds of CPU that *command* takes in *folder*, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*map(str, command)], cwd=folder, stdout=subprocess.DEVNULL, check=check)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def take_turns(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each of *runs* gives, after a round that makes ready."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            seconds = run()
            if number:
                took[name].append(seconds)
    return {name: median(values) for name, values in took.items()}


def report(what: str, took: float, limit: float, told: str) -> None:
    """Print a line of the result."""
    verdict = "holds" if took <= limit else "DOES NOT HOLD"
    print(f"{what}: {took:.3f} s of at most {limit:.3f} s ({told}): {verdict}")


def verify(*arguments: object) -> float:
    """The CPU that `verify` takes."""
    return cpu(sys.executable, "-m", "briefpress", "--no-resident", "verify", *arguments)


def measure_open(long: Path, rounds: int) -> None:
    """Open and check a long ledger."""
    (long / "unknown.txt").write_text("nothing", "utf-8")
    apart = long / "apart"  # the ledger alone, as it comes by mail
    apart.mkdir(exist_ok=True)
    (apart / "ledger.jsonl").write_bytes((long / FILE).read_bytes())
    took = take_turns(
        {
            "sha256sum": lambda: cpu("sha256sum", apart / "ledger.jsonl"),
            "verify": lambda: verify("--ledger", apart / "ledger.jsonl", long / "unknown.txt"),
        },
        rounds,
    )
    size = (apart / "ledger.jsonl").stat().st_size / 1e6
    limit = 4 * took["sha256sum"] + 0.3
    told = f"4 x sha256sum {took['sha256sum']:.3f} s + 0.3 s"
    report(f"open {LINES:,} lines, {size:.0f} MB", took["verify"], limit, told)


def measure_add(short: Path, long: Path, rounds: int) -> None:
    """Add a line to a short and to a long ledger, and to registers that are as long."""
    ledgers = {
        house: read_ledger((house / FILE).read_bytes(), FILE, Problems()) for house in (short, long)
    }
    registers = {
        house: read_register((house / REGISTER).read_bytes(), REGISTER, Problems())
        for house in (short, long)
    }
    for house in (short, long):
        registers[house].with_copies([copy(0)])  # as after opening it: the codes are known

    def add_edition(house: Path) -> float:
        start = time.perf_counter()
        ledger = ledgers[house]
        new = edition(len(ledger.lines))
        longer = add_to_ledger(house, ledger, [new], Problems())
        took = time.perf_counter() - start
        assert longer
        ledgers[house] = longer
        return took

    def add_copy(house: Path) -> float:
        register = registers[house]
        start = time.perf_counter()
        longer = register.with_copies([copy(len(register.lines))])
        assert add_to_chain(house, REGISTER, register.lines, longer.lines, Problems())
        took = time.perf_counter() - start
        registers[house] = longer
        longer.with_copies([copy(0)])
        return took

    for name, add in (("an edition", add_edition), ("a copy", add_copy)):
        took = take_turns(
            {"short": lambda add=add: add(short), "long": lambda add=add: add(long)},  # type: ignore[misc]
            rounds * 20,
        )
        told = f"1.1 x {took['short']:.4f} s, that to {FEW}"
        report(f"add {name} to {LINES:,} lines", took["long"], 1.1 * took["short"], told)


def measure_verify(folder: Path, rounds: int) -> None:
    """Verify named copies."""
    house = a_house(folder, FEW)
    files = []
    copies = []
    (house / "copies").mkdir()
    for n in range(COPIES):
        file = house / f"copies/{n:04}.pdf"
        file.write_bytes(os.urandom(SIZE))
        files.append(file)
        copies.append(copy(n, sha256(file.read_bytes()).hexdigest()))
    (house / REGISTER).write_bytes(bytes(Register().with_copies(copies)))
    took = take_turns(
        {
            "sha256sum": lambda: cpu("sha256sum", *files),
            "verify": lambda: verify("--ledger", house / FILE, *files),
        },
        rounds,
    )
    told = f"3 x sha256sum {took['sha256sum']:.3f} s + 0.3 s"
    limit = 3 * took["sha256sum"] + 0.3
    report(f"verify {COPIES:,} copies of {SIZE // 1000} kB", took["verify"], limit, told)


def measure_publish(folder: Path, rounds: int) -> None:
    """Publish the next edition of a brief, in a house with a key and in one without."""
    os.environ["XDG_CONFIG_HOME"] = str(folder / "keys")
    ours = (sys.executable, "-m", "briefpress", "--no-resident")
    houses = {name: folder / name for name in ("no key", "a key")}
    for name, house in houses.items():
        one_language = shutil.ignore_patterns("brief.??.md", "??.yaml")
        shutil.copytree(ROOT / "content", house / "content", ignore=one_language)
        if name == "a key":
            cpu(*ours, "keygen", folder=house, check=True)

    def publish(house: Path) -> float:
        text = house / "content/dprk/brief.md"
        old, new = ("abroad", "overseas") if "abroad" in text.read_text("utf-8") else (
            "overseas", "abroad",
        )  # fmt: skip
        text.write_text(text.read_text("utf-8").replace(old, new), "utf-8")
        said = ("--note", "A bench.", "--kind", "editorial", "--date", DAY)
        return cpu(*ours, "publish", "dprk", *said, folder=house, check=True)

    took = take_turns(
        {name: lambda house=house: publish(house) for name, house in houses.items()},  # type: ignore[misc]
        rounds,
    )
    told = f"1.05 x {took['no key']:.2f} s, that without a key"
    report("publish an edition with a key", took["a key"], 1.05 * took["no key"], told)


def main() -> None:
    """Measure the parts that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=["open", "add", "verify", "publish", []])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    gc.set_threshold(200_000)  # as the command has it
    parts = arguments.parts or ["open", "add", "verify", "publish"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if {"open", "add"} & {*parts}:
            short, long = a_house(folder / "short", FEW), a_house(folder / "long", LINES)
        if "open" in parts:
            measure_open(long, arguments.rounds)
        if "add" in parts:
            measure_add(short, long, arguments.rounds)
        if "verify" in parts:
            measure_verify(folder / "copies", arguments.rounds)
        if "publish" in parts:
            measure_publish(folder / "publish", arguments.rounds)


if __name__ == "__main__":
    main()
