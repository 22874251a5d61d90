"""Which files a command works on: folders are scanned, .gitignore respected, and what is passed over is counted."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pathspec

from kanwu.corpus.formats import is_known_binary, named_layout, suffixes
from kanwu.corpus.remote import Address, Location, Remote, listed
from kanwu.errors import InputError

_Ignores = list[tuple[Path, pathspec.GitIgnoreSpec]]

RUN_RECORD = "run.json"
"""The file that makes a folder a run of kanwu."""

_SNIFFED = 8192  # bytes looked at to tell binary from text
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32 hold NUL bytes and are text


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        id: its name in the results: a relative path with `/`, unique in the scan.
        path: where it is.
        shown: how messages and tables name it; told by the process that found it, so that it is the same wherever the
            file is worked on.
        remote: of which file elsewhere `path` is to be the copy, or None.
    """

    id: str
    path: Path
    shown: str = ""
    remote: Remote | None = None

    def __post_init__(self) -> None:
        if not self.shown:
            object.__setattr__(self, "shown", shown_path(self.path))

    @property
    def size(self) -> int:
        """Its bytes; 0 if nobody can tell."""
        if self.remote is not None:
            return self.remote.size
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan found.

    Attributes:
        base: the folder that the ids are relative to.
        sources: the files to read, ordered by id.
        passed_over: how many files and folders were left out, by reason.
        failed: path and reason of each folder that could not be listed.
        address: of what the files are copies, or None.
    """

    base: Path
    sources: tuple[Source, ...]
    passed_over: dict[str, int]
    failed: tuple[tuple[str, str], ...] = ()
    address: Address | None = None


def scan(
    locations: Sequence[Location],
    exclude: Sequence[str] = (),
    outputs: Sequence[Path] = (),
    copies: Path | None = None,
) -> Scan:
    """Find the files to read.

    Args:
        locations: files and folders, or addresses of some elsewhere.
        exclude: patterns as in .gitignore of what a folder scan leaves out.
        outputs: folders and files that results go to; a folder scan never reads them.
        copies: the folder for copies of files from elsewhere, which are fetched when they are read.

    Raises:
        InputError: a path is missing, a named file is binary, or nothing is left to read.
    """
    paths = [each for each in locations if isinstance(each, Path)]
    addresses = [each for each in locations if isinstance(each, Address)]
    if addresses:
        if paths or copies is None:
            raise InputError("Name either files of this machine or addresses, not both in one command.")
        return _scan_elsewhere(addresses, exclude, copies)
    for path in paths:
        require_readable(path)
    walk = _Walk(exclude, frozenset(_normal(output) for output in outputs))
    found: dict[Path, None] = {}
    for path in map(_normal, paths):
        found.update((file, None) for file in (walk.files(path) if path.is_dir() else [path]))
    if not found and not walk.failed:
        raise InputError(_nothing(paths, walk.passed))
    base = _base([_normal(path) for path in paths])
    sources = sorted((Source(file.relative_to(base).as_posix(), file) for file in found), key=lambda s: s.id)
    return Scan(base, tuple(sources), dict(sorted(walk.passed.items())), tuple(walk.failed))


def _scan_elsewhere(addresses: Sequence[Address], exclude: Sequence[str], copies: Path) -> Scan:
    """List the files at addresses; hidden ones and those of other formats are passed over."""
    passed: Counter[str] = Counter()
    excluded = pathspec.GitIgnoreSpec.from_lines(exclude)
    found: dict[str, Remote] = {}
    bases = []
    for address in addresses:
        base, remotes = listed(address)
        bases.append(base)
        for remote in remotes:
            reason = None if remote.address == address else _passed_over(remote.address[len(base) :], excluded)
            if reason is None:
                found[remote.address] = remote
            else:
                passed[reason] += 1
    if not found:
        raise InputError(_nothing(addresses, passed))
    top = Address(_common(bases))
    sources = []
    for name, remote in sorted(found.items()):
        relative = name.removeprefix(top).lstrip("/")
        if ".." in relative.split("/"):
            raise InputError(f"{name} has `..` in its name and cannot be written under it; leave it out.")
        sources.append(Source(relative, copies / relative, name, remote))
    return Scan(copies, tuple(sources), dict(sorted(passed.items())), address=top)


def _passed_over(name: str, excluded: pathspec.GitIgnoreSpec) -> str | None:
    relative = name.lstrip("/")
    if any(part.startswith(".") for part in relative.split("/")):
        return "hidden"
    if excluded.match_file(relative):
        return "excluded"
    return "in other formats" if named_layout(relative.rpartition("/")[2]) is None else None


def _common(bases: Sequence[Address]) -> str:
    """Return what addresses have in common, up to a slash.

    Raises:
        InputError: nothing.
    """
    split = [base.rstrip("/").split("/") for base in bases]
    common: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    if len(common) <= 2:  # noqa: PLR2004 - the scheme and the empty place between its slashes
        raise InputError("The addresses have nothing in common; name those of each place in a command of their own.")
    return "/".join(common)


def require_readable(path: Path) -> None:
    """Complain about a named path that cannot be read at all.

    Raises:
        InputError: it is missing, or a binary file.
    """
    try:
        status = path.stat()
    except OSError as error:
        hint = "check the spelling of the path" if isinstance(error, FileNotFoundError) else error.strerror
        fault = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise InputError(f"{path} {fault}; {hint}.") from error
    if stat.S_ISDIR(status.st_mode):
        return
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path} is neither a file nor a folder.")
    if is_binary(path) and not is_known_binary(path):
        raise InputError(f"{path} is a binary file, not text; leave it out.")


def _normal(path: Path) -> Path:
    """Return a path without `..`, so that ids never lead out of the output; links stay links."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`


