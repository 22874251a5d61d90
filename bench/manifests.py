"""What a run of a million shards asks of the process that plans it: time and memory, without any document.

Run `python bench/manifests.py [SHARDS] [local|ray]`. Shards are planned, handed to the engine in the order and with the bounds
of a run, and joined; in the place of reading documents a shard writes a manifest of the usual size to the disk, complete
or not at all. Then the same is done again, as after a kill: now every manifest is there and is only read. Printed are
the seconds of each part and the peak memory of the planning process (that of the workers does not grow with their number).
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import kanwu
from kanwu.corpus import shards as planning
from kanwu.corpus.atomic import writer
from kanwu.corpus.joining import Joined, groups, join
from kanwu.corpus.scan import Source
from kanwu.corpus.shards import Manifest, Places, Shard, shards_of
from kanwu.engines import local, ray_cluster

WORKERS = 2
COUNTS = {
    "documents": {"clean": 9000, "mended": 980, "quarantined": 20},
    "findings": {"CHR001": 210, "ENC101": 400, "FIG101": 31, "GLS001": 350, "VAR001": 122},
    "figures": {"all": 48_000},
    "claims": {"consistent": 1100, "inconsistent": 31, "truncated": 4, "uncheckable": 800},
}


def pretend(shard: Shard) -> Manifest:
    """Do what is done of a shard when there is nothing in it."""
    path = shard.folder / "manifest.json"
    if not path.is_file():
        partial = shard.folder.with_name(f"{shard.folder.name}.partial-{writer()}")
        partial.mkdir()
        (partial / path.name).write_text(json.dumps({"counts": COUNTS, "bytes": 1 << 26}), "utf-8")
        partial.replace(shard.folder)
    content = json.loads(path.read_text("utf-8"))
    return Manifest(content["counts"], content["bytes"])


def finished(shards: list[Shard], engine: str) -> Iterator[Manifest]:
    """Hand out the shards as a run does."""
    if engine == "ray":
        return ray_cluster.map_shards(pretend, shards, WORKERS * ray_cluster._AHEAD)  # noqa: SLF001 - its own bound
    return local.map_shards(pretend, shards, WORKERS)


def plan(count: int, folder: Path) -> list[Shard]:
    """Plan a run of so many files that each is a shard."""
    planning.FILES_PER_SHARD = 1  # the files are not there, so that their size is none
    sources = [Source(f"crawl/{at // 1000:06}/{at:09}.jsonl", folder / f"{at:09}.jsonl") for at in range(count)]
    return shards_of(sources, folder / "parts", Places(folder, folder), kanwu.Config(), with_claims=True)


def work(shards: list[Shard], engine: str) -> Joined:
    """Do and join all shards."""
    joined = Joined()
    manifests = finished(shards, engine)
    for group in groups(shards):
        join(group, [next(manifests) for _ in group], joined)
    return joined


def main() -> None:
    """Print what each part takes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    engine = sys.argv[2] if len(sys.argv) > 2 else "local"
    print(f"{count:,} shards, engine {engine}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "parts").mkdir()
        for part in ("planned", "done and joined", "found done and joined"):
            start = time.monotonic()
            if part == "planned":
                shards = plan(count, folder)
            else:
                joined = work(shards, engine)
                assert joined.counts["documents"].total() == 10_000 * count
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            print(f"  {part:<24} {time.monotonic() - start:8.1f} s   peak memory so far {memory:6.3f} GB", flush=True)


if __name__ == "__main__":
    main()
