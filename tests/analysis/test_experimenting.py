"""Experiments (G32): sized before they start, arms drawn by a coin, read when they are complete and not before."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports import Bring
from tweetplan.analysis import experimenting
from tweetplan.domain.experiments import EXPERIMENT, Experiment, groups_of
from tweetplan.domain.findings import CheckFailed, Conflict, UsageProblem
from tweetplan.domain.posts import Post, Slot
from tweetplan.estimate.experiments import peek, sample_size
from tweetplan.storage import calendar, posts
from tweetplan.storage import experiments as stored
from tweetplan.workspace import accounts, experiments, history
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.experiments import drawn

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
VIDEO = Experiment("", "video", "@acme", "engagement_rate", ("photo", "video"), axis="format", lift=0.5)


def post_id(at: datetime) -> int:
    return (int(at.timestamp() * 1000) - 1288834974657) << 22


def export(rows: list[tuple[datetime, int, int]]) -> str:
    """A file of posts: when, impressions, engagements."""
    lines = ["id,posted_at,text,impressions,engagements"]
    for number, (at, shown, earned) in enumerate(rows):
        lines.append(f"{post_id(at)},{at.isoformat()},post number {number} of its own,{shown},{earned}")
    return "\n".join(lines) + "\n"


def past(posts_a_week: int, weeks: int, spread: float, seed: int = 1) -> str:
    """A year of posts whose log engagement rate has this standard deviation."""
    dice, rows = random.Random(seed), []
    for number in range(posts_a_week * weeks):
        at = NOW - timedelta(days=3) - timedelta(hours=number * 168 / posts_a_week)
        rate = 0.03 * math.exp(dice.gauss(0, spread))
        rows.append((at, 5000, round(5000 * rate)))
    return export(rows)


@pytest.fixture
def acme(ws: Workspace, bring: Bring) -> Workspace:
    accounts.add(ws, "@acme")
    bring({"past.csv": past(10, 30, 0.6)})
    return ws


def slots(ws: Workspace, first: date, days: int, times: tuple[str, ...] = ("09:00", "15:00")) -> list[Slot]:
    made = []
    with ws.operation("test.slots") as change:
        for step in range(days):
            day = first + timedelta(days=step)
            for time in times:
                at = datetime.fromisoformat(f"{day}T{time}:00+00:00")
                made.append(Slot(f"@acme/{day}/{time}", "@acme", day, time, "UTC", at, topic="evergreen"))
                change.put(calendar.SLOTS, calendar.slot_row(made[-1]))
    return made


def test_g32_the_size_is_that_of_the_formula_at_the_accounts_own_spread(acme: Workspace) -> None:
    made, needs = experimenting.planned(acme, VIDEO)
    by_hand = math.ceil(2 * ((1.959964 + 0.841621) * made.spread / math.log(1.5)) ** 2)
    assert abs(made.per_arm - by_hand) <= 1
    assert 0.5 < made.spread < 0.7
    assert made.weeks == pytest.approx(2 * made.per_arm / 10, rel=0.1)
    assert needs.feasible


def test_g32_what_takes_more_than_26_weeks_is_refused_with_a_contrast_that_fits(acme: Workspace) -> None:
    with pytest.raises(CheckFailed, match="would take") as told:
        experimenting.planned(acme, replace(VIDEO, lift=0.05))
    words = told.value.remedy
    bolder = int("".join(filter(str.isdigit, words.split("difference of")[1].split("%")[0]))) / 100
    assert experimenting.planned(acme, replace(VIDEO, lift=bolder + 0.01))[1].feasible


def test_g32_a_peek_safe_experiment_takes_more_posts(acme: Workspace) -> None:
    fixed, peeked = (experimenting.planned(acme, replace(VIDEO, peek_safe=peek))[0] for peek in (False, True))
    assert peeked.per_arm == math.ceil(fixed.per_arm * experimenting.PEEK_COST)


def test_g32_what_a_peek_safe_experiment_needs_is_enough_for_the_difference_it_was_sized_for() -> None:
    rng, spread = np.random.default_rng(5), 0.8
    pairs = math.ceil(sample_size(0.4, spread, 10).per_arm * experimenting.PEEK_COST)

    def found() -> bool:
        seen = rng.normal(math.log1p(0.4), spread * math.sqrt(2), pairs)
        looks = (peek(seen[:count], pairs) for count in range(10, pairs + 1, 5))
        return any(look is not None and look.significant for look in looks)

    assert 0.74 <= sum(found() for _ in range(200)) / 200 <= 0.88


def test_an_account_whose_posts_are_not_known_cannot_be_sized(ws: Workspace) -> None:
    accounts.add(ws, "@acme")
    with pytest.raises(UsageProblem, match="0 posts of the last year"):
        experimenting.planned(ws, VIDEO)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"arms": ("one",)}, "2 to 4"),
        ({"arms": ("a", "a")}, "2 to 4"),
        ({"kpi": "followers"}, "not known by post"),
        ({"axis": "topic", "arms": ("evergreen", "memes")}, "evergreen, industry, trend"),
        ({"axis": "time", "arms": ("9", "15:00")}, "time of day"),
        ({"lift": 0.0}, "share"),
    ],
)
def test_what_cannot_be_compared_is_refused(acme: Workspace, fields: dict[str, object], said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        experiments.checked(acme, replace(VIDEO, **fields))


def test_g32_arms_fall_on_like_slots_by_the_flip_of_a_coin_and_undo_takes_them_back(acme: Workspace) -> None:
    made = experiments.add(acme, experimenting.planned(acme, VIDEO)[0])
    laid = slots(acme, date(2026, 11, 23), 28)
    before = calendar.slots(acme.db, date(2026, 11, 23), date(2026, 12, 20), "@acme")
    units = experiments.assign(acme, "video", weeks=4)
    by_pair: dict[int, list[str]] = {}
    for unit in units:
        by_pair.setdefault(unit.pair, []).append(unit.arm)
    assert all(sorted(arms) == ["photo", "video"] for arms in by_pair.values())
    assert len(units) <= len(laid) and experiments.get(acme, "video").state == "running"
    after = {slot.id: slot for slot in calendar.slots(acme.db, date(2026, 11, 23), date(2026, 12, 20), "@acme")}
    assert all(after[unit.slot].format == unit.arm and after[unit.slot].locked for unit in units)
    for unit in units:
        assert unit.arm == drawn(made.arms, made.seed, unit.pair)[[u for u in units if u.pair == unit.pair].index(unit)]
    history.undo(acme)
    assert [replace(slot, version=0) for slot in before] == [
        replace(slot, version=0) for slot in calendar.slots(acme.db, date(2026, 11, 23), date(2026, 12, 20), "@acme")
    ]
    assert experiments.get(acme, "video").state == "planned" and stored.units(acme.db, made.id) == ()


def test_slots_that_are_taken_or_locked_are_left_alone(acme: Workspace) -> None:
    experiments.add(acme, experimenting.planned(acme, VIDEO)[0])
    laid = slots(acme, date(2026, 11, 23), 2)
    with acme.operation("test.take") as change:
        change.put(posts.TABLE, posts.row(Post("p", "@acme", "mine", slot=laid[0].id)))
        change.put(calendar.SLOTS, calendar.slot_row(replace(laid[1], locked=True)))
    assert {unit.slot for unit in experiments.assign(acme, "video", weeks=1)} == {laid[2].id, laid[3].id}
    with pytest.raises(Conflict, match="no free like slots"):
        experiments.assign(acme, "video", weeks=1)


def run_through(
    ws: Workspace, bring: Bring, clock: Callable[[timedelta], Workspace], effect: float, seed: int, peek: bool = False
) -> Workspace:
    """Register, assign, publish and import: the second arm earns `effect` times the first."""
    sized = replace(experimenting.planned(ws, replace(VIDEO, peek_safe=peek))[0], per_arm=30)
    experiments.add(ws, sized)
    laid = {slot.id: slot for slot in slots(ws, date(2026, 11, 23), 40)}
    units = experiments.assign(ws, "video", weeks=6)
    dice, rows = random.Random(seed), []
    with ws.operation("test.publish") as change:
        for unit in units:
            at = laid[unit.slot].at
            rate = 0.03 * math.exp(dice.gauss(0, 0.4)) * (effect if unit.arm == "video" else 1.0)
            rows.append((at, 5000, round(5000 * rate)))
            held = Post(
                f"post-{unit.slot}", "@acme", f"text {unit.slot}", "published", unit.slot, str(post_id(at)),
                planned_for=laid[unit.slot].day,
            )  # fmt: skip
            change.put(posts.TABLE, posts.row(held))
    later = clock(timedelta(days=60))
    bring({"later.csv": export(rows)}, into=later)
    return later


@pytest.fixture
def clock(acme: Workspace) -> Callable[[timedelta], Workspace]:
    return lambda step: replace(acme, clock=lambda: NOW + step)


def test_g32_before_it_is_complete_nothing_is_read(acme: Workspace) -> None:
    experiments.add(acme, experimenting.planned(acme, VIDEO)[0])
    slots(acme, date(2026, 11, 23), 14)
    experiments.assign(acme, "video")
    found = experimenting.reading(acme, "video")
    assert not found.complete and not found.readable
    assert all(arm.lift is None and arm.mean is None and arm.p_value is None for arm in found.arms)
    assert "It is read once, when it is complete." in found.words
    with pytest.raises(Conflict, match="not complete"):
        experiments.decide(acme, "video", found)


def test_g32_a_real_difference_is_found_and_decided_in_words(
    acme: Workspace, bring: Bring, clock: Callable[[timedelta], Workspace]
) -> None:
    later = run_through(acme, bring, clock, effect=2.0, seed=3)
    found = experimenting.reading(later, "video")
    assert found.complete and found.arms[1].holds and found.uneven > 0.5
    lift = found.arms[1].lift
    assert lift is not None and lift.low < 1.0 < lift.high and lift.n == 60
    assert "video does better than photo" in found.words[-1] and "n 60" in found.words[-1]
    decided = experiments.decide(later, "video", found)
    assert decided.state == "decided" and decided.verdict == " ".join(found.words)
    assert EXPERIMENT.final("decided")


@pytest.mark.parametrize("peek", [False, True])
def test_g32_equal_arms_show_no_difference(
    acme: Workspace, bring: Bring, clock: Callable[[timedelta], Workspace], peek: bool
) -> None:
    later = run_through(acme, bring, clock, effect=1.0, seed=8, peek=peek)
    found = experimenting.reading(later, "video")
    assert found.readable and not found.arms[1].holds
    assert "No difference between video and photo was shown" in found.words[-1]


def test_stopped_early_it_never_gets_a_verdict(acme: Workspace) -> None:
    experiments.add(acme, experimenting.planned(acme, VIDEO)[0])
    slots(acme, date(2026, 11, 23), 14)
    experiments.assign(acme, "video")
    stopped = experiments.stop(acme, "video", "the format was taken away")
    assert (stopped.state, stopped.verdict) == ("stopped", "the format was taken away")
    with pytest.raises(Conflict):
        experiments.assign(acme, "video")


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 23)), unique=True, max_size=60), st.integers(2, 4))
def test_groups_hold_each_slot_once_and_never_cross_a_week(places: list[tuple[int, int]], arms: int) -> None:
    first = date(2026, 11, 23)
    made = []
    for day, hour in places:
        there = first + timedelta(days=day)
        at = datetime(there.year, there.month, there.day, hour, tzinfo=UTC)
        made.append(Slot(f"{day}-{hour}", "@acme", there, f"{hour:02}:00", "UTC", at))
    groups = groups_of(made, arms)
    used = [slot.id for group in groups for slot in group]
    assert len(used) == len(set(used))
    assert all(len(group) == arms and len({slot.day.isocalendar()[:2] for slot in group}) == 1 for group in groups)
    weeks: dict[tuple[int, int], int] = {}
    for slot in made:
        weeks[slot.day.isocalendar()[:2]] = weeks.get(slot.day.isocalendar()[:2], 0) + 1
    assert len(used) == sum(count - count % arms for count in weeks.values())


def test_coins_are_fair() -> None:
    firsts = sum(drawn(("a", "b"), seed, pair)[0] == "a" for seed in range(40) for pair in range(50))
    assert 900 < firsts < 1100
