"""The figures that a share may divide by: named, after 其中, or the nearest before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from kanwu.figure import Figure
from kanwu.validate.claims.share_wording import FILLER, TRAILING_LINKS, WINDOW, Wording
from kanwu.validate.claims.structure import Scene, countable, is_change, kin
from kanwu.validate.grammar.relations import ALTOGETHER, JOINING, OF_WHICH, SETTING, TOTALS, WHOLE_AMOUNT, WHOLE_NAMES

REACH = 2
"""Sentences before, in which the base may stand."""
LOOSELY = Fraction(1, 2)
"""The part of a name's characters by which it may be another's."""
_AND = re.compile(rf"\s?(?:[、，]|{'|'.join(JOINING)})\s?\Z")


def coordinated(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the last figure and those joined to it by 和 or 、, last first."""
    group = [figures[-1]]
    for figure in reversed(figures[:-1]):
        if kin(figure.unit) != kin(group[-1].unit) or not _AND.fullmatch(text, figure.end, group[-1].start):
            break
        group.append(figure)
    return group


def bases_of(scene: Scene, parts: Sequence[Figure], wording: Wording) -> tuple[list[Figure], bool]:
    """Return the figures the share may divide by, best first, and whether the wording leaves no other reading."""
    first = parts[-1]
    here = [pair for pair in scene.here if pair[0].start < first.start]
    candidates = [
        (figure, lead)
        for figure, lead in (*scene.earlier(REACH), *here)
        if countable(figure) and kin(figure.unit) == kin(first.unit) and not is_change(lead)
    ]
    candidates.reverse()
    if wording.base:
        return _named_anywhere(scene, candidates, first, wording.base)
    if not candidates:
        return [], False
    bases, firm = _unnamed(scene, candidates, parts, wording)
    return bases, firm and not wording.subject


def _unnamed(
    scene: Scene, candidates: Sequence[tuple[Figure, str]], parts: Sequence[Figure], wording: Wording
) -> tuple[list[Figure], bool]:
    """Return the figures a share without a named base may divide by, and whether there is no other reading."""
    first = parts[-1]
    of_which = of_which_before(scene, first)
    if of_which is not None:
        direct = [figure for figure, _ in candidates if figure.start < of_which]
        # 其中录取300人…；女性120人，占四成: a part before it may be the base as well.
        nearer = [figure for figure, _ in candidates if figure.start > of_which]
        apart = bool(nearer) and "；" in scene.text[of_which : first.start]
        return [*direct, *nearer], bool(direct) and not apart and _counts_the_whole(scene, direct, of_which)
    same = [pair for pair in candidates if pair[0].start >= scene.sentence.start]
    if len(candidates) == 1 == len(same) and _IN_ALL.search(candidates[0][1]):
        return [candidates[0][0]], True
    figures = [figure for figure, _ in candidates]
    if wording.stem:
        return figures, len(same) == 1 or (not same and len(candidates) == 1)
    return figures, False


def _counts_the_whole(scene: Scene, bases: Sequence[Figure], of_which: int) -> bool:
    """Say whether the nearest base is what 其中 divides: in its sentence, or alone in the sentence before."""
    if bases[0].start >= scene.sentence.start:
        return "；" not in scene.text[bases[0].end : of_which]
    last = [figure for figure, _ in scene.earlier(REACH) if figure in bases and figure.start >= scene.sentence.previous]
    return bool(last) and len(coordinated(scene.text, last)) == len(last)


_IN_ALL = re.compile(rf"(?:{'|'.join(ALTOGETHER)})有?\s?\Z")
_AMONG_THEM = re.compile(r"[^，,；;。：:\d]{0,12}中[，,]?有?\Z")


def of_which_before(scene: Scene, part: Figure) -> int | None:
    """Return where 其中, or 中 after the figure before (9个车间中，有4个), stands in the part's sentence, or None."""
    found = max(scene.text.rfind(word, scene.sentence.start, part.start) for word in OF_WHICH)
    before = [figure for figure in scene.sentence.figures if figure.end < part.start]
    if before and kin(before[-1].unit) == kin(part.unit):
        among = _AMONG_THEM.match(scene.text, before[-1].end, part.start)
        found = max(found, among.start() if among else found)
    return found if found >= 0 else None


def _named_anywhere(
    scene: Scene, candidates: Sequence[tuple[Figure, str]], part: Figure, name: str
) -> tuple[list[Figure], bool]:
    """Return what `_named` does; of the sentences further off it takes only the one that has exactly that name."""
    exact, alike = _named(scene, candidates, name)
    if exact:
        return [*exact, *alike], _is_firm(scene, exact)
    far = [
        (figure, lead)
        for figure, lead in reversed(scene.far(_FAR))
        if countable(figure) and kin(figure.unit) == kin(part.unit) and not is_change(lead)
    ]
    far = [pair for pair in far if pair not in candidates]
    exact, _ = _named(scene, far, name)
    return [*exact, *alike], _is_firm(scene, exact)


