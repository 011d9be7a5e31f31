"""Find, load, check and call plugins behind typed methods: a broken one is a row with a reason, the others go on."""

import inspect
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from typing import Any

import pluggy

from tweetplan import hookspecs
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.declaration_checks import check_declaration, conflicts, nearest
from tweetplan.domain.draft import Draft
from tweetplan.domain.findings import Finding, NotFound, Problem
from tweetplan.domain.goal_type import Declaration, GoalType, declare
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.results import Results, Source
from tweetplan.domain.situation import Situation
from tweetplan.guarded import Broken, Status, guarded, words
from tweetplan.outward import Outward, call, fault, short

GROUP = "tweetplan"
SWITCH = "TWEETPLAN_LOAD_PLUGINS"
"""The environment's switch: unset loads all; `a,b` only these (by entry point or distribution); empty none."""
KINDS = {
    "tweetplan_goal_types": "goal types",
    "tweetplan_read_results": "reader",
    "tweetplan_check_draft": "checks",
    "tweetplan_advise": "advice",
    "tweetplan_publish": "publisher",
    "tweetplan_fetch": "fetcher",
    "tweetplan_notify": "notifier",
}
LOAD_SECONDS, READ_SECONDS, CHECK_SECONDS = 10.0, 300.0, 2.0
MOST_GOAL_TYPES, MOST_FINDINGS = 100, 200


@dataclass(frozen=True, slots=True)
class PluginRow:
    """One entry point of the group, as `tweetplan plugins list` shows it."""

    name: str
    kind: str
    """What it brings, such as `goal types` or `reader and checks`; `unknown` while it cannot be loaded."""
    version: str
    hooks: tuple[str, ...]
    status: Status
    reason: str = ""
    distribution: str = ""


