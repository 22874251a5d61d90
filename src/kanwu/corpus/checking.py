"""Check one file for `kanwu check`: its findings with their lines, and the fixes applied where asked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kanwu.config import Config
from kanwu.corpus.atomic import replace_file
from kanwu.corpus.containers import Unit, convert
from kanwu.corpus.files import cleaned_bytes, examine, examine_texts
from kanwu.corpus.formats import Layout, layout_of
from kanwu.corpus.formats.format import Content, Text, Unreadable
from kanwu.corpus.scan import Source, shown_path
from kanwu.errors import OutputError
from kanwu.located import Located, locate
from kanwu.pipeline import Checked, Cleaned


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What `check` found in a file.

    Attributes:
        located: the findings that are left, with their lines.
        fixed: how many findings were fixed in the file.
        failure: one sentence if the file, or some of it, could not be read or written.
        documents: how many texts it holds.
        size: how many bytes it has.
    """

    located: tuple[Located, ...] = ()
    fixed: int = 0
    failure: str | None = None
    documents: int = 1
    size: int = 0


def check_bytes(name: str, data: bytes, config: Config, *, is_markup: bool = False) -> tuple[FileCheck, Cleaned]:
    """Check the bytes of a document; also return it cleaned."""
    cleaned, checked = examine(data, config, is_markup=is_markup, with_claims=True)
    return FileCheck(_proposed(name, checked), size=len(data)), cleaned


def _proposed(name: str, checked: Checked | None) -> tuple[Located, ...]:
    """Give findings their lines; fixes are only proposed here, so none of the findings counts as applied."""
    assert checked is not None
    proposed = (replace(finding, applied=False) for finding in checked.findings)
    return tuple(locate(name, checked.cleaned.source, proposed))


def check_file(path: Path, config: Config, *, fix: bool) -> FileCheck:
    """Check a file; with `fix`, write it mended and report what is left in it."""
    name = shown_path(path)
    try:
        layout = layout_of(path)
        if not layout.is_whole:
            return _check_records(path, layout, config, fix=fix)
        data = path.read_bytes()
    except OSError as error:
        return FileCheck(failure=f"{name} cannot be read: {error.strerror}.")
    is_markup = layout.format == "html"
    result, cleaned = check_bytes(name, data, config, is_markup=is_markup)
    if not (fix and cleaned.changed):
        return result
    mended, _ = cleaned_bytes(data, cleaned, config, keeps_encoding=is_markup)
    try:
        replace_file(path, mended)
    except OutputError as error:
        return replace(result, failure=str(error))
    left, _ = check_bytes(name, mended, config, is_markup=is_markup)
    return replace(left, fixed=sum(finding.applied for finding in cleaned.findings))


def changes(path: Path, config: Config, show: Callable[[str, Cleaned], None]) -> str | None:
    """Tell of each text of a file that mending would change.

    Args:
        path: the file.
        config: the settings.
        show: called with the name of the text behind the file's, empty where the file is the text, and the text.

    Returns:
        One sentence if the file, or some of it, could not be read.
    """
    name = shown_path(path)
    try:
        layout = layout_of(path)
        if layout.is_whole:
            is_markup = layout.format == "html"
            cleaned, _ = examine(path.read_bytes(), config, is_markup=is_markup, with_claims=False)
            if cleaned.changed:
                show("", cleaned)
            return None
        look = _Look(name, config, fix=False, show=lambda text, cleaned: show(f"#{text}", cleaned))
        convert(Unit(Source(name, path), layout), layout, None, config, look)
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    except Unreadable as error:
        return f"{name} {error}."
    return _failure(name, look, fix=False)


class _Look:
    """Looks at the records of a file, and mends them where asked."""

    def __init__(
        self, name: str, config: Config, *, fix: bool, show: Callable[[str, Cleaned], None] | None = None
    ) -> None:
        self.changed = False
        self.records = self.quarantined = self.documents = self.fixed = 0
        self.fault: str | None = None
        self.member: str | None = None
        self.located: list[Located] = []
        self._name = name
        self._config = config
        self._fix = fix
        self._show = show

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Check texts; give what each became if it shall be fixed."""
        mended: list[Content | None] = []
        examined = examine_texts(texts, self._config, with_claims=self._show is None)
        for text, seen in zip(texts, examined, strict=True):
            mended.append(seen.mended if self._fix else None)
            if self._show is None:
                self.located += _proposed(f"{self._name}#{text.name}", seen.checked)
                self.fixed += sum(finding.applied for finding in seen.cleaned.findings)
            elif seen.cleaned.changed:
                self._show(text.name, seen.cleaned)
        self.documents += len(texts)
        self.changed |= any(each is not None for each in mended)
        return mended

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Note a record that cannot be read; the file is not rewritten without it."""
        del raw
        self.quarantined += 1
        self.fault = self.fault or f"{name} {fault}"

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Keep nothing: `check --fix` has no log."""


def _check_records(path: Path, layout: Layout, config: Config, *, fix: bool) -> FileCheck:
    name = shown_path(path)
    unit = Unit(Source(name, path), layout)
    look = _Look(name, config, fix=fix)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent if fix else None, prefix=".kanwu-") as folder:
            target = Path(folder) / path.name
            convert(unit, layout, target if fix else None, config, look)
            if look.changed and not look.quarantined:
                replace_file(path, target)
                left = _check_records(path, layout, config, fix=False)
                return replace(left, fixed=look.fixed)
    except Unreadable as error:
        return FileCheck(failure=f"{name} {error}.")
    except OutputError as error:
        return FileCheck(tuple(look.located), failure=str(error), documents=look.documents)
    return FileCheck(
        tuple(look.located),
        failure=_failure(name, look, fix=fix),
        documents=look.documents,
        size=path.stat().st_size,
    )


def _failure(name: str, look: _Look, *, fix: bool) -> str | None:
    if not look.quarantined:
        return None
    left = "; nothing was fixed" if fix and look.changed else ""
    return f"{name} holds {look.quarantined} records that cannot be read: {look.fault}{left}."
