"""Laying a week out: the account's patterns, the posts its goals ask for, and the budgets, made into slots.

Deterministic and idempotent: the same week laid out twice gives the same slots with the same ids. What a person locked,
what a post has taken and what has passed stays as it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import Budget, post_budgets, window_entries
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Account
from tweetplan.domain.posts import Pattern, Post, Slot
from tweetplan.domain.quotas import Quotas, quotas_for

DEFAULT_TIMES = ("09:00", "13:00", "17:00")
"""Three posts on a weekday in the audience's zone: what a small team can do well (G04: 3–5 a day)."""
PROMO_GAP = timedelta(hours=24)
"""Two promos closer than this are moved apart where a place allows it (W04, W14)."""


@dataclass(frozen=True, slots=True)
class Want:
    """A post that a goal asks for in the week: from a task that makes a post."""

    title: str
    goal: str
    due: date
    intent: str = "value"
    topic: str = "evergreen"
    format: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The slots of a week, and what could not be had."""

    slots: tuple[Slot, ...]
    budgets: tuple[Budget, ...] = ()
    findings: tuple[Finding, ...] = ()


def default_pattern(account: Account) -> Pattern:
    """The pattern of an account that has none: weekdays at 09:00, 13:00 and 17:00 of its audience."""
    return Pattern(account.key, (0, 1, 2, 3, 4), DEFAULT_TIMES)


def slot_at(account: Account, day: date, clock: str, zone: str) -> Slot:
    """An empty planned slot at a local time; a time that the clock change skips moves on by the skipped hour.

    A time that occurs twice means the first. The id is made of the account and the instant, so that a place keeps it.
    """
    hour, minute = (int(part) for part in clock.split(":"))
    instant = datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)
    local = instant.astimezone(ZoneInfo(zone))
    identity = f"{account.key}/{instant:%Y-%m-%dT%H:%MZ}"
    return Slot(identity, account.key, local.date(), f"{local:%H:%M}", zone, instant)


def places(account: Account, monday: date, patterns: Iterable[Pattern]) -> tuple[Slot, ...]:
    """Every place that the patterns give in the week of `monday`, in order of time, each instant once."""
    found: dict[str, Slot] = {}
    for pattern in patterns:
        zone = account.zone if pattern.zone == "account" else account.readers_zone
        for weekday in pattern.days:
            for clock in pattern.times:
                slot = slot_at(account, monday + timedelta(days=weekday), clock, zone)
                found.setdefault(slot.id, slot)
    return tuple(sorted(found.values(), key=lambda slot: (slot.at, slot.id)))


def lay_out(
    account: Account,
    monday: date,
    patterns: Iterable[Pattern],
    wants: Iterable[Want],
    rules: Sequence[PartRule],
    existing: Iterable[Slot] = (),
    posts: Iterable[Post] = (),
    now: datetime | None = None,
    vacated: Collection[str] = (),
) -> Layout:
    """The week of an account as slots: kept ones untouched, the rest shared out by the budgets, wants first.

    A week that has the same places and the same wants already, and keeps its budgets as well, stays as it is.
    `vacated` are ids of places whose slot was moved out of the week: they stay empty. A support account gets none
    (C02). Findings name what did not fit: `slots.short` for wants without a place, `mix.clash` for a budget that the
    kept slots and the wants together make impossible.
    """
    if account.role == "support":
        return Layout(())
    posts, existing = tuple(posts), tuple(existing)
    taken = {post.slot for post in posts if post.slot}
    kept = [slot for slot in existing if slot.locked or slot.id in taken or (now is not None and slot.at < now)]
    held = {slot.id for slot in kept} | set(vacated)
    instants = {slot.at for slot in kept}
    open_places = [p for p in places(account, monday, patterns) if p.id not in held and p.at not in instants]
    waiting = _waiting(wants, kept)
    entries = window_entries(kept, posts)
    quotas, findings = quotas_for(entries, len(open_places), rules, waiting)
    served = len(open_places) - quotas.elastic
    laid = _assigned(open_places, kept, waiting[:served], quotas)
    before = [slot for slot in existing if slot not in kept]
    budgets = post_budgets(window_entries((*kept, *laid), posts), rules)
    if _same_work(before, laid, waiting):
        standing = post_budgets(window_entries(existing, posts), rules)
        if _off(standing) <= _off(budgets):
            laid, budgets = before, standing
    week = tuple(sorted((*kept, *laid), key=lambda slot: (slot.at, slot.id)))
    return Layout(week, budgets, (*findings, *_misses(budgets), *_short(waiting[served:])))


def _same_work(before: Sequence[Slot], laid: Sequence[Slot], wants: Sequence[Want]) -> bool:
    """Whether a standing layout uses the same places for as many wants, all still wanted, so that it can stay."""
    wanted, served = Counter(map(_work, wants)), Counter(_work(slot) for slot in before if slot.goal)
    same_places = {slot.id for slot in before} == {slot.id for slot in laid}
    return same_places and served <= wanted and served.total() == sum(1 for slot in laid if slot.goal)


def _off(budgets: Iterable[Budget]) -> float:
    """How many posts the hard budgets are off, all together."""
    return sum(abs(budget.deviation) for budget in budgets if not budget.soft)


def _waiting(wants: Iterable[Want], kept: Iterable[Slot]) -> tuple[Want, ...]:
    """The wants that no kept slot serves yet, the earliest first; promos, the hardest to place, before all.

    A kept slot serves the want that is like it in all; one that a person rewrote, a want of its goal and title.
    """
    serving = Counter(_work(slot) for slot in kept if slot.goal)
    asked = sorted(wants, key=lambda want: (want.intent != "promo", want.due, want.goal, want.title, want.topic))
    unlike = []
    for want in asked:
        if serving[_work(want)] > 0:
            serving[_work(want)] -= 1
        else:
            unlike.append(want)
    rewritten = Counter(work[:2] for work in serving.elements())
    waiting = []
    for want in unlike:
        if rewritten[_work(want)[:2]] > 0:
            rewritten[_work(want)[:2]] -= 1
        else:
            waiting.append(want)
    return tuple(waiting)


def _work(thing: Want | Slot) -> tuple[str, ...]:
    """What a slot is for, or a want asks for."""
    return thing.goal, thing.title, thing.intent, thing.topic, thing.format


def _assigned(open_places: Sequence[Slot], kept: Sequence[Slot], wants: Sequence[Want], quotas: Quotas) -> list[Slot]:
    """Every open place with its part on each axis: elastic spread, promos apart, then other wants, then the rest."""
    count = len(open_places)
    free = {(2 * turn + 1) * count // (2 * quotas.elastic) for turn in range(quotas.elastic)}
    planned = [place for index, place in enumerate(open_places) if index not in free]
    laid = {place.id: replace(place, plan="elastic", topic="trend") for i, place in enumerate(open_places) if i in free}
    promos = [slot.at for slot in kept if slot.intent == "promo"]
    order = sorted((*planned, *(slot for slot in kept if slot.intent)), key=lambda slot: slot.at)
    for want in wants:
        left = [place for place in planned if place.id not in laid]
        place = min(left, key=lambda place: (*_crowding(place, promos, order, want), _lateness(place, want), place.at))
        laid[place.id] = replace(
            place, intent=want.intent, topic=want.topic, format=want.format, goal=want.goal, title=want.title
        )
        if want.intent == "promo":
            promos.append(place.at)
    extra = set()
    for _ in range(quotas.promos):
        left = [place for place in planned if place.id not in laid and place.id not in extra]
        place = min(left, key=lambda place: (*_crowding(place, promos, order, None), place.at))
        extra.add(place.id)
        promos.append(place.at)
    rest = [place for place in planned if place.id not in laid]
    for place, topic in zip(rest, _strided(dict(quotas.topics), len(rest)), strict=True):
        laid[place.id] = replace(place, intent="promo" if place.id in extra else "value", topic=topic)
    return list(laid.values())


def _crowding(place: Slot, promos: Sequence[datetime], order: Sequence[Slot], want: Want | None) -> tuple[bool, float]:
    """How a promo at this place would crowd others: in a row or within a day of one, then how near."""
    if (want is not None and want.intent != "promo") or not promos:
        return False, 0.0
    index = next(i for i, slot in enumerate(order) if slot.id == place.id)
    beside = {order[i].at for i in (index - 1, index + 1) if 0 <= i < len(order)}
    nearest = min(abs(place.at - promo) for promo in promos)
    crowded = nearest < PROMO_GAP or bool(beside & set(promos))
    return crowded, -nearest.total_seconds() if crowded or want is None else 0.0


def _lateness(place: Slot, want: Want) -> tuple[bool, int]:
    """A post goes out on the day its task is due or soon after; before it only when nothing else is left."""
    days = (place.day - want.due).days
    return days < 0, abs(days)


def _strided(quotas: dict[str, int], count: int) -> list[str]:
    """A sequence in which every topic is spread as evenly as its quota allows."""
    used = dict.fromkeys(quotas, 0)
    row = []
    for turn in range(1, count + 1):
        topic = max(quotas, key=lambda part: (quotas[part] * turn - used[part] * count, quotas[part], part))
        used[topic] += 1
        row.append(topic)
    return row


def _misses(budgets: Iterable[Budget]) -> tuple[Finding, ...]:
    """A clash for every hard budget that what stands already makes impossible to keep."""
    return tuple(_miss(budget) for budget in budgets if not budget.soft and budget.verdict in ("above", "below"))


def _miss(budget: Budget) -> Finding:
    counts = f"{budget.planned:g} of {budget.window:g} posts are {budget.part}"
    allows = f"{budget.rule or 'the rule'} allows {budget.low:g} to {budget.high:g}"
    why = "locked slots and the posts that goals ask for leave no room"
    change = f"Change {abs(budget.deviation):g} of those posts, or the rule of {', '.join(budget.by)}."
    where = f"{budget.axis}.{budget.part}"
    return Finding("mix.clash", "warning", f"{budget.axis}: {counts}, {allows}; {why}.", where, change)


def _short(wants: Sequence[Want]) -> tuple[Finding, ...]:
    """What found no place."""
    if not wants:
        return ()
    names = ", ".join(dict.fromkeys(want.title for want in wants))
    return (
        Finding(
            "slots.short", "warning", f"{len(wants)} posts that goals ask for found no place: {names}.",
            remedy="Add a time to the account's pattern, or ask for fewer posts.",
        ),
    )  # fmt: skip
