"""Every number of every sentence of advice, computed again from the store by other means: SQL and plain arithmetic."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count, groupby
from statistics import fmean, median, pvariance, stdev
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tweetplan.analysis import demo
from tweetplan.analysis.chances import chances
from tweetplan.domain.operations import Actor
from tweetplan.domain.recommendations import Advice, Fact
from tweetplan.workspace import advice, estimates, ladder
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Z80 = 1.2815515655446004
T80 = {1: 3.0776835371752527, 2: 1.8856180831641267, 3: 1.63774435369621}
"""The t below which nine in ten lie, by degrees of freedom: from a printed table."""
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample workspace with its advice."""
    place, actor, ids = tmp_path_factory.mktemp("sample"), Actor("ana", 1000), count()
    demo.make_demo(place, actor=actor, clock=lambda: NOW, new_id=lambda: f"id{next(ids):08}")
    found = open_workspace(place, actor=actor, clock=lambda: NOW)
    yield found
    found.db.close()


def posts(ws: Workspace, account: str) -> list[Any]:
    """The own posts that are older than two days, in order of time, with what people said of their kind."""
    return ws.db.rows(
        "SELECT r.*, (SELECT t.cta FROM tags t WHERE t.account = r.account AND t.ref = r.ref) AS said"
        " FROM post_results r WHERE account = :a AND live = 1 AND kind = 'own' AND posted_at <= :until"
        " ORDER BY posted_at, ref",
        a=account, until=f"{NOW - 2 * DAY:%Y-%m-%dT%H:%M:%S}.000Z",
    )  # fmt: skip


def typical(ws: Workspace, told: Advice, fact: Fact) -> tuple[Any, ...]:
    """Mean, interval, n and days of what a typical own post earns."""
    held = [row for row in posts(ws, told.recommendation.account)[-60:] if row[fact.measure] is not None]
    logs = [math.log1p(row[fact.measure]) for row in held]
    reach = Z80 * stdev(logs) / math.sqrt(len(logs))
    ends = [max(math.expm1(fmean(logs) + step), 0.0) for step in (0.0, -reach, reach)]
    return (*ends, len(logs), date.fromisoformat(held[0]["day"]), date.fromisoformat(held[-1]["day"]))


def per_click(ws: Workspace, told: Advice, fact: Fact) -> tuple[Any, ...]:
    """Mean, interval, weeks and days of a typed figure for each link click, each week left out once."""
    assert fact.last is not None and fact.n is not None
    weeks = [(fact.last - DAY * (7 * at + 6), fact.last - DAY * 7 * at) for at in range(fact.n)]

    def sums(measure: str, source: str) -> list[float]:
        return [
            ws.db.value(
                "SELECT COALESCE(SUM(value), 0) FROM daily WHERE account = :a AND measure = :m AND day >= :f"
                " AND day <= :l AND (:s = '' OR source = :s)",
                a=told.recommendation.account, m=measure, f=f"{first}", l=f"{last}", s=source,
            ) for first, last in weeks
        ]  # fmt: skip

    tops, unders = sums(fact.measure, ""), sums("url_clicks", "overview")
    unders = unders if any(unders) else sums("url_clicks", "posts")
    whole = sum(tops) / sum(unders)
    left = [(sum(tops) - top) / (sum(unders) - under) for top, under in zip(tops, unders, strict=True)]
    reach = 1.28155 * math.sqrt((len(left) - 1) / len(left) * sum((one - whole) ** 2 for one in left))
    return whole, max(whole - reach, 0.0), whole + reach, len(left), weeks[-1][0], fact.last


def lift(ws: Workspace, told: Advice, fact: Fact) -> tuple[Any, ...]:
    """A call to action's lift on link clicks: residuals from a median of 51, cut, centred, drawn to none by group."""
    held = [row for row in posts(ws, told.recommendation.account) if row["url_clicks"] is not None]
    logs = [math.log1p(row["url_clicks"]) for row in held]
    left = [one - median(logs[max(at - 25, 0) : at + 26]) for at, one in enumerate(logs)]
    usual = 3 * 1.4826 * median(abs(one - median(left)) for one in left)
    left = [min(max(one, -usual), usual) if usual else one for one in left]
    left = [one - fmean(left) for one in left]
    kinds = [row["said"] or ("link" if re.search(r"https?://|\bt\.co/", row["text"]) else "none") for row in held]
    pairs = sorted(zip(kinds, left, strict=True), key=lambda pair: pair[0])
    groups = {kind: [one for _, one in mine] for kind, mine in groupby(pairs, key=lambda pair: pair[0])}
    within, size = pvariance(left), len(left) - sum(len(mine) ** 2 for mine in groups.values()) / len(left)
    beyond = sum(len(mine) * fmean(mine) ** 2 for mine in groups.values()) - (len(groups) - 1) * within
    between, sure = beyond / size, (beyond - math.sqrt(2 * (len(groups) - 1)) * within) / size
    n, mean = len(groups[fact.name.removeprefix("lift of ")]), fmean(groups[fact.name.removeprefix("lift of ")])
    effect = mean * n / (n + 20) * n * sure / (n * sure + within)
    reach = T80[len(groups) - 1] / math.sqrt(1 / between + n / within)
    return (*(math.expm1(effect + step) for step in (0.0, -reach, reach)), n, None, None)


