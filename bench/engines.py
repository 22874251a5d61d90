"""Do Ray, PySpark and local processes give the same; are killed workers made good; what does Ray cost?

Run `python bench/engines.py [same|kills|cost [SIZE]]`; without a word, all three. It needs the packages of the group
`engines` and Linux.

- `same RECORDS`: that many short records (200,000) in Parquet files, mended and checked by the local engine, by Ray
  (`--engine ray`) and by PySpark's `mapInArrow`: cleaned texts, findings and figures are hashed row by row, order
  aside.
- `kills RECORDS`: `kill -9` of a Ray worker at work, three times; then every record must be there once, and the
  cleaned bytes and all tables equal to those of a local run.
- `cost MEGABYTES`: so much JSON Lines (1000) with cheap rules only (`--select CHR`) in two local processes and in two
  Ray workers, alternately, with the start of the cluster; wall time, since the work is in other processes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.runs import kill_ray_workers

from kanwu.columns import FIGURE, FINDING
from kanwu.corpus.tables import TABLES

ROUNDS = 2
FILE = 2_000  # records of a file
RUN = (
    "import sys, kanwu\nif __name__ == '__main__':\n    kanwu.run({}, {!r}, kanwu.Config({}), workers=2, engine={!r})\n"
)
SPARK = """
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from kanwu.pipeline import process_batch, result_schema

COLUMNS = pa.schema([("id", pa.string()), ("text", pa.string())])
def mend(batches):
    for batch in batches:
        yield process_batch(batch)
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
texts = spark.read.parquet("in").select("id", "text")
texts.mapInArrow(mend, from_arrow_schema(result_schema(COLUMNS))).write.parquet("spark")
"""


def record(at: int) -> str:
    """Return a short text: most are sound, some garbled, some hold a figure that does not add up."""
    share = "99.4" if at % 50 else "94.9"
    garbled = ("市中區(qū)以更實更細(xì)舉措。", "一段\u200b文字。")[at // 10 % 2] if at % 10 == 0 else "没有问题。"
    return (
        f"第{at}号：{garbled}检视出1686个问题，完成整改1676个、整改率{share}%。"
        if at % 5 == 0
        else f"第{at}号：{garbled}"
    )


def write_records(folder: Path, count: int) -> float:
    """Write Parquet files of records; return their megabytes of text."""
    (folder / "in").mkdir()
    size = 0
    for start in range(0, count, FILE):
        ids = [str(at) for at in range(start, min(start + FILE, count))]
        texts = [record(int(each)) for each in ids]
        size += sum(len(text.encode()) for text in texts)
        pq.write_table(pa.table({"id": ids, "text": texts}), folder / "in" / f"{start // FILE:05}.parquet")
    return size / 1e6


def start(folder: Path, out: str, engine: str, config: str = "") -> subprocess.Popen[bytes]:
    """Start a run of the folder's files in a process of its own."""
    script = folder / f"main_{out}.py"  # a script ray.py would hide the package
    script.write_text(RUN.format("'in'", out, config, engine))
    return subprocess.Popen([sys.executable, script.name], cwd=folder)


def hashes(rows: Iterable[tuple[object, ...]]) -> str:
    """Hash rows, order aside."""
    total = 0
    for row in rows:
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:16], "big")
    return f"{total % (1 << 128):032x}"


_FINDING = ("code", "start", "end", "message", "severity", "applied")
_FIGURE = tuple(field.name for field in FIGURE)


def of_run(folder: Path) -> dict[str, str]:
    """Hash what a run found; a document is named by the id of its record."""
    names: dict[str, object] = {}
    texts = []
    for path in sorted((folder / "cleaned").glob("*.parquet")):
        for at, row in enumerate(pq.read_table(path).to_pylist(), 1):
            names[f"{path.name}#{at}"] = row["id"]
            texts.append((row["id"], row["text"]))
    found = {"texts": hashes(texts)}
    for table, columns in (("findings", _FINDING), ("figures", _FIGURE)):
        rows = pq.read_table(folder / f"{table}.parquet").to_pylist()
        found[table] = hashes((names[row["document"]], *(row[name] for name in columns)) for row in rows)
    return found


