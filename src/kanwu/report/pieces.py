"""The tables and texts of a report, cut so that no page is too large to open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kanwu.report import page, rows
from kanwu.report.packed import Packed, pack, pack_rows
from kanwu.report.sorted_rows import PackedRow, SortedRows, different
from kanwu.report.texts import PackedDocument, pack_documents

_ROWS = 8192  # of a table that are in memory as plain values at a time
_BLOCK = 200_000  # characters of JSON that are unpacked at a time to show a document


@dataclass(frozen=True, slots=True)
class Place:
    """Which documents a page holds, by number; both ends included."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of the report: its rows, how some are packed, and what it can be filtered by."""

    name: str
    items: Sequence[Any]
    packed: Callable[[int, int], Sequence[PackedRow]]
    codes: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()

    def blocks(self, most: int) -> Iterator[Packed]:
        """Pack its rows, some at a time, in blocks of `most` characters."""
        for first in range(0, len(self.items), _ROWS):
            yield from pack_rows(self.packed(first, first + _ROWS), most)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a table that is on one page.

    Attributes:
        kind: the table.
        file: the page.
        first: number of its first row in the table, from 1.
        last: number of its last row.
        rows: the first of them, written as HTML for readers without JavaScript.
        blocks: all of them, packed.
    """

    kind: Kind
    file: str
    first: int
    last: int
    rows: Sequence[Any]
    blocks: tuple[Packed, ...]

    @property
    def size(self) -> int:
        """How many characters its packed data has."""
        return sum(len(block.data) for block in self.blocks)

    @property
    def count(self) -> int:
        """How many rows it has."""
        return self.last - self.first + 1

    @property
    def total(self) -> int:
        """How many rows the whole table has."""
        return len(self.kind.items)

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that rows can be filtered by."""
        return self.kind.codes

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """The severities, verdicts or states that rows can be filtered by, with their names."""
        return self.kind.levels


def tables_of(report: page.RunReport, strings: Mapping[str, str], counted: page.Tally) -> dict[str, Kind]:
    """Return the tables of a report."""
    numbers = {document.id: number for number, document in enumerate(report.documents, 1)}
    documents = [
        rows.DocumentRow.of(document, counted.by_document, number)
        for number, document in enumerate(report.documents, 1)
    ]

    def levels(found: Iterable[str], order: Sequence[str], prefix: str = "") -> tuple[tuple[str, str], ...]:
        present = set(found)
        return tuple((level, strings[prefix + level]) for level in order if level in present)

    files = report.files or report.documents
    kinds = (
        Kind(
            "claims",
            report.claims,
            _numbered(report.claims, rows.pack_claim, numbers),
            tuple(sorted(different(report.claims, "code"))),
            levels(different(report.claims, "verdict"), page.VERDICTS),
        ),
        Kind(
            "documents",
            documents,
            _packed(documents, rows.pack_document),
            levels=levels((row.document.status for row in documents), page.STATUSES, "status_"),
        ),
        Kind("files", files, _packed(files, rows.pack_file)),
        Kind(
            "findings",
            report.findings,
            _numbered(report.findings, rows.pack_finding, numbers),
            tuple(sorted(different(report.findings, "code"))),
            levels(different(report.findings, "severity"), page.SEVERITIES),
        ),
    )
    return {kind.name: kind for kind in kinds}


def _packed(items: Sequence[Any], pack: Callable[[Any], PackedRow]) -> Callable[[int, int], Sequence[PackedRow]]:
    """Return what packs some of the items."""
    if isinstance(items, SortedRows):
        return items.packed
    return lambda first, last: [pack(item) for item in items[first:last]]


def _numbered(
    items: Sequence[Any], pack: Callable[[Any], PackedRow], numbers: Mapping[str, int]
) -> Callable[[int, int], Sequence[PackedRow]]:
    """Return what packs some of the items, each with the number of its document behind it."""
    packed = _packed(items, pack)
    return lambda first, last: [(*row, numbers.get(row[0], 0)) for row in packed(first, last)]


def cut(kind: Kind, static_rows: int, budget: int) -> tuple[Piece, ...]:
    """Cut a table into pieces of `budget` characters of packed data; the first is on the first page."""
    held: list[list[Packed]] = [[]]
    size = 0
    for block in kind.blocks(budget):
        if held[-1] and size + len(block.data) > budget:
            held.append([])
            size = 0
        held[-1].append(block)
        size += len(block.data)
    pieces: list[Piece] = []
    first = 0
    for blocks in held:
        last = first + sum(block.count for block in blocks)
        file = f"{kind.name}-{len(pieces) + 1}.html" if pieces else "index.html"
        static = kind.items[first : min(first + static_rows, last)]
        pieces.append(Piece(kind, file, first + 1, last, static, tuple(blocks)))
        first = last
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Block:
    """Some documents packed together."""

    first: int
    last: int
    data: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The blocks of one page."""

    blocks: tuple[Block, ...]

    @property
    def size(self) -> int:
        """How many characters its packed data has."""
        return sum(len(block.data) for block in self.blocks)

    @property
    def first(self) -> int:
        """Number of the first document."""
        return self.blocks[0].first

    @property
    def last(self) -> int:
        """Number of the last document."""
        return self.blocks[-1].last


def pack_blocks(report: page.RunReport, most: int = _BLOCK) -> Iterator[Block]:
    """Pack the documents of a report, some at a time: `most` characters of JSON, but at least one document."""
    waiting: list[PackedDocument] = []
    size = 0
    for document in pack_documents(report):
        waiting.append(document)
        size += len(document.json)
        if size >= min(most, _BLOCK):
            yield _block(waiting)
            waiting, size = [], 0
    if waiting:
        yield _block(waiting)


def _block(documents: Sequence[PackedDocument]) -> Block:
    return Block(documents[0].number, documents[-1].number, pack(document.json for document in documents))
