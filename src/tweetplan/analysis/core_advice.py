"""tweetplan's own candidates, over all goals: posts that are missing, free slots, the mix, old data, what waits.

Each is a function of the situation alone, and its figures are the situation's; it says nothing where there is nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.measures import X_MEASURES
from tweetplan.domain.outlooks import PartLift, Window
from tweetplan.domain.post_life import HANDED_OFF, PUBLISHED
from tweetplan.domain.recommendations import Because, Effect, Fact, Recommendation
from tweetplan.domain.situation import AccountView, GoalView, Situation, SlotView, scaled
from tweetplan.domain.slots import PROMO_GAP

OLD_DAYS = 7
FOLLOWERS_DAYS = 31
OLD_CYCLE_DAYS = 56
"""A cycle that ended longer ago tells nothing of what to do now."""
REVIEW_PATIENCE = timedelta(hours=24)
POST_MINUTES = 30
GONE = (HANDED_OFF, PUBLISHED)
"""States in which a post is no longer ours to move."""
SHIFT_WEEKS = 4
MATURE = timedelta(hours=48)
"""X shows a post to others for two days."""
CORE = "core"
POST_KEYS = frozenset(measure.key for measure in X_MEASURES)
"""The measures that X's own exports bring."""


def core_advice(now: Situation) -> Iterator[Recommendation]:
    """Every candidate of the core."""
    for part in (
        overdue_approvals,
        old_data,
        baselines,
        free_slots,
        missing_posts,
        shifts,
        timings,
        adjustments,
        tests,
    ):
        yield from part(now)


def overdue_approvals(now: Situation) -> Iterator[Recommendation]:
    """Posts that have waited in review for longer than a day: to be done whatever else there is (T07)."""
    for identity, title, since in now.approvals:
        if not since:
            continue
        waited = now.now - datetime.fromisoformat(since)
        if waited > REVIEW_PATIENCE:
            fact = Fact("waits in review for", waited.total_seconds(), "s", measure="in_review")
            because = Because(rule="T07", facts=(fact,), source="the desk", text=f"post: {title}"[:200])
            yield Recommendation(
                f"approve {identity}", "Review the post that has waited longest", "fix", because, minutes=10,
                role="reviewer", must=True, target=identity, do=f"tweetplan post show {identity}",
            )  # fmt: skip


def old_data(now: Situation) -> Iterator[Recommendation]:
    """Exports and follower counts that are due, for accounts that goals depend on (D04)."""
    for view in now.accounts:
        account = view.account
        served = [goal for goal in now.goals if goal.goal.account == account.key]
        exports = account.role == "main" or any(POST_KEYS.intersection(_counted(goal)) for goal in served)
        if served and exports and (view.complete_to is None or (now.day - view.complete_to).days > OLD_DAYS):
            facts = _days("days since the last known day", now.day, view.complete_to)
            because = Because(rule="D04", facts=facts, source="the imports",
                              text="chance, pace and best times are only as new as the figures")  # fmt: skip
            yield Recommendation(
                f"import {account.key}", f"Import a newer export of {account.handle}", "fix", because,
                account=account.key, minutes=10, role="analyst", do="tweetplan import FILE",
            )  # fmt: skip
        counted = view.followers_to
        wanted = any(goal.kpi.formula.plus == ("followers",) for goal in served)
        if wanted and (counted is None or (now.day - counted).days > FOLLOWERS_DAYS):
            because = Because(rule="D04", facts=_days("days since followers were counted", now.day, counted),
                              source="the imports")  # fmt: skip
            yield Recommendation(
                f"followers {account.key}", f"Record how many followers {account.handle} has", "fix", because,
                account=account.key, minutes=5, role="analyst",
                do=f"tweetplan record followers N --account {account.handle}",
            )  # fmt: skip


def _counted(view: GoalView) -> tuple[str, ...]:
    """The measures that a goal counts."""
    formula = view.kpi.formula
    return (*formula.plus, *formula.minus, *formula.over)


