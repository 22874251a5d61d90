"""What a git range changed: `kanwu check --since REV`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kanwu.errors import InputError

_HUNK = re.compile(r"^@@ -\d{1,12}(?:,\d{1,12})? \+(?P<first>\d{1,12})(?:,(?P<count>\d{1,12}))? @@", re.MULTILINE)

Ranges = Sequence[range]
"""Lines, counted from 1."""

Changes = Mapping[Path, Ranges]
"""The files that changed, by their resolved path, each with its new lines."""

WHOLE: Ranges = (range(1, 2**63),)
"""Every line: the file is new."""


def changed_lines(revision: str, folder: Path) -> Changes:
    """Return the files that differ from a revision, each with the lines that are new in it.

    Files that git does not track yet and does not ignore are new.

    Args:
        revision: what git takes as one, such as `origin/main`; compared with the working tree.
        folder: a folder of the repository.

    Raises:
        InputError: git is missing, the folder is in no repository, or there is no such revision.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    if revision.startswith("-"):
        raise InputError(f"--since: {revision!r} is no revision.")
    base = _commit(top, revision)
    compare = ("diff", "--diff-filter=d", "--no-renames", "--no-ext-diff", base)
    names = _names(_git(top, *compare, "--name-only", "-z", "--"))
    patch = _git(top, *compare, "--unified=0", "--no-color", "--text", "--").decode("utf-8", "replace")
    # One part a file, in the order of the names. Within a part no line of a document can begin like this: its
    # lines carry a sign.
    parts = ("\n" + patch).split("\ndiff --git ")[1:]
    untracked = _names(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    changed: dict[Path, Ranges] = {(top / name).resolve(): WHOLE for name in untracked}
    changed.update(((top / name).resolve(), tuple(_added(part))) for name, part in zip(names, parts, strict=True))
    return changed


def _commit(top: Path, revision: str) -> str:
    """Return the name of a revision's commit."""
    try:
        return _git(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except InputError as error:
        raise InputError(
            f"--since: the repository {top} has no revision {revision!r}; correct it, or fetch it first: a shallow "
            "clone, as CI makes it, has the last commit alone."
        ) from error


def _names(listed: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name]


def _added(patch: str) -> Iterator[range]:
    for hunk in _HUNK.finditer(patch):
        first, count = int(hunk["first"]), int(hunk["count"] or 1)
        if count:
            yield range(first, first + count)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; file names stand after `--`
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise InputError("git is not installed; --since needs it.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
        reason = said[0] if said else "git failed and did not say why"
        raise InputError(f"--since: {reason}; name a revision of the repository that holds the documents.") from error
    return done.stdout
