"""The daily roll-up: what every screen reads, kept by SQL for the days that an import or an undo touched, no others."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tweetplan.domain.local_time import LocalClock
from tweetplan.domain.measures import POST_MEASURES, POSTS
from tweetplan.domain.spans import shifted
from tweetplan.storage.database import Database

DayKey = tuple[str, str, str, str, str]
"""Account, source, campaign, measure, day."""
GAP_DAYS = 7
"""Days this near are rolled up in one statement."""
MENTIONS = "mentions"
"""The source of figures that are counted from mentions."""
_INSERT = "INSERT INTO daily (account, source, campaign, day, measure, value) VALUES (?, ?, ?, ?, ?, ?)"
_FIELDS = {"format": "r.format", "kind": "r.kind", "intent": "p.intent", "topic": "p.topic", "goal": "p.goal"}
"""What a derived measure may choose posts by, and where it stands."""


def roll_up_posts(db: Database, account: str, days: Collection[str]) -> None:
    """Make the posts' daily sums of these local days anew; reposts of others are in none of them."""
    sums = ", ".join(f"SUM({measure}) AS {measure}" for measure in POST_MEASURES)
    derived = list(derived_measures(db))
    for first, last in runs(days):
        span = {"account": account, "first": first, "last": last}
        where = "r.account = :account AND r.day BETWEEN :first AND :last AND r.live = 1"
        rows = db.rows(
            f"SELECT r.day, {sums}, SUM(CASE WHEN r.kind = 'repost' THEN 0 ELSE 1 END) AS posts"
            f" FROM post_results r WHERE {where} GROUP BY r.day", **span)  # fmt: skip
        found = [(row["day"], name, row[name]) for row in rows for name in (*POST_MEASURES, "posts")]
        extra: dict[tuple[str, str], float] = {}
        for row in db.rows(f"SELECT r.day, r.extra FROM post_results r WHERE {where} AND r.extra <> ''", **span):
            for name, value in json.loads(row["extra"]).items():
                extra[row["day"], name] = extra.get((row["day"], name), 0.0) + value
        found += [(day, name, value) for (day, name), value in extra.items()]
        for name, of, chosen, values in derived:
            rows = db.rows(
                f"SELECT r.day, SUM(r.{of}) AS value FROM post_results r LEFT JOIN posts p ON p.id = r.plan_post"
                f" WHERE {where} AND {chosen} GROUP BY r.day", **span, **values)  # fmt: skip
            found += [(row["day"], name, row["value"]) for row in rows]
        db.execute("DELETE FROM daily WHERE account = :account AND source = :source AND day BETWEEN :first AND :last",
                   source=POSTS, **span)  # fmt: skip
        db.many(_INSERT, ((account, POSTS, "", day, name, value) for day, name, value in found if value is not None))


def derived_measures(db: Database) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """The measures that goal types declare over some of the posts: key, measure summed, SQL condition, its values."""
    seen: set[str] = set()
    for row in db.rows("SELECT body FROM declarations ORDER BY key"):
        for measure in json.loads(row["body"]).get("measures", ()):
            fields: Mapping[str, str] = (measure.get("posts") or {}).get("fields") or {}
            known = measure.get("of") in POST_MEASURES and fields and fields.keys() <= _FIELDS.keys()
            if known and measure["key"] not in seen:
                seen.add(measure["key"])
                chosen = " AND ".join(f"{_FIELDS[name]} = :chosen_{name}" for name in fields)
                yield measure["key"], measure["of"], chosen, {f"chosen_{name}": v for name, v in fields.items()}


def roll_up_days(db: Database, keys: Iterable[DayKey]) -> None:
    """Put the live figure of each of these days in the roll-up, or take the day out when there is none any more."""
    groups: dict[tuple[str, str, str, str], set[str]] = {}
    for account, source, campaign, measure, day in keys:
        groups.setdefault((account, source, campaign, measure), set()).add(day)
    where = ("account = :account AND source = :source AND campaign = :campaign AND measure = :measure"
             " AND day BETWEEN :first AND :last")  # fmt: skip
    for (account, source, campaign, measure), days in groups.items():
        for first, last in runs(days):
            values = {"account": account, "source": source, "campaign": campaign, "measure": measure,
                      "first": first, "last": last}  # fmt: skip
            db.execute(f"DELETE FROM daily WHERE {where}", **values)
            db.execute(
                "INSERT INTO daily (account, source, campaign, day, measure, value)"
                f" SELECT account, source, campaign, day, measure, value FROM day_results WHERE {where} AND live = 1",
                **values,
            )


def roll_up_mentions(db: Database, account: str, instants: Collection[str], zone: str) -> None:
    """Count mentions, first responses, the seconds until them, and what was resolved, by the mention's local day.

    `instants` are those at which the mentions that changed were written.
    """
    clock = LocalClock(zone)
    wanted = {clock.of(milliseconds(instant)).day for instant in instants}
    if not wanted:
        return
    found: dict[tuple[str, str], float] = {}
    for row in db.rows(
        "SELECT created_at, answered_at, resolved_at FROM mentions WHERE account = :account AND live = 1"
        " AND created_at BETWEEN :first AND :last",
        account=account, first=shifted(min(wanted), -1), last=shifted(max(wanted), 2),
    ):  # fmt: skip
        day = clock.of(milliseconds(row["created_at"])).day
        counts = {"mentions": 1.0, "responses": float(bool(row["answered_at"])),
                  "resolved": float(bool(row["resolved_at"]))}  # fmt: skip
        if row["answered_at"]:
            waited = milliseconds(row["answered_at"]) - milliseconds(row["created_at"])
            counts["response_seconds"] = waited / 1000
        for name, value in counts.items():
            found[day, name] = found.get((day, name), 0.0) + value
    for day in sorted(wanted):
        db.execute("DELETE FROM daily WHERE account = :account AND source = :source AND day = :day",
                   account=account, source=MENTIONS, day=day)  # fmt: skip
    db.many(_INSERT, ((account, MENTIONS, "", day, name, v) for (day, name), v in found.items() if day in wanted))


def milliseconds(instant: str) -> int:
    """A stored instant (`2026-03-17T09:00:00.000Z`) in milliseconds since 1970."""
    day = (date.fromisoformat(instant[:10]) - date(1970, 1, 1)).days
    hour, minute, second, fraction = instant[11:13], instant[14:16], instant[17:19], instant[20:23]
    return ((day * 24 + int(hour)) * 60 + int(minute)) * 60_000 + int(second) * 1000 + int(fraction)


def runs(days: Collection[str]) -> Iterator[tuple[str, str]]:
    """Stretches of days that hold them all, near ones together."""
    first = last = None
    for day in sorted(days):
        if first is None or last is None:
            first = last = day
        elif day <= shifted(last, GAP_DAYS):
            last = day
        else:
            yield first, last
            first = last = day
    if first is not None and last is not None:
        yield first, last
