"""A quarter of a five-person team in three zones with two changes of the clocks, every agenda judged by other means.

Dates come from dateutil's rules and zones, figures from the plain lists that were stored.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from dateutil import rrule, tz

from tui.results_made import bring_in, post_file
from tweetplan.domain.goals import Member, PeriodNote
from tweetplan.domain.operations import Actor
from tweetplan.domain.reviews import Agenda
from tweetplan.domain.rhythm import MEETINGS
from tweetplan.storage import reviews as stored
from tweetplan.workspace import agendas, calendar, dates, decisions, history, ladder, reviews, rhythm, tasks, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from workspace.planned import days, leads, planned

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
BERLIN, NEW_YORK, SHANGHAI = "Europe/Berlin", "America/New_York", "Asia/Shanghai"
TEAM = (
    Member("ana", ("strategist",), BERLIN, {"mon-fri": "09:00-17:00"}, 2400),
    Member("ben", ("creator",), NEW_YORK, {"mon-fri": "08:00-16:00"}, 2400),
    Member("chen", ("community_manager",), SHANGHAI, {"mon-fri": "12:00-20:00"}, 2400),
    Member("dora", ("analyst",), BERLIN, {"mon-fri": "09:00-17:00"}, 1200),
    Member("eve", ("crisis_manager", "creator"), NEW_YORK, {}, 600),
)
HOLIDAYS = {date(2026, 1, 1), date(2026, 1, 6), date(2026, 2, 16), date(2026, 3, 2)}
"""New Year; a Tuesday with a data meeting; a Monday with planning; the first working day of March."""
LEADS = {day: float((day.toordinal() * 7) % 5) for day in days(FIRST, 90)}
RESPONSES = {day: float(3 + day.toordinal() % 4) for day in days(FIRST, 90)}
SECONDS = {day: RESPONSES[day] * 1800 for day in RESPONSES}
CLOCKS = {key: meeting.clock for key, meeting in MEETINGS.items()}


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    found = moment_of(tmp_path, datetime(2026, 1, 1, 6, 0, tzinfo=UTC))
    planned(found)
    for member in TEAM:
        team.put(found, member)
    for day in sorted(HOLIDAYS):
        dates.add_date(found, day, "a holiday")
    leads(found, LEADS)
    leads(found, RESPONSES, "responses")
    leads(found, SECONDS, "response_seconds")
    yield found
    found.db.close()


class Moving:
    """A clock that the script sets."""

    at = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def moment_of(folder: Path, at: datetime) -> Workspace:
    ids, clock = count(1), Moving()
    clock.at = at
    return open_workspace(
        folder / "plan", actor=Actor("ana", 1000, "host"), clock=clock, new_id=lambda: f"{next(ids):06}op", create=True
    )


def go_to(ws: Workspace, day: date, clock: str = "18:00") -> None:
    """Set the clock to a time of Berlin."""
    hour, minute = map(int, clock.split(":"))
    assert isinstance(ws.clock, Moving)
    ws.clock.at = local(day, time(hour, minute))


def local(day: date, clock: time) -> datetime:
    """An instant in Berlin, by dateutil's zones."""
    return datetime.combine(day, clock, tz.gettz(BERLIN)).astimezone(UTC)


# ---- the dates, by dateutil --------------------


def working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def next_working(day: date) -> date:
    return next(found for step in range(30) if working(found := day + timedelta(days=step)))


def by_rule(**rule: object) -> list[date]:
    found = rrule.rrule(dtstart=datetime(2025, 9, 1, tzinfo=UTC), until=datetime(2026, 6, 30, tzinfo=UTC), **rule)  # type: ignore[arg-type]
    return [each.date() for each in found]


def first_workday(months: list[date], step: int) -> list[date]:
    found = []
    for month in months:
        day = month + timedelta(days=step)
        while day.weekday() > 4:
            day += timedelta(days=1)
        found.append(next_working(day))
    return found


