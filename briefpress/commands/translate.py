"""Hand the texts of a brief to a translator, and take the translations over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import choose, count, find_house, program, refuse, show

if TYPE_CHECKING:
    from ..model.brief import Brief, TextFile
    from ..model.problems import Problems


@click.command()
@click.argument("brief")
@click.argument("language")
@click.option("--export", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the texts to FILE: .po, or .xlf for XLIFF 1.2.")  # fmt: skip
@click.option("--import", "back", metavar="FILE",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Take the translations over from FILE.")  # fmt: skip
@click.option("--force", is_flag=True, help="Even where comments or paragraphs are lost.")
def translate(
    brief: str, language: str, out: Path | None, back: Path | None, *, force: bool
) -> int:
    """Hand the texts of BRIEF to a translator into LANGUAGE, and take the translations over.

    The file has every text of brief.yaml and brief.md that has words, and what is translated
    already. `--import` writes `fr.yaml` and `brief.fr.md`; `languages` says what is missing then.
    """
    house = find_house()
    choose((brief,), house)
    if (out is None) == (back is None):
        raise click.UsageError("say --export FILE or --import FILE")
    file = out or back
    assert file is not None
    from ..content.translation_files import ENDINGS

    if file.suffix.lower() not in ENDINGS:
        refuse(str(file), "no file for translators", f"let its name end in {', '.join(ENDINGS)}", 2)
    from ..model.problems import Problems, Stopped

    problems = Problems()
    done = False
    try:
        translation = _read(house, brief, language, problems)
        if out:
            done = _export(translation, out, problems)
        else:
            done = _import(house, translation, file, problems, force=force)
    except Stopped:
        pass
    show(problems)
    return 0 if done else 1


@dataclass(frozen=True)
class _Translation:
    """A brief, and its two files in another language where they are there."""

    brief: Brief
    tag: str
    words: TextFile | None
    """`fr.yaml`."""
    prose: TextFile | None
    """`brief.fr.md`."""


def _read(house: Path, slug: str, tag: str, problems: Problems) -> _Translation:
    """Read the brief *slug* and its translation into *tag*.

    Its own mistakes are told by `check`. Raises `Stopped`.
    """
    from ..content.parse import parse_brief
    from ..content.sources import read_sources, read_text
    from ..model.brief import TextFile, say_unknown_language
    from ..model.house import locate_brief, main_language
    from ..model.problems import Place, Problems
    from ..workflows.lay_out import open_house

    content = house / "content"
    where = locate_brief(content, slug)
    if where.tag:
        place = f"content/{where.folder}"
        refuse(place, f"`{slug}` is a translation", f"translate `{where.folder}` {tag}", 2)
    if tag == main_language(content, content / slug):
        refuse(f"content/{slug}", f"the brief is in `{tag}`", "say into which language", 2)
    theme = open_house(house, problems)
    if tag not in theme.languages and tag.split("-")[0] not in theme.languages:
        problems.error(Place(f"content/{slug}"), *say_unknown_language(tag, theme.languages))
        problems.stop_on_errors()
    sources = read_sources(content, slug, Problems())
    brief = parse_brief(sources, theme.languages, problems_of := Problems())
    if problems_of.errors:
        problems.warning(
            Place(f"content/{slug}"), f"`{slug}` has errors itself", f"`briefpress check {slug}`"
        )
    files = []
    for base in (f"{tag}.yaml", f"brief.{tag}.md"):
        name, path = f"content/{slug}/{base}", content / slug / base
        data = path.read_bytes() if path.is_file() else None
        text = None if data is None else read_text(data, name, problems)
        files.append(None if text is None else TextFile(name, text, data or b""))
    problems.stop_on_errors()
    return _Translation(brief, tag, *files)


def _export(translation: _Translation, file: Path, problems: Problems) -> bool:
    """Write the texts into *file*; whether it could be written."""
    from ..content.translatable import list_translatable
    from ..content.translation_files import write_po, write_xliff
    from ..editions.files import write_whole
    from ..model.problems import Place

    brief, tag = translation.brief, translation.tag
    texts = list_translatable(brief, translation.words, translation.prose)
    is_po = file.suffix.lower() == ".po"
    if is_po:
        data = write_po(texts, tag, brief.slug, datetime.now(UTC))
    else:
        data = write_xliff(texts, brief.language, tag)
    if not write_whole(file, data, Place(str(file)), problems):
        return False
    ready = sum(bool(one.translation) for one in texts)
    click.echo(f"{file}  {count(len(texts), 'text', '', '').strip()}, {ready} of them translated")
    return True


def _import(
    house: Path, translation: _Translation, file: Path, problems: Problems, *, force: bool
) -> bool:
    """Take the texts over from *file*; whether all could be written."""
    from ..content.translatable import fill_in, list_translatable
    from ..content.translation_files import match_texts, read_po, read_xliff
    from ..editions.files import write_files
    from ..model.problems import Problems

    read = read_po if file.suffix.lower() == ".po" else read_xliff
    returned = read(file.read_bytes(), str(file), problems)
    problems.stop_on_errors()
    brief, tag = translation.brief, translation.tag
    texts = list_translatable(brief, translation.words, translation.prose)
    translations = match_texts(returned, texts, problems)
    lost = Problems()
    filled = fill_in(brief, translation.words, translation.prose, translations, lost)
    if not force:
        problems.extend(lost)
        problems.stop_on_errors()
    folder = f"content/{brief.slug}"
    files = {f"{folder}/{tag}.yaml": filled.fields, f"{folder}/brief.{tag}.md": filled.prose}
    written = write_files(house, {name: text.encode() for name, text in files.items()}, problems)
    for name in written:
        click.echo(name)
    new = sum(translations.get(one.name, one.translation) != one.translation for one in texts)
    missing = sum(not (one.name in translations or one.translation) for one in texts)
    left = f"; {count(missing, 'text', 'is', 'are')} not translated" if missing else ""
    click.echo(f"{count(new, 'text', 'is', 'are')} new or changed{left}")
    click.echo(f"Now: {program()} {brief.slug} --language {tag}, then {program()} languages")
    return len(written) == len(files)