def _days(name: str, day: date, since: date | None) -> tuple[Fact, ...]:
    return (Fact(name, float((day - since).days), first=since, last=day),) if since else ()


def baselines(now: Situation) -> Iterator[Recommendation]:
    """Running goals that cannot prove anything, as no baseline was recorded (D04, G29)."""
    for view in now.goals:
        if view.goal.baseline is None:
            because = Because(view.goal.name, "D04", source="the goal", text="without a baseline nothing is proved")
            yield Recommendation(
                "baseline", f"Record the baseline of {view.goal.name}", "fix", because, account=view.goal.account,
                minutes=5, role="analyst", do=f"tweetplan goal baseline {view.goal.name}",
            )  # fmt: skip


def _neediest(now: Situation, account: str) -> GoalView | None:
    """Of an account's goals that posts move the one whose chance is the least decided, primary ones first."""
    moved = [view for view in now.goals if view.goal.account == account and view.post is not None and view.days_left]
    open_ones = [view for view in moved if view.p_hit is None or view.p_hit < 0.99]
    key = {"primary": 0, "secondary": 1}
    return min(open_ones, default=None, key=lambda view: (
        key[view.goal.tier], abs((view.p_hit if view.p_hit is not None else 0.5) - 0.5), view.goal.name))  # fmt: skip


def effect_of(view: GoalView, worth: Estimate) -> Effect:
    """What an estimate on the goal's own measure comes to as an effect."""
    return Effect(view.measure, worth.mean, worth.low, worth.high, worth.n, worth.method)


def free_slots(now: Situation) -> Iterator[Recommendation]:
    """The best free elastic slot of each account, for the goal whose chance it can change most (T11, G23)."""
    for account in now.accounts:
        view = _neediest(now, account.account.key)
        free = [held for held in now.free_slots(account.account.key) if held.slot.goal == ""]
        if view is None or view.post is None or not free:
            continue
        best = max(free, key=lambda held: (held.lift.mean if held.lift else 0.0, -held.slot.at.timestamp()))
        facts = [*view.basis]
        worth = view.post
        if best.lift is not None:
            worth = lifted(worth, best.lift)
            lift = best.lift
            facts.append(Fact("lift of that hour", lift.mean, "lift", lift.low, lift.high, lift.n))
        because = Because(
            view.goal.name, "T11", tuple(facts), "own posts", "an elastic slot is free, and this goal is undecided",
            "when a typical post earns less than this, or something hot needs the slot",
        )  # fmt: skip
        yield Recommendation(
            f"slot {best.slot.id}", f"Take the free slot {_when(best)} for {view.goal.name}", "slot", because,
            effect_of(view, worth), view.goal.account, POST_MINUTES, "creator", best.slot.day, 3,
            target=best.slot.id, makes_post=True,
        )  # fmt: skip


def lifted(worth: Estimate, lift: Estimate) -> Estimate:
    """What a post adds when a lift comes on top: the ends of the interval move with the ends of the lift."""
    low, high = worth.mean * (1.0 + lift.low), worth.mean * (1.0 + lift.high)
    more = scaled(worth, 1.0 + lift.mean)
    return replace(more, low=min(more.low, low), high=max(more.high, high), n=min(worth.n, max(lift.n, 1)))


def _when(held: SlotView) -> str:
    return f"on {held.slot.day:%a} {held.slot.day.isoformat()} at {held.slot.time}"


def missing_posts(now: Situation) -> Iterator[Recommendation]:
    """Goals that are behind, and for which fewer posts are planned than their goal type asks for (G09, G14)."""
    for view in now.goals:
        missing = 2 * view.cadence - view.planned
        if not view.behind or missing <= 0 or view.post is None:
            continue
        facts = (
            *view.basis,
            Fact("posts planned for it in two weeks", float(view.planned), measure="slots"),
            Fact("posts that its cadence asks for in two weeks", float(2 * view.cadence)),
        )
        because = Because(view.goal.name, "G09", facts, "own posts and the calendar",
                          "it is behind, and fewer posts are planned than it asks for",
                          "when more posts earn less each: this is what a typical one earned")  # fmt: skip
        yield Recommendation(
            "post", f"Plan one more post for {view.goal.name}", "task", because, effect_of(view, view.post),
            view.goal.account, POST_MINUTES, "creator", now.day + timedelta(days=2), 3, makes_post=True,
        )  # fmt: skip


