"""A request of the Internet Printing Protocol → what a printer, or CUPS, answers.

CUPS' own program `ipptool` speaks it: it takes a request as text, and writes the answer as a
property list. It knows the certificates, names and passwords that the machine prints with.
"""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.parsers.expat import ExpatError

from ..model.house import DEFAULT_LANGUAGE

SECONDS = 20
"""How long a printer may think about a request: one that sleeps wakes up in ten."""
UPLOAD_SECONDS = 300
"""How long the sheets may take to get there."""


class NoAnswer(Exception):
    """Raised where nobody has answered; says why."""


@dataclass(frozen=True)
class Attribute:
    """An attribute of a request: `Attribute("keyword", "media", "iso_a4_210x297mm")`."""

    syntax: str
    """The type of its value, as RFC 8011 calls it."""
    name: str
    value: str
    """One that has a space is taken as it is; in others commas part several."""


@dataclass(frozen=True)
class Answer:
    """The answer to a request."""

    status: str
    """As RFC 8011 calls it: `successful-ok`, `client-error-not-found`."""
    message: str
    """The printer's own words for it; empty where it has none."""
    groups: tuple[Mapping[str, Any], ...]
    """The groups of attributes behind those of the operation. One that may have many values has a
    list, or its only value alone; a range has `lower` and `upper`; an enum is its number."""

    @property
    def is_good(self) -> bool:
        """Whether the printer did what it was asked."""
        return self.status.startswith("successful-")


def has_ipptool() -> bool:
    """Whether CUPS' program is on this machine."""
    return shutil.which("ipptool") is not None


def ask(
    uri: str,
    operation: str,
    about: Sequence[Attribute] = (),
    job: Sequence[Attribute] = (),
    data: bytes = b"",
) -> Answer:
    """Ask the printer at *uri* to do *operation*.

    *about*: attributes of the operation. *job*: those of the job. *data*: the document that it is
    to print. Raises `NoAnswer` where it is not there, or does not speak IPP.
    """
    asked = [
        Attribute("charset", "attributes-charset", "utf-8"),
        Attribute("naturalLanguage", "attributes-natural-language", DEFAULT_LANGUAGE),
        Attribute("uri", "printer-uri", "$uri"),
        Attribute("name", "requesting-user-name", "$user"),
        *about,
    ]
    lines = ["{", f"OPERATION {operation}", "GROUP operation-attributes-tag", *map(_line, asked)]
    if job:
        lines += ["GROUP job-attributes-tag", *map(_line, job)]
    with TemporaryDirectory(prefix="briefpress-") as folder:
        request, document = Path(folder, "request.test"), Path(folder, "document")
        command = ["ipptool", "-X", "-T", str(SECONDS)]
        if data:
            document.write_bytes(data)
            command += ["-f", str(document)]
            lines.append("FILE $filename")
        request.write_text("\n".join([*lines, "}", ""]), "utf-8")
        return _read(_run([*command, uri, str(request)]))


def _line(attribute: Attribute) -> str:
    # A value in quotation marks is one value, whatever commas it has.
    value = f'"{attribute.value}"' if " " in attribute.value else attribute.value
    return f"ATTR {attribute.syntax} {attribute.name} {value}"


def _run(command: Sequence[str]) -> bytes:
    try:
        ran = subprocess.run(  # noqa: S603 - a program of CUPS, and a request of ours
            command, capture_output=True, timeout=UPLOAD_SECONDS, check=False
        )
    except FileNotFoundError:
        raise NoAnswer("there is no `ipptool` on this machine") from None
    except subprocess.TimeoutExpired:
        raise NoAnswer("it takes longer than five minutes") from None
    return ran.stdout


def _read(answer: bytes) -> Answer:
    """Read what ipptool wrote. Raises `NoAnswer`."""
    try:
        report = plistlib.loads(answer)
        tests = report["Tests"]
        if not tests:
            raise NoAnswer(str(report.get("ErrorMessage", "no answer")))
        test = tests[0]
        operation, *groups = test["ResponseAttributes"] or [{}]
        return Answer(str(test["StatusCode"]), operation.get("status-message", ""), tuple(groups))
    except (ExpatError, plistlib.InvalidFileException, KeyError, TypeError, ValueError):
        raise NoAnswer("it does not speak IPP") from None
