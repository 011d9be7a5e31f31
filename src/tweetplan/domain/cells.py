"""How many posts of each cell a week needs: its budgets solved for whole posts, exactly (W04, T11, T21).

A post is in one cell: elastic, or planned with an intent and a topic. The budgets ask for sums of cells alone, so they
are solved as counts: every number of elastic slots and of promos is tried, and topics are shared out one post at a time
by what the next one costs, which is exact because each budget's miss is convex in its count.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tweetplan.domain.budgets import MIN_POSTS, Counted, allowed
from tweetplan.domain.claims import PartRule
from tweetplan.domain.mix import AXES, Band
from tweetplan.domain.posts import Planned
from tweetplan.domain.values import frozen

TOPICS = AXES["topic"]
Kind = tuple[str, str]
"""Intent and topic of a planned post."""
CELLS: tuple[tuple[Planned, str, str], ...] = (
    ("elastic", "", "trend"),
    *(("planned", intent, topic) for intent in AXES["intent"] for topic in TOPICS),
)
"""What an open place can become: plan, intent and topic."""
HARD = 1000
"""What one post off a hard rule weighs against one off a soft one: soft rules lean, and never block."""


@frozen
class Ledger:
    """One part of one axis over one window: its band, and what stands in the window beside the open places."""

    axis: str
    part: str
    band: Band
    posts: int
    """Posts that count on the axis."""
    held: int
    """Those of them that are of the part."""
    window: str = "week"
    slack: int = 0
    """By how many posts the rule is relaxed: to find the smallest change that frees a clash."""
    min_posts: int = MIN_POSTS
    weight: int = HARD

    def off(self, posts: int, held: int) -> int:
        """How far the budget is off with so many more posts on the axis, `held` of them of the part, by its weight."""
        whole, found = self.posts + posts, self.held + held
        if whole < self.min_posts:
            return 0
        low, high = _allowed(self.band.low, self.band.high, whole)
        return self.weight * max(0, low - self.slack - found, found - high - self.slack)


@lru_cache(8192)
def _allowed(low: float, high: float, posts: int) -> tuple[int, int]:
    return allowed(Band(low, high), posts)


def ledgers(
    rules: Iterable[PartRule], standing: Sequence[tuple[str, Sequence[Counted]]], min_posts: int = MIN_POSTS
) -> tuple[Ledger, ...]:
    """The rules on the three axes of posts, each over its windows; `standing` is what each window holds by kind.

    A rule whose window is not among them counts over the week.
    """
    kinds = {kind for kind, _ in standing}
    found = []
    for rule in rules:
        if rule.axis not in ("intent", "plan", "topic"):
            continue
        weight = 1 if rule.soft else HARD
        wanted = rule.window if rule.window in kinds else "week"
        for kind, entries in standing:
            if kind == wanted:
                on_axis = [entry.parts[rule.axis] for entry in entries if rule.axis in entry.parts]
                held = on_axis.count(rule.part)
                found.append(Ledger(rule.axis, rule.part, rule.band, len(on_axis), held, kind, 0, min_posts, weight))
    return tuple(found)


@frozen
class Week:
    """What is to be solved: the open places, the rules, and what spacing bears."""

    open: int
    ledgers: tuple[Ledger, ...]
    guards: tuple[int, ...]
    """By the number of promos: the planned posts of value that must lie between them (`spacing.Row.guards`)."""

    def on(self, axis: str) -> tuple[Ledger, ...]:
        """The rules of one axis."""
        return tuple(one for one in self.ledgers if one.axis == axis)


@frozen
class Counts:
    """How many open places become what, and by how many posts the budgets are then off."""

    elastic: int
    promos: int
    topics: tuple[int, ...]
    """Of the planned places, in the order of `AXES["topic"]`."""
    off: int
    """Weighed: `HARD` for each post off a hard rule, 1 for each off a soft one."""

    @property
    def missed(self) -> int:
        """By how many posts the hard budgets are off."""
        return self.off // HARD


@frozen
class Wish:
    """What the counts should lean to among those that are equally right."""

    served: tuple[tuple[Kind, int], ...] = ()
    """Posts that goals ask for and that must be among them."""
    most_promos: bool = False
    """Take the most promos that the rules bear, not the least."""

    @property
    def posts(self) -> int:
        """How many posts are asked for."""
        return sum(count for _, count in self.served)

    def of(self, axis: int, part: str) -> int:
        """How many of them have this intent (0) or topic (1)."""
        return sum(count for kind, count in self.served if kind[axis] == part)


@lru_cache(65536)
def best_counts(week: Week, wish: Wish) -> Counts | None:
    """The counts with the least miss that hold what is wished for; None when it does not fit into the places.

    Among equals: elastic slots nearest to the middle of their band or to what trends may have, promos the fewest or
    the most, topics nearest to their shares.
    """
    best: Counts | None = None
    for elastic in _elastic_order(week, wish):
        off = _miss(week.on("plan"), week.open, {"elastic": elastic, "planned": week.open - elastic})
        if best is not None and off >= best.off:
            continue
        found = _filled(week, wish, elastic, off)
        if found is not None and (best is None or found.off < best.off):
            best = found
            if best.off == 0:
                break
    return best


def holds(week: Week, wish: Wish, missed: int) -> bool:
    """Whether the wish can be had with the hard budgets off by no more posts than `missed`."""
    found = best_counts(week, wish)
    return found is not None and found.missed <= missed


def _miss(rules: Sequence[Ledger], posts: int, held: dict[str, int]) -> int:
    return sum(one.off(posts, held.get(one.part, 0)) for one in rules)


def _elastic_order(week: Week, wish: Wish) -> list[int]:
    """Every number of elastic slots that leaves room for what is wished: from what band and trends mean outwards."""
    most = week.open - wish.posts
    aims = []
    for one in week.on("plan"):
        low, high = one.band.low, one.band.high
        if one.part == "planned":
            low, high = 1 - high, 1 - low
        held = one.held if one.part == "elastic" else one.posts - one.held
        aims.append(round((low + high) / 2 * (one.posts + week.open)) - held)
    aim = min(aims) if aims else 0
    trends = [one for one in week.on("topic") if one.part == "trend"]
    for one in trends:  # they count as trend until taken: what trends may have is what all budgets bear best
        middle = (one.band.low + one.band.high) / 2 * (one.posts + week.open)
        aim = min(aim, max(0, round(middle) - one.held))
    return sorted(range(most + 1), key=lambda count: (abs(count - aim), -count))


def _filled(week: Week, wish: Wish, elastic: int, off: int) -> Counts | None:
    planned = week.open - elastic
    promos = _promos(week, wish, planned)
    if promos is None:
        return None
    topics = _topics(week, wish, elastic)
    return Counts(elastic, promos[1], topics, off + promos[0] + _topic_miss(week, topics, elastic))


def _promos(week: Week, wish: Wish, planned: int) -> tuple[int, int] | None:
    """The best number of promos, with its miss: as many as spacing bears and wishes leave."""
    rules = week.on("intent")
    tried = []
    for count in range(wish.of(0, "promo"), planned - wish.of(0, "value") + 1):
        if count >= len(week.guards) or planned - count < week.guards[count]:
            break
        miss = _miss(rules, planned, {"promo": count, "value": planned - count})
        tried.append((miss, (-count if wish.most_promos else count) if rules else count))
    if not tried:
        return None
    miss, count = min(tried)
    return miss, abs(count)


def _topics(week: Week, wish: Wish, elastic: int) -> tuple[int, ...]:
    """The topics of the planned places, each next post where it costs least, then where its share lacks most."""
    rules = week.on("topic")
    counts = [wish.of(1, topic) for topic in TOPICS]
    if not rules:
        counts[0] += week.open - elastic - sum(counts)
        return tuple(counts)
    shares = _shares(rules)
    held = [max((one.held for one in rules if one.part == topic), default=0) for topic in TOPICS]
    whole = max(one.posts for one in rules) + week.open
    extra = [elastic if topic == "trend" else 0 for topic in TOPICS]
    costs = [[one for one in rules if one.part == topic] for topic in TOPICS]
    for _ in range(week.open - elastic - sum(counts)):
        steps = []
        for index in range(len(TOPICS)):
            now = counts[index] + extra[index]
            step = sum(one.off(week.open, now + 1) - one.off(week.open, now) for one in costs[index])
            lack = round(shares[index] * whole - held[index] - now, 9)
            steps.append((step, -lack, -lack / (shares[index] or 1.0), index))
        counts[min(steps)[-1]] += 1
    return tuple(counts)


def _topic_miss(week: Week, topics: Sequence[int], elastic: int) -> int:
    held = dict(zip(TOPICS, topics, strict=True))
    held["trend"] += elastic
    return _miss(week.on("topic"), week.open, held)


def _shares(rules: Sequence[Ledger]) -> list[float]:
    """The share of each topic to lean to: the middle of its band, what is left over going to those without one."""
    middles: list[float | None] = []
    for topic in TOPICS:
        bands = [one.band for one in rules if one.part == topic]
        middles.append((bands[0].low + bands[0].high) / 2 if bands else None)
    left = max(0.0, 1.0 - sum(middle for middle in middles if middle is not None))
    return [left / middles.count(None) if middle is None else middle for middle in middles]