def shifts(now: Situation) -> Iterator[Recommendation]:
    """The part of each axis that surely does better: more of it, at most ten points a fortnight (G19, T14)."""
    for view in now.goals:
        account = now.account(view.goal.account)
        if account is None or not account.posts_a_week:
            continue
        better = [row for row in view.lifts if row.lift.low > 0 and row.proposed > row.share and row.axis == "format"]
        for row in sorted(better, key=lambda held: -held.lift.low)[:1]:
            effect = shift_effect(view, account, row)
            facts = (
                Fact(f"lift of {row.part}", row.lift.mean, "lift", row.lift.low, row.lift.high, row.lift.n),
                Fact(f"share of {row.part} in the recent posts", row.share, "%"),
                Fact("share proposed", row.proposed, "%"),
            )
            because = Because(
                view.goal.name, "T14", facts, "own posts", f"{row.part} does better here than the average post",
                "when the next posts of this kind do no better: it is an association, not yet a test",
            )  # fmt: skip
            yield Recommendation(
                f"mix {row.axis} {row.part}", f"Shift the mix towards {row.part}", "mix", because, effect,
                view.goal.account, 30, "strategist", lead_days=14, part=row.part, share=round(row.proposed, 2),
            )  # fmt: skip


def shift_effect(view: GoalView, account: AccountView, row: PartLift) -> Effect | None:
    """What the shift adds in four weeks: the posts that change, times what a typical one earns, times the lift."""
    moved = (row.proposed - row.share) * (account.posts_a_week or 0.0) * SHIFT_WEEKS
    if view.post is not None:
        base, measure = view.post.mean, view.measure
    else:
        formula = view.kpi.formula
        held = account.measure(formula.plus[0]) if formula.kind == "ratio" else None
        posts = (account.posts_a_week or 0.0) * SHIFT_WEEKS
        if held is None or posts <= 0:
            return None
        base, measure = held.recent / posts, formula.plus[0]
    lift = row.lift
    return Effect(measure, moved * base * lift.mean, moved * base * lift.low, moved * base * lift.high, lift.n,
                  lift.method)  # fmt: skip


def timings(now: Situation) -> Iterator[Recommendation]:
    """A planned post at an hour that does worse, where a window surely does better (G18, G22)."""
    for account in now.accounts:
        windows = [window for window in account.windows if window.lift.low > 0]
        view = _neediest(now, account.account.key)
        if not windows or view is None or view.post is None:
            continue
        window = max(windows, key=lambda held: held.lift.low)
        zone = ZoneInfo(account.account.readers_zone)
        worse = [held for held in now.slots if held.slot.account == account.account.key and not held.slot.locked
                 and held.lift is not None and held.lift.mean < 0 and held.slot.plan == "planned"
                 and held.state not in GONE]  # fmt: skip
        for held in sorted(worse, key=lambda slot: slot.lift.mean if slot.lift else 0.0)[:1]:
            there = _empty(now, held, window, zone)
            if there is None:
                continue
            now_lift = held.lift
            assert now_lift is not None  # asked above
            mine = next((one for one in now.goals if one.goal.name == held.slot.goal and one.post), view)
            assert mine.post is not None  # asked above
            gain = scaled(mine.post, window.lift.mean - now_lift.mean)
            low = min(gain.low, mine.post.mean * (window.lift.low - now_lift.high))
            high = max(gain.high, mine.post.mean * (window.lift.high - now_lift.low))
            effect = Effect(mine.measure, gain.mean, low, high, min(mine.post.n, window.lift.n), window.lift.method)
            facts = (
                Fact("lift of the better window", window.lift.mean, "lift", window.lift.low, window.lift.high,
                     window.lift.n),
                Fact("lift of the hour it stands at", now_lift.mean, "lift", now_lift.low, now_lift.high, now_lift.n),
                *mine.basis,
            )  # fmt: skip
            because = Because(mine.goal.name, "G18", facts, "own posts", "the time of posting matters here",
                              "when the content rather than the hour made those posts do better")  # fmt: skip
            what = "post" if held.post else "slot"
            to = f"{there:%a %Y-%m-%d} at {there:%H:%M}"
            yield Recommendation(
                f"move {held.slot.id}", f"Move the {what} {_when(held)} to {to}", "timing", because, effect,
                account.account.key, 5, "strategist", held.slot.day, 3, target=held.slot.id,
                day=there.date(), time=f"{there:%H:%M}",
            )  # fmt: skip


