"""Lines in different encodings are each read in their own."""

from __future__ import annotations

import pytest

from kanwu.repair import decode

from .test_decode import FRENCH, JAPANESE, SIMPLIFIED, TRADITIONAL


def lines(*pairs: tuple[str, str]) -> tuple[bytes, str]:
    return (
        b"".join(f"{text}\n".encode(codec) for text, codec in pairs),
        "".join(f"{text}\n" for text, _ in pairs),
    )


@pytest.mark.parametrize(
    ("pairs", "main", "found"),
    [
        ([(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"), (SIMPLIFIED, "utf-8")], "utf-8", ["gb18030"]),
        ([(SIMPLIFIED, "utf-8"), (TRADITIONAL, "big5")], "utf-8", ["big5hkscs"]),
        ([(SIMPLIFIED, "utf-8"), (FRENCH, "cp1252"), ("ASCII", "ascii"), (FRENCH, "utf-8")], "utf-8", ["cp1252"]),
        ([(SIMPLIFIED, "utf-8"), (JAPANESE, "euc_jp")], "utf-8", ["euc_jp"]),
        ([(SIMPLIFIED, "gbk"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")], "gb18030", ["big5hkscs"]),
        ([(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")], "utf-8", ["gb18030", "big5hkscs"]),
    ],
)
def test_each_line_is_read_in_its_own_codec(pairs: list[tuple[str, str]], main: str, found: list[str]) -> None:
    """The runs that are not in the main encoding are reported where they stand, and the bytes come back."""
    data, text = lines(*pairs)
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.encoding.name == main
    assert decoded.encoding.encode(text) == data
    mixed = [f for f in decoded.findings if f.code == "ENC004"]
    assert [f.evidence["codec"] for f in mixed] == found
    for finding in mixed:
        assert decoded.text[finding.start : finding.end].encode(finding.evidence["codec"]) in data


@pytest.mark.parametrize(
    "data",
    [
        lines((SIMPLIFIED, "gbk"), (TRADITIONAL, "gbk"))[0],
        lines((TRADITIONAL, "big5"), ("ok", "ascii"), (TRADITIONAL, "big5"))[0],
        lines((SIMPLIFIED, "utf-8"))[0] + b"a stray \xe9 byte\n",
        lines((SIMPLIFIED, "utf-8"))[0] + SIMPLIFIED.encode()[:-1] + b"\n",
        lines((FRENCH, "cp1252"), (FRENCH, "cp1252"))[0],
    ],
)
def test_what_is_not_mixed(data: bytes) -> None:
    """One encoding, damaged or not, is not a mixture."""
    assert "ENC004" not in {f.code for f in decode(data).findings}


def test_damage_inside_a_mixture_keeps_its_place() -> None:
    """A byte that UTF-8 refuses is reported beside the lines in another encoding."""
    data, text = lines((SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"))
    data += SIMPLIFIED.encode() + b"\xff\n"
    decoded = decode(data)
    assert decoded.text == text + SIMPLIFIED + "\ufffd\n"
    assert [(f.code, f.start) for f in decoded.findings if f.code == "ENC001"] == [("ENC001", len(text + SIMPLIFIED))]
    assert decoded.encoding.encode(decoded.text) == data
