#!/usr/bin/env bash
set -euo pipefail
# Recordings of hearings and of conferences have captions in SRT; sites want WebVTT or TTML. pycaption 2.3.14 (PyPI), of a broadcaster,
# turns each into the others. A recording may run over a day; words in italics are <i> in SRT as in WebVTT.
# Guess: times stay; marks for italics become those of the other format, or are taken off.
# Seen: hours begin again at 24. What was said at 25:00:05 is shown at 01:00:05, over the words of that hour, in WebVTT and in SRT
# again. And the marks of SRT are words for it: "<i>The motion</i>" becomes &lt;i>The motion&lt;/i>, so that readers see the signs
# on the screen, and hear them. From WebVTT the italics are known. Nothing is said.
# Who is hurt: who reads along because they cannot hear, on the second day of a session. What to do: take the tags of SRT off before,
# cut recordings at 24 hours, and compare the last time of both files.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pycaption==2.3.14
venv/bin/python - <<'PY'
import pycaption

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The motion</i> is carried.

2
25:00:05,000 --> 25:00:07,500
The meeting rose.

"""
read = pycaption.SRTReader().read(SRT)
vtt = pycaption.WebVTTWriter().write(read)
print(vtt)
assert "01:00:05.000 --> 01:00:07.500\nThe meeting rose." in vtt and "25:" not in vtt
assert "&lt;i>The motion&lt;/i> is carried." in vtt
back = pycaption.SRTWriter().write(read)
assert "01:00:05,000 --> 01:00:07,500" in back and "<i>The motion</i>" in back
from_vtt = pycaption.WebVTTReader().read("WEBVTT\n\n25:00:05.000 --> 25:00:07.500\n<i>Late</i>\n")
print(pycaption.SRTWriter().write(from_vtt))
assert "01:00:05,000" in pycaption.SRTWriter().write(from_vtt)
assert "<i>Late</i>" in pycaption.WebVTTWriter().write(from_vtt)
PY
