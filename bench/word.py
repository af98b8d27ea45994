"""Measure the import of a Word file of forty pages: `python bench/word.py [--rounds N]`.

The file is made by pandoc: headings, paragraphs, a note in every third of them, lists and tables.
The command `import` takes turns with pandoc, which makes Markdown of the same file; what is
compared is the processor time of each with all that it starts.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

PAGES, OF_A_PAGE = 40, 4
"""Pages, and paragraphs of a hundred words on each."""
GOAL = 1.3


def write_text() -> str:
    """Write the text of the file in Markdown."""
    sentence = "Members of the Council asked in {} how many people had been returned by then. "
    parts = []
    for number in range(1, PAGES * OF_A_PAGE + 1):
        if number % OF_A_PAGE == 1:
            parts.append(f"## Part {number // OF_A_PAGE + 1}")
        text = "".join(sentence.format(1900 + (number + n) % 120) for n in range(7))
        parts.append(text.strip() + f"[^{number}]" * (number % 3 == 0))
        if number % 3 == 0:
            parts.append(f"[^{number}]: Report {number} of the Secretary-General, para. {number}.")
        if number % 20 == 0:
            parts += ["- one item\n- *another* item\n- a **third** one"]
            parts += ["| Year | People |\n| --- | --: |\n| 2023 | 1,204 |\n| 2024 | 670 |"]
    return "\n\n".join(parts) + "\n"


def cpu(command: Sequence[str | Path], folder: Path) -> float:
    """Run *command* in *folder*; seconds of the processor that it took, with all that it starts."""
    environment = os.environ | {"BRIEFPRESS_RESIDENT": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    with tempfile.TemporaryDirectory() as name:
        house = Path(name)
        (house / "content").mkdir()
        (house / "content/institute.yaml").write_text("name: An institute\n", "utf-8")
        (house / "draft.md").write_text(write_text(), "utf-8")
        cpu([pandoc, "draft.md", "-o", "draft.docx"], house)
        ours = [sys.executable, "-m", "briefpress", "import", "draft.docx", "--as", "draft"]
        theirs = [pandoc, "-f", "docx+citations+styles", "-t", "markdown", "draft.docx"]
        took: dict[str, list[float]] = {"ours": [], "pandoc": []}
        for number in range(rounds + 1):
            shutil.rmtree(house / "content/draft", ignore_errors=True)
            seconds = {"ours": cpu(ours, house), "pandoc": cpu([*theirs, "-o", "out.md"], house)}
            for one, value in seconds.items():
                took[one] += [value] * (number > 0)
    own, other = median(took["ours"]), median(took["pandoc"])
    print(f"import of {PAGES} pages {own:.2f} s, pandoc {other:.2f} s: {own / other:.2f}, ≤ {GOAL}")


if __name__ == "__main__":
    main()