def _empty(now: Situation, held: SlotView, window: Window, zone: ZoneInfo) -> datetime | None:
    """The nearest hour of the window in the slot's own week that is to come and empty, by the readers' clock.

    A promo keeps its distance from others (W04, W14).
    """
    others = [view.slot for view in now.slots if view.slot.account == held.slot.account and view is not held]
    taken = {held.slot.at, *(other.at for other in others)}
    promos = [other.at for other in others if other.intent == "promo" == held.slot.intent]
    stands = held.slot.at.astimezone(zone).date()
    monday = held.slot.day - timedelta(days=held.slot.day.weekday())
    days = (monday + timedelta(days=weekday) for weekday in window.weekdays)
    for day in sorted(days, key=lambda day: (abs((day - stands).days), day < stands)):
        for hour in range(window.begin, window.end):
            there = datetime.combine(day, time(hour), zone)
            crowded = any(abs(there - other) < PROMO_GAP for other in promos)
            if there > now.now and there not in taken and not crowded:
                return there
    return None


def adjustments(now: Situation) -> Iterator[Recommendation]:
    """What the adjust rule proposes, with its arithmetic (G29–G31)."""
    for view in now.goals:
        found = view.adjustment
        if found is None or found.move not in ("raise", "analyse") or not found.cycles:
            continue
        if found.move == "raise" and found.proposed is None:
            continue
        if (now.day - found.cycles[-1].last).days > OLD_CYCLE_DAYS:
            continue  # newer figures are wanted first
        less = " (less is better)" if view.kpi.better == "lower" else ""
        name = f"came over asked in a closed cycle{less}"
        came = tuple(
            Fact(name, cycle.ratio, "%", n=1, measure=view.goal.kpi, first=cycle.first,
                 last=cycle.last)
            for cycle in found.cycles
        )  # fmt: skip
        facts = (*came, Fact("probability that the level itself has moved", found.p, "%"))
        rise = found.move == "raise"
        title = f"Raise the target of {view.goal.name}" if rise else f"Find out why {view.goal.name} fell short"
        text = "beaten twice in a row" if rise else "; ".join(found.causes)[:300]
        because = Because(view.goal.name, "G30", facts, "closed cycles", text)
        yield Recommendation(
            f"adjust {found.move} {found.cycles[-1].last}", title, "adjust" if rise else "task", because,
            account=view.goal.account, minutes=15 if rise else 45, role="strategist" if rise else "analyst",
            lead_days=14, share=found.proposed if rise else None, do=f"tweetplan goal adjust {view.goal.name}",
        )  # fmt: skip


def tests(now: Situation) -> Iterator[Recommendation]:
    """Experiments whose last post is old enough to be judged (G32)."""
    for name, account, state, last in now.experiments:
        if state != "running" or not last:
            continue
        over = datetime.fromisoformat(last)
        if now.now - over > MATURE:
            fact = Fact("its last post has been out for", (now.now - over).total_seconds(), "s")
            because = Because(rule="G32", facts=(fact,), source="the experiment", text="its figures are all in")
            yield Recommendation(
                f"decide {name}", f"Decide the experiment {name}", "experiment", because, account=account, minutes=15,
                role="analyst", target=f"experiment {name}", do="tweetplan experiment show",
            )  # fmt: skip
