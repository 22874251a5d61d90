"""What `kanwu check` can be told: what to accept, what to look at, how to print, when to fail."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.conftest import Kanwu

GARBLED = "市中區(qū)以更實更細(xì)舉措推進。"
MENDED = "市中區以更實更細舉措推進。"
WRONG = "檢視出1686個問題，完成整改1676個、整改率94.9%。"
CLEAN = "一段文字。"


def write(folder: Path, **texts: str) -> None:
    """Write text files by name."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def git(folder: Path, *arguments: str) -> None:
    """Run git with an author of its own."""
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_comment_keeps_its_line_from_report_and_fix(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """What a comment accepts is neither reported nor mended; the rest is."""
    text = f"{GARBLED} <!-- kanwu: ignore[GLS001] -->\n{GARBLED}\n"
    write(tmp_path, a=text)
    done = kanwu_command("check", "a.txt", "--output-format", "concise")
    assert [line.split(":")[1] for line in done.stdout.decode().splitlines()] == ["2", "2"]
    assert b"2 accepted" in done.stderr
    assert kanwu_command("check", "a.txt", "--fix").returncode == 0
    assert (tmp_path / "a.txt").read_text("utf-8") == f"{GARBLED} <!-- kanwu: ignore[GLS001] -->\n{MENDED}\n"


def test_comments_mean_nothing_to_clean(kanwu_command: Kanwu) -> None:
    """A page from the web cannot keep its damage by a comment."""
    text = f"{GARBLED} <!-- kanwu: ignore-file[GLS] -->\n"
    assert kanwu_command("clean", "-", given=text.encode("utf-8")).stdout.decode() == text.replace(GARBLED, MENDED)


def test_the_list_of_accepted_places(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A line of the list accepts a place by its text; a line that accepts nothing is a finding of the list."""
    write(tmp_path, a=f"{GARBLED}\n{WRONG}")
    (tmp_path / "kanwu.toml").write_text('suppressions = "accepted.txt"')
    listed = "# 市中區(qū)\nGLS001 *.txt 區(qū)以\nFIG *.txt\nGLS003 b.txt 區\nQQQ a.txt\n"
    (tmp_path / "accepted.txt").write_text(listed, "utf-8")

    def found(*paths: str) -> list[tuple[str, str, int]]:
        done = kanwu_command("check", *paths, "--output-format", "jsonl")
        places = map(json.loads, done.stdout.splitlines())
        return [(each["code"], each["path"], each["line"]) for each in places]

    in_text, in_list = ("GLS001", "a.txt", 1), ("SUP002", "accepted.txt", 5)
    assert found(".") == [in_text, ("SUP001", "accepted.txt", 4), in_list]
    assert found("a.txt", "accepted.txt") == [in_text, in_list], "of one file nobody knows what the others hold"
    assert b"accepted.txt" not in kanwu_command("check", ".", "--diff").stdout
    assert kanwu_command("check", "a.txt", "--fix").returncode == 1
    assert (tmp_path / "a.txt").read_text("utf-8") == f"{GARBLED.replace('(xì)', '')}\n{WRONG}"


def test_the_list_speaks_of_records_too(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Records have no comments; a line of the list accepts a place in one of them."""
    (tmp_path / "kanwu.toml").write_text('suppressions = "accepted.list"')
    (tmp_path / "accepted.list").write_text("GLS001 *.jsonl 區(qū)以\n", "utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 1, "text": GARBLED}) + "\n")
    done = kanwu_command("check", ".", "--output-format", "concise")
    assert done.stdout.decode().count("GLS001") == 1
    assert b"1 accepted" in done.stderr


def test_baseline(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """What the baseline knows is not reported, wherever it moves in its file; what is new is."""
    write(tmp_path, a=f"{WRONG}\n")
    done = kanwu_command("check", "a.txt", "--write-baseline", "known.json")
    assert (done.returncode, done.stdout) == (0, b"1 finding written to known.json as known.\n")
    assert kanwu_command("check", "a.txt", "--baseline", "known.json").returncode == 0
    write(tmp_path, a=f"{CLEAN}\n\n{WRONG}\n第二段另有區別：檢視出2000個問題，完成整改1000個、整改率51%。\n")
    done = kanwu_command("check", "a.txt", "--baseline", "known.json", "--output-format", "concise")
    assert (done.returncode, done.stdout.decode().count("\n")) == (1, 1)
    assert b"1 known from the baseline" in done.stderr
    (tmp_path / "known.json").write_text("[]")
    assert b"known.json is no baseline" in kanwu_command("check", "a.txt", "--baseline", "known.json").stderr


def test_the_cache_gives_the_same(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A second check prints the same from the cache; a changed document, and other settings, are checked anew."""
    write(
        tmp_path, a=f"{GARBLED}\n{WRONG}\r\n", b=CLEAN, c="a\ud800".encode("utf-8", "surrogatepass").decode("latin-1")
    )
    first = kanwu_command("check", ".", "--output-format", "json")
    assert kanwu_command("check", ".", "--output-format", "json").stdout == first.stdout
    assert kanwu_command("check", ".", "--output-format", "json", "--no-cache").stdout == first.stdout
    write(tmp_path, b=WRONG)
    assert len(json.loads(kanwu_command("check", "b.txt", "--output-format", "json").stdout)) == 1
    assert json.loads(kanwu_command("check", "b.txt", "--output-format", "json", "--ignore", "FIG").stdout) == []
    fixed = kanwu_command("check", "a.txt", "--fix", "--output-format", "concise")
    assert "2 fixed" in fixed.stderr.decode()
    assert (tmp_path / "a.txt").read_bytes() == f"{MENDED}\n{WRONG}\r\n".encode()


def test_a_broken_cache_is_no_trouble(kanwu_command: Kanwu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be read or made is done without."""
    write(tmp_path, a=WRONG)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "checks.sqlite").write_bytes(b"no database at all" * 100)
    for folder in ("cache", "a.txt"):
        monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / folder))
        done = kanwu_command("check", "a.txt", "--output-format", "concise")
        assert (done.returncode, done.stdout.count(b"\n")) == (1, 1), done.stderr.decode()


def test_statistics_and_limits(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Counts by rule, the most frequent first; and no more findings than asked for, with the same exit code."""
    write(tmp_path, a=f"{GARBLED}\n{WRONG}")
    done = kanwu_command("check", "a.txt", "--statistics")
    assert done.stdout.decode().splitlines()[:2] == ["2  GLS001  gbk-gloss (2 safe)", "1  FIG101  share"]
    done = kanwu_command("check", "a.txt", "--max-findings", "1", "--output-format", "jsonl")
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 1)
    assert kanwu_command("check", "a.txt", "--max-findings", "0").returncode == 1


def test_output_file(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """Findings go to a file, complete or not at all."""
    write(tmp_path, a=WRONG)
    done = kanwu_command("check", "a.txt", "--output-format", "json", "--output-file", "sub/found.json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert json.loads((tmp_path / "sub" / "found.json").read_bytes())[0]["code"] == "FIG101"
    assert kanwu_command("check", "nosuch", "--output-file", "none.json").returncode == 2
    assert not (tmp_path / "none.json").exists()
    for _ in range(2):
        done = kanwu_command("check", ".", "--output-format", "jsonl", "--output-file", "found.jsonl")
        assert (done.returncode, done.stderr) == (1, b"1 document checked: 1 finding.\n"), "its own file is no document"


def test_exit_codes(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`--exit-zero`, `--exit-non-zero-on-fix` and `fail-on` decide what 0 means; a failed input stays 2."""
    write(tmp_path, a=GARBLED, b=WRONG)
    assert kanwu_command("check", "a.txt", "--exit-zero").returncode == 0
    assert kanwu_command("check", "nosuch.txt", "--exit-zero").returncode == 2
    assert kanwu_command("check", "a.txt", "--fix", "--exit-non-zero-on-fix").returncode == 1
    assert kanwu_command("check", "a.txt", "--fix", "--exit-non-zero-on-fix").returncode == 0
    (tmp_path / "kanwu.toml").write_text('severity = { FIG101 = "info" }')
    assert kanwu_command("check", "b.txt").returncode == 0
    assert kanwu_command("check", "b.txt", "--fail-on", "info").returncode == 1


def test_diff(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`--diff` shows what `--fix` would change, without what is accepted, and writes nothing."""
    text = f"{GARBLED} <!-- kanwu: ignore[GLS001] -->\n{GARBLED}\n"
    write(tmp_path, a=text, b=CLEAN)
    done = kanwu_command("check", ".", "--diff")
    changes = [line for line in done.stdout.decode().splitlines() if line[0] in "+-"]
    assert (done.returncode, changes[2:]) == (1, [f"-{GARBLED}", f"+{MENDED}"])
    assert (tmp_path / "a.txt").read_text("utf-8") == text
    assert kanwu_command("check", "b.txt", "--diff").returncode == 0
    assert kanwu_command("check", ".", "--diff", "--exit-zero").returncode == 0
    assert kanwu_command("check", "-", "--diff", "--stdin-filename", "x.md", given=text.encode()).stdout.startswith(
        b"--- a/x.md"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--diff", "--fix"], "--diff writes nothing"),
        (["--changed-lines"], "--changed-lines needs --since"),
        (["--since", "HEAD", "--write-baseline", "known.json"], "A baseline holds the findings of all documents"),
        (["--output-file", "./a.txt"], "What is checked is not written over"),
        (["--write-baseline", "a.txt"], "What is checked is not written over"),
        ([""], "A path is empty"),
        (["x" * 300], "cannot be read: File name too long"),
        (["--changed-lines", "--since", "HEAD", "--fix"], "--fix cannot be held to changed lines"),
        (["--config", "list.toml"], "nosuch.list cannot be read"),
        (["--config", "bad.toml"], "accepted.list:2 must name a rule and a file"),
        (["--config", "severity.toml"], "`severity.FIG` is 'fatal'; it can be error"),
        (["--config", "code.toml"], "No rule begins with 'QQQ'"),
        (["--extend-select", "QQQ"], "No rule begins with 'QQQ'"),
        (["--baseline", "nosuch.json"], "make it with --write-baseline"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_contradictions(kanwu_command: Kanwu, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    """What cannot be is said in one sentence."""
    write(tmp_path, a=CLEAN)
    (tmp_path / "list.toml").write_text('suppressions = "nosuch.list"')
    (tmp_path / "bad.toml").write_text('suppressions = "accepted.list"')
    (tmp_path / "severity.toml").write_text('severity = { FIG = "fatal" }')
    (tmp_path / "code.toml").write_text('per-file-ignores = { "*.txt" = ["QQQ"] }')
    (tmp_path / "accepted.list").write_text("# one\nGLS001\n")
    done = kanwu_command("check", "a.txt", *arguments)
    message = done.stderr.decode()
    assert (done.returncode, sentence in message, message.count("\n")) == (2, True, 1), message


def test_settings_by_file(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """A rule is switched off in the files of a pattern, even one that is selected by its full code."""
    (tmp_path / "drafts").mkdir()
    write(tmp_path, a=WRONG)
    write(tmp_path / "drafts", b=f"{WRONG}{GARBLED}")
    (tmp_path / "kanwu.toml").write_text(
        'select = ["GLS", "FIG101"]\nextend-select = ["DAT"]\n[per-file-ignores]\n"drafts/" = ["FIG"]'
    )
    done = kanwu_command("check", ".", "--output-format", "concise")
    assert [line.split(":")[0] for line in done.stdout.decode().splitlines()] == [
        "a.txt",
        "drafts/b.txt",
        "drafts/b.txt",
    ]
    assert kanwu_command("run", ".", "--out", "out").returncode == 0
    record = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert record["counts"]["findings"] == {"FIG101": 1, "GLS001": 2}
    assert record["config"]["per_file_ignores"] == {"drafts/": ["FIG"]}


def test_every_line_that_init_writes_can_be_switched_on(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """What is commented out is TOML that kanwu reads: no value is missing, no key is unknown."""
    write(tmp_path, a=CLEAN)
    assert kanwu_command("init").returncode == 0
    lines = (tmp_path / "kanwu.toml").read_text("utf-8").splitlines()
    settings = [line.removeprefix("# ") for line in lines if " = " in line or line.startswith("# [")]
    (tmp_path / "all.toml").write_text("\n".join(settings), "utf-8")
    shown = kanwu_command("check", ".", "--config", "all.toml", "--show-settings")
    assert shown.returncode == 0, shown.stderr.decode()
    assert b'profile = "mainland"' in shown.stdout


def test_show_settings_and_init(kanwu_command: Kanwu, tmp_path: Path) -> None:
    """`init` writes a file that changes nothing; `--show-settings` prints one that means what is in force."""
    write(tmp_path, a=CLEAN)
    assert kanwu_command("init").returncode == 0
    assert b"kanwu.toml is there already" in kanwu_command("init").stderr
    plain = kanwu_command("check", ".", "--isolated", "--show-settings").stdout.decode().splitlines()
    assert kanwu_command("check", ".", "--show-settings").stdout.decode().splitlines()[1:] == plain[1:]
    (tmp_path / "kanwu.toml").write_text('ignore = ["fig111"]\nseverity = { "GLS" = "info" }\nto = "zh-TW"')
    shown = kanwu_command("check", ".", "--show-settings").stdout
    (tmp_path / "again.toml").write_bytes(shown)
    again = kanwu_command("check", ".", "--config", "again.toml", "--show-settings").stdout
    assert again.splitlines()[1:] == shown.splitlines()[1:]
    assert b'to = "zh-TW"' in shown
