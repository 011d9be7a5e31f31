"""A workspace in a temporary folder, and sessions of several people on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tweetplan.domain.operations import Actor
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
Sessions = Callable[..., Workspace]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Sessions]:
    """`session("ana")` opens the test's one workspace as that person; every call is another connection."""
    opened: list[Workspace] = []
    minutes, ids = count(), count(1)

    def open_as(login: str = "ana", **options: object) -> Workspace:
        actor = Actor(login, 1000 + sum(map(ord, login)), "host")
        found = open_workspace(
            tmp_path / "plan",
            actor=actor,
            clock=lambda: START + timedelta(minutes=next(minutes)),
            new_id=lambda: f"op-{next(ids):06}",
            create=True,
            **options,  # type: ignore[arg-type]
        )
        opened.append(found)
        return found

    yield open_as
    for workspace in opened:
        workspace.db.close()


@pytest.fixture
def ws(session: Sessions) -> Workspace:
    return session()
