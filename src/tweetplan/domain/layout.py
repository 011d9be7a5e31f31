"""Laying a week out: the account's patterns, the posts its goals ask for, and the budgets, made into slots.

Deterministic and idempotent: the same week laid out twice gives the same slots with the same ids. What a person locked,
what a post has taken and what has passed stays as it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from tweetplan.domain.budgets import Budget, post_budgets, window_entries
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Account
from tweetplan.domain.posts import Pattern, Post, Slot
from tweetplan.domain.quotas import Quotas, Want, quotas_for
from tweetplan.domain.slots import PROMO_GAP, places
from tweetplan.domain.values import frozen


@frozen
class Layout:
    """The slots of a week, and what could not be had."""

    slots: tuple[Slot, ...]
    budgets: tuple[Budget, ...] = ()
    findings: tuple[Finding, ...] = ()


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

    With unchanged wants and rules it gives the same slots again at any later moment; when these changed, what has
    passed by `now` stays. `vacated` are ids of places whose slot was moved out of the week: they stay empty. A support
    account gets none (C02). Findings name what did not fit: `slots.short` for wants without a place, `mix.clash` for
    rules and wants that cannot both be had.
    """
    if account.role == "support":
        return Layout(())
    posts, existing, wants = tuple(posts), tuple(existing), tuple(wants)
    free = [place for place in places(account, monday, patterns) if place.id not in set(vacated)]
    taken = {post.slot for post in posts if post.slot}
    fixed = [slot for slot in existing if slot.locked or slot.id in taken]
    fresh = _around(fixed, free, wants, rules, posts)
    passed = [slot for slot in existing if slot not in fixed and now is not None and slot.at < now]
    if all(replace(slot, version=0) in fresh.slots for slot in passed):
        return fresh
    rest = [slot for slot in existing if slot not in fixed and slot not in passed]
    return _around([*fixed, *passed], free, wants, rules, posts, rest)


def _around(
    kept: Sequence[Slot],
    free: Sequence[Slot],
    wants: Sequence[Want],
    rules: Sequence[PartRule],
    posts: Sequence[Post],
    standing: Sequence[Slot] = (),
) -> Layout:
    """The week laid out around what is kept; `standing` slots stay if they do as well."""
    ids, instants = {slot.id for slot in kept}, {slot.at for slot in kept}
    open_places = [place for place in free if place.id not in ids and place.at not in instants]
    waiting = _waiting(wants, kept)
    quotas, findings = quotas_for(window_entries(kept, posts), len(open_places), rules, waiting)
    laid = _assigned(open_places, kept, quotas)
    budgets = post_budgets(window_entries((*kept, *laid), posts), rules)
    if _as_good(standing, laid, waiting):
        before = post_budgets(window_entries((*kept, *standing), posts), rules)
        if _off(before) <= _off(budgets):
            laid, budgets = list(standing), before
    week = tuple(sorted((*kept, *laid), key=lambda slot: (slot.at, slot.id)))
    return Layout(week, budgets, (*findings, *_misses(budgets, findings)))


def _as_good(standing: Sequence[Slot], laid: Sequence[Slot], wants: Sequence[Want]) -> bool:
    """Whether a standing layout has the same places and serves as many wants, all still wanted."""
    wanted, served = Counter(map(_work, wants)), Counter(_work(slot) for slot in standing if slot.goal)
    same_places = {slot.id for slot in standing} == {slot.id for slot in laid}
    return same_places and served <= wanted and served.total() >= sum(1 for slot in laid if slot.goal)


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


def _assigned(open_places: Sequence[Slot], kept: Sequence[Slot], quotas: Quotas) -> list[Slot]:
    """Every open place with its part on each axis: elastic spread, promos apart, then other wants, then the rest."""
    count = len(open_places)
    free = {(2 * turn + 1) * count // (2 * quotas.elastic) for turn in range(quotas.elastic)}
    planned = [place for index, place in enumerate(open_places) if index not in free]
    laid = {place.id: replace(place, plan="elastic", topic="trend") for i, place in enumerate(open_places) if i in free}
    promos = [slot.at for slot in kept if slot.intent == "promo"]
    order = sorted((*planned, *(slot for slot in kept if slot.intent)), key=lambda slot: slot.at)
    for want in sorted(quotas.served, key=lambda want: (want.intent != "promo", want.due, want.goal, want.title)):
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


def _misses(budgets: Iterable[Budget], said: Iterable[Finding]) -> tuple[Finding, ...]:
    """A clash for every hard budget that what stands already makes impossible to keep, if it was not said yet."""
    known = {finding.where for finding in said}
    off = (budget for budget in budgets if not budget.soft and budget.verdict in ("above", "below"))
    return tuple(_miss(budget) for budget in off if f"{budget.axis}.{budget.part}" not in known)


def _miss(budget: Budget) -> Finding:
    counts = f"{budget.planned:g} of {budget.window:g} posts are {budget.part}"
    allows = f"{budget.rule or 'the rule'} allows {budget.low:g} to {budget.high:g}"
    why = "what is locked, taken or past leaves no room"
    change = f"Change {abs(budget.deviation):g} of those posts, or the rule of {', '.join(budget.by)}."
    where = f"{budget.axis}.{budget.part}"
    return Finding("mix.clash", "warning", f"{budget.axis}: {counts}, {allows}; {why}.", where, change)
