#!/usr/bin/env bash
set -euo pipefail
# Missions and older archives send texts as RTF, where each font of the font table names its alphabet
# (\fcharset204 is Cyrillic, 161 Greek), and a word in that font is written in bytes of that alphabet.
# pandoc 3.9 (pypandoc-binary 1.17) reads every byte by the one code page at the head of the file (\ansicpg1252) and
# passes over the font's: the Cyrillic word for council comes out as Ñîâåò, the Greek one for Greece as ÅëëÜäá, as good
# Latin letters and without a warning; it warns where it does not know the code page of the head. striprtf 0.0.35
# reads both rightly by the font.
# One would have guessed that the larger program reads what the smaller does: the alphabet of a font is how one file
# holds two alphabets at all.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc-binary==1.17 striprtf==0.0.35
venv/bin/python - <<'PY'
import subprocess

import pypandoc
from striprtf.striprtf import rtf_to_text

FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset161 Arial;}}"


def coded(text, page):
    return "".join(rf"\'{byte:02x}" for byte in text.encode(page))


print("pandoc", pypandoc.get_pandoc_version())
for font, word, page, read in ((1, "Совет", "cp1251", "Ñîâåò"), (2, "Ελλάδα", "cp1253", "ÅëëÜäá")):
    text = rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}\pard\f0 It reads \f{font} {coded(word, page)}\f0  there.\par}}"
    run = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "rtf", "-t", "plain"], input=text.encode("ascii"), capture_output=True
    )
    by_pandoc, by_striprtf = run.stdout.decode().strip(), rtf_to_text(text).strip()
    print(f"pandoc: {by_pandoc!r}, warnings {run.stderr.decode()!r}; striprtf: {by_striprtf!r}")
    assert read in by_pandoc and word not in by_pandoc and not run.stderr
    assert word in by_striprtf
PY
