"""Set the text in two columns where nothing is left to stand beside it: WeasyPrint, page by page.

A block with a `column-gap` and no columns is a flow: text with a margin at its end, in which other
blocks stand, afloat. WeasyPrint lays it out as it is. Below the last block of its margin

    ├─ text ─────────┤ gap ├ beside ┤        ├─ column ──┤ gap ├─ column ──┤
                                       ─►    ├─ as wide as the page ───────┤  `column-span: all`

the text is set in two columns, to the end, or to the section in which a block asks for the margin.
Text that leaves no margin free keeps its one column.
A figure that does not fit waits for the next column or page, and the text goes on in its place.
A table that is turned waits for the end of the page, and has the next one, `@page turned`, alone.
Notes stand below, side by side: press/footnote_area.py.

A page is laid out part by part, from one `Progress` to the next:

    parts.py     how what comes next is set, and where that ends
    plain.py     a part beside the margin, or as wide as the page     ─► LaidPart
    filling.py   a part in two columns, as high as they need to be    ─► Columns
    waiting.py   which figures wait, and which stand elsewhere
    foot.py      what belongs to the text of the next page goes there ─► Foot
    layout.py    all of these in their order; turned.py, where a table has the page
    hooks.py     where WeasyPrint asks

`flow.py` looks at the children once for all pages, `page.py` measures them on one, `widths.py` says
how wide they stand, `grid.py` on which line.
"""
