"""Check one file for `kanwu check`: its findings with their lines, and the fixes applied where asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kanwu.config import Config
from kanwu.corpus.atomic import replace_file
from kanwu.corpus.files import cleaned_bytes
from kanwu.corpus.scan import shown_path
from kanwu.errors import OutputError
from kanwu.located import Located, locate
from kanwu.pipeline import Cleaned, check


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What `check` found in a file.

    Attributes:
        located: the findings that are left, with their lines.
        fixed: how many findings were fixed in the file.
        failure: one sentence if the file could not be read or written.
    """

    located: tuple[Located, ...] = ()
    fixed: int = 0
    failure: str | None = None


def check_bytes(name: str, data: bytes, config: Config) -> tuple[FileCheck, Cleaned]:
    """Check the bytes of a document; also return it cleaned.

    Fixes are only proposed here, so none of the findings counts as applied.
    """
    checked = check(data, config)
    proposed = (replace(finding, applied=False) for finding in checked.findings)
    return FileCheck(tuple(locate(name, checked.cleaned.source, proposed))), checked.cleaned


def check_file(path: Path, config: Config, *, fix: bool) -> FileCheck:
    """Check a file; with `fix`, write it mended and report what is left in it."""
    name = shown_path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return FileCheck(failure=f"{name} cannot be read: {error.strerror}.")
    result, cleaned = check_bytes(name, data, config)
    if not (fix and cleaned.changed):
        return result
    mended, _ = cleaned_bytes(data, cleaned, config)
    try:
        replace_file(path, mended)
    except OutputError as error:
        return replace(result, failure=str(error))
    left, _ = check_bytes(name, mended, config)
    return replace(left, fixed=sum(finding.applied for finding in cleaned.findings))
