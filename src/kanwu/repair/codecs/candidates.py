"""Candidates: which pairs of codecs are worth a closer look, by a first rough one at a sample."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kanwu.repair.codecs.charsets import BARRIER, MEANT_NAMES, SHOWN_NAMES, UNKNOWN, Shown, shown, to_data
from kanwu.repair.codecs.evidence import worst_stretch
from kanwu.repair.codecs.reading import Step
from kanwu.text.plausibility import model

_SAMPLE = 64  # characters: enough to tell the codecs apart
_FEW = 20  # characters: too few for a first look to be right
_TRIED_IF_FEW = 12
_TRIED = 3
_MOST_BARRIERS = 0.5  # share of the sample's characters above ASCII that may be sound: the codec does not have them
_BARRIER = 2.0  # nats more for each
_LOST, _NO_BYTE = chr(UNKNOWN), chr(BARRIER)  # in data; line ends take their place: no codec reads on over one
_NORMALS = (8.5, 7.0, 10.0)  # nats a character: what may pass for sound text beside the damage, in turn
_LOST_ROUGHLY = 11.0  # nats


def candidates(part: str, written: str) -> list[Step]:
    """Return the pairs of codecs to try on a region, most promising first.

    Args:
        part: the region.
        written: the codec that the region was just read in; showing it with the same one again would undo that.
    """
    names = [name for name in SHOWN_NAMES if not _same(name, written)]
    samples = list(dict.fromkeys([_sample(part, normal) for normal in _NORMALS] if len(part) > _FEW else [part]))
    samples.sort(key=lambda sample: len(sample) < _FEW)  # the longer ones first, otherwise as they are
    ranking: list[Step] = []
    sample = part
    for sample in samples:
        ranking = ranked(sample, names, MEANT_NAMES)
        if ranking:
            break
    tried = _TRIED if len(sample) > _FEW else _TRIED_IF_FEW
    chosen = ranking[:tried] + [step for step in ranking[tried:] if step[1] == "utf-8"][:1]
    proven = [step for step in _proven(sample, names) if step not in chosen]
    return proven[:1] + chosen


def _proven(sample: str, names: Sequence[str]) -> list[Step]:
    """Return the codecs that show so much valid UTF-8 that it cannot be chance, however much was lost; best first."""
    found = []
    for name in names:
        data = to_data(sample, shown(name)).replace(_LOST, "\n").replace(_NO_BYTE, "\n").encode("latin-1")
        high = len(data) - len(data.decode("ascii", "ignore"))
        valid = sum(map(len, _THREE_BYTES.findall(data)))
        if valid >= _PROOF * high > 0:
            found.append((valid / high, (name, "utf-8")))
    return [step for _, step in sorted(found, key=lambda each: -each[0])]


_THREE_BYTES = re.compile(rb"(?:[\xe1-\xec\xee\xef][\x80-\xbf]|\xe0[\xa0-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]")
_PROOF = 0.35
"""Share of the bytes in Han and kana of UTF-8; other double-byte text has 0.05 to 0.15 by chance."""


def _sample(part: str, normal: float) -> str:
    first, last = worst_stretch(part, _SAMPLE, normal)
    return part[first:last]


def ranked(sample: str, names: Sequence[str], written_in: Sequence[str]) -> list[Step]:
    """Rank pairs of codecs by what a sample means, most plausible first; only those that are better than as shown."""
    rough = model().rough
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    ranking: list[tuple[float, int, Step]] = []
    as_shown = sum(map(rough.__getitem__, sample))
    costs: dict[tuple[bytes, str], float] = {}  # cp1252 and cp1254 show most texts alike
    for place, name in enumerate(names):
        data = to_data(sample, shown(name))
        barriers = data.count(_NO_BYTE)
        if barriers > _MOST_BARRIERS * foreign + 1:
            continue
        known = data.replace(_LOST, "").replace(_NO_BYTE, "\n").encode("latin-1")
        kept = _kept(sample, shown(name)) if barriers else 0.0
        for codec in written_in:
            if not _same(name, codec):
                if (known, codec) not in costs:
                    costs[known, codec] = _rough_cost(known, codec)
                ranking.append((kept + costs[known, codec] - as_shown, place, (name, codec)))
    ranking.sort()
    return [step for gain, _, step in ranking if gain < 0.0]


def _kept(sample: str, codec: Shown) -> float:
    """Return what the characters cost that a codec cannot have shown, more than the line end in their place."""
    rough = model().rough
    sound = [rough[char] for char in sample if codec.codes[char] == _NO_BYTE]
    return sum(sound) + len(sound) * (_BARRIER - rough["\n"])


def _rough_cost(data: bytes, codec: str) -> float:
    """Return what bytes cost, from the first one on or from the second; ASCII is never the rest of a character."""
    whole = _rough_total(data.decode(codec, "replace"))
    if data[:1].isascii() and codec in MEANT_NAMES:
        return whole
    return min(whole, _rough_total(data[1:].decode(codec, "replace")) + _LOST_ROUGHLY)


def _rough_total(meaning: str) -> float:
    return sum(map(model().rough.__getitem__, meaning)) + _LOST_ROUGHLY * meaning.count("\ufffd")


def _same(name: str, codec: str) -> bool:
    """Say whether two names stand for the same codec."""
    return (name, codec) in {("gb18030", "gb18030"), ("big5", "cp950"), ("shift_jis", "cp932"), ("cp949", "cp949")}
