#!/usr/bin/env bash
set -euo pipefail
# On a slide (.pptx) boxes and arrows of a diagram are put into a group, so that they move together; what is to be said
# of the slide stands in its notes. pandoc 3.9 (pypandoc-binary 1.17) reads slide shows, for reports and language
# models. Here python-pptx 1.0.2 makes the show.
# Guess: a group is a box with boxes in it, whose text is read in their order; notes come as notes, as pandoc writes
# them.
# Seen: each group is left out with every word in it, and so are the notes; a box beside it is read, and so is a slide
# that is hidden, as if it were shown. No warning, with --verbose neither, exit 0. pptx2txt2 1.1.0 has the words of the
# group.
# Who is hurt: of a slide that is one diagram, with who reports to whom or what follows from what, the title alone is
# left; a paper made from the show lacks its argument. What to do: ungroup in the file (take the children of each
# p:grpSp out into p:spTree) before pandoc reads it, and count the words (a:t) before and after.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-pptx==1.0.2 pptx2txt2==1.1.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import subprocess

import pptx2txt2
import pypandoc
from pptx import Presentation
from pptx.util import Inches

show = Presentation()
slide = show.slides.add_slide(show.slide_layouts[5])
slide.shapes.title.text = "Who decides"
slide.notes_slide.notes_text_frame.text = "Say it slowly"
slide.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = "Beside the group"
group = slide.shapes.add_group_shape()
for words in ("The Council", "asks the Panel"):
    group.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = words
hidden = show.slides.add_slide(show.slide_layouts[5])
hidden.shapes.title.text = "Not cleared yet"
hidden._element.set("show", "0")
show.save("show.pptx")

command = [pypandoc.get_pandoc_path(), "--verbose", "--to=markdown", "show.pptx"]
done = subprocess.run(command, capture_output=True, text=True, check=True)
print(done.stdout, "messages:", repr(done.stderr))
for words in ("Who decides", "Beside the group", "Not cleared yet"):
    assert words in done.stdout
for words in ("The Council", "asks the Panel", "Say it slowly"):
    assert words not in done.stdout
assert done.stderr == ""
assert "asks the Panel" in pptx2txt2.extract_text("show.pptx")
PY
