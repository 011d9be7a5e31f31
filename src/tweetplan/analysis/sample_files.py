"""The sample written as files in X's own export formats, as `sample_data/` holds them and the demo imports them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from tweetplan.analysis.sample import HELP, HELP_ZONE, MAIN, MAIN_ZONE, ONE_DAY, SampleAccount, SamplePost

CONTENT_HEADER = (
    "Post id",
    "Date",
    "Post text",
    "Post Link",
    "Impressions",
    "Likes",
    "Engagements",
    "Bookmarks",
    "Shares",
    "New follows",
    "Replies",
    "Reposts",
    "Profile visits",
    "Detail Expands",
    "URL Clicks",
    "Hashtag Clicks",
    "Permalink Clicks",
)
OLDER_CONTENT_HEADER = tuple(
    {
        "Post Link": "Link",
        "Shares": "Share",
        "Detail Expands": "Detail expands",
        "URL Clicks": "Url clicks",
        "Hashtag Clicks": "Hashtag clicks",
        "Permalink Clicks": "Permalink clicks",
    }.get(name, name)
    for name in CONTENT_HEADER
)
OVERVIEW_HEADER = (
    "Date",
    "Impressions",
    "Likes",
    "Engagements",
    "Bookmarks",
    "Shares",
    "New follows",
    "Unfollows",
    "Replies",
    "Reposts",
    "Profile visits",
    "Create Post",
    "Video views",
    "Media views",
)


def write_exports(account: SampleAccount, folder: Path) -> list[Path]:
    """Write the account's content exports, one for each three months, and its overview; the files, oldest first."""
    zone = ZoneInfo(MAIN_ZONE if account.handle == MAIN else HELP_ZONE)
    older = account.handle == HELP
    written = []
    first = account.days[0].day
    last = account.days[-1].day
    while first <= last:
        until = min(first + 91 * ONE_DAY, last)
        held = [post for post in account.posts if first <= post.at.astimezone(zone).date() <= until]
        name = f"{_stem(account)}_account_analytics_content_{first}_{until}.csv"
        rows = [_content_row(post, account.handle, zone, older) for post in reversed(held)]
        written.append(_write(folder / name, OLDER_CONTENT_HEADER if older else CONTENT_HEADER, rows))
        first = until + ONE_DAY
    overview = [
        (
            f"{d.day:%a, %b} {d.day.day}, {d.day.year}",
            d.impressions,
            d.likes,
            d.engagements,
            d.bookmarks,
            d.shares,
            d.new_follows,
            d.unfollows,
            d.replies,
            d.reposts,
            d.profile_visits,
            d.posts,
            d.video_views,
            d.media_views,
        )
        for d in reversed(account.days)
    ]
    written.append(_write(folder / f"{_stem(account)}_account_overview_analytics.csv", OVERVIEW_HEADER, overview))
    return written


def write_figures(rows: Iterable[tuple[date, str, str, float, str, str]], path: Path) -> Path:
    """The generic CSV of daily figures: date, account, measure, value, campaign, source."""
    return _write(path, ("date", "account", "measure", "value", "campaign", "source"), [tuple(row) for row in rows])


def _stem(account: SampleAccount) -> str:
    return account.handle.lstrip("@").lower()


def _content_row(post: SamplePost, handle: str, zone: ZoneInfo, older: bool) -> tuple[object, ...]:
    day = post.at.astimezone(zone).date()
    shown = f"{day:%a %b %d %Y}" if older else f"{day:%a, %b} {day.day}, {day.year}"
    link = f"https://x.com/{handle.lstrip('@')}/status/{post.id}"
    return (
        post.id,
        shown,
        post.text,
        link,
        post.impressions,
        post.likes,
        post.engagements,
        post.bookmarks,
        post.shares,
        post.follows,
        post.replies,
        post.reposts,
        post.profile_visits,
        post.detail_expands,
        post.url_clicks,
        post.hashtag_clicks,
        post.permalink_clicks,
    )


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path
