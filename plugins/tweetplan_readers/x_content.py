"""X's content export (one row a post, no time of day: the id tells it), in all its spellings and languages."""

from tweetplan.api import Results, Source, hookimpl
from tweetplan_readers._days import english_day, iso_day
from tweetplan_readers._post_table import Export, read_export

ORDER = (
    "id", "date", "text", "url", "impressions", "likes", "engagements", "bookmarks", "shares", "new_follows", "replies",
    "reposts", "profile_visits", "detail_expands", "url_clicks", "hashtag_clicks", "permalink_clicks",
)  # fmt: skip
"""The same order in variant A (Link, Share, Url clicks), variant B (Post Link, Shares, URL Clicks) and translations."""

CONTENT = Export(
    reader="x_content",
    names={
        "post id": "id", "date": "date", "post text": "text", "link": "url", "post link": "url",
        "impressions": "impressions", "likes": "likes", "engagements": "engagements", "bookmarks": "bookmarks",
        "share": "shares", "shares": "shares", "new follows": "new_follows", "replies": "replies",
        "reposts": "reposts", "profile visits": "profile_visits", "detail expands": "detail_expands",
        "url clicks": "url_clicks", "hashtag clicks": "hashtag_clicks", "permalink clicks": "permalink_clicks",
        "video views": "video_views", "media views": "media_views",
    },
    order=ORDER,
    day_of=lambda cell: english_day(cell) or iso_day(cell),
    file_name="account_analytics_content",
)  # fmt: skip


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The posts of a content export from x.com; None for any other file."""
    return read_export(source, CONTENT)
