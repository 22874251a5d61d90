"""What the tests of the engines share."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from tests.runs import contents

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


def outcome(out: Path) -> dict[str, object]:
    """Return what a run wrote: the bytes of its files, the rows of its tables, its counts."""
    record = json.loads((out / "run.json").read_text("utf-8"))
    volatile = ("started", "finished", "command")
    return contents(out) | {"run.json": {name: value for name, value in record.items() if name not in volatile}}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of some shards."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "in")
