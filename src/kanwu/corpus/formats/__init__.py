"""Formats: one file each, that says what it is called, how it looks, and how its texts are read and put back."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kanwu.corpus.formats.format import Format

COMPRESSIONS: Mapping[str, tuple[str, bytes]] = {
    ".gz": ("gzip", b"\x1f\x8b"),
    ".zst": ("zstd", b"\x28\xb5\x2f\xfd"),
    ".bz2": ("bz2", b"BZh"),
}
"""By suffix: the codec's name in pyarrow, and what its files begin with."""

PLAIN = "text"
"""The format of a file that is one text and nothing else."""

_SNIFFED = 8192  # bytes looked at to tell one format from another


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out.

    Attributes:
        format: the name of its format.
        compression: the codec it is compressed with, or None.
    """

    format: str
    compression: str | None = None

    def __str__(self) -> str:
        """Name it as the tables of a run do: `jsonl` or `jsonl+gzip`."""
        return self.format if self.compression is None else f"{self.format}+{self.compression}"

    @classmethod
    def parse(cls, name: str) -> Layout:
        """Read what `str` gives.

        >>> Layout.parse("jsonl+gzip")
        Layout(format='jsonl', compression='gzip')
        """
        form, _, compression = name.partition("+")
        return cls(form, compression or None)

    @property
    def is_whole(self) -> bool:
        """Whether the file is one document, read at once, and not a container of records."""
        return self.compression is None and formats()[self.format].is_document


@cache
def formats() -> Mapping[str, Format]:
    """Return every format by its name: each module of this room that has a `FORMAT`, or several `FORMATS`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found = [each for module in modules for each in getattr(module, "FORMATS", ())]
    found += [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {each.name: each for each in found}


@cache
def suffixes() -> Mapping[str, str]:
    """Return the name of the format by the suffix that a folder scan knows it by."""
    return {suffix: each.name for each in formats().values() for suffix in each.suffixes}


def named_layout(name: str) -> Layout | None:
    """Return the layout that a file name speaks of, or None where it speaks of none that kanwu reads.

    >>> named_layout("pages.JSONL.gz"), named_layout("photo.jpg")
    (Layout(format='jsonl', compression='gzip'), None)
    """
    lower = name.lower()
    compression = None
    for suffix, (codec, _) in COMPRESSIONS.items():
        if lower.endswith(suffix):
            compression, lower = codec, lower.removesuffix(suffix)
    found = suffixes().get(Path(lower).suffix)
    if found is None or (compression is not None and not formats()[found].compressible):
        return None
    return Layout(found, compression)


def layout_of(path: Path) -> Layout:
    """Return how a file is laid out: by its name, and where that says nothing by how it begins.

    What the first bytes prove beats the name: a `.jsonl` that begins as gzip is compressed.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    named = named_layout(path.name)
    for codec, magic in COMPRESSIONS.values():
        if head.startswith(magic) and (named is None or named.format == PLAIN or formats()[named.format].compressible):
            return Layout(PLAIN if named is None else named.format, codec)
    if named is not None and named.format != PLAIN:
        return named
    if named is None:
        for each in formats().values():
            if each.begins(head):
                return Layout(each.name)
    return named or Layout(PLAIN)


def compression_of(path: Path) -> str | None:
    """Return the codec a file is compressed with, by how it begins.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    return next((codec for codec, magic in COMPRESSIONS.values() if head.startswith(magic)), None)


def is_known_binary(path: Path) -> bool:
    """Say whether a file is of a format that may hold any bytes, and so need not look like text."""
    named = named_layout(path.name)
    if named is not None and not named.is_whole:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
    except OSError:
        return False
    compressed = any(head.startswith(magic) for _, magic in COMPRESSIONS.values())
    return compressed or any(each.is_binary and each.begins(head) for each in formats().values())
