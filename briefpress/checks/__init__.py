"""The checks of a brief and its pages: one check a file; table.py has them in order."""
