"""A workspace keeps only what differs from the package's rules, one operation a change."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from tweetplan.domain.findings import CheckFailed
from tweetplan.domain.operations import Actor
from tweetplan.storage.database import Database
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.rules import rule_findings, rules, set_rule


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    db = Database.open(tmp_path / "w.db", create=True)
    ids = count(1)
    yield Workspace(db, Actor("ana", 1000), lambda: datetime(2026, 3, 17, tzinfo=UTC), lambda: f"id-{next(ids)}")
    db.close()


def test_a_rule_is_overridden_and_reset(ws: Workspace) -> None:
    assert rules(ws).number("winback.silent_days") == 30
    assert set_rule(ws, "winback.silent_days", 45).number("winback.silent_days") == 45
    assert rules(ws).overrides == {"winback.silent_days": 45}
    assert set_rule(ws, "posts.small_team_day", [2, 4]).pair("posts.small_team_day") == (2, 4)
    set_rule(ws, "winback.silent_days", None)
    assert rules(ws).overrides == {"posts.small_team_day": [2, 4]}


def test_the_default_itself_is_not_kept_as_an_override(ws: Workspace) -> None:
    set_rule(ws, "winback.silent_days", 45)
    set_rule(ws, "winback.silent_days", 30)
    assert rules(ws).overrides == {}
    assert ws.db.rows("SELECT * FROM settings") == []


def test_what_cannot_stand_is_refused_and_nothing_is_written(ws: Workspace) -> None:
    for key, value in (("winback.silent", 20), ("winback.silent", None), ("winback.silent_days", 0)):
        with pytest.raises(CheckFailed) as refused:
            set_rule(ws, key, value)
        assert refused.value.findings
    assert ws.revision == 0


def test_an_override_of_another_version_does_not_stop_the_product(ws: Workspace) -> None:
    with ws.operation("test") as change:
        change.put("settings", {"id": "rule:gone.rule", "value": "3"})
        change.put("settings", {"id": "rule:adjust.raise", "value": '"lots"'})
        change.put("settings", {"id": "theme", "value": '"dark"'})
    assert rules(ws).overrides == {}
    assert [(f.rule, f.severity, f.where) for f in rule_findings(ws)] == [
        ("rules.value", "warning", "adjust.raise"),
        ("rules.unknown", "warning", "gone.rule"),
    ]
    set_rule(ws, "gone.rule", None)
    assert [f.where for f in rule_findings(ws)] == ["adjust.raise"]
