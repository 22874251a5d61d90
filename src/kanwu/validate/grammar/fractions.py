"""How shares are said in words: nearly half of the 940, 近三成. All languages together, as in `relations`."""

from __future__ import annotations

from types import MappingProxyType

_GAP = r"[^.;:()!?%\d]"
_CJK_GAP = r"[^，。；：、（）()%\d]"
_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,7}"
_WHOLE = rf"(?P<whole>{_NUMBER})(?![\d%]|[.,/]\d|-[a-z]| (?:million|billion|per ?cent)\b)"
_PART = rf"(?<![$€£¥\d.,])(?P<part>{_NUMBER})(?![\d%]|[.,/]\d|-[a-z]| (?:million|billion|per ?cent)\b)"
_ALL = r"(?:(?:the|all|its|their|our|these|those|some|total|a total of) ){0,3}"
NUMBERS = MappingProxyType(
    {
        **{
            word: value
            for value, word in enumerate(
                ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
            )
        },
        "a": 1,
        **dict.fromkeys(("half", "halves"), 2),
        **{
            word: at
            for at, word in enumerate(["third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 3)
        },
        "fourth": 4,
    }
)
"""Numbers and parts in letters, the parts in the singular."""
_SMALL = "one|two|three|four|five|six|seven|eight|nine"
_FRACTION = (
    r"(?P<about>(?:[Aa]bout|[Aa]round|[Rr]oughly|[Aa]pproximately|[Nn]early|[Aa]lmost|[Cc]lose to|[Jj]ust under"
    r"|[Jj]ust over|[Oo]ver|[Mm]ore than|[Ll]ess than|[Uu]nder|[Ff]ewer than) )?"
    rf"(?P<fraction>(?:[Hh]alf|(?:{_SMALL}|a|One|Two|Three|Four|A)[- ](?:half|thirds?|quarters?"
    rf"|fourths?|fifths?|sixths?"
    rf"|sevenths?|eighths?|ninths?|tenths?)|(?:{_SMALL}|One|Two|Three|Four) (?:in|out of) (?:every )?"
    rf"(?:{_SMALL}|ten)))\b"
)
_CJK_FRACTION = (
    r"(?P<about>接近|将近|將近|不足|不到|超过|超過|大约|大約|近|约|約|超|逾|占|佔|约占|約佔){0,1}"
    r"(?P<fraction>一半|半数|半數|[一二三四五六七八九][成](?![立为為员員都就])"
    r"|[二三四五六七八九十]分之[一二三四五六七八九])"
)
_CJK_PART = r"(?<![\d.,])(?P<part>\d{1,7})(?P<unit>[^\W\d])"
_CJK_WHOLE = r"(?<![\d.,第])(?P<whole>\d{1,7})(?P<of>[^\W\d])"
_SAID = r"(?:or|some|about|around|roughly|namely|that is,?|i\.e\.,?|amounting to)"
ENGLISH = (
    # Nearly half of the 940 allotments in the borough, some 455, are let; two in five of the 250 looms, or 100,
    (
        rf"{_FRACTION} (?:of )?{_ALL}{_WHOLE}(?P<noun>{_GAP}{{2,60}}?)(?:, (?:{_SAID} ){{1,2}}| \((?:{_SAID} )?){_PART}"
        rf"(?=[,)])"
    ),
    # Of the 9,340 postcards sorted, 6,190 were from abroad, about two-thirds
    (
        rf"\b[Oo]f {_ALL}{_WHOLE}{_GAP}{{2,60}}?, (?:(?:some|only|just|about) )?{_PART}(?={_GAP}{{2,60}}?, (?:or )?"
        rf"{_FRACTION}(?: of (?:them|the total|all))?[,;.)])"
    ),
    # 60 of the 240 choirs (a quarter); 60 of the 240 choirs, or a quarter,
    (
        rf"{_PART} (?:out )?of {_ALL}{_WHOLE}{_GAP}{{2,48}}?(?:, (?:or )?| \((?:or )?){_FRACTION}"
        rf"(?: of (?:them|the total|all))?(?=[,;.)])"
    ),
    # 60 choirs, or a quarter of the 240
    rf"{_PART}{_GAP}{{1,40}}?(?:, (?:or )?| \((?:or )?){_FRACTION} of {_ALL}{_WHOLE}",
)
CHINESE = (
    # 近三成的鱼塘…，在420个鱼塘中已有118个
    (
        rf"{_CJK_FRACTION}的?(?P<name>[^\W\d的]{{2,12}}?)(?:[^，。；：、（）()%\d]{{0,12}})[，,][^，。；\d]{{0,4}}在{_CJK_WHOLE}"
        rf"{_CJK_GAP}{{0,10}}中[，,]?(?:已经|已經|已|目前)?有{_CJK_PART}"
    ),
    # 260件陶器中，约一半（128件）
    rf"{_CJK_WHOLE}{_CJK_GAP}{{0,10}}中[，,]?(?:有)?{_CJK_FRACTION}[（(]{_CJK_PART}[）)]",
    # 260件陶器中，有128件…，占一半
    (
        rf"{_CJK_WHOLE}{_CJK_GAP}{{0,10}}[中，,][，,]?(?:已)?有{_CJK_PART}(?={_CJK_GAP}{{0,14}}[，,]"
        r"(?P<about>(?:约|約|近|超过|超過|大约|大約)?[占佔即](?:总数的|總數的|全部的|了)?(?:接近"
        r"|将近|將近|不足|不到|超过|超過|近|约|約|超|逾)?)"
        r"(?P<fraction>一半|半数|半數)(?:[，,。；）)]|\Z))"
    ),
)
BELOW = ("nearly", "almost", "close to", "just under", "接近", "将近", "將近", "近")
"""Words before a fraction that is nearly reached."""
LESS = ("less than", "under", "fewer than", "不足", "不到")
"""Words before one that is not."""
MORE = ("just over", "over", "more than", "超过", "超過", "超", "逾")
"""Words before one that is exceeded."""
WORDS = (
    *("half", "Half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "fourth"),
    *(f"{of} {number}" for of in ("in", "out of") for number in (*_SMALL.split("|"), "ten", "every")),
    *("一半", "半数", "半數"),
    *(f"{digit}成" for digit in "一二三四五六七八九"),
    "分之",
)
"""Spellings of which one stands in every share in words."""