def expected() -> dict[str, list[date]]:
    """Every meeting's days in the quarter."""
    months = by_rule(freq=rrule.MONTHLY, bymonthday=1)
    fortnights = [day.date() for day in rrule.rrule(rrule.DAILY, interval=14, dtstart=datetime(1970, 1, 5, tzinfo=UTC),
                                                    until=datetime(2026, 6, 1, tzinfo=UTC))]  # fmt: skip
    every = {
        "standup": [day for day in by_rule(freq=rrule.DAILY) if working(day)],
        "planning": [next_working(day) for day in by_rule(freq=rrule.WEEKLY, byweekday=rrule.MO)],
        "data": [next_working(day) for day in by_rule(freq=rrule.WEEKLY, byweekday=rrule.TU)],
        "alignment": [next_working(day) for day in by_rule(freq=rrule.WEEKLY, byweekday=rrule.TH)],
        "checkpoint": [next_working(day + timedelta(days=16)) for day in fortnights],
        "month": first_workday(months, 0),
        "quarter": first_workday([day for day in months if day.month in (1, 4, 7, 10)], 2),
        "platform": first_workday(months, 7),
    }
    return {key: [day for day in found if FIRST <= day <= LAST] for key, found in every.items()}


def test_t10_t13_g26_every_meeting_of_the_quarter_is_on_its_day(ws: Workspace) -> None:
    found: dict[str, list[date]] = {key: [] for key in MEETINGS}
    for sitting in rhythm.between(ws, FIRST, LAST):
        found[sitting.meeting.key].append(sitting.day)
    assert found == expected()
    assert len(found["checkpoint"]) in (6, 7)
    steps = {(after - before).days for before, after in zip(found["checkpoint"], found["checkpoint"][1:], strict=False)}
    assert steps == {14}


def test_each_meeting_is_at_its_time_on_every_clock_over_both_changes(ws: Workspace) -> None:
    """New York changes on 8 March, Berlin on 29 March 2026; Shanghai never."""
    seen = set()
    for sitting in rhythm.between(ws, FIRST, LAST):
        hour, minute = map(int, CLOCKS[sitting.meeting.key].split(":"))
        instant = local(sitting.day, time(hour, minute))
        assert sitting.at == instant
        told = {place.login: place for place in rhythm.places(ws, sitting)}
        for member in TEAM:
            there = instant.astimezone(tz.gettz(member.zone))
            assert told[member.login].at == f"{there:%Y-%m-%d %H:%M}"
            spans = {BERLIN: (9, 17), NEW_YORK: (8, 16), SHANGHAI: (12, 20)}
            low, high = spans[member.zone]
            at_work = there.weekday() < 5 and low <= there.hour < high
            assert told[member.login].at_work == (at_work if member.hours else None)
        if sitting.meeting.key == "standup":
            seen.add(tuple(told[login].at[11:] for login in ("ana", "ben", "chen")))
    assert seen == {("09:15", "03:15", "16:15"), ("09:15", "04:15", "16:15"), ("09:15", "03:15", "15:15")}


# ---- the figures, by hand --------------------


def total(first: date, last: date, held: dict[date, float] = LEADS) -> float:
    return sum(value for day, value in held.items() if first <= day <= last)


def figures(agenda: Agenda, key: str) -> dict[str, float | None]:
    return dict(next(item for item in agenda.items if item.key == key).figures)


