"""List counts and ordinals: what is shown to a reader, what is reused, and hostile input."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kanwu.figure import Figure, FigureKind, Verdict
from kanwu.rule import Reading
from kanwu.validate.claims import fig109_list_count, fig110_ordinal


def lists(text: str) -> list[tuple[str, str]]:
    """Return the relations of a text's list counts with their verdicts."""
    return [(claim.relation, str(claim.verdict)) for claim in fig109_list_count.find(Reading(text, ()))]


def ordinals(text: str) -> list[tuple[str, str]]:
    """Return the relations of a text's ordinal runs with their verdicts."""
    return [(claim.relation, str(claim.verdict)) for claim in fig110_ordinal.find(Reading(text, ()))]


def test_a_reader_can_redo_a_list() -> None:
    """The relation names the items, without the verb before the first one, and counts them."""
    assert lists("涉及水务、电力、燃气等9个单位。") == [("水务、电力、燃气 (3) <= 9个", "consistent")]
    assert lists("“深、实、细”三字诀") == [("深、实、细 (3) = 三字诀", "consistent")]


def test_the_claim_covers_list_and_count() -> None:
    """The span runs from the first item to the end of the count."""
    text = "本次抽查覆盖青岩、白沙、石桥三个村。"
    (claim,) = fig109_list_count.find(Reading(text, ()))
    assert text[claim.start : claim.end] == "青岩、白沙、石桥三个"


def test_a_figure_already_read_is_reused() -> None:
    """A quantity with the same span is the claim's figure; one with another span is not."""
    text = "涉及水务、电力、燃气等9个单位。"
    start = text.index("9")
    known = Figure("9个", start, start + 2, Fraction(9), Fraction(9), unit="个", approximator="x")
    (claim,) = fig109_list_count.find(Reading(text, (known,)))
    assert claim.figures == (known,)
    longer = Figure("9个单位", start, start + 4, Fraction(9), Fraction(9), unit="个")
    (claim,) = fig109_list_count.find(Reading(text, (longer,)))
    assert claim.figures[0].text == "9个"


def test_a_compound_item_is_read_both_ways() -> None:
    """With 和 inside the last item two counts fit, and neither is an alarm."""
    for count in ("三类", "四类"):
        assert [verdict for _, verdict in lists(f"分为旧电线、楼道杂物、消防栓和水带{count}隐患。")] == ["consistent"]


def test_ordinals_are_ordinals() -> None:
    """Markers are no quantities; the stated count is one."""
    claims = list(fig110_ordinal.find(Reading("提出两点建议。一是早报；二是早办。", ())))
    assert [[figure.kind for figure in claim.figures] for claim in claims] == [
        [FigureKind.ORDINAL, FigureKind.ORDINAL],
        [FigureKind.QUANTITY, FigureKind.ORDINAL, FigureKind.ORDINAL],
    ]
    assert ordinals("提出两点建议。一是早报；二是早办。")[1] == ("一是…二是 (2) = 两点", "consistent")


def test_a_gap_across_paragraphs_needs_paragraph_starts() -> None:
    """A missing point is certain where every marker opens a paragraph, not where one stands inside."""
    assert ordinals("一是早报。\n二是早办。\n四是早结。") == [("一是…四是: 1, 2, 4", "inconsistent")]
    assert ordinals("要求，一是早报；二是早办。\n另外，四是早结。") == []


def test_a_run_inside_a_run_does_not_break_it() -> None:
    """After an inner run the outer one goes on."""
    text = "一是抓排查。其中，一是查电，二是查水，三是查气。\n二是抓整改。"
    assert [verdict for _, verdict in ordinals(text)] == ["consistent"] * len(ordinals(text))


def test_a_broken_run_is_reported_once() -> None:
    """A stated count is not tested against a run that has a gap."""
    claims = list(fig110_ordinal.find(Reading("提出三点建议。一是早报；二是早办；四是早结。", ())))
    assert [claim.verdict for claim in claims] == [Verdict.INCONSISTENT]


@pytest.mark.parametrize(
    "hostile",
    [
        "、" * 200_000,
        "一是" * 50_000,
        "(一)" * 50_000,
        "三" * 200_000,
        "”" * 200_000,
        "“" * 200_000,
        "3" * 200_000,
        "和" * 200_000,
        "甲、" * 100_000 + "三个",
        "三自信（" + "甲、" * 100_000,
    ],
    ids=lambda text: f"{text[:3]}",
)
def test_hostile_text_holds_no_claim(hostile: str) -> None:
    """200 KB of one thing come to an end, and nothing is made of them."""
    assert list(fig109_list_count.find(Reading(hostile, ()))) == []
    assert list(fig110_ordinal.find(Reading(hostile, ()))) == []


def test_many_lists_and_runs_are_all_read() -> None:
    """Ten thousand lists, and as many runs, are each a claim."""
    assert len(lists("甲村、乙村、丙村三个村。" * 10_000)) == 10_000
    assert len(ordinals("一是早报；二是早办。" * 10_000)) == 10_000
