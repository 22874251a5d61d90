"""The ways other tools call the check: pre-commit, the GitHub Action, shell completion; each tried."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.conftest import KANWU, ROOT, Kanwu

GARBLED = "市中區(qū)以更實更細(xì)舉措推進。\n"
MENDED = "市中區以更實更細舉措推進。\n"
IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def path_with_kanwu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the installed command first in the search path."""
    monkeypatch.setenv("PATH", f"{KANWU.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with a garbled document, a clean one, and a file that is no text."""
    (tmp_path / "garbled.txt").write_text(GARBLED, "utf-8")
    (tmp_path / "clean.md").write_text("# 一段文字\n", "utf-8")
    (tmp_path / "data.bin").write_bytes(bytes(range(256)))
    # The hooks as users get them, but run with the kanwu under test in place of one that pre-commit installs.
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    local = [{**hook, "language": "system"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], [*IDENTITY, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.usefixtures("path_with_kanwu")
def test_pre_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check hook reports and changes nothing; the fix hook mends and fails, and passes the second time."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(repository / ".git" / "pre-commit"))

    def run(hook: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
        return subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)

    checked = run("kanwu")
    assert checked.returncode == 1, checked.stderr
    assert "garbled.txt:1:4: GLS001 error" in checked.stdout
    assert "data.bin" not in checked.stdout
    assert (repository / "garbled.txt").read_text("utf-8") == GARBLED
    assert run("kanwu-fix").returncode == 1
    assert (repository / "garbled.txt").read_text("utf-8") == MENDED
    assert run("kanwu-fix").returncode == 0
    assert run("kanwu").returncode == 0


@pytest.mark.usefixtures("path_with_kanwu")
def test_github_action(repository: Path) -> None:
    """The Action annotates, writes SARIF where asked, fails on findings, and runs nothing that its inputs say."""
    step = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"][-1]
    command = step["run"].replace("${{ github.action_path }}", str(ROOT))
    assert set(step["env"]) == {"KANWU_PATHS", "KANWU_ARGS", "KANWU_SARIF"}

    def run(**inputs: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [shutil.which("bash") or "bash", "-c", command],
            env={**os.environ, **inputs},
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run(KANWU_PATHS="garbled.txt clean.md", KANWU_SARIF="found.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=garbled.txt,line=1,")
    results = json.loads((repository / "found.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"GLS001"}
    assert run(KANWU_PATHS="clean.md").returncode == 0
    assert run(KANWU_PATHS=".", KANWU_ARGS="--ignore GLS").returncode == 0
    assert run(KANWU_PATHS="$(touch run) ; touch run", KANWU_ARGS="").returncode == 2
    assert not (repository / "run").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(kanwu_command: Kanwu, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    """Every shell gets a script, and the script's question is answered with the commands."""
    monkeypatch.setenv("_KANWU_COMPLETE", f"source_{shell}")
    assert b"_KANWU_COMPLETE" in kanwu_command().stdout
    monkeypatch.setenv("_KANWU_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("COMP_WORDS", "kanwu che")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "kanwu che")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    assert b"check" in kanwu_command().stdout
