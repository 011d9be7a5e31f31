"""Mentions as they stand: order, what the team stamps and how KPIs follow, support figures, the volume alarm."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from audience_made import TALK, people, talk
from tweetplan.analysis.alarming import alarm_job, judged
from tweetplan.analysis.triaging import sort_anew, sort_job
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.storage import mention_alarms as stored_alarms
from tweetplan.workspace import history, inbox, mention_alarms, mentions, results_kpis, support, today
from tweetplan.workspace.core import Workspace, instant_text
from workspace.conftest import START, Sessions
from workspace.planned import planned

DAY = date(2026, 3, 16)


@pytest.fixture
def ws(session: Sessions, tmp_path: Path) -> Workspace:
    made = planned(session())
    talk(made, tmp_path)
    return made


def sums(ws: Workspace) -> dict[str, float]:
    names = ("mentions", "responses", "response_seconds", "resolved", "surveyed", "satisfied")
    return results_kpis.sums(ws, "@tern", names, date(2026, 3, 15), DAY)


def test_c04_the_most_pressing_comes_first_and_hate_last(ws: Workspace) -> None:
    found = mentions.talk(ws, "@tern")
    assert (found.total, found.open, found.unsorted) == (6, 5, 0)  # our own answer is no mention
    assert found.mentions[0].ref == "1001"
    assert found.mentions[-1].priority.total == 0 and {one.ref for one in found.mentions[-1:]} == {"1003"}
    assert all(one.evidence for one in found.mentions if one.label == "support")


def test_c04_influencers_come_first_when_time_is_short(ws: Workspace, tmp_path: Path) -> None:
    people(ws, tmp_path, [("@EVE", "influencer", 250_000, "2026-03-16", "", "")])
    found = mentions.talk(ws, "@tern").mentions
    assert [one.ref for one in found[:2]] == ["1007", "1001"] and found[0].segment == "influencer"


def test_g13_answered_moves_the_kpi_and_undo_moves_it_back(ws: Workspace) -> None:
    before = sums(ws)
    assert before["responses"] == 1 and before["response_seconds"] == 1200
    made = mentions.answered(ws, "1001", at=datetime(2026, 3, 15, 10, tzinfo=UTC))
    assert made.state == "answered"
    after = sums(ws)
    assert after["responses"] == 2 and after["response_seconds"] == 1200 + 3600
    history.undo(ws)
    assert sums(ws) == before and mentions.get(ws, "1001").open


def test_g13_our_own_imported_reply_is_an_answer(session: Sessions, tmp_path: Path) -> None:
    ws = planned(session())
    rows = [list(row) for row in TALK]
    rows[3][5] = ""  # the file does not say that 1004 was answered; row 1005 is the answer
    talk(ws, tmp_path, [row for row in rows if row[0] != "1005"])
    assert mentions.get(ws, "1004").open
    talk(ws, tmp_path, [row for row in rows if row[0] == "1005"])
    assert mentions.get(ws, "1004").answered_at == "2026-03-16T08:50:00.000Z"
    assert sums(ws)["responses"] == 1 and sums(ws)["mentions"] == 6


def test_resolving_answers_too_and_times_must_fit(ws: Workspace) -> None:
    assert mentions.resolved(ws, "1007").answered_at
    with pytest.raises(Conflict):
        mentions.resolved(ws, "1007")
    with pytest.raises(UsageProblem, match="before it was written"):
        mentions.answered(ws, "1002", at=datetime(2026, 3, 1, tzinfo=UTC))
    with pytest.raises(NotFound):
        mentions.answered(ws, "9999")
    with pytest.raises(UsageProblem, match="More than one"):
        mentions.get(ws, "10")


def test_c05_leaving_is_no_answer_and_nobody_is_blocked(ws: Workspace) -> None:
    hate = mentions.get(ws, "1003")
    assert "Leave it" in mentions.suggestion(ws, hate)
    left = mentions.leave(ws, "1003")
    assert left.state == "left" and sums(ws)["responses"] == 1
    assert mentions.reopen(ws, "1003").open
    assert mentions.avoid(ws, "1003").avoid
    assert "leave it" in mentions.suggestion(ws, mentions.get(ws, "1003"))
    history.undo(ws)
    assert not mentions.get(ws, "1003").avoid


def test_w17_a_persons_label_stands_over_the_computed_one(ws: Workspace) -> None:
    assert mentions.relabel(ws, "1003", "support").label == "support"
    sort_anew(ws)
    held = mentions.get(ws, "1003")
    assert (held.label, held.computed) == ("support", "abuse") and held.priority.total > 0
    assert mentions.relabel(ws, "1003", "").label == "abuse"
    with pytest.raises(UsageProblem):
        mentions.relabel(ws, "1003", "rude")


def test_withdrawing_the_file_takes_the_mentions_and_their_sums(ws: Workspace) -> None:
    mentions.answered(ws, "1001")
    history.undo(ws)
    history.undo(ws)
    found = mentions.talk(ws, "@tern")
    assert found.total == 0 and found.feed.words == "no mentions were ever imported"
    assert sort_job(ws) == ""


def test_g13_satisfaction_is_typed_and_counted(ws: Workspace) -> None:
    mentions.rate(ws, "1004", 5)
    mentions.rate(ws, "1001", 2)
    found = sums(ws)
    assert (found["surveyed"], found["satisfied"]) == (2, 1)
    told = support.of_store(ws, "@tern")
    assert told.survey is not None and (told.survey.n, told.survey.mean, told.survey.satisfied) == (2, 3.5, 0.5)
    assert told.figures.satisfaction is not None and told.figures.satisfaction.share == 1.0
    with pytest.raises(UsageProblem):
        mentions.rate(ws, "1001", 6)


def test_g13_support_figures_of_the_store_censor_what_is_open(ws: Workspace) -> None:
    told = support.of_store(ws, "@tern").figures
    # 1003 is hate and 1006 goes on below our answer: neither is a case
    assert (told.threads, told.unanswered) == (4, 3) and told.median_first_response_s == 1200
    assert told.censored.open == told.unanswered and told.censored.p90_s is None
    assert list(told.by_account) == ["Tern"] and told.by_account["Tern"].n == 1


def test_the_feed_says_since_when(ws: Workspace) -> None:
    assert mentions.talk(ws, "@tern").feed.words.startswith("no mentions imported since 2026-03-17")
    assert mentions.talk(ws, "@ternhelp").feed.imported_at == ""


def test_two_people_on_one_mention_are_told(ws: Workspace, session: Sessions) -> None:
    other = session("bo")
    mentions.assign(ws, "1001", "ana")
    assert mentions.get(other, "1001").owner == "ana"
    mentions.answered(other, "1001")
    with pytest.raises(Conflict):
        mentions.answered(ws, "1001")


# ---- the alarm --------------------


def weeks_of_talk(spike: int, weeks: int = 6) -> list[tuple[str, ...]]:
    """One unkind mention every six hours for some weeks, then two hours with `spike` each."""
    end = datetime(2026, 3, 17, 7, tzinfo=UTC)
    rows = []
    number = 0
    at = end - timedelta(weeks=weeks, hours=1)
    while at < end:
        number += 1
        rows.append(
            (str(5000 + number), f"@u{number}", f"{at:%Y-%m-%dT%H:%M}Z", "@tern my order is broken", "", "", "")
        )
        at += timedelta(hours=6)
    for hour in range(2):
        for n in range(spike):
            number += 1
            when = end + timedelta(hours=hour, minutes=n)
            text = f"@tern the app is down and broken again {n}"
            rows.append((str(5000 + number), f"@v{number}", f"{when:%Y-%m-%dT%H:%M}Z", text, "", "", ""))
    return rows


@pytest.mark.parametrize(("spike", "weeks", "hours"), [(12, 6, 2), (1, 6, 0), (12, 2, 0)])
def test_w17_the_alarm_needs_two_hours_and_enough_weeks(
    session: Sessions, tmp_path: Path, spike: int, weeks: int, hours: int
) -> None:
    ws = planned(session())
    talk(ws, tmp_path, weeks_of_talk(spike, weeks))
    assert len(judged(ws, "@tern")) == hours
    told = alarm_job(ws)
    assert bool(told) == bool(hours)
    if weeks < 4:
        assert "needs 4" in mention_alarms.state(ws, "@tern").words


def test_w17_an_alarm_is_told_once_and_stands_on_today(session: Sessions, tmp_path: Path) -> None:
    ws = planned(session())
    talk(ws, tmp_path, weeks_of_talk(12))
    assert "24 unkind mentions in 2 hours" in alarm_job(ws)
    assert alarm_job(ws) == ""
    assert [one.kind for one in inbox.every(ws)] == ["mentions.alarm"]
    assert any(finding.rule == "W17.alarm" for finding in today.card(ws).alarms)
    assert len(stored_alarms.since(ws.db, "", instant_text(START + timedelta(days=1)))) == 2


def test_without_mentions_there_is_neither_alarm_nor_zero(session: Sessions) -> None:
    ws = planned(session())
    assert alarm_job(ws) == ""
    assert mention_alarms.state(ws, "@tern").words == "No mentions were imported: nothing can be told."
    assert not any(finding.rule == "W17.alarm" for finding in today.card(ws).alarms)
