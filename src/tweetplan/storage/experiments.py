"""Experiments and the slots they were given, as rows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.experiments import Experiment, Unit
from tweetplan.storage.database import Database, Row

TABLE, UNITS = "experiments", "experiment_units"
_COLUMNS = ("id", "name", "account", "state", "version")


def row(experiment: Experiment) -> Mapping[str, Any]:
    """The experiment as a record."""
    body = {name: held for name, held in plain(experiment).items() if name not in _COLUMNS}
    return {
        "id": experiment.id,
        "name": experiment.name,
        "account": experiment.account,
        "state": experiment.state,
        "body": json.dumps(body, ensure_ascii=False),
    }


def value(held: Row) -> Experiment:
    """The experiment that a row holds."""
    return restored(Experiment, {**json.loads(held["body"]), **{name: held[name] for name in _COLUMNS}})


def every(db: Database, account: str = "") -> tuple[Experiment, ...]:
    """All experiments, or one account's, by name."""
    rows = db.rows("SELECT * FROM experiments WHERE :account IN ('', account) ORDER BY name", account=account)
    return tuple(value(held) for held in rows)


def named(db: Database, name: str) -> Experiment | None:
    """The experiment of this name or id."""
    held = db.row("SELECT * FROM experiments WHERE name = :name OR id = :name", name=name)
    return value(held) if held else None


def unit_row(unit: Unit) -> Mapping[str, Any]:
    """A unit as a record."""
    return {name: getattr(unit, name) for name in ("id", "experiment", "pair", "arm", "slot", "post")}


def units(db: Database, experiment: str) -> tuple[Unit, ...]:
    """The slots of an experiment, group by group."""
    rows = db.rows("SELECT * FROM experiment_units WHERE experiment = :id ORDER BY pair, id", id=experiment)
    return tuple(Unit(**dict(held)) for held in rows)


def taken_slots(db: Database, account: str) -> frozenset[str]:
    """The slots of an account that belong to experiments that are not dropped."""
    rows = db.rows(
        "SELECT u.slot FROM experiment_units u JOIN experiments e ON e.id = u.experiment"
        " WHERE e.account = :account AND e.state <> 'dropped'",
        account=account,
    )
    return frozenset(held["slot"] for held in rows)


def outcomes(db: Database, experiment: str, measures: Sequence[str], until: str) -> list[Row]:
    """Each unit with the figures of the post that went out on its slot up to an instant; NULL where none is known."""
    return db.rows(
        f"SELECT u.pair, u.arm, r.ref, r.posted_at, {', '.join('r.' + measure for measure in measures)}"
        " FROM experiment_units u LEFT JOIN posts p ON p.slot = u.slot AND p.state = 'published'"
        " LEFT JOIN post_results r ON r.plan_post = p.id AND r.account = p.account AND r.live = 1"
        " AND r.posted_at <= :until WHERE u.experiment = :id ORDER BY u.pair, u.id",
        id=experiment,
        until=until,
    )
