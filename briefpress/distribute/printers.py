"""The name of a printer → the printer: where it is, and what it says that it can do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ..model.problems import Place, Problems, Stopped, nearest
from .ipp import Answer, Attribute, NoAnswer, ask, has_ipptool

_ASKED = (
    *("printer-name", "printer-info", "printer-make-and-model", "printer-is-accepting-jobs"),
    *("printer-state", "printer-state-reasons", "printer-state-message"),
    *("document-format-supported", "media-supported", "media-ready", "sides-supported"),
    *("color-supported", "print-color-mode-supported", "print-scaling-supported"),
    *("page-ranges-supported", "number-up-supported", "copies-supported"),
    *("multiple-document-handling-supported", "job-hold-until-supported"),
    *("printer-type", "device-uri"),
)
"""The attributes that decide whether a printer can print our sheets, RFC 8011 and PWG 5100; the
last two CUPS alone has: what is behind a queue of it."""
_STOPPED = 5
"""The `printer-state` of one that prints nothing."""
_IN_WORDS = {
    "connecting-to-device": "CUPS waits for it: it may be switched off",
    "cover-open": "a cover is open",
    "door-open": "a door is open",
    "input-tray-missing": "a tray is missing",
    "marker-supply-empty": "it has run out of ink or toner",
    "media-empty": "it has run out of paper",
    "media-jam": "paper is jammed in it",
    "media-needed": "it waits for paper",
    "offline": "it is switched off, or not on this network",
    "output-area-full": "its output tray is full",
    "paused": "somebody has paused it",
    "shutdown": "it is switched off",
    "spool-area-full": "its memory is full",
    "stopped-partly": "a part of it has stopped",
    "timed-out": "it does not answer CUPS",
    "toner-empty": "it has run out of toner",
}
"""A printer stops for these, its `printer-state-reasons`: RFC 8011, 5.4.12."""


@dataclass(frozen=True)
class Printer:
    """A printer that has answered."""

    name: str
    """As whoever prints calls it: the name of a queue of CUPS, or an address."""
    uri: str
    attributes: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """The place of its problems."""
        return Place(f"printer {self.name}")

    @property
    def is_queue(self) -> bool:
        """Whether CUPS stands between: then `lp` and `cancel` know it by its name."""
        return "://" not in self.name

    def says(self, attribute: str) -> tuple[Any, ...]:
        """Give the values that it says of *attribute*; none where it says nothing of it."""
        value = self.attributes.get(attribute)
        return tuple(value) if isinstance(value, list) else () if value is None else (value,)

    @property
    def troubles(self) -> tuple[str, ...]:
        """Say in words what keeps it from printing just now."""
        troubles = []
        for reason in self.says("printer-state-reasons"):
            keyword, _, severity = str(reason).rpartition("-")
            if severity == "report":  # it prints all the same
                continue
            keyword = keyword if severity in ("warning", "error") else str(reason)
            if keyword in _IN_WORDS:
                troubles.append(_IN_WORDS[keyword])
        return tuple(troubles)


def find_printer(name: str, problems: Problems) -> Printer:
    """Find the printer *name*, a queue of CUPS or an address `ipp://…`, and ask what it can do.

    Raises `Stopped`. Problems: there is no such printer, it does not answer, takes no jobs or has
    stopped. A warning says what it waits for: it may print when somebody has seen to it.
    """
    place = Place(f"printer {name}")
    if not has_ipptool():
        problems.error(place, "cannot be asked: there is no `ipptool` on this machine", INSTALL)
        raise Stopped
    uri = _uri_of(name, place, problems)
    try:
        answer = ask(
            uri,
            "Get-Printer-Attributes",
            [Attribute("keyword", "requested-attributes", ",".join(_ASKED))],
        )
    except NoAnswer as error:
        if "://" in name:
            message = f"does not answer: {_lowered(str(error))}"
            hint = "switch it on, and check its address: `ippfind` lists those of this network"
        else:
            message = f"CUPS does not answer: {_lowered(str(error))}"
            hint = "start it, `systemctl start cups`, or name the printer's address: ipp://…"
        problems.error(place, message, hint)
        raise Stopped from None
    if answer.status == "client-error-not-found":
        _say_known(name, uri, place, problems)
        raise Stopped
    if not answer.is_good or not answer.groups:
        problems.error(place, f"does not say what it can do: {reason_of(answer)}", LOOK)
        raise Stopped
    attributes = dict(answer.groups[-1])
    if "printer-type" in attributes:
        attributes["media-ready"] = _paper_behind(str(attributes.get("device-uri", "")))
    printer = Printer(name, uri, attributes)
    _check_state(printer, problems)
    return printer


def _paper_behind(device: str) -> list[str]:
    """Ask the printer *device*, to which a queue of CUPS leads, which paper lies in its trays;
    nothing where it does not say.

    CUPS 2.4 does not know: it names what its own configuration calls ready, A4 or Letter.
    """
    if not device.startswith(("ipp://", "ipps://")):
        return []
    wanted = Attribute("keyword", "requested-attributes", "media-ready")
    try:
        answer = ask(device, "Get-Printer-Attributes", [wanted])
    except NoAnswer:  # CUPS keeps the job until it does
        return []
    ready = answer.groups[-1].get("media-ready", []) if answer.groups else []
    return [ready] if isinstance(ready, str) else ready


INSTALL = "install it: `apt-get install cups-ipp-utils cups-client`"
LOOK = "look at the printer, or ask whoever looks after it"


def reason_of(answer: Answer) -> str:
    """Say why a printer refused: in its own words, or in those of the protocol."""
    return f"“{answer.message}” ({answer.status})" if answer.message else answer.status


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _uri_of(name: str, place: Place, problems: Problems) -> str:
    """Write the address of the printer *name*. Raises `Stopped`."""
    if "://" not in name:
        return f"{_server()}/printers/{quote(name, safe='')}"
    parts = urlsplit(name)
    if parts.scheme not in ("ipp", "ipps") or not parts.hostname:
        problems.error(
            place,
            "is no address of a printer that speaks IPP",
            "write ipp://HOST/ipp/print, or make a queue of it: "
            "`lpadmin -p office -E -v ADDRESS -m everywhere`, and name that",
        )
        raise Stopped
    return name


def _server() -> str:
    """Where CUPS is, as `lpstat` says it: a host and port, or a socket of this machine."""
    where = "localhost"
    if program := shutil.which("lpstat"):
        ran = subprocess.run(  # noqa: S603 - a program of CUPS
            [program, "-H"], capture_output=True, text=True, check=False
        )
        where = ran.stdout.strip() or where
    return f"ipp://{quote(where, safe='')}" if where.startswith("/") else f"ipp://{where}"


def list_queues() -> tuple[str, ...]:
    """List the queues that CUPS knows by their names; none where it does not answer."""
    return _queues_of(_server())


def _queues_of(server: str) -> tuple[str, ...]:
    wanted = Attribute("keyword", "requested-attributes", "printer-name")
    try:
        answer = ask(f"{server}/", "CUPS-Get-Printers", [wanted])
    except NoAnswer:
        return ()
    return tuple(str(one["printer-name"]) for one in answer.groups if "printer-name" in one)


def _say_known(name: str, uri: str, place: Place, problems: Problems) -> None:
    """Say that there is no such printer, and which there are."""
    server = uri.partition("/printers/")[0]
    known = _queues_of(server) if "/printers/" in uri else ()
    where = unquote(server.removeprefix("ipp://"))
    problems.error(
        place, f"CUPS on {where} has no such printer", nearest(name, known, "its printers")
    )


def _check_state(printer: Printer, problems: Problems) -> None:
    """Say what keeps *printer* from printing. Raises `Stopped` where it takes no jobs."""
    troubles = "; ".join(printer.troubles)
    if not all(printer.says("printer-is-accepting-jobs")):
        hint = f"let it: `cupsaccept {printer.name}`" if printer.is_queue else LOOK
        problems.error(printer.place, f"takes no jobs{f': {troubles}' * bool(troubles)}", hint)
        raise Stopped
    if _STOPPED in printer.says("printer-state"):
        message = "; ".join(map(str, printer.says("printer-state-message"))).strip()
        because = troubles or message or "it does not say why"
        hint = f"see to it, then `cupsenable {printer.name}`" if printer.is_queue else LOOK
        problems.error(printer.place, f"has stopped: {because}", hint)
        raise Stopped
    if troubles:
        problems.warning(printer.place, f"is not ready: {troubles}", f"{LOOK}; the job waits")
