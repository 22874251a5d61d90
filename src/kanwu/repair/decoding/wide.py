"""UTF-16 and UTF-32 without a byte order mark, known by where their NUL bytes stand."""

from __future__ import annotations

from kanwu.repair.decoding.plausible import beyond_ascii, everyday

_SAMPLE = 16 * 1024  # bytes; a multiple of four, so that no code unit is cut
_LEAST_SHARE = 0.03
"""Least share of one parity's bytes that are NUL. Spaces, digits and line ends alone reach it in any script but
Chinese and Japanese, whose pages have markup or ASCII digits as a rule; without any NUL the detector decides."""
_LEAST_SHARE_OF_ASCII = 0.9  # the same, where all other bytes are printed ASCII characters
_PRINTED = b"\t\n\r" + bytes(range(0x20, 0x7F))
_LEAST_CUT = 64  # bytes from which UTF-16 that ends inside a code unit is still taken for UTF-16
_LOPSIDED = 8  # times as many NULs on one parity as on the other
_LEAST_EVERYDAY = 0.6
"""Least share of everyday characters among the Han. Two ASCII letters read as one character fall on all Han alike."""


def guess_wide(data: bytes) -> str | None:
    """Return the codec of a UTF-16 or UTF-32 text without a byte order mark, or None."""
    sample = data[:_SAMPLE]
    nuls = [sample[place::4].count(0) for place in range(4)]
    if not any(nuls):
        return None
    if len(data) % 4 == 0:
        for name, low in (("utf-32-le", 0), ("utf-32-be", 3)):
            # A code point's highest byte is always NUL, its lowest hardly ever.
            if nuls[3 - low] == len(sample) // 4 > nuls[low] * _LOPSIDED and _is_text(sample, name):
                return name
    if len(data) % 2 and len(data) < _LEAST_CUT:
        return None
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    name, more, fewer = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    least = _LEAST_SHARE_OF_ASCII if sample.translate(None, _PRINTED) == bytes(even + odd) else _LEAST_SHARE
    if more < least * (len(sample) / 2) or more < fewer * _LOPSIDED:
        return None
    return name if _is_text(sample, name) else None


def is_false_mark(rest: bytes, name: str) -> bool:
    """Say whether what stands behind a byte order mark of UTF-16 is UTF-8, and makes no sense as UTF-16."""
    if 0 in rest:
        return False
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return beyond_ascii(text) >= _LEAST_UTF8 or not _is_text(rest[:_SAMPLE], name)


_LEAST_UTF8 = 4
"""Characters beyond ASCII from which UTF-8 proves itself: one pair of bytes in ten has its form by chance."""


def _is_text(sample: bytes, name: str) -> bool:
    """Say whether a reading has no controls and no lone surrogates, and its Han are the usual ones."""
    whole = len(sample) - len(sample) % (4 if "32" in name else 2)
    try:
        text = sample[:whole].decode(name)
    except UnicodeDecodeError as error:
        if error.end < whole:
            return False
        text = sample[: error.start].decode(name)  # the sample ends inside a surrogate pair
    if any(char < " " and char not in "\t\n\r\f\v\x1b" for char in text):
        return False
    han = [char for char in text if "\u3400" <= char <= "\u9fff"]
    return sum(char in everyday() for char in han) >= _LEAST_EVERYDAY * len(han)
