"""An office printer and CUPS, for the tests: on loopback, with no rights and nothing of the system.

The printer is `ippeveprinter`, the one CUPS brings to try printing with. It keeps what arrives.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("ipptool", "/usr/sbin/ippeveprinter", "/usr/sbin/cupsd", "lpstat", "lp", "dbus-daemon")
"""The programs that these tests need."""
_CUPSD = """\
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
LogLevel warn
MaxLogSize 0
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}/cups
CacheDir {folder}/cups
StateDir {folder}/cups
RequestRoot {folder}/spool
TempDir {folder}/spool
DocumentRoot {folder}/cups
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
Sandboxing off
"""
_QUEUES = """\
<Printer office>
DeviceURI {uri}
State Idle
Accepting Yes
</Printer>
<Printer closed>
DeviceURI {uri}
State Idle
Accepting No
</Printer>
<Printer paused>
DeviceURI {uri}
State Stopped
StateMessage Paused for its yearly cleaning
Reason paused
Accepting Yes
</Printer>
<Printer driver>
DeviceURI {uri}
State Idle
Accepting Yes
</Printer>
"""
_DRIVER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*Manufacturer: "Example"
*ModelName: "Example Duplex"
*NickName: "Example Duplex"
*ShortNickName: "Example Duplex"
*PCFileName: "EXAMPLE.PPD"
*Product: "(Example Duplex)"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*FileSystem: False
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea Letter/US Letter: "12 12 600 780"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595.276 841.89"
*PaperDimension Letter/US Letter: "612 792"
*OpenUI *Duplex/Double-Sided Printing: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long Edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short Edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""
"""The file of a driver, a PPD, of a printer that takes PDF: CUPS goes by it, and asks nobody."""
_COMMAND = """\
#!/bin/sh
# The printer calls it for each job, with its attributes in the environment.
env | grep -a '^IPP_' | sort > {folder}/arrived.part
cp "$1" {folder}/arrived.pdf
mv {folder}/arrived.part {folder}/arrived
"""


@dataclass
class Office:
    """A printer that runs, and the CUPS whose queue `office` leads to it."""

    folder: Path
    printer: str
    """The address of the printer itself."""
    cups: str
    """Host and port of CUPS, for `CUPS_SERVER`."""

    def arrived(self) -> tuple[Mapping[str, str], bytes]:
        """Wait for the job on its way: its attributes, as `IPP_MEDIA`, and its bytes."""
        said = self.folder / "arrived"
        _wait_until(said.exists, "no job has arrived at the printer")
        lines = said.read_text("utf-8").splitlines()
        said.unlink()
        attributes = dict(line.split("=", 1) for line in lines if "=" in line)
        return attributes, (self.folder / "arrived.pdf").read_bytes()

    def put_in(self, media: str) -> None:
        """Put *media* into the printer's tray, on its own page for that."""
        page = self.printer.replace("ipp://", "http://").removesuffix("/ipp/print")
        asked = f"{page}/media?size1={media}&type1=stationery&level1=250"
        # Its second tray as well: it prints nothing while one of them is empty.
        asked += "&size2=na_index-4x6_4x6in&type2=photographic-glossy&level2=25"
        with urllib.request.urlopen(asked) as answer:
            assert "Media updated" in answer.read().decode(), "the printer took no paper"

    @property
    def has_job(self) -> bool:
        """Whether a job has arrived that nobody has looked at."""
        return (self.folder / "arrived").exists()


@contextlib.contextmanager
def open_office() -> Iterator[Office]:
    """Start the printer and CUPS, and end them."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    port, port_of_cups = _free_port(), _free_port()
    office = Office(folder, f"ipp://localhost:{port}/ipp/print", f"127.0.0.1:{port_of_cups}")
    for name in ("cups/ppd", "spool", "jobs"):
        (folder / name).mkdir(parents=True)
    values = {"folder": folder, "port": port_of_cups, "uri": office.printer}
    for name, text in {
        "cupsd.conf": _CUPSD, "cups-files.conf": _FILES, "cups/printers.conf": _QUEUES,
        "command": _COMMAND, "cups/ppd/driver.ppd": _DRIVER,
    }.items():  # fmt: skip
        (folder / name).write_text(text.format(**values), "utf-8")
    (folder / "command").chmod(0o755)
    owner = _hand_over(folder)
    bus = f"unix:path={folder}/bus"
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus, "TMPDIR": str(folder)}
    printer = [
        "/usr/sbin/ippeveprinter",
        "-r",
        "off",
        "-n",
        "localhost",
        "-p",
        str(port),
        "-2",
        "-s",
        "9,9",
    ]
    printer += ["-f", "application/pdf", "-d", f"{folder}/jobs", "-c", f"{folder}/command"]
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)

        def start(*command: str) -> None:
            process = subprocess.Popen(
                command, env=environment, cwd=folder, user=owner, group=owner,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.terminate)

        # The printer asks for D-Bus even where it announces itself to nobody: it gets its own.
        start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}")
        _wait_until((folder / "bus").exists, "no D-Bus")
        start(*printer, "Office")
        start(
            "/usr/sbin/cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"
        )
        _wait_until(lambda: _listens(port) and _listens(port_of_cups), "no printer, or no CUPS")
        yield office


def _hand_over(folder: Path) -> int | None:
    """Give *folder* to a user without rights, where the tests run as root; returns who it is."""
    if os.geteuid():
        return None
    nobody = 65534
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody, nobody)
    return nobody


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return not asked.connect_ex(("127.0.0.1", port))


def _wait_until(holds: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + 30
    while not holds():
        if time.monotonic() > until:
            raise RuntimeError(otherwise)
        time.sleep(0.02)
