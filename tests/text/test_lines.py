"""Lines end at LF, CR LF or CR and at nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanwu.text.lines import Lines

TEXT = "一\r\n二三\r\r四\n"


@given(st.text("a一\n\r\x0b\x0c\x85\u2028", max_size=30))
@example("")
@example("\n")
@example("a\x0b\u2028\nb")
def test_starts(text: str) -> None:
    """A line begins at 0 and behind each line end, whether or not the text has a CR."""
    assert Lines.of(text).starts == [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]


@pytest.mark.parametrize(("number", "line"), [(1, "一"), (2, "二三"), (3, ""), (4, "四"), (5, "")])
def test_a_line_comes_without_its_end(number: int, line: str) -> None:
    """Each line is given alone, also an empty one and what follows the last line end."""
    assert Lines.of(TEXT).line(number) == line


def test_the_last_line_needs_no_end() -> None:
    """A text without a line end is one line."""
    assert Lines.of("没有换行").line(1) == "没有换行"


def test_each_character_has_its_place() -> None:
    """Line ends belong to the line they end; the end of the text is a place too."""
    lines = Lines.of(TEXT)
    places = [lines.place(offset) for offset in range(len(TEXT) + 1)]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (4, 1), (4, 2), (5, 1)]
