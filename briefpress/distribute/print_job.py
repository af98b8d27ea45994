"""Sheets → a job of a printer, which is told how they are printed: nothing is left to its defaults.

A printer that is told nothing prints A4 on Letter, at nine tenths, on one side. So each job names
its sheet, its sides, the scale and the pages, and what a printer cannot do is said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.papers import PAPER_SIZES
from ..model.problems import Problems, Stopped
from .imposition import Imposed
from .ipp import Attribute, NoAnswer, ask
from .printers import LOOK, Printer, reason_of

_HELD, _STOPPED, _CANCELLED, _ABORTED = 4, 6, 7, 8
"""The `job-state` of a job, RFC 8011, 5.3.7."""
_COLLATED = "separate-documents-collated-copies"


@dataclass(frozen=True)
class PrintOrder:
    """How somebody wants sheets to be printed."""

    copies: int = 1
    one_sided: bool = False
    grey: bool = False
    """Without colour, or content with a printer that has none."""
    hold: bool = False
    """Sent, and not printed before somebody releases it."""


@dataclass(frozen=True)
class PrintJob:
    """A job that a printer has taken."""

    number: int
    label: str
    """The PDF that was sent."""
    imposed: Imposed
    order: PrintOrder
    printer: Printer
    is_held: bool

    @property
    def in_words(self) -> str:
        """Say what was sent where, how it is printed, and how a held job is released."""
        made, order = self.imposed, self.order
        sheets = made.sides if order.one_sided else made.sheets
        sides = "on one side" if _is_one_sided(made, order) else f"flipped on the {made.flip} edge"
        many = f"{order.copies} copies" if order.copies > 1 else "1 copy"
        lines = [
            f"job {self.number} of {self.printer.name}: {many} of {self.label}, "
            f"{sheets} sheet{'s' * (sheets != 1)} of {PAPER_SIZES[made.sheet].label} each, "
            f"{sides}, at actual size"
        ]
        if self.is_held:
            release = (
                f"`lp -i {self.printer.name}-{self.number} -H resume`"
                if self.printer.is_queue
                else "on the printer's own panel"
            )
            lines.append(f"It is held; release it: {release}.")
        return "\n".join(lines)


def send_sheets(
    imposed: Imposed, label: str, printer: Printer, order: PrintOrder, problems: Problems
) -> PrintJob | None:
    """Send *imposed*, which its reader calls *label*, to *printer*; None where there is an error.

    Problems: what the printer cannot do, and what to do about it; a job that it refuses or aborts.
    A warning says what may look otherwise than on the screen, and what the printer left out.
    """
    try:
        job = [*_attributes(imposed, printer, order, problems)]
        problems.stop_on_errors()
        return _send(imposed, label, printer, order, job, problems)
    except Stopped:
        return None


def _is_one_sided(imposed: Imposed, order: PrintOrder) -> bool:
    return order.one_sided or imposed.sides == 1


# ---------------------------------------------------------------------------------------------
# What the printer is told


def _attributes(
    imposed: Imposed, printer: Printer, order: PrintOrder, problems: Problems
) -> Iterator[Attribute]:
    """Give the attributes of the job, and say which of them the printer cannot do."""
    formats = printer.says("document-format-supported")
    if formats and "application/pdf" not in formats:
        problems.error(
            printer.place,
            "takes no PDF",
            f"let CUPS turn it into what it takes: `lpadmin -p office -E -v {printer.uri} "
            "-m everywhere`, then --printer office",
        )
    _check_copies(printer, order, problems)
    yield Attribute("integer", "copies", str(order.copies))
    if _COLLATED in printer.says("multiple-document-handling-supported"):
        yield Attribute("keyword", "multiple-document-handling", _COLLATED)
    media = PAPER_SIZES[imposed.sheet].name_of_media
    _check_paper(imposed, media, printer, order, problems)
    yield Attribute("keyword", "media", media)
    sides = "one-sided" if _is_one_sided(imposed, order) else f"two-sided-{imposed.flip}-edge"
    _check_sides(imposed, sides, printer, problems)
    yield Attribute("keyword", "sides", sides)
    if "none" not in printer.says("print-scaling-supported"):
        problems.warning(
            printer.place,
            "does not say that it prints at actual size: it may scale the sheets to its margins",
            "print one copy first, and lay it on the screen’s PDF at 100 %",
        )
    yield Attribute("keyword", "print-scaling", "none")
    if False in printer.says("page-ranges-supported"):
        problems.warning(
            printer.place,
            "knows no ranges of pages: it prints whatever it is sent",
            "look that one copy has all of its sheets",
        )
    yield Attribute("rangeOfInteger", "page-ranges", f"1-{imposed.sides}")
    if printer.says("number-up-supported"):  # a queue may put two on a side by itself
        yield Attribute("integer", "number-up", "1")
    yield from _colours(printer, order, problems)
    if order.hold:
        if "indefinite" not in printer.says("job-hold-until-supported"):
            hint = "leave out --hold, or make a queue of CUPS for it, which holds jobs"
            problems.error(printer.place, "cannot hold a job", hint)
        yield Attribute("keyword", "job-hold-until", "indefinite")


def _check_copies(printer: Printer, order: PrintOrder, problems: Problems) -> None:
    most = max(
        (one["upper"] if isinstance(one, Mapping) else one for one in _ranges(printer)), default=0
    )
    if most and order.copies > most:
        problems.error(
            printer.place,
            f"makes {most} copies at a time, not {order.copies}",
            f"print --copies {most} more than once",
        )


def _ranges(printer: Printer) -> Iterator[Any]:
    for one in printer.says("copies-supported"):
        if isinstance(one, int) or (isinstance(one, Mapping) and isinstance(one.get("upper"), int)):
            yield one


def _check_paper(
    imposed: Imposed, media: str, printer: Printer, order: PrintOrder, problems: Problems
) -> None:
    """Say where *printer* cannot take the sheet, or has none of it in its trays."""
    sheet = PAPER_SIZES[imposed.sheet].label
    known, ready = printer.says("media-supported"), printer.says("media-ready")
    if not known:
        problems.warning(
            printer.place,
            f"does not say which paper it has: {sheet} may not be in it",
            f"look into its trays, and put {sheet} in",
        )
    elif media not in known:
        others = [name for name, one in PAPER_SIZES.items() if one.name_of_media in known]
        problems.error(
            printer.place,
            f"does not take {sheet}",
            f"choose --sheet {' or '.join(others)}, or another printer"
            if others
            else "choose another printer",
        )
    elif ready and media not in ready and not order.hold:
        loaded = [one.label for one in PAPER_SIZES.values() if one.name_of_media in ready]
        has = f", it has {' and '.join(loaded)}" if loaded else ""
        others = [name for name, one in PAPER_SIZES.items() if one.name_of_media in ready]
        way_out = f", or take --sheet {' or '.join(others)}" if others else ""
        problems.error(
            printer.place,
            f"has no {sheet} in its trays{has}",
            f"put {sheet} in and tell the printer{way_out}; with --hold it waits for you",
        )


def _check_sides(imposed: Imposed, sides: str, printer: Printer, problems: Problems) -> None:
    """Say where *printer* cannot print on both sides."""
    known = printer.says("sides-supported")
    if sides == "one-sided" or sides in known:
        return
    if not known:
        problems.warning(
            printer.place,
            "does not say that it prints on both sides",
            "print one copy first, and turn it over",
        )
        return
    hint = "choose another printer"
    if not imposed.is_folded:
        hint += ", or print it on one side: --one-sided"
    if printer.is_queue:  # the file of its driver has a duplexer once somebody has said so
        hint += f"; if it has a duplexer, tell CUPS: `lpoptions -p {printer.name} -l` names it"
    problems.error(
        printer.place, f"does not print on both sides, flipped on the {imposed.flip} edge", hint
    )


def _colours(printer: Printer, order: PrintOrder, problems: Problems) -> Iterator[Attribute]:
    """Give the attribute of colour, and say where there is none."""
    modes = printer.says("print-color-mode-supported")
    if order.grey:
        if "monochrome" in modes:
            yield Attribute("keyword", "print-color-mode", "monochrome")
    elif False in printer.says("color-supported") or (modes and "color" not in modes):
        problems.warning(
            printer.place,
            "prints no colours: charts and maps will be grey",
            "choose another printer, or say with --grey that grey will do",
        )
    elif "color" in modes:
        yield Attribute("keyword", "print-color-mode", "color")


# ---------------------------------------------------------------------------------------------
# What it does


def _send(
    imposed: Imposed,
    label: str,
    printer: Printer,
    order: PrintOrder,
    job: Sequence[Attribute],
    problems: Problems,
) -> PrintJob:
    """Send the sheets, and ask what became of them. Raises `Stopped`."""
    name = re.sub(r"[^\w. ()-]", "-", f"briefpress {Path(label).name}")
    about = [Attribute("name", "job-name", name), Attribute("mimeMediaType", *_PDF)]
    try:
        answer = ask(printer.uri, "Print-Job", about, job, imposed.data)
        made = next((one for one in answer.groups if "job-id" in one), {})
        if not answer.is_good or not made:
            problems.error(printer.place, f"refuses the job: {reason_of(answer)}", LOOK)
            raise Stopped
        number = int(made["job-id"])
        asked = [Attribute("integer", "job-id", str(number))]
        state = ask(printer.uri, "Get-Job-Attributes", asked)
    except NoAnswer as error:
        hint = f"look whether it prints before you send it again: `lpstat -o {printer.name}`"
        problems.error(printer.place, f"does not answer any more: {error}", hint)
        raise Stopped from None
    for ignored in (one for one in answer.groups if "job-id" not in one):
        for attribute in ignored:
            problems.warning(
                printer.place,
                f"ignores `{attribute}` of job {number}",
                f"look at the first copy; `cancel {printer.name}-{number}` stops it"
                if printer.is_queue
                else "look at the first copy, and stop the job at the printer",
            )
    known = {**made, **(state.groups[-1] if state.is_good and state.groups else {})}
    _check_job(number, known, printer, problems)
    is_held = known.get("job-state") == _HELD
    return PrintJob(number, label, imposed, order, printer, is_held)


_PDF = ("document-format", "application/pdf")


def _check_job(number: int, known: Mapping[str, Any], printer: Printer, problems: Problems) -> None:
    """Say where the printer does not print its job *number*. Raises `Stopped` where it ended it."""
    reasons = known.get("job-state-reasons", ())
    reasons = [reasons] if isinstance(reasons, str) else reasons
    because = ", ".join(str(one) for one in reasons if one != "none")
    because = f": {because}" if because else ""
    if known.get("job-state") in (_CANCELLED, _ABORTED):
        problems.error(printer.place, f"has ended job {number}{because}", LOOK)
        raise Stopped
    if known.get("job-state") == _STOPPED:
        problems.warning(printer.place, f"has stopped in job {number}{because}", LOOK)
