"""What the tests of the engines share."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kanwu.corpus.tables import TABLES

REQUIRED = "KANWU_ENGINES"
"""Set where every engine is installed; a missing one is then a failure and not a skip."""

GARBLED = "市中區(qū)以更實更細(xì)舉措。"


def needs(package: str) -> pytest.MarkDecorator:
    """Mark a test that needs a package."""
    is_there = importlib.util.find_spec(package) is not None or REQUIRED in os.environ
    return pytest.mark.skipif(not is_there, reason=f"{package} is not installed")


def write_corpus(folder: Path, files: int = 400, repeated: int = 1) -> Path:
    """Write files of several formats; some texts are garbled, some records are broken, two documents conflict."""
    folder.mkdir()
    for number in range(files):
        own = f"第{number}篇。{GARBLED if number % 3 == 0 else '没有问题。'}" * repeated
        paid = {7: "3812", files - 7: "3821"}.get(number)
        own += f"全县共走访困难住户{paid}户，发放补助1,264,500元，修缮房屋208间。\n" if paid else ""
        (folder / f"{number:04}.txt").write_text(own, "utf-8")
    lines = [json.dumps({"text": f"{at}：{GARBLED}"}, ensure_ascii=False) for at in range(300)]
    (folder / "records.jsonl").write_text("\n".join([*lines, "bad", *lines]), "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "latin.txt").write_bytes("一份檢視出1686個問題".encode("big5"))
    return folder


def contents(out: Path) -> dict[str, object]:
    """Return what a run wrote: the bytes of its files, the rows of its tables, its counts."""
    files: dict[str, object] = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for folder in ("cleaned", "quarantine")
        for path in (out / folder).rglob("*")
        if path.is_file()
    }
    record = json.loads((out / "run.json").read_text("utf-8"))
    volatile = ("started", "finished", "command")
    rest = {name: value for name, value in record.items() if name not in volatile}
    tables: dict[str, object] = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in TABLES}
    return files | tables | {"run.json": rest}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of some shards."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "in")


def children_of(process: int) -> Iterator[int]:
    """Give all processes below one, by Linux's account."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    left = [process]
    while left:
        below = parents.get(left.pop(), [])
        yield from below
        left += below
