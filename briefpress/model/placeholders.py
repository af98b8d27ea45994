"""The texts that a brief which came from Word holds until its author writes them."""

TITLE = "Write here the title"
"""The title of a file that has none; behind it, in brackets, what the file is called."""
STANDFIRST = "Write here in two lines what the reader should take away"
CAPTION = "Write here what it shows"
"""The caption of a picture or a table that had none."""
ALT = "Write here what the picture shows, for those who do not see it"
HEAD = "Write here the head of column {}"
"""The head of a column of a table that had none; columns count from 1."""
EMPTY_BOX = "Write here the text of the box"
EMPTY_NOTE = "Write here the note"
IMPORTED = (TITLE, STANDFIRST, CAPTION, ALT, HEAD.partition("{")[0], EMPTY_BOX, EMPTY_NOTE)
