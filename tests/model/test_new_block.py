"""A new kind of block: one file of fields, one template, one line of the contract.

The tests add a block `voices` to a copy of briefpress, as somebody would who has never done it, and
run that copy: everything that holds for the other blocks holds for the new one, unasked.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from support.houses import HEAD, INSTITUTE, ROOT

pytestmark = pytest.mark.long  # each test starts a briefpress of its own

FIELDS = '''\
"""Quotations: what somebody said, set large."""

from typing import Annotated

from ..fields import BlockFields, CitedSource, Inline, PictureFile
from ..walk import Reads


class Voice(BlockFields):
    """Words of somebody, set large."""

    text: Annotated[Inline, Reads("paragraph")]
    """The words, without quotation marks."""
    by: Annotated[Inline, Reads("caption")]
    portrait: PictureFile | None = None
    source: CitedSource | None = None
'''
TEMPLATE = """\
<div class="voice">
{% if it.portrait %}<img src="{{ path }}" alt="{{ plain(it.by) }}">{% endif %}
<p>{{ it.text }}{{ cite(it.source) }}</p>
<p>{{ it.by }}</p>
</div>
"""
PORTRAIT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
YAML = f"""\
{HEAD}voices:
  envoy:
    text: Nobody knows how many will return.
    by: An envoy
    portrait: envoy.svg
    source: report, p. 3
sources:
  report: {{type: report, author: [{{literal: Council}}], title: A report, issued: 2024}}
"""


def add_block(house: Path, fields: str = FIELDS, template: str | None = TEMPLATE) -> None:
    """Copy briefpress into *house*, with a brief, and add the block `voices`: three files."""
    for name in ("briefpress", "templates", "styles"):
        shutil.copytree(ROOT / name, house / name)
    shutil.copy(ROOT / "build.py", house)
    (house / "briefpress/model/blocks/voices.py").write_text(fields, "utf-8")
    if template is not None:
        (house / "templates/blocks/voices.html").write_text(template, "utf-8")
    contract = house / "briefpress/model/contract.py"
    text = contract.read_text("utf-8")
    text = text.replace(
        "\nfrom .fields import", "\nfrom .blocks.voices import Voice\nfrom .fields import"
    )
    line = "    boxes: dict[Key, Box] = {}\n"
    assert text.count(line) == 1
    contract.write_text(text.replace(line, line + "    voices: dict[Key, Voice] = {}\n"), "utf-8")
    brief = house / "content/tiny"
    brief.mkdir(parents=True)
    (brief.parent / "institute.yaml").write_text(INSTITUTE, "utf-8")
    (brief / "brief.yaml").write_text(YAML, "utf-8")
    (brief / "brief.md").write_text("## One\n\nA text.\n\n{{ voices.envoy }}\n", "utf-8")
    (brief / "envoy.svg").write_text(PORTRAIT, "utf-8")


def run(house: Path, *arguments: str) -> tuple[int, str]:
    """Run Python in *house* with *arguments*; its exit code, and all that it says."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=house, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


MISTAKES = {
    "source": ("source: report", "source: reprot",
               "brief.yaml:9: error: no source `reprot` for this citation"),
    "file": ("envoy.svg", "envoi.svg", "brief.yaml:8: error: no file `envoi.svg` in content/file/"),
    "field": ("    by:", "    bye:",
              "brief.yaml:7: error: unknown field `bye`\n  hint: did you mean `by`?"),
    "name": ("  envoy:", "  envoi:", "brief.md:5: error: no `envoy` among the voices"),
}  # fmt: skip
COMMANDS = f"""\
import contextlib, io, json
from briefpress.cli import main
from briefpress.model.contract import schemas

done = {{"schemas": schemas()}}
for what, command in (
    ("tiny", "build tiny --paper a4"),
    ("doubled", "check doubled"),
    ("mistakes", "build --paper a4 {" ".join(MISTAKES)}"),
):
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(command.split())
    done[what] = (code, said.buffer.getvalue().decode())
print(json.dumps(done))
"""


