"""HTML: only the prose is mended; all else keeps its bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.corpus.formats.performed import GARBLED, MENDED, perform

import kanwu
from kanwu.corpus.checking import check_file
from kanwu.corpus.formats.prose import Prose
from kanwu.corpus.restore import restore_run
from kanwu.corpus.scan import Source
from kanwu.errors import ConfigError

PAGE = f"""<!DOCTYPE html>
<HTML><head><title>{GARBLED}</title>
<meta name=Description content='{GARBLED}'><meta name="x" content="{GARBLED}">
<style>/* {GARBLED} */</style><script>var a = "<p>{GARBLED}";</script></head>
<!-- {GARBLED} --><body class="{GARBLED}">
<p  >一&nbsp;二 &copy &amp; &#x4E09;<b>市中區(q&#363;)</b>以更實更細<i>(xì)</i>舉措。</P>
<img alt="{GARBLED}" src="{GARBLED}"><input placeholder="{GARBLED}" value="{GARBLED}">
<code>{GARBLED}</code><pre>{GARBLED}</pre><a href=? title=市中區(qū)以更實更細(xì)舉措>1 < 2</a>
</body>
"""
EXPECTED = (
    PAGE.replace(f"<title>{GARBLED}", f"<title>{MENDED}")
    .replace(f"Description content='{GARBLED}'", f"Description content='{MENDED}'")
    .replace("(q&#363;)", "")
    .replace("<i>(xì)</i>", "<i></i>")
    .replace(f'alt="{GARBLED}"', f'alt="{MENDED}"')
    .replace(f'placeholder="{GARBLED}"', f'placeholder="{MENDED}"')
    .replace(f"<pre>{GARBLED}", f"<pre>{MENDED}")
    .replace("title=市中區(qū)以更實更細(xì)舉措", "title=市中區以更實更細舉措")
)


def test_only_what_people_read_is_mended(tmp_path: Path) -> None:
    """Text nodes and the attributes that are shown; not scripts, styles, comments, code and other attributes."""
    done = perform(tmp_path, "a.html", PAGE.encode())
    assert done.cleaned == EXPECTED.encode()
    assert done.restored == PAGE.encode()
    for row in done.rows("findings"):
        assert PAGE[row["start"] : row["end"]] == row["before"]
        assert PAGE.count("\n", 0, row["start"]) + 1 == row["line"]


def test_the_encoding_stays_what_the_page_declares(tmp_path: Path) -> None:
    """A GB18030 page stays one."""
    page = f'<html><meta charset="gb18030"><p>重慶{GARBLED}推動發展。</p>'.encode("gb18030")
    done = perform(tmp_path, "a.htm", page)
    assert done.cleaned == page.replace(GARBLED.encode("gb18030"), MENDED.encode("gb18030"))
    assert done.restored == page


def test_what_the_encoding_lacks_becomes_a_reference(tmp_path: Path) -> None:
    """A character that the page's encoding lacks is written as a reference, and what stood there comes back."""
    sound = "Le café était fermé à midi, même l'été. " * 3
    page = f'<html><meta charset="windows-1252"><p>{sound} WaÅ‚Ä™sa, {sound}</p>'.encode("cp1252")
    done = perform(tmp_path, "a.html", page)
    assert done.cleaned == page.replace("WaÅ‚Ä™sa".encode("cp1252"), b"Wa&#322;&#281;sa")
    assert done.restored == page


def test_figures_are_read_from_the_prose(tmp_path: Path) -> None:
    """Markup inside a sentence does not part its figures; their places are in the page."""
    page = "<html><p>检视出<b>1686</b>个问题，完成整改1676个、整改率<i>94.9</i>%。<script>1=2</script></p>"
    done = perform(tmp_path, "a.html", page.encode())
    (claim,) = done.rows("claims")
    assert claim["verdict"] == "inconsistent"
    figures = [page[row["start"] : row["end"]] for row in done.rows("figures")]
    assert figures == ["1686</b>个", "1676个", "94.9</i>%"]


