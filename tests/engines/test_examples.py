"""The examples of docs/engines.md are run as they are printed there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from tests.conftest import ROOT
from tests.engines.conftest import GARBLED, needs

from kanwu.pipeline import process_batch

PAGE = (ROOT / "docs" / "engines.md").read_text("utf-8")
_EXAMPLE = re.compile(r"^### (.+)\n\n(?:[^`#]+\n\n)?```(?:python|bash)\n([\s\S]+?)^```", re.MULTILINE)
EXAMPLES = dict(_EXAMPLE.findall(PAGE))

TEXTS = [GARBLED if at % 3 == 0 else f"检视出1686个问题，完成整改1676个、整改率{at}.4%。" for at in range(100)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the examples read."""
    table = pa.table({"id": [str(at) for at in range(len(TEXTS))], "text": TEXTS})
    pq.write_table(table, tmp_path / "texts.parquet", row_group_size=30)
    (tmp_path / "shards").mkdir()
    for number in range(6):
        pq.write_table(table.slice(number * 10, 10), tmp_path / "shards" / f"{number}.parquet")
    return tmp_path


def run(title: str, folder: Path, **environment: str) -> str:
    """Run an example in the folder and return what it prints."""
    code = EXAMPLES[title]
    if code.startswith("#!/bin/bash"):
        script = folder / "example.sh"
        command = ["bash", str(script)]
    else:
        script = folder / "example.py"
        command = [sys.executable, str(script)]
    script.write_text(code, "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    known = {
        **os.environ,
        "PATH": path,
        "RAY_USAGE_STATS_ENABLED": "0",
        "PYSPARK_PYTHON": sys.executable,
        **environment,
    }
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=known, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the rows that an example wrote, in the order of the texts."""
    paths = sorted(map(str, (folder / "mended").rglob("*.parquet")))
    table = pyarrow.dataset.dataset(paths).to_table()
    return sorted(table.to_pylist(), key=lambda row: int(row["id"]))


def expected() -> list[dict[str, Any]]:
    """Return what the kernel says of the texts."""
    batch = pa.RecordBatch.from_pydict({"id": [str(at) for at in range(len(TEXTS))], "text": TEXTS})
    return process_batch(batch).to_pylist()


def test_every_engine_has_an_example() -> None:
    """The page is read right."""
    assert list(EXAMPLES) == ["Ray Data", "PySpark", "datatrove", "Dask", "A SLURM array", "The tables of all files"]


@needs("ray")
def test_ray_data(folder: Path) -> None:
    """Ray Data gives what the kernel gives."""
    run("Ray Data", folder)
    assert rows(folder) == expected()


@needs("pyspark")
def test_pyspark(folder: Path) -> None:
    """Spark gives what the kernel gives."""
    run("PySpark", folder)
    assert rows(folder) == expected()


@needs("datatrove")
def test_datatrove(folder: Path) -> None:
    """A step of datatrove gives the mended texts."""
    run("datatrove", folder)
    found = [(row["id"], row["text"]) for row in rows(folder)]
    assert found == [(row["id"], row["text"]) for row in expected()]


def mended_files(folder: Path) -> list[str]:
    """Return the texts that an example wrote file by file."""
    paths = sorted((folder / "mended").glob("*.parquet"))
    assert len(paths) == 6
    return [text for path in paths for text in map(str, pq.read_table(path)["text"].to_pylist())]


@needs("dask")
def test_dask(folder: Path) -> None:
    """Dask mends every file."""
    findings = sum(len(row["findings"]) for row in expected()[:60])
    assert run("Dask", folder).strip() == f"{findings} findings"
    assert mended_files(folder) == [row["text"] for row in expected()[:60]]


def test_slurm_array(folder: Path) -> None:
    """The tasks of an array share the files, and one that is requeued changes nothing; then the tables are counted."""
    for task in ("0", "1", "2", "3", "1"):
        run("A SLURM array", folder, SLURM_ARRAY_TASK_ID=task, SLURM_ARRAY_TASK_COUNT="4")
    assert mended_files(folder) == [row["text"] for row in expected()[:60]]
    counting = EXAMPLES["The tables of all files"] + "\nprint(counts.total())"
    done = subprocess.run([sys.executable, "-c", counting], capture_output=True, check=False, cwd=folder)
    findings = sum(len(row["findings"]) for row in expected()[:60])
    assert done.stdout.decode().strip() == str(findings), done.stderr.decode()
