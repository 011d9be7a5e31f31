"""The adjust rule on a goal's closed cycles: a raise, or the search for the cause down the goal's own funnel (G26–G31).

A cycle is four ISO weeks (or as many as the rules say), counted from the goal's start. What was asked of them is taken
from what was recorded when the weeks closed, else from the plan as it is.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from tweetplan.analysis.chances import GoalChance, chances
from tweetplan.analysis.chances_weeks import known_weeks
from tweetplan.analysis.parts import Posts, own_posts
from tweetplan.domain.figures import number_words, percent_words
from tweetplan.domain.ladder import Reading
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.outlooks import Adjustment, Cycle, Step
from tweetplan.domain.periods import containing
from tweetplan.estimate.adjust import AdjustRule, judge, moderate_raise
from tweetplan.estimate.normal import Floats
from tweetplan.storage import asked as stored_asked
from tweetplan.storage import learning
from tweetplan.workspace import results
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.rules import rules

SHOWN = 2
"""Cycles whose arithmetic is shown."""
BEFORE = 3
"""Cycles before the last one that its steps are compared with."""
SCALE = 1000.0
"""What a ratio's week is multiplied with, so that its logarithm is told apart from that of 1 + it."""
CLEAR = 0.15
"""A step that fell by less is not named as a cause."""


def proposals(ws: Workspace, name: str = "") -> tuple[Adjustment, ...]:
    """What the rule says of every goal that can be read, or of the one named; raises `NotFound` for another."""
    rows = [row for row in chances(ws, name).rows if row.reading]
    posts = {key: own_posts(ws, key) for key in {row.goal.account for row in rows}}
    return tuple(adjustment(ws, row, posts[row.goal.account]) for row in rows)


