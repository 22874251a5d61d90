"""Zip and tar: the members of a format that kanwu reads are mended, one after another; nothing is unpacked to a folder.

A member's name is only ever a name: no file is made of it, so that it cannot lead anywhere. A member that unpacks to
far more than it should makes the archive an error. Parquet, archives and compressed files inside one are copied.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import shutil
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol, cast

from kanwu.corpus import streams
from kanwu.corpus.atomic import atomic_path, sha256_of
from kanwu.corpus.containers import rewrite
from kanwu.corpus.formats import compression_of, formats, named_layout
from kanwu.corpus.formats.format import Format, Hashes, Limits, Part, Reader, Records, Request, Unreadable

_IN_MEMORY = 16 << 20  # bytes of a mended member before it goes to a temporary file


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of an archive: its name, what the archive says of it, and what it holds, None for a folder or a link."""

    name: str
    about: Any
    stream: IO[bytes] | None


class _Input(Protocol):
    """An archive that is read."""

    def members(self) -> Iterator[_Member]:
        """Give the members in order; each must be read before the next."""


class _Output(Protocol):
    """An archive that is written."""

    def add(self, member: _Member, content: BinaryIO | None, size: int) -> None:
        """Add a member with this content."""


class _ZipInput:
    """Reads a zip archive."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._file = zipfile.ZipFile(path)
        self._size = path.stat().st_size
        self._limits = limits

    def members(self) -> Iterator[_Member]:
        """Give the members in order."""
        total = 0
        with self._file:
            for info in self._file.infolist():
                if info.flag_bits & 1:
                    raise Unreadable(f"is encrypted: {info.filename!r} needs a password")
                self._limits.refuse_bomb(f"{info.filename!r} ", info.file_size, info.compress_size)
                total += info.file_size
                self._limits.refuse_bomb("", total, self._size)  # many members may lie over each other
                if info.is_dir():
                    yield _Member(info.filename, info, None)
                    continue
                with self._file.open(info) as stream:
                    yield _Member(info.filename, info, stream)


class _ZipOutput:
    """Writes a zip archive."""

    def __init__(self, path: Path) -> None:
        self._file = zipfile.ZipFile(path, "w")

    def add(self, member: _Member, content: BinaryIO | None, size: int) -> None:
        """Add a member with the time, rights and compression it had."""
        info = copy.copy(member.about)
        info.file_size = size
        if content is None:
            self._file.writestr(info, b"")
            return
        with self._file.open(info, "w") as out:
            shutil.copyfileobj(content, out)

    def close(self) -> None:
        """Complete it."""
        self._file.close()


class _TarInput:
    """Reads a tar archive, compressed or not."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits

    def members(self) -> Iterator[_Member]:
        """Give the members in order."""
        most = self._path.stat().st_size
        with (
            streams.incoming(self._path, compression_of(self._path), limits=self._limits) as source,
            tarfile.open(fileobj=source.stream, mode="r|") as file,
        ):
            kept: Any = file
            for info in file:
                self._limits.refuse_bomb(f"{info.name!r} ", info.size, most)
                yield _Member(info.name, info, file.extractfile(info) if info.isreg() else None)
                kept.members = []  # it would keep all of them
            end = file.offset
            source.finish()
            if source.content.count < end + tarfile.BLOCKSIZE:
                raise Unreadable(f"is cut off: its last block is missing, at byte {end} of its content")


class _TarOutput:
    """Writes a tar archive, compressed as the other one is."""

    def __init__(self, path: Path, like: Path) -> None:
        self._stack = contextlib.ExitStack()
        out = self._stack.enter_context(streams.outgoing(path, compression_of(like)))
        file: Any = tarfile.open(fileobj=cast("BinaryIO", out), mode="w|")  # noqa: SIM115 - the stack closes it
        self._file = self._stack.enter_context(file)

    def add(self, member: _Member, content: BinaryIO | None, size: int) -> None:
        """Add a member with the time, owner and rights it had."""
        info = copy.copy(member.about)
        if content is not None:
            info.size = size
            info.pax_headers = {name: value for name, value in info.pax_headers.items() if name != "size"}
        self._file.addfile(info, content)
        self._file.members = []

    def close(self) -> None:
        """Complete it."""
        self._stack.close()


_UNBOUNDED = Limits(expansion=sys.maxsize)
"""For what was read before and is only put back."""


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return _zip_begins(file.read(4))


def _input(path: Path, limits: Limits) -> _Input:
    return _ZipInput(path, limits) if _is_zip(path) else _TarInput(path, limits)