def _is_firm(scene: Scene, exact: Sequence[Figure]) -> bool:
    """Say whether exactly one figure has the name, and it does not begin a list: 起诉人数分别为59人、58人."""
    return len(exact) == 1 and _LISTED.match(scene.text, exact[0].end) is None


_LISTED = re.compile(r"[、和及]\d")
_FAR = 12  # sentences with figures


def _named(scene: Scene, candidates: Sequence[tuple[Figure, str]], name: str) -> tuple[list[Figure], list[Figure]]:
    """Return the figures that have exactly the name of a share's base, and those of a name like it, nearest first."""
    wanted = _BEGINS_WITH_SETTING.sub("", FILLER.sub("", _plainly(name)))
    candidates = [(figure, _plainly(lead)) for figure, lead in candidates]
    candidates = [pair for pair in candidates if not _is_share_itself(scene.text, pair[0], name)]
    exact = [
        figure
        for figure, lead in candidates
        if (len(wanted) >= _TELLING and _has_name(wanted, _name_of(scene.text, figure, lead)))
        or _is_total_of(name.removesuffix("的"), lead)
        or _is_same_whole(wanted, lead)
    ]
    exact = [figure for figure in exact if not _follows_of_which(scene, figure)] or exact
    alike = [
        figure
        for figure, lead in candidates
        if figure not in exact and likeness(wanted, _surroundings(scene.text, figure, lead)) >= LOOSELY
    ]
    return exact, alike


_PLAIN_NAMES = (
    ("进出口", re.compile("(?:货物贸易|貨物貿易|对外贸易|對外貿易|外贸|外貿)(?:进出口|進出口)?|進出口")),
    ("生产总值", re.compile("(?:国内|國內|地区|地區)?生[产產][总總]值(?:[（(]GDP[）)])?|GDP")),
)
"""Names of one whole: what the customs call 进出口 is 外贸 in the news, the product of a city 地区 or 国内生产总值."""


def _plainly(words: str) -> str:
    """Return words with each whole of several names under one of them."""
    for name, others in _PLAIN_NAMES:
        words = others.sub(name, words)
    return words


def _follows_of_which(scene: Scene, figure: Figure) -> bool:
    """Say whether a figure is one of the parts that 其中 announces in its own sentence: 其中，12月份进出口达4亿元."""
    start = scene.text.rfind("。", 0, figure.start) + 1
    return any(word in scene.text[max(start, figure.start - WINDOW) : figure.start] for word in OF_WHICH)


def _is_same_whole(wanted: str, lead: str) -> bool:
    """Say whether two names, without all that only says when, where and how much, are the same: 全港罪案, 整体罪案."""
    own = _BARE.sub("", TRAILING_LINKS.sub("", lead))
    return len(own) > 1 and own == _BARE.sub("", wanted)


_BARE = re.compile("|".join((WHOLE_AMOUNT, *TOTALS, f"第(?={SETTING})", SETTING, "中[国國]")))


def _is_total_of(name: str, lead: str) -> bool:
    """Say whether a base has exactly the name of a total (占总人口的 after 总人口…)."""
    return name in WHOLE_NAMES and TRAILING_LINKS.sub("", lead).endswith(name)


_TELLING = 4  # characters; a shorter name (用户) may mean more than the figure that has it at its end


def _has_name(wanted: str, words: str) -> bool:
    """Say whether the characters of `wanted` occur in `words` in order, and nothing before them narrows the name.

    轻工业支出 is not all of 工业支出; 今年全省工业支出 is.
    """
    first = words.find(wanted[0])
    rest = iter(words[max(first, 0) :])
    return all(char in rest for char in wanted) and not _NARROWING.search(_SETTING.sub("", words[:first]))


_SETTING = re.compile(SETTING)
_BEGINS_WITH_SETTING = re.compile(rf"\A(?:{SETTING}){{1,3}}(?=..)")
_NARROWING = re.compile(r"[^\W\d的省市县縣区區州国國]\Z")


def _is_share_itself(text: str, figure: Figure, name: str) -> bool:
    """Say whether a figure is itself said to be a share of the base that has this name."""
    found = _SHARE_OF_IT.match(text, figure.end)
    return found is not None and text.startswith(name, found.end())


_SHARE_OF_IT = re.compile("[^，,。；;\\d]{0,8}[，,（(]?(?:约|約)?[占佔]")


_AFTER_FIGURE = re.compile(r"[^，,；;：:。、！？!?（(\n]{0,8}")


def _name_of(text: str, figure: Figure, lead: str) -> str:
    """Return the words about a figure: those that lead to it and the noun after it."""
    after = _AFTER_FIGURE.match(text, figure.end)
    return lead + (after[0] if after else "")


def _surroundings(text: str, figure: Figure, lead: str) -> str:
    """Return the words about a figure and those of the clauses before it."""
    return text[max(0, figure.start - WINDOW) : figure.start] + _name_of(text, figure, lead)


def likeness(wanted: str, words: str) -> Fraction:
    """Return the part of the wanted name's characters that occur in `words`."""
    if not wanted:
        return Fraction(0)
    return Fraction(sum(char in words for char in wanted), len(wanted))
