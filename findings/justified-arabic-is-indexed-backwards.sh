#!/usr/bin/env bash
set -euo pipefail
# Apache PDFBox 3.0.6 takes the text out of PDFs for Tika, and so for the search of DSpace, Solr and most
# repositories in which institutes deposit. WeasyPrint 70.0 prints Amiri 1.002 here, without kerning and
# required ligatures, so that Poppler, PDFium, MuPDF and pdf.js copy each word.
# Guess: what four readers copy right is right for a fifth, or is wrong for all right-to-left text.
# Seen: a ragged paragraph comes out in its order, in Arabic and in Hebrew. The same paragraph justified comes
# out with the words of each stretched line in reverse: "crimes occurred of commission the concluded". Each
# word is right by itself, so a look for one word finds it, and no phrase of two is ever found.
# The stretched spaces are the reason: PDFBox turns letters round within what lies between wide gaps.
# Who is hurt: Arabic papers cannot be found by a name of two words, where the same file in English can.
# What to do: set text that is to be indexed ragged, or hand its words in beside the PDF (HTML, EPUB).
for tool in java mvn; do command -v "$tool" >/dev/null || { echo "needs $tool"; exit 2; }; done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 fontpkg-amiri==1.2
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=org.apache.pdfbox:pdfbox-app:3.0.6 >/dev/null
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.apache.pdfbox:pdfbox-app:3.0.6 -DoutputDirectory="$work" >/dev/null
venv/bin/python - <<'PY'
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import weasyprint

print("WeasyPrint", version("weasyprint"), "| PDFBox 3.0.6")
folder = Path(find_spec("fontpkg_amiri").submodule_search_locations[0])
font = next(folder.rglob("*egular*.*tf")).as_uri()
ARABIC = (
    "في شباط/فبراير خلصت لجنة التحقيق إلى وقوع جرائم ضد الإنسانية في جمهورية كوريا الشعبية"
    " الديمقراطية وحملت المسؤولية عنها لأعلى مستويات الحكم"
)


def lines(align):
    """Each line of the paragraph as PDFBox reads it, its spaces as one."""
    weasyprint.HTML(
        string=f"<style>@font-face {{ font-family: A; src: url({font}); font-feature-settings: 'kern' 0, 'rlig' 0 }}"
        f" p {{ font: 11pt/18pt A; text-align: {align}; width: 80mm }}</style>"
        f"<html dir=rtl lang=ar><p>{ARABIC}</p>"
    ).write_pdf("it.pdf")
    command = ["java", "-jar", "pdfbox-app-3.0.6.jar", "export:text", "-i=it.pdf", "-o=it.txt"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return [" ".join(line.split()) for line in Path("it.txt").read_text("utf-8").splitlines() if line.strip()]


ragged = lines("start")
print("expected, and seen where the text is ragged:", *ragged, sep="\n  ")
assert " ".join(ragged) == ARABIC
justified = lines("justify")
print("seen where it is justified:", *justified, sep="\n  ")
assert len(ragged) == len(justified) == 3 and justified[-1] == ragged[-1]
for before, after in zip(ragged[:-1], justified[:-1]):
    assert before != after and sorted(before.split()) == sorted(after.split())
for name in ("لجنة التحقيق", "جمهورية كوريا الشعبية"):  # commission of inquiry; people's republic of Korea
    backwards = " ".join(reversed(name.split()))
    print(name, "is found:", name in " ".join(justified), "| backwards:", backwards in " ".join(justified))
    assert name not in " ".join(justified) and backwards in " ".join(justified)
    assert name in " ".join(ragged)
PY
