"""A rule is thinner than a quarter of a point.

Why: an office printer skips it, and a press prints it broken.

Mend: make it 0.25 pt or more, in styles/.
"""

from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST = 0.25
"""Points."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each kind of element that has such a rule, once."""
    seen = set()
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for area in page.areas:
            name = area.path.rpartition(" ")[2]
            thin = [width for width, _ in area.borders if width < LEAST - 0.005]
            if area.ground and min(area.width, area.height) < LEAST - 0.005:
                thin.append(min(area.width, area.height))
            if thin and name not in seen:
                seen.add(name)
                yield Finding(
                    Place(f"styles/{proof.brief.fields.template}.css"),
                    f"a rule of {min(thin):g} pt at `{name}`, on page {number} "
                    f"of {proof.pdf.paper}",
                    "make it 0.25 pt or more, there or in styles/base.css",
                )
