"""Addresses of files elsewhere (`s3://`, `gs://`, `https://`): listed, fetched and written through fsspec."""

from __future__ import annotations

import contextlib
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kanwu.corpus.atomic import atomic_path
from kanwu.errors import InputError, OutputError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)
_CREDENTIALS = ("NoCredentialsError", "PartialCredentialsError", "RefreshError", "DefaultCredentialsError")


class Address(str):
    """The address of a file or of what lies below a prefix."""

    __slots__ = ()

    @property
    def scheme(self) -> str:
        """What stands before `://`."""
        return self.partition("://")[0].lower()

    def below(self, name: str) -> Address:
        """Return the address of a name below this one."""
        return Address(f"{self.rstrip('/')}/{name}")


Location = Path | Address
"""A file or folder: of this machine, or elsewhere."""


def location(text: str) -> Location:
    """Read a path or an address.

    >>> location("s3://bucket/pages"), location("pages")
    ('s3://bucket/pages', PosixPath('pages'))

    Raises:
        InputError: it is empty, which for a path would mean the working folder.
    """
    if not text:
        raise InputError("A path is empty; name a file or a folder, `.` for this one.")
    return Address(text) if _SCHEME.match(text) else Path(text)


@dataclass(frozen=True, slots=True)
class Remote:
    """A file elsewhere.

    Attributes:
        address: where it is.
        size: its bytes.
        stamp: changes when the file does, as far as its server tells.
    """

    address: Address
    size: int
    stamp: str


def listed(address: Address) -> tuple[Address, list[Remote]]:
    """Return the files at or below an address, and the address that their names are relative to.

    Raises:
        InputError: there is none, they cannot be listed, or the package for such addresses is not installed.
    """
    with _spoken_of(address, InputError, "read"):
        system, root = _opened(address)
        if system.isfile(root):
            return Address(address.rpartition("/")[0]), [_remote(address, system.info(root))]
        names = system.find(root, detail=True)
        if not names:
            raise FileNotFoundError
    top = PurePosixPath(root)
    found = [(PurePosixPath(name).relative_to(top).as_posix(), known) for name, known in sorted(names.items())]
    return address, [_remote(address.below(name), known) for name, known in found]


def _remote(address: Address, known: dict[str, Any]) -> Remote:
    return Remote(address, int(known.get("size") or 0), _stamp(known))


def _stamp(known: dict[str, Any]) -> str:
    stamps = (str(known.get(key)) for key in ("ETag", "etag", "mtime", "LastModified", "updated", "created"))
    return next((each for each in stamps if each != "None"), "")


def fetch(remote: Remote, path: Path) -> None:
    """Copy a file to this machine; the copy appears complete or not at all.

    Raises:
        InputError: it cannot be read.
        OutputError: the copy cannot be written.
    """
    with atomic_path(path) as partial, _spoken_of(remote.address, InputError, "read"):
        system, name = _opened(remote.address)
        system.get_file(name, str(partial))


def put(path: Path, address: Address) -> None:
    """Copy a file elsewhere, in one step as its server does it: it appears complete or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    with _spoken_of(address, OutputError, "written"):
        system, name = _opened(address)
        if system.protocol in {"file", "memory"} or "file" in system.protocol:
            system.makedirs(name.rpartition("/")[0], exist_ok=True)
        system.put_file(str(path), name)


def read(address: Address) -> bytes | None:
    """Return what a small file holds, or None where there is none.

    Raises:
        OutputError: it cannot be read.
    """
    with _spoken_of(address, OutputError, "read"):
        system, name = _opened(address)
        system.invalidate_cache()
        try:
            data: bytes = system.cat_file(name)
        except FileNotFoundError:
            return None
        return data


def stamps_below(address: Address) -> dict[str, str]:
    """Return what tells one version of a file from another, for each file below an address; empty if nothing does.

    Raises:
        OutputError: they cannot be listed.
    """
    with _spoken_of(address, OutputError, "listed"):
        system, root = _opened(address)
        system.invalidate_cache()
        try:
            found = system.find(root, detail=True)
        except FileNotFoundError:
            return {}
        top = PurePosixPath(root)
        known = {PurePosixPath(name).relative_to(top).as_posix(): each for name, each in found.items() if name != root}
        return {name: _stamp(known[name]) for name in sorted(known)}


def remove(address: Address) -> None:
    """Remove a file.

    Raises:
        OutputError: it cannot be removed.
    """
    with _spoken_of(address, OutputError, "removed"):
        system, name = _opened(address)
        system.rm_file(name)


def _opened(address: Address) -> tuple[Any, str]:
    """Return the file system of an address, and the name it has there."""
    try:
        fsspec = importlib.import_module("fsspec")
        system, name = fsspec.core.url_to_fs(str(address))
    except ImportError:
        package = {"gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}.get(address.scheme)
        needed = "kanwu[remote]" if package is None else f"kanwu[remote] {package}"
        quoted = " ".join(f"'{each}'" for each in needed.split())
        raise InputError(f"{address} needs packages that are not installed: pip install {quoted}.") from None
    return system, name.rstrip("/")


@contextlib.contextmanager
def _spoken_of(address: Address, kind: type[InputError | OutputError], what: str) -> Iterator[None]:
    """Turn whatever goes wrong with an address into one sentence; its server's library decides what may go wrong."""
    try:
        yield
    except (InputError, OutputError):
        raise
    except FileNotFoundError as error:
        raise kind(f"{address} does not exist; check the spelling of the address.") from error
    except PermissionError as error:
        raise kind(f"{address} cannot be {what}: access is denied; check the credentials.") from error
    except Exception as error:
        if type(error).__name__ in _CREDENTIALS:
            raise kind(
                f"{address} cannot be {what}: there are no credentials for it; set them as its service asks."
            ) from (error)
        reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise kind(f"{address} cannot be {what}: {reason}.") from error
