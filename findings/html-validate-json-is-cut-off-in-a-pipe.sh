#!/usr/bin/env bash
set -euo pipefail
# html-validate 9.7.1 (Node 20) writes its report with `--formatter json` to standard
# output and then ends the process. Into a file the report is whole. Into a pipe Node
# writes it bit by bit, and what the reader has not taken by then is lost: of a page of
# 200 KB with one finding the reader gets about 64 to 80 KB, which is no JSON.
# The report is as large as the pages, for it repeats the whole source of each page that
# has a finding; a page without one is not in it. So a test that reads the pipe works
# for clean pages and small ones, and breaks on the day a large page has a finding.
# One would have guessed that a report is either whole or not there.
# Read it from a file: `html-validate --formatter json … > report.json`.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts html-validate@9.7.1 >/dev/null
python3 - <<'PY'
from pathlib import Path

words = "<p>word word word</p>\n" * 10_000
head = '<!DOCTYPE html>\n<html lang="en"><head><title>A</title></head>\n<body>'
Path("page.html").write_text(f"{head}{words}<button>A</button></body></html>\n", "utf-8")
PY
echo '{"extends": ["html-validate:recommended"], "root": true}' > rules.json
validate="node_modules/.bin/html-validate --config rules.json --formatter json page.html"
$validate > file.json || true
($validate || true) | (sleep 3; cat) > pipe.json
echo "html-validate $(node_modules/.bin/html-validate --version | tr -dc '0-9.'), Node $(node --version)"
python3 - <<'PY'
import json
from pathlib import Path

whole, cut = (Path(name).read_bytes() for name in ("file.json", "pipe.json"))
(page,) = json.loads(whole)
assert [one["ruleId"] for one in page["messages"]] == ["no-implicit-button-type"]
assert len(page["source"]) > 200_000
print(f"into a file: {len(whole):,} bytes, JSON")
assert len(cut) < len(whole)
try:
    json.loads(cut)
except json.JSONDecodeError as error:
    print(f"into a pipe: {len(cut):,} bytes, {error.msg}")
else:
    raise SystemExit("the pipe is whole now")
PY
