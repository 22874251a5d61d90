"""How English says that something changed."""

from __future__ import annotations

from kanwu.validate.grammar.words import Movements, Multiples

_RISE = (
    "(?:increas(?:ed?|es|ing)|rose|risen|rises?|rising|grew|grown|growing|growth|climb(?:ed|ing)?|advance[ds]?"
    "|gain(?:ed)?"
    "|expand(?:ed|ing)|expansion|jump(?:ed)?|surge[ds]?|improve(?:d|ment)|up|higher|additional|upturn|uptick"
    "|upward revision)"
)
_FALL = (
    "(?:decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|fell|fallen|falls?|falling|drop(?:ped|ping)?|reduc(?:ed|ing|tion)"
    "|shrank|shrunk|contract(?:ed|ion)|down|lower|slid|slipp?(?:ed)?|plunge[ds]?|slump(?:ed)?|downturn"
    "|downward revision)"
)
MOVED = rf"\b(?:{_RISE}|{_FALL})\b"
"""Words that say that something moved. A pattern."""
_GAP = r"(?:[^{signs},.;:()]|, (?=(?:19|20)\d\d\b)|\.(?=\w)|(?<=\d\d\d\d),(?= (?:to|from|as|compared)\b))"
_DIRECTION = rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL}))\b(?: in {_GAP}{{0,40}}? of| by| of)?"
_FROM = (
    r",? ?(?:\b(?:up|down) )?(?:\bfrom|\b(?:as )?compared (?:to|with)|\bin comparison (?:to|with)|\bversus|\bvs\.?"
    r"|\bagainst|\bover|\bthan)\b"
)
_OTHER = (
    r"(?:,? ?(?:(?:or|and|representing|equal to|equivalent to|i\.e\.)(?: by)?(?: an?)?"
    r"(?: (?:increase|decrease|decline|rise|growth)(?: rate)? of)? ?|\((?:or )?){other}\)?)"
)
_TO = (
    r",? (?<!due )(?<!compared )(?<!attributable )(?<!related )(?<!relative )to(?: approximately| about| a "
    r"total of| a record)? ?"
)
_THE_YEAR_BEFORE = r"(?:(?:19|20)\d\d|FY ?\d\d(?:\d\d)?|[Ll]ast year|[Pp]rior year|[Pp]revious year)"
# 6% a year is an average of several years; 6% a year earlier is none.
_EACH_YEAR = (
    r"(?P<annual> (?:a|per|each|every) (?:year|annum)(?! (?:ago|earlier|before|later)\b)| annually\b| yearly\b)"
)
# What a rate is of, said behind it: nothing that the levels before it give.
_AS = r"(?:representing|reflecting|resulting in|which (?:is|was|represents)|or|amounting to)"
_FIRST, _SECOND = r"(?P<first_year>(?:19|20)\d\d)", r"(?P<second_year>(?:19|20)\d\d)"
_FIRST2, _SECOND2 = r"(?P<first_year_after>(?:19|20)\d\d)", r"(?P<second_year_after>(?:19|20)\d\d)"
_OTHER_BASE = (
    r"(?:in real terms|after (?:adjusting for )?inflation|adjusted|excluding|at constant|in constant|on a like-for-like"
    r"|organically|(?:on|than|above|below|over|against|under) (?:the |its |their |our )?(?:[a-z]+ )?"
    r"(?:forecasts?|targets?|budget(?:ed)?|plan(?:ned)?|expected|expectations|estimates?|guidance)"
    r"|(?:a|per|each|every) (?:month|quarter|week|day))\b"
)
# A share of something else, or one each of two levels: or 4.1% and 3.9% of sales.
_NOT_OF_SALES = (
    r"(?! (?:and {second:share}|of (?:(?:its|our|the|net|total|all) ){0,2}"
    r"(?:sales|revenues?|turnover|income|assets|GDP|output|total|budget)\b))"
)
_BY_YEAR = "(?:year[- ]over[- ]year|year[- ]on[- ]year|sequentially|organically)"
_A_SHARE = r"(?:,? or {each:change} per [a-z ]{0,20}share)?"  # $11.0 million, or $1.00 per share, versus
_ADJECTIVES = r"(?:(?:year-over-year|year-on-year|net|overall|total|annual|sequential|slight|sharp|significant) ){0,2}"

