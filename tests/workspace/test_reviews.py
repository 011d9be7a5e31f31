"""Holding meetings, deciding in writing, making work of insights, reports with evidence, and the weekly pack."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.outlooks import Adjustment, Cycle, Outlook
from tweetplan.domain.reviews import REPORT
from tweetplan.exchange.review_sheet import inert
from tweetplan.storage import estimates as stored_estimates
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import (
    adjusting,
    agendas,
    dates,
    decisions,
    estimates,
    goals,
    history,
    inbox,
    packs,
    posts,
    reports,
    reviews,
    rhythm,
    team,
    today,
)
from tweetplan.workspace.core import Workspace
from workspace.planned import days, leads, planned

Sessions = Callable[..., Workspace]
HOSTILE = "[red]x[/] \x1b]0;t\x07 <script>alert(1)</script> ![a](http://e.vil) | `rm` \u202e @all **b**"


@pytest.fixture
def full(ws: Workspace) -> Workspace:
    """The planned workspace with a lead a day and two members; it is Tuesday, 17 March 2026."""
    planned(ws)
    team.put(ws, Member("ana", ("strategist",), "Europe/Berlin"))
    team.put(ws, Member("ben", ("creator",), "America/New_York"))
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 75), 1.0))
    return ws


# ---- meetings --------------------


def test_t04_a_meeting_keeps_who_was_there_and_its_figures_as_they_stood(full: Workspace) -> None:
    held = reviews.hold(full, "data", "2026-W11", attendance=("ana", "ben"), notes="The blend did it.")
    assert (held.id, held.state, held.attendance, held.by) == ("data 2026-W11", "held", ("ana", "ben"), "ana")
    assert "7 of" in held.agenda
    with full.db.writing():
        full.db.execute("UPDATE daily SET value = 9")
    assert "63 of" in reviews.sheet(full, agendas.agenda(full, "data", "2026-W11"))
    assert reviews.get(full, "data 2026-W11").agenda == held.agenda
    assert history.peek_undo(full) is not None
    history.undo(full)
    with pytest.raises(NotFound):
        reviews.get(full, "data 2026-W11")


def test_held_again_adds_people_and_notes_and_takes_nothing_away(full: Workspace, session: Sessions) -> None:
    reviews.hold(full, "data", "2026-W11", attendance=("ana",), notes="first")
    again = reviews.hold(session("ben"), "data", "2026-W11", attendance=("ben", "ana"), notes="second")
    assert again.attendance == ("ana", "ben") and again.notes == "first\nsecond"


def test_a_meeting_to_come_is_not_held_and_strangers_are_not_there(full: Workspace) -> None:
    with pytest.raises(UsageProblem, match="is on 2026-03-24"):
        reviews.hold(full, "data", "2026-W12")
    with pytest.raises(UsageProblem, match="zoe is not of the team"):
        reviews.hold(full, "data", "2026-W11", attendance=("zoe",))


def test_a_meeting_that_is_let_pass_is_no_longer_due(full: Workspace) -> None:
    assert [one.id for one in rhythm.overview(full) if one.state == "past"]
    due = next(one for one in rhythm.overview(full) if one.sitting.meeting.key == "standup")
    reviews.skip(full, "standup", due.sitting.period.label, reason="everybody travels")
    states = {one.id: one.state for one in rhythm.overview(full)}
    assert states.get(due.id) in (None, "skipped")
    with pytest.raises(Conflict):
        reviews.skip(full, "standup", due.sitting.period.label, reason="again")


def test_a_label_may_be_any_day_of_the_period_but_no_longer_period(full: Workspace) -> None:
    for label in ("2026-W11", "2026-03-09", "2026-03-15"):
        assert agendas.find(full, "data", label).period.label == "2026-W11"
    assert agendas.find(full, "checkpoint", "2026-W10").period.first == date(2026, 3, 2)
    with pytest.raises(UsageProblem, match="more than one"):
        agendas.find(full, "data", "2026-03")
    with pytest.raises(UsageProblem, match="holiday or a weekend"):
        agendas.find(full, "standup", "2026-03-15")


def test_habits_move_a_meeting_and_switch_it_off(full: Workspace) -> None:
    rhythm.set_habit(full, "data", clock="15:30", weekday=4, minutes=20, zone="Asia/Shanghai")
    found = agendas.find(full, "data", "2026-W11")
    assert (found.day, f"{found.at:%H:%M}", found.meeting.minutes) == (date(2026, 3, 20), "07:30", 20)
    rhythm.set_habit(full, "data", on=False)
    assert "data" not in {one.sitting.meeting.key for one in rhythm.overview(full)}
    rhythm.set_habit(full, "checkpoint", begins=date(2026, 3, 9))
    assert agendas.find(full, "checkpoint", "2026-03-16").period.first == date(2026, 3, 9)
    for wrong in ({"clock": "25:00"}, {"minutes": 0}, {"begins": date(2026, 3, 9)}):
        with pytest.raises(UsageProblem):
            rhythm.set_habit(full, "data", **wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageProblem):
        rhythm.set_habit(full, "standup", weekday=2)


def test_a_holiday_moves_a_meeting_inside_its_week(full: Workspace) -> None:
    for day in days(date(2026, 3, 23), 4):
        dates.add_date(full, day, "festival")
    assert agendas.find(full, "planning", "2026-W13").day == date(2026, 3, 27)
    found = agendas.find(full, "data", "2026-W12")
    assert (found.day, found.moved) == (date(2026, 3, 27), date(2026, 3, 24))
    dates.add_date(full, date(2026, 3, 27), "festival")
    with pytest.raises(UsageProblem, match="No Monday planning"):
        agendas.find(full, "planning", "2026-W13")


def test_who_works_alone_is_not_reminded(ws: Workspace) -> None:
    planned(ws)
    assert rhythm.due(ws) == () and rhythm.remind(ws) == ""
    reviews.hold(ws, "data", "2026-W11")
    assert rhythm.kept(ws)


def test_today_names_due_meetings_and_late_decisions_to_a_team_of_two(full: Workspace) -> None:
    decisions.open_decision(full, "Which theme?", deadline=date(2026, 3, 17))
    with full.db.writing():
        full.db.execute("UPDATE operations SET at = '2026-03-01T00:00:00.000Z' WHERE seq = 1")
        full.db.execute("UPDATE decisions SET deadline = '2026-03-16'")
    told = [one for one in today.card(full).waiting if one.mode == "reviews"]
    assert [one.text for one in told] == [
        f"{len(rhythm.due(full))} meetings are due",
        "1 decision is past its deadline",
    ]
    team.remove(full, "ben")
    assert not [one for one in today.card(full).waiting if one.mode == "reviews"]


def test_t24_one_or_two_experts_of_the_team(full: Workspace) -> None:
    assert rhythm.set_experts(full, ["ben"]) == ("ben",)
    assert next(iter(agendas.agenda(full, "platform").items)).text.startswith("ben")
    with pytest.raises(UsageProblem):
        rhythm.set_experts(full, ["ana", "ben", "zoe"])
    with pytest.raises(UsageProblem):
        rhythm.set_experts(full, ["zoe"])


def test_t23_the_alignment_and_the_quarter_have_the_teams_own_figures(full: Workspace, session: Sessions) -> None:
    from tweetplan.workspace import teamwork

    teamwork.pulse(full, 4)
    teamwork.pulse(session("ben"), 3)
    for kind, period in (("alignment", "2026-W12"), ("quarter", "2026-Q1")):
        items = {item.key: item for item in agendas.agenda(full, kind, period).items}
        told = items["collaboration/satisfaction"]
        assert dict(told.figures) == {"value": 3.5, "n": 2.0, "before": None}
        assert "3.5 of 5 in 2026-Q1, n 2" in told.text


# ---- decisions and insights --------------------


def test_t22_a_decision_in_writing_is_open_until_somebody_takes_it(full: Workspace, session: Sessions) -> None:
    one = decisions.open_decision(
        full, "Answer on Sundays?", reason="12 asked", options=("yes", "no", "later"), deadline=date(2026, 3, 20)
    )
    assert one.state == "open"
    ben = session("ben")
    assert [event.kind for event in inbox.unseen(ben)] == ["decision"]
    decisions.say(ben, one.id, "no", "nobody is awake")
    decisions.say(ben, one.id, "later")
    assert [(voice.login, voice.option) for voice in decisions.get(full, one.id).voices] == [("ben", "later")]
    with pytest.raises(UsageProblem, match="none of the options"):
        decisions.say(ben, one.id, "perhaps")
    taken = decisions.decide(ben, one.id, "n", "as ben said")
    assert (taken.state, taken.outcome, taken.decided_by) == ("decided", "no", "ben")
    with pytest.raises(Conflict):
        decisions.decide(full, one.id, "yes")
    items = agendas.agenda(full, "alignment").section("decisions")
    assert items is not None and items.items[0].text.startswith("decided: Answer on Sundays?: no")


def test_past_its_deadline_it_is_told_once(full: Workspace) -> None:
    one = decisions.open_decision(full, "Which theme?", deadline=date(2026, 3, 17), owner="ana")
    assert rhythm.overdue_decisions(full) == ()
    with full.db.writing():
        full.db.execute("UPDATE decisions SET deadline = '2026-03-16' WHERE id = :id", id=one.id)
    assert [late.id for late in rhythm.overdue_decisions(full)] == [one.id]
    assert "1 late decisions told" in rhythm.remind(full) and rhythm.remind(full) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": ("only one",)},
        {"deadline": date(2026, 3, 1)},
        {"kind": "wish"},
        {"owner": "zoe"},
        {"options": ("a", "b"), "outcome": "c"},
    ],
)
def test_what_no_decision_can_be(full: Workspace, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageProblem):
        decisions.open_decision(full, "Something", **wrong)  # type: ignore[arg-type]


def test_t14_an_insight_becomes_a_task_in_one_operation(full: Workspace) -> None:
    insight = decisions.open_decision(full, "Video engages better", kind="insight", reason="4.1 % against 2.9 %")
    assert insight.state == "decided"
    changed, task = decisions.act(full, insight.id, "Shoot two videos", owner="ben", role="creator")
    assert changed.task == task.id and stored_tasks.known(full.db, task.id) and task.why == "T14"
    with pytest.raises(Conflict):
        decisions.act(full, insight.id)
    history.undo(full)
    assert decisions.get(full, insight.id).task == "" and not stored_tasks.known(full.db, task.id)


def test_t14_raise_video_to_forty_per_cent_is_a_soft_budget(full: Workspace) -> None:
    from tweetplan.storage import calendar

    insight = decisions.open_decision(full, "Video engages better", kind="insight")
    changed = decisions.act_on_mix(full, insight.id, "@Tern", "video", 0.40)
    assert changed.mix == "@tern format video 0.40"
    (held,) = calendar.mixes(full.db, "@tern")
    assert held.rule.soft and held.rule.axis == "format"
    assert (held.rule.parts[0][1].low, held.rule.parts[0][1].high) == (0.35, 0.45)
    with pytest.raises(UsageProblem, match="one of the four budgets"):
        decisions.act_on_mix(full, insight.id, "@Tern", "promo", 0.40, axis="intent")


# ---- reports --------------------


def test_t08_a_report_goes_its_way_with_evidence(full: Workspace, session: Sessions) -> None:
    made = reports.start(full, "March", period="2026-03", owners={"collect": "ben"})
    assert [one.stage for one in made.work] == ["collect", "analyse", "present", "retrospective"]
    assert [one.due for one in made.work] == ["2026-03-19", "2026-03-21", "2026-03-24", "2026-03-31"]
    ben = session("ben")
    assert any(event.kind == "report" for event in inbox.unseen(ben))
    for stage in ("analyse", "present", "retrospective", "done"):
        made = reports.move(ben, "March", f"file of {stage}")
        assert made.stage == stage
    assert (made.work[0].evidence, made.work[0].by) == ("file of analyse", "ben")
    assert made.now is None and REPORT.final("done") and reports.listing(full) == ()
    with pytest.raises(Conflict):
        reports.move(full, "March", "more")
    with pytest.raises(UsageProblem):
        reports.move(full, reports.start(full, "April").id, " ")
    with pytest.raises(UsageProblem, match="due before"):
        reports.start(full, "May", dues={"collect": date(2026, 4, 1), "analyse": date(2026, 3, 20)})


def test_a_late_stage_is_told_to_its_owner_once(full: Workspace) -> None:
    made = reports.start(full, "March", owners={"collect": "ben"})
    assert rhythm.late_reports(full) == ()
    with full.db.writing():
        full.db.execute("UPDATE pipelines SET body = REPLACE(body, '2026-03-19', '2026-03-16')")
    assert [one.id for one in rhythm.late_reports(full)] == [made.id]
    assert "1 late reports told" in rhythm.remind(full) and rhythm.remind(full) == ""
    late = next(event for event in inbox.every(full) if "was due on" in event.text)
    assert late.audience == ("ben",)
    items = agendas.agenda(full, "quarter", "2026-Q1").section("reports")
    assert items is not None and items.items[0].urgent


# ---- stored estimates in agendas --------------------


def test_g30_a_proposal_shows_its_arithmetic_and_is_accepted_undoably(full: Workspace) -> None:
    cycles = (
        Cycle(date(2026, 1, 5), date(2026, 2, 1), 70.0, 91.0),
        Cycle(date(2026, 2, 2), date(2026, 3, 1), 70.0, 98.0),
    )
    raised = Adjustment("leads-2026", "raise", cycles, "raise", 0.97, 0.8, 1000.0, 1150.0)
    outlook = Outlook(
        "leads-2026", "leads", "ahead", date(2026, 12, 31), 1000, date(2026, 3, 15),
        Estimate(1120, 1040, 1210, 52, 0.93, "weeks"), core=True,
    )  # fmt: skip
    from tweetplan.domain.codec import plain

    made = [("adjust", "leads-2026", plain(raised)), ("chance-goal", "leads-2026", plain(outlook))]
    with full.db.writing():
        stored_estimates.put(full.db, made, estimates.fingerprint(full), "2026-03-17T08:00:00.000Z")
    agenda = agendas.agenda(full, "checkpoint", "2026-03-02")
    item = next(item for item in agenda.items if item.key == "adjust/leads-2026")
    assert "91 ÷ 70 = 130 %" in item.text and "98 ÷ 70 = 140 %" in item.text and "1150 in place of 1000" in item.text
    assert item.urgent and dict(item.figures)["proposed"] == 1150
    chance = next(item for item in agenda.items if item.key == "chance/leads-2026/goal")
    assert "93 % for 1000, expected 1120 [1040 to 1210], n 52" in chance.text and chance.complete_to
    (proposal,) = agendas.proposals(full, agenda.sitting)
    adjusting.accept(full, proposal)
    assert goals.get(full, "leads-2026").target == 1150
    history.undo(full)
    assert goals.get(full, "leads-2026").target == 1000


def test_without_estimates_an_agenda_says_how_to_get_them(full: Workspace) -> None:
    section = agendas.agenda(full, "checkpoint").section("adjust")
    assert section is not None and not section.items and "advise --refresh" in section.empty


def test_every_part_of_every_agenda_has_a_maker_and_words_for_nothing(ws: Workspace) -> None:
    for kind in rhythm.meetings(ws):
        for section in agendas.agenda(ws, kind).sections:
            assert section.items or section.empty


# ---- Markdown --------------------


def test_t15_the_pack_holds_figures_and_no_draft(full: Workspace) -> None:
    posts.add(full, "@tern", "SECRET DRAFT: the merger")
    for audience in ("marketing", "product", "support", "all"):
        sheet = packs.pack(full, audience, "2026-W11")
        assert sheet.startswith("# ") and "SECRET" not in sheet
    assert "7 of" in packs.pack(full, "marketing", "2026-W11")
    insight = decisions.open_decision(full, "Video engages better", kind="insight", reason="4.1 %")
    decisions.act(full, insight.id, "Shoot two videos", owner="ben")
    sheet = packs.pack(full, "product", "2026-W11")
    assert "Video engages better because 4.1 %" in sheet and "ana" not in sheet and "Shoot" not in sheet
    with pytest.raises(UsageProblem):
        packs.pack(full, "press")


def test_hostile_text_is_inert_in_an_agenda(full: Workspace) -> None:
    decisions.open_decision(full, HOSTILE.replace("\x1b", "").replace("\x07", ""), kind="insight")
    with full.db.writing():
        full.db.execute("UPDATE decisions SET text = :text, reason = :text", text=HOSTILE)
        full.db.execute("UPDATE goals SET name = :text", text=HOSTILE)
    sheet = reviews.sheet(full, agendas.agenda(full, "data", "2026-W11"))
    assert "\x1b" not in sheet and "\u202e" not in sheet
    assert "<script" not in sheet.replace(r"\<", "")
    assert r"\!\[a\](http\://e.vil)" in sheet and r"\<script\>" in sheet


@given(st.one_of(st.text(max_size=60), st.text("\\/:w.W[]<", max_size=30)))
def test_nothing_that_people_write_becomes_markup(text: str) -> None:
    told = inert(text)
    assert "\n" not in told and "\r" not in told
    bare = told.replace("\\\\", "x")
    assert "://" not in bare.replace("\\:", "") and "www." not in bare.lower()
    for sign in "`*_[]<>#!|~&@$":
        assert bare.count(sign) == bare.count("\\" + sign)
