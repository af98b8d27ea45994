"""The kinds of block: one a file, which holds the fields that an author writes, and their rules."""
