"""The demo: made through the same verbs as everything, alive on any day, and equal to the shipped sample."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tweetplan.analysis.advising import refresh
from tweetplan.analysis.demo import SAMPLE_DAY, make_demo, write_sample
from tweetplan.analysis.sample import DAYS, main_account
from tweetplan.analysis.sample_desk import VOICES
from tweetplan.domain.operations import Actor
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import (
    advice,
    approving,
    calendar,
    desk,
    estimates,
    experiments,
    goals,
    history,
    ladder,
    results,
    today,
)
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from tweetplan.workspace.posts_waiting import waiting

ROOT = Path(__file__).resolve().parent.parent.parent
ANA = Actor("ana", 1000)


def demo_on(folder: Path, now: datetime) -> Workspace:
    ids = count()
    make_demo(folder, actor=ANA, clock=lambda: now, new_id=lambda: f"id{next(ids):08}")
    return open_workspace(folder, actor=ANA, clock=lambda: now, new_id=lambda: f"later{next(ids):08}")


def test_the_shipped_sample_is_what_the_generator_makes(tmp_path: Path):
    write_sample(tmp_path, SAMPLE_DAY)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in (ROOT / "sample_data").iterdir()}


@pytest.mark.parametrize(
    "now", [SAMPLE_DAY, datetime(2026, 1, 5, 8, tzinfo=UTC), datetime(2027, 3, 31, 23, tzinfo=UTC)], ids=str
)
def test_on_any_day_one_goal_is_on_pace_one_behind_one_unproven_one_beaten(tmp_path: Path, now: datetime):
    ws = demo_on(tmp_path / "demo", now)
    status = {line.goal.name: line.whole.status for line in ladder.overview(ws)}
    assert status["leads-year"] == "on_track"
    assert status["awareness-half"] == "behind"
    assert status["saved-posts"] == "ahead"
    assert not goals.get(ws, "keep-followers").proven
    assert len({goal.type for goal in goals.listing(ws)}) == 7


@pytest.mark.parametrize(
    "now", [SAMPLE_DAY, datetime(2026, 11, 22, 5, tzinfo=UTC), datetime(2027, 3, 31, 23, tzinfo=UTC)], ids=str
)
def test_the_desk_has_posts_in_every_stage_and_somebody_waits_for_the_viewer(tmp_path: Path, now: datetime):
    ws = demo_on(tmp_path / "demo", now)
    stages = {column.state: column.count for column in desk.board(ws).columns}
    quiet = {stage for stage, total in stages.items() if not total}
    assert quiet <= {"published"}  # of the board; what is out lies behind it on a Monday
    found = waiting(ws)
    assert [post.wording_by for post in found.to_approve] == ["ben"] and found.unconfirmed
    mine = [card.post for card in desk.column(ws, "in_review").cards if card.post.wording_by == "ana"]
    assert mine and approving.approval_rule(ws, "@terncoffee").mode == "one"


def test_what_was_handed_off_last_week_is_matched_to_its_results(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY)
    out = [post for post in stored_posts.of_account(ws.db, "@terncoffee") if post.state == "published"]
    assert len(out) >= 4 and all(post.x_id for post in out)
    texts = {str(post.id): post.text for post in main_account(SAMPLE_DAY.date()).posts}
    assert all(post.text in texts[post.x_id] for post in out)


def test_advice_estimates_mentions_and_an_experiment_are_there_at_the_first_look(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY)
    card = today.card(ws)
    assert card.advice and card.joint is not None and not card.advice[0].stale
    assert set(card.outlooks) == {line.goal.name for line in card.goals}
    times = estimates.timing(ws, "@terncoffee")
    assert times is not None and times.verdict != "none" and len(times.windows) >= 2
    (one,) = experiments.listing(ws)
    reading = estimates.experiment(ws, one.id)
    assert one.state == "running" and reading is not None and not reading.complete
    assert ws.db.value("SELECT COUNT(*) FROM mentions") == len(VOICES)


def test_accepted_advice_is_on_the_trust_page_after_the_next_refresh(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY)
    assert (held := estimates.promises(ws)) is not None and held.rows == ()
    best = next(one for one in advice.listing(ws) if one.recommendation.effect is not None)
    made = advice.accept(ws, best.id)
    ids = count()
    ws.db.close()

    def tomorrow() -> Workspace:
        day = SAMPLE_DAY + timedelta(days=1)
        return open_workspace(tmp_path / "demo", actor=ANA, clock=lambda: day, new_id=lambda: f"again{next(ids):08}")

    ws, told = refresh(tomorrow(), tomorrow)
    assert told.computed and made.made
    after = estimates.promises(ws)
    assert after is not None and [row.title for row in after.rows] == [best.recommendation.title]
    assert after.rows[0].came is None and after.rows[0].due == date(2026, 9, 14)  # four weeks later


def test_two_demos_of_one_moment_are_the_same(tmp_path: Path):
    def told(ws: Workspace) -> list[tuple[str, str, str]]:
        return [(post.text, post.state, post.slot) for post in stored_posts.of_account(ws.db, "@terncoffee")]

    assert told(demo_on(tmp_path / "one", SAMPLE_DAY)) == told(demo_on(tmp_path / "two", SAMPLE_DAY))


def test_g30_saved_posts_is_beaten_by_a_fifth_in_two_cycles_running(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY)
    reading = ladder.reading(ws, goals.get(ws, "saved-posts"))
    last = reading.complete_to
    assert last is not None
    for cycle in (0, 1):
        end = last - timedelta(days=28 * cycle)
        start = end - timedelta(days=27)
        assert (reading.actual_of(start, end) or 0) >= 1.2 * reading.commitment.over(start, end)


def test_every_figure_of_the_demo_is_computed_from_what_was_imported(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY)
    posts = main_account(SAMPLE_DAY.date()).posts
    rows = {row.kpi: row for row in results.kpi_rows(ws, account="@terncoffee", source="posts")}
    assert rows["posts"].value == len(posts)
    assert rows["impressions"].value == sum(post.impressions for post in posts)
    assert rows["engagements"].value == sum(post.engagements for post in posts)
    days = main_account(SAMPLE_DAY.date()).days
    assert len(days) == DAYS and days[-1].day == date(2026, 8, 16)
    overview = {row.kpi: row for row in results.kpi_rows(ws, account="@terncoffee", source="overview")}
    assert overview["impressions"].value == sum(day.impressions for day in days)
    assert overview["net_follows"].value == sum(day.new_follows - day.unfollows for day in days)


def test_the_demo_is_open_for_work_and_all_of_it_is_in_the_log(tmp_path: Path):
    ws = demo_on(tmp_path / "demo", SAMPLE_DAY + timedelta(days=2))
    card = today.card(ws)
    assert card.goals and card.work
    assert calendar.week(ws).budgets
    verbs = {operation.verb for operation in history.log(ws, 500)}
    assert {"plan.apply", "import", "task.done"} <= verbs
    history.undo(ws)
