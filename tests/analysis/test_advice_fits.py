"""Advice never contradicts what stands: a freeze, a full budget, a slot that is taken or past, a changed goal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from imports import Bring
from tweetplan.analysis.core_advice import core_advice
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.analysis.estimating import estimate
from tweetplan.analysis.fitting import fits
from tweetplan.analysis.parts import own_posts
from tweetplan.analysis.scoring import Habits, ranked
from tweetplan.analysis.situating import situation
from tweetplan.domain.codec import plain
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.findings import Conflict, NotFound, Problem
from tweetplan.domain.goal_type import GoalType
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, duration, total
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.operations import Actor
from tweetplan.domain.outlooks import Adjustment, Times, Window
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.posts import Post
from tweetplan.domain.recommendations import Advice, Because, Effect, Recommendation
from tweetplan.domain.situation import BudgetView, PeopleView, Situation
from tweetplan.storage import advice as stored
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import estimates as stored_estimates
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, advice, calendar, freezing, goals, history, slots
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from tweetplan_goals.community import Community
from tweetplan_goals.retention import Retention
from tweetplan_goals.support import Support

TALK: dict[str, type[GoalType]] = {"community": Community, "retention": Retention, "support": Support}
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def export() -> str:
    """Own posts at 23:30 UTC, which is the next day in Tokyo."""
    lines = ["id,posted_at,text,impressions,url_clicks,likes,replies,reposts"]
    for n in range(80):
        at = datetime(2026, 11, 16, 23, 30, tzinfo=UTC) - DAY * n
        lines.append(f"{9_000_000 - n},{at.isoformat()},A thought,{300 + n % 7},{n % 5},{n % 3},1,1")
    return "\n".join(lines) + "\n"


@pytest.fixture
def ready(ws: Workspace, bring: Bring) -> Iterator[Workspace]:
    """An account in Tokyo, read in New York, with posts, a goal and a week that is laid out."""
    refresh_if_changed(ws)
    accounts.add(ws, "@acme", zone="Asia/Tokyo", audience_zone="America/New_York")
    bring({"posts.csv": export()})
    goals.add(ws, Goal("reach", "awareness", "@acme", "impressions", 60_000, date(2026, 7, 1), date(2026, 12, 31),
                       reason="Sell machines", baseline=1000.0))  # fmt: skip
    calendar.fill(ws, "2026-W48")
    yield ws


@pytest.fixture
def now(ready: Workspace) -> Situation:
    return situation(ready, estimate(ready)[0])


def told(kind: str = "task", **more: Any) -> Recommendation:
    because = more.pop("because", Because("reach", "x.rule"))
    return Recommendation("k", "Do it", kind=kind, because=because, account="@acme", **more)  # type: ignore[arg-type]


def keep(ws: Workspace, given: Recommendation) -> str:
    """Store it as advice of today; its id."""
    with ws.db.writing():
        stored.put(
            ws.db, [Advice("a1", given, "core", 0, 0.1)], f"{advice.fingerprint(ws)}/x", "2026-11-20T08:59:00.000Z"
        )
    return "a1"


def free(ws: Workspace) -> str:
    """The first elastic slot that nobody took."""
    held = stored_calendar.slots(ws.db, date(2026, 11, 23), date(2026, 11, 29), "@acme")
    return next(slot.id for slot in held if slot.plan == "elastic")


def write(ws: Workspace, **fields: Any) -> Post:
    with ws.operation("post.add") as change:
        made = Post(ws.new_id(), "@acme", "Hello", **fields)
        change.put(stored_posts.TABLE, stored_posts.row(made), expected=0)
    return made


def test_days_are_those_of_the_accounts_own_clock(ready: Workspace):
    posts = own_posts(ready, "@acme")
    days = [row["day"] for row in ready.db.rows("SELECT day FROM post_results WHERE live = 1 ORDER BY posted_at")]
    assert list(posts.days) == days and days[-1] == "2026-11-17"


def test_c03_the_lift_of_a_slot_is_that_of_its_hour_for_the_readers(ready: Workspace):
    learnt, _ = estimate(ready)
    lifts = tuple(Estimate(at / 1000, at / 1000, at / 1000, 9, 0.9, "m") for at in range(168))
    learnt = replace(learnt, times={"@acme": Times("@acme", "America/New_York", "evidence", 80, lifts, ())})
    with ready.operation("slot.add") as change:
        slot = slots.slot_at(accounts.get(ready, "@acme"), date(2026, 11, 24), "09:00", "Asia/Tokyo")
        change.put(stored_calendar.SLOTS, stored_calendar.slot_row(slot), expected=0)
    (view,) = [held for held in situation(ready, learnt).slots if held.slot.id == slot.id]
    assert view.lift == lifts[0 * 24 + 19]  # Tuesday 09:00 in Tokyo is Monday 19:00 in New York


def test_g09_posts_for_a_goal_count_as_planned_wherever_they_stand(ready: Workspace):
    learnt, _ = estimate(ready)
    before = situation(ready, learnt).goals[0].planned
    write(ready, goal="reach", slot=free(ready))
    write(ready, goal="reach", planned_for=date(2026, 11, 25))
    write(ready, goal="other", planned_for=date(2026, 11, 25))
    assert situation(ready, learnt).goals[0].planned == before + 2


@pytest.mark.parametrize("wishes", [{"kind": "slot"}, {"kind": "timing"}, {"makes_post": True}])
def test_t18_nothing_is_to_be_posted_while_publishing_is_stopped(ready: Workspace, wishes: dict[str, Any]):
    learnt, _ = estimate(ready)
    assert fits(told(**wishes), situation(ready, learnt)) or wishes["kind"] in ("slot", "timing")
    freezing.freeze(ready, "A recall", account="@acme")
    stopped = situation(ready, learnt)
    assert stopped.accounts[0].frozen and not fits(told(**wishes), stopped) and fits(told(), stopped)
    assert not any(
        one.makes_post or one.kind in ("slot", "timing") for one in core_advice(stopped) if fits(one, stopped)
    )


def test_w04_no_post_of_a_kind_that_is_at_its_limit(now: Situation):
    def at(planned: float, verdict: str = "ok", soft: bool = False) -> Situation:
        held = BudgetView("intent", "promo", planned, 10.0, 0.0, 2.0, verdict, "W04", soft)
        return replace(now, accounts=(replace(now.accounts[0], budgets=(held,)),))

    promo = told(makes_post=True, intent="promo")
    assert fits(promo, at(1.0)) and fits(told(makes_post=True, intent="value"), at(2.0))
    assert not fits(promo, at(2.0)) and not fits(promo, at(3.0, "above"))
    assert fits(promo, at(2.0, soft=True)) and fits(promo, at(2.0, "too few to judge"))


def test_t14_no_shift_against_a_hard_budget(now: Situation):
    held = BudgetView("format", "video", 2.0, 10.0, 1.0, 3.0, "ok", "own", False)
    limited = replace(now, accounts=(replace(now.accounts[0], budgets=(held,)),))
    assert not fits(told("mix", part="video", share=0.4), limited)
    assert fits(told("mix", part="video", share=0.25), limited)


def test_slots_that_are_past_or_taken_are_not_advised(ready: Workspace, now: Situation):
    identity = free(ready)
    assert fits(told("slot", target=identity), now)
    assert not fits(told("slot", target="gone"), now)
    write(ready, slot=identity)
    assert not fits(told("slot", target=identity), situation(ready, estimate(ready)[0]))
    assert not fits(told("timing", target=identity, day=date(2026, 11, 19), time="09:00"), now)


def moving(now: Situation, *windows: Window) -> list[Recommendation]:
    """What is said of the hours when these windows do better and every planned slot stands at a worse hour."""
    worse = Estimate(-0.2, -0.3, -0.1, 20, 0.05, "m")
    held = tuple(replace(view, lift=worse) for view in now.slots)
    account = replace(now.accounts[0], timing="evidence", windows=windows)
    return [one for one in core_advice(replace(now, accounts=(account,), slots=held)) if one.kind == "timing"]


def test_g18_a_post_is_moved_to_an_hour_of_the_readers_that_is_to_come_and_empty(now: Situation):
    better = Estimate(0.3, 0.1, 0.5, 30, 0.98, "m")
    window = Window((0, 1, 2, 3, 4), 17, 19, better)
    (one,) = moving(now, window)
    (there,) = [view.slot for view in now.slots if view.slot.id == one.target]
    assert one.day is not None and one.time == "18:00"  # 17:00 is taken: the week is laid out so
    taken = {(view.slot.day, view.slot.time) for view in now.slots}
    assert (one.day, one.time) not in taken and one.day >= there.day
    assert fits(one, now)


def test_g18_the_effect_of_an_hour_is_for_the_goal_of_the_slot_and_told_with_all_it_is_made_of(now: Situation):
    better = Estimate(0.3, 0.1, 0.5, 90, 0.98, "m")
    other = replace(now.goals[0], goal=replace(now.goals[0].goal, name="served"))
    slots = tuple(replace(view, slot=replace(view.slot, goal="served")) for view in now.slots)
    (one,) = moving(replace(now, goals=(*now.goals, other), slots=slots), Window((0, 1, 2, 3, 4), 17, 19, better))
    post = now.goals[0].post
    assert one.goal == "served" and one.effect is not None and post is not None
    window, hour, typical = one.because.facts
    assert (window.value, hour.value, typical.value) == (0.3, -0.2, post.mean)
    assert one.effect.mean == pytest.approx(post.mean * 0.5) and one.effect.n == min(post.n, 90)
    assert one.effect.low == pytest.approx(min(post.mean * 0.2, post.low * 0.5))
    assert one.effect.high == pytest.approx(max(post.mean * 0.8, post.high * 0.5))


def test_w14_a_promo_is_not_moved_near_another(now: Situation):
    better = Estimate(0.3, 0.1, 0.5, 90, 0.98, "m")
    promos = tuple(replace(view, slot=replace(view.slot, intent="promo")) for view in now.slots)
    assert not moving(replace(now, slots=promos), Window((0, 1, 2, 3, 4), 18, 19, better))
    assert moving(replace(now, slots=promos[:1]), Window((0, 1, 2, 3, 4), 18, 19, better))


def test_g18_a_post_stays_in_its_week(now: Situation):
    better = Estimate(0.3, 0.1, 0.5, 30, 0.98, "m")
    weeks = {view.slot.id: view.slot.day.isocalendar()[:2] for view in now.slots}
    for weekday in range(7):
        for one in moving(now, Window((weekday,), 20, 22, better)):
            assert one.day is not None and one.day.isocalendar()[:2] == weeks[one.target]


def test_g18_a_post_that_has_left_the_house_is_not_moved(now: Situation):
    better = Estimate(0.3, 0.1, 0.5, 30, 0.98, "m")
    gone = replace(now, slots=tuple(replace(view, state="handed_off", post="p") for view in now.slots))
    assert not moving(gone, Window((0, 1, 2, 3, 4, 5, 6), 20, 22, better))


def test_g18_the_hour_accepted_is_the_readers(ready: Workspace):
    with ready.operation("slot.add") as change:
        slot = slots.slot_at(accounts.get(ready, "@acme"), date(2026, 11, 24), "09:00", "Asia/Tokyo")
        change.put(stored_calendar.SLOTS, stored_calendar.slot_row(slot), expected=0)
    advice.accept(ready, keep(ready, told("timing", target=slot.id, day=date(2026, 11, 24), time="20:00")))
    moved = slots.get(ready, slot.id)
    assert moved.at == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # 20:00 in New York


def test_a_slot_that_passed_or_was_taken_since_is_not_taken(ready: Workspace):
    identity = free(ready)
    keep(ready, told("slot", target=identity, due=date(2026, 11, 23)))
    later = replace(ready, clock=lambda: NOW + 10 * DAY)
    assert advice.listing(ready) and not advice.listing(later)
    with pytest.raises(NotFound):
        advice.accept(later, "a1")
    write(ready, slot=identity)
    with pytest.raises(Problem, match="no longer free"):
        advice.accept(ready, "a1")


def test_t18_nothing_is_accepted_that_a_freeze_stops(ready: Workspace):
    keep(ready, told("slot", target=free(ready), due=date(2026, 11, 23)))
    freezing.freeze(ready, "A recall")
    with pytest.raises(Conflict, match="A recall"):
        advice.accept(ready, "a1")


def test_a_post_that_has_left_the_house_is_not_moved_on_accepting(ready: Workspace):
    identity = free(ready)
    write(ready, slot=identity, state="handed_off")
    keep(ready, told("timing", target=identity, day=date(2026, 11, 25), time="20:00"))
    with pytest.raises(Problem, match="handed off"):
        advice.accept(ready, "a1")


def test_g30_a_target_that_was_changed_since_is_not_overwritten(ready: Workspace):
    keep(ready, told("adjust", share=66_000.0))
    held = Adjustment("reach", "raise", target=60_000.0, proposed=66_000.0)
    with ready.db.writing():
        stored_estimates.put(ready.db, [("adjust", "reach", plain(held))], "x", "2026-11-20T08:59:00.000Z")
    goals.edit(ready, "reach", target=90_000)
    with pytest.raises(Conflict):
        advice.accept(ready, "a1")
    assert goals.get(ready, "reach").target == 90_000
    history.undo(ready)
    advice.accept(ready, "a1")
    assert goals.get(ready, "reach").target == 66_000


def test_t14_an_accepted_shift_leaves_the_other_parts_of_the_axis(ready: Workspace):
    own = MixRule("format", (("image", Band(0.2, 0.4)), ("video", Band(0.1, 0.2))), "month", False, "ours")
    with ready.operation("mix.put") as change:
        change.put(stored_calendar.MIXES, stored_calendar.mix_row(MixOverride("@acme", own)))
    keep(ready, told("mix", part="video", share=0.3))
    advice.accept(ready, "a1")
    (held,) = stored_calendar.mixes(ready.db, "@acme")
    assert dict(held.rule.parts) == {"image": Band(0.2, 0.4), "video": Band(0.25, 0.35)}
    assert held.rule.window == "month"


def test_two_who_accept_at_once_do_it_once(ready: Workspace):
    for turn in range(5):
        keep(ready, replace(told(), title=f"Do {turn}"))
        start, came = Barrier(2), list[str]()

        def accept(login: str, ready: Workspace = ready, start: Barrier = start, came: list[str] = came) -> None:
            own = open_workspace(ready.db.path, actor=Actor(login, 1000, "desk"), clock=ready.clock)
            start.wait()
            try:
                came.append(advice.accept(own, "a1").made)
            except NotFound:
                came.append("")
            own.db.close()

        both = [Thread(target=accept, args=(login,)) for login in ("ana", "ben")]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(map(bool, came)) == [False, True]
        assert len(ready.db.rows("SELECT * FROM tasks WHERE title = :title", title=f"Do {turn}")) == 1
        with ready.db.writing():
            ready.db.execute("DELETE FROM advice_answers")


def test_an_effect_of_nothing_is_not_said(now: Situation):
    def said(mean: float, high: float) -> tuple[Advice, ...]:
        given = told(effect=Effect("impressions", mean, 0.0, high, 9))
        return ranked([("core", given)], {}, Habits(), now.day, 60, ())

    assert not said(0.0, 0.0) and not said(0.004, 0.009) and said(0.01, 0.02)


def test_the_same_work_for_two_goals_is_said_once(now: Situation):
    page = [replace(told(because=Because(goal, "G15")), title="Check the page") for goal in ("leads", "sales")]
    assert len(ranked([("core", one) for one in page], {}, Habits(), now.day, 60, ())) == 1


def test_d04_a_support_account_needs_no_export_of_posts(now: Situation):
    def asked(role: str, kpi: Kpi) -> bool:
        account = replace(now.accounts[0], account=replace(now.accounts[0].account, role=role), complete_to=None)
        view = replace(now.goals[0], kpi=kpi)
        return any(one.rule == "D04" for one in core_advice(replace(now, accounts=(account,), goals=(view,))))

    assert asked("main", Kpi("leads", total("leads")))
    assert asked("support", Kpi("impressions", total("impressions")))
    assert not asked("support", Kpi("time", duration("response_seconds", "responses")))


def test_unanswered_talk_is_one_piece_of_work_whichever_goal_asks(now: Situation):
    people = PeopleView(mentions=9, unanswered=4, oldest="2026-11-18T09:00:00.000Z")
    views = (replace(now.goals[0], goal=replace(now.goals[0].goal, name=kind, type=kind)) for kind in TALK)
    busy = replace(now, goals=tuple(views), accounts=(replace(now.accounts[0], people=people),))
    given = [("goals", one) for kind in TALK for one in TALK[kind].advise(busy.goals_of(kind)[0].goal, busy)]
    told = [one for one in ranked(given, {}, Habits(), now.day, 60, ()) if "nswer" in one.recommendation.title]
    assert len(given) >= 3 and len(told) == 1 and told[0].recommendation.must  # support waits for over a day
