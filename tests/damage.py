"""Damaged text for property tests: what scraping, wrong codecs, lost bytes and converters make of sentences.

`texts` are put together from fragments that rules care about. `damaged_texts` and `damaged_bytes` are such texts after
up to three of the usual accidents: encoded and decoded wrongly, truncated, spliced, glossed, or repeated.
"""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    *(
        "市中區(qū)",
        "細(xì)",
        "發(fā)布",
        "向?qū)嵺`運用",
        "?",
        "(",
        ")",
        "示范基地",
        "領導干部",
        "標准",
        "先后",
        "皇后",
    ),
    *(
        "\u200b",
        "\u200d",
        "\u00ad",
        "\ufeff",
        "\u202e",
        "، ",
        "नमस्\u200dते",
        "👨\u200d👩\u200d👧",
        "\r\n",
        "\r",
        "\n",
        "。",
    ),
    *("1686个", "占99.4%", "一是", "二是", "共84条，58条已改，26条正在改", "2023年12月21日 星期四", "等6所", "、"),
    *(
        "\ud800",
        "\x00",
        "é",
        "的",
        "the ",
        "|",
        "\t",
        "合计",
        "12.5",
        "&amp;nbsp;",
        "⼈民",
        "ﾃﾞ",
        "Ａ１",
        "don\x92t ",
        "e\u0301",
    ),
)
GLOSSES = ("(qū)", "(xì)", "(fā)", "（shí）", "?ā)", "(ū", "?！")
CODECS = ("utf-8", "gb18030", "big5", "utf-16", "utf-8-sig", "shift_jis", "euc_kr", "latin-1", "cp1252")

fragments = st.sampled_from(FRAGMENTS) | st.text(max_size=4)
texts = st.lists(fragments, max_size=24).map("".join)


def _recoded(text: str, written: str, read: str) -> str:
    return text.encode(written, "replace").decode(read, "replace")


def _truncated(text: str, start: int, end: int) -> str:
    return text[start : len(text) - end]


def _spliced(text: str, other: str, at: int) -> str:
    return text[:at] + other + text[at:]


def _repeated(text: str, times: int) -> str:
    return text + text[-3:] * times


def _accidents(text: str) -> st.SearchStrategy[str]:
    """Give what one accident may make of a text."""
    places = st.integers(0, 12)
    return st.one_of(
        st.builds(_recoded, st.just(text), st.sampled_from(CODECS), st.sampled_from(CODECS)),
        st.builds(_truncated, st.just(text), places, places),
        st.builds(_spliced, st.just(text), texts, places),
        st.builds(_spliced, st.just(text), st.sampled_from(GLOSSES), places),
        st.builds(_repeated, st.just(text), st.integers(2, 40)),
    )


def _after(text: st.SearchStrategy[str], accidents: int) -> st.SearchStrategy[str]:
    for _ in range(accidents):
        text = text.flatmap(_accidents)
    return text


damaged_texts = st.one_of(*(_after(texts, accidents) for accidents in range(4)))

encoded = st.builds(lambda text, codec: text.encode(codec, "replace"), damaged_texts, st.sampled_from(CODECS))
damaged_bytes = st.lists(encoded | st.binary(max_size=6), max_size=4).map(b"".join)
