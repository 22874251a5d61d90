"""How fast a whole corpus is mended and checked, against the obvious script, each peer alone, and a plain copy.

Run `python bench/corpus.py [MB] [one]`. The corpus is built from the seeds, the messages that Debian's programs print
in ten languages (the gettext catalogues of this machine), and `../shared/realtext` where it lies beside the repository;
what is not there is said. Nine documents in ten are sound; 4% were read with a wrong codec, 2% carry glosses, 2% hold
characters of the other script, 2% invisible characters. The wrong codecs are spread as they were found on 77 real
pages (`CHAINS`), among those that can write the text: one chain alone says little, since UTF-8 that was read as GB18030
proves itself by its form, and double-byte text does not. With `one`, all of it is UTF-8 read as GB18030.

All jobs take turns over the same documents on one core; the median of the rounds counts, in MB of UTF-8 a second of CPU
time. The obvious script is chardet, ftfy, opencc-python-reimplemented and regular expressions on every document. That
package has the import name of the official binding and would take its place, so it is looked for in a folder of its
own, where `make bench` puts it: `pip install --target .build/peers opencc-python-reimplemented`. Where it is not there,
the official binding, which is faster, stands for it, and that is said.
"""

from __future__ import annotations

import contextlib
import gettext
import gzip
import importlib.util
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import chardet
import ftfy
import opencc
import pyarrow as pa
import pyarrow.parquet as pq

import kanwu
from kanwu.columns import clean_column
from kanwu.pipeline import process_batch, process_shard

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("KANWU_SHARED", ROOT.parent / "shared"))
LOCALES = Path("/usr/share/locale")
LANGUAGES = ("de", "es", "fr", "it", "ja", "ko", "pl", "ru", "zh_CN", "zh_TW")
ROUNDS = 3
LENGTH = 1500  # characters of a document
ROW_GROUP = 2000
CHAINS = (
    (13, ("utf-8>gb18030",)),
    (2, ("utf-8>gb18030", "utf-8>gb18030")),
    (7, ("utf-8>latin-1",)),
    (7, ("utf-8>cp1252",)),
    (6, ("gbk>latin-1",)),
    (6, ("gbk>cp1252",)),
    (8, ("gbk>big5",)),
    (8, ("big5>gbk",)),
    (5, ("shift_jis>gbk",)),
    (5, ("shift_jis>latin-1",)),
    (8, ("utf-8>shift_jis",)),
)
"""How often each way of misreading was found on real pages, Chinese and Japanese ones."""
Chains = Sequence[tuple[int, Sequence[str]]]
ONE = ((1, ("utf-8>gb18030",)),)

NUMBERS = re.compile(r"\d[\d,.]*(?:%|万|亿|个|人|元|million|billion)?")
GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)")
INVISIBLE = re.compile("[\u200b-\u200f\ufeff]")


