"""Shards of a run: some files, or a part of a big one; worked on anywhere, complete or absent, never done twice."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kanwu.config import Config
from kanwu.corpus.atomic import atomic_path, writer
from kanwu.corpus.containers import Unit, convert
from kanwu.corpus.content import write_content
from kanwu.corpus.desk import Desk
from kanwu.corpus.files import FileResult, process_file, quarantined_file, stops_everything
from kanwu.corpus.formats import Layout, formats, layout_of
from kanwu.corpus.formats.format import Limits, Unreadable
from kanwu.corpus.remote import fetch
from kanwu.corpus.scan import Source
from kanwu.corpus.sink import Sink
from kanwu.corpus.streams import copy, incoming, outgoing
from kanwu.corpus.tables import TABLES
from kanwu.errors import InputError, OutputError, RunError

FILES_PER_SHARD = 64
_BYTES_PER_SHARD = 8 << 20  # some seconds of work; a bigger file is cut, where its format allows
_MANIFEST = "manifest.json"
_PIECE = "piece"
_UNPACKED = "unpacked"
_ROWS = 65536  # rows of a table in memory when shards are put together


@dataclass(frozen=True, slots=True)
class Places:
    """Where the results of a run go.

    Attributes:
        cleaned: the folder that cleaned files go to.
        quarantine: the folder for what cannot be read.
        content: the folder for the main content of pages, or None.
    """

    cleaned: Path
    quarantine: Path
    content: Path | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """A share of a run.

    Attributes:
        number: its place in the run, from 0.
        folder: where its tables are once it is done.
        units: the files to read, or one part of a file.
        places: where the results go.
        config: the settings.
        with_claims: whether figures and claims are checked too.
    """

    number: int
    folder: Path
    units: tuple[Unit, ...]
    places: Places
    config: Config
    with_claims: bool

    @property
    def piece(self) -> Path:
        """Where the cleaned part of a big file is, until the parts are joined."""
        return self.folder / _PIECE

    @property
    def refused(self) -> Path:
        """Where the records of that part are that cannot be read."""
        return self.folder / "quarantine"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished shard says of itself.

    Attributes:
        counts: documents, by status; findings, by code; figures; claims, by verdict.
        bytes: how many it read.
    """

    counts: dict[str, dict[str, int]]
    bytes: int


def shards_of(
    sources: Sequence[Source], parts: Path, places: Places, config: Config, *, with_claims: bool
) -> Iterator[Shard]:
    """Cut a run into shards: big files into parts, small files together.

    Each file is looked at when its turn comes: what must be copied or unpacked to be cut then lies on the disk only
    while its parts are worked on.

    Args:
        sources: the files.
        parts: the folder that is to hold one folder a finished shard.
        places: where the results go.
        config: the settings.
        with_claims: whether figures and claims are checked too.
    """
    for number, group in enumerate(_groups(sources, parts / _UNPACKED, config)):
        yield Shard(number, parts / f"{number:06}", tuple(group), places, config, with_claims)


def _groups(sources: Sequence[Source], unpacked: Path, config: Config) -> Iterator[list[Unit]]:
    held: list[Unit] = []
    size = 0
    for source in sources:
        length, cut = _look(source, unpacked, config)
        if held and (cut or size + length > _BYTES_PER_SHARD or len(held) == FILES_PER_SHARD):
            yield held
            held, size = [], 0
        if cut:
            yield from ([part] for part in cut)
        else:
            held.append(Unit(source))
            size += length
    if held:
        yield held


def _look(source: Source, unpacked: Path, config: Config) -> tuple[int, list[Unit]]:
    """Return the size of a file, and its parts if it is big and can be cut."""
    try:
        length = source.path.stat().st_size if source.remote is None else source.size
        if length <= _BYTES_PER_SHARD:
            return length, []
        bring(source)
        layout = layout_of(source.path)
        cut = formats()[layout.format].parts
        if cut is None:
            return length, []
        if layout.compression is None:
            return length, [Unit(source, layout, part) for part in cut(source.path)]
        content = unpacked / source.id
        if not content.is_file():
            _unpack(source, layout, content, Limits.of(config))
        return length, [Unit(source, layout, part, content) for part in cut(content)]
    except (OSError, InputError):
        return 0, []  # whoever reads it will say so


def _unpack(source: Source, layout: Layout, target: Path, limits: Limits) -> None:
    """Write what a compressed file holds; a stream can be read only from its beginning, and by one reader."""
    with (
        incoming(source.path, layout.compression, limits=limits) as stream,
        atomic_path(target) as partial,
        outgoing(partial) as out,
    ):
        copy(stream.stream, out)


def bring(source: Source) -> bool:
    """Copy a file from elsewhere, unless its copy is there; say whether it was copied.

    Raises:
        InputError: it cannot be read.
        OutputError: the copy cannot be written.
    """
    if source.remote is None or source.path.is_file():
        return False
    fetch(source.remote, source.path)
    return True


