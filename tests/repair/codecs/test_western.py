"""Western text read with the wrong codec: what ftfy does, in exact spans, and never more than that."""

from __future__ import annotations

import re
import subprocess
import sys

import ftfy
import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from ftfy.chardata import CHARMAP_ENCODINGS
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.finding import Safety
from kanwu.repair.codecs.bad_lines import bad_lines
from kanwu.repair.codecs.western import repairs

WESTERN = ("ENC110", "ENC111")
OFFERED = kanwu.Config(select=WESTERN, unsafe_fixes=True)
APPLIED = kanwu.Config(select=WESTERN)

SOUND = st.text(
    st.sampled_from("éèàüñçßŁřžжипРСαβ“”‘’–—…•€£©°½×中文あ한😀\u200b\xa0\ufffd?? abcZ12,.()\n"), max_size=12
)
SPECIAL = [
    char for members in MOJIBAKE_CATEGORIES.values() for char in map(chr, range(0x80, 0xFB03)) if char in members
] + list("ÂÃÎÐØÙàвЂ√≈‚ÄВГРСΒΓΞΟβ€ā×²³œŒ° \nabcZ.,?!" * 4)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A text with pieces that went through wrong codecs, some with losses."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        piece = draw(SOUND)
        for codec in draw(st.lists(st.sampled_from(CHARMAP_ENCODINGS), max_size=3)):
            piece = piece.encode("utf-8").decode(codec, "replace")
        if draw(st.booleans()) and draw(st.booleans()):
            piece = piece.replace("\xa0", " ")
        pieces.append(piece)
    return "".join(pieces)


