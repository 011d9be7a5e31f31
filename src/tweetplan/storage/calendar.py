"""The calendar as rows of the store: slots, patterns, themes, and an account's own mix rules."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.mix import MixRule
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.posts import Pattern, Slot, Theme
from tweetplan.storage.database import Database, Row

SLOTS = "slots"
PATTERNS = "patterns"
THEMES = "themes"
MIXES = "mixes"
_SLOT = tuple(field.name for field in fields(Slot) if field.name != "version")


def slot_row(slot: Slot) -> Mapping[str, Any]:
    """The slot as a record."""
    held = {name: getattr(slot, name) for name in _SLOT}
    return {
        **held,
        "day": slot.day.isoformat(),
        "at": slot.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "locked": int(slot.locked),
    }


def slot_value(row: Row) -> Slot:
    """The slot that a row holds."""
    held = dict(row)
    held["day"] = date.fromisoformat(row["day"])
    held["at"] = datetime.fromisoformat(row["at"])
    held["locked"] = bool(row["locked"])
    return Slot(**held)


def slots(db: Database, first: date, last: date, account: str = "") -> tuple[Slot, ...]:
    """The slots of one account (or of all) on the days from `first` to `last`, in order of time."""
    rows = db.rows(
        "SELECT * FROM slots WHERE day >= :first AND day <= :last AND (:account = '' OR account = :account)"
        " ORDER BY at, id",
        first=first.isoformat(),
        last=last.isoformat(),
        account=account,
    )
    return tuple(slot_value(row) for row in rows)


def strayed(db: Database, account: str, first: date, last: date) -> frozenset[str]:
    """The ids of slots whose place was laid out on these days, and which somebody moved to other days."""
    one = timedelta(days=1)
    rows = db.rows(
        "SELECT id FROM slots WHERE id >= :low AND id < :high AND account = :account AND (day < :first OR day > :last)",
        low=f"{account}/{first - one}",
        high=f"{account}/{last + 2 * one}",
        account=account,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return frozenset(row["id"] for row in rows)


def slot(db: Database, identity: str) -> Slot | None:
    """The slot of this id, or None."""
    found = db.row("SELECT * FROM slots WHERE id = :id", id=identity)
    return slot_value(found) if found else None


def pattern_row(pattern: Pattern) -> Mapping[str, Any]:
    """The pattern as a record."""
    return {
        "id": pattern.id,
        "account": pattern.account,
        "days": json.dumps(pattern.days),
        "times": json.dumps(pattern.times),
        "zone": pattern.zone,
    }


def patterns(db: Database, account: str = "") -> tuple[Pattern, ...]:
    """The patterns of one account (or of all), in the order they were written."""
    rows = db.rows("SELECT * FROM patterns WHERE :account = '' OR account = :account ORDER BY account, days, times, id",
                   account=account)  # fmt: skip
    return tuple(
        Pattern(
            row["account"],
            tuple(json.loads(row["days"])),
            tuple(json.loads(row["times"])),
            row["zone"],
            row["id"],
            row["version"],
        )
        for row in rows
    )


def theme_row(theme: Theme) -> Mapping[str, Any]:
    """The theme as a record: one for each account and period."""
    return {
        "id": theme.id or f"{theme.account}/{theme.period}",
        "account": theme.account,
        "period": theme.period,
        "theme": theme.theme,
    }


def themes(db: Database, account: str = "") -> tuple[Theme, ...]:
    """The themes of one account (or of all) by period."""
    rows = db.rows("SELECT * FROM themes WHERE :account = '' OR account = :account ORDER BY account, period",
                   account=account)  # fmt: skip
    return tuple(Theme(row["account"], row["period"], row["theme"], row["id"], row["version"]) for row in rows)


def mix_row(override: MixOverride) -> Mapping[str, Any]:
    """An account's own rule as a record: one for each account, axis and window."""
    return {
        "id": f"{override.account}/{override.rule.axis}/{override.rule.window}",
        "account": override.account,
        "axis": override.rule.axis,
        "rule": json.dumps(plain(override.rule), ensure_ascii=False, sort_keys=True),
    }


def mixes(db: Database, account: str = "") -> tuple[MixOverride, ...]:
    """The own rules of one account (or of all)."""
    rows = db.rows("SELECT * FROM mixes WHERE :account = '' OR account = :account ORDER BY account, axis, id",
                   account=account)  # fmt: skip
    return tuple(MixOverride(row["account"], restored(MixRule, json.loads(row["rule"]))) for row in rows)
