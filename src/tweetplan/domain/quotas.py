"""How many posts of each kind a week still needs: elastic slots, promos, and posts of every topic (T11, W04, T21).

What stands already (kept slots, posts that goals ask for) is counted first; the budgets then share out the rest.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tweetplan.domain.budgets import MIN_POSTS, Counted, allowed, apportioned
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding
from tweetplan.domain.mix import AXES, Band
from tweetplan.domain.values import frozen

FREE = Band()


@frozen
class Want:
    """A post that a goal asks for in the week: from a task that makes a post."""

    title: str
    goal: str
    due: date
    intent: str = "value"
    topic: str = "evergreen"
    format: str = ""
    priority: int = 0
    """Importance × urgency of the goal (G25)."""


@frozen
class Quotas:
    """What is to be laid out: the wants that the budgets bear, and what fills the places left over."""

    elastic: int
    served: tuple[Want, ...]
    promos: int
    topics: tuple[tuple[str, int], ...]
    """Posts of each topic that fill the remaining planned places."""


def quotas_for(
    kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Want]
) -> tuple[Quotas, tuple[Finding, ...]]:
    """The quotas of a week with `open_places` places to fill, and findings: axes that clash, wants left out."""
    elastic, findings = _elastic(kept, open_places, rules, wants)
    served, left_out = _served(kept, open_places, elastic, rules, wants)
    promos = _promos(kept, open_places - elastic, rules, served, bool(wants))
    quotas = Quotas(elastic, served, promos, _topics(kept, open_places, elastic, rules, served))
    return quotas, (*findings, *(_left_out(where, held, rules) for where, held in left_out.items()))


def _served(
    kept: Sequence[Counted], open_places: int, elastic: int, rules: Sequence[PartRule], wants: Sequence[Want]
) -> tuple[tuple[Want, ...], dict[str, list[Want]]]:
    """The wants that find a place and fit the budgets; the others by what leaves them out (such as `intent.promo`).

    Every goal gets its first post before any gets its second, the higher priority first.
    """
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, date, str, int, Want]] = []
    for want in sorted(wants, key=lambda want: (want.due, want.title, want.intent, want.topic)):
        ranked.append((turns[want.goal], -want.priority, want.due, want.goal, len(ranked), want))
        turns[want.goal] += 1
    room = _rooms(kept, open_places, elastic, rules)
    served: list[Want] = []
    left_out: dict[str, list[Want]] = {}
    for *_, want in sorted(ranked, key=lambda rank: rank[:-1]):
        needs = ("place", f"intent.{want.intent}", f"topic.{want.topic}")
        lacking = next((name for name in needs if room.get(name, 1) <= 0), None)
        if lacking is not None:
            left_out.setdefault(lacking, []).append(want)
            continue
        served.append(want)
        for name in needs:
            if name in room:
                room[name] -= 1
    return tuple(served), left_out


def _rooms(kept: Sequence[Counted], open_places: int, elastic: int, rules: Sequence[PartRule]) -> dict[str, int]:
    """How many more posts bear each part of intent and topic, beside what stands and the elastic slots to be laid.

    A window that is too small to judge bears anything.
    """
    room = {"place": open_places - elastic}
    promo = band_of(rules, "intent", "promo")
    posts = sum("intent" in entry.parts for entry in kept) + open_places - elastic
    if promo is not None and posts >= MIN_POSTS:
        low, high = allowed(promo, posts)
        standing = _count(kept, "intent", "promo")
        room["intent.promo"] = high - standing
        room["intent.value"] = posts - max(low, standing) - _count(kept, "intent", "value")
    posts = sum("topic" in entry.parts for entry in kept) + open_places
    if posts < MIN_POSTS:
        return room
    standing_topics = _standing(kept, ())
    standing_topics["trend"] += elastic
    limits = {part: allowed(band_of(rules, "topic", part) or FREE, posts) for part in AXES["topic"]}
    for part, stood in standing_topics.items():
        others = sum(max(limits[other][0], standing_topics[other]) for other in limits if other != part)
        room[f"topic.{part}"] = min(limits[part][1], posts - others) - stood
    return room


def _left_out(where: str, wants: Sequence[Want], rules: Sequence[PartRule]) -> Finding:
    """What was left out of the week, and the smallest change that lets it in."""
    titles = ", ".join(dict.fromkeys(want.title for want in wants))
    goals = ", ".join(dict.fromkeys(want.goal for want in wants))
    posts = "1 post" if len(wants) == 1 else f"{len(wants)} posts"
    if where == "place":
        return Finding(
            "slots.short", "warning", f"{posts} that goals ask for found no place: {titles}.",
            remedy="Add a time to the account's pattern, or ask for fewer posts.",
        )  # fmt: skip
    axis, part = where.split(".")
    asked = next((rule for rule in rules if rule.axis == axis), None)
    named = f"{asked.rule or 'the rule'} of {', '.join(dict.fromkeys(asked.by))}" if asked else "the rule"
    said = f"{axis}: {named} leaves no room for {posts} ({part}) that {goals} asked for: {titles}."
    return Finding(
        "mix.clash", "warning", said, where, f"To free both: let {len(wants)} more be {part}, or ask for fewer."
    )


def band_of(rules: Sequence[PartRule], axis: str, part: str) -> Band | None:
    """The band of a part over every window that has one; with two parts on the axis, the other's band counts too."""
    bands = [rule.band for rule in rules if (rule.axis, rule.part) == (axis, part)]
    parts = AXES.get(axis, ())
    if len(parts) == 2:
        other = parts[1] if part == parts[0] else parts[0]
        bands += [
            Band(round(1 - rule.band.high, 9), round(1 - rule.band.low, 9))
            for rule in rules
            if (rule.axis, rule.part) == (axis, other)
        ]
    if not bands:
        return None
    low, high = max(band.low for band in bands), min(band.high for band in bands)
    return Band(low, high) if low <= high else bands[0]


