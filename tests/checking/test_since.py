"""`kanwu check --since REV`: what differs is checked, whatever git's settings are; what cannot be asked is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.checking.test_check_options import CLEAN, GARBLED, WRONG, git, write
from tests.conftest import Kanwu


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with one commit of a garbled document."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    write(folder, a=f"{GARBLED}\n" + f"{CLEAN}\n" * 20)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all there is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "more")


def test_since(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Only what differs from the revision is checked: whole documents, or the lines that differ."""
    git(tmp_path, "init", "-q")
    write(tmp_path, 旧=WRONG, changed=f"{WRONG}\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    write(tmp_path, changed=f"{WRONG}\n{GARBLED}\n", new=WRONG)
    lines = kanwu_command("check", ".", "--since", "HEAD", "--output-format", "concise").stdout.decode().splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "changed.txt:1:4:",
        "changed.txt:2:4:",
        "changed.txt:2:13:",
        "new.txt:1:4:",
    ]
    done = kanwu_command("check", ".", "--since", "HEAD", "--changed-lines", "--output-format", "concise")
    assert [line[:12] for line in done.stdout.decode().splitlines()] == ["changed.txt:"] * 2 + ["new.txt:1:4:"]
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "second")
    assert kanwu_command("check", ".", "--since", "HEAD").returncode == 0
    assert b"kanwu: --since: " in kanwu_command("check", ".", "--since", "--output=x").stderr
    assert not (tmp_path / "x").exists()


def test_since_outside_a_repository(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Without a repository there is one sentence."""
    write(tmp_path, a=CLEAN)
    done = kanwu_command("check", "a.txt", "--since", "HEAD")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_a_renamed_document_has_no_new_lines(kanwu_command: Kanwu, repository: Path) -> None:
    """Renaming brings no old finding back; the document itself has changed."""
    git(repository, "mv", "a.txt", "b.txt")
    commit(repository)
    words = ("check", "repository", "--since", "HEAD~1", "--output-format", "concise")
    assert kanwu_command(*words).stdout.count(b"b.txt:1:") == 2
    assert kanwu_command(*words, "--changed-lines").stdout == b""
    with (repository / "b.txt").open("a", encoding="utf-8") as file:
        file.write(WRONG)
    assert kanwu_command(*words, "--changed-lines").stdout.startswith(b"repository/b.txt:22:4: FIG101")


def test_settings_of_git_change_nothing(kanwu_command: Kanwu, repository: Path, tmp_path: Path) -> None:
    """Submodules in a log, joined hunks, other prefixes, colours and filters for reading make no difference."""
    part = tmp_path / "part"
    part.mkdir()
    git(part, "init", "-q")
    write(part, c=CLEAN)
    commit(part)
    write(repository, z=f"{CLEAN}\n{GARBLED}\n{CLEAN}\n")
    commit(repository)
    git(repository, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(part), "part")
    write(repository, z=f"一\n{GARBLED}\n二\n{WRONG}\n")
    settings = {
        "diff.submodule": "log",
        "diff.interHunkContext": "9",
        "diff.noprefix": "true",
        "color.ui": "always",
        "diff.up.textconv": "tr -d '\\n' <",
    }
    for name, value in settings.items():
        git(repository, "config", name, value)
    (repository / ".gitattributes").write_text("*.txt diff=up\n")
    done = kanwu_command("check", "z.txt", "--since", "HEAD", "--changed-lines", cwd=repository)
    lines = [line for line in done.stdout.decode().splitlines() if line.startswith("z.txt")]
    assert [line.split(" ")[0] for line in lines] == ["z.txt:4:4:"], done.stderr.decode()


def test_what_git_cannot_say(kanwu_command: Kanwu, repository: Path, tmp_path: Path) -> None:
    """An unknown revision, a shallow clone, no commit yet, and paths of several repositories: one sentence each."""
    write(tmp_path, outside=WRONG)
    git(repository, "commit", "-qm", "empty", "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    git(tmp_path, "init", "-q", "new")
    write(tmp_path / "new", a=CLEAN)
    shutil.copytree(tmp_path / "new", repository / "inner")
    asked = {
        ("repository", "HEAD~7"): "git knows no commit 'HEAD~7'; check its spelling",
        ("shallow", "HEAD~1"): "the clone is shallow, fetch more of the history",
        ("new", "HEAD"): "has no commit yet; leave out --since",
        ("repository", "outside.txt", "HEAD"): "outside.txt is not in the repository",
        ("repository", "repository/inner", "HEAD"): "repository/inner is not in the repository",
    }
    for words, sentence in asked.items():
        done = kanwu_command("check", *words[:-1], "--since", words[-1])
        message = done.stderr.decode()
        assert (done.returncode, message.count("\n"), sentence in message) == (2, 1, True), message
