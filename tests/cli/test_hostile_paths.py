"""Paths from the open web and from tired users: nothing is written outside the output, nothing of theirs is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import filelock
import pytest
from tests.conftest import KANWU, Kanwu

import kanwu
from kanwu.config import Config
from kanwu.corpus.atomic import replace_file
from kanwu.corpus.run import Job, perform
from kanwu.corpus.scan import scan
from kanwu.errors import KanwuError

GARBLED = "市中區(qū)以更實更細(xì)舉措。"
MENDED = "市中區以更實更細舉措。"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with one garbled document."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(GARBLED, "utf-8")
    return folder


def test_dots_in_inputs_stay_inside_the_output(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """Inputs with `..` keep their documents under `cleaned/`, and they are restored."""
    work = tmp_path / "work"
    (work / "own").mkdir(parents=True)
    shutil.copy(corpus / "a.txt", work / "own")
    done = kanwu_command("run", "../corpus", "own", "--out", "out", cwd=work)
    assert done.returncode == 0, done.stderr.decode()
    written = {path.relative_to(work / "out").as_posix() for path in (work / "out").rglob("a.txt")}
    assert written == {"cleaned/corpus/a.txt", "cleaned/work/own/a.txt"}
    assert kanwu_command("restore", "out", "--out", "back", cwd=work).returncode == 0
    assert (work / "back" / "corpus" / "a.txt").read_text("utf-8") == GARBLED


def test_a_run_does_not_read_its_own_output(kanwu_command: Kanwu, corpus: Path) -> None:
    """A run folder inside the corpus, however it is spelt, is not part of the corpus."""
    for _ in range(2):
        done = kanwu_command("run", ".", "--out", "../corpus/out", cwd=corpus)
        assert b"1 document read" in done.stdout, done.stderr.decode()


@pytest.mark.parametrize("out", ["corpus", "./corpus/../corpus", "link"])
def test_cleaning_never_overwrites_its_sources(kanwu_command: Kanwu, corpus: Path, tmp_path: Path, out: str) -> None:
    """`--out` that is the input itself is refused, also by way of a link."""
    (tmp_path / "link").symlink_to(corpus)
    done = kanwu_command("clean", "corpus", "--out", out)
    assert (done.returncode, b"holds the documents themselves" in done.stderr) == (2, True)
    assert (corpus / "a.txt").read_text("utf-8") == GARBLED


def test_cleaning_never_overwrites_files_of_others(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A file of the same name in the output folder that kanwu did not write is left alone."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("thesis")
    done = kanwu_command("clean", "corpus", "--out", "out")
    assert done.returncode == 2
    assert (tmp_path / "out" / "a.txt").read_text() == "thesis"
    assert corpus.exists()


def test_a_folder_with_someone_elses_record_is_kept(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A `run.json` alone does not make a folder kanwu's to remove."""
    out = tmp_path / "out"
    (out / "report").mkdir(parents=True)
    (out / "report" / "thesis.txt").write_text("thesis")
    for record in ("{}", "[]", "{", json.dumps({"tool": {"name": "another"}})):
        (out / "run.json").write_text(record)
        done = kanwu_command("run", str(corpus), "--out", "out")
        assert (done.returncode, b"holds no kanwu run" in done.stderr) == (2, True)
    assert (out / "report" / "thesis.txt").read_text() == "thesis"


