#!/usr/bin/env bash
set -euo pipefail
# IPP is how programs send jobs to printers; its attribute page-ranges says which pages to print, from 1 on, as a list
# of ranges. ipp 2.0.1 (npm) writes and reads such requests for Node.
# Guess: the pages 1 to 4 are [1, 4] or "1-4"; what it cannot write is refused.
# Seen: only [[1, 4]] is. Of [1, 4] each number is taken for a range of its own, and a number has no first and no last
# page: 0 to 0, twice. "1-4" is 1 to 0, for it writes the first SIGN and the second, which is the hyphen; "12-15" is 1
# to 2. The resolution [600, 600, "dpi"] is three resolutions of 0 by 0 per centimetre, as the next one would be: what
# is a list already is a list of values. Nothing is said.
# Who is hurt: two annexes of a paper are asked for and the printer gets pages that no paper has: it prints all of it,
# or nothing. What to do: put a range into a list of its own, and read each request back with parse() before it is sent.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund ipp@2.0.1
cat > send.js <<'END'
const assert = require("assert");
const ipp = require("ipp");

const ASKED = [
  ["page-ranges", [[1, 4]], [1, 4]],
  ["page-ranges", [[1, 4], [9, 12]], [[1, 4], [9, 12]]],
  ["page-ranges", [1, 4], [[0, 0], [0, 0]]],
  ["page-ranges", "1-4", [1, 0]],
  ["page-ranges", "12-15", [1, 2]],
  ["printer-resolution", [600, 600, "dpi"], [[0, 0, "dpcm"], [0, 0, "dpcm"], [0, 0, "dpcm"]]],
];
for (const [name, asked, known] of ASKED) {
  const request = ipp.serialize({
    version: "1.1", operation: "Print-Job", id: 1,
    "operation-attributes-tag": {
      "attributes-charset": "utf-8", "attributes-natural-language": "en", "printer-uri": "ipp://printer/",
    },
    "job-attributes-tag": { [name]: asked },
  });
  const sent = ipp.parse(request)["job-attributes-tag"][name];
  console.log(`${name} ${JSON.stringify(asked)}: sent ${JSON.stringify(sent)}`);
  assert.deepStrictEqual(sent, known);
}
END
node send.js
