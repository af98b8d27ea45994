#!/usr/bin/env bash
set -euo pipefail
# Remarks on a draft come by mail. email_reply_parser 0.5.12 (after GitHub's) takes off what is quoted below a reply and
# the sender's signature, and gives what the person wrote.
# Guess: a signature begins with the line "-- " of RFC 3676, or it has a name; what stands above is the person's.
# Seen: any line that begins with two hyphens, or with a hyphen and a letter or FIGURE without a space, begins one; it
# and all behind it is left out. "-Mali", "-Niger", a list as it is typed in haste, is gone to the end of the mail, so
# is "-5 against, 12 for", and a sentence behind "---". With a space after the hyphen all is kept. And what a body
# "wrote:" is quoted: "On 5 May 2024 the Panel of Experts wrote:" hides itself and the reply behind it. Nothing is said.
# Who is hurt: the person who answered, and whose corrections are not made. What to do: keep the whole mail beside what
# was taken from it, and count words: a signature of more than five lines is none.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet email_reply_parser==0.5.12
venv/bin/python - <<'PY'
from email_reply_parser import EmailReplyParser

MAILS = (
    ("Please add these:\n\n- Mali\n- Niger\n\nBest,\nJo", "Please add these:\n\n- Mali\n- Niger\n\nBest,\nJo"),
    ("Please add these:\n\n-Mali\n-Niger\n", "Please add these:"),
    ("The vote was\n\n-5 against, 12 for", "The vote was"),
    ("Take this title:\n\n--- Sanctions after 2024 ---\n\nand keep the rest.", "Take this title:"),
    ("Yes.\n\nOn 5 May 2024 the Panel of Experts wrote:\n\nThe embargo was broken.\n\nPlease cite that.", "Yes."),
)
for mail, known in MAILS:
    kept = EmailReplyParser.parse_reply(mail)
    print(f"{mail!r}: {kept!r}")
    assert kept.strip() == known
PY