def shown_path(path: Path) -> str:
    """Return a path as a reader expects it: relative to the working folder if it is inside, with `/`."""
    relative = Path(os.path.relpath(path))
    return path.as_posix() if relative.parts[:1] == ("..",) else relative.as_posix()


def _base(paths: Sequence[Path]) -> Path:
    """Return the folder that ids are relative to: the one folder, or what all paths have in common."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    return Path(os.path.commonpath(folders))


def _nothing(paths: Sequence[Location], passed: Counter[str]) -> str:
    names = ", ".join(str(path) for path in paths)
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(passed.items()))
    over = f" (passed over: {reasons})" if reasons else ""
    return f"{names} holds no document that kanwu reads{over}; it reads {', '.join(sorted(suffixes()))}."


class _Walk:
    """A walk over folders that counts what it passes over."""

    def __init__(self, exclude: Sequence[str], skip: frozenset[Path]) -> None:
        self.passed: Counter[str] = Counter()
        self.failed: list[tuple[str, str]] = []
        self._excluded = pathspec.GitIgnoreSpec.from_lines(exclude)
        self._skip = skip

    def files(self, top: Path) -> Iterator[Path]:
        """Give the files to read below a folder."""
        ignores: dict[Path, _Ignores] = {}
        for name, folders, files in os.walk(top, onerror=self._note):
            folder = Path(name)
            ignores[folder] = ignores.get(folder.parent, _ignores_above(top)) + _ignores_in(folder)
            folders[:] = [child for child in sorted(folders) if self._enters(folder / child, top, ignores[folder])]
            for child in sorted(files):
                path = folder / child
                if path in self._skip:
                    continue
                reason = _reason(path, top, self._excluded, ignores[folder], is_folder=False)
                reason = reason or _unreadable_kind(path, top)
                if reason is None:
                    yield path
                else:
                    self.passed[reason] += 1

    def _enters(self, path: Path, top: Path, ignores: _Ignores) -> bool:
        if path in self._skip:
            return False
        if _is_run(path):
            self.passed["folders that are runs of kanwu"] += 1
            return False
        reason = "linked" if path.is_symlink() else _reason(path, top, self._excluded, ignores, is_folder=True)
        if reason is not None:
            self.passed[f"folders {reason}"] += 1
        return reason is None

    def _note(self, error: OSError) -> None:
        self.failed.append((str(error.filename), f"cannot be listed: {error.strerror}"))


def _is_run(folder: Path) -> bool:
    try:
        return (folder / RUN_RECORD).is_file() and (folder / "documents.parquet").is_file()
    except PermissionError:  # told when the walk comes to it
        return False


def _reason(
    path: Path,
    top: Path,
    excluded: pathspec.GitIgnoreSpec,
    ignores: _Ignores,
    *,
    is_folder: bool,
) -> str | None:
    """Say why a folder scan leaves a path out, or None."""
    if path.name.startswith("."):
        return "hidden"
    ending = "/" if is_folder else ""
    if excluded.match_file(path.relative_to(top).as_posix() + ending):
        return "excluded"
    if any(spec.match_file(path.relative_to(base).as_posix() + ending) for base, spec in ignores):
        return "ignored by .gitignore"
    return None


def _unreadable_kind(path: Path, top: Path) -> str | None:
    if named_layout(path.name) is None:
        return "in other formats"
    if not path.is_file():
        return "not regular files"
    if path.is_symlink() and not path.resolve().is_relative_to(top.resolve()):
        return "links out of the folder"
    return "binary" if is_binary(path) and not is_known_binary(path) else None


def _ignores_in(folder: Path) -> _Ignores:
    try:
        lines = (folder / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [(folder, pathspec.GitIgnoreSpec.from_lines(lines))]


def _ignores_above(top: Path) -> _Ignores:
    """Collect the .gitignore files between the folder and the root of its git repository."""
    above: list[Path] = []
    for folder in top.parents:
        if (folder / ".git").exists():
            chain = [*above, folder]
            return [spec for place in reversed(chain) for spec in _ignores_in(place)]
        above.append(folder)
    return []


def is_binary(path: Path) -> bool:
    """Say whether a file's beginning holds NUL bytes without a mark of UTF-16 or UTF-32; False if it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
    except OSError:
        return False
    return b"\0" in head and not head.startswith(_WIDE_MARKS)