@contextlib.contextmanager
def at_hand(source: Source) -> Iterator[None]:
    """Have a file from elsewhere on this machine while it is worked on."""
    was_brought = bring(source)
    try:
        yield
    finally:
        if was_brought:
            source.path.unlink(missing_ok=True)


def process_shard(shard: Shard) -> Manifest:
    """Do a shard, unless it is done already; its folder appears complete or not at all.

    Raises:
        OutputError: something cannot be written.
    """
    if (shard.folder / _MANIFEST).is_file():
        return _read_manifest(shard.folder)
    partial = shard.folder.with_name(f"{shard.folder.name}.partial-{writer()}")
    broken: dict[str, str] = {}
    try:
        while True:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            try:
                manifest = _process(shard, partial, broken)
            except _BrokenError as error:
                broken[error.id] = error.reason  # its first records are in the tables; these are made again without
                continue
            _write_manifest(partial, manifest)
            partial.replace(shard.folder)
            return manifest
    except OSError as error:
        if (shard.folder / _MANIFEST).is_file():
            return _read_manifest(shard.folder)  # a worker of a killed run finished the same shard in the meantime
        raise OutputError(
            f"{shard.folder} cannot be written: {error.strerror}; free the place and run again."
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


class _BrokenError(Exception):
    """A file of records turned out to be broken after some of its rows were written."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.id = name
        self.reason = reason


def _process(shard: Shard, folder: Path, broken: dict[str, str]) -> Manifest:
    with Sink(folder, with_claims=shard.with_claims) as sink:
        for unit in shard.units:
            try:
                with at_hand(unit.source):
                    result = _process_unit(shard, unit, folder, sink, broken.get(unit.source.id))
            except Unreadable:
                raise
            except InputError as error:
                result = quarantined_file(unit.source, None, _behind_name(error, unit.source))
            if result is not None:
                sink.add(result)
                assert result.file is not None
                sink.files.append(result.file)
    counts = {name: dict(sorted(counter.items())) for name, counter in sink.counts.items()}
    return Manifest(counts, sum(row["bytes"] for row in sink.files))


def _behind_name(error: InputError, source: Source) -> str:
    """Return the rest of a sentence that begins with the name of a file."""
    return str(error).removeprefix(source.shown).strip(" .")


def _process_unit(shard: Shard, unit: Unit, folder: Path, sink: Sink, fault: str | None) -> FileResult | None:
    """Do a file; return its rows if it is one document, else they are in the sink."""
    source = unit.source
    try:
        source.id.encode("utf-8")
        layout = unit.layout or layout_of(source.path)
    except UnicodeEncodeError:
        return quarantined_file(source, None, "has a name that is not UTF-8; rename it")
    except OSError as error:
        return quarantined_file(source, None, f"cannot be read: {error.strerror}")
    if fault is not None:
        return quarantined_file(source, layout, fault)
    target = folder / _PIECE if unit.part else shard.places.cleaned / source.id
    if layout.is_whole:
        result = process_file(source, target, shard.config, layout, with_claims=shard.with_claims)
        if shard.places.content is not None and layout.format == "html":
            _extract(result, target, shard.places.content / f"{source.id}.txt")
        return result
    quarantine = folder / "quarantine" if unit.part else shard.places.quarantine / source.id
    try:
        with Desk(source, shard.config, sink, quarantine, with_claims=shard.with_claims) as desk:
            sink.files.append(convert(unit, layout, target, shard.config, desk))
    except Unreadable as error:
        raise _BrokenError(source.id, str(error)) from error
    except OutputError as error:
        if stops_everything(error):
            raise
        raise _BrokenError(source.id, f"cannot be written to {target}") from error
    return None


def _extract(result: FileResult, page: Path, target: Path) -> None:
    """Write the main content of a mended page."""
    if result.document["status"] != "quarantined":
        write_content(page.read_bytes().decode(result.document["written_as"], "replace"), target)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps({"counts": manifest.counts, "bytes": manifest.bytes}, ensure_ascii=False)
    (folder / _MANIFEST).write_text(text, "utf-8")


def _read_manifest(folder: Path) -> Manifest:
    """Return what a finished shard says of itself."""
    content = json.loads((folder / _MANIFEST).read_text("utf-8"))
    return Manifest(content["counts"], content["bytes"])


def merge_parts(shards: Sequence[Shard], name: str, bases: Mapping[int, int]) -> Iterator[pa.Table]:
    """Give one of the tables shard by shard, some rows at a time.

    Args:
        shards: whose rows count.
        name: of the table.
        bases: by the number of a shard, how many bytes of the cleaned file come before its part.

    Raises:
        RunError: a shard is missing.
    """
    for shard in shards:
        path = shard.folder / f"{name}.parquet"
        if not path.is_file():
            raise RunError(f"{path} is missing; run the same command again.")
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                rows = pa.Table.from_batches([batch]).cast(TABLES[name])
                if name == "originals" and shard.number in bases:
                    place = rows.schema.get_field_index("at")
                    rows = rows.set_column(place, "at", pc.add(rows["at"], bases[shard.number]))
                yield rows
