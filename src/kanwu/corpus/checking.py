"""Check one file for `kanwu check`: its findings with their lines, and the fixes applied where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kanwu.checking.result import FileCheck
from kanwu.checking.sidecar import Accepted
from kanwu.checking.suppressing import suppress
from kanwu.config import Config
from kanwu.corpus.atomic import replace_file
from kanwu.corpus.scan import shown_path
from kanwu.corpus.written import cleaned_bytes
from kanwu.errors import OutputError
from kanwu.located import locate
from kanwu.pipeline import Cleaned, check
from kanwu.rule import catalogue


def check_bytes(name: str, data: bytes, config: Config, sidecar: Sequence[Accepted] = ()) -> tuple[FileCheck, Cleaned]:
    """Check the bytes of a document; also return it cleaned, but for what is accepted as it is.

    Fixes are only proposed here, so none of the findings counts as applied.

    Args:
        name: the file, as it shall be printed.
        data: its bytes.
        config: the settings.
        sidecar: the list of accepted places.
    """
    config = catalogue().for_file(name, config)
    checked = check(data, config)
    divided = suppress(name, checked.cleaned.source, checked.findings, config, sidecar)
    proposed = (replace(finding, applied=False) for finding in divided.kept)
    located = tuple(locate(name, checked.cleaned.source, proposed))
    cleaned = checked.cleaned.without(divided.accepted) if divided.accepted else checked.cleaned
    return FileCheck(located, accepted=len(divided.accepted), used=divided.used), cleaned


def check_file(path: Path, config: Config, *, fix: bool, sidecar: Sequence[Accepted] = ()) -> FileCheck:
    """Check a file; with `fix`, write it mended and report what is left in it."""
    name = shown_path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return FileCheck(failure=f"{name} cannot be read: {error.strerror}.")
    result, cleaned = check_bytes(name, data, config, sidecar)
    if not (fix and cleaned.changed):
        return result
    mended, _ = cleaned_bytes(data, cleaned, config)
    try:
        replace_file(path, mended)
    except OutputError as error:
        return replace(result, failure=str(error))
    left, _ = check_bytes(name, mended, config, sidecar)
    return replace(left, fixed=sum(finding.applied for finding in cleaned.findings))
