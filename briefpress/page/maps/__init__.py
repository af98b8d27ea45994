"""Maps: a `Map` of a brief and the outlines of the world → SVG."""
