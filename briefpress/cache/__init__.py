"""Records that spare work: which files each page was built from, and where text stands on it."""
