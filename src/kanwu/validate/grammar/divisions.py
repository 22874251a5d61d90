"""Divisions that leave nothing out: words of opposite meaning, the classes of official statistics."""

from __future__ import annotations

_TRAFFIC = ("旅客", "客运", "客運", "客流", "货邮", "貨郵", "吞吐", "航线", "航線", "航班", "乘客")
_SALES = (*_TRAFFIC, "营业收入", "營業收入", "营收", "營收", "票房", "销量", "銷量", "用户", "用戶", "发送")
_STOREYS = ("层", "層", "楼", "樓")
_PRODUCT = ("生产总值", "生產總值", "GDP")
_OUTPUT = (*_PRODUCT, "总产出", "總產出")
_TRADE = ("进出口", "進出口", "外贸", "外貿", "贸易", "貿易")
_CROSSINGS = ("出入境", "入出境")
_RETAIL = ("零售总额", "零售總額", "消费品零售", "消費品零售")
_BORDER = ("出入境", "入出境", "移民管理", "口岸")
_GROWTH = (*_PRODUCT, "经济增长", "經濟增長")
COMPLEMENTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("商品消费", "服务消费"), ("消费",)),
    (("商品消費", "服務消費"), ("消費",)),
    (("商品零售", "餐饮收入"), _RETAIL),
    (("商品零售", "餐飲收入"), _RETAIL),
    (("滑冰", "滑雪"), ("冰雪",)),
    (("出口", "进口"), _TRADE),
    (("出口", "進口"), _TRADE),
    (("入境", "出境"), _CROSSINGS),
    (("城镇", "农村"), ()),
    (("城镇", "乡村"), ()),
    (("城鎮", "農村"), ()),
    (("城市", "农村"), ()),
    (("城市", "農村"), ()),
    (("男", "女"), ()),
    (("中央", "地方"), ()),
    (("重工业", "轻工业"), ()),
    (("重工業", "輕工業"), ()),
    (("外出", "本地"), ()),
    (("境内", "境外"), ()),
    (("境內", "境外"), ()),
    (("境外输入", "本土"), ()),
    (("境外輸入", "本土"), ()),
    (("省内", "省外"), ()),
    (("省內", "省外"), ()),
    (("去程", "回程"), ()),
    (("公办", "民办"), ()),
    (("公辦", "民辦"), ()),
    (("转口", "港产品"), ()),
    (("轉口", "港產品"), ()),
    (("汉族", "少数民族"), ()),
    (("重伤", "轻伤"), ()),
    (("重傷", "輕傷"), ()),
    (("漢族", "少數民族"), ()),
    (("国内", "国际"), _TRAFFIC),
    (("國內", "國際"), _TRAFFIC),
    (("国内", "国外"), _SALES),
    (("國內", "國外"), _SALES),
    (("内贸", "外贸"), _TRAFFIC),
    (("本地", "外地"), ()),
    (("公立", "私立"), ()),
    (("公立", "民办"), ()),
    (("公立", "民辦"), ()),
    (("公營", "私營"), ()),
    (("国有", "民营"), ()),
    (("國有", "民營"), ()),
    (("成人", "儿童"), ()),
    (("成人", "兒童"), ()),
    (("成人", "孩童"), ()),
    (("新建", "续建"), ()),
    (("新建", "續建"), ()),
    (("新建", "改造"), ()),
    (("新建", "改扩建"), ()),
    (("新建", "改擴建"), ()),
    (("短途", "长途"), ()),
    (("短途", "長途"), ()),
    (("陆上", "海上"), ()),
    (("陸上", "海上"), ()),
    (("集中式", "分布式"), ()),
    (("集中式", "分散式"), ()),
    (("人民币", "外币"), ()),
    (("人民幣", "外幣"), ()),
    (("本币", "外币"), ()),
    (("本幣", "外幣"), ()),
    (("线上", "线下"), ()),
    (("線上", "線下"), ()),
    (("专职", "兼职"), ()),
    (("專職", "兼職"), ()),
    (("專任", "兼任"), ()),
    (("在职", "退休"), ()),
    (("在職", "退休"), ()),
    (("直接", "间接"), ()),
    (("直接", "間接"), ()),
    (("室内", "室外"), ()),
    (("室內", "室外"), ()),
    (("地上", "地下"), _STOREYS),
    (("正式", "候补"), ()),
    (("正式", "候補"), ()),
    (("正取", "備取"), ()),
    (("国产", "进口"), ()),
    (("國產", "進口"), ()),
    (("上行", "下行"), ()),
    (("进港", "出港"), ()),
    (("進港", "出港"), ()),
    (("到港", "离港"), ()),
    (("到港", "離港"), ()),
    (("法人", "自然人"), ()),
    (("就业", "失业"), ("劳动",)),
    (("就業", "失業"), ("勞動",)),
    (("一般债券", "专项债券"), ()),
    (("普通股", "特别股"), ()),
    (("普通股", "特別股"), ()),
    (("水田", "旱田"), ()),
    (("水田", "旱地"), ()),
    (("食品", "非食品"), ("价格",)),
    (("消费品", "服务"), ("价格",)),
)
"""Words of opposite meaning that leave no third, and the words of which the whole's name must have one (none: any).

A list that names both, one a part, is complete."""
CLASSIFICATIONS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("第一产业", "第二产业", "第三产业"), _OUTPUT),
    (("第一產業", "第二產業", "第三產業"), _OUTPUT),
    (("一級產業", "二級產業", "三級產業"), _OUTPUT),
    (("一级产业", "二级产业", "三级产业"), _OUTPUT),
    (("農業", "工業", "服務業"), _OUTPUT),
    (("农业", "工业", "服务业"), _OUTPUT),
    (("农业", "林业", "牧业", "渔业"), ("农林牧渔",)),
    (("農業", "林業", "牧業", "漁業"), ("農林牧漁",)),
    (("企业", "个体工商户", "农民专业合作社"), ("经营主体", "市场主体")),
    (("内地居民", "港澳台居民", "外国人"), _CROSSINGS),
    (("夏粮", "早稻", "秋粮"), ("粮食",)),
    (("夏糧", "早稻", "秋糧"), ("糧食",)),
    (("赞成", "反对", "弃权"), ()),
    (("贊成", "反對", "棄權"), ()),
    (("铁路", "公路", "水路", "民航"), ("旅客", "客运", "人员流动")),
    (("商品零售", "餐饮收入"), _RETAIL),
    (("商品零售", "餐飲收入"), _RETAIL),
    (("内地居民", "港澳台居民", "外国人"), _BORDER),
    (("內地居民", "港澳臺居民", "外國人"), _BORDER),
    (("最终消费", "资本形成", "净出口"), _GROWTH),
    (("最終消費", "資本形成", "淨出口"), _GROWTH),
    (("第一产业", "第二产业", "第三产业", "居民"), ("用电",)),
    (("税收收入", "非税收入"), ("公共预算收入", "财政收入")),
    (("稅收收入", "非稅收入"), ("公共預算收入", "財政收入")),
    (("同城", "异地", "国际"), ("快递",)),
    (("水电", "风电", "光伏", "生物质"), ("可再生能源",)),
    (("水电", "风电", "太阳能", "生物质"), ("可再生能源",)),
    (("內地", "非內地"), ("旅客", "訪港")),
    (("過夜", "不過夜"), ("旅客", "訪港")),
)
"""Classes of official statistics that leave nothing out, and the words of which the whole's name must have one.

The three industries make up output, not electricity (rules for the three industries of the National Bureau of
Statistics, 2012). Whoever registers a business is one of three (regulations on the registration of market entities,
2021). Whoever crosses the border is counted by one of three kinds of papers (National Immigration Administration).
Passengers are counted on four ways; freight also goes through pipes (the yearbook's chapter on transport). Retail sales
are goods or catering; output by expenditure is consumption, capital formation and net exports; electricity is used by
the three industries and by households (National Bureau of Statistics, explanatory notes on main indicators). Parcels go
within a city, between cities, or abroad with Hong Kong, Macao and Taiwan (State Post Bureau)."""
DIRECTIONS = (
    ("上涨", "持平", "下降"),
    ("上漲", "持平", "下降"),
    ("上涨", "持平", "下跌"),
    ("上涨", "下降"),
    ("上漲", "下降"),
    ("上涨", "下跌"),
)
"""Ways in which each of several prices can have moved; after N个城市中 they are complete."""
