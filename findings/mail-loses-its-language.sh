#!/usr/bin/env bash
set -euo pipefail
# A mail says in which language it is with Content-Language (RFC 3282), which a screen reader goes by, and which
# servers that answer and translate look at. In Python's standard library it is set as any other header.
# Python 3.11's EmailMessage takes it away with the content, without a word: set_content() first deletes every header
# whose name begins with "content-", and add_alternative() and add_attachment() move those that are there into the
# first part. So the mail below, whose language was said before its text, has none; said between text and
# attachment, it is the language of the plain text alone, and the HTML beside it has none.
# Guess: headers and content have nothing to do with each other; From, Subject, X-… stay where they are.
# Said last, after everything else, it stays at the head of the mail.
python3 - <<'PY'
import sys
from email.message import EmailMessage

print("Python", sys.version.split()[0])


def write(when):
    mail = EmailMessage()
    mail["Subject"] = "Note d'information"
    if when == "first":
        mail["Content-Language"] = "fr"
    mail.set_content("Bonjour.")
    if when == "between":
        mail["Content-Language"] = "fr"
    mail.add_alternative("<p>Bonjour.</p>", subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="note.pdf")
    if when == "last":
        mail["Content-Language"] = "fr"
    return [(part.get_content_type(), part["Content-Language"]) for part in mail.walk()]


found = {when: write(when) for when in ("first", "between", "last")}
for when, parts in found.items():
    print(f"{when:8}", parts)
assert [language for _, language in found["first"]] == [None] * 5
assert [kind for kind, language in found["between"] if language] == ["text/plain"]
assert found["last"][0] == ("multipart/mixed", "fr")
PY
