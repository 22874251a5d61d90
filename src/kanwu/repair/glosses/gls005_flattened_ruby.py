"""Ruby or furigana that a scraper flattened into the line.

## What it does

Finds readings that stood above or beside the characters and now stand among them:

- kana behind one kanji after the other, `漢(かん)字(じ)`, in two places or more: authors put the reading of a word
  behind the word;
- two pairs of parentheses, `漢字((かんじ))`: those of the page and those of `<rp>`;
- bopomofo behind four or more characters in a row, with parentheses or without, `你ㄋㄧˇ們ㄇㄣ˙好ㄏㄠˇ嗎ㄇㄚ˙`;
- leftovers of markup, `漢字<rt>かんじ</rt>`, in a text that has no `<ruby>`.

Readings in parentheses behind a word, `平仮名(ひらがな)`, are sound typography and left alone.

## Why it matters

Search and segmentation fail on words with readings inside, and the text reads everything twice.

## Example

`山(やま)田(だ)さんは学(がっ)校(こう)に` has two such places.

## When it is wrong

Learners' texts are typed like that on purpose.

## Fix safety

No fix: what belongs to the text and what to its readings is the reader's choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanwu.finding import Severity
from kanwu.rule import Match, RepairRule, View, gate_of

_GATE = re.compile(
    # It begins with what stands behind the Han character: in Chinese that is found sooner than the character is.
    "[<&(（ㄅ-ㄯ˙](?<=[㐀-鿿々].)(?:(?<=[ㄅ-ㄯ˙])|[(（]?[ぁ-ヿ]|[ㄅ-ㄯ˙]|(?<=<)r[tp]|(?<=&)lt;r[tp])"
)
_IN_COLUMN = "[㐀-鿿々](?:[(（]{1,2}[ぁ-ヿ]|[(（]?[ㄅ-ㄯ˙]|(?:<|&lt;)r[tp])"
_KANA = "[ぁ-ゖァ-ヺー]{1,8}"
_HAN = "[㐀-鿿々]"
_EACH = re.compile(rf"(?:{_HAN}[(（]{_KANA}[)）]){{2,200}}")
_DOUBLE = re.compile(rf"(?<={_HAN})(?:\(\(|（（|（\(|\(（){_KANA}(?:\)\)|））|\)）|）\))")
_SYLLABLE = "˙?[ㄅ-ㄯ]{1,3}[ˉˊˇˋ˙]?"
_BOPOMOFO = re.compile(rf"(?:{_HAN}(?:[(（]{_SYLLABLE}[)）]|{_SYLLABLE})){{4,200}}")
_LEFTOVER = re.compile(rf"(?<={_HAN})(?:<|&lt;)r[tp](?:>|&gt;)[(（]?(?:{_KANA}|[ㄅ-ㄯˊˇˋ˙]{{1,5}})")
_RUBY = re.compile(r"(?:<|&lt;)ruby\b", re.IGNORECASE)
_FEWEST = 2


def find(view: View) -> Iterator[Match]:
    """Give the places where readings stand in the line that stood above it."""
    text = view.text
    if not _GATE.search(text):
        return
    kinds = [("each character has its reading", _EACH.finditer(text), _FEWEST)]
    kinds.append(("two pairs of parentheses", _DOUBLE.finditer(text), 1))
    kinds.append(("bopomofo behind each character", _BOPOMOFO.finditer(text), 1))
    if not _RUBY.search(text):
        kinds.append(("a ruby tag without its <ruby>", _LEFTOVER.finditer(text), 1))
    for sign, matches, fewest in kinds:
        places = list(matches)
        for place in places if len(places) >= fewest else ():
            evidence = {"sign": sign, "places": str(len(places))}
            message = f"A reading that stood beside the text was flattened into it: {sign}."
            yield Match(place.start(), place.end(), message, evidence=evidence)


RULE = RepairRule("GLS005", "flattened-ruby", Severity.INFO, __doc__, find, gate_of(_IN_COLUMN))
