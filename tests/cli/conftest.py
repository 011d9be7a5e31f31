"""Command lines run in process and as real ones, with a person's folders of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import Shell


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, and none of this machine's settings."""
    for name in ("TWEETPLAN_WORKSPACE", "TWEETPLAN_DEBUG", "_TWEETPLAN_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    for name, place in (
        ("CONFIG", ".config"),
        ("STATE", ".local/state"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / place))
    return folder


@pytest.fixture
def shell(home: Path) -> Shell:
    """A person without a workspace."""
    return Shell(home)


@pytest.fixture
def team(shell: Shell, tmp_path: Path) -> Shell:
    """A person with an empty workspace of their own."""
    shell("init", tmp_path / "team")
    return shell


@pytest.fixture
def process(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a real `python -m tweetplan` to its end."""

    def call(*arguments: str | Path, **wishes: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **wishes.pop("env", {})}
        command = [sys.executable, "-m", "tweetplan", *map(str, arguments)]
        wishes = {"capture_output": True, "text": True, "timeout": 60, **wishes}
        found: subprocess.CompletedProcess[str] = subprocess.run(command, env=environment, check=False, **wishes)
        return found

    return call