def _count(entries: Sequence[Counted], axis: str, part: str) -> int:
    return sum(entry.parts.get(axis) == part for entry in entries)


def _elastic(
    kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Want]
) -> tuple[int, tuple[Finding, ...]]:
    """The elastic slots to lay: near the middle of their band, fewer where trends or wanted posts need the room."""
    band = band_of(rules, "plan", "elastic")
    if band is None:
        return 0, ()
    posts = len(kept) + open_places
    standing = _count(kept, "plan", "elastic")
    low, high = (min(open_places, max(0, bound - standing)) for bound in allowed(band, posts))
    aim = min(high, max(low, round((band.low + band.high) / 2 * posts) - standing))
    aim = max(low, min(aim, open_places - len(wants)))
    room = _trend_room(kept, open_places, rules, ())
    if low <= room:
        return max(low, min(aim, _trend_room(kept, open_places, rules, wants))), ()
    return low, (
        Finding(
            "mix.clash", "warning",
            f"plan asks for {low} more elastic slots, topic leaves room for {room}: until taken they count as trend.",
            where="plan.elastic",
            remedy=f"To free both: lower elastic or raise trend by {low - room} of {posts} posts.",
        ),
    )  # fmt: skip


def _trend_room(kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Want]) -> int:
    """How many free elastic slots the topics bear: what trends may have, and what the other topics need not."""
    posts = sum("topic" in entry.parts for entry in kept) + open_places
    standing = _standing(kept, wants)
    trend = band_of(rules, "topic", "trend") or FREE
    needed = sum(
        max(stood, allowed(band_of(rules, "topic", part) or FREE, posts)[0])
        for part, stood in standing.items()
        if part != "trend"
    )
    return max(0, min(allowed(trend, posts)[1], posts - needed) - standing["trend"])


def _standing(kept: Sequence[Counted], wants: Sequence[Want]) -> dict[str, int]:
    """The posts of each topic that stand already: kept, or asked for."""
    return {part: _count(kept, "topic", part) + sum(want.topic == part for want in wants) for part in AXES["topic"]}


def _promos(
    kept: Sequence[Counted], planned: int, rules: Sequence[PartRule], wants: Sequence[Want], asked: bool
) -> int:
    """The promos to lay beside those served: what the band needs, or its most where no goal asks for any post."""
    band = band_of(rules, "intent", "promo")
    if band is None:
        return 0
    low, high = allowed(band, sum("intent" in entry.parts for entry in kept) + planned)
    fixed = _count(kept, "intent", "promo") + sum(want.intent == "promo" for want in wants)
    aim = max(low, fixed) if asked or fixed else high
    return max(0, min(aim - fixed, planned - len(wants)))


def _topics(
    kept: Sequence[Counted], open_places: int, elastic: int, rules: Sequence[PartRule], wants: Sequence[Want]
) -> tuple[tuple[str, int], ...]:
    """How many of the places left over go to each topic, so that the whole week comes within one post of its shares."""
    parts = AXES["topic"]
    filler = open_places - elastic - len(wants)
    bands = [band_of(rules, "topic", part) for part in parts]
    if not any(bands):
        return (("evergreen", filler),)
    standing = [stood + (elastic if part == "trend" else 0) for part, stood in _standing(kept, wants).items()]
    total = sum(standing) + filler
    limits = [allowed(band or FREE, total) for band in bands]
    middles = [None if band is None else (band.low + band.high) / 2 for band in bands]
    left = max(0.0, 1.0 - sum(middle for middle in middles if middle is not None))
    weights = [left / middles.count(None) if middle is None else middle for middle in middles]
    counts = _shared(total, weights, limits, standing)
    return tuple((part, count - stood) for part, count, stood in zip(parts, counts, standing, strict=True))


def _shared(total: int, weights: list[float], limits: list[tuple[int, int]], standing: list[int]) -> tuple[int, ...]:
    """The counts of every topic: within the limits if what stands allows it, else as near as it gets."""
    lows = [max(low, stood) for (low, _), stood in zip(limits, standing, strict=True)]
    highs = [max(high, stood) for (_, high), stood in zip(limits, standing, strict=True)]
    for least, most in ((lows, highs), (standing, highs), (standing, [total] * len(weights))):
        try:
            return apportioned(total, weights, least, most)
        except ValueError:
            continue
    raise AssertionError("what stands is never more than the whole")
