"""The words that relate figures: what makes a number a share, a part, a change, or the rest of a whole.

All languages together: the words of one never occur in a clause of another.
Longer spellings stand before their beginnings.
"""

from __future__ import annotations

CHANGES = (
    *(
        "净增加",
        "增产",
        "增產",
        "增收",
        "减产",
        "減產",
        "减收",
        "減收",
        "净增",
        "增加",
        "增长",
        "增長",
        "增",
        "减少",
        "減少",
        "减",
        "減",
        "下降",
        "下跌",
        "下滑",
        "下调",
        "下調",
        "降低",
        "降",
        "跌",
    ),
    *(
        "上升",
        "上涨",
        "上漲",
        "涨",
        "漲",
        "升",
        "提高",
        "提升",
        "回落",
        "扩大",
        "擴大",
        "收窄",
        "高出",
        "多出",
        "低于",
        "低於",
        "高于",
        "高於",
    ),
    *(
        "increased by",
        "decreased by",
        "increase of",
        "decrease of",
        "rose by",
        "fell by",
        "up by",
        "down by",
        "up",
        "down",
    ),
)
"""Words before an amount by which something changed; such an amount is neither a part nor a base."""
CHANGE_LINKS = (
    "了",
    "为",
    "為",
    "幅",
    "额",
    "額",
    "达",
    "達",
    "约",
    "約",
    "近",
    "超过",
    "超過",
    "超",
    "逾",
    "到",
    "至",
)
"""Words between a change and its amount; 到 and 至 lead to a level, not an amount."""
RATES_OF_CHANGE = (
    "(?:[增降升涨漲跌减減]幅|增速|增长率|增長率|增加率|[减減]少率|成[长長]率|年增率|下降率|增[长長]幅度|下降幅度)(?:分别|分別)?(?:[为為是达達][到至]?|约[为為]?|約為?)?"
    "[了约約近]?"
)
"""Words of which a figure after them is a rate of change, whatever links them. A pattern."""
LEVEL_LINKS = ("到", "至", "为", "為", "to")
"""Words after a change that lead to the new level."""

OF_WHICH = ("其中包括", "其中", "当中", "當中", "of which", "including")
"""Words before parts of what has just been counted; the parts need not be all."""
MADE_OF = ("包括", "包含", "分为", "分為", "由", "涵盖", "涵蓋", "comprising", "consisting of", "made up of")
"""Words before a list of what a total is made of."""
JOINING = ("以及", "和", "与", "與", "及", "and")
"""Words that join the last two of several things."""
FURTHER = ("另有", "另外", "另")
"""Words before one thing more."""
TAKING_UP = r"\b[Oo]f (?:these|them|those)\b"
"""Words that take up what the sentence before counted. A pattern."""
CLOSING = (*JOINING, *FURTHER)
"""Words before the last part of a list that is complete."""
REST = (
    *(
        "其余",
        "其餘",
        "剩余",
        "剩餘",
        "剩下",
        "余下",
        "餘下",
        "余者",
        "餘者",
        "尚余",
        "尚餘",
        "仍余",
        "还剩",
        "還剩",
        "尚剩",
    ),
    *("the remaining", "the rest"),
)
"""Words before the part that closes a whole."""
BESIDES = (*FURTHER, *REST)
"""Words before a further part, after the first."""
ALTOGETHER = (
    "合计",
    "合計",
    "共计",
    "共計",
    "总计",
    "總計",
    "一共",
    "合共",
    "总共",
    "總共",
    "共",
    "in total",
    "combined",
)
"""Words before a total that follows its parts."""
THESE = ("这", "這")
"""Words before a count of what has just been named."""

