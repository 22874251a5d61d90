"""An encoding gives back the very bytes, and keeps aside no more of them than it must."""

from __future__ import annotations

import pytest

from kanwu.text.encoded import BytePatch, Encoding, decode_exactly


def other_ways(name: str) -> list[bytes]:
    """Return the pairs of bytes that a codec reads as characters it would write otherwise."""
    found = []
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            pair = bytes((first, second))
            try:
                char = pair.decode(name)
                if len(char) == 1 and char.encode(name) != pair:
                    found.append(pair)
            except UnicodeError:
                continue
    return found


@pytest.mark.parametrize("name", ["cp950", "cp932", "big5hkscs"])
def test_only_the_character_that_is_written_otherwise_is_kept_aside(name: str) -> None:
    """One patch of one character, on the second line, whatever stands around it."""
    pairs = other_ways(name)
    assert pairs
    for pair in pairs[:20]:
        line = "中文".encode(name)
        data = line + b"\n" + line + pair + line + b"\r\n" + line
        text, encoding = decode_exactly(data, name)
        assert text == f"中文\n中文{pair.decode(name)}中文\r\n中文"
        assert encoding.patches == (BytePatch(5, 6, pair),)
        assert encoding.encode(text) == data


def test_a_refused_byte_and_another_way_to_write_stand_side_by_side() -> None:
    """Both are kept, each at its character, and nothing else."""
    pair = other_ways("cp950")[0]
    data = "中".encode("cp950") + b"\xff" + pair + "文".encode("cp950")
    text, encoding = decode_exactly(data, "cp950")
    assert text == f"中\ufffd{pair.decode('cp950')}文"
    assert encoding.patches == (BytePatch(1, 2, b"\xff"), BytePatch(2, 3, pair))
    assert encoding.encode(text) == data


def test_characters_of_four_bytes_are_told_apart() -> None:
    """GB18030 beyond the two-byte forms, behind a byte that no codec reads."""
    data = b"\xff" + "㐀𠀀é".encode("gb18030")
    text, encoding = decode_exactly(data, "gb18030")
    assert text == "\ufffd㐀𠀀é"
    assert encoding.patches == (BytePatch(0, 1, b"\xff"),)
    assert encoding.encode(text) == data


@pytest.mark.parametrize(
    ("name", "byte", "shown"),
    [
        ("cp1252", b"\x81", "\x81"),
        ("cp874", b"\x82", "\x82"),
        ("cp1253", b"\xd2", "\ufffd"),
        ("ascii", b"\x81", "\ufffd"),
    ],
)
def test_holes_of_windows_codecs_show_control_characters(name: str, byte: bytes, shown: str) -> None:
    """Among 80 to 9F of a Windows codec the byte is the control character of its number; elsewhere it is lost."""
    text, encoding = decode_exactly(b"a" + byte + b"b", name)
    assert text == f"a{shown}b"
    assert encoding.patches == (BytePatch(1, 2, byte),)
    assert encoding.encode(text) == b"a" + byte + b"b"


def test_a_codec_with_states_is_kept_whole() -> None:
    """Where characters cannot be told apart the whole text is one patch, and nothing is lost."""
    data = b"a\x1b$B4A\x1b(B\x1b$B;z\x1b(Bb"
    text, encoding = decode_exactly(data, "iso2022_jp")
    assert text == "a漢字b"
    assert encoding.encode(text) == data
    assert encoding.patches in ((), (BytePatch(0, 4, data),))


def test_runs_of_refused_bytes_are_one_character_each() -> None:
    """Every refused sequence gets its own U+FFFD, with the bytes before and behind it counted."""
    data = "中".encode() + b"\xe4\xb8" + "文".encode() + b"\xff\xfe"
    text, encoding = decode_exactly(data, "utf-8")
    assert [text[patch.start] for patch in encoding.patches] == ["\ufffd"] * len(encoding.patches)
    assert b"".join(patch.data for patch in encoding.patches) == b"\xe4\xb8\xff\xfe"
    assert encoding.encode(text) == data


def test_the_mark_is_kept_out_of_the_text() -> None:
    """A byte order mark stands before everything that is given back."""
    text, encoding = decode_exactly(b"\xef\xbb\xbfa", "utf-8", b"\xef\xbb\xbf")
    assert (text, encoding) == ("a", Encoding("utf-8", b"\xef\xbb\xbf"))
    assert encoding.encode(text) == b"\xef\xbb\xbfa"


def test_another_text_than_the_decoded_one_is_refused() -> None:
    """What the codec cannot write is an error, not a question mark."""
    with pytest.raises(UnicodeEncodeError):
        Encoding("latin-1").encode("中")
