"""The old export of analytics.twitter.com with one row a post and 40 columns; promoted figures are not read."""

from datetime import date

from tweetplan.api import Results, Source, hookimpl
from tweetplan_readers._days import iso_day
from tweetplan_readers._post_table import Export, read_export

PROMOTED = 18
"""The columns of paid posts at the end, mostly `-`."""
ORDER = (
    "id", "url", "text", "date", "impressions", "engagements", "", "reposts", "replies", "likes", "profile_visits",
    "url_clicks", "hashtag_clicks", "detail_expands", "permalink_clicks", "", "", "new_follows", "", "", "media_views",
    "", *[""] * PROMOTED,
)  # fmt: skip
"""App opens and installs, e-mails, calls and media engagements are not read: no measure of tweetplan's holds them."""


def _day(cell: str) -> date | None:
    """The day of `2019-02-27 21:18 +0000`; only posts from before November 2010 are dated by it."""
    return iso_day(cell[:10])


LEGACY = Export(
    reader="x_posts_legacy",
    names={
        "tweet id": "id", "tweet permalink": "url", "tweet text": "text", "time": "date", "impressions": "impressions",
        "engagements": "engagements", "retweets": "reposts", "replies": "replies", "likes": "likes",
        "user profile clicks": "profile_visits", "url clicks": "url_clicks", "hashtag clicks": "hashtag_clicks",
        "detail expands": "detail_expands", "permalink clicks": "permalink_clicks", "follows": "new_follows",
        "media views": "media_views",
    },
    order=ORDER,
    day_of=_day,
    file_name="tweet_activity_metrics",
)  # fmt: skip


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The posts of an old analytics export; None for any other file."""
    return read_export(source, LEGACY)
