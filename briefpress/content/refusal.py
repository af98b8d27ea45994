"""Say of a picture why it cannot be printed."""

from __future__ import annotations


class Refused(Exception):
    """A picture that cannot be printed: what is wrong with it, and what to do."""

    def __init__(self, fault: str, hint: str) -> None:
        super().__init__(fault)
        self.fault, self.hint = fault, hint
