"""People of an audience: who they are, when they were last heard of, and what was tried with them (G17, W08, W13)."""

from datetime import date, timedelta

from tweetplan.domain.values import frozen

SEGMENTS = ("potential", "existing", "influencers", "media", "inner circle")
"""Each with a target of its own (G17); the inner circle gets content of its own (W08)."""
_WORDS = {
    "potential": "potential", "potential customer": "potential", "prospect": "potential", "lead": "potential",
    "existing": "existing", "existing customer": "existing", "customer": "existing", "client": "existing",
    "influencer": "influencers", "kol": "influencers", "creator": "influencers", "media": "media", "press": "media",
    "journalist": "media", "inner circle": "inner circle", "inner_circle": "inner circle", "vip": "inner circle",
    "high value": "inner circle", "high_value": "inner circle",
}  # fmt: skip
OUTCOMES = ("came back", "no answer", "declined")
"""What can come of an invitation."""
WITHOUT_RESULT = ("no answer", "declined")
ANSWER_TIME = timedelta(days=14)
"""An invitation older than this, without a word since, was without result."""


def segment_of(word: str) -> str:
    """One of `SEGMENTS` for what a file or a person calls it; any other word stays as it is, in lower case."""
    plain = " ".join(word.casefold().split())
    return _WORDS.get(plain) or _WORDS.get(plain.removesuffix("s")) or plain


def next_birthday(birthday: str, day: date) -> date | None:
    """The next birthday from a day on, of `1990-03-18` or `03-18`; None for what is no day. 29 February is 1 March."""
    parts = birthday.strip().strip("-").split("-")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    month, day_of = int(parts[-2]), int(parts[-1])
    for year in (day.year, day.year + 1):
        try:
            found = date(year, month, day_of)
        except ValueError:
            if (month, day_of) != (2, 29):
                return None
            found = date(year, 3, 1)
        if found >= day:
            return found
    return None


@frozen
class Invitation:
    """One gentle try to bring somebody back."""

    id: str
    account: str
    handle: str
    programme: str
    kind: str
    at: str
    login: str
    outcome: str = ""
    outcome_at: str = ""
    version: int = 0


@frozen
class Person:
    """Somebody in the audience as far as files and the team tell."""

    account: str
    handle: str
    segment: str = ""
    followers: int | None = None
    last_seen: str = ""
    """The day of the last interaction known: a file's word, or a mention."""
    birthday: str = ""
    value: float | None = None
    owner: str = ""
    note: str = ""
    held_out: bool = False
    """Drawn by lot to be left alone in the running programme (W16)."""
    avoid: bool = False
    fit: float | None = None
    """0 to 1: how well they suit us, as somebody said."""
    collaboration: str = ""
    """What is meant to be done together (G20)."""
    mentions: int = 0
    tries: int = 0
    """Invitations so far."""
    last_try: str = ""
    failed: int = 0
    """Invitations that were without result."""
    came_back: int = 0


def steps(tries: int, most: int, mentions: int) -> str:
    """The next gentle step: something personal, then something exclusive, then let go (W10, W13, W14)."""
    if tries >= most:
        return "let go: no more invitations"
    if tries == 0:
        return "thank them for what they wrote, by name" if mentions else "ask them in a poll or a gentle question"
    return "offer something of their own: early access, a code, a seat"
