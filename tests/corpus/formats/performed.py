"""A run over one file, and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import kanwu
from kanwu.corpus.restore import restore_run
from kanwu.corpus.verify import mismatches

GARBLED = "市中區(qū)以更實更細(xì)舉措。"
MENDED = "市中區以更實更細舉措。"


@dataclass(frozen=True, slots=True)
class Done:
    """A finished run over one file.

    Attributes:
        run: the run.
        cleaned: the bytes of the cleaned file, None if there is none.
        restored: the bytes that restoring gave, None if nothing.
        quarantine: the bytes that were put aside, None if none.
    """

    run: kanwu.Run
    cleaned: bytes | None
    restored: bytes | None
    quarantine: bytes | None

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        rows: list[dict[str, Any]] = pq.read_table(self.run.folder / f"{name}.parquet").to_pylist()
        return rows

    @property
    def ids(self) -> list[str]:
        """The ids of the documents."""
        return [row["id"] for row in self.rows("documents")]


def read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def perform(folder: Path, name: str, data: bytes, **settings: Any) -> Done:
    """Run over a file of that name and content, verify the run, and restore it."""
    source = folder / "in" / name
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(data)
    run = kanwu.run(source, folder / "run", kanwu.Config(**settings))
    assert mismatches(run) == []
    _, failures = restore_run(run.folder, folder / "back")
    assert failures == []
    places = (run.folder / "cleaned" / name, folder / "back" / name, run.folder / "quarantine" / name)
    counts = run.counts
    assert counts["read"] == sum(counts["documents"].values())
    assert counts["records"]["read"] == counts["records"]["kept"] + counts["records"]["quarantined"]
    return Done(run, *map(read, places))
