#!/usr/bin/env bash
set -euo pipefail
# MJML is the language in which newsletters are written, for its HTML holds in all readers of mail. A mail in Arabic
# says so at its head, <mjml lang="ar" dir="rtl">. mjml-python 1.4.2 (MRML, the port to Rust) makes the HTML.
# Guess: the direction of the mail is that of what stands in it, as of any HTML; a section can be turned by
# direction="rtl".
# Seen: the head has dir="rtl", and each column writes `direction:ltr` into its own style, which is the nearest to the
# words; a section's direction turns the order of its columns alone. With align="right" the lines stand on the right, so
# it looks Arabic at first sight; but the sentence is laid out from the left: its full stop is at the wrong end, and
# what stands before a Latin name or a symbol and what stands behind it change places. A screen for right-to-left mails
# that looks for dir="rtl" is content.
# Who is hurt: readers of Arabic, Persian, Hebrew and Urdu mails. What to do: write direction="rtl" on every mj-column
# as well, and look for `direction:ltr` in the HTML.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet mjml-python==1.4.2
venv/bin/python - <<'PY'
import re

import mjml

MAIL = """<mjml lang="ar" dir="rtl"><mj-body><mj-section direction="rtl"><mj-column{}>
<mj-text align="right">\u0642\u0631\u0627\u0631 2270 (2016).</mj-text></mj-column></mj-section></mj-body></mjml>"""


def directions_around_words(source):
    """The directions that hold around the words, the outermost first, by the elements open at that place."""
    made = mjml.mjml2html(source)
    page = getattr(made, "html", made)
    assert '<html lang="ar" dir="rtl"' in page
    before = re.sub(r"<!--.*?-->", "", page[: page.index("2270")], flags=re.DOTALL)
    return re.findall(r'(?:dir="|direction:)(\w+)', before)


for extra in ("", ' direction="rtl"'):
    found = directions_around_words(MAIL.format(extra))
    print(f"<mj-column{extra}>: {found}, so the words run {found[-1]}")
    assert found == ["rtl", "rtl", "rtl", "rtl" if extra else "ltr"]
PY
