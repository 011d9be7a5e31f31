"""How many posts of each kind a week still needs: elastic slots, promos, and posts of every topic (T11, W04, T21).

What stands already (kept slots, posts that goals ask for) is counted first; the budgets then share out the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tweetplan.domain.budgets import Counted, allowed, apportioned
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding
from tweetplan.domain.mix import AXES, Band

FREE = Band()


class Asked(Protocol):
    """A post that somebody asks for, as far as budgets care."""

    @property
    def intent(self) -> str:
        """Value or promo."""

    @property
    def topic(self) -> str:
        """Evergreen, industry or trend."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """What is still to be laid out, beside the posts asked for."""

    elastic: int
    promos: int
    topics: tuple[tuple[str, int], ...]
    """Posts of each topic that fill the remaining planned places."""


def quotas_for(
    kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Asked]
) -> tuple[Quotas, tuple[Finding, ...]]:
    """The quotas of a week with `open_places` places to fill, and a finding where two axes cannot both be had."""
    elastic, findings = _elastic(kept, open_places, rules, wants)
    served = list(wants[: open_places - elastic])
    return Quotas(
        elastic, _promos(kept, open_places - elastic, rules, served), _topics(kept, open_places, elastic, rules, served)
    ), findings


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
    kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Asked]
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
    room = _trend_room(kept, open_places, rules, wants)
    if low <= room:
        return min(aim, room), ()
    return low, (
        Finding(
            "mix.clash", "warning",
            f"plan asks for {low} more elastic slots, topic leaves room for {room}: until taken they count as trend.",
            where="plan.elastic",
            remedy=f"To free both: lower elastic or raise trend by {low - room} of {posts} posts.",
        ),
    )  # fmt: skip


def _trend_room(kept: Sequence[Counted], open_places: int, rules: Sequence[PartRule], wants: Sequence[Asked]) -> int:
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


def _standing(kept: Sequence[Counted], wants: Sequence[Asked]) -> dict[str, int]:
    """The posts of each topic that stand already: kept, or asked for."""
    return {part: _count(kept, "topic", part) + sum(want.topic == part for want in wants) for part in AXES["topic"]}


def _promos(kept: Sequence[Counted], planned: int, rules: Sequence[PartRule], wants: Sequence[Asked]) -> int:
    """The promos to lay beside those asked for: what the band needs, or its most where no goal asks for posts."""
    band = band_of(rules, "intent", "promo")
    if band is None:
        return 0
    low, high = allowed(band, sum("intent" in entry.parts for entry in kept) + planned)
    fixed = _count(kept, "intent", "promo") + sum(want.intent == "promo" for want in wants)
    aim = max(low, fixed) if wants or fixed else high
    return max(0, min(aim - fixed, planned - len(wants)))


def _topics(
    kept: Sequence[Counted], open_places: int, elastic: int, rules: Sequence[PartRule], wants: Sequence[Asked]
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
