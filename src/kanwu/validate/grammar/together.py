"""How shares are added up: together they moved 41.1%, 两者合计占51.0%. All languages together, as in `relations`."""

from __future__ import annotations

_GAP = "[^{signs},.;:()，。；：、]"
_BOTH = r"(?:两者|兩者|二者|三者|四者|前两者|前兩者|两项|兩項|两类|兩類|三类|三類)?"
TOGETHER = (
    # 橡木占36.2%，白蜡木占14.8%，两者合计占51.0%
    (
        rf"[，,；;]{_BOTH}(?:合计|合計|共计|共計|一共|合共|加起来|加起來|共)(?:约|約)?[占佔](?:比|了)?(?:"
        r"[^{signs}，。；、]{0,14}的)?(?:约|約|达|達|为|為)?{sum:share}"
    ),
    # so that together they moved 41.1% of them
    (
        rf"(?:, |; )(?:and |or |so |so that |which ){{0,2}}(?:together|combined|between them),?"
        rf" (?!with){_GAP}{{0,40}}?{{sum:share}}"
    ),
    # ash 14.8%, 51.0% between them
    (
        r"(?:, |; |\()(?:or |making |for |a total of ){0,2}{sum:share} (?:between them|together|combined"
        r"|in all|altogether)\b(?! with)"
    ),
)
"""Templates with the sum of the shares before them."""
ONE_SHARE = (
    r"[占佔]|比重|比例|of\b|\b(?:ma[kd]e|account|suppl|provid|represent|carr|held|hold|met|cover"
    r"|deliver|had|have|has|took)"
)
"""Words of sharing that stand with the first of the shares. A pattern."""
NO_SUM = (
    "率|增|减|減|升|降|涨|漲|跌|分别|分別|各|其中|其余|其餘|高于|高於|低于|低於|同比|[厂廠校班市省县縣]"
    r"|\b(?:grew|rose|fell|growth|rate|rates|(?<!made )(?<!make )(?<!making )up|down|gain|gained"
    r"|grow|increase[ds]?|decrease[ds]?|return|interest|than"
    r"|at least|more|less|from|respectively|each|of which|while|only|before|average)\b"
)
"""Words in such a sentence that say that its percentages do not add up. A pattern."""
TOGETHER_WORDS = (
    *("合计", "合計", "共计", "共計", "一共", "合共", "加起", "共占", "共佔", "共约", "共約"),
    *("together", "combined", "between them", " in all", "altogether"),
)
"""Spellings of which one stands in every such sentence."""
BY_DEGREE = (
    *("非常", "很", "还算", "還算", "不太", "有点", "有點", "十分", "强烈", "強烈", "比较满", "比較滿", "大致", "稍微"),
    *("very ", "somewhat", "strongly", "fairly", "mostly ", "slightly "),
)
"""Words of degree: opinions that differ in degree alone divide one opinion."""
DIVIDED = r"{sum:share}[^{signs}，。；：,;:()（）]{0,24}[（(](?P<parts>[^()（）。]{4,80})[)）]"
"""Template of a share, divided in a bracket behind it."""