@pytest.mark.parametrize(
    ("kind", "period", "first", "last"),
    [
        ("data", "2026-W11", date(2026, 3, 9), date(2026, 3, 15)),
        ("data", "2026-W01", date(2026, 1, 1), date(2026, 1, 4)),
        ("checkpoint", "2026-02-10", date(2026, 2, 2), date(2026, 2, 15)),
        ("month", "2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_the_figures_of_closed_periods_are_those_that_were_stored(
    ws: Workspace, kind: str, period: str, first: date, last: date
) -> None:
    go_to(ws, date(2026, 4, 3))
    found = agendas.agenda(ws, kind, period)
    part = "goals" if kind == "quarter" else "pace"
    told = figures(found, f"{part}/leads-2026")
    assert told["actual"] == pytest.approx(total(first, last))
    rungs = ladder.rungs(ws, "leads-2026", "day")
    assert told["target"] == pytest.approx(sum(rung.target for rung in rungs if first <= rung.start <= last))
    item = next(item for item in found.items if item.key == f"{part}/leads-2026")
    assert item.complete_to == min(last, date(2026, 3, 31))
    if kind in ("data", "month"):
        support = figures(found, "support/@tern")
        assert support["responses"] == total(first, last, RESPONSES)
        assert support["mean_first_response_s"] == pytest.approx(1800)
    if kind == "quarter":
        reached = 0
        for month in ladder.rungs(ws, "leads-2026", "month")[:3]:
            reached += total(month.start, month.end) >= month.target
        assert told["months_reached"] == reached and told["months"] == 3


def test_a_running_week_stops_at_the_day_that_is_known(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 4))
    told = figures(agendas.agenda(ws, "planning", "2026-W10"), "pace/leads-2026")
    assert told["actual"] == total(date(2026, 3, 2), date(2026, 3, 4))


def test_the_week_ahead_and_its_budgets_are_counted_slot_by_slot(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 3), "08:00")
    calendar.fill(ws, "2026-W10", account="@tern")
    found = agendas.agenda(ws, "planning", "2026-W10")
    rows = ws.db.rows("SELECT * FROM slots WHERE account = '@tern' AND day BETWEEN '2026-03-02' AND '2026-03-08'")
    assert rows and figures(found, "week/@tern")["slots"] == len(rows)
    assert figures(found, "week/@tern")["free"] == sum(row["plan"] == "elastic" for row in rows)
    elastic = figures(found, "budgets/@tern/plan/elastic")
    assert (elastic["planned"], elastic["window"]) == (sum(row["plan"] == "elastic" for row in rows), len(rows))
    promo, intended = figures(found, "budgets/@tern/intent/promo"), [row for row in rows if row["intent"]]
    planned_promo = sum(row["intent"] == "promo" for row in intended if row["plan"] == "planned")
    assert promo["planned"] == planned_promo and promo["published"] == 0


def test_the_best_and_the_least_posts_are_those_of_the_file(ws: Workspace, tmp_path: Path) -> None:
    """The nth post from 20 February on has 100 n views and 2 n + 3 engagements (results_made)."""
    go_to(ws, date(2026, 3, 17))
    bring_in(ws, post_file(tmp_path / "posts.csv", [f"post {n}" for n in range(24)]))
    found = agendas.agenda(ws, "data", "2026-W09")
    week = {n: (2 * n + 3) / (100 * n) for n in range(3, 10)}
    by_rate = sorted(week, key=lambda n: -week[n])
    for place, n in enumerate(by_rate[:3], 1):
        item = next(item for item in found.items if item.key == f"content/@tern/best/{place}")
        assert f"post {n}" in item.text and dict(item.figures) == {
            "worth": pytest.approx(week[n]), "impressions": 100 * n, "n": 7,
        }  # fmt: skip
    least = [item.text for item in found.items if item.key.startswith("content/@tern/least/")]
    assert [text.rpartition(" ")[2] for text in least] == [str(n) for n in reversed(by_rate[-3:])]


def test_g08_the_months_deep_dive_holds_what_the_next_month_asks(ws: Workspace) -> None:
    """March's plan of the source: a conference as its theme, 15 tweets, 2 chats, a budget."""
    from tweetplan.workspace import goals, slots

    go_to(ws, date(2026, 3, 3))
    slots.put_theme(ws, "@tern", "2026-03", "conference")
    march = PeriodNote("2026-03", "the conference", 500.0, {"posts": 15, "chats": 2})
    goals.edit(ws, "leads-2026", periods=(march,))
    found = agendas.agenda(ws, "month", "2026-02")
    asked = next(rung for rung in ladder.rungs(ws, "leads-2026", "month") if rung.label == "2026-03")
    assert figures(found, "themes/leads-2026/asked") == {"target": asked.target, "planned": asked.planned}
    assert figures(found, "themes/leads-2026/2026-03") == {"budget": 500.0, "posts": 15.0, "chats": 2.0}
    assert any(item.text == "@tern 2026-03: conference" for item in found.items)


def test_a_kpi_of_the_week_stands_beside_the_week_before(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 17))
    told = figures(agendas.agenda(ws, "data", "2026-W11"), "figures/@tern/leads")
    assert told["value"] == total(date(2026, 3, 9), date(2026, 3, 15))
    assert told["before"] == total(date(2026, 3, 2), date(2026, 3, 8))


