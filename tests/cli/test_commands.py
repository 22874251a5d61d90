"""Each command does what its help says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.conftest import Kanwu

GARBLED = "市中區(qū)以更實更細(xì)舉措。"
MENDED = "市中區以更實更細舉措。"
WRONG_SHARE = "检视出1686个问题，完成整改1676个、整改率94.9%。"
WRONG_TRADITIONAL = "檢視出1686個問題，完成整改1676個、整改率94.9%。"


@pytest.mark.parametrize("command", ["", "run", "clean", "check", "report", "restore", "rules"])
def test_help(kanwu_command: Kanwu, command: str) -> None:
    """Every command has help; every option in it is explained."""
    done = kanwu_command(*command.split(), "--help")
    assert done.returncode == 0
    lines = [line for line in done.stdout.decode().splitlines() if line.lstrip().startswith("-")]
    assert lines
    assert done.stderr == b""


def test_the_module_is_the_command(tmp_path: Path) -> None:
    """`python -m kanwu` works where the command is not on the path."""
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kanwu", "check", "a.txt"], capture_output=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, b"GLS001" in done.stdout) == (1, True), done.stderr.decode()


def test_run_writes_the_run_folder(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """The main job leaves cleaned documents, the tables, the record and the report."""
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    (tmp_path / "b.txt").write_text(WRONG_SHARE, "utf-8")
    done = kanwu_command("run", "a.txt", "b.txt", "--out", "out")
    assert done.returncode == 0, done.stderr.decode()
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        *(f"{name}.parquet" for name in ("files", "documents", "findings", "figures", "claims", "originals")),
        *("run.json", "cleaned", "report"),
    }
    assert (out / "cleaned" / "a.txt").read_text("utf-8") == MENDED
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert record["counts"]["documents"] == {"clean": 1, "mended": 1}
    assert record["counts"]["read"] == 2
    assert record["command"][:2] == ["kanwu", "run"]
    codes = pq.read_table(out / "findings.parquet")["code"].to_pylist()
    assert codes == ["GLS001", "GLS001", "FIG101"]
    assert "94.9%" in (out / "report" / "index.html").read_text("utf-8")


def test_run_in_several_processes_gives_the_same(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """The number of workers changes nothing in the results."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(130):
        (corpus / f"{number:03}.txt").write_text(f"{GARBLED}{number}\n{WRONG_TRADITIONAL}", "utf-8")
    outs = []
    for workers in ("1", "2"):
        done = kanwu_command("run", "corpus", "--out", f"out{workers}", "--workers", workers, "--quiet")
        assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()
        outs.append(tmp_path / f"out{workers}")
    for name in ("documents", "findings", "figures", "claims"):
        assert pq.read_table(outs[0] / f"{name}.parquet") == pq.read_table(outs[1] / f"{name}.parquet")
    assert pq.read_table(outs[0] / "findings.parquet").num_rows == 130 * 3


