"""What in a draft is the account's own speech: everything but links, names, tags and other people's words."""

import re
from functools import cache, lru_cache

from tweetplan.api import Draft

GONE = "\ufffc"
"""Stands for each character that is not the account's own: no letter, no space, no punctuation."""
APOSTROPHE = "['’‘ʼʻ´`＇]"


@cache
def _others() -> tuple[re.Pattern[str], ...]:
    """Words of others, in the order in which they are taken out; a group `own` within stays."""
    quotations = (
        "“[^”]{1,1000}”|„[^“”]{1,1000}[“”]|«[^»]{1,1000}»|‹[^›]{1,300}›|「[^」]{1,1000}」|『[^』]{1,1000}』|"
        '《[^》]{1,300}》|〈[^〉]{1,300}〉|﹁[^﹂]{1,1000}﹂|＂[^＂\n]{1,1000}＂|"[^"\n]{1,1000}"|`[^`\n]{1,300}`'
    )
    single = (
        rf"(?<![\w{APOSTROPHE[1:-1]}])(?:‘[^‘\n]{{2,500}}?’|'(?!\d)[^'\n](?:[^'\n]|(?<=\w)'(?=\w)){{1,500}}?')(?!\w)"
    )
    lines = (
        r"^[ \t]*[>＞][^\n]*$|^[ \t]*(?:FAQ|Q|问|問|سؤال|سوال|پرسش|Soalan(?: lazim)?|S)[ \t]*\d*[:：.][^\n?？؟]*[?？؟]"
    )
    said = (
        r"(?i:\b(?:says|said|writes|wrote|asks|asked|told us|tells us|put it|kata|tulis|"
        r"ujar))\b[^\n:.!?]{0,30}:[^\n.!?]+|"
        r"(?i:\b(?:people|customers?|users?|guests|visitors|readers|fans|many|everybody|everyone|parents|students|"
        r"they|you)"
        r"(?: \w+)? (?:ask|asks|say|write|wonder|tell us))\b[^\n:.!?]{0,30}: [^\n.!?]+|"
        r"(?:说|說|道|问|問|写|寫|表示|留言|评论|評論|回复|回覆|告诉我们|告訴我們)[：:][^\n。！？!?]+|"
        r"(?:گفت|گفته|می‌گوید|نوشت|نوشته|می‌نویسد|پرسید)(?: است)?[^\n:.!؟]{0,20}:[^\n.!؟]+"
    )
    tagged = r"https?://[^\s\ufffc]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|#[^#\s]{1,50}#|[@＠][^\s\ufffc，。：:,!?！？؟]{1,30}"
    retweet = r"^(?:RT|rt)[ \t]+\ufffc+[^\n]*$"
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in (quotations, single, tagged, lines, said, retweet))


@lru_cache(maxsize=8)
def spoken(draft: Draft) -> str:
    """The draft's text with every character that is not the account's own speech replaced; places stay as they are."""
    text = draft.text
    held = draft.entities
    for found in (*held.urls, *held.mentions, *held.lists, *held.hashtags, *held.cashtags):
        text = blanked(text, found.start, found.end)
    for pattern in _others():
        text = pattern.sub(lambda match: GONE * len(match[0]), text)
    return text


def blanked(text: str, start: int, end: int) -> str:
    """The text with a stretch replaced by as many signs that say nothing."""
    return text[:start] + GONE * (end - start) + text[end:]


def opens(text: str, place: int) -> bool:
    """Whether a sentence or a clause can begin at a place: nothing but spaces since a stop or a line's start."""
    before = text[max(0, place - 300) : place].rstrip(f" \t\u3000\"'“‘«(（[【*_\u200c\u200f\u200e{GONE}")
    return not before or not (before[-1].isalnum() or before[-1] in "&,'’%")