def texts() -> Iterator[str]:
    """Give sound texts of some length."""
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield kanwu.clean(path.read_bytes()).text
    for path in sorted((SHARED / "realtext").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield "\n".join(json.loads(line)["text"] for line in lines)
    for language in LANGUAGES:
        yield "\n".join(messages(LOCALES / language / "LC_MESSAGES"))


def messages(folder: Path) -> Iterator[str]:
    """Give the messages of the catalogues in a folder; those in other encodings than they say are left out."""
    for path in sorted(folder.glob("*.mo")):
        with path.open("rb") as file, contextlib.suppress(UnicodeDecodeError):
            known: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
            yield from known.values()


def documents(size: float, chains: Chains = CHAINS) -> list[str]:
    """Return documents of so many bytes together, damaged as real corpora are."""
    chance = random.Random(1)  # noqa: S311 - a corpus, no secret
    pieces = [text[at : at + LENGTH] for text in texts() for at in range(0, len(text), LENGTH)]
    if not (SHARED / "realtext").is_dir():
        print("../shared/realtext is not there: measuring without edited Chinese text.")
    missing = [language for language in LANGUAGES if not (LOCALES / language / "LC_MESSAGES").is_dir()]
    if missing:
        print(f"No gettext catalogues in {LOCALES} for: {', '.join(missing)}.")
    made: list[str] = []
    total = 0
    while total < size:
        made.append(damaged(chance.choice(pieces), chance, chains))
        total += len(made[-1].encode())
    return made


def damaged(text: str, chance: random.Random, chains: Chains) -> str:
    """Return a text as one in ten comes out of a scraper, or as it is."""
    kind = chance.random()
    if kind < 0.04:
        return misread(text, chance, chains)
    if kind < 0.06:
        return text.replace("區", "區(qū)").replace("細", "細(xì)").replace("設", "設(shè)")
    if kind < 0.08:
        return text.replace("後", "后").replace("裡", "里").replace("隻", "只")
    return text[:40] + "\u200b" + text[40:] if kind < 0.1 else text


def misread(text: str, chance: random.Random, chains: Chains) -> str:
    """Return a text as wrong codecs show it, by one of the chains that can write all of it."""
    possible = [(weight, chain) for weight, chain in chains if can_write(text, chain[0].partition(">")[0])]
    (chain,) = chance.choices([chain for _, chain in possible], [weight for weight, _ in possible])
    for step in chain:
        written, _, shown = step.partition(">")
        text = text.encode(written).decode(shown, "replace")
    return text


def can_write(text: str, codec: str) -> bool:
    """Say whether a codec has all characters of a text."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def reimplemented() -> Any:
    """Return the package that the obvious script converts with."""
    source = ROOT / ".build" / "peers" / "opencc" / "__init__.py"
    spec = importlib.util.spec_from_file_location("opencc_reimplemented", source) if source.is_file() else None
    if spec is None or spec.loader is None:
        print(
            "opencc-python-reimplemented is not in .build/peers: the obvious script has the faster, official binding."
        )
        return opencc
    module = importlib.util.module_from_spec(spec)
    sys.modules["opencc_reimplemented"] = module
    spec.loader.exec_module(module)
    return module


def obvious(text: str, converter: Any) -> object:
    """Do what a script of twenty lines does."""
    data = text.encode()
    text = data.decode(chardet.detect(data)["encoding"] or "utf-8", "replace")
    text = converter.convert(INVISIBLE.sub("", GLOSS.sub("", ftfy.fix_text(text))))
    return NUMBERS.findall(text)


def jobs(sample: Sequence[str], folder: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    converter, slow = opencc.OpenCC("t2s"), reimplemented().OpenCC("t2s")
    config, no_codecs = kanwu.Config(), kanwu.Config(ignore=("ENC",))
    batch = pa.RecordBatch.from_pydict({"id": [str(at) for at in range(len(sample))], "text": list(sample)})
    source = folder / "corpus.parquet"
    pq.write_table(pa.Table.from_batches([batch]), source, compression="zstd", row_group_size=ROW_GROUP)
    numbers = iter(range(1000))

    def identity() -> None:
        pq.write_table(pq.read_table(source), folder / "copy.parquet", compression="zstd", row_group_size=ROW_GROUP)

    return {
        "the obvious script": lambda: [obvious(text, slow) for text in sample],
        "chardet alone": lambda: [chardet.detect(text.encode()) for text in sample],
        "ftfy alone": lambda: [ftfy.fix_text(text) for text in sample],
        "opencc-python-reimplemented t2s alone": lambda: [slow.convert(text) for text in sample],
        "OpenCC t2s alone": lambda: [converter.convert(text) for text in sample],
        "kanwu, mending, one by one": lambda: [kanwu.clean(text, config) for text in sample],
        "kanwu, mending, a column": lambda: clean_column(sample, config),
        "the same without the ENC rules, one by one": lambda: [kanwu.clean(text, no_codecs) for text in sample],
        "the same without the ENC rules, a column": lambda: clean_column(sample, no_codecs),
        "kanwu, mending and checking, a batch": lambda: process_batch(batch, config),
        "Parquet to Parquet: a plain copy": identity,
        "Parquet to Parquet: kanwu, all tables": lambda: process_shard(source, folder / f"out{next(numbers)}", config),
    }


def main() -> None:
    """Print a table."""
    sample = documents(float(sys.argv[1] if len(sys.argv) > 1 else 8) * 1e6, ONE if "one" in sys.argv else CHAINS)
    size = sum(len(text.encode()) for text in sample) / 1e6
    print(f"{len(sample)} documents, {size:.1f} MB")
    pa.set_cpu_count(1)
    with tempfile.TemporaryDirectory() as name:
        measured = jobs(sample, Path(name))
        times: dict[str, list[float]] = {job: [] for job in measured}
        clean_column(sample[:200], kanwu.Config())  # tables are read once a process
        for _ in range(ROUNDS):
            for job, function in measured.items():
                start = time.process_time()
                function()
                times[job].append(time.process_time() - start)
    speeds = {job: size / statistics.median(taken) for job, taken in times.items()}
    for job, speed in speeds.items():
        print(f"  {job:<44} {speed:8.2f} MB/s  {speed / speeds['the obvious script']:7.2f} x the obvious script")


if __name__ == "__main__":
    main()
