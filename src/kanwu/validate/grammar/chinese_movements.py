"""How Chinese, Simplified and Traditional, says that something changed."""

from __future__ import annotations

from kanwu.validate.grammar.words import Movements, Multiples


def _any(words: str) -> str:
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


_RISE = _any(
    """
    增加 增长 增長 上升 上涨 上漲 提高 提升 扩大 擴大 攀升 回升 跃升 躍升 净增 淨增 净增加 淨增加 净增长 净增長
    增多 高出 多出 调升 調升 劲扬 勁揚 暴增 扩张 擴張
    拉长 拉長 延长 延長 激增 猛增 骤增 驟增 飙升 飆升 大增 劲增 勁增 上扬 上揚 走高 反弹 反彈 升高 扩张 擴張
    发展 發展 加快
    拓展 扩展 擴展 壮大 壯大 成长 成長 增产 增產 增收 多收 多增 增持 走强 增 升 涨 漲 高 多 长 長
    """
)
_FALL = _any(
    """
    减少 減少 下降 下跌 降低 下滑 回落 减 減 降 跌 少 低 缩小 縮小 收窄 缩减 縮減 缩短 縮短 压减 壓減 压缩 壓縮
    下挫 锐减 銳減
    大减 大減 衰退 减产 減產 减收 減收 少收 少增 骤减 驟減 骤降 驟降 萎缩 萎縮 走低 滑落 减低 減低 挫 缩 縮
    压减比例 壓減比例 压到 压缩率 壓縮率 精简 精簡 简化 簡化 砍
    倒退 退步 滑落 折损 折損 缩减 縮減 调降 調降 减产 跌价 降价 降價
    净减少 淨減少 净减 淨減 下调 下調 调低 調低 下探
    """
)
_RISING = _any(
    """
    调幅 調幅 涨价幅度 漲價幅度 提价幅度 变动幅度 變動幅度
    增幅 升幅 涨幅 漲幅
    增长率 增長率 增长幅度 增長幅度 上涨幅度 上漲幅度 增速 增加幅度 增率 增加率 成长率 成長率 年成长率 年成長率
    上升率 上涨率 上漲率 溢价率 溢價率
    """
)
_FALLING = _any("降幅 跌幅 减幅 減幅 减少率 減少率 下降率 下降幅度 下跌幅度 减少幅度 減少幅度")
_EASY = "[多近大足整]{0,2}"
_DIRECTION = (
    f"(?:(?P<up>{_RISE}|{_RISING})|(?P<down>{_FALL}|{_FALLING}))"
    "(?:了|達到|达到|高达|高達|约为|約為|达|達|(?<=[幅率度速])(?:为|為|是|：|:))?(?:整整)?(?:[近约約])?"
)
_TO = "(?:到了|到|至|为|為|成|达|達)"
_GAP = "[^{signs}，,。；;：:、！？（）()]"
_NOTE = "(?:[（(][^{signs}（）()]{0,20}[）)])?"
_NOUN = "[^{signs}，,。；;：:、！？（）()“”]{0,6}?"
_MOVED_TO = (
    f"(?:(?:(?P<up>{_RISE})|(?P<down>{_FALL})|发展|發展|调整|調整|调|調|变|變|推|突破|跨越|迈|邁)?{_TO}了?|达到|達到)"
)
_FROM = "(?:从|從|由|自)"
_REAL = (
    "(?:(?:按|以|依)(?:可比|不变|不變|固定|不變)(?:价格?|價格?|口径|口徑)(?:计算|計算|计|計)?"
    "|(?:扣除|剔除)[^{signs}，,。；]{2,14}?(?:因素|影响|影響)?(?:后|後)?|(?:实际|實際)(?!使用|利用|完成|到位|到账|到賬|投入|吸收|收入|支出|控制|执行|執行|募集|发放|發放|投资|投資)|同口径|同口徑|可比口径"
    "|可比口徑|名义|名義)"
)
_SINCE = (
    "(?P<base>同比|环比|環比|按年|按月|按季|按周|[年月季週周](?=[增减減])"
    f"|(?:与|與|同|跟|和){_GAP}{{1,16}}?(?:的(?={{shown_base:figure}})|相比|比较|比較|相较|相較)|相?(?:比|较|較)[于於]?(?:(?"
    f"![增减減升降涨漲跌]){_GAP}){{0,18}}?)"
)
ANNUAL = ("年均", "平均每年", "年平均", "年複合", "年复合", "每年")
"""Words that make a rate an average of several years; no other language has such words here."""
_YEARS = "[一二三四五六七八九十两兩]{1,3}"
_FILLED = (
    f"(?:(?:{_REAL}|其|年(?=[增成])|就|也|又|再|共|总共|總共|累计|累計|共计|合计|期间|期間|仅|僅|只|却|卻|已|还|還|大幅|小幅"
    f"|大约|直接|足足|即|也就是|目前|全年|单月|單月|单日|單日|全月|全周|全週|期内|期內|整体|整體|总体|總體|合计|合計|总量|總量|数量|數量|总数|總數"
    "|相当于|相當於|同步|同样|同樣|同时|同時|略|微|略微|逆势|持续|持續|連續|连续|一年|每[^\\W\\d]|{span}(?:来|來|间|間|内"
    "|內|里|裡)|(?<=[，,]){sum:span}"
    f"|{_YEARS}年(?:来|來|间|間|内|內|里|裡)|(?P<annual>{'|'.join(ANNUAL)}))"
    "[，,]?){0,3}?"
)
_NOW = "(?:(?:目前|现|現|已|全年|数量|數量|总量|總量|总数|總數|规模|規模)[，,]?)?"
_WORD = f"(?:{_RISING}|{_FALLING}|{_RISE}|{_FALL})?(?:了|为|為|达|達)?"
_OTHER = f"(?:[，,、（(]?(?:或|即)?{_WORD}{{other}}[）)]?)"
_VALUE_OF = f"{_GAP}{{2,12}}?(?:升值|贬值|貶值)了?"
_ONE_BUYS = "(?:[^。，；]{1,6}?[兑兌][换換]?)?"
_YEAR = "[0-9０-９〇零一二三四五六七八九]{4}年"
_PEAK = "峰值|高峰|顶峰|頂峰|[最新历歷史]高[点點值位]?|[最新历歷史]低[点點值位]?|低谷|谷底"
_THE_YEAR_BEFORE = "(?:(?:再往?)?前一年|上年度?|去年|前年|上期|上月|前期)(?:同期|同月|同季|全年|年末|年底)?"


