"""Words that tell which of two levels is the earlier one, and what changed between them."""

from __future__ import annotations

EARLIER = (
    "昨[日天年]|前一?[日天周週月季年次]|前期|上一?[日天周週月季年次届屆赛賽期]|去年|前年"
    "|[0-9一二两兩三四五六七八九十半][年月周週天](?:以?前|之前)|[个個]月(?:以?前|之前)|周一|週一"
    "|此前|之前|以前|原[来來先本有]|[^\\W\\d]{2,6}前[，,]|同期|当初|當初|当年|當年|当时|當時|起初|最初|年初|期初|初期|基期"
    "|[比较較与與][^，。；]{0,8}(?:19|20)[0-9]{2}年"
    "|传统|傳統|[旧舊老]|过去|過去|曾|为起点|為起點|前次|往年|平常|[历歷常]年(?:平均|均值)"
)
"""Before the earlier figure. A pattern."""
LATER = (
    "今[日天年]|本[周週月季年期]|(?<![实實出兑兌体體呈展])[现現]|目前|眼下|如今|[当當]前|最新|期末|年末"
    "|[后後]只|[变變]成"
)
"""Before the later figure. A pattern."""
REACHED = "(?:达到?|達到?|[增升降跌减減涨漲扩擴提压壓][至到]|[变變][成为為]|收[于於报報]?)[约約近]?\\Z"
"""Right before the later figure. A pattern."""
CHANGED = (
    "增[加长長产產收多]?|[减減][少产產]?|上?升|下?降|上?[涨漲]|下?跌|[扩擴]大|[缩縮][小短减減]?|提[高升价價]|降低|回落|上[扬揚]|下[挫滑]|削[减減]"
    "|膨[胀脹]|萎[缩縮]|[贵貴]上?了?|降[价價]|退步|[进進]步|衰退|短少|[锐銳][减減]|[收变變]窄|走[高低]|多出?|少|高[出于於]?(?![达達])|低[于於]?|流失|快|慢|[长長]|短|[变變][动動]|\\+"
)
"""Before an amount or a rate of change. A pattern."""
APART = (
    "(?<![顺順逆时時温溫价價利息])相?差|缺口|差[距额額值]|少跑|多跑"
    "|[节節][省约約]|省下|[缩縮]短|偏[少多高低]|[节結]余|[结結]余"
)
"""Before a difference that has no direction. A pattern."""
SAME_PERIOD = "同比|按年|年[增减減]"
"""Words before a change that compare it with the year before. A pattern."""
COMPARED = "(?:[比较較](?!重|例|率)|[环環]比|[与與同跟].{1,10}相比)"
"""Words before a change that compare it with something else. A pattern."""
YEARLY = "去年|上年|同期|前一年|上一年|[一1]年前|当年|當年"
"""Words of a level that is of the year before. A pattern."""
NO_PAIR = (
    "分别|分別|各|年均|[复複][合利]|每年|每月|目标|目標|预期|預期|计划|計劃|预计|預計|力争|力爭|其中|占|佔|[实實][际際]"
    "|可比|不[变變][价價]|扣除"
)
"""Words in a sentence whose figures may be of several things, or no levels at all. A pattern."""
NO_NAMES = (
    "[一二三四五六七八九十百两兩]|自然|足足|整整|大[幅大]|小幅|[约約近超逾将將已又再还還也却卻只仅僅则則共竟即等了的之]|合[计計]|累[计計]|名[义義]|名目|[实實][际際]|同比|[环環]比|按[年月季]"
    "|[年月季周週日]|用[时時]|[费費耗][时時]|[时時][间間长長]|相[当當]于?|等于|意味着|[幅增降涨漲跌升][度幅率速]|水平|[数數]量|[规規]模|[总總][量额額数數]|每|平均"
    "|[价價]格?|[单單][价價]|[进進]一步|[继繼][续續]|明[显顯]|[显顯]著|首次|直接|累[积積]|一口[气氣]|前后|前後|之[间間]|[两兩]者|[两兩]年|[期年][间間]|九年"
)
"""Words before a change that do not name what changed. A pattern."""
