"""English: multipliers, units, approximators."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from kanwu.text.numerals import ENGLISH_MULTIPLIERS
from kanwu.validate.grammar.english_movements import MOVEMENTS, MULTIPLES
from kanwu.validate.grammar.english_parts import PARTS
from kanwu.validate.grammar.english_shares import MORE_SHARES, OTHER_WHOLE, SHARE_TEMPLATES
from kanwu.validate.grammar.words import Difference, Grammar, Measure, Unit

_COUNTED = """
person people month year day week employee store passenger case vehicle vessel share dozen unit student household
member patient visitor country school company seat vote
"""
_MEASURED = (
    "ton tonne barrel mile acre hectare kilogram gram pound metre meter kilometre kilometer hour minute second km kg"
)
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _word_numbers() -> dict[str, int]:
    """Return the numbers in letters to ninety-nine; compounds stand before their beginnings."""
    words = {word: value for value, word in enumerate(_WORDS.split(), 1)}
    tens = {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
    digits = list(words.items())[:9]
    compounds = {f"{ten}-{digit}": high + low for ten, high in tens.items() for digit, low in digits}
    return compounds | tens | words


def _units() -> dict[str, Unit]:
    units = {}
    for names, measure in ((_COUNTED, Measure.COUNT), (_MEASURED, Measure.AMOUNT)):
        for name in names.split():
            units[name] = units[f"{name}s"] = Unit(name, measure)
    units["people"] = Unit("people", Measure.COUNT)
    units |= {name: Unit("country", Measure.COUNT) for name in ("country", "countries")}
    units |= {name: Unit("company", Measure.COUNT) for name in ("company", "companies")}
    units |= {name: Unit("%", Measure.AMOUNT) for name in ("%", "percent", "per cent")}
    units |= {name: Unit("pp", Measure.AMOUNT) for name in ("percentage points", "percentage point", "pts", "pp")}
    units |= {name: Unit("bp", Measure.AMOUNT) for name in ("basis points", "basis point", "bps", "bp")}
    units |= {name: Unit("times", Measure.AMOUNT) for name in ("times", "fold", "-fold", "x")}
    return units


ENGLISH = Grammar(
    units=MappingProxyType(_units()),
    currencies=MappingProxyType({}),
    multipliers=MappingProxyType({**ENGLISH_MULTIPLIERS, "mn": 10**6, "bn": 10**9, "m": 10**6, "b": 10**9, "k": 10**3}),
    word_numbers=MappingProxyType(_word_numbers()),
    below=("nearly", "almost", "close to", "less than", "fewer than", "under", "just under", "up to"),
    above=("more than", "over", "exceeding", "in excess of", "at least", "above", "surpassing"),
    around=("about", "around", "approximately", "roughly", "some", "circa"),
    look_alikes=(),
    above_after=("or more", "or so"),
    more_after=(),
    around_after=(),
    spans=frozenset({"day", "week", "month", "year", "hour", "minute", "second"}),
    movements=MOVEMENTS,
    multiples=MULTIPLES,
    share_words=(" of ", "Of ", "/"),
    shares=SHARE_TEMPLATES,
    more_shares=MORE_SHARES,
    other_whole=OTHER_WHOLE,
    points=MappingProxyType({"pp": Fraction(1), "bp": Fraction(1, 100)}),
    spreads=("difference of", "gap of", "spread of"),
    lists=PARTS,
    differences=(
        Difference(
            more=("exports of", "exports were", "exports totalled", "exports totaled"),
            less=("imports of", "imports were", "imports totalled", "imports totaled"),
            surplus=("trade surplus of", "a surplus of"),
            deficit=("trade deficit of", "a deficit of"),
        ),
    ),
)
