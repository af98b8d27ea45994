"""Charts of a kind that the house knows: their columns become a specification in Vega-Lite."""
