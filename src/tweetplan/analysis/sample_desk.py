"""What the sample's team writes at its desk, and what people say to the brand. All of it is invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LINK = "https://tern.example/office"

IDEAS = (
    ("ben", "Which bean for which office: one picture, three questions", "educational"),
    ("farid", "A day at the roastery, told by the person who opens it at five", "entertaining"),
    ("li", "The three posts that brought most leads this quarter, and what they share", "industry insight"),
    ("dewi", "Answer the five questions that reached us most often this month", "practical tip"),
)
"""Who noted it, what it is about, and the kind of value it would have."""

DRAFTS = (
    (
        "ben",
        "Descaling an office machine takes nine minutes. Most skip step four:\n\n1. Empty the tray\n2. Half a litre of"
        " citric acid\n3. Two full cycles\n4. Two cycles of plain water\n\nThe fourth is the one that you taste.",
        "practical tip",
    ),
    (
        "farid",
        "We changed our roast curve for the Huila lot last week.\n---\nFirst crack came 40 seconds sooner, so we"
        " lowered the heat at 178 degrees.\n---\nThe cup: less smoke, more plum. Notes from the tasting below.",
        "educational",
    ),
    (
        "owner",
        "Our office guide is out: how much coffee a team of 12, 40 or 120 people drinks, and which machine keeps"
        " up. Read it before you sign anything.",
        "industry insight",
    ),
)
"""The same: who writes it, its text so far, and the kind of value it has."""

ASKED_BACK = (
    "ben",
    "I promise: my decaf is the best you will ever drink!!! Order today #coffee #office #decaf #sale",
    "Say what makes it good: the water process and the altitude. We are a team, and one hashtag is plenty.",
)

IN_REVIEW = (
    "Cold brew for a meeting of ten: 800 g coarse, 6 litres, 14 hours in the fridge. We tried four ratios so that "
    "you do"
    " not have to."
)
"""Written by the creator: waits for the viewer's yes."""

MINE_IN_REVIEW = (
    "Three offices, three months, one machine each: what broke, what it cost and what people drank. The numbers "
    "are in the"
    " guide, the surprises in this thread.\n---\nSurprise one: the smallest office drank the most."
)
"""Written by the viewer: waits for somebody else's yes."""

POLL = ("What shall we explain next?", ("V60 in four minutes", "Moka without bitterness", "Cold brew for a team"))

APPROVED = (
    "The water question, answered once and for all: 94 degrees, soft, and fresh. Hard water eats your crema first."
)
SCHEDULED = (
    "Grinders drift. Two clicks a week keep an office grinder honest; here is how to hear that it is time.",
    "Order before Friday and the winter blend ships free to offices. 24 kg are left, and we are not making more of it.",
)
HANDED = (
    "Yirgacheffe, washed, 1,950 metres: lemon first, then black tea. We brew it at 92 degrees, and "
    "never for a boardroom."
)
LOST = "Two of our readers asked how long an open bag keeps. Ten days, closed, in the dark. Not in the fridge, ever."
"""Handed off, its slot passed, and in no export: somebody has to say whether it went out."""

TEMPLATE = "We tried {n} ways to {do}. What held up, in one line each:"

TAGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Only here:", {"intent": "promo"}),
    ("is back for offices", {"intent": "promo"}),
    ("a quarter, cancel when you like", {"intent": "promo"}),
    ("We cupped", {"intent": "value", "topic": "evergreen"}),
    ("Grind finer", {"intent": "value", "topic": "evergreen"}),
    ("frost in Minas", {"intent": "value", "topic": "trend"}),
    ("Coffee prices", {"intent": "value", "topic": "industry"}),
)
"""What the analyst said that posts of the last months were, by words that they hold."""
TAGGED_DAYS = 90

