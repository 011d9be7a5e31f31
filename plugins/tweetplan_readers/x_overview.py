"""X's account overview export: one row a day, newest first: what happened on that day to posts of any age."""

from tweetplan.api import Results, Source, hookimpl
from tweetplan_readers._day_table import DayExport, read_days
from tweetplan_readers._days import english_day, iso_day

ORDER = (
    "day", "impressions", "likes", "engagements", "bookmarks", "shares", "new_follows", "unfollows", "replies",
    "reposts", "profile_visits", "posts", "video_views", "media_views",
)  # fmt: skip

OVERVIEW_EXPORT = DayExport(
    reader="x_overview",
    names={
        "date": "day", "impressions": "impressions", "likes": "likes", "engagements": "engagements",
        "bookmarks": "bookmarks", "share": "shares", "shares": "shares", "new follows": "new_follows",
        "unfollows": "unfollows", "replies": "replies", "reposts": "reposts", "profile visits": "profile_visits",
        "create post": "posts", "video views": "video_views", "media views": "media_views",
        "url clicks": "url_clicks", "link clicks": "url_clicks", "followers": "followers",
    },
    order=ORDER,
    day_of=lambda cell: english_day(cell) or iso_day(cell),
    file_name="account_overview_analytics",
    optional=2,
)  # fmt: skip


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The days of an account overview export from x.com; None for any other file."""
    return read_days(source, OVERVIEW_EXPORT)
