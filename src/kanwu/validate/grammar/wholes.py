"""The words that say that shares between them make up a whole. All languages together, as in `relations`."""

from __future__ import annotations

RESIDUAL = (
    "其他|其它|不知道|不清楚|没意见|沒意見|无意见|無意見|未表态|未表態|未决定|未決定|未回答|拒答|不详|不詳|说不清|說不清|难以判断"
    r"|\bothers?\b|\bundecided\b|don't know|no opinion|\bunknown\b"
)
"""Words for what no other class of a list covers. A pattern."""
SHARED = r"[占佔]|比重|比例|构成|構成|\baccount(?:ed|s|ing)? for\b|\bmade? up\b|\bcompris|\brepresent(?:ed|s|ing)\b|\bwere\b|为|為"
"""Words in the label of a share of a whole. A pattern."""
MANY_ANSWERS = r"多[选選]|[复複][选選]|可选多|multiple (?:answers|responses|choice)|more than one"
"""Words that say that one person may be counted in several classes. A pattern."""
_NUMBER = r"\d{1,5}(?:[.．]\d{1,3})?"
RATIO = (
    r"(?:三次(?:产业|產業)|三(?:产|產)|(?:产业|產業)(?:结构|結構)|一、二、三(?:产业|產業)|第一、第?二、第?三(?:产业|產業))"
    r"[^。；;，,\d]{0,24}?(?:[^。；;\d]{0,6}(?:由|从)[^。；;]{0,40}?(?:为|為|到|至))?[^。；;，,\d]{0,12}?"
    rf"(?P<first>{_NUMBER}) ?[∶:：] ?(?P<second>{_NUMBER}) ?[∶:：] ?(?P<third>{_NUMBER})(?![\d∶:：])"
)
"""The ratio of the three industries, which make up all output. A pattern."""
AGES = r"(?P<low>\d{1,3}) ?(?:(?:岁|歲)?(?:[-—–~～至到]{1,2} ?(?P<high>\d{1,3}) ?(?:周?[岁歲])|[岁歲]?(?:及|或)?(?:以上|以上)))"
"""A group of ages; `high` is missing in the last. A pattern."""
