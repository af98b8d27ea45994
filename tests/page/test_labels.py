"""Labels in capitals: as far apart as every reader of a PDF still takes them for a word."""

import re

from support.printed import HOUSE

MOST = 0.09
"""Part of an em. From 0.1 on PDFium and Poppler copy a label letter by letter, pdf.js from 0.12 on
(findings/tracked-capitals-fall-apart.sh)."""


def test_no_label_falls_apart_when_it_is_copied() -> None:
    """No style of a page spaces its letters wider."""
    wide = [
        f"{sheet.name}: {value}em"
        for sheet in sorted((HOUSE / "styles").glob("*.css"))
        for value in re.findall(
            r"(?:letter-spacing|--tracking):\s*(-?[\d.]+)em", sheet.read_text("utf-8")
        )
        if float(value) > MOST
    ]
    assert wide == []
