"""The texts of a brief go to a translator as PO or XLIFF, and what comes back into fr.yaml."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from support.houses import HEAD, House
from support.printed import run

from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.content.translatable import Translatable
from briefpress.content.translation_files import XLIFF, match_texts, read_xliff
from briefpress.model.problems import Place, Problems

FIELDS = """\
keywords: [peace, rain]
acronyms: {UNHCR: the refugee agency}
facts:
  returned: {value: 670, show: "more than {{ facts.returned.value }}", label: people returned}
  share: {value: 12, unit: "%"}
timeline:
  - {date: 2024-01-02, event: It began.}
  - {date: 2024-02-03, event: It ended.}
recommendations:
  - to: The Council
    actions: [Meet., Vote.]
quotes:
  envoy: We are late, said 12 % of us.
sources:
  roy: {type: book, title: The rain, author: [{literal: Roy}], issued: 2020}
"""
PROSE = """\
## The rain

It rained on {{ facts.returned }} people.[@roy]

{{ facts }}

- one
- two

{{ timeline }}

## What to do

Vote.

{{ recommendations }}

{{ quotes.envoy }}
"""
ENDINGS = ["po", "xlf"]


@pytest.fixture
def brief(house: House) -> House:
    """A house with one brief, in English alone."""
    house.put("brief.yaml", HEAD + FIELDS)
    house.put("brief.md", PROSE)
    return house


def export(house: House, ending: str, tag: str = "fr") -> Path:
    """The file for the translator."""
    file = house.root / f"texts.{ending}"
    done = run("translate", "tiny", tag, "--export", str(file), house=house.root)
    assert done.returncode == 0, done.stderr
    return file


def translate(file: Path, change: Callable[[str], str]) -> None:
    """Write *change* of each text as its translation, as the translator's program does."""
    if file.suffix == ".po":
        from babel.messages.pofile import read_po, write_po

        catalog = read_po(file.open("rb"))
        for message in catalog:
            if message.id:
                message.string = change(str(message.id))
        write_po(file.open("wb"), catalog)
        return
    tree = etree.parse(file)
    for unit in tree.iterfind(".//{*}trans-unit"):
        for old in unit.findall("{*}target"):
            unit.remove(old)
        target = etree.SubElement(unit, f"{{{XLIFF}}}target")
        target.text = change("".join(unit.find("{*}source").itertext()))
    tree.write(file, encoding="UTF-8", xml_declaration=True)


def pretend(text: str) -> str:
    """*text* in another language: each word but the names of what the page fills in."""
    parts = re.split(r"(\{\{.*?\}\}|\[@.*?\]|^\w+: |[.,%-])", text)
    return "".join(
        part if n % 2 else re.sub(r"[^\W\d_]+", lambda word: f"{word[0]}e", part)
        for n, part in enumerate(parts)
    )


def take_over(house: House, file: Path, *options: str) -> tuple[int, str]:
    """Import *file*: the exit code, and what was said."""
    done = run("translate", "tiny", "fr", "--import", str(file), *options, house=house.root)
    return done.returncode, done.stdout + done.stderr


def texts(house: House) -> tuple[bytes, bytes]:
    """fr.yaml and brief.fr.md."""
    folder = house.root / "content/tiny"
    return (folder / "fr.yaml").read_bytes(), (folder / "brief.fr.md").read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_translator_makes_the_brief_in_another_language(brief: House, ending: str) -> None:
    """Every text comes back in its place, and nothing is left for the author to write."""
    file = export(brief, ending)
    translate(file, pretend)
    code, told = take_over(brief, file)
    assert (code, "not translated" in told) == (0, False), told
    problems = Problems()
    sources = read_sources(brief.root / "content", "tiny.fr", problems)
    french = parse_brief(sources, brief.theme.languages, problems)
    assert [str(one) for one in problems if "`series`" not in one.message] == []
    fields = french.fields
    assert fields.quotes["envoy"].text.source == "Wee aree latee, saide 12 % ofe use."
    assert [event.event.source for event in fields.timeline] == ["Ite begane.", "Ite endede."]
    assert [one.source for one in fields.recommendations[0].actions] == ["Meete.", "Votee."]
    assert fields.acronyms == {"UNHCR": "thee refugeee agencye"}
    assert fields.keywords == ["peacee", "raine"]
    assert french.prose.source == PROSE.replace("The rain", "Thee raine").replace(
        "It rained on {{ facts.returned }} people", "Ite rainede one {{ facts.returned }} peoplee"
    ).replace("- one\n- two", "- onee\n- twoe").replace("What to do", "Whate toe doe").replace(
        "Vote.", "Votee."
    )


