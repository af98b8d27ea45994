"""Html → Pdf.

Where the press is WeasyPrint's and goes wrong, model/patches.py says what is patched and why: a
note on a wrong page, for one, is `layout.block._linebox_layout` there, in weasyprint_patches.py.
"""
