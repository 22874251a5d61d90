"""The detector: what chardet says of a sample, and a closer look where it cannot tell codecs apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kanwu.repair.decoding.labels import codec_of
from kanwu.repair.decoding.plausible import strictly
from kanwu.repair.decoding.strange import LOOKED_AT, strangeness

if TYPE_CHECKING:
    from chardet import DetectionDict

_SAMPLE = 192 * 1024  # bytes shown to chardet, which looks at 200,000; more changes its answer rarely
_WINDOWS = 3  # places of a long document that the sample is made of
_TIE = 0.005  # difference of confidence within which chardet's order says nothing
_LOOKED_AT = 16  # answers of chardet
_STRANGE = 0.3  # strangeness for each byte above 7F from which a reading is not believed
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\r\f\v\x1b"))
_CONTROLS_OF_TEXT = 0.02


@dataclass(frozen=True, slots=True)
class Detected:
    """What the detector says.

    Attributes:
        codec: Python's codec, or None.
        confidence: chardet's, from 0 to 1.
        binary: whether it takes the data for something that is no text.
    """

    codec: str | None
    confidence: float
    binary: bool = False


def detect(data: bytes) -> Detected:
    """Ask chardet about a bounded sample; of single-byte codecs that tie, take the one that reads least strangely."""
    import chardet

    sample = sample_of(data)
    first = chardet.detect(sample)
    confidence = first["confidence"] or 0.0
    codec = codec_of(first["encoding"])
    if codec is None:
        return Detected(None, confidence, binary=first["encoding"] is None and _has_controls(sample))
    if _is_single_byte(codec) and confidence < 1:
        codec = _least_strange(sample, codec, first)
    return Detected(codec, confidence)


def sample_of(data: bytes) -> bytes:
    """Cut a sample from the start, the middle and the end; whole lines where there are lines.

    No byte below 30 hex is ever part of a longer character in an encoding that holds ASCII, so that a cut behind one
    cuts no character. Code units of UTF-16 and UTF-32 stay whole because the starts are multiples of four.
    """
    if len(data) <= _SAMPLE:
        return data
    size = _SAMPLE // _WINDOWS
    if 0 in data[:size]:
        return data[:_SAMPLE]
    starts = [(len(data) - size) * place // (_WINDOWS - 1) for place in range(_WINDOWS)]
    return b"".join(_whole_lines(data, start, size) for start in starts)


def _whole_lines(data: bytes, start: int, size: int) -> bytes:
    piece = data[start : start + size]
    if start:
        piece = piece[_first_cut(piece) :]
    if start + size < len(data):
        piece = piece[: _last_cut(piece)]
    return piece


_SEARCHED = 4096  # bytes in which a place to cut is looked for


def _first_cut(piece: bytes) -> int:
    line = piece.find(b"\n", 0, _SEARCHED)
    if line >= 0:
        return line + 1
    return next((at + 1 for at, byte in enumerate(piece[:_SEARCHED]) if byte < ord("0")), 0)


def _last_cut(piece: bytes) -> int:
    line = piece.rfind(b"\n", max(0, len(piece) - _SEARCHED))
    if line >= 0:
        return line + 1
    tail = piece[-_SEARCHED:]
    return next((len(piece) - at for at, byte in enumerate(reversed(tail)) if byte < ord("0")), len(piece))


def _has_controls(sample: bytes) -> bool:
    """Say whether it has NULs, or so many other controls as no text has."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return 0 in sample or controls > _CONTROLS_OF_TEXT * len(sample)


def _least_strange(sample: bytes, first: str, said: DetectionDict) -> str:
    """Return the codec that reads least strangely among those that tie with the first, which wins a draw.

    Where every one of them makes a strange text, the next one in chardet's order that does not.
    """
    import chardet

    language = said["language"]
    ranked = chardet.detect_all(sample)[:_LOOKED_AT]
    tied = [result for result in ranked if result["confidence"] >= said["confidence"] - _TIE]
    best, least = first, _weight(sample, first, language)
    for codec in _codecs(tied):
        weight = _weight(sample, codec, language)
        if weight < least:
            best, least = codec, weight
    strange = _STRANGE * min(LOOKED_AT, len(sample.translate(None, bytes(range(0x80)))))
    if least > strange:
        rest = (codec for codec in _codecs(ranked[len(tied) :]) if _weight(sample, codec, language) <= strange / 10)
        return next(rest, best)
    return best


def _codecs(results: Sequence[DetectionDict]) -> Iterator[str]:
    names = (codec_of(result["encoding"]) for result in results)
    return (name for name in names if name is not None and _is_single_byte(name))


def _weight(sample: bytes, codec: str, language: str | None) -> float:
    text = strictly(sample, codec)
    return float("inf") if text is None else strangeness(text, language)


@cache
def _is_single_byte(codec: str) -> bool:
    """Say whether every byte is one character to the codec."""
    if codec.startswith(("utf", "iso2022", "hz")):
        return False
    every = bytes(range(0x100))
    return len(every.decode(codec, "replace")) == len(every)