VOICES: tuple[tuple[str, str, int, str, float, float | None], ...] = (
    ("@TernCoffee", "jo_brews", 1200, "My grinder arrived with the setting moved and now everything tastes sour. "
     "Help?", 2, None),
    ("@TernCoffee", "kopi_kl", 310, "Mesin saya rosak selepas seminggu, boleh tolong?", 5, None),
    ("@TernCoffee", "officeplant", 90, "Order 4471 has not moved since Tuesday. Where is it?", 20, 1.1),
    ("@TernCoffee", "parisa_d", 2400, "بسته من هنوز نرسیده است، می‌توانید پیگیری کنید؟", 26, 1.6),
    ("@TernCoffee", "night_shift", 150, "The tray leaks again, the second time. How do I send it back?", 30, 2.4),
    ("@TernCoffee", "lin_wei", 860, "请问办公室机器有租赁方案吗？我们有四十个人。", 4, None),
    ("@TernCoffee", "brightdesk", 5400, "How much is the office machine for 40 people, delivered to Lyon?", 7, None),
    ("@TernCoffee", "cupandcode", 48200, "Writing about coffee in offices for my newsletter (30k readers). Up for "
     "an interview?", 9, None),
    ("@TernCoffee", "maren_k", 640, "The winter blend is the best thing that happened to our Mondays. Thank "
     "you!", 22, 0.7),
    ("@TernCoffee", "tampers", 75, "Love the descaling checklist, printed it for the kitchen.", 28, 3.0),
    ("@TernCoffee", "freecryptonow", 12, "Get 5000 followers fast, click my profile for the airdrop!!", 11, None),
    ("@TernCoffee", "grumpybarista", 410, "You are all idiots and your coffee is garbage.", 15, None),
)  # fmt: skip
"""To whom, who, followers, what they said, how many hours ago, and after how many it was answered (None: not yet)."""

PEOPLE: tuple[tuple[str, str, int, int], ...] = (
    ("maren_k", "customer", 640, 1), ("brightdesk", "lead", 5400, 1), ("lin_wei", "lead", 860, 1),
    ("cupandcode", "influencer", 48200, 1), ("flatwhitefiona", "influencer", 21500, 12),
    ("roastreport", "influencer", 9300, 64),
    ("jo_brews", "customer", 1200, 1), ("kopi_kl", "customer", 310, 1), ("officeplant", "customer", 90, 1),
    ("parisa_d", "customer", 2400, 1), ("night_shift", "customer", 150, 1), ("tampers", "regular", 75, 1),
    ("deskandbean", "customer", 530, 47), ("northlight_hr", "customer", 1700, 58), ("studio_elm", "customer", 260, 83),
    ("quietdesk", "regular", 180, 71), ("pixelpress", "regular", 940, 39), ("kaffeekasse", "regular", 320, 15),
)  # fmt: skip
"""Handle, segment, followers, and days since they last spoke with the brand."""


@dataclass(frozen=True)
class Files:
    """CSV texts of what people said and who they are, by account handle."""

    mentions: dict[str, str]
    people: str


def voices(now: datetime) -> Files:
    """The sample's mentions and people relative to a moment, in the generic CSV."""
    mentions = {handle: ["id,author,created_at,text,followers,answered_at"] for handle, *_ in VOICES}
    for place, (handle, author, followers, text, hours, answered) in enumerate(VOICES):
        at = now - timedelta(hours=hours, minutes=7 * place)
        back = f"{at + timedelta(hours=answered):%Y-%m-%dT%H:%M:%SZ}" if answered is not None else ""
        quoted = '"' + text.replace('"', '""') + '"'
        ref = 1_990_000_000_000_000_000 + place * 7_919_000_000
        mentions[handle].append(f"{ref},@{author},{at:%Y-%m-%dT%H:%M:%SZ},{quoted},{followers},{back}")
    people = ["handle,segment,followers,last_interaction"]
    people += [
        f"@{name},{segment},{count},{now - timedelta(days=days):%Y-%m-%d}" for name, segment, count, days in PEOPLE
    ]
    return Files({handle: "\n".join(lines) + "\n" for handle, lines in mentions.items()}, "\n".join(people) + "\n")
