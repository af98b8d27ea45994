"""Print a page with WeasyPrint alone for each line that comes in, and say how long that took.

python bench/warm_bare.py PAGE PDF VARIANT

A process of its own: our press changes WeasyPrint in the process in which it is loaded.
"""

from __future__ import annotations

import gc
import sys
import time


def main() -> int:
    """Print as often as asked, as a user of WeasyPrint's API does."""
    import weasyprint

    page, pdf, variant = sys.argv[1:]
    for _ in sys.stdin:
        gc.collect()
        start = time.perf_counter()
        weasyprint.HTML(page).render(pdf_variant=variant).write_pdf(pdf, pdf_variant=variant)
        print(time.perf_counter() - start, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
