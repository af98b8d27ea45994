"""Kill the command again and again, wherever it is, and see that nothing was lost.

    edit a text ─► build, publish, copies … ─► SIGKILL ─► look at every file ─► build: it works
    two branches publish ─► git merge ─► merge ─► SIGKILL ─► merge: it works, nothing is lost

`make torture` does it 200 times; `tests/test_torture.py` a few times, with every other test.
"""

import argparse
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from glob import glob
from hashlib import sha256
from pathlib import Path
from typing import Any

from support.printed import add_brief, new_house, run, run_apart, words

from briefpress.editions.books import open_books
from briefpress.editions.files import read_chain
from briefpress.editions.ledger import FILE, Edition, Ledger, read_ledger
from briefpress.editions.register import FILE as REGISTER
from briefpress.editions.register import Register, read_register
from briefpress.model.problems import Problems

SLUGS = ("one", "two", "three")
DAY = "2024-11-26"
FOLDERS = ("output", "output/.built", "editions", "editions/*/*")
"""In which `build` sweeps what a killed command left; the others sweep their own."""
PATIENCE = 10
"""Seconds until a process that was told to go must be gone."""


@dataclass
class Torture:
    """A house in which commands are killed, and what should be in it."""

    house: Path
    chance: random.Random
    versions: dict[str, int] = field(default_factory=dict)
    """The digest of the text of each brief, as it is now."""
    ledger: Ledger = field(default_factory=Ledger)
    """As it was before the last command."""
    register: Register = field(default_factory=Register)
    """The same."""
    killed: int = 0
    """Commands that were killed before they had finished."""
    writing: int = 0
    """Those of them that were killed while they wrote."""
    done: dict[str, int] = field(default_factory=dict)
    """Kills of each command."""
    takes: float = 0
    """Seconds for which a command runs here, about."""

    # What is done

    def begin(self) -> None:
        """Lay out the house and build it once."""
        new_house(self.house)
        os.environ["XDG_CONFIG_HOME"] = str(self.house.with_name("config"))
        self.do("keygen")
        self.git("init", "--quiet", "--initial-branch", "main")
        for slug in SLUGS:
            self.edit(slug)
        (self.house / "list.csv").write_text("name,copies\nA. Name,2\nAn Other,1\n", "utf-8")
        self.heal()
        start = time.monotonic()
        run_apart("build", "--force", house=self.house)
        self.takes = time.monotonic() - start

    def edit(self, slug: str) -> None:
        """Write the text of *slug* anew: another version of it."""
        self.versions[slug] = self.versions.get(slug, 0) + 1
        text = f"## Version {self.versions[slug]} of {slug}\n\n{words(320)}\n\n{{{{ facts }}}}\n"
        fields: dict[str, Any] = {"paper": ["a4"]}
        fact = {"value": self.versions[slug], "label": "a number", "source": "body"}
        source = {"type": "report", "author": [{"literal": "A Body"}], "title": "It"}
        fields |= {"facts": {"count": fact}, "sources": {"body": source | {"issued": "2024"}}}
        files = {}
        if slug == "one":  # a PDF of 1.5 MB takes a while to write
            fields["paper"] = ["a4", "letter"]
            picture = {"image": "noise.png", "caption": "Noise", "alt": "Noise of all colours"}
            fields["figures"] = {"noise": picture}
            fields["allow"] = {"picture-resolution": "noise", "hole": "noise has no place"}
            text += "\n{{ figures.noise }}\n"
            files["noise.png"] = noise()
        add_brief(self.house, slug, text, files, **fields)

    def commands(self) -> list[list[str]]:
        """Choose what is run: a command, or two of them at once."""
        kinds = ["build", "two builds", "publish", "publish", "withdraw", "copies", "catalog"]
        kinds += ["beside"]
        kind = self.chance.choice(kinds)
        slug = self.chance.choice(SLUGS)
        last = self.ledger.current(slug)
        if kind == "withdraw" and last:
            return [["withdraw", slug, str(last.number), "--why", "A test.", "--date", DAY]]
        publish = ["publish", slug, "--note", "A test.", "--date", DAY, "--kind"]
        publish.append(self.chance.choice(["editorial", "material"]))
        copies = ["copies", slug, "--to", "list.csv", "--date", DAY]
        if kind == "beside" and last:
            return [publish, self.chance.choice([["catalog"], copies])]
        if kind in ("publish", "withdraw"):
            return [publish]
        if kind == "copies" and last:
            return [copies]
        if kind == "catalog" and self.ledger.editions:
            return [["catalog"]]
        return [["build", "--force"]] * (2 if kind == "two builds" else 1)

    def round(self) -> str:
        """Edit, run, kill, look, heal; what was done."""
        if self.ledger.editions and self.chance.random() < 0.12:
            return self.round_of_merge()
        for slug in SLUGS:
            if self.chance.random() < 0.6:
                self.edit(slug)
        before = {path.name: version_in(path) for path in (self.house / "output").glob("*.pdf")}
        commands = self.commands()
        said = " and ".join(" ".join(command[:2]) for command in commands)
        killed, wrote = self.kill(commands)
        self.killed += killed
        self.writing += wrote
        self.done[said] = self.done.get(said, 0) + killed
        self.look_at_files(before)
        if self.chance.random() < 0.6:  # else the next kill comes on top of this one
            self.heal()
        return f"{said}: {'killed' if killed else 'finished'}{', writing' * wrote}"

    def round_of_merge(self) -> str:
        """Publish on two branches, join them, kill that and join them again; what was done."""
        self.heal()
        self.commit()
        base = self.read_ledger()
        self.git("checkout", "--quiet", "-B", "other")
        theirs, their_copies = self.publish_on_branch()
        self.git("checkout", "--quiet", "main")
        ours, our_copies = self.publish_on_branch()
        merged = self.git("merge", "--quiet", "other", check=False)
        assert merged.returncode == 1, "git joined what it cannot join"
        killed, wrote = self.kill([["merge"]])
        self.killed += killed
        self.writing += wrote
        self.done["merge"] = self.done.get("merge", 0) + killed
        self.do("merge")
        self.commit()
        joined, register = self.read_ledger(), self.read_register()
        assert bytes(joined).startswith(bytes(base)), "a line of both branches was changed"
        new = len(ours.lines) + len(theirs.lines) - 2 * len(base.lines)
        assert len(joined.lines) - len(base.lines) == new
        for edition in (*ours.editions, *theirs.editions):
            for printed in edition.papers.values():
                assert joined.edition_with_digest(printed.sha256), f"{edition.code} is gone"
            assert joined.edition_with_code(edition.code), f"{edition.code} is not known"
        for copy in (*our_copies.copies, *their_copies.copies):
            assert register.copies_with_digest(copy.sha256), f"{copy.code} is gone"
        for edition in joined.editions:
            self.look_at_edition(edition)
        self.ledger, self.register = joined, register
        self.do("verify", "--all")
        self.heal()
        return f"merge: {'killed' if killed else 'finished'}{', writing' * wrote}"

    def publish_on_branch(self) -> tuple[Ledger, Register]:
        """Publish a brief, and perhaps hand out copies, on the branch that is checked out."""
        slug = self.chance.choice(SLUGS)
        self.edit(slug)
        self.do("publish", slug, "--note", "A branch.", "--date", DAY, "--kind", "editorial")
        if self.chance.random() < 0.5:
            self.do("copies", slug, "--to", "list.csv", "--date", DAY)
        self.commit()
        return self.read_ledger(), self.read_register()

    def commit(self) -> None:
        """Note all of editions/ in git; what lies beside it is the same on each branch."""
        self.git("add", "--all", "editions")
        self.git("commit", "--quiet", "--allow-empty", "--message", "As it is.")

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """Run git in the house."""
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
        return subprocess.run(
            ["git", *who, *arguments], cwd=self.house, check=check, capture_output=True
        )

    def do(self, *arguments: str) -> None:
        """Run a command to its end, which is a good one."""
        done = run(*arguments, house=self.house)
        assert done.returncode == 0, done.stderr

    def kill(self, commands: Sequence[Sequence[str]]) -> tuple[bool, bool]:
        """Start *commands* as one group and kill it; whether they ran still, whether they wrote.

        Half of the kills come after a random time, half as soon as something is being written. Some
        hit the first process of a command alone: those that it has started must go by themselves.
        """
        alone = len(commands) == 1 and self.chance.random() < 0.3
        on_writing = self.chance.random() < 0.5
        delay = self.chance.random() * (0.003 if on_writing else self.takes * 1.1)
        before, written = self.unfinished(), self.seen()
        processes: list[subprocess.Popen[bytes]] = []
        for command in commands:
            group: dict[str, Any] = {"process_group": processes[0].pid if processes else 0}
            processes.append(
                subprocess.Popen(
                    [sys.executable, "build.py", *command], cwd=self.house,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **group,
                )
            )  # fmt: skip
        first = processes[0]
        while on_writing and first.poll() is None and self.seen() <= written:
            time.sleep(0.0001)
        end = time.monotonic() + delay
        while time.monotonic() < end and first.poll() is None:
            time.sleep(0.0005)
        running = any(process.poll() is None for process in processes)
        try:
            if alone:
                first.kill()
            else:
                os.killpg(first.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for process in processes:
            process.wait()
        end = time.monotonic() + PATIENCE
        while group_runs(first.pid):
            assert time.monotonic() < end, "a process is left behind"
            time.sleep(0.01)
        return running, not self.unfinished() <= before

    # What must hold

    def seen(self) -> set[tuple[str, int, int]]:
        """Every file that a command writes, and when and how long it was written."""
        found = set()
        for folder in (*FOLDERS, "output/copies/*/*", "output/site", "output/site/papers/*"):
            for name in (".*.unfinished", ".*.adding", "*.pdf", "*.jsonl"):
                for file in glob(f"{self.house}/{folder}/{name}"):  # noqa: PTH207
                    with suppress(OSError):  # it is gone again
                        stat = Path(file).stat()
                        found.add((file, stat.st_size, stat.st_mtime_ns))
        return found

    def unfinished(self) -> set[str]:
        """The files that are being written, or were left behind."""
        return {
            file
            for folder in FOLDERS
            # Faster than Path.glob by half: a file is there for a few milliseconds.
            for file in glob(f"{self.house}/{folder}/.*.unfinished")  # noqa: PTH207
        }

    def look_at_files(self, before: dict[str, int]) -> None:
        """Look at every file: it is whole, and it is the old one or the new one.

        *before*: the version that each PDF of output/ had before the command.
        """
        names = {path.name for path in (self.house / "output").glob("*.pdf")}
        assert names >= {*before}, f"gone: { ({*before} - names) }"
        for name in names:
            version = version_in(self.house / "output" / name)
            allowed = {before.get(name), self.versions[name.split(".")[0]]}
            assert version in allowed, f"output/{name}: version {version}, not of {allowed}"
        ledger = self.read_ledger()
        assert bytes(ledger).startswith(bytes(self.ledger)), "a line of the ledger was changed"
        more = len(ledger.lines) - len(self.ledger.lines)
        assert more in (0, 1), f"{more} lines more"
        for edition in ledger.editions:
            self.look_at_edition(edition)
        for path in self.house.glob("editions/*/*/*.pdf"):  # those that no line names yet as well
            version_in(path)
        self.ledger = ledger
        self.look_at_copies()
        self.look_at_site()

    def look_at_copies(self) -> None:
        """The register is longer, or as it was; each copy that lies there has its line."""
        register = self.read_register()
        assert bytes(register).startswith(bytes(self.register)), "a line of it was changed"
        assert (len(register.lines) - len(self.register.lines)) % 3 == 0, "not all copies of a list"
        for path in self.house.glob("output/copies/*/*/*.pdf"):
            digest = sha256(path.read_bytes()).hexdigest()
            assert register.copies_with_digest(digest), f"{path.name} has no line"
        self.register = register

    def look_at_site(self) -> None:
        """Each page of the site is whole, and each PDF one that was published."""
        site = self.house / "output/site"
        for path in site.rglob("*.html"):
            assert path.read_text("utf-8").rstrip().endswith("</html>"), path
        for path in site.rglob("*.pdf"):
            digest = sha256(path.read_bytes()).hexdigest()
            assert self.ledger.edition_with_digest(digest), path

    def read_register(self) -> Register:
        """Read the register, which is sound."""
        file = self.house / REGISTER
        problems = Problems()
        register = read_register(read_chain(file) if file.exists() else b"", REGISTER, problems)
        assert not problems.found, "\n".join(map(str, problems))
        return register

    def read_ledger(self) -> Ledger:
        """Read the ledger, which is sound."""
        file = self.house / FILE
        problems = Problems()
        ledger = read_ledger(read_chain(file) if file.exists() else b"", FILE, problems)
        assert not problems.found, "\n".join(map(str, problems))
        return ledger

    def look_at_edition(self, edition: Edition) -> None:
        """Every PDF that a line of the ledger names is there, and is the one that was published."""
        for printed in edition.papers.values():
            data = (self.house / printed.file).read_bytes()
            assert len(data) == printed.size, printed.file
            assert sha256(data).hexdigest() == printed.sha256, printed.file

    def heal(self) -> None:
        """Build: it works, nothing is left behind, and all that there is is what it should be."""
        done = run("build", house=self.house)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        problems = Problems()
        open_books(self.house, problems)  # signed, and as long as all who remember it say
        assert not problems.found, "\n".join(map(str, problems))
        left = self.unfinished()
        if done.stdout.endswith("current, all of them\n"):  # folders of editions wait for a print
            left = {file for file in left if Path(file).parents[2].name != "editions"}
        assert not left, f"a build leaves what a killed one left: {left}"
        for slug in SLUGS:
            for name in (f"{slug}.pdf", f"{slug}.letter.pdf")[: 2 if slug == "one" else 1]:
                version = version_in(self.house / "output" / name)
                assert version == self.versions[slug], f"output/{name} is version {version}"
        again = run("build", house=self.house)
        assert again.stdout == "3 briefs are current, all of them\n"


@cache
def noise() -> bytes:
    """A picture that nothing can pack."""
    from PIL import Image

    data = io.BytesIO()
    dots = random.Random(1).randbytes(3 * 500 * 500)
    Image.frombytes("RGB", (500, 500), dots).save(data, "PNG")
    return data.getvalue()


def version_in(path: Path) -> int:
    """The version of the text that a PDF was made from; the PDF is whole."""
    return _version_in(path.read_bytes())


@lru_cache(32)
def _version_in(data: bytes) -> int:
    import pikepdf
    import pypdfium2

    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    with tempfile.TemporaryFile() as file:
        file.write(data)
        with pikepdf.open(file) as pdf:  # its table of objects is where it should be
            assert not pdf.check_pdf_syntax()
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage().get_text_bounded()
    return int(text.partition("Version ")[2].split()[0])


def group_runs(group: int) -> bool:
    """Whether a process of *group* runs still."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def torture(folder: Path, kills: int, seed: int) -> Iterator[tuple[Torture, str]]:
    """Kill *kills* commands in a new house in *folder*; what was done, one after another."""
    it = Torture(folder, random.Random(seed))
    it.begin()
    while it.killed < kills:
        yield it, it.round()


def main() -> None:
    """Say what is killed, and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="briefpress-torture-") as folder:
        it = None
        for it, said in torture(Path(folder, "house"), arguments.kills, arguments.seed):
            print(f"{it.killed:4}  {said}", flush=True)
    seconds = time.monotonic() - start
    if it:
        print(f"{it.killed} kills in {seconds:.0f} s, {it.writing} while it wrote; nothing is lost")


if __name__ == "__main__":
    main()
