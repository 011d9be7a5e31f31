"""The stand-up card holds today's work, what waits, what is wrong and the core goals; every row says why (T10)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tweetplan.domain.goals import Member
from tweetplan.domain.posts import Post
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import calendar, goals, slots, tasks, team, today, why
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, days, leads, planned


def test_the_card_of_an_empty_workspace_is_a_card(ws: Workspace) -> None:
    card = today.card(ws)
    assert (card.account, card.week, card.work, card.goals) == (None, None, (), ())
    assert card.day == date(2026, 3, 17)


def test_work_of_the_day_stands_in_order_of_time_and_overdue_tasks_come_first(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, "2026-W12")
    tasks.add(ws, "Answer the letter", date(2026, 3, 12), minutes=15)
    card = today.card(ws)
    posts = [work for work in card.work if work.kind != "task"]
    assert [work.time for work in posts] == ["09:00", "13:00", "17:00"]
    assert {work.state for work in posts} <= {"no draft", "free"}
    todo = [work for work in card.work if work.kind == "task"]
    assert (todo[0].title, todo[0].overdue) == ("Answer the letter", 5)
    assert all(work.overdue >= 0 for work in todo)


def test_a_post_on_a_slot_gives_it_title_and_state(ws: Workspace) -> None:
    planned(ws)
    made = slots.add(ws, "@tern", date(2026, 3, 17), "11:00")
    with ws.operation("test") as change:
        change.put("posts", stored_posts.row(Post("p1", "@tern", "Roast notes #3", "approved", slot=made.id)))
    (work,) = today.card(ws).work
    assert (work.title, work.state, work.time) == ("Roast notes #3", "approved", "11:00")


def test_tasks_are_of_their_owner_or_of_their_role(ws: Workspace) -> None:
    planned(ws)
    team.put(ws, Member("ana", ("strategist",), "UTC", {"mon-fri": "08:00-17:00"}))
    team.put(ws, Member("ben", ("creator",), "UTC", {"mon-fri": "16:00-20:00"}))
    whose = {"a": ("strategist", ""), "b": ("creator", ""), "c": ("creator", "ana"), "d": ("", ""), "f": ("", "ben")}
    for title, (role, owner) in whose.items():
        tasks.add(ws, title, date(2026, 3, 17), role=role, owner=owner)
    tasks.done(ws, tasks.add(ws, "e", date(2026, 3, 17)).id)
    card = today.card(ws)
    assert [work.title for work in card.work] == ["a", "c", "d"]
    assert [shift.login for shift in card.duty] == ["ana"]
    assert card.next_duty and card.next_duty.login == "ben"


def test_core_goals_week_and_elastic_slots_left(ws: Workspace) -> None:
    planned(ws, replace(YEAR, name="second", tier="secondary", supports="leads-2026", kpi="lead_rate", target=0.02))
    goals.add(ws, replace(YEAR, name="third", tier="secondary", supports="leads-2026", importance=1, urgency=1))
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 75), 2.0))
    calendar.fill(ws, "2026-W12")
    card = today.card(ws)
    assert [line.goal.name for line in card.goals] == ["leads-2026", "second"] and card.others == 1
    assert card.goals[0].period and card.goals[0].period.actual == 150
    assert card.week and card.week.posts == 15 and card.week.period.label == "2026-W12"
    assert card.week.free <= card.week.elastic == 3
    assert [row.axis for row in card.week.axes] == ["intent", "plan", "topic"]
    late = today.card(replace(ws, as_of=datetime(2026, 3, 22, 22, 0, tzinfo=UTC)))
    assert late.week and (late.week.free, late.week.elastic) == (0, 3)


def test_what_waits_and_what_is_wrong(ws: Workspace) -> None:
    planned(
        ws,
        replace(YEAR, name="idea", reason="", draft=True),
        replace(YEAR, name="last", start=date(2025, 1, 1), end=date(2025, 12, 31)),
        replace(YEAR, name="open", baseline=None),
        replace(YEAR, name="ends-today", end=date(2026, 3, 17)),
    )
    card = today.card(ws)
    assert [waiting.text for waiting in card.waiting] == ["1 goal still a draft", "this week is not laid out"]
    assert [alarm.where for alarm in card.alarms if alarm.rule == "G31.ended"] == ["last"]
    rules = {alarm.rule: alarm.where for alarm in card.alarms}
    assert rules["D04.unproven"] == "open"
    assert {"data.none", "data.followers", "tick.silent"} <= set(rules)


def test_old_data_a_stale_count_and_a_silent_tick_are_alarms(ws: Workspace) -> None:
    planned(ws)
    leads(ws, {date(2026, 2, 1): 1200.0}, "followers")
    with ws.db.writing():
        ws.db.execute("INSERT INTO ticks VALUES ('tick', '', '2026-03-15T09:00:00.000Z', 'ana', 'ok')")
    alarms = {alarm.rule: alarm.message for alarm in today.card(ws).alarms if alarm.where in ("@tern", "tick")}
    assert alarms["data.followers"] == "@Tern: followers last counted on 2026-02-01."
    assert alarms["tick.silent"] == "tick last ran on 15 Mar 09:00 UTC."


def test_the_card_costs_few_queries_however_long_the_workspace_lives(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, "2026-W12")
    counted: list[str] = []
    ws.db.borrow(lambda connection: connection.set_trace_callback(counted.append))
    today.card(ws)
    few = len(counted)
    ws.db.borrow(lambda connection: connection.set_trace_callback(None))
    for week in ("2026-W13", "2026-W14", "2026-W15"):
        calendar.fill(ws, week)
    counted.clear()
    ws.db.borrow(lambda connection: connection.set_trace_callback(counted.append))
    today.card(ws)
    assert len(counted) == few < 80


def test_why_a_task_a_slot_and_a_budget_are_there(ws: Workspace) -> None:
    planned(ws)
    filled = calendar.fill(ws, "2026-W12")
    offer = next(task for task in filled.tasks if task.title == "Offer")
    lines = dict(line for line in why.explain_task(ws, offer.id).lines if isinstance(line, tuple))
    assert lines["rule"].startswith("G15: Leads") and lines["template"] == "Leads: 2 a week"
    assert lines["goal"] == "leads-2026: Sell 40 office machines by December"
    view = calendar.week(ws, "2026-W12")
    slot = next(one.slot for one in view.slots if one.slot.title == "Offer")
    lines = dict(line for line in why.explain_slot(ws, slot.id).lines if isinstance(line, tuple))
    assert lines["intent"].startswith("promo; W04") and lines["goal"] == "leads-2026 asks for this post"
    told = why.explain_budget(view.budgets[0], view.findings)
    lines = dict(line for line in told.lines if isinstance(line, tuple))
    assert told.title == "intent · promo" and lines["allowed"] == "0 to 2 posts" and lines["verdict"] == "ok"
    assert lines["asked by"] == "leads-2026"


def test_at_night_the_day_is_the_accounts_own(ws: Workspace) -> None:
    planned(ws)
    late = replace(ws, as_of=datetime(2026, 3, 17, 23, 30, tzinfo=UTC))
    assert today.card(late).day == date(2026, 3, 18)
    assert today.card(replace(ws, as_of=late.now - timedelta(hours=2))).day == date(2026, 3, 17)
