"""The child's work: read a snapshot, close the store, ask everybody, rank, and store what came of it once for all.

The same inputs are computed once: a run is claimed by its fingerprint, others wait for it; one that was cancelled is
taken over.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from tweetplan.analysis.core_advice import CORE, core_advice
from tweetplan.analysis.estimating import Stored, estimate
from tweetplan.analysis.fitting import fits
from tweetplan.analysis.forks import SECONDS, Answer, ask
from tweetplan.analysis.habits import habits_of
from tweetplan.analysis.recommending import as_json, taken
from tweetplan.analysis.scoring import ranked
from tweetplan.analysis.situating import situation
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.recommendations import Advice
from tweetplan.domain.situation import Situation
from tweetplan.plugins import Plugins
from tweetplan.storage import advice as stored
from tweetplan.storage import estimates as stored_estimates
from tweetplan.workspace import estimates
from tweetplan.workspace.advice import fingerprint
from tweetplan.workspace.core import Workspace, instant_text, permit

PATIENCE = timedelta(seconds=30)
"""How long a run may say nothing before another takes it over."""
HOOK = "tweetplan_advise"
Reopen = Callable[[], Workspace]
Report = Callable[[float, str], None]


@dataclass(frozen=True)
class Refreshed:
    """What came of a refresh."""

    computed: bool
    """False: the inputs were the same, or another session did it."""
    took: float = 0.0
    findings: tuple[Finding, ...] = ()
    """Plugins that failed, by name."""


def refresh(
    ws: Workspace, reopen: Reopen, report: Report = lambda share, words: None, seconds: float = SECONDS
) -> tuple[Workspace, Refreshed]:
    """Compute and store estimates and advice unless they are new; the store is closed in between and opened again.

    Returns the open workspace. Raises `Problem` for who may only read, `UsageProblem` for
    another moment than now.
    """
    if ws.as_of is not None:
        raise UsageProblem("Advice is for today: it is not computed for another moment.", "Leave out --as-of.")
    permit(ws, "advice.refresh")
    plugins = Plugins.load(environ=os.environ)
    started, mark = time.monotonic(), f"{fingerprint(ws)}/{_versions(plugins)}"
    if not _claimed(ws, mark):
        _wait(ws, mark)
        return ws, Refreshed(False, findings=_told(stored.faults(ws.db), plugins))
    try:
        learnt_mark = estimates.fingerprint(ws)
        report(0.1, "estimates")
        learnt, rows = estimate(ws)
        report(0.5, "advice")
        now, habits = situation(ws, learnt), habits_of(ws)
        disabled = {fault.plugin for fault in stored.faults(ws.db) if fault.disabled}
        seed = (ws.db.path, now.day)
        ws.db.close()
        answers = _answers(plugins, now, disabled, seconds)
        chances = {row.goal.name: row for row in learnt.chances.rows}
        given = [(CORE, told) for told in core_advice(now)]
        given += [(name, told) for name, answer in answers.items() for told in taken(answer, now)]
        given = [(name, told) for name, told in given if fits(told, now)]
        found = ranked(given, chances, habits, now.day, now.capacity, seed)
    except BaseException as error:
        ws = reopen() if _closed(ws) else ws
        with ws.db.writing():
            stored.finish(ws.db, mark, f"failed: {type(error).__name__}")
        raise
    report(0.9, "storing")
    ws = reopen()
    _store(ws, mark, learnt_mark, rows, found, answers, time.monotonic() - started)
    return ws, Refreshed(True, time.monotonic() - started, _told(stored.faults(ws.db), plugins))


def _versions(plugins: Plugins) -> str:
    """The plugins that are asked, so that advice is made again when they change."""
    named = "".join(f"{row.name} {row.version} {row.status};" for row in plugins.rows)
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _claimed(ws: Workspace, mark: str) -> bool:
    """Whether this run is ours to do; one whose process is gone is taken over at once."""
    now = ws.clock()
    who = f"{ws.actor.host} {os.getpid()}"
    outcome = stored.run(ws.db, mark)
    gone = outcome.startswith(f"running {ws.actor.host} ") and not _alive(outcome.rsplit(" ", 1)[-1])
    stale = now + PATIENCE if gone else now - PATIENCE
    return stored.claim(ws.db, mark, who, instant_text(now), instant_text(stale))


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _wait(ws: Workspace, mark: str) -> None:
    """Until whoever runs it has stored it, but not longer than its patience."""
    until = time.monotonic() + PATIENCE.total_seconds()
    while stored.run(ws.db, mark).startswith("running") and time.monotonic() < until:
        time.sleep(0.1)


def _answers(plugins: Plugins, now: Situation, disabled: Iterable[str], seconds: float) -> dict[str, Answer]:
    """What every plugin that is not disabled said."""
    known = set(disabled)
    asked: Mapping[str, Callable[[], Iterator[Any]]] = {
        name: partial(advise, now) for name, advise in plugins.advisers().items() if name not in known
    }
    return ask(asked, as_json, seconds)


def _closed(ws: Workspace) -> bool:
    try:
        ws.db.token()
    except Exception:
        return True
    return False


def _store(
    ws: Workspace, mark: str, learnt_mark: str, rows: Iterable[Stored], found: Iterable[Advice],
    answers: Mapping[str, Answer], took: float,
) -> None:  # fmt: skip
    """Estimates, advice and faults in one transaction: no session ever sees half of them."""
    now = instant_text(ws.clock())
    with ws.db.writing():
        stored_estimates.put(ws.db, rows, learnt_mark, now)
        stored.put(ws.db, found, mark, now)
        for name, answer in answers.items():
            if answer.fault:
                stored.note_fault(ws.db, name, HOOK, now, answer.fault)
            else:
                stored.forgive(ws.db, name, HOOK)
        stored.finish(ws.db, mark, "done", took)


def _told(faults: Iterable[stored.Fault], plugins: Plugins) -> tuple[Finding, ...]:
    """The plugins that failed, in words; those that are not installed any more are passed over."""
    found, here = [], plugins.advisers()
    for fault in faults:
        if fault.plugin not in here:
            continue
        if fault.disabled:
            said = f"{fault.plugin} failed {fault.in_a_row} times in a row and is no longer asked: {fault.why}"
            remedy = f"`tweetplan plugins enable {fault.plugin}` asks it again."
        else:
            said, remedy = f"{fault.plugin} gave no advice, or not all of it: {fault.why}", "The others' advice stays."
        found.append(Finding("plugins.advice", "warning", said, fault.plugin, remedy))
    return tuple(found)
