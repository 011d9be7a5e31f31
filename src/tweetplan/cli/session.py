"""What the verbs share: the options for workspace, moment and JSON, and opening the workspace they name."""

import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import print_json, talk
from tweetplan.domain.findings import Finding, Problem, UsageProblem
from tweetplan.domain.periods import YEARS

if TYPE_CHECKING:
    from tweetplan.storage.config import Config
    from tweetplan.workspace.core import Workspace

FOUND_PROBLEMS = 3
"""The exit code when a check found errors, or rows were rejected."""


@dataclass
class Session:
    """One command line's workspace, moment and way of answering."""

    location: str | None
    as_of: datetime | None
    json: bool
    open_ui: Callable[[str], int]
    terminal_problem: Callable[[], str | None]
    """Why the UI cannot open in this terminal; None when it can."""
    open_workspace: Callable[..., "Workspace"] | None = None
    """Opens a workspace in the place of the machine's clock, identity and ids (tests)."""
    check_look: Callable[["Config"], Sequence[Finding]] = lambda config: ()
    """What is wrong with the theme and the keys of somebody's settings; only the UI knows which there are."""
    _opened: list["Workspace"] = field(default_factory=list)

    def located(self) -> str | None:
        """Where the workspace is; None when neither option, environment nor settings name one."""
        from tweetplan.workspace.open import locate

        return locate(self.location, os.environ)

    @property
    def workspace(self) -> "Workspace":
        """The workspace, opened when it is first asked for."""
        if not self._opened:
            place = self.located()
            if not place:
                raise Problem(
                    "No workspace is set.",
                    "Make one with `tweetplan init DIR`, name one with --workspace, or try `tweetplan demo`.",
                )
            self._opened.append(self.opened(place))
        return self._opened[0]

    def opened(self, place: str, *, create: bool = False) -> "Workspace":
        """The workspace at a place named outright, as of the moment asked about."""
        from tweetplan.workspace.open import open_workspace

        return (self.open_workspace or open_workspace)(place, as_of=self.as_of, create=create)

    def replace(self, workspace: "Workspace") -> None:
        """Go on with a workspace that a verb has opened again."""
        self._opened[:] = [workspace]

    @property
    def declared(self) -> "Workspace":
        """The workspace after the declarations of the installed plugins were stored, where these changed."""
        from tweetplan.analysis.declarations import refresh_if_changed

        workspace = self.workspace
        for finding in refresh_if_changed(workspace):
            talk(f"tweetplan: {finding.message}")
        return workspace

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


def on_one_core() -> None:
    """Have numpy, not loaded yet, use one thread: on small matrices and shared cores several only wait (2–5 ×)."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def verdict(findings: Iterable[Finding]) -> int:
    """The exit code of a check: 3 when one of its findings is an error, else 0."""
    return FOUND_PROBLEMS if any(finding.severity == "error" for finding in findings) else 0


def verb(function: Callable[..., Any]) -> Callable[..., Any]:
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
            terminal_problem=shared.get("terminal_problem", lambda: None),
            open_workspace=shared.get("open_workspace"),
            check_look=shared.get("check_look", lambda config: ()),
        )
        try:
            return context.invoke(function, session, *args, **kwargs)
        except Problem as problem:
            if session.json and problem.findings:
                held = {"stored": False, "message": problem.message, "findings": problem.findings}
                print_json(held, session.as_of_text)
            raise

    return update_wrapper(command, function)


def instant(text: str) -> datetime:
    """An instant of the command line as aware UTC; without a zone it is UTC, a bare date is its first moment."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{text!r} is not an instant.", "Write it like 2026-03-01T09:00Z.") from None
    if found.year not in YEARS:
        raise UsageProblem(f"{text!r} is out of range: the years are {YEARS[0]} to {YEARS[-1]}.")
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


class Figure(click.ParamType[float]):
    """A number; `15%` is 0.15."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a usage error that shows the forms."""
        if isinstance(value, float):
            return value
        text = str(value).strip()
        percent = text.endswith("%")
        try:
            found = float(text.removesuffix("%").strip())
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or "_" in text:
            self.fail(f"{text!r} is not a number; write it like 1000, 0.15 or 15%.", param, ctx)
        return found / 100 if percent else found


FIGURE = Figure()


def goal_names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The goals whose names begin so, for the shell's completion; none where there is no workspace to ask."""
    return _begun(context, incomplete, "goals")


def handles(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The accounts whose handles begin so, for the shell's completion."""
    return _begun(context, incomplete, "accounts")


def _begun(context: click.Context, incomplete: str, what: str) -> list[str]:
    from tweetplan.workspace import accounts, goals
    from tweetplan.workspace.open import locate, open_workspace

    try:
        place = locate(context.params.get("workspace") or context.find_root().params.get("workspace"), os.environ)
        if not place:
            return []
        workspace = open_workspace(place)
        if what == "goals":
            found = [goal.name for goal in goals.listing(workspace)]
        else:
            found = [account.handle for account in accounts.listing(workspace)]
    except Problem:
        return []
    return [name for name in found if name.lower().startswith(incomplete.lower())]
