"""The pipeline as other programs call it: for a document, for a batch of texts, for a file.

Nothing below imports this module; `kanwu.stages` has the work on a single document.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kanwu.config import Config
from kanwu.stages import Checked, Cleaned, check, clean

__all__ = ["Checked", "Cleaned", "check", "clean", "process_batch", "process_shard", "result_schema"]

if TYPE_CHECKING:
    import pyarrow as pa

    from kanwu.corpus.shards import Manifest


def process_batch(batch: pa.RecordBatch, config: Config | None = None) -> pa.RecordBatch:
    """Mend and check a batch of texts; row by row the same as `check`, but clean rows cost next to nothing to mend.

    It keeps no state and pickles, as `Config` and the results do: any engine that hands out Arrow batches can call it.

    Args:
        batch: columns `id`, and `text` as string or, to be decoded, binary.
        config: the settings; the defaults where None.

    Returns:
        The columns `id`, `text` (mended), `encoding` (null for a string), `changed`, and the nested lists `findings`,
        `figures` and `claims`. Null in all of them for a null text. `result_schema` gives their types.

    Raises:
        InputError: a column is missing or of another type.
    """
    from kanwu.columns import check_batch

    return check_batch(batch, config or Config())


def result_schema(schema: pa.Schema) -> pa.Schema:
    """Return the columns and types of what `process_batch` gives for batches of a schema; many engines ask for them.

    Raises:
        InputError: a column is missing or of another type.
    """
    from pyarrow import RecordBatch

    from kanwu.columns import check_batch

    return check_batch(RecordBatch.from_pylist([], schema), Config()).schema


def process_shard(src: str | Path, dst: str | Path, config: Config | None = None) -> Manifest:
    """Mend and check a file of any format; does nothing if that was done already.

    It pickles, and may be called again after a failure or by two machines at once: what it writes appears complete or
    not at all, and is the same every time. So any scheduler can hand out files to it.

    Args:
        src: the file.
        dst: the folder that the mended file goes to, under its name; its tables go to `.kanwu` inside, in a folder of
            that name, where they appear complete or not at all.
        config: the settings; the defaults where None.

    Raises:
        InputError: there is no such file.
        OutputError: something cannot be written.
    """
    from kanwu.corpus.single import process_single

    return process_single(Path(src), Path(dst), config or Config())
