#!/usr/bin/env bash
set -euo pipefail
# Spanish says "Francia e Italia": "y" becomes "e" before the sound i, and "o"
# becomes "u" before the sound o. CLDR's list patterns cannot say this, so Babel
# 2.19.0, which follows the patterns alone, prints "Francia y Italia" and
# "Irlanda o Omán". ICU, which browsers and Node use, has the rule in its code and
# prints "Francia e Italia", from the same data.
# One would have guessed that two users of the same CLDR data print the same list.
# A Spanish brief that lists countries (Italia, Irán, Iraq, India, Irlanda, Islandia,
# Indonesia) carries a mistake every reader sees.
# Put the rule into the tool: look at the last item before joining a Spanish list.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
cat > icu.js <<'JS'
const assert = require("assert");
const join = (type, items) => new Intl.ListFormat("es", { style: "long", type }).format(items);
console.log("Node", process.version, "ICU", process.versions.icu);
const and = join("conjunction", ["Francia", "Italia"]), or = join("disjunction", ["Irlanda", "Omán"]);
console.log("seen, ICU:", and, "|", or);
assert.strictEqual(and, "Francia e Italia");
assert.strictEqual(or, "Irlanda u Omán");
JS
venv/bin/python - <<'PY'
from importlib.metadata import version

from babel.lists import format_list

print("Babel", version("babel"))
print("expected: Francia e Italia | Irlanda u Omán | Kuwait, Qatar e Irán")
seen = [format_list(["Francia", "Italia"], style="standard", locale="es"),
        format_list(["Irlanda", "Omán"], style="or", locale="es"),
        format_list(["Kuwait", "Qatar", "Irán"], style="standard", locale="es")]
print("seen, Babel:", " | ".join(seen))
assert seen == ["Francia y Italia", "Irlanda o Omán", "Kuwait, Qatar y Irán"]
PY
node icu.js