@dataclass(frozen=True)
class Tried:
    """A copy of briefpress with the block `voices`, and what became of the briefs that place it."""

    house: Path
    done: dict[str, Any]
    """The JSON Schemas; the exit code of each command, and all that it says."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Print one that is right, read one over that says a word twice, print those of `MISTAKES`."""
    house = tmp_path_factory.mktemp("voices")
    add_block(house)
    faults = {slug: (old, new) for slug, (old, new, _) in MISTAKES.items()}
    for slug, (old, new) in {**faults, "doubled": ("how many will", "how how many will")}.items():
        folder = shutil.copytree(house / "content/tiny", house / "content" / slug)
        assert old in YAML
        (folder / "brief.yaml").write_text(YAML.replace(old, new), "utf-8")
    code, told = run(house, "-c", COMMANDS)
    assert code == 0, told
    return Tried(house, json.loads(told.splitlines()[-1]))


@pytest.mark.deep
def test_it_is_printed_and_its_file_travels(tried: Tried) -> None:
    """`{{ voices.envoy }}` prints the template; the PDF carries the portrait that it names."""
    code, told = tried.done["tiny"]
    assert code == 0, told
    with pypdfium2.PdfDocument(tried.house / "output/tiny.pdf") as pdf:
        text = " ".join(pdf[0].get_textpage().get_text_bounded().split())
        carried = {pdf.get_attachment(n).get_name() for n in range(pdf.count_attachments())}
    assert "Nobody knows how many will return." in text
    assert "An envoy" in text
    assert "Council, A Report (2024), 3" in text
    assert "tiny/envoy.svg" in carried


def test_its_text_is_read_over(tried: Tried) -> None:
    """`check` finds the doubled word in it, on its line."""
    code, told = tried.done["doubled"]
    assert "content/doubled/brief.yaml:6: warning: `how` stands there twice [doubled-word]" in told
    assert code == 0, told


def test_a_mistake_in_it_is_an_error_on_its_line(tried: Tried) -> None:
    """A misspelt source, file, field or name is told in an author's words, with its line."""
    code, told = tried.done["mistakes"]
    assert (code, "Traceback" in told) == (1, False), told
    for slug, (_, _, message) in MISTAKES.items():
        assert f"content/{slug}/{message}" in told


def test_its_schema_describes_it(tried: Tried) -> None:
    """The JSON Schema has its fields, with what stands under them."""
    schema = tried.done["schemas"]["brief"]
    assert schema["properties"]["voices"]["patternProperties"]
    text = schema["$defs"]["Voice"]["properties"]["text"]
    assert text == {
        "title": "Text", "type": "string", "description": "The words, without quotation marks."
    }  # fmt: skip


@pytest.mark.deep
def test_without_its_template_it_is_an_error(tmp_path: Path) -> None:
    """Every build asks for the template that is not there, by its path."""
    add_block(tmp_path, template=None)
    code, told = run(tmp_path, "build.py", "build")
    assert code == 1
    assert "templates/blocks/voices.html: error: no template prints the block `voices`" in told


@pytest.mark.deep
def test_without_a_word_it_is_an_error(tmp_path: Path) -> None:
    """A word that its template prints is asked of each language, by file and key."""
    add_block(tmp_path, template='<p>{{ word("said") }} {{ it.by }}</p>')
    code, told = run(tmp_path, "build.py", "build")
    assert code == 1
    for tag in ("en", "fr"):
        assert f"templates/languages/{tag}.toml: error: no word `said` under [words]" in told


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("Inline", "does not say how it is read over: write Annotated[Inline, Reads("),
        ("Inline | None", "does not say how it is read over"),
        ("list[Inline]", "does not say how it is read over"),
        ("str", "does not say what it is: write Annotated[str, Reads("),
    ],
)
def test_a_text_that_nobody_would_read_over_is_refused(kind: str, message: str) -> None:
    """Whoever forgets to say what a text is for a reader is told at once, with class and field."""
    fields = FIELDS.replace('Annotated[Inline, Reads("caption")]', kind)
    with pytest.raises(TypeError, match=re.escape(f"blocks.voices: `Voice.by` {message}")):
        exec(fields, {"__name__": "briefpress.model.blocks.voices"})
