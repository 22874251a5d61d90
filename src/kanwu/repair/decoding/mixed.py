"""Documents whose lines are in different encodings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kanwu.repair.decoding.plausible import (
    CHINESE,
    beyond_ascii,
    everyday_share,
    guess_chinese,
    guess_japanese,
    guess_korean,
    reads_as_chinese,
    strictly,
)
from kanwu.repair.decoding.strange import strangeness

_LEAST_UTF8 = 4  # characters beyond ASCII in the UTF-8 lines
_LEAST_HAN = 8  # in the lines of a codec next to UTF-8, whose lines tell themselves apart
_LEAST_HAN_EACH = 16  # in the lines of GB18030 and of Big5, which are told apart by what reads better
_LEAST_WESTERN = 3  # bytes beyond ASCII
_READABLE = 0.9  # share of everyday characters among those beyond ASCII, for a line to be read with a codec
_GARBLED = 0.6  # the same share, for a line not to be read with it
_LEAST_SHARE_OF_UTF8 = 0.25  # of the bytes beyond ASCII
_DAMAGED = 0.5
"""A line in which at least this share of the bytes beyond ASCII is valid UTF-8 is damaged UTF-8, not another codec."""


_THREE_BYTES = re.compile(r"[^\x00-\u07ff]")  # characters that take three bytes and more in UTF-8
_PAIR = re.compile(rb"[\x81-\xfe][\x80-\xfe]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines in one codec.

    Attributes:
        data: the bytes.
        codec: Python's codec.
    """

    data: bytes
    codec: str


def find_mixture(data: bytes) -> tuple[Segment, ...]:
    """Split a document that is not valid UTF-8 into runs of lines in one codec each; empty where it is not mixed."""
    lines = data.splitlines(keepends=True)
    if not lines[1:]:
        return ()
    codecs = [_codec_on_sight(line) for line in lines]
    if _is_written_utf8(_pool(lines, codecs, "utf-8")):
        codecs = [codec or _damaged_or_none(line) for line, codec in zip(lines, codecs, strict=True)]
    else:
        codecs = [codec if codec == "ascii" else None for codec in codecs]
    others = [line for line, codec in zip(lines, codecs, strict=True) if codec is None]
    found = _codecs_of_lines(others, alone="utf-8" not in codecs)
    if not found:
        return ()
    rest = iter(found)
    named = [codec or next(rest) for codec in codecs]
    return _segments(lines, [_undamaged(*pair, set(found)) for pair in zip(lines, named, strict=True)])


def _pool(lines: Sequence[bytes], codecs: Sequence[str | None], wanted: str) -> bytes:
    return b"".join(line for line, codec in zip(lines, codecs, strict=True) if codec == wanted)


def _undamaged(line: bytes, codec: str, others: set[str]) -> str:
    """Decide whether a line that is half valid UTF-8 is damaged UTF-8, or a line of the other codec by chance so."""
    if codec != "damaged":
        return codec
    shares = ((_everyday_share(line, other) or 0.0, other) for other in others if other in CHINESE)
    best, other = max(shares, default=(0.0, ""))
    return other if best >= _READABLE else "utf-8"


def _codec_on_sight(line: bytes) -> str | None:
    if line.isascii():
        return "ascii"
    return None if strictly(line, "utf-8") is None else "utf-8"


def _damaged_or_none(line: bytes) -> str | None:
    """Tell damaged UTF-8 from other codecs, whose bytes are valid two-byte sequences now and then."""
    text = line.decode("utf-8", "ignore")
    if 3 * len(_THREE_BYTES.findall(text)) >= _DAMAGED * _count_high(line):
        return "damaged"
    return "damaged" if utf8_share(line) >= _DAMAGED and _has_words(text) else None


def has_utf8_lines(data: bytes) -> bool:
    """Say whether so many lines are valid UTF-8, and on purpose, that no other codec can be right for the whole."""
    lines = data.splitlines(keepends=True)
    codecs = [_codec_on_sight(line) for line in lines]
    sound = _pool(lines, codecs, "utf-8")
    return _is_written_utf8(sound) and _count_high(sound) >= _LEAST_SHARE_OF_UTF8 * _count_high(data)


def _count_high(data: bytes) -> int:
    return len(data.translate(None, bytes(range(0x80))))


def utf8_share(data: bytes) -> float:
    """Return which share of the bytes above 7F belongs to valid UTF-8 sequences; 1 where there are none."""
    high = _count_high(data)
    if not high:
        return 1.0
    kept = len(data.decode("utf-8", "ignore").encode("utf-8")) - (len(data) - high)
    return max(kept, 0) / high


