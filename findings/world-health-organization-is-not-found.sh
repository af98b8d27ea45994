#!/usr/bin/env bash
set -euo pipefail
# lunr searches sites that have no server, as manuals and libraries of papers; lunr 2.3.9 (npm) is its first form, and
# lunr 0.8.0 (PyPI) builds the same index beforehand.
# Guess: "the" and "of" are left out of the index; abbreviations in capitals are words, and a word stands in the index
# without the brackets or the full stop that touch it.
# Seen: words are made small first and then left out: WHO, US, IT and the month May find nothing, and "+WHO +cholera",
# which asks for both, nothing either, although a paper has both. The Python form takes off what touches a word only
# where the word has letters and figures alone: (Geneva) is found, but the symbol A/HRC/25/63 at the end of a sentence
# or in brackets stands in the index as "a/hrc/25/63." and "a/hrc/25/63)", and a search for it finds none of the two; in
# JavaScript it does. Nothing is said: the answer is an empty list.
# Who is hurt: a reader looks for the symbol of a resolution, and the paper on it "does not exist". What to do: take the
# stop words out of the pipeline, and test the search with WHO, May and a symbol in brackets.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet lunr==0.8.0
npm install --silent --no-audit --no-fund lunr@2.3.9
cat > papers.json <<'END'
[{"id": "health", "text": "The WHO spoke of cholera in the US in May 2024 (Geneva)."},
 {"id": "rights", "text": "It is told of in A/HRC/25/63 at length."},
 {"id": "end", "text": "Families were parted: see A/HRC/25/63."},
 {"id": "brackets", "text": "A report (A/HRC/25/63) was made."}]
END
cat > search.js <<'END'
const lunr = require("lunr");
const papers = require("./papers.json");

const index = lunr(function () {
  this.ref("id");
  this.field("text");
  papers.forEach((paper) => this.add(paper));
});
const found = process.argv.slice(2).map((query) => index.search(query).map((each) => each.ref).sort().join(" "));
console.log(found.join("|"));
END
cat > search.py <<'END'
import json
import sys

from lunr import lunr

with open("papers.json") as file:
    index = lunr(ref="id", fields=("text",), documents=json.load(file))
print("|".join(" ".join(sorted(each["ref"] for each in index.search(query))) for query in sys.argv[1:]))
END
queries=(cholera Geneva WHO US May "+WHO +cholera" A/HRC/25/63)
in_javascript="$(node search.js "${queries[@]}")"
in_python="$(venv/bin/python search.py "${queries[@]}")"
printf 'asked: %s\nJavaScript: %s\nPython: %s\n' "${queries[*]}" "$in_javascript" "$in_python"
[[ $in_javascript == "health|health|||||brackets end rights" ]]
[[ $in_python == "health|health|||||rights" ]]
