#!/usr/bin/env bash
set -euo pipefail
# epubcheck is the judge of EPUBs; a build asks it with --json and reads how many errors the report counts.
# epubcheck 5.3.0 writes a report for what it could not judge as well, and counts nothing in it: for a file that is
# not there, and for one at which it fails inside. Both reports have no message, 0 fatals, 0 errors, 0 warnings, and
# its last lines say so too. That it failed stands in the exit status, and in the report only in what it lacks:
# nSpines is 0 and the title is null.
# It fails inside where one Maven project names it beside Nu, the checker of HTML (26.5.2): Maven takes the Saxon that is
# nearer, 9.6, with which epubcheck's rules cannot be compiled. A stack trace on stderr, and a clean report, of
# an EPUB with two errors that it finds alone.
# Guess: a report is there only where there is a verdict; two tools that are packages do not touch each other.
# Count nSpines, look at the exit status, and give each of the two a project of its own.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
artifact() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
fetch() { # FOLDER DEPENDENCIES
  mkdir "$1"
  printf '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>it</groupId><artifactId>%s</artifactId><version>1</version><packaging>pom</packaging><dependencies>%s</dependencies></project>' \
    "$1" "$2" > "$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$PWD/$1" > /dev/null
}
fetch alone "$(artifact org.w3c epubcheck 5.3.0)"
fetch beside "$(artifact nu.validator validator 26.5.2)$(artifact org.w3c epubcheck 5.3.0)"
python3 - <<'PY'
import zipfile

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>It</title></head><body>{}</body></html>'
with zipfile.ZipFile("wrong.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    book.writestr("META-INF/container.xml", '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
    book.writestr("package.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:it</dc:identifier><dc:title>It</dc:title><dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="nav"/></spine></package>')
    book.writestr("nav.xhtml", PAGE.format('<nav epub:type="toc"><ol><li><a href="nav.xhtml"></a></li></ol></nav>'))
PY
judge() { # FOLDER FILE REPORT
  local status=0
  java -cp "$1/*" com.adobe.epubcheck.tool.Checker "$2" --json "$3" > "$3.said" 2>&1 || status=$?
  echo "$1 $2: exit $status, $(grep -c 'ExceptionInInitializerError' "$3.said" || true) failures inside"
}
judge alone none.epub none.json
judge alone wrong.epub alone.json
judge beside wrong.epub beside.json
ls beside | grep -i saxon
python3 - <<'PY'
import json

for name in ("none", "alone", "beside"):
    with open(f"{name}.json") as file:
        report = json.load(file)
    counted = [report["checker"][key] for key in ("nFatal", "nError", "nWarning")]
    seen = (counted, len(report["messages"]), report["publication"]["nSpines"], report["publication"]["title"])
    print(name, seen)
    if name == "alone":
        assert counted[1] == 2, seen
    else:
        assert seen == ([0, 0, 0], 0, 0, None), seen
PY
