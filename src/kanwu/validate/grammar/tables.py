"""The words of tables: what a row or a column of figures is, by its label or header.

All languages together, as patterns: a header is short, and the words of one language never occur in another's.
"""

from __future__ import annotations

TOTAL_ROW = (
    r"(?:[^\d]{0,40}(?:合计|合計|总计|總計|小计|小計|共计|共計|总和|總和)[）)]?"
    r"|(?:合计|合計|总计|總計|小计|小計|共计|共計|总数|總數|总和|總和)[^\W\d]{0,12}"
    r"|(?:grand |sub-?)?totals?(?: .{0,80})?"
    r"|.{0,60} (?:sub)?total|.{1,60} consolidated"
    r"|sub-?total .{0,60})"
)
"""A row's label that makes it the total of rows around it."""
BARE_TOTAL = r"(?:合计|合計|总计|總計|共计|共計|总数|總數|(?:grand )?total|totals|全部|all)"
"""A total's label that names nothing of its own; such a row may stand before the rows it adds up."""
OPENING = (
    r"(?:.{0,60}\b(?:beginning of|start of|opening)\b.{0,40}|(?:balances?|outstanding)\b.{0,12}\bjanuary 1\b.{0,12}"
    r"|[^\d]{0,20}(?:期初|年初|上年末|上年年末|上期末)[^\d]{0,12})"
)
"""A row's label that makes it what there was before: the first row of a reconciliation."""
CLOSING = (
    r"(?:.{0,60}\b(?:end of|closing)\b.{0,40}|(?:balances?|outstanding)\b.{0,12}\bdecember 31\b.{0,12}"
    r"|[^\d]{0,20}(?:期末|年末|本年末|本期末)[^\d]{0,12})"
)
"""A row's label that makes it what there is now: the last row of a reconciliation."""
TOTAL_COLUMN = r"(?:合计|合計|总计|總計|小计|小計|共计|共計|总数|總數|总和|總和|(?:grand |sub-?)?totals?)"
"""A column's header that makes it the total of columns around it."""
SUBSET = r"(?:其中|包括|含|of which|including|thereof)"
"""The beginning of a label of rows or columns that are part of the one before."""
SUBSET_FOLLOWS = r"(?:包括|其中|including|of which)[:：]?"
"""The end of a label after which rows follow that are part of it and need not be all."""
DEDUCTION = r"(?:减[:：]|減[:：]|扣除|减去|減去|less\b|minus\b)"
"""The beginning of a label of an amount that is taken away."""

CHANGE_COLUMN = (
    r"同比|环比|環比|增长|增長|增幅|增速|增减|增減|变动|變動|变化|變化|涨跌|漲跌|升降|增加|减少|減少|涨幅|漲幅|降幅"
    r"|(?:较|較|比)(?:上|去)(?:年|月|期|季)|差额|差額"
    r"|\b(?:change|growth|increase|decrease|variance|difference|yoy|y/y)\b|\+/[-–−]|±"
)
"""A header of how much something changed."""
PERCENT_COLUMN = r"[%％]|百分比|百分率|\b(?:percent|percentage|pct)\b"
"""A header of percentages, of whatever."""
SHARE_COLUMN = (
    r"占比|佔比|占.{0,12}[%％比重例]|佔.{0,12}[%％比重例]|比重|比例|份额|份額|构成|構成|\b(?:share|proportion)\b"
)
"""A header of shares of a whole."""
GROWTH_COLUMN = r"增速|增幅|涨幅|漲幅|降幅|增长率|增長率|变动率|變動率|变化率|變化率|\bgrowth\b"
"""A header of changes that are percentages, even without the sign."""
RATE_COLUMN = r"[^\W\d]{1,6}率|\brate\b"
"""A header of quotients of two things counted beside them."""
REAL = r"可比|不变价|不變價|实际|實際|扣除|\b(?:real|constant|organic|adjusted|comparable|currency)\b"
"""Words of a header that say the change is not that of the printed levels."""
NOT_ADDED = (
    r"率|均|价|價|指数|指數|排名|名次|密度|倍|每|年龄|年齡|温度|溫度|系数|係數|比值|得分|评分|分数"
    r"|\b(?:average|avg|mean|median|rate|ratio|price|index|rank|ranking|per|score|age|density|temperature|cagr)\b|/"
)
"""Words of a header whose figures cannot be added up."""
NOT_FIGURES = (
    r"序号|序號|编号|編號|代码|代碼|年份|年度|日期|时间|時間|电话|電話|邮编|郵編|行次|附注|附註"
    r"|\b(?:no|id|code|year|date|time|phone|zip|note|notes|ref)\b\.?|#"
)
"""Words of a header whose numbers count nothing."""
LATER = r"本年|本期|本月|本季|今年|当期|當期|当年|當年|当月|當月|报告期|報告期|期末|年末|\b(?:current|this|end of)\b"
"""A header of the later of two periods."""
EARLIER = r"上年|上期|上月|上季|去年|同期|前期|期初|年初|前年|\b(?:previous|prior|last|preceding|beginning of)\b"
"""A header of the earlier of two periods."""
COUNTED = (
    r"(?:人|户|戶|件|宗|家|个|個|次|起|所|辆|輛|套|条|條|班|项|項|张|張|座|例|票|席)[数數位次]"
    r"|\A(?:其中)?[:：]?(?:男|女|男性|女性|金|银|銀|铜|銅|[金银銀铜銅]牌|胜|勝|平|负|負|得票|选票|選票)\Z"
    r"|\A(?:gold|silver|bronze|males?|females?|men|women|boys|girls|votes|seats|won|drawn|lost)\Z"
)
"""A header of a count, whose whole numbers are exact."""

RESULTS: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:营业|營業)?毛利(?:润|潤)?",
        r"(?:营业|營業|销售|銷售)?收入(?:合计|合計|净额|淨額)?",
        r"(?:营业|營業|销售|銷售)?成本(?:合计|合計)?",
    ),
    (
        r"(?:营业|營業)(?:利益|利润|利潤|净利|淨利)",
        r"(?:营业|營業)?毛利",
        r"(?:营业|營業)(?:费用|費用)(?:合计|合計|总额|總額)?",
    ),
    (r"gross (?:profit|margin)", r"(?:total )?(?:net )?(?:sales|revenues?)", r"(?:total )?costs? of .{1,40}"),
    (r"operating (?:income|profit)", r"gross (?:profit|margin)", r"(?:total )?operating expenses"),
    (
        r"(?:收支)?[结結][余餘]|盈[余餘]",
        r"(?:总|總)?收入(?:合计|合計|总计|總計)?",
        r"(?:总|總)?支出(?:合计|合計|总计|總計)?",
    ),
    (
        r"(?:surplus|deficit|balance)",
        r"(?:total )?(?:income|receipts|revenues?)",
        r"(?:total )?(?:expenditures?|payments)",
    ),
    (
        r"(?:贸易|貿易)?(?:顺差|順差|差额|差額)|trade balance",
        r"出口(?:额|額|总额|總額)?|exports",
        r"(?:进|進)口(?:额|額|总额|總額)?|imports",
    ),
)
"""Rows that are by their name the difference of two others: result, what it is taken from, what is taken away."""
COMPOSITION = r"构成|構成|结构|結構|组成|組成|占比|佔比|比重|\b(?:composition|distribution|breakdown|structure|mix)\b"
"""Words of a header that make its shares those of one whole. A pattern."""
