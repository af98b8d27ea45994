#!/usr/bin/env bash
set -euo pipefail
# IPP's attribute media-ready says which paper lies in a printer's trays (PWG 5100.3): programs ask for it before
# they send a job, so that A4 is not sent to a printer that holds Letter.
# CUPS 2.4.2 answers for its queues as well, whatever the printer has: it names those sizes of the driver's file
# (PPD) that its own configuration calls ready (ReadyPaperSizes, which by default follows DefaultPaperSize, which
# follows /etc/papersize). Here the queue leads to /dev/null, which has no tray, and its driver knows A4 and Letter:
# with DefaultPaperSize A4 the tray holds A4, with Letter it holds Letter.
# A queue made with `lpadmin -m everywhere` from a printer that says media-ready itself is answered in the same way:
# CUPS does not ask the printer.
# Guess: an attribute of that name is true of the tray, or is left out where nobody knows.
# Who is hurt: a program that refuses a job for paper that is not ready refuses Letter in Geneva with a printer full
# of Letter, and sends A4 to an empty tray elsewhere. What to do: an answer with printer-type is of CUPS; ask the
# printer itself, at its device-uri, where that is ipp:// or ipps://, and believe nothing otherwise.
command -v apt-get >/dev/null || { echo "needs Debian 12's apt-get"; exit 2; }
work="$(mktemp -d)"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
version=2.4.2-3+deb12u9
apt-get -o APT::Sandbox::User=root download -qq "cups-daemon=$version" "cups-ipp-utils=$version" "cups-common=$version" \
  "libcups2=$version" libavahi-client3 libavahi-common3 libpaper1 libdbus-1-3
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH="$(dirname "$(find "$work/root" -name libcups.so.2)")"
export LD_LIBRARY_PATH
echo "cupsd of cups-daemon $version"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
mkdir -p cups/ppd spool
cat > cups/printers.conf <<'END'
<Printer office>
DeviceURI file:///dev/null
State Idle
Accepting Yes
</Printer>
END
cat > cups/ppd/office.ppd <<'END'
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*Manufacturer: "Example"
*ModelName: "Example"
*NickName: "Example"
*ShortNickName: "Example"
*PCFileName: "EXAMPLE.PPD"
*Product: "(Example)"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*FileSystem: False
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize Letter/US Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion Letter/US Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea Letter/US Letter: "12 12 600 780"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595.276 841.89"
*PaperDimension Letter/US Letter: "612 792"
END
cat > files.conf <<END
ServerRoot $work/cups
ServerBin $work/root/usr/lib/cups
DataDir $work/root/usr/share/cups
CacheDir $work/cups
StateDir $work/cups
RequestRoot $work/spool
TempDir $work/spool
AccessLog $work/access
ErrorLog $work/error
PageLog $work/page
FileDevice Yes
Sandboxing off
END
cat > ask.test <<'END'
{
OPERATION Get-Printer-Attributes
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR naturalLanguage attributes-natural-language en
ATTR uri printer-uri $uri
ATTR keyword requested-attributes printer-type,media-supported,media-ready
}
END
as=()
if [ "$(id -u)" = 0 ]; then # cupsd wants a user without rights
  chmod 755 "$work"; chown -R 65534:65534 cups spool "$work"
  as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
fi
ready() { # the default paper of CUPS; prints what it says of the tray
  rm -f cups/office.data* cups/*.cache
  printf 'Listen 127.0.0.1:%s\nBrowsing Off\nDefaultAuthType None\nDefaultPaperSize %s\n<Location />\nAllow all\n</Location>\n' \
    "$port" "$1" > cupsd.conf
  "${as[@]}" root/usr/sbin/cupsd -f -c "$work/cupsd.conf" -s "$work/files.conf" >/dev/null 2>&1 &
  server=$!
  for _ in $(seq 100); do
    root/usr/bin/ipptool -tv "ipp://127.0.0.1:$port/printers/office" ask.test >answer 2>/dev/null && break
    sleep 0.1
  done
  kill "$server"; wait "$server" 2>/dev/null || true
  server=
  grep -E ' (printer-type|media-supported) ' answer >&2
  sed -n 's/^ *media-ready ([^)]*) = //p' answer
}
for paper in A4 Letter; do
  seen="$(ready "$paper")"
  echo "DefaultPaperSize $paper: media-ready = $seen"
  case "$paper" in A4) expected=iso_a4_210x297mm ;; *) expected=na_letter_8.5x11in ;; esac
  [ "$seen" = "$expected" ]
done
