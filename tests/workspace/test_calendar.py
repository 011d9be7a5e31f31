"""The calendar is laid out from patterns, goals and budgets, and what people decide stays (T11, T21, W04, C02)."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Member, PeriodNote
from tweetplan.domain.mix import at_least, at_most, share
from tweetplan.domain.posts import Pattern, Post
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, calendar, goals, history, mix, settings, slots, tasks, team
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, planned

WEEK = "2026-W12"


def put_post(ws: Workspace, post: Post) -> None:
    with ws.operation("test") as change:
        change.put("posts", stored_posts.row(post))


def test_a_week_is_laid_out_within_its_budgets_with_the_posts_that_goals_ask_for(ws: Workspace) -> None:
    planned(ws)
    filled = calendar.fill(ws, WEEK)
    assert (filled.added, filled.changed, filled.removed, filled.findings) == (15, 0, 0, ())
    assert {task.title for task in filled.tasks} >= {"Offer", "Plan the week"}
    week = calendar.week(ws, WEEK)
    assert week.zone == "America/New_York" and len(week.slots) == 15
    assert [(row.axis, row.verdict) for row in week.axes] == [("intent", "ok"), ("plan", "ok"), ("topic", "ok")]
    offers = [one for one in week.slots if one.slot.title == "Offer"]
    assert len(offers) == 2 and {one.slot.goal for one in offers} == {"leads-2026"}
    assert week.free == week.elastic == sum(one.free for one in week.slots)


def test_laid_out_twice_nothing_changes_and_undo_empties_the_week(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    before = ws.revision
    again = calendar.fill(ws, WEEK)
    assert (again.added, again.changed, again.removed, again.tasks) == (0, 0, 0, ())
    assert ws.revision == before
    history.undo(ws)
    assert calendar.week(ws, WEEK).slots == ()
    assert tasks.listing(ws, WEEK) == ()


def test_c02_the_support_account_has_no_slots_and_no_budgets(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    week = calendar.week(ws, WEEK, "@ternhelp")
    assert week.slots == () and week.budgets == ()
    with pytest.raises(UsageProblem, match="support"):
        slots.add(ws, "@ternhelp", date(2026, 3, 18), "09:00")


def test_a_locked_a_moved_and_an_edited_slot_stay_when_the_week_is_laid_out_again(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    first, second, third = (one.slot for one in calendar.week(ws, WEEK).slots if one.slot.day == date(2026, 3, 20))
    slots.lock(ws, first.id)
    moved = slots.move(ws, second.id, date(2026, 3, 21), "11:00")
    slots.edit(ws, third.id, title="Roast notes", topic="industry")
    slots.put_pattern(ws, Pattern("@tern", (0, 1), ("09:00",)))
    filled = calendar.fill(ws, WEEK)
    kept = {one.slot.id: one.slot for one in calendar.week(ws, WEEK).slots}
    assert kept[first.id].locked and kept[moved.id].day == date(2026, 3, 21) and kept[third.id].title == "Roast notes"
    assert filled.removed > 0 and date(2026, 3, 19) not in {slot.day for slot in kept.values()}


def test_a_slot_moved_to_another_week_leaves_its_place_empty(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    last = calendar.week(ws, WEEK).slots[-1].slot
    slots.move(ws, last.id, date(2026, 3, 28))
    calendar.fill(ws, WEEK)
    assert len(calendar.week(ws, WEEK).slots) == 14
    slots.add(ws, "@tern", last.day, last.time, title="by hand")
    assert len(calendar.week(ws, WEEK).slots) == 15


def test_two_slots_cannot_lie_at_one_moment_and_a_taken_one_is_not_removed(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    week = [one.slot for one in calendar.week(ws, WEEK).slots]
    with pytest.raises(Conflict):
        slots.move(ws, week[0].id, week[1].day, week[1].time)
    with pytest.raises(Conflict):
        slots.add(ws, "@tern", week[0].day, week[0].time)
    put_post(ws, Post("p1", "@tern", "Hello\nthere", "draft", slot=week[0].id))
    with pytest.raises(Conflict, match="taken"):
        slots.delete(ws, week[0].id)
    assert calendar.week(ws, WEEK).slots[0].title == "Hello"
    slots.delete(ws, week[1].id)
    with pytest.raises(NotFound):
        slots.get(ws, week[1].id)


def test_w04_moving_a_promo_beside_another_is_said(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    promos = [one.slot for one in calendar.week(ws, WEEK).slots if one.slot.intent == "promo"]
    (crowded,) = slots.moving(ws, promos[1].id, promos[0].day, "17:00" if promos[0].time != "17:00" else "13:00")
    assert crowded.rule == "W04.spacing"
    assert promos[0].day not in slots.best_days(ws, promos[1].id)


def test_a_taken_elastic_slot_counts_as_what_it_became(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    week = calendar.week(ws, WEEK)
    elastic = next(one.slot for one in week.slots if one.free)
    put_post(ws, Post("p1", "@tern", "water day", "draft", slot=elastic.id, intent="value", topic="industry"))
    after = calendar.week(ws, WEEK)
    assert after.free == week.free - 1 and after.elastic == week.elastic
    intents = [next(row for row in view.budgets if row.axis == "intent").window for view in (week, after)]
    assert intents[1] == intents[0] + 1


def test_a_post_counts_in_the_week_of_its_slot_or_of_its_day_and_published_ones_are_counted(ws: Workspace) -> None:
    planned(ws)
    calendar.fill(ws, WEEK)
    calendar.fill(ws, "2026-W13")
    later = calendar.week(ws, "2026-W13").slots[0].slot
    put_post(ws, Post("p1", "@tern", "later", "draft", slot=later.id))
    plan = next(row for row in calendar.week(ws, WEEK).budgets if row.axis == "plan")
    assert (plan.window, plan.published_window) == (15, 0)
    put_post(ws, Post("p2", "@tern", "loose", "published", planned_for=date(2026, 3, 18), intent="value"))
    plan = next(row for row in calendar.week(ws, WEEK).budgets if row.axis == "plan")
    assert (plan.window, plan.published_window) == (16, 1)


def test_g26_hours_are_held_back(ws: Workspace) -> None:
    planned(ws)
    team.put(ws, Member("ana", ("strategist",), "Europe/Berlin", {}, 2400))
    tasks.add(ws, "Much work", date(2026, 3, 18), minutes=31 * 60)
    (hours,) = [row for row in calendar.week(ws, WEEK).budgets if row.axis == "reserve"]
    assert (hours.planned, hours.window, hours.kept, hours.verdict) == (31, 40, 9, "ok")
    settings.write(ws, reserve={"hours": 0.25})
    (hours,) = [row for row in calendar.week(ws, WEEK).budgets if row.axis == "reserve"]
    assert (hours.high, hours.verdict) == (30, "above")


def test_g08_money_of_the_month_is_held_back(ws: Workspace) -> None:
    planned(ws)
    goals.note_period(ws, "leads-2026", PeriodNote("2026-03", "fair", 800.0))
    (money,) = [row for row in calendar.week(ws, WEEK).budgets if row.part == "money"]
    assert (money.planned, money.window, money.high, money.verdict) == (0, 800, 640, "ok")


def test_an_own_mix_replaces_the_goals_and_goals_that_clash_are_named(ws: Workspace) -> None:
    planned(ws)
    mix.override(ws, "@tern", share("intent", promo=at_least(0.40), rule="own"))
    account = accounts.get(ws, "@tern")
    rules, clashes = mix.rules_for(ws, account, date(2026, 3, 16), date(2026, 3, 22))
    assert not clashes and next(rule for rule in rules if rule.axis == "intent").band.low == 0.40
    calendar.fill(ws, WEEK)
    assert next(row for row in calendar.week(ws, WEEK).budgets if row.axis == "intent").verdict == "ok"
    mix.remove_override(ws, "@tern", "intent")
    rules, _ = mix.rules_for(ws, account, date(2026, 3, 16), date(2026, 3, 22))
    assert next(rule for rule in rules if rule.axis == "intent").band.high == 0.20
    with pytest.raises(UsageProblem, match="reserve"):
        mix.override(ws, "@tern", share("reserve", hours=at_most(0.3)))


def test_g21_weeks_and_months_have_themes(ws: Workspace) -> None:
    planned(ws)
    slots.put_theme(ws, "@tern", WEEK, "water")
    slots.put_theme(ws, "@tern", "2026-03", "the craft")
    week = calendar.week(ws, WEEK)
    assert week.theme and week.theme.theme == "water"
    assert week.month_theme and week.month_theme.theme == "the craft"
    assert slots.put_theme(ws, "@tern", WEEK, "roast").theme == "roast"
    slots.remove_theme(ws, "@tern", WEEK)
    assert [theme.period for theme in calendar.themes(ws)] == ["2026-03"]


def test_a_month_shows_every_week_and_is_laid_out_whole(ws: Workspace) -> None:
    planned(ws)
    filled = calendar.fill(ws, "2026-03")
    assert filled.weeks == ("2026-W09", "2026-W10", "2026-W11", "2026-W12", "2026-W13", "2026-W14")
    month = calendar.month(ws, "2026-03")
    assert all(day.slot.day.month == 3 for day in month.slots) and len(month.slots) == 66
    assert [label for label, _ in month.weeks] == list(filled.weeks)
    assert all(row.verdict == "ok" for _, rows in month.weeks for row in rows)
    with pytest.raises(UsageProblem):
        calendar.fill(ws, "2026-Q1")
    with pytest.raises(UsageProblem):
        calendar.week(ws, "2026-03")


def test_a_workspace_without_accounts_says_what_to_do(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="account add"):
        calendar.week(ws)
    with pytest.raises(NotFound, match="account add"):
        calendar.fill(ws)


def test_a_pattern_and_a_time_are_checked(ws: Workspace) -> None:
    planned(ws)
    for wrong in (Pattern("@tern", (), ("09:00",)), Pattern("@tern", (7,), ("09:00",)), Pattern("@tern", (0,), ("9",))):
        with pytest.raises(UsageProblem):
            slots.put_pattern(ws, wrong)
    made = slots.put_pattern(ws, Pattern("@tern", (3, 0), ("13:00", "09:00")))
    assert (made.days, made.times) == ((0, 3), ("09:00", "13:00"))
    slots.remove_pattern(ws, made.id)
    assert calendar.patterns(ws) == ()


def test_a_draft_goal_has_no_say(ws: Workspace) -> None:
    planned(ws, replace(YEAR, name="idea", reason="", draft=True))
    assert all(one.slot.goal in ("", "leads-2026") for one in calendar.week(ws, WEEK).slots)
    calendar.fill(ws, WEEK)
    assert {one.slot.goal for one in calendar.week(ws, WEEK).slots} == {"", "leads-2026"}
