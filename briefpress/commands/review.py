"""Send a brief to reviewers as a Word file, and collect what they made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import LIMITS, WorkerOptions, choose, find_house, program, refuse, show, start_workers

if TYPE_CHECKING:
    from ..model.problems import Problems
    from ..press.executors import Executor
    from ..word.place_remarks import PlacedRemark
    from ..word.placed_paragraphs import PlacedParagraph
    from ..workflows.review import ReviewPage


@click.command()
@click.argument("brief")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", metavar="FILE", help="Write to this file: docx, or a name with its ending.")
@click.option("--collect", is_flag=True, help="List what reviewers left in FILES, Word or PDF.")
@click.option("--apply", is_flag=True, help="Put their tracked changes into brief.md as well.")
@click.option("--answers", is_flag=True, help="Write the table of what was done with each remark.")
@LIMITS
def review(
    brief: str,
    files: tuple[Path, ...],
    to: str | None,
    collect: bool,
    apply: bool,
    answers: bool,
    worker_options: WorkerOptions,
) -> int:
    """Send BRIEF to reviewers, or collect what they left in FILES.

    `--to docx` writes a Word file that looks as the house does; changes in it are tracked.
    `--collect a.docx b.docx c.pdf` lists each comment and change with its file and line, and notes
    it in review.yaml, in the folder of the brief, for the editor to answer; `--to remarks.md`
    writes the list. `--answers` writes the table of these answers, `--to pdf` as an annex that is
    printed.
    """
    from ..model.problems import Problems, Stopped

    house = find_house()
    choose((brief,), house)
    if apply and not collect:
        raise click.UsageError(
            "--apply goes with --collect: `review NAME --collect a.docx --apply`"
        )
    if collect and answers:
        raise click.UsageError("--collect and --answers are two steps")
    if collect != bool(files):
        wants = "name the files that came back" if collect else "files are read with --collect"
        raise click.UsageError(wants)
    if not (collect or answers or to):
        raise click.UsageError("say --to docx, --collect FILES or --answers")
    problems = Problems()
    with start_workers(worker_options, 1, warm=False) as workers:
        try:
            if answers:
                done = _answer(house, brief, to, problems, workers)
            elif collect:
                done = _collect(house, brief, files, to, problems, workers, is_applied=apply)
            else:
                done = _send(house, brief, to or "docx", problems, workers)
        except Stopped:
            done = False
    show(problems)
    return 0 if done else 1


def _target(house: Path, to: str, otherwise: str) -> tuple[Path, str]:
    """The file to write, and what its author calls it; *otherwise*: where *to* is an ending."""
    if "." in to:
        return Path(to), to
    return house / otherwise, otherwise


def _send(house: Path, slug: str, to: str, problems: Problems, workers: Executor) -> bool:
    from datetime import date

    from ..editions.files import write_whole
    from ..model.problems import Place
    from ..word.placed_paragraphs import place_paragraphs
    from ..word.printed_blocks import read_page
    from ..word.typed_texts import list_typed
    from ..word.write_review import ReviewHead, write_review
    from ..word.write_styles import find_look
    from ..workflows.review import draw_for_word, lay_out_review, review_words

    if to != "docx" and not to.lower().endswith(".docx"):
        refuse(to, "reviewers get a Word file", "write `--to docx`, or a name that ends so", 2)
    made = lay_out_review(house, slug, workers, problems)
    page = read_page(made.page.text)
    paragraphs = place_paragraphs(page, list_typed(made.brief))
    names = [block.picture for block in page.blocks if block.picture]
    pictures = draw_for_word(made, names, workers, problems)
    words = review_words(made, date.today(), problems)
    head = ReviewHead(
        made.title, words["for_review"], made.brief.institute.name, words.get("notice", "")
    )
    look = find_look(made.theme, made.brief.language, made.page.paper)
    data = write_review(page, paragraphs, pictures, head, made.theme, look)
    path, label = _target(house, to, f"output/{slug}-review.docx")
    if not write_whole(path, data, Place(label), problems):
        return False
    click.echo(f"{label}  {len(paragraphs)} paragraphs, {len(data) / 1024:.0f} KB")
    return True


def _lay_out(house: Path, slug: str, workers: Executor, problems: Problems) -> ReviewPage:
    """Lay the brief out as it is today; what is wrong in it is told where that cannot be done."""
    from ..model.problems import Problems, Stopped
    from ..workflows.review import lay_out_review

    apart = Problems()
    try:
        return lay_out_review(house, slug, workers, apart)
    except Stopped:
        problems.extend(apart)
        raise


def _collect(
    house: Path, slug: str, files: tuple[Path, ...], to: str | None, problems: Problems,
    workers: Executor, *, is_applied: bool,
) -> bool:  # fmt: skip
    from ..editions.files import write_files, write_whole
    from ..model.problems import Place
    from ..word.apply_changes import apply_changes
    from ..word.place_remarks import with_keys
    from ..word.placed_paragraphs import place_paragraphs
    from ..word.printed_blocks import read_page
    from ..word.review_record import (
        RECORD,
        as_markdown,
        carry_answers,
        in_order,
        list_lines,
        sum_up,
        write_record,
    )
    from ..word.typed_texts import list_typed

    made = _lay_out(house, slug, workers, problems)
    paragraphs = place_paragraphs(read_page(made.page.text), list_typed(made.brief))
    remarks = []
    for file in files:
        remarks += _read(file, paragraphs, problems, workers)
    remarks = with_keys(remarks)
    folder = f"content/{slug}"
    record = _read_answers(house, f"{folder}/{RECORD}", problems)
    if record is None:
        return False
    record = carry_answers(remarks, record, Place(f"{folder}/{RECORD}"), problems)
    outcomes: Mapping[str, str] = {}
    prose = made.brief.prose.place.file
    new: dict[str, bytes] = {}
    if is_applied:
        text = next(one for one in made.brief.texts if one.name == prose)
        applied = apply_changes(text.text, prose, in_order(remarks))
        outcomes = applied.outcomes
        if applied.text != text.text:
            new[prose] = _as_it_lay(text.data, applied.text)
    if not problems.errors:
        new[f"{folder}/{RECORD}"] = write_record(remarks, record, outcomes).encode()
    written = write_files(house, new, problems)
    if to is not None:
        label = to if "." in to else f"output/{slug}-remarks.md"
        path = Path(to) if "." in to else house / label
        if write_whole(path, as_markdown(slug, remarks).encode(), Place(label), problems):
            written.append(label)
    for line in list_lines(remarks):
        click.echo(line)
    click.echo(sum_up(remarks))
    if is_applied:
        _say_applied(remarks, outcomes, prose)
    for name in written:
        click.echo(name)
    return not problems.errors


def _say_applied(remarks: Sequence[PlacedRemark], outcomes: Mapping[str, str], prose: str) -> None:
    """Say which changes are in the file *prose* now, and of each other one why it is not."""
    from ..word.apply_changes import DONE
    from ..word.review_record import by_whom, describe, in_order, where

    done = [key for key, outcome in outcomes.items() if outcome == DONE]
    click.echo(f"{len(done)} of {len(outcomes)} changes are in {prose} now")
    for one in in_order(remarks):
        if outcomes.get(one.key, DONE) != DONE:
            by = by_whom(one.remark.author)
            click.echo(f"{where(one)}: not applied: {by}: {describe(one)}")
            click.echo(f"  because {outcomes[one.key]}")


def _as_it_lay(before: bytes, text: str) -> bytes:
    """Write *text* with the line ends that the file had, and its byte order mark."""
    from codecs import BOM_UTF8

    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (BOM_UTF8 if before.startswith(BOM_UTF8) else b"") + text.encode()


def _read(
    file: Path, paragraphs: list[PlacedParagraph], problems: Problems, workers: Executor
) -> list[PlacedRemark]:
    """Read one file that came back; what is wrong with it is told."""
    from ..content.sources import BYTES_OF_FILE
    from ..model.problems import Place
    from ..press.executors import give, in_time, result
    from ..word.package import NotWord, open_package
    from ..word.pdf_remarks import read_pdf_remarks
    from ..word.place_remarks import place_pdf_remarks, place_reviewed
    from ..word.read_review import read_reviewed

    place = Place(str(file))
    if file.stat().st_size > BYTES_OF_FILE:
        problems.error(place, f"more than {BYTES_OF_FILE // 1024**2} MB", "ask for a smaller one")
        return []
    data = file.read_bytes()
    if data.startswith(b"%PDF") or file.suffix.lower() == ".pdf":
        marks = result(workers, give(workers, read_pdf_remarks, data), place, problems)
        if isinstance(marks, tuple):
            problems.error(place, *marks)
        return place_pdf_remarks(marks, file.name, paragraphs) if isinstance(marks, list) else []
    try:
        with in_time(str(file), workers.seconds, problems):
            reviewed = read_reviewed(open_package(data))
            remarks = place_reviewed(reviewed, file.name, paragraphs)
    except NotWord as error:
        problems.error(place, *error.args)
        return []
    for lost in reviewed.lost:
        problems.error(place, f"this could not be read: {lost}", "look it up in the Word file")
    return remarks


def _read_answers(
    house: Path, name: str, problems: Problems
) -> dict[str, dict[str, object]] | None:
    """Read what an editor has answered; nothing where there is no file, None for a broken one."""
    from ..content.sources import read_text
    from ..model.brief import TextFile
    from ..word.review_record import read_record

    path = house / name
    if not path.is_file():
        return {}
    before = problems.errors
    text = read_text(path.read_bytes(), name, problems)
    record = read_record(TextFile(name, text), problems)
    return record if problems.errors == before else None


def _answer(house: Path, slug: str, to: str | None, problems: Problems, workers: Executor) -> bool:
    from datetime import date

    from ..editions.files import write_whole
    from ..model.problems import Place
    from ..word.review_record import RECORD, AnnexLanguage, answers_table
    from ..workflows.review import print_answers, review_words, write_remark_date

    name = f"content/{slug}/{RECORD}"
    if not (house / name).is_file():
        hint = f"`{program()} review {slug} --collect FILES` writes it"
        refuse(name, "no remarks were collected yet", hint, 1)
    record = _read_answers(house, name, problems)
    if record is None:
        return False
    made = _lay_out(house, slug, workers, problems)
    today = date.today()
    language = made.theme.language(made.brief.language)
    annex = AnnexLanguage(
        review_words(made, today, problems),
        language.quotes[:2],
        language.spaced_colon,
        language.semicolon,
        lambda text: write_remark_date(made, text, problems),
    )
    table = answers_table(made.title, record, annex)
    if to is None:
        click.echo(table.markdown, nl=False)
        return True
    is_pdf = to.lower().endswith("pdf")
    path, label = _target(house, to, f"output/{slug}-answers.{'pdf' if is_pdf else 'md'}")
    data: bytes | None = table.markdown.encode()
    if is_pdf:
        heading = (table.heading, table.summed)
        data = print_answers(made, heading, table.heads, table.rows, today, workers, problems)
    if data is None or not write_whole(path, data, Place(label), problems):
        return False
    click.echo(label)
    return True
