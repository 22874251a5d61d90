"""Decoding chooses the right codec and loses no byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.repair import decode
from kanwu.text.encoded import decode_exactly

SIMPLIFIED = "勘误表列出了书中的错字，并说明在哪一页、哪一行，应当怎样改。读者可以自己核对，不必相信编者。"
TRADITIONAL = "勘誤表列出書中的錯字，並說明在哪一頁、哪一行，應當怎樣改正。讀者可以自己核對，不必相信編者。"
JAPANESE = "正誤表には本の誤字がならべてあり、どのページのどの行をどう直すかが書いてあります。"
KOREAN = "정오표에는 책의 잘못된 글자와 그것을 고치는 방법이 적혀 있습니다. 독자가 직접 확인할 수 있습니다. "
RUSSIAN = "Список опечаток говорит, на какой странице и в какой строке стоит ошибка и как её исправить. "
FRENCH = "L’erratum énumère les fautes, dit où elles sont situées à chaque page, et comment les corriger : voilà. "

CODECS = [
    "utf-8",
    "gb18030",
    "big5",
    "big5hkscs",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "utf-16-le",
    "latin-1",
    "iso2022_jp",
]


@pytest.mark.parametrize(
    ("text", "codec", "read_as"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (JAPANESE * 3, "shift_jis", "shift_jis"),
        (JAPANESE * 3, "euc_jp", "euc_jp"),
        (KOREAN * 3, "euc_kr", "cp949"),
        (RUSSIAN * 3, "cp1251", "cp1251"),
        (RUSSIAN * 3, "koi8-r", "koi8-r"),
        (FRENCH * 3, "cp1252", "cp1252"),
        (FRENCH * 3, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED + "\n第 1 页\n", "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-32-be", "utf-32-be"),
        (SIMPLIFIED, "hz", "hz"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        (KOREAN, "iso2022_kr", "iso2022_kr"),
    ],
)
def test_the_codec_is_found(text: str, codec: str, read_as: str) -> None:
    """Text in the usual codecs of its language reads as it was written."""
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding.name) == (text, read_as)


@given(st.binary(max_size=40), st.sampled_from(CODECS))
def test_any_bytes_survive_any_codec(data: bytes, codec: str) -> None:
    """Whatever the codec makes of the bytes, the encoding gives them back."""
    text, encoding = decode_exactly(data, codec)
    assert encoding.encode(text) == data


PIECES = [
    SIMPLIFIED.encode("gbk"),
    TRADITIONAL.encode("big5"),
    SIMPLIFIED.encode(),
    JAPANESE.encode("euc_jp"),
    FRENCH.encode("cp1252"),
    SIMPLIFIED.encode("utf-16-le"),
    SIMPLIFIED.encode("hz"),
    b"\x1b$)A\x0e?1Np\x0f",
    *(bytes([byte]) for byte in b"\xff\xa1\x81\x00\x1b~{a\n\r"),
    "勘误\n".encode("gbk"),
    "勘误\n".encode(),
    b'<meta charset="big5">',
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=8))
def test_mixed_encodings_survive(pieces: list[bytes]) -> None:
    """A page glued together from anything decodes to something, its bytes come back, and so they do when mended."""
    data = b"".join(pieces)
    decoded = decode(data)
    assert decoded.encoding.encode(decoded.text) == data
    assert all(0 <= found.start <= found.end <= len(decoded.text) for found in decoded.findings)
    assert kanwu.clean(data).restore() == data


def test_each_undecodable_run_is_one_finding() -> None:
    """Bytes that touch are one damaged place, and the finding names them."""
    found = decode(SIMPLIFIED.encode() + b"\xfe\xff" + SIMPLIFIED.encode() + b"\xe5").findings
    assert [(f.code, f.evidence["bytes"]) for f in found] == [("ENC001", "FE FF"), ("ENC001", "E5")]
    assert [f.start for f in found] == [len(SIMPLIFIED), 2 * len(SIMPLIFIED) + 2]


def test_a_stray_byte_does_not_turn_chinese_into_another_language() -> None:
    """GBK and Big5 with a damaged place stay GBK and Big5."""
    for text, codec, name in ((SIMPLIFIED, "gbk", "gb18030"), (TRADITIONAL, "big5", "big5hkscs")):
        data = b"\n".join([text.encode(codec)] * 4 + [b"\xff\xff"] + [text.encode(codec)] * 4)
        decoded = decode(data)
        assert decoded.encoding.name == name
        assert decoded.text.replace("\ufffd", "").count(text) == 8
        assert [f.code for f in decoded.findings] == ["ENC002", "ENC001"]


def test_iso_2022_cn() -> None:
    """ISO-2022-CN, for which Python has no codec, is read, and its bytes come back."""
    data = b"\x1b$)A\x0e" + SIMPLIFIED.encode("hz")[2:-2] + b"\x0f ok.\n"
    decoded = decode(data)
    assert decoded.text == SIMPLIFIED + " ok.\n"
    assert decoded.encoding.encode(decoded.text) == data
    assert decoded.findings[0].evidence["codec"] == "iso-2022-cn"


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "int main() { return ~{0}; }", "a ~{b} c", "~~{x~}", "1\x002\x003"]
)
def test_escapes_that_are_not_encodings(text: str) -> None:
    """Terminal colours, source code and stray NULs are plain text."""
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding.name, decoded.findings) == (text, "utf-8", ())


def test_undefined_windows_bytes_are_controls() -> None:
    """The five bytes that cp1252 leaves undefined are the C1 controls of their number, and nothing is lost."""
    data = b"Page d\xe9j\xe0 vue \x81\x8d\x8f\x90\x9d"
    decoded = decode(data, "iso-8859-1")
    assert decoded.text == "Page déjà vue \x81\x8d\x8f\x90\x9d"
    assert decoded.encoding.encode(decoded.text) == data
    assert [f.code for f in decoded.findings] == ["ENC002"]


def test_an_image_is_not_text() -> None:
    """Binary data is one finding, not a thousand, and comes back."""
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40
    decoded = decode(data)
    assert (decoded.text, [f.code for f in decoded.findings]) == ("\ufffd", ["ENC001"])
    assert kanwu.clean(data).restore() == data


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 200_000,
        b"\xe9\n" * 100_000,
        b"\xff<meta " * 30_000,
        b"<\xff<!--" * 40_000,
        b"~{" * 100_000,
        b"\x1b$B" * 70_000,
        b"a\0" * 100_000,
        b"\xe5\x8b" * 100_000,
        b"\x81\x30" * 100_000,
        ("中文字\n".encode() + b"\xff\n") * 20_000,
    ],
    ids=lambda data: repr(data[:10]),
)
def test_hostile_bytes_come_back(data: bytes) -> None:
    """200 KB of anything is decoded, and comes back; `bench/linear.py` measures the time."""
    decoded = decode(data)
    assert decoded.encoding.encode(decoded.text) == data


@pytest.mark.parametrize(
    "text", ["图书馆周一闭馆，其余时间开放。", "The library is closed on Mondays.", "Книга на столе"]
)
@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_false_mark_of_utf_16_is_not_believed(mark: bytes, text: str) -> None:
    """UTF-8 behind it is read as UTF-8; the mark is two bytes that cannot be decoded."""
    decoded = decode(mark + text.encode())
    assert decoded.text == "\ufffd\ufffd" + text
    assert [finding.code for finding in decoded.findings] == ["ENC001"]
    assert decoded.encoding.encode(decoded.text) == mark + text.encode()


@pytest.mark.parametrize("text", ["中", "中文", "图书馆周一闭馆", "你好！", "Да", "東京都", "a", ""])
def test_a_true_mark_of_utf_16_is_believed(text: str) -> None:
    """Short texts, too, some of which are ASCII as bytes."""
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")).text == text
    assert decode(b"\xfe\xff" + text.encode("utf-16-be")).text == text