def _gate() -> str:
    """Return a pattern for any word of change; a word that holds another one need not be looked for.

    Each alternative begins with a plain character, because only then does `re` skip fast what cannot match.
    """
    verbs = f"{_RISE}|{_FALL}".replace("(?:", "").replace(")", "").split("|")
    rates = [f"{noun}{verb}" for noun in "幅率速" for verb in "为為是达達"]
    words = {*verbs, *rates, "比", "较", "較", "同期"}
    fewest = sorted(word for word in words if not any(other in word for other in words - {word}))
    return "|".join((*fewest, *(f"{preposition}[^，。]" for preposition in "由从從")))


_UP = f"(?:{_RISE}|{_RISING})(?:了|为|為|达|達)?"
_EACH_YEAR = f"[，,、](?:{_GAP}{{0,2}})(?:{'|'.join(ANNUAL)})(?:递增|遞增|{_UP})?{{annual:share}}"

MOVEMENTS = Movements(
    gate=_gate(),
    anchors=(
        # 提高C，即从A提高到B; 成长约P，从A上升至B
        (
            f"{_DIRECTION}{{change}}[，,](?:即|也就是)?{_FROM} ?{_GAP}{{0,10}}?{{previous}}{_NOTE}{_GAP}{{0,5}}?"
            f"(?:{_RISE}|{_FALL}|调整|調整)?{_TO}了?{_GAP}{{0,8}}?{{level}}"
        ),
        # 由A上升C至B
        (
            f"{_FROM}{_GAP}{{0,30}}?{{previous}}{_NOTE}[，,]?{_GAP}{{0,8}}?{_DIRECTION}{{change}}{_OTHER}?[，,]?"
            f"(?:升|降|增|减|減)?(?:至|到|达到|達到|达|達){_GAP}{{0,8}}?{{level}}"
        ),
        # 从A增加到B; 由去年的A降至今年的B
        (
            f"{_FROM}{_GAP}{{0,30}}?{_ONE_BUYS}{{previous}}{_NOTE}{_GAP}{{0,5}}?"
            f"[，,]?{_GAP}{{0,9}}?{_MOVED_TO}{_GAP}{{0,16}}?{{level}}"
        ),
        # 从A增加了C
        (
            f"{_FROM}(?:[原去前上今本当當年月日季同期底末初每的来來]{{0,8}}|(?P<loose>{_GAP}{{0,30}}?)){_ONE_BUYS}"
            f"{{previous}}{_NOTE}{_GAP}{{0,5}}?{_DIRECTION}{{change}}{_OTHER}?"
        ),
        # 比上年增加C或P，至B
        (
            f"{_DIRECTION}{{change}}{_OTHER}?[，,]?"
            f"(?:升|降|增|减|減|增加|减少|減少)?(?:至|到|达到|達到|达|達){_GAP}{{0,8}}?{{level}}"
        ),
        # A，上年同期为B，增长P
        (
            f"{{level}}{_NOUN}[，,；;（(] ?而?{_THE_YEAR_BEFORE}(?:末|底|的)?"
            f"(?:{_GAP}{{0,6}}?(?:为|為|是|则为|則為|仅为|僅為|只有|才有|：|:))?{{previous}}[）)]?"
        ),
        # 达到峰值A，之后回落至B
        (
            f"(?:{_PEAK}){_GAP}{{0,8}}?{{previous}}{_NOTE}{_NOUN}[，,；;](?:[^{{signs}}。；;]{{0,30}}?[，,])?"
            f"{_GAP}{{0,16}}?{_DIRECTION}(?:到|至|为|為){_GAP}{{0,8}}?{{level}}"
        ),
        # 去年有A，今年增加到B; 原需A，现缩短至B
        (
            f"(?:去年|上年|前年|上月|此前|以前|过去|過去|原来?|原來){_GAP}{{0,12}}?{{previous}}{_NOUN}[，,；;] ?"
            f"(?:今年|本年|本月|如今|目前|现在?|現在?){_GAP}{{0,10}}?"
            f"(?:(?:(?P<up>{_RISE})|(?P<down>{_FALL}))(?:到了?|至|为|為)|达到?|達到?){_GAP}{{0,6}}?{{level}}"
        ),
        # 2015年有A，2020年达到B
        (
            f"(?P<first_year>{_YEAR})(?:末|底)?{_GAP}{{0,10}}?{{level}}{_NOUN}[，,；;] ?(?:到了?|至|而)?"
            f"(?P<second_year>{_YEAR})(?:末|底)?{_GAP}{{0,10}}?{{previous}}"
        ),
        "{level}",
    ),
    needs=(
        "[从從由自]",
        "[从從由自]",
        "[从從由自]",
        "[从從由自]",
        "{figure}[）)]?[，,]?(?:[升降增减減][加少]?)?[至到达達]",
        "[去上前]一?[年期月]",
        _PEAK,
        "[去上前此以过過](?:年|月|前|去)|原",
        "[0-9０-９〇零一二三四五六七八九]年",
    ),
    tail=(
        f"{_NOUN}{_NOTE}[，,、（(；;]? ?(?:{_REAL}[，,]?)?{_NOW}(?:{_SINCE}(?:的|之)?(?:[（(]?{{previous}}(?"
        f"![前来來内內间間]){_NOUN}[）)]?)?[，,]?)?"
        f"(?:{_FILLED}{_DIRECTION}|(?<=[（(])|{_VALUE_OF}){{change}}(?:(?:[，,、]?(?:或|即)|、(?={{shown:share}})){_WORD}{{other}})?[）)]?"
    ),
    real=_REAL,
    values="升值|贬值|貶值|汇率|匯率|[兑兌]",
    moved=rf"{_DIRECTION}\Z",
    negative="亏损|虧損|净亏|淨虧|赤字|逆差",
    yearly="同比|同期|按年|年增|年減|年减|去年|上年|前一年|上一年",
    void="分别|分別|(?<!不)等额",
    compounded=(
        # 比2002年增长T，年均增长A
        (
            f"(?:比|较|較|与|與|同)(?P<since>[0-9]{{4}})年(?:末|底|初|时|時)?(?:相比|比)?[，,]?(?:累计|累計|共)?"
            f"{_UP}{{total:share}}{_EACH_YEAR}"
        ),
        # 五年累计增长T，年均增长A
        f"{{years:span}}(?:来|來|间|間|内|內)?[，,]?(?:共|累计|累計|总共|總共){_UP}{{total:share}}{_EACH_YEAR}",
    ),
)