def lines_of(text: str) -> list[str]:
    """Part a text as ftfy's `fix_text` does: behind each newline."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def by_ftfy(text: str) -> str:
    """Mend a text line by line with ftfy alone."""
    return "".join(map(ftfy.fix_encoding, lines_of(text)))


def left_alone(text: str) -> bool:
    """Say whether it holds what kanwu leaves alone on purpose: terminal data, lines that read as two-byte text."""
    from kanwu.repair.codecs.enc110_western_mojibake import _reads_as_double_bytes

    terminal = re.compile("\x1b|\x9b[0-9;?]{1,16}[@-~]")
    return bool(
        terminal.search(text) or terminal.search(by_ftfy(text)) or terminal.search(kanwu.clean(text, OFFERED).text)
    ) or any(map(_reads_as_double_bytes, lines_of(text)))


@settings(max_examples=400, deadline=None)
@given(mangled())
def test_the_result_is_that_of_ftfy(text: str) -> None:
    """With unsafe fixes, the same text comes out, and the input can be restored."""
    cleaned = kanwu.clean(text, OFFERED)
    assert cleaned.restore() == text
    if cleaned.text != by_ftfy(text):
        assert left_alone(text)


@settings(max_examples=400, deadline=None)
@given(mangled())
def test_safe_fixes_can_be_undone_by_damaging_again(text: str) -> None:
    """Every fix applied by default, taken back through its codecs, gives the shown characters.

    Where one was made inside another, each undoes one layer only; those that are joint are left out.
    """
    findings = kanwu.clean(text, APPLIED).findings
    inner = [finding.start for finding in findings if "part of" in finding.evidence]
    for finding in findings:
        if finding.code != "ENC110" or not finding.applied or "variants" in finding.evidence["plan"]:
            continue
        if any(finding.start <= at < finding.end for at in inner):
            continue
        assert finding.fix is not None
        steps = [step.split(" ") for step in finding.evidence["plan"].split(", ")]
        shown = finding.fix.replacement
        for (encode, shown_by), (decode, written_as) in reversed(list(zip(steps[::2], steps[1::2], strict=True))):
            assert (encode, decode, written_as) == ("encode", "decode", "utf-8")
            shown = shown.encode("utf-8").decode(shown_by)
        assert shown == finding.fix.original


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from(SPECIAL), max_size=8))
def test_no_bad_line_is_missed(text: str) -> None:
    """Whatever line ftfy finds bad passes the gates."""
    seen = {text[start:end] for start, end in bad_lines(text)}
    assert all(line in seen for line in lines_of(text) if is_bad(line))


def test_a_bad_line_is_found_behind_many_suspects() -> None:
    """The budget of windows runs out, the search does not."""
    sound = "5 ÷ ½ = ×2 ±±\n" * 500
    assert not is_bad(sound)
    text = sound + "cafÃ©\n" + sound + "thÃ©"
    assert [text[start:end] for start, end in bad_lines(text)] == ["cafÃ©\n", "thÃ©"]


def test_a_mangled_word_in_sound_text_is_one_exact_span() -> None:
    """Sound accents and Chinese on the line stay out of the span."""
    line = "他说“déjà vu”，又说“dÃ©cidÃ©”。"
    assert [(line[each.start : each.end], each.text, each.exact) for each in repairs(line)] == [
        ("Ã©", "é", True),
        ("Ã©", "é", True),
    ]


def test_a_sentence_is_one_finding() -> None:
    """Words of a mangled sentence that only spaces part are one run."""
    sentence = "Погода сегодня ясная"
    assert [each.text for each in repairs(sentence.encode().decode("cp1251") + " ok")] == [sentence]


def test_what_is_certain_around_a_loss_is_safe() -> None:
    """The lost byte is offered, the rest of the word is mended."""
    shown = "Город Ярославль".encode().decode("sloppy-windows-1252").replace("\x81", "\ufffd")
    cleaned = kanwu.clean(shown, APPLIED)
    assert cleaned.text == "Город ЯроÑ\ufffdлавль"
    assert [finding.fix.safety for finding in cleaned.findings if finding.fix] == [
        Safety.SAFE,
        Safety.UNSAFE,
        Safety.SAFE,
    ]


@pytest.mark.parametrize("layers", range(1, 5))
def test_several_layers(layers: int) -> None:
    """Damage done several times over is undone at once."""
    shown = "Größe"
    for _ in range(layers):
        shown = shown.encode().decode("sloppy-windows-1252")
    cleaned = kanwu.clean(shown, APPLIED)
    assert cleaned.text == "Größe"


def test_pairs_of_bytes_are_not_joined_by_accident() -> None:
    """GBK shown as Latin-1 holds bytes that look like UTF-8; ftfy would merge them."""
    shown = "我们没有，这是 没有。".encode("gbk").decode("latin-1")
    assert ftfy.fix_encoding(shown) != shown
    assert kanwu.clean(shown, OFFERED).text == shown


def test_ftfy_is_not_imported_for_clean_text() -> None:
    """Chinese and English text pass the gates without it."""
    program = (
        "import sys, kanwu; kanwu.clean('“好”——他说：5%…… It’s “fine” – café, 10 €.'); sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


HOSTILE = {
    "one letter": "Ã" * 200_000,
    "one pair": "Ã©" * 100_000,
    "a chain that takes a pass for each character": "Ãƒ" + "ƒ" * 200_000,
    "controls": "\x80" * 200_000,
    "sequence introducers": "\x9b" * 200_000,
    "nested entities": "&amp;" * 40_000 + "Ã©",
    "lines of one character": "é\n" * 100_000,
    "losses": "\ufffd" * 200_000,
    "a long line": "中文，" * 100_000 + "Ã©",
    "boxes": "│" * 200_000,
}


MENDED = {"one pair": "é" * 100_000, "nested entities": "&amp;" * 40_000 + "é", "a long line": "中文，" * 100_000 + "é"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_mended_or_left(name: str) -> None:
    """Hundreds of thousands of characters come out as they should; `bench/linear.py` measures the time."""
    cleaned = kanwu.clean(HOSTILE[name], APPLIED)
    assert cleaned.text == MENDED.get(name, HOSTILE[name])
    assert cleaned.restore() == HOSTILE[name]
