"""Laying a week out: the account's patterns, the posts its goals ask for, and the budgets, made into slots.

Deterministic and idempotent: the same week laid out twice gives the same slots with the same ids. What a person locked,
what a post has taken and what has passed stays as it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from itertools import combinations, pairwise

from tweetplan.domain.budgets import MIN_POSTS, Budget, Counted, post_budgets, window_entries
from tweetplan.domain.cells import CELLS, Week, ledgers
from tweetplan.domain.claims import PartRule
from tweetplan.domain.clashes import clash_findings
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Account
from tweetplan.domain.placing import Scores, placed
from tweetplan.domain.posts import Pattern, Post, Slot
from tweetplan.domain.quotas import Want, quotas_for
from tweetplan.domain.slots import PROMO_GAP, places
from tweetplan.domain.spacing import Rhythm, bearable, row_of
from tweetplan.domain.values import frozen


@frozen
class Window:
    """A month or a quarter in which the week lies: what it holds on the days outside of the week."""

    kind: str
    first: date
    last: date
    entries: tuple[Counted, ...] = ()


@frozen
class Around:
    """What a week is laid out beside: the slots of the days before and after it, and its longer windows."""

    slots: tuple[Slot, ...] = ()
    windows: tuple[Window, ...] = ()
    rhythm: Rhythm = Rhythm()
    scores: Scores = field(default_factory=dict)
    min_posts: int = MIN_POSTS


@frozen
class Filling:
    """All that decides how open places are shared out, as one value: an exact solver takes it as well."""

    account: Account
    places: tuple[Slot, ...]
    kept: tuple[Slot, ...]
    posts: tuple[Post, ...]
    rules: tuple[PartRule, ...]
    wants: tuple[Want, ...]
    around: Around

    @property
    def beside(self) -> tuple[Slot, ...]:
        """What stands in the week and near it, with what its posts are."""
        return as_posts((*self.kept, *self.around.slots), self.posts)


@frozen
class Layout:
    """The slots of a week, and what could not be had."""

    slots: tuple[Slot, ...]
    budgets: tuple[Budget, ...] = ()
    findings: tuple[Finding, ...] = ()
    crowded: int = 0
    """Promos that lie within a day of another, or in a row with it."""
    problem: Filling | None = None
    """What was solved."""


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
    around: Around | None = None,
) -> Layout:
    """The week of an account as slots: kept ones untouched, the rest shared out by the budgets, wants first.

    With unchanged wants and rules it gives the same slots again at any later moment; when these changed, what has
    passed by `now` stays. `vacated` are ids of places whose slot was moved out of the week: they stay empty. A support
    account gets none (C02). Findings name what did not fit: `slots.short`
    for wants without a place, `slots.crowded` for times that lie too near, `mix.clash` for what cannot all be had.
    """
    if account.role == "support":
        return Layout(())
    posts, existing, wants, around = tuple(posts), tuple(existing), tuple(wants), around or Around()
    free = [place for place in places(account, monday, patterns) if place.id not in set(vacated)]
    taken = {post.slot for post in posts if post.slot}
    fixed = [slot for slot in existing if slot.locked or slot.id in taken]
    passed = [slot for slot in existing if slot not in fixed and now is not None and slot.at < now]
    rest = [slot for slot in existing if slot not in fixed and slot not in passed]
    week = _Week(account, free, tuple(wants), tuple(rules), posts, around)
    fresh = week.laid(fixed, [*passed, *rest])
    if not passed:
        return fresh
    said = {replace(slot, version=0, owner="") for slot in fresh.slots}
    if all(replace(slot, version=0, owner="") in said for slot in passed):
        return fresh
    return week.laid([*fixed, *passed], rest)


@frozen
class _Week:
    """A week's inputs that stay the same whatever is kept of it."""

    account: Account
    free: Sequence[Slot]
    wants: tuple[Want, ...]
    rules: tuple[PartRule, ...]
    posts: tuple[Post, ...]
    around: Around

    def laid(self, kept: Sequence[Slot], standing: Sequence[Slot]) -> Layout:
        """The week laid out around what is kept; `standing` slots stay if they do as well."""
        ids, instants = {slot.id for slot in kept}, {slot.at for slot in kept}
        apart = [place for place in self.free if place.id not in ids and place.at not in instants]
        open_places, crowded = bearable(apart, (*kept, *self.around.slots), self.around.rhythm)
        wants = waiting(self.wants, kept)
        problem = Filling(self.account, open_places, tuple(kept), self.posts, self.rules, wants, self.around)
        solved = week_of(problem)
        quotas, findings = quotas_for(solved, wants, bool(self.wants), self.rules)
        best = judged(problem, placed(open_places, row_of(open_places, problem.beside), quotas, self.around.scores))
        if off(best.budgets) and self.around.windows:
            served = best.slots
            best = swapped(problem, best)
            findings = (*findings, *dropped(served, best.slots))
        if _as_good(standing, best.slots, wants):
            before = judged(problem, standing)
            best = before if worth(before) <= worth(best) else best
        said = (*findings, *_crowding(crowded), *clash_findings(solved, best.budgets, self.rules, findings))
        whole = tuple(sorted((*kept, *best.slots), key=lambda slot: (slot.at, slot.id)))
        return replace(best, slots=whole, findings=said, problem=problem)