class Plugins(Outward):
    """The plugins of this process: what they declare as values, what they do as typed calls, and what was wrong."""

    def __init__(self) -> None:
        self.rows: tuple[PluginRow, ...] = ()
        self.findings: list[Finding] = []
        """What plugins raised or answered wrongly since they were loaded."""
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(hookspecs)
        self._types: dict[str, type[GoalType]] = {}
        self._declared: dict[str, Declaration] = {}
        self._brought_by: dict[str, str] = {}

    @classmethod
    def load(
        cls,
        points: Iterable[EntryPoint] | None = None,
        environ: Mapping[str, str] | None = None,
        seconds: float = LOAD_SECONDS,
    ) -> "Plugins":
        """Load the installed entry points (or `points`) one by one, tweetplan's own first; none of them can end it."""
        plugins = cls()
        wanted = (os.environ if environ is None else environ).get(SWITCH)
        chosen = None if wanted is None else {name.strip() for name in wanted.split(",")}
        found = entry_points(group=GROUP) if points is None else points
        ours_first = sorted(found, key=lambda point: (_origin(point)[0] != GROUP, _identity(point)))
        plugins.rows = tuple(plugins._row(point, chosen, seconds) for point in ours_first)
        return plugins

    def goal_types(self) -> dict[str, type[GoalType]]:
        """The goal types that were taken, by key."""
        return dict(self._types)

    def declarations(self) -> tuple[Declaration, ...]:
        """What these goal types declare, as values to store."""
        return tuple(self._declared.values())

    def readers(self) -> tuple[str, ...]:
        """The names by which a reader can be asked for, in order."""
        return tuple(short(name) for name, _ in self._implementations("tweetplan_read_results"))

    def read(self, source: Source, reader: str = "") -> Results | None:
        """What the surest reader (or the one named) makes of a file; None when no reader knows it.

        A reader that raises or answers nonsense is named in the result's warnings. Raises `Problem` when the file
        itself breaks a limit and no reader could take it, `NotFound` for a reader that is not there.
        """
        answers: list[tuple[float, str, Results]] = []
        faults: list[Finding] = []
        problems: list[Problem] = []
        for name, implementation in self._asked(reader):
            try:
                with guarded(READ_SECONDS):
                    answer = call(implementation, source=source)
                    if answer is not None:
                        answers.append((-_confidence(answer), name, answer))
            except Problem as problem:
                problems.append(problem)
            except Broken as broken:
                faults.append(fault(name, "tweetplan_read_results", broken))
        self.findings += faults
        if not answers:
            if problems:
                raise problems[0]
            return None
        best = min(answers, key=lambda answer: answer[:2])[2]
        return replace(best, warnings=(*best.warnings, *faults)) if faults else best

    def check_goal(self, goal: Goal) -> tuple[Finding, ...]:
        """What the goal's own type says of it, until it raises, which is a finding too; nothing when it is absent."""
        goal_type = self._types.get(goal.type)
        if goal_type is None:
            return ()
        name, what = self._brought_by[goal.type], f"{goal_type.__name__}.check"
        return self._findings(name, what, lambda: goal_type.check(goal), LOAD_SECONDS)

    def check_draft(
        self,
        draft: Draft,
        account: Account | None = None,
        goal: Goal | None = None,
        seconds: float = CHECK_SECONDS,
        told: Callable[[str], None] = lambda name: None,
    ) -> tuple[Finding, ...]:
        """What every check says of a draft, one after another; one that raises, or points outside, is a finding too.

        Each has so many seconds; `told` is called with a check's name before its turn.
        """
        hook, found = "tweetplan_check_draft", list[Finding]()
        for name, implementation in self._implementations(hook):
            told(short(name))
            check = partial(call, implementation, draft=draft, account=account, goal=goal)
            found += self._findings(name, hook, check, seconds, len(draft.text))
        return tuple(found)

    def advisers(self) -> dict[str, Callable[[Situation], Iterator[Any]]]:
        """By plugin, what yields its advice: its hook, then each of its goal types for each of their goals.

        Nothing is called yet, and nothing is guarded: whoever calls does so in a process with limits.
        """
        found: dict[str, list[Callable[[Situation], Iterable[Any]]]] = {}
        for name, implementation in self._implementations("tweetplan_advise"):
            found.setdefault(name.split(":", 1)[-1], []).append(partial(_advice_of_hook, implementation))
        for key, goal_type in self._types.items():
            if getattr(goal_type.advise, "__func__", None) is not GoalType.advise.__func__:  # type: ignore[attr-defined]
                found.setdefault(self._brought_by[key], []).append(partial(_advice_of_type, goal_type))
        return {name: partial(_in_turn, asked) for name, asked in found.items()}

    def _findings(
        self, name: str, what: str, check: Callable[[], Any], seconds: float, length: int | None = None
    ) -> tuple[Finding, ...]:
        """What a check yields until it raises, and that it did; spans lie within a text of so many code points."""
        answer: list[Finding] = []
        try:
            with guarded(seconds):
                for given in islice(check() or (), MOST_FINDINGS):
                    found: Finding = restored(Finding, plain(given))
                    if length is not None:
                        _within(found, length)
                    answer.append(found)
        except (Broken, Problem) as broken:
            answer.append(fault(name, what, broken))
            self.findings.append(answer[-1])
        return tuple(answer)

    def _row(self, point: EntryPoint, chosen: set[str] | None, seconds: float) -> PluginRow:
        distribution, version = _origin(point)
        hooks: tuple[str, ...] = ()
        status: Status = "ok"
        reason = ""
        try:
            if chosen is not None and not chosen & {point.name, short(point.name), distribution}:
                raise Broken(f"{SWITCH} leaves it out.", "off")
            hooks = self._taken(point, seconds)
            if "tweetplan_goal_types" in hooks:
                self._collect(point, seconds)
        except (Broken, Problem) as broken:
            status, reason = getattr(broken, "status", "failed"), str(broken)
        kind = " and ".join(KINDS[hook] for hook in hooks) or "unknown"
        return PluginRow(point.name, kind, version, hooks, status, reason, distribution)

    def _taken(self, point: EntryPoint, seconds: float) -> tuple[str, ...]:
        """Load and register one plugin; the names of its hooks. Raises `Broken`, and nothing of it stays registered."""
        manager, name = self._manager, _identity(point)
        with guarded(seconds):
            try:
                plugin = point.load()
            except ModuleNotFoundError as error:
                raise _not_found(point, error) from error
        try:
            with guarded(seconds):
                manager.register(plugin, name=name)
                hooks = _hooks(manager, plugin)
                manager.check_pending()
                return hooks
        except Broken:
            if manager.has_plugin(name):
                manager.unregister(name=name)
            raise

    def _collect(self, point: EntryPoint, seconds: float) -> None:
        """Take the goal types of a registered plugin; raises `Broken` naming those that were refused, and why."""
        offered: tuple[Any, ...] = ()
        for name, implementation in self._implementations("tweetplan_goal_types"):
            if name == _identity(point):
                with guarded(seconds):
                    offered = tuple(islice(call(implementation), MOST_GOAL_TYPES + 1))
        if len(offered) > MOST_GOAL_TYPES:
            raise Broken(f"It brings more than {MOST_GOAL_TYPES} goal types.")
        refused = []
        for goal_type in offered:
            try:
                with guarded(seconds):
                    self._accept(goal_type, point)
            except (Broken, Problem) as broken:
                refused.append(f"{getattr(goal_type, '__name__', type(goal_type).__name__)}: {broken}")
        if refused:
            raise Broken(" ".join(refused), "partly" if len(refused) < len(offered) else "failed")

    def _accept(self, goal_type: Any, point: EntryPoint) -> None:
        if not (isinstance(goal_type, type) and issubclass(goal_type, GoalType)):
            raise Broken("tweetplan_goal_types returns classes that inherit GoalType.")
        declaration = declare(goal_type, *_origin(point))
        other = self._declared.get(declaration.key)
        if other is not None:
            taken = f"{self._brought_by[declaration.key]} ({other.plugin} {other.version})"
            raise Broken(f"the key {declaration.key!r} is taken by {taken}; choose another.")
        errors = [finding for finding in check_declaration(declaration) if finding.severity == "error"]
        errors += conflicts(declaration, tuple(self._declared.values()))
        if errors:
            more = f" And {len(errors) - 1} more." if len(errors) > 1 else ""
            raise Broken(f"{errors[0].where}: {errors[0].message} {errors[0].remedy}".strip() + more)
        self._types[declaration.key] = goal_type
        self._declared[declaration.key] = declaration
        self._brought_by[declaration.key] = point.name

    def _implementations(self, hook: str) -> list[tuple[str, Any]]:
        """Each plugin's implementation of a hook, in the order in which the plugins were loaded."""
        found = getattr(self._manager.hook, hook).get_hookimpls()
        return [(implementation.plugin_name, implementation) for implementation in found]

    def _asked(self, reader: str) -> list[tuple[str, Any]]:
        everyone = self._implementations("tweetplan_read_results")
        if not reader:
            return everyone
        chosen = [(name, found) for name, found in everyone if reader in (name.split(":", 1)[1], short(name))]
        if chosen:
            return chosen
        broken = [row for row in self.rows if reader in (row.name, short(row.name)) and row.status != "ok"]
        if broken:
            raise Problem(f"The reader {reader} is {broken[0].status}.", broken[0].reason)
        known = self.readers()
        raise NotFound(f"There is no reader {reader!r}.", nearest(reader, known) or f"There are: {', '.join(known)}.")


