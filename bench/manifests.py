"""What a run of a million shards asks of the process that plans it: time and memory, without any document.

Run `python bench/manifests.py [SHARDS] [local|ray]`. Shards are planned, handed to the engine in the order and with the
bounds of a run, and joined; in the place of reading documents a worker answers at once with a manifest of the usual
size. Then such manifests are laid on the disk, and the run is done again as after a kill: every shard is found done.
Printed are the seconds of each part, those of them in which the planning process was at work, and its peak memory
(that of the workers does not grow with the number of shards).
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import kanwu
from kanwu.corpus import shards as planning
from kanwu.corpus.joining import Joined, join
from kanwu.corpus.scan import Source
from kanwu.corpus.shards import Manifest, Places, Shard, shards_of
from kanwu.engines import local, ray_cluster
from kanwu.engines.bundles import in_bundles

WORKERS = 2
COUNTS = {
    "documents": {"clean": 9000, "mended": 980, "quarantined": 20},
    "findings": {"CHR001": 210, "ENC101": 400, "FIG101": 31, "GLS001": 350, "VAR001": 122},
    "figures": {"all": 48_000},
    "claims": {"consistent": 1100, "inconsistent": 31, "truncated": 4, "uncheckable": 800},
}


def pretend(shard: Shard) -> Manifest:
    """Answer for a shard that was done; where its manifest is on the disk, with that."""
    try:
        content = json.loads((shard.folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return Manifest(COUNTS, 1 << 26)
    return Manifest(content["counts"], content["bytes"])


def lay(shards: list[Shard]) -> None:
    """Put a manifest on the disk for every shard."""
    text = json.dumps({"counts": COUNTS, "bytes": 1 << 26})
    for shard in shards:
        shard.folder.mkdir()
        (shard.folder / "manifest.json").write_text(text, "utf-8")


def finished(shards: Iterable[Shard], engine: str) -> Iterator[Manifest]:
    """Hand out the shards as a run does."""
    mapped = partial(ray_cluster.map_shards if engine == "ray" else local.map_shards, workers=WORKERS)
    return in_bundles(mapped, pretend, shards)


def plan(count: int, folder: Path) -> list[Shard]:
    """Plan a run of so many files that each is a shard."""
    planning.FILES_PER_SHARD = 1  # the files are not there, so that their size is none
    sources = [Source(f"crawl/{at // 1000:06}/{at:09}.jsonl", folder / f"{at:09}.jsonl") for at in range(count)]
    return list(shards_of(sources, folder / "parts", Places(folder, folder), kanwu.Config(), with_claims=True))


def work(shards: Iterable[Shard], engine: str) -> Joined:
    """Do and join all shards."""
    joined = Joined()
    given: deque[Shard] = deque()

    def noted() -> Iterator[Shard]:
        for shard in shards:
            given.append(shard)
            yield shard

    for manifest in finished(noted(), engine):
        join([given.popleft()], [manifest], joined)
    return joined


def main() -> None:
    """Print what each part takes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    engine = sys.argv[2] if len(sys.argv) > 2 else "local"
    print(f"{count:,} shards, engine {engine}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "parts").mkdir()
        for part in ("planned", "scheduled and joined", "manifests laid", "found done and joined"):
            start, worked = time.monotonic(), time.process_time()
            if part == "planned":
                shards = plan(count, folder)
            elif part == "manifests laid":
                lay(shards)
            else:
                joined = work(shards, engine)
                assert joined.counts["documents"].total() == 10_000 * count
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            seconds, own = time.monotonic() - start, time.process_time() - worked
            print(f"  {part:<24} {seconds:8.1f} s   own {own:8.1f} s   peak memory {memory:6.3f} GB", flush=True)


if __name__ == "__main__":
    main()