def test_t04_the_alignment_counts_people_and_minutes_of_each_role(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 19))
    tasks.add(ws, "Plan", date(2026, 3, 17), role="strategist", minutes=40)
    skipped = tasks.add(ws, "Never", date(2026, 3, 17), role="strategist", minutes=90)
    tasks.skip(ws, skipped.id, "no time")
    tasks.add(ws, "Next week", date(2026, 3, 24), role="strategist", minutes=20)
    found = agendas.agenda(ws, "alignment", "2026-W12")
    told = {item.key: dict(item.figures) for item in found.items if item.key.startswith("roles/")}
    assert told["roles/strategist"] == {"people": 1, "minutes": 40}
    assert told["roles/creator"]["people"] == 2
    assert [item.key for item in found.items if item.key.startswith("roles/") and item.urgent] == []


def test_t10_the_stand_up_holds_the_days_posts_and_open_tasks(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 18), "08:00")
    calendar.fill(ws, "2026-W12", account="@tern")
    rows = ws.db.rows("SELECT id, at FROM slots WHERE day = '2026-03-18' ORDER BY at")
    due = ws.db.rows("SELECT id FROM tasks WHERE state = 'open' AND due <= '2026-03-18'")
    work = agendas.agenda(ws, "standup").section("work")
    assert work is not None and rows and due
    keys = [item.key.removeprefix("work/") for item in work.items]
    assert keys[: len(rows)] == [row["id"] for row in rows]
    assert set(keys[len(rows) :]) == {row["id"] for row in due}
    first = datetime.fromisoformat(rows[0]["at"]).astimezone(tz.gettz(BERLIN))
    assert work.items[0].text.startswith(f"{first:%H:%M} @tern")


# ---- the quarter, day by day --------------------


def test_the_quarter_as_the_team_lives_it(ws: Workspace) -> None:
    """Each day the meetings that are due are held by somebody; nothing is due twice, and nothing is forgotten."""
    held: dict[str, list[date]] = {key: [] for key in MEETINGS}
    question = decisions.open_decision(
        ws, "Answer on Sundays?", options=("yes", "no"), deadline=date(2026, 1, 20), owner="chen"
    )
    for day in days(FIRST, 90):
        go_to(ws, day)
        for one in rhythm.overview(ws):
            sitting = one.sitting
            if one.state != "due" or sitting.day < FIRST:
                continue
            assert sitting.day == day and one.overdue == 0, f"{one.id} was missed"
            agenda = agendas.agenda(ws, sitting.meeting.key)
            assert agenda.sitting == sitting
            open_now = [item.key for section in agenda.sections if section.key == "decisions"
                        for item in section.items if item.text.startswith("open")]  # fmt: skip
            if agenda.section("decisions") is not None:
                assert open_now == ([f"decisions/{question.id}"] if day <= date(2026, 1, 20) else [])
            reviews.hold(ws, sitting.meeting.key, attendance=("ana", "dora"), notes=f"on {day}")
            held[sitting.meeting.key].append(day)
        if day == date(2026, 1, 20):
            decisions.say(ws, question.id, "no", "nobody is awake")
            decisions.decide(ws, question.id, "no")
    assert held == expected()
    known = stored.reviews(ws.db, 1000)
    assert len(known) == sum(map(len, held.values())) and all(one.attendance == ("ana", "dora") for one in known)
    kept = reviews.get(ws, "data 2026-W11").agenda
    assert f"{total(date(2026, 3, 9), date(2026, 3, 15)):g} of" in kept


def test_who_is_wanted_is_told_once_a_meeting(ws: Workspace) -> None:
    go_to(ws, date(2026, 3, 17), "08:00")
    assert "told" in rhythm.remind(ws) and rhythm.remind(ws) == ""
    told = [entry for entry in history.log(ws) if entry.verb == "review.due"]
    assert {entry.summary.split(" for ")[0] for entry in told} >= {"Weekly data meeting", "Monday planning"}
    assert not any("stand-up" in entry.summary for entry in told)


def test_overdue_tasks_are_in_the_check_point(ws: Workspace) -> None:
    go_to(ws, date(2026, 2, 18))
    late = tasks.add(ws, "Call the printer", date(2026, 2, 10), owner="ben")
    told = figures(agendas.agenda(ws, "checkpoint"), f"late/{late.id}")
    assert told["overdue_days"] == 8
