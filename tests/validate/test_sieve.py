"""The sieve: a rule that it stops would have found nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.test_gates import texts

from kanwu.figure import Claim
from kanwu.rule import ClaimRule, Reading, catalogue
from kanwu.validate import read_figures
from kanwu.validate.sieve import Sieve

RULES = [rule for rule in catalogue().rules if isinstance(rule, ClaimRule)]
SIEVE = Sieve(RULES)
SOUND = sorted({text for text, _ in texts() if len(text) < 400})
"""The texts of the cases that are short enough to be cut up."""
JOINTS = ("", "。", "，", "；", "\n", " ", "%", "共", "其中", "日至", "-1", "2月30日", "29 May 2020", "翻一番")


def found(rules: tuple[ClaimRule, ...], text: str) -> list[Claim]:
    """Return what rules find in a text, each asked alone, with nothing made of the text before."""
    figures = read_figures(text)
    return [claim for rule in rules for claim in rule.find(Reading(text, figures))]


def through(text: str) -> tuple[ClaimRule, ...]:
    """Return the rules that the sieve lets through."""
    return SIEVE.through(Reading(text, read_figures(text)))


def test_the_claims_of_every_case_are_the_same_with_and_without_the_sieve() -> None:
    """No case loses a claim, and rules that share what is made of a text find what each finds alone."""
    for text, _ in texts():
        alone = found(SIEVE.rules, text)
        assert found(through(text), text) == alone, text
        shared = Reading(text, read_figures(text))
        assert [claim for rule in SIEVE.through(shared) for claim in rule.find(shared)] == alone, text


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Give pieces of cases, cut anywhere and joined by what claims are made of."""
    pieces = []
    for text in draw(st.lists(st.sampled_from(SOUND), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(text)))
        pieces += [text[start : draw(st.integers(start, len(text)))], draw(st.sampled_from(JOINTS))]
    return "".join(pieces)


@given(mixtures())
def test_the_claims_of_cut_up_cases_are_the_same_with_and_without_the_sieve(text: str) -> None:
    """The words and figures that a rule asks for stand in every text on which it fires."""
    assert found(through(text), text) == found(SIEVE.rules, text)


def test_a_text_without_figures_and_words_is_asked_of_few_rules() -> None:
    """Nothing but rules that ask for nothing sees a text in which nothing is counted."""
    asked = through("春天来了，花都开了。")
    assert [rule.code for rule in asked] == [
        rule.code for rule in RULES if not (rule.words or rule.fewest or rule.units)
    ]
    assert len(asked) < len(RULES) // 4


def test_no_word_hides_another_that_begins_inside_it() -> None:
    """Two words that overlap are both seen."""

    def rule(code: str, word: str) -> ClaimRule:
        base = RULES[0]
        return ClaimRule(code, "made-up", base.severity, base.doc, kind="share", find=base.find, words=(word,))

    sieve = Sieve([rule("FIG901", "甲乙"), rule("FIG902", "乙丙"), rule("FIG903", "丙丁")])
    assert [each.code for each in sieve.through(Reading("甲乙丙", ()))] == ["FIG901", "FIG902"]
