"""Advice from day to day: a stable order, capacity kept, goals that ended left alone, a clock that goes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from imports import Bring
from tweetplan.analysis.advising import refresh
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.domain.goals import Goal, Member
from tweetplan.domain.posts import Task
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import accounts, advice, calendar, goals, history, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def ready(ws: Workspace, bring: Bring) -> Iterator[Workspace]:
    """An account with posts, typed leads and three goals of which none is decided."""
    refresh_if_changed(ws)
    accounts.add(ws, "@acme", zone="UTC")
    lines = ["id,posted_at,text,impressions,url_clicks,likes,replies,reposts,new_follows"]
    for n in range(150):
        at = NOW - timedelta(days=3 + n, hours=n % 5)
        text = "Read it https://example.com" if n % 3 == 0 else "A thought"
        lines.append(f"{9_900_000 - n},{at.isoformat()},{text},{300 + 13 * (n % 7)},{4 + n % 5},{n % 6},1,1,{n % 2}")
    typed = ["date,account,measure,value"]
    typed += [f"{NOW.date() - DAY * n},@acme,leads,{n % 4}" for n in range(1, 100)]
    bring({"posts.csv": "\n".join(lines) + "\n", "leads.csv": "\n".join(typed) + "\n"})
    for name, kind, kpi, target, end in (
        ("reach", "awareness", "impressions", 62_000, date(2026, 12, 31)),
        ("leads", "leads", "leads", 270, date(2026, 12, 31)),
        ("short", "awareness", "url_clicks", 1300, date(2026, 11, 24)),
    ):
        goals.add(ws, Goal(name, kind, "@acme", kpi, target, date(2026, 7, 1), end, reason="Sell", baseline=10.0))
    for label in ("2026-W48", "2026-W49"):
        calendar.fill(ws, label)
    yield ws


def on(ws: Workspace, days: int) -> Workspace:
    """The workspace with advice refreshed so many days later."""
    then = replace(ws, clock=lambda: NOW + DAY * days)

    def again() -> Workspace:
        return open_workspace(ws.db.path, actor=ws.actor, clock=then.clock, new_id=ws.new_id)

    found, _ = refresh(again(), again)
    return found


def order(ws: Workspace) -> list[str]:
    return [one.id for one in advice.listing(ws)]


def test_the_order_stays_from_day_to_day_where_scores_are_alike(ready: Workspace):
    first = order(on(ready, 0))
    second = order(on(ready, 1))
    both = [one for one in first if one in second]
    assert len(both) >= 3
    found = {one.id: one for one in advice.listing(on(ready, 1))}
    places = [second.index(one) for one in both if not found[one].explore and not found[one].recommendation.must]
    moved = sum(abs(place - at) for at, place in enumerate(sorted(places)) if places[at] != place)
    assert moved <= 2


def test_the_days_minutes_are_kept_and_what_is_done_already_counts(ready: Workspace):
    team.put(ready, Member("ana", ("strategist",), minutes_a_week=7 * 150))

    def minutes(ws: Workspace) -> int:
        return sum(one.recommendation.minutes for one in advice.listing(ws) if one.chosen and not one.explore)

    roomy = minutes(on(ready, 0))
    assert 0 < roomy <= 150
    with ready.operation("task.add") as change:
        task = Task("t1", "A long day", NOW.date(), minutes=100)
        change.put(stored_tasks.TABLE, stored_tasks.row(task), expected=0)
    assert minutes(on(ready, 0)) <= 60


def test_a_goal_that_ended_or_went_is_advised_no_more(ready: Workspace):
    assert any(one.recommendation.goal for one in advice.listing(on(ready, 0)))
    assert "short" not in [one.recommendation.goal for one in advice.listing(on(ready, 5))]
    goals.remove(ready, "leads")
    assert "leads" not in [one.recommendation.goal for one in advice.listing(on(ready, 0))]
    history.undo(ready)


def test_a_clock_that_goes_back_is_computed_anew(ready: Workspace):
    later = on(ready, 2)
    assert advice.is_new(later)
    back = on(ready, 0)
    assert advice.is_new(back) and not any(one.stale for one in advice.listing(back))
    assert all((one.recommendation.due or NOW.date()) >= NOW.date() for one in advice.listing(back))


def test_what_was_answered_stays_away_and_undo_brings_it_back(ready: Workspace):
    ws = on(ready, 0)
    first = advice.listing(ws)
    advice.dismiss(ws, first[0].id, "not now")
    advice.snooze(ws, first[1].id)
    kept = order(on(ready, 0))
    assert first[0].id not in kept and first[1].id not in kept
    history.undo(ws)
    history.undo(ws)
    assert {first[0].id, first[1].id} <= set(order(on(ready, 0)))
