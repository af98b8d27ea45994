#!/usr/bin/env bash
set -euo pipefail
# fingerprints 1.3.1 makes names of bodies comparable, for lists of sanctions and registers of companies: remove_types takes
# off the legal form (Ltd, GmbH, S.A.), in many languages.
# Guess: it takes off a form at the end of a name, or one that is written as such, and leaves words of the name alone.
# Seen: forms are looked up anywhere, in small letters, with hyphens taken for blanks; and "cooperation", "co", "international",
# "as", "ad", "ag" and "ong" are forms somewhere. The Shanghai Cooperation Organisation is "shanghai organisation", the Gulf
# Co-operation Council "gulf operation council", the OECD's Co-operation an operation, the International Co-operative
# Alliance "operative alliance"; the paper As Safir is "safir", and Iyad Ag Ghali, whose Ag is "son of", "iyad ghali". SAL,
# the form of most Lebanese companies, stays.
# Who is hurt: two bodies are one in a table of matches, and readers of a list see bodies that do not exist. What to do: use
# the result as a key alone, never as a name, and keep bodies of states and persons out of it.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet fingerprints==1.3.1
venv/bin/python - <<'PY'
import fingerprints

KNOWN = {
    "Shanghai Cooperation Organisation": "shanghai organisation",
    "Gulf Co-operation Council": "gulf operation council",
    "Organisation for Economic Co-operation and Development": "organisation for economic operation and development",
    "International Co-operative Alliance": "operative alliance",
    "As Safir": "safir",
    "Iyad Ag Ghali": "iyad ghali",
    "Al Bank SAL": "al bank sal",
    "Panel of Experts Ltd.": "panel of experts",
    "Asian Infrastructure Investment Bank": "asian infrastructure investment bank",
}
for name, known in KNOWN.items():
    print(name, "->", fingerprints.remove_types(name))
    assert fingerprints.remove_types(name) == known, name
PY
