"""The trials of the bench: each method foretells what it has not seen, beside what peers print in its place."""

from dataclasses import dataclass, field

import numpy as np

from tweetplan.analysis.bench_posts import BenchAccount, BenchPost
from tweetplan.analysis.timing_table import Learnt
from tweetplan.domain.estimate import TimingVerdict
from tweetplan.estimate.adjust import judge
from tweetplan.estimate.experiments import log_rates, welch
from tweetplan.estimate.lift import lifts
from tweetplan.estimate.normal import Floats, Ints, local_percentile, normal_scores, residuals, seeded, spearman
from tweetplan.estimate.slots import SLOTS
from tweetplan.estimate.timing import Timing, timing
from tweetplan.estimate.weekly import total_paths

KEPT_BACK = 0.30
"""The share of posts, the latest, that is foretold from the others."""
ORIGINS = (0.4, 0.5, 0.6, 0.7)
"""Shares of the posts after which lifts are learnt; each foretells the next `KEPT_BACK`."""
LEAST_HELD = 15
"""Posts kept back below which nothing is measured."""
QUARTER, MARKS = 13, (2, 4, 6, 8, 10)
"""Weeks of a quarter, and the weeks of it after which its outcome is foretold."""
SHARES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5)
"""Targets, as shares of the quarter before."""
DRAWS = 1000
CYCLE = 4
"""Weeks of a cycle of the adjust rule."""
TRIALS, ARM = 1000, 30
"""How often posts are split into two arms that nothing tells apart, and the posts of each."""
_KINDS = ("media", "question", "link", "mention", "plain")
_MEDIA = ("image", "video", "gif", "poll", "media")


@dataclass(frozen=True, slots=True)
class TimingTrial:
    """Slots learnt from the earlier posts, judged by the later ones."""

    posts: int
    verdict: TimingVerdict
    """By the earlier posts: what the figures beside it were made with."""
    rho: float | None
    """Rank correlation of the slots' effects with how the later posts did among their neighbours."""
    rho_heatmap: float | None
    """The same of the mean by slot, as heat maps print it."""
    skill: float | None
    """1 − squared error ÷ squared error of saying nothing."""


@dataclass
class ChanceTrial:
    """Chances of past quarters, squared errors summed; by the week they were made after."""

    ours: dict[int, list[float]] = field(default_factory=dict)
    run_rate: dict[int, list[float]] = field(default_factory=dict)
    inside: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AdjustTrial:
    """How often the adjust rule speaks on cycles measured against the account's own past."""

    fired: int = 0
    fired_ungated: int = 0
    periods: int = 0


@dataclass(frozen=True, slots=True)
class ArmsTrial:
    """Differences found between arms that do not differ."""

    false_positives: int = 0
    false_positives_z: int | None = None
    """By pooled impressions; None without impressions."""
    trials: int = 0


@dataclass(frozen=True, slots=True)
class LiftTrial:
    """Squared errors of kinds' lifts against later posts, one for each kind at each moment."""

    ours: tuple[float, ...] = ()
    zero: tuple[float, ...] = ()
    naive: tuple[float, ...] = ()


def split_at(posts: int) -> int:
    """How many posts are learnt from."""
    return int(posts * (1 - KEPT_BACK))


def earlier_timing(told: Learnt, prior: Floats | None = None) -> Timing:
    """What the earlier posts tell."""
    at = split_at(len(told.values))
    return timing(told.slots[:at], told.hours[:at], told.values[:at], prior)


def timing_trial(told: Learnt, learnt_before: Timing) -> TimingTrial:
    """How well the earlier posts' slots foretell the later posts."""
    count, at = len(told.values), split_at(len(told.values))
    if count - at < LEAST_HELD:
        return TimingTrial(count, learnt_before.verdict, None, None, None)
    kept = told.slots[at:]
    did = local_percentile(told.values)[at:]
    scores = normal_scores(residuals(told.values))[at:]
    foretold = learnt_before.effects.mean[kept]
    skill = 1.0 - float(((scores - foretold) ** 2).mean() / max(float((scores**2).mean()), 1e-12))
    heat = _heatmap(told.slots[:at], told.earned[:at])[kept]
    return TimingTrial(count, learnt_before.verdict, spearman(foretold, did), spearman(heat, did), skill)


def _heatmap(slots: Ints, earned: Floats) -> Floats:
    """The mean by slot; slots without posts come last."""
    counts = np.bincount(slots, minlength=SLOTS)
    sums = np.bincount(slots, earned, minlength=SLOTS)
    return np.where(counts > 0, sums / np.maximum(counts, 1), -1.0)


def chance_trial(account: BenchAccount) -> ChanceTrial:
    """Chances of the account's past quarters, each from what was known then."""
    found = ChanceTrial()
    for name, weeks in account.series().items():
        first = 2 * QUARTER if len(weeks) >= 4 * QUARTER else QUARTER
        for begin in range(first, len(weeks) - QUARTER + 1, QUARTER):
            before, outcome = float(weeks[begin - QUARTER : begin].sum()), float(weeks[begin : begin + QUARTER].sum())
            if before <= 0:
                continue
            for mark in MARKS:
                known = weeks[: begin + mark]
                done = float(known[begin:].sum())
                rng = seeded("bench", account.handle, name, begin, mark)
                ends = done + total_paths(known, QUARTER - mark, rng, DRAWS).sum(axis=1)
                low, high = np.quantile(ends, (0.1, 0.9))
                found.inside.append(bool(low <= outcome <= high))
                for share in SHARES:
                    came, target = float(outcome >= share * before), share * before
                    chance = ((ends >= target).sum() + 0.5) / (DRAWS + 1)
                    found.ours.setdefault(mark, []).append((chance - came) ** 2)
                    on_pace = float(done / mark * QUARTER >= target)
                    found.run_rate.setdefault(mark, []).append((on_pace - came) ** 2)
    return found


