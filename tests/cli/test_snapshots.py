"""What each command prints, option by option and error by error, as it was when a person looked at it.

A snapshot is a file of commands with what they print: `$ ` begins a command, `! ` a line on standard error, `= ` gives
the exit code. `KANWU_UPDATE_SNAPSHOTS=1` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
import typer
from tests.conftest import Kanwu

from kanwu.cli.app import app

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "KANWU_UPDATE_SNAPSHOTS"
CORPUS = {
    "garbled.txt": "市中區(qū)以更實更細(xì)舉措推進。\n",
    "figures.md": "檢視出1686個問題，完成整改1676個、整改率94.9%。\n",
    "sub/clean.txt": "一段文字。\n",
    "sub/data.bin": "\0\0",
    "accepted.list": "FIG101 figures.md 94.9%\n",
    "kanwu.toml": 'exclude = ["*.list"]\n',
    "accepting.toml": 'suppressions = "accepted.list"\nexclude = ["*.list"]\n',
    "unknown.toml": 'ignroe = ["FIG"]\n',
    ".cache/records.jsonl": '{"id": 1, "body": "市中區(qū)以更實更細(xì)舉措推進。"}\nbad\n{"id": 2, "body": "好"}\n',
}

RECORDS = {
    "articles.csv": "id,date\n07,2024-01-05\n07,5 January\n",
    "figures.csv": "document,label,value,unit,part_of\na,all,90,人,\na,men,41,人,all\na,women,48,人,all\n",
    "mine.py": (
        "import pandera.pyarrow as pp\n"
        "import pyarrow as pa\n"
        "id = pp.Column(pa.string(), unique=True)\n"
        "date = pp.Column(pa.string(), pp.Check.str_startswith('20'))\n"
        "Articles = pp.DataFrameSchema({'id': id, 'date': date})\n"
    ),
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the documents that the snapshots speak of."""
    for name, text in CORPUS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return tmp_path


def printed(kanwu_command: Kanwu, command: str, folder: Path) -> str:
    """Run a command and return it with what it printed, as snapshots hold it."""
    words = shlex.split(command)
    given = b""
    if "<" in words:
        given = (folder / words[words.index("<") + 1]).read_bytes()
        words = words[: words.index("<")]
    done = kanwu_command(*words[1:], given=given)
    errors = "".join(f"! {line}\n" for line in done.stderr.decode().splitlines())
    output = done.stdout.decode().replace(str(folder), "FOLDER")
    ending = "" if output.endswith("\n") or not output else "\n"
    return f"$ {command}\n{output}{ending}{errors}= {done.returncode}\n"


@pytest.mark.parametrize("path", sorted(SNAPSHOTS.glob("*.txt")), ids=lambda path: path.stem)
def test_snapshot(kanwu_command: Kanwu, corpus: Path, path: Path) -> None:
    """Every command prints what its snapshot says."""
    if path.stem == "records":
        for name, text in RECORDS.items():
            (corpus / name).write_text(text, "utf-8")
    said = path.read_text("utf-8")
    commands = [line.removeprefix("$ ") for line in said.splitlines() if line.startswith("$ ")]
    assert commands
    prints = "\n".join(printed(kanwu_command, command, corpus) for command in commands)
    if os.environ.get(UPDATE):
        path.write_text(prints, "utf-8")
    assert prints == said


def options() -> list[tuple[str, str]]:
    """Return every option of every command."""
    group = typer.main.get_group(app)
    return [
        (name, option)
        for name, command in group.commands.items()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    ]


@pytest.mark.parametrize(("command", "option"), options(), ids=str)
def test_every_option_has_a_snapshot(command: str, option: str) -> None:
    """No option is without a snapshot that uses it; those that all commands share have one of some command."""
    said = "\n".join(path.read_text("utf-8") for path in SNAPSHOTS.glob("*.txt"))
    commands = [shlex.split(line) for line in said.splitlines() if line.startswith("$ kanwu ")]
    shared = sum(1 for _, each in options() if each == option) > 1
    assert any(option in words and (shared or words[2] == command) for words in commands)
