#!/usr/bin/env bash
# pikepdf 10.18.0 (and qpdf, which it wraps): pages appended to a tagged PDF keep the number that
# links a page to its tags (/StructParents 0), and the first paper's page has the same number.
# Guess: the appended pages come without tags, and a validator says so.
# Seen: PDFium gives the second paper's page the tag tree of the FIRST paper's page. No word of the
# second paper is in any tag. veraPDF 1.28.2 passes the file as PDF/UA-1, because every piece of
# marked content finds "its" tag under the shared number.
# Who is hurt: whoever listens to a meeting pack. The second paper is announced with the headings
# and lists of the first, and the green verdict of the validator is handed on with it.
# What to do: when papers are put together, give every page a /StructParents of its own, and hang
# the second paper's tree and ParentTree into the first. Test for each page that the page which its
# tags name (/Pg) is the page itself; do not take a passing PDF/UA-1 check for that.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  weasyprint==70.0 pikepdf==10.18.0 pypdfium2==5.15.2

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>validator</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.verapdf.apps</groupId>
      <artifactId>greenfield-apps</artifactId>
      <version>1.28.2</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile=classpath >/dev/null

cat > merge.py <<'PY'
import ctypes
from importlib.metadata import version

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from weasyprint import HTML

for package in ("weasyprint", "pikepdf", "pypdfium2"):
    print(package, version(package))

FIRST = "<h1>Water</h1><p>One.</p><ul><li>Wells</li></ul>"
SECOND = "<p>Two.</p><table><tr><th>Year</th></tr><tr><td>2019</td></tr></table>"
for name, title, body in (("first", "Water", FIRST), ("second", "Grain", SECOND)):
    HTML(string=f"<html lang=en><title>{title}</title><body>{body}").write_pdf(
        f"{name}.pdf", pdf_variant="pdf/ua-1"
    )
with pikepdf.open("first.pdf") as pack, pikepdf.open("second.pdf") as paper:
    pack.pages.extend(paper.pages)
    pack.save("pack.pdf")


def kinds(element):
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    found = [buffer.raw[: size - 2].decode("utf-16-le")]
    for n in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, n)
        if child:
            found += kinds(child)
    return found


def tags(path, page):
    document = pypdfium2.PdfDocument(path)
    tree = pdfium.FPDF_StructTree_GetForPage(document[page])
    found = []
    for n in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        found += kinds(pdfium.FPDF_StructTree_GetChildAtIndex(tree, n))
    pdfium.FPDF_StructTree_Close(tree)
    return [kind for kind in found if kind != "Span"]


alone, head, appended = tags("second.pdf", 0), tags("pack.pdf", 0), tags("pack.pdf", 1)
print("second paper alone:        ", *alone)
print("first page of the pack:    ", *head)
print("expected on the second page: none, or", *alone)
print("seen on the second page:   ", *appended)
assert "Table" in alone and "H1" not in alone
assert appended == head and "H1" in appended and "Table" not in appended

with pikepdf.open("pack.pdf") as pack:
    numbers = [int(page.obj.StructParents) for page in pack.pages]
    print("StructParents of the two pages:", numbers)
    assert numbers == [0, 0]
    named = {
        item.Pg.objgen
        for item in pack.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem" and "/Pg" in item
    }
    assert pack.pages[0].obj.objgen in named
    assert pack.pages[1].obj.objgen not in named
    print("tags that name the second page: 0")
PY
env/bin/python merge.py

java -cp "$(cat classpath)" org.verapdf.apps.GreenfieldCliWrapper --flavour ua1 --format text \
  "$work/first.pdf" "$work/second.pdf" "$work/pack.pdf" > verdicts
echo "veraPDF 1.28.2, PDF/UA-1; expected: FAIL for pack.pdf; seen:"
sed "s|$work/||" verdicts
[ "$(grep -c '^PASS' verdicts)" = 3 ]
