"""The words that say that a figure is an average, and what it is averaged over. All languages, as in `relations`."""

from __future__ import annotations

from types import MappingProxyType

AVERAGES = (
    r"(?P<over>[日月年人户戶班校场場次亩畝周週店车車村县縣镇鎮笔筆所床])均(?!匀|勻|衡|等|线|線|价|價)"
    r"|平均(?:下来|下來)?[，,]?(?:每(?:一|天|日)?(?:[个個]家庭(?=[户戶]))?|一(?=[天日人]))(?P<each>[^\W\d_]{0,3}?)"
    r"|(?:每(?:一)?(?P<per>[天日月年人户戶班场場次周亩畝])平均)"
    r"|\baverag(?:e of|ing)(?: (?:about|around|nearly|over))?"
)
"""Words before an average; one of `over`, `each`, `per` says over what. A pattern."""
OF_ANOTHER_TIME = "[去前上往]年|同期|平[日时時常]|此前|以往|[计計][划劃]|[预預][计計测測]|last year|previous"
"""Words before an average that is not of the time the total is of. A pattern."""
IN_ALL = "共|累计|累計|合计|合計|总|總|全部|一共|in total|total|altogether|combined"
"""Words before a total. A pattern."""
EACH = "每|平均|第|前|后|後|each|every|first|last"
"""Words before a number that does not count what a total is of. A pattern."""

DAYS = frozenset({"天", "日", "day"})
"""Units of days."""
_PEOPLE = frozenset({"人", "名", "位", "person"})
COUNTED_OVER = MappingProxyType(
    {
        **dict.fromkeys(("日", "天"), DAYS),
        "月": frozenset({"个月", "個月", "month"}),
        "年": frozenset({"年", "year"}),
        "周": frozenset({"周", "週", "week"}),
        "週": frozenset({"周", "週", "week"}),
        **dict.fromkeys(("人", "名", "位"), _PEOPLE),
        **dict.fromkeys(("户", "戶"), frozenset({"户", "戶"})),
        **dict.fromkeys(("场", "場"), frozenset({"场", "場"})),
        **dict.fromkeys(("班", "个班", "個班"), frozenset({"班", "个", "個"})),
        "校": frozenset({"所"}),
        "所": frozenset({"所"}),
        "次": frozenset({"次"}),
        **dict.fromkeys(("笔", "筆"), frozenset({"笔", "筆"})),
        "床": frozenset({"床", "张", "張"}),
        **dict.fromkeys(("亩", "畝"), frozenset({"亩", "畝"})),
        **dict.fromkeys(("个", "個", "店", "村", "县", "縣", "镇", "鎮"), frozenset({"个", "個", "家"})),
        **dict.fromkeys(("家",), frozenset({"家"})),
        **dict.fromkeys(("辆", "輛", "车", "車"), frozenset({"辆", "輛"})),
        **dict.fromkeys(("件",), frozenset({"件"})),
        "": DAYS,
    }
)
"""Units of what an average is over, by the word that names it."""
_GAP = r"(?:[^{signs}.;:()]|\.(?=\w))"
_EACH = r"(?: [a-z]{2,20})?(?: (?P<each>each)\b| (?:a|an|per|for each|for every|in each|every) (?P<per>[a-z]{2,20})\b)"
AVERAGE_TEMPLATES = (
    # Over the nine days the ferries carried 412,560 passengers, an average of 45,840 a day
    (
        rf"{{first:count}}{_GAP}{{0,80}}{{second:count}}{_GAP}{{0,60}}\b(?:an average of|averaging|or an average of|on"
        rf" average|equivalent to|which is|or) (?:about |around |just |nearly |over )?{{average:count}}{_EACH}"
    ),
    # 36 schools with 450 meals each, 16,200 meals
    (
        rf"{{first:count}}{_GAP}{{0,40}} (?:with|of|get|gets|received?|at|serving|holding|took|for) {{average:count}}"
        rf"(?: [a-z]{{2,20}}){{0,2}} (?P<each>each),? (?:or |a total of |for a total of |making |in all )?"
        r"{second:count}"
    ),
)
"""Templates with the figures of an average: which of the first two is the total, their units and `per` say."""
MEAN_OF_PARTS = (
    "均|每|指数|指數|中位|密度|浓度|濃度|评分|評分|气温|氣溫|水温|水溫|单价|單價|价格|價格|房价|房價"
    r"|\b(?:average[sd]?|averaging|mean|median|index|indices|PMI|per|each|price[sd]?|density|rating|score[sd]?)\b"
)
"""Words of figures that are no sums of those of their parts: averages, indices, densities, prices. A pattern."""
MEAN = ("均", "averag", "Averag", " each", " per ", " a ", " an ", " every ")
"""Spellings of which one stands wherever an average is said."""
