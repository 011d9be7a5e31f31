"""Where a Persian text speaks in the first person singular: من, the ending م of verbs and of what is owned, and بنده.

A word that ends in م is the speaker's unless it is known: a noun of the list beside this file (most of it from the
lexicon of hazm: NOTICE.md), a loan word by its ending, or a plural in یم.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_LETTERS = "\u0620-\u0659\u0670-\u06d3\u06fa-\u06ff"
_WORD = re.compile(f"[{_LETTERS}]+(?:\u200c+[{_LETTERS}]+)*")
_SAME = {ord(old): new for old, new in zip("يىكأإٱآؤۀة", "ییکااااوهه", strict=True)}
_SAME |= {code: "" for code in (0x640, *range(0x64B, 0x65A), 0x670)}
_LOANS = re.compile("(?:یسم|یزم|یوم|گرام|گرم|فرم|سیستم|تایم|استریم)$")
_NO_LOANS = frozenset("پاییزم چیزم میزم بریزم برخیزم بپرهیزم بیامیزم تمیزم".split())
_PLURAL = re.compile("یم$")
_ONE_IN_YAM = re.compile(
    "(?:^|\u200c)(?:ن?می|ب|ن|بی|نی)?(?:گویم|جویم|نمایم|افزایم|سرایم|پیمایم|گشایم|ازمایم|ستایم|ربایم)$|"
    "(?:^|\u200c)ن?می\u200c?ایم$|..هایم$|\u200cهایم$|^(?:برایم|جایم|پایم|صدایم|دنیایم|رویایم|خدایم|زندگیم|گوشیم|مویم|"
    "عمویم|ارزویم)$"
)
_ME = frozenset("من منم منه منهم مرا خودم خودمم".split())
_FROM = frozenset("جمله باب حیث بعد غیر الله قبل النهرین الله‌التوفیق".split())
"""After من they make the Arabic `from`."""
_SPELT = frozenset("سی اف پی بی ای جی تی وی ال کی دی ار ان".split())
"""Letters and numbers before ام: the 30th, FM, IBM."""
_NOT_PARTICIPLES = frozenset("سه ده نه پنجاه که به چه".split())
_WEIGHED = frozenset("یک دو سه چهار پنج شش هفت هشت ده بیست سی چهل پنجاه شصت هفتاد صد دویست هزار چند نیم".split())
"""Numbers before من make it a weight."""
_OBJECT = frozenset(
    "یاد صدا کشت کشته دیوونه دیوانه عاشق خوشحال غافلگیر شوکه همراهی ببخشید ببخش نجات متقاعد مجبور سورپرایز "
    "برد گرفت کرد اذیت".split()
)
"""After منو they make it `me`, not `menu`."""
_FEELING = frozenset("خوشحال خسته ممنون مطمئن عاشق منتظر نگران مشتاق".split())
_DONE = frozenset(
    "انجام ارائه ارایه توضیح نشان پاسخ ادامه اجازه گزارش خبر تغییر شرح تحویل سفارش هدیه قول اطلاع "
    "پیشنهاد جواب یاد".split()
)
"""Before دهم they make it `I give`, not `tenth`."""
_BECOME = frozenset(
    "موفق مطمئن خوشحال اماده بیدار وارد خارج متوجه اشنا عضو مشغول بلند سوار پیاده تسلیم قبول عاشق "
    "دلتنگ خسته جدا مزاحم".split()
)
_TOGETHER = re.compile("ریخ|زد|زن|پیوس|چسب|خور|باف|فشر|نزدیک|متصل|وصل|می")
"""After بهم they make it `together`, not `to me`."""


@cache
def _nouns() -> frozenset[str]:
    words = Path(__file__).with_name("_voice_fa_words.txt").read_text(encoding="utf-8")
    return frozenset(words.translate(_SAME).split())


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Each first person singular in a text, with what to say instead."""
    found = list(_WORD.finditer(text))
    words = [match[0].translate(_SAME).strip("\u200c") for match in found]
    for number, match in enumerate(found):
        before = words[number - 1] if number and not text[found[number - 1].end() : match.start()].strip() else ""
        follows = number + 1 < len(found) and not text[match.end() : found[number + 1].start()].strip()
        if _is_first(
            words[number], before, words[number + 1] if follows else "", text[max(0, match.start() - 8) : match.start()]
        ):
            yield *match.span(), "ما"


def _is_first(word: str, before: str, after: str, text_before: str) -> bool:
    parts = word.split("\u200c")
    if word in _ME or parts[0] == "من":
        rest = parts[1] if len(parts) > 1 else after
        weighed = text_before.rstrip()[-1:].isdigit() or (before in _WEIGHED and len(parts) == 1)
        return not (parts[0] == "من" and (rest in _FROM or weighed))
    if word == "منو":
        return after in _OBJECT
    if word in ("اینجانب", "این\u200cجانب") or (word in ("جانب", "حقیر") and before == "این"):
        return True
    if word == "بنده":
        return after not in ("خدا", "خدای", "ی", "او", "نواز", "پروری") and before not in (
            "هر",
            "یک",
            "ان",
            "این",
            "خدا",
        )
    if not word.endswith("م"):
        return False
    return _ends_as_first(word, parts, before, after)


def _ends_as_first(word: str, parts: list[str], before: str, after: str) -> bool:
    """Whether a word that ends in م does so because somebody speaks of themselves."""
    last, joined = parts[-1], "".join(parts)
    if _PLURAL.search(word):
        return bool(_ONE_IN_YAM.search(word)) or (before in ("می", "نمی") and bool(_ONE_IN_YAM.search(f"می{word}")))
    if (parts[0] in ("می", "نمی") and len(parts) > 1) or before in ("می", "نمی"):
        return True
    if last == "ام":
        led = parts[-2] if len(parts) > 1 else before
        if len(parts) > 1:
            return led not in _SPELT
        return (led.endswith("ه") and led not in _NOT_PARTICIPLES) or led in _FEELING
    if word == "دهم":
        return before in _DONE
    if word == "شوم":
        return before in _BECOME
    if word == "بهم":
        return bool(after) and not _TOGETHER.match(after)
    if len(last) < 3:
        return len(parts) > 1 and last == "م"
    return not (
        last in _nouns()
        or last.removeprefix("و") in _nouns()
        or joined in _nouns()
        or (_LOANS.search(joined) and joined not in _NO_LOANS)
    )