_IS = "(?:是|为|為|相当于|相當於|等于|等於|达到|達到|达|達|约为|約為)"
MULTIPLES = Multiples(
    gate="倍|{times}|翻[了一两兩二三番]",
    doubled=(
        (
            f"{_FROM}{_GAP}{{0,30}}?{{previous}}{_NOTE}[，,]?{_GAP}{{0,8}}?{_MOVED_TO}{_GAP}{{0,16}}?{{level}}{_NOUN}[，,]"
            f"(?:[整近约約将將]{{1,2}}|几乎|幾乎|相当于|相當於|实现|實現)?翻了?(?P<often>[一两兩二三四])番(?!半|多|有)"
        ),
    ),
    of_base=(
        # 当年A，去年达到B，是当年的N倍
        (
            f"{{previous}}{_NOUN}[，,；;]{_GAP}{{0,10}}?{{level}}{_NOUN}[，,](?:{_GAP}{{0,8}}[，,])?已?"
            "(?:是|相当于|相當於|达到|達到)(?:当年|當年|当时|當時|那时|那時|原来|原來|起初|最初|[五十]年前)的{times}"
        ),
        # 2009年A，去年达到B，是2009年的N倍
        (
            f"(?P<then>(?:19|20)[0-9][0-9])年{_GAP}{{0,24}}?{{previous}}{_NOUN}[，,；;]{_GAP}{{0,10}}?{{level}}{_NOUN}[，,]已?"
            "(?:是|相当于|相當於|达到|達到)(?P=then)年的{times}"
        ),
        # 甲A，而乙仅B，前者相当于后者的N倍
        (
            f"{{level}}{_NOUN}[，,；;]{_GAP}{{0,16}}?{{previous}}{_NOUN}[，,；;]前者(?:大约|大約|约|約)?{_IS}"
            "(?:后者|後者)的{times}"
        ),
        f"{{level}}{_NOUN}{_NOTE}[，,]?{_GAP}{{0,4}}?{_IS}{_GAP}{{0,16}}?{{previous}}{_NOUN}的{{times}}",
        (
            f"{_FROM}{_GAP}{{0,30}}?{{previous}}{_NOTE}[，,]?{_GAP}{{0,8}}?{_MOVED_TO}{_GAP}{{0,16}}?{{level}}{_NOUN}[，,]"
            f"(?:{_IS}|增至|增长到|增長到|增加到|扩大到|擴大到)(?:原来|原來|前者|当初|當初|起初|原先)的?{{times}}"
        ),
    ),
    of_name=(f"{{level}}{_NOUN}[，,]{_IS}(?P<name>[^{{signs}}，。；、的]{{2,10}})的{{times}}",),
)