def of_the_hour(ws: Workspace, told: Advice, fact: Fact) -> tuple[Any, ...]:
    """The stored lift of the hour of the slot by the readers' clock, or of the window that is surest."""
    slot = ws.db.row("SELECT s.at, a.audience_zone, a.zone FROM slots s JOIN accounts a ON a.id = s.account"
                     " WHERE s.id = :id", id=told.recommendation.target)  # fmt: skip
    times = estimates.timing(ws, told.recommendation.account)
    assert times is not None
    if "window" in fact.name or "best hours" in fact.name:
        held = max((window.lift for window in times.windows), key=lambda one: one.low)
    else:
        assert slot is not None
        at = datetime.fromisoformat(slot["at"]).astimezone(ZoneInfo(slot["audience_zone"] or slot["zone"]))
        held = times.slots[at.weekday() * 24 + at.hour]
    return held.mean, held.low, held.high, held.n, None, None


def counted(ws: Workspace, told: Advice, fact: Fact) -> float:
    """A count, or the ratio of a closed cycle, read with SQL or from the ladder."""
    goal, first, last = told.recommendation.goal, fact.first, fact.last
    if fact.name.startswith("posts planned"):
        day = NOW.astimezone(ZoneInfo(ws.db.value("SELECT zone FROM accounts WHERE role = 'main'"))).date()
        return float(ws.db.value(
            "SELECT COUNT(*) FROM slots s LEFT JOIN posts p ON p.slot = s.id WHERE s.day >= :f AND s.day <= :l"
            " AND s.at > :now AND COALESCE(NULLIF(p.goal, ''), s.goal) = :goal",
            f=f"{day}", l=f"{day + 13 * DAY}", now=f"{NOW:%Y-%m-%dT%H:%M:%S}Z", goal=goal,
        ))  # fmt: skip
    if fact.name.startswith("came over asked"):
        rungs = [r for r in ladder.rungs(ws, goal, "week") if first and last and first <= r.start <= r.end <= last]
        return sum(rung.actual or 0.0 for rung in rungs) / sum(rung.planned for rung in rungs)
    return fact.value


WAYS = {
    "of a typical own post": typical,
    "per link click": per_click,
    "hour": of_the_hour,
    "window": of_the_hour,
    "lift of": lift,
}


def test_every_fact_is_what_the_store_says(ws: Workspace) -> None:
    seen = []
    for told in advice.listing(ws):
        for fact in told.recommendation.because.facts:
            again = next((way for name, way in WAYS.items() if name in fact.name), None)
            if again is None:
                assert counted(ws, told, fact) == pytest.approx(fact.value), (told.recommendation.title, fact)
                continue
            *figures, n, first, last = again(ws, told, fact)
            assert [fact.value, fact.low, fact.high] == pytest.approx(figures), (told.recommendation.title, fact.name)
            assert (fact.n, fact.first, fact.last) == (n, first, last)
            seen.append(again)
    assert {typical, per_click, lift} <= set(seen)


def test_every_effect_follows_from_its_facts_and_every_chance_is_the_one_told(ws: Workspace) -> None:
    rows = {row.goal.name: row for row in chances(ws).rows}
    for told in advice.listing(ws):
        made, facts = told.recommendation, told.recommendation.because.facts
        if told.p_now is not None:
            outcome = rows[made.goal].outcome
            assert outcome is not None and told.p_now == outcome.p_positive
        if made.effect is None or made.kind not in ("task", "slot") or "typical" not in facts[0].name:
            continue
        mean, low, high = facts[0].value, facts[0].low or 0.0, facts[0].high or 0.0
        for fact in facts[1:]:
            assert "per link click" not in fact.name or (fact.low is not None and fact.high is not None)
            if "per link click" in fact.name and fact.low is not None and fact.high is not None:
                half = math.hypot(mean * (fact.high - fact.low), fact.value * (high - low)) / 2
                mean, low, high = mean * fact.value, mean * fact.value - half, mean * fact.value + half
            elif fact.unit == "lift" and fact.low is not None and fact.high is not None:
                ends = [low * (1 + fact.value), mean * (1 + fact.low), high * (1 + fact.value), mean * (1 + fact.high)]
                mean, low, high = mean * (1 + fact.value), min(ends[:2]), max(ends[2:])
        assert [made.effect.mean, made.effect.low, made.effect.high] == pytest.approx([mean, low, high])


def test_every_number_that_is_read_is_one_of_these(ws: Workspace) -> None:
    read = 0
    for told in advice.listing(ws):
        because, effect = told.recommendation.because, told.recommendation.effect
        figures = [
            one for fact in because.facts for one in (fact.value, fact.low, fact.high, fact.n) if one is not None
        ]
        values = figures + [100 * one for one in figures]
        values += [effect.mean, effect.low, effect.high, effect.n] if effect else []
        values += [100 * told.p_now, 100 * told.p_done, 0.1, 99.9] if told.p_now is not None and told.p_done else []
        for line in told.sentences:
            if line in (because.text, because.change_mind) or re.search(r"\d (h|min|d|s)\b", line):
                continue
            body = re.sub(r"\d{4}-\d\d-\d\d", "", line.partition(": ")[2] or line).replace(",", "").replace("−", "-")
            for number in re.findall(r"(?<![\w-])[+-]?\d+(?:\.\d+)?", body):
                last = 10.0 ** -len(number.partition(".")[2])
                assert any(abs(float(number) - value) <= 0.5001 * last for value in values), (line, number)
                read += 1
    assert read > 60
