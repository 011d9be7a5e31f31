"""How a mention is read for triage: folded and cut into words, and what the lexicons find in it, with spans."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tweetplan.domain.language import guess_language
from tweetplan.domain.smart_reading import folded
from tweetplan.domain.triage_en import ENGLISH
from tweetplan.domain.triage_fa import PERSIAN
from tweetplan.domain.triage_ms import MALAY
from tweetplan.domain.triage_zh import CHINESE

MOST_READ = 1200
"""Code points of a mention that are read; X's own short posts are 280."""
_TRADITIONAL = str.maketrans(
    "騙嗎爛謝壞為換噁髒賠蠢豬媽這麼誰爆燒煙傷災墜詐偽虧臉賤殺閉喪廢騷擾損鎖凍結閃頓頻視頓啦啊嚇餓錶鬆辭紅邏輯嘗試補"
    "寄僅條顆韌體聽夠駭壓賺賬戀緊遞貨號員斷線誇繫隻強漂畢於與並專給滿錄慘糟鬼掛妳您薦歡讚產麗級區場際嗆噴瘋罵舊佈竊"
    "騰燙碼燈傳徵創腦殘藥醫懶惱緩響嚴厲棄滅搶擊賊劇毆鐵鋼鍵雲櫃檯麥腳膠膚誤諾謊譯貓貪貧賓賴贈趕輔輩辯鄰鈔鈕銀鍋鏡鑰"
    "闊闖隱雞霧靈靜頂頒顏飯飲飽餅餘饋駐駕駛騎髮魚鳥麵嘆喚啞囉婦將島師帶庫廠廳徹恆悶憤懇戲掃攔攝敗敵斬暈樓橋湯溫滲潔"
    "濕灣煩狀獄皺盜礙祕穢窮紀約純紙繳纏羅聾職脹臟艙艱莊蘋虛蟲衛衝訓訝託詛該詳誘諷譴販賀賄賽踐車軍輸遜醜釘鈴閒閱陰陸"
    "雖頹飄驕骯黴鬱啟債傑儘盡剛勝勸喬嘩嘔吳壯奪妝嬰孫寧審寫寶屆層憑應據擔擠擺晝暫棟楊榮歸殼氈決況淚淺渾測溝滯煉熱狹"
    "猶環痺癱瞞禍種稅穀築籃糧糾納紛細組絲綁經維網綜緣編縮總織繞續罰翹聰肅腫臨與藍處號螢術裏複褲襯覺訂計訊詢話誠說課"
    "調談請諮謂證譜議護讓",
    "骗吗烂谢坏为换恶脏赔蠢猪妈这么谁爆烧烟伤灾坠诈伪亏脸贱杀闭丧废骚扰损锁冻结闪顿频视顿啦啊吓饿表松辞红逻辑尝试补"
    "寄仅条颗韧体听够骇压赚账恋紧递货号员断线夸系只强漂毕于与并专给满录惨糟鬼挂你您荐欢赞产丽级区场际呛喷疯骂旧布窃"
    "腾烫码灯传征创脑残药医懒恼缓响严厉弃灭抢击贼剧殴铁钢键云柜台麦脚胶肤误诺谎译猫贪贫宾赖赠赶辅辈辩邻钞钮银锅镜钥"
    "阔闯隐鸡雾灵静顶颁颜饭饮饱饼余馈驻驾驶骑发鱼鸟面叹唤哑啰妇将岛师带库厂厅彻恒闷愤恳戏扫拦摄败敌斩晕楼桥汤温渗洁"
    "湿湾烦状狱皱盗碍秘秽穷纪约纯纸缴缠罗聋职胀脏舱艰庄苹虚虫卫冲训讶托诅该详诱讽谴贩贺贿赛践车军输逊丑钉铃闲阅阴陆"
    "虽颓飘骄肮霉郁启债杰尽尽刚胜劝乔哗呕吴壮夺妆婴孙宁审写宝届层凭应据担挤摆昼暂栋杨荣归壳毡决况泪浅浑测沟滞炼热狭"
    "犹环痹瘫瞒祸种税谷筑篮粮纠纳纷细组丝绑经维网综缘编缩总织绕续罚翘聪肃肿临与蓝处号萤术里复裤衬觉订计讯询话诚说课"
    "调谈请咨谓证谱议护让",
)
_HAN = re.compile("[\u3400-\u9fff]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_AWAY = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@\w+|&\w+;|[\w.+-]+@[\w-]+\.\w+")
_WORD = re.compile("[0-9]+|[a-z\u00e0-\u024f]+(?:'[a-z]+)*|[\u0620-\u06ff]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_MASKED = re.compile(r"[a-z]+[*@$!#013]+[a-z*@$!#013]*[a-z*]")
_SWEARING = re.compile(r"\bf(?:[*@#$]ck|[*@#$]{2}k|[*@#$]{3})|\bsh[*!@]t|\bs[*]{2}t")
_STRETCHED = re.compile(r"([a-z\u0620-\u06ff])\1{2,}")
_JOINED = frozenset({"می", "نمی", "بی"})
_QUOTED = re.compile('"[^"]{1,200}"|“[^”]{1,200}”|「[^」]{1,200}」|«[^»]{1,200}»|『[^』]{1,200}』')


class Hit(NamedTuple):
    """A phrase of a lexicon in a text: what it tells, its span in the reading, and its place in words."""

    kind: str
    start: int
    end: int
    first: int
    last: int


class Word(NamedTuple):
    """A word of a reading and its span."""

    text: str
    start: int
    end: int


class Lexicon:
    """Phrases of one language by their first word; the longest that fits wins, a phrase tells one thing."""

    def __init__(self, *tables: Mapping[str, str]) -> None:
        self.first: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self.stems: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self.words = {kind: frozenset(_alone(tables, kind)) for kind in ("negation", "you", "me")}
        self.known: set[str] = set()
        seen: set[str] = set()
        for kind, phrase in ((kind, phrase) for table in tables for kind, phrase in _phrases(table)):
            if phrase in seen or kind in self.words:
                continue
            seen.add(phrase)
            parts = tuple(word.text for word in words_of(fold(phrase)[0].replace("*", "")))
            if not parts:
                continue
            self.known.update(parts)
            stem = phrase.endswith("*")
            kept = self.stems if stem and len(parts) == 1 else self.first
            kept.setdefault(parts[0][:2] if kept is self.stems else parts[0], []).append((parts, stem, kind))
        for held in (*self.first.values(), *self.stems.values()):
            held.sort(key=lambda entry: (-len(entry[0]), -len(entry[0][-1])))

    def hits(self, words: list[Word]) -> list[Hit]:
        """What is found from left to right, without overlaps."""
        found, at = [], 0
        while at < len(words):
            entry = self._at(words, at)
            if entry is None:
                at += 1
                continue
            size, kind = entry
            last = at + size - 1
            found.append(Hit(kind, words[at].start, words[last].end, at, last))
            at += size
        return found

    def _at(self, words: list[Word], at: int) -> tuple[int, str] | None:
        word = words[at].text
        for parts, stem, kind in self.first.get(word, ()):
            size = len(parts)
            if size == 1:
                return 1, kind
            if at + size <= len(words) and all(words[at + n].text == parts[n] for n in range(1, size - 1)):
                last = words[at + size - 1].text
                if last == parts[-1] or (stem and last.startswith(parts[-1])):
                    return size, kind
        for parts, _, kind in self.stems.get(word[:2], ()):
            if word.startswith(parts[0]):
                return 1, kind
        return None


class HanLexicon:
    """Phrases of Chinese, found anywhere: there are no spaces to go by."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.first: dict[str, list[tuple[str, str]]] = {}
        self.words = {kind: frozenset(_alone((table,), kind)) for kind in ("negation", "you", "me")}
        seen: set[str] = set()
        for kind, phrase in _phrases(table):
            if phrase not in seen and kind not in self.words:
                seen.add(phrase)
                self.first.setdefault(phrase[0], []).append((phrase, kind))
        for held in self.first.values():
            held.sort(key=lambda entry: -len(entry[0]))

    def hits(self, text: str) -> list[Hit]:
        """What is found from left to right, without overlaps; places are characters."""
        found, at = [], 0
        while at < len(text):
            for phrase, kind in self.first.get(text[at], ()):
                if text.startswith(phrase, at) and not _inside(text, at, at + len(phrase), phrase):
                    found.append(Hit(kind, at, at + len(phrase), at, at + len(phrase) - 1))
                    at += len(phrase) - 1
                    break
            at += 1
        return found


def fold(text: str) -> tuple[str, list[int] | None]:
    """A text in one spelling, and the place of each of its characters in what was written (None: the same place)."""
    if text.isascii():
        return text.lower(), None
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        kept = _FOLDED.get(character)
        if kept is None:
            kept = _FOLDED[character] = _fold_one(character) if len(_FOLDED) < 100_000 else character
        for letter in kept:
            letters.append(letter)
            places.append(at)
    return "".join(letters), places


_FOLDED: dict[str, str] = {}


def _fold_one(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc", "Cs") or character in "\u0640\u200c":
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if character in "‘’`´":
        return "'"
    plain = unicodedata.normalize("NFKC", character).casefold()
    return folded(plain).translate(_TRADITIONAL)


def words_of(text: str) -> list[Word]:
    """The words of a folded text; a Persian prefix that stands alone is joined to its word."""
    found: list[Word] = []
    for each in _WORD.finditer(text):
        word, start = each[0], each.start()
        if found and found[-1].text in _JOINED and word[0] > "\u0600" and start - found[-1].end == 1:
            before = found.pop()
            word, start = before.text + word, before.start
        found.append(Word(_STRETCHED.sub(r"\1", word), start, each.end()))
    return found


class Scanned(NamedTuple):
    """A mention as triage sees it."""

    text: str
    places: list[int] | None
    hits: list[Hit]
    words: list[Word]
    lexicon: "Lexicon | HanLexicon"
    quoted: list[tuple[int, int]]

    def written(self, hit: Hit, original: str) -> str:
        """The writer's own words under a hit."""
        if self.places is None:
            return original[hit.start : hit.end]
        return original[self.places[hit.start] : self.places[hit.end - 1] + 1]


def scan(original: str) -> Scanned:
    """Read a mention with the lexicon of its language; links, handles and addresses are left out."""
    text, places = fold(original[:MOST_READ])
    text = _AWAY.sub(lambda found: " " * len(found[0]), text) if "@" in text or "/" in text or "&" in text else text
    if "*" in text or "#" in text or "!" in text:
        text = _SWEARING.sub(lambda found: "fuck" if found[0][0] == "f" else "shit", text)
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    if _HAN.search(text):
        hits = _HAN_WORDS.hits(text)
        return Scanned(text, places, [*hits, *_masked(text)], [], _HAN_WORDS, quoted)
    words = words_of(text)
    lexicon = _PERSIAN_WORDS if _ARABIC.search(text) else _latin(text, words)
    return Scanned(text, places, [*lexicon.hits(words), *_masked(text)], words, lexicon, quoted)


def _latin(text: str, words: list[Word]) -> Lexicon:
    """Malay where its words are more than the English ones, or as many and the language seems Malay."""
    malay = sum(word.text in _ONLY_MALAY for word in words)
    english = sum(word.text in _ONLY_ENGLISH for word in words)
    seems = guess_language(text) if malay or english == 0 else "en"
    return _MALAY_WORDS if seems == "ms" or malay > english + (seems == "en") else _ENGLISH_WORDS


def _masked(text: str) -> Iterable[Hit]:
    """Insults with letters hidden: `id*ot`, `b@stard`."""
    if not any(mark in text for mark in "*@$!#013"):
        return
    for found in _MASKED.finditer(text):
        pattern = re.compile(re.sub(r"[*@$!#013]+", lambda marks: f"[a-z]{{1,{max(len(marks[0]), 1) + 1}}}", found[0]))
        if any(pattern.fullmatch(word) for word in _MASKABLE):
            yield Hit("insult", found.start(), found.end(), -1, -1)


def _phrases(table: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for kind, phrases in table.items():
        for phrase in phrases.split("|"):
            if phrase:
                yield kind, phrase


def _alone(tables: Iterable[Mapping[str, str]], kind: str) -> Iterable[str]:
    return (phrase for table in tables for phrase in table.get(kind, "").split("|") if phrase)


def _inside(text: str, start: int, end: int, phrase: str) -> bool:
    """Whether a Latin phrase is only part of a longer word."""
    if not phrase.isascii():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


_ENGLISH_WORDS, _PERSIAN_WORDS = Lexicon(ENGLISH), Lexicon(PERSIAN)
_MALAY_WORDS, _HAN_WORDS = Lexicon(MALAY, ENGLISH), HanLexicon(CHINESE)
_ONLY_MALAY = Lexicon(MALAY).known - _ENGLISH_WORDS.known
_ONLY_ENGLISH = _ENGLISH_WORDS.known - Lexicon(MALAY).known
_MASKABLE = frozenset(
    "idiot idiots idiotic moron morons asshole assholes bastard bastards bitch bitches cunt cunts dickhead dickheads "
    "motherfucker motherfuckers fuckers fucker wanker wankers retard retards retarded scumbag scumbags shithead "
    "shitheads twat twats prick pricks whore slut dumbass jackass babi bodoh sial bangsat pukimak celaka".split()
)
