"""What kanwu promises for every document, damaged or not, whatever way it takes through the program."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.corpus.checking import check_bytes
from kanwu.corpus.tables import TABLES
from kanwu.pipeline import process_batch
from tests.conftest import ROOT
from tests.damage import damaged_bytes, damaged_texts

SOUND = [
    case["text"]
    for path in sorted((ROOT / "fixtures").glob("GLS*/*.json"))
    for case in json.loads(path.read_text("utf-8"))
    if case["kind"] == "negative" and "text" in case
]


@given(damaged_texts)
@example("\U000e0061\U000e0062don\x92t")
@example("⺠⼈ a&amp;quot;b")
@example("e" + "\u0301" * 30)
def test_cleaning_settles(text: str) -> None:
    """What was cleaned needs at most two more cleanings until nothing changes, and never goes in a circle."""
    seen = [text]
    for _ in range(4):
        seen.append(kanwu.clean(seen[-1]).text)
    assert seen[-1] == seen[-2]


@given(st.lists(st.sampled_from(SOUND), max_size=5).map("\n".join))
def test_cleaned_sentences_stay(text: str) -> None:
    """What a first cleaning leaves of ordinary sentences, a second one leaves as it is."""
    once = kanwu.clean(text).text
    assert kanwu.clean(once).text == once


@given(damaged_bytes)
def test_a_page_is_restored(data: bytes) -> None:
    """Of any bytes read as HTML only prose changes, and they come back."""
    _, cleaned = check_bytes("page.html", data, kanwu.Config(), is_markup=True)
    assert cleaned.restore() == data


@settings(max_examples=30)
@given(st.lists(damaged_bytes, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_a_batch_changes_nothing(sample: list[bytes], chance: random.Random) -> None:
    """Each document comes out of a batch as it does whatever its neighbours are."""
    order = chance.sample(range(len(sample)), len(sample))
    straight = process_batch(pa.RecordBatch.from_pydict({"id": list(range(len(sample))), "text": pa.array(sample)}))
    shuffled = pa.RecordBatch.from_pydict({"id": order, "text": pa.array([sample[place] for place in order])})
    rows = sorted(process_batch(shuffled).to_pylist(), key=lambda row: int(row["id"]))
    assert rows == straight.to_pylist()


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_change_nothing(tmp_path: Path, workers: int) -> None:
    """A run gives the same tables and files however many workers it has, and however its inputs are named."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, text in enumerate([*SOUND[:20], "市中區(qū)以更實更細(xì)舉措。", "占99.4%。\x92"]):
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    paths = sorted(folder.iterdir(), reverse=True)
    one, other = kanwu.run(folder, tmp_path / "one"), kanwu.run(paths, tmp_path / "other", workers=workers)
    for name in TABLES:
        first, second = (pq.read_table(run.folder / f"{name}.parquet").to_pylist() for run in (one, other))
        assert first == second, name
    for path in (one.folder / "cleaned").rglob("*.txt"):
        assert path.read_bytes() == (other.folder / "cleaned" / path.name).read_bytes()


def operations(work: Callable[[str], object], text: str) -> int:
    """Count the calls that a piece of work makes, of Python functions and of those written in C."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


PIECES = [
    "市中區(qū)以更實更細(xì)舉措。",
    "共3人，其中1人占33.3%。\n",
    "合计|1|2\n",
    "don\x92t ",
    "國后，",
    "Ã©",
    "一是二是",
    "（(",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("work", [kanwu.clean, kanwu.check], ids=["clean", "check"])
def test_twice_the_text_takes_twice_the_calls(work: Callable[[str], object], piece: str) -> None:
    """The number of calls grows in proportion to the text; calls are counted, not seconds."""
    work(piece * 40)  # imports and tables
    single, double = (operations(work, piece * times) for times in (150, 300))
    assert double <= 2.5 * single
