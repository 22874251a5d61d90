"""Corpora elsewhere: read from and written to a local S3 server, a web server, and the memory of fsspec."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer
from tests.conftest import Kanwu

import kanwu
from kanwu.corpus import publish, remote
from kanwu.corpus.remote import Address, location
from kanwu.corpus.scan import scan
from kanwu.errors import InputError, OutputError

GARBLED = "市中區(qū)以更實更細(xì)舉措。\n"
CLEAN = "没有问题。\n"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start an S3 server on this machine and return its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Return the file system of the server, with three documents in a bucket."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    fsspec.config.conf.clear()
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    if system.exists("corpus"):
        system.rm("corpus", recursive=True)
    system.mkdir("corpus")
    system.pipe_file("corpus/in/a.txt", GARBLED.encode())
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in (GARBLED, CLEAN)]
    system.pipe_file("corpus/in/deep/b.jsonl", "\n".join(lines).encode())
    system.pipe_file("corpus/in/photo.jpg", b"\xff\xd8\0")
    return system


def test_an_address_is_told_from_a_path() -> None:
    """What has a scheme and two slashes is an address; all else is a path, also `C:` and a name with a colon."""
    assert isinstance(location("s3://bucket/x"), Address)
    assert isinstance(location("HTTPS://example.org/x"), Address)
    assert all(isinstance(location(text), Path) for text in ("a:b", "C:\\x", "c://x", "/s3/x", "-"))


def test_a_run_from_s3_to_s3(s3: Any, tmp_path: Path) -> None:
    """The results are those of the same files on this machine, and the names are those of the addresses."""
    run = kanwu.run("s3://corpus/in", "s3://corpus/out")
    page = run.report()
    assert run.counts["documents"] == {"clean": 1, "mended": 2}
    assert run.counts["passed_over"] == {"in other formats": 1}
    assert run.record["source"] == "s3://corpus/in"
    assert s3.cat_file("corpus/out/cleaned/a.txt").decode() == "市中區以更實更細舉措。\n"
    assert "區以更實更細舉措" in s3.cat_file("corpus/out/cleaned/deep/b.jsonl").decode()
    assert s3.cat_file("corpus/out/report/index.html") == page.read_bytes()
    rows = pq.read_table(s3.open("corpus/out/documents.parquet", "rb")).to_pylist()
    assert [row["path"] for row in rows] == [
        "s3://corpus/in/a.txt",
        "s3://corpus/in/deep/b.jsonl#1",
        "s3://corpus/in/deep/b.jsonl#2",
    ]
    here = tmp_path / "in"
    s3.get("corpus/in", str(here), recursive=True)
    same = kanwu.run(here, tmp_path / "out")
    assert same.counts["findings"] == run.counts["findings"]
    assert not list(run.folder.rglob("*.partial*"))


def test_a_finished_run_elsewhere_is_not_done_again(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same call does nothing; after a change of the input it does all, and nothing of before is left."""
    put: list[str] = []
    first = kanwu.run("s3://corpus/in", "s3://corpus/out")
    with monkeypatch.context() as patched:
        patched.setattr("kanwu.corpus.publish.put", lambda _, address: put.append(address))
        assert kanwu.run("s3://corpus/in", "s3://corpus/out").record == first.record
    assert put == []
    s3.pipe_file("corpus/in/a.txt", CLEAN.encode())
    assert kanwu.run("s3://corpus/in", "s3://corpus/out").counts["documents"] == {"clean": 2, "mended": 1}
    assert s3.cat_file("corpus/out/cleaned/a.txt").decode() == CLEAN


def test_what_an_earlier_run_left_elsewhere_goes_away(
    s3: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: str
) -> None:
    """A file that is no more in the input is no more in the results, also when another machine made them."""
    kanwu.run("s3://corpus/in", "s3://corpus/out")
    s3.rm_file("corpus/in/a.txt")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    run = kanwu.run("s3://corpus/in", "s3://corpus/out")
    assert run.counts["documents"] == {"clean": 1, "mended": 1}
    assert not s3.exists("corpus/out/cleaned/a.txt")
    assert server


