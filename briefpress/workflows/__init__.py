"""The arrows in order: build, publish, diff, restore. Read this second."""
