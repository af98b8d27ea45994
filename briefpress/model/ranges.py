"""Say whether two numbers with a hyphen between them are from and to: 2014-2016, not 555-0100."""

from __future__ import annotations


def is_range(text: str) -> bool:
    """Whether two numbers are from and to, in any case: `2014-2016`, `2023-24`, `3.1-3.5`, not
    `555-0100`.
    """
    first, last = (part.strip(" \u00a0%") for part in text.split("-"))
    if not (first + last).isdecimal():
        numbers = [part.replace(",", ".") for part in (first, last)]
        return float(numbers[0]) < float(numbers[1])
    if len(first) == 4 and len(last) == 2:
        years = int(last) - int(first[2:])
        is_month = "00" < last <= "12"
        return years % 100 == 1 or (years > 0 and not is_month)  # 1999-00; no law 2024-17
    is_symbol = len(last) - len(first) > 1 or (len(last) > 1 and last[0] == "0")  # Law 12-2019
    return int(first) < int(last) and not is_symbol
