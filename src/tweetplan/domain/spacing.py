"""How near posts may lie: hours apart, so many a day, promos a day apart with a post between (W04, W14)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from tweetplan.domain.posts import Slot
from tweetplan.domain.slots import PROMO_GAP
from tweetplan.domain.values import frozen

Cost = Callable[[int, int], float]
"""What it costs to have promo `turn` at place `index`."""
_GAP = int(PROMO_GAP.total_seconds() // 60)


@frozen
class Rhythm:
    """How often an account speaks at most; nothing is forbidden unless it is said."""

    apart: timedelta = timedelta(0)
    """The least time between two posts: X shows an author's next post to fewer people."""
    a_day: int = 1000
    """The most posts on one day (W14)."""


def bearable(
    places: Iterable[Slot], standing: Iterable[Slot], rhythm: Rhythm
) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """The places that the rhythm bears beside what stands, the earliest first, and those that it leaves out."""
    held, a_day = [], Counter[object]()
    for slot in standing:
        held.append(slot.at)
        a_day[slot.day] += 1
    taken: list[Slot] = []
    left: list[Slot] = []
    for place in sorted(places, key=lambda place: (place.at, place.id)):
        near = any(abs(place.at - at) < rhythm.apart for at in held) if rhythm.apart else False
        if near or a_day[place.day] >= rhythm.a_day:
            left.append(place)
            continue
        taken.append(place)
        held.append(place.at)
        a_day[place.day] += 1
    return tuple(taken), tuple(left)


@frozen
class Row:
    """The open places of a week in order of time, in minutes, among what stands: where promos can lie.

    `promos` and `values` are the kept posts of either intent, those around the week among them.
    """

    places: tuple[int, ...]
    promos: tuple[int, ...] = ()
    values: tuple[int, ...] = ()

    @property
    def guards(self) -> tuple[int, ...]:
        """By the number of promos laid: how many other open places must be posts of value between them, at least.

        Elastic slots are no such post, for nobody knows what they become. Ends where more promos have no place.
        """
        return _guards(self)

    def positions(self, count: int, spare: int, cost: Cost) -> tuple[int, ...]:
        """The places of `count` promos at the least cost that need at most `spare` posts of value; empty: none."""
        for weight in (1e-6, 1e6):
            found = _cheapest(self, count, cost, weight)
            if found is not None and found[0] <= spare:
                return found[1]
        return ()

    def stretches(self, promos: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """The open places between each two promos of which one must be a post of value, where no kept post is one."""
        laid = {self.places[i] for i in promos}
        times = sorted({*self.promos, *laid})
        found = []
        for one, other in pairwise(times):
            inside = tuple(i for i, at in enumerate(self.places) if one < at < other)
            if inside and {one, other} & laid and not any(one < at < other for at in self.values):
                found.append(inside)
        return tuple(found)


def row_of(places: Sequence[Slot], kept: Iterable[Slot]) -> Row:
    """The row of these places; minutes count from the first of them, so that weeks that are alike have one row."""
    if not places:
        return Row(())
    start = places[0].at.astimezone(UTC)
    said = sorted((_minutes(start, slot.at), slot.intent == "promo") for slot in kept if slot.intent)
    end = _minutes(start, places[-1].at)
    inner = [one for one in said if 0 <= one[0] <= end]
    left = _nearest([one for one in reversed(said) if one[0] < 0], 0)
    right = _nearest([one for one in said if one[0] > end], end)
    held = sorted({*left, *inner, *right})
    promos, values = (tuple(at for at, promo in held if promo is wanted) for wanted in (True, False))
    return Row(tuple(_minutes(start, place.at) for place in places), promos, values)


def _nearest(beyond: Sequence[tuple[int, bool]], edge: int) -> list[tuple[int, bool]]:
    """Of what stands on one side, the nearest first: the last promo, if it can be too near or in a row."""
    for turn, (at, promo) in enumerate(beyond):
        if promo:
            if turn and abs(at - edge) >= _GAP:
                return []
            far = max(-2 * _GAP, min(2 * _GAP, at - edge))
            return [(edge + far, True), *((one, False) for one, _ in beyond[:1] if turn)]
    return []


def _minutes(start: datetime, moment: datetime) -> int:
    return int((moment - start).total_seconds() // 60)


def _guard(row: Row, one: int, other: int) -> int:
    """Between two promos: 0 when a kept post lies between, 1 when an open place must, -1 when they cannot both be."""
    if other - one < _GAP:
        return -1
    if any(one < at < other for at in row.values):
        return 0
    return 1 if any(one < at < other for at in row.places) else -1


def _before(row: Row, i: int) -> int:
    earlier = [promo for promo in row.promos if promo <= row.places[i]]
    return _guard(row, max(earlier), row.places[i]) if earlier else 0


def _after(row: Row, i: int) -> int:
    later = [promo for promo in row.promos if promo > row.places[i]]
    return _guard(row, row.places[i], min(later)) if later else 0


def _pair(row: Row, i: int, j: int, first: Sequence[int], last: Sequence[int]) -> int:
    if not any(row.places[i] < promo <= row.places[j] for promo in row.promos):
        return _guard(row, row.places[i], row.places[j])
    return -1 if last[i] < 0 or first[j] < 0 else last[i] + first[j]


@lru_cache(2048)
def _steps(row: Row) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """What must be guarded before the first promo, between each two that follow each other, and after the last."""
    every = range(len(row.places))
    first, last = tuple(_before(row, i) for i in every), tuple(_after(row, i) for i in every)
    pairs = tuple(tuple(_pair(row, i, j, first, last) if i < j else -1 for j in every) for i in every)
    return first, pairs, last


@lru_cache(2048)
def _guards(row: Row) -> tuple[int, ...]:
    found = [0]
    while len(found) <= len(row.places):
        best = _cheapest(row, len(found), lambda turn, index: 0.0, 1.0)
        if best is None:
            break
        found.append(best[0])
    return tuple(found)


def _cheapest(row: Row, count: int, cost: Cost, weight: float) -> tuple[int, tuple[int, ...]] | None:
    """The best places of `count` promos, each guard at `weight`, and the guards they need; None: they do not fit."""
    if count == 0:
        return 0, ()
    first, pairs, last = _steps(row)
    every = range(len(row.places))
    best: dict[int, tuple[float, int, tuple[int, ...]]] = {
        i: (first[i] * weight + cost(0, i), first[i], (i,)) for i in every if first[i] >= 0
    }
    for turn in range(1, count):
        following: dict[int, tuple[float, int, tuple[int, ...]]] = {}
        for j in every:
            reached = [
                (paid + pairs[i][j] * weight, guards + pairs[i][j], (*way, j))
                for i, (paid, guards, way) in best.items()
                if i < j and pairs[i][j] >= 0
            ]
            if reached:
                paid, guards, way = min(reached)
                following[j] = (paid + cost(turn, j), guards, way)
        best = following
    ended = [
        (paid + last[i] * weight, guards + last[i], way) for i, (paid, guards, way) in best.items() if last[i] >= 0
    ]
    return min(ended)[1:] if ended else None
