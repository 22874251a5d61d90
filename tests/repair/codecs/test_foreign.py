"""Damaged text in an alphabet is told once a text, and is not taken for Han; text mangled twice is read as it began."""

from __future__ import annotations

from kanwu.repair.codecs.form import foreign_gain
from kanwu.repair.codecs.search import _Search, _search_region, find_mangled

_POLISH = (
    "łatwy żółty ślad",
    "późną jesienią",
    "gęsta mgła wśród pól",
    "każdą gałąź",
    "świąteczne życzenia",
    "źródło błędów",
)
_CHINESE = ("请先保存文件，再关闭窗口", "列", "列的宽度", "按时间的次序来读", "没有更多的内容了")


def test_european_lines_are_told_once_a_text() -> None:
    """Lines that Shift-JIS shows are not searched one by one when it is clear what they are."""
    search = _Search()
    shown = [line.encode().decode("shift_jis", "replace") for line in _POLISH]
    for line in shown:
        _search_region(line, " ", search)
    assert max(search.foreign, key=search.foreign.__getitem__) == ("shift_jis", "utf-8")
    assert not any(_search_region(line, " ", search) for line in shown)


def test_only_utf8_in_an_alphabet_is_foreign() -> None:
    """Neither Chinese that was mangled, nor text that is sound, counts as text in an alphabet."""
    assert foreign_gain("für".encode().decode("shift_jis"), " ", "shift_jis") > 0.0
    assert foreign_gain("请先保存".encode().decode("gb18030", "replace"), " ", "gb18030") == 0.0
    assert foreign_gain("für", " ", "cp1252") == 0.0


def test_russian_in_gbk_is_not_taken_for_han() -> None:
    """Nothing is found in Russian that was written in GBK and read as Latin-1; Big5 would make rare Han of it."""
    russian = "Свитавы\nСвиндон\nЮжная Дания\nСильхет\nСадовое кольцо"
    assert not find_mangled(russian.encode("gbk").decode("latin-1"))


def test_lines_mangled_twice_follow_the_text() -> None:
    """The first long line tells how the short ones behind it were mangled."""
    shown = "\n".join(_CHINESE)
    for _ in range(2):
        shown = shown.encode().decode("gb18030", "replace")
    chains = {place.chain for place in find_mangled(shown)}
    assert chains <= {(("gb18030", "utf-8"),) * 2, (("gb18030", "utf-8"),)}
    assert (("gb18030", "utf-8"),) * 2 in chains
