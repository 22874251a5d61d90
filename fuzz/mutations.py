"""Inputs for the harnesses: the texts of the cases, and what random damage makes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODECS = ("utf-8", "gb18030", "big5", "utf-16", "utf-8-sig", "shift_jis", "euc_kr", "latin-1", "cp1252", "hz", "utf-7")
GLOSSES = ("(qū)", "(xì)", "（fā）", "?ā)", "(", "ū)", "?！")
MARKS = ("\0", "\1", "\2", "<p>", "</p>", "<td>", '<a title="', "<!--", "&amp;", "&#x4e2d;", "<script>", "|", "\t", ",")
NUMBERS = ("1", "12.5%", "3万", "一百", "1,234元", "2023年2月29日", "共3人", "其中", "同比增长5%", "合计", "第二")
BLOCKS = (
    *((0x7F, 0xA0), (0x300, 0x370), (0x2000, 0x2070), (0x2E80, 0x2FE0), (0xE000, 0xE010), (0xF900, 0xFB00)),
    *((0xFE00, 0x10000), (0x1F600, 0x1F650), (0x20000, 0x20100), (0xE0000, 0xE0080), (0xAC00, 0xAD00)),
)
_LONGEST = 4096  # bytes; a repeated piece fills it


def seeds() -> list[bytes]:
    """Return the texts of the cases of all rules, and the seeds, as bytes."""
    found: list[bytes] = [path.read_bytes()[:_LONGEST] for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for path in sorted((ROOT / "fixtures").glob("*/*.json")):
        for case in json.loads(path.read_text("utf-8")):
            if "bytes" in case:
                found.append(bytes.fromhex(case["bytes"]))
            elif "text" in case:
                found.append(case["text"].encode("utf-8", "surrogatepass"))
    return [each[:_LONGEST] for each in found if each]


def damaged(material: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one input: a text of the material after up to four kinds of damage."""
    data = chance.choice(material)
    for _ in range(chance.randint(0, 4)):
        data = chance.choice(_DAMAGES)(data, material, chance)[:_LONGEST]
    return data


def inputs(seed: int) -> Iterator[bytes]:
    """Give inputs without end, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable inputs, no secret
    material = seeds()
    while True:
        yield damaged(material, chance)


def _recode(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Encode in one codec, decode in another."""
    text = data.decode(chance.choice(CODECS), "replace")
    return text.encode(chance.choice(CODECS), "replace")


def _truncate(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    return data[start:end]


def _splice(data: bytes, material: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + _truncate(chance.choice(material), material, chance) + data[at:]


def _insert(data: bytes, _material: Sequence[bytes], chance: random.Random) -> bytes:
    """Put glosses, marks and numbers between characters."""
    text = list(data.decode("utf-8", "surrogateescape"))
    pieces = chance.choice((GLOSSES, MARKS, NUMBERS))
    for _ in range(chance.randint(1, 6)):
        text.insert(chance.randint(0, len(text)), chance.choice(pieces))
    return "".join(text).encode("utf-8", "surrogateescape")


def _repeat(data: bytes, material: Sequence[bytes], chance: random.Random) -> bytes:
    piece = _truncate(data, material, chance)[: chance.choice((1, 3, 8, 40))]
    at = chance.randint(0, len(data))
    return data[:at] + piece * chance.choice((2, 30, 2000)) + data[at:]


def _flip(data: bytes, _material: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _characters(data: bytes, _material: Sequence[bytes], chance: random.Random) -> bytes:
    """Put characters of rare kinds in: controls, marks, private use, compatibility forms, other scripts."""
    text = list(data.decode("utf-8", "surrogateescape"))
    for _ in range(chance.randint(1, 6)):
        text.insert(chance.randint(0, len(text)), chr(chance.randrange(*chance.choice(BLOCKS))))
    return "".join(text).encode("utf-8", "surrogateescape")


_DAMAGES = (_recode, _truncate, _splice, _insert, _repeat, _flip, _characters)
