"""Advice from a workspace: computed once, stored for all, true to the store in every figure, and answered."""

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from imports import Bring
from tweetplan.analysis import advising, periodic
from tweetplan.analysis.advising import refresh
from tweetplan.analysis.chances import chances
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.analysis.habits import habits_of, trust
from tweetplan.analysis.parts import own_posts, typical
from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.domain.goals import Goal, Member
from tweetplan.domain.operations import Actor
from tweetplan.domain.recommendations import Advice, Because, Effect, Recommendation
from tweetplan.domain.situation import Situation
from tweetplan.estimate.ranking import smooth_chance
from tweetplan.plugins import Plugins
from tweetplan.storage import advice as stored
from tweetplan.storage import calendar as stored_calendar
from tweetplan.workspace import accounts, advice, calendar, estimates, goals, history, slots, tasks, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def export(count: int = 120) -> str:
    """Own posts, one every second day, videos doing twice as well; the figures are plain arithmetic."""
    lines = ["id,posted_at,text,impressions,url_clicks,likes,replies,reposts"]
    for n in range(count):
        at = NOW - timedelta(days=3 + 2 * (count - n), hours=n % 5)
        seen = 200 + 13 * (n % 7) + (150 if n % 3 == 0 else 0)
        text = "Read it https://example.com" if n % 3 == 0 else "A thought"
        lines.append(f"{9_000_000 + n},{at.isoformat()},{text},{seen},{seen // 40},{seen // 50},{n % 3},{n % 4}")
    return "\n".join(lines) + "\n"


def reopened(ws: Workspace, **changes: Any) -> Workspace:
    made = {"actor": ws.actor, "clock": ws.clock, "new_id": ws.new_id, **changes}
    return open_workspace(ws.db.path, **made)


@pytest.fixture
def ready(ws: Workspace, bring: Bring) -> Iterator[Workspace]:
    """An account with posts and a goal that is undecided, its day laid out."""
    refresh_if_changed(ws)
    accounts.add(ws, "@acme", zone="UTC")
    bring({"posts.csv": export()})
    seen = sum(row["impressions"] for row in own_posts(ws, "@acme").rows if row["posted_at"] >= "2026-07-01")
    goal = Goal("reach", "awareness", "@acme", "impressions", round(seen * 1.27), date(2026, 7, 1), date(2026, 12, 31),
                reason="Sell machines", baseline=1000.0)  # fmt: skip
    goals.add(ws, goal)
    calendar.fill(ws, "2026-W48")
    yield ws


def run(ws: Workspace, **wishes: Any) -> tuple[Workspace, advising.Refreshed]:
    return refresh(ws, lambda: reopened(ws), **wishes)


def by_rule(found: tuple[Advice, ...], rule: str) -> Advice:
    return next(one for one in found if one.recommendation.rule == rule)


def test_the_same_inputs_are_computed_once_and_a_change_is_noticed(ready: Workspace):
    assert estimates.joint(ready) is None and not advice.is_new(ready)
    ws, first = run(ready)
    assert first.computed and advice.is_new(ws)
    ws, again = run(ws)
    assert not again.computed
    held = advice.listing(ws)
    assert held and not any(one.stale for one in held)
    chance = estimates.chance(ws, "reach")
    assert chance is not None and chance.made_at and not chance.stale
    goals.edit(ws, "reach", importance=5)
    assert all(one.stale for one in advice.listing(ws))
    assert estimates.chance(ws, "reach").stale  # type: ignore[union-attr]
    ws, third = run(ws)
    assert third.computed


def test_what_is_stored_is_what_the_verbs_compute(ready: Workspace):
    ws, _ = run(ready)
    (row,) = chances(ws).rows
    chance, fan = estimates.chance(ws, "reach"), estimates.fan(ws, "reach")
    assert chance is not None and fan is not None and row.outcome is not None
    assert (chance.outcome, chance.status, chance.complete_to) == (row.outcome, row.status, row.complete_to)
    assert [(point.day, point.low, point.mid, point.high) for point in fan.points] == list(row.fan)
    assert estimates.joint(ws).p == chances(ws).all_core  # type: ignore[union-attr]
    times = estimates.timing(ws, "@ACME")
    assert times is not None and len(times.slots) == 168 and times.verdict in ("evidence", "weak", "none")
    lifts = estimates.lifts(ws, "@acme", "reach")
    assert lifts is not None and lifts.figure == "impressions"
    assert {row.part for row in lifts.rows if row.axis == "cta"} == {"link", "none"}
    assert estimates.adjustment(ws, "reach") is not None
    assert estimates.chance(ws, "nothing") is None


