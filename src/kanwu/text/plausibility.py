"""The character model: how plausible a string is as real text, in any language.

A cost is a negative natural logarithm of a probability, in nats: lower is more plausible. A character costs what its
kind costs behind the kind before it, and what it costs among its kind; a Han character inside a word of jieba's
dictionary costs less. The table (`plausibility.tsv`) says where it comes from; it is read on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from operator import add

from kanwu.text.kinds import Kind, kind_of

_STEP = 0.25
_UNSEEN_HAN = 15.5  # nats; the rarest character that jieba lists costs 15
_UNSEEN = {
    Kind.RARE_HAN: 5.0,  # on top of the step to this kind
    Kind.HANGUL: 10.5,
    Kind.LATIN_LOWER: 10.0,
    Kind.LATIN_UPPER: 8.0,
    Kind.CYRILLIC_LOWER: 8.0,
    Kind.CYRILLIC_UPPER: 8.0,
    Kind.GREEK_LOWER: 8.0,
    Kind.GREEK_UPPER: 7.0,
    Kind.CONTROL: 5.0,
    Kind.OTHER: 8.0,
    Kind.CJK_POINT: 8.0,
    Kind.LATIN_SIGN: 6.0,
    Kind.DASH: 7.0,
}
_UNSEEN_OTHERWISE = 6.0
_RARE = 12.5
"""Nats above which a Han character counts as rare: some 2,700 characters of Simplified and 3,600 of Traditional text
stay below, and of edited Chinese text one character in a thousand lies above."""
_RARE_HANGUL = 9.5


class _Own(dict[str, float]):
    """The cost of a character among its kind; fills itself for characters that the table does not list."""

    def __missing__(self, char: str) -> float:
        kind = kind_of(char)
        cost = _UNSEEN_HAN if kind is Kind.HAN else _UNSEEN.get(kind, _UNSEEN_OTHERWISE)
        self[char] = cost
        return cost


class _Kinds(dict[str, int]):
    """The kind of a character as a plain number; fills itself."""

    def __missing__(self, char: str) -> int:
        kind = int(kind_of(char))
        self[char] = kind
        return kind


_ROUGHLY = {
    Kind.HAN: 0.7,
    Kind.LOWER: 0.5,
    Kind.SPACE: 1.0,
    Kind.DIGIT: 1.0,
    Kind.POINT: 1.0,
    Kind.CYRILLIC_LOWER: 1.0,
    Kind.GREEK_LOWER: 1.0,
    Kind.HIRAGANA: 1.5,
    Kind.CJK_POINT: 1.5,
    Kind.UPPER: 2.0,
    Kind.HANGUL: 2.0,
    Kind.KATAKANA: 2.5,
    Kind.LATIN_LOWER: 3.0,
    Kind.SIGN: 3.0,
    Kind.CYRILLIC_UPPER: 3.0,
    Kind.LATIN_UPPER: 5.0,
}
_ROUGHLY_OTHERWISE = 6.0


class _Rough(dict[str, float]):
    """The cost of a character wherever it stands; fills itself."""

    def __init__(self, own: dict[str, float], kinds: dict[str, int]) -> None:
        super().__init__()
        self._own, self._kinds = own, kinds

    def __missing__(self, char: str) -> float:
        cost = self._own[char] + _ROUGHLY.get(Kind(self._kinds[char]), _ROUGHLY_OTHERWISE)
        self[char] = cost
        return cost


class _Behind(dict[str, float]):
    """The cost of the second of two characters; fills itself, and begins anew before it grows large."""

    def __init__(self, find: Callable[[str, str], float]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, two: str) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        cost = self[two] = self._find(*two)
        return cost


_MOST_REMEMBERED = 40_000  # pairs of characters, some 8 MB


@dataclass(frozen=True, slots=True)
class Model:
    """The character model.

    Attributes:
        own: cost of a character among those of its kind.
        kinds: the kind of a character.
        rough: cost of a character without knowing what stands before it; for a first look.
        steps: cost of a kind behind a kind.
        pairs: cost of the second of two Han characters inside words, both in their Simplified form.
        fold: the Simplified form of Traditional and Japanese characters.
        behind: the cost of the second of two characters, as `cost` gives it; remembered, for long texts.
    """

    own: dict[str, float]
    kinds: dict[str, int]
    rough: dict[str, float]
    steps: tuple[tuple[float, ...], ...]
    pairs: dict[str, float]
    fold: dict[str, str]
    behind: dict[str, float] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Make the memory of costs."""
        object.__setattr__(self, "behind", _Behind(self.cost))

    def cost(self, before: str, char: str) -> float:
        """Return the cost of a character behind another one, in nats."""
        kind = self.kinds[char]
        if kind == _HAN and self.kinds[before] == _HAN:
            fold = self.fold
            paired = self.pairs.get(fold.get(before, before) + fold.get(char, char))
            cost = self.own[char] + _PAIR_UNSEEN if paired is None else paired
            return cost if char != before else min(cost, _REDOUBLED)
        cost = self.steps[self.kinds[before]][kind] + self.own[char]
        return cost if char != before or cost < _REPEATED else _REPEATED

    def between(self, before: str, chars: str, after: str) -> list[float]:
        """Return what each of some characters costs between two others, with what the one after it costs then."""
        folded, rare = _han(chars)
        if folded is None:
            return self._between(before, chars, after)
        pairs, fold, kinds = self.pairs, self.fold, self.kinds
        if kinds[before] == _HAN:
            left = fold.get(before, before)
            first: Iterable[float] = map(pairs.get, [left + char for char in folded], rare)
        else:
            step = self.steps[kinds[before]][_HAN]
            first = [step + self.own[char] for char in chars]
        if kinds[after] != _HAN:
            following = self.steps[_HAN][kinds[after]] + self.own[after]
            costs = [cost + following for cost in first]
        else:
            right, unseen = fold.get(after, after), self.own[after] + _PAIR_UNSEEN
            costs = [cost + pairs.get(char + right, unseen) for cost, char in zip(first, folded, strict=True)]
        for char in {before, after}.intersection(chars):
            costs[chars.index(char)] = self.cost(before, char) + self.cost(char, after)
        return costs

    def _between(self, before: str, chars: str, after: str) -> list[float]:
        """Return the same for characters of which not all are Han."""
        kinds, own, steps = self.kinds, self.own, self.steps
        first, last, own_last = steps[kinds[before]], kinds[after], own[after]
        around = before + after
        return [
            self.cost(before, char) + self.cost(char, after)
            if kind == _HAN or char in around
            else (first[kind] + own[char]) + (steps[kind][last] + own_last)
            for char, kind in zip(chars, map(kinds.__getitem__, chars), strict=True)
        ]

    def costs(self, text: str, before: str = " ") -> list[float]:
        """Return what each character of a text costs behind the one before it, in nats."""
        return list(map(self.behind.__getitem__, map(add, before + text[:-1], text)))

    def foreign_mean(self, text: str, before: str = " ") -> float:
        """Return the mean cost of the characters above ASCII, in nats; 0 where there are none."""
        costs = [cost for cost, char in zip(self.costs(text, before), text, strict=True) if char > "\x7f"]
        return sum(costs) / len(costs) if costs else 0.0

    def total(self, text: str, before: str = " ") -> float:
        """Return the cost of a text behind a character, in nats."""
        return sum(map(self.behind.__getitem__, map(add, before + text[:-1], text)))


