"""Whoever's cron runs the tick, what was decided is carried out, by a role that could not have decided it (T02)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from publishing_made import Fake, account, post, scheduled
from tweetplan.analysis.publishing import publish_due
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.workspace import delivering, posts, posts_due, tasks, team
from tweetplan.workspace.closing import close_periods
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)


def opened(folder: Path, login: str, after: timedelta = timedelta(0)) -> Workspace:
    return open_workspace(folder / "plan", actor=Actor(login, 1000, "host"), clock=lambda: NOW + after, create=True)


def test_an_analysts_cron_publishes_what_is_due_and_may_not_change_what_was_decided(tmp_path: Path) -> None:
    ana = opened(tmp_path, "ana")
    account(ana)
    scheduled(ana, "p1")
    scheduled(ana, "late", at=NOW - timedelta(days=3))
    team.add(ana, Member("ana", ("strategist",)))
    team.add(ana, Member("cron", ("analyst",)))
    cron = opened(tmp_path, "cron")
    jobs: list[Callable[[Workspace], object]] = [posts_due.expire_due, posts_due.remind, close_periods]
    publish_due(cron, Fake())
    for job in jobs:
        job(cron)
    assert post(cron, "p1").state == "published"
    tasks.add(cron, "Look at the numbers", date(2026, 3, 18))
    for refused in (
        lambda: delivering.use_publisher(cron, "@acme", ""),
        lambda: posts.take_back(cron, "p1"),
        lambda: team.edit(cron, "cron", roles=("strategist",)),
    ):
        with pytest.raises(Problem, match=r"cron \(analyst\) may not"):
            refused()
    for each in (ana, cron):
        each.db.close()
