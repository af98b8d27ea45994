"""Html → Pdf."""
