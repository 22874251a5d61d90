from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kanwu.text.spans import Edit, apply_edits, map_of


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("甲乙丙丁", max_size=12))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(start, end, draw(st.text("xyz", max_size=3))) for start, end in pairs]


@given(texts_with_edits())
def test_an_unchanged_character_maps_to_itself(case: tuple[str, list[Edit]]) -> None:
    """Every character that no edit wrote maps to the one source character it came from."""
    source, edits = case
    text = apply_edits(source, edits)
    source_map = map_of(edits)
    written = {i for chunk in source_map.chunks for i in range(chunk.start, chunk.end)}
    for place, char in enumerate(text):
        start, end = source_map.to_source(place, place + 1)
        if place not in written:
            assert (source[start:end], end - start) == (char, 1)


@given(texts_with_edits(), st.data())
def test_a_span_maps_to_source_that_mends_to_a_text_around_it(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    """Mending the mapped source span alone gives a text that holds the span."""
    source, edits = case
    text = apply_edits(source, edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = map_of(edits).to_source(start, end)
    assert 0 <= low <= high <= len(source)
    inside = [Edit(e.start - low, e.end - low, e.replacement) for e in edits if low <= e.start and e.end <= high]
    assert text[start:end] in apply_edits(source[low:high], inside)
