"""How English lists the parts of a total, on a sentence in which every figure is one sign."""

from __future__ import annotations

from kanwu.validate.grammar.words import Lists

_WORDS = r"[^.;:()!?]"
_MADE_OF = (
    r"(?:made up of|composed of|comprising|comprised(?: of)?|comprises?|consisting of|consists? of|consisted of"
    r"|split into|divided into|broken down into|namely|that is,|i\.e\.,?)"
)
_LABEL = r"(?:(?:[a-z][a-z&-]{1,20} ){1,5}of )?"
_MANNER = r"(?:about|around|some|only|just|nearly|over|the|another)"

PARTS = Lists(
    # 400 people: 212 men and 188 women; a team of 12, made up of 7 nurses and 5 doctors
    opened=(
        rf"\A{_WORDS}{{0,60}}?(?:: ?(?:{_MANNER} )?|,? (?:(?:is|are|was|were) )?{_MADE_OF} (?:{_MANNER} )?{_LABEL}"
        r"| ?\()\Z"
    ),
    # of the 400 participants, 212 were
    of_all=r"\b[Oo]f (?:(?:the|all|its|our|their|these|those|about|some|a total of|total) ){0,3}\Z",
    after_all=rf"\A{_WORDS}{{0,60}},{_WORDS}{{0,24}}\Z",
    # 250 schools, of which 40 are private and 210 public
    of_which=rf"\A{_WORDS}{{0,60}},? of (?:which|whom|these|them|those),?{_WORDS}{{0,24}}\Z",
    comma=rf"\A{_WORDS}{{0,60}}[,;] (?:{_WORDS}{{0,24}} )?\Z",
    last=rf"\A{_WORDS}{{0,60}}?[,;]? ?\b(?:and|while|plus|with|but|as well as) {_WORDS}{{0,30}}?\Z",
    rest=r"\b(?:the|its|our|their)? ?(?:remaining|other|rest|remainder|balance)\b[^.;:()]{0,16}\Z",
    total=(
        rf"\A{_WORDS}{{0,48}}?(?:(?:,|;| \u2013| \u2014|:| \()? ?(?:(?:for|making|giving|or|with|bringing|which is"
        r"|which makes|to make) )?(?:a |an |the )?(?:(?:grand|combined|overall|final) )?total "
        r"(?:number )?(?:of|to|is|was|came to|being)?[^.;:()]{0,16}"
        r"|,? (?:total(?:l?ing|l?ed)|altogether|in total|in all|all told|adding up to|amounting to|for),?"
        rf" ?(?:{_MANNER} )?)\Z"
    ),
    short=r"\A(?: [^\s.,;:()]{1,24}){0,3}(?:,| and|,? and|;| plus|,? plus)?(?: (?:and|plus|another))? \Z",
    tail=r"\A(?: [^\s.,;:()]{1,24}){0,3}(?:[.;)!?]|\Z)",
    opposites=(
        (r"\b(?:men|males?)\b", r"\b(?:women|females?)\b"),
        (r"\bboys?\b", r"\bgirls?\b"),
        (r"\burban\b", r"\brural\b"),
        (r"\bfull-time\b", r"\bpart-time\b"),
        (r"\bpublic\b", r"\bprivate\b"),
        (r"\bdomestic\b", r"\b(?:foreign|international|overseas)\b"),
        (r"\bindoors?\b", r"\boutdoors?\b"),
        (r"\bpassed\b", r"\bfailed\b"),
        (r"\b(?:died|deaths?)\b", r"\b(?:survived|survivors?)\b"),
        (r"\bresponded\b", r"\bdid not\b"),
    ),
    # The $10 million increase was due to a $6 million increase in pay and a $4 million increase in rent
    causes=(
        rf"\A (?:increase|decrease|decline|reduction|growth)\b{_WORDS}{{0,80}}?\b(?:due to|attributable to"
        rf"|attributed to|driven by|result(?:ed|s|ing)? (?:of|from)|caused by|reflect(?:ed|s|ing)?"
        r"|consist(?:ed|s|ing) of|related to)"
        rf"\b(?: [a-z-]{{1,16}}){{0,4}}? \Z"
    ),
    offset=r"\b(?:offset|partially|decreases? of .{0,60}increase|increases? of .{0,60}decrease|other(?:wise)?)\b",
    # Terms of imprisonment that run side by side do not add up.
    at_once=r"\b(?:concurrent(?:ly)?|simultaneous(?:ly)?|at the same time|side by side|overlap(?:s|ping)?)\b",
    changes=r"\b(?:more|fewer|additional|increase|decrease|rose|fell|grew|dropped|aged)\b",
)
