"""The old export of analytics.twitter.com with one row a day and 38 columns; promoted figures are not read."""

from tweetplan.api import Results, Source, hookimpl
from tweetplan_readers._day_table import DayExport, read_days
from tweetplan_readers._days import iso_day

PROMOTED = 18
"""The columns of paid posts at the end, mostly `-`."""
ORDER = (
    "day", "posts", "impressions", "engagements", "", "reposts", "replies", "likes", "profile_visits", "url_clicks",
    "hashtag_clicks", "detail_expands", "permalink_clicks", "", "", "new_follows", "", "", "media_views", "",
    *[""] * PROMOTED,
)  # fmt: skip
"""App opens and installs, e-mails, calls and media engagements are not read: no measure of tweetplan's holds them."""

LEGACY_DAYS = DayExport(
    reader="x_daily_legacy",
    names={
        "date": "day", "tweets published": "posts", "impressions": "impressions", "engagements": "engagements",
        "retweets": "reposts", "replies": "replies", "likes": "likes", "user profile clicks": "profile_visits",
        "url clicks": "url_clicks", "hashtag clicks": "hashtag_clicks", "detail expands": "detail_expands",
        "permalink clicks": "permalink_clicks", "follows": "new_follows", "media views": "media_views",
    },
    order=ORDER,
    day_of=iso_day,
    file_name="daily_tweet_activity_metrics",
)  # fmt: skip


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The days of an old analytics export; None for any other file."""
    return read_days(source, LEGACY_DAYS)
