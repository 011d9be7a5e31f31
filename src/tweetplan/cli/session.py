"""What the verbs share: the options for workspace, moment and JSON, and opening the workspace they name."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from tweetplan.cli.output import print_json
from tweetplan.domain.findings import Problem, UsageProblem
from tweetplan.workspace.core import Workspace

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Session:
    """One command line's workspace, moment and way of answering."""

    location: str | None
    as_of: datetime | None
    json: bool
    open_ui: Callable[[str], int]
    _opened: list[Workspace] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened when it is first asked for."""
        if not self._opened:
            from tweetplan.workspace.open import locate, open_workspace

            place = locate(self.location or "", os.environ)
            if not place:
                raise Problem(
                    "No workspace is set.", "Make one with `tweetplan init DIR`, name one with --workspace, or try `tweetplan demo`."
                )
            self._opened.append(open_workspace(place, as_of=self.as_of))
        return self._opened[0]

    def optional_workspace(self) -> Workspace | None:
        """The workspace if one is set and there; None otherwise, for verbs that can do without."""
        from tweetplan.workspace.open import locate

        return self.workspace if locate(self.location or "", os.environ) else None

    @property
    def as_of_text(self) -> str:
        """The moment asked about, UTC, as JSON answers carry it."""
        moment = self._opened[0].now if self._opened else self.as_of or datetime.now(UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def answer(self, data: Any, people: Callable[[], None]) -> None:
        """Print `data` as JSON when asked to, else let `people` print it for people."""
        if self.json:
            print_json(data, self.as_of_text)
        else:
            people()


def verb(function: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    """Give a command the options --workspace, --as-of and --json, and hand it the session that they make."""

    @click.option("--workspace", metavar="PATH|URL", default=None, help="The workspace to use.")
    @click.option("--as-of", metavar="INSTANT", default=None, help="Ask how things stood then: 2026-03-01T09:00Z.")
    @click.option("--json", "json_wanted", is_flag=True, help="Answer with one JSON object on stdout.")
    @click.pass_context
    def command(
        context: click.Context, workspace: str | None, as_of: str | None, json_wanted: bool, *args: Any, **kwargs: Any
    ) -> Any:
        shared = context.find_root().obj or {}
        moment = as_of or shared.get("as_of")
        session = Session(
            location=workspace or shared.get("workspace"),
            as_of=instant(moment) if moment else None,
            json=json_wanted,
            open_ui=shared.get("open_ui", lambda _: 2),
        )
        return context.invoke(function, session, *args, **kwargs)

    return update_wrapper(command, function)


def instant(text: str) -> datetime:
    """An instant of the command line as aware UTC; without a zone it is UTC, a bare date is its first moment."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{text!r} is not an instant.", "Write it like 2026-03-01T09:00Z.") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


class Day(click.ParamType[date]):
    """A day as 2026-03-17."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-03-17.", param, ctx)


DAY = Day()
