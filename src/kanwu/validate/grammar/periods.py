"""The words of periods, ages and countdowns. All languages together, as in `relations`."""

from __future__ import annotations

_NUMBER = "[0-9０-９〇零一二三四五六七八九十]{1,3}"
_YEAR = "[0-9０-９〇零一二三四五六七八九]{4}"
DAY_PERIOD = (
    rf"(?<![农農历曆])(?P<from>(?:(?P<year>{_YEAR})年)?(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号號]?)(?:[零0][时時])?"
    r"(?:(?:正式)?(?:起|[开開](?:始|幕|赛|賽|园|園|馆|館|展)|[启啟][动動])[，,]?)? ?"
    r"(?:[将將]?(?:持续|持續|延续|延續|一直))?"
    rf" ?(?:至|到|—|－|–|-|~|～|——) ?"
    rf"(?P<to>(?:(?P<later>{_YEAR})年)?(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})[日号號])"
)
"""Two days. A pattern."""
DAYS_SINCE = (
    rf"自(?P<from>(?:(?P<year>{_YEAR})年)?(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号號])(?:起|以[来來]|[启啟开開])"
    rf"[^；;\n]{{0,60}}?截[至止到](?P<to>(?:(?P<later>{_YEAR})年)?(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})[日号號])"
)
"""Two days apart from each other: 自7月1日启动以来……截至7月15日. A pattern."""
DAYS_AFTER = (
    r"(?:[^，。；：\d共为為]{0,16}?(?:举行|舉行|举办|舉辦|召开|召開|进行|進行|展开|展開|放假|休市|调休|調休"
    r"|开放|開放|实施|實施|期间|期間)?[^，。；：\d共为為]{0,8}?"
    r"[，,（( ]?(?:会期|會期|展期|假期|赛期|賽期|活动|活動|时间|時間|会议|會議|展览|展覽|前后|前後|整个|整個)?"
    r"[^，。；：\d共]{0,6}?"
    r"(?:共计|共計|总共|總共|一共|共|为期|為期|历时|歷時|持续|持續))"
)
"""Words between two days and their number. A pattern."""
YEAR_PERIOD = (
    r"(?P<from>从|從|自|由|\bfrom ?|\bbetween ?)?(?<![\d.,])(?P<first>1[0-9]\d\d|20\d\d) ?年?(?:起|开始|開始)?"
    r" ?(?:至|到|—|－|–|-|~|～|——|to|through|and) ?(?P<last>1[0-9]\d\d|20\d\d)(?![\d.,]\d|\d| ?[万亿元人个%月])年?"
)
"""Two years. A pattern."""
YEARS_AFTER = (
    r"(?:(?:这|這|的|，|,|间|間|期间|期間|前后|前後|历时|歷時|为期|為期|长达|長達|共|整整| a period "
    r"of| over| the| ){1,4})"
)
"""Words between two years and their number. A pattern."""
OLDER = r"前|BC|B\.C|届|屆|-\d|/|号|號|第|No|民国|民國|倒|逆|型|房|电话|電話"
"""Words about two years that run backwards, or about numbers that are no years. A pattern."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""How the names of the months begin."""
_MONTH = f"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_LONG = (
    r"[,;:]? ?\(?(?:(?:for|lasting|spanning|a (?:period|run|total|span) of|or|over|which is|in all|exactly) ){0,2}"
    r"(?P<length>(?:\d{1,4}|[a-z]{3,6}(?:-[a-z]{3,5})?) "
)
ENGLISH_DAYS = (
    rf"(?P<both>\b[Bb]etween )?\b(?P<from>(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>(?:19|20)\d\d))?)"
    r" ?(?(both)and|(?:to|until|till|through|-|\u2013)) ?"
    rf"(?P<to>(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)\d\d))?){_LONG}days\b)"
    r"(?! (?:after|before|later|earlier|ahead|from|since|of|each|a)\b)"
)
"""Two days and their number. A pattern."""
IN_AFTER = (
    r"\b(?:opened|built|founded|launched|established|began|commissioned|completed|inaugurated) in"
    r" (?P<first>[12]\d{3})\b[^.;\d]{0,80}\bin (?P<last>[12]\d{3}),? (?:after|having been [a-z]{2,12} for)"
    r" (?P<length>(?:\d{1,3}|[a-z]{3,6}(?:-[a-z]{3,5})?) years)"
    r"(?= (?:in (?:service|operation|use|business)|of (?:service|operation|use))\b)"
)
"""Two years of events and the years between them. A pattern."""
COUNTDOWN = r"(?:倒计时|倒計時)[^，。\d]{0,4}\Z"
"""Words before the days that are left. A pattern."""
TODAY = "今天|今日|本日|即日"
"""Words for the day of writing. A pattern."""
AGED = (
    r"(?:享年|终年|終年|享壽|享寿|得年|年仅|年僅|时年|時年|\bdied (?:[^.]{0,40})?(?:at the age of|aged)"
    r"|\bat the age of|\baged) ?(?P<age>\d{2,3})(?![\d%]|[.,]\d)"
)
"""Words before an age. A pattern."""
AT_DEATH = "享年|终年|終年|享壽|享寿|得年|died"
"""Words before an age that can only be that at death. A pattern."""
DEATH = r"[逝卒亡殁歿死殉]|去世|牺牲|犧牲|遇害|遇难|遇難|圆寂|圓寂|\b(?:died|dies|dead|death|killed|passed away)\b"
"""Words that tell a death. A pattern."""
_Y = r"(?:1[0-9]|20)\d\d"
BORN = (
    rf"(?<!\d)(?P<year>{_Y}) ?年[^。；，,\d]{{0,3}}(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号號])?[^。；，,\d]{{0,6}}?(?"
    rf":出生|生于|生於|诞生|誕生)(?!率|人)"
    rf"|(?:出生于|出生於|生于|生於|诞生于|誕生於|\bborn (?:on |in )?(?:[A-Z][a-z]+ \d{{1,2}}, |\d{{1,2}} "
    rf"[A-Z][a-z]+ |[A-Z][a-z]+ )?)[^。；，,\d]{{0,8}}?(?P<then>{_Y})(?!\d)"
)
"""A birth with its year. A pattern."""
DIED = (
    rf"(?<!\d)(?P<year>{_Y}) ?年[^。；，,\d]{{0,3}}(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号號])?[^。；\d]{{0,20}}?(?"
    rf":逝世|去世|病逝|辞世|辭世|病故|过世|過世|离世|離世|牺牲|犧牲|遇害|逝於|逝于|卒于|卒於)"
    rf"|(?:逝世于|逝世於|卒于|卒於|病逝于|病逝於|去世于|\bdied (?:on |in )?(?:[A-Z][a-z]+ \d{{1,2}}, |\d{{1,2}}"
    rf" [A-Z][a-z]+ |[A-Z][a-z]+ )?)[^。；，,\d]{{0,8}}?(?P<then>{_Y})(?!\d)"
)
"""A death with its year. A pattern."""
LIFE = (
    rf"[（(][^（()）\d]{{0,12}}(?P<born>{_Y}) ?年?(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号號])?[^（()）\d]{{0,6}}?(?:—"
    rf"|－|–|-|~|～|至|——)[^（()）\d]{{0,6}}?"
    rf"(?P<died>{_Y})(?:年[^（()）]{{0,16}})?[)）]"
)
"""A life in brackets. A pattern."""
BORN_THEN = (
    rf"[他她][^。\n\d]{{0,4}}(?:生于|生於|出生于|出生於|诞生于|誕生於)(?P<then>{_Y})(?!\d)"
    rf"|(?:[他她]|[^\W\d]{{2,4}})(?P<year>{_Y}) ?年(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号號])?(?:出生|生[于於])"
)
"""A birth that the next sentence tells. A pattern for its beginning."""
THEN_AGED = (
    rf"(?<!\d)(?P<born>{_Y}) ?年(?:\d{{1,2}}月)?(?:\d{{1,2}}[日號号])?(?:出生|生)[，,]"
    rf"(?P<then>{_Y}) ?年[^。，；,\d妹弟兄姐哥父母子女妻儿兒孙孫]{{1,16}}[时時]"
    r"(?:年|仅|僅)?(?P<age>\d{1,2})(?:周)?[岁歲]"
)
"""A birth, a later year and the age then, of one person. A pattern."""
AGE_WORDS = (
    *("生，", "生,"),
    *("享年", "享壽", "享寿", "终年", "終年", "得年", "年仅", "年僅", "时年", "時年", "aged", "Aged", "age of"),
)
"""Spellings of which one stands wherever an age at death is said."""
