"""Files that appear complete or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kanwu.errors import OutputError

PARTIAL = ".kanwu-partial"
"""The ending of a file that is still being written; leftovers of a killed run carry it."""


@cache
def _nonce(process: int) -> str:
    return f"{process}-{secrets.token_hex(4)}"


def writer() -> str:
    """Return a name of this process that no process of any machine has, for what it has not finished writing."""
    return _nonce(os.getpid())


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes its place when the block ends without an error.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    # Not named after `path`, whose name may already be as long as the file system allows.
    partial = path.with_name(f".{writer()}-{zlib.crc32(path.name.encode('utf-8', 'surrogateescape')):08x}{PARTIAL}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(f"{path} cannot be written: {error.strerror}; free the place and run again.") from error
        raise


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that it appears complete or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_path(path) as partial:
        partial.write_bytes(data)


def replace_file(path: Path, content: bytes | Path) -> None:
    """Replace the content of an existing file in one step and keep its permissions; a link keeps pointing to it.

    Args:
        path: the file.
        content: what it shall hold, or the file to copy that from.

    Raises:
        OutputError: it cannot be written.
    """
    target = path.resolve()
    with atomic_path(target) as partial:
        if isinstance(content, Path):
            shutil.copyfile(content, partial)
        else:
            partial.write_bytes(content)
        shutil.copymode(target, partial)


def sha256_of(path: Path) -> str:
    """Return the hash of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> None:
    """Remove what a killed run left half written; nobody may be writing in the folder."""
    for path in folder.rglob(f".*{PARTIAL}"):
        path.unlink(missing_ok=True)