def test_clean_and_restore(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Cleaning into a folder keeps paths and clean bytes; restoring gives every original back."""
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    originals = {
        "garbled.txt": GARBLED.encode("utf-8"),
        "sub/gbk.txt": (GARBLED.replace("qū", "qu").replace("xì", "xi") + "\r\n").encode("gb18030"),
        "sub/bom.md": b"\xef\xbb\xbf" + GARBLED.encode("utf-8") + b"\r\nend",
        "broken.txt": GARBLED.encode("utf-8") + b"\xff\xe5\x8c" + GARBLED.encode("utf-8"),
        "plain.txt": b"nothing to see here\n",
    }
    for name, data in originals.items():
        (corpus / name).write_bytes(data)
    assert kanwu_command("clean", "corpus", "--out", "out").returncode == 0
    cleaned = tmp_path / "out"
    assert (cleaned / "garbled.txt").read_text("utf-8") == MENDED
    assert (cleaned / "sub" / "bom.md").read_bytes() == b"\xef\xbb\xbf" + MENDED.encode("utf-8") + b"\r\nend"
    assert (cleaned / "plain.txt").read_bytes() == originals["plain.txt"]
    assert (cleaned / "sub" / "gbk.txt").read_bytes() == originals["sub/gbk.txt"]
    assert kanwu_command("restore", "out", "--out", "back").returncode == 0
    assert {name: (tmp_path / "back" / name).read_bytes() for name in originals} == originals


def test_clean_in_place(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """In place, the file changes, keeps its permissions, and the log restores it; the log is never overwritten."""
    path = tmp_path / "a.txt"
    path.write_text(GARBLED, "utf-8")
    path.chmod(0o640)
    assert kanwu_command("clean", "a.txt", "--in-place", "--log", "log").returncode == 0
    assert path.read_text("utf-8") == MENDED
    assert path.stat().st_mode & 0o777 == 0o640
    again = kanwu_command("clean", "a.txt", "--in-place", "--log", "log")
    assert again.returncode == 2
    assert b"holds the log of an earlier cleaning" in again.stderr
    assert kanwu_command("restore", "log", "--out", "back").returncode == 0
    assert (tmp_path / "back" / "a.txt").read_text("utf-8") == GARBLED


def test_restore_refuses_a_changed_file(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A cleaned file that was edited since is named, and nothing wrong is written."""
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    kanwu_command("clean", "a.txt", "--out", "out")
    (tmp_path / "out" / "a.txt").write_text(MENDED + "!", "utf-8")
    done = kanwu_command("restore", "out", "--out", "back")
    assert done.returncode == 2
    assert b"a.txt was changed after it was cleaned" in done.stderr
    assert not (tmp_path / "back" / "a.txt").exists()


def test_clean_filters_standard_input(kanwu_command: Kanwu) -> None:
    """With `-`, clean is a filter."""
    done = kanwu_command("clean", "-", given=GARBLED.encode("utf-8"))
    assert (done.returncode, done.stdout.decode()) == (0, MENDED)


def test_diff_writes_nothing(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`--diff` shows the change and exits 1; on clean text it shows nothing and exits 0."""
    path = tmp_path / "a.txt"
    path.write_text(GARBLED, "utf-8")
    done = kanwu_command("clean", "a.txt", "--diff")
    assert done.returncode == 1
    assert f"-{GARBLED}\n+{MENDED}\n" in done.stdout.decode()
    assert path.read_text("utf-8") == GARBLED
    path.write_text(MENDED, "utf-8")
    assert kanwu_command("clean", "a.txt", "--diff").stdout == b""
    assert {entry.name for entry in tmp_path.iterdir()} == {"a.txt"}


def test_check_exit_codes(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """0 on clean text, 1 on findings, and `--fail-on` moves the line."""
    (tmp_path / "clean.txt").write_text("一段文字。", "utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG_SHARE, "utf-8")
    assert kanwu_command("check", "clean.txt").returncode == 0
    assert kanwu_command("check", "wrong.txt").returncode == 1
    assert kanwu_command("check", "wrong.txt", "--ignore", "FIG").returncode == 0
    assert kanwu_command("check", "-", given=WRONG_SHARE.encode("utf-8")).returncode == 1


@pytest.mark.parametrize("name", ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit"])
def test_check_formats(kanwu_command: Kanwu, tmp_path: Path, name: str) -> None:
    """Every format names the file and the rule."""
    (tmp_path / "文.txt").write_text(WRONG_SHARE, "utf-8")
    done = kanwu_command("check", "文.txt", "--output-format", name)
    assert done.returncode == 1
    output = done.stdout.decode("utf-8")
    assert "FIG101" in output
    assert "文.txt" in output or "%E6%96%87.txt" in output
    if name in {"json", "sarif", "gitlab"}:
        json.loads(output)


def test_check_fix(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`--fix` mends the file; what is left is reported."""
    path = tmp_path / "a.txt"
    path.write_text(GARBLED, "utf-8")
    assert kanwu_command("check", "a.txt").returncode == 1
    assert path.read_text("utf-8") == GARBLED
    done = kanwu_command("check", "a.txt", "--fix")
    assert (done.returncode, path.read_text("utf-8")) == (0, MENDED)
    assert b"2 fixed" in done.stderr


def test_report_again_and_verify(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A report can be rendered again, byte for byte; `--verify` tells a changed file."""
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    kanwu_command("run", "a.txt", "--out", "out")
    first = (tmp_path / "out" / "report" / "index.html").read_bytes()
    assert kanwu_command("report", "out", "--out", "again").returncode == 0
    assert (tmp_path / "again" / "index.html").read_bytes() == first
    assert kanwu_command("report", "out", "--verify").returncode == 0
    (tmp_path / "a.txt").write_text("another text", "utf-8")
    done = kanwu_command("report", "out", "--verify")
    assert done.returncode == 1
    assert b"The input" in done.stderr


def test_rules(kanwu_command: Kanwu) -> None:
    """`rules` lists the catalogue; with a code it prints the rule's page."""
    assert b"GLS001" in kanwu_command("rules").stdout
    assert b"## Fix safety" in kanwu_command("rules", "gls001").stdout


def test_configuration_is_found_and_flags_win(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`kanwu.toml` beside the files applies, `--isolated` ignores it, and a flag overrides it."""
    (tmp_path / "wrong.txt").write_text(WRONG_SHARE, "utf-8")
    (tmp_path / "kanwu.toml").write_text('ignore = ["FIG"]')
    assert kanwu_command("check", "wrong.txt").returncode == 0
    assert kanwu_command("check", "wrong.txt", "--isolated").returncode == 1
    assert kanwu_command("check", "wrong.txt", "--ignore", "GLS").returncode == 1
