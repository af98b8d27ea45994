"""What need not be done again: what was built from what, and what stands where on its pages."""
