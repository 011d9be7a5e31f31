"""The daily roll-up: what every screen reads, kept by SQL for the days that an import or an undo touched, no others."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tweetplan.domain.local_time import LocalClock
from tweetplan.domain.measures import MENTIONS, POST_MEASURES, POSTS
from tweetplan.domain.mentions import SATISFIED
from tweetplan.domain.spans import shifted
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database, Row
from tweetplan.storage.mentions import mention_times

DayKey = tuple[str, str, str, str, str]
"""Account, source, campaign, measure, day."""
GAP_DAYS = 7
"""Days this near are rolled up in one statement."""
_INSERT = "INSERT INTO daily (account, source, campaign, day, measure, value) VALUES (?, ?, ?, ?, ?, ?)"
_FIELDS = {"format": "r.format", "kind": "r.kind", "intent": "p.intent", "topic": "p.topic", "goal": "p.goal"}
"""What a derived measure may choose posts by, and where it stands."""
_OF_THE_PLAN = {"intent", "topic", "goal"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def roll_up_posts(db: Database, account: str, days: Collection[str]) -> None:
    """Make the posts' daily sums of these local days anew; reposts of others are in none of them.

    One pass over the days' posts tells all sums; measures that choose posts by what the plan says of them, and measures
    without a column of their own, take another one only where there are such posts.
    """
    derived = list(derived_measures(db))
    own = [measure for measure in derived if not measure.of_the_plan]
    planned = [measure for measure in derived if measure.of_the_plan]
    chosen = [f"SUM(CASE WHEN {m.condition} THEN r.{m.of} END) AS {m.key}" for m in own]
    sums = ", ".join([*(f"SUM(r.{measure}) AS {measure}" for measure in POST_MEASURES), *chosen])
    names = (*POST_MEASURES, "posts", *(measure.key for measure in own))
    values = {name: value for measure in derived for name, value in measure.values.items()}
    where = "r.account = :account AND r.day BETWEEN :first AND :last AND r.live = 1"
    for first, last in runs(days):
        span = {"account": account, "first": first, "last": last}
        rows = db.rows(
            f"SELECT r.day, {sums}, SUM(CASE WHEN r.kind = 'repost' THEN 0 ELSE 1 END) AS posts,"
            " SUM(CASE WHEN r.extra <> '' THEN 1 ELSE 0 END) AS extras,"
            " SUM(CASE WHEN r.plan_post <> '' THEN 1 ELSE 0 END) AS planned"
            f" FROM post_results r WHERE {where} GROUP BY r.day", **span, **values)  # fmt: skip
        found = {(row["day"], name): row[name] for row in rows for name in names}
        if any(row["extras"] for row in rows):
            for row in db.rows(f"SELECT r.day, r.extra FROM post_results r WHERE {where} AND r.extra <> ''", **span):
                for name, value in json.loads(row["extra"]).items():
                    found[row["day"], name] = (found.get((row["day"], name)) or 0.0) + value
        for measure in planned if any(row["planned"] for row in rows) else ():
            for row in db.rows(
                f"SELECT r.day, SUM(r.{measure.of}) AS value FROM post_results r JOIN posts p ON p.id = r.plan_post"
                f" WHERE {where} AND {measure.condition} GROUP BY r.day", **span, **values):  # fmt: skip
                found[row["day"], measure.key] = row["value"]
        db.execute("DELETE FROM daily WHERE account = :account AND source = :source AND day BETWEEN :first AND :last",
                   source=POSTS, **span)  # fmt: skip
        db.many(_INSERT, ((account, POSTS, "", *key, value) for key, value in found.items() if value is not None))


@frozen
class Derived:
    """A measure over some of the posts, as SQL."""

    key: str
    of: str
    """The measure that it sums."""
    condition: str
    values: Mapping[str, str]
    of_the_plan: bool
    """Whether it chooses by what the plan says of a post."""


def derived_measures(db: Database) -> Iterator[Derived]:
    """The measures that the stored goal types declare over some posts; one that names other fields is left out."""
    seen: set[str] = set()
    for row in db.rows("SELECT body FROM declarations ORDER BY key"):
        for measure in json.loads(row["body"]).get("measures", ()):
            key, of = measure["key"], measure.get("of")
            fields: Mapping[str, str] = (measure.get("posts") or {}).get("fields") or {}
            if of not in POST_MEASURES or not fields or not fields.keys() <= _FIELDS.keys() or key in seen:
                continue
            if not _NAME.fullmatch(key) or key in (*POST_MEASURES, "day", "posts", "extras", "planned"):
                continue
            holders = {f"v{len(seen)}_{name}": value for name, value in fields.items()}
            condition = " AND ".join(f"{_FIELDS[holder.split('_', 1)[1]]} = :{holder}" for holder in holders)
            seen.add(key)
            yield Derived(key, of, condition, holders, bool(fields.keys() & _OF_THE_PLAN))


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
    """Count mentions, first responses, the seconds until them, what was resolved and who was satisfied, by local day.

    `instants` are those at which the mentions that changed were written. Times that the team stamped count like the
    file's own; our own rows are no mentions but answers to what they reply to (G13).
    """
    clock = LocalClock(zone)
    wanted = {clock.of(milliseconds(instant)).day for instant in instants}
    if not wanted:
        return
    wanted |= {clock.of(milliseconds(instant)).day for instant in _answered_then(db, account, instants)}
    found: dict[tuple[str, str], float] = {}
    for first, last in runs(wanted):
        for row in mention_times(db, account, shifted(first, -1), shifted(last, 2)):
            day = clock.of(milliseconds(row["created_at"])).day
            for name, value in _counted(row).items():
                found[day, name] = found.get((day, name), 0.0) + value
    for day in sorted(wanted):
        db.execute("DELETE FROM daily WHERE account = :account AND source = :source AND day = :day",
                   account=account, source=MENTIONS, day=day)  # fmt: skip
    db.many(_INSERT, ((account, MENTIONS, "", day, name, v) for (day, name), v in found.items() if day in wanted))


def _counted(row: Row) -> dict[str, float]:
    """What one mention adds to its day."""
    answered, resolved = bool(row["answered_at"]), bool(row["resolved_at"])
    counts = {"mentions": 1.0, "responses": float(answered), "resolved": float(resolved)}
    if answered:
        waited = milliseconds(row["answered_at"]) - milliseconds(row["created_at"])
        counts["response_seconds"] = max(waited, 0) / 1000
    if row["satisfaction"] is not None:
        counts |= {"surveyed": 1.0, "satisfied": float(row["satisfaction"] >= SATISFIED)}
    return counts


def _answered_then(db: Database, account: str, instants: Collection[str]) -> set[str]:
    """When the mentions were written that our own rows of these instants reply to."""
    rows = db.rows(
        "SELECT DISTINCT q.created_at FROM mentions m JOIN mentions q ON q.account = m.account"
        " AND q.ref = m.in_reply_to AND q.live = 1"
        " WHERE m.account = :account AND m.in_reply_to <> '' AND lower(m.author) = m.account"
        " AND m.created_at BETWEEN :first AND :last",
        account=account, first=min(instants), last=max(instants),
    )  # fmt: skip
    return {row["created_at"] for row in rows}


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