def adjustment(ws: Workspace, row: GoalChance, posts: Posts | None) -> Adjustment:
    """What the rule says of one goal that can be read."""
    read = row.reading
    assert read is not None
    ruled = rules(ws)
    rule = AdjustRule(
        ruled.number("adjust.raise"), ruled.whole("adjust.raise_cycles"), ruled.number("adjust.analyse"),
        ruled.number("adjust.sure"),
    )  # fmt: skip
    target = float(row.goal.target)
    weeks = max(ruled.whole("adjust.cycle_days") // 7, 1)
    judged = read.complete_to is not None and not read.kpi.at_end_only  # a survey has no pace before its end
    cycles = tuple(_cycles(ws, read, weeks)) if judged else ()
    if not cycles:
        return Adjustment(row.goal.name, "none", target=target, sure=rule.sure)
    last = cycles[-1]
    ratios = np.array([_ratio(read, cycle) for cycle in cycles])
    values, asked_week = _weekly(ws, row, read, last, weeks)
    found = judge(ratios, values, asked_week, rule)
    steps = tuple(_steps(ws, read, last, posts, weeks)) if found.fired == "analyse" else ()
    causes = tuple(_causes(ws, read, steps, posts, last)) if found.fired == "analyse" else ()
    p = found.p_above if found.fired == "raise" else found.p_below
    proposed = _raised(row) if found.move == "raise" else None
    return Adjustment(
        row.goal.name, found.move, cycles[-SHOWN:], found.fired, p, rule.sure, target, proposed, steps, causes
    )


def _cycles(ws: Workspace, read: Reading, weeks: int) -> Iterator[Cycle]:
    """The closed cycles of a goal, the oldest first: over, and its figures complete and settled."""
    assert read.complete_to is not None
    settled = min(read.complete_to, read.today) - timedelta(days=read.kpi.lag_days)
    first = read.goal.start + timedelta(days=-read.goal.start.weekday() % 7)
    while (last := first + timedelta(days=7 * weeks - 1)) <= min(settled, read.goal.end):
        asked, actual = _asked(ws, read, first, last, weeks), _actual(read, first, last)
        if asked is not None and asked > 0 and actual is not None:
            yield Cycle(first, last, asked, actual)
        first = last + timedelta(days=1)


def _asked(ws: Workspace, read: Reading, first: date, last: date, weeks: int) -> float | None:
    """What the plan asked of a cycle: as recorded when its weeks closed, where all of them were."""
    if read.kpi.formula.kind == "total":
        labels = (containing("week", first + timedelta(weeks=at)).label for at in range(weeks))
        held = [stored_asked.one(ws.db, read.goal.id, label) for label in labels]
        known = [one.planned for one in held if one is not None]
        return sum(known) if len(known) == weeks else read.plan.over(first, last)
    if read.kpi.formula.kind in ("level", "growth"):
        return read.plan.value_at(last) - read.plan.value_at(first - timedelta(days=1))
    return read.plan.over(first, last)


def _actual(read: Reading, first: date, last: date) -> float | None:
    """What came in a cycle: of a level how far it moved."""
    if read.kpi.formula.kind not in ("level", "growth"):
        return read.actual_of(first, last)
    before, after = (read.actual_of(read.goal.start, day) for day in (first - timedelta(days=1), last))
    if after is None:
        return None
    return after - (before if before is not None else read.goal.baseline or 0.0)


def _ratio(read: Reading, cycle: Cycle) -> float:
    """What came over what was asked, turned round where less is better."""
    if read.kpi.better == "lower":
        return cycle.asked / cycle.actual if cycle.actual > 0 else 1.0
    return cycle.ratio


def _weekly(ws: Workspace, row: GoalChance, read: Reading, last: Cycle, weeks: int) -> tuple[Floats, float]:
    """The weekly figures up to the end of the last cycle, and what it asked of each week, in one unit."""
    known = known_weeks(ws, read, last.last)
    if known.under is not None:
        told = known.under > 0
        values = known.weeks[told] / known.under[told]
        if read.kpi.better == "lower":
            values = 1.0 / np.maximum(values, 1e-9)
            return SCALE * values * last.asked, SCALE
        return SCALE * values / last.asked, SCALE
    base = row.course.base if row.course is not None and read.kpi.formula.kind == "growth" else 1.0
    values = np.maximum(known.weeks / known.step, 0.0)
    return values, last.asked * (base or 1.0) / weeks


def _raised(row: GoalChance) -> float | None:
    """The target proposed: what three of five futures reach, at most a fifth more (turned round where less is good)."""
    if row.draws is None or row.kpi is None:
        return None
    target = float(row.goal.target)
    if row.kpi.better == "lower":
        found = float(np.clip(np.quantile(row.draws, 0.6), target / 1.2, target))
    else:
        found = moderate_raise(target, row.draws)
    whole = row.kpi.formula.kind in ("total", "level") and abs(target) >= 10
    found = float(round(found)) if whole else found
    return found if found != target else None


def _steps(ws: Workspace, read: Reading, last: Cycle, posts: Posts | None, weeks: int) -> Iterator[Step]:
    """The goal's funnel in the last cycle beside the cycles before it; the step where most was lost is marked."""
    names = _funnel(read)
    length = timedelta(days=7 * weeks)
    spans = [(last.first - length * back, last.last - length * back) for back in range(BEFORE + 1)]
    counts = [_counts(ws, read, posts, names, *span) for span in spans]
    found: list[tuple[str, float, float]] = []
    for at, name in enumerate(names):
        under = names[at - 1] if at else ""
        rates = [_per(count, name, under) for count in counts]
        before = [rate for rate in rates[1:] if rate is not None]
        if rates[0] is not None and before and sum(before) > 0:
            label = f"{_said(name)} per {_one(under)}" if under else _said(name)
            found.append((label, rates[0], sum(before) / len(before)))
    drops = [now / before if before > 0 else 1.0 for _, now, before in found]
    worst = min(range(len(drops)), key=lambda at: drops[at]) if drops and min(drops) < 1 - CLEAR else -1
    for at, (label, now, before_mean) in enumerate(found):
        yield Step(label, now, before_mean, at == worst)


def _funnel(read: Reading) -> tuple[str, ...]:
    """The measures from posts to what the goal counts."""
    formula = read.kpi.formula
    if formula.kind in ("level", "growth"):
        return "posts", "impressions", "profile_visits", "new_follows"
    wanted = formula.plus[0]
    if wanted == "impressions":
        return "posts", "impressions"
    if wanted in POST_MEASURES:
        return "posts", "impressions", wanted
    return "posts", "impressions", "url_clicks", wanted


def _counts(
    ws: Workspace, read: Reading, posts: Posts | None, names: Sequence[str], first: date, last: date
) -> dict[str, float]:
    found = results.sums(ws, read.goal.account, [name for name in names if name != "posts"], first, last)
    begin, end = first.isoformat(), last.isoformat()
    return {**found, "posts": float(sum(begin <= day <= end for day in posts.days) if posts else 0)}


def _per(counts: dict[str, float], name: str, under: str) -> float | None:
    if name not in counts:
        return None
    if not under:
        return counts[name]
    return counts[name] / counts[under] if counts.get(under) else None


def _causes(ws: Workspace, read: Reading, steps: Sequence[Step], posts: Posts | None, last: Cycle) -> Iterator[str]:
    """What was found, in words: the step where most was lost; for retention the tree of causes (W01)."""
    if read.goal.type == "retention" and posts is not None:
        yield from _tree(ws, read, posts, last)
    for step in steps:
        if step.worst:
            yield f"most was lost at {step.name}: {_number(step.now)}, before {_number(step.before)}"
    if not any(step.worst for step in steps):
        yield "no step of our own fell clearly: look at rivals, the season and the platform"


def _tree(ws: Workspace, read: Reading, posts: Posts, last: Cycle) -> Iterator[str]:
    """W01: too much selling, silence or flood, and talk that nobody answered, from the account's own figures."""
    begin, end = last.first.isoformat(), last.last.isoformat()
    within = [at for at, day in enumerate(posts.days) if begin <= day <= end]
    intents = [posts.parts["intent"][at] for at in within if posts.parts["intent"][at]]
    most = rules(ws).shares("mix.value_promo")[1]
    if intents and (share := intents.count("promo") / len(intents)) > most:
        sold = f"{percent_words(share)} of {len(intents)} posts sold something"
        yield f"value imbalance: {sold}, at most {percent_words(most)} should"
    length = (last.last - last.first).days + 1
    earlier = (last.first - timedelta(days=length * BEFORE)).isoformat()
    before = sum(earlier <= day < begin for day in posts.days) / BEFORE
    if before > 0 and not 0.5 < len(within) / before < 1.5:
        word = "silence" if len(within) < before else "flood"
        yield f"{word}: {len(within)} posts, before {_number(before)} in as many days"
    since = instant_text(datetime.combine(last.first, time(), UTC))
    said = learning.unanswered(ws.db, read.goal.account, since)
    if said and said["mentions"] and said["unanswered"]:
        share = said["unanswered"] / said["mentions"]
        yield f"unanswered talk: {percent_words(share)} of {said['mentions']} mentions"


def _said(measure: str) -> str:
    return measure.replace("_", " ")


def _one(measure: str) -> str:
    """One of what is counted: `link click` of `url_clicks`."""
    return _said(measure).removesuffix("s")


def _number(value: float) -> str:
    return percent_words(value) if 0 < value < 1 else number_words(round(value, 2))
