"""A save → new pages in a browser: one thread builds, others serve what it has built."""
