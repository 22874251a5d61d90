"""How a share is worded: the words before a percentage that make it one, and what they say of its base."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanwu.figure import Figure
from kanwu.validate.claims.structure import Scene
from kanwu.validate.grammar.relations import FULFILLED, NOT_SHARES, SHARE_LINKS, SHARES, TOTALS, WHOLE_AMOUNT

FILLER = re.compile("|".join((WHOLE_AMOUNT, *TOTALS)))
"""Words of a base's name that say only that it is the whole."""
WINDOW = 60
"""Characters before a percentage, in which its word stands."""
LONGEST_BASE = 36
"""Characters of a base's name."""
_LINKS = rf"(?:{'|'.join(map(re.escape, SHARE_LINKS))}|\s){{0,4}}+"
_IN_NAME = r"(?:[^，,；;：:。、！？!?%％\n]|(?<=\d)[,，](?=\d))"
_SHARE = re.compile(rf"(?:{'|'.join(SHARES)})({_IN_NAME}{{0,{LONGEST_BASE}}})\Z")
_IN_SHARES = re.compile("[占佔比份]")  # in every word of `SHARES`
_RATE = re.compile(rf"(\w{{2,4}})[率面]{_LINKS}\Z")
_FULFILLED = re.compile(rf"(?:{'|'.join(FULFILLED)})({_IN_NAME}{{2,{LONGEST_BASE}}}的)\Z")
_COMPARED = re.compile(rf"[与與同和跟]({_IN_NAME}{{2,{LONGEST_BASE}}}?)之比{_LINKS}\Z")
_IN_BRACKETS = re.compile("[（(][^（()）]*[）)]?")
_NOTE = re.compile(r"[（(][^（()）\d]{2,16}[）)]")  # 占常住人口比重（城镇化率）
_REACHED = re.compile("(?:[上提攀]?升|提高|[下回]?[降落]|下滑|增加?|[扩擴]大)[至到]了?\\Z")  # 占比升至
_LINKS_ONLY = re.compile(rf"{_LINKS}\Z")
TRAILING_LINKS = re.compile(rf"(?:{'|'.join(map(re.escape, SHARE_LINKS))}|\s){{1,4}}+\Z")
_SUBJECT = re.compile(r"(?<![\d%％])(?!市[场場])[^\W\d]{2,12}\Z")
_AMONG = re.compile(rf"在({_IN_NAME}{{2,20}}?)中\Z")
_MOVES = re.compile("[由从從]|提高|上升|下降|增长|增加|减少|降至|升至|增長|減少")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a share is worded.

    Attributes:
        at: where the wording begins.
        base: the name of the base, empty where none is given.
        stem: what the things counted have done (完成 in 完成率), or empty.
        name: all that is known of the rate's name (不良贷款 in 不良贷款率), or empty.
        subject: what its clause says before it; then it need not be about the figure before.
    """

    at: int
    base: str = ""
    stem: str = ""
    name: str = ""
    subject: str = ""


def wording_of(scene: Scene, figure: Figure) -> Wording | None:
    """Return the words that make a percentage a share, or None."""
    floor = max(scene.sentence.start, figure.start - WINDOW)
    window = scene.text[floor : figure.start]
    rate = _RATE.search(window) if "率" in window or "面" in window else None
    if rate and (window[rate.end(1)] == "面" or not rate[1].endswith((*NOT_SHARES, "占有", "佔有"))):
        return Wording(floor + rate.start(), stem=rate[1][-2:], name=rate[1])
    at = max(window.rfind(word) for word in SHARES) if _IN_SHARES.search(window) else -1
    compared = _COMPARED.search(window) if "之比" in window else None
    if compared:
        return Wording(floor + compared.start(), base=_IN_BRACKETS.sub("", compared[1]))
    share = _SHARE.match(window, _word_start(window, at)) if at >= 0 else _FULFILLED.search(window)
    if share is None:
        return None
    said = _REACHED.sub("", _NOTE.sub("", share[1]))
    if _MOVES.search(said):
        return None
    name = "" if _LINKS_ONLY.match(said) else TRAILING_LINKS.sub("", said)
    name = name if FILLER.sub("", name) else ""  # 占总数的 names nothing
    among = _AMONG.search(window, 0, share.start())
    if among and not name:
        return Wording(floor + among.start(), base=among[1])
    subject = _SUBJECT.search(window, 0, share.start())
    about = _ADVERBS.sub("", subject[0]) if subject else ""
    return Wording(floor + share.start(), base=name, subject=about)


_ADVERBS = re.compile("[已也均就则則约約共所]|目前|合[计計]|[总總]共|共[计計]|大[约約]")


_BASE_OF = re.compile(rf"[占佔]{_IN_NAME}{{1,{LONGEST_BASE}}}的\Z")


def _word_start(window: str, at: int) -> int:
    """Step back from 比 or 有 to the 占 before it, and from 比重 to the 占 of 占财政收入的比重."""
    if at and window[at - 1] in "占佔":
        return at - 1
    found = _BASE_OF.search(window, 0, at)
    return max(found.start(), *(window.rfind(char, 0, at) for char in "占佔")) if found else at