@pytest.mark.long
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_exported_again_and_not_changed_changes_nothing(brief: House, ending: str) -> None:
    """Both files keep their bytes, comments and folded lines among them."""
    file = export(brief, ending)
    translate(file, pretend)
    take_over(brief, file)
    words, prose = texts(brief)
    words = b"# To be read again.\n" + words.replace(
        b"title:", b"# a comment in the midst\ntitle:"
    ).replace(b"text: Wee aree", b"text: >-\n      Wee\n      aree")
    brief.put("fr.yaml", words)
    code, told = take_over(brief, export(brief, ending))
    assert (code, "0 texts are new" in told) == (0, True), told
    assert texts(brief) == (words, prose)


@pytest.mark.long
def test_one_text_that_changes_moves_no_other_line(brief: House) -> None:
    """A value is written in the place of the old one, comments stay."""
    file = export(brief, "po")
    translate(file, pretend)
    take_over(brief, file)
    words = texts(brief)[0].replace(b"title:", b"# a comment\ntitle:")
    brief.put("fr.yaml", words)
    file = export(brief, "po")
    file.write_text(file.read_text("utf-8").replace("Ite begane", "C’est parti : vite"), "utf-8")
    assert take_over(brief, file)[0] == 0
    new = texts(brief)[0].decode().split("\n")
    changed = [line for line in new if line not in words.decode().split("\n")]
    assert len(changed) == 1
    assert "C’est parti : vite." in changed[0]


def test_a_text_that_is_not_translated_is_left_out_or_stays_as_it_is(brief: House) -> None:
    """In fr.yaml it is missing, which is told; in a list and in the prose it is in English."""
    file = export(brief, "po")
    translate(file, lambda text: "" if text in ("It ended.", "people returned", "Vote.") else "Mot")
    code, told = take_over(brief, file)
    assert code == 0
    assert "4 texts are not translated" in told
    words, prose = (one.decode() for one in texts(brief))
    assert "label" not in words
    assert "It ended." in words
    assert "\n\nVote.\n\n" in prose


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda it: it.put("brief.md", PROSE.replace("rained", "poured")), "brief.md:3: warning: "
         "`brief.md.2` has changed since the file was written"),
        (lambda it: it.put("brief.yaml", HEAD + FIELDS.replace("  - {date: 2024-02-03, event: It "
         "ended.}\n", "")), "`timeline.2.event` is gone"),
    ],
)  # fmt: skip
def test_what_changed_while_it_was_translated_is_told(
    brief: House, change: Callable[[House], object], complaint: str
) -> None:
    """An old translation of a new text is not taken, and the author hears of it."""
    file = export(brief, "po")
    translate(file, pretend)
    change(brief)
    code, told = take_over(brief, file)
    assert code == 0
    assert complaint in told


def test_a_paragraph_that_moved_is_found_by_its_words(brief: House) -> None:
    """The number of a paragraph is not what it is known by."""
    file = export(brief, "po")
    translate(file, pretend)
    brief.put("brief.md", PROSE.replace("## The rain", "Once more.\n\n## The rain"))
    code, told = take_over(brief, file)
    assert (code, "warning" in told) == (0, False), told
    prose = texts(brief)[1].decode()
    assert prose.startswith("Once more.\n\n## Thee raine\n\nIte rainede")


def test_a_placeholder_on_a_line_of_its_own_parts_no_words() -> None:
    """xliff 6.4 (npm) puts a line break and blanks before each placeholder, in both languages."""
    source = "It fell (on {{ facts.a }} people).[@roy]"
    held = "{start}\n  <ph id='1'>{{{{ facts.a }}}}</ph>{end}\n  <ph id='2'>[@roy]</ph>\n"
    unit = (
        f"<xliff version='1.2' xmlns='{XLIFF}'><file><body><trans-unit id='prose.1'><source>"
        f"{held.format(start='It fell (on ', end=' people).')} </source><target>"
        f"{held.format(start='Tombé (sur', end=' gens).')} </target></trans-unit>"
        "</body></file></xliff>"
    )
    problems = Problems()
    returned = read_xliff(unit.encode(), "texts.xlf", problems)
    text = Translatable("prose.1", source, Place("brief.md", 1), "")
    assert match_texts(returned, [text], problems) == {
        "prose.1": "Tombé (sur{{ facts.a }} gens).[@roy]"
    }
    assert [*problems] == []
    typed = [returned[0]._replace(text=source, translation="Une\n  liste")]
    assert match_texts(typed, [text], problems) == {"prose.1": "Une\n  liste"}


