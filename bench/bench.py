"""Measure the house against the bare press and its peers: `make bench`, `bench/bench.py --help`.

All figures come from one run in which the contenders take turns, once a round, so that whatever
else the machine does meanwhile hits them alike; each turn waits a while for it to be quiet. What is
compared is the ratio of medians. Nothing here fails for being slow: it measures, a person reads.

Where the machine is never quiet, root can put the bench before all else: `chrt -r 1 python
bench/bench.py`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from contenders import PYTHON, VARIANT, Contender, Field, copy_house, gather
from measure import Failed, Ran, Spread, peak_memory, run, wait_for_quiet
from steps import STEPS

ROOT = Path(__file__).resolve().parent.parent
SLUG, PAPER = "dprk", "a4"
ROUNDS = 9
PATIENCE = 300.0
"""Seconds that a bench waits, all in all, for other work on this machine to end."""
PAIRS = 3
"""How often a round builds warm: that takes little, and a small difference is looked for."""

COLD, BARE = "cold: briefpress", "cold: WeasyPrint, bare"
NOTHING = "cold, nothing kept: briefpress"
WARM, WARM_BARE = "warm: briefpress", "warm: WeasyPrint, bare"
EDITED = "warm: briefpress, its number edited"
LOAD, IMPORT = "import: press.load()", "import: weasyprint"
HELP = "build.py --help"
GOALS = {(COLD, BARE): 0.85, (WARM, WARM_BARE): 1.0}
HELP_GOAL = 0.25
"""Seconds."""

_IMPORTS = {
    LOAD: "from briefpress.press.weasyprint_patches import load; "
    "start = time.perf_counter(); load()",
    IMPORT: "start = time.perf_counter(); import weasyprint",
}
_SHOWN = (
    ("open", "imports, house and fonts read"),
    ("read", "reading"),
    ("parse", "parsing, prose set"),
    ("charts", "charts, drawn before"),
    ("page", "page, with its citations"),
    ("press", "press, as the parent sees it"),
    ("styles", "  of which fonts and styles"),
    ("html", "  of which HTML"),
    ("layout", "  of which layout"),
    ("paint and write", "  of which drawing and writing"),
    ("waiting", "  of which waiting for the worker"),
    ("write", "preflight and edition"),
    ("close", "workers sent home"),
)
"""Steps in their order, and what they are called in the table."""

Samples = dict[str, list[float]]
Turn = Callable[[], Mapping[str, float]]
"""One turn of one contender: seconds by the name under which they are kept."""


@dataclass(frozen=True)
class Result:
    """The PDF of a contender."""

    contender: Contender
    pages: int
    size: int
    """Bytes."""
    claims: str
    memory: int | None
    """Bytes at the peak, of the command and all its children."""


class _BarePress:
    """A process that prints the finished page when it is asked to; it ends with this one."""

    def __init__(self, bare: Contender, environment: Mapping[str, str]) -> None:
        program = str(Path(__file__).with_name("warm_bare.py"))
        self.process = subprocess.Popen(
            [PYTHON, program, str(bare.folder / "index.html"), str(bare.pdf), VARIANT],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def print(self) -> float:
        """Print the page, and give the seconds that it took."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("once more\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Failed("the bare press has ended")
        return float(answer)


