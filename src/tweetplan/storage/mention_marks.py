"""What follows from a team's marks at mentions: the daily sums of the days that they touch (G13)."""

from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.storage.database import Database
from tweetplan.storage.mentions import MARKS
from tweetplan.storage.results_rollup import roll_up_mentions


def instants_of(db: Database, marks: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """When the mentions of these marks (account, ref) were written, by account."""
    found: dict[str, set[str]] = {}
    for account, ref in marks:
        at = db.value(
            "SELECT created_at FROM mentions WHERE account = :account AND ref = :ref AND live = 1",
            account=account, ref=ref,
        )  # fmt: skip
        if at:
            found.setdefault(account, set()).add(str(at))
    return found


def follow_changes(db: Database, entries: Iterable[Mapping[str, Any]]) -> None:
    """After an operation: the daily sums of the days whose mentions got, or lost, an answer (G13)."""
    touched = {
        (held["account"], held["ref"])
        for entry in entries
        if entry["table"] == MARKS
        for held in (entry["before"], entry["after"])
        if held
    }
    for account, instants in instants_of(db, sorted(touched)).items():
        zone = db.value("SELECT zone FROM accounts WHERE id = :account", account=account) or "UTC"
        roll_up_mentions(db, account, instants, str(zone))
