"""Which open place becomes what: promos first for they bear the least company, then wants, elastic slots, the rest.

Promos get the places nearest to their days that lie a day apart with another post between; a post for a goal that lives
by the audience's peaks takes the best hour of its day (G22); elastic slots and topics are spread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.cells import TOPICS
from tweetplan.domain.posts import Slot
from tweetplan.domain.quotas import Quotas, Want
from tweetplan.domain.spacing import Row

Scores = Mapping[str, Mapping[tuple[int, int], float]]
"""By measure: how well a post does at a weekday (Monday 0) and hour of the readers' zone."""
OPEN = "elastic"
"""The measure that says how much an hour is worth a try, for elastic slots."""
EARLY = 8.0
"""Days that a post before its day is as bad as after it: it goes out on the day its task is due, or soon after."""


def placed(places: Sequence[Slot], row: Row, quotas: Quotas, scores: Scores) -> list[Slot]:
    """Every open place as a slot; places are in order of time."""
    promos = _promos(places, row, quotas, scores)
    laid: dict[int, Slot] = {}
    wants = list(quotas.served)
    for index, want in zip(promos, _in_order(wants, [places[i].day for i in promos]), strict=True):
        if want is not None:
            laid[index] = dressed(places[index], want)
    fixed = set(promos)
    bare = [stretch for stretch in row.stretches(promos)]
    spare = len(places) - len(promos) - quotas.counts.elastic - len(bare)
    for want in sorted((want for want in wants if want.intent != "promo"), key=_order):
        free = [i for i in range(len(places)) if i not in fixed and (spare > 0 or any(i in one for one in bare))]
        same = [slot.at for slot in laid.values() if slot.goal == want.goal]
        best = min(free, key=lambda i: (*liking(places[i], want, scores, same), i))
        laid[best] = dressed(places[best], want)
        fixed.add(best)
        left = [stretch for stretch in bare if best not in stretch]
        spare, bare = spare - (len(left) == len(bare)), left
    for index in _elastic(places, row, promos, fixed, quotas.counts.elastic, scores.get(OPEN, {})):
        laid[index] = replace(places[index], plan="elastic", topic="trend")
    rest = [index for index in range(len(places)) if index not in laid]
    topics = dict(zip(TOPICS, quotas.fillers[1], strict=True))
    for index, topic in zip(rest, strided(topics, len(rest)), strict=True):
        laid[index] = replace(places[index], intent="promo" if index in promos else "value", topic=topic)
    return [laid[index] for index in range(len(places))]


def dressed(place: Slot, want: Want) -> Slot:
    """The place as the slot of a want."""
    return replace(
        place, intent=want.intent, topic=want.topic, format=want.format, goal=want.goal, title=want.title
    )  # fmt: skip


def _order(want: Want) -> tuple[date, str, str, str]:
    return want.due, want.goal, want.title, want.topic


def liking(place: Slot, want: Want, scores: Scores, same: Sequence[object] = ()) -> tuple[float, float, float]:
    """How ill a place suits a want: days from when it is due, then its hour, then nearness to others of its goal."""
    best = scores.get(want.peaks, {}) if want.peaks else {}
    nearest = min((abs((place.at - at).total_seconds()) for at in same), default=0.0)  # type: ignore[operator]
    return late(place.day, want.due), -best.get(hour_of(place), 0.0), -nearest


def late(day: date, due: date) -> float:
    """Days after the due day; before it, `EARLY` and more."""
    days = (day - due).days
    return float(days) if days >= 0 else EARLY - days


def hour_of(place: Slot) -> tuple[int, int]:
    """The weekday and hour of a place in its zone."""
    return place.day.weekday(), int(place.time[:2])


def _promos(places: Sequence[Slot], row: Row, quotas: Quotas, scores: Scores) -> tuple[int, ...]:
    """The places of all promos: wanted ones near their days and at their peaks, the others evenly between."""
    count = quotas.counts.promos
    if not count:
        return ()
    wanted = sorted((want for want in quotas.served if want.intent == "promo"), key=_order)
    first, span = places[0].at, places[-1].at - places[0].at
    extra = count - len(wanted)
    targets: list[tuple[float, Want | None]] = [((want.due - places[0].day).days + 0.5, want) for want in wanted]
    targets += [((2 * turn + 1) / (2 * extra) * (span / timedelta(days=1)), None) for turn in range(extra)]
    targets.sort(key=lambda target: target[0])

    def cost(turn: int, index: int) -> float:
        place, (moment, want) = places[index], targets[turn]
        if want is None:
            return abs((place.at - first) / timedelta(days=1) - moment) / 8
        days, hour, _ = liking(place, want, scores)
        return days + hour / 64 + index / 4096

    return row.positions(count, len(places) - count - quotas.counts.elastic, cost)


def _in_order(wants: Sequence[Want], days: Sequence[date]) -> list[Want | None]:
    """The promos that goals want, one for each place in the same order, where they are the least late."""
    wanted: list[Want | None] = [*sorted((want for want in wants if want.intent == "promo"), key=_order)]
    spare = len(days) - len(wanted)
    best: dict[int, tuple[float, tuple[Want | None, ...]]] = {0: (0.0, ())}
    for day in days:
        following: dict[int, tuple[float, tuple[Want | None, ...]]] = {}
        for used, (paid, way) in best.items():
            steps: list[tuple[int, float, Want | None]] = []
            if len(way) - used < spare:
                steps.append((used, 0.0, None))
            if used < len(wanted):
                want = wanted[used]
                assert want is not None
                steps.append((used + 1, late(day, want.due), want))
            for now, more, chosen in steps:
                if now not in following or paid + more < following[now][0]:
                    following[now] = (paid + more, (*way, chosen))
        best = following
    return list(best[len(wanted)][1])


def _elastic(
    places: Sequence[Slot],
    row: Row,
    promos: Sequence[int],
    fixed: set[int],
    elastic: int,
    tries: Mapping[tuple[int, int], float],
) -> list[int]:
    """The places held open, spread over the week; one planned post stays between each two promos.

    With `tries`, each takes the time most worth a try of its own stretch of the week.
    """
    chosen: list[int] = []
    count, stretches = len(places), row.stretches(promos)
    free = [i for i in range(count) if i not in fixed]
    for turn in range(elastic):
        ideal = (2 * turn + 1) * count / (2 * elastic) - 0.5
        usable = [i for i in free if i not in chosen and _spared(i, stretches, chosen, promos)]
        usable = usable or [i for i in free if i not in chosen]
        near = [i for i in usable if abs(i - ideal) <= count / (2 * elastic)]
        if tries and near:
            chosen.append(max(near, key=lambda i: (tries.get(hour_of(places[i]), 0.0), -i)))
        else:
            chosen.append(min(usable, key=lambda i: (abs(i - ideal), i)))
    return chosen


def _spared(index: int, stretches: Sequence[Sequence[int]], chosen: Sequence[int], promos: Sequence[int]) -> bool:
    """Whether another planned post is left in each stretch when this place is held open."""
    return all(
        any(i != index and i not in chosen and i not in promos for i in stretch)
        for stretch in stretches
        if index in stretch
    )


def strided(quotas: dict[str, int], count: int) -> list[str]:
    """A sequence in which every topic is spread as evenly as its quota allows."""
    used = dict.fromkeys(quotas, 0)
    row = []
    for turn in range(1, count + 1):
        topic = max(quotas, key=lambda part: (quotas[part] * turn - used[part] * count, quotas[part], part))
        used[topic] += 1
        row.append(topic)
    return row
