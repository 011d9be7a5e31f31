"""A person at a command line, run in process: with a clock and an identity of their own."""

import io
import itertools
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tweetplan.cli.main import run
from tweetplan.domain.operations import Actor
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 3, 17, 13, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What one command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def data(self) -> Any:
        return self.document["data"]


class Shell:
    """Runs command lines as one person; `workspace` is set once `init` was run in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.opened_ui: list[str] = []
        self.no_terminal: str | None = None
        self._numbers = itertools.count(1)
        self.login = "ana"
        self.now = NOW

    def open(self, place: str, **wishes: Any) -> Workspace:
        return open_workspace(
            place,
            actor=Actor(self.login, 1000, "desk"),
            clock=lambda: self.now,
            new_id=lambda: f"id{next(self._numbers):014d}",
            **wishes,
        )

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", code: int | None = 0) -> Answer:
        """Run one command line; `code` is the exit code it must have (None: any)."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        before = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                ended = run(
                    [str(argument) for argument in arguments], self._open_ui, lambda: self.no_terminal, self.open
                )
        finally:
            sys.stdin = before
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        answer = Answer(ended, *texts)
        assert code is None or answer.code == code, f"{arguments} ended with {answer.code}:\n{answer.out}\n{answer.err}"
        return answer

    def json(self, *arguments: str | Path, code: int | None = 0) -> Any:
        """The `data` of a command line run with --json."""
        return self(*arguments, "--json", code=code).data

    def _open_ui(self, place: str) -> int:
        self.opened_ui.append(place)
        return 0