def test_a_machine_does_not_trust_what_another_has_replaced(
    s3: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What this machine put there earlier is put again if another has written there since."""
    kanwu.run("s3://corpus/in", "s3://corpus/out")
    with monkeypatch.context() as another:
        another.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
        s3.pipe_file("corpus/in/a.txt", CLEAN.encode())
        kanwu.run("s3://corpus/in", "s3://corpus/out")
        assert s3.cat_file("corpus/out/cleaned/a.txt").decode() == CLEAN
    s3.pipe_file("corpus/in/a.txt", GARBLED.encode())
    kanwu.run("s3://corpus/in", "s3://corpus/out")
    assert s3.cat_file("corpus/out/cleaned/a.txt").decode() == "市中區以更實更細舉措。\n"
    record = json.loads(s3.cat_file("corpus/out/run.json"))
    assert record["counts"]["documents"] == {"clean": 1, "mended": 2}


def test_a_run_that_could_not_put_everything_goes_on(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there already is not put again, and the record comes last."""
    put: list[str] = []

    def broken(path: Path, address: Address) -> None:
        if address.endswith("findings.parquet"):
            raise OutputError(f"{address} cannot be written: the line is dead.")
        put.append(str(address))
        remote.put(path, address)

    monkeypatch.setattr(publish, "put", broken)
    with pytest.raises(OutputError, match="the line is dead"):
        kanwu.run("s3://corpus/in", "s3://corpus/out")
    assert not s3.exists("corpus/out/run.json")
    first = set(put)
    put.clear()

    def noted(path: Path, address: Address) -> None:
        put.append(str(address))
        remote.put(path, address)

    monkeypatch.setattr(publish, "put", noted)
    kanwu.run("s3://corpus/in", "s3://corpus/out")
    assert put[-1] == "s3://corpus/out/run.json"
    assert "s3://corpus/out/findings.parquet" in put
    assert len(first & set(put)) < len(first)


def test_somebody_elses_files_are_left_alone(s3: Any) -> None:
    """A place that holds files and no run is refused."""
    with pytest.raises(OutputError, match="is not empty and holds no kanwu run"):
        kanwu.run("s3://corpus/in", "s3://corpus/in")
    assert s3.exists("corpus/in/photo.jpg")


def test_big_files_elsewhere_are_cut(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more than 8 MB is copied once and done in parts; no copy is left."""
    brought: list[str] = []

    def noted(file: remote.Remote, path: Path) -> None:
        brought.append(file.address)
        remote.fetch(file, path)

    monkeypatch.setattr("kanwu.corpus.shards.fetch", noted)
    line = json.dumps({"text": GARBLED * 1500}, ensure_ascii=False)
    s3.pipe_file("corpus/big/c.jsonl", "\n".join([line] * 300).encode())
    run = kanwu.run("s3://corpus/big", "s3://corpus/out-big", kanwu.Config(select=("GLS",)))
    assert run.counts["documents"] == {"mended": 300}
    assert brought == ["s3://corpus/big/c.jsonl"]


def test_the_commands(s3: Any, kanwu_command: Kanwu) -> None:
    """`check` reads, `clean` writes, `run` does both; each names addresses."""
    checked = kanwu_command("check", "s3://corpus/in", "--output-format", "concise", "--select", "GLS")
    assert checked.returncode == 1
    assert b"s3://corpus/in/a.txt:1:" in checked.stdout
    assert kanwu_command("check", "s3://corpus/in", "--fix").returncode == 2
    cleaned = kanwu_command("clean", "s3://corpus/in", "--out", "s3://corpus/cleaned")
    assert cleaned.returncode == 0, cleaned.stderr
    assert s3.cat_file("corpus/cleaned/a.txt").decode() == "市中區以更實更細舉措。\n"
    assert s3.exists("corpus/cleaned/.kanwu/run.json")
    done = kanwu_command("run", "s3://corpus/in", "--out", "s3://corpus/ran")
    assert done.returncode == 0, done.stderr
    assert b"Report: s3://corpus/ran/report/index.html" in done.stdout
    assert s3.exists("corpus/ran/report/index.html")
    diff = kanwu_command("clean", "--diff", "s3://corpus/in/a.txt")
    assert diff.returncode == 1
    in_place = kanwu_command("clean", "s3://corpus/in", "--in-place", "--log", "log")
    assert in_place.returncode == 2
    assert in_place.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://corpus/none", "does not exist; check the spelling"),
        ("s3://no-such-bucket/none", "does not exist; check the spelling"),
        ("ftpp://host/none", "cannot be read: Protocol not known: ftpp"),
    ],
)
def test_errors_are_one_sentence(s3: Any, kanwu_command: Kanwu, address: str, said: str) -> None:
    """What cannot be read is told in one line, without a traceback."""
    assert s3
    done = kanwu_command("check", address)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert said in done.stderr.decode()


def test_missing_credentials_are_one_sentence(
    s3: Any, kanwu_command: Kanwu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who has no credentials is told so."""
    assert s3
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    done = kanwu_command("check", "s3://corpus/in")
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "credentials" in done.stderr.decode()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without fsspec, or without what it needs for a kind of address, the sentence says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(InputError, match=r"pip install 'kanwu\[remote\]'"):
        scan([Address("s3://corpus/in")], copies=tmp_path)


def test_web_and_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on the web is read by its address; fsspec's memory takes the results."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.html").write_text(f"<html><p>{GARBLED}</p></html>", "utf-8")
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(tmp_path / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        run = kanwu.run(f"http://127.0.0.1:{server.server_port}/page.html", "memory://results")
    finally:
        server.shutdown()
        server.server_close()
    assert run.counts["documents"] == {"mended": 1}
    memory = fsspec.filesystem("memory")
    assert "區以更實更細舉措" in memory.cat_file("/results/cleaned/page.html").decode()


def test_files_here_and_elsewhere_do_not_mix(tmp_path: Path) -> None:
    """Ids are relative to one place, so all inputs must have one."""
    with pytest.raises(InputError, match="not both"):
        scan([tmp_path, Address("s3://corpus/in")], copies=tmp_path)
