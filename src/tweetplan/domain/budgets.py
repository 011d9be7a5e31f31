"""Mix budgets: how many posts each part of an axis may have, has planned and published (W04, T11, T21, G26).

Shares become counts once, here, so that every screen and check means the same posts by "within one post".
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor
from typing import Literal

from tweetplan.domain.claims import PartRule, band_words, percent
from tweetplan.domain.mix import AXES, Band
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.values import frozen

Verdict = Literal["ok", "below", "above", "too few to judge"]
MIN_POSTS = 5
"""Below this many posts one post is more than a fifth of the window: no verdict on shares."""
LIVE_STATES = frozenset({"published"})
DEAD_STATES = frozenset({"expired", "dropped"})


@frozen
class Counted:
    """One slot or post as the budgets count it: its part on every axis where it counts."""

    parts: Mapping[str, str]
    published: bool = False
    free: bool = False
    """An elastic slot that nobody has taken yet."""


@frozen
class Budget:
    """One part of one axis over one window: what is allowed, planned and published, in posts (hours, money)."""

    axis: str
    part: str
    planned: float
    window: float
    """How much there is in all: the posts of the window that count on this axis, the hours, the money."""
    published: float
    published_window: float
    low: float
    high: float
    deviation: float
    """In posts (hours, money): 0 inside what is allowed, −1 one too few, +2 two too many."""
    verdict: Verdict
    band: Band
    rule: str = ""
    soft: bool = False
    by: tuple[str, ...] = ()
    """Who asked for it: goals by name, the account's own rule, or the general rule."""
    why: str = ""
    """How the counts were made, in words."""
    unit: str = "posts"

    @property
    def kept(self) -> float:
        """What is left of the window: hours or money still held back (G26)."""
        return self.window - self.planned


def counted(slot: Slot | None, post: Post | None, published: bool = False) -> Counted:
    """A slot with the post that took it (or one of the two alone) as the budgets count it.

    An elastic slot that is not taken counts in `plan`, in `topic` as trend, in `intent` and the soft axes as nothing.
    """
    plan = slot.plan if slot else "planned"
    if slot is not None and post is None and plan == "elastic":
        return Counted({"plan": "elastic", "topic": "trend"}, free=True)
    held: dict[str, str] = {"plan": plan}
    for axis in ("intent", "topic", "format"):
        part = (getattr(post, axis) if post else "") or (getattr(slot, axis) if slot else "")
        if part:
            held[axis] = part
    if plan == "elastic" and "topic" not in held:
        held["topic"] = "trend"
    if post is not None:
        held.update({axis: part for axis, part in post.extra.items() if axis not in AXES and part})
    return Counted(held, published or (post is not None and post.state in LIVE_STATES))


def window_entries(
    slots: Iterable[Slot], posts: Iterable[Post], published: frozenset[str] = frozenset()
) -> tuple[Counted, ...]:
    """What a window's slots and posts count as, each once; `published` are ids of posts known from results to be out.

    A post that is no longer wanted does not count, and leaves its slot as it was.
    """
    alive = [post for post in posts if post.state not in DEAD_STATES]
    by_slot = {post.slot: post for post in alive if post.slot}
    slots = tuple(slots)
    known = {slot.id for slot in slots}
    placed = [(slot, by_slot.get(slot.id)) for slot in slots]
    loose = [(None, post) for post in alive if post.slot not in known]
    return tuple(counted(slot, post, post is not None and post.id in published) for slot, post in (*placed, *loose))


def allowed(band: Band, posts: int) -> tuple[int, int]:
    """The least and the most posts of `posts` that satisfy a band, "within one post".

    A band open at one side is kept to the letter (at most 20 % of 14 is 2). One that is narrower than a post, such as
    a bare share, allows one post to either side of its middle (60 % of 17, ±1, is 10 or 11).
    """
    width = round((band.high - band.low) * posts, 9)
    if band.low > 0.0 and band.high < 1.0 and width < 1.0:
        middle = (band.low + band.high) / 2 * posts
        low, high = ceil(round(middle - 1, 9)), floor(round(middle + 1, 9))
    else:
        low, high = ceil(round(band.low * posts, 9)), floor(round(band.high * posts, 9))
    return max(0, low), min(posts, high)


def post_budgets(
    entries: Sequence[Counted],
    rules: Iterable[PartRule],
    min_posts: int = MIN_POSTS,
    unplanned: Sequence[Counted] = (),
) -> tuple[Budget, ...]:
    """The state of every rule but the reserve over one window of one account.

    `unplanned` went out without being planned: it counts among what is published, and not among what is planned.
    """
    return tuple(_post_budget(entries, rule, min_posts, unplanned) for rule in rules if rule.axis != "reserve")


