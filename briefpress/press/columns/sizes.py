"""How much is how much, where a page of columns is divided: letters, lines, parts of a page."""

SHORT = 480
"""Characters that are not worth two columns: six lines of one measure."""
LINE = 75
"""Characters of a line of one column: two lines of one of two columns would be a single one."""
FEW = 2
"""Lines of one measure that are too few to go over to the next page alone. Above a figure in a
column they end a sentence: more leave it no room.
"""
SHALLOW = 1200
"""Characters above a figure across both columns, twelve lines in each: where a few of them end a
section, the next one begins below them, or they stand above a hole.
"""
DEEP = 12
"""Lines of a hole that is filled otherwise: with rows of a long table, with text in columns."""
UNEVEN = 4
"""Lines that may stay empty below the first column, where a section begins with the second."""
CLEAR = 2
"""Lines that a section waits for a block beside it to end, and is set in columns below it."""
LOW = 6
"""Lines under which the foot of a page is not worth two columns."""
THREE = 3
"""Lines at the foot of a page that are worth one measure: fewer go over."""
TALL = 0.9
"""The part of a page from which on a figure is too high to wait."""
SLACK = 0.01
"""Pixels."""
