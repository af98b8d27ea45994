"""Read the names of months, as CLDR has them, of one language apart from all others.

Babel before 2.19 keeps what it resolves for one language in data that all of them inherit: once it
was asked for the months of Chinese that stand alone, those of Dutch are Chinese as well.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Literal

Context = Literal["format", "stand-alone"]
"""Beside a day, and without one."""


def read_months(locale: str, context: Context, width: Literal["wide", "abbreviated"]) -> list[str]:
    """Read the twelve months of *locale*, `nl-BE` or `nl_BE`, from January on.

    Source: CLDR, by Babel.
    """
    from babel import Locale, localedata

    name = str(Locale.parse(locale.replace("-", "_")))
    data = localedata.LocaleDataDict({"months": deepcopy(localedata.load(name)["months"])})
    names = data["months"][context][width]
    return [names[number] for number in range(1, 13)]
