"""Files of records: read in constant memory, written in kind, with only the mended texts replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kanwu.config import Config
from kanwu.corpus.atomic import atomic_path
from kanwu.corpus.formats import Layout, formats
from kanwu.corpus.formats.format import Hashes, Limits, Part, Piece, Reader, Records, Request
from kanwu.corpus.scan import Source
from kanwu.corpus.streams import Outgoing, incoming, outgoing
from kanwu.corpus.tables import Row

_BATCH = 256  # records looked at together
_BATCH_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A file, or a part of one.

    Attributes:
        source: the file.
        layout: what it is; None where nobody has looked yet.
        part: which part, or None for the whole.
        content: what a compressed file holds, unpacked, where parts of that are to be read; else None.
    """

    source: Source
    layout: Layout | None = None
    part: Part | None = None
    content: Path | None = None


def convert(unit: Unit, layout: Layout, target: Path | None, config: Config, desk: Records) -> Row:
    """Read a file of records, or a part of one, and write it with its texts mended.

    Args:
        unit: the file, or which part of it.
        layout: what it is.
        target: where the mended file goes; None to write nothing.
        config: the settings.
        desk: where its texts go.

    Returns:
        its row in `files`.

    Raises:
        Unreadable: the file is broken, or not what it should be.
        OSError: it cannot be read.
        OutputError: it cannot be written.
    """
    form = formats()[layout.format]
    request = Request(config.text_field, unit.part.first if unit.part else 0, limits=Limits.of(config))
    if form.convert is not None:
        hashes = form.convert(unit.source.path, unit.part, target, request, desk)
    else:
        hashes = _convert_stream(unit, layout, target, request, desk)
    return file_row(unit.source, layout, desk) | asdict(hashes)


def _convert_stream(unit: Unit, layout: Layout, target: Path | None, request: Request, desk: Records) -> Hashes:
    form = formats()[layout.format]
    assert form.open is not None
    place = contextlib.nullcontext(Path(os.devnull)) if target is None else atomic_path(target)
    packing = None if unit.content else layout.compression  # parts are packed when they are joined
    content = unit.content or unit.source.path
    with incoming(content, packing, unit.part, request.limits) as source, place as partial:
        reader = form.open(source.stream, request)
        with outgoing(partial, None if target is None else packing) as out:
            rewrite(reader, out, desk)
            source.finish()
        sha256_out = out.packed.sha256
        if target is not None and not desk.changed and packing is not None:
            shutil.copyfile(unit.source.path, partial)  # compressing the same again may give other bytes
            sha256_out = source.packed.sha256
    contents = (source.content.sha256, out.content.sha256) if packing is not None else (None, None)
    return Hashes(source.packed.count, source.packed.sha256, sha256_out, *contents)


def file_row(source: Source, layout: Layout, desk: Records) -> Row:
    """Make the row of a file whose records went over a desk."""
    return {
        "id": source.id,
        "path": source.shown,
        "format": str(layout),
        "status": "mended" if desk.changed else "clean",
        "reason": unread(desk),
        "records": desk.records,
        "kept": desk.records - desk.quarantined,
        "quarantined": desk.quarantined,
    }


def unread(desk: Records) -> str | None:
    """Say how many records of a file cannot be read and what is wrong with the first; None if all can."""
    if not desk.quarantined:
        return None
    holds = "a record" if desk.quarantined == 1 else f"{desk.quarantined} records"
    return f"holds {holds} that cannot be read: {desk.fault}"


def rewrite(reader: Reader, out: Outgoing, desk: Records) -> None:
    """Write what a reader reads, with its texts mended and what cannot be read left out."""
    for batch in _batched(reader.pieces()):
        mended = iter(desk.mend([text for piece in batch for text in piece.texts]))
        for piece in batch:
            desk.records += bool(piece.name)
            new = [next(mended) for _ in piece.texts]
            if piece.fault is not None:
                desk.keep_original(out.content.count, piece.raw, b"")
                desk.refuse(piece.name, piece.raw, piece.fault)
            elif any(each is not None for each in new):
                _write_edited(reader, piece, new, out, desk)
            else:
                out.write(piece.raw)
            if piece.ends_member:
                out.end_member()


def _write_edited(reader: Reader, piece: Piece, mended: list[str | bytes | None], out: Outgoing, desk: Records) -> None:
    at = 0
    for edit in sorted(reader.edits(piece, mended), key=lambda each: each.start):
        out.write(piece.raw[at : edit.start])
        desk.keep_original(out.content.count, piece.raw[edit.start : edit.end], edit.data)
        out.write(edit.data)
        at = edit.end
    out.write(piece.raw[at:])


def _batched(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Group pieces, so that the gates of the rules see many texts at once and memory stays bounded.

    A piece that cannot be read ends its group, so that the rows come in the order of the file.
    """
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.raw)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES or piece.fault is not None:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
