"""A workspace in a temporary folder, the built-in readers, and one call that imports."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from imports import Bring
from tweetplan.analysis import importing
from tweetplan.domain.operations import Actor
from tweetplan.plugins import Plugins
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    return Plugins.load()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[], Workspace]]:
    """Every call opens a new workspace."""
    numbers, ids = count(), count(1)
    opened: list[Workspace] = []

    def make() -> Workspace:
        place = tmp_path / f"plan-{next(numbers)}"
        found = open_workspace(
            place, actor=Actor("ana", 1000, "desk"), clock=lambda: NOW, new_id=lambda: f"id-{next(ids):06}", create=True
        )
        opened.append(found)
        return found

    yield make
    for workspace in opened:
        workspace.db.close()


@pytest.fixture
def ws(fresh: Callable[[], Workspace]) -> Workspace:
    return fresh()


@pytest.fixture
def bring(ws: Workspace, plugins: Plugins, tmp_path: Path) -> Bring:
    """`bring({"name.csv": text, …}, account="@acme")` imports these files, in this order, in one go."""

    def run(
        files: Mapping[str, str | bytes], account: str = "@acme", into: Workspace | None = None, **more: Any
    ) -> importing.Report:
        paths = []
        for name, text in files.items():
            path = tmp_path / name
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        return importing.run(into or ws, plugins, paths, account=account, **more)

    return run
