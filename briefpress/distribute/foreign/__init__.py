"""A PDF that somebody else made → papers that can be printed, or why they cannot."""