@lru_cache(maxsize=1024)
def _han(chars: str) -> tuple[list[str] | None, list[float]]:
    """Return the Simplified form of Han characters, and what each costs behind a Han character outside of words.

    None where others are among them.
    """
    known = model()
    if set(map(known.kinds.__getitem__, chars)) != {_HAN}:
        return None, []
    return [known.fold.get(char, char) for char in chars], [known.own[char] + _PAIR_UNSEEN for char in chars]


_HAN = int(Kind.HAN)
_REPEATED = 3.0  # nats: a sign or letter that is repeated (——, ÅÅÅÅ-MM-DD, ｗｗｗ) is no surprise
_REDOUBLED = 6.0  # nats: names and children's words redouble any character
_PAIR_UNSEEN = 0.7  # nats: half of what follows a Han character continues a word of the table


@cache
def model() -> Model:
    """Read the model; takes some 60 ms, once."""
    own, kinds = _Own(), _Kinds()
    steps: list[tuple[float, ...]] = []
    pairs: dict[str, float] = {}
    fold: dict[str, str] = {}
    for line in _lines():
        what, first, *rest = line.split("\t")
        if what == "kind":
            steps.append(tuple(_STEP * int(cost) for cost in rest[0].split(" ")))
        elif what == "char":
            own.update(dict.fromkeys(rest[0], _STEP * int(first)))
        elif what == "fold":
            fold.update(zip(first[::2], first[1::2], strict=True))
        else:
            _add_pairs(pairs, first, rest[0])
    return Model(own, kinds, _Rough(own, kinds), tuple(steps), pairs, fold)


def _lines() -> Iterable[str]:
    text = files(__package__).joinpath("plausibility.tsv").read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _add_pairs(pairs: dict[str, float], first: str, followers: str) -> None:
    cost = 0.0
    for char in followers:
        if "a" <= char <= "z":
            cost = float(ord(char) - ord("a"))
        else:
            pairs[first + char] = cost


@cache
def rare() -> str:
    """Return the ranges, for the class of a pattern, of Han and Hangul that sound text seldom has."""
    common: set[str] = set()
    for line in _lines():
        if line.startswith("char\t"):
            _, steps, chars = line.split("\t")
            cost = int(steps) * _STEP
            common.update(char for char in chars if cost < (_RARE if char < _AFTER_HAN else _RARE_HANGUL))
    return "".join(_outside(common))


_AFTER_HAN = "\ua000"


def _outside(common: set[str]) -> Iterable[str]:
    """Give the ranges of Han characters and Hangul syllables without some."""
    for first, last in ((0x4E00, 0x9FFF), (0xAC00, 0xD7A3)):
        at = first
        for point in sorted(ord(char) for char in common if first <= ord(char) <= last):
            if at < point:
                yield f"{chr(at)}-{chr(point - 1)}"
            at = point + 1
        if at <= last:
            yield f"{chr(at)}-{chr(last)}"
