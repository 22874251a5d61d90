"""Words that say which of two levels must be the greater. All languages, as in `relations`."""

from __future__ import annotations

_GAP = "[^{signs}，,。；;：:、！？（）()]"
_NOUN = "[^{signs}，,。；;：:、！？（）()“”]{0,6}?"
FROM_TO = (
    (
        f"(?:从|從|由|自){_GAP}{{0,24}}?{{previous}}{_NOUN}[，,]?{_GAP}{{0,8}}?"
        "(?:(?P<up>(?:上|提|攀)?升|增[加长長]?|提高|[扩擴]大|上?[涨漲])|(?P<down>下?降低?|下?跌|[减減]少?|回落|[缩縮][小短减減]|收窄|下滑))"
        f"(?:到了?|至|为|為){_GAP}{{0,8}}?{{level}}"
    ),
    (
        r"\b(?:(?P<up>rose|risen|rises|rising|increased|increasing|grew|grown|climbed|up|jumped|surged)"
        r"|(?P<down>fell|fallen|falls|falling|declined|dropped|decreased|down|slid|shrank))\b(?: [a-z]+){0,3}? from "
        f"(?:{_GAP}{{0,20}}? )?{{previous}}{_GAP}{{0,30}}? to (?:{_GAP}{{0,16}}? )?{{level}}"
    ),
)
"""Templates of a level, the one it came from, and whether it rose or fell."""
MOVED_FROM = "[升增高大涨漲降跌减減落小短窄滑][到至为為]|[大高低少升长長加][到至]| from "
"""What stands in every text with one of them. A pattern."""
NO_DIRECTION = (
    "精度|[误誤]差|准确|準確|人民[币幣]|[对對][^，。]{1,4}[元币幣]|名次|排[名位]|位次|座次|[汇匯]率|[兑兌]|[升贬貶]值|[亏虧][损損]|赤字|逆差|[负負]|[视視]力|配速|等?[级級]|[类類]|第|倒[数數]|[负負]增"
    r"|\b(?:loss(?:es)?|deficit|rank(?:ing|ed|s)?|position|place|grade|category|yen|dollar|pound|euro|ruble|rupee|yuan"
    r"|lira|currency|exchange|below|minus|ratio|odds|negative)\b"
)
"""Words by which a lesser number may be the higher level. A pattern."""
