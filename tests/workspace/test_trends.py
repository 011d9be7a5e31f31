"""T11, T21: an elastic slot is taken for a trend that is worth it; one that nobody took is told, and stays empty."""

from datetime import UTC, date, datetime

import pytest

from facts import start
from tweetplan.domain.findings import CheckFailed, Conflict, UsageProblem
from tweetplan.domain.posts import Slot, TrendScore
from tweetplan.storage import calendar as stored
from tweetplan.workspace import today
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.elastic import report_unused, unused_elastic, unused_words
from tweetplan.workspace.trends import score_findings, take_trend

DAY = date(2026, 3, 17)
GOOD = TrendScore(4, 5, 3)


def put(ws: Workspace, identity: str, hour: int, plan: str = "elastic", day: date = DAY) -> None:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    with ws.operation("slot.add") as change:
        held = Slot(identity, "@acme", day, f"{hour:02}:00", "UTC", at, plan)  # type: ignore[arg-type]
        change.put(stored.SLOTS, stored.slot_row(held))


def test_t21_a_trend_takes_a_free_elastic_slot_with_its_score(ws: Workspace) -> None:
    start(ws)
    put(ws, "s", 18)
    post = take_trend(ws, "s", "Everybody speaks of cascara today", GOOD)
    assert (post.slot, post.topic, post.state, post.content.trend) == ("s", "trend", "draft", GOOD)
    with pytest.raises(Conflict):
        take_trend(ws, "s", "Another", GOOD)


@pytest.mark.parametrize("score", [TrendScore(2, 5, 5), TrendScore(5, 1, 5)])
def test_t21_a_trend_that_is_off_or_a_risk_is_refused(ws: Workspace, score: TrendScore) -> None:
    start(ws)
    put(ws, "s", 18)
    with pytest.raises(CheckFailed) as refused:
        take_trend(ws, "s", "Everybody speaks of the scandal", score)
    assert [found.rule for found in refused.value.findings] == ["T21.score"]


def test_t21_little_value_is_a_warning_and_no_figure_is_refused(ws: Workspace) -> None:
    start(ws)
    put(ws, "s", 18)
    assert [found.severity for found in score_findings(ws, TrendScore(4, 4, 1))] == ["warning"]
    with pytest.raises(UsageProblem):
        take_trend(ws, "s", "Text", TrendScore(6, 4, 1))
    assert take_trend(ws, "s", "Text", TrendScore(4, 4, 1)).slot == "s"


def test_t11_planned_and_past_slots_are_not_taken_for_a_trend(ws: Workspace) -> None:
    start(ws)
    put(ws, "planned", 18, "planned")
    put(ws, "past", 7)
    with pytest.raises(UsageProblem):
        take_trend(ws, "planned", "Text", GOOD)
    with pytest.raises(Conflict):
        take_trend(ws, "past", "Text", GOOD)


def test_t11_what_was_not_used_is_told_and_not_filled(ws: Workspace) -> None:
    start(ws)
    for identity, hour, day in (("a", 7, DAY), ("b", 8, DAY), ("c", 20, DAY), ("y", 9, date(2026, 3, 16))):
        put(ws, identity, hour, day=day)
    assert [slot.id for slot in unused_elastic(ws, DAY)] == ["a", "b"], "the evening's is still to come"
    assert unused_words(unused_elastic(ws, DAY), DAY) == (
        "2 elastic slots of 2026-03-17 were not used: @acme 07:00, @acme 08:00"
    )
    assert report_unused(ws) == "1 elastic slot of 2026-03-16 was not used: @acme 09:00"
    told = [found.message for found in today.card(ws).alarms if found.rule == "T11.unused"]
    assert len(told) == 2
    assert ws.db.value("SELECT COUNT(*) FROM posts") == 0
