"""The adjust rule's gate (G30): silent on noise, heard when the level really moved."""

import numpy as np
import pytest

from tweetplan.estimate.adjust import AdjustRule, Judgement, judge, moderate_raise


def judged(weeks: np.ndarray, begin: int = 26) -> list[Judgement]:
    """Every four-week cycle against the account's own trailing mean, as asked."""
    found, ratios = [], []
    for at in range(begin, len(weeks) - 3, 4):
        asked = weeks[max(0, at - 52) : at].mean()
        ratios.append(weeks[at : at + 4].mean() / asked)
        found.append(judge(np.array(ratios), weeks[max(0, at - 48) : at + 4], float(asked)))
    return found


@pytest.mark.parametrize("spread", [0.3, 1.0])
def test_g30_on_a_steady_account_it_fires_at_most_half_as_often(spread: float):
    rng = np.random.default_rng(1)
    found = [
        each for _ in range(25) for each in judged(rng.poisson(200 * rng.gamma(1 / spread, spread, 110)).astype(float))
    ]
    bare = sum(each.fired != "" for each in found)
    gated = sum(each.move in ("raise", "analyse") for each in found)
    assert bare / len(found) > 0.12
    assert gated <= 0.5 * bare
    assert {each.move for each in found if each.fired} >= {"usual"}
    assert all(each.fired for each in found if each.move != "steady")


@pytest.mark.parametrize(("factor", "move", "least"), [(0.6, "analyse", 0.85), (1.4, "raise", 0.6)])
def test_g30_a_real_change_of_40_percent_is_heard_within_three_cycles(factor: float, move: str, least: float):
    rng, heard = np.random.default_rng(2), []
    for _ in range(150):
        weeks = rng.poisson(300 * rng.gamma(1 / 0.1, 0.1, 64)).astype(float)
        weeks[52:] = np.floor(weeks[52:] * factor)
        asked = float(weeks[:52].mean())
        ratios = np.array([weeks[52 + 4 * at : 56 + 4 * at].mean() / asked for at in range(3)])
        heard.append(any(judge(ratios[: at + 1], weeks[: 56 + 4 * at], asked).move == move for at in range(3)))
    assert np.mean(heard) >= least


def test_g30_two_cycles_in_a_row_are_needed_for_a_raise():
    weeks = np.r_[np.full(30, 100.0), np.full(8, 150.0)]
    assert judge(np.array([1.5]), weeks, 100).fired == ""
    assert judge(np.array([1.5, 1.0, 1.5]), weeks, 100).fired == ""
    assert judge(np.array([1.5, 1.5]), weeks, 100).move == "raise"
    assert judge(np.array([1.5]), weeks, 100, AdjustRule(cycles=1)).move == "raise"
    with pytest.raises(ValueError, match="no closed cycle"):
        judge(np.zeros(0), weeks, 100)


def test_a_raise_is_moderate():
    assert moderate_raise(100, np.full(50, 400.0)) == pytest.approx(120)
    assert moderate_raise(100, np.linspace(90, 130, 101)) == pytest.approx(106)
    assert moderate_raise(100, np.full(50, 80.0)) == 100