def _is_written_utf8(sound: bytes) -> bool:
    """Say whether valid UTF-8 lines are so on purpose.

    Text in a two-byte codec may happen to be valid UTF-8 for a word or two, of two-byte sequences nearly always.
    """
    text = sound.decode("utf-8")
    if len(_THREE_BYTES.findall(text)) >= _LEAST_UTF8:
        return True
    return beyond_ascii(text) >= _LEAST_UTF8 and strangeness(text) == 0 and _has_words(text)


def _codecs_of_lines(others: Sequence[bytes], *, alone: bool) -> list[str]:
    """Return the codec of each line that is not UTF-8, where they are certain, else nothing.

    Args:
        others: the lines.
        alone: whether there are no UTF-8 lines beside them, so that one codec for all would be no mixture.
    """
    two = _two_chinese(others) if _may_be_two(others) else []
    if two or alone:
        return two
    single = _codec_of_pool(b"".join(others))
    return [single] * len(others) if single else []


def _codec_of_pool(others: bytes) -> str | None:
    eastern = guess_japanese(others) or guess_korean(others) or guess_chinese(others, _LEAST_HAN)
    if eastern is not None:
        return eastern
    better = _better(*(_everyday_share(others, name) for name in CHINESE))
    if better is not None and len(others.decode(better)) >= _LEAST_HAN:
        return better
    western = strictly(others, "cp1252")
    if western is None or beyond_ascii(western) < _LEAST_WESTERN:
        return None
    return "cp1252" if strangeness(western) == 0 and _has_words(western) else None


_WORD_WITH_LETTER = re.compile(r"[A-Za-z][\u00c0-\u00ff]|[\u00c0-\u00ff][a-z]{2}|[A-Za-z][’”»]|[“«„][A-Za-z]")


def _has_words(text: str) -> bool:
    """Say whether the characters beyond ASCII stand where words have them: beside ASCII letters."""
    beyond = beyond_ascii(text)
    return len(_WORD_WITH_LETTER.findall(text)) * 2 >= beyond


def _may_be_two(lines: Sequence[bytes]) -> bool:
    """Say whether there are pairs of bytes enough for two readings; lines of Western text have few."""
    return len(_PAIR.findall(b"".join(lines))) >= 2 * _LEAST_HAN_EACH


def _two_chinese(lines: Sequence[bytes]) -> list[str]:
    """Tell GB18030 and Big5 lines apart by which reading has the everyday characters; nothing where that fails."""
    shares = [None if line.isascii() else [_everyday_share(line, name) for name in CHINESE] for line in lines]
    codecs = [None if pair is None else _better(*pair) for pair in shares]
    for name in CHINESE:
        pool = _pool(lines, codecs, name)
        if not reads_as_chinese(pool.decode(name), _LEAST_HAN_EACH):
            return []
    filled: list[str] = []
    for codec, pair in zip(codecs, shares, strict=True):
        filled.append("ascii" if pair is None else codec or _like_neighbour(filled, pair))
    return filled


def _like_neighbour(before: Sequence[str], shares: Sequence[float | None]) -> str:
    """Return the codec of the last line that has one, unless this line is valid in the other only."""
    fits = [name for name, share in zip(CHINESE, shares, strict=True) if share is not None]
    last = next((name for name in reversed(before) if name != "ascii"), CHINESE[0])
    return fits[0] if len(fits) == 1 else last


def _everyday_share(line: bytes, name: str) -> float | None:
    text = strictly(line, name)
    return None if text is None else everyday_share(text)


def _better(gb: float | None, big5: float | None) -> str | None:
    first, second = gb or 0.0, big5 or 0.0
    if first >= _READABLE and second < _GARBLED:
        return CHINESE[0]
    if second >= _READABLE and first < _GARBLED:
        return CHINESE[1]
    return None


def _segments(lines: Sequence[bytes], codecs: Sequence[str]) -> tuple[Segment, ...]:
    """Join neighbouring lines in one codec; ASCII lines go with what is before them."""
    joined = tuple(_runs(lines, codecs))
    return joined if len({segment.codec for segment in joined}) > 1 else ()


def _runs(lines: Sequence[bytes], codecs: Sequence[str]) -> Iterator[Segment]:
    current = next((codec for codec in codecs if codec != "ascii"), "utf-8")
    named = []
    for line, codec in zip(lines, codecs, strict=True):
        current = current if codec == "ascii" else codec
        named.append((current, line))
    for codec, run in groupby(named, key=lambda pair: pair[0]):
        yield Segment(b"".join(line for _, line in run), codec)
