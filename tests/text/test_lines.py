"""Lines end at LF, CR LF or CR and at nothing else."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from kanwu.text.lines import Lines


@given(st.text("a一\n\r\x0b\x0c\x85\u2028", max_size=30))
@example("")
@example("\n")
@example("a\x0b\u2028\nb")
def test_starts(text: str) -> None:
    """A line begins at 0 and behind each line end, whether or not the text has a CR."""
    assert Lines.of(text).starts == [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
