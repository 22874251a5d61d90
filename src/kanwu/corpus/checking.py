"""Check one file for `kanwu check`: its findings with their lines, and the fixes applied where asked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kanwu.checking.result import FileCheck
from kanwu.checking.sidecar import Accepted
from kanwu.checking.suppressing import suppress
from kanwu.config import Config
from kanwu.corpus.atomic import replace_file
from kanwu.corpus.containers import Unit, convert, unread
from kanwu.corpus.files import Examined, examine, examine_texts, read_document
from kanwu.corpus.formats import Layout, layout_of
from kanwu.corpus.formats.format import Content, Text, Unreadable
from kanwu.corpus.scan import Source
from kanwu.corpus.written import cleaned_bytes
from kanwu.errors import OutputError
from kanwu.finding import Finding
from kanwu.located import Located, locate
from kanwu.rule import catalogue
from kanwu.stages import Cleaned


def check_bytes(
    name: str, data: bytes, config: Config, sidecar: Sequence[Accepted] = (), *, is_markup: bool = False
) -> tuple[FileCheck, Cleaned]:
    """Check the bytes of a document; also return it cleaned, but for what is accepted as it is.

    Fixes are only proposed here, so none of the findings counts as applied.

    Args:
        name: the file, as it shall be printed.
        data: its bytes.
        config: the settings.
        sidecar: the list of accepted places.
        is_markup: whether it is HTML, of which only the prose is looked at.
    """
    config = catalogue().for_file(name, config)
    cleaned, checked = examine(data, config, is_markup=is_markup, with_claims=True)
    assert checked is not None
    divided = suppress(name, cleaned.source, checked.findings, config, sidecar)
    left = cleaned.without(divided.accepted) if divided.accepted else cleaned
    return FileCheck(_proposed(name, cleaned.source, divided.kept), 0, len(divided.accepted), divided.used), left


def _proposed(name: str, source: str, findings: Iterable[Finding]) -> tuple[Located, ...]:
    """Give findings their lines; fixes are only proposed."""
    return tuple(locate(name, source, (replace(finding, applied=False) for finding in findings)))


def check_file(source: Source, config: Config, *, fix: bool, sidecar: Sequence[Accepted] = ()) -> FileCheck:
    """Check a file; with `fix`, write it mended and report what is left in it."""
    name, path = source.shown, source.path
    try:
        layout = layout_of(path)
        if not layout.is_whole:
            return _check_records(source, layout, config, sidecar, fix=fix)
        data = read_document(path, config)
    except Unreadable as error:
        return FileCheck(failure=f"{name} {error}.")
    except OSError as error:
        return FileCheck(failure=f"{name} cannot be read: {error.strerror}.")
    is_markup = layout.format == "html"
    result, cleaned = check_bytes(name, data, config, sidecar, is_markup=is_markup)
    if not (fix and cleaned.changed):
        return result
    mended, _ = cleaned_bytes(data, cleaned, config, keeps_encoding=is_markup)
    try:
        replace_file(path, mended)
    except OutputError as error:
        return replace(result, failure=str(error))
    left, _ = check_bytes(name, mended, config, sidecar, is_markup=is_markup)
    return replace(left, fixed=sum(finding.applied for finding in cleaned.findings))


def mended_records(source: Source, config: Config, show: Callable[[str, Cleaned], None]) -> str | None:
    """Tell of each text of a file of records that mending would change.

    Args:
        source: the file.
        config: the settings.
        show: called with the name of the text behind the file's, and the text.

    Returns:
        One sentence if the file, or some of it, could not be read.
    """
    name, path = source.shown, source.path
    look = _Look(name, config, (), fix=False, show=show)
    try:
        convert(Unit(Source(name, path, name)), layout_of(path), None, config, look)
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    except Unreadable as error:
        return f"{name} {error}."
    return _failure(name, look, fix=False)


class _Look:
    """Looks at the records of a file, and mends them where asked."""

    def __init__(
        self,
        name: str,
        config: Config,
        sidecar: Sequence[Accepted],
        *,
        fix: bool,
        show: Callable[[str, Cleaned], None] | None = None,
    ) -> None:
        self.changed = False
        self.records = self.quarantined = self.documents = self.fixed = 0
        self.fault: str | None = None
        self.member: str | None = None
        self.located: list[Located] = []
        self._name = name
        self.accepted = 0
        self.used: frozenset[int] = frozenset()
        self._config = catalogue().for_file(name, config)
        self._sidecar = sidecar
        self._fix = fix
        self._show = show

    def mend(self, texts: Sequence[Text]) -> list[Content | None]:
        """Check texts; give what each became if it shall be fixed."""
        mended: list[Content | None] = []
        examined = examine_texts(texts, self._config, with_claims=self._show is None)
        for text, seen in zip(texts, examined, strict=True):
            if self._show is None:
                seen = self._take(text, seen)  # noqa: PLW2901 - the same, but for what is accepted
            mended.append(seen.mended if self._fix else None)
            if self._show is None:
                self.fixed += sum(finding.applied for finding in seen.cleaned.findings)
            elif seen.cleaned.changed:
                self._show(text.name, seen.cleaned)
        self.documents += len(texts)
        self.changed |= any(each is not None for each in mended)
        return mended

    def _take(self, text: Text, seen: Examined) -> Examined:
        """Report what was found; comments in a record accept nothing, the list does. Return what is left to mend."""
        assert seen.checked is not None
        kept: list[Finding] = []
        accepted: list[Finding] = []
        for finding in seen.checked.findings:
            source = seen.cleaned.source
            lines = {each.line for each in self._sidecar if each.accepts(finding, self._name, source)}
            self.used |= lines
            (accepted if lines else kept).append(finding)
        self.accepted += len(accepted)
        self.located += _proposed(f"{self._name}#{text.name}", seen.cleaned.source, kept)
        return seen.without(accepted, text, self._config) if accepted else seen

    def refuse(self, name: str, raw: bytes, fault: str) -> None:
        """Note a record that cannot be read; the file is not rewritten without it."""
        del raw
        self.quarantined += 1
        self.fault = self.fault or f"record {name} {fault}"

    def keep_original(self, at: int, before: bytes, after: bytes, column: str | None = None) -> None:
        """Keep nothing: `check --fix` has no log."""


def _check_records(
    source: Source, layout: Layout, config: Config, sidecar: Sequence[Accepted], *, fix: bool
) -> FileCheck:
    name, path = source.shown, source.path
    unit = Unit(Source(name, path, name), layout)
    look = _Look(name, config, sidecar, fix=fix)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent if fix else None, prefix=".kanwu-") as folder:
            target = Path(folder) / path.name
            convert(unit, layout, target if fix else None, config, look)
            if look.changed and not look.quarantined:
                replace_file(path, target)
                left = _check_records(source, layout, config, sidecar, fix=False)
                return replace(left, fixed=look.fixed)
    except Unreadable as error:
        return FileCheck(failure=f"{name} {error}.")
    except OutputError as error:
        return FileCheck(tuple(look.located), failure=str(error), documents=look.documents)
    failure = _failure(name, look, fix=fix)
    return FileCheck(tuple(look.located), 0, look.accepted, look.used, failure, look.documents)


def _failure(name: str, look: _Look, *, fix: bool) -> str | None:
    fault = unread(look)
    if fault is None:
        return None
    left = "; nothing was fixed" if fix and look.changed else ""
    return f"{name} {fault}{left}."