def instead(layout: Layout, laid: Sequence[Slot]) -> Layout:
    """The layout with its open places filled in another way, if that is better: what an exact solver found."""
    problem = layout.problem
    assert problem is not None  # only a layout that was solved is solved again
    open_ids = {place.id for place in problem.places}
    stands = judged(problem, [slot for slot in layout.slots if slot.id in open_ids])
    other = judged(problem, laid)
    if worth(other) >= worth(stands):
        return layout
    solved = week_of(problem)
    kept = [
        finding for finding in layout.findings if finding.where not in {b.axis + "." + b.part for b in other.budgets}
    ]
    whole = tuple(sorted((*problem.kept, *laid), key=lambda slot: (slot.at, slot.id)))
    clashes = clash_findings(solved, other.budgets, problem.rules)
    return replace(other, slots=whole, findings=(*kept, *clashes), problem=problem)


def week_of(problem: Filling) -> Week:
    """The counts that are to be solved: the open places, the rules over their windows, the room for promos."""
    row = row_of(problem.places, problem.beside)
    return Week(len(problem.places), ledgers(problem.rules, _standing(problem), problem.around.min_posts), row.guards)


def _standing(problem: Filling) -> list[tuple[str, tuple[Counted, ...]]]:
    """What each window holds beside the open places: the week, and those of its longer windows that hold its middle."""
    own = window_entries(problem.kept, problem.posts)
    held = [("week", own)]
    if problem.places:
        middle = problem.places[len(problem.places) // 2].day
        for window in problem.around.windows:
            if window.first <= middle <= window.last:
                held.append((window.kind, (*window.entries, *_inside(window, problem.kept, problem.posts))))
    return held


def _inside(window: Window, slots: Iterable[Slot], posts: Iterable[Post]) -> tuple[Counted, ...]:
    """What the week's own slots and posts count as in a longer window."""
    days = {slot.id: slot.day for slot in slots}
    mine = [slot for slot in slots if window.first <= slot.day <= window.last]
    said = [
        post
        for post in posts
        if (day := days.get(post.slot, post.planned_for)) is None or window.first <= day <= window.last
    ]
    return window_entries(mine, said)


def judged(problem: Filling, laid: Iterable[Slot]) -> Layout:
    """A way to fill the open places, with its budgets over their own windows and the promos that crowd each other."""
    laid = tuple(laid)
    slots = (*problem.kept, *laid)
    kinds = {window.kind for window in problem.around.windows}
    weekly = [rule for rule in problem.rules if rule.window not in kinds]
    budgets = list(post_budgets(window_entries(slots, problem.posts), weekly, problem.around.min_posts))
    for window in problem.around.windows:
        entries = (*window.entries, *_inside(window, slots, problem.posts))
        mine = [rule for rule in problem.rules if rule.window == window.kind]
        budgets += post_budgets(entries, mine, problem.around.min_posts)
    return Layout(laid, tuple(budgets), (), _crowded(problem, laid))


def swapped(problem: Filling, layout: Layout) -> Layout:
    """The layout with one or two places changed at a time while budgets gain: for weeks that lie in two months."""
    for _ in range(len(layout.slots)):
        best = min((judged(problem, tried) for tried in _neighbours(problem, layout.slots)), key=worth, default=layout)
        if worth(best) >= worth(layout):
            break
        layout = best
    return layout


def _neighbours(problem: Filling, slots: Sequence[Slot]) -> Iterator[tuple[Slot, ...]]:
    """Every way to change two places on either side of a border, or to make one place another kind."""
    for i, j in combinations(range(len(slots)), 2):
        if _cell(slots[i]) != _cell(slots[j]) and _side(problem, slots[i]) != _side(problem, slots[j]):
            yield _changed(slots, i, j)
    for i, slot in enumerate(slots):
        for plan, intent, topic in CELLS:
            if (plan, intent, topic) != _cell(slot):
                bare = replace(
                    slot, plan=plan, intent=intent, topic=topic, format="", goal="", title=""
                )  # fmt: skip
                yield (*slots[:i], bare, *slots[i + 1 :])


def _cell(slot: Slot) -> tuple[str, ...]:
    return slot.plan, slot.intent, slot.topic


def _side(problem: Filling, slot: Slot) -> tuple[bool, ...]:
    """In which of the longer windows a slot lies."""
    return tuple(window.first <= slot.day <= window.last for window in problem.around.windows)


def _changed(slots: Sequence[Slot], i: int, j: int) -> tuple[Slot, ...]:
    """Two slots that change what they are for, and keep their times."""
    names = ("plan", "intent", "topic", "format", "goal", "title")
    one, other = ({name: getattr(slots[at], name) for name in names} for at in (i, j))
    return tuple(
        replace(slot, **(other if at == i else one)) if at in (i, j) else slot for at, slot in enumerate(slots)
    )


def _crowded(problem: Filling, laid: Sequence[Slot]) -> int:
    """How many pairs of promos, one of them laid here, lie within a day or in a row."""
    order = sorted((*laid, *problem.beside), key=lambda slot: slot.at)
    said = [slot for slot in order if slot.intent]
    mine = {slot.id for slot in laid}
    pairs = pairwise(said)
    in_a_row = [(one, other) for one, other in pairs if one.intent == other.intent == "promo"]
    promos = [slot for slot in said if slot.intent == "promo"]
    near = [pair for pair in pairwise(promos) if pair[1].at - pair[0].at < PROMO_GAP]
    return sum(one.id in mine or other.id in mine for one, other in {*in_a_row, *near})


def as_posts(slots: Iterable[Slot], posts: Iterable[Post]) -> tuple[Slot, ...]:
    """Slots with the intent of the post that took them."""
    intents = {post.slot: post.intent for post in posts if post.slot and post.intent}
    return tuple(replace(slot, intent=intents[slot.id]) if slot.id in intents else slot for slot in slots)


def worth(layout: Layout) -> tuple[int, float, int]:
    """The better layout has the lesser: promos that crowd, hard budgets off, then wants that are not served."""
    return layout.crowded, off(layout.budgets), -sum(bool(slot.goal) for slot in layout.slots)


def _as_good(standing: Sequence[Slot], laid: Sequence[Slot], wants: Sequence[Want]) -> bool:
    """Whether a standing layout has the same places and serves as many wants, all still wanted."""
    wanted, served = Counter(map(_work, wants)), Counter(_work(slot) for slot in standing if slot.goal)
    same_places = {slot.id for slot in standing} == {slot.id for slot in laid}
    return same_places and served <= wanted and served.total() >= sum(1 for slot in laid if slot.goal)


def off(budgets: Iterable[Budget]) -> float:
    """How many posts the hard budgets are off, all together, where there are enough posts to judge."""
    return sum(abs(budget.deviation) for budget in budgets if not budget.soft and budget.verdict in ("above", "below"))


def waiting(wants: Iterable[Want], kept: Iterable[Slot]) -> tuple[Want, ...]:
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
    left = []
    for want in unlike:
        if rewritten[_work(want)[:2]] > 0:
            rewritten[_work(want)[:2]] -= 1
        else:
            left.append(want)
    return tuple(left)


def _work(thing: Want | Slot) -> tuple[str, ...]:
    """What a slot is for, or a want asks for."""
    return thing.goal, thing.title, thing.intent, thing.topic, thing.format


def dropped(before: Iterable[Slot], after: Iterable[Slot]) -> tuple[Finding, ...]:
    """What a goal asked for and lost its place to the budget of a longer window, if anything."""
    lost = Counter(map(_work, before)) - Counter(map(_work, after))
    titles = [work[1] for work in lost.elements() if work[0]]
    if not titles:
        return ()
    posts = "1 post" if len(titles) == 1 else f"{len(titles)} posts"
    said = f"{posts} that goals ask for found no place in a month's or quarter's budget: {', '.join(titles)}."
    return (Finding("slots.short", "warning", said, remedy="Relax that budget, or ask for fewer posts."),)


def _crowding(left: Sequence[Slot]) -> tuple[Finding, ...]:
    if not left:
        return ()
    times = ", ".join(f"{slot.day:%a} {slot.time}" for slot in left[:5]) + (" …" if len(left) > 5 else "")
    many = "1 time of the pattern lies" if len(left) == 1 else f"{len(left)} times of the pattern lie"
    said = f"{many} too near to another post, or beyond the most posts a day: {times}."
    remedy = "Take them out of the pattern, or change the rules posts.apart and posts.small_team_day."
    return (Finding("slots.crowded", "warning", said, remedy=remedy),)
