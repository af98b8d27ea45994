"""A source lacks what a reader needs to find it.

Why: a note that says no author, no date or no journal leads nowhere.

Mend: add the field that is named; `briefpress schema` describes all of them.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"

_IN_SOMETHING = {"article-journal": "journal", "article-magazine": "magazine",
                 "article-newspaper": "newspaper", "chapter": "book",
                 "paper-conference": "proceedings", "entry": "work"}  # fmt: skip
_BY_NOBODY = {
    *("treaty", "legislation", "bill", "map", "dataset", "standard", "event"),
    *("legal_case", "regulation", "hearing", "motion_picture", "broadcast", "periodical"),
}
_UNDATED = {"periodical"}


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find who, when, in what, by whom published, as far as the type of a source asks."""
    for key, one in reading.brief.fields.sources.items():
        place = reading.brief.place("sources", key)
        who = one.author or one.editor or one.publisher or one.container_title or one.authority
        missing = []
        if not who and one.type not in _BY_NOBODY:
            missing.append(("nobody who wrote it", "`author:`, or `publisher:`"))
        dated = one.issued or one.status or one.accessed or one.event_date
        if not dated and one.type not in _UNDATED:
            missing.append(("no date", "`issued:`, or `accessed:` of a page without a date"))
        if one.type in _IN_SOMETHING and not one.container_title:
            missing.append((f"no {_IN_SOMETHING[one.type]}", "`container-title:`"))
        if one.type in ("book", "thesis") and not one.publisher:
            missing.append(("no publisher", "`publisher:`"))
        if one.type == "legal_case" and not (one.authority or one.number):
            missing.append(("no court", "`authority:`, and `number:`"))
        for what, hint in missing:
            yield Finding(
                place, f"the {one.type.replace('_', ' ')} `{key}` has {what}", f"add {hint}"
            )
