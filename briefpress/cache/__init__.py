"""What need not be done again: what was built, and what the press said of it."""
