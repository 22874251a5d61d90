"""Text and Markdown: the file is one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kanwu.corpus.formats.format import ByteEdit, Content, Format, Piece, Request, Text


class Whole:
    """Reads a stream that is one text; used where it is compressed or inside an archive."""

    def __init__(self, stream: BinaryIO, request: Request, *, is_markup: bool = False) -> None:
        self._stream = stream
        self._request = request
        self._is_markup = is_markup

    def pieces(self) -> Iterator[Piece]:
        """Give the one piece."""
        limits = self._request.limits
        data = self._stream.read(limits.document + 1)
        if len(data) > limits.document:
            raise limits.too_large("is a text")
        name = self._request.prefix or "1"
        yield Piece(data, (Text(name, data, self._is_markup),), name)

    def edits(self, piece: Piece, mended: Sequence[Content | None]) -> Iterator[ByteEdit]:
        """Replace it."""
        for data in mended:
            if isinstance(data, bytes):
                yield ByteEdit(0, len(piece.raw), data)


FORMAT = Format(
    "text", (".txt", ".text", ".md", ".markdown", ".rst"), begins=lambda _: False, open=Whole, is_document=True
)
