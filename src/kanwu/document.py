"""Document: one text with an id, where it came from, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from kanwu.text.encoded import Encoding


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a corpus.

    Attributes:
        id: unique in its run; for a file its path relative to the folder that was scanned, with `/`.
        text: the decoded source text, newlines as they came. All offsets refer to it.
        encoding: how the bytes became text, enough to give the bytes back; None for text that never was bytes.
    """

    id: str
    text: str
    encoding: Encoding | None = None
