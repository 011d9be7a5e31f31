"""Real exports: the totals that somebody else computed, exactly, by the same way as every import."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tweetplan.analysis import importing
from tweetplan.domain.kpis import account_kpis
from tweetplan.plugins import Plugins
from tweetplan.workspace import history, invariants, results
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results import Figure

SAME = ("impressions", "engagements", "likes", "replies", "reposts", "bookmarks", "shares", "new_follows", "unfollows",
        "net_follows", "profile_visits", "url_clicks")  # fmt: skip
"""Names that the totals share with our KPIs."""
NAMED = {"posts": "posts", "valid_posts": "posts", "create_post": "posts"}


def figures(ws: Workspace) -> dict[str, Figure]:
    return {figure.kpi: figure for figure in results.kpi_rows(ws, "@acme")}


def files(real_data: Path, name: str) -> list[Path]:
    place = real_data / name
    return [place] if place.is_file() else sorted(place.glob("tweet_activity*.csv"))


def totals(real_data: Path) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = json.loads((real_data / "totals.json").read_text())
    return {name: each for name, each in told.items() if name.startswith("analytics")}


def test_every_total_is_exact(real_data: Path, fresh: Callable[[], Workspace], plugins: Plugins) -> None:
    compared = 0
    for name, wanted in totals(real_data).items():
        ws = fresh()
        report = importing.run(ws, plugins, files(real_data, name), account="@acme")
        told = figures(ws)
        for key in (*SAME, *NAMED):
            if key in wanted:
                assert told[NAMED.get(key, key)].value == wanted[key], (name, key)
                compared += 1
        for key in ("engagement_rate", "engagement_rate_total"):
            if key in wanted:
                assert round(told["engagement_rate"].value or 0, 6) == wanted[key], (name, key)
        for key in ("rows", "posts", "days"):
            if key in wanted:
                assert report.read == report.new == wanted[key], (name, key)
        assert len(report.rejected) == wanted.get("ghost_rows", 0)
        _details(ws, wanted)
        assert invariants.check(ws) == []
    assert compared > 60


def _details(ws: Workspace, wanted: dict[str, Any]) -> None:
    """What some totals also say of single posts."""
    if "top_by_impressions" in wanted:
        best = results.best_posts(ws, "@acme", limit=1, first=date(2000, 1, 1), kinds=("own", "reply"))[0]
        assert [best.ref, best.rank] == wanted["top_by_impressions"]
        ends = ws.db.row("SELECT MIN(posted_at) AS first, MAX(posted_at) AS last FROM post_results")
        assert ends is not None
        for key in ("first", "last"):
            found = datetime.fromisoformat(ends[key]).astimezone(UTC)
            assert found.isoformat(timespec="minutes") == wanted[f"{key}_utc"]
        zero = ws.db.value("SELECT COUNT(*) FROM post_results WHERE impressions = 0")
        assert zero == wanted["zero_impression_posts"]
    if "posts_starting_with_at" in wanted:
        replies = ws.db.value("SELECT COUNT(*) FROM post_results WHERE kind = 'reply'")
        assert replies == wanted["posts_starting_with_at"]


def test_importing_all_of_it_twice_and_undoing_it_leaves_nothing(
    real_data: Path, ws: Workspace, plugins: Plugins
) -> None:
    paths = [path for name in totals(real_data) if "legacy" not in name for path in files(real_data, name)]
    first = importing.run(ws, plugins, paths, account="@acme")
    before = figures(ws)
    again = importing.run(ws, plugins, paths, account="@acme")
    assert (again.new, again.updated, again.batch) == (0, 0, "")
    assert again.known == first.new + first.updated + first.known
    assert figures(ws) == before
    history.undo(ws)
    assert figures(ws) == {}
    assert invariants.check(ws) == []


def test_the_overview_is_taken_where_it_covers_the_span(real_data: Path, ws: Workspace, plugins: Plugins) -> None:
    """Daily totals are not the sum of the posts: both are stored, one is chosen, and the figure says which."""
    importing.run(ws, plugins, sorted((real_data / "analytics-x/kaia").glob("*.csv")), account="@acme")
    kpi = {kpi.key: kpi for kpi in account_kpis()}["impressions"]
    whole = results.kpi_value(ws, kpi, "@acme", date(2025, 1, 1), date(2025, 1, 31))
    posts = results.kpi_value(ws, kpi, "@acme", date(2025, 1, 1), date(2025, 1, 31), "posts")
    assert (whole.source, posts.source) == ("overview", "posts")
    assert whole.value != posts.value
    clicks = results.kpi_value(
        ws, {kpi.key: kpi for kpi in account_kpis()}["link_ctr"], "@acme", date(2025, 1, 1), date(2025, 1, 31)
    )
    assert clicks.source == "posts", "the overview tells no link clicks, and a rate is of one source"


def test_archives_and_public_tables_are_read(real_data: Path, fresh: Callable[[], Workspace], plugins: Plugins) -> None:
    ws = fresh()
    report = importing.run(ws, plugins, [real_data / "archive/twitter-to-sqlite/tweets.json"])
    assert (report.read, report.new, report.accounts) == (3, 3, ("@simonw",))
    kinds = {row["ref"]: row["kind"] for row in ws.db.rows("SELECT ref, kind FROM post_results")}
    assert kinds == {"1169246717864136705": "repost", "1169196446043664385": "reply", "1168529001599533057": "own"}
    ws = fresh()
    report = importing.run(ws, plugins, [real_data / "posts/noaa_two_accounts.csv"])
    assert set(report.accounts) == {"@NOAAHabitat", "@NOAAResearch"}
    assert report.read == report.new + report.updated + report.known
    ws = fresh()
    mapped = {"id": "id_tweet", "posted_at": "date", "text": "text", "likes": "like_count", "reposts": "retweet_count",
              "replies": "reply_count"}  # fmt: skip
    french = importing.run(ws, plugins, [real_data / "posts/FrenchMedia_Tweets.csv"], account="@all", columns=mapped)
    assert french.read == french.new + french.updated + french.known
    rows = ws.db.rows("SELECT hour, COUNT(*) AS n FROM post_results GROUP BY hour")
    assert len(rows) > 12, "the ids tell the hour"
