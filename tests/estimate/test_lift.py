"""Lifts of formats and topics: nearer the truth than silence and than raw means, and doubted where posts are few."""

import numpy as np
import pytest

from tweetplan.estimate.lift import lifts, shifted_shares

TRUE = np.array([0.5, 0.0, -0.2, 0.1, -0.4])


def account(seed: int, count: int, scale: float = 1.0):
    rng = np.random.default_rng(seed)
    groups = rng.choice(5, count, p=[0.4, 0.3, 0.15, 0.1, 0.05])
    values = 3 + scale * TRUE[groups] + rng.standard_t(3, count) + np.linspace(0, 2, count)
    return groups, values


def test_effects_are_found_in_their_order():
    found = lifts(*account(1, 1500), 5)
    assert found.effects[0] > found.effects[1] > found.effects[4]
    best = found.estimates[0]
    assert best.low > 0 and best.p_positive > 0.99 and best.n == found.counts[0]


def test_lifts_beat_silence_and_raw_means_on_posts_kept_aside():
    errors = {"ours": [], "zero": [], "naive": []}
    for seed in range(20):
        groups, values = account(seed, 240, 0.8)
        found = lifts(groups[:160], values[:160], 5)
        raw, counts = np.expm1(values[:160]), np.bincount(groups[:160], minlength=5)
        naive = np.log(np.bincount(groups[:160], raw, minlength=5) / np.maximum(counts, 1) / raw.mean() + 1e-9)
        centre = (TRUE * 0.8 * counts).sum() / counts.sum()
        held = counts > 0
        for name, told in (("ours", found.effects), ("zero", 0 * TRUE), ("naive", naive)):
            errors[name] += list((told - (0.8 * TRUE - centre))[held] ** 2)
    ours, zero, naive = (np.sqrt(np.mean(each)) for each in errors.values())
    assert ours < zero < naive


def test_without_effects_nothing_is_claimed():
    groups, values = account(3, 400, 0.0)
    found = lifts(groups, values, 5)
    assert np.abs(found.effects).max() < 0.12


def test_without_effects_little_is_claimed_of_a_hundred_posts_too():
    claimed = [lifts(*account(seed, 100, 0.0), 5).effects for seed in range(80)]
    assert np.sqrt(np.mean(np.square(claimed))) < 0.04


def test_few_posts_are_drawn_to_nothing():
    groups, values = account(4, 400)
    groups[groups == 4] = 3
    groups[7] = 4
    values[7] += 8
    found = lifts(groups, values, 5)
    assert abs(found.effects[4]) < 1
    assert found.deviations[4] > found.deviations[0]


def test_an_empty_group_is_only_doubt():
    found = lifts(np.zeros(50, dtype=int), account(5, 50)[1], 2)
    assert found.effects[1] == 0 and found.estimates[1].n == 0
    assert lifts(np.zeros(0, dtype=int), np.zeros(0), 2).effects.tolist() == [0, 0]


def test_a_proposed_mix_moves_by_ten_points_at_most():
    base = np.array([0.2, 0.5, 0.2, 0.1, 0.0])
    moved = shifted_shares(base, lifts(*account(1, 1500), 5), eagerness=20)
    assert moved.sum() == pytest.approx(1)
    assert np.abs(moved - base).max() <= 0.10 + 1e-9
    assert moved[0] > base[0] and moved[4] == 0


def test_interval_and_probability_agree_whether_zero_is_in_the_interval():
    """An 80 % interval leaves a tenth on each side: above zero as a whole says at least 90 %, and the reverse."""
    rng = np.random.default_rng(5)
    for count in (2, 3, 6):
        for scale in (0.1, 0.3, 1.0):
            groups = rng.integers(0, count, 120)
            found = lifts(groups, rng.normal(0, 1, 120) + scale * rng.normal(0, 1, count)[groups], count)
            for told in found.estimates:
                assert (told.low > 0) == (told.p_positive > 0.9), told
                assert (told.high < 0) == (told.p_positive < 0.1), told
