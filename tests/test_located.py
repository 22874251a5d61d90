"""A finding gets the line and column an editor would show."""

from __future__ import annotations

import pytest

from kanwu.finding import Finding, Severity
from kanwu.located import Located, locate


def place(text: str, start: int, end: int) -> Located:
    """Locate one finding."""
    (located,) = locate("a.txt", text, [Finding("CHR001", start, end, "Something.", Severity.WARNING)])
    return located


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    """Lines end at LF, CR LF and CR."""
    text = newline.join(["第一行", "第二行", "third"])
    start = text.index("二")
    located = place(text, start, start + 1)
    assert (located.line, located.column, located.end_line, located.end_column) == (2, 2, 2, 3)
    assert located.line_text == "第二行"


def test_a_span_over_lines_ends_after_its_last_character() -> None:
    """The end is the column after the last character, on that character's line."""
    located = place("ab\ncd\nef", 1, 5)
    assert (located.line, located.column, located.end_line, located.end_column) == (1, 2, 2, 3)


def test_an_empty_span_ends_where_it_starts() -> None:
    """An insertion has no last character."""
    located = place("ab\ncd", 3, 3)
    assert (located.line, located.column, located.end_line, located.end_column) == (2, 1, 2, 1)


def test_characters_beyond_the_basic_plane_count_once() -> None:
    """Columns count code points."""
    assert place("𠮷𠮷x", 2, 3).column == 3


def test_the_end_of_the_text_has_a_place() -> None:
    """A finding may stand at the very end."""
    located = place("ab\n", 3, 3)
    assert (located.line, located.column, located.line_text) == (2, 1, "")


def test_findings_of_one_long_line_share_its_text() -> None:
    """A line of megabytes is not copied for each finding."""
    text = "字" * 1000
    findings = [Finding("CHR001", at, at + 1, "Something.", Severity.INFO) for at in range(3)]
    first, second, _ = locate("a.txt", text, findings)
    assert first.line_text is second.line_text
