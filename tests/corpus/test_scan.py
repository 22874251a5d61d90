"""Which files a folder scan reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanwu.corpus.scan import scan
from kanwu.errors import InputError


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", "utf-8")


def ids(*paths: Path, exclude: tuple[str, ...] = (), outputs: tuple[Path, ...] = ()) -> list[str]:
    return [source.id for source in scan(paths, exclude, outputs).sources]


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    """Hidden, ignored, excluded, binary and foreign files are left out, with a count of each."""
    make(
        tmp_path, "a.txt", "b.md", "c.pdf", ".hidden.txt", ".git/x.txt", "out/d.txt", "logs/e.txt", "sub/f.txt", "g.txt"
    )
    (tmp_path / ".gitignore").write_text("logs/\n/g.txt\n")
    (tmp_path / "binary.txt").write_bytes(b"\0\1")
    found = scan([tmp_path], exclude=["b.md"], outputs=[tmp_path / "out"])
    assert [source.id for source in found.sources] == ["a.txt", "sub/f.txt"]
    assert found.passed_over == {
        "binary": 1,
        "excluded": 1,
        "folders hidden": 1,
        "folders ignored by .gitignore": 1,
        "hidden": 2,
        "ignored by .gitignore": 1,
        "in other formats": 1,
    }


def test_gitignore_of_the_repository_applies_to_a_subfolder(tmp_path: Path) -> None:
    """Scanning a subfolder respects the .gitignore files above it, up to the repository's root."""
    make(tmp_path, "docs/a.txt", "docs/b.txt", ".git/HEAD")
    (tmp_path / ".gitignore").write_text("docs/b.txt\n")
    assert ids(tmp_path / "docs") == ["a.txt"]


def test_several_paths_have_ids_below_their_common_folder(tmp_path: Path) -> None:
    """Files of the same name in two folders keep apart; a file named twice is read once."""
    make(tmp_path, "one/a.txt", "two/a.txt")
    assert ids(tmp_path / "one", tmp_path / "two", tmp_path / "one" / "a.txt") == ["one/a.txt", "two/a.txt"]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    """Only a folder scan goes by suffix."""
    make(tmp_path, "page.log")
    assert ids(tmp_path / "page.log") == ["page.log"]


def test_utf16_is_not_binary(tmp_path: Path) -> None:
    """NUL bytes after a byte order mark are text."""
    (tmp_path / "a.txt").write_bytes("文字".encode("utf-16"))
    assert ids(tmp_path) == ["a.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is passed over and counted."""
    make(tmp_path, "outside.txt", "corpus/a.txt")
    (tmp_path / "corpus" / "link.txt").symlink_to(tmp_path / "outside.txt")
    found = scan([tmp_path / "corpus"])
    assert [source.id for source in found.sources] == ["a.txt"]
    assert found.passed_over == {"links out of the folder": 1}


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """The sentence says what was passed over."""
    make(tmp_path, "a.pdf")
    with pytest.raises(InputError, match=r"holds no document that kanwu reads \(passed over: 1 in other formats\)"):
        scan([tmp_path])
