"""The codecs of wrong-codec text: how shown characters go back to bytes, and how bytes are read."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate

UNKNOWN = 256
"""Stands for a byte that was lost: the shown text has U+FFFD in its place."""
BARRIER = 257
"""Stands for a character that the codec cannot have shown."""

_C1 = range(0x80, 0xA0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A codec with which bytes were shown, with the close relatives that show most bytes alike.

    Attributes:
        name: what a reader calls it.
        bytes_of: the bytes a shown character stands for.
        decoders: the codecs it may have been, in order of preference.
        lost: the bytes it cannot show; empty where that depends on the byte that follows.
        multibyte: whether it shows more than one byte as one character.
        codes: the bytes of any character, as characters up to U+00FF.
    """

    name: str
    bytes_of: dict[str, bytes]
    decoders: tuple[str, ...]
    lost: frozenset[int]
    multibyte: bool
    codes: dict[str, str] = field(init=False, compare=False)
    _before: dict[int, frozenset[int]] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Make the table of codes."""
        object.__setattr__(self, "codes", _Codes(self.bytes_of, wide=self.name == "gb18030"))

    def lost_before(self, trail: int) -> frozenset[int]:
        """Return the bytes that this codec may have lost before another byte; remembered."""
        if trail not in self._before:
            tried = sorted(self.lost) or range(_FIRST_LOST, _LAST_LOST + 1)
            paired = _paired(tried, trail, self.decoders[0]) if self.multibyte and trail < UNKNOWN else ()
            self._before[trail] = frozenset(tried).difference(paired)
        return self._before[trail]

    def exact_decoder(self, data: bytes, shown: str) -> str | None:
        """Return the codec that shows these bytes as this text, or None."""
        for name in self.decoders:
            if decode(data, name) == shown:
                return name
        return None


def narrowest(name: str, shown_text: str) -> str:
    """Return cp1254 for cp1252 where a text has its Turkish letters; the two do not show the same bytes."""
    return "cp1254" if name == "cp1252" and not _TURKISH.isdisjoint(shown_text) else name


def _paired(leads: Sequence[int], trail: int, codec: str) -> list[int]:
    """Return the bytes that a codec shows as one character, or as two, with the byte behind them."""
    chars = [bytes((lead, trail)).decode(codec, "ignore").replace("\n", " ") for lead in leads]
    lengths = map(len, "\n".join(chars).encode(codec).split(b"\n"))
    return [lead for lead, length in zip(leads, lengths, strict=True) if length > 1]


_TURKISH = frozenset("ĞğİıŞş")


def decode(data: bytes, name: str) -> str | None:
    """Decode strictly; None where that is not possible.

    A name that begins with `sloppy-` shows undefined bytes as C1 controls, as browsers do. One that begins with
    `ftfy-sloppy-` also shows byte 1A as U+FFFD, as ftfy's codecs of that name do.
    """
    try:
        if name.startswith("ftfy-"):
            shown_text = decode(data, name.removeprefix("ftfy-"))
            return None if shown_text is None else shown_text.replace("\x1a", "\ufffd")
        if name.startswith("sloppy-"):
            table = _sloppy(name.removeprefix("sloppy-"))
            return "".join(table[byte] for byte in data)
        if name == "cp936":
            return data.decode("gbk", _EURO)
        return data.decode(name)
    except UnicodeDecodeError:
        return None


_EURO = "kanwu-euro"


def _show_euro(error: UnicodeError) -> tuple[str, int]:
    """Show byte 80 as the euro sign, as Windows and browsers do in GBK; a codec error handler."""
    assert isinstance(error, UnicodeDecodeError)
    if error.object[error.start] != _EURO_BYTE:
        raise error
    return "€", error.start + 1


_EURO_BYTE = 0x80
codecs.register_error(_EURO, _show_euro)


@cache
def _sloppy(name: str) -> tuple[str, ...]:
    return tuple(bytes((byte,)).decode(name, "ignore") or chr(byte) for byte in range(256))


_LINE_END = 0x0A
_FIRST_LOST, _LAST_LOST = 0x40, 0xFE  # of the bytes of a pair, in any codec
_LEADS, _TRAILS = range(0x81, 0xFF), range(0x40, 0xFF)  # of pairs, in any codec

_SINGLE = {
    "cp1252": (
        "latin-1",
        "cp1252",
        "sloppy-cp1252",
        "cp1254",
        "sloppy-cp1254",
        "ftfy-sloppy-cp1252",
        "ftfy-sloppy-cp1254",
    ),
    "cp1254": ("cp1254", "sloppy-cp1254", "ftfy-sloppy-cp1254"),
    "cp1250": ("cp1250", "sloppy-cp1250", "ftfy-sloppy-cp1250"),
    "cp1251": ("cp1251", "sloppy-cp1251", "ftfy-sloppy-cp1251"),
    "koi8-r": ("koi8-r",),
    "mac-roman": ("mac-roman",),
}
_DOUBLE = {
    "gb18030": ("gbk", "gb18030", "cp936"),
    "big5": ("big5", "cp950", "big5hkscs"),
    "shift_jis": ("shift_jis", "cp932"),
    "cp949": ("euc_kr", "cp949"),
}
SHOWN_NAMES = (*_SINGLE, *_DOUBLE)
"""The codecs with which text is shown wrongly, one of each group of relatives."""


@cache
def shown(name: str) -> Shown:
    """Return a codec with which text may have been shown, one of `SHOWN_NAMES`."""
    if name in _SINGLE:
        chars = {byte: bytes((byte,)).decode(name, "ignore") for byte in range(256)}
        lost = frozenset(byte for byte, char in chars.items() if not char)
        table = {chr(byte): bytes((byte,)) for byte in _C1 if name == "cp1252" or byte in lost}
        table |= {char: bytes((byte,)) for byte, char in chars.items() if char}
        if name == "cp1252":  # cp1254 differs in six letters only; a text may do without them for many lines
            table |= {char: byte for char, byte in shown("cp1254").bytes_of.items() if char not in table}
        return Shown(name, table, _SINGLE[name], lost, multibyte=False)
    table = {}
    for codec in _DOUBLE[name][::-1]:
        if codec != "cp936":  # it shows pairs as gbk does
            table |= {char: data for data, char in _pairs(codec)}
    return Shown(name, table, _DOUBLE[name], frozenset(), multibyte=True)


@cache
def _all_codes() -> tuple[list[bytes], bytes]:
    """Return every single byte but the line end, and every pair that may be a character; and all as lines."""
    tried = [bytes((byte,)) for byte in range(256) if byte != _LINE_END]
    tried += [bytes((lead, trail)) for lead in _LEADS for trail in _TRAILS]
    return tried, b"\n".join(tried)


@cache
def _pairs(codec: str) -> tuple[tuple[bytes, str], ...]:
    """Return what a codec shows for single bytes and for pairs, as far as it writes them so, too.

    No codec takes a line end for part of a character, so all pairs go through it at once, a line each: a hundred times
    as fast as one by one.
    """
    tried, lines = _all_codes()
    chars = lines.decode(codec, "ignore").split("\n")
    known = [(data, char) for data, char in zip(tried, chars, strict=True) if len(char) == 1]
    again = "\n".join([char for _, char in known]).encode(codec, "ignore").split(b"\n")
    kept = (pair for pair, data in zip(known, again, strict=True) if len(pair[0]) == 1 or data == pair[0])
    return ((b"\n", "\n"), *kept)


@dataclass(frozen=True, slots=True)
class Meant:
    """A codec in which text was written.

    Attributes:
        name: what a reader calls it, and its Python codec.
        pairs: what two bytes mean, by `lead << 8 | trail`; empty for UTF-8.
        single: what one byte means.
    """

    name: str
    pairs: dict[int, str]
    single: dict[int, str]


MEANT_NAMES = ("utf-8", "gb18030", "cp950", "cp932", "euc_jp", "cp949")
"""The codecs in which text is written; each holds its relatives (GBK, Big5, Shift-JIS, EUC-KR)."""
WIDE_NAMES = ("utf-16-le", "utf-16-be")
"""The codecs that write ASCII with two bytes, too: line ends are no landmarks in such text."""
_ASCII = {byte: chr(byte) for byte in range(0x80)}


@cache
def meant(name: str) -> Meant:
    """Return a codec in which text may have been written, one of `MEANT_NAMES` or `WIDE_NAMES`."""
    if name == "utf-8" or name in WIDE_NAMES:
        return Meant(name, {}, _ASCII)
    known = [
        (data, char)
        for data, char in _pairs(name)
        if not ("\x80" <= char < "\xa0" or "\ue000" <= char <= "\uf8ff")  # no control, no private character
    ]
    pairs = {data[0] << 8 | data[1]: char for data, char in known if data[1:]}
    return Meant(name, pairs, _ASCII | {data[0]: char for data, char in known if not data[1:]})


_LEAD_OF_THREE = "\xe0"


def to_bytes(text: str, codec: Shown) -> tuple[list[int], list[int]]:
    """Return the bytes a text was shown for, and where each character's begin, with the end as a last entry."""
    data, starts = to_codes(text, codec)
    return list(map(ord, data)), starts


