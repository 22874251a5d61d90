"""The words of this room: a file is a row of pieces, a piece may hold texts, and mended texts become edits of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from kanwu.config import Config
from kanwu.errors import InputError

FREE = 64 << 20
"""Bytes that compressed content may have however small it is packed."""


class Unreadable(InputError):  # noqa: N818 - it says what the file is; the sentence goes on after the file's name
    """A file cannot be read as what it should be; `str` gives the rest of a sentence that begins with its name."""


Content = str | bytes
"""A text, or the bytes of one whose encoding is still to be found out."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a piece.

    Attributes:
        name: what the document's id has behind the file's: `12` for a record, `12:title` for a field of one.
        content: the text.
        is_markup: whether it is HTML, of which only the prose is looked at.
        declared: what is known of the encoding of bytes from outside.
        keeps_encoding: whether bytes must stay in their encoding, because something outside declares it.
    """

    name: str
    content: Content
    is_markup: bool = False
    declared: str | None = None
    keeps_encoding: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file, such as a line. Written as it is, but for the texts that were mended.

    Attributes:
        raw: its bytes.
        texts: what there is to read in it.
        name: of its record, for messages and ids; empty where the stretch is no record, such as a blank line.
        fault: why the record cannot be read, or None.
        ends_member: whether a compressed file begins a new member behind it.
    """

    raw: bytes
    texts: tuple[Text, ...] = ()
    name: str = ""
    fault: str | None = None
    ends_member: bool = False


@dataclass(frozen=True, slots=True)
class ByteEdit:
    """Replace `raw[start:end]` of a piece by `data`."""

    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a big file, done apart from the others.

    Attributes:
        number: which one, from 0.
        count: how many the file has.
        start: where it begins: a byte, or a row group.
        end: where it ends.
        first: how many records come before it.
    """

    number: int
    count: int
    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file counts as hostile.

    Attributes:
        document: bytes of a document, a line or a row.
        expansion: how many times its packed size compressed content may have, beyond `FREE`.
    """

    document: int = 256 << 20
    expansion: int = 200

    @classmethod
    def of(cls, config: Config) -> Limits:
        """Return those of the settings."""
        return cls(config.largest_document << 20, config.largest_expansion)

    def too_large(self, what: str) -> Unreadable:
        """Return the error for a document, line or row that is too long."""
        return Unreadable(f"{what} of more than {self.document >> 20} MB; `largest-document` allows more")

    def refuse_bomb(self, what: str, size: int, packed: int) -> None:
        """Complain about content that unpacks to more than text does.

        Raises:
            Unreadable: it does.
        """
        if size > max(FREE, packed * self.expansion):
            raise Unreadable(
                f"unpacks {what}from {packed} bytes to {size}, which no text does; leave it out, or raise"
                " `largest-expansion`"
            )

    def lines(self, stream: BinaryIO) -> Iterator[bytes]:
        """Give the lines of a stream.

        Raises:
            Unreadable: one of them is too long.
        """
        number = 0
        while line := stream.readline(self.document + 1):
            number += 1
            if len(line) > self.document:
                raise self.too_large(f"has a line, the {number}th read,")
            yield line


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is asked for.

    Attributes:
        fields: the fields or columns that hold texts.
        first: how many records come before the stream.
        prefix: what the names of its records begin with, for a file inside an archive.
        limits: how much of it is read.
    """

    fields: tuple[str, ...]
    first: int = 0
    prefix: str = ""
    limits: Limits = field(default_factory=Limits)

    def name(self, record: int, field: str | None = None) -> str:
        """Return what the id of a record or of one of its fields ends with; one field alone is not named."""
        ending = f":{field}" if field is not None and len(self.fields) > 1 else ""
        return f"{self.prefix}{record}{ending}"


class Reader(Protocol):
    """Reads a stream in constant memory; it is used once."""

    def pieces(self) -> Iterator[Piece]:
        """Give the pieces, which together are the stream, byte for byte.

        Raises:
            Unreadable: the stream is broken, or not what it should be.
        """

    def edits(self, piece: Piece, mended: Sequence[Content | None]) -> Iterable[ByteEdit]:
        """Give what must change in a piece of this reader's.

        Args:
            piece: the piece.
            mended: for each of its texts what it shall be, str for str and bytes for bytes; None where it stays.

        Raises:
            UnicodeEncodeError: a mended text does not fit the file's encoding.
        """


class Records(Protocol):
    """Where the texts of a file go to be mended.

    Attributes:
        changed: whether anything of the file is other than it was.
        records: how many were read; the format counts them.
        quarantined: how many of them could not be read.
        fault: the first reason for that, with the record's name.
        member: the member of an archive that is read.
    """

    changed: bool
    member: str | None
    records: int
    quarantined: int
    fault: str | None

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Mend texts; give what each became, str for str and bytes for bytes, or None where it stays as it is."""

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Put a record aside that cannot be read."""

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Note what stood where the cleaned content has `after` at `at`."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """What a file was and became.

    Attributes:
        bytes: how many it had.
        sha256_in: of the file that was read.
        sha256_out: of the one that was written.
        content_in: of what it holds, where that is more to the point than its bytes.
        content_out: the same of the one that was written.
    """

    bytes: int
    sha256_in: str
    sha256_out: str
    content_in: str | None = None
    content_out: str | None = None


Convert = Callable[[Path, Part | None, Path | None, Request, Records], Hashes]
"""From a source, or a part of it, to a target; None to write nothing."""

Join = Callable[[Path, Sequence[tuple[Part, Path]], Path, Request], Hashes]
"""From a source and its converted parts to a target; a part whose file is empty is unchanged."""


Restore = Callable[[Path, Iterator[Mapping[str, Any]], Path, Request], Hashes]
"""From a cleaned file and the rows of what was changed in it to a target."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes:
        name: its short name.
        suffixes: what file names end with; a folder scan goes by these.
        begins: whether the first bytes of a file prove that it is of this format.
        open: makes a reader of a stream.
        convert: reads and writes a file, or a part of one, in a way of its own; takes the place of `open`.
        parts: cuts a file of which parts can be read alone; None where it is read from the beginning.
        join: puts the converted parts of a file together; None where they are joined end to end.
        restore: gives the original back, for a format that is not changed byte by byte; `content_in` of its hashes is
            that of the cleaned file, `content_out` that of the original.
        is_document: whether a file is one document and not a container of records.
        is_binary: whether its files are no text.
        has_members: whether its compressed files have a member a record.
        compressible: whether its files are read compressed as well.
    """

    name: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]
    open: Callable[[BinaryIO, Request], Reader] | None = None
    parts: Callable[[Path], list[Part]] | None = None
    convert: Convert | None = None
    join: Join | None = None
    restore: Restore | None = None
    is_document: bool = False
    is_binary: bool = False
    compressible: bool = True
    has_members: bool = False
