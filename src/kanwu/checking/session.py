"""One check over files or standard input: its findings one by one, and the counts of what has passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kanwu.checking.baseline import Baseline, read_baseline
from kanwu.checking.changes import Changes
from kanwu.checking.files import Check, check_files
from kanwu.checking.result import FileCheck
from kanwu.corpus.scan import Source, shown_path
from kanwu.finding import Severity
from kanwu.located import Located, locate
from kanwu.rule import catalogue
from kanwu.verdicts import graded

ORDER = tuple(Severity)
"""From the worst to the least."""


@dataclass(slots=True)
class Tally:
    """What a check has counted so far.

    Attributes:
        documents: the documents that were checked.
        fixed: the findings that were fixed.
        accepted: the findings that a comment or the list of accepted places takes out.
        severities: the findings that were reported, by severity.
        failures: one sentence for each document that could not be read or written.
    """

    documents: int = 0
    fixed: int = 0
    accepted: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """How many findings were reported."""
        return self.severities.total()

    def failing(self, line: Severity) -> int:
        """Return how many findings are at least as bad as `line`."""
        return sum(self.severities[each] for each in ORDER[: ORDER.index(line) + 1])


class Session:
    """One check.

    Attributes:
        tally: the counts, complete when the findings have all been taken.
        baseline: the known findings, or None.
    """

    def __init__(self, asked: Check, progress: Callable[[int, int], None] | None = None) -> None:
        """Prepare a check.

        Args:
            asked: what is asked of each file.
            progress: told how many files are done, of how many.

        Raises:
            ConfigError: the baseline cannot be read.
        """
        self.tally = Tally()
        self.baseline: Baseline | None = None
        if asked.config.baseline is not None:
            self.baseline = read_baseline(Path(asked.config.baseline))
        self._asked = asked
        self._progress = progress
        self._used: set[int] = set()

    def of_bytes(self, name: str, data: bytes, *, is_markup: bool = False) -> Iterator[Located]:
        """Give the findings of a document that is no file."""
        from kanwu.corpus.checking import check_bytes

        result, _ = check_bytes(name, data, self._asked.config, self._asked.sidecar, is_markup=is_markup)
        return self._counted(self._new(self._each([result], 1)))

    def of_files(self, sources: Sequence[Source], *, covers_all: bool = False) -> Iterator[Located]:
        """Give the findings of files, and the lines of the list of accepted places that none of them needs.

        Args:
            sources: the files.
            covers_all: whether these are all that the list may speak of; otherwise only its lines that name one of
                them are expected to accept something.
        """
        found = self._each(check_files(sources, self._asked), len(sources))
        named = None if covers_all else frozenset(source.shown for source in sources)
        return self._counted(self._new(found, self._idle(named)))

    def of_records(self, total: int, results: Iterable[FileCheck]) -> Iterator[Located]:
        """Give the findings of files of records, as far as the settings ask for them.

        Args:
            total: how many files there are.
            results: what was found in each.
        """
        config = self._asked.config
        on = {rule.code for rule in catalogue().selected(config).rules}
        found = (each for each in self._each(results, total) if each.finding.code in on)
        return self._counted(self._new(replace(each, finding=graded(each.finding, config)) for each in found))

    def of_changes(self, sources: Sequence[Source], changes: Changes, *, lines_only: bool) -> Iterator[Located]:
        """Give the findings of those files that changed.

        Args:
            sources: the files.
            changes: what changed.
            lines_only: leave out findings that touch no changed line.
        """
        changed = [source for source in sources if source.path.resolve() in changes]
        found = self._each(check_files(changed, self._asked), len(changed))
        if lines_only:
            found = (each for each in found if _touches(each, changes))
        return self._counted(self._new(found))

    def _each(self, results: Iterable[FileCheck], total: int) -> Iterator[Located]:
        for files, result in enumerate(results, 1):
            self.tally.documents += result.documents
            self.tally.fixed += result.fixed
            self.tally.accepted += result.accepted
            self._used |= result.used
            if result.failure:
                self.tally.failures.append(result.failure)
            yield from result.located
            if self._progress is not None:
                self._progress(files, total)

    def _idle(self, named: Collection[str] | None) -> Iterator[Located]:
        """Give what is wrong with the list of accepted places: lines that accepted nothing, or name no rule."""
        from kanwu.checking.suppressing import complaints_about_list

        listed = self._asked.config.suppressions
        if listed is None or self.tally.failures:
            return
        path = Path(listed)
        expected = [each for each in self._asked.sidecar if named is None or each.pattern in named]
        found = complaints_about_list(path.read_text("utf-8"), expected, self._used, self._asked.config)
        yield from locate(shown_path(path), path.read_text("utf-8"), found)

    def _new(self, *several: Iterable[Located]) -> Iterator[Located]:
        for found in several:
            yield from found if self.baseline is None else self.baseline.new(found)

    def _counted(self, found: Iterable[Located]) -> Iterator[Located]:
        for place in found:
            self.tally.severities[place.finding.severity] += 1
            yield place


def _touches(place: Located, changes: Changes) -> bool:
    lines = range(place.line, place.end_line + 1)
    ranges = changes[Path(place.path).resolve()]
    return any(lines.start < changed.stop and changed.start < lines.stop for changed in ranges)