def test_every_figure_of_a_sentence_is_recomputed_from_the_store(ready: Workspace):
    ws, _ = run(ready)
    found = by_rule(advice.listing(ws), "T11")
    told = found.recommendation
    worth = typical(own_posts(ws, "@acme"), "impressions")
    (row,) = chances(ws).rows
    assert worth is not None and row.draws is not None and told.effect is not None
    lift = next((fact.value for fact in told.because.facts if fact.unit == "lift"), 0.0)
    assert told.effect.mean == pytest.approx(worth.mean * (1 + lift)) and told.effect.n == worth.n == 60
    assert (told.because.facts[0].value, told.because.facts[0].low) == (worth.mean, worth.low)
    assert row.outcome is not None and found.p_now == row.outcome.p_positive  # what `chance` says
    gain = smooth_chance(row.draws + told.effect.mean, row.target) - smooth_chance(row.draws, row.target)
    assert found.p_done == pytest.approx(found.p_now + gain)
    assert found.p_now < found.p_done_low < found.p_done < found.p_done_high  # type: ignore[operator]
    said = " ".join(found.sentences)
    numbers = [worth.mean, worth.low, worth.high, told.effect.mean, told.effect.low, told.effect.high]
    numbers += [100 * found.p_now, 100 * found.p_done, 60]  # type: ignore[operator]
    known = {f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers} | {f"{number:.1f}" for number in numbers}
    plain = re.sub(r"\d{4}-\d\d-\d\d", "", said).replace(",", "")
    assert set(re.findall(r"\d+(?:\.\d+)?", plain)) <= known


def test_accepting_a_free_slot_takes_it_and_undo_gives_it_back(ready: Workspace):
    ws, _ = run(ready)
    one = by_rule(advice.listing(ws), "T11")
    slot = stored_calendar.slot(ws.db, one.recommendation.target)
    assert slot is not None and slot.plan == "elastic" and not slot.goal
    done = advice.accept(ws, one.id[:5])
    taken = slots.get(ws, slot.id)
    assert done.made == f"slot {slot.id}" and taken.goal == "reach" and taken.locked
    (answer,) = stored.answers(ws.db)
    assert answer.predicted == one.recommendation.effect and answer.answer == "accepted"
    assert one.id not in [held.id for held in advice.listing(ws)]
    history.undo(ws)
    assert slots.get(ws, slot.id).goal == "" and stored.answers(ws.db) == ()


