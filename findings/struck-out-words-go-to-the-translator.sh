#!/usr/bin/env bash
set -euo pipefail
# A draft in Writer (.odt) keeps what was struck out under tracking at the head of the file, apart from its text, and
# each comment within it. odf2xliff of translate-toolkit 3.20.4 (with odfpy 1.4.1) makes the XLIFF that an agency
# translates, by words.
# Guess: the text as it is printed, with its notes; or a message that there are changes which nobody has accepted.
# Seen: the struck-out sentence is the first unit, like any other, and nothing marks it; the comment to a colleague is
# one too. The signs for where they belong stand in the sentence itself as <x/>. pandoc 3.9 (pypandoc-binary 1.17)
# leaves both out. odfpy's own list of paragraphs (getElementsByType) begins with the struck-out one as well.
# Who is hurt: an outside agency reads what was taken out of the report and what was said of it, and is paid for
# translating it; a search for a name finds it in a text that does not have it. What to do: accept or reject all changes
# and delete the comments before the file is handed out, and look for text:tracked-changes and office:annotation in
# content.xml.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet translate-toolkit==3.20.4 odfpy==1.4.1 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import zipfile

URN = "urn:oasis:names:tc:opendocument:xmlns:"
INFO = "<dc:creator>Ann</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{URN}office:1.0" xmlns:text="{URN}text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:automatic-styles/><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>{INFO}</office:change-info>
<text:p>The minister was paid.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p>The ship left<office:annotation>{INFO}<text:p>Our source is at the port.</text:p></office:annotation> Oran.
<text:change text:change-id="c1"/></text:p></office:text></office:body></office:document-content>"""
with zipfile.ZipFile("draft.odt", "w") as draft:
    draft.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    draft.writestr("content.xml", CONTENT)
    draft.writestr("styles.xml", f'<office:document-styles xmlns:office="{URN}office:1.0" office:version="1.3"/>')
    draft.writestr("META-INF/manifest.xml", f"""<manifest:manifest xmlns:manifest="{URN}manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>""")
PY
venv/bin/odf2xliff --progress=none draft.odt draft.xlf
grep -o '<source>.*' draft.xlf
grep -q '<source>The minister was paid.</source>' draft.xlf
grep -q '<source>Our source is at the port.</source>' draft.xlf
printed="$(venv/bin/python -c 'import pypandoc; print(pypandoc.convert_file("draft.odt", "plain"))')"
echo "pandoc: $printed"
[[ $printed == *ship* && $printed != *minister* && $printed != *source* ]]
