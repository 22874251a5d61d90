"""FileCheck: what the check of one file gives."""

from __future__ import annotations

from dataclasses import dataclass

from kanwu.located import Located


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What `check` found in a file.

    Attributes:
        located: the findings that are left, with their lines.
        fixed: how many findings were fixed in the file.
        accepted: how many findings a comment or the list of accepted places takes out.
        used: the lines of that list that took something out.
        failure: one sentence if the file, or some of it, could not be read or written.
        documents: how many texts it holds.
    """

    located: tuple[Located, ...] = ()
    fixed: int = 0
    accepted: int = 0
    used: frozenset[int] = frozenset()
    failure: str | None = None
    documents: int = 1
