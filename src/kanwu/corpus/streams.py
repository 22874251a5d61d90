"""Streams that hash and count what goes through them, compressed or not."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import pyarrow as pa

from kanwu.corpus.formats.format import Limits, Part, Unreadable

_BLOCK = 1 << 20
Codec = Literal["gzip", "zstd", "bz2"]


class Hashing(io.RawIOBase):
    """Passes bytes on and keeps their number and their SHA-256."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._hash = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        """Say yes; what lies below decides."""
        return True

    def writable(self) -> bool:
        """Say yes; what lies below decides."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on."""
        try:
            data = self._inner.read(len(buffer))
        except OSError as error:
            raise Unreadable(f"cannot be read on behind byte {self.count}: {error.strerror}") from error
        buffer[: len(data)] = data
        self._note(data)
        return len(data)

    def write(self, data: Any) -> int:
        """Write on."""
        self._inner.write(data)
        self._note(data)
        return len(data)

    def flush_inner(self) -> None:
        """Complete what lies below."""
        self._inner.end()

    def _note(self, data: Any) -> None:
        self._hash.update(data)
        self.count += len(data)

    @property
    def sha256(self) -> str:
        """The hash of all that went through so far."""
        return self._hash.hexdigest()


class _Limited(io.RawIOBase):
    """Reads a stretch of a file."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file = file
        self._left = end - start
        file.seek(start)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on to the end of the stretch."""
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


class _Unpacking(io.RawIOBase):
    """Reads what a compressed stream holds; its faults name the place."""

    def __init__(self, packed: Hashing, codec: str, limits: Limits | None) -> None:
        self._packed = packed
        self._codec = codec
        self._limits = limits
        self._stream = pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), cast("Codec", codec))
        self._at = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on."""
        try:
            data = self._stream.read(len(buffer))
        except OSError as error:
            place = f"behind byte {self._at} of its content, byte {self._packed.count} of the file"
            if "runcated" in str(error):
                raise Unreadable(f"is cut off: its {self._codec} stream ends in the middle, {place}") from error
            raise Unreadable(f"is broken: its {self._codec} stream cannot be read on {place} ({error})") from error
        buffer[: len(data)] = data
        self._at += len(data)
        if self._limits is not None:
            self._limits.refuse_bomb("", self._at, self._packed.count)
        return len(data)


class Incoming:
    """A file that is read.

    Attributes:
        stream: its content, decompressed.
        packed: the file as it is.
        content: what the stream gives.
    """

    def __init__(
        self, file: BinaryIO, compression: str | None, part: Part | None, limits: Limits | None = None
    ) -> None:
        self.packed = Hashing(file if part is None else _Limited(file, part.start, part.end))
        self.content = self.packed
        if compression is not None:
            self.content = Hashing(_Unpacking(self.packed, compression, limits))
        self.stream = io.BufferedReader(self.content, _BLOCK)

    def finish(self) -> None:
        """Read to the end, so that the hashes are those of the whole."""
        while self.stream.read(_BLOCK):
            pass


@contextlib.contextmanager
def incoming(
    path: Path, compression: str | None = None, part: Part | None = None, limits: Limits | None = None
) -> Iterator[Incoming]:
    """Open a file, or a part of one, to read its content.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb", buffering=0) as file:
        yield Incoming(cast("BinaryIO", file), compression, part, limits)


class _KeptOpen:
    """Passes bytes on and stays open when the stream above is closed."""

    closed = False

    def __init__(self, inner: Hashing) -> None:
        self._inner = inner

    def write(self, data: Any) -> int:
        """Write on."""
        return self._inner.write(data)

    def flush(self) -> None:
        """Keep nothing back."""

    def close(self) -> None:
        """Stay open."""


class _Packing:
    """Compresses what is written, in one member or several."""

    def __init__(self, packed: Hashing, codec: str) -> None:
        self._packed = packed
        self._codec = cast("Codec", codec)
        self._stream: pa.CompressedOutputStream | None = None
        self._is_empty = True

    def write(self, data: Any) -> None:
        """Compress."""
        if self._stream is None:
            file: Any = _KeptOpen(self._packed)
            self._stream = pa.CompressedOutputStream(pa.PythonFile(file, mode="w"), self._codec)
        self._stream.write(data)
        self._is_empty = False

    def end(self) -> None:
        """End a member; a file has one at least."""
        if self._stream is None and self._is_empty:
            self.write(b"")
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class Outgoing:
    """A file that is written.

    Attributes:
        packed: the file as it will be.
        content: what goes into it, decompressed.
    """

    def __init__(self, file: BinaryIO, compression: str | None) -> None:
        self.packed = Hashing(file)
        self.content = self.packed if compression is None else Hashing(_Packing(self.packed, compression))

    def write(self, data: bytes) -> None:
        """Write content."""
        self.content.write(data)

    def end_member(self) -> None:
        """Let a new member begin, in a compressed file."""
        if self.content is not self.packed:
            self.content.flush_inner()

    def finish(self) -> None:
        """Write what the compressor still holds."""
        self.end_member()


@contextlib.contextmanager
def outgoing(path: Path, compression: str | None = None) -> Iterator[Outgoing]:
    """Open a file to write content to; it is complete when the block ends.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("wb") as file:
        out = Outgoing(file, compression)
        yield out
        out.finish()


def splice(source: Incoming, out: Outgoing, change: Mapping[str, Any], at: int) -> int:
    """Copy up to a change and put back what stood there; return where in the source that ends.

    Raises:
        EOFError: the source is shorter.
    """
    copy(source.stream, out, change["at"] - at)
    copy(source.stream, None, change["length"])
    out.write(change["data"])
    return int(change["at"] + change["length"])


def copy(source: BinaryIO, out: Outgoing | None, length: int | None = None) -> None:
    """Copy bytes, all that are left or so many; without `out` they are passed over.

    Raises:
        EOFError: there are not so many.
    """
    left = length
    while left is None or left > 0:
        block = source.read(_BLOCK if left is None else min(_BLOCK, left))
        if not block:
            if left is None:
                return
            raise EOFError
        if out is not None:
            out.write(block)
        if left is not None:
            left -= len(block)
