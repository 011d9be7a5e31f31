"""A workspace with a clock that stands still, and the tiny app on it."""

from pathlib import Path

import pytest

from tui.stub import Clock, StubApp, stub_app, workspace_at
from tweetplan.workspace.core import Workspace


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Workspace:
    return workspace_at(tmp_path, clock)


@pytest.fixture
def app(workspace: Workspace, tmp_path: Path) -> StubApp:
    return stub_app(workspace, tmp_path / "state")
