"""Advice as rows of the store: what was computed, the runs that did it, plugins' faults, and what people answered."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.recommendations import Advice, Effect
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database

ANSWERS = "advice_answers"
MOST_RUNS = 50
DISABLED_AFTER = 3
"""Failures in a row after which a plugin is no longer asked (until it is enabled again)."""
_COLUMNS = ("id", "made_at", "fingerprint", "account", "goal", "rule", "plugin", "rank", "score", "body")


@frozen
class Answered:
    """What somebody answered to advice; `predicted` is its effect as it was accepted."""

    id: str
    advice: str
    account: str
    goal: str
    rule: str
    answer: str
    """`accepted`, `dismissed` or `snoozed`."""
    reason: str
    until: str
    login: str
    at: str
    made: str
    """The task, slot or goal that was made or changed of it."""
    predicted: Effect | None = None
    title: str = ""
    version: int = 0


@frozen
class Fault:
    """A plugin that failed when it was asked for advice."""

    plugin: str
    hook: str
    in_a_row: int
    at: str
    why: str

    @property
    def disabled(self) -> bool:
        """Whether it is no longer asked."""
        return self.in_a_row >= DISABLED_AFTER


def put(db: Database, made: Iterable[Advice], fingerprint: str, made_at: str) -> None:
    """Inside `writing()`: put this advice in the place of all that was stored before."""
    db.execute("DELETE FROM advice")
    for each in made:
        told = each.recommendation
        db.execute(
            f"INSERT INTO advice ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)})",
            id=each.id,
            made_at=made_at,
            fingerprint=fingerprint,
            account=told.account,
            goal=told.goal,
            rule=told.rule,
            plugin=each.plugin,
            rank=each.rank,
            score=each.score,
            body=json.dumps(plain(each), ensure_ascii=False, allow_nan=False),
        )


def every(db: Database, account: str = "") -> tuple[tuple[Advice, str, str], ...]:
    """The stored advice by rank, each with its fingerprint and when it was made."""
    rows = db.rows(
        "SELECT body, fingerprint, made_at FROM advice WHERE :account = '' OR account = :account ORDER BY rank, id",
        account=account,
    )
    return tuple((restored(Advice, json.loads(row["body"])), row["fingerprint"], row["made_at"]) for row in rows)


def answer_row(told: Answered) -> Mapping[str, Any]:
    """An answer as a record."""
    held = {name: getattr(told, name) for name in ("id", "advice", "account", "goal", "rule", "answer", "reason",
                                                   "until", "login", "at", "made")}  # fmt: skip
    predicted = {"effect": plain(told.predicted) if told.predicted else None, "title": told.title}
    return {**held, "predicted": json.dumps(predicted, ensure_ascii=False)}


def answers(db: Database) -> tuple[Answered, ...]:
    """Every answer, the oldest first."""
    return tuple(_answer(dict(row)) for row in db.rows("SELECT * FROM advice_answers ORDER BY at, id"))


def _answer(row: dict[str, Any]) -> Answered:
    held = json.loads(row.pop("predicted") or "{}")
    effect = restored(Effect, held["effect"]) if held.get("effect") else None
    return Answered(**row, predicted=effect, title=held.get("title", ""))


def claim(db: Database, fingerprint: str, who: str, now: str, stale: str) -> bool:
    """Whether this run is ours: nobody has begun it, it failed, or who began it fell silent before `stale`.

    Ours too is one whose advice was replaced since: the inputs changed and changed back (a clock, a plugin).
    """
    with db.writing():
        taken = db.execute(
            "INSERT INTO advice_runs (id, at, fingerprint, outcome, took) VALUES (:id, :now, :id, :who, NULL)"
            " ON CONFLICT (id) DO UPDATE SET at = excluded.at, outcome = excluded.outcome, took = NULL"
            " WHERE advice_runs.outcome LIKE 'failed%' OR advice_runs.outcome = 'replaced'"
            " OR (advice_runs.outcome LIKE 'running%' AND advice_runs.at < :stale)",
            id=fingerprint,
            now=now,
            who=f"running {who}",
            stale=stale,
        )
    return taken == 1


def run(db: Database, fingerprint: str) -> str:
    """What came of the run with this fingerprint: `running …`, `done`, `replaced` by a later one, `failed: …`.

    Empty when nobody began it.
    """
    return str(db.value("SELECT outcome FROM advice_runs WHERE id = :id", id=fingerprint) or "")


def newest(db: Database) -> str:
    """The fingerprint of the last run that was done; empty when none was."""
    done = "SELECT fingerprint FROM advice_runs WHERE outcome = 'done' ORDER BY at DESC LIMIT 1"
    return str(db.value(done) or "")


def finish(db: Database, fingerprint: str, outcome: str, took: float | None = None) -> None:
    """Inside `writing()`: note what came of a run, and forget the oldest ones; of those done only the last stays so."""
    if outcome == "done":
        db.execute("UPDATE advice_runs SET outcome = 'replaced' WHERE outcome = 'done' AND id <> :id", id=fingerprint)
    db.execute(
        "UPDATE advice_runs SET outcome = :outcome, took = :took WHERE id = :id",
        id=fingerprint,
        outcome=outcome,
        took=took,
    )
    db.execute(
        "DELETE FROM advice_runs WHERE id NOT IN (SELECT id FROM advice_runs ORDER BY at DESC, id LIMIT :most)",
        most=MOST_RUNS,
    )


def faults(db: Database) -> tuple[Fault, ...]:
    """The plugins whose last answer was a failure."""
    rows = db.rows("SELECT plugin, hook, in_a_row, at, why FROM plugin_faults ORDER BY plugin, hook")
    return tuple(Fault(**dict(row)) for row in rows)


def note_fault(db: Database, plugin: str, hook: str, at: str, why: str) -> None:
    """Inside `writing()`: count one more failure in a row."""
    db.execute(
        "INSERT INTO plugin_faults (plugin, hook, in_a_row, at, why) VALUES (:plugin, :hook, 1, :at, :why)"
        " ON CONFLICT (plugin, hook) DO UPDATE SET in_a_row = plugin_faults.in_a_row + 1, at = excluded.at,"
        " why = excluded.why",
        plugin=plugin,
        hook=hook,
        at=at,
        why=why,
    )


def forgive(db: Database, plugin: str, hook: str = "") -> int:
    """Inside `writing()`: forget the failures of a plugin; how many there were."""
    return db.execute(
        "DELETE FROM plugin_faults WHERE plugin = :plugin AND (:hook = '' OR hook = :hook)", plugin=plugin, hook=hook
    )
