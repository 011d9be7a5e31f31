"""What the log of operations says of how a team works: posts from idea to published, reviews, crises, waivers (T23)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tweetplan.domain.collaboration import Step
from tweetplan.storage import avoided
from tweetplan.storage.database import Database

_TOUCHES = " OR ".join(f"""changes LIKE '%"table": "{table}"%'""" for table in ("posts", "crises", "waivers"))
REVIEW, PUBLISHED = "in_review", "published"
VERDICTS = ("approved", "changes_asked")


def steps(db: Database, until: str) -> Iterator[Step]:
    """Every step up to an instant, from operations in force alone: what was undone never was."""
    began: dict[tuple[str, str], str] = {}
    rows = db.rows(
        f"SELECT at, changes FROM operations WHERE at < :until AND undone_by = '' AND verb NOT IN ('undo', 'redo')"
        f" AND ({_TOUCHES}) ORDER BY seq",
        until=until,
    )
    for row in rows:
        for entry in json.loads(row["changes"]):
            before, after = entry["before"] or {}, entry["after"] or {}
            if entry["table"] == "posts":
                yield from _of_post(began, entry["id"], row["at"], before, after)
            elif entry["table"] == "crises":
                yield from _of_crisis(began, entry["id"], row["at"], before, after)
            elif entry["table"] == "waivers" and not before:
                yield Step("waive", after["post"], row["at"], row["at"])
    for row in avoided.every(db, until):
        yield Step("repeat" if row["kind"] == "repeat" else "overwrite", row["verb"], row["at"], row["at"])


def _of_post(
    began: dict[tuple[str, str], str], post: str, at: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Step]:
    was, now = before.get("state", ""), after.get("state", "")
    if now == PUBLISHED != was:
        yield Step("publish", post, began.get(("idea", post), ""), at)
    if not before:
        began["idea", post] = at
    if was == REVIEW != now and now in VERDICTS:
        yield Step("review", post, began.get((REVIEW, post), ""), at, now)
    if now == REVIEW != was:
        began[REVIEW, post] = at


def _of_crisis(
    began: dict[tuple[str, str], str], crisis: str, at: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Step]:
    """A crisis is answered when it first comes to that step; an exercise is none."""
    if after.get("drill"):
        return
    if not before:
        began["crisis", crisis] = at
    if after.get("stage") == "respond" != before.get("stage", ""):
        opened = began.pop(("crisis", crisis), "")
        if opened:
            yield Step("respond", crisis, opened, at)
