#!/usr/bin/env bash
set -euo pipefail
# A language tag may name a script: zh-Hant is Chinese in traditional characters, sr-Latn Serbian in
# Latin letters. pandoc 3.9 (pypandoc-binary 1.17) writes notes and references in the words of a
# locale of its own, of which it has zh-TW and zh-CN, sr-RS and more.
# Guess: zh-Hant takes zh-TW, as CLDR's likely subtags say; and where a script is not to be had, the
# words are English or a warning is given.
# Seen: the script is not looked at. zh-Hant and zh-Hant-HK print simplified characters, and sr-Latn
# prints Cyrillic ones, in the midst of a text in the other script; only tags with a country that is
# a locale's own (zh-TW, zh-Hant-TW) are right. zh-HK is simplified, too. No warning, exit 0.
# It matters to a brief for Taiwan or Hong Kong: its notes are in the script of the mainland, which
# readers take for a statement. Hand pandoc zh-TW where the script is Hant, and refuse a script that
# it has no locale for.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
pandoc=$(env/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
"$pandoc" --version | head -1
cat > style.csl <<'X'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Three words</title><id>three-words</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <text term="page" form="long"/><text term="editor" form="long" prefix=", "/>
    <text term="accessed" prefix=", "/>
  </layout></bibliography>
</style>
X
echo '[{"id": "a", "type": "book", "title": "A"}]' > library.json
words() {
  printf -- '---\nlang: %s\nbibliography: library.json\n---\n[@a]\n' "$1" |
    "$pandoc" -f markdown -t plain --citeproc --csl style.csl 2> errors | tail -1
}
declare -A seen
for tag in zh-CN zh-TW zh-Hans zh-Hant zh-Hant-TW zh-Hant-HK zh-HK sr-RS sr-Latn; do
  seen[$tag]=$(words "$tag")
  echo "$tag: ${seen[$tag]}$(test -s errors && echo ' (with a warning)')"
done
test "${seen[zh-CN]}" != "${seen[zh-TW]}"
test "${seen[zh-Hans]}" = "${seen[zh-CN]}"
test "${seen[zh-Hant]}" = "${seen[zh-CN]}"      # expected: that of zh-TW
test "${seen[zh-Hant-HK]}" = "${seen[zh-CN]}"   # expected: that of zh-TW
test "${seen[sr-Latn]}" = "${seen[sr-RS]}"      # expected: Latin letters
test ! -s errors
