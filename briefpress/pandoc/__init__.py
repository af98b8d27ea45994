"""pandoc, a program of its own beside ours: text of one kind → text of another."""