def test_places_in_the_page() -> None:
    """A stretch across blocks is not whole, so that nothing is put in its place; a reference is, as one."""
    prose = Prose("<p>一</p><p>二&amp;三</p><img alt=四>")
    assert prose.text == "一\n二&三\n四"
    assert prose.place(0, 3).is_whole is False
    assert prose.place(2, 5).is_whole is True
    places = [prose.place(at, at + 1) for at in (0, 2, 3, 4, 6)]
    assert [prose.page[place.start : place.end] for place in places] == ["一", "二", "&amp;", "三", "四"]


def test_check_says_where_in_the_file(tmp_path: Path) -> None:
    """Lines and columns are those of the file; `check --fix` mends it."""
    path = tmp_path / "page"
    path.write_text(f"<!doctype html>\n<p>{GARBLED}</p>", "utf-8")
    found = check_file(Source(path.name, path), kanwu.Config(), fix=False)
    assert [(each.line, each.column) for each in found.located] == [(2, 7), (2, 16)]
    check_file(Source(path.name, path), kanwu.Config(), fix=True)
    assert path.read_text("utf-8") == f"<!doctype html>\n<p>{MENDED}</p>"


@pytest.mark.parametrize("text", ["<a <a ", "<a 'x", "<!--", "&", "<script>", "<b>一", "&#1;", "<p title="])
def test_hostile_pages(text: str) -> None:
    """Broken markup never raises, and nothing is read twice."""
    prose = Prose(text * 20_001)
    assert len(prose.text) <= len(prose.page)


TAGS = ["<p>", "</p>", "<b>", "</b>", "<br>", "<!--", "-->", "<script>", "</script>", "<img alt='", "<code>", "</code>"]
MARKS = ["'", '"', ">", "<a", " ", "title=", "&amp;", "&#363;", "&nbsp", "&lt;", "&amp;nbsp;"]
WORDS = [GARBLED, "中Ã©", "\x92", "(qū)"]
markup = st.sampled_from([*TAGS, *MARKS, *WORDS])


@settings(max_examples=100, deadline=None)
@given(st.lists(markup | st.text(st.characters(exclude_characters="\0"), max_size=4)).map("".join))
@example("<p>區<b>(q</b>ū)以更實更細(xì)")
def test_arbitrary_pages_come_back(page: str) -> None:
    """Whatever a page holds, restoring gives its bytes; one with NUL is taken for a binary file."""
    data = page.encode("utf-8", "ignore")
    with tempfile.TemporaryDirectory() as folder:
        done = perform(Path(folder), "a.html", data, unsafe_fixes=True, ignore=("FIG", "DAT"))
        assert done.restored == data


ARTICLE = f"""<!doctype html><html><head><title>举措</title></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/about">关于本站的一切</a></li></ul></nav>
<article><h1>举措</h1><p>市中区以更实\u200b更细举措推进。{"各项工作都在有序地进行，并且得到了大家的支持。" * 10}</p>
<p>{"第二段说明了详细情况，各个部门分别提出了自己的意见，会议一致通过了这个方案。" * 10}</p></article>
<footer><p>版权所有 不得转载</p></footer></body></html>"""


def test_the_main_content_of_pages_is_written_as_text(tmp_path: Path) -> None:
    """It is mended, without menus and footers; the page itself is cleaned and restored as ever."""
    page = tmp_path / "in" / "sub" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(ARTICLE, "utf-8")
    (tmp_path / "in" / "empty.html").write_text("<html></html>", "utf-8")
    kanwu.run(tmp_path / "in", tmp_path / "out", kanwu.Config(main_content=True))
    content = (tmp_path / "out" / "content" / "sub" / "page.html.txt").read_text("utf-8")
    assert "市中区以更实更细举措推进" in content
    assert "首页" not in content
    assert "版权所有" not in content
    assert not (tmp_path / "out" / "content" / "empty.html.txt").exists()
    restored, failures = restore_run(tmp_path / "out", tmp_path / "back")
    assert (restored, failures) == (2, [])
    assert (tmp_path / "back" / "sub" / "page.html").read_bytes() == page.read_bytes()
    kanwu.run(tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out" / "content").exists()


def test_a_missing_extractor_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the sentence says what to install, before any work is done."""
    (tmp_path / "page.html").write_text(ARTICLE, "utf-8")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"pip install 'kanwu\[html\]'"):
        kanwu.run(tmp_path / "page.html", tmp_path / "out", kanwu.Config(main_content=True))
