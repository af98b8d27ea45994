"""The nouns: every value that passes between rooms. Read this first.

Sources → Brief → Html → Pdf → Edition. Each is frozen, and each field says what it holds. Nothing
here imports another room.
"""