def of_spark(folder: Path) -> dict[str, str]:
    """Hash what PySpark wrote."""
    assert set(_FINDING) <= {field.name for field in FINDING}
    rows = pyarrow.dataset.dataset(sorted(map(str, folder.glob("*.parquet")))).to_table().to_pylist()
    found = {"texts": hashes((row["id"], row["text"]) for row in rows)}
    for table, columns in (("findings", _FINDING), ("figures", _FIGURE)):
        found[table] = hashes((row["id"], *(each[name] for name in columns)) for row in rows for each in row[table])
    return found


def same(folder: Path, count: int) -> None:
    """Compare three engines."""
    print(f"{count:,} records, {write_records(folder, count):.1f} MB of text", flush=True)
    results = {}
    # Rules about several documents are not for batches.
    for engine in ("local", "ray"):
        begun = time.monotonic()
        assert start(folder, engine, engine, "ignore=('FIG201',)").wait() == 0
        print(f"  {engine:<8} {time.monotonic() - begun:7.1f} s", flush=True)
        results[engine] = of_run(folder / engine)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", SPARK], cwd=folder, check=True)
    print(f"  pyspark  {time.monotonic() - begun:7.1f} s", flush=True)
    results["pyspark"] = of_spark(folder / "spark")
    for name in results["local"]:
        equal = len({result[name] for result in results.values()}) == 1
        print(f"  {name}: {'the same' if equal else 'DIFFERENT'} ({results['local'][name][:12]}…)")
    files = [path.name for path in (folder / "local" / "cleaned").iterdir()]
    equal = all(
        (folder / "local" / "cleaned" / name).read_bytes() == (folder / "ray" / "cleaned" / name).read_bytes()
        for name in files
    )
    print(f"  cleaned files of local and ray, byte for byte: {'the same' if equal else 'DIFFERENT'}")


def kills(folder: Path, count: int) -> None:
    """Kill three workers at work."""
    print(f"{count:,} records, {write_records(folder, count):.1f} MB of text")
    process = start(folder, "ray", "ray")
    killed = kill_ray_workers(process, 3, pause=0.5)
    assert process.wait() == 0
    assert start(folder, "local", "local").wait() == 0
    documents = pq.read_table(folder / "ray" / "documents.parquet")["id"].to_pylist()
    print(f"  {killed} workers killed; {len(documents):,} records, {len(set(documents)):,} different")
    for name in TABLES:
        one, other = (pq.read_table(folder / engine / f"{name}.parquet") for engine in ("ray", "local"))
        print(f"  {name}: {'the same' if one.equals(other) else 'DIFFERENT'}")
    print(f"  texts: {'the same' if of_run(folder / 'ray') == of_run(folder / 'local') else 'DIFFERENT'}")


def cost(folder: Path, megabytes: int) -> None:
    """Compare the time of Ray with that of local processes."""
    (folder / "in").mkdir()
    line = json.dumps({"text": "没有问题的一段文字，也没有什么数字。" * 60}, ensure_ascii=False) + "\n"
    block = line * (1_000_000 // len(line.encode()))
    for number in range(max(1, megabytes // 100)):
        with (folder / "in" / f"{number:03}.jsonl").open("w", encoding="utf-8") as file:
            for _ in range(min(100, megabytes)):
                file.write(block)
    size = sum(path.stat().st_size for path in (folder / "in").iterdir()) / 1e6
    times: dict[str, list[float]] = {"local": [], "ray": []}
    for _ in range(ROUNDS):
        for engine, taken in times.items():
            begun = time.monotonic()
            assert start(folder, engine, engine, "select=('CHR',)").wait() == 0
            taken.append(time.monotonic() - begun)
            shutil.rmtree(folder / engine)
            print(f"  {engine:<8} {taken[-1]:7.1f} s", flush=True)
    ratio = sum(times["ray"]) / sum(times["local"])
    print(f"  {size:.0f} MB, two workers: Ray takes {ratio:.2f} times as long as local processes")


def main() -> None:
    """Print what was asked for."""
    missing = [name for name in ("ray", "pyspark") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"Not installed, so that nothing is measured: {', '.join(missing)}.")
        return
    parts = {"same": (same, 200_000), "kills": (kills, 40_000), "cost": (cost, 1000)}
    chosen = sys.argv[1:2] or list(parts)
    for name in chosen:
        function, usual = parts[name]
        print(f"== {name}")
        with tempfile.TemporaryDirectory() as folder:
            function(Path(folder), int(sys.argv[2]) if len(sys.argv) > 2 else usual)


if __name__ == "__main__":
    main()
