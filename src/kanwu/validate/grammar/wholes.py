"""The words that say that shares between them make up a whole. All languages together, as in `relations`."""

from __future__ import annotations

RESIDUAL = (
    "其他|其它|未明[确確]回答|未明[确確]表|[无無]明[确確]|[没沒]有?明[确確]|不知道|不清楚|没意见|沒意見|无意见|無意見|未表态|未表態|未决定|未決定|未回答|拒答|不详|不詳"
    "|说不清|說不清|难以判断|不好说|不好說|没想好|不置可否|弃权|棄權|中立|无所谓|無所謂|拿不准|尚未决定|没有意见|沒有意見"
    r"|\bothers?\b|\bundecided\b|don't know|no opinion|\bunknown\b"
)
"""Words for what no other class of a list covers. A pattern."""
SHARED = (
    r"[占佔]|比重|比例|构成|構成|结构|結構|\baccount(?:ed|s|ing)? for\b|\bmade? up\b|\bcompris|\brepresent(?:ed|s"
    r"|ing)\b|\bwere\b|为|為"
)
"""Words in the label of a share of a whole. A pattern."""
MANY_ANSWERS = r"多[选選]|[复複][选選]|可选多|multiple (?:answers|responses|choice)|more than one"
"""Words that say that one person may be counted in several classes. A pattern."""
_NUMBER = r"\d{1,5}(?:[.．]\d{1,3})?"
RATIO = (
    r"[三产產一第](?:(?<=三)(?:次(?:产业|產業)|产|產)|(?<=产)业(?:结构|結構)|(?<=產)業(?:结构|結構)"
    r"|(?<=一)、二、三(?:产业|產業)|(?<=第)一、第?二、第?三(?:产业|產業))"
    r"[^。；;，,\d]{0,24}?(?:[，,](?=[^。；;，,\d]{0,10}[为為] ?\d))?"
    r"(?:[^。；;\d]{0,6}(?:由|从)[^。；;]{0,40}?(?:为|為|到|至))?[^。；;，,\d]{0,12}?"
    rf"(?P<first>{_NUMBER}) ?[∶:：] ?(?P<second>{_NUMBER}) ?[∶:：] ?(?P<third>{_NUMBER})(?![\d∶:：])"
)
"""The ratio of the three industries, which make up all output. A pattern.

It begins with a character class, because only then does `re` skip fast what cannot match.
"""
AGES = (
    r"(?:(?P<low>\d{1,3}) ?(?:(?:岁|歲)?(?:[-—–~～至到]{1,2} ?(?P<high>\d{1,3}) ?(?:周?[岁歲])|[岁歲]?(?:及|或)?"
    r"(?:以上)))"
    r"|(?P<upto>\d{1,3}) ?周?[岁歲](?:及|或)?以下)"
)
"""A group of ages; `high` is missing in the last. A pattern."""

MORE_CLASSES = "用电|用電|电量|電量|能耗|贡献|貢獻|增速"
"""What the three industries do not make up alone: households use electricity too. A pattern."""
NOT_OF_THE_KIND = "非"
"""What before a class's name makes the name of all that does not belong to it."""
CONVERTED = (
    r"(?:[^\W\d_]{0,6})[，,]? ?(?:[（(] ?)?(?:人民币|人民幣|现|現|当时|當時|按当时汇率)?(?:约合|約合|折合|折算"
    r"|相等於|相等于"
    r"|约为|約為|相当于|相當於|合|折|约|約|大约|大約|等值|即)"
    r"(?:为|為|成|人民币|人民幣|约|約|美元)?(?:约|約)?"
    r"| ?[（(] ?"
    r"|,? ?\(? ?(?:or |approximately |about |around |equivalent to |equal to |worth |the equivalent of ){1,3}(?:US|HK)?"
)
"""Words between an amount and what it is worth in another currency. A pattern."""
_CURRENCIES = """
    元 美元 欧元 英镑 英鎊 日元 日圆 港元 港币 港幣 新台币 新台幣 台币 台幣 韩元 韓元 韓圓 韩圆 卢布 盧布 卢比
    盧比 澳元 加元 瑞郎
    法郎 瑞士法郎 马克 馬克 新谢克尔 新謝克爾 谢克尔 泰铢 泰銖 比索 里亚尔 第纳尔 新元 新加坡元 澳门元 澳門元
    林吉特 越南盾 里拉
    雷亚尔 克朗 $ US$ HK$ NT$ € £ ¥ ￥ RMB HKD USD NTD CNY
    """