MOVEMENTS = Movements(
    gate="[a-z]{2} [a-z]",
    anchors=(
        # increased 5%, or $3 million, from A in 2018 to B in 2019
        (
            rf"{_DIRECTION} ?{{change}}(?:{_OTHER})?(?:,? (?:during|in|for|over)\b{_GAP}{{0,30}}?)??{_FROM}"
            rf"{_GAP}{{0,60}}?{{previous}}{_GAP}{{0,60}}?,? "
            rf"to\b{_GAP}{{0,40}}?{{level}}"
        ),
        # increased 5%, or $3 million, to B in 2019 from A in 2018
        (
            rf"{_DIRECTION} ?{{change}}(?:{_OTHER})?(?: {_BY_YEAR})?,? to\b{_GAP}{{0,40}}?{{level}}"
            rf"{_A_SHARE}(?:{_GAP}{{0,90}}?{_FROM}{_GAP}{{0,60}}?{{previous}})?"
        ),
        # a 5% increase in income to B, or $1 a share, from A
        (
            rf"{{change}}(?: [a-z-]+){{0,4}}? (?:(?P<up>increase|rise|gain|jump|growth)|(?P<down>decrease|decline|drop"
            rf"|fall|reduction))(?: in [a-z ]{{3,40}}?)? to\b{_GAP}{{0,20}}?{{level}}{_A_SHARE}{_FROM}"
            rf"{_GAP}{{0,30}}?{{previous}}"
        ),
        # increased $3 million, or 5%, from the prior year to B
        rf"{_DIRECTION} ?{{change}}(?:{_OTHER})?{_GAP}{{0,60}}?{_TO}{{level}}",
        # B was $3 million, or 5%, higher than A
        (
            rf"{{level}}{_GAP}{{0,60}}?,? (?:which )?(?:was|were|is|are) {{change}}(?:{_OTHER})?,? (?:(?P<up>higher"
            rf"|more|greater|above|up)"
            rf"|(?P<down>lower|less|fewer|below|down)) (?:than|on|from)(?:{_GAP}{{0,40}}?{{previous}})?"
        ),
        # B, $3 million more than A; B against A, $3 million more
        (
            rf"{{level}}{_GAP}{{0,60}}, {{change}}(?:{_OTHER})? (?:(?P<up>more|higher)|(?P<down>fewer|less|lower)) than"
            rf"{_GAP}{{0,40}}?{{previous}}"
        ),
        (
            rf"{{level}}{_GAP}{{0,40}}?,? (?:against|compared (?:with|to)|versus) {{previous}}{_GAP}{{0,40}}, (?:an? )?"
            rf"{{change}}(?:{_OTHER})?\)? (?:(?P<up>more|higher|increase|rise|gain|improvement|jump)"
            r"|(?P<down>fewer|less|lower|decrease|decline|drop|fall|reduction))\b(?! (?:than|on|over))"
        ),
        # B (2018: A)
        rf"{{level}} \({_THE_YEAR_BEFORE}:? {{previous}}\)",
        # increased to B in 2019 from A in 2018
        rf"{_DIRECTION} to\b{_GAP}{{0,20}}?{{level}}{_GAP}{{0,90}}?{_FROM}{_GAP}{{0,60}}?{{previous}}",
        # rose from A to B
        (
            rf"(?:{_DIRECTION}{_GAP}{{0,40}}?)?\bfrom\b{_GAP}{{0,60}}?{{previous}}{_GAP}{{0,60}}?,? "
            rf"to\b{_GAP}{{0,40}}?{{level}}"
        ),
        # B, a decrease of $3 million, or 5%, from A
        (
            rf"{{level}}{_GAP}{{0,90}}?,? ?(?:or )?(?:\b(?:an?|which (?:was|is)|was|were) "
            rf")?{_ADJECTIVES}{_DIRECTION} ?{{change}}(?:{_OTHER})?"
            rf"{_FROM}{_GAP}{{0,60}}?{{previous}}"
        ),
        # for 2019 and 2018 was B and A, respectively, an increase of 5%
        (
            rf"(?:\b{_FIRST}\W{{1,2}}and {_GAP}{{0,24}}?{_SECOND}\b{_GAP}{{0,90}}?)?{{level}}(?: and|,) {{previous}}"
            rf"(?:{_GAP}{{0,40}}?\b{_FIRST2} and {_GAP}{{0,24}}?{_SECOND2})?,? respectively,? "
            rf"(?:{_AS} )?(?:an? )?{_ADJECTIVES}{_DIRECTION} ?{{change}}(?:{_OTHER})?"
        ),
        # B in 2019 and A in 2018, an increase of 5%
        (
            rf"{{level}} (?:in|for|at){_GAP}{{0,24}}?\b{_FIRST},? (?:and|versus|against) {{previous}} (?:in|for|at)"
            rf"{_GAP}{{0,24}}?\b{_SECOND},? (?:{_AS} )?an? {_ADJECTIVES}{_DIRECTION} ?{{change}}(?:{_OTHER})?"
        ),
        # B, a 5% increase over A
        (
            rf"{{level}}{_GAP}{{0,60}}?,? (?:an?|{_AS} an?) {{change}} (?:(?P<up>increase|rise|gain|improvement|growth)"
            rf"|(?P<down>decrease|decline|drop|fall|reduction)){_FROM}{_GAP}{{0,40}}?{{previous}}"
        ),
        # B compared with A in 2018
        rf"{{level}}{_GAP}{{0,90}}?{_FROM}{_GAP}{{0,60}}?{{previous}}",
        "{level}",
    ),
    needs=(
        " to",
        "to",
        "to",
        "to",
        "(?:was|were|is|are) ",
        "than",
        "against|compared|versus",
        r"\(",
        " to",
        "from",
        "from|compar|versus|vs|against|over|than",
        "respectively",
        "(?:in|for|at)",
        "{change} [irgdf]",
        "from|compar|versus|vs|against|over|than",
    ),
    tail=(
        rf"{_GAP}{{0,90}}?[,;(]? ?(?:(?:\bor|\brepresenting|\bwhich (?:was|is|represents)|\ba|\ban|\band"
        rf"|\bresulting in)\b ?){{0,2}}{_ADJECTIVES}"
        rf"(?:{_DIRECTION} ?|(?<=or )|(?<=representing )){{change}}{_NOT_OF_SALES}(?:{_OTHER})?"
        rf"\)?{_EACH_YEAR}?(?:,? {_OTHER_BASE})?"
    ),
    real=r"\b(?:real terms|constant (?:currency|prices)|organic\w{0,4}|like-for-like|comparable|same-store)\b"
    rf"|{_OTHER_BASE}",
    values=r"\b(?:apprecia|deprecia|exchange rate)",
    moved=rf"{_DIRECTION} ?\Z",
    negative=r"\b(?:loss|losses|deficit)\b",
    yearly=r"\b(?:year-over-year|year-on-year|prior year|last year)\b",
    void=(
        r"\b(?:respectively(?!,? (?:[a-z]+ ){0,3}?an? (?:[a-z-]+ ){0,2}(?:increase|decrease|decline|growth|reduction"
        r"|rise|drop))|compound(?:ed)?|annuali[sz]ed|CAGR|average annual|annual average|average of|minimum|required"
        r"|threshold|turnout)\b"
    ),
    compounded=(
        (
            r"{total:share},? (?:from|between) (?P<since>\d{4}) (?:to|and) (?P<until>\d{4}),? (?:or |an average of "
            r"|averaging |that is )?{annual:share} (?:a|per) (?:year|annum)"
        ),
    ),
)

ANNUAL = (" a year", " per year", " each year", " every year", " annum", "annually", "yearly")
"""Spellings of which one stands beside every rate that is an average of several years."""

MULTIPLES = Multiples(
    gate=r"{times}|\btimes\b|-?fold\b",
    doubled=(),
    of_base=(
        (
            rf"{{level}}{_GAP}{{0,40}}?,? ?{{times}} (?:(?:more than )?the|as (?:much|many|large|high) as the|that "
            rf"of the|its)?"
            rf"{_GAP}{{0,30}}?{{previous}}"
        ),
        (
            rf"\bfrom\b{_GAP}{{0,60}}?{{previous}}{_GAP}{{0,60}}?,? to\b{_GAP}{{0,40}}?{{level}}, (?:or |an? "
            rf")?{{times}}(?: as| the| that)"
        ),
    ),
    of_name=(),
)
