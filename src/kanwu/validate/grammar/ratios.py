"""How ratios and products are said: a ratio of 1 to 14, 师生比为1∶14, 每桌8人，35桌共280人. All languages together."""

from __future__ import annotations

_NUMBER = r"\d{1,5}(?:\.\d{1,3})?"
RATIOS = (
    # 师生比为1∶14; 男女比例约为3:2
    (
        r"(?<![^\W\d]{7})(?P<name>[^\W\d]{2,12}?)(?:人数|人數|数量|數量)?(?:之)?比(?:例|率|重)?(?:约|約|[为為是达達]){0,2}\s?"
        rf"(?P<ratio>(?P<first>{_NUMBER})\s?[:：∶比]\s?(?P<second>{_NUMBER}))(?![\d:：∶]|\.\d)"
    ),
    # 45 teachers and 630 pupils, a ratio of 1 to 14
    (
        r"(?<=, )(?:or |giving |making |which is )?a ratio of (?:about |roughly |around )?"
        rf"(?P<ratio>(?P<first>{_NUMBER}) ?(?:to|:) ?(?P<second>{_NUMBER}))(?![\d:]|\.\d| (?:in|at|elsewhere|of)\b)"
    ),
)
"""Patterns with the two numbers of a ratio, and in Chinese the `name` of what it compares."""
TWO_NAMES = (r"(?P<a>[^\W\d]{1,6})[与與和同跟对對](?P<b>[^\W\d]{1,6})", r"(?P<a>[^\W\d])(?P<b>[^\W\d])")
"""How such a name names the two. Patterns for the end of it."""
NOT_RATIOS = (
    "要求|目[标標]|[标標]准|標準|[规規]定|全[国國省市]|平均|上年|去年|比分|按比|等比|同比|环比|環比|性价|性價|占比|佔比"
)
"""Words before a ratio that is another's, or none. A pattern."""
_TOTAL = r"(?:共计|共計|合计|合計|总计|總計|总共|總共|一共|合共|共|全部)"
_BETWEEN = r"[^，。；：、\d]"
PRODUCTS = (
    # 18座，每座每小时过水2500立方米，全部投用后每小时可过水4.5万立方米
    (
        rf"{{count}}{_BETWEEN}{{0,4}}[，,、]每(?P<per>[^\W\d])(?P<said>[^，。；：、\d]{{0,10}}){{each}}[，,、；]"
        rf"(?P<then>[^，。；：、\d]{{0,10}}{_TOTAL}[^，。；：、\d]{{0,10}}){{product}}(?![^，。；]{{0,3}}[以起])"
    ),
    # 收购5.31亿股，涉资53.4亿元，即每股10.06元
    (
        r"{count}[^，。；：、\d]{0,12}[，,、](?:[^{signs}。；]{0,16}(?:{held:share})?[，,])??(?P<then>(?:[^，。；：、\d{signs}]{0,6})(?:涉[资資]|[总總]?作[价價]|[总總][价價]|代[价價])"
        r"[^，。；：、\d]{0,4}){product}[^{signs}。]{0,16}每(?P<per>[^\W\d])(?P<said>[^，。；：、\d]{0,10}){each}"
    ),
    # 每桌8人，35桌共280人
    (
        rf"每(?P<per>[^\W\d])(?P<said>[^，。；：、\d]{{0,8}}){{each}}[，,、；]{_BETWEEN}{{0,6}}{{count}}[，,]?"
        rf"(?P<then>{_TOTAL}[^，。；：、\d]{{0,8}}){{product}}"
    ),
)
"""Templates of so many things of so much each and what they come to; `per` is the measure word."""
NOT_PRODUCTS = "另|连|連|含|加上|最[高多低少]|[至不]|以[上下]|除|补|補|累|[总總][投额額][资資]?|平均|已|扣|余"
"""Words in such a sentence that say that more, or less, is counted. A pattern."""
TIMES = "[秒时時天日周週月季年班次]"
"""Units of time that must stand with both or with none. A pattern."""
RATIO_WORDS = ("比", "每", "a ratio of ")
"""Spellings of which one stands in every ratio or product."""
