"""What the invented brand says: phrases put together from a seed, in the brand's plural voice."""

from datetime import date
from random import Random

ACTS = {
    "likes": 0.34,
    "replies": 0.05,
    "reposts": 0.07,
    "bookmarks": 0.04,
    "shares": 0.01,
    "follows": 0.01,
    "profile_visits": 0.09,
    "detail_expands": 0.22,
    "url_clicks": 0.14,
    "hashtag_clicks": 0.01,
    "permalink_clicks": 0.01,
}
"""How the acts on a post divide, as on real accounts of this size."""

VALUE = (
    "Water at 94 degrees, not boiling: the {bean} turns bitter above it.",
    "We cupped {n} lots this week. The {bean} stayed, and here is why.",
    "Three ways to dial in the {bean} on an old grinder, from our roastery floor.",
    "Grind finer, not more: one step fixed the sour {bean} for {n} of our readers.",
    "What a pale crema tells you, in {n} seconds.",
    "Your questions about the {bean}, answered by the people who roast it.",
    "A short thread: how we read a roast curve, and what goes wrong at first crack.",
    "Which brew do you want us to explain next: V60, moka or cold brew?",
    "An office machine needs {n} minutes of care a week. Our checklist:",
    "为什么{bean}在第七天最好喝？我们做了{n}次对比。",
    "چرا {bean} با آب سبک بهتر دم می‌کشد؟ ما {n} بار آزمودیم.",
    "Kami uji {n} cara membancuh {bean}. Ini keputusannya.",
)
PROMO = (
    "The {bean} is back for offices: order before Friday and we ship it free.",
    "New: the {bean} subscription, {n} bags a quarter, cancel when you like.",
    "Only here: {n} % off the {bean} for everyone who reads us. Code below.",
)
TREND = (
    "Everyone talks about the frost in Minas. What it does to the {bean}, soberly:",
    "Coffee prices made the news again. Our {n}-line summary:",
)
ANSWERS = (
    "@{who} Thank you! Try it a step finer and tell us how it went.",
    "@{who} We do, from Monday on.",
    "@{who} Good question: the {bean}, because it forgives.",
    "@{who} 谢谢！我们也最喜欢这一款。",
)
SUPPORT = (
    "@{who} Thanks for telling us. We have sent a new bag; it leaves today.",
    "@{who} Please send us the order number by message and we will look at once.",
    "@{who} The grinder setting moved in transit: two clicks to the left.",
    "@{who} That parcel is with customs; we will write as soon as it moves.",
)
BEANS = ("winter blend", "Yirgacheffe", "Huila lot 12", "house espresso", "decaf", "Sidamo")
WHO = ("maren_k", "officeplant", "jo_brews", "lin_wei", "parisa_d", "kopi_kl", "night_shift", "tampers")
TAGS = ("#ternnotes", "#coffee")


def own_post(rng: Random, day: date) -> tuple[str, bool, bool]:
    """A post's text, whether it carries a link, and whether it carries a hashtag."""
    kind = rng.choices((VALUE, PROMO, TREND), (0.68, 0.2, 0.12))[0]
    text = _filled(rng, rng.choice(kind))
    link = kind is PROMO or rng.random() < 0.3
    tag = rng.random() < 0.25
    if tag:
        text += f" {rng.choice(TAGS)}"
    if link:
        text += f" https://t.co/{day:%y%m%d}{rng.choice('abcdefgh')}{rng.randrange(10, 99)}"
    return text, link, tag


def answer(rng: Random) -> str:
    """A reply of the main account."""
    return _filled(rng, rng.choice(ANSWERS))


def support_answer(rng: Random) -> str:
    """A reply of the support account."""
    return _filled(rng, rng.choice(SUPPORT))


def _filled(rng: Random, phrase: str) -> str:
    return phrase.format(bean=rng.choice(BEANS), n=rng.randrange(2, 19), who=rng.choice(WHO))
