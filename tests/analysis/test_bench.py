"""The bench on invented accounts of known truth, and on real exports where there are some."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tweetplan.analysis.bench import bench, bench_json
from tweetplan.analysis.bench_posts import BenchAccount, BenchPost, read_accounts
from tweetplan.analysis.bench_trials import adjust_trial, arms_trial, chance_trial, kind_of, lift_trial
from tweetplan.plugins import Plugins

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def account(seed: int, posts: int, effect: float = 0.0, media: float = 0.0, handle: str = "@acme") -> BenchAccount:
    """Posts over two years with heavy tails; evenings better by `effect`, pictures by `media` (on the log scale)."""
    rng = np.random.default_rng(seed)
    hours = np.sort(rng.choice(np.flatnonzero(np.arange(24 * 730) % 24 >= 7), posts, replace=False))
    made = []
    for hour in hours:
        at = BEGIN + timedelta(hours=int(hour))
        picture = rng.random() < 0.3
        seen = np.exp(rng.normal(7, 0.6))
        earned = np.expm1(3 + effect * (18 <= at.hour <= 21) + media * picture + rng.normal(0, 0.8))
        likes = float(max(np.rint(earned), 0))
        figures = {"likes": likes, "reposts": 0.0, "replies": 0.0, "impressions": float(np.rint(seen + likes))}
        text = "look" if rng.random() < 0.5 else "why?"
        made.append(
            BenchPost(f"{at:%Y-%m-%dT%H:%M:%S}.000Z", f"{at:%Y-%m-%d}", text, "image" if picture else "", figures)
        )
    return BenchAccount(handle, tuple(made))


def test_all_trials_together_over_accounts_with_and_without_an_effect():
    found = bench_json(bench([account(1, 700, 0.9, handle="@evening"), account(2, 700, handle="@any")]))
    evening, other = found["accounts"]
    assert evening["timing"]["verdict"] == "evidence" and other["timing"]["verdict"] in ("none", "evidence", "weak")
    assert evening["timing"]["rho"] > max(0.08, evening["timing"]["rho_heatmap"])
    assert evening["timing"]["skill"] > 0.02 and found["timing"]["skill"] > 0
    assert found["timing"]["posts"] == 1400
    assert found["ab"]["trials"] == 2000
    assert 0.03 <= found["ab"]["false_positives"] / 2000 <= 0.07
    assert found["ab"]["false_positives_z"] > 5 * found["ab"]["false_positives"]


def test_an_account_whose_times_do_not_matter_is_told_so():
    found = bench_json(bench([account(3, 400)]))
    assert found["timing"]["verdict"] == "none"
    assert (found["timing"]["rho"], found["timing"]["skill"]) == (0.0, 0.0)


def test_chances_against_the_run_rate():
    trials = [chance_trial(account(seed, 500)) for seed in range(4)]
    ours = np.mean([error for trial in trials for errors in trial.ours.values() for error in errors])
    usual = np.mean([error for trial in trials for errors in trial.run_rate.values() for error in errors])
    assert ours < usual
    assert len(trials[0].inside) == 3 * 5 * 6  # posts, earned, impressions; five weeks; six quarters


def test_the_adjust_rule_speaks_half_as_often_on_steady_accounts():
    trials = [adjust_trial(account(seed, 200)) for seed in range(12)]
    bare = sum(trial.fired_ungated for trial in trials)
    assert bare > 20
    assert sum(trial.fired for trial in trials) <= 0.5 * bare


def test_lifts_of_kinds_are_nearer_than_silence_where_they_differ():
    trials = [lift_trial(account(seed, 300, media=0.8)) for seed in range(6)]
    ours, zero = (np.mean([error for trial in trials for error in getattr(trial, name)]) for name in ("ours", "zero"))
    assert ours < 0.5 * zero


def test_without_impressions_there_is_no_z_test():
    bare = account(5, 80)
    posts = tuple(
        BenchPost(post.at, post.day, post.text, post.format, {"likes": post.figure("likes")}) for post in bare.posts
    )
    found = arms_trial(BenchAccount("@acme", posts))
    assert found.false_positives_z is None and found.false_positives < 80


def test_nothing_is_measured_where_there_is_little():
    found = bench_json(bench([BenchAccount("@new", account(6, 700).posts[:12])]))
    assert found["timing"]["rho"] is None and found["chance"]["forecasts"] == 0
    assert found["ab"]["trials"] == 0 and found["lift"]["rmse"] is None
    assert bench_json(bench([]))["accounts"] == []


@pytest.mark.parametrize(
    ("text", "shape", "kind"),
    [("look", "video", 0), ("why？", "", 1), ("see http://a.example", "", 2), ("with @bo", "", 3), ("so", "", 4)],
)
def test_kinds_of_posts(text: str, shape: str, kind: int):
    assert kind_of(BenchPost("", "", text, shape, {})) == kind


def test_real_accounts(real_data: Path, plugins: Plugins):
    files = sorted((real_data / "analytics-legacy/rOpenSci").glob("tweet_activity*"))
    lisa = sorted((real_data / "analytics-legacy/LisaDeBruine").glob("tweet_activity*"))
    accounts = read_accounts(plugins, [*files, *lisa])
    assert {each.handle.lower() for each in accounts} == {"@ropensci", "@lisadebruine"}
    found = bench_json(bench(accounts, "America/New_York"))
    assert found["timing"]["skill"] >= 0
    for week in found["chance"]["by_week"].values():
        assert week["brier"] < week["brier_run_rate"]
    assert found["adjust"]["fired"] <= 0.5 * found["adjust"]["fired_ungated"]
    assert 0.03 <= found["ab"]["false_positives"] / found["ab"]["trials"] <= 0.07
    assert found["ab"]["false_positives_z"] > 0.5 * found["ab"]["trials"]
    assert found["lift"]["rmse"] < found["lift"]["rmse_zero"] < found["lift"]["rmse_naive"]


def test_chances_of_real_quarters_hold_what_they_say(real_data: Path, plugins: Plugins):
    """The gates: at most 0.65 of the run rate's error, below it after every week, and an 80 % interval that is one."""
    columns = {"account": "screen_name", "likes": "favorite_count", "reposts": "retweet_count"}
    files = sorted((real_data / "analytics-legacy/rOpenSci").glob("tweet_activity*"))
    noaa = read_accounts(plugins, [real_data / "posts/noaa_two_accounts.csv"], columns=columns)
    accounts = [*read_accounts(plugins, files), *noaa]
    trials = [chance_trial(each) for each in accounts]
    ours = {week: np.mean([e for trial in trials for e in trial.ours.get(week, [])]) for week in (2, 4, 6, 8, 10)}
    usual = {week: np.mean([e for trial in trials for e in trial.run_rate.get(week, [])]) for week in ours}
    assert sum(len(trial.inside) for trial in trials) > 150
    assert all(ours[week] < usual[week] for week in ours)
    assert np.mean(list(ours.values())) <= 0.65 * np.mean(list(usual.values()))
    assert 0.75 <= np.mean([held for trial in trials for held in trial.inside]) <= 0.88
