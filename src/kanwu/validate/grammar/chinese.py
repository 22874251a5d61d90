"""Chinese, Simplified and Traditional: measure words, units, currencies, approximators.

The lists are our own, made from general grammar of measure words (量词) and the units of the Chinese statutory system.
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from kanwu.validate.grammar.chinese_movements import MOVEMENTS, MULTIPLES
from kanwu.validate.grammar.words import Difference, Grammar, Measure, Unit

_COUNTED = """
人次 人 名 位 个 個 项 項 件 家 户 戶 所 条 條 台 臺 辆 輛 艘 架 起 宗 例 场 場 份 篇 部 本 册 冊 张 張 座 处 處
间 間 支 只 隻 头 頭 匹 棵 株 枚 颗 顆 套 批 种 種 类 類 层 層 趟 列 节 節 门 門 对 對 双 雙 笔 筆 单 單 封 幅 幢 栋 棟
次 岁 歲 周岁 周歲 天 年 个月 個月 个小时 個小時 周 週 周年 週年 轮 輪 届 屆 集 首 句 页 頁 段
桌 床 扇 架次 人份 剂 劑 羽 尾 粒 根 块 塊
卷 具 杯 瓶 箱 盒 袋 把 盏 盞 副 顶 頂 口 站 版 票 席 车次 車次 标箱 標箱 标准箱 標準箱 球 班 班次 列次 辆次 輛次 番
"""
_MEASURED = """
股 元 美元 欧元 歐元 英镑 英鎊 日元 日圆 日圓 港元 港币 港幣 新台币 新台幣 台币 台幣 韩元 韓元 韓圓 韩圆
卢布 盧布 卢比 盧比 澳元 加元 瑞郎 法郎 瑞士法郎 马克 馬克 新谢克尔 新謝克爾 谢克尔 泰铢 泰銖 比索 里亚尔 第纳尔
新元 新加坡元 人民币 人民幣 澳门元 澳門元 林吉特 越南盾 里拉 雷亚尔 克朗
吨 噸 公吨 公噸 公斤 千克 克 毫克 斤 磅 盎司
米 千米 公里 厘米 毫米 微米 纳米 公尺 公分 海里 英里 英尺 英寸 尺 光年
平方米 平方公里 平方千米 平方厘米 平方英里 公顷 公頃 顷 頃 亩 畝 坪 平方公尺 平米
立方米 立方千米 升 公升 毫升 桶 加仑 加侖 立方公尺
千瓦 瓦 兆瓦 吉瓦 千瓦时 千瓦時 兆瓦时 千伏 伏 千帕 帕 赫兹 赫茲 兆赫 兆瓦時 卡 千卡 焦耳 度电 度電 吨标准煤 噸標準煤
摄氏度 攝氏度 度 分贝 分貝
小时 小時 分钟 分鐘 秒 秒钟 毫秒 倍
GB TB MB KB km kg cm mm g t ha km2 km² m² m³ ℃ °C MW GW kW kWh
"""
_SPANS = "天 年 个月 個月 个小时 個小時 小时 小時 分钟 分鐘 秒 秒钟 毫秒 周 週 日"
_SUMS = ("", "额", "額", "总额", "總額", "总值", "總值", "值", "金额", "金額")
DIFFERENCES = (
    Difference(
        more=tuple(f"出口{end}" for end in _SUMS),
        less=tuple(f"{word}{end}" for word in ("进口", "進口") for end in _SUMS),
        surplus=("顺差", "順差", "出超", "顺差额", "順差額"),
        deficit=("逆差", "入超", "逆差额", "逆差額"),
        not_more=tuple(f"{word}出口{end}" for word in ("进", "進") for end in _SUMS),
    ),
    Difference(
        more=("出生率", "出生人口", "出生人数", "出生人數"),
        less=("死亡率", "死亡人口", "死亡人数", "死亡人數"),
        surplus=("自然增长率", "自然增長率", "自然增加率", "自然增长", "自然增長", "自然增加", "净增人口", "淨增人口"),
        deficit=("自然减少", "自然減少"),
    ),
    Difference(
        more=("收入", "总收入", "總收入"),
        less=("支出", "总支出", "總支出"),
        surplus=("当期结余", "當期結餘", "当年结余", "當年結餘", "本年结余", "收支结余", "收支結餘"),
    ),
)
_GAP = "[^{signs}，,。；;：:、！？（）()]"
SHARE_TEMPLATES = (
    # 45亿元，为年度计划60亿元的75%
    f"{{part}}{_GAP}{{0,6}}[，,](?:为|為|是|占|佔|相当于|相當於|达到|達到){_GAP}{{2,16}}{{whole}}{_GAP}{{0,4}}的{{share}}",
    # 2500宗，其中1500宗（60%）与服务有关
    (
        f"{{whole}}{_GAP}{{0,8}}[，,；;。]? ?(?:其中|当中|當中)(?:有|的)?{_GAP}{{0,10}}{{part}}{_GAP}{{0,8}}[（(](?"
        f":占|佔|约占|約佔)?{{share}}[）)]"
    ),
    # 2500宗，其中60%即1500宗; 其中社区馆占60%，达150家
    (
        f"{{whole}}{_GAP}{{0,8}}[，,。；;]?(?:其中|当中|當中)(?:有|的)?{_GAP}{{0,10}}(?:[占佔](?:比)?)?(?:达|達|约"
        f"|約|为|為)?{{share}}[，,、]?(?:即|也就是|，即是|合)"
        f"(?:有|是|约|約)?{{part}}"
    ),
    # 9.1亿元款项，当中30%、涉约2.7亿元
    (
        f"{{whole}}{_GAP}{{0,16}}[，,](?:其中|当中|當中)(?:有|的)?{{share}}[、，,]?(?:即|涉|涉及|为|為|合|约|約){{1,2}}"
        f"{{part}}"
    ),
    (
        f"{{whole}}{_GAP}{{0,8}}[，,]其中{_GAP}{{1,10}}[占佔](?:比)?(?:达|達|约|約|为|為)?{{share}}[，,](?:共有|共"
        f"|有|达|達|计|計|为|為|是|约|約)"
        f"{{part}}"
    ),
)
MORE_SHARES = (f"{{part}}{_GAP}{{0,8}}[（(](?:占比?|佔比?|约占|約佔)?{{share}}[）)]",)
OTHER_WHOLE = "[；;。]|其中|增|减|減|同比|上年|去年|为此|每"
_PERSONS = ("人", "名", "位")


def _units() -> dict[str, Unit]:
    units = {name: Unit(name, Measure.COUNT) for name in _COUNTED.split()}
    units |= {name: Unit(name, Measure.AMOUNT) for name in _MEASURED.split()}
    for sign in "%％":
        units[sign] = Unit("%", Measure.AMOUNT)
    units["‰"] = Unit("‰", Measure.AMOUNT)
    units["成"] = Unit("%", Measure.AMOUNT, factor=10)
    for name in ("百分点", "百分點", "千分点", "千分點"):
        units |= {f"{prefix}{name}": Unit(name, Measure.AMOUNT) for prefix in ("个", "個", "")}
    units |= {name: Unit("基点", Measure.AMOUNT) for name in ("个基点", "個基點", "基点", "基點")}
    return units


CHINESE = Grammar(
    units=MappingProxyType(_units()),
    currencies=MappingProxyType(
        {
            sign: Unit(sign, Measure.AMOUNT)
            for sign in ("$", "US$", "HK$", "NT$", "€", "£", "¥", "￥", "RMB", "HKD", "USD", "NTD", "CNY")
        }
    ),
    multipliers=MappingProxyType({}),
    word_numbers=MappingProxyType({}),
    below=("接近", "将近", "將近", "临近", "不足", "不到", "未满", "未滿", "近"),
    above=(
        *(
            "超过",
            "超過",
            "超出",
            "超",
            "突破",
            "逾",
            "多于",
            "多於",
            "高于",
            "高於",
            "不少于",
            "不少於",
            "不低于",
            "不低於",
        ),
        *("至少", "上"),
    ),
    around=("约合", "約合", "大约", "大約", "大概", "约为", "約為", "约", "約"),
    look_alikes=("出超", "入超", "反超", "赶超", "趕超", "邻近", "鄰近"),
    above_after=("以上", "之多", "有余", "有餘"),
    more_after=("倍多", "年多", "米多", "里多", "亩多", "畝多", "吨多", "噸多", "成多", "元多"),
    around_after=("左右", "上下"),
    spans=frozenset(_SPANS.split()),
    movements=MOVEMENTS,
    multiples=MULTIPLES,
    share_words=("其中", "当中", "當中", "的"),
    shares=SHARE_TEMPLATES,
    more_shares=MORE_SHARES,
    other_whole=OTHER_WHOLE,
    points=MappingProxyType(
        {
            "‰": Fraction(1, 10),
            "百分点": Fraction(1),
            "百分點": Fraction(1),
            "千分点": Fraction(1, 10),
            "千分點": Fraction(1, 10),
            "基点": Fraction(1, 100),
        }
    ),
    spreads=("高差", "落差", "温差", "溫差", "相差", "分差", "差额", "差額", "差距", "跨度", "横跨", "橫跨"),
    lists=None,
    differences=DIFFERENCES,
)
