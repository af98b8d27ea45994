"""What is on disk, and who holds it."""
