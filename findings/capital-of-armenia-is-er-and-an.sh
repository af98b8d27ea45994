#!/usr/bin/env bash
set -euo pipefail
# transliterate 1.10.2 writes names of other scripts in Latin letters and back, for links and catalogues: Armenian,
# Georgian, Greek, Russian, Ukrainian and more.
# Guess: what is a letter becomes letters; systems differ in which.
# Seen: Armenian has a letter that is the word "and" when it stands alone (U+0587) and is "ev" within words. It becomes
# "&" everywhere: the capital, Yerevan, is "Er&an", Sevan "S&an", the Armenian word for Europe "&ropa". Russian h and s
# with h behind it are one: the word for "excellency" has sh in it and comes back with another letter. Ukrainian has zgh
# for two letters that would be zh otherwise, by its law of 2010: the town of Zghurivka is "Zhurivka", which comes back
# as another name. Nothing is said.
# Who is hurt: in a page of HTML or XML "Er&an" is an error or an entity, in an address everything behind it is another
# field, in a catalogue nobody finds it. What to do: look for signs that are no letters in what comes out, and send each
# name back.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet transliterate==1.10.2
venv/bin/python - <<'PY'
from transliterate import translit

NAMES = (
    ("hy", "Երևան", "Er&an", "Երևան"),
    ("hy", "Սևան", "S&an", "Սևան"),
    ("hy", "Արմավիր", "Armavir", "Արմավիր"),
    ("ru", "превосходство", "prevoshodstvo", "превошодство"),
    ("uk", "Згурівка", "Zhurivka", "Журівка"),
)
for language, name, known, known_back in NAMES:
    latin = translit(name, language, reversed=True)
    back = translit(latin, language)
    print(f"{name}: {latin}, and back {back}")
    assert (latin, back) == (known, known_back)
PY
