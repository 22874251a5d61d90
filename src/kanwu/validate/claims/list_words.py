"""The words that decide where an enumeration in Chinese begins and ends.

Chosen from the grammar of news and government prose, Simplified and Traditional, and tried on edited real text. A word
too many makes the rule say less, never more.
"""

from __future__ import annotations

import re

CONJUNCTION = re.compile("以及|[和与與及跟暨]")
"""What may join the last two items; it also stands inside items (批而未供和闲置土地)."""

INTRODUCER = re.compile(
    "包括|包含|涉及|涵[盖蓋]|覆[盖蓋]|分[为為]|[来來]自|聚焦|[围圍][绕繞]|制定|成立|[开開]展|打造|建立|推[进進出动動行]"
    "|加[强強快大]|[实實]施|[实實][现現]|提[供升高出]|完善|[优優]化|[构構]建|建[设設成]|[举舉][办辦行]|[发發][现現布]"
    "|[获獲]得|引[进進]|[并並]|[针針][对對]|通[过過]|[经經][过過]|[横橫]跨|[连連]接|[认認][领領]|切[实實]|做到|形成"
    "|[设設][有立置]|[拥擁]有|具有|坚持|堅持|根据|根據|按照|依托|分[别別]|先后|先後|其中|以及|其他|其它|其[余餘]"
    "|[的了在是被把将將对對从從向于於为為由到至让讓给給使有各所]|即(?![时時将將使])"
)
"""Behind one of these the first item may begin; before it stands what governs the list."""

GOVERNOR = re.compile(
    "包括|包含|涉及|涵[盖蓋]|覆[盖蓋]|分[为為成]|[来來]自|聚焦|[围圍][绕繞]|制定|成立|[开開]展|打造|建立|推[进進出动動]"
    "|加[强強快]|[实實]施|[实實][现現]|提供|完善|建[设設成]|[举舉][办辦行]|[发發]布|引[进進]|[针針][对對]|[横橫]跨|地跨"
    "|跨越|[连連]接|[认認][领領]|做到|形成|[设設]置|[设設]立|[轄辖]有|分[别別]是|以及"
    "|(?<=[设設共還还另具含建转轄辖])有(?!限)|[定出]的|的(?=[“「『《])|[了在]|\\A[的对對把从從由将將向以与與和及]"
)
"""The same, where it is certain enough to be cut off for a reader."""

OFFICE = re.compile("[部局委厅廳司院会會]")
"""After a verb these make the name of an office: 住房城乡建设部."""

VERB = re.compile(
    "(?:全力|全面|持[续續]|不[断斷]|着力|大力|[进進]一步|切[实實])?"
    "(?:推[进進动動行广廣]|加[强強快大]|[强強]化|[实實]施|落[实實]|深化|完善|健全|[优優]化|[构構]建|建[设設成立]|提[升高供]"
    "|增[强強]|[扩擴]大|改善|保障|促[进進]|[规規][范範]|[坚堅]持|支持|培育|防[范範控]|[统統][筹籌]|做好|抓好|[开開]展|打造"
    "|[稳穩]定|[巩鞏]固|拓展|[维維][护護]|塑造|[丰豐]富|[创創]新|引[领領]|培[养養]|服[务務]|化解|[调調]整|[严嚴][格肃肅]"
    "|突出|弘[扬揚]|[传傳]承|[发發]展|[转轉][变變]|壮大|壯大)"
)
"""How a phrase begins that is an item of its own (加强河道巡查)."""

NUMBERED = re.compile(
    "[0-9０-９]|[“‘「『]?[两兩二三四五六七八九十][个個大项項类類种種位名家条條省市国國县縣区區地]|第[一二三四五六七八九十]"
)
"""An item that holds a number may own the count."""

COUNTED_END = re.compile(
    "(?:[和与與及跟的]|[0-9])\\Z|[0-9两兩二三四五六七八九十百千万萬亿億][多余餘]?[个個名位家种種类類项項国國党黨人次]"
)
"""An item that cannot be one: it ends in a conjunction, or has a count of its own."""

LOOSE_END = re.compile(
    "(?:[的了着著过過地得把将將在为為向对對使让讓到成出入起给給被由从從以于於是有无無没沒不也都就還还又并並已曾要能会會可应應需好]"
    "|[“‘「『第每各这這那其近约約超逾另再共前后後上下]"
    "|[举舉][行办辦]|[访訪][问問]|参加|參加|完成|[获獲夺奪赢贏取]得|[达達]成|出席|增[进進]|造福|惠及|密切|拉近|[带帶][动動来來]"
    "|助力|[见見][证證]|介[绍紹]|指出|[认認][为為]|表示|[会會][见見]|[欢歡]迎|感[谢謝]|[关關]系|位[于於]|[属屬][于於]|[双雙]方|有[关關]"
    "|相[关關]|各[国國]|[全两兩][国國党黨]|采用|採用|[开開][启啟设設辟]|[签簽]署|[启啟][动動]|[设設]立|[设設]|[转轉][为為]|[确確][保立]"
    "|超[过過]|[连連][接续續]|[横橫]跨|覆[盖蓋]|提出|造成|其他|其它|其[余餘]|另外|周[边邊]|全[国國省市球]|共同|[组組]成|[属屬])\\Z"
)
"""How no item ends: a verb, a preposition, an opening mark, 其他."""

BARE_VERB = re.compile(
    "(?:共同|不[断斷]|深入|[积積][极極]|着力|[联聯]合|同[时時]|再次|首次|[开開]始|坚决|堅決|持[续續])?"
    "(?:推[动動进進]|[维維][护護持]|[发發][展布现現]|加[强強快]|[开開]展|促[进進]|[参參][与與]|[实實][现現施]|[规規][划劃]|引[领領进進]|代表"
    "|支持|希望|提[升高供]|便利|服[务務]|深化|[扩擴]大|[巩鞏]固|[丰豐]富|符合|落[实實]|[强強][调調]|[围圍][绕繞]|[针針][对對]|利用|依托"
    "|[结結]合|完善|[优優]化|改善|[构構]建|[沟溝]通|[联聯]通|打通|使用|研究|生[产產]|[产產]生|[运運]用|保障|支撑|支撐|成立|[创創]建"
    "|[领領]先|[帮幫]助|抓好|坚持|堅持|[统統][筹籌]|[联聯]合|[经經][过過]|建[设設成立]|修建|新建|做到|[拥擁]有|打造|走[访訪]|召[开開])"
)
"""A verb alone, which takes the count behind it as its object."""

COLLECTIVE_END = re.compile(
    "(?:[亚亞欧歐非洲海洋盟岛島角湾灣部岸河江湖砖磚约約勒]|地[区區]|[沿流][线線域]|[组組][织織]|下[属屬])\\Z"
)
"""How the names of groups end that may own a count: 中亚, 东盟, 波罗的海."""

OTHERS = re.compile("(?<![平高中初同均对對优優何上下])等(?![级級于於待])")
"""等 inside an item: another list ends there."""

PLACES = frozenset("省市县縣区區州郡府城镇鎮乡鄉村岛島地国國")
"""How the names of places end; a place may hold what is counted (广东五市)."""