def test_accepted_work_becomes_a_dated_task(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    ws = given(ready, monkeypatch, other=lambda now: [recommended("Do it", minutes=20, role="analyst")])
    one = next(held for held in advice.listing(ws) if held.plugin == "other")
    done = advice.accept(ws, one.id, due=date(2026, 11, 25))
    task = tasks.get(ws, done.made.removeprefix("task "))
    assert (task.title, task.due, task.minutes, task.why) == ("Do it", date(2026, 11, 25), 20, "x.rule")


def test_t14_a_shift_of_the_mix_becomes_a_soft_budget(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    shift = recommended("More video", kind="mix", part="video", share=0.4, account="@acme")
    ws = given(ready, monkeypatch, other=lambda now: [shift])
    one = next(held for held in advice.listing(ws) if held.plugin == "other")
    advice.accept(ws, one.id)
    (held,) = stored_calendar.mixes(ws.db, "@acme")
    assert held.rule.axis == "format" and held.rule.soft
    ((part, band),) = held.rule.parts
    assert part == "video" and band.low < 0.4 < band.high


def test_dismissing_and_snoozing_hide_and_teach(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    names = ("wrong", "no time", "not now", "later")
    given_now = [recommended(name, key=name, rule=f"x.{at}") for at, name in enumerate(names)]
    ws = given(ready, monkeypatch, other=lambda now: given_now)
    ids = {one.recommendation.title: one.id for one in advice.listing(ws)}
    for name in names[:3]:
        advice.dismiss(ws, ids[name], name)
    with pytest.raises(UsageProblem):
        advice.snooze(ws, ids["later"], date(2026, 11, 20))
    advice.snooze(ws, ids["later"], date(2026, 11, 25))
    learnt = habits_of(ws)
    assert learnt.adoption == {"x.0": pytest.approx(2 / 5)}
    assert learnt.longer == {"x.1": 1.25}
    assert {ids[name] for name in names} == set(learnt.hidden)
    later = replace(ws, clock=lambda: NOW + 8 * DAY)
    assert set(habits_of(later).hidden) == {ids["wrong"]}
    with pytest.raises(NotFound):
        advice.dismiss(ws, ids["wrong"])


def test_trust_sets_what_came_beside_what_was_said(ready: Workspace, bring: Bring):
    ws, _ = run(ready)
    early = replace(ws, clock=lambda: NOW - 60 * DAY)
    one = by_rule(advice.listing(ws), "T11")
    effect = Effect("impressions", 100.0, 50.0, 150.0, 9)
    told = replace(one, recommendation=replace(one.recommendation, effect=effect, kind="task"))
    with ws.db.writing():
        stored.put(ws.db, [told], "x", "2026-09-01T00:00:00Z")
    advice.accept(early, one.id)
    (record,) = trust(ws)
    (outcome,) = record.outcomes
    days = {row["posted_at"][:10]: 0.0 for row in own_posts(ws, "@acme").rows}
    for row in own_posts(ws, "@acme").rows:
        days[row["posted_at"][:10]] += row["impressions"]
    at = date(2026, 9, 21)
    before = sum(value for day, value in days.items() if at - 28 * DAY <= date.fromisoformat(day) < at)
    after = sum(value for day, value in days.items() if at < date.fromisoformat(day) <= at + 28 * DAY)
    assert (outcome.before, outcome.after) == (before, after)
    assert outcome.said == pytest.approx(100 / before) and outcome.came == pytest.approx((after - before) / before)
    assert 0 <= record.slope <= 1.5


def test_a_plugin_that_fails_three_times_is_named_and_no_longer_asked(
    ready: Workspace, monkeypatch: pytest.MonkeyPatch
):
    def broken(now: Situation) -> Iterator[Recommendation]:
        raise RuntimeError("no")
        yield

    ws = ready
    for failures in (1, 2, 3):
        ws = given(ws, monkeypatch, broken=broken, good=lambda now: [recommended("Good")])
        (fault,) = advice.faults(ws)
        assert (fault.plugin, fault.in_a_row, fault.why) == ("broken", failures, "RuntimeError: no")
        assert "Good" in [one.recommendation.title for one in advice.listing(ws)]
        goals.edit(ws, "reach", importance=failures)
    assert fault.disabled
    asked: list[str] = []
    real = advising.ask

    def noted(calls: Any, *more: Any) -> Any:
        asked.extend(calls)
        return real(calls, *more)

    monkeypatch.setattr(advising, "ask", noted)
    ws = given(ws, monkeypatch, broken=broken, good=lambda now: [recommended("Good")])
    assert asked == ["good"]
    advice.enable(ws, "broken")
    assert advice.faults(ws) == ()
    with pytest.raises(NotFound):
        advice.enable(ws, "broken")


def test_a_plugin_that_is_gone_is_not_complained_of(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    def broken(now: Situation) -> list[Recommendation]:
        raise RuntimeError("no")

    ws = given(ready, monkeypatch, broken=broken)
    monkeypatch.setattr(Plugins, "advisers", lambda self: {})
    goals.edit(ws, "reach", importance=5)
    ws, found = run(ws)
    assert found.computed and found.findings == () and [fault.plugin for fault in advice.faults(ws)] == ["broken"]


def test_a_plugin_that_came_and_went_leaves_no_advice_behind(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    def titles(ws: Workspace) -> list[str]:
        return [one.recommendation.title for one in advice.listing(ws)]

    monkeypatch.setattr(advising, "_versions", lambda plugins: "without")
    ws, _ = run(ready)
    assert "Good" not in titles(ws)
    monkeypatch.setattr(advising, "_versions", lambda plugins: "with")
    monkeypatch.setattr(Plugins, "advisers", lambda self: {"new": partial(iter_of, lambda now: [recommended("Good")])})
    ws, _ = run(ws)
    assert "Good" in titles(ws)
    monkeypatch.setattr(advising, "_versions", lambda plugins: "without")
    monkeypatch.setattr(Plugins, "advisers", lambda self: {})
    ws, found = run(ws)
    assert found.computed and "Good" not in titles(ws) and advice.is_new(ws)


def test_a_run_of_a_process_that_is_gone_is_taken_over(ready: Workspace):
    mark = f"{advice.fingerprint(ready)}/{advising._versions(Plugins.load())}"
    assert stored.claim(ready.db, mark, "desk 999999999", "2026-11-20T09:00:00.000Z", "2026-11-20T08:00:00.000Z")
    assert stored.run(ready.db, mark).startswith("running")
    ws, found = run(ready)
    assert found.computed and stored.run(ws.db, mark) == "done"


def test_a_run_that_was_cancelled_can_be_repeated(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    def cancelled(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(advising, "ask", cancelled)
    with pytest.raises(KeyboardInterrupt):
        run(ready)
    monkeypatch.undo()
    ws, found = run(reopened(ready))
    assert found.computed and advice.listing(ws)


def test_who_may_only_read_computes_nothing(ready: Workspace):
    team.put(ready, Member("ana", ("strategist",)))
    stranger = reopened(ready, actor=Actor("eve", 1001, "desk"))
    with pytest.raises(Problem):
        run(stranger)
    stranger.db.close()


def test_must_dos_stand_before_all_and_the_rest_is_ranked(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    several = [recommended(f"Way {n}", key=str(n), minutes=15) for n in range(6)]
    ws = given(ready, monkeypatch, other=lambda now: [*several, recommended("Now", key="m", must=True)])
    found = advice.listing(ws)
    assert found[0].recommendation.title == "Now" and [one.rank for one in found] == list(range(len(found)))
    ranked = [one for one in found if one.chosen and not one.recommendation.must and not one.explore]
    assert sum(one.recommendation.rule == "x.rule" for one in ranked) <= 2
    assert sum(one.recommendation.minutes for one in ranked) <= 60
    assert sum(one.explore for one in found) == 1


def test_the_same_day_gives_the_same_advice(ready: Workspace):
    ws, _ = run(ready)
    first = [(one.id, one.rank, one.score) for one in advice.listing(ws)]
    with ws.db.writing():
        ws.db.execute("DELETE FROM advice_runs")
    ws, again = run(ws)
    assert again.computed and [(one.id, one.rank, one.score) for one in advice.listing(ws)] == first


def recommended(title: str, *, rule: str = "x.rule", key: str = "k", **more: Any) -> Recommendation:
    return Recommendation(key, title, because=Because(rule=rule), **more)


def given(ws: Workspace, monkeypatch: pytest.MonkeyPatch, **advisers: Callable[[Situation], Any]) -> Workspace:
    """The workspace after a refresh in which these plugins alone were asked."""
    calls = {name: partial(iter_of, call) for name, call in advisers.items()}
    monkeypatch.setattr(Plugins, "advisers", lambda self: calls)
    with ws.db.writing():
        ws.db.execute("DELETE FROM advice_runs")
    opened, found = run(ws)
    assert found.computed
    return opened


def iter_of(call: Callable[[Situation], Any], now: Situation) -> Iterator[Any]:
    yield from call(now)


def test_the_snapshot_is_read_before_the_store_is_closed(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    def spied(now: Situation) -> list[Recommendation]:
        goal = now.goals[0]
        return [recommended(f"{len(now.accounts)} {goal.goal.name} {goal.chance} {bool(goal.post)}")]

    ws = given(ready, monkeypatch, spy=spied)
    title = next(one.recommendation.title for one in advice.listing(ws) if one.plugin == "spy")
    assert re.fullmatch(r"1 reach (ahead|on_track|at_risk|behind) True", title)


def test_the_tick_computes_what_is_old_in_a_child_and_nothing_else(ready: Workspace, monkeypatch: pytest.MonkeyPatch):
    commands: list[list[str]] = []

    def noted(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, len(commands) - 1, b"", b"it broke")

    monkeypatch.setattr(periodic.subprocess, "run", noted)
    assert periodic.refresh_advice(ready) == "computed"
    assert commands[0][3:] == ["--workspace", str(ready.db.path), "advise", "--refresh", "--json"]
    with pytest.raises(Problem, match="it broke"):
        periodic.refresh_advice(ready)
    ws, _ = run(ready)
    assert periodic.refresh_advice(ws) == "" and len(commands) == 2


def test_advice_is_for_now_alone(ready: Workspace):
    with pytest.raises(UsageProblem):
        run(replace(ready, as_of=NOW - DAY))