def _output(path: Path, like: Path) -> _ZipOutput | _TarOutput:
    return _ZipOutput(path) if _is_zip(like) else _TarOutput(path, like)


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    """Say what is wrong with an archive that cannot be read."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError) as error:
        raise Unreadable(f"is broken or cut off: {str(error).rstrip('.') or 'it ends in the middle'}") from error


class _Listing:
    """The hash of what an archive holds: names and contents, in order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, name: str, content: str) -> None:
        """Take a member's name and the hash of its content."""
        self._hash.update(repr((name, content)).encode("utf-8"))

    def digest(self) -> str:
        """Return the hash of all that was taken."""
        return self._hash.hexdigest()


def _convert(path: Path, part: Part | None, target: Path | None, request: Request, desk: Records) -> Hashes:
    """Mend the members; an archive in which nothing changes is copied."""
    assert part is None
    before, after = _Listing(), _Listing()
    place = contextlib.nullcontext() if target is None else atomic_path(target)
    with place as partial, _faults(), contextlib.ExitStack() as stack:
        out = stack.enter_context(contextlib.closing(_output(partial, path))) if partial else None
        for number, member in enumerate(_input(path, request.limits).members()):
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
                content = _mended(number, member, cast("BinaryIO", spool), request, desk)
                before.add(member.name, content[0])
                after.add(member.name, content[1])
                _write(out, member, cast("BinaryIO", spool))
        stack.close()
        if partial is not None and not desk.changed:
            shutil.copyfile(path, partial)
        sha256_out = "" if partial is None else sha256_of(partial)
    return Hashes(path.stat().st_size, sha256_of(path), sha256_out, before.digest(), after.digest())


def _mended(number: int, member: _Member, spool: BinaryIO, request: Request, desk: Records) -> tuple[str, str]:
    """Put what a member shall hold into a file; return the hashes of what it held and holds."""
    if member.stream is None:
        return "", ""
    source, out = streams.Incoming(cast("BinaryIO", member.stream), None, None), streams.Outgoing(spool, None)
    reader = _reader(member.name, source, request)
    if reader is None:
        desk.records += 1
        streams.copy(source.stream, out)
    else:
        desk.member = _label(number, member)
        rewrite(reader, out, desk)
        source.finish()
    return source.content.sha256, out.content.sha256


def _reader(name: str, source: streams.Incoming, request: Request) -> Reader | None:
    layout = named_layout(name)
    form = formats()[layout.format] if layout is not None and layout.compression is None else None
    if form is None or form.open is None:
        return None
    prefix = name if form.is_document else f"{name}#"
    return form.open(source.stream, Request(request.fields, prefix=prefix, limits=request.limits))


def _label(number: int, member: _Member) -> str:
    """Tell members apart; two may have the same name."""
    return f"{number}:{member.name}"


def _write(out: _Output | None, member: _Member, spool: BinaryIO) -> None:
    if out is not None:
        size = spool.tell()
        spool.seek(0)
        out.add(member, spool if member.stream is not None else None, size)


def _restore(path: Path, changes: Iterator[Mapping[str, Any]], target: Path, request: Request) -> Hashes:
    """Put the bytes back that stood in the members."""
    del request
    before, after = _Listing(), _Listing()
    following = next(changes, None)
    with _faults(), contextlib.closing(_output(target, path)) as out:
        for number, member in enumerate(_input(path, _UNBOUNDED).members()):
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
                spool = cast("BinaryIO", file)
                hashes = "", ""
                if member.stream is not None:
                    source = streams.Incoming(cast("BinaryIO", member.stream), None, None)
                    restored = streams.Outgoing(spool, None)
                    at = 0
                    while following is not None and following["column"] == _label(number, member):
                        at = streams.splice(source, restored, following, at)
                        following = next(changes, None)
                    streams.copy(source.stream, restored)
                    hashes = source.content.sha256, restored.content.sha256
                before.add(member.name, hashes[0])
                after.add(member.name, hashes[1])
                _write(out, member, spool)
    return Hashes(path.stat().st_size, "", "", before.digest(), after.digest())


def _zip_begins(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


ZIP = Format("zip", (".zip",), _zip_begins, convert=_convert, restore=_restore, is_binary=True, compressible=False)
TAR = Format(
    "tar",
    (".tar", ".tgz"),
    begins=lambda head: head[257:262] == b"ustar",
    convert=_convert,
    restore=_restore,
    is_binary=True,
)
FORMATS = (ZIP, TAR)
