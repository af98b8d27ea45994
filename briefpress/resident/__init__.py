"""A command line → its exit code, from a process of the house that has everything loaded."""
