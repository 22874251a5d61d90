"""Words of English that tell the earlier of two levels, and what changed between them."""

from __future__ import annotations

_UP_DOWN = (
    r"(?:(?<!made )(?<!make )(?<!makes )(?<!making )up|down|ris(?:e|es|en|ing)|rose|gr[eo]w(?:n|ing|th|s)?"
    r"|f[ae]ll(?:en|ing|s)?|gain(?:ed|s|ing)?|increas\w{1,3}"
    r"|decreas\w{1,3}|declin\w{1,3}|drop\w{0,4}|shr[aiu]n?k\w{0,3}|jump\w{0,3}|surg\w{1,3}|climb\w{0,3}|slump\w{0,3}"
    r"|slid|slide|plung\w{1,3}|improve\w{0,5}|expand\w{0,3}|expansion|contract(?:ed|ion|ing)|recover\w{0,3}|advance\w{0,2}"
    r"|swell\w{0,3}|soar\w{0,3}|reduc\w{1,4}|widen\w{0,3}|narrow\w{0,3}|slip\w{0,4}|dip\w{0,4}|eas(?:e|ed|ing)|sank"
    r"|tumbl\w{1,3}|rebound\w{0,3}|step-up|uptick|hikes?|higher|lower|more|less|fewer|wider|better|worse|cheaper|dearer)"
)
CHANGED_BEFORE = (
    rf"\b{_UP_DOWN}(?: (?:by|of|some|about|nearly|almost|another|a|an|or)|,? or)?(?: [a-z]+,?){{0,3}} ?[(]?\Z"
)
"""Before a rate of change. A pattern."""
CHANGED_AFTER = rf"\A(?:[)]|-)? ?(?:[a-z-]+ ){{0,2}}{_UP_DOWN}\b"
"""Behind a rate of change. A pattern."""
EARLIER_BEFORE = (
    r"\b(?:from|against|compared (?:to|with)|versus|vs\.?"
    r"|previous(?:ly)?|prior|earlier|last year|year-ago|a year before"
    r"|formerly|originally|once|having been|had been|had numbered|there were|it was|was then|prior year(?: period)?:?"
    r"|previous year:?)\b[^.;]{0,40}\Z"
)
"""Before the earlier level. A pattern."""
EARLIER_AFTER = (
    r"\A[^,.;()]{0,16}?\b(?:a (?:year|month|week|quarter|decade) (?:ago|earlier|before)"
    r"|last (?:year|month|week|quarter)|the (?:year|month|quarter|week|season) before"
    r"|(?:in|of|for) (?:the )?(?:same|corresponding|prior|previous|year-earlier)"
    r"|in last year's|a decade ago|years (?:ago|earlier|before))\b"
)
"""Behind the earlier level. A pattern."""
NOT_TWO_LEVELS = (
    r"\b(?:respectively|targets?|forecasts?|expect(?:ed|s)?|estimates?d?|minimum|limit|budget(?:ed)?|adjusted|constant"
    r"|like-for-like|real terms|underlying|organic\w*|comparable|net of|per share|a share|each|on average|average[sd]?"
    r"|turnout|margin|record|peak|capacity|plan(?:s|ned)?|guidance|consensus|analysts|capital|annual(?:ly|ised|ized)?"
    r"|a year(?! (?:ago|earlier|before))|per (?:year|annum)|compound|(?:and|but|while|whereas) [a-z ]{3,40}"
    r"(?:rose|fell|grew|was|were|reached|stood)|excluding|after tax|would)\b"
)
"""Words by which two levels or a rate may be of several things. A pattern."""
