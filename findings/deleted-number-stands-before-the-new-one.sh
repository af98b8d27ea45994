#!/usr/bin/env bash
set -euo pipefail
# In an RTF file with tracked changes, as lawyers and missions return a draft, what was struck out stands in a group
# that is marked \deleted, beside what was put in.
# striprtf 0.0.35, which turns RTF into plain text for search and for language models, keeps both and puts nothing
# between them: 40 that was corrected to 45 million is 4045 million, one sound number that nobody wrote. A note at the
# foot is left out without a mark, so "2270" and the sentence on it are gone, and 10 to the 6th is 106. Text that is
# hidden is kept. It has no option for any of these, and says nothing.
# pandoc 3.9 (pypandoc-binary 1.17) strikes out the one, keeps the note and leaves the hidden text out.
# One would have guessed that a plain text holds what the page shows, once accepted: 45 million.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet striprtf==0.0.35 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import pypandoc
from striprtf.striprtf import rtf_to_text

CASES = {
    r"{\revtbl{Unknown;}{Reviewer;}}It costs {\deleted\revauthdel1 40}{\revised\revauth1 45} million.": (
        "It costs 4045 million.",
        "It costs ~~40~~45 million.",
    ),
    r"It was adopted{\super\chftn}{\footnote{\super\chftn} Resolution 2270.} in 2016.": (
        "It was adopted in 2016.",
        "It was adopted[^1] in 2016.\n\n[^1]: Resolution 2270.",
    ),
    r"10{\super 6} letters, {\v unseen }all told.": ("106 letters, unseen all told.", "10^6^ letters, all told."),
}
for body, (plain, markdown) in CASES.items():
    text = rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Times;}}}}\pard {body}\par}}"
    by_striprtf = rtf_to_text(text).strip()
    by_pandoc = pypandoc.convert_text(text, "markdown", format="rtf").strip()
    print(f"striprtf: {by_striprtf!r}; pandoc: {by_pandoc!r}")
    assert by_striprtf == plain and by_pandoc == markdown
PY
