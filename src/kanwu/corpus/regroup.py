"""Rows put together by a number, however many there are: what does not fit into memory goes to disk meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_BITS = 8  # of the number that are told apart at a time, so that this many files are open: 2 ** 8
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


def regroup(
    parts: Iterable[pa.Table], column: str, highest: int, most: int, folder: Path, *, drop_crowds: bool = False
) -> Iterator[pa.Table]:
    """Give rows in tables that hold all rows of each number in them; the numbers rise from table to table.

    Rows of one number stay in their order. A table has no more than `most` rows, but where one number has more.

    Args:
        parts: the rows, some at a time.
        column: where the numbers are; from 0.
        highest: the highest number there may be.
        most: how many rows to hold in memory.
        folder: where what does not fit is kept meanwhile.
        drop_crowds: whether the rows of a number that has more than `most` are left out.
    """
    yield from _divided(parts, column, max(0, highest.bit_length() - _BITS), most, folder, drop_crowds=drop_crowds)


def _divided(
    parts: Iterable[pa.Table], column: str, shift: int | None, most: int, folder: Path, *, drop_crowds: bool
) -> Iterator[pa.Table]:
    """Do the same by the bits from `shift` on; None where there are none left, so that one number is all there is."""
    held: list[pa.Table] = []
    size = 0
    rest = iter(parts)
    for part in rest:
        held.append(part)
        size += part.num_rows
        if size > most and (shift is not None or drop_crowds):
            break
    else:
        if held:
            yield pa.concat_tables(held)
        return
    if shift is None:
        return
    place = Path(tempfile.mkdtemp(dir=folder, prefix="regrouped-"))
    try:
        _spill(chain(held, rest), column, shift, place)
        held.clear()
        below = max(0, shift - _BITS) if shift else None
        for path in sorted(place.iterdir()):
            yield from _divided(_read(path), column, below, most, folder, drop_crowds=drop_crowds)
            path.unlink()
    finally:
        shutil.rmtree(place)


def _spill(parts: Iterable[pa.Table], column: str, shift: int, folder: Path) -> None:
    """Write rows to a file for each value of some bits of their numbers."""
    writers: dict[int, pa.RecordBatchStreamWriter] = {}
    mask, by = pa.scalar((1 << _BITS) - 1, pa.int64()), pa.scalar(shift, pa.int64())
    try:
        for part in parts:
            bits = pc.bit_wise_and(pc.shift_right(part[column], by), mask).combine_chunks()
            order = pc.sort_indices(bits)  # stable
            rows = part.take(order)
            at = 0
            for value, count in run_lengths(bits.take(order)):
                if value not in writers:
                    path = folder / f"{value:0{_BITS}b}"
                    writers[value] = pa.ipc.new_stream(str(path), part.schema, options=_OPTIONS)
                writers[value].write_table(rows.slice(at, count))
                at += count
    finally:
        for writer in writers.values():
            writer.close()


def _read(path: Path) -> Iterator[pa.Table]:
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as stream:
        for batch in stream:
            yield pa.Table.from_batches([batch])


def run_lengths(numbers: Any) -> Iterator[tuple[int, int]]:
    """Give each number of an array in which equal ones stand together, and how many there are of it."""
    counts: Any = pc.value_counts(numbers)
    yield from zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)
