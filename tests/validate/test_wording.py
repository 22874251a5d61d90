"""Wording that does not matter does not matter: a claim is found however its sentence says it."""

from __future__ import annotations

import re

import pytest

import kanwu
from kanwu.figure import Verdict

SENTENCES = {
    "share": "全校学生1600人，其中住校生848人，占53%。",
    "share of a name": "全县用电量27.08亿度，工业用电14.33亿度，占全县用电量的52.9%。",
    "growth": "藏书由1250万册增加到1500万册，增长20%。",
    "level and amount": "藏书达1500万册，同比增加250万册，增长20%。",
    "previous level": "藏书达1500万册，比去年的1250万册增长20%。",
    "parts": "全校学生1600人，其中男生848人，女生752人。",
    "difference": "藏书由1250万册增加到1500万册，增加250万册。",
    "points": "到馆率由41.5%提高到46.8%，提高5.3个百分点。",
}
"""A true sentence of each kind."""
VARIATIONS = (
    (r"其中", "其中，"),
    (r"其中", "其中有"),
    (r"其中", "当中"),
    (r"，其中", "。其中，"),
    (r"占(?=\d)", "占比"),
    (r"占(?=\d)", "占比为"),
    (r"占(?=\d)", "占比达"),
    (r"占(?=\d)", "约占"),
    (r"占(?=\d)", "占总数的"),
    (r"占(?=\d)", "所占比例为"),
    (r"，增长", "，增长了"),
    (r"，增长(?=\d)", "，增幅为"),
    (r"，增长(?=\d)", "，增幅达"),
    (r"，增长(?=\d)", "，增幅"),
    (r"，增长(?=\d)", "，累计增长"),
    (r"，增长(?=\d)", "，目前增长"),
    (r"，提高(?=\d)", "，上升了"),
    (r"，增加(?=\d)", "，净增"),
    (r"增加到", "增至"),
    (r"增加到", "增长到"),
    (r"增加到", "上升至"),
    (r"由", "从"),
    (r"同比", "比上年同期"),
    (r"同比", "较去年同期"),
    (r"，同比", "，与上年同期相比，"),
    (r"，比", "，较"),
    (r"，比", "，相比"),
    (r"(?<=[册人度])，", "（初步统计），"),
    (r"1600人", "1,600人"),
    (r"全校", "目前，全校"),
    (r"个百分点", "百分点"),
    (r"(\d)%", r"\1％"),
    (r"学", "學"),
    (r"万", "萬"),
)
"""What says the same in other words: a pattern and what takes its place."""
PAIRS = [
    (kind, pattern, other)
    for kind, text in SENTENCES.items()
    for pattern, other in VARIATIONS
    if re.search(pattern, text)
]


def _numbers(text: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return the consistent claims of a text: their rule and the digits of their figures."""
    claims = kanwu.check(text).claims
    assert not [claim.relation for claim in claims if claim.verdict is Verdict.INCONSISTENT]
    return {
        (claim.code, tuple(sorted(re.sub(r"[^\d.]", "", figure.text) for figure in claim.figures)))
        for claim in claims
        if claim.verdict is Verdict.CONSISTENT
    }


@pytest.mark.parametrize(("kind", "pattern", "other"), PAIRS)
def test_other_words_same_claim(kind: str, pattern: str, other: str) -> None:
    """Each claim of the plain sentence is found in the varied one, and nothing is wrong in it."""
    plain = SENTENCES[kind]
    varied = re.sub(pattern, other, plain)
    assert _numbers(plain)
    assert _numbers(plain) <= _numbers(varied)


BROKEN = {"848": "488", "14.33": "41.33", "1500": "5100", "46.8": "64.8"}
"""A number of each sentence, and the same with two digits exchanged."""


@pytest.mark.parametrize(("kind", "pattern", "other"), PAIRS)
def test_other_words_same_error(kind: str, pattern: str, other: str) -> None:
    """Two exchanged digits are found in whatever words."""
    broken = re.sub(pattern, other, SENTENCES[kind])
    for number, wrong in BROKEN.items():
        broken = broken.replace(number, wrong)
    assert Verdict.INCONSISTENT in {claim.verdict for claim in kanwu.check(broken).claims}
