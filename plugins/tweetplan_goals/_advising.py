"""What the goal types' advice has in common: facts and effects made of the situation's own figures."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tweetplan.api import (
    AccountView,
    Because,
    Effect,
    Estimate,
    Fact,
    Goal,
    GoalView,
    PartLift,
    Recommendation,
    Situation,
    Window,
    scaled,
)

LOST = 0.8
"""A rate below this share of what it was is looked at."""
TALK = "mentions of {}"
"""What answering acts on: whichever goals ask for it, it is one piece of work."""
SURE = 0.99
"""A goal this likely needs no more."""


def open_goal(view: GoalView) -> bool:
    """Whether there are days left and the goal is not decided yet."""
    return view.days_left > 0 and (view.p_hit is None or view.p_hit < SURE)


def lift_fact(name: str, lift: Estimate) -> Fact:
    """A lift over the average post, with its interval."""
    return Fact(f"lift of {name}", lift.mean, "lift", lift.low, lift.high, lift.n)


def effect(view: GoalView, post: Estimate, lift: Estimate | None = None) -> Effect:
    """What one post adds, with a lift where one is known."""
    if lift is None:
        return Effect(view.measure, post.mean, post.low, post.high, post.n, post.method)
    more = scaled(post, 1.0 + lift.mean)
    low, high = post.mean * (1.0 + lift.low), post.mean * (1.0 + lift.high)
    return Effect(
        view.measure,
        more.mean,
        min(low, more.low),
        max(high, more.high),
        min(lift.n, post.n),
        f"{post.method}; {lift.method}",
    )


def better(view: GoalView, axis: str, *parts: str) -> PartLift | None:
    """The part (one of those named, or any) of an axis that surely does better, the surest first."""
    rows = [row for row in view.lifts if row.axis == axis and (not parts or row.part in parts) and row.lift.low > 0]
    return max(rows, key=lambda row: row.lift.low, default=None)


def peak(account: AccountView) -> Window | None:
    """The window that surely does better; None where time does not matter."""
    return max((held for held in account.windows if held.lift.low > 0), key=lambda held: held.lift.low, default=None)


def post(
    view: GoalView, now: Situation, key: str, title: str, rule: str, text: str, *,
    lift: tuple[str, Estimate] | None = None, change_mind: str = "",
    minutes: int = 30, intent: str = "", topic: str = "", kind: str = "",
) -> Recommendation | None:  # fmt: skip
    """One more post of a kind; None while nothing tells what a post adds."""
    if view.post is None:
        return None
    facts = (*view.basis, *((lift_fact(*lift),) if lift else ()))
    because = Because(view.goal.name, rule, facts, "own posts", text, change_mind)
    return Recommendation(
        key,
        title,
        because=because,
        effect=effect(view, view.post, lift[1] if lift else None),
        account=view.goal.account,
        minutes=minutes,
        role="creator",
        due=now.day + timedelta(days=3),
        lead_days=3,
        makes_post=True,
        intent=intent,
        topic=topic,
        format=kind,
    )


def lost_rate(view: GoalView, account: AccountView, top: str, under: str) -> tuple[Effect, tuple[Fact, ...]] | None:
    """What came back if a rate that fell returned to what it was four weeks before; None while it did not fall."""
    tops, unders = account.measure(top), account.measure(under)
    if tops is None or unders is None or len(tops.weeks) < 8 or len(unders.weeks) < 8 or tops.last != unders.last:
        return None
    if min(unders.recent, unders.before, tops.before) <= 0:
        return None
    now, before = tops.recent / unders.recent, tops.before / unders.before
    if now >= LOST * before:
        return None
    whole = (before - now) * unders.recent
    name = f"{top.replace('_', ' ')} per {under.replace('_', ' ').removesuffix('s')}"
    middle = tops.last - timedelta(days=28)
    facts = (
        Fact(f"{name}, last four weeks", now, "%", n=4, measure=top, first=middle + timedelta(days=1), last=tops.last),
        Fact(f"{name}, four weeks before", before, "%", n=4, measure=top, first=tops.first, last=middle),
    )
    return Effect(top, whole / 2, 0.0, whole, 8, "between none and all of what was lost"), facts


def unanswered(account: AccountView, now: Situation) -> tuple[Fact, ...]:
    """How much talk waits for an answer, and for how long; nothing where none does."""
    people = account.people
    if not people.unanswered:
        return ()
    facts = [Fact("mentions without an answer, four weeks", float(people.unanswered), n=people.mentions)]
    if people.oldest:
        facts.append(Fact("the oldest waits for", waited(people.oldest, now), "s"))
    return tuple(facts)


def waited(since: str, now: Situation) -> float:
    """Seconds from an instant to the situation's moment."""
    return max((now.now - datetime.fromisoformat(since)).total_seconds(), 0.0)


def answer_minutes(account: AccountView) -> int:
    """Three minutes an answer, an hour at most."""
    return min(max(3 * account.people.unanswered, 5), 60)


def page_check(view: GoalView, gained: Effect, facts: tuple[Fact, ...]) -> Recommendation:
    """Go the reader's way from the link to the form, as fewer arrive than before (G15, G28)."""
    because = Because(
        view.goal.name,
        "G15",
        facts,
        "own weeks",
        "readers click as before, and fewer of them go on: the page, the form or the offer changed",
        "when the clicks come from other posts or other readers than before",
    )
    return Recommendation(
        "page", "Check the landing page and its form", because=because, effect=gained, account=view.goal.account,
        minutes=45, role="analyst", lead_days=7,
    )  # fmt: skip


def towards(
    goal: Goal, situation: Situation, measure: str, key: str, title: str, rule: str
) -> Iterator[Recommendation]:
    """For goals that clicks lead to: a post that asks, where those surely do better; the page, where fewer go on."""
    view, account = situation.view(goal), situation.account(goal.account)
    if view is None or account is None or not open_goal(view):
        return
    asks = better(view, "cta", "call to action", "link")
    if asks is not None:
        made = post(
            view, situation, key, title, rule, "posts that ask for something do better here",
            lift=(asks.part, asks.lift),
            change_mind="when promotion is at its limit, or the next such posts do no better",
        )  # fmt: skip
        if made is not None:
            yield made
    lost = lost_rate(view, account, measure, "url_clicks")
    if lost is not None:
        yield page_check(view, *lost)
