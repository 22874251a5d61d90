"""Spans, edits, and the map from a mended text back to its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `replacement`; offsets in code points of the text it applies to."""

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with every edit made; edits are in order and do not overlap.

    >>> apply_edits("區(qū)以更實", [Edit(1, 5, "")])
    '區以更實'
    """
    parts = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One changed place: `source[source_start:source_end]` became `text[start:end]`."""

    source_start: int
    source_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where each place of a mended text came from in its source.

    Attributes:
        chunks: the changed places, in order, not overlapping; all else is the same text, shifted.
    """

    chunks: tuple[Chunk, ...] = ()

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the mended text to the smallest source span that covers it.

        A place inside a change maps to the whole change. A removal at the span's edge stays outside.

        >>> removed = SourceMap((Chunk(1, 5, 1, 1),))  # 區(qū)以 -> 區以
        >>> removed.to_source(0, 1), removed.to_source(1, 2), removed.to_source(0, 2)
        ((0, 1), (5, 6), (0, 6))
        """
        if not self.chunks:
            return start, end
        if start == end:
            return self._point(start)
        first = bisect_right(self.chunks, start, key=lambda chunk: chunk.end)
        source_start = start + self._shift_before(first)
        if first < len(self.chunks) and self.chunks[first].start < start:
            source_start = self.chunks[first].source_start
        last = bisect_left(self.chunks, end, key=lambda chunk: chunk.start) - 1
        source_end = end + self._shift_before(last + 1)
        if last >= 0 and self.chunks[last].end > end:
            source_end = self.chunks[last].source_end
        # A replacement that begins exactly at the span is covered by its own source, not by what follows it.
        if first < len(self.chunks) and self.chunks[first].start == start < self.chunks[first].end:
            source_start = self.chunks[first].source_start
        return source_start, source_end

    def _point(self, at: int) -> tuple[int, int]:
        touched = bisect_left(self.chunks, at, key=lambda chunk: chunk.end)
        if touched < len(self.chunks) and self.chunks[touched].start <= at:
            return self.chunks[touched].source_start, self.chunks[touched].source_end
        source = at + self._shift_before(bisect_right(self.chunks, at, key=lambda chunk: chunk.end))
        return source, source

    def _shift_before(self, index: int) -> int:
        """How far the source is ahead of the text after the first `index` chunks."""
        if index == 0:
            return 0
        chunk = self.chunks[index - 1]
        return chunk.source_end - chunk.end

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the source to the smallest span of the mended text that covers what became of it.

        >>> removed = SourceMap((Chunk(1, 5, 1, 1),))  # 區(qū)以 -> 區以
        >>> removed.to_text(0, 1), removed.to_text(2, 6), removed.to_text(5, 6)
        ((0, 1), (1, 2), (1, 2))
        """
        first = bisect_right(self.chunks, start, key=lambda chunk: chunk.source_end)
        last = bisect_left(self.chunks, end, key=lambda chunk: chunk.source_start) - 1
        text_start, text_end = start - self._shift_before(first), end - self._shift_before(last + 1)
        if first < len(self.chunks) and self.chunks[first].source_start < start:
            text_start = self.chunks[first].start
        if last >= 0 and self.chunks[last].source_end > end:
            text_end = self.chunks[last].end
        return text_start, max(text_start, text_end)

    def touching(self, start: int, end: int) -> range:
        """Indices of the chunks that a span of the mended text overlaps; an empty span also touches its neighbours."""
        if start == end:
            first = bisect_left(self.chunks, start, key=lambda chunk: chunk.end)
            return range(first, bisect_right(self.chunks, end, key=lambda chunk: chunk.start))
        first = bisect_right(self.chunks, start, key=lambda chunk: chunk.end)
        last = bisect_left(self.chunks, end, key=lambda chunk: chunk.start)
        return range(first, max(first, last))


def map_of(edits: Sequence[Edit]) -> SourceMap:
    """Build the source map of edits made to a source text, in order and not overlapping."""
    chunks = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        chunks.append(Chunk(edit.start, edit.end, start, start + len(edit.replacement)))
        shift += len(edit.replacement) - (edit.end - edit.start)
    return SourceMap(tuple(chunks))
