"""An account with posts of the plan, and results as an import leaves them, made without files."""

from tweetplan.domain.posts import Post
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace.core import Workspace


def start(ws: Workspace, *posts: Post) -> None:
    with ws.operation("post.add") as change:
        change.put("accounts", {"id": "@acme", "handle": "@acme", "role": "main", "zone": "UTC", "audience_zone": ""})
        for each in posts:
            change.put(stored_posts.TABLE, stored_posts.row(each))


def posted(ws: Workspace, *rows: tuple[str, str, str], batch: str = "b1") -> None:
    """Results as an import leaves them: ref, day, text."""
    with ws.db.writing():
        ws.db.execute("INSERT INTO batches (id, seq, reader, account, files, imported_at, counts, withdrawn)"
                      " VALUES (:id, 1, 'x', '@acme', '[]', '', '{}', 0)", id=batch)  # fmt: skip
        ws.db.many(
            "INSERT INTO post_results (account, ref, batch, part, live, period_end, posted_at, day, weekday, hour,"
            " month, kind, text, url, format, extra, plan_post)"
            " VALUES ('@acme', ?, ?, 0, 1, '', '', ?, 0, 0, '', 'own', ?, '', '', '{}', '')",
            ((ref, batch, day, text) for ref, day, text in rows),
        )
