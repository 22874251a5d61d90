"""Check many files: what the cache knows is taken from it, the rest is checked, and all comes in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kanwu.checking.cache import Cache
from kanwu.checking.result import FileCheck
from kanwu.checking.sidecar import Accepted
from kanwu.config import Config
from kanwu.corpus.formats import layout_of
from kanwu.corpus.scan import Source
from kanwu.engines.local import map_shards
from kanwu.errors import InputError, OutputError


@dataclass(frozen=True, slots=True)
class Check:
    """What is asked of each file.

    Attributes:
        config: the settings.
        fix: whether its fixes are written to it.
        sidecar: the list of accepted places.
        workers: how many processes; None for as many as are worth it.
        cached: whether what earlier checks found may be used and kept.
    """

    config: Config
    fix: bool = False
    sidecar: tuple[Accepted, ...] = ()
    workers: int | None = None
    cached: bool = True


def check_files(sources: Sequence[Source], check: Check) -> Iterator[FileCheck]:
    """Check files and give the results in their order."""
    function = partial(_check, config=check.config, fix=check.fix, sidecar=check.sidecar)
    if not check.cached:
        yield from map_shards(function, sources, check.workers)
        return
    with Cache(check.config, repr(check.sidecar)) as cache:
        queue = _Queue(cache, sources, fix=check.fix)
        for result in map_shards(function, queue.unknown(), check.workers):
            yield from queue.before(result)
        yield from queue.rest()


def _check(source: Source, config: Config, *, fix: bool, sidecar: Sequence[Accepted]) -> FileCheck:
    from kanwu.corpus.checking import check_file  # what the cache knows needs no rules
    from kanwu.corpus.shards import at_hand

    if source.remote is not None and fix:
        return FileCheck(failure=f"{source.shown} is elsewhere and cannot be fixed there; `kanwu clean` writes a copy.")
    try:
        with at_hand(source):
            return check_file(source, config, fix=fix, sidecar=sidecar)
    except (InputError, OutputError) as error:
        return FileCheck(failure=str(error))


class _Queue:
    """The files in order: what is known of them waits until what is before them has been checked."""

    def __init__(self, cache: Cache, sources: Sequence[Source], *, fix: bool) -> None:
        self._cache = cache
        self._sources = sources
        self._fix = fix
        self._order: deque[FileCheck | bytes] = deque()
        """The known result of a file, or the key of one that is being checked."""

    def unknown(self) -> Iterator[Source]:
        """Give the files that must be checked."""
        for source in self._sources:
            name, path = source.shown, source.path
            try:
                # A file of records may be bigger than the memory; only documents are known by their bytes.
                key = self._cache.key(name, path.read_bytes()) if layout_of(path).is_whole else b""
            except OSError:
                key = b""
            known = self._cache.get(key, name) if key else None
            if known is None or (self._fix and known.located):
                self._order.append(key)
                yield source
            else:
                self._order.append(known)

    def before(self, result: FileCheck) -> Iterator[FileCheck]:
        """Give the known results that come before a new one, and it; remember it."""
        while isinstance(first := self._order.popleft(), FileCheck):
            yield first
        if first and not self._fix and result.failure is None:
            self._cache.put(first, result)
        yield result

    def rest(self) -> Iterator[FileCheck]:
        """Give the known results after the last new one."""
        for known in self._order:
            assert isinstance(known, FileCheck)
            yield known
