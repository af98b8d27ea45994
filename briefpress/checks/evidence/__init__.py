"""What a check looks at: texts, lines, colours, numbers, the tag tree."""
