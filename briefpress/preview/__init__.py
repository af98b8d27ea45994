"""A save → new pages in a browser: one thread builds, others show what lies on the desk."""
