"""Bad input gets one clear sentence on stderr and exit code 2, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Kanwu

CASES = {
    "a missing path": (["run", "nosuch", "--out", "out"], "nosuch does not exist"),
    "a missing path of check": (["check", "nosuch.txt"], "nosuch.txt does not exist"),
    "a missing path of clean": (["clean", "nosuch.txt", "--diff"], "nosuch.txt does not exist"),
    "a folder without documents": (["run", "empty", "--out", "out"], "empty holds no document that kanwu reads"),
    "a binary file": (["check", "binary.txt"], "binary.txt is a binary file"),
    "an unknown option": (["run", "text.txt", "--out", "out", "--frobnicate"], "No such option: --frobnicate"),
    "an unknown command": (["frobnicate"], "No such command 'frobnicate'"),
    "a missing option": (["run", "text.txt"], "Missing option '--out'"),
    "no destination": (["clean", "text.txt"], "Say where cleaned documents go"),
    "in place without a log": (["clean", "text.txt", "--in-place"], "Say where cleaned documents go"),
    "an unknown rule": (["check", "text.txt", "--select", "QQQ"], "No rule begins with 'QQQ'"),
    "an unknown rule page": (["rules", "GLS999"], "There is no rule GLS999"),
    "an unknown script": (["check", "text.txt", "--to", "zh-XX"], "`to` is 'zh-XX'; it can be zh-Hans"),
    "an unknown format": (["check", "text.txt", "--output-format", "yaml"], "'yaml' is not one of"),
    "a wrong number": (["run", "text.txt", "--out", "out", "--workers", "0"], "Invalid value for '--workers'"),
    "a missing configuration": (["check", "text.txt", "--config", "no.toml"], "no.toml cannot be read: No such file"),
    "a broken configuration": (["check", "text.txt", "--config", "broken.toml"], "broken.toml is not valid TOML"),
    "an unknown key": (["check", "text.txt", "--config", "key.toml"], "did you mean 'select'?"),
    "a wrong value": (["check", "text.txt", "--config", "value.toml"], "'unsafe-fixes' must be true or false"),
    "no run": (["report", "empty"], "empty holds no finished run"),
    "no log": (["restore", "empty", "--out", "out"], "empty holds no finished run"),
    "a damaged run": (["report", "damaged"], "run.json is damaged"),
    "a folder of someone else": (["run", "text.txt", "--out", "full"], "full is not empty and holds no kanwu run"),
    "a file in the way": (["run", "text.txt", "--out", "text.txt"], "text.txt cannot be written"),
}


@pytest.mark.parametrize(("arguments", "sentence"), CASES.values(), ids=CASES.keys())
def test_one_sentence(kanwu_command: Kanwu, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    """The command says what is wrong in one line and exits with 2."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "run.json").write_text("{")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("do not touch")
    (tmp_path / "text.txt").write_text("一段文字。", "utf-8")
    (tmp_path / "binary.txt").write_bytes(b"a\0b")
    (tmp_path / "broken.toml").write_text("select = [")
    (tmp_path / "key.toml").write_text('selct = ["GLS"]')
    (tmp_path / "value.toml").write_text('unsafe-fixes = "yes"')
    done = kanwu_command(*arguments)
    message = done.stderr.decode()
    assert (done.returncode, sentence in message) == (2, True), message
    assert message.startswith("kanwu: ")
    assert message.count("\n") == 1
    assert (tmp_path / "full" / "thesis.txt").read_text() == "do not touch"


def test_an_unreadable_file_does_not_stop_the_others(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A file that cannot be read is named; the rest is still done, and the exit code is 2."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text("市中區(qū)以更實更細(xì)舉措", "utf-8")
    (folder / "loop.txt").symlink_to("loop.txt")
    named = tmp_path / "gone.txt"
    named.write_text("x")
    done = kanwu_command("run", "corpus", "--out", "out")
    assert done.returncode == 0
    assert b"1 not regular files" in done.stdout
    assert (tmp_path / "out" / "cleaned" / "good.txt").read_text("utf-8") == "市中區以更實更細舉措"
