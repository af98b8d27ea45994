"""The commands by name, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

COMMANDS = {
    "build": "Print what is out of date.",
    "status": "Say which briefs are current, and why one is not.",
    "watch": "Show the briefs in the browser, and each save.",
    "check": "Read briefs over with every check.",
    "languages": "Say which language of a brief is behind.",
    "translate": "Hand its texts to a translator, and take the translations over.",
    "fit": "Say how the text was fitted to its pages.",
    "init": "Start a house: an institute and a first brief.",
    "new": "Start a brief.",
    "rename": "Give a brief another name.",
    "import": "Start a brief from a Word file.",
    "theme": "Say which templates, styles and words are your own.",
    "sources": "Take sources over from a library: .bib, .ris, CSL-JSON.",
    "schema": "Write JSON Schemas, for editors.",
    "html": "Write the page of paper as HTML, to look into.",
    "web": "Write a brief as a page for any screen.",
    "epub": "Write a brief as an EPUB, for reading devices.",
    "approve": "Note who has approved a brief.",
    "review": "Send a brief to reviewers as a Word file, and collect their remarks.",
    "publish": "Freeze a brief as its next edition.",
    "withdraw": "Take an edition back.",
    "verify": "Say whether a copy is current.",
    "diff": "Print what changed since an edition.",
    "restore": "Take the content out of a PDF.",
    "copies": "Make a named copy for each recipient.",
    "mail": "Write a mail for each recipient; nothing is sent.",
    "register": "Say who holds which copy.",
    "recall": "Take copies back that were a mistake.",
    "pack": "Put the papers of a meeting into one PDF.",
    "booklet": "Set pages on large sheets, to be folded.",
    "print": "Print it on the office printer, as it is meant to be.",
    "erratum": "Print slips for copies of an edition that are out.",
    "catalog": "Make the publications page.",
    "deposit": "Write what a register of papers asks for; nothing is sent.",
    "manifest": "List every file that was made.",
    "merge": "Join two branches that both published.",
    "keygen": "Make a key that signs the ledger.",
    "trust": "Say which keys and witnesses are trusted.",
    "doctor": "Say what this machine lacks.",
    "stop": "End the presses that wait in memory.",
}
"""Each command, in the order in which a house needs them, and what `--help` says of it."""

MODULES = {"import": "import_word", "print": "print_sheets"}
"""Commands whose module has another name: Python has these names already."""


def load(name: str) -> click.Command:
    """The command *name*, which is one of the table: a function called as its module.

    Imported by name: all of them together would make a build with nothing to do a seventh slower.
    Raises `SystemExit`, which ends the command with one line, where its file is not there or has
    no such function.
    """
    module = MODULES.get(name, name)
    path = f"{__package__}.{module}"
    try:
        command: click.Command | None = getattr(import_module(path), module, None)
    except ModuleNotFoundError as error:
        if error.name != path:  # a library that it imports
            raise
        command = None
    if command is None:
        raise SystemExit(
            f"error: commands/table.py names `{name}`, and there is no `{module}` in "
            f"commands/{module}.py"
        )
    return command