CURRENCIES = frozenset(_CURRENCIES.split())
"""Units of money, as `kin` calls them."""
UNLIKE = "人均|平均|户均|戶均|每人|贡献|貢獻|拉动|拉動|年均|其他|分别|分別|环比|環比"
"""Words that say that rates are no weighted average of one another, or not of one time. A pattern."""
MIXED = "零售|消费品|消費品|生产总值|生產總值|GDP|增加值|可比|不变价|不變價|实际|實際|产值|產值|价格|價格|物价|物價"
"""Words that say that rates are at constant prices, so that amounts do not give them. A pattern."""
UNBOUNDED = (
    "GDP|生产总值|生產總值|产值|產值|收入|净资产|淨資產|资本|資本|股本|预算|預算|计划|計劃|目标|目標"
    "|利润|利潤|存款|外汇储备"
)
"""What a share of may be more than 100%: one thing measured against another. A pattern."""
PROPORTION = (
    r"(?:(?:占比|佔比|比重|所占比例|所佔比例)(?:约|約|为|為|达到|達到|达|達|仅|僅|高达|高達|是)?"
    r"|[占佔](?P<base>[^。，；;,\d%％]{0,12}(?:总|總|全)[^。，；;,\d%％]{1,12})(?:的|之)?(?:比重|比例)?(?:约|約"
    r"|为|為|达到|達到|达|達|仅|僅|高达|高達|是)?"
    r"|(?:合格|整改|及格|出席|投票|得票|治愈|治癒|识字|識字|成活|优良|優良|优良天数|森林覆盖|森林覆蓋"
    r"|城镇化|城鎮化|城市化|满意|滿意)率"
    r"(?:约|約|为|為|达到|達到|达|達|仅|僅|高达|高達|是)?)"
)
"""Words before a percentage that cannot be more than 100. A pattern."""
BETWEEN = (
    "(?:介于|介於|介乎|在){first:count}(?:至|到|和|与|與){second:count}之[间間]",
    "(?:从|從|由|自){first:count}(?:起)?(?:至|到){second:count}(?:不等|之[间間])",
    r"\bbetween {first:count} and {second:count}",
    r"\brang(?:es?|ed|ing) from (?:about |around )?{first:count} to (?:about |around )?{second:count}",
)
"""Two figures of which the first must be the lower. Templates."""
RANKS = (
    r"(?P<most>(?<!不)最(?:多|高|大|长|長|快|强|強)(?!可|限)|(?P<first>(?:高?居|位列|位居)(?:首位?|榜首"
    r"|第[一1]位?)|排名?第[一1]|名列第[一1]|(?<=[为為是])第[一1]大|\branked first\b)"
    r"|\b(?:the )?(?:largest|most|highest|biggest)\b)"
    r"|(?P<least>最(?:少|低|小|短|慢)(?!可|限)|\b(?:the )?(?:smallest|lowest|fewest)\b)"
    r"|(?P<second>(?P<before>其次|\bfollowed by\b)|次之|居次|次高|次多|位居第[二2]|(?:排名?|位列|名列|居)第?[二2]位?"
    r"|\bsecond\b)"
    r"|(?P<third>(?P<then>再次|再其次|最后是|\band then\b)|居末|垫底|墊底|(?:排名?|位居|位列|名列|居)第?"
    r"[三3]位?|\bthird\b)"
)
"""Words that rank. `before` and `then` stand before their figures, most others after them. A pattern."""
IS = "的|是|为|為|with|was|is"
"""What follows a ranking word that stands before its figure. A pattern."""
ABOUT = "约有|約有|大约|大約|约|約|共有|[^没沒]有|达|達|可容纳|可容納|每次|估计|估計|为|為"
"""Words before a range of quantities, which runs up; after 由 or 从 it may run down. A pattern."""
AHEAD = (
    r"(?:most|largest|busiest|biggest|highest|longest|fastest|tallest|oldest|richest|best)\b[^{signs}.,;:()]{0,40}"
    r"{first:quantity}(?: [a-z]{2,20})?, (?:well |just |far |narrowly )?ahead of [^{signs}.,;:()\d]{1,30}"
    r"(?:with|at|on) "
    r"(?P<second>\d{1,3}(?:,\d{3}){1,3}|\d{1,6}|{twin:quantity})(?![\d%]|[.,]\d)"
    r"(?:(?:,| and|, and) (?!\d)[^{signs}.,;:()\d]{1,30}(?:with|at|on) "
    r"(?P<third>\d{1,3}(?:,\d{3}){1,3}|\d{1,6}|{triplet:quantity})(?![\d%]|[.,]\d))?"
)
"""The most of a kind, ahead of one or two others. A template."""
LEAVING = (
    r"\b(?:[Cc]ash|[Ff]ees|[Ii]ncome|[Rr]evenues?|[Rr]eceipts|[Tt]akings|[Ss]ales|[Aa]ssets|[Ee]arnings)\b[^{signs}.,;:()]{0,24}"
    r"{first:quantity},? and [^{signs}.,;:()]{0,24}\b(?:debts?|costs?|spending|expenses|expenditure"
    r"|liabilities|borrowings"
    r"|outgoings|payments)\b[^{signs}.,;:()]{0,24}{second:quantity},? leaving (?:an? |the [a-z]+ "
    r"(?:with )?an? )?(?:net cash"
    r"|net debt|net assets|surplus|deficit|balance|profit|loss|shortfall) of {difference:quantity}"
    r"(?! (?:after|before|once|when)\b)"
)
"""What comes in, what goes out and what is left. A template."""
SECOND = (
    "ahead of",
    "其次",
    "次之",
    "居次",
    "第二",
    "第2",
    "次高",
    "次多",
    "followed by",
    "Followed by",
    "second",
    "Second",
)
"""Spellings of which one stands in every ranking."""

