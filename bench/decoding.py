"""Measure decoding on chardet's labelled files: `python bench/decoding.py [--cache FOLDER] [--show]`.

Fetches the source distribution of chardet 6.0.0.post1 with pip (its tests are 2,179 files in folders named by
encoding and language), and compares what kanwu makes of each file with the labelled decoding. The files are other
people's texts: they stay in the cache folder, or in a temporary one.

What cannot be told apart is not held against anyone. A file is right when the text is what Python's codec of the
label gives, or what the Encoding Standard means by the label (`shift_jis` is windows-31j), the byte order mark left
out; files with the same bytes under two labels are right with either. A file labelled as no text at all is right when
it is recognised as none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import chardet

from kanwu.repair import decode
from kanwu.repair.decoding.labels import codec_of

RELEASE = "chardet==6.0.0.post1"
NO_TEXT = "None"  # the folder of images, archives and the like
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file of the collection.

    Attributes:
        path: where it is.
        label: the encoding its folder names, or `None` for no text.
        language: the language its folder names, or the label again.
        data: its bytes.
    """

    path: Path
    label: str
    language: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a file was read right, by whom."""

    file: Labelled
    kanwu: bool
    strictly: bool
    chardet: bool
    read_as: str


def main() -> None:
    """Print the table."""
    options = _options()
    if options.cache is not None:
        options.cache.mkdir(parents=True, exist_ok=True)
        _measure(options.cache, show=options.show)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), show=options.show)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="keep the downloaded source distribution here")
    parser.add_argument("--show", action="store_true", help="name the files that are read wrongly")
    return parser.parse_args()


def _measure(cache: Path, *, show: bool) -> None:
    tests = fetch(cache)
    if tests is None:
        print(f"{RELEASE} cannot be fetched: is there a network? Nothing was measured.")
        return
    files = list(labelled(tests))
    wanted = readings(files)
    start = time.perf_counter()
    for file in files:
        decode(file.data)
    seconds = time.perf_counter() - start
    outcomes = [judge(file, wanted[file.data]) for file in files]
    size = sum(len(file.data) for file in files) / 1e6
    print(f"{len(files)} files, {size:.1f} MB, decoded in {seconds:.1f} s ({size / seconds:.1f} MB/s)\n")
    print_table(outcomes)
    if show:
        for outcome in (outcome for outcome in outcomes if not outcome.kanwu):
            file = outcome.file
            beside = "chardet right" if outcome.chardet else "chardet wrong"
            print(f"  {file.path.parent.name}/{file.path.name}: read as {outcome.read_as} ({beside})")


def fetch(cache: Path) -> Path | None:
    """Return the folder of the collection, fetched and unpacked if it is not in the cache yet."""
    if not list(cache.glob("chardet-6*.tar.gz")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
        if subprocess.run([*command, "--dest", str(cache), RELEASE], check=False).returncode:
            return None
    tests = cache / "chardet-6.0.0.post1" / "tests"
    if not tests.is_dir():
        with tarfile.open(next(cache.glob("chardet-6*.tar.gz"))) as archive:
            archive.extractall(cache, filter="data")
    return tests


def labelled(tests: Path) -> Iterator[Labelled]:
    """Read the collection."""
    for folder in sorted(path for path in tests.iterdir() if path.is_dir()):
        label, _, language = folder.name.rpartition("-")
        for path in sorted(folder.iterdir()):
            yield Labelled(path, label or folder.name, language, path.read_bytes())


def readings(files: list[Labelled]) -> Mapping[bytes, set[str]]:
    """Return the right texts of each file's bytes, under every label that the bytes have in the collection."""
    wanted: dict[bytes, set[str]] = defaultdict(set)
    for file in files:
        for codec in (file.label, codec_of(file.label)):
            text = decode_or_none(file.data, codec)
            if text is not None:
                wanted[file.data].add(text)
    return wanted


def decode_or_none(data: bytes, codec: str | None) -> str | None:
    """Decode strictly and take off the byte order mark; None where that fails."""
    try:
        return None if codec is None else data.decode(codec).removeprefix(BOM)
    except (LookupError, UnicodeDecodeError):
        return None


def judge(file: Labelled, wanted: set[str]) -> Outcome:
    """Compare kanwu's and chardet's reading of a file with the label's."""
    decoded = decode(file.data)
    detected = chardet.detect(file.data)["encoding"]
    if file.label == NO_TEXT:
        recognised = decoded.text == "\ufffd"
        return Outcome(file, recognised, recognised, detected is None, decoded.encoding.name)
    theirs = {decode_or_none(file.data, detected), decode_or_none(file.data, codec_of(detected))}
    exact = decoded.text == decode_or_none(file.data, file.label)
    return Outcome(file, decoded.text in wanted, exact, bool(theirs & wanted), decoded.encoding.name)


def print_table(outcomes: list[Outcome]) -> None:
    """Print the shares: all files, the Chinese ones, and each family of encodings."""
    print(f"{'':22}{'files':>7}{'kanwu':>8}{'chardet':>9}   share of kanwu")
    print_row("all", outcomes)
    print_row("Chinese", [outcome for outcome in outcomes if outcome.file.language == "chinese"])
    families: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        families[family(outcome.file.label)].append(outcome)
    for name, members in sorted(families.items()):
        print_row(name, members)
    strict = Counter(outcome.strictly for outcome in outcomes)[True]
    print(f"\nas Python's codec of the label reads it, nothing else accepted: {strict} ({strict / len(outcomes):.2%})")


def print_row(name: str, outcomes: list[Outcome]) -> None:
    """Print one line of the table."""
    ours = sum(outcome.kanwu for outcome in outcomes)
    theirs = sum(outcome.chardet for outcome in outcomes)
    print(f"{name:22}{len(outcomes):7}{ours:8}{theirs:9}   {ours / len(outcomes):.2%}")


FAMILIES = (
    ("utf", "UTF-8, UTF-16, UTF-32"),
    ("iso-8859", "ISO 8859"),
    ("windows", "Windows"),
    ("mac", "Macintosh"),
    ("koi8", "KOI8"),
    ("iso-2022", "ISO 2022, HZ"),
    ("hz", "ISO 2022, HZ"),
)
EBCDIC = frozenset({"cp037", "cp424", "cp500", "cp875", "cp1026"})
EAST_ASIAN = frozenset(
    {"big5", "gb2312", "gb18030", "cp932", "cp949", "euc-jp", "euc-kr", "johab", "shift_jis", "shift-jis"}
)


def family(label: str) -> str:
    """Return the family of encodings that a label belongs to."""
    label = label.lower()
    if label in EAST_ASIAN:
        return "East Asian"
    if label in EBCDIC:
        return "EBCDIC"
    for prefix, name in FAMILIES:
        if label.startswith(prefix):
            return name
    return "DOS" if label.startswith("cp") else "others"


if __name__ == "__main__":
    main()
