"""People and win-back: both conditions of high risk, the cap, the hold-out, a verdict that waits, causes with n."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from audience_made import bring_in, people, talk, write
from tweetplan.analysis import audience as computing
from tweetplan.analysis.winback_causes import causes
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.operations import Actor
from tweetplan.domain.people import next_birthday, segment_of, steps
from tweetplan.domain.winback import PROGRAMME, difference
from tweetplan.storage import results as stored_results
from tweetplan.workspace import accounts, audience, caring, history, tasks, winback
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from workspace.planned import planned

START = datetime(2026, 3, 17, 9, tzinfo=UTC)


class Moving:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def ws(tmp_path: Path, clock: Moving) -> Any:
    ids = iter(range(1, 100_000))
    made = planned(open_workspace(tmp_path / "plan", actor=Actor("ana", 1000, "host"), clock=clock,
                                  new_id=lambda: f"op-{next(ids):012}", create=True))  # fmt: skip
    yield made
    made.db.close()


def crowd(ws: Workspace, folder: Path, seen: str = "2026-01-10", n: int = 20) -> None:
    people(ws, folder, [(f"@p{k:02}", "existing", 100 + k, seen, "", "") for k in range(n)])


# ---- who is silent --------------------


def test_w13_silence_alone_is_no_high_risk(ws: Workspace, tmp_path: Path, clock: Moving) -> None:
    crowd(ws, tmp_path)
    found = audience.silent(ws, "@tern")
    assert (found.silent, found.high_risk, found.known_to) == (20, 0, date(2026, 3, 17))
    audience.invite(ws, "@p01", "poll")
    audience.outcome(ws, "@p01", "no answer")
    assert audience.silent(ws, "@tern", high_risk=True).people == ()
    clock.at += timedelta(days=28)
    audience.invite(ws, "@p01", "code")
    audience.outcome(ws, "@p01", "declined")
    assert [one.handle for one in audience.silent(ws, "@tern", high_risk=True).people] == ["@p01"]
    # many invitations without silence are no high risk either
    people(ws, tmp_path, [("@p01", "existing", 101, "2026-04-13", "", "")])
    assert audience.silent(ws, "@tern", high_risk=True).people == ()


def test_w13_nothing_known_is_neither_silent_nor_zero(ws: Workspace) -> None:
    found = audience.silent(ws, "@tern")
    assert found.known_to is None and found.people == ()
    with pytest.raises(Conflict, match="no people were imported"):
        winback.start(ws, "@tern", "x")
        winback.activate(ws, "@tern")


def test_silence_is_counted_to_what_is_known_not_to_today(ws: Workspace, tmp_path: Path, clock: Moving) -> None:
    crowd(ws, tmp_path, seen="2026-03-01")
    clock.at += timedelta(days=60)  # nothing was imported since: nobody has become silent by that
    assert audience.silent(ws, "@tern").silent == 0


def test_w13_own_habit_finds_whom_a_month_does_not(ws: Workspace, tmp_path: Path) -> None:
    rows = []
    for k in range(8):  # everybody writes every third day for ninety days; @w0 stops 25 days before the end
        for day in range(90, -1, -3):
            if k == 0 and day < 25:
                continue
            at = START - timedelta(days=day, hours=k + 1)
            rows.append((f"{7000 + 100 * k + day}", f"@w{k}", f"{at:%Y-%m-%dT%H:%M}Z", "@tern hello there", "", "", ""))
    talk(ws, tmp_path, rows)
    found = computing.habits(ws, accounts.get(ws, "@tern"))
    assert [one["handle"] for one in found] == ["@w0"] and found[0]["p"] < 0.05
    assert audience.silent(ws, "@tern").silent == 0


# ---- invitations --------------------


def test_w14_two_tries_a_month_apart_are_the_most(ws: Workspace, tmp_path: Path, clock: Moving) -> None:
    crowd(ws, tmp_path)
    assert "poll" in audience.next_step(ws, audience.get(ws, "@p01"))
    audience.invite(ws, "@P01", "poll")
    with pytest.raises(Conflict, match="was invited on"):
        audience.invite(ws, "@p01", "code")
    assert "wait until 2026-04-14" in audience.next_step(ws, audience.get(ws, "@p01"))
    clock.at += timedelta(days=28)
    audience.invite(ws, "@p01", "code")
    clock.at += timedelta(days=40)
    with pytest.raises(Conflict, match="let go"):
        audience.invite(ws, "@p01", "seat")
    assert "let go" in audience.next_step(ws, audience.get(ws, "@p01"))
    with pytest.raises(NotFound):
        audience.invite(ws, "@nobody", "poll")
    with pytest.raises(UsageProblem):
        audience.outcome(ws, "@p01", "perhaps")
    assert steps(0, 2, 3).startswith("thank")


def test_c05_who_is_not_engaged_with_is_not_invited(ws: Workspace, tmp_path: Path) -> None:
    crowd(ws, tmp_path)
    audience.mark(ws, "@p02", avoid=1)
    with pytest.raises(Conflict, match="not engaged"):
        audience.invite(ws, "@p02", "poll")
    assert audience.silent(ws, "@tern").silent == 19


# ---- the programme --------------------


def test_w02_w03_a_programme_begins_with_the_diagnosis(ws: Workspace, tmp_path: Path) -> None:
    crowd(ws, tmp_path)
    made = winback.start(ws, "@tern", "silence")
    assert made.state == "diagnosing" and made.cause == "silence"
    titles = [task.title for task in tasks.listing(ws, "2026-03")]
    assert any("poll" in title for title in titles) and any("gently" in title for title in titles)
    with pytest.raises(Conflict):
        winback.start(ws, "@tern")
    with pytest.raises(Conflict, match="cannot be moved"):
        winback.judge(ws, "@tern")
    history.undo(ws)
    assert winback.current(ws, "@tern") is None


def test_w16_the_hold_out_is_drawn_and_left_alone(ws: Workspace, tmp_path: Path) -> None:
    crowd(ws, tmp_path)
    winback.start(ws, "@tern")
    made = winback.activate(ws, "@tern")
    assert (len(made.cohort.invited), len(made.cohort.held_out)) == (16, 4)
    due = {task.title: task.due for task in tasks.listing(ws, "2026-04")}
    assert due["Judge the win-back programme, by 2026-05-12 at the latest"] == date(2026, 4, 14)
    assert winback.drawn([f"@p{k:02}" for k in range(20)], made.seed, 0.2) == made.cohort
    with pytest.raises(Conflict, match="by lot"):
        audience.invite(ws, made.cohort.held_out[0], "poll")
    history.undo(ws)
    assert not audience.get(ws, made.cohort.held_out[0]).held_out
    history.redo(ws)
    assert audience.get(ws, made.cohort.held_out[0]).held_out


def test_w16_no_verdict_before_week_four_nor_without_news(ws: Workspace, tmp_path: Path, clock: Moving) -> None:
    crowd(ws, tmp_path, n=40)
    winback.start(ws, "@tern")
    made = winback.activate(ws, "@tern")
    clock.at += timedelta(days=27)
    people(ws, tmp_path, [(who, "existing", 9, "2026-04-01", "", "") for who in made.cohort.invited])
    told = winback.standing(ws, made)
    assert told.groups is None and "locked until 2026-04-14" in told.locked
    with pytest.raises(Conflict, match="locked"):
        winback.judge(ws, "@tern")
    clock.at += timedelta(days=1)
    told = winback.standing(ws, winback.current(ws, "@tern"))  # type: ignore[arg-type]
    assert told.groups is None and "import mentions or people" in told.locked  # known to 13 April only
    people(ws, tmp_path, [("@p39", "existing", 10, "2026-01-10", "", "")])
    done = winback.judge(ws, "@tern")
    assert "32 of 32 came back, 0 of 8 unaided" in done.verdict and "It brought people back." in done.verdict
    assert done.state == "retaining"
    assert winback.close(ws, "@tern").state == "closed"
    assert not any(audience.get(ws, who).held_out for who in made.cohort.held_out)


def test_the_difference_has_an_interval_that_chance_can_cross() -> None:
    found = difference(5, 16, 1, 4)
    assert found is not None and found.low < 0 < found.high
    assert difference(3, 10, 0, 0) is None


def test_w15_the_playbook_is_made_once(ws: Workspace) -> None:
    assert len(winback.policy_tasks(ws, "@tern")) == 4
    assert winback.policy_tasks(ws, "@tern") == ()


def test_every_stage_can_be_left_or_is_the_end() -> None:
    reached = {PROGRAMME.start}
    for _ in PROGRAMME.stages:
        reached |= {move.target for stage in reached for move in PROGRAMME.open_moves(stage)}
    assert reached == {stage.key for stage in PROGRAMME.stages}


# ---- segments, influencers, care --------------------


def test_g17_each_segment_has_a_target_of_its_own(ws: Workspace, tmp_path: Path) -> None:
    people(ws, tmp_path, [("@a", "Customers", 5, "2026-03-16", "", ""), ("@b", "Journalist", 50, "2026-01-01", "", ""),
                          ("@c", "dentists", 5, "", "", "")])  # fmt: skip
    audience.set_target(ws, "customer", "active", 40)
    found = {one.segment: one for one in audience.segments(ws, "@tern")}
    assert list(found)[:5] == ["potential", "existing", "influencers", "media", "inner circle"]
    assert (found["existing"].people, found["existing"].active, found["existing"].targets) == (1, 1, {"active": 40})
    assert found["media"].people == 1 and found["media"].active == 0 and found["dentists"].people == 1
    audience.set_target(ws, "existing", "active", None)
    assert {one.segment: one for one in audience.segments(ws)}["existing"].targets == {}
    with pytest.raises(UsageProblem):
        audience.set_target(ws, "existing", "happiness", 3)
    assert segment_of("VIPs") == "inner circle"


def test_g20_a_score_is_the_sum_of_its_parts(ws: Workspace, tmp_path: Path) -> None:
    people(ws, tmp_path, [("@big", "influencer", 1_000_000, "", "", ""),
                          ("@near", "influencer", 2_000, "2026-03-16", "", ""),
                          ("@fit", "media", 2_000, "", "", ""), ("@small", "existing", 10, "", "", "")])  # fmt: skip
    audience.mark(ws, "@fit", fit=1.0, collaboration="interview")
    found = {one["handle"]: one for one in computing.influencers(ws, accounts.get(ws, "@tern"))}
    assert set(found) == {"@big", "@near", "@fit"}
    for one in found.values():
        parts = 0.35 * one["reach"] + 0.35 * one["engagement"] + 0.2 * one["fit"] + 0.1 * one["replies"]
        assert one["score"] == pytest.approx(parts, abs=1e-3)
    assert found["@near"]["engagement"] > found["@big"]["engagement"]
    assert found["@fit"]["fit_said"] and found["@fit"]["collaboration"] == "interview"


def test_w09_birthdays_and_thanks_become_tasks_once(ws: Workspace, tmp_path: Path) -> None:
    people(ws, tmp_path, [("@gold", "existing", 5, "2026-03-16", "1990-03-20", 500),
                          ("@dull", "existing", 5, "", "03-20", 1),
                          ("@ring", "vip", 5, "", "2026", "")])  # fmt: skip
    made = {task.title: task for task in caring.care(ws, "@tern")}
    assert made["Wish @gold a happy birthday"].due == date(2026, 3, 20)
    assert not any("@dull" in title for title in made) and any("@ring" in title for title in made)
    assert caring.care(ws, "@tern") == () and caring.care_job(ws) == ""
    assert next_birthday("02-29", date(2026, 2, 1)) == date(2026, 3, 1) and next_birthday("soon", START.date()) is None


# ---- causes and re-follows --------------------


def test_w01_without_data_nothing_is_told(ws: Workspace) -> None:
    found = causes(ws, "@tern")
    assert {cause.verdict for cause in found.causes} == {"unknown"} and "data is missing" in found.summary


def test_w01_a_flood_and_unanswered_talk_show_with_their_n(ws: Workspace, tmp_path: Path) -> None:
    rows = []
    for week in range(20):
        for n in range(3 if week < 16 else 14):
            at = START - timedelta(weeks=20 - week, hours=-7 * n)
            rows.append((str(2030000000000000000 + week * 100 + n), f"{at:%Y-%m-%dT%H:%M}Z", f"post {week} {n}", 100))
    bring_in(ws, write(tmp_path / "posts.csv", ("id", "posted_at", "text", "impressions"), rows))
    asked = "@tern where is my order?"
    talk(
        ws, tmp_path, [(str(8000 + n), f"@q{n}", f"2026-03-{10 + n % 6}T10:00Z", asked, "", "", "") for n in range(10)]
    )
    found = {cause.key: cause for cause in causes(ws, "@tern").causes}
    assert found["rhythm"].verdict == "yes" and "14.0 posts a week" in found["rhythm"].words
    assert found["talk"].verdict == "yes" and found["talk"].n == 10
    assert found["value"].verdict == "unknown"


def test_w03_competitors_are_compared_only_with_two_figures(ws: Workspace) -> None:
    from tweetplan.workspace import results

    for day, own, theirs in ((date(2026, 1, 31), 1000, 500), (date(2026, 3, 1), 900, 600)):
        results.record(ws, "followers", own, day, "@tern")
        audience.rival(ws, "Rook", "followers", theirs, day)
    found = {cause.key: cause for cause in causes(ws, "@tern").causes}["outside"]
    assert found.verdict == "yes" and "+20.0%, ours -10.0%" in found.words


def test_w12_refollows_are_counted_between_lists(ws: Workspace) -> None:
    lists = {"2026-01-01": "abcd", "2026-02-01": "abe", "2026-03-01": "abce"}
    with ws.db.writing():
        stored_results.add_batch(ws.db, "b1", 1, "x-archive", "@tern", "[]", "2026-03-01T00:00:00.000Z", "{}")
        stored_results.append(ws.db, "follower_lists", ("account", "day", "handle", "batch"), [
            ("@tern", day, f"id:{name}", "b1") for day, names in lists.items() for name in names
        ])  # fmt: skip
    found = computing.refollows(ws, accounts.get(ws, "@tern"))
    assert (found["lost"], found["came_back"], found["rate"]) == (2, 1, 0.5)
    assert [step["lost"] for step in found["steps"]] == [2, 0]


def test_what_is_computed_is_stored_for_screens(ws: Workspace, tmp_path: Path) -> None:
    assert computing.refresh_job(ws) == ""
    crowd(ws, tmp_path)
    assert computing.refresh(ws, "@tern")
    kept = audience.computed(ws, "@tern", "causes")
    assert kept is not None and len(kept[0]["causes"]) == 4
