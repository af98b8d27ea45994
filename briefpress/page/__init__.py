"""Brief and theme → Html, closed."""
