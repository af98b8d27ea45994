"""Charts of a kind that the house knows: their columns become a specification in Vega-Lite."""

WIDTH = 438
"""The width of a chart, in CSS pixels: the measure of the text, 116 mm."""
WIDTHS = {"text": WIDTH, "side": 193, "page": 657}
"""By the `width:` of the figure: the margin is 51 mm, the page 174."""
SLIM = 315
"""The width of one of two columns of text, 83.5 mm."""
LARGE = dict.fromkeys(WIDTHS, 352)
"""In large print each is as wide as the page: its smallest type, of 7.5 points, has 14 there."""

INSETS = {"aside": 88 / 3, "ul": 15.2, "ol": 15.2, "dd": 15.2, "blockquote": 57.2}
"""By how many pixels what stands in a box, a list or a quotation is narrower: styles/base.css."""