def adjust_trial(account: BenchAccount) -> AdjustTrial:
    """The adjust rule on four-week cycles whose target is the mean of the year before."""
    fired = bare = periods = 0
    for name, weeks in account.series().items():
        if name == "posts":
            continue
        ratios: list[float] = []
        for begin in range(2 * QUARTER, len(weeks) - CYCLE + 1, CYCLE):
            asked = float(weeks[max(0, begin - 52) : begin].mean())
            if asked <= 0:
                continue
            ratios.append(float(weeks[begin : begin + CYCLE].mean()) / asked)
            known = weeks[max(0, begin + CYCLE - 52) : begin + CYCLE]
            said = judge(np.array(ratios), known, asked)
            periods += 1
            bare += said.fired != ""
            fired += said.move in ("raise", "analyse")
    return AdjustTrial(fired, bare, periods)


def arms_trial(account: BenchAccount) -> ArmsTrial:
    """Arms of the account's own posts, dealt at random: whatever is found between them is a false alarm."""
    posts = account.posts
    size = min(ARM, len(posts) // 2)
    if size < LEAST_HELD:
        return ArmsTrial()
    seen = np.array([post.figure("impressions") for post in posts])
    earned = np.array([post.figure("engagements") or post.earned + post.figure("url_clicks") for post in posts])
    rated = account.has_impressions
    scores = log_rates(np.minimum(earned, seen), seen) if rated else residuals(np.log1p(earned))
    rng, ours, pooled = seeded("arms", account.handle), 0, 0
    for _ in range(TRIALS):
        dealt = rng.permutation(len(posts))[: 2 * size]
        arms = dealt[:size], dealt[size:]
        ours += welch(scores[arms[0]], scores[arms[1]]).significant
        pooled += rated and _pooled_z(np.minimum(earned, seen), seen, arms) > 1.96
    return ArmsTrial(ours, pooled if rated else None, TRIALS)


def _pooled_z(earned: Floats, seen: Floats, arms: tuple[Ints, Ints]) -> float:
    """The z of two proportions, as if every impression were a person of its own."""
    (a, m), (b, n) = ((float(earned[arm].sum()), float(seen[arm].sum())) for arm in arms)
    if not m or not n:
        return 0.0
    rate = (a + b) / (m + n)
    error = float(np.sqrt(max(rate * (1 - rate) * (1 / m + 1 / n), 1e-18)))
    return abs(a / m - b / n) / error


def lift_trial(account: BenchAccount, least: int = 5) -> LiftTrial:
    """Lifts by kind of post, learnt at several moments, against the means of the posts that followed each."""
    posts = account.posts
    kinds = np.array([kind_of(post) for post in posts], dtype=np.int64)
    earned = np.array([post.earned for post in posts], dtype=float)
    errors: list[tuple[float, float, float]] = []
    for share in ORIGINS:
        at, end = int(share * len(posts)), int((share + KEPT_BACK) * len(posts) + 1e-9)
        if end - at >= LEAST_HELD:
            errors += _lift_errors(kinds[:end], earned[:end], at, least)
    ours, zero, naive = zip(*errors, strict=True) if errors else ((), (), ())
    return LiftTrial(ours, zero, naive)


def _lift_errors(kinds: Ints, earned: Floats, at: int, least: int) -> list[tuple[float, float, float]]:
    """Squared errors of ours, of no effect and of the ratio of raw means, by kind with posts enough after `at`."""
    values, size = np.log1p(earned), len(_KINDS)
    ours = lifts(kinds[:at], values[:at], size).effects
    counts = np.bincount(kinds[:at], minlength=size)
    means = np.bincount(kinds[:at], earned[:at], minlength=size) / np.maximum(counts, 1)
    naive = np.log(np.maximum(means, 0.1) / max(float(earned[:at].mean()), 0.1))
    naive -= float((naive * counts).sum()) / max(at, 1)
    left = residuals(values)[at:]
    left = left - left.mean()
    found = []
    for kind in range(size):
        came = left[kinds[at:] == kind]
        if counts[kind] and len(came) >= least:
            truth = float(came.mean())
            found.append(((float(ours[kind]) - truth) ** 2, truth**2, (float(naive[kind]) - truth) ** 2))
    return found


def kind_of(post: BenchPost) -> int:
    """Which of five kinds a post is: with media, a question, with a link, to somebody, or plain."""
    text = post.text
    if post.format in _MEDIA or "pic.twitter" in text or "/photo/" in text or "/video/" in text:
        return 0
    if any(mark in text for mark in "?？؟"):
        return 1
    if "http" in text:
        return 2
    return 3 if "@" in text else 4
