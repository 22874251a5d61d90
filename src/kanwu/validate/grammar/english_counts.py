"""How English counts what it has no measure words for: 40 of the 250 samples, 212 men and 188 women.

Any plural noun can be counted, so no list of units can hold them all. What makes a bare number a count is how it
stands: before a plural noun, on either side of `of`, or beside the share that it is.
"""

from __future__ import annotations

ENGLISH_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
"""Words that count a sentence's points."""
SMALL_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Counts in letters, from two."""
POINTS = (
    "recommendations|reasons|points|steps|priorities|conclusions|findings|proposals|goals|aims|conditions|principles"
    "|measures|questions|problems|issues|changes|lessons|tasks|suggestions|objectives|arguments|options|stages"
    "|requirements|factors|demands|tests|rules|duties|commitments|pledges|concerns|advantages|challenges"
)
"""What is listed by ordinals. A pattern."""
_PLURALS = r"people|men|women|children|wives|[a-z]{2,15}(?<![aiosu'])s"
# Verbs in the third person (Article 5 provides), and what ends like a plural but is none.
_NO_PLURALS = (
    "was|is|has|does|this|its|as|less|plus|minus|versus|times|provides|requires|states|says|shows|covers|begins|ends"
    "|applies|means|includes|contains|deals|describes|discusses|always|perhaps|yes|news"
)
NOUN = rf"(?!(?:{_NO_PLURALS})\b)(?:{_PLURALS})\b"
"""A plural noun, as far as its spelling says. A pattern."""
FUNCTION_WORDS = (
    r"(?:of|in|on|at|to|for|by|from|and|or|but|that|which|who|with|as|per|the|an?|is|are|was|were|had|have|has|not|than"
    r"|so|if|it|am|pm|st|nd|rd|th)\b"
)
"""Words that stand between no number and its noun. A pattern."""
COUNTED_AFTER = (
    r",? (?:out )?of (?:(?:the|a|an|its|all|our|their|these|those|total|some|about|only|more than|first|last) ){0,3}"
    r"[0-9]"
    r"| (?:out )?of (?:them|whom|which|these|those)\b"
    r"|(?:,? or |, representing | ?\((?:or )?)[0-9][0-9.]{0,6} ?(?:%|per ?cent\b)"
    r"| (?:were|are|had|have|did|do)\b"
)
"""What after a bare number says that it counts something. A pattern."""
COUNTED_BEFORE = (
    r"[0-9a-z)] (?:out )?[Oo]f (?:(?:the|a|an|its|all|our|their|these|those|total|some|of|first|last) ){0,3}"
    r"|\bof (?:them|whom|which|these|those),? (?:(?:only|just|about|some) )?"
    r"|\b(?:the|a) (?:remaining|other|total of)(?: of)? "
    r"|\btotal(?:l?ed|l?ing| of) |\bthe rest[,:(]? \(?|\bn ?= ?"
    r"|(?:%|per ?cent),? (?:or|i\.e\.,?) |(?:%|per ?cent) \((?:n ?= ?)?"
)
"""What before a bare number says so. A pattern."""
MOVED_TO = r"\b(?:from|to|by|than) (?:(?:about|around|nearly|over|only|just|a total of|a record) )?"
"""What before a bare number says so in a sentence about a change. A pattern."""
NAMING = (
    r"\b(?:pages?|chapters?|sections?|parts?|steps?|stages?|versions?|articles?|rules?|types?|levels?|phases?|days?"
    r"|weeks?|rounds?|games?|volumes?|issues?|questions?|figures?|tables?|episodes?|seasons?|grades?|number|no\.?"
    r"|items?|lines?|ages?|aged|rooms?|routes?|highways?|channels?|paragraphs?|notes?|appendix|class|category|bus"
    r"|flight|port|error|code|python|windows|rank(?:ed)?|quarter|score|under|over-)[ \u00a0]"
)
"""Words before a number that names something. A pattern, for the end of what stands before."""
OPENING = (
    r"(?:\A|[.!?;:,(—–\"“”\[\n] ?|\b[a-z]{1,20} |\b(?:Of|The|About|Around|Some|Only|Nearly|Over|In|From|All|A|An|Out"
    r"|Just|Another|These|Those|And|But|At|Least|With|For|Among|By) )"
)
"""How the words before a count end: with a mark, or a word that is no name. A pattern."""
