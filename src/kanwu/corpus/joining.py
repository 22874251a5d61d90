"""The parts of a big file put together again, and which shards then count."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kanwu.corpus.atomic import atomic_path, write_atomic
from kanwu.corpus.containers import Unit
from kanwu.corpus.formats import formats
from kanwu.corpus.formats.format import Hashes, Request
from kanwu.corpus.shards import Manifest, Shard
from kanwu.corpus.streams import copy, incoming, outgoing
from kanwu.corpus.tables import Row

_JOINED = "joined.json"


@dataclass(slots=True)
class Joined:
    """What the shards of a run add up to.

    Attributes:
        shards: those whose rows count; of a file that turned out to be broken only the one that says so.
        rows: by the number of a shard, the rows of its files, where they are others than those in its table.
        bases: by the number of a shard, how many bytes of the cleaned file come before its part.
        counts: documents, by status; findings, by code; figures; claims, by verdict.
    """

    shards: list[Shard] = field(default_factory=list)
    rows: dict[int, list[Row]] = field(default_factory=dict)
    bases: dict[int, int] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in ("documents", "findings", "figures", "claims")}
    )

    def add(self, shards: Sequence[Shard], manifests: Sequence[Manifest], bases: Sequence[int]) -> None:
        """Add the shards of some files."""
        self.shards += shards
        for manifest in manifests:
            for name, counts in manifest.counts.items():
                self.counts[name].update(counts)
        self.bases.update((shard.number, base) for shard, base in zip(shards, bases, strict=True) if base)


def is_last(shard: Shard) -> bool:
    """Say whether a shard is the last of those that belong together: the parts of one file, or a single one."""
    part = shard.units[0].part
    return part is None or part.number == part.count - 1


def join(shards: Sequence[Shard], manifests: Sequence[Manifest], joined: Joined) -> None:
    """Join finished shards that belong together.

    Raises:
        OutputError: the file cannot be written.
    """
    if shards[0].units[0].part is None:
        joined.add(shards, manifests, [0])
        return
    rows = [row for shard in shards for row in pq.read_table(shard.folder / "files.parquet").to_pylist()]
    broken = next((at for at, row in enumerate(rows) if row["status"] == "quarantined"), None)
    if broken is not None:
        joined.add([shards[broken]], [manifests[broken]], [0])
        return
    note = shards[-1].folder / _JOINED
    if not note.is_file():
        content = _join_parts(shards, rows)
        write_atomic(note, json.dumps(content).encode("utf-8"))
    content = json.loads(note.read_text("utf-8"))
    joined.add(shards, manifests, content["bases"])
    joined.rows.update((shard.number, []) for shard in shards)
    joined.rows[shards[0].number] = [content["row"]]
    for shard in shards:
        shard.piece.unlink(missing_ok=True)
        shard.refused.unlink(missing_ok=True)
    unit = shards[0].units[0]
    if unit.content is not None:
        unit.content.unlink(missing_ok=True)
    if unit.source.remote is not None:
        unit.source.path.unlink(missing_ok=True)  # the copy was for the parts


def _join_parts(shards: Sequence[Shard], rows: Sequence[Row]) -> dict[str, Any]:
    unit, places = shards[0].units[0], shards[0].places
    assert unit.layout is not None
    form = formats()[unit.layout.format]
    target = places.cleaned / unit.source.id
    row = _sum(rows)
    bases = [0] * len(shards)
    if form.join is not None:
        pieces = [(part, shard.piece) for shard in shards if (part := shard.units[0].part)]
        hashes = form.join(unit.source.path, pieces, target, Request(shards[0].config.text_field))
    else:
        sizes = [shard.piece.stat().st_size for shard in shards]
        bases = [sum(sizes[:number]) for number in range(len(sizes))]
        hashes = _put_together([shard.piece for shard in shards], target, unit, changed=row["status"] == "mended")
    refused = [shard.refused for shard in shards if shard.refused.is_file()]
    if refused:
        _concatenate(refused, places.quarantine / unit.source.id)
    row |= {"bytes": hashes.bytes, "sha256_in": hashes.sha256_in, "sha256_out": hashes.sha256_out}
    row |= {"content_in": hashes.content_in, "content_out": hashes.content_out}
    return {"row": row, "bases": bases}


def _sum(rows: Sequence[Row]) -> Row:
    """Make the row of a file of those of its parts."""
    counts = {name: sum(row[name] for row in rows) for name in ("records", "kept", "quarantined")}
    reason = next((row["reason"] for row in rows if row["reason"]), None)
    if reason is not None and counts["quarantined"] > 1:
        reason = f"holds {counts['quarantined']} records that cannot be read: {reason.partition(': ')[2]}"
    status = "mended" if any(row["status"] == "mended" for row in rows) else "clean"
    return rows[0] | counts | {"reason": reason, "status": status}


def _concatenate(pieces: Sequence[Path], target: Path) -> str:
    """Write files one behind the other; return the hash."""
    with atomic_path(target) as partial, outgoing(partial) as out:
        for piece in pieces:
            with piece.open("rb") as file:
                copy(file, out)
    return out.packed.sha256


def _put_together(pieces: Sequence[Path], target: Path, unit: Unit, *, changed: bool) -> Hashes:
    """Write the parts of a file one behind the other, packed as it was; one in which nothing changed is copied."""
    layout = unit.layout
    assert layout is not None
    with incoming(unit.source.path, layout.compression) as source:
        source.finish()
    before = source.packed.sha256
    contents = (None, None) if layout.compression is None else (source.content.sha256, source.content.sha256)
    if layout.compression is not None and not changed:
        with atomic_path(target) as partial:
            shutil.copyfile(unit.source.path, partial)
        return Hashes(source.packed.count, before, before, *contents)
    with atomic_path(target) as partial, outgoing(partial, layout.compression) as out:
        for piece in pieces:
            with piece.open("rb") as file:
                copy(file, out)
        out.finish()
    if layout.compression is not None:
        contents = (source.content.sha256, out.content.sha256)
    return Hashes(source.packed.count, before, out.packed.sha256, *contents)