def test_a_killed_job_in_place_keeps_the_originals(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while files are put in place, the job goes on; with other files it is refused, and the log stays."""
    (corpus / "b.txt").write_text(GARBLED, "utf-8")
    log = tmp_path / "log"

    def job() -> None:
        perform(scan([corpus]), Job(log, None, Config(), with_claims=False))

    def killed(path: Path, data: bytes) -> None:
        replace_file(path, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kanwu.corpus.run.replace_file", killed)
        with pytest.raises(KeyboardInterrupt):
            job()
    assert [(corpus / name).read_text("utf-8") for name in ("a.txt", "b.txt")] == [MENDED, GARBLED]
    (corpus / "c.txt").write_text(GARBLED, "utf-8")
    with pytest.raises(KanwuError, match="holds the log of an earlier cleaning"):
        job()
    (corpus / "c.txt").unlink()
    job()
    assert (corpus / "b.txt").read_text("utf-8") == MENDED


def test_long_names_and_foreign_names(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A name of 255 bytes works; one that is not UTF-8 is named in one sentence, and the rest is done."""
    long = "勘" * 83 + "误.md"
    (corpus / long).write_text(GARBLED, "utf-8")
    Path(os.fsdecode(os.fsencode(corpus) + b"/\xb9\xfe.txt")).write_text(GARBLED, "utf-8")
    done = kanwu_command("run", "corpus", "--out", "out")
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.count("\n") == 1
    assert r"\xb9\xfe.txt has a name that is not UTF-8; rename it" in message
    assert (tmp_path / "out" / "cleaned" / long).read_text("utf-8") == MENDED
    assert kanwu_command("restore", "out", "--out", "back").returncode == 0


def test_one_unwritable_file_does_not_stop_the_others(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A folder in the way of one cleaned file is named; the rest is done."""
    (corpus / "b.txt").write_text(GARBLED, "utf-8")
    assert kanwu_command("clean", "corpus", "--out", "out").returncode == 0
    (tmp_path / "out" / "a.txt").unlink()
    (tmp_path / "out" / "a.txt" / "x").mkdir(parents=True)
    (corpus / "b.txt").write_text(GARBLED * 2, "utf-8")
    done = kanwu_command("clean", "corpus", "--out", "out")
    assert (done.returncode, b"a.txt cannot be written to" in done.stderr) == (2, True)
    assert (tmp_path / "out" / "b.txt").read_text("utf-8") == MENDED * 2


def test_a_link_stays_a_link(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """Mending in place by way of a link changes the file and keeps the link."""
    (tmp_path / "link.txt").symlink_to(corpus / "a.txt")
    assert kanwu_command("clean", "link.txt", "--in-place", "--log", "log").returncode == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (corpus / "a.txt").read_text("utf-8") == MENDED


def test_a_name_cannot_write_to_the_terminal(kanwu_command: Kanwu) -> None:
    """Control characters of a file name come out as escapes, on one line."""
    done = kanwu_command("check", "evil\x1b]0;title\x07\nname.txt")
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\nkanwu = 5", "[tool.kanwu]\nselect = 3", "[tool.kanwu]\nto = 1"])
def test_odd_pyproject_files(kanwu_command: Kanwu, corpus: Path, text: str) -> None:
    """A pyproject.toml of any shape ends in a result or one sentence."""
    (corpus / "pyproject.toml").write_text(text)
    done = kanwu_command("check", ".", cwd=corpus)
    assert done.returncode in {1, 2}
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("record", [{"counts": {}}, {"tool": 3}, [], {"tool": {}, "source": 1}])
def test_odd_records(kanwu_command: Kanwu, tmp_path: Path, record: object) -> None:
    """A record of another shape is one sentence for every command that opens a run."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text(json.dumps(record))
    for arguments in (["report", "run"], ["report", "run", "--verify"], ["restore", "run", "--out", "back"]):
        done = kanwu_command(*arguments)
        assert (done.returncode, b"is not the record of a kanwu run" in done.stderr) == (2, True)


def test_standard_input_cannot_be_fixed(kanwu_command: Kanwu) -> None:
    """`check - --fix` says so instead of doing nothing."""
    done = kanwu_command("check", "-", "--fix", given=GARBLED.encode())
    assert (done.returncode, b"cannot be fixed" in done.stderr) == (2, True)


def test_a_flag_switches_off_what_the_file_switches_on(kanwu_command: Kanwu, corpus: Path) -> None:
    """Flags win over the configuration in both directions, and codes are read in either case."""
    (corpus / "kanwu.toml").write_text('unsafe-fixes = true\nselect = ["gls"]')
    assert kanwu_command("check", "a.txt", "--no-unsafe-fixes", cwd=corpus).returncode == 1


def test_a_log_is_not_replaced_by_that_of_other_documents(kanwu_command: Kanwu, corpus: Path) -> None:
    """Cleaning other documents into the same folder is refused; the same ones again are fine."""
    (corpus / "b.txt").write_text(GARBLED, "utf-8")
    for _ in range(2):
        assert kanwu_command("clean", str(corpus / "a.txt"), "--out", "out").returncode == 0
    done = kanwu_command("clean", str(corpus / "b.txt"), "--out", "out")
    assert (done.returncode, b"holds the log of other documents" in done.stderr) == (2, True)
    assert kanwu_command("clean", str(corpus), "--out", "out").returncode == 0


def test_restore_overwrites_nothing(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A file with another content in the place of an original is left alone and named."""
    kanwu_command("run", str(corpus), "--out", "out")
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "a.txt").write_text("precious")
    done = kanwu_command("restore", "out", "--out", "back")
    assert (done.returncode, b"exists and is not the original" in done.stderr) == (2, True)
    assert (tmp_path / "back" / "a.txt").read_text() == "precious"


def test_verify_covers_the_tables(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """A table that was changed after the run does not match any more."""
    kanwu_command("run", str(corpus), "--out", "out")
    table = tmp_path / "out" / "claims.parquet"
    table.write_bytes(table.read_bytes() + b"x")
    done = kanwu_command("report", "out", "--verify")
    assert (done.returncode, b"The table" in done.stderr) == (1, True)


def test_a_folder_in_use_is_refused(kanwu_command: Kanwu, corpus: Path, tmp_path: Path) -> None:
    """Two runs do not work in one folder at the same time."""
    (tmp_path / "out").mkdir()
    with filelock.FileLock(tmp_path / "out" / ".lock"):
        done = kanwu_command("run", str(corpus), "--out", "out")
    assert (done.returncode, b"is in use by another run" in done.stderr) == (2, True)


def test_an_older_run_is_no_document(kanwu_command: Kanwu, corpus: Path) -> None:
    """A run folder inside the corpus is passed over, and counted."""
    kanwu_command("run", ".", "--out", "run1", cwd=corpus)
    done = kanwu_command("run", ".", "--out", "run2", cwd=corpus)
    assert b"1 document read" in done.stdout
    assert b"1 folders that are runs of kanwu" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["check corpus", "rules", "clean -"])
def test_output_that_cannot_be_written(corpus: Path, tmp_path: Path, command: str) -> None:
    """A full or closed output is one sentence and exit code 2, or nothing, but never a traceback."""
    for shell, code in ((f"{KANWU} {command} >/dev/full", 2), (f"{KANWU} {command} >&-", None)):
        text = (corpus / "a.txt").read_bytes()
        done = subprocess.run(["bash", "-c", shell], input=text, capture_output=True, check=False, cwd=tmp_path)
        assert b"Traceback" not in done.stderr
        assert code is None or done.returncode == code


@pytest.mark.parametrize(
    "arguments", [["clean", "-", "--out", "x"], ["clean", "corpus", "--diff", "--out", "x"], ["clean", "-", "corpus"]]
)
def test_options_that_contradict_each_other(kanwu_command: Kanwu, corpus: Path, arguments: list[str]) -> None:
    """Nothing is silently ignored."""
    done = kanwu_command(*arguments, given=GARBLED.encode())
    assert (done.returncode, b"leave out" in done.stderr, corpus.exists()) == (2, True, True)


def test_diff_of_standard_input(kanwu_command: Kanwu) -> None:
    """`clean --diff -` shows what would change in standard input."""
    done = kanwu_command("clean", "--diff", "-", given=GARBLED.encode())
    assert (done.returncode, f"+{MENDED}" in done.stdout.decode()) == (1, True)


def test_a_filter_says_what_it_cannot_keep(kanwu_command: Kanwu) -> None:
    """A filter has no log; undecodable bytes that it replaced are told."""
    done = kanwu_command("clean", "-", given=GARBLED.encode() * 9 + b"\xff")
    assert (done.returncode, b"1 undecodable places became U+FFFD" in done.stderr) == (0, True)


@pytest.mark.parametrize("document", [None, 3, ["text"]])
def test_what_is_no_document_is_a_type_error(document: object) -> None:
    """The Python functions say what they take."""
    with pytest.raises(TypeError, match="a document is a str, bytes or"):
        kanwu.clean(document)  # type: ignore[arg-type]


def test_other_bytes_and_single_paths(corpus: Path, tmp_path: Path) -> None:
    """A bytearray is bytes, and a run takes one path as well as several."""
    assert kanwu.clean(bytearray(GARBLED.encode())).text == MENDED
    assert kanwu.run(str(corpus), tmp_path / "out").counts["read"] == 1


@pytest.mark.parametrize("words", ["check corpus", "check corpus --diff", "check corpus/locked", "run corpus --out o"])
def test_a_folder_without_permission(corpus: Path, tmp_path: Path, words: str) -> None:
    """A folder that cannot be looked into is named, as an input that failed; the rest is done."""
    locked = corpus / "locked"
    (locked / "inner").mkdir(parents=True)
    locked.chmod(0)
    humble: list[str] = []
    if os.geteuid() == 0:  # the superuser may look anywhere, unless it gives that up
        if shutil.which("setpriv") is None:
            pytest.skip("needs a user that may not look anywhere")
        given_up = "-dac_override,-dac_read_search"
        humble = ["setpriv", f"--bounding-set={given_up}", f"--inh-caps={given_up}"]
    done = subprocess.run([*humble, KANWU, *words.split()], capture_output=True, check=False, cwd=tmp_path, timeout=120)
    locked.chmod(0o700)
    message = done.stderr.decode()
    assert (done.returncode, "locked cannot be listed: Permission denied" in message) == (2, True), message
