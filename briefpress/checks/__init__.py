"""What a brief and its pages are read over for: one check a file; table.py has them in order."""
