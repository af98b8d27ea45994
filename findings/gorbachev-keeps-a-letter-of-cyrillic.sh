#!/usr/bin/env bash
set -euo pipefail
# iuliia 0.13.0 (PyPI) writes Russian in Latin letters by twenty-eight schemes, that of the United Nations (UNGEGN 1987),
# those of libraries (ALA-LC), of maps (BGN/PCGN) and of the Russian standards among them.
# Guess: a scheme gives Latin letters alone; ё is e, yo or the Latin ë (U+00EB).
# Seen: eight of them leave ё as it is, U+0451 of Cyrillic, which looks like the Latin ë in print: Горбачёв is "Gorbačёv" by
# UNGEGN 1987, "Gorbachёv" by ALA-LC and BGN/PCGN, "Gorbačёv" by GOST 7.79 and scientific. Whoever searches the paper for
# Gorbačëv does not find him, and a font without Cyrillic sets the letter from another font. Other letters are right, and so
# is ё by ICAO. What to do: refuse a result that has letters of two scripts; put the Latin ë there.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet iuliia==0.13.0
venv/bin/python - <<'PY'
import unicodedata

import iuliia

SCHEMES = [getattr(iuliia, name) for name in dir(iuliia) if name.isupper()]
written = {scheme.name: scheme.translate("Горбачёв") for scheme in SCHEMES}
mixed = sorted(name for name, text in written.items() if any("CYRILLIC" in unicodedata.name(sign) for sign in text))
for name in mixed:
    print(name, written[name].encode("ascii", "backslashreplace").decode())
assert mixed == [
    "ala_lc", "bgn_pcgn", "bgn_pcgn_alt", "bs_2979", "gost_16876", "gost_779", "scientific", "ungegn_1987",
]  # fmt: skip
assert written["ungegn_1987"] == "Gorba\u010d\u0451v" != "Gorba\u010d\u00ebv"
assert written["icao_doc_9303"] == "Gorbachev"
PY
