"""Two pages → one that shows what changed, and what did."""
