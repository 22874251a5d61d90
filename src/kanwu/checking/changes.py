"""What a git range changed: `kanwu check --since REV`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kanwu.errors import InputError

_HUNK = re.compile(r"^@@ -\d{1,12}(?:,\d{1,12})? \+(?P<first>\d{1,12})(?:,(?P<count>\d{1,12}))? @@", re.MULTILINE)

# Whatever the user's settings of git make of a diff: ours has one part a file, of lines as they are in it.
_PLAIN = (
    "--find-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--submodule=short",
    "--inter-hunk-context=0",
    "--ignore-submodules=none",
)

Ranges = Sequence[range]
"""Lines, counted from 1."""

Changes = Mapping[Path, Ranges]
"""The files that changed, by their resolved path, each with its new lines."""

WHOLE: Ranges = (range(1, 2**63),)
"""Every line: the file is new."""


def changed_lines(revision: str, paths: Sequence[Path]) -> Changes:
    """Return the files that differ from a revision, each with the lines that are new in it.

    Files that git does not track yet and does not ignore are new; one that was only renamed has no new lines.

    Args:
        revision: what git takes as one, such as `origin/main`; compared with the working tree.
        paths: the files and folders that are to be checked, of one repository.

    Raises:
        InputError: git is missing, a path is in no repository or in another one, or there is no such revision.
    """
    top = _top(paths)
    if revision.startswith("-"):
        raise InputError(f"--since: {revision!r} is no revision.")
    compare = ("diff", "--diff-filter=d", *_PLAIN, _commit(top, revision))
    names = _names(_git(top, *compare, "--name-only", "-z", "--"))
    patch = _git(top, *compare, "--unified=0", "--no-color", "--text", "--").decode("utf-8", "replace")
    # One part a file, in the order of the names. Within a part no line of a document can begin like this: its
    # lines carry a sign.
    parts = ("\n" + patch).split("\ndiff --git ")[1:]
    untracked = _names(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    changed: dict[Path, Ranges] = {(top / name).resolve(): WHOLE for name in untracked}
    changed.update(((top / name).resolve(), tuple(_added(part))) for name, part in zip(names, parts, strict=True))
    return changed


def _top(paths: Sequence[Path]) -> Path:
    """Return the folder of the repository that holds all the paths."""
    folders = [path.resolve() if path.is_dir() else path.absolute().parent.resolve() for path in paths]
    top = Path(_git(folders[0], "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    outside = next((path for path, folder in zip(paths, folders, strict=True) if not _holds(top, folder)), None)
    if outside is not None:
        raise InputError(f"--since: {outside} is not in the repository {top}; check it with a command of its own.")
    return top


def _holds(top: Path, folder: Path) -> bool:
    """Say whether a folder belongs to the repository itself, not to one inside it."""
    if not folder.is_relative_to(top):
        return False
    between = (folder, *folder.parents)[: len(folder.relative_to(top).parts)]
    return not any((each / ".git").exists() for each in between)


def _commit(top: Path, revision: str) -> str:
    """Return the commit that a revision names."""
    found = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _run(top, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise InputError(f"--since: the repository {top} has no commit yet; leave out --since.")
    if _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        hint = "the clone is shallow, fetch more of the history (`fetch-depth: 0` in actions/checkout)"
    else:
        hint = "check its spelling, or fetch it"
    raise InputError(f"--since: git knows no commit {revision!r}; {hint}.")


def _names(listed: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name]


def _added(patch: str) -> Iterator[range]:
    for hunk in _HUNK.finditer(patch):
        first, count = int(hunk["first"]), int(hunk["count"] or 1)
        if count:
            yield range(first, first + count)


def _git(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
        reason = said[0].rstrip(".") if said else "git failed"
        raise InputError(f"--since: {reason}; git must be able to read the repository that holds the documents.")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed command; file names stand after `--`
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise InputError("git is not installed; --since needs it.") from error