def to_codes(text: str, codec: Shown) -> tuple[str, list[int]]:
    """Return the same bytes as characters up to U+00FF, with U+0100 for `UNKNOWN` and U+0101 for `BARRIER`."""
    codes = _codes(text, codec)
    return "".join(codes), list(accumulate(map(len, codes), initial=0))


def to_data(text: str, codec: Shown) -> str:
    """Return the bytes alone, in the same way."""
    return _data(text, codec.name) if len(text) <= _MOST_REMEMBERED else "".join(_codes(text, codec))


@lru_cache(maxsize=64)  # several looks at the same region, in all codecs, follow one another
def _data(text: str, name: str) -> str:
    return "".join(_codes(text, shown(name)))


_MOST_REMEMBERED = 1000  # characters


def _codes(text: str, codec: Shown) -> list[str]:
    codes = list(map(codec.codes.__getitem__, text))
    if codec.name == "gb18030" and "€" in text:
        for at, char in enumerate(text):
            if char == "€" and at and codes[at - 1][-1] >= _LEAD_OF_THREE:
                codes[at] = "\x80"  # the second byte of a character in UTF-8 behind its first: “ ” 。 and others
    return codes


class _Codes(dict[str, str]):
    """The bytes that each character stands for, as characters up to U+00FF."""

    def __init__(self, bytes_of: Mapping[str, bytes], *, wide: bool) -> None:
        super().__init__((char, data.decode("latin-1")) for char, data in bytes_of.items())
        self.setdefault("\ufffd", chr(UNKNOWN))
        self._wide = wide

    def __missing__(self, char: str) -> str:
        return (self._wide and _four_bytes(char).decode("latin-1")) or chr(BARRIER)


def _four_bytes(char: str) -> bytes:
    try:
        return char.encode("gb18030")
    except UnicodeEncodeError:  # a lone surrogate
        return b""


def encodes_to(text: str, name: str, data: bytes) -> bool:
    """Say whether a text, written in a codec, gives exactly these bytes."""
    try:
        return text.encode(name) == data
    except UnicodeEncodeError:
        return False
