"""Word files → a brief; a page → a Word file for reviewers, and what they left in it → remarks."""
