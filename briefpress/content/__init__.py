"""Files of content/ → Sources → Brief."""