class Bench:
    """The contenders with all that they need, in a temporary folder."""

    def __init__(self, folder: Path, patience: float) -> None:
        """Prepare them in *folder*; *patience* as in `PATIENCE`."""
        # The engine sets FONTCONFIG_FILE for its own process; the others must not inherit that.
        self.environment = dict(os.environ)
        self.house = copy_house(ROOT, folder)
        sys.path.insert(0, str(self.house))
        page, family = _finished_page(self.house)
        self.field: Field = gather(self.house, SLUG, PAPER, page, family, folder)
        self.results: dict[str, Result] = {}
        self._bare_press = _BarePress(self.field.bare, self.environment)
        self.edits = 0
        self.patience = patience
        self.turns_taken = self.disturbed = 0

    def rehearse(self) -> None:
        """Let each run once for its memory alone: caches fill, and a peer that fails drops out."""
        _say("rehearsing, memory measured …")
        for contender in (self.field.ours, self.field.bare):
            self.results[contender.name] = self._try(contender)
        for contender in [*self.field.peers]:
            try:
                self.results[contender.name] = self._try(contender)
            except Failed as error:
                self._drop(contender.name, error)
        for turn in self.turns().values():
            turn()

    def turns(self) -> dict[str, Turn]:
        """Everything that is measured, by the name of its turn."""
        everyone = [self.field.ours, self.field.bare, *self.field.peers]
        return {
            **{one.name: self._turn(f"cold: {one.name}", one) for one in everyone},
            NOTHING: self._nothing_kept,
            "steps": self._steps,
            LOAD: lambda: {LOAD: self._import(LOAD)},
            IMPORT: lambda: {IMPORT: self._import(IMPORT)},
            HELP: lambda: {HELP: self._run([PYTHON, "build.py", "--help"], self.house).seconds},
        }

    def measure(self, rounds: int, pairs: int) -> Samples:
        """Let the contenders take turns, *rounds* times; builds in this process *pairs* a round."""
        samples: Samples = {}

        def take(turn: Turn) -> None:
            quiet, waited = (True, 0.0) if _before_all_else() else wait_for_quiet(self.patience)
            self.patience = max(0, self.patience - waited)
            self.turns_taken += 1
            self.disturbed += not quiet
            for name, seconds in turn().items():
                samples.setdefault(name, []).append(seconds)

        self._warm()  # the first build of a process is a cold one
        self._warm_bare()
        for number in range(rounds):
            _say(f"round {number + 1} of {rounds} …")
            turns = [*self.turns().items()]
            # Each round starts with another one, lest a place in it be an advantage.
            first = number % len(turns)
            for name, turn in turns[first:] + turns[:first]:
                try:
                    take(turn)
                except Failed as error:
                    self._drop(name, error)
            for _ in range(pairs):
                take(self._warm)
                take(self._warm_bare)
                take(self._edited)
        return samples

    def _drop(self, name: str, error: Failed) -> None:
        """Go on without the peer *name*; without ourselves or the bare press there is no bench."""
        peers = [peer for peer in self.field.peers if peer.name == name]
        if not peers:
            raise error
        self.field.peers.remove(peers[0])
        self.field.missing[name] = str(error)
        self.results.pop(name, None)

    def _try(self, contender: Contender) -> Result:
        contender.pdf.unlink(missing_ok=True)
        self._time(contender)
        peaks = [
            peak_memory(command, contender.folder, self.environment)
            for command in contender.commands
        ]
        memory = max((peak for peak in peaks if peak), default=None)
        return _describe(contender, memory)

    def _run(self, command: Sequence[str], folder: Path) -> Ran:
        return run(command, folder, self.environment)

    def _time(self, contender: Contender) -> tuple[float, float]:
        """Seconds that passed, and seconds that all cores together spent."""
        ran = [self._run(command, contender.folder) for command in contender.commands]
        return sum(one.seconds for one in ran), sum(one.cpu for one in ran)

    def _turn(self, name: str, contender: Contender) -> Turn:
        def turn() -> dict[str, float]:
            seconds, cpu = self._time(contender)
            return {name: seconds, f"{name}, cpu": cpu}

        return turn

    def _nothing_kept(self) -> dict[str, float]:
        """Build after everything that was kept for this build is gone: the charts are drawn."""
        for kept in (self.house / "output").glob(".*/"):
            shutil.rmtree(kept)
        return {NOTHING: self._time(self.field.ours)[0]}

    def _steps(self) -> dict[str, float]:
        command = [PYTHON, str(Path(__file__).with_name("steps.py")), str(self.house), SLUG, PAPER]
        steps = _waited(json.loads(self._run(command, self.house).written))
        return {f"cold step: {name}": one for name, one in steps.items()}

    def _import(self, name: str) -> float:
        code = f"import time; {_IMPORTS[name]}; print(time.perf_counter() - start)"
        return float(self._run([PYTHON, "-c", code], self.house).written)

    def _warm(self) -> dict[str, float]:
        """Build in this process: read, parse, page, press, bind, write."""
        from briefpress.press.executors import InProcess
        from briefpress.workflows.build import build

        gc.collect()
        start = time.perf_counter()
        outcomes = [*build(self.house, [SLUG], [PAPER], InProcess())]
        seconds = {WARM: time.perf_counter() - start}
        steps = dict(outcomes[-1].seconds)
        steps["open"] = seconds[WARM] - sum(steps.get(step, 0) for step in STEPS)
        if not outcomes[-1].written:
            raise Failed("our own build has failed")
        return seconds | {f"warm step: {name}": one for name, one in _waited(steps).items()}

    def _edited(self) -> dict[str, float]:
        """The same after an edit by which no note is what it was: nothing kept can help."""
        path = self.house / "content" / SLUG / "brief.yaml"
        before = path.read_bytes()
        self.edits += 1
        number = str(100 + self.edits).encode()
        path.write_bytes(re.sub(rb"(?m)^number: .*$", b"number: " + number, before))
        try:
            return {EDITED: self._warm()[WARM]}
        finally:
            path.write_bytes(before)

    def _warm_bare(self) -> dict[str, float]:
        """Print the finished page in a process that has WeasyPrint loaded, and nothing of ours."""
        return {WARM_BARE: self._bare_press.print()}