HAVE_ALL = (
    r" of [a-z' ]{3,48}? (?:were|are|was|is|had|have|has|voted|supported|backed|said|chose|wanted|favou?red|opposed)\b"
)
"""Words after the first of several shares of one whole, in English. A pattern."""

ABOVE_ANOTHER = (
    r"{level:share}[^{signs}。；]{0,24}[，,](?:均|都|也|仍|略|大幅|明显|明顯)?(?:(?P<above>高[于於])|低[于於])"
    r"[^{signs}，。；]{0,10}(?:[年月季周週]份?|[年月]?[初中底末]|同期|平均水?平?)的?{previous:share}"
)
"""A percentage that is said to be above or below another. A template."""
_BOUND = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,6})(?:\.\d{1,3})?"
_NO_YEAR = r"(?!(?:1[5-9]|20)\d\d(?![\d,.]))"
BARE_BETWEEN = (
    (
        rf"\b(?:[Bb]etween|[Rr]ang(?:es?|ed|ing) (?:from|between)) [$€£]?{_NO_YEAR}(?P<low>{_BOUND}) (?:and|to) [$€£]?"
        rf"{_NO_YEAR}(?P<high>{_BOUND})(?P<unit>%| per ?cent\b| (?!hours|minutes|degrees|times|seconds)[a-z]{{2,18}}s\b"
        r"| (?:people|kg|km|m|cm|mm|men|women|children)\b)"
    ),
    (
        rf"(?:介于|介於|介乎|在)(?P<low>{_BOUND})(?:至|到|和|与|與|[-—–~～]){_NO_YEAR}(?P<high>{_BOUND})"
        r"(?P<unit>(?![点點时時月日号號年分世万萬亿億千百])[^\W\d]{1,4}|%|％)之[间間]"
    ),
)
"""Two bounds of which only the second has its unit. Patterns."""
COMPARED = (
    r"(?P<first>[^\W\d]{1,8})[比较較](?P<second>[^\W\d]{1,8}?)"
    r"(?:(?P<up>多|高|长|長|重|大|宽|寬|厚|深|贵|貴|早)|少|低|短|轻|輕|小|窄|薄|浅|淺|便宜|晚)[出了]{0,2}"
)
"""One thing compared with another, both by name, before the difference: 男比女多. A pattern."""
COMPARED_GATE = (
    r"[比较較][^\W\d]{1,8}?[多高长長重大宽寬厚深贵貴早少低短轻輕小窄薄浅淺宜晚][出了]{0,2}[约約近]?[0-9０-９]"
)
"""What stands in every text that has such a comparison. A pattern."""
CROSSED = (
    r"{level}[^{signs}，,。；;：:、（）()\d]{0,6}[，,、（(]"
    r"(?:首次|首度|历史性|歷史性|成功|已经|已經|已|双双|雙雙|一举|一舉|率先|正式|顺利|順利|再次|再度|连续|連續){1,2}[地的]?{mark:quantity}"
)
"""A level, and a mark that it is said to have passed. A template."""
NO_ONE_WHOLE = (
    "率|[增减減升降涨漲跌]|同比|[环環]比|分别|分別|各|每|均|其中|[高低多少][于於]|比上|较|較|目[标標]|利息|折"
    r"|\b(?:rate|rates|growth|rose|fell|grew|up|down|increase|decrease|margin|yield|respectively|each|than|from|compared)\b"
)
"""Words in a sentence whose percentages are no shares of one whole, or not said to be. A pattern."""
AMOUNT_TO_SHARE = (
    r"(?:[，,、]\s?)?(?:[占佔](?:比|[总總全][^，。；（）]{0,8}?|[^，。；（）]{1,10}?的(?:比重|比例)?)?[为為达達约約]?"
    r"|[（(](?:[占佔]比?[为為]?)?)\s?"
)
"""Between an amount and its share. A pattern."""
NOT_CLASSES = (
    "[增减減下上][长長降升]|同比|[环環]比|[较較比][^，。；例重]{1,10}[多少高低]|分别|分別"
    "|各|每|率|金[额額]|目[标標]|[计計][划劃]"
)
"""Words in a sentence whose amounts and shares may be of different things. A pattern."""
