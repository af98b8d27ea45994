"""The texts that a brief which came from Word holds until its author writes them."""

TITLE = "Write here the title"
"""The title of a file that has none; behind it, in brackets, what the file is called."""
STANDFIRST = "Write here in two lines what the reader should take away"
CAPTION = "Write here what it shows"
"""The caption of a picture or a table that had none."""
ALT = "Write here what the picture shows, for those who do not see it"
IMPORTED = (TITLE, STANDFIRST, CAPTION, ALT)