def _advice_of_hook(implementation: Any, situation: Situation) -> Iterable[Any]:
    return call(implementation, situation=situation) or ()


def _advice_of_type(goal_type: type[GoalType], situation: Situation) -> Iterable[Any]:
    return (each for view in situation.goals_of(goal_type.key) for each in goal_type.advise(view.goal, situation) or ())


def _in_turn(asked: Iterable[Callable[[Situation], Iterable[Any]]], situation: Situation) -> Iterator[Any]:
    return (each for one in asked for each in one(situation))


def _hooks(manager: pluggy.PluginManager, plugin: Any) -> tuple[str, ...]:
    """The hooks a plugin implements; raises `Broken` for an unknown one, a wrapper, a missing mark, and for none."""
    known = [hook for hook in dir(hookspecs) if hook.startswith("tweetplan_")]
    callers = manager.get_hookcallers(plugin) or []
    for caller in callers:
        found = [implementation for implementation in caller.get_hookimpls() if implementation.plugin is plugin]
        if not caller.has_spec() and not all(implementation.optionalhook for implementation in found):
            raise Broken(f"There is no hook {caller.name}. {nearest(caller.name, known)}".strip())
        if any(implementation.wrapper or implementation.hookwrapper for implementation in found):
            raise Broken(f"{caller.name} is a wrapper; plugins here answer for themselves alone.")
    marked = {caller.name for caller in callers}
    for name, function in vars(plugin).items() if inspect.ismodule(plugin) else ():
        if name.startswith("tweetplan_") and inspect.isfunction(function) and name not in marked:
            raise Broken(f"{name} is not marked; put @hookimpl before it (from tweetplan.api import hookimpl).")
    if not marked:
        raise Broken("It implements no hook; the entry point names the module whose functions are marked @hookimpl.")
    return tuple(sorted(marked & set(known)))


def _within(found: Finding, length: int) -> None:
    """Raises `Broken` for a span that the text does not have."""
    if (found.start is None) != (found.end is None) or not 0 <= (found.start or 0) <= (found.end or 0) <= length:
        raise Broken(f"{found.rule} points to {found.start}–{found.end}; the text has {length} code points.")


def _confidence(answer: object) -> float:
    if not isinstance(answer, Results):
        raise Broken(f"it returned {type(answer).__name__}, not Results or None")
    if not (math.isfinite(answer.confidence) and 0.0 <= answer.confidence <= 1.0):
        raise Broken(f"its confidence is {answer.confidence}, not between 0 and 1")
    return answer.confidence


def _not_found(point: EntryPoint, error: ModuleNotFoundError) -> Broken:
    """A module that is missing: not configured, when an extra of the plugin's own distribution would bring it."""
    missing = _normal((error.name or "").split(".")[0])
    for requirement in (point.dist.requires if point.dist else None) or ():
        name = re.match(r"[\w.-]+", requirement)
        extra = re.search(r"extra\s*==\s*[\"']([\w.-]+)[\"']", requirement)
        if name and extra and _normal(name[0]) == missing:
            install = f"pip install '{_origin(point)[0]}[{extra[1]}]'"
            return Broken(f"It needs {name[0]}: {install}", "not configured")
    return Broken(words(error))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _origin(point: EntryPoint) -> tuple[str, str]:
    """The distribution that an entry point comes from, and its version; a lone module stands for itself."""
    return (point.dist.name or point.value, point.dist.version or "") if point.dist else (point.module, "")


def _identity(point: EntryPoint) -> str:
    return f"{_origin(point)[0]}:{point.name}"
