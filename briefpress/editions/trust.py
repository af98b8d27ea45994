"""Whom the house has asked to remember where its ledger ends."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ..model.problems import Place, Problems

NAME = "trust.json"
"""In editions/."""


@dataclass(frozen=True)
class Trust:
    """What editions/trust.json says."""

    witnesses: tuple[str, ...] = ()
    """Files that get a line for each line of the ledger; relative ones start at editions/."""

    @classmethod
    def read(cls, editions: Path, problems: Problems) -> Trust:
        """Read it from the folder *editions*; without the file, nobody is asked.

        Problems: a file that cannot be read, or says something else.
        """
        try:
            fields = json.loads((editions / NAME).read_bytes())
            witnesses = fields.get("witnesses", [])
            if not all(isinstance(one, str) and one for one in witnesses):
                raise ValueError
        except FileNotFoundError:
            return cls()
        except (OSError, TypeError, ValueError, AttributeError, RecursionError):
            problems.error(
                Place(f"editions/{NAME}"),
                "this file is damaged",
                "bring it back, or delete it and name the witnesses again: `briefpress trust`",
            )
            return cls()
        return cls(tuple(witnesses))

    def __bytes__(self) -> bytes:
        return f"{json.dumps(asdict(self), ensure_ascii=False, indent=2)}\n".encode()