def _post_budget(
    entries: Sequence[Counted], rule: PartRule, min_posts: int, unplanned: Sequence[Counted] = ()
) -> Budget:
    on_axis = [entry for entry in entries if rule.axis in entry.parts]
    out = [entry for entry in (*on_axis, *unplanned) if entry.published and rule.axis in entry.parts]
    planned = sum(entry.parts[rule.axis] == rule.part for entry in on_axis)
    published = sum(entry.parts[rule.axis] == rule.part for entry in out)
    low, high = allowed(rule.band, len(on_axis))
    deviation = _deviation(planned, low, high)
    return Budget(
        rule.axis, rule.part, planned, len(on_axis), published, len(out), low, high, deviation,
        "too few to judge" if len(on_axis) < min_posts else _verdict(deviation),
        rule.band, rule.rule, rule.soft, rule.by, _why(rule, len(on_axis), low, high, min_posts),
    )  # fmt: skip


def _deviation(planned: float, low: float, high: float) -> float:
    return planned - high if planned > high else min(0, planned - low)


def _verdict(deviation: float) -> Verdict:
    return "above" if deviation > 0 else "below" if deviation < 0 else "ok"


def _why(rule: PartRule, posts: int, low: int, high: int, min_posts: int) -> str:
    span = str(low) if low == high else f"{low} to {high}"
    words = f"{rule.part} {band_words(rule.band)} of {posts} posts: {span}"
    if rule.axis == "intent":
        words += "; elastic slots that are still free count as nothing"
    if rule.axis == "topic" and rule.part == "trend":
        words += "; elastic slots that are still free count as trend"
    return words if posts >= min_posts else f"{words}; fewer than {min_posts} posts are too few to judge"


def reserve_budget(
    part: Literal["hours", "money"], used: float, spent: float, total: float, rule: PartRule, unit: str = ""
) -> Budget | None:
    """Whether enough is held back of hours or money (G24, G26): `used` is planned, `spent` paid; None without a total.

    The rule's band is the share held back: at least its low end. A reserve never has too much.
    """
    if total <= 0:
        return None
    high = round(total * (1.0 - rule.band.low), 9)
    deviation = round(_deviation(used, 0.0, high), 9)
    words = f"at least {percent(rule.band.low)} of {total:g} held back: {high:g} may be planned"
    return Budget(
        "reserve", part, used, total, spent, total, 0.0, high, deviation, _verdict(deviation), rule.band, rule.rule,
        rule.soft, rule.by, words, unit or ("h" if part == "hours" else ""),
    )  # fmt: skip


@frozen
class AxisState:
    """One axis as one row: its budgets, and in a word how it stands."""

    axis: str
    budgets: tuple[Budget, ...]
    verdict: Verdict
    counts: str
    """The counts in words: `2 of 14 promo`, `10/3/4`, `31 h of 40 h, 9 kept`."""
    soft: bool = False


def by_axis(budgets: Iterable[Budget]) -> tuple[AxisState, ...]:
    """The budgets gathered into one row an axis, in the order given; hours and money stay two rows."""
    rows: dict[tuple[str, str], list[Budget]] = {}
    for budget in budgets:
        rows.setdefault((budget.axis, budget.part if budget.axis == "reserve" else ""), []).append(budget)
    return tuple(_axis_state(tuple(held)) for held in rows.values())


def _axis_state(held: tuple[Budget, ...]) -> AxisState:
    worst = max(held, key=lambda row: (not row.soft, row.verdict in ("above", "below"), abs(row.deviation)))
    first = held[0]
    if first.axis == "reserve":
        unit = f" {first.unit}" if first.unit else ""
        words = f"{first.planned:g}{unit} of {first.window:g}{unit}, {first.kept:g} kept"
    elif len(held) == 1:
        words = f"{first.planned:g} of {first.window:g} {first.part}"
    else:
        words = "/".join(f"{budget.planned:g}" for budget in held)
    return AxisState(first.axis, held, worst.verdict, words, all(budget.soft for budget in held))


def apportioned(
    total: int, weights: Sequence[float], lows: Sequence[int] = (), highs: Sequence[int] = ()
) -> tuple[int, ...]:
    """`total` whole posts shared out by weight (largest remainder), each part within its own low and high.

    Ties go to the earlier part, so the outcome never depends on chance. Raises `ValueError` when the bounds cannot hold
    the total.
    """
    least = list(lows) or [0] * len(weights)
    most = [min(total, high) for high in highs] or [total] * len(weights)
    if not sum(least) <= total <= sum(most) or any(a > b for a, b in zip(least, most, strict=True)):
        raise ValueError(f"{total} posts cannot be shared out within {least} to {most}")
    whole = sum(weights)
    ideal = [total * weight / whole if whole > 0 else total / len(weights) for weight in weights]
    counts = [min(high, max(low, floor(round(share, 9)))) for share, low, high in zip(ideal, least, most, strict=True)]
    while sum(counts) < total:
        open_parts = [i for i in range(len(counts)) if counts[i] < most[i]]
        counts[max(open_parts, key=lambda i: (round(ideal[i] - counts[i], 9), -i))] += 1
    while sum(counts) > total:
        open_parts = [i for i in range(len(counts)) if counts[i] > least[i]]
        counts[min(open_parts, key=lambda i: (round(ideal[i] - counts[i], 9), -i))] -= 1
    return tuple(counts)