def main() -> int:
    """Measure, and print tables; 0 where everything ran, however fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there too")
    parser.add_argument("--quick", action="store_true", help="two rounds, to see that it runs")
    options = parser.parse_args()
    rounds = 2 if options.quick else max(1, options.rounds)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        try:
            bench = Bench(Path(folder), 0 if options.quick else PATIENCE)
            bench.rehearse()
            same = _same_page(bench.results)
            samples = bench.measure(rounds, 1 if options.quick else PAIRS)
        except Failed as error:
            print(f"bench: {error}", file=sys.stderr)
            return 1
    spreads = {name: Spread(tuple(found)) for name, found in samples.items()}
    lines = [*_head(rounds, bench, same), *_tables(spreads, bench.field)]
    print("\n".join([*lines, "", *_markdown(spreads, bench)]))
    if options.json:
        text = json.dumps(_as_json(rounds, spreads, bench), indent=2, ensure_ascii=False)
        options.json.write_text(f"{text}\n", "utf-8")
    return 0 if same else 1


def _finished_page(house: Path) -> tuple[Any, str]:
    """The closed page of the brief, and the family that its text is set in."""
    from briefpress.model.problems import Problems, Stopped
    from briefpress.press.executors import InProcess
    from briefpress.workflows.lay_out import lay_out_brief, open_house
    from briefpress.workflows.stamps import stamp_draft

    problems = Problems()
    try:
        theme = open_house(house, problems)
        laid = lay_out_brief(house, theme, SLUG, [PAPER], InProcess(), problems)
        page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    except Stopped:
        found = "; ".join(map(str, problems))
        raise Failed(f"our own build has failed: {found}") from None
    return page, theme.tokens["font-text"].strip("\"'")


def _describe(contender: Contender, memory: int | None) -> Result:
    """Open the PDF of *contender*: what a reader gets, and what it claims to be."""
    import pikepdf

    if not contender.pdf.is_file():
        raise Failed("it wrote no PDF")
    with pikepdf.open(contender.pdf) as pdf:
        claims = []
        if "/Metadata" in pdf.Root:
            about = pdf.open_metadata()
            if part := about.get("pdfaid:part"):
                claims.append(f"PDF/A-{part}{about.get('pdfaid:conformance', '').lower()}")
            if part := about.get("pdfuaid:part"):
                claims.append(f"PDF/UA-{part}")
        if not claims and "/StructTreeRoot" in pdf.Root:
            claims.append("tagged")
        size = contender.pdf.stat().st_size
        return Result(contender, len(pdf.pages), size, ", ".join(claims) or "–", memory)


def _same_page(results: Mapping[str, Result]) -> bool:
    """Whether the bare command prints as many pages as we do: else the comparison is void."""
    ours, bare = results["briefpress"], results["WeasyPrint, bare"]
    return ours.pages == bare.pages


def _waited(seconds: dict[str, float]) -> dict[str, float]:
    """Add how long the parent waited while the press was not at work on its page."""
    inside = sum(seconds.get(step, 0) for step in ("styles", "html", "layout", "paint and write"))
    return {**seconds, "waiting": seconds.get("press", 0) - inside}


# ---------------------------------------------------------------------------------------------
# What is printed


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _head(rounds: int, bench: Bench, same: bool) -> Iterator[str]:
    versions = ", ".join(f"{name} {value}" for name, value in _versions().items())
    first = ", before all else" if _before_all_else() else ""
    yield f"{versions}, {os.cpu_count()} cores{first}"
    ours, bare = (bench.results[name] for name in ("briefpress", "WeasyPrint, bare"))
    yield (
        f"the brief `{SLUG}` on {PAPER}, {rounds} rounds; "
        f"{ours.pages} pages by our build, {bare.pages} by the bare command"
    )
    if bench.disturbed:
        yield (
            f"{bench.disturbed} of {bench.turns_taken} turns began while the machine was busy with "
            "other work: the ratios below say little, as our build uses a second core"
        )
    if not same:
        yield "THESE ARE NOT THE SAME PAGES: whatever is compared below means nothing"
    for name, why in bench.field.missing.items():
        yield f"{name} takes no part: {why}"


def _tables(spreads: Mapping[str, Spread], field: Field) -> Iterator[str]:
    yield from _table("cold: a new process, charts drawn before", (COLD, BARE), BARE, spreads)
    yield _goal(COLD, BARE, spreads)
    yield from _table("cold, nothing kept: charts to draw", (NOTHING, BARE), BARE, spreads)
    yield from _table("warm: in one process", (WARM, WARM_BARE, EDITED), WARM_BARE, spreads)
    yield _goal(WARM, WARM_BARE, spreads)
    peers = tuple(f"cold: {peer.name}" for peer in field.peers)
    if peers:
        yield from _table("peers, cold", (COLD, BARE, *peers), BARE, spreads)
    yield from _table("import of the press, in a new process", (LOAD, IMPORT), IMPORT, spreads)
    yield from _table("the command says what it can do", (HELP,), HELP, spreads)
    verdict = "reached" if spreads[HELP].median < HELP_GOAL else "not reached"
    yield f"  goal < {HELP_GOAL} s: {verdict}"
    yield ""
    yield f"{'steps, medians in ms':44}{'cold':>9}{'warm':>9}"
    for step, shown in _SHOWN:
        found = [spreads.get(f"{kind} step: {step}") for kind in ("cold", "warm")]
        cells = "".join(f"{one.median * 1000:9.1f}" if one else f"{'–':>9}" for one in found)
        yield f"  {shown:42}{cells}"


def _table(
    title: str, names: Sequence[str], base: str, spreads: Mapping[str, Spread]
) -> Iterator[str]:
    yield ""
    heads = f"{'middle half':>17}{'range':>17}{'cpu':>9}{'ratio':>7}{'fastest':>9}"
    yield f"{title:44}{'median':>9}{heads}"
    for name in names:
        one = spreads[name]
        halves = "–".join(f"{value:.3f}" for value in one.quartiles)
        ends = "–".join(f"{value:.3f}" for value in one.range)
        cpu = spreads.get(f"{name}, cpu")
        spent = f"{cpu.median:7.3f} s" if cpu else ""
        other = spreads[base]
        ratio = f"{one.median / other.median:7.2f}{one.range[0] / other.range[0]:9.2f}"
        shown = name.partition(": ")[2] or name
        yield f"  {shown:42}{one.median:7.3f} s{halves:>17}{ends:>17}{spent:>9}{ratio}"


def _goal(name: str, base: str, spreads: Mapping[str, Spread]) -> str:
    goal = GOALS[name, base]
    reached = spreads[name].median / spreads[base].median <= goal
    return f"  goal ≤ {goal}: {'reached' if reached else 'not reached'}"


def _markdown(spreads: Mapping[str, Spread], bench: Bench) -> Iterator[str]:
    """Two tables for README."""
    ours, bare = spreads[COLD].median, spreads[BARE].median
    yield "| one brief, a new process | time | ours is | pages | PDF | memory | the PDF claims | |"
    yield "| --- | --: | --: | --: | --: | --: | --- | --- |"
    for name, result in bench.results.items():
        if f"cold: {name}" not in spreads:
            continue
        median = spreads[f"cold: {name}"].median
        memory = f"{result.memory / 1024**2:.0f} MB" if result.memory else "–"
        times = "" if name == "briefpress" else f"× {ours / median:.2f}"
        yield (
            f"| {name} | {median:.2f} s | {times} | {result.pages} | {result.size / 1024:.0f} KB "
            f"| {memory} | {result.claims} | {result.contender.remark} |"
        )
    yield ""
    warm, warm_bare = spreads[WARM].median, spreads[WARM_BARE].median
    yield "| | ours | bare WeasyPrint | ratio | goal |"
    yield "| --- | --: | --: | --: | --: |"
    yield f"| a new process | {ours:.2f} s | {bare:.2f} s | {ours / bare:.2f} | ≤ 0.85 |"
    drawn = spreads[NOTHING].median
    yield f"| the same, charts to draw | {drawn:.2f} s | {bare:.2f} s | {drawn / bare:.2f} | |"
    yield (
        f"| once more in one process | {warm:.2f} s | {warm_bare:.2f} s "
        f"| {warm / warm_bare:.2f} | ≤ 1.0 |"
    )
    edited = spreads[EDITED].median
    yield (
        f"| the same, every note new | {edited:.2f} s | {warm_bare:.2f} s "
        f"| {edited / warm_bare:.2f} | |"
    )
    load, plain = spreads[LOAD].median, spreads[IMPORT].median
    yield f"| import of the press | {load:.2f} s | {plain:.2f} s | {load / plain:.2f} | |"
    yield f"| `build.py --help` | {spreads[HELP].median:.2f} s | | | < {HELP_GOAL} s |"


def _before_all_else() -> bool:
    """Whether this process has real-time priority: what else goes on cannot slow it much."""
    if sys.platform != "linux":
        return False
    return os.sched_getscheduler(0) in (os.SCHED_FIFO, os.SCHED_RR)


def _versions() -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "WeasyPrint": version("weasyprint"),
    }


def _as_json(rounds: int, spreads: Mapping[str, Spread], bench: Bench) -> dict[str, Any]:
    return {
        "versions": _versions(),
        "cores": os.cpu_count(),
        "brief": SLUG,
        "paper": PAPER,
        "rounds": rounds,
        "turns": bench.turns_taken,
        "disturbed": bench.disturbed,
        "ratios": {
            f"{name} / {base}": {
                "ratio": spreads[name].median / spreads[base].median,
                "goal": goal,
            }
            for (name, base), goal in GOALS.items()
        },
        "seconds": {
            name: {
                "median": one.median,
                "quartiles": one.quartiles,
                "range": one.range,
                "samples": one.samples,
            }
            for name, one in spreads.items()
        },
        "pdfs": {
            name: {
                "pages": result.pages,
                "bytes": result.size,
                "claims": result.claims,
                "memory": result.memory,
            }
            for name, result in bench.results.items()
        },
        "missing": bench.field.missing,
    }


if __name__ == "__main__":
    sys.exit(main())
