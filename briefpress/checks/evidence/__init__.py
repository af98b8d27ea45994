"""The evidence that checks look at: texts, lines, colours, numbers, the tag tree."""
