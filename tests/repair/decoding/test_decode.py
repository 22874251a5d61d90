"""Decoding chooses the right codec and loses no byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.repair import decode
from kanwu.text.encoded import decode_exactly

SIMPLIFIED = "勘误表列出了书中的错字，并说明在哪一页、哪一行，应当怎样改。读者可以自己核对，不必相信编者。"
TRADITIONAL = "勘誤表列出書中的錯字，並說明在哪一頁、哪一行，應當怎樣改正。讀者可以自己核對，不必相信編者。"
JAPANESE = "正誤表には本の誤字がならべてあり、どのページのどの行をどう直すかが書いてあります。"
KOREAN = "정오표에는 책의 잘못된 글자와 그것을 고치는 방법이 적혀 있습니다. 독자가 직접 확인할 수 있습니다. "

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
        (JAPANESE * 3, "shift_jis", "cp932"),
        (JAPANESE * 3, "euc_jp", "euc_jp"),
        (KOREAN * 3, "euc_kr", "cp949"),
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


@given(
    st.lists(
        st.sampled_from([SIMPLIFIED.encode("gbk"), TRADITIONAL.encode("big5"), b"\xff", b"\xa1", b"a"]), max_size=4
    )
)
def test_mixed_encodings_survive(pieces: list[bytes]) -> None:
    """A page glued together from several encodings decodes to something, and its bytes come back."""
    data = b"".join(pieces)
    decoded = decode(data)
    assert decoded.encoding.encode(decoded.text) == data


def test_each_undecodable_run_is_one_finding() -> None:
    """Bytes that touch are one damaged place, and the finding names them."""
    found = decode(SIMPLIFIED.encode() + b"\xfe\xff" + SIMPLIFIED.encode() + b"\xe5").findings
    assert [(f.code, f.evidence["bytes"]) for f in found] == [("ENC001", "FE FF"), ("ENC001", "E5")]
    assert [f.start for f in found] == [len(SIMPLIFIED), 2 * len(SIMPLIFIED) + 2]
