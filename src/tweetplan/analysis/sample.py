"""The demo's invented brand: fourteen months of a coffee roaster's posts and days, from a seed, ending yesterday.

Everything is made up. Posts earn by hour, weekday and luck (log-normal), as measured on real accounts; an account day
also holds what older posts go on earning, so that it is not the sum of the day's posts.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from tweetplan.analysis import sample_text

MAIN, HELP = "@TernCoffee", "@TernHelp"
MAIN_ZONE, HELP_ZONE = "Europe/Berlin", "America/New_York"
DAYS = 425
"""Fourteen months."""
X_EPOCH_MS = 1_288_834_974_657
DayPosts = Callable[[Random, date, ZoneInfo, float], Iterator["SamplePost"]]
"""Makes the posts of one account day: randomness, day, the account's zone, and how far the account has grown."""
HOUR_EFFECT = {8: 0.8, 9: 1.45, 11: 1.0, 13: 1.1, 15: 1.25, 17: 0.9, 20: 0.65}
"""What an hour of the audience's day does to a post's views."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SamplePost:
    """One invented post with the figures of X's content export."""

    id: int
    at: datetime
    text: str
    impressions: int
    likes: int
    replies: int
    reposts: int
    bookmarks: int
    shares: int
    follows: int
    profile_visits: int
    detail_expands: int
    url_clicks: int
    hashtag_clicks: int
    permalink_clicks: int

    @property
    def engagements(self) -> int:
        """As X counts them: every kind of act once."""
        return (
            self.likes
            + self.replies
            + self.reposts
            + self.bookmarks
            + self.shares
            + self.follows
            + self.profile_visits
            + self.detail_expands
            + self.url_clicks
            + self.hashtag_clicks
            + self.permalink_clicks
        )


@dataclass(frozen=True, slots=True)
class SampleDay:
    """One day of an account as X's overview export tells it."""

    day: date
    impressions: int
    likes: int
    engagements: int
    bookmarks: int
    shares: int
    new_follows: int
    unfollows: int
    replies: int
    reposts: int
    profile_visits: int
    posts: int
    video_views: int
    media_views: int


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """One account of the sample: posts and days, oldest first, and its followers on the eve of the first day."""

    handle: str
    posts: tuple[SamplePost, ...]
    days: tuple[SampleDay, ...]
    followers_before: int


def poisson(rng: Random, mean: float) -> int:
    """A Poisson number; by the normal approximation above 50."""
    if mean <= 0:
        return 0
    if mean > 50:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


@lru_cache(maxsize=1)
def main_account(today: date, seed: int = 7) -> SampleAccount:
    """The brand's own account: two to four posts a day, and answers."""
    rng = Random(f"main {seed}")
    return _account(rng, MAIN, MAIN_ZONE, today, _main_day, followers_before=8_200, unfollows=2.2)


def help_account(today: date, seed: int = 7) -> SampleAccount:
    """The support account: it answers, and says when something is broken."""
    rng = Random(f"help {seed}")
    return _account(rng, HELP, HELP_ZONE, today, _help_day, followers_before=640, unfollows=0.3)


def _account(
    rng: Random, handle: str, zone: str, today: date, day_posts: DayPosts, followers_before: int, unfollows: float
) -> SampleAccount:
    first = today - DAYS * ONE_DAY
    posts: list[SamplePost] = []
    days: list[SampleDay] = []
    tail = [0.0] * 4  # what older posts still earn: impressions, likes, engagements, visits
    for at in range(DAYS):
        day = first + at * ONE_DAY
        made = sorted(day_posts(rng, day, ZoneInfo(zone), 1.0 + 0.5 * at / DAYS), key=lambda post: post.at)
        posts += made
        fresh = [
            0.8 * sum(held)
            for held in (
                [post.impressions for post in made],
                [post.likes for post in made],
                [post.engagements for post in made],
                [post.profile_visits for post in made],
            )
        ]
        seen, likes, engagements, visits = (round(new + 0.15 * old) for new, old in zip(fresh, tail, strict=True))
        tail = [0.85 * old + 0.3 * new for new, old in zip(fresh, tail, strict=True)]
        days.append(
            SampleDay(
                day,
                seen,
                likes,
                engagements,
                sum(p.bookmarks for p in made),
                sum(p.shares for p in made),
                poisson(rng, seen / 700),
                poisson(rng, unfollows),
                sum(p.replies for p in made),
                sum(p.reposts for p in made),
                visits,
                len(made),
                round(seen * 0.04),
                round(seen * 0.11),
            )
        )
    return SampleAccount(handle, tuple(posts), tuple(days), followers_before)


def _main_day(rng: Random, day: date, zone: ZoneInfo, growth: float) -> Iterator[SamplePost]:
    weekend = day.weekday() >= 5
    for hour in rng.sample(sorted(HOUR_EFFECT), rng.choice((1, 2)) if weekend else rng.choice((2, 3, 3, 4))):
        text, link, tag = sample_text.own_post(rng, day)
        views = 620 * growth * HOUR_EFFECT[hour] * (0.8 if weekend else 1.0) * math.exp(rng.gauss(0, 0.7))
        local = datetime.combine(day, time(hour), ZoneInfo("America/New_York"))
        yield _post(rng, local.astimezone(zone), day, zone, text, views, rate=0.042, link=link, tag=tag)
    for _ in range(poisson(rng, 1.6)):
        local = datetime.combine(day, time(rng.randrange(8, 20)), zone)
        yield _post(
            rng, local, day, zone, sample_text.answer(rng), 90 * math.exp(rng.gauss(0, 0.8)), 0.05, False, False
        )


def _help_day(rng: Random, day: date, zone: ZoneInfo, growth: float) -> Iterator[SamplePost]:
    for _ in range(poisson(rng, 3.5 if day.weekday() < 5 else 1.2)):
        local = datetime.combine(day, time(rng.randrange(8, 22)), zone)
        yield _post(
            rng,
            local,
            day,
            zone,
            sample_text.support_answer(rng),
            45 * growth * math.exp(rng.gauss(0, 0.6)),
            0.06,
            False,
            False,
        )


def _post(
    rng: Random, local: datetime, day: date, zone: ZoneInfo, text: str, views: float, rate: float, link: bool, tag: bool
) -> SamplePost:
    """A post in the hour of `local` on `day` of the account, with figures drawn from views and an engagement rate."""
    minute = local.replace(minute=rng.randrange(60), second=rng.randrange(60), microsecond=rng.randrange(1000) * 1000)
    if minute.astimezone(zone).date() != day:
        minute = datetime.combine(day, time(21, rng.randrange(60)), zone)
    at = minute.astimezone(UTC)
    seen = max(3, round(views))
    acts = seen * rate * math.exp(rng.gauss(0, 0.45))
    counts = {name: poisson(rng, acts * part) for name, part in sample_text.ACTS.items()}
    if not link:
        counts["url_clicks"] = 0
    if not tag:
        counts["hashtag_clicks"] = 0
    milliseconds = int(at.timestamp() * 1000)
    return SamplePost(((milliseconds - X_EPOCH_MS) << 22) + rng.randrange(1 << 22), at, text, seen, **counts)
