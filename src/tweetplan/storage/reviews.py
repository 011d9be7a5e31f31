"""Reviews, decisions and reports as rows of the store."""

import json
from collections.abc import Mapping
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.reviews import Decision, Report, Review
from tweetplan.storage.database import Database, Row

REVIEWS, DECISIONS, PIPELINES = "reviews", "decisions", "pipelines"
_REVIEW = ("id", "kind", "period", "held_at", "state", "version")
_DECISION = ("id", "review", "kind", "text", "reason", "deadline", "login", "at", "state", "task", "version")
_REPORT = ("id", "title", "stage", "version")


def review_row(review: Review) -> Mapping[str, Any]:
    """The review as a record."""
    columns = {name: getattr(review, name) for name in _REVIEW if name != "version"}
    return {**columns, "account": "", "body": _rest(review, _REVIEW)}


def review(db: Database, identity: str) -> Review | None:
    """The review of this id."""
    row = db.row("SELECT * FROM reviews WHERE id = :id", id=identity)
    return _review(row) if row else None


def reviews(db: Database, limit: int, kind: str = "") -> tuple[Review, ...]:
    """Meetings held or let pass, the newest first."""
    rows = db.rows(
        "SELECT * FROM reviews WHERE :kind IN ('', kind) ORDER BY held_at DESC, id DESC LIMIT :limit",
        kind=kind,
        limit=limit,
    )
    return tuple(map(_review, rows))


def known(db: Database) -> frozenset[str]:
    """The ids of all meetings that were held or let pass."""
    return frozenset(row["id"] for row in db.rows("SELECT id FROM reviews"))


def _review(row: Row) -> Review:
    return restored(Review, {**json.loads(row["body"]), **{name: row[name] for name in _REVIEW}})


def decision_row(decision: Decision) -> Mapping[str, Any]:
    """The decision as a record."""
    columns = {name: getattr(decision, name) for name in _DECISION if name != "version"}
    options = json.dumps(decision.options, ensure_ascii=False)
    return {**columns, "options": options, "body": _rest(decision, (*_DECISION, "options"))}


def decisions(db: Database, *, state: str = "", review: str = "", kind: str = "") -> tuple[Decision, ...]:
    """Decisions, insights and changes: the open ones by deadline, then the others, the newest first."""
    rows = db.rows(
        "SELECT * FROM decisions WHERE :state IN ('', state) AND :review IN ('', review) AND :kind IN ('', kind)"
        " ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END,"
        " CASE WHEN state = 'open' AND deadline <> '' THEN deadline ELSE '9999' END, at DESC, id",
        state=state,
        review=review,
        kind=kind,
    )
    return tuple(map(_decision, rows))


def decisions_starting(db: Database, prefix: str, limit: int = 2) -> tuple[Decision, ...]:
    """The decisions whose id begins with `prefix`."""
    rows = db.rows(
        "SELECT * FROM decisions WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY id LIMIT :limit",
        prefix=prefix,
        limit=limit,
    )
    return tuple(map(_decision, rows))


def _decision(row: Row) -> Decision:
    columns = {name: row[name] for name in _DECISION}
    return restored(Decision, {**json.loads(row["body"]), **columns, "options": json.loads(row["options"])})


def report_row(report: Report) -> Mapping[str, Any]:
    """The report as a record of the pipelines."""
    at = report.now
    return {
        "id": report.id,
        "kind": "report",
        "title": report.title,
        "stage": report.stage,
        "owner": at.owner if at else "",
        "due": at.due if at else "",
        "body": _rest(report, _REPORT),
    }


def reports(db: Database) -> tuple[Report, ...]:
    """Every report: those under way by when they are due, then the others."""
    rows = db.rows(
        "SELECT * FROM pipelines WHERE kind = 'report'"
        " ORDER BY CASE WHEN stage IN ('done', 'dropped') THEN 1 ELSE 0 END, due, title, id"
    )
    return tuple(restored(Report, {**json.loads(row["body"]), **{name: row[name] for name in _REPORT}}) for row in rows)


def topics(db: Database, day: str) -> tuple[str, ...]:
    """The hot topics watched on a day."""
    rows = db.rows("SELECT text FROM topics WHERE day = :day AND state <> 'dropped' ORDER BY text, id", day=day)
    return tuple(row["text"] for row in rows)


def _rest(held: Any, columns: tuple[str, ...]) -> str:
    """What has no column of its own, as JSON."""
    body = {name: value for name, value in plain(held).items() if name not in columns}
    return json.dumps(body, ensure_ascii=False, allow_nan=False)
