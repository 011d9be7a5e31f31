"""Times to post: found where they are, not found where they are not, and never from one viral post."""

import numpy as np
import pytest

from tweetplan.estimate.normal import seeded
from tweetplan.estimate.slots import DAY, HOUR, SLOTS, draw_slots, fit_slots
from tweetplan.estimate.timing import Timing, bursts, pooled, timing

EVENING = np.where((HOUR >= 18) & (HOUR <= 21), 1.0, -0.2)


def posts(seed: int, count: int, effect: float = 0.0):
    """Slots, hours since a Monday and log figures of posts at waking hours; the evening is better by `effect` sd."""
    rng = np.random.default_rng(seed)
    hours = np.sort(rng.choice(np.flatnonzero(np.arange(24 * 7 * 60) % 24 >= 7), count, replace=False))
    slots = hours % SLOTS
    values = 3 + rng.normal(0, 1, count) + effect * EVENING[slots] + np.linspace(0, 2, count)
    return slots, hours, values


def test_an_effect_that_is_there_is_found():
    found = timing(*posts(3, 600, 0.5))
    assert found.verdict == "evidence"
    window = found.windows[0]
    assert window.begin >= 16 and window.end <= 23
    assert len(window.weekdays) >= 5
    assert window.lift.low > 0 and window.lift.p_positive > 0.95 and window.lift.n > 20
    lifts = np.array([slot.mean for slot in found.slots])
    assert lifts[HOUR == 19].mean() > lifts[HOUR == 10].mean() + 0.2


def test_growth_alone_is_no_effect():
    assert timing(*posts(2, 400)).verdict == "none"


def test_a_permuted_account_has_no_best_time():
    slots, hours, values = posts(3, 400, 0.6)
    assert timing(slots, hours, values).verdict == "evidence"
    rng = np.random.default_rng(4)
    verdicts = [timing(slots, hours, rng.permutation(values)).verdict for _ in range(12)]
    assert verdicts.count("none") >= 11


def test_without_evidence_every_slot_is_average():
    found = timing(*posts(5, 200))
    assert found.verdict == "none" and found.windows == ()
    slots = found.slots
    assert len(slots) == 168
    assert {slot.mean for slot in slots} == {0.0} and all(slot.low < 0 < slot.high for slot in slots)
    assert {slot.p_positive for slot in slots} == {0.5}
    assert sum(slot.n for slot in slots) == 200


def test_one_viral_post_owns_no_slot():
    slots, hours, values = posts(6, 200)
    values[100] = 30
    assert timing(slots, hours, values).verdict == "none"


def test_a_thread_is_one_observation():
    slots, hours, values = posts(7, 100)
    at = np.repeat(50, 40)
    grouped, scores = bursts(
        np.insert(slots, at, slots[50]), np.insert(hours, at, hours[50]), np.insert(values, at, 9.0)
    )
    assert len(grouped) == 100
    assert scores[50] == pytest.approx((40 * 9 + values[50]) / 41)


@pytest.mark.parametrize("count", [0, 1, 29])
def test_few_posts_tell_nothing(count: int):
    found = timing(*posts(8, count, 3.0)) if count else timing(np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    assert (found.verdict, found.posts) == ("none", count)
    assert len(found.slots) == 168


def test_what_it_learns_holds_for_posts_kept_aside():
    """Skill against silence, over accounts with and without an effect; a raw heat map would be far below."""
    skill, heat = [], []
    for seed in range(8):
        slots, hours, values = posts(20 + seed, 700, 0.6 * (seed % 2))
        left = values - np.linspace(3, 5, 700)
        found = timing(slots[:490], hours[:490], values[:490])
        kept, truth = slots[490:], left[490:]
        foretold = found.effects.mean[kept] * found.spread
        skill.append(1 - ((truth - foretold) ** 2).mean() / (truth**2).mean())
        counts = np.bincount(slots[:490], minlength=SLOTS)
        raw = np.bincount(slots[:490], left[:490], minlength=SLOTS) / np.maximum(counts, 1)
        heat.append(1 - ((truth - raw[kept]) ** 2).mean() / (truth**2).mean())
    assert np.mean(skill) > 0.005
    assert np.mean(heat) < -0.1


def test_other_accounts_are_a_start():
    prior = pooled([timing(*posts(seed, 600, 0.5)) for seed in (31, 32)])
    assert prior.max() > 0.1
    few = posts(33, 160, 0.5)
    alone, helped = fit_slots(few[0], few[2] - few[2].mean()), fit_slots(few[0], few[2] - few[2].mean(), prior)
    assert helped.evidence > alone.evidence
    assert np.array_equal(pooled([]), np.zeros(SLOTS))


def test_elastic_slots_are_drawn_among_those_allowed():
    found: Timing = timing(*posts(9, 500, 0.8))
    allowed = np.flatnonzero((DAY < 5) & (HOUR >= 8))
    drawn = [draw_slots(found.effects, allowed, 3, seeded("week", number)) for number in range(30)]
    assert all(len(set(each)) == 3 and set(each) <= set(allowed.tolist()) for each in drawn)
    assert np.mean([18 <= HOUR[slot] <= 21 for each in drawn for slot in each]) > 0.4
    assert drawn[0] == draw_slots(found.effects, allowed, 3, seeded("week", 0))
    assert len({tuple(each) for each in drawn}) > 3


def test_a_slot_never_tried_is_doubted_more():
    found = fit_slots(*(each[:300] for each in (posts(10, 300, 0.8)[0], posts(10, 300, 0.8)[2] - 4)))
    assert found.deviation[found.counts == 0].mean() > found.deviation[found.counts > 2].mean()