@pytest.mark.parametrize(
    ("ending", "old", "new"),
    [
        ("po", 'msgctxt "title"', '#, fuzzy\nmsgctxt "title"'),
        ("xlf", "<target>A ", '<target state="needs-review-translation">A '),
    ],
)
def test_what_a_translator_is_not_sure_of_is_left_out(
    brief: House, ending: str, old: str, new: str
) -> None:
    """And told, with its line in the file."""
    file = export(brief, ending)
    translate(file, lambda text: f"A {text}" if "[" not in text else text)
    written = file.read_text("utf-8")
    assert old in written
    file.write_text(written.replace(old, new, 1), "utf-8")
    code, told = take_over(brief, file)
    assert code == 0
    assert re.search(rf"texts\.{ending}:\d+: warning: `title` is marked as not sure", told)
    assert "title:" not in texts(brief)[0].decode().replace("short_title:", "")


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("a.po", "nothing of PO\n", "a.po:1: error: this is not PO"),
        ("a.xlf", "<xliff", "a.xlf:1: error: this is not XML"),
        ("a.xlf", "<html/>", "a.xlf: error: this is no XLIFF"),
        ("a.xlf", '<xliff version="2.1"/>', "a.xlf: error: this is XLIFF 2.1"),
    ],
)
def test_a_file_that_is_none_is_refused(brief: House, file: str, text: str, complaint: str) -> None:
    """Nothing is written."""
    path = brief.root / file
    path.write_text(text, "utf-8")
    code, told = take_over(brief, path)
    assert code == 1
    assert complaint in told
    assert not (brief.root / "content/tiny/fr.yaml").exists()


def test_words_that_cannot_be_read_stay_as_they_are(brief: House) -> None:
    """The line of fr.yaml is told; with `--force` it stays as well."""
    file = export(brief, "po")
    translate(file, pretend)
    brief.put("fr.yaml", "title: Un: titre\n")
    code, told = take_over(brief, file)
    assert code == 1
    assert "content/tiny/fr.yaml:1:10: error: this is not YAML" in told
    take_over(brief, file, "--force")
    assert (brief.root / "content/tiny/fr.yaml").read_text("utf-8") == "title: Un: titre\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("fr.yaml", "facts:", "# mine\nfacts:", "this comment would be lost"),
        ("brief.fr.md", "Votee.\n", "Votee.\n\nUne phrase de plus.\n", "some would be lost"),
    ],
)
def test_nothing_that_was_written_by_hand_is_lost_unasked(
    brief: House, name: str, old: str, new: str, complaint: str
) -> None:
    """Where a file has to be written anew; `--force` does it all the same."""
    file = export(brief, "po")
    translate(file, pretend)
    take_over(brief, file)
    folder = brief.root / "content/tiny"
    written = (folder / name).read_text("utf-8")
    assert old in written
    brief.put(name, written.replace(old, new))
    words = (folder / "fr.yaml").read_text("utf-8")
    brief.put("fr.yaml", re.sub(r"(?m)^title:.*\n", "", words))  # what has no place there yet
    before = texts(brief)
    code, told = take_over(brief, file)
    assert code == 1
    assert complaint in told
    assert texts(brief) == before
    assert take_over(brief, file, "--force")[0] == 0
    assert texts(brief) != before


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("tiny", "en", "--export", "x.po"), "the brief is in `en`"),
        (("tiny", "xx", "--export", "x.po"), "no words for the language `xx`"),
        (("tiny", "fr", "--export", "x.docx"), "no file for translators"),
        (("tiny", "fr"), "say --export FILE or --import FILE"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(
    brief: House, words: tuple[str, ...], complaint: str
) -> None:
    """With what to do."""
    done = run("translate", *words, house=brief.root)
    assert done.returncode in (1, 2)
    assert complaint in done.stderr
