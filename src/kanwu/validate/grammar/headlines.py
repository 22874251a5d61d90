"""Words of English by which one sentence tells a rate of change and a later one the two levels."""

from __future__ import annotations

from types import MappingProxyType

_ROSE = r"(?P<up>rise|rose|risen|increased?|jump(?:ed)?|gain(?:ed)?|grew|growth|climb(?:ed)?|surged?|advanced?|up)"
_FELL = (
    r"(?P<down>fall|fell|fallen|drop(?:ped)?|decline[ds]?|decreased?|slump(?:ed)?|plunged?|shrank|slid|slide|dip(?:ped)?"
    r"|down)"
)
_WAY = rf"(?:{_ROSE}|{_FELL})"
_NAME = r"(?P<name>[A-Za-z][A-Za-z'’-]*(?: [A-Za-z'’-]+){0,7}?)"
_PER_SHARE = r"(?: ?\([^()]{0,30}\)|,? or {each:change}(?: [a-z]+){1,3},?)?"
RATE_FIRST = rf"{{change:share}} (?:[a-z-]+ )?{_WAY} in (?P<name>[a-z][a-z'’ -]{{3,50}})"
"""Template of a rate before what it is of: a 6.7 per cent rise in profit."""
RATE_LAST = rf"\b{_NAME} (?:has |have |had )?{_WAY}(?: by)?(?: about| nearly| almost| some)? {{change:share}}"
"""Template of a rate behind what it is of: third-quarter profit rose 18 percent."""
THEN_LEVELS = (
    rf"\b{_NAME} (?:has |have |had )?{_WAY} to (?:about |nearly |almost )?{{level:quantity}}"
    rf"(?: [a-z]{{3,12}})??{_PER_SHARE}"
    rf"(?: in (?:the )?[a-z]+ (?:quarter|half|month|year))? from {{previous:quantity}}"
)
"""Template of two levels and what they are of: net income rose to $13.4 million from $12.6 million."""
SAME_THING = MappingProxyType(
    dict.fromkeys(("profit", "profits", "earnings", "income"), "profit")
    | dict.fromkeys(("revenue", "revenues", "sales", "turnover"), "sales")
    | dict.fromkeys(("output", "production"), "output")
    | dict.fromkeys(("passengers", "traffic"), "passengers")
)
"""Names of one thing."""
OF_THEIR_OWN = (
    r"\b(?:operating|adjusted|pre-?tax|gross|core|underlying|comparable|same-store|normali[sz]ed|organic|like-for-like"
    r"|EBITDA|EBIT|per share|a share|interest|other|comprehensive|export|import|retail|online|digital|advertising|ad)\b"
)
"""Words that make a profit another one. A pattern."""
PERIODS = r"\b(?:quarter|half|month|week|full[- ]year|annual|nine[- ]month|six[- ]month)"
"""Words for the time that a figure is of. A pattern."""
NOT_THE_LEVELS = (
    r"\b(?:excluding|before|except|analysts|expect(?:ed|s)?|forecasts?|estimate[ds]?|target|constant|currency|organic\w*"
    r"|respectively|record|average|compound|inflation|real terms)\b"
)
"""Words by which a rate may not be that of the levels. A pattern."""