DUE = "(?<![供反相对對适適效响響感呼])[应應](?![用急对對])[当當该該]?"
"""What should be done, before its verb: 应出席, 应交; not 供应, 应用. A pattern."""
NOT_DONE = ("未", "缺", "漏", "欠", "没", "沒", "少")
"""What makes of a verb that it was not done: 未交, 漏检, 缺席."""
ATTENDING = ("出席", "到")
"""Verbs of coming, which stand for each other: 应到…，出席…，缺席…."""
SHARES = (
    "占比例",
    "佔比例",
    "占比重",
    "佔比重",
    "占比",
    "佔比",
    "占有率",
    "佔有率",
    "比重",
    "比例",
    "份额",
    "份額",
    "占",
    "佔",
    "之比",
)
"""Words before a share."""
SHARE_LINKS = (
    *(
        "分别",
        "分別",
        "已",
        "也",
        "均",
        "达到了",
        "达到",
        "達到",
        "达",
        "達",
        "为",
        "為",
        "是",
        "有",
        "到",
        "约为",
        "约",
        "約",
        "近",
        "超过",
        "超過",
    ),
    *("超", "逾", "接近", "将近", "將近", "高达", "高達", "仅", "僅", "至少", "不足", "不到", ":", "：", "的"),
)
"""Words between such a word and its percentage."""
TOTALS = (
    "的",
    "总",
    "總",
    "全部",
    "比重",
    "比例",
    "同期",
    "当期",
)
"""Words of a base's name that say only that it is the whole."""
_WHOLE_NAMES = "总人口 總人口 总面积 總面積 总股本 總股本 总户数 總戶數 总票数 總票數 总席位 總席位"
WHOLE_NAMES = frozenset(_WHOLE_NAMES.split())
"""Names of wholes that need no more words to say which figure they are."""
WHOLE_AMOUNT = "[总總][^\\W\\d]?[量额額数數值]"
"""The same, with the amount: 总产量, 总额, 總數. A pattern."""
SETTING = (
    "(?:至|到|截至|截止|今|去|前|本|上|同|[0-9０-９一二三四五六七八九十〇零]{1,4})[年月日季周週](?:份|度|底|末|初)?"
    "|[0-9０-９一二三四五六七八九十]{1,2}[至到—-](?=[0-9０-９一二三四五六七八九十])"
    "|[前上下]?[0-9一二三四五六七八九十]{0,2}[个個]?月份?|[上下]半年|[该該本][年月日季市省县縣区區港州国國校]?"
    "|全[国國省市县縣区區州镇鎮乡鄉村校行院港台臺球年月体體部]|整[体體]|我[国國省市]|[目当當]前|[现現]有"
)
"""Words before a name that say only when and where, or that it is the whole. A pattern."""
FULFILLED = ("完成", "达到", "達到", "实现", "實現")
"""Verbs before a base of which a percentage is reached: 实现预算（60亿元）的45%."""
NOT_SHARES = (
    *(
        "增长",
        "增長",
        "增",
        "增加",
        "减少",
        "減少",
        "成长",
        "成長",
        "下降",
        "上涨",
        "上漲",
        "蓄水",
        "出生",
        "死亡",
        "病死",
        "失业",
        "失業",
        "利",
        "汇",
        "匯",
        "税",
        "稅",
        "费",
        "費",
        "收益",
    ),
    *(
        "回报",
        "回報",
        "毛利",
        "净利",
        "周转",
        "換手",
        "换手",
        "通胀",
        "通脹",
        "贡献",
        "貢獻",
        "就业",
        "就業",
        "折扣",
        "赤字",
        "负债",
        "負債",
        *(
            "利益",
            "纯益",
            "純益",
            "营益",
            "營益",
            "逾放",
            "适足",
            "適足",
            "存贷",
            "存貸",
            "质押",
            "質押",
            "溢价",
            "溢價",
        ),
        *("折价", "折價", "配发", "配發", "发放", "發放", "配息", "分配", "得标", "得標", "自给", "自給"),
    ),
)
"""Stems of 率 that divide by something else than what is counted beside them."""
OTHER_RATES = (
    "要求|目[标標]|[标標]准|標準|[规規]定|[应應須须]达|[应應須須]達|[门門][槛檻]|[预預][期计計估]|法定|核定|上年|去年|前年|上月|上季|上期|上[届屆]"
    "|同期|全[国國省台臺]|[历歷]年|平均|[低高]于|[低高]於|[优優]于|優於|不及|未达|未達|距|[较較]"
    "|扣除|剔除|不含|不[计計]|[计計]算|可支用|分配|保留|修正|原[订訂定]|若|如|倘|[个個][别別]|各|每"
)
"""Words in a rate's clause that make it one that was set, or of another time or place. A pattern."""
OWN_RATES = "整[体體]|[总總][体體]?|其|[预預]算|全年|累[计計]|目前|[实實][际際]|本次|[当當][日天年]|[约約]|已|的|[为為]"
"""Words before a rate that say nothing of what it is of. A pattern."""
TALLIES = (
    "一共",
    "总共",
    "總共",
    "累计",
    "累計",
    "共计",
    "共計",
    "合计",
    "合計",
    "共",
    "双",
    "雙",
    "约",
    "約",
    "已经",
    "已經",
    "升至",
    "增至",
    "了",
    "完成",
    "实现",
    "實現",
    "达成",
    "達成",
    "分别",
    "分別",
)
"""Words between a label and its figure that say only that it is counted."""
COUNTERS = (
    *(
        "浏览",
        "瀏覽",
        "点击",
        "點擊",
        "阅读量",
        "閱讀量",
        "访问量",
        "訪問量",
        "点赞",
        "點讚",
        "转发",
        "轉發",
        "评论",
        "評論",
    ),
    *(
        "页码",
        "頁碼",
        "第.{0,3}页",
        "本页",
        "本頁",
        r"\bviews\b",
        r"\bclicks\b",
        r"\bcomments\b",
        r"\blikes\b",
        r"\bvisitors\b",
    ),
)
"""Words of what a page counts of itself, different in each copy."""
LONE_SHARES = (
    "[占佔率]|比例|比重|贡献|貢獻|相当于|相當於|等于|等於|意味着|意味著|其|合|即|的"
    r"|\b(?:of|or|is|was|were|at|a|an|some|about|nearly|that|just|exactly|to)\b|[(—–,]"
)
"""Words next to a percentage that may be the share of one figure in another. A pattern."""
NO_LONE_SHARES = (
    "增[长長速幅]|[涨漲跌降升增减減][幅了]|利率|[税稅]率|收益率|[汇匯]率|折[扣价價]|毛利率|通[胀脹]|失[业業]率|超[过過额額]|同比|[环環]比"
    "|其余|其餘|剩余|剩餘|分别|分別|[达達]到.{0,4}目[标標]|[准準]确|[准準]確|精度|目[标標]|[^\\W]率.{0,6}[提升降]"
    r"|\b(?:rose|fell|grew|up|down|increase[ds]?|decrease[ds]?|growth|higher|lower|more|less|fewer|rise|fall|drop"
    r"|gain|turnout|margin|interest|yield|target|forecast|against|(?<!came )(?<!comes )from|compared|versus|than"
    r"|discount|premium|stake|tax|inflation|respectively|each|average|effective|excluding|except"
    r"|besides|apart from|net of|before)\b"
)
"""Words by which a percentage is something else. A pattern."""
ABOVE_THE_WHOLE = (
    r"{level:share}(?:[）)])?[，,](?:[^{signs}，。；、]{0,8}?(?:增速|增幅|涨幅|漲幅|降幅|分别|分別|均))?[^{signs}，。；、高快低慢比较較]{0,4}?"
    r"(?:(?P<before>[高快低慢])[于於出过過]|[比较較])(?P<base>[^{signs}，。；、]{1,16}?)(?P<after>[高快低慢])?[出了]?[约約]?{change}"
)
"""Template of a rate, and the points by which it is above or below another: 增长9.8%，高于整体增速7.7个百分点."""
RATE_OF_THE_WHOLE = (
    "整[体體]|[总總][体體]|全部|全体|全體|平均|水平|增速|增幅|涨幅|漲幅|降幅|的|增加值|同期|同比|[增长長]{2}"
)
"""Words of the name of such a rate that say only that it is the whole's. A pattern."""
CALLED_TOTAL = "[总總共计計长長](?:(?<=[总總共])|(?<=[合累][计計])|(?<=全[长長]))[^，,、；;。]{0,8}\\Z"
"""Words before a total that is called one: 总投资, 共有, 全长. A pattern."""
THAN_ANOTHER = r"[比较較][^，。；]{1,8}[多少高低长短長]\Z"
"""Words before a difference of two things: 男比女多. A pattern."""
OF_ANOTHER_WHOLE = (
    "[带帶拉][动動]|撬[动動]|[节節][约約省]|[贷貸]款|[负負][债債]"
    r"|\b(?:against|compared|versus|than|but|of wh(?:ich|om)|debt|limit|target)\b"
)
"""Words before figures that are no parts of the one before them. A pattern."""
STILL = "(?:[仍尚还還]|目前)?有|另有|另外|其[余餘]|[仍尚]"
"""Words before the part that closes what happened to all: 仍有4人失联. A pattern."""
SUMMED_UP = (
    "(?P<count>[两兩二三四五六七八九])(?:[天日者项項地市省国國家队隊类類批轮輪年月季方校县縣区區笔筆次处處场場]|部分|个|個)"
    "[^，。；、\\d]{0,6}?(?:下[来來]|相加|加起[来來]|加[总總]|合[计計共]|共[计計]?|[总總]共|累[计計])"
)
"""Words before a total that say of how many it is: 两天下来, 二者相加, 三地合计. A pattern."""
