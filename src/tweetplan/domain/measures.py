"""Measures: the daily quantities that results are made of, keyed the same everywhere."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from tweetplan.domain.values import frozen

OVERVIEW = "overview"
"""The source of X's own account days: what happened on a day, to posts of any age."""
POSTS = "posts"
"""The source of sums over posts, by the day each was posted."""
TYPED = "typed"
"""The source of figures that a person typed or a generic file named no source for."""

FIRST_DAY, LAST_DAY = date(2006, 3, 21), date(2100, 1, 1)
"""The days that a figure can be of: the first is that of the first post on X."""
LARGEST_FIGURE = 1e15
"""No figure is as large: sums of what is smaller stay exact and finite."""

MENTIONS = "mentions"
"""The source of figures that are counted from imported mentions."""
MENTION_MEASURES = ("mentions", "responses", "response_seconds", "resolved")
"""What mentions are counted into, by the day of the mention: all, answered ones, seconds until the answer, resolved."""


@frozen
class PostFilter:
    """Which posts a derived measure sums over: every named field must have the value given."""

    fields: Mapping[str, str] = field(default_factory=dict)


def where(**fields: str) -> PostFilter:
    """Posts whose fields have these values, e.g. `where(format="video")`."""
    return PostFilter(dict(fields))


@frozen
class Measure:
    """A daily quantity per account and source: it adds up over days, or it is a level (a stock on a day)."""

    key: str
    """A lower_snake name, the same in files, on the command line and in KPIs."""
    unit: str = ""
    level: bool = False
    complete_after_days: int = 0
    """How many days late a day's figure is complete (0: the day itself is the last known)."""
    of: str | None = None
    """For a derived measure: the measure of posts that it sums."""
    posts: PostFilter | None = None
    """For a derived measure: which posts it sums over."""
    title: str = ""


X_MEASURES: tuple[Measure, ...] = tuple(
    Measure(key, unit=unit, level=key == "followers", title=title)
    for key, unit, title in (
        ("impressions", "views", "Impressions"),
        ("engagements", "", "Engagements"),
        ("likes", "", "Likes"),
        ("replies", "", "Replies"),
        ("reposts", "", "Reposts"),
        ("bookmarks", "", "Bookmarks"),
        ("shares", "", "Shares"),
        ("profile_visits", "", "Profile visits"),
        ("url_clicks", "clicks", "Link clicks"),
        ("hashtag_clicks", "clicks", "Hashtag clicks"),
        ("detail_expands", "", "Detail expands"),
        ("permalink_clicks", "clicks", "Permalink clicks"),
        ("new_follows", "", "New follows"),
        ("unfollows", "", "Unfollows"),
        ("followers", "followers", "Followers"),
        ("posts", "posts", "Posts"),
        ("video_views", "views", "Video views"),
        ("media_views", "views", "Media views"),
    )
)
"""The measures that X itself reports, by the names tweetplan uses for them in every export variant."""

POST_MEASURES: tuple[str, ...] = (
    "impressions",
    "engagements",
    "likes",
    "replies",
    "reposts",
    "bookmarks",
    "shares",
    "profile_visits",
    "url_clicks",
    "hashtag_clicks",
    "detail_expands",
    "permalink_clicks",
    "new_follows",
    "video_views",
    "media_views",
)
"""The measures a single post can carry in a column of its own; any other goes to the post's extra figures."""
