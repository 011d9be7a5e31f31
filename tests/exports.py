"""Exports as X writes them, made small for tests: posts and days with known figures in every variant."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

EPOCH_MS = 1_288_834_974_657
FIGURES = ("impressions", "likes", "engagements", "bookmarks", "shares", "new_follows", "replies", "reposts",
           "profile_visits", "detail_expands", "url_clicks", "hashtag_clicks", "permalink_clicks")  # fmt: skip
A = ("Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,"
     "Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks").split(",")  # fmt: skip
B = ("Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
     "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks").split(",")  # fmt: skip
JAPANESE = ("ポストID,日付,ポスト本文,ポストのリンク,インプレッション数,いいね,エンゲージメント,ブックマーク,"
            "共有された回数,新しいフォロー,返信,リポスト,プロフィールへのアクセス数,詳細のクリック数,URLのクリック数,"
            "ハッシュタグのクリック数,固定リンクのクリック数").split(",")  # fmt: skip
PORTUGUESE = ("ID do post,Data,Texto do post,Link\\ do post,Impressões,Curtidas,Engajamentos,Itens salvos,"
              "Compartilhamentos,Novos seguidores,Respostas,Reposts,Visitas ao perfil,Detalhes expandidos,"
              "Cliques em URLs,Cliques em hashtags,Cliques no permalink").split(",")  # fmt: skip
OVERVIEW = ("Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
            "Profile visits,Create Post,Video views,Media views").split(",")  # fmt: skip
OVERVIEW_JAPANESE = ("日付,インプレッション数,いいね,エンゲージメント,ブックマーク,共有された回数,新しいフォロー,"
                     "フォロー解除,返信,リポスト,プロフィールへのアクセス数,ポストを作成,動画再生数,"
                     "メディアの再生数").split(",")  # fmt: skip
LEGACY = ("Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,"
          "user profile clicks,url clicks,hashtag clicks,detail expands,permalink clicks,app opens,app installs,"
          "follows,email tweet,dial phone,media views,media engagements,promoted impressions,promoted engagements,"
          "promoted engagement rate,promoted retweets,promoted replies,promoted likes,promoted user profile clicks,"
          "promoted url clicks,promoted hashtag clicks,promoted detail expands,promoted permalink clicks,"
          "promoted app opens,promoted app installs,promoted follows,promoted email tweet,promoted dial phone,"
          "promoted media views,promoted media engagements").split(",")  # fmt: skip
LEGACY_DAYS = ["Date", "Tweets published", *LEGACY[4:]]


def snowflake(moment: str, number: int = 7) -> str:
    """The id of a post of this moment (ISO, UTC)."""
    found = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return str((round(found.timestamp() * 1000) - EPOCH_MS << 22) + number)


@dataclass
class Post:
    """One post of an export; `counts` by measure, others are 0."""

    moment: str
    text: str = "hello"
    number: int = 7
    counts: dict[str, int] = field(default_factory=dict)
    id: str = ""
    day: str = ""
    """As the file states it; empty: the id's own day."""
    link: str = ""

    @property
    def ref(self) -> str:
        return self.id or snowflake(self.moment, self.number)

    @property
    def date(self) -> date:
        return datetime.fromisoformat(self.day or self.moment).date()


def english(day: date, commas: bool) -> str:
    return f"{day:%a, %b} {day.day}, {day.year}" if commas else f"{day:%a %b %d %Y}"


def content(posts: Iterable[Post], header: Sequence[str] = B, handle: str = "acme", **style: object) -> str:
    """A content export."""
    commas = header is not A
    rows = [
        [post.ref, english(post.date, commas), post.text, post.link or f"https://x.com/{handle}/status/{post.ref}",
         *(post.counts.get(name, 0) for name in FIGURES)]
        for post in posts
    ]  # fmt: skip
    return table([list(header), *rows], **style)


def overview(days: Sequence[tuple[str, dict[str, int]]], header: Sequence[str] = OVERVIEW, **style: object) -> str:
    """An account overview export, newest first."""
    names = ("impressions likes engagements bookmarks shares new_follows unfollows replies reposts profile_visits posts"
             " video_views media_views").split()  # fmt: skip
    rows = [
        [english(date.fromisoformat(day), True), *(counts.get(name, 0) for name in names)]
        for day, counts in sorted(days, reverse=True)
    ]
    return table([list(header), *rows], **style)


def legacy(posts: Iterable[Post], time: str = "") -> str:
    """An old analytics export: 40 columns, every count with a decimal point, `-` in the promoted columns."""
    places = {"impressions": 4, "engagements": 5, "reposts": 7, "replies": 8, "likes": 9, "profile_visits": 10,
              "url_clicks": 11, "new_follows": 17}  # fmt: skip
    rows = []
    for post in posts:
        row = [post.ref, f"https://twitter.com/acme/status/{post.ref}", post.text,
               time or post.moment[:16].replace("T", " ") + " +0000", *["0.0"] * 18, *["-"] * 18]  # fmt: skip
        for name, at in places.items():
            row[at] = f"{post.counts.get(name, 0)}.0"
        rows.append(row)
    return table([LEGACY, *rows], quoting=csv.QUOTE_ALL)


def table(rows: Iterable[Sequence[object]], end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as CSV text."""
    file = io.StringIO()
    csv.writer(file, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()
