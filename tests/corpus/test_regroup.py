"""Rows are put together by a number, whatever fits into memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from kanwu.corpus.regroup import regroup


def parts(numbers: list[int], size: int = 10) -> Iterator[pa.Table]:
    """Give rows of numbers and places, some at a time."""
    places = list(range(len(numbers)))
    for at in range(0, len(numbers), size):
        yield pa.table({"number": numbers[at : at + size], "place": places[at : at + size]})


@pytest.mark.parametrize("most", [1, 7, 100, 10_000])
@pytest.mark.parametrize("highest", [0, 3, 255, 256, 70_000, 2**32 - 1])
def test_every_row_is_there_once(tmp_path: Path, most: int, highest: int) -> None:
    """Tables hold all rows of their numbers, the numbers rise, the rows of one stay in order, and none is lost."""
    chance = random.Random(highest)  # noqa: S311 - numbers, no secrets
    numbers = [chance.randint(0, highest) for _ in range(600)]
    seen: list[tuple[int, int]] = []
    for table in regroup(parts(numbers), "number", highest, most, tmp_path):
        rows = [(row["number"], row["place"]) for row in table.to_pylist()]
        assert len(rows) <= most or len({number for number, _ in rows}) == 1
        assert not seen or min(rows)[0] > max(seen)[0]
        for number in {number for number, _ in rows}:
            places = [place for each, place in rows if each == number]
            assert places == sorted(places)
        seen += rows
    assert sorted(seen) == sorted(zip(numbers, range(600), strict=True))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("most", [1, 3, 4, 5, 100])
def test_crowds_are_dropped(tmp_path: Path, most: int) -> None:
    """Which numbers are left out depends on how many rows they have, and on nothing else."""
    numbers = [1] * 4 + [2] * 2 + [300, 5] * 3 + [70_000]
    chance = random.Random(1)  # noqa: S311 - numbers, no secrets
    chance.shuffle(numbers)
    kept = regroup(parts(numbers, 2), "number", 2**32 - 1, most, tmp_path, drop_crowds=True)
    found = sorted(int(str(number)) for table in kept for number in table["number"].to_pylist())
    assert found == sorted(number for number in numbers if numbers.count(number) <= most)


def test_what_is_left_is_removed(tmp_path: Path) -> None:
    """Who stops in the middle leaves nothing on the disk."""
    tables = regroup(parts(list(range(100))), "number", 100, 3, tmp_path)
    next(tables)
    assert list(tmp_path.iterdir())
    tables.close()  # type: ignore[attr-defined] # a generator
    assert not list(tmp_path.iterdir())
