"""How English says that a part is so many percent of a whole: templates over the skeleton of a sentence."""

from __future__ import annotations

_GAP = r"(?:[^{signs},.;:()]|, (?=(?:19|20)\d\d\b)|\.(?=\w))"
_ALL = (
    r"(?:(?:the|its|all|our|their|his|her|these|those|some|about|a|an|total|overall|combined|entire|first|last|sum|of"
    r"|in) ){0,4}"
)
_OF = rf"(?:out )?of {_ALL}"
# 61% of the women, 61% more and a confidence interval are no shares of the whole just named.
_NOT_OF_IT = (
    r"(?! ?(?:of|more|less|fewer|higher|lower|increase|decrease|decline|rise|growth|drop|jump|fall|reduction|gain|from"
    r"|up|down|above|below|CI|confidence|interval|annual|interest|discount|chance|per|a year|each|compared|credible"
    r"|power|significance|than|to)\b)(?!-)"
    # Two in one bracket (20% versus 38%) are of two wholes.
    r"(?! (?:vs\.|(?:versus|vs|against|and) (?:about )?{second:share}))"
)
_SHARE = rf"(?:(?:about|only|just|some|or|i\.e\.,?|roughly) )?{{share}}{_NOT_OF_IT}"
_OR = (
    r"(?:,? (?:or|representing|i\.e\.,?|equal to|equivalent to|accounting for|which is|making up|constituting),? "
    r"| ?\(|, | [\u2013\u2014-] )"
)
_IS = (
    r"(?:,? (?:or|representing|i\.e\.,?|equal to|equivalent to|which is|making up|constituting),? | ?\("
    r"| [\u2013\u2014] )"
)

SHARE_TEMPLATES = (
    # $120.5 million, or 40.2% of net sales of $300.0 million
    (
        rf"{{part}}{_GAP}{{0,40}},? ?(?:or|representing|equal to|accounting for) {{share}} of {_GAP}{{0,40}}\b(?:of"
        rf"|were|was) {{whole}}"
    ),
    # 40 people, or 16%, of the 250 applicants; 40 (16%) of 250 applicants; 40 people, or 16% of the 250
    rf"{{part}}{_GAP}{{0,40}}?{_IS}{{share}}(?:\)|,)? {_OF}{_GAP}{{0,24}}?{{whole}}",
    # 16% (40) of the 250 applicants; 16%, or 40 people, of the 250
    rf"{{share}}{_GAP}{{0,24}}?{_IS}(?:n ?= ?)?{{part}}{_GAP}{{0,24}}?(?:\)|,)? {_OF}{_GAP}{{0,24}}?{{whole}}",
    # 16% of the 250 applicants, or 40 people; 16% of its $250 million budget ($40 million)
    rf"{{share}} {_OF}{_GAP}{{0,24}}?{{whole}}{_GAP}{{0,48}}?{_IS}(?:only )?{{part}}",
    # 61% of the women (40 of 250); 61%, or 40 of the 250; 61%: 40 of the 250
    (
        rf"{{share}}{_GAP}{{0,48}}?(?: ?\(|: |,? (?:or|i\.e\.,?|namely) | [\u2013\u2014] )"
        rf"(?:(?:only|just|n ?= ?) ?)?"
        rf"{{part}}{_GAP}{{0,24}}? {_OF}{{whole}}(?!{_GAP}{{0,16}} (?:and|versus|against) {{next:part}} of )"
    ),
    # 61% (40/250) of the women
    rf"{{share}}{_GAP}{{0,48}}?(?:,? ?\(|,? or |: |, |; ){{part}} ?/ ?{{whole}}",
    # 40/250 (61%)
    rf"{{part}} ?/ ?{{whole}}{_GAP}{{0,32}}?(?:{_OR}){_SHARE}",
    # net sales of $300.0 million, of which $120.5 million, or 40.2%,
    (
        rf"{{whole}}{_GAP}{{0,60}},? (?:and )?of (?:which|whom|these|them|those),? {_GAP}{{0,30}}?{{part}}"
        rf"{_GAP}{{0,40}}?{_IS}{_SHARE}"
    ),
    # 250 fires were recorded, 40 of which (16%) were arson; 250 applied; 40 of them (16%) were admitted
    (
        rf"{{whole}}{_GAP}{{0,60}}[,;:.\u2013\u2014]? ?(?:and |but |with |while )?(?:only |just )?{{part}}"
        rf"{_GAP}{{0,24}}? of (?:which|whom|these|them|those)\b{_GAP}{{0,40}}?{_IS}{_SHARE}"
    ),
    # 250 fires were recorded. Of these, 40 (16%) were arson.
    rf"{{whole}}{_GAP}{{0,60}}[.;] ?Of (?:these|them|those)\b,?{_GAP}{{0,30}}?{{part}}{_GAP}{{0,40}}?{_IS}{_SHARE}",
    # Of the 250 people, 150 people (60%); Of 250 people, 60% (150) agreed
    (
        rf"(?<![%\w] )\bof {_ALL}{_GAP}{{0,24}}?{{whole}}{_GAP}{{0,60}}, {_GAP}{{0,24}}?{{part}}{_GAP}{{0,40}}?"
        rf"{_IS}{_SHARE}"
    ),
    (
        rf"(?<![%\w] )\bof {_ALL}{_GAP}{{0,24}}?{{whole}}{_GAP}{{0,60}}, {_GAP}{{0,24}}?{{share}}{_GAP}{{0,24}}?"
        rf"(?: ?\(|,? or )(?:n ?= ?)?{{part}}"
    ),
    # 3,200 of 5,000 voters, or 64%; 40 of the 250 samples (16%)
    (rf"{{part}}{_GAP}{{0,24}}? {_OF}{_GAP}{{0,24}}?{{whole}}{_GAP}{{0,60}}?{_IS}{_SHARE}"),
)
"""Templates with `part`, `whole` and `share`; where several match, the first counts."""

MORE_SHARES = (rf"{{part}}{_GAP}{{0,40}}?(?: ?\(|,? or ){_SHARE}(?=\)|,| [a-z])",)
"""Templates for further parts of a whole that a share before has named: and 210 (84%) survived."""
OTHER_KIND = r"\b(?:effective|efficacy|accura|sensitiv|specific|reliab|protecti)"
"""Words beside a percentage that counts after it need not give: 76% effective: 22 of 4,310 fell ill. A pattern."""
OTHER_WHOLE = r"\bof\b|\bamong\b|\beach\b|\bwhile\b|[;:]|\bwhose\b|\b(?:rose|fell|up|down|from)\b"
"""Words between that name another whole. A pattern."""
