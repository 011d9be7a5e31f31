"""The tick: whatever is due, done once, however many sessions and timers ask (DESIGN: one cadence, one tick).

Each job is claimed in the store before it runs, and runs its own verbs; one that fails is named and tried again by a
later tick, and does not keep the others from running.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tweetplan.domain.findings import Problem
from tweetplan.domain.values import frozen
from tweetplan.storage import ticks
from tweetplan.storage.backup import daily_copy
from tweetplan.workspace.core import Workspace, instant_text, permit

PATIENCE = timedelta(minutes=15)
"""How long a claimed job may stay silent, or a failed one rest, before another tick takes it."""
MEMORY = timedelta(days=90)
EVERY_MINUTES = 10
UNITS = Path(__file__).parent.parent / "systemd"


@frozen
class Job:
    """Periodic work: when it is due (a key for each time it must be done once; '' when not now) and what it does."""

    name: str
    due_of: Callable[[datetime], str]
    run: Callable[[Workspace], str]
    """Does it and says in one line what was done; '' when there was nothing to do."""


@frozen
class Done:
    """What came of one job in one tick."""

    job: str
    due: str
    outcome: str
    ok: bool = True


def daily(now: datetime) -> str:
    """Due once a day (UTC)."""
    return now.astimezone(UTC).strftime("%Y-%m-%d")


def hourly(now: datetime) -> str:
    """Due once an hour."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H")


def every_tick(now: datetime) -> str:
    """Due at every tick, but not twice in one stretch of ten minutes."""
    utc = now.astimezone(UTC)
    return utc.replace(minute=utc.minute - utc.minute % EVERY_MINUTES).strftime("%Y-%m-%dT%H:%M")


def backup_job(keep: int = 7) -> Job:
    """A copy of the workspace every day, the last `keep` of them kept in its backups folder."""

    def run(ws: Workspace) -> str:
        return f"copied to {daily_copy(ws.db, daily(ws.clock()), keep).name}"

    return Job("backup", daily, run)


def tick(ws: Workspace, jobs: Iterable[Job]) -> list[Done]:
    """Do every job that is due and that nobody else has claimed; raises `Problem` for who may only read."""
    permit(ws, "tick")
    now = ws.clock()
    done = []
    for job in jobs:
        due = job.due_of(now)
        if not due or ticks.settled(ws.db, job.name, due):
            continue
        if ticks.claim(ws.db, job.name, due, instant_text(now), instant_text(now - PATIENCE), ws.actor):
            found = _run(ws, job, due)
            ticks.finish(ws.db, job.name, due, found.outcome or "nothing to do")
            done.append(found)
    summary = "; ".join(f"{each.job}: {each.outcome}" for each in done if each.outcome) or "nothing was due"
    ticks.stamp(ws.db, instant_text(ws.clock()), instant_text(now - MEMORY), ws.actor, summary)
    return done


def _run(ws: Workspace, job: Job, due: str) -> Done:
    try:
        return Done(job.name, due, job.run(ws))
    except Problem as problem:
        return Done(job.name, due, f"failed: {problem}", ok=False)
    except Exception as error:
        return Done(job.name, due, f"failed: {type(error).__name__}: {error}", ok=False)


def last_tick(ws: Workspace) -> datetime | None:
    """When the last tick ran, aware UTC; None when none ever did."""
    found = ticks.last(ws.db)
    return datetime.fromisoformat(found) if found else None


def units(program: str = "tweetplan", workspace: str = "") -> Mapping[str, str]:
    """The systemd service and timer and a crontab line that run the tick, by file name (`crontab` for the line).

    `program` is the command's full path; `workspace` is named in them when given.
    """
    words = [program, *(["--workspace", workspace] if workspace else []), "tick"]
    quoted = " ".join(_for_systemd(word) for word in words)
    line = " ".join(shlex.quote(word) for word in words).replace("%", "\\%")
    return {
        "tweetplan-tick.service": _unit("tweetplan-tick.service").replace("@COMMAND@", quoted),
        "tweetplan-tick.timer": _unit("tweetplan-tick.timer").replace("@MINUTES@", str(EVERY_MINUTES)),
        "crontab": _unit("crontab").replace("@COMMAND@", line).replace("@MINUTES@", str(EVERY_MINUTES)),
    }


def _unit(name: str) -> str:
    return (UNITS / name).read_text(encoding="utf-8")


def _for_systemd(word: str) -> str:
    """One word of an ExecStart line: `%` and `$` are systemd's own, blanks and quotes need quoting."""
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{safe}"' if safe != word or any(letter.isspace() or letter in "';" for letter in word) else word
