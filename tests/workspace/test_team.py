"""The team's own verbs: members, roles and gaps, the small preset, cover with what-if, hand-over, topics, resources."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tweetplan.domain.capacity import LIMITS
from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.goals import Member, PeriodNote
from tweetplan.domain.roles import DUTIES, ROLES, gap_findings
from tweetplan.domain.timing import cover as clock_round
from tweetplan.workspace import (
    approving,
    bending,
    cover,
    dates,
    declarations,
    freezing,
    goals,
    handing,
    history,
    inbox,
    posts,
    resources,
    rhythm,
    roles,
    slots,
    tasks,
    team,
    teamwork,
    today,
)
from tweetplan.workspace.core import Workspace
from workspace.planned import LEADS, YEAR, planned

Sessions = Callable[..., Workspace]
BERLIN = {"mon-fri": "08:00-17:00"}


def crew(ws: Workspace) -> None:
    team.put(ws, Member("ana", ("strategist", "crisis_manager"), "Europe/Berlin", BERLIN, 600))
    team.put(ws, Member("ben", ("creator",), "America/New_York", {"mon-fri": "09:00-17:00"}, 900))
    team.put(ws, Member("li", ("community_manager",), "Asia/Shanghai", {"mon-sun": "08:00-17:00"}, 0))


def test_members_are_added_once_changed_and_known_by_their_hours(session: Sessions) -> None:
    ana = session("ana")
    with pytest.raises(Problem, match="Add ana first"):
        team.add(ana, Member("ben"))
    crew(ana)
    with pytest.raises(Conflict, match="in the team already"):
        team.add(ana, Member("ben"))
    ben = team.edit(ana, "ben", hours={"mon-fri": "10:00-18:00", "holidays": "off"})
    assert (ben.roles, ben.hours["holidays"], ben.minutes_a_week) == (("creator",), "off", 900)
    with pytest.raises(UsageProblem, match="hours of ben cannot be read"):
        team.edit(ana, "ben", hours={"mon-fri": "ten to six"})
    assert {shift.login for shift in team.duty(ana)[0]} == {"ana"}  # Tuesday 17 March, 10:00 in Berlin


def test_a_holiday_is_off_for_whoever_says_so(session: Sessions) -> None:
    ana = session("ana")
    crew(ana)
    dates.add_date(ana, date(2026, 3, 17), "Founders' day")
    assert [shift.login for shift in team.duty(ana)[0]] == ["ana"]
    team.edit(ana, "ana", hours={**BERLIN, "holidays": "off"})
    assert team.duty(ana)[0] == ()
    assert today.card(ana).duty == ()


def test_t02_t03_every_role_has_duties_with_figures_and_gaps_are_named(session: Sessions) -> None:
    assert {duty.role for duty in DUTIES} == set(ROLES) and all(duty.kpi for duty in DUTIES)
    ana = session("ana")
    assert roles.gaps(ana) == (), "a team of nobody is not judged"
    crew(ana)
    found = {(one.rule, one.where) for one in roles.gaps(ana)}
    assert ("T03.gap", "analyst") in found and ("T03.single", "creator") in found
    assert not any(rule == "T20.roles" for rule, _ in found)
    made = roles.add_duty(ana, "creator", "Keep the picture library", "findings_per_post", 1)
    card = next(card for card in roles.cards(ana) if card.role == "creator")
    assert card.logins == ("ben",) and made.id in {duty.id for duty in card.duties} and len(card.duties) == 4
    roles.remove_duty(ana, made.id)
    with pytest.raises(NotFound):
        roles.remove_duty(ana, made.id)
    with pytest.raises(UsageProblem, match="roles are strategist"):
        roles.add_duty(ana, "king", "Rule")


def test_t03_two_people_in_every_role_are_no_gap_and_a_large_team_is_warned() -> None:
    full = [Member(f"m{n}", ROLES) for n in range(2)]
    assert gap_findings(full) == ()
    large = [*(Member(f"m{n}", ("creator", "community_manager", "strategist")) for n in range(6)),
             Member("x", ("analyst",))]  # fmt: skip
    found = {(one.rule, one.where, one.severity) for one in gap_findings(large)}
    assert ("T03.gap", "crisis_manager", "warning") in found and ("T03.single", "analyst", "warning") in found
    assert ("T20.roles", "community_manager", "warning") in {
        (one.rule, one.where, one.severity) for one in gap_findings([Member("ana", ("creator",))])
    }


def test_t20_the_small_preset_is_one_operation_that_can_be_undone(session: Sessions) -> None:
    ana = session("ana")
    planned(ana)
    made = roles.small_team(ana, ["ana"], ["ben"])
    assert [(member.login, member.roles) for member in team.listing(ana)] == [
        ("ana", ("creator",)), ("ben", ("community_manager",)),
    ]  # fmt: skip
    assert made.accounts == ("@Tern",)
    rule = approving.approval_rule(ana, "@tern")
    assert rule.mode == "one" and 1 <= len(rule.checklist) <= 5
    held = rhythm.meetings(ana)
    assert set(held) == {"standup", "planning", "checkpoint"} and held["standup"].minutes == 15
    history.undo(ana)
    assert team.listing(ana) == () and approving.approval_rule(ana, "@tern").mode == "none"
    assert len(rhythm.meetings(ana)) > 3
    with pytest.raises(Problem, match="ana would not be of the team"):
        roles.small_team(ana, ["ben"], ["li"])


def test_t22_cover_of_a_week_with_what_if_stores_nothing(session: Sessions) -> None:
    ana = session("ana")
    planned(ana)
    crew(ana)
    dates.add_date(ana, date(2026, 3, 19), "Nowruz eve")
    before = ana.revision
    view = cover.week_cover(ana, date(2026, 3, 17), "UTC")
    assert (view.period.label, view.members, len(view.days)) == ("2026-W12", 3, 7)
    assert {finding.rule for finding in view.findings} >= {"T22.cover", "T22.holiday"}
    tried = cover.week_cover(ana, date(2026, 3, 17), "UTC", [cover.tried("mia mon-sun 17:00-01:00 UTC", [])])
    assert tried.before == view.cover and tried.cover.minutes_uncovered < view.cover.minutes_uncovered
    assert ana.revision == before
    mine = cover.tried("li mon 17:00-19:00", team.listing(ana))
    assert mine.zone == "Asia/Shanghai"
    support = replace(YEAR, name="answers", type="support")
    declarations.refresh(ana, [replace(LEADS, key="support", timing=clock_round()), LEADS])
    goals.add(ana, support)
    asked = [one for one in cover.week_cover(ana, date(2026, 3, 17)).findings if one.rule == "G22.cover"]
    assert [one.where for one in asked] == ["answers"] and "round the clock" in asked[0].message
    for wrong in ("li mon", "li someday 08:00-09:00", "li mon 8-9"):
        with pytest.raises(UsageProblem):
            cover.tried(wrong, ())
    with pytest.raises(UsageProblem, match="not a time zone"):
        cover.week_cover(ana, zone="Mars/Base")


def test_t22_cover_without_hours_says_so(ws: Workspace) -> None:
    planned(ws)
    (found,) = cover.week_cover(ws).findings
    assert "Nobody states their hours" in found.message


def test_t22_the_note_is_complete_and_acknowledged_by_who_takes_over(session: Sessions) -> None:
    ana, ben, li = session("ana"), session("ben"), session("li")
    planned(ana)
    crew(ana)
    approving.set_approval_rule(ana, "@tern", "one", ["strategist"])
    waits = posts.submit(ben, posts.add(ben, "@tern", "We opened a new shop").id)
    back = posts.submit(ben, posts.add(ben, "@tern", "I opened nothing").id)
    posts.ask_changes(ana, back.id, "we, never I")
    posts.add(ana, "@tern", "Later today", slot=slots.add(ana, "@tern", date(2026, 3, 17), "11:00").id)
    tasks.add(ana, "Call the printer", date(2026, 3, 17), owner="ana")
    freezing.freeze(ana, "a bad day")
    teamwork.watch(ana, "latte art finals")
    assert handing.taker(ana) == "ben", "Berlin goes at 17:00, New York is there since 14:00"
    note = handing.send(ana, "Mind the freeze.")
    assert (note.taker, note.said, note.stage) == ("ben", "Mind the freeze.", "sent")
    text = {(line.kind, line.subject): line for line in note.lines}
    assert text["waits", waits.id].waits_for == "strategist" and text["waits", back.id].waits_for == "ben"
    assert {line.kind for line in note.lines} == {"caution", "open", "waits", "next"}
    cautions = [line.text for line in note.lines if line.kind == "caution"]
    assert any("frozen by ana" in said for said in cautions) and any("latte art" in said for said in cautions)
    assert [line.waits_for for line in note.lines if line.text.startswith("task due")] == ["ana"]
    assert handing.waiting(ben) == (note,) or handing.waiting(ben)[0].id == note.id
    assert any(waiting.mode == "team" for waiting in today.card(ben).waiting)
    assert [event.kind for event in inbox.unseen(ben) if event.kind == "handover"] == ["handover"]
    assert not [event for event in inbox.unseen(li) if event.kind == "handover"]
    with pytest.raises(Problem, match="for ben, or for whoever is on duty"):
        handing.acknowledge(li, note.id)
    with pytest.raises(Problem, match="from themselves"):
        handing.acknowledge(ana, note.id)
    with pytest.raises(Conflict, match="cannot be undone"):
        history.undo(ana, next(op.id for op in history.log(ana, 3) if op.verb == "handover.send"))
    done = handing.acknowledge(ben)
    assert (done.stage, done.acknowledged_by) == ("acknowledged", "ben")
    with pytest.raises(Conflict, match="ben took over already"):
        handing.acknowledge(ben, note.id)
    with pytest.raises(NotFound):
        handing.acknowledge(ben)
    assert not any(waiting.mode == "team" for waiting in today.card(ben).waiting)


def test_t22_whoever_is_on_duty_may_take_over_and_nobody_from_themselves(session: Sessions) -> None:
    ana = session("ana")
    crew(ana)
    with pytest.raises(UsageProblem, match="to themselves"):
        handing.send(ana, to="ana")
    with pytest.raises(NotFound, match="zoe is not of the team"):
        handing.send(ana, to="zoe")
    note = handing.send(session("ben"), to="li")
    assert handing.acknowledge(ana, note.id[:8]).acknowledged_by == "ana"  # at work in Berlin
    assert handing.send(ana, to="").taker == ""


def test_t10_topics_and_t23_pulses_are_of_a_day(ws: Workspace) -> None:
    planned(ws)
    made = teamwork.watch(ws, "latte art finals", account="@tern")
    assert [topic.text for topic in teamwork.topics(ws)] == ["latte art finals"]
    assert teamwork.settle(ws, made.id, "taken").state == "taken"
    with pytest.raises(NotFound):
        teamwork.settle(ws, "nothing", "taken")
    teamwork.pulse(ws, 2)
    assert teamwork.pulse(ws, 4, "better").score == 4 and teamwork.my_pulse(ws) == replace(
        teamwork.my_pulse(ws), score=4, note="better"
    )
    with pytest.raises(UsageProblem, match=r"1 .bad. to 5"):
        teamwork.pulse(ws, 6)


def test_g23_flexible_slots_yield_to_an_event_and_those_of_core_goals_stay(ws: Workspace) -> None:
    planned(ws)
    day = date(2026, 3, 20)
    core = slots.add(ws, "@tern", day, "09:00", goal="leads-2026", intent="value")
    free = slots.lock(ws, slots.add(ws, "@tern", day, "11:00", intent="value").id, False)
    taken = slots.lock(ws, slots.add(ws, "@tern", day, "12:00").id, False)
    posts.add(ws, "@tern", "We are here", slot=taken.id)
    kept = slots.add(ws, "@tern", day, "15:00")
    would = bending.bending(ws, day, "Latte art finals", "@tern")
    assert slots.get(ws, free.id).title == "", "a look stores nothing"
    made = bending.bend(ws, day, "Latte art finals", "@tern")
    assert made == would and [slot.id for slot in made.yielded] == [free.id]
    bent = slots.get(ws, free.id)
    assert (bent.plan, bent.topic, bent.title, bent.locked) == ("elastic", "trend", "Latte art finals", True)
    why = {slot.id: said for slot, said in made.kept}
    assert "core goal leads-2026" in why[core.id] and "post" in why[taken.id] and "locked" in why[kept.id]
    history.undo(ws)
    assert slots.get(ws, free.id).plan == "planned"
    with pytest.raises(NotFound, match="can yield"):
        bending.bend(ws, date(2026, 3, 21), "Nothing", "@tern")


def test_g24_g26_hours_and_money_by_goal_beside_the_reserve_and_who_has_too_much(session: Sessions) -> None:
    ana = session("ana", as_of=datetime(2026, 3, 17, 9, tzinfo=UTC))
    second = replace(YEAR, name="side", importance=1, tier="secondary", supports="leads-2026")
    planned(ana, second)
    assert resources.resources(ana).findings == (), "nobody is listed, so nobody has too much"
    crew(ana)
    goals.note_period(ana, "leads-2026", PeriodNote("2026-03", budget=400.0))
    tasks.add(ana, "Write it", date(2026, 3, 18), minutes=700, goal="leads-2026", owner="ana")
    tasks.add(ana, "Side work", date(2026, 3, 18), minutes=600, goal="side")
    tasks.add(ana, "Tidy up", date(2026, 3, 18), minutes=100)
    held = resources.resources(ana)
    assert (held.capacity.minutes, held.needed) == (1500, 1400)
    assert held.hours.reserve == round(1500 * LIMITS.reserve)
    assert sum(share.amount for share in held.hours.shares) + held.hours.reserve + held.hours.free == 1500
    by_goal = {share.goal: share.amount for share in held.hours.shares}
    assert by_goal == {"leads-2026": 700, "side": 500}, "the core goal first, what is left to the other"
    found = {finding.rule: finding for finding in held.findings}
    assert set(found) == {"G26.reserve", "G24.funding", "G24.person"}
    assert "ana has 11.7 h of tasks this week and 10.0 h" in found["G24.person"].message
    assert (sum(share.needed or 0 for share in held.money.shares), held.money.reserve) == (40000, 8000)
    tasks.add(ana, "Far too much", date(2026, 3, 19), minutes=400)
    assert "G24.over" in {finding.rule for finding in resources.resources(ana).findings}
